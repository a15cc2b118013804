/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-cell.h"

#include "ent-format.h"

static gboolean
parse_member (const EntField *field,
              const char *text,
              GStrvBuilder *members,
              GError **error)
{
  g_auto (EntValue) value = { 0 };

  /* Free words may have in them what ent_field_parse() would cut them at. */
  if (field->type == ENT_FIELD_TEXTS)
    {
      g_strv_builder_take (members, ent_format_parse_text (text, field->format));
      return TRUE;
    }
  if (!ent_field_parse (field, text, &value, error))
    return FALSE;

  if (value.kind == ENT_VALUE_LIST)
    g_strv_builder_addv (members, (const char **) value.list);
  return TRUE;
}

/*
 * ent_cell_parse:
 * @field: a field
 * @text: the content of a cell
 * @separators: what separates the members of a list
 * @ret_value: (out caller-allocates): the value, unset for an empty cell; to be cleared
 * @error: set to what is wrong, in the user's words
 *
 * Reads what ent_field_format() writes, and all that ent_field_parse() reads.
 *
 * Returns: whether @text can stand in @field
 */
gboolean
ent_cell_parse (const EntField *field,
                const char *text,
                const char *separators,
                EntValue *ret_value,
                GError **error)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (EntValue) value = { 0 };
  g_auto (GStrv) cut = NULL;
  g_auto (GStrv) members = NULL;

  if (ent_field_get_kind (field) != ENT_VALUE_LIST)
    return ent_field_parse (field, text, ret_value, error);

  *ret_value = (EntValue){ 0 };
  builder = g_strv_builder_new ();
  cut = ent_format_split (text, separators);
  for (gsize i = 0; cut[i] != NULL; i++)
    if (!parse_member (field, cut[i], builder, error))
      return FALSE;

  members = g_strv_builder_end (builder);
  ent_value_set_list (&value, (const char *const *) members);
  if (value.kind != ENT_VALUE_UNSET && !ent_field_check (field, &value, error))
    return FALSE;

  *ret_value = value;
  value = (EntValue){ 0 };
  return TRUE;
}
