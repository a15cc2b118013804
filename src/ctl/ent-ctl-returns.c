/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year's returns. */
#include <glib/gi18n-lib.h>

#include "ent-ctl.h"
#include "ent-document.h"
#include "ent-locale.h"
#include "ent-record-json.h"
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

gboolean
ent_ctl_returns (EntCtl *ctl,
                 int argc,
                 char **argv,
                 GError **error)
{
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (EntReturnsYear) figures = NULL;
  guint64 year;

  if (!ent_ctl_parse (&argc, &argv, entries, 1, 1, error))
    return FALSE;
  if (!g_ascii_string_to_unsigned (argv[1], 10, 1900, 2999, &year, NULL))
    return ent_ctl_refuse (error, _ ("“%s” is not a year."), argv[1]);

  figures = ent_returns_year_new (ctl->workspace, year, NULL, NULL, error);
  if (figures == NULL)
    return FALSE;
  if (path != NULL)
    return write_file (ctl, figures, path, error);

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
