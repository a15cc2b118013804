/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-finder.h"

#include <glib/gi18n-lib.h>

#include "ent-import-directory.h"
#include "ent-import-lookup.h"
#include "ent-import-nearby.h"

struct _EntImportFinder
{
  EntImportRun *run;     /* (not nullable): outlives the finder */
  GPtrArray *lookups;    /* (not nullable) (owned) (element-type EntImportLookup) */
  GPtrArray *places;     /* (not nullable) (owned) (element-type EntImportNearby) */
  GPtrArray *pending;    /* (not nullable) (owned) (element-type EntRecord): made for the current row */
  GHashTable *directory; /* (not nullable) (owned): what was asked → EntDirectoryEntry, NULL where there is none */
  const EntField *siren[1];
  const EntField *codes[2];
  const EntField *names[2];
  EntImportRule by_siren; /* authorities of the directory */
  EntImportRule by_code;  /* those without SIREN */
  EntImportRule by_name;
};

static void
entry_free (EntDirectoryEntry *entry)
{
  if (entry != NULL)
    ent_directory_entry_unref (entry);
}

/*
 * ent_import_finder_new:
 * @run: an import
 *
 * Returns: (transfer full): a finder that knows nothing yet
 */
EntImportFinder *
ent_import_finder_new (EntImportRun *run)
{
  EntImportFinder *self = g_new0 (EntImportFinder, 1);

  self->run = run;
  self->lookups = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_import_lookup_free);
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_import_nearby_free);
  self->pending = g_ptr_array_new_with_free_func (g_object_unref);
  self->directory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
  ent_import_rule_init (&self->by_siren, "authority", "siren", self->siren);
  ent_import_rule_init (&self->by_code, "authority", "kind insee", self->codes);
  ent_import_rule_init (&self->by_name, "authority", "name country", self->names);
  return self;
}

void
ent_import_finder_free (EntImportFinder *self)
{
  g_ptr_array_unref (self->lookups);
  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->pending);
  g_hash_table_unref (self->directory);
  g_free (self);
}

/* Read when first asked for: what is stored meanwhile is then among it. */
static EntImportLookup *
get_lookup (EntImportFinder *self,
            const EntImportRule *rule,
            GError **error)
{
  EntImportLookup *lookup;

  for (guint i = 0; i < self->lookups->len; i++)
    if (ent_import_lookup_is_by (self->lookups->pdata[i], rule))
      return self->lookups->pdata[i];

  lookup = ent_import_lookup_new (ent_import_run_get_workspace (self->run), rule, error);
  if (lookup != NULL)
    g_ptr_array_add (self->lookups, lookup);

  return lookup;
}

static const char *
find_pending (EntImportFinder *self,
              EntImportLookup *lookup,
              const char *key)
{
  for (guint i = 0; i < self->pending->len; i++)
    {
      EntRecord *record = self->pending->pdata[i];
      g_autofree char *pending = NULL;

      if (ent_record_get_entity (record) != ent_import_lookup_get_entity (lookup))
        continue;
      pending = ent_import_lookup_make_key (lookup, record);
      if (g_strcmp0 (pending, key) == 0)
        return ent_record_get_id (record);
    }

  return NULL;
}

/* In the workspace, or made for this very row. FALSE where the workspace cannot be read. */
static gboolean
find_by (EntImportFinder *self,
         const EntImportRule *rule,
         EntRecord *wanted,
         const char **ret_id,
         gboolean *ret_several,
         GError **error)
{
  EntImportLookup *lookup = get_lookup (self, rule, error);
  g_autofree char *key = NULL;

  *ret_id = NULL;
  *ret_several = FALSE;
  if (lookup == NULL)
    return FALSE;

  key = ent_import_lookup_make_key (lookup, wanted);
  if (key != NULL)
    *ret_id = ent_import_lookup_find (lookup, key, ret_several);
  if (key != NULL && *ret_id == NULL)
    *ret_id = find_pending (self, lookup, key);

  return TRUE;
}

