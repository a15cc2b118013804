/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-fold.h"
#include "ent-import-proposal.h"

#define TITLE ".title"

static void
binding_free (EntImportBinding *binding)
{
  g_clear_pointer (&binding->own, ent_import_source_free);
  g_free (binding->columns);
  g_free (binding);
}

void
ent_import_plan_free (EntImportPlan *self)
{
  g_ptr_array_unref (self->bindings);
  g_ptr_array_unref (self->fields);
  g_object_unref (self->mapping);
  g_free (self);
}

static void
add_binding (EntImportPlan *self,
             EntImportBinding *binding)
{
  const EntField *field = binding->source->target.field;

  g_ptr_array_add (self->bindings, binding);
  if (field == NULL)
    self->id = binding;
  else if (!g_ptr_array_find (self->fields, field, NULL))
    g_ptr_array_add (self->fields, (gpointer) field);
}

static gboolean
bind (EntImportPlan *self,
      const EntImportSource *source,
      EntImportRun *run,
      GError **error)
{
  guint n = g_strv_length (source->pieces) / 2;
  EntImportBinding *binding = g_new0 (EntImportBinding, 1);

  binding->source = source;
  binding->columns = g_new (int, n);
  add_binding (self, binding);
  for (guint i = 0; i < n; i++)
    {
      const char *name = source->pieces[2 * i + 1];

      binding->columns[i] = ent_import_run_find_header (run, name);
      if (binding->columns[i] >= 0)
        continue;
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
                   _ ("The file has no column “%s”, which the mapping names. Correct the mapping, or choose another file."), name);
      return FALSE;
    }

  return TRUE;
}

/* What stands beside the identifiers of an export is not missed. */
static gboolean
is_missed (const char *header)
{
  g_autofree char *folded = ent_fold (header);

  return *folded != '\0' && !g_str_has_suffix (folded, TITLE);
}

static void
bind_column (EntImportPlan *self,
             EntImportRun *run,
             const char *header,
             const char *path,
             int column)
{
  EntImportBinding *binding;

  if (*path == '\0')
    {
      if (is_missed (header))
        ent_import_run_warn (run, _ ("The column “%s” was not imported, because no field has that name."), header);
      return;
    }

  binding = g_new0 (EntImportBinding, 1);
  binding->own = ent_import_source_new (self->mapping, header, path, NULL);
  binding->source = binding->own;
  binding->columns = g_memdup2 (&column, sizeof column);
  add_binding (self, binding);
}

/*
 * ent_import_plan_new:
 * @mapping: a mapping
 * @run: an import of one table
 * @error: set where the table has not the columns of the mapping
 *
 * Returns: (transfer full) (nullable): @mapping bound to the columns
 */
EntImportPlan *
ent_import_plan_new (EntImportMapping *mapping,
                     EntImportRun *run,
                     GError **error)
{
  g_autoptr (EntImportPlan) self = g_new0 (EntImportPlan, 1);
  const char *const *headers = ent_import_run_get_headers (run);
  g_auto (GStrv) paths = NULL;

  self->mapping = g_object_ref (mapping);
  self->bindings = g_ptr_array_new_with_free_func ((GDestroyNotify) binding_free);
  self->fields = g_ptr_array_new ();
  paths = ent_import_propose (mapping->entity, headers);
  for (guint i = 0; mapping->by_name && headers[i] != NULL; i++)
    bind_column (self, run, headers[i], paths[i], i);
  if (mapping->by_name && self->bindings->len == 0)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID,
                           _ ("No column of the file has the name of a field. Name them in the first row, or use a mapping."));
      return NULL;
    }

  for (guint i = 0; i < mapping->sources->len; i++)
    if (!bind (self, mapping->sources->pdata[i], run, error))
      return NULL;

  return g_steal_pointer (&self);
}

static char *
compose (const EntImportBinding *self,
         EntImportRun *run)
{
  const GStrv pieces = self->source->pieces;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean said = pieces[0] != NULL && pieces[1] == NULL;

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      const char *piece = i % 2 == 0 ? pieces[i] : ent_import_run_get_cell (run, self->columns[i / 2]);

      g_string_append (text, piece);
      said = said || (i % 2 == 1 && *piece != '\0');
    }

  /* The words between empty cells say nothing. */
  return said ? g_string_free_and_steal (g_steal_pointer (&text)) : g_strdup ("");
}

/*
 * ent_import_binding_read:
 * @self: a binding
 * @run: its import, on a row
 *
 * Returns: (transfer full): what the row has there, without blanks around it, translated where the mapping says so
 */
char *
ent_import_binding_read (const EntImportBinding *self,
                         EntImportRun *run)
{
  GHashTable *values = self->source->target.values;
  g_autofree char *text = compose (self, run);
  g_autofree char *folded = NULL;
  const char *translated;

  g_strstrip (text);
  if (values == NULL)
    return g_steal_pointer (&text);

  folded = ent_fold (text);
  translated = g_hash_table_lookup (values, folded);
  if (translated == NULL && *text != '\0')
    translated = g_hash_table_lookup (values, "*");

  return translated != NULL ? g_strdup (translated) : g_steal_pointer (&text);
}
