/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-field-property-private.h"

#include <math.h>

#include "ent-record.h"

/*
 * ent_field_create_property:
 * @field: a field
 *
 * Returns: (transfer floating): the property of a record that holds it, for bindings and expressions
 */
GParamSpec *
ent_field_create_property (const EntField *field)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  switch (ent_field_get_kind (field))
    {
    case ENT_VALUE_TEXT:
      return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
    case ENT_VALUE_LIST:
      return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV, flags);
    case ENT_VALUE_REAL:
      /* NAN, for nothing, is out of any range. */
      return g_param_spec_double (field->name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags | G_PARAM_LAX_VALIDATION);
    case ENT_VALUE_INTEGER:
      if (field->type == ENT_FIELD_YES_NO)
        return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, ENT_INTEGER_UNSET, flags);
    case ENT_VALUE_UNSET:
    default:
      g_assert_not_reached ();
    }
}

/*
 * ent_field_value_to_property:
 * @field: a field
 * @held: what it holds
 * @value: (inout): initialised for the property of @field, and set to the same
 */
void
ent_field_value_to_property (const EntField *field,
                             const EntValue *held,
                             GValue *value)
{
  switch (ent_field_get_kind (field))
    {
    case ENT_VALUE_TEXT:
      g_value_set_string (value, held->kind == ENT_VALUE_TEXT ? held->text : NULL);
      break;
    case ENT_VALUE_LIST:
      g_value_set_boxed (value, held->kind == ENT_VALUE_LIST ? held->list : NULL);
      break;
    case ENT_VALUE_REAL:
      g_value_set_double (value, held->kind == ENT_VALUE_REAL ? held->real : NAN);
      break;
    case ENT_VALUE_INTEGER:
      if (field->type == ENT_FIELD_YES_NO)
        g_value_set_boolean (value, held->kind == ENT_VALUE_INTEGER && held->integer != 0);
      else
        g_value_set_int64 (value, held->kind == ENT_VALUE_INTEGER ? held->integer : ENT_INTEGER_UNSET);
      break;
    case ENT_VALUE_UNSET:
    default:
      g_assert_not_reached ();
    }
}

/*
 * ent_field_value_from_property:
 * @field: a field
 * @value: what its property shall be
 * @wanted: (out): unset before, the same afterwards
 */
void
ent_field_value_from_property (const EntField *field,
                               const GValue *value,
                               EntValue *wanted)
{
  switch (ent_field_get_kind (field))
    {
    case ENT_VALUE_TEXT:
      ent_value_set_text (wanted, g_value_get_string (value));
      break;
    case ENT_VALUE_LIST:
      ent_value_set_list (wanted, g_value_get_boxed (value));
      break;
    case ENT_VALUE_REAL:
      ent_value_set_real (wanted, g_value_get_double (value));
      break;
    case ENT_VALUE_INTEGER:
      ent_value_set_integer (wanted, field->type == ENT_FIELD_YES_NO ? g_value_get_boolean (value) : g_value_get_int64 (value));
      break;
    case ENT_VALUE_UNSET:
    default:
      g_assert_not_reached ();
    }
}