/* A place under another spelling of its name. FALSE where the workspace cannot be read. */
static gboolean
find_nearby (EntImportFinder *self,
             const EntImportRule *rule,
             EntRecord *wanted,
             const char **ret_id,
             GError **error)
{
  EntImportNearby *places = NULL;

  *ret_id = NULL;
  if (rule->near == 0)
    return TRUE;

  for (guint i = 0; i < self->places->len && places == NULL; i++)
    if (ent_import_nearby_is_by (self->places->pdata[i], rule))
      places = self->places->pdata[i];
  if (places == NULL)
    {
      places = ent_import_nearby_new (ent_import_run_get_workspace (self->run), rule, error);
      if (places == NULL)
        return FALSE;
      g_ptr_array_add (self->places, places);
    }

  *ret_id = ent_import_nearby_find (places, wanted);
  return TRUE;
}

static const char *
make (EntImportFinder *self,
      EntRecord *wanted,
      GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!ent_record_check (wanted, &reason))
    {
      /* Translators: the kind of record that is missing, then why it cannot be made. */
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("%s: %s"), ent_entity_get_label (ent_record_get_entity (wanted)),
                   reason->message);
      return NULL;
    }

  g_ptr_array_add (self->pending, g_object_ref (wanted));
  return ent_record_get_id (wanted);
}

static EntDirectoryEntry *
ask_directory (EntImportFinder *self,
               EntRecord *wanted)
{
  const char *country = ent_record_get_text (wanted, "country");
  const char *name = ent_record_get_text (wanted, "name");
  g_autofree char *question = NULL;
  gpointer answer;

  if (name == NULL || g_strcmp0 (country, "FR") != 0)
    return NULL;

  question = g_strdup_printf ("%s\x1f%.3f\x1f%.3f\x1f%s\x1f%s", name, ent_record_get_real (wanted, "latitude", 999),
                              ent_record_get_real (wanted, "longitude", 999), ent_record_get_text (wanted, "siren"),
                              ent_record_get_text (wanted, "insee"));
  if (!g_hash_table_lookup_extended (self->directory, question, NULL, &answer))
    {
      answer = ent_import_directory_find (wanted);
      g_hash_table_insert (self->directory, g_steal_pointer (&question), answer);
      if (answer == NULL)
        ent_import_run_warn (self->run, _ ("“%s” was not found in the directory of French authorities."), name);
    }

  return answer;
}

/* Whether a record of the same name in the workspace is the same authority: its codes may say that it is another. */
static gboolean
is_same (EntImportFinder *self,
         const char *id,
         EntRecord *wanted)
{
  static const char *const codes[] = { "siren", "insee", "kind" };
  g_autoptr (EntRecord) namesake = ent_workspace_get (ent_import_run_get_workspace (self->run), id, NULL);

  for (gsize i = 0; namesake != NULL && i < G_N_ELEMENTS (codes); i++)
    {
      const char *theirs = ent_record_get_text (namesake, codes[i]);
      const char *ours = ent_record_get_text (wanted, codes[i]);

      if (theirs != NULL && ours != NULL && !g_str_equal (theirs, ours))
        return FALSE;
    }

  return namesake != NULL;
}

/* The authority of that entry in the workspace, by its codes, else by its name; or a new one. */
static gboolean
find_official (EntImportFinder *self,
               const EntImportRule *rule,
               EntRecord *wanted,
               const EntDirectoryEntry *entry,
               const char **ret_id,
               GError **error)
{
  gboolean several;

  ent_import_directory_fill (wanted, entry);
  *ret_id = NULL;
  if (entry->siren != NULL && !find_by (self, &self->by_siren, wanted, ret_id, &several, error))
    return FALSE;
  if (*ret_id == NULL && entry->insee != NULL
      && !find_by (self, &self->by_code, wanted, ret_id, &several, error))
    return FALSE;
  if (*ret_id != NULL)
    return TRUE;

  if (!find_by (self, &self->by_name, wanted, ret_id, &several, error))
    return FALSE;
  if (*ret_id != NULL && (several || !is_same (self, *ret_id, wanted)))
    *ret_id = NULL;
  if (*ret_id == NULL && rule->create)
    *ret_id = make (self, wanted, error);

  return *ret_id != NULL || !rule->create;
}

