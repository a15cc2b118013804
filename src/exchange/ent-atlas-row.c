/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cells of the Atlas's export say. */
#include "ent-atlas-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-country.h"
#include "ent-format.h"

/* Projects of authorities abroad are not older, and nobody plans further: another number is a slip. */
#define YEAR_MIN 1900
#define YEAR_MAX 2100

/* A table with so many of the Atlas's columns is the Atlas's. */
#define MOST_COLUMNS 7

/* The same columns under the names that the ministry had at the time, too. */
static const char *const headers[ENT_ATLAS_N_COLUMNS][5] = {
  [ENT_ATLAS_TITLE] = { "Intitulé du projet", "Intitulé", "Titre du projet" },
  [ENT_ATLAS_DESCRIPTION] = { "Description détaillée", "Description", "Description du projet" },
  [ENT_ATLAS_AUTHORITY] = { "Collectivité", "Collectivité française", "Collectivités", "Collectivité territoriale" },
  [ENT_ATLAS_PARTNER] = { "Partenaire", "Partenaires", "Collectivité partenaire", "Partenaire étranger" },
  [ENT_ATLAS_COUNTRY] = { "Pays" },
  [ENT_ATLAS_START] = { "Année de début", "Année début", "Date de début" },
  [ENT_ATLAS_STATUS] = { "Statut", "Statut du projet" },
  [ENT_ATLAS_THEME] = { "Thématique", "Thématiques", "Thème" },
  [ENT_ATLAS_COST] = { "Coût total de l’opération", "Coût total du projet", "Coût total" },
  [ENT_ATLAS_MINISTRY] = { "Cofinancement du MAEDI", "Cofinancement du MEAE", "Cofinancement du MAE", "Cofinancement MAEDI", "Cofinancement MEAE" },
  [ENT_ATLAS_AUTHORITIES] = { "Part financière des collectivités", "Part financière de la collectivité", "Part des collectivités" },
  [ENT_ATLAS_OTHERS] = { "Total autre financement", "Total autres financements", "Autres financements" },
  [ENT_ATLAS_OTHER_NAMES] = { "Autre", "Autres", "Autres financeurs", "Autre financeur" },
};

/*
 * ent_atlas_columns_find:
 * @self: to fill in
 * @run: an import
 * @error: set where the table has no titles or no authorities, and is something else
 *
 * Returns: whether the table comes from the Atlas
 */
gboolean
ent_atlas_columns_find (EntAtlasColumns *self,
                        EntImportRun *run,
                        GError **error)
{
  static const EntAtlasColumn needed[] = { ENT_ATLAS_TITLE, ENT_ATLAS_AUTHORITY };

  for (guint i = 0; i < ENT_ATLAS_N_COLUMNS; i++)
    {
      self->columns[i] = -1;
      for (guint j = 0; self->columns[i] < 0 && j < G_N_ELEMENTS (headers[i]) && headers[i][j] != NULL; j++)
        self->columns[i] = ent_import_run_find_header (run, headers[i][j]);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (self->columns[needed[i]] < 0)
      {
        g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
                     _ ("This is not a table of the Atlas: it has no column “%s”. Choose another file, or import it with a mapping."),
                     headers[needed[i]][0]);
        return FALSE;
      }

  return TRUE;
}

/*
 * ent_atlas_recognises:
 * @names: (array zero-terminated=1): the names of the columns of a table
 *
 * Returns: whether the table comes from the Atlas, rather than being somebody’s own with a column or two of that name
 */
gboolean
ent_atlas_recognises (const char *const *names)
{
  gboolean has[ENT_ATLAS_N_COLUMNS] = { FALSE };
  guint n = 0;

  for (guint i = 0; i < ENT_ATLAS_N_COLUMNS; i++)
    {
      for (guint j = 0; !has[i] && j < G_N_ELEMENTS (headers[i]) && headers[i][j] != NULL; j++)
        has[i] = ent_import_find_name (names, headers[i][j]) >= 0;
      n += has[i];
    }

  return has[ENT_ATLAS_TITLE] && has[ENT_ATLAS_AUTHORITY] && n >= MOST_COLUMNS;
}

/*
 * ent_atlas_row_get_text:
 * @self: the columns
 * @run: an import on a row
 * @column: which cell
 *
 * Returns: (transfer full): its text, composed and without blanks around it, empty where there is none
 */
char *
ent_atlas_row_get_text (const EntAtlasColumns *self,
                        EntImportRun *run,
                        EntAtlasColumn column)
{
  g_autofree char *text = g_strdup (ent_import_run_get_cell (run, self->columns[column]));
  g_autofree char *composed = ent_format_parse_text (g_strstrip (text), ENT_FORMAT_ANY);

  /* Line breaks belong into descriptions only; elsewhere they come from narrow cells. */
  if (column != ENT_ATLAS_DESCRIPTION && column != ENT_ATLAS_PARTNER && column != ENT_ATLAS_AUTHORITY && column != ENT_ATLAS_OTHER_NAMES)
    g_strdelimit (composed, "\n\t", ' ');

  return g_steal_pointer (&composed);
}

