/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-lookup.h"

#include <string.h>

#include "ent-fold.h"

/* So many records are in memory at once. */
#define WINDOW 512

/* Between the parts of a key; no text has it. */
#define PART '\x1f'

struct _EntImportLookup
{
  EntImportRule rule;       /* its fields are owned */
  GHashTable *ids;          /* (not nullable) (owned): key → identifier of the first that has it */
  GHashTable *shared;       /* (not nullable) (owned): the keys that more than one has */
};

static gboolean
load (EntImportLookup *self,
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
        {
          g_autofree char *key = ent_import_lookup_make_key (self, records->pdata[i]);

          if (key != NULL)
            ent_import_lookup_add (self, key, ent_record_get_id (records->pdata[i]));
        }
    }

  return TRUE;
}

/*
 * ent_import_lookup_new:
 * @workspace: a workspace
 * @rule: which records, and what tells them apart
 * @error: set where they cannot be read
 *
 * Returns: (transfer full) (nullable): all records of the rule's entity that there are
 */
EntImportLookup *
ent_import_lookup_new (EntWorkspace *workspace,
                       const EntImportRule *rule,
                       GError **error)
{
  g_autoptr (EntImportLookup) self = g_new0 (EntImportLookup, 1);
  g_autoptr (EntQuery) query = ent_query_new (rule->entity);
  g_autoptr (GArray) rows = ent_workspace_find (workspace, query, error);

  self->rule = *rule;
  self->rule.fields = g_memdup2 (rule->fields, rule->n_fields * sizeof *rule->fields);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return rows != NULL && load (self, workspace, rows, error) ? g_steal_pointer (&self) : NULL;
}

void
ent_import_lookup_free (EntImportLookup *self)
{
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->shared);
  g_free ((gpointer) self->rule.fields);
  g_free (self);
}

/*
 * ent_import_lookup_get_entity:
 * @self: a lookup
 *
 * Returns: which records it finds
 */
const EntEntity *
ent_import_lookup_get_entity (EntImportLookup *self)
{
  return self->rule.entity;
}

/*
 * ent_import_lookup_is_by:
 * @self: a lookup
 * @rule: a rule
 *
 * Returns: whether @self finds the rule's records by the rule's fields
 */
gboolean
ent_import_lookup_is_by (EntImportLookup *self,
                         const EntImportRule *rule)
{
  return ent_import_rule_equal (&self->rule, rule);
}

/* Codes, numbers and identifiers are the same in any case. */
static gboolean
is_folded (const EntField *field)
{
  return field->type == ENT_FIELD_TEXT || field->type == ENT_FIELD_LONG_TEXT || field->type == ENT_FIELD_TEXTS;
}

static void
append_part (GString *key,
             const char *text,
             gboolean fold)
{
  g_autofree char *folded = fold ? ent_fold (text) : NULL;

  g_string_append (key, fold ? folded : text);
  g_string_append_c (key, PART);
}

/*
 * ent_import_lookup_make_key:
 * @self: a lookup
 * @record: a record of its entity
 *
 * Returns: (transfer full) (nullable): what its fields hold, folded; %NULL where they hold nothing
 */
char *
ent_import_lookup_make_key (EntImportLookup *self,
                            EntRecord *record)
{
  g_autoptr (GString) key = g_string_new (NULL);

  if (self->rule.n_fields == 0 && ent_record_get_headline (record) != NULL)
    append_part (key, ent_record_get_headline (record), TRUE);
  for (guint i = 0; i < self->rule.n_fields; i++)
    {
      g_autofree char *text = ent_field_format (self->rule.fields[i], ent_record_get (record, self->rule.fields[i]));

      if (self->rule.years && self->rule.fields[i]->type == ENT_FIELD_DATE && *text != '\0')
        text[strcspn (text, "-")] = '\0';
      append_part (key, text, is_folded (self->rule.fields[i]));
    }

  return key->len > MAX (self->rule.n_fields, 1) ? g_string_free_and_steal (g_steal_pointer (&key)) : NULL;
}

/*
 * ent_import_lookup_find:
 * @self: a lookup
 * @key: from ent_import_lookup_make_key()
 * @ret_several: (out): whether more than one record has that key
 *
 * Returns: (transfer none) (nullable): the identifier of the first record that has it
 */
const char *
ent_import_lookup_find (EntImportLookup *self,
                        const char *key,
                        gboolean *ret_several)
{
  *ret_several = g_hash_table_contains (self->shared, key);

  return g_hash_table_lookup (self->ids, key);
}

/*
 * ent_import_lookup_add:
 * @self: a lookup
 * @key: from ent_import_lookup_make_key()
 * @id: identifier of a record that has it
 */
void
ent_import_lookup_add (EntImportLookup *self,
                       const char *key,
                       const char *id)
{
  if (g_hash_table_contains (self->ids, key))
    g_hash_table_add (self->shared, g_strdup (key));
  else
    g_hash_table_insert (self->ids, g_strdup (key), g_strdup (id));
}
