/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-directory-entry.h"

G_BEGIN_DECLS

#define ENT_TYPE_DIRECTORY (ent_directory_get_type ())

/**
 * EntDirectory:
 *
 * The French authorities: communes, intercommunal bodies, départements, régions
 * and authorities with a status of their own. The data come with the program and
 * are searched where they lie in its file: nothing is loaded beforehand. Immutable:
 * any thread may use it.
 */
G_DECLARE_FINAL_TYPE (EntDirectory, ent_directory, ENT, DIRECTORY, GObject)

EntDirectory *ent_directory_get_default (void);
gsize         ent_directory_get_size    (EntDirectory *self);

EntDirectoryEntry *ent_directory_get_entry  (EntDirectory *self, gsize position);
GPtrArray         *ent_directory_search     (EntDirectory *self, const char *words, guint limit);
EntDirectoryEntry *ent_directory_find_siren (EntDirectory *self, const char *siren);
EntDirectoryEntry *ent_directory_find_town  (EntDirectory *self,
                                             const char   *name,
                                             const char   *departement,
                                             double        latitude,
                                             double        longitude);

G_END_DECLS
