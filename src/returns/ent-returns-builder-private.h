/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-table.h"

G_BEGIN_DECLS

/**
 * EntReturnsBuilder:
 *
 * Where the tables of a year are put together, and what owns them afterwards. Texts are copied. A table is begun, gets
 * its columns, then its rows; each row is filled from left to right.
 */
typedef struct _EntReturnsBuilder EntReturnsBuilder;

EntReturnsBuilder *ent_returns_builder_new  (void);
void               ent_returns_builder_free (EntReturnsBuilder *self);

const char *ent_returns_builder_intern (EntReturnsBuilder *self, const char *text);

void ent_returns_builder_begin_table    (EntReturnsBuilder *self, const char *key, const char *title, const char *note);
void ent_returns_builder_add_column     (EntReturnsBuilder *self, const char *key, const char *label);
void ent_returns_builder_add_row        (EntReturnsBuilder *self, const char *key, const char *label, guint level);
void ent_returns_builder_set_definition (EntReturnsBuilder *self, const char *definition);
void ent_returns_builder_skip           (EntReturnsBuilder *self);
void ent_returns_builder_end_table      (EntReturnsBuilder *self);

void ent_returns_builder_add_figure (EntReturnsBuilder *self, const char *key, const EntReturnsFigure *figure, GPtrArray *records);
void ent_returns_builder_add_count  (EntReturnsBuilder *self, const char *key, GPtrArray *records);
void ent_returns_builder_add_number (EntReturnsBuilder *self, const char *key, EntReturnsUnit unit, double value, GPtrArray *records);
void ent_returns_builder_add_share  (EntReturnsBuilder *self, const char *key, gint64 whole, GPtrArray *records);

guint                   ent_returns_builder_get_n_tables (EntReturnsBuilder *self);
const EntReturnsTable  *ent_returns_builder_get_table    (EntReturnsBuilder *self, guint position);
const EntReturnsFigure *ent_returns_builder_find         (EntReturnsBuilder *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntReturnsBuilder, ent_returns_builder_free)

G_END_DECLS
