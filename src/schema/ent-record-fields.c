/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a record by their names. */
#include "ent-gettext.h"
#include "ent-record.h"


static const EntField *
field_named (EntRecord *self,
             const char *name)
{
  const EntField *field = ent_entity_find_field (ent_record_get_entity (self), name);

  if (field == NULL)
    g_critical ("%s has no field “%s”", ent_record_get_entity (self)->name, name);

  return field;
}

/* A name that the entity does not have was reported, and reads as unset. */
static const EntValue *
value_of (EntRecord *self,
          const EntField *field)
{
  static const EntValue unset = { 0 };

  return field != NULL ? ent_record_get (self, field) : &unset;
}

/**
 * ent_record_get_text:
 * @self: a record
 * @name: the name of a field that holds a text: also a date, a choice or a reference
 *
 * Returns: (nullable): the text, %NULL when unset
 */
const char *
ent_record_get_text (EntRecord *self,
                     const char *name)
{
  const EntField *field = field_named (self, name);
  const EntValue *value = value_of (self, field);

  return value->kind == ENT_VALUE_TEXT ? value->text : NULL;
}

/**
 * ent_record_get_list:
 * @self: a record
 * @name: the name of a field that holds a list
 *
 * Returns: (nullable) (transfer none) (array zero-terminated=1): its members, %NULL when unset
 */
const char *const *
ent_record_get_list (EntRecord *self,
                     const char *name)
{
  const EntField *field = field_named (self, name);
  const EntValue *value = value_of (self, field);

  return value->kind == ENT_VALUE_LIST ? (const char *const *) value->list : NULL;
}

/**
 * ent_record_get_integer:
 * @self: a record
 * @name: the name of a field that holds an integer: also a year, cents, or yes (1) and no (0)
 * @fallback: what to return when unset
 *
 * Returns: the number
 */
gint64
ent_record_get_integer (EntRecord *self,
                        const char *name,
                        gint64 fallback)
{
  const EntField *field = field_named (self, name);
  const EntValue *value = value_of (self, field);

  return value->kind == ENT_VALUE_INTEGER ? value->integer : fallback;
}

/**
 * ent_record_get_real:
 * @self: a record
 * @name: the name of a field that holds a real number
 * @fallback: what to return when unset
 *
 * Returns: the number
 */
double
ent_record_get_real (EntRecord *self,
                     const char *name,
                     double fallback)
{
  const EntField *field = field_named (self, name);
  const EntValue *value = value_of (self, field);

  return value->kind == ENT_VALUE_REAL ? value->real : fallback;
}

/**
 * ent_record_set_text:
 * @self: a record
 * @name: the name of a field that holds a text
 * @text: (nullable): its new text
 */
void
ent_record_set_text (EntRecord *self,
                     const char *name,
                     const char *text)
{
  const EntField *field = field_named (self, name);
  g_auto (EntValue) value = { 0 };

  g_return_if_fail (field != NULL);

  ent_value_set_text (&value, text);
  ent_record_set (self, field, &value);
}

/**
 * ent_record_set_list:
 * @self: a record
 * @name: the name of a field that holds a list
 * @list: (nullable) (array zero-terminated=1): its new members
 */
void
ent_record_set_list (EntRecord *self,
                     const char *name,
                     const char *const *list)
{
  const EntField *field = field_named (self, name);
  g_auto (EntValue) value = { 0 };

  g_return_if_fail (field != NULL);

  ent_value_set_list (&value, list);
  ent_record_set (self, field, &value);
}

/**
 * ent_record_set_integer:
 * @self: a record
 * @name: the name of a field that holds an integer
 * @integer: its new number
 */
void
ent_record_set_integer (EntRecord *self,
                        const char *name,
                        gint64 integer)
{
  const EntField *field = field_named (self, name);
  g_auto (EntValue) value = { 0 };

  g_return_if_fail (field != NULL);

  ent_value_set_integer (&value, integer);
  ent_record_set (self, field, &value);
}

/**
 * ent_record_set_real:
 * @self: a record
 * @name: the name of a field that holds a real number
 * @real: its new number
 */
void
ent_record_set_real (EntRecord *self,
                     const char *name,
                     double real)
{
  const EntField *field = field_named (self, name);
  g_auto (EntValue) value = { 0 };

  g_return_if_fail (field != NULL);

  ent_value_set_real (&value, real);
  ent_record_set (self, field, &value);
}

/**
 * ent_record_set_parsed:
 * @self: a record
 * @name: the name of a field
 * @text: (nullable): what somebody wrote, see ent_field_parse()
 * @error: set where @name or @text is wrong; @self is then unchanged
 *
 * Returns: whether the field now holds what was written
 */
gboolean
ent_record_set_parsed (EntRecord *self,
                       const char *name,
                       const char *text,
                       GError **error)
{
  const EntField *field = ent_entity_find_field (ent_record_get_entity (self), name);
  g_auto (EntValue) value = { 0 };

  if (field == NULL)
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%s” has no field “%s”."),
                   ent_entity_get_label (ent_record_get_entity (self)), name);
      return FALSE;
    }
  if (!ent_field_parse (field, text, &value, error))
    return FALSE;

  ent_record_set (self, field, &value);
  return TRUE;
}
