/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-csv-import.h"

#include <glib/gi18n-lib.h>

#include "ent-cell.h"
#include "ent-format.h"
#include "ent-import-plan.h"

/* So much of a cell is quoted in a message. */
#define QUOTED_CHARS 60

/* An import under way. */
typedef struct
{
  EntImportRun *run;       /* (not nullable) (owned) */
  EntImportPlan *plan;     /* (not nullable) (owned) */
  EntImportFinder *finder; /* (not nullable) (owned) */
  EntImportRule identity;  /* what tells whether a record is there already */
  GHashTable *done;        /* (not nullable) (owned): identifiers of the records that rows were about */
} Import;

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->done, g_hash_table_unref);
  g_clear_pointer (&self->finder, ent_import_finder_free);
  g_clear_pointer (&self->plan, ent_import_plan_free);
  g_clear_object (&self->run);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* The schema says what is wrong, but not with what. */
static void
quote (GError **error,
       const char *text)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), QUOTED_CHARS));

  /* Translators: what is wrong with a value, then the value. */
  if (error != NULL && *error != NULL)
    {
      g_autofree char *message = g_strdup_printf (_ ("%s The file says “%s”."), (*error)->message, start);

      g_set_str (&(*error)->message, message);
    }
}

static void
unite (const EntValue *a,
       const EntValue *b,
       EntValue *ret_both)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) members = NULL;

  if (a->kind == ENT_VALUE_LIST)
    g_strv_builder_addv (builder, (const char **) a->list);
  if (b->kind == ENT_VALUE_LIST)
    g_strv_builder_addv (builder, (const char **) b->list);
  members = g_strv_builder_end (builder);
  ent_value_set_list (ret_both, (const char *const *) members);
}

/* Several columns may go into one list. */
static void
put (EntRecord *record,
     const EntField *field,
     const EntValue *value)
{
  g_auto (EntValue) both = { 0 };

  if (value->kind == ENT_VALUE_LIST)
    unite (ent_record_get (record, field), value, &both);
  ent_record_set (record, field, value->kind == ENT_VALUE_LIST ? &both : value);
}

