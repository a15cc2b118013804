/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-places.h"

#include <glib/gi18n-lib.h>

#include "ent-atlas-page.h"
#include "ent-calendar-page.h"
#include "ent-departments-page.h"
#include "ent-diagnostic-page.h"
#include "ent-involvement-page.h"
#include "ent-list-page.h"
#include "ent-officials-page.h"
#include "ent-overview-page.h"
#include "ent-own-page.h"
#include "ent-returns-page.h"
#include "ent-schema.h"
#include "ent-week-page.h"

/* In the order of the sidebar; the first ten are those of Ctrl+1 to Ctrl+9 and Ctrl+0. */
static const EntPlace main_places[] = {
  { "overview", N_ ("Overview"), "go-home-symbolic", ent_overview_page_get_type, NULL },
  { "partnerships", N_ ("Partnerships"), "emblem-shared-symbolic", ent_list_page_get_type, "partnership" },
  { "projects", N_ ("Projects"), "folder-symbolic", ent_list_page_get_type, "project" },
  { "officials", N_ ("Elected Officials"), "ent-official-symbolic", ent_officials_page_get_type, NULL },
  { "departments", N_ ("Departments"), "ent-tree-symbolic", ent_departments_page_get_type, "department" },
  { "people", N_ ("People"), "system-users-symbolic", ent_list_page_get_type, "person" },
  { "involvement", N_ ("Involvement"), "preferences-system-time-symbolic", ent_involvement_page_get_type, "involvement" },
  { "calendar", N_ ("Calendar"), "x-office-calendar-symbolic", ent_calendar_page_get_type, NULL },
  { "year", N_ ("Returns of the Year"), "ent-chart-symbolic", ent_returns_page_get_type, NULL },
  { "atlas", N_ ("Atlas"), "web-browser-symbolic", ent_atlas_page_get_type, NULL },
  { "territory", N_ ("Territory"), "mark-location-symbolic", ent_diagnostic_page_get_type, NULL },
};

/* What a point person's window leads to: nothing of the unit's. */
static const EntPlace own_places[] = {
  { "own", N_ ("My Work"), "go-home-symbolic", ent_own_page_get_type, NULL },
  { "week", N_ ("Week’s Sheet"), "preferences-system-time-symbolic", ent_week_page_get_type, NULL },
  { "atlas", N_ ("Atlas"), "web-browser-symbolic", ent_atlas_page_get_type, NULL },
};

static gboolean
is_main_entity (const EntEntity *entity)
{
  for (gsize i = 0; i < G_N_ELEMENTS (main_places); i++)
    if (g_strcmp0 (main_places[i].entity, entity->name) == 0)
      return TRUE;

  return FALSE;
}

/* Whatever the schema has and no page of its own shows is listed too. */
static GArray *
get_places (void)
{
  static GArray *places;

  if (g_once_init_enter_pointer (&places))
    {
      GArray *array = g_array_new (FALSE, FALSE, sizeof (EntPlace));

      g_array_append_vals (array, main_places, G_N_ELEMENTS (main_places));
      for (guint i = 0; i < ent_schema_get_n_entities (); i++)
        {
          const EntEntity *entity = ent_schema_get_entity (i);
          EntPlace place = { entity->name, entity->plural, entity->icon, ent_list_page_get_type, entity->name };

          if (!is_main_entity (entity))
            g_array_append_val (array, place);
        }
      g_once_init_leave_pointer (&places, array);
    }

  return places;
}

/**
 * ent_places_get_n:
 *
 * Returns: how many places there are
 */
guint
ent_places_get_n (void)
{
  return get_places ()->len;
}

/**
 * ent_places_get_n_main:
 *
 * Returns: how many of them, the first, have a page of their own
 */
guint
ent_places_get_n_main (void)
{
  return G_N_ELEMENTS (main_places);
}

/**
 * ent_places_get:
 * @position: less than ent_places_get_n()
 *
 * Returns: (transfer none): the place
 */
const EntPlace *
ent_places_get (guint position)
{
  g_return_val_if_fail (position < ent_places_get_n (), NULL);

  return &g_array_index (get_places (), EntPlace, position);
}

/**
 * ent_places_get_n_own:
 *
 * Returns: how many places there are for a point person
 */
guint
ent_places_get_n_own (void)
{
  return G_N_ELEMENTS (own_places);
}

/**
 * ent_places_get_own:
 * @position: less than ent_places_get_n_own()
 *
 * Returns: (transfer none): the place
 */
const EntPlace *
ent_places_get_own (guint position)
{
  g_return_val_if_fail (position < ent_places_get_n_own (), NULL);

  return &own_places[position];
}

/**
 * ent_place_is_own:
 * @place: a place
 *
 * Returns: whether a point person can go there
 */
gboolean
ent_place_is_own (const EntPlace *place)
{
  for (gsize i = 0; i < G_N_ELEMENTS (own_places); i++)
    if (g_str_equal (own_places[i].name, place->name))
      return TRUE;

  return FALSE;
}

/**
 * ent_places_find:
 * @name: the name of a place
 *
 * Returns: (transfer none) (nullable): that place
 */
const EntPlace *
ent_places_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < ent_places_get_n (); i++)
    if (g_str_equal (ent_places_get (i)->name, name))
      return ent_places_get (i);
  for (guint i = 0; i < ent_places_get_n_own (); i++)
    if (g_str_equal (own_places[i].name, name))
      return &own_places[i];

  return NULL;
}

/**
 * ent_places_find_entity:
 * @entity: the name of an entity
 *
 * Returns: (transfer none) (nullable): the place where its records are listed
 */
const EntPlace *
ent_places_find_entity (const char *entity)
{
  g_return_val_if_fail (entity != NULL, NULL);

  for (guint i = 0; i < ent_places_get_n (); i++)
    if (g_strcmp0 (ent_places_get (i)->entity, entity) == 0)
      return ent_places_get (i);

  return NULL;
}

/**
 * ent_place_get_label:
 * @place: a place
 *
 * Returns: what a person reads, translated
 */
const char *
ent_place_get_label (const EntPlace *place)
{
  g_return_val_if_fail (place != NULL, NULL);

  return g_dgettext (GETTEXT_PACKAGE, place->label);
}
