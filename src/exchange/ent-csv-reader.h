/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENT_TYPE_CSV_READER (ent_csv_reader_get_type ())

/**
 * EntCsvReader:
 *
 * Reads a table of comma-separated values (RFC 4180) row by row, as spreadsheets of all countries write it: `;`, `,` or
 * tab between the cells, UTF-8, UTF-16 or Windows-1252, any line end. It belongs to one thread at a time.
 */
G_DECLARE_FINAL_TYPE (EntCsvReader, ent_csv_reader, ENT, CSV_READER, GObject)

EntCsvReader *ent_csv_reader_open (const char *path, GError **error);
EntCsvReader *ent_csv_reader_new  (GInputStream *stream, GError **error);

gboolean    ent_csv_reader_read          (EntCsvReader *self, const char *const **ret_cells, guint *ret_n_cells, GCancellable *cancellable, GError **error);
guint       ent_csv_reader_get_line      (EntCsvReader *self);
char        ent_csv_reader_get_delimiter (EntCsvReader *self);
const char *ent_csv_reader_get_charset   (EntCsvReader *self);
double      ent_csv_reader_get_fraction  (EntCsvReader *self);

G_END_DECLS
