/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that appears under its name only when all of it is written; until then a former one stays as it is. */
GOutputStream *ent_output_file_open    (const char *path, GError **error);
gboolean       ent_output_file_keep    (GOutputStream *stream, GCancellable *cancellable, GError **error);
void           ent_output_file_discard (GOutputStream *stream);
gboolean       ent_output_file_write   (const char *path, const void *data, gsize length, GCancellable *cancellable, GError **error);
void           ent_output_file_set_error (GError **error, const char *path, GError *cause);

G_END_DECLS
