/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-filter.h"

#include <glib/gi18n-lib.h>

struct _EntRecordFilter
{
  GObject parent_instance;

  const EntField *field; /* (not nullable) */
  EntFilterOp op;
  EntValue value; /* (owned) */
  char *label;    /* (not nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (EntRecordFilter, ent_record_filter, G_TYPE_OBJECT)

static void
ent_record_filter_finalize (GObject *object)
{
  EntRecordFilter *self = ENT_RECORD_FILTER (object);

  ent_value_clear (&self->value);
  g_free (self->label);

  G_OBJECT_CLASS (ent_record_filter_parent_class)->finalize (object);
}

static void
ent_record_filter_class_init (EntRecordFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_record_filter_finalize;
}

static void
ent_record_filter_init (EntRecordFilter *self)
{
}

static char *
compose_label (const EntField *field,
               EntFilterOp op,
               const char *words)
{
  const char *name = ent_field_get_label (field);

  switch (op)
    {
    case ENT_FILTER_FROM:
      /* Translators: a filter on a date: the field, then the first day, month or year. */
      return g_strdup_printf (_ ("%s: from %s"), name, words);
    case ENT_FILTER_UNTIL:
      /* Translators: a filter on a date: the field, then the last day, month or year. */
      return g_strdup_printf (_ ("%s: until %s"), name, words);
    case ENT_FILTER_UNSET:
      return g_strdup_printf (_ ("%s: not set"), name);
    case ENT_FILTER_SET:
      return g_strdup_printf (_ ("%s: set"), name);
    case ENT_FILTER_IS:
    case ENT_FILTER_IS_NOT:
    case ENT_FILTER_CONTAINS:
    default:
      return g_strdup_printf (_ ("%s: %s"), name, words);
    }
}

/*
 * ent_record_filter_new:
 * @field: a field
 * @op: how it compares
 * @value: with what, unset for %ENT_FILTER_UNSET
 * @words: (nullable): @value as a person reads it
 *
 * Returns: (transfer full): the filter
 */
EntRecordFilter *
ent_record_filter_new (const EntField *field,
                       EntFilterOp op,
                       const EntValue *value,
                       const char *words)
{
  EntRecordFilter *self = g_object_new (ENT_TYPE_RECORD_FILTER, NULL);

  self->field = field;
  self->op = op;
  ent_value_copy (value, &self->value);
  self->label = compose_label (field, op, words);

  return self;
}

/*
 * ent_record_filter_get_label:
 * @self: a filter
 *
 * Returns: what it demands, in the user's words
 */
const char *
ent_record_filter_get_label (EntRecordFilter *self)
{
  return self->label;
}

static gboolean
is_bound (const EntRecordFilter *self)
{
  return self->op == ENT_FILTER_FROM || self->op == ENT_FILTER_UNTIL;
}

/*
 * ent_record_filter_completes:
 * @self: a filter
 * @other: another one
 *
 * Returns: whether they are the two ends of one period
 */
gboolean
ent_record_filter_completes (EntRecordFilter *self,
                             EntRecordFilter *other)
{
  return self->field == other->field && is_bound (self) && is_bound (other) && self->op != other->op;
}

/*
 * ent_record_filter_replaces:
 * @self: a new filter
 * @other: a former one
 * @any: whether one filter is enough, so that the same field may be this or that
 *
 * Returns: whether @other goes when @self comes: a field with one value cannot be two things at once; one that holds a
 *   list can
 */
gboolean
ent_record_filter_replaces (EntRecordFilter *self,
                            EntRecordFilter *other,
                            gboolean any)
{
  if (self->field != other->field)
    return FALSE;
  if (is_bound (self) && is_bound (other))
    return self->op == other->op;
  if (any)
    return self->op == other->op && ent_value_equal (&self->value, &other->value);
  if (ent_field_get_kind (self->field) == ENT_VALUE_LIST && self->op == ENT_FILTER_IS && other->op == ENT_FILTER_IS)
    return ent_value_equal (&self->value, &other->value);

  return TRUE;
}

/*
 * ent_record_filter_apply:
 * @self: a filter
 * @query: a query that is still being composed
 */
void
ent_record_filter_apply (EntRecordFilter *self,
                         EntQuery *query)
{
  ent_query_add_filter (query, self->field, self->op, &self->value);
}
