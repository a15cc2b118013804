/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Few records, by SQL that says more than a query can. */
#include "ent-workspace-private.h"

/* The records whose identifiers @sql selects, in its order; ?1 and so on are @values, of which each may be %NULL, or not be
 * named. */
GPtrArray *
ent_workspace_pick (EntWorkspace *self,
                    const char *sql,
                    const char *const *values,
                    guint n_values,
                    GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (self->database, sql, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) ids = NULL;

  if (row == NULL)
    return NULL;

  for (guint i = 0; i < n_values && (int) i < sqlite3_bind_parameter_count (row); i++)
    if (values[i] != NULL)
      ent_statement_bind_text (row, i + 1, values[i]);
  ids = ent_database_list_text (self->database, row, error);
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      EntRecord *record = ent_workspace_get (self, ids[i], error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }

  return ids != NULL ? g_steal_pointer (&records) : NULL;
}
