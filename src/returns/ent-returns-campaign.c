/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-campaign.h"

#include "ent-error.h"
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-returns-year-private.h"

/* Two desks may each have made one for the same year: the one that is closed counts, else the first. */
static char *
find_id (EntWorkspace *workspace,
         int year,
         GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (
    database,
    "SELECT r.id FROM campaign t JOIN record r USING (row) WHERE t.year = ?"
    " ORDER BY t.\"closed-on\" IS NOT NULL AND t.\"reopened-on\" IS NULL DESC, t.figures IS NULL, r.id LIMIT 1",
    error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int (statement, 1, year);
  if (!ent_database_step (database, statement, &row, error))
    return NULL;

  return g_strdup (row ? ent_statement_get_text (statement, 0) : "");
}

/**
 * ent_returns_campaign_find:
 * @workspace: a workspace
 * @year: a year
 * @error: set where the workspace cannot be read; not where there is no campaign
 *
 * Returns: (transfer full) (nullable): the campaign of that year, %NULL where none was opened
 */
EntRecord *
ent_returns_campaign_find (EntWorkspace *workspace,
                           int year,
                           GError **error)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);

  id = find_id (workspace, year, error);
  return id != NULL && *id != '\0' ? ent_workspace_get (workspace, id, error) : NULL;
}

/**
 * ent_returns_campaign_is_closed:
 * @campaign: (nullable): the campaign of a year
 *
 * Returns: whether the year is closed, and was not opened again since
 */
gboolean
ent_returns_campaign_is_closed (EntRecord *campaign)
{
  return campaign != NULL && ent_record_get_text (campaign, "closed-on") != NULL && ent_record_get_text (campaign, "reopened-on") == NULL;
}

/**
 * ent_returns_campaign_get_figures:
 * @campaign: the campaign of a year
 * @error: set where a newer version wrote them, or where they were damaged on the way
 *
 * Returns: (transfer full) (nullable): the figures as they were when the year was last closed; %NULL without @error where
 *   it never was
 */
EntReturnsYear *
ent_returns_campaign_get_figures (EntRecord *campaign,
                                  GError **error)
{
  const char *text = ent_record_get_text (campaign, "figures");

  return text != NULL ? ent_returns_year_thaw (text, error) : NULL;
}

/* The campaign of a year, a new one where there is none; %NULL on failure. */
static EntRecord *
ensure (EntWorkspace *workspace,
        int year,
        GError **error)
{
  g_autoptr (GError) failure = NULL;
  EntRecord *campaign = ent_returns_campaign_find (workspace, year, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (campaign == NULL)
    {
      /* Translators: a year */
      g_autofree char *title = g_strdup_printf (_ ("Returns of %d"), year);

      campaign = ent_record_new (ent_schema_find ("campaign"), NULL);
      ent_record_set_text (campaign, "title", title);
      ent_record_set_integer (campaign, "year", year);
    }

  return campaign;
}

static void
set_who_and_when (EntRecord *campaign,
                  const char *by,
                  const char *who,
                  const char *on)
{
  g_autofree char *today = ent_format_today ();

  ent_record_set_text (campaign, by, who);
  ent_record_set_text (campaign, on, today);
}

static gboolean
refuse_closed (EntRecord *campaign,
               int year,
               GError **error)
{
  const char *who = ent_record_get_text (campaign, "closed-by");
  g_autofree char *when = ent_record_display (campaign, ent_entity_find_field (ent_record_get_entity (campaign), "closed-on"));

  /* Translators: a year, a date, a name */
  g_set_error (error, ENT_ERROR, ENT_ERROR_EXISTS, _ ("The returns of %d were closed on %s by %s. Open the year again first."),
               year, when, who != NULL ? who : "?");
  return FALSE;
}

/* One step of undo, with what is saved in it. */
static gboolean
begin (EntWorkspace *workspace,
       const char *format,
       int year,
       GError **error)
{
  g_autoptr (GString) label = g_string_new (format);
  g_autofree char *digits = g_strdup_printf ("%d", year);

  g_string_replace (label, "%d", digits, 1);
  return ent_workspace_begin (workspace, label->str, NULL, error);
}

static gboolean
finish (EntWorkspace *workspace,
        gboolean done,
        GError **error)
{
  if (done && ent_workspace_commit (workspace, error))
    return TRUE;

  ent_workspace_rollback (workspace);
  return FALSE;
}

/**
 * ent_returns_campaign_open:
 * @workspace: a workspace
 * @year: a year
 * @due: (nullable): by when answers are wanted, YYYY-MM-DD
 * @who: (nullable): the name of who opens it
 * @error: set where the year is closed already, or the workspace cannot be written; nothing is changed then
 *
 * Opens the campaign of a year; of one that is open, only @due changes.
 *
 * Returns: whether it is open
 */
gboolean
ent_returns_campaign_open (EntWorkspace *workspace,
                           int year,
                           const char *due,
                           const char *who,
                           GError **error)
{
  g_autoptr (EntRecord) campaign = ensure (workspace, year, error);

  if (campaign == NULL)
    return FALSE;
  if (ent_returns_campaign_is_closed (campaign))
    return refuse_closed (campaign, year, error);

  if (ent_record_get_text (campaign, "opened-on") == NULL)
    set_who_and_when (campaign, "opened-by", who, "opened-on");
  if (due != NULL)
    ent_record_set_text (campaign, "due", due);
  if (!begin (workspace, _ ("Open the campaign of %d"), year, error))
    return FALSE;

  return finish (workspace, ent_workspace_save (workspace, campaign, error), error);
}

/* Within one transaction, so that what is kept is what is there. */
static gboolean
keep_figures (EntWorkspace *workspace,
              EntRecord *campaign,
              int year,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (EntReturnsYear) figures = ent_returns_year_new (workspace, year, NULL, cancellable, error);
  g_autofree char *text = NULL;

  if (figures == NULL)
    return FALSE;
  if (ent_returns_year_is_empty (figures))
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("Nothing was recorded for %d: there is nothing to close."), year);
      return FALSE;
    }

  text = ent_returns_year_freeze (figures);
  ent_record_set_text (campaign, "figures", text);
  return ent_workspace_save (workspace, campaign, error);
}

