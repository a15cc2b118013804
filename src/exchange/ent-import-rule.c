/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-rule.h"

/*
 * ent_import_rule_init:
 * @rule: a rule
 * @entity: the name of an entity
 * @names: names of its fields, separated by blanks
 * @fields: (array): place for as many, that lives as long as @rule
 *
 * Fills in a rule that only finds.
 */
void
ent_import_rule_init (EntImportRule *rule,
                      const char *entity,
                      const char *names,
                      const EntField **fields)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  *rule = (EntImportRule){ .entity = ent_schema_find (entity), .fields = fields, .n_fields = g_strv_length (list) };
  for (guint i = 0; i < rule->n_fields; i++)
    fields[i] = ent_entity_find_field (rule->entity, list[i]);
}

/*
 * ent_import_rule_equal:
 * @a: a rule
 * @b: another rule
 *
 * Returns: whether both tell the same records apart by the same
 */
gboolean
ent_import_rule_equal (const EntImportRule *a,
                       const EntImportRule *b)
{
  if (a->entity != b->entity || a->n_fields != b->n_fields || a->years != b->years)
    return FALSE;

  for (guint i = 0; i < a->n_fields; i++)
    if (a->fields[i] != b->fields[i])
      return FALSE;

  return TRUE;
}
