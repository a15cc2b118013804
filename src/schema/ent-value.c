/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-value.h"

#include <math.h>
#include <string.h>

/**
 * ent_value_clear:
 * @value: a value, possibly unset
 *
 * Frees what @value holds and leaves it unset.
 */
void
ent_value_clear (EntValue *value)
{
  if (value->kind == ENT_VALUE_TEXT)
    g_free (value->text);
  else if (value->kind == ENT_VALUE_LIST)
    g_strfreev (value->list);

  *value = (EntValue){ 0 };
}

/**
 * ent_value_copy:
 * @value: a value
 * @ret_copy: (out caller-allocates): a copy, to be cleared; its former content is not freed
 */
void
ent_value_copy (const EntValue *value,
                EntValue *ret_copy)
{
  *ret_copy = *value;

  if (value->kind == ENT_VALUE_TEXT)
    ret_copy->text = g_strdup (value->text);
  else if (value->kind == ENT_VALUE_LIST)
    ret_copy->list = g_strdupv (value->list);
}

/**
 * ent_value_equal:
 * @a: a value
 * @b: another value
 *
 * Returns: whether both hold the same
 */
gboolean
ent_value_equal (const EntValue *a,
                 const EntValue *b)
{
  if (a->kind != b->kind)
    return FALSE;

  switch (a->kind)
    {
    case ENT_VALUE_TEXT:
      return g_str_equal (a->text, b->text);
    case ENT_VALUE_LIST:
      return g_strv_equal ((const char *const *) a->list, (const char *const *) b->list);
    case ENT_VALUE_INTEGER:
      return a->integer == b->integer;
    case ENT_VALUE_REAL:
      return a->real == b->real;
    case ENT_VALUE_UNSET:
    default:
      return TRUE;
    }
}

/**
 * ent_value_set_text:
 * @value: a value, whose former content is freed
 * @text: (nullable): its new text; nothing or an empty text unsets it
 */
void
ent_value_set_text (EntValue *value,
                    const char *text)
{
  EntValue former = *value;

  *value = (EntValue){ 0 };
  if (text != NULL && *text != '\0')
    *value = (EntValue){ .kind = ENT_VALUE_TEXT, .text = g_strdup (text) };

  ent_value_clear (&former);
}

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * ent_value_set_list:
 * @value: a value, whose former content is freed
 * @list: (nullable): its new members, in any order; nothing or an empty list unsets it
 */
void
ent_value_set_list (EntValue *value,
                    const char *const *list)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; list != NULL && list[i] != NULL; i++)
    if (*list[i] != '\0' && !g_hash_table_contains (seen, list[i]))
      {
        g_ptr_array_add (members, g_strdup (list[i]));
        g_hash_table_add (seen, members->pdata[members->len - 1]);
      }

  g_ptr_array_sort (members, compare_members);
  ent_value_clear (value);
  if (members->len > 0)
    *value = (EntValue){ .kind = ENT_VALUE_LIST, .list = (GStrv) g_ptr_array_steal (members, NULL) };
}

/**
 * ent_value_set_integer:
 * @value: a value, whose former content is freed
 * @integer: its new number; %ENT_INTEGER_UNSET unsets it
 */
void
ent_value_set_integer (EntValue *value,
                       gint64 integer)
{
  ent_value_clear (value);
  if (integer != ENT_INTEGER_UNSET)
    *value = (EntValue){ .kind = ENT_VALUE_INTEGER, .integer = integer };
}

/**
 * ent_value_set_real:
 * @value: a value, whose former content is freed
 * @real: its new number; one that is not finite unsets it
 */
void
ent_value_set_real (EntValue *value,
                    double real)
{
  ent_value_clear (value);
  if (isfinite (real))
    *value = (EntValue){ .kind = ENT_VALUE_REAL, .real = real };
}

/**
 * ent_value_has:
 * @value: a value
 * @member: a text
 *
 * Returns: whether @value is @member, or a list with it
 */
gboolean
ent_value_has (const EntValue *value,
               const char *member)
{
  if (value->kind == ENT_VALUE_LIST)
    return g_strv_contains ((const char *const *) value->list, member);

  return value->kind == ENT_VALUE_TEXT && g_str_equal (value->text, member);
}
