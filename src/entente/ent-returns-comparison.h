/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-returns-selection.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

/* A year beside those before it. The cells of another year than the first ask for `figure.open` with the year before the key:
 * `2024:coincidence`. */
GPtrArray              *ent_returns_comparison_load (EntWorkspace *workspace, EntReturnsYear *shown, const int *years, gsize n_years, const EntReturnsSelection *selection, GCancellable *cancellable, GError **error);
GtkWidget              *ent_returns_comparison_new  (GPtrArray *years);
const EntReturnsFigure *ent_returns_comparison_find (GPtrArray *years, const char *key, EntReturnsYear **ret_year);

G_END_DECLS
