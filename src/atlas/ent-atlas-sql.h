/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * EntAtlasQuery:
 *
 * A prepared statement in use. Released at the end of the scope, so that none
 * stays open and holds the write-ahead log.
 */
typedef sqlite3_stmt EntAtlasQuery;

void ent_atlas_query_release (EntAtlasQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasQuery, ent_atlas_query_release)

sqlite3 *ent_atlas_sql_open (const char *path,
                             int         flags,
                             GError    **error);

gboolean ent_atlas_sql_copy (sqlite3    *db,
                             const char *path,
                             GError    **error);

gboolean ent_atlas_sql_exec (sqlite3    *db,
                             const char *sql,
                             GError    **error);

EntAtlasQuery *ent_atlas_sql_prepare (sqlite3       *db,
                                      sqlite3_stmt **cached,
                                      const char    *sql,
                                      GError       **error);

gboolean ent_atlas_query_step (EntAtlasQuery *query,
                               gboolean      *ret_row,
                               GError       **error);

gboolean ent_atlas_query_run (EntAtlasQuery *query,
                              GError       **error);

void ent_atlas_query_bind_text (EntAtlasQuery *query,
                                int            place,
                                const char    *text);

void ent_atlas_query_bind_bytes (EntAtlasQuery *query,
                                 int            place,
                                 GBytes        *bytes);

const char *ent_atlas_query_get_text (EntAtlasQuery *query,
                                      int            column);

void ent_atlas_sql_set_error (sqlite3  *db,
                              GError  **error);

G_END_DECLS
