/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-nearby.h"

#include <math.h>
#include <string.h>

#include "ent-fold.h"

/* So many records are in memory at once. */
#define WINDOW 512

#define KM_PER_DEGREE 111.2

/* Squares of the grid are so many to a degree; a place and those near it lie in nine of them. */
#define SQUARES 20.0

/* A record, as far as places are compared. */
typedef struct
{
  char *id;     /* (not nullable) (owned) */
  GStrv words;  /* (not nullable) (owned): of the name, sorted */
  GStrv base;   /* (not nullable) (owned): those before a parenthesis or comma */
  char *rest;   /* (not nullable) (owned): what else has to be the same */
  double latitude;
  double longitude;
} Place;

struct _EntImportNearby
{
  EntImportRule rule;  /* its fields are owned */
  GHashTable *squares; /* (not nullable) (owned): number of the square → GPtrArray of Place */
};

static void
place_free (Place *place)
{
  g_free (place->id);
  g_strfreev (place->words);
  g_strfreev (place->base);
  g_free (place->rest);
  g_free (place);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Place, place_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntImportNearby, ent_import_nearby_free)

/* Sorted, each once. */
static GStrv
split_words (const char *name)
{
  g_autofree char *folded = ent_fold (name);
  g_auto (EntValue) value = { 0 };
  g_auto (GStrv) words = NULL;

  for (char *p = folded; *p != '\0'; p++)
    if (g_ascii_ispunct (*p))
      *p = ' ';

  words = g_strsplit (folded, " ", -1);
  ent_value_set_list (&value, (const char *const *) words);
  return value.kind == ENT_VALUE_LIST ? g_steal_pointer (&value.list) : g_new0 (char *, 1);
}

/* What the rule compares beside the name. */
static char *
compose_rest (const EntImportRule *rule,
              EntRecord *record)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 1; i < rule->n_fields; i++)
    {
      g_autofree char *text = ent_field_format (rule->fields[i], ent_record_get (record, rule->fields[i]));

      g_string_append_printf (rest, "%s\x1f", text);
    }

  return g_string_free_and_steal (g_steal_pointer (&rest));
}

static Place *
place_new (const EntImportRule *rule,
           EntRecord *record)
{
  const char *name = ent_record_get_text (record, rule->fields[0]->name);
  double latitude = ent_record_get_real (record, "latitude", NAN), longitude = ent_record_get_real (record, "longitude", NAN);
  g_autofree char *base = NULL;
  Place *place;

  if (name == NULL || !isfinite (latitude) || !isfinite (longitude))
    return NULL;

  base = g_strndup (name, strcspn (name, "(,"));
  place = g_new0 (Place, 1);
  place->id = g_strdup (ent_record_get_id (record));
  place->words = split_words (name);
  place->base = split_words (base);
  place->rest = compose_rest (rule, record);
  place->latitude = latitude;
  place->longitude = longitude;
  return place;
}

static gint64
number_square (double latitude,
               double longitude,
               int north,
               int east)
{
  return ((gint64) floor (latitude * SQUARES) + north) * 100000 + (gint64) floor (longitude * SQUARES) + east;
}

static double
measure (const Place *a,
         const Place *b)
{
  double north = a->latitude - b->latitude;
  double east = (a->longitude - b->longitude) * cos (a->latitude * G_PI / 180);

  return KM_PER_DEGREE * sqrt (north * north + east * east);
}

/* "Esch (Haaren)" and "Haaren – Esch", "Halle" and "Halle (Saale)": the same words, or one is the other made clear. */
static gboolean
is_same_name (const Place *a,
              const Place *b)
{
  return g_strv_equal ((const char *const *) a->words, (const char *const *) b->words)
         || (a->base[0] != NULL && g_strv_equal ((const char *const *) a->base, (const char *const *) b->base));
}

