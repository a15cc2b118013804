/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EntCsvForm:
 * @ENT_CSV_INTERNATIONAL: `,` between cells, decimal point, as programs read it
 * @ENT_CSV_FRENCH: `;` between cells, decimal comma and a byte order mark, as French spreadsheets open it by themselves
 *
 * Both are UTF-8.
 */
typedef enum
{
  ENT_CSV_INTERNATIONAL,
  ENT_CSV_FRENCH,
} EntCsvForm;

#define ENT_TYPE_CSV_WRITER (ent_csv_writer_get_type ())

/**
 * EntCsvWriter:
 *
 * Writes a table of comma-separated values (RFC 4180), in which no cell is taken for a formula. It belongs to one
 * thread at a time.
 */
G_DECLARE_FINAL_TYPE (EntCsvWriter, ent_csv_writer, ENT, CSV_WRITER, GObject)

EntCsvWriter *ent_csv_writer_new        (GOutputStream *stream, EntCsvForm form);
void          ent_csv_writer_add_text   (EntCsvWriter *self, const char *text);
void          ent_csv_writer_add_number (EntCsvWriter *self, const char *number);
gboolean      ent_csv_writer_end_row    (EntCsvWriter *self, GCancellable *cancellable, GError **error);

char       *ent_csv_guard   (const char *text);
const char *ent_csv_unguard (const char *cell);

G_END_DECLS
