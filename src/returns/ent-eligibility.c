/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a project may ask for the money of a call: each rule, and why. */
#include "ent-eligibility.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ent-choices.h"
#include "ent-cofunding.h"
#include "ent-format.h"

static void
rule_free (gpointer data)
{
  EntEligibilityRule *self = data;

  g_free (self->reason);
  g_free (self);
}

/* @reason is taken. */
static void
add (GPtrArray *rules,
     const char *name,
     EntVerdict verdict,
     char *reason)
{
  EntEligibilityRule *rule = g_new0 (EntEligibilityRule, 1);

  rule->name = name;
  rule->verdict = verdict;
  rule->reason = reason;
  g_ptr_array_add (rules, rule);
}

/* Of a date that is known to the month or the year: its first day, or the day after its last. */
static gboolean
read_date (const char *text,
           gboolean after,
           GDate *ret_date)
{
  int year = 0, month = 1, day = 1;
  int n = text != NULL ? sscanf (text, "%d-%d-%d", &year, &month, &day) : 0;

  g_date_clear (ret_date, 1);
  if (n < 1 || !g_date_valid_dmy (day, month, year))
    return FALSE;

  g_date_set_dmy (ret_date, day, month, year);
  if (after && n == 1)
    g_date_add_years (ret_date, 1);
  else if (after && n == 2)
    g_date_add_months (ret_date, 1);
  else if (after)
    g_date_add_days (ret_date, 1);
  return TRUE;
}

/* Whole months from @start to before @end, and whether some days are left over. */
static int
count_months (const GDate *start,
              const GDate *end,
              gboolean *ret_more)
{
  int months = ((int) g_date_get_year (end) - (int) g_date_get_year (start)) * 12 + (int) g_date_get_month (end) - (int) g_date_get_month (start);
  GDate day = *start;

  if (months > 0)
    g_date_add_months (&day, months);
  if (g_date_compare (&day, end) > 0)
    {
      months--;
      day = *start;
      if (months > 0)
        g_date_add_months (&day, months);
    }
  *ret_more = g_date_compare (&day, end) < 0;

  return MAX (months, 0);
}

static void
check_time (GPtrArray *rules,
            EntRecord *application,
            EntRecord *call,
            const char *today)
{
  const char *opens = ent_record_get_text (call, "opens");
  const char *closes = ent_record_get_text (call, "closes");
  const char *submitted = ent_record_get_text (application, "submitted-on");
  const char *day = submitted != NULL ? submitted : today;
  g_autofree char *first = opens != NULL ? ent_format_display_date (opens) : NULL;
  g_autofree char *last = closes != NULL ? ent_format_display_date (closes) : NULL;

  if (closes != NULL && strcmp (day, closes) > 0)
    /* Translators: a date */
    add (rules, _ ("In Time"), ENT_VERDICT_FAILED, g_strdup_printf (submitted != NULL ? _ ("Submitted after the call closed on %s.") : _ ("The call closed on %s."), last));
  else if (submitted != NULL && opens != NULL && strcmp (submitted, opens) < 0)
    add (rules, _ ("In Time"), ENT_VERDICT_FAILED, g_strdup_printf (_ ("Submitted before the call opened on %s."), first));
  else if (submitted != NULL)
    add (rules, _ ("In Time"), ENT_VERDICT_PASSED, g_strdup (_ ("Submitted while the call was open.")));
  else if (last != NULL)
    add (rules, _ ("In Time"), ENT_VERDICT_UNKNOWN, g_strdup_printf (_ ("To be submitted by %s."), last));
}

static char *
join_labels (const EntChoices *choices,
             const char *const *nicks)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (gsize i = 0; nicks != NULL && nicks[i] != NULL; i++)
    g_ptr_array_add (labels, (gpointer) ent_choices_get_label (choices, nicks[i]));
  g_ptr_array_add (labels, NULL);

  return g_strjoinv (", ", (char **) labels->pdata);
}

