/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-value-words.h"

#include <glib/gi18n-lib.h>

#include "ent-record-json.h"

static char *
display_references (EntWorkspace *workspace,
                    const EntValue *value)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const char *one[] = { value->kind == ENT_VALUE_TEXT ? value->text : NULL, NULL };
  const char *const *ids = value->kind == ENT_VALUE_LIST ? (const char *const *) value->list : one;

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      char *headline = ent_workspace_get_headline (workspace, ids[i]);

      g_ptr_array_add (words, headline != NULL ? headline : g_strdup (_ ("Not here any more")));
    }
  g_ptr_array_add (words, NULL);

  return g_strjoinv (", ", (char **) words->pdata);
}

/**
 * ent_value_words_display:
 * @workspace: to find the names of records in
 * @field: a field
 * @json: (nullable): a value of it, as history and conflicts have it
 *
 * Returns: (transfer full) (nullable): the value in the user's words; %NULL for none
 */
char *
ent_value_words_display (EntWorkspace *workspace,
                         const EntField *field,
                         const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? ent_json_from_text (json, -1, NULL) : NULL;
  g_auto (EntValue) value = { 0 };

  if (node == NULL || !ent_value_from_json (field, node, &value, NULL) || value.kind == ENT_VALUE_UNSET)
    return NULL;

  return ent_field_is_reference (field) ? display_references (workspace, &value) : ent_field_display (field, &value);
}
