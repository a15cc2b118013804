/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-database.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENT_ATLAS_TYPE_STORE (ent_atlas_store_get_type ())
G_DECLARE_FINAL_TYPE (EntAtlasStore, ent_atlas_store, ENT_ATLAS, STORE, GObject)

/**
 * EntAtlasJobFunc:
 * @database: the database, in a transaction
 * @data: what was given with the job
 * @error: return location for an error
 *
 * Work on a database, in a thread of the store. If it fails, what it wrote is undone.
 *
 * Returns: whether it succeeded
 */
typedef gboolean (*EntAtlasJobFunc) (EntAtlasDatabase *database,
                                     gpointer          data,
                                     GError          **error);

EntAtlasStore *ent_atlas_store_new (const char *folder,
                                    GError    **error);

gboolean ent_atlas_store_check_name (const char *name,
                                     GError    **error);

char *ent_atlas_store_dup_path (EntAtlasStore *self,
                                const char    *name);

GStrv ent_atlas_store_list (EntAtlasStore *self,
                            GError       **error);

gboolean ent_atlas_store_exists (EntAtlasStore *self,
                                 const char    *name);

gboolean ent_atlas_store_create (EntAtlasStore *self,
                                 const char    *name,
                                 const char    *security,
                                 GError       **error);

void ent_atlas_store_read_async (EntAtlasStore      *self,
                                 const char         *name,
                                 EntAtlasJobFunc     func,
                                 gpointer            data,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

void ent_atlas_store_write_async (EntAtlasStore      *self,
                                  const char         *name,
                                  EntAtlasJobFunc     func,
                                  gpointer            data,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

gboolean ent_atlas_store_run_finish (EntAtlasStore *self,
                                     GAsyncResult  *result,
                                     GError       **error);

void ent_atlas_store_close_idle (EntAtlasStore *self);

G_END_DECLS
