/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-listing.h"
#include "ent-sheet.h"

G_BEGIN_DECLS

gboolean ent_listing_add_table (const EntListing *self, EntWorkspace *workspace, const EntListingQuery *query, EntSheet *sheet, GCancellable *cancellable, GError **error);

G_END_DECLS
