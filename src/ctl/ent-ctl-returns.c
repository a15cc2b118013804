/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year's returns. */
#include <glib/gi18n-lib.h>

#include "ent-ctl.h"
#include "ent-document.h"
#include "ent-locale.h"
#include "ent-record-json.h"
#include "ent-returns-campaign.h"
#include "ent-returns-changes.h"
#include "ent-returns-json.h"

static void
print_table (EntCtl *ctl,
             const EntReturnsTable *table)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GStrvBuilder) headings = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  g_strv_builder_add (headings, "");
  for (guint j = 0; j < table->n_columns; j++)
    g_strv_builder_add (headings, table->columns[j].label);
  names = g_strv_builder_end (headings);

  for (guint i = 0; i < table->n_rows; i++)
    {
      g_autoptr (GStrvBuilder) line = g_strv_builder_new ();

      g_strv_builder_take (line, g_strdup_printf ("%*s%s", (int) table->rows[i].level * 2, "", table->rows[i].label));
      for (guint j = 0; j < table->n_columns; j++)
        {
          const EntReturnsFigure *figure = ent_returns_table_get (table, i, j);

          if (figure == NULL)
            g_strv_builder_add (line, "");
          else if (figure->unit == ENT_RETURNS_REFERENCES)
            g_strv_builder_take (line, ent_returns_figure_shorten (figure));
          else
            g_strv_builder_take (line, ent_returns_figure_display (figure));
        }
      g_ptr_array_add (cells, g_strv_builder_end (line));
    }

  g_print ("\n%s\n", table->title);
  ent_ctl_print_table (ctl, (const char *const *) names, cells);
}

/* The kind of document that the name of a file asks for. */
static gboolean
find_kind (const char *path,
           EntDocumentKind *ret_kind,
           GError **error)
{
  static const EntDocumentKind kinds[] = { ENT_DOCUMENT_REPORT, ENT_DOCUMENT_WORKBOOK, ENT_DOCUMENT_DATA };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *ending = g_strconcat (".", ent_document_get_suffix (kinds[i]), NULL);

      if (g_str_has_suffix (path, ending))
        {
          *ret_kind = kinds[i];
          return TRUE;
        }
    }
  if (!g_str_has_suffix (path, ".csv"))
    return ent_ctl_refuse (error, _ ("“%s” must end with .pdf, .xlsx, .csv or .json."), path);

  *ret_kind = ent_locale_is_french () ? ENT_DOCUMENT_FRENCH_TABLE : ENT_DOCUMENT_TABLE;
  return TRUE;
}

static gboolean
write_file (EntCtl *ctl,
            EntReturnsYear *figures,
            const char *path,
            GError **error)
{
  EntDocumentRequest request = { .figures = figures };

  return find_kind (path, &request.kind, error)
         && ent_document_write (ctl->workspace, &request, path, NULL, NULL, NULL, error);
}

/* Since when the figures are those of a closing, for people. */
static void
tell_closing (EntCtl *ctl,
              EntRecord *campaign)
{
  const EntEntity *entity = ent_record_get_entity (campaign);
  g_autofree char *when = ent_record_display (campaign, ent_entity_find_field (entity, "closed-on"));
  const char *who = ent_record_get_text (campaign, "closed-by");

  /* Translators: a date, a name */
  g_print (_ ("Closed on %s by %s."), when, who != NULL ? who : "?");
  g_print ("\n");
  if (ent_record_get_text (campaign, "comment") != NULL)
    g_print ("%s\n", ent_record_get_text (campaign, "comment"));
}

static char *
show (const EntReturnsFigure *figure)
{
  return figure != NULL ? ent_returns_figure_display (figure) : g_strdup ("");
}

static gboolean
print_changes (EntCtl *ctl,
               EntRecord *campaign,
               EntReturnsYear *closed,
               EntReturnsYear *now,
               GError **error)
{
  const char *const headings[] = { _ ("Figure"), _ ("At the closing"), _ ("Now"), NULL };
  g_autoptr (GArray) changes = ent_returns_list_changes (closed, now);
  g_autoptr (GPtrArray) edits = ent_returns_list_edits (ctl->workspace, campaign, closed, now, 1000, error);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  if (edits == NULL)
    return FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const EntReturnsChange *change = &g_array_index (changes, EntReturnsChange, i);
      g_autoptr (GStrvBuilder) line = g_strv_builder_new ();

      g_strv_builder_add (line, (change->after != NULL ? change->after : change->before)->label);
      g_strv_builder_take (line, show (change->before));
      g_strv_builder_take (line, show (change->after));
      g_ptr_array_add (cells, g_strv_builder_end (line));
    }
  ent_ctl_print_table (ctl, headings, cells);
  for (guint i = 0; i < edits->len; i++)
    {
      const EntReturnsEdit *edit = edits->pdata[i];

      g_print ("%s  %s  %s  %s\n", edit->at, edit->who, edit->id, edit->headline);
    }

  return TRUE;
}