static gboolean
parse_into (Import *self,
            const EntImportTarget *target,
            const EntField *field,
            const char *text,
            EntRecord *record,
            GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_auto (EntValue) value = { 0 };

  if (ent_cell_parse (field, text, target->separators, &value, &reason))
    {
      if (value.kind != ENT_VALUE_UNSET)
        put (record, field, &value);
      return TRUE;
    }

  quote (&reason, text);
  if (target->lenient)
    {
      ent_import_run_warn (self->run, "%s", reason->message);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static void
put_reference (EntRecord *record,
               const EntField *field,
               const char *id)
{
  const char *ids[] = { id, NULL };
  g_auto (EntValue) value = { 0 };

  if (field->type == ENT_FIELD_REFERENCES)
    ent_value_set_list (&value, ids);
  else
    ent_value_set_text (&value, id);
  put (record, field, &value);
}

/* The members of a cell for a reference: several only where it may lead to several records. */
static GStrv
split_reference (const EntImportTarget *target,
                 const char *text)
{
  const char *whole[] = { text, NULL };

  return target->field->type == ENT_FIELD_REFERENCES ? ent_format_split (text, target->separators) : g_strdupv ((GStrv) whole);
}

static gboolean
put_titles (Import *self,
            const EntImportTarget *target,
            const char *text,
            EntRecord *record,
            GError **error)
{
  g_auto (GStrv) titles = split_reference (target, text);

  for (gsize i = 0; titles[i] != NULL; i++)
    {
      g_autoptr (GError) reason = NULL;
      const char *id = ent_import_finder_find_title (self->finder, target->field, titles[i], &reason);

      if (id != NULL)
        put_reference (record, target->field, id);
      else if (target->lenient)
        ent_import_run_warn (self->run, "%s", reason->message);
      else
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
names_records (const EntImportBinding *binding,
               const EntImportReference *reference)
{
  return binding->source->target.field == reference->field && binding->source->target.subfield == reference->rule.fields[0];
}

/* How many records the row says that a reference leads to: as many as it has names, which are what they are told apart
 * by first. The n-th members of its cells belong together; a cell with one member only is meant for all. */
static guint
count_wanted (Import *self,
              const EntImportReference *reference)
{
  guint wanted = 0;

  for (guint i = 0; i < self->plan->bindings->len; i++)
    {
      const EntImportBinding *binding = self->plan->bindings->pdata[i];
      g_autofree char *text = NULL;
      g_auto (GStrv) members = NULL;

      if (!names_records (binding, reference))
        continue;
      text = ent_import_binding_read (binding, self->run);
      members = *text != '\0' ? split_reference (&binding->source->target, text) : NULL;
      wanted = MAX (wanted, members != NULL ? g_strv_length (members) : 0);
    }

  return wanted;
}

static EntRecord *
describe_wanted (Import *self,
                 const EntImportReference *reference,
                 guint position,
                 GError **error)
{
  g_autoptr (EntRecord) wanted = ent_record_new (reference->rule.entity, NULL);

  for (guint i = 0; i < self->plan->bindings->len; i++)
    {
      const EntImportBinding *binding = self->plan->bindings->pdata[i];
      const EntImportTarget *target = &binding->source->target;
      g_autofree char *text = NULL;
      g_auto (GStrv) members = NULL;
      guint n;

      if (target->field != reference->field)
        continue;
      text = ent_import_binding_read (binding, self->run);
      members = *text != '\0' ? split_reference (target, text) : NULL;
      n = members != NULL ? g_strv_length (members) : 0;
      if (n == 0 || (n > 1 && position >= n))
        continue;
      if (!parse_into (self, target, target->subfield, members[n > 1 ? position : 0], wanted, error))
        return NULL;
    }

  return g_steal_pointer (&wanted);
}

static gboolean
put_found (Import *self,
           const EntImportReference *reference,
           EntRecord *record,
           GError **error)
{
  guint n = count_wanted (self, reference);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EntRecord) wanted = describe_wanted (self, reference, i, error);
      g_autoptr (GError) reason = NULL;
      const char *id = wanted != NULL ? ent_import_finder_find (self->finder, &reference->rule, wanted, &reason) : NULL;

      if (reason != NULL)
        g_propagate_error (error, g_steal_pointer (&reason));
      if (wanted == NULL || (error != NULL && *error != NULL))
        return FALSE;
      if (id != NULL)
        put_reference (record, reference->field, id);
    }

  return TRUE;
}

/* The identifier that the row has, where it is one of ours. */
static char *
read_id (Import *self)
{
  const EntEntity *entity = self->plan->mapping->entity;
  g_autofree char *id = self->plan->id != NULL ? ent_import_binding_read (self->plan->id, self->run) : NULL;

  return id != NULL && ent_id_check (id) && ent_schema_find_for_id (id) == entity ? g_steal_pointer (&id) : NULL;
}

static EntRecord *
read_record (Import *self,
             const char *id,
             GError **error)
{
  EntImportMapping *mapping = self->plan->mapping;
  g_autoptr (EntRecord) record = ent_record_new (mapping->entity, id);

  for (guint i = 0; i < self->plan->bindings->len; i++)
    {
      const EntImportBinding *binding = self->plan->bindings->pdata[i];
      const EntImportTarget *target = &binding->source->target;
      g_autofree char *text = target->field != NULL && target->subfield == NULL ? ent_import_binding_read (binding, self->run) : NULL;

      if (text == NULL || *text == '\0')
        continue;
      if (ent_field_is_reference (target->field) ? !put_titles (self, target, text, record, error)
                                                 : !parse_into (self, target, target->field, text, record, error))
        return NULL;
    }

  for (guint i = 0; i < mapping->references->len; i++)
    if (!put_found (self, mapping->references->pdata[i], record, error))
      return NULL;

  return g_steal_pointer (&record);
}

static gboolean
add (Import *self,
     EntRecord *record,
     GError **error)
{
  if (!ent_record_check (record, error) || !ent_import_finder_accept (self->finder, record, TRUE, error))
    return FALSE;

  ent_import_run_note (self->run, ENT_IMPORT_ADDED, record, NULL);
  ent_import_finder_learn (self->finder, record);
  g_hash_table_add (self->done, g_strdup (ent_record_get_id (record)));
  return TRUE;
}

/* A row with the identifier is the record, its empty cells too; one found by its key only says what it has. Where an
 * earlier row was about the same record, only what is still missing is added: the first spelling stands, so that
 * importing the file again changes nothing. */
static gboolean
merge (Import *self,
       EntRecord *record,
       EntRecord *stored,
       gboolean whole,
       gboolean again)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->plan->fields->len; i++)
    {
      const EntField *field = self->plan->fields->pdata[i];
      const EntValue *value = ent_record_get (record, field);
      const EntValue *former = ent_record_get (stored, field);
      g_auto (EntValue) wanted = { 0 };

      if (value->kind == ENT_VALUE_UNSET && (!whole || again))
        continue;
      if (value->kind == ENT_VALUE_LIST && (!whole || again))
        unite (former, value, &wanted);
      else if (again && former->kind != ENT_VALUE_UNSET)
        continue;
      else
        ent_value_copy (value, &wanted);
      if (ent_value_equal (former, &wanted))
        continue;
      ent_record_set (stored, field, &wanted);
      changed = TRUE;
    }

  return changed;
}

