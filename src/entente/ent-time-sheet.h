/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ent-csv-writer.h"
#include "ent-sheet.h"
#include "ent-time-totals.h"

G_BEGIN_DECLS

/* The totals of a year, as a document to print and as a table for others. */
EntSheet *ent_time_sheet_compose   (const EntTimeTotals *totals, GPtrArray *cofunding, const char *footer);
gboolean  ent_time_sheet_write_csv (const EntTimeTotals *totals, const char *path, EntCsvForm form, GCancellable *cancellable, GError **error);

G_END_DECLS
