/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search behind EntReferencePicker, in the reading thread. */
#include "ent-reference-search-private.h"

#include "ent-directory.h"
#include "ent-widgets-private.h"

#define MAX_HITS 25
#define MAX_ENTRIES 5

typedef struct
{
  char *targets; /* (not nullable) (owned) */
  char *words;   /* (not nullable) (owned) */
} Search;

static void
search_free (Search *search)
{
  g_free (search->targets);
  g_free (search->words);
  g_free (search);
}

void
ent_reference_finds_free (EntReferenceFinds *finds)
{
  g_ptr_array_unref (finds->hits);
  g_ptr_array_unref (finds->entries);
  g_free (finds);
}

static EntHit *
hit_of_record (EntRecord *record)
{
  EntHit *hit = g_new0 (EntHit, 1);

  hit->id = g_strdup (ent_record_get_id (record));
  hit->entity = ent_record_get_entity (record);
  hit->headline = g_strdup (ent_record_get_headline (record));
  hit->detail = ent_record_get_details (record, 2);

  return hit;
}

static gboolean
add_first (EntWorkspace *workspace,
           const EntEntity *entity,
           GPtrArray *hits,
           GError **error)
{
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autoptr (GPtrArray) records = ent_workspace_list (workspace, query, MAX_HITS, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    g_ptr_array_add (hits, hit_of_record (records->pdata[i]));

  return records != NULL;
}

static gboolean
add_matching (EntWorkspace *workspace,
              const EntEntity *entity,
              const char *words,
              GPtrArray *hits,
              GError **error)
{
  g_autoptr (GPtrArray) found = ent_workspace_search (workspace, words, entity, MAX_HITS, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const EntHit *hit = found->pdata[i];
      g_autoptr (EntRecord) record = ent_workspace_get (workspace, hit->id, NULL);

      if (record != NULL)
        g_ptr_array_add (hits, hit_of_record (record));
    }

  return found != NULL;
}

static gboolean
is_in_workspace (EntWorkspace *workspace,
                 const EntDirectoryEntry *entry)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("authority"));

  if (entry->siren != NULL)
    ent_query_add_text (query, "siren", ENT_FILTER_IS, entry->siren);
  else
    ent_query_add_text (query, "name", ENT_FILTER_IS, entry->name);

  return ent_workspace_count (workspace, query, NULL) > 0;
}

static void
add_entries (EntWorkspace *workspace,
             const char *words,
             GPtrArray *entries)
{
  g_autoptr (GPtrArray) found = ent_directory_search (ent_directory_get_default (), words, MAX_ENTRIES);

  for (guint i = 0; i < found->len; i++)
    if (!is_in_workspace (workspace, found->pdata[i]))
      g_ptr_array_add (entries, ent_directory_entry_ref (found->pdata[i]));
}

static gpointer
search_func (EntWorkspace *workspace,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  Search *search = data;
  g_auto (GStrv) targets = g_strsplit (search->targets, " ", -1);
  g_autoptr (EntReferenceFinds) finds = g_new0 (EntReferenceFinds, 1);

  finds->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_hit_free);
  finds->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_directory_entry_unref);
  for (gsize i = 0; targets[i] != NULL; i++)
    {
      const EntEntity *entity = ent_schema_find (targets[i]);

      if (*search->words == '\0' ? !add_first (workspace, entity, finds->hits, error)
                                 : !add_matching (workspace, entity, search->words, finds->hits, error))
        return NULL;
    }
  if (*search->words != '\0' && g_strv_contains ((const char *const *) targets, "authority"))
    add_entries (workspace, search->words, finds->entries);

  return g_steal_pointer (&finds);
}

/*
 * ent_reference_search_async:
 * @store: a store
 * @targets: names of entities, separated by spaces
 * @words: what is typed, perhaps nothing: then the first records of each
 * @cancellable: (nullable): to give up
 * @callback: called when it is found
 * @user_data: for @callback
 */
void
ent_reference_search_async (EntStore *store,
                            const char *targets,
                            const char *words,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Search *search = g_new0 (Search, 1);

  search->targets = g_strdup (targets);
  search->words = g_strstrip (g_strdup (words));
  ent_store_read_async (store, search_func, search, (GDestroyNotify) search_free, (GDestroyNotify) ent_reference_finds_free,
                        cancellable, callback, user_data);
}

/*
 * ent_reference_search_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: set where it could not be read
 *
 * Returns: (transfer full): what was found
 */
EntReferenceFinds *
ent_reference_search_finish (EntStore *store,
                             GAsyncResult *result,
                             GError **error)
{
  return ent_store_finish (store, result, error);
}
