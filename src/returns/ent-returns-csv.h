/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ent-returns-year.h"

G_BEGIN_DECLS

/**
 * EntReturnsCsvStyle:
 * @ENT_RETURNS_CSV_FRENCH: semicolons between cells, decimal comma: what spreadsheets set to French read
 * @ENT_RETURNS_CSV_INTERNATIONAL: commas between cells, decimal point (RFC 4180)
 *
 * How the cells of a CSV file are written.
 */
typedef enum
{
  ENT_RETURNS_CSV_FRENCH,
  ENT_RETURNS_CSV_INTERNATIONAL,
} EntReturnsCsvStyle;

char    *ent_returns_to_csv    (EntReturnsYear *year, EntReturnsCsvStyle style);
gboolean ent_returns_write_csv (EntReturnsYear *year, const char *path, EntReturnsCsvStyle style, GCancellable *cancellable, GError **error);

G_END_DECLS