/* What the rule's fields hold, for a message. */
static char *
describe (const EntImportRule *rule,
          EntRecord *wanted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rule->n_fields; i++)
    {
      g_autofree char *shown = ent_record_display (wanted, rule->fields[i]);

      if (*shown != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", shown);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/*
 * ent_import_finder_find:
 * @self: a finder
 * @rule: how
 * @wanted: the record as the row describes it; it becomes the new one where there is none, and is changed by that
 * @error: set to %ENT_ERROR_INVALID where there is none and none can be made, or several are there
 *
 * Returns: (transfer none) (nullable): the identifier, until the row is over; %NULL without error where the row says
 *   nothing to find one by
 */
const char *
ent_import_finder_find (EntImportFinder *self,
                        const EntImportRule *rule,
                        EntRecord *wanted,
                        GError **error)
{
  const EntDirectoryEntry *entry = rule->directory ? ask_directory (self, wanted) : NULL;
  g_autofree char *shown = NULL;
  const char *id = NULL;
  gboolean several;

  if (entry != NULL && (!find_official (self, rule, wanted, entry, &id, error) || id != NULL))
    return id;

  shown = describe (rule, wanted);
  if (*shown == '\0' || !find_by (self, rule, wanted, &id, &several, error))
    return NULL;
  if (id == NULL && !find_nearby (self, rule, wanted, &id, error))
    return NULL;
  if (several && rule->first)
    ent_import_run_warn (self->run, _ ("There are several “%s”; the first was taken."), shown);
  if (id != NULL && (!several || rule->first))
    return id;
  if (id == NULL && rule->create)
    return make (self, wanted, error);

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
               several ? _ ("%s: there are several “%s”. Say which one is meant.") : _ ("%s: there is no “%s” in the workspace."),
               ent_entity_get_label (rule->entity), shown);
  return NULL;
}

/*
 * ent_import_finder_peek:
 * @self: a finder
 * @rule: how
 * @wanted: a record
 * @ret_id: (out) (nullable): the identifier of the first record that has what @wanted has in the rule's fields
 * @error: set where the workspace cannot be read
 *
 * Returns: whether the workspace was asked
 */
gboolean
ent_import_finder_peek (EntImportFinder *self,
                        const EntImportRule *rule,
                        EntRecord *wanted,
                        const char **ret_id,
                        GError **error)
{
  gboolean several;

  return find_by (self, rule, wanted, ret_id, &several, error);
}

static gboolean
find_headline (EntImportFinder *self,
               const EntEntity *entity,
               const char *headline,
               const char **found,
               gboolean *several,
               GError **error)
{
  const EntImportRule rule = { .entity = entity };
  g_autoptr (EntRecord) wanted = ent_record_new (entity, NULL);
  gboolean shared;
  const char *id;

  ent_record_set_headline (wanted, headline);
  if (!find_by (self, &rule, wanted, &id, &shared, error))
    return FALSE;

  *several = *several || shared || (id != NULL && *found != NULL);
  *found = id != NULL ? id : *found;
  return TRUE;
}

/*
 * ent_import_finder_find_title:
 * @self: a finder
 * @field: a reference
 * @text: an identifier, or the headline of a record
 * @error: set to %ENT_ERROR_INVALID where it is neither, or the headline of several
 *
 * An identifier need not be of a record that is there: it may come later.
 *
 * Returns: (transfer none) (nullable): the identifier, until the row is over
 */
const char *
ent_import_finder_find_title (EntImportFinder *self,
                              const EntField *field,
                              const char *text,
                              GError **error)
{
  g_auto (GStrv) targets = g_strsplit (field->targets, " ", -1);
  const char *found = NULL;
  gboolean several = FALSE;

  if (ent_id_check (text) && ent_field_accepts (field, ent_schema_find_for_id (text)))
    return text;

  for (gsize i = 0; targets[i] != NULL; i++)
    if (!find_headline (self, ent_schema_find (targets[i]), text, &found, &several, error))
      return NULL;
  if (found != NULL && !several)
    return found;

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
               several ? _ ("%s: there are several “%s”. Say which one is meant.") : _ ("%s: there is no “%s” in the workspace."),
               ent_field_get_label (field), text);
  return NULL;
}