/* What the project has of several, against what the call takes; where it takes all, there is nothing to check. */
static void
check_choices (GPtrArray *rules,
               const char *name,
               const EntChoices *choices,
               const char *const *asked,
               const char *const *given,
               const char *not_said)
{
  g_autofree char *all = join_labels (choices, given);
  g_autofree char *taken = join_labels (choices, asked);
  guint n = 0;
  guint n_met = 0;

  if (asked == NULL || asked[0] == NULL)
    return;

  for (; given != NULL && given[n] != NULL; n++)
    n_met += g_strv_contains (asked, given[n]);
  if (n == 0)
    add (rules, name, ENT_VERDICT_UNKNOWN, g_strdup (not_said));
  else if (n_met == n)
    add (rules, name, ENT_VERDICT_PASSED, g_steal_pointer (&all));
  else if (n_met == 0)
    /* Translators: what the project has, then what the call takes */
    add (rules, name, ENT_VERDICT_FAILED, g_strdup_printf (_ ("%1$s: the call takes %2$s."), all, taken));
  else
    /* Translators: what the project has, then what the call takes */
    add (rules, name, ENT_VERDICT_UNKNOWN, g_strdup_printf (_ ("%1$s: some only, the call takes %2$s."), all, taken));
}

static void
check_duration (GPtrArray *rules,
                EntRecord *call,
                EntRecord *project)
{
  gint64 least = ent_record_get_integer (call, "months-min", 0);
  gint64 most = ent_record_get_integer (call, "months-max", 0);
  const char *planned_start = ent_record_get_text (project, "planned-start");
  const char *planned_end = ent_record_get_text (project, "planned-end");
  GDate start, end;
  gboolean more;
  int months;

  if (least <= 0 && most <= 0)
    return;
  if (!read_date (planned_start != NULL ? planned_start : ent_record_get_text (project, "start"), FALSE, &start)
      || !read_date (planned_end != NULL ? planned_end : ent_record_get_text (project, "end"), TRUE, &end))
    {
      add (rules, _ ("Duration"), ENT_VERDICT_UNKNOWN, g_strdup (_ ("The project does not say when it begins and ends.")));
      return;
    }

  months = count_months (&start, &end, &more);
  if (months < least)
    /* Translators: two numbers of months */
    add (rules, _ ("Duration"), ENT_VERDICT_FAILED, g_strdup_printf (_ ("%1$d months: the call asks for at least %2$d."), months, (int) least));
  else if (most > 0 && (months > most || (months == most && more)))
    /* Translators: two numbers of months */
    add (rules, _ ("Duration"), ENT_VERDICT_FAILED, g_strdup_printf (_ ("%1$d months: the call takes at most %2$d."), months + more, (int) most));
  else
    add (rules, _ ("Duration"), ENT_VERDICT_PASSED, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d month", "%d months", months), months));
}

static char *
display_percent (double percent)
{
  return ent_format_display_percent (round (percent * 10) / 10);
}

/* The limits are those of this call, whatever others that the project answers ask for. */
static void
check_shares (GPtrArray *rules,
              EntRecord *call,
              const EntCofunding *shares)
{
  double least = ent_record_get_real (call, "french-share-min", shares->french_min);
  double most = ent_record_get_real (call, "staff-share-max", shares->staff_max);
  g_autofree char *french = display_percent (MAX (shares->french_share, 0));
  g_autofree char *staff = display_percent (MAX (shares->staff_share, 0));
  g_autofree char *least_text = display_percent (least);
  g_autofree char *most_text = display_percent (most);

  if (shares->french_share < 0)
    add (rules, _ ("French Share"), ENT_VERDICT_UNKNOWN, g_strdup (_ ("The project has no money yet.")));
  else
    /* Translators: two percentages */
    add (rules, _ ("French Share"), shares->french_share < least ? ENT_VERDICT_FAILED : ENT_VERDICT_PASSED,
         g_strdup_printf (_ ("%1$s of the whole; at least %2$s are asked for."), french, least_text));

  if (shares->staff_share < 0)
    add (rules, _ ("Valued Staff Time"), ENT_VERDICT_UNKNOWN, g_strdup (_ ("No French money yet.")));
  else
    /* Translators: two percentages */
    add (rules, _ ("Valued Staff Time"), shares->staff_share > most ? ENT_VERDICT_FAILED : ENT_VERDICT_PASSED,
         g_strdup_printf (_ ("%1$s of the French share; at most %2$s count."), staff, most_text));
}

/* Who owes a report gets nothing new: whatever the project, of the same funder. */
#define LATE_REPORT_SQL                                                                                                \
  "SELECT milestone.title, milestone.due FROM milestone LEFT JOIN record AS line ON line.id = milestone.funding "      \
  "LEFT JOIN funding ON funding.row = line.row LEFT JOIN record AS file ON file.id = milestone.subject "               \
  "LEFT JOIN application ON application.row = file.row LEFT JOIN record AS asked ON asked.id = application.call "       \
  "LEFT JOIN call ON call.row = asked.row "                                                                            \
  "WHERE milestone.due < ?1 AND milestone.done IS NULL AND (funding.funder = ?2 OR call.funder = ?2) ORDER BY milestone.due LIMIT 1"

static gboolean
check_reports (GPtrArray *rules,
               EntWorkspace *workspace,
               EntRecord *call,
               const char *today,
               GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, LATE_REPORT_SQL, error);
  gboolean late;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, today);
  ent_statement_bind_text (row, 2, ent_record_get_text (call, "funder"));
  if (!ent_database_step (database, row, &late, error))
    return FALSE;

  if (late)
    {
      g_autofree char *date = ent_format_display_date (ent_statement_get_text (row, 1));

      /* Translators: what is due, then the date */
      add (rules, _ ("Earlier Reports"), ENT_VERDICT_FAILED,
           g_strdup_printf (_ ("“%1$s” has been due since %2$s."), ent_statement_get_text (row, 0), date));
    }
  else
    add (rules, _ ("Earlier Reports"), ENT_VERDICT_PASSED, g_strdup (_ ("No report to this funder is late.")));
  return TRUE;
}

