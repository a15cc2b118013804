/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-database.h"
#include "ent-atlas-sql.h"

G_BEGIN_DECLS

typedef enum
{
  QUERY_GET_PROPERTY,
  QUERY_SET_PROPERTY,
  QUERY_ADD_COUNTS,
  QUERY_GET_COUNTS,
  QUERY_GET_LAST,
  QUERY_GET_DOCUMENT,
  QUERY_INSERT_DOCUMENT,
  QUERY_UPDATE_DOCUMENT,
  QUERY_GET_LEAVES,
  QUERY_GET_LEAF,
  QUERY_INSERT_LEAF,
  QUERY_DELETE_LEAF,
  QUERY_LIST_ATTACHMENTS,
  QUERY_INSERT_ATTACHMENT,
  QUERY_DELETE_ATTACHMENTS,
  QUERY_FIND_CONTENT,
  QUERY_GET_CONTENT,
  QUERY_INSERT_CONTENT,
  QUERY_DELETE_CONTENT,
  QUERY_LIST_CHANGES,
  QUERY_LIST_CHANGES_BACKWARDS,
  QUERY_LIST_CHANGES_OF,
  QUERY_COUNT_PENDING,
  QUERY_LIST,
  QUERY_LIST_BACKWARDS,
  QUERY_GET_LOCAL,
  QUERY_PUT_LOCAL,
  QUERY_DELETE_LOCAL,
  QUERY_FORGET_LOCALS,
  N_QUERIES,
} QueryName;

typedef struct
{
  gint64 alive;
  gint64 deleted;
} Counts;

struct _EntAtlasDatabase
{
  GObject parent_instance;

  sqlite3 *db; /* (not nullable) (owned); the thread that uses the database now */
  sqlite3_stmt *queries[N_QUERIES]; /* (owned) */
  char *instance; /* (not nullable) (owned): the tag of all its sequences */
  gint64 last_seq; /* in a write transaction */
  gint64 last_leaf; /* in a write transaction */
  Counts added; /* since the transaction began */
  Counts saved; /* at the savepoint */
};

EntAtlasQuery *ent_atlas_database_query (EntAtlasDatabase *self,
                                         QueryName         name,
                                         GError          **error);

G_END_DECLS
