/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year's returns. */
#include <glib/gi18n-lib.h>

#include "ent-ctl.h"
#include "ent-record-json.h"
#include "ent-locale.h"
#include "ent-returns-csv.h"
#include "ent-returns-json.h"
#include "ent-returns-pdf.h"

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

static gboolean
write_file (EntReturnsYear *figures,
            const char *path,
            GError **error)
{
  if (g_str_has_suffix (path, ".pdf"))
    return ent_returns_write_pdf (figures, path, NULL, NULL, NULL, error);
  if (g_str_has_suffix (path, ".csv"))
    return ent_returns_write_csv (figures, path, ent_locale_is_french () ? ENT_CSV_FRENCH : ENT_CSV_INTERNATIONAL, NULL, error);
  if (g_str_has_suffix (path, ".json"))
    return ent_returns_write_json (figures, path, NULL, error);

  return ent_ctl_refuse (error, _ ("“%s” must end with .pdf, .csv or .json."), path);
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
    return write_file (figures, path, error);

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