/* (nullable): what a reference leads to, if it is here. */
static EntRecord *
find (EntWorkspace *workspace,
      EntRecord *record,
      const char *field)
{
  const char *id = record != NULL ? ent_record_get_text (record, field) : NULL;

  return id != NULL ? ent_workspace_get (workspace, id, NULL) : NULL;
}

/**
 * ent_eligibility_load:
 * @workspace: a workspace
 * @application: a co-funding file
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * The rules are those that the call says; of shares, the usual ones where it says nothing.
 *
 * Returns: (transfer full) (element-type EntEligibilityRule) (nullable): the rules, each with its verdict; none while the
 *   call or the project has not been received
 */
GPtrArray *
ent_eligibility_load (EntWorkspace *workspace,
                      EntRecord *application,
                      const char *today,
                      GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (rule_free);
  g_autoptr (EntRecord) call = find (workspace, application, "call");
  g_autoptr (EntRecord) project = find (workspace, application, "project");
  g_autoptr (EntRecord) partnership = find (workspace, project, "partnership");
  g_autoptr (EntCofunding) shares = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace) && ENT_IS_RECORD (application), NULL);

  if (call == NULL || project == NULL)
    return g_steal_pointer (&rules);

  shares = ent_cofunding_load (workspace, ent_record_get_id (project), today, error);
  if (shares == NULL)
    return NULL;

  check_time (rules, application, call, today);
  check_choices (rules, _ ("Country"), &ent_choices_countries, ent_record_get_list (call, "countries"),
                 partnership != NULL ? ent_record_get_list (partnership, "countries") : NULL, _ ("The project’s partnership names no country."));
  check_choices (rules, _ ("Theme"), &ent_choices_themes, ent_record_get_list (call, "themes"), ent_record_get_list (project, "themes"),
                 _ ("The project names no theme."));
  check_duration (rules, call, project);
  check_shares (rules, call, shares);
  if (!check_reports (rules, workspace, call, today, error))
    return NULL;

  return g_steal_pointer (&rules);
}