static gboolean
update (Import *self,
        EntRecord *record,
        const char *id,
        gboolean whole,
        GError **error)
{
  gboolean again = !g_hash_table_add (self->done, g_strdup (id));
  g_autoptr (EntRecord) stored = ent_workspace_get (ent_import_run_get_workspace (self->run), id, error);
  g_autoptr (EntRecord) former = stored != NULL ? ent_record_copy (stored) : NULL;

  if (stored == NULL)
    return FALSE;
  if (self->plan->mapping->keep || !merge (self, record, stored, whole, again))
    {
      ent_import_finder_forget (self->finder);
      ent_import_run_note (self->run, ENT_IMPORT_FOUND, stored, NULL);
      return TRUE;
    }

  if (!ent_record_check (stored, error) || !ent_import_finder_accept (self->finder, stored, FALSE, error))
    return FALSE;

  ent_import_run_note (self->run, ENT_IMPORT_CHANGED, stored, former);
  return TRUE;
}

static gboolean
import_row (gpointer data,
            GError **error)
{
  Import *self = data;
  g_autofree char *id = read_id (self);
  g_autoptr (EntRecord) record = read_record (self, id, error);
  const char *found = NULL;

  if (record == NULL)
    return FALSE;
  if (id != NULL && ent_workspace_exists (ent_import_run_get_workspace (self->run), id))
    return update (self, record, id, TRUE, error);

  if (id == NULL && !ent_import_finder_peek (self->finder, &self->identity, record, &found, error))
    return FALSE;
  return found != NULL ? update (self, record, found, FALSE, error) : add (self, record, error);
}

static void
prepare (Import *self)
{
  EntImportMapping *mapping = self->plan->mapping;
  GPtrArray *key = mapping->key->len > 0 ? mapping->key : self->plan->fields;

  self->finder = ent_import_finder_new (self->run);
  self->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->identity.entity = mapping->entity;
  self->identity.fields = (const EntField *const *) key->pdata;
  self->identity.n_fields = key->len;
}

/**
 * ent_csv_import:
 * @workspace: a workspace that can be written, with no change open
 * @mapping: what its columns are
 * @path: path of the table
 * @options: (nullable): how
 * @cancellable: (nullable): to stop
 * @error: set where the table is broken, does not fit @mapping, has a row that cannot be imported while nobody takes the
 *   rejects, or could not be written; nothing is then changed
 *
 * Imports a table as one change, which undo takes back whole. A row that has the identifier of a record, or all that
 * the mapping's key says, changes that record; importing a file twice adds nothing.
 *
 * Returns: (transfer full) (nullable): what was done
 */
EntImportReport *
ent_csv_import (EntWorkspace *workspace,
                EntImportMapping *mapping,
                const char *path,
                const EntImportOptions *options,
                GCancellable *cancellable,
                GError **error)
{
  g_auto (Import) self = { 0 };

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (ENT_IS_IMPORT_MAPPING (mapping), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self.run = ent_import_run_new (workspace, path, options, cancellable, error);
  if (self.run == NULL)
    return NULL;
  self.plan = ent_import_plan_new (mapping, self.run, error);
  if (self.plan == NULL)
    return NULL;

  prepare (&self);
  return ent_import_finder_run (self.finder, import_row, &self, error);
}
