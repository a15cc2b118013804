/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territorial diagnostic: before one looks for partners of a project far away, who on our own territory has ties there? */
#include "ent-diagnostic.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-record-json.h"

/* More than any territory has; the bodies that are not on ours are not among them. */
#define MOST "5000"

/* Organisations that are marked as on our territory; the communes of our département that cooperate with us. */
#define ACTORS_SQL                                                                                                     \
  "SELECT own.id, own.headline AS name, coalesce (one.kind, 'other'), one.city, one.ties, one.\"tie-countries\", one.themes " \
  "FROM organisation AS one JOIN record AS own USING (row) WHERE one.local = 1 "                                       \
  "UNION ALL SELECT own.id, own.headline, '" ENT_DIAGNOSTIC_AUTHORITY "', own.headline, NULL, NULL, NULL "             \
  "FROM authority AS one JOIN record AS own USING (row), setting "                                                     \
  "JOIN record AS us ON us.id = setting.value JOIN authority AS ours ON ours.row = us.row "                            \
  "WHERE setting.name = 'own-authority' AND one.country = 'FR' AND own.id <> us.id AND ours.kind = 'departement' "     \
  "AND one.kind = 'commune' AND one.insee GLOB ours.insee || '*' "                                                     \
  "AND EXISTS (SELECT 1 FROM reference WHERE target = own.id AND field IN ('authorities', 'lead')) "                   \
  "ORDER BY name LIMIT " MOST

/* What they take part in: target, title, countries, themes. */
#define LINKS_SQL                                                                                                      \
  "WITH link AS (SELECT reference.target, record.row, record.id, record.type FROM reference JOIN record ON record.row = reference.source " \
  "  WHERE reference.target GLOB 'organisation:*' OR (reference.target GLOB 'authority:*' AND reference.field IN ('authorities', 'lead'))), " \
  "joined AS (SELECT target, id FROM link WHERE type IN ('partnership', 'project') "                                   \
  "  UNION SELECT link.target, funding.project FROM link JOIN funding ON funding.row = link.row WHERE link.type = 'funding') " \
  "SELECT joined.target, own.headline, coalesce (partnership.countries, its.countries), coalesce (partnership.themes, project.themes) " \
  "FROM joined JOIN record AS own ON own.id = joined.id LEFT JOIN partnership ON partnership.row = own.row "           \
  "LEFT JOIN project ON project.row = own.row LEFT JOIN record AS p ON p.id = project.partnership "                    \
  "LEFT JOIN partnership AS its ON its.row = p.row ORDER BY own.sort"

/* One of them while it is gathered. */
typedef struct
{
  EntActor *actor;
  EntValue countries;
  EntValue themes;
  GPtrArray *subjects; /* (element-type utf8) (owned) */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *self = data;

  ent_value_clear (&self->countries);
  ent_value_clear (&self->themes);
  g_ptr_array_unref (self->subjects);
  g_free (self);
}

static void
actor_free (gpointer data)
{
  EntActor *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->place);
  g_free (self->ties);
  g_strfreev (self->countries);
  g_strfreev (self->themes);
  g_strfreev (self->subjects);
  g_free (self);
}

/**
 * ent_diagnostic_free:
 * @self: (transfer full) (nullable): a diagnostic
 */
void
ent_diagnostic_free (EntDiagnostic *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->actors, g_ptr_array_unref);
  g_strfreev (self->countries);
  g_strfreev (self->kinds);
  g_strfreev (self->themes);
  g_strfreev (self->places);
  g_free (self);
}

/**
 * ent_diagnostic_filter_clear:
 * @filter: what was looked for
 */
void
ent_diagnostic_filter_clear (EntDiagnosticFilter *filter)
{
  g_clear_pointer (&filter->country, g_free);
  g_clear_pointer (&filter->kind, g_free);
  g_clear_pointer (&filter->theme, g_free);
  g_clear_pointer (&filter->place, g_free);
}

/**
 * ent_diagnostic_get_kind_label:
 * @kind: a kind of #EntActor
 *
 * Returns: (transfer none): what a person reads, translated
 */
const char *
ent_diagnostic_get_kind_label (const char *kind)
{
  return g_str_equal (kind, ENT_DIAGNOSTIC_AUTHORITY) ? _ ("Local authority") : ent_choices_get_label (&ent_choices_organisation_kinds, kind);
}

