/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* The greatest file that a workspace takes, in bytes: reports and scans, not films. */
#define ENT_FILE_MAX (20 * 1024 * 1024)

gboolean ent_document_attach (EntWorkspace *workspace, EntRecord *document, const char *path, GCancellable *cancellable, GError **error);
GBytes  *ent_document_read   (EntWorkspace *workspace, EntRecord *document, GError **error);

/* By checksum: SHA-256, 64 lower-case hexadecimal digits. */
gboolean ent_file_keep (EntWorkspace *workspace, const char *digest, GBytes *bytes, GError **error);
GBytes  *ent_file_read (EntWorkspace *workspace, const char *digest, GError **error);

G_END_DECLS
