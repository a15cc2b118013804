/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define ENT_TYPE_DATABASE (ent_database_get_type ())

/**
 * EntDatabase:
 *
 * One connection to one SQLite file, with its statements kept. It belongs to one thread at a time.
 */
G_DECLARE_FINAL_TYPE (EntDatabase, ent_database, ENT, DATABASE, GObject)

/* A statement that is reset, ready for its next use, at the end of the scope: a read that stays open would hold
 * back every checkpoint. */
typedef sqlite3_stmt EntStatement;

static inline void
ent_statement_release (EntStatement *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntStatement, ent_statement_release)

EntDatabase  *ent_database_open      (const char *path, int flags, GError **error);
sqlite3      *ent_database_get_handle (EntDatabase *self);
EntStatement *ent_database_prepare   (EntDatabase *self, const char *sql, GError **error);
gboolean      ent_database_execute   (EntDatabase *self, const char *sql, GError **error);
gboolean      ent_database_run       (EntDatabase *self, EntStatement *statement, GError **error);
gboolean      ent_database_step      (EntDatabase *self, EntStatement *statement, gboolean *ret_row, GError **error);
GStrv         ent_database_list_text (EntDatabase *self, EntStatement *statement, GError **error);
void          ent_database_set_error (EntDatabase *self, GError **error);
gboolean      ent_database_query_integer (EntDatabase *self, const char *sql, gint64 *ret_integer, GError **error);

/* As long as it is held, all that is read is of one moment, and the file is locked once, not by each statement. */
typedef EntDatabase EntReading;

EntReading *ent_database_begin_reading (EntDatabase *self, GError **error);
void        ent_reading_end            (EntReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntReading, ent_reading_end)

gboolean ent_database_begin    (EntDatabase *self, GError **error);
gboolean ent_database_commit   (EntDatabase *self, GError **error);
void     ent_database_rollback (EntDatabase *self);

void        ent_statement_bind_text (EntStatement *statement, int position, const char *text);
const char *ent_statement_get_text  (EntStatement *statement, int column);

G_END_DECLS
