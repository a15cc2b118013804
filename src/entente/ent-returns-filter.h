/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-returns-selection.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

#define ENT_TYPE_RETURNS_FILTER (ent_returns_filter_get_type ())

/**
 * EntReturnsFilter:
 *
 * What the figures of a year are restricted to: a theme, a country, a partnership, a department, the elected official who
 * leads, a kind of partnership.
 *
 * Properties: selection (pointer to an #EntReturnsSelection, read only).
 */
G_DECLARE_FINAL_TYPE (EntReturnsFilter, ent_returns_filter, ENT, RETURNS_FILTER, GtkPopover)

/* What there is to choose from, as it was read from a workspace. */
typedef struct _EntReturnsOptions EntReturnsOptions;

EntReturnsOptions *ent_returns_options_load (EntWorkspace *workspace, GError **error);
void               ent_returns_options_free (EntReturnsOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntReturnsOptions, ent_returns_options_free)

void                       ent_returns_filter_set_options   (EntReturnsFilter *self, const EntReturnsOptions *options);
const EntReturnsSelection *ent_returns_filter_get_selection (EntReturnsFilter *self);
void                       ent_returns_filter_set_selection (EntReturnsFilter *self, const EntReturnsSelection *selection);

G_END_DECLS
