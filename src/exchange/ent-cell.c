/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-cell.h"

#include <string.h>

#include "ent-format.h"

static void
append_escaped (GString *text,
                const char *member)
{
  for (const char *p = member; *p != '\0'; p++)
    {
      if (strchr ("\\;|", *p) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p);
    }
}

/*
 * ent_cell_format:
 * @field: a field
 * @value: a value of it
 *
 * Returns: (transfer full): the value as ent_field_format() writes it, but so that no member of a list is cut when it is
 *   read again: `\` before a `;`, `|` or `\` that belongs to the member
 */
char *
ent_cell_format (const EntField *field,
                 const EntValue *value)
{
  g_autoptr (GString) text = NULL;

  if (value->kind != ENT_VALUE_LIST)
    return ent_field_format (field, value);

  text = g_string_new (NULL);
  for (gsize i = 0; value->list[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      append_escaped (text, value->list[i]);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
take_member (GStrvBuilder *members,
             GString *member)
{
  g_autofree char *stripped = g_strstrip (g_strdup (member->str));

  if (*stripped != '\0')
    g_strv_builder_take (members, g_steal_pointer (&stripped));
  g_string_truncate (member, 0);
}

/*
 * ent_cell_split:
 * @text: the content of a cell
 * @separators: the characters between the members of its list, ASCII
 *
 * Returns: (transfer full): the members, without blanks around them and without those that are empty; `\` takes its
 *   meaning from a separator, `;`, `|` or `\` after it and stands for itself elsewhere
 */
GStrv
ent_cell_split (const char *text,
                const char *separators)
{
  g_autoptr (GStrvBuilder) members = g_strv_builder_new ();
  g_autoptr (GString) member = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '\\' && p[1] != '\0' && (strchr ("\\;|", p[1]) != NULL || strchr (separators, p[1]) != NULL))
      g_string_append_c (member, *++p);
    else if (strchr (separators, *p) != NULL)
      take_member (members, member);
    else
      g_string_append_c (member, *p);

  take_member (members, member);
  return g_strv_builder_end (members);
}

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
 * Reads what ent_cell_format() writes, and all that ent_field_parse() reads.
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
  cut = ent_cell_split (text, separators);
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
