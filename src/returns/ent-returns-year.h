/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-selection.h"
#include "ent-returns-table.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

#define ENT_TYPE_RETURNS_YEAR (ent_returns_year_get_type ())

/**
 * EntReturnsYear:
 *
 * The figures of one year, as plain data: reckoned once, unchanged since, and so of any thread. What is shown,
 * printed and exported is drawn from here, so that no two of them can disagree.
 */
G_DECLARE_FINAL_TYPE (EntReturnsYear, ent_returns_year, ENT, RETURNS_YEAR, GObject)

EntReturnsYear *ent_returns_year_new (EntWorkspace              *workspace,
                                      int                        year,
                                      const EntReturnsSelection *selection,
                                      GCancellable              *cancellable,
                                      GError                   **error);

EntReturnsYear *ent_returns_year_reword (EntReturnsYear *self, EntReturnsYear *words);

int                        ent_returns_year_get_year       (EntReturnsYear *self);
const char                *ent_returns_year_get_authority  (EntReturnsYear *self);
const EntReturnsSelection *ent_returns_year_get_selection  (EntReturnsYear *self);
const char                *ent_returns_year_get_scope_label (EntReturnsYear *self);
GDateTime                 *ent_returns_year_get_computed_at (EntReturnsYear *self);
gboolean                   ent_returns_year_is_empty       (EntReturnsYear *self);
gboolean                   ent_returns_year_equal          (EntReturnsYear *self, EntReturnsYear *other);

guint                   ent_returns_year_get_n_tables (EntReturnsYear *self);
const EntReturnsTable  *ent_returns_year_get_table    (EntReturnsYear *self, guint position);
const EntReturnsTable  *ent_returns_year_find_table   (EntReturnsYear *self, const char *key);
const EntReturnsFigure *ent_returns_year_find         (EntReturnsYear *self, const char *key);

int *ent_returns_list_years (EntWorkspace *workspace, gsize *ret_n, GError **error);

G_END_DECLS
