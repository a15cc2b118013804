/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-query.h"

#include "ent-query-private.h"

G_DEFINE_BOXED_TYPE (EntQuery, ent_query, ent_query_ref, ent_query_unref)

static void
clear_filter (gpointer data)
{
  EntFilter *filter = data;

  ent_value_clear (&filter->value);
}

/**
 * ent_query_new:
 * @entity: which records
 *
 * Returns: (transfer full): a query for all of them in their first order
 */
EntQuery *
ent_query_new (const EntEntity *entity)
{
  EntQuery *self = g_new0 (EntQuery, 1);

  g_atomic_ref_count_init (&self->references);
  self->entity = entity;
  self->filters = g_array_new (FALSE, TRUE, sizeof (EntFilter));
  g_array_set_clear_func (self->filters, clear_filter);

  return self;
}

/**
 * ent_query_copy:
 * @self: a query
 *
 * Returns: (transfer full): another query of the same content, to be changed
 */
EntQuery *
ent_query_copy (const EntQuery *self)
{
  EntQuery *copy = ent_query_new (self->entity);

  copy->words = g_strdup (self->words);
  copy->order = self->order;
  copy->descending = self->descending;
  for (guint i = 0; i < self->filters->len; i++)
    {
      const EntFilter *filter = &g_array_index (self->filters, EntFilter, i);

      copy->alternative = filter->alternative;
      ent_query_add_filter (copy, filter->field, filter->op, &filter->value);
    }

  copy->alternative = self->alternative;
  return copy;
}

/**
 * ent_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): @self
 */
EntQuery *
ent_query_ref (EntQuery *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ent_query_unref:
 * @self: (transfer full): a query
 */
void
ent_query_unref (EntQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_array_unref (self->filters);
  g_free (self->words);
  g_free (self);
}

/**
 * ent_query_get_entity:
 * @self: a query
 *
 * Returns: (transfer none): which records it is about
 */
const EntEntity *
ent_query_get_entity (const EntQuery *self)
{
  return self->entity;
}

/**
 * ent_query_set_words:
 * @self: a query
 * @words: (nullable): words that all records must have, or that their words begin with
 */
void
ent_query_set_words (EntQuery *self,
                     const char *words)
{
  g_set_str (&self->words, words);
}

/**
 * ent_query_get_words:
 * @self: a query
 *
 * Returns: (nullable): the words
 */
const char *
ent_query_get_words (const EntQuery *self)
{
  return self->words;
}

/**
 * ent_query_set_order:
 * @self: a query
 * @field: (nullable): the field to sort by; the entity's own order when %NULL
 * @descending: whether the greatest comes first
 */
void
ent_query_set_order (EntQuery *self,
                     const EntField *field,
                     gboolean descending)
{
  self->order = field;
  self->descending = descending;
}

/**
 * ent_query_add_filter:
 * @self: a query
 * @field: a field of its entity
 * @op: how it compares
 * @value: with what; unset for %ENT_FILTER_SET and %ENT_FILTER_UNSET
 *
 * Of the records, only those remain that fulfil this too; after ent_query_begin_alternative(), this or another
 * alternative.
 */
void
ent_query_add_filter (EntQuery *self,
                      const EntField *field,
                      EntFilterOp op,
                      const EntValue *value)
{
  EntFilter filter = { .field = field, .op = op, .alternative = self->alternative };

  ent_value_copy (value, &filter.value);
  g_array_append_val (self->filters, filter);
}

/**
 * ent_query_add_text:
 * @self: a query
 * @field: the name of a field of its entity that holds texts, dates, choices or references
 * @op: how it compares
 * @text: (nullable): with what
 */
void
ent_query_add_text (EntQuery *self,
                    const char *field,
                    EntFilterOp op,
                    const char *text)
{
  const EntField *found = ent_entity_find_field (self->entity, field);
  g_auto (EntValue) value = { 0 };

  g_return_if_fail (found != NULL);

  ent_value_set_text (&value, text);
  ent_query_add_filter (self, found, op, &value);
}

/**
 * ent_query_begin_alternative:
 * @self: a query
 *
 * The filters added from here on, to the next call, are one alternative: of the records that fulfil what was added
 * before the first alternative, only those remain that fulfil all filters of at least one.
 */
void
ent_query_begin_alternative (EntQuery *self)
{
  self->alternative++;
}

/**
 * ent_query_get_n_filters:
 * @self: a query
 *
 * Returns: how many filters it has
 */
guint
ent_query_get_n_filters (const EntQuery *self)
{
  return self->filters->len;
}

/**
 * ent_query_clear_filters:
 * @self: a query
 */
void
ent_query_clear_filters (EntQuery *self)
{
  g_array_set_size (self->filters, 0);
  self->alternative = 0;
}
