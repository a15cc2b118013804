/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between whom: the Atlas has no key, so the names of both sides have to do. */
#include "ent-atlas-partnership.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"

/* As long as a title may be. */
#define TITLE_MAX 1000

/* All that is asked of for one row. */
typedef struct
{
  const EntAtlasPartnership *rules;
  const EntAtlasColumns *columns;
  EntImportRun *run;
  EntImportFinder *finder;
} Sides;

/*
 * ent_atlas_partnership_init:
 * @self: to fill in
 */
void
ent_atlas_partnership_init (EntAtlasPartnership *self)
{
  ent_import_rule_init (&self->authority, "authority", "name country", self->name_fields);
  ent_import_rule_init (&self->partner, "authority", "name country", self->name_fields);
  ent_import_rule_init (&self->body, "organisation", "name", self->body_fields);
  ent_import_rule_init (&self->pair, "partnership", "lead partners", self->pair_fields);
  ent_import_rule_init (&self->area, "partnership", "lead partners countries", self->area_fields);
  self->authority.create = self->authority.directory = TRUE;
  self->partner.create = self->body.create = TRUE;
  self->authority.first = self->partner.first = self->body.first = TRUE;
}

static GStrv
find_authorities (const Sides *sides,
                  GError **error)
{
  g_auto (GStrv) names = ent_atlas_row_get_names (sides->columns, sides->run, ENT_ATLAS_AUTHORITY, ENT_FORMAT_SEPARATORS);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr (EntRecord) wanted = ent_record_new (ent_schema_find ("authority"), NULL);
      const char *id;

      ent_record_set_text (wanted, "name", names[i]);
      ent_record_set_text (wanted, "country", "FR");
      id = ent_import_finder_find (sides->finder, &sides->rules->authority, wanted, error);
      if (id == NULL)
        return NULL;
      g_strv_builder_add (ids, id);
    }

  return g_strv_builder_end (ids);
}

/* An authority has one country. Where the row tells of none, or of several, the partner is kept as a body. */
static const char *
find_partner (const Sides *sides,
              const char *name,
              const char *const *countries,
              GError **error)
{
  gboolean known = countries[0] != NULL && countries[1] == NULL;
  g_autoptr (EntRecord) wanted = ent_record_new (ent_schema_find (known ? "authority" : "organisation"), NULL);

  ent_record_set_text (wanted, "name", name);
  if (known)
    ent_record_set_text (wanted, "country", countries[0]);

  return ent_import_finder_find (sides->finder, known ? &sides->rules->partner : &sides->rules->body, wanted, error);
}

static GStrv
find_partners (const Sides *sides,
               const char *const *countries,
               GError **error)
{
  g_auto (GStrv) names = ent_atlas_row_get_names (sides->columns, sides->run, ENT_ATLAS_PARTNER, ENT_FORMAT_SEPARATORS);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *id = find_partner (sides, names[i], countries, error);

      if (id == NULL)
        return NULL;
      g_strv_builder_add (ids, id);
    }

  return g_strv_builder_end (ids);
}

/* "Bourges – Forlì", or the countries where there is no partner. */
static char *
name_partnership (const Sides *sides,
                  const char *const *countries)
{
  const char *names[] = { NULL, NULL };
  g_auto (GStrv) authorities = ent_atlas_row_get_names (sides->columns, sides->run, ENT_ATLAS_AUTHORITY, ENT_FORMAT_SEPARATORS);
  g_auto (GStrv) partners = ent_atlas_row_get_names (sides->columns, sides->run, ENT_ATLAS_PARTNER, ENT_FORMAT_SEPARATORS);
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) lands = NULL;
  g_autofree char *left = g_strjoinv (", ", authorities);
  g_autofree char *right = g_strjoinv (", ", partners);
  g_autofree char *land = NULL;
  g_autofree char *title = NULL;

  for (gsize i = 0; countries[i] != NULL; i++)
    g_strv_builder_add (labels, ent_choices_get_label (&ent_choices_countries, countries[i]));
  lands = g_strv_builder_end (labels);
  land = g_strjoinv (", ", lands);

  names[0] = left;
  names[1] = *right != '\0' ? right : land;
  title = g_strdup_printf ("%s – %s", names[0], names[1]);
  return g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1), TITLE_MAX));
}

static gboolean
find_partnership (const Sides *sides,
                  const char *const *authorities,
                  const char *const *partners,
                  const char *const *countries,
                  const char **ret_id,
                  GError **error)
{
  g_autoptr (EntRecord) wanted = ent_record_new (ent_schema_find ("partnership"), NULL);
  EntImportRule rule = partners[0] != NULL ? sides->rules->pair : sides->rules->area;

  *ret_id = NULL;
  if (partners[0] == NULL && countries[0] == NULL)
    return TRUE;

  ent_record_set_text (wanted, "lead", authorities[0]);
  ent_record_set_list (wanted, "authorities", authorities);
  ent_record_set_list (wanted, "partners", partners);
  ent_record_set_list (wanted, "countries", countries);

  /* Of several between the same two, such as a twinning and an agreement, the first will do. */
  if (!ent_import_finder_peek (sides->finder, &rule, wanted, ret_id, error))
    return FALSE;
  if (*ret_id == NULL)
    {
      g_autofree char *title = name_partnership (sides, countries);

      ent_record_set_text (wanted, "title", title);
      rule.create = TRUE;
      *ret_id = ent_import_finder_find (sides->finder, &rule, wanted, error);
    }

  return *ret_id != NULL;
}

/*
 * ent_atlas_partnership_find:
 * @self: the rules
 * @columns: the columns
 * @run: an import on a row
 * @finder: what finds records
 * @ret_lead: (out): the first French authority, %NULL where the row names none
 * @ret_partnership: (out) (nullable): the partnership, %NULL where there is neither a partner nor a country
 * @error: set where the row says what cannot be
 *
 * Finds or makes the authorities, the partners and the partnership that the row is part of.
 *
 * Returns: whether that is known
 */
gboolean
ent_atlas_partnership_find (EntAtlasPartnership *self,
                            const EntAtlasColumns *columns,
                            EntImportRun *run,
                            EntImportFinder *finder,
                            char **ret_lead,
                            char **ret_partnership,
                            GError **error)
{
  const Sides sides = { .rules = self, .columns = columns, .run = run, .finder = finder };
  g_auto (GStrv) authorities = find_authorities (&sides, error);
  g_auto (GStrv) countries = ent_atlas_row_get_countries (columns, run);
  g_auto (GStrv) partners = authorities != NULL ? find_partners (&sides, (const char *const *) countries, error) : NULL;
  const char *id;

  *ret_lead = *ret_partnership = NULL;
  if (partners == NULL
      || !find_partnership (&sides, (const char *const *) authorities, (const char *const *) partners,
                            (const char *const *) countries, &id, error))
    return FALSE;

  *ret_lead = g_strdup (authorities[0]);
  *ret_partnership = g_strdup (id);
  return TRUE;
}