static gboolean
load (EntImportNearby *self,
      EntWorkspace *workspace,
      GArray *rows,
      GError **error)
{
  for (guint first = 0; first < rows->len; first += WINDOW)
    {
      g_autoptr (GPtrArray) records = ent_workspace_load (workspace, self->rule.entity, &g_array_index (rows, gint64, first),
                                                          MIN (WINDOW, rows->len - first), error);

      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        ent_import_nearby_add (self, records->pdata[i]);
    }

  return TRUE;
}

/*
 * ent_import_nearby_new:
 * @workspace: a workspace
 * @rule: which records: of an entity with a position, told apart first by a name
 * @error: set where they cannot be read
 *
 * Returns: (transfer full) (nullable): all that have a position
 */
EntImportNearby *
ent_import_nearby_new (EntWorkspace *workspace,
                       const EntImportRule *rule,
                       GError **error)
{
  g_autoptr (EntImportNearby) self = g_new0 (EntImportNearby, 1);
  g_autoptr (EntQuery) query = ent_query_new (rule->entity);
  g_autoptr (GArray) rows = ent_workspace_find (workspace, query, error);

  self->rule = *rule;
  self->rule.fields = g_memdup2 (rule->fields, rule->n_fields * sizeof *rule->fields);
  self->squares = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  return rows != NULL && load (self, workspace, rows, error) ? g_steal_pointer (&self) : NULL;
}

void
ent_import_nearby_free (EntImportNearby *self)
{
  g_free ((gpointer) self->rule.fields);
  g_hash_table_unref (self->squares);
  g_free (self);
}

/*
 * ent_import_nearby_is_by:
 * @self: places
 * @rule: a rule
 *
 * Returns: whether @self finds the rule's records as the rule wants
 */
gboolean
ent_import_nearby_is_by (EntImportNearby *self,
                         const EntImportRule *rule)
{
  return ent_import_rule_equal (&self->rule, rule) && self->rule.near == rule->near;
}

/*
 * ent_import_nearby_add:
 * @self: places
 * @record: a record; one of another entity or without position is passed over
 */
void
ent_import_nearby_add (EntImportNearby *self,
                       EntRecord *record)
{
  g_autoptr (Place) place = ent_record_get_entity (record) == self->rule.entity ? place_new (&self->rule, record) : NULL;
  GPtrArray *square;
  gint64 number;

  if (place == NULL)
    return;

  number = number_square (place->latitude, place->longitude, 0, 0);
  square = g_hash_table_lookup (self->squares, &number);
  if (square == NULL)
    {
      square = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
      g_hash_table_insert (self->squares, g_memdup2 (&number, sizeof number), square);
    }

  g_ptr_array_add (square, g_steal_pointer (&place));
}

static const char *
find_in_square (EntImportNearby *self,
                const Place *wanted,
                int north,
                int east)
{
  gint64 number = number_square (wanted->latitude, wanted->longitude, north, east);
  GPtrArray *square = g_hash_table_lookup (self->squares, &number);

  for (guint i = 0; square != NULL && i < square->len; i++)
    {
      const Place *place = square->pdata[i];

      if (measure (wanted, place) <= self->rule.near && g_str_equal (wanted->rest, place->rest) && is_same_name (wanted, place))
        return place->id;
    }

  return NULL;
}

/*
 * ent_import_nearby_find:
 * @self: places
 * @record: a record
 *
 * Returns: (transfer none) (nullable): the identifier of one as near as the rule says, whose name is the same in another
 *   order, or more or less exact, and that has the same in the rule's other fields
 */
const char *
ent_import_nearby_find (EntImportNearby *self,
                        EntRecord *record)
{
  g_autoptr (Place) wanted = place_new (&self->rule, record);
  const char *id = NULL;

  for (int north = -1; wanted != NULL && id == NULL && north <= 1; north++)
    for (int east = -1; id == NULL && east <= 1; east++)
      id = find_in_square (self, wanted, north, east);

  return id;
}
