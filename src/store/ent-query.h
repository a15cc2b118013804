/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-record.h"

G_BEGIN_DECLS

/**
 * EntFilterOp:
 * @ENT_FILTER_IS: equal, or a list that has the value, or a reference to it
 * @ENT_FILTER_IS_NOT: the contrary, also of what is unset
 * @ENT_FILTER_CONTAINS: the text contains it, whatever the case
 * @ENT_FILTER_FROM: a number or date not less than it
 * @ENT_FILTER_UNTIL: a number or date not greater than it; a date "2026" counts to its end
 * @ENT_FILTER_SET: has a value
 * @ENT_FILTER_UNSET: has none
 */
typedef enum
{
  ENT_FILTER_IS,
  ENT_FILTER_IS_NOT,
  ENT_FILTER_CONTAINS,
  ENT_FILTER_FROM,
  ENT_FILTER_UNTIL,
  ENT_FILTER_SET,
  ENT_FILTER_UNSET,
} EntFilterOp;

#define ENT_TYPE_QUERY (ent_query_get_type ())

/**
 * EntQuery:
 *
 * Which records of one entity, and in which order. Reference-counted; not changed once it is handed to a list.
 */
typedef struct _EntQuery EntQuery;

GType     ent_query_get_type (void);
EntQuery *ent_query_new      (const EntEntity *entity);
EntQuery *ent_query_copy     (const EntQuery *self);
EntQuery *ent_query_ref      (EntQuery *self);
void      ent_query_unref    (EntQuery *self);

const EntEntity *ent_query_get_entity (const EntQuery *self);
void             ent_query_set_words  (EntQuery *self, const char *words);
const char      *ent_query_get_words  (const EntQuery *self);
void             ent_query_set_order  (EntQuery *self, const EntField *field, gboolean descending);
void             ent_query_add_filter (EntQuery *self, const EntField *field, EntFilterOp op, const EntValue *value);
void             ent_query_add_text   (EntQuery *self, const char *field, EntFilterOp op, const char *text);
void             ent_query_begin_alternative (EntQuery *self);
guint            ent_query_get_n_filters (const EntQuery *self);
void             ent_query_clear_filters (EntQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntQuery, ent_query_unref)

G_END_DECLS