/* What is asked for beside the year. */
typedef struct
{
  char *path;    /* (nullable) (owned) */
  char *comment; /* (nullable) (owned) */
  char *why;     /* (nullable) (owned) */
  char *language; /* (nullable) (owned): of what is written */
  gboolean close, reopen, changes;
} Wish;

static void
wish_clear (Wish *wish)
{
  g_free (wish->path);
  g_free (wish->comment);
  g_free (wish->why);
  g_free (wish->language);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static gboolean
print_figures (EntCtl *ctl,
               EntReturnsYear *figures)
{
  if (ctl->json)
    {
      g_autofree char *text = ent_returns_to_json (figures);

      g_print ("%s\n", text);
      return TRUE;
    }

  for (guint i = 0; i < ent_returns_year_get_n_tables (figures); i++)
    print_table (ctl, ent_returns_year_get_table (figures, i));
  return TRUE;
}

/* The figures of a closed year are those of its closing. */
static gboolean
show_year (EntCtl *ctl,
           int year,
           const Wish *wish,
           GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (EntRecord) campaign = ent_returns_campaign_find (ctl->workspace, year, &failure);
  gboolean closed = ent_returns_campaign_is_closed (campaign);
  g_autoptr (EntReturnsYear) kept = NULL;
  g_autoptr (EntReturnsYear) now = NULL;
  g_autoptr (EntReturnsYear) shown = NULL;

  if (failure == NULL && closed)
    kept = ent_returns_campaign_get_figures (campaign, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (wish->changes && kept == NULL)
    return ent_ctl_refuse (error, _ ("The returns of %d are not closed."), year);
  now = ent_returns_year_new (ctl->workspace, year, NULL, NULL, error);
  if (now == NULL)
    return FALSE;

  if (wish->changes)
    return print_changes (ctl, campaign, kept, now, error);
  shown = kept != NULL ? ent_returns_year_reword (kept, now) : g_object_ref (now);
  if (wish->path != NULL)
    return write_file (ctl, shown, wish->path, error);
  if (closed && !ctl->json)
    tell_closing (ctl, campaign);

  return print_figures (ctl, shown);
}

gboolean
ent_ctl_returns (EntCtl *ctl,
                 int argc,
                 char **argv,
                 GError **error)
{
  g_auto (Wish) wish = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &wish.path, NULL, NULL },
    { "close", 0, 0, G_OPTION_ARG_NONE, &wish.close, NULL, NULL },
    { "comment", 0, 0, G_OPTION_ARG_STRING, &wish.comment, NULL, NULL },
    { "reopen", 0, 0, G_OPTION_ARG_NONE, &wish.reopen, NULL, NULL },
    { "why", 0, 0, G_OPTION_ARG_STRING, &wish.why, NULL, NULL },
    { "changes", 0, 0, G_OPTION_ARG_NONE, &wish.changes, NULL, NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &wish.language, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  guint64 year;

  if (!ent_ctl_parse (&argc, &argv, entries, 1, 1, error))
    return FALSE;
  if (!g_ascii_string_to_unsigned (argv[1], 10, 1900, 2999, &year, NULL))
    return ent_ctl_refuse (error, _ ("“%s” is not a year."), argv[1]);
  if (wish.language != NULL && !g_str_equal (wish.language, "fr") && !g_str_equal (wish.language, "en"))
    return ent_ctl_refuse (error, _ ("The language is fr or en, not “%s”."), wish.language);
  if (wish.close + wish.reopen + wish.changes > 1)
    return ent_ctl_refuse (error, "%s", _ ("Close the year, open it again or list its changes: one of them."));
  if ((wish.close || wish.reopen) && !ent_ctl_open (ctl, ENT_CTL_WRITES, error))
    return FALSE;

  if (wish.close)
    return ent_returns_campaign_close (ctl->workspace, year, wish.comment, ent_workspace_get_session_user (), NULL, error);
  if (wish.reopen)
    return ent_returns_campaign_reopen (ctl->workspace, year, wish.why, ent_workspace_get_session_user (), error);

  ent_locale_set_language (wish.language);
  return show_year (ctl, year, &wish, error);
}