/*
 * ent_import_finder_learn:
 * @self: a finder
 * @record: a new record that is stored
 *
 * From now on @record is found too.
 */
void
ent_import_finder_learn (EntImportFinder *self,
                         EntRecord *record)
{
  for (guint i = 0; i < self->lookups->len; i++)
    if (ent_import_lookup_get_entity (self->lookups->pdata[i]) == ent_record_get_entity (record))
      {
        g_autofree char *key = ent_import_lookup_make_key (self->lookups->pdata[i], record);

        if (key != NULL)
          ent_import_lookup_add (self->lookups->pdata[i], key, ent_record_get_id (record));
      }
  for (guint i = 0; i < self->places->len; i++)
    ent_import_nearby_add (self->places->pdata[i], record);
}

static void
count_made (EntImportFinder *self)
{
  EntImportReport *report = ent_import_run_get_report (self->run);

  for (guint i = 0; i < self->pending->len; i++)
    {
      report->made[ent_schema_get_index (ent_record_get_entity (self->pending->pdata[i]))]++;
      report->created++;
      ent_import_finder_learn (self, self->pending->pdata[i]);
    }
}

/*
 * ent_import_finder_accept:
 * @self: a finder
 * @record: (nullable): what the row itself says, where it is one record
 * @is_new: whether the workspace does not have @record yet
 * @error: set where it does not go with what is there, or cannot be written; nothing of the row is then stored
 *
 * Stores what was made for the current row, which is good, and @record.
 *
 * Returns: whether it is stored
 */
gboolean
ent_import_finder_accept (EntImportFinder *self,
                          EntRecord *record,
                          gboolean is_new,
                          GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->pending->len; i++)
    g_ptr_array_add (records, g_object_ref (self->pending->pdata[i]));
  if (record != NULL)
    g_ptr_array_add (records, g_object_ref (record));
  if (records->len > 0 && !ent_workspace_save_all (ent_import_run_get_workspace (self->run), records, error))
    return FALSE;

  count_made (self);
  ent_import_finder_forget (self);
  if (record != NULL && is_new)
    ent_import_run_get_report (self->run)->made[ent_schema_get_index (ent_record_get_entity (record))]++;
  return TRUE;
}

/*
 * ent_import_finder_forget:
 * @self: a finder
 *
 * Forgets what was made for the current row, which is not good.
 */
void
ent_import_finder_forget (EntImportFinder *self)
{
  g_ptr_array_set_size (self->pending, 0);
}

/*
 * ent_import_finder_run:
 * @self: a finder
 * @import_row: imports a row
 * @data: for @import_row
 * @error: set where the import ends
 *
 * Goes through all rows of the import. What was made for a row that is rejected goes with it.
 *
 * Returns: (transfer full) (nullable): what was done, at the end
 */
EntImportReport *
ent_import_finder_run (EntImportFinder *self,
                       EntImportRowFunc import_row,
                       gpointer data,
                       GError **error)
{
  gboolean row;

  for (;;)
    {
      g_autoptr (GError) reason = NULL;

      if (!ent_import_run_next (self->run, &row, error))
        return NULL;
      if (!row)
        return ent_import_run_finish (self->run, error);
      if (import_row (data, &reason))
        continue;

      ent_import_finder_forget (self);
      if (!ent_import_run_take_error (self->run, g_steal_pointer (&reason), error))
        return NULL;
    }
}