/* In place: runs of blanks become one. */
static void
join_blanks (char *text)
{
  char *end = text;

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      *end++ = *p;
    else if (end > text && end[-1] != ' ')
      *end++ = ' ';

  *end = '\0';
}

/*
 * ent_atlas_row_get_names:
 * @self: the columns
 * @run: an import on a row
 * @column: which cell
 * @separators: what may stand between names
 *
 * Returns: (transfer full): the names in the cell, without double blanks
 */
GStrv
ent_atlas_row_get_names (const EntAtlasColumns *self,
                         EntImportRun *run,
                         EntAtlasColumn column,
                         const char *separators)
{
  g_autofree char *text = ent_atlas_row_get_text (self, run, column);
  GStrv names = ent_format_split (text, separators);

  for (gsize i = 0; names[i] != NULL; i++)
    join_blanks (names[i]);

  return names;
}

/*
 * ent_atlas_row_get_money:
 * @self: the columns
 * @run: an import on a row
 * @column: which cell
 *
 * Returns: the amount in cents, 0 where there is none; one that cannot be read is left out with a remark
 */
gint64
ent_atlas_row_get_money (const EntAtlasColumns *self,
                         EntImportRun *run,
                         EntAtlasColumn column)
{
  g_autofree char *text = ent_atlas_row_get_text (self, run, column);
  const EntField *field = ent_entity_find_field (ent_schema_find ("funding"), "planned");
  g_auto (EntValue) value = { 0 };

  if (*text == '\0' || g_str_equal (text, "-"))
    return 0;
  if (ent_field_parse (field, text, &value, NULL) && value.kind == ENT_VALUE_INTEGER)
    return value.integer;

  ent_import_run_warn (run, _ ("%s: “%s” is not an amount and was left out."), headers[column][0], text);
  return 0;
}

/* The first four digits that are no part of a longer number. */
static char *
find_year (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      gsize digits = strspn (p, "0123456789");

      if (digits == 4)
        return g_strndup (p, digits);
      if (digits > 0)
        p += digits - 1;
    }

  return NULL;
}

/*
 * ent_atlas_row_get_year:
 * @self: the columns
 * @run: an import on a row
 *
 * Returns: (transfer full) (nullable): the year in which the project began, the first of several; one that cannot be
 *   read is left out with a remark
 */
char *
ent_atlas_row_get_year (const EntAtlasColumns *self,
                        EntImportRun *run)
{
  g_autofree char *text = ent_atlas_row_get_text (self, run, ENT_ATLAS_START);
  g_autofree char *year = find_year (text);

  if (*text == '\0' || g_str_equal (text, "0"))
    return NULL;
  if (year != NULL && strcmp (year, G_STRINGIFY (YEAR_MIN)) >= 0 && strcmp (year, G_STRINGIFY (YEAR_MAX)) <= 0)
    return g_steal_pointer (&year);

  ent_import_run_warn (run, _ ("%s: “%s” is not a year and was left out."), headers[ENT_ATLAS_START][0], text);
  return NULL;
}

static GStrv
parse_countries (const char *text,
                 const char *separators)
{
  g_auto (GStrv) names = ent_format_split (text, separators);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const EntCountry *country = ent_country_parse (names[i]);

      if (country == NULL)
        return NULL;
      g_strv_builder_add (codes, country->code);
    }

  return names[0] != NULL ? g_strv_builder_end (codes) : NULL;
}

/*
 * ent_atlas_row_get_countries:
 * @self: the columns
 * @run: an import on a row
 *
 * Returns: (transfer full): the codes of the countries, none where the cell is empty; those that are unknown are left
 *   out with a remark
 */
GStrv
ent_atlas_row_get_countries (const EntAtlasColumns *self,
                             EntImportRun *run)
{
  static const char *const separators[] = { "", ENT_FORMAT_SEPARATORS, ENT_FORMAT_SEPARATORS "/", ENT_FORMAT_SEPARATORS "/,-" };
  g_autofree char *text = ent_atlas_row_get_text (self, run, ENT_ATLAS_COUNTRY);

  /* Commas and hyphens are parts of names first. */
  for (gsize i = 0; *text != '\0' && i < G_N_ELEMENTS (separators); i++)
    {
      GStrv codes = parse_countries (text, separators[i]);

      if (codes != NULL)
        return codes;
    }

  if (*text != '\0')
    ent_import_run_warn (run, _ ("%s: “%s” is not a country of today and was left out."), headers[ENT_ATLAS_COUNTRY][0], text);
  return g_new0 (char *, 1);
}
