/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-directory.h"
#include "ent-record.h"

G_BEGIN_DECLS

EntDirectoryEntry *ent_import_directory_find (EntRecord *authority);
void               ent_import_directory_fill (EntRecord *authority, const EntDirectoryEntry *entry);

G_END_DECLS