/* Adds what a list says as JSON; what is no list says nothing. */
static void
join (EntValue *value,
      const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? ent_json_from_text (json, -1, NULL) : NULL;
  g_autoptr (GStrvBuilder) members = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;

  array = json_node_get_array (node);
  if (value->kind == ENT_VALUE_LIST)
    g_strv_builder_addv (members, (const char **) value->list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (members, json_array_get_string_element (array, i));
  all = g_strv_builder_end (members);
  ent_value_set_list (value, (const char *const *) all);
}

static Draft *
read_actor (EntStatement *row)
{
  Draft *draft = g_new0 (Draft, 1);
  EntActor *actor = g_new0 (EntActor, 1);

  actor->id = g_strdup (ent_statement_get_text (row, 0));
  actor->name = g_strdup (ent_statement_get_text (row, 1));
  actor->kind = g_strdup (ent_statement_get_text (row, 2));
  actor->place = g_strdup (ent_statement_get_text (row, 3));
  actor->ties = g_strdup (ent_statement_get_text (row, 4));
  draft->actor = actor;
  draft->subjects = g_ptr_array_new_with_free_func (g_free);
  join (&draft->countries, ent_statement_get_text (row, 5));
  join (&draft->themes, ent_statement_get_text (row, 6));

  return draft;
}

static gboolean
load_actors (EntDatabase *database,
             EntDiagnostic *self,
             GHashTable *drafts,
             GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (database, ACTORS_SQL, error);
  gboolean more = TRUE;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      Draft *draft;

      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;

      draft = read_actor (row);
      g_ptr_array_add (self->actors, draft->actor);
      g_hash_table_insert (drafts, draft->actor->id, draft);
    }
}

static gboolean
load_links (EntDatabase *database,
            GHashTable *drafts,
            GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (database, LINKS_SQL, error);
  gboolean more = TRUE;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      Draft *draft;

      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;

      draft = g_hash_table_lookup (drafts, ent_statement_get_text (row, 0));
      if (draft == NULL)
        continue;
      g_ptr_array_add (draft->subjects, g_strdup (ent_statement_get_text (row, 1)));
      join (&draft->countries, ent_statement_get_text (row, 2));
      join (&draft->themes, ent_statement_get_text (row, 3));
    }
}

static GStrv
take_list (const EntValue *value)
{
  return value->kind == ENT_VALUE_LIST ? g_strdupv (value->list) : g_new0 (char *, 1);
}

static void
finish (EntActor *actor,
        GHashTable *drafts)
{
  Draft *draft = g_hash_table_lookup (drafts, actor->id);

  actor->countries = take_list (&draft->countries);
  actor->themes = take_list (&draft->themes);
  g_ptr_array_add (draft->subjects, NULL);
  actor->subjects = g_strdupv ((char **) draft->subjects->pdata);
}

static void
count_words (GHashTable *counts,
             const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    g_hash_table_insert (counts, (gpointer) words[i], GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, words[i])) + 1));
}

static int
compare_counts (gconstpointer a,
                gconstpointer b,
                gpointer counts)
{
  guint one = GPOINTER_TO_UINT (g_hash_table_lookup (counts, *(const char *const *) a));
  guint two = GPOINTER_TO_UINT (g_hash_table_lookup (counts, *(const char *const *) b));

  return one != two ? (one < two ? 1 : -1) : strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The words that there are, the most frequent first. */
static GStrv
list_words (GHashTable *counts)
{
  g_autoptr (GPtrArray) words = g_hash_table_get_keys_as_ptr_array (counts);

  g_ptr_array_sort_with_data (words, compare_counts, counts);
  g_ptr_array_add (words, NULL);
  return g_strdupv ((char **) words->pdata);
}

static void
list_choices (EntDiagnostic *self)
{
  g_autoptr (GHashTable) countries = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) themes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->actors->len; i++)
    {
      const EntActor *actor = self->actors->pdata[i];

      count_words (countries, (const char *const *) actor->countries);
      count_words (themes, (const char *const *) actor->themes);
      count_words (kinds, (const char *const[]){ actor->kind, NULL });
      count_words (places, (const char *const[]){ actor->place, NULL });
    }
  self->countries = list_words (countries);
  self->kinds = list_words (kinds);
  self->themes = list_words (themes);
  self->places = list_words (places);
}

static gboolean
is_wanted (const EntActor *actor,
           const EntDiagnosticFilter *filter)
{
  return (filter->country == NULL || g_strv_contains ((const char *const *) actor->countries, filter->country))
         && (filter->theme == NULL || g_strv_contains ((const char *const *) actor->themes, filter->theme))
         && (filter->kind == NULL || g_str_equal (actor->kind, filter->kind))
         && (filter->place == NULL || g_strcmp0 (actor->place, filter->place) == 0);
}

/**
 * ent_diagnostic_load:
 * @workspace: a workspace
 * @filter: (nullable): who is looked for; %NULL for all
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable): who on our territory has ties where
 */
EntDiagnostic *
ent_diagnostic_load (EntWorkspace *workspace,
                     const EntDiagnosticFilter *filter,
                     GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntDiagnostic) self = g_new0 (EntDiagnostic, 1);
  g_autoptr (GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, draft_free);

  self->actors = g_ptr_array_new_with_free_func (actor_free);
  if (!load_actors (database, self, drafts, error) || !load_links (database, drafts, error))
    return NULL;

  for (guint i = 0; i < self->actors->len; i++)
    finish (self->actors->pdata[i], drafts);
  list_choices (self);
  self->n_all = self->actors->len;
  for (guint i = self->actors->len; filter != NULL && i-- > 0;)
    if (!is_wanted (self->actors->pdata[i], filter))
      g_ptr_array_remove_index (self->actors, i);

  return g_steal_pointer (&self);
}