/**
 * ent_returns_campaign_close:
 * @workspace: a workspace
 * @year: a year
 * @comment: (nullable): what is to be said about the year; %NULL leaves what was said
 * @who: (nullable): the name of who closes it
 * @cancellable: (nullable): to give up
 * @error: set where the year is closed already, where nothing was recorded for it, or where the workspace cannot be
 *   written; nothing is changed then
 *
 * Closes a year: keeps its figures and the identifiers of the records behind them. Nothing is locked; what is edited later
 * shows as a difference.
 *
 * Returns: whether it is closed
 */
gboolean
ent_returns_campaign_close (EntWorkspace *workspace,
                            int year,
                            const char *comment,
                            const char *who,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (EntRecord) campaign = ensure (workspace, year, error);

  if (campaign == NULL)
    return FALSE;
  if (ent_returns_campaign_is_closed (campaign))
    return refuse_closed (campaign, year, error);

  set_who_and_when (campaign, "closed-by", who, "closed-on");
  if (comment != NULL)
    ent_record_set_text (campaign, "comment", *comment != '\0' ? comment : NULL);
  ent_record_set_text (campaign, "reopened-on", NULL);
  ent_record_set_text (campaign, "reopened-by", NULL);
  ent_record_set_text (campaign, "reopened-why", NULL);
  if (!begin (workspace, _ ("Close the returns of %d"), year, error))
    return FALSE;

  return finish (workspace, keep_figures (workspace, campaign, year, cancellable, error), error);
}

/**
 * ent_returns_campaign_reopen:
 * @workspace: a workspace
 * @year: a year
 * @why: (nullable): the reason
 * @who: (nullable): the name of who opens it again
 * @error: set where the year is not closed, or the workspace cannot be written; nothing is changed then
 *
 * Opens a closed year again. The figures of the closing stay until the year is closed anew, and history has both.
 *
 * Returns: whether it is open
 */
gboolean
ent_returns_campaign_reopen (EntWorkspace *workspace,
                             int year,
                             const char *why,
                             const char *who,
                             GError **error)
{
  g_autoptr (EntRecord) campaign = ensure (workspace, year, error);

  if (campaign == NULL)
    return FALSE;
  if (!ent_returns_campaign_is_closed (campaign))
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND, _ ("The returns of %d are not closed."), year);
      return FALSE;
    }

  set_who_and_when (campaign, "reopened-by", who, "reopened-on");
  ent_record_set_text (campaign, "reopened-why", why != NULL && *why != '\0' ? why : NULL);
  if (!begin (workspace, _ ("Open the returns of %d again"), year, error))
    return FALSE;

  return finish (workspace, ent_workspace_save (workspace, campaign, error), error);
}
