/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* The statements of one entity, composed from the schema once. */
typedef struct
{
  char *select; /* (owned): columns of a row, then its id, headline and extra */
  char *write;  /* (owned): row, then each column */
  char *remove; /* (owned) */
} EntEntitySql;

/* What tells whether anything was written since. */
typedef struct
{
  gint64 data_version; /* changes with every write of another connection */
  gint64 own_changes;
} EntOrderState;

/* Rows that full text finds. */
typedef struct
{
  GByteArray *bits; /* (owned) */
  guint n_rows;
} EntMatches;

struct _EntWorkspace
{
  GObject parent_instance;

  char *path;            /* (not nullable) (owned) */
  gpointer mark;         /* (nullable) (owned): among the open files of the process */
  EntDatabase *database; /* (not nullable) (owned) */
  char *user;            /* (nullable) (owned) */
  EntEntitySql *sql;     /* (array) (owned): one for each entity */
  gboolean read_only;
  gboolean narrow;       /* shows no more than what the departments may see */
  gboolean has_wal;      /* commits go into a log that keeps their order, whatever happens */

  /* The longest list that was asked for last, without the words that were sought in it. */
  GArray *order_rows; /* (nullable) (owned) */
  char *order_key;    /* (nullable) (owned) */
  EntOrderState order_state;

  /* The change that is open. */
  gboolean in_change;
  gint64 change;   /* its number, 0 until something is written */
  char *label;     /* (nullable) (owned) */
  char *origin;    /* (nullable) (owned) */
  const char *kind; /* do, undo or redo */
  gint64 target;   /* the change that is undone or redone */
};

/* What columns there are beside the fields themselves. */
gboolean ent_field_has_folded_column (const EntField *field);

gboolean ent_migrations_apply (EntWorkspace *workspace, GError **error);
gboolean ent_migrations_check_known (EntDatabase *database, gboolean read_only, GError **error);
gint64   ent_database_get_integer (EntDatabase *database, const char *sql, gint64 fallback);

const EntEntitySql *ent_workspace_get_sql (EntWorkspace *self, const EntEntity *entity);
gboolean   ent_workspace_find_row   (EntWorkspace *self, const char *id, gint64 *ret_row, GError **error);
EntRecord *ent_workspace_read_row   (EntWorkspace *self, const EntEntity *entity, EntStatement *statement);
EntRecord *ent_workspace_read_record (EntWorkspace *self, const char *id, GError **error);
gboolean   ent_workspace_add_titles (EntWorkspace *self, GPtrArray *records, GError **error);

void       ent_workspace_set_not_found (GError **error);

/* A change of one's own where none is open. */
gboolean ent_workspace_join_change (EntWorkspace *self, const char *label, gboolean *ret_own, GError **error);
gboolean ent_workspace_end_change  (EntWorkspace *self, gboolean own, gboolean done, GError **error);

/* Inside a change. */
gint64   ent_workspace_insert_catalogue (EntWorkspace *self, const char *id, const char *type, const char *headline, const char *extra, const char *edited_at, GError **error);
gboolean ent_workspace_update_catalogue (EntWorkspace *self, gint64 row, const char *headline, const char *extra, GError **error);
gboolean ent_workspace_add_record   (EntWorkspace *self, EntRecord *record, const char *text, const char *edited_at, GError **error);
gboolean ent_workspace_store_record (EntWorkspace *self, EntRecord *record, GError **error);
gboolean ent_workspace_rewrite_record (EntWorkspace *self, gint64 row, EntRecord *record, GError **error);
gboolean ent_workspace_remove_row   (EntWorkspace *self, const char *id, GError **error);
gboolean ent_workspace_write_history (EntWorkspace *self, const char *id, const char *field, const char *before, const char *after, GError **error);
gboolean ent_workspace_index        (EntWorkspace *self, gint64 row, EntRecord *record, const char *headline, GError **error);
gboolean ent_workspace_headline_changed (EntWorkspace *self, const char *id, GError **error);
gboolean ent_workspace_write_headline (EntWorkspace *self, gint64 row, const char *headline, GError **error);
gboolean ent_workspace_unindex      (EntWorkspace *self, gint64 row, GError **error);
char    *ent_workspace_compose_headline (EntWorkspace *self, EntRecord *record, GError **error);
gboolean ent_workspace_read_headline (EntWorkspace *self, const char *id, char **ret_headline, GError **error);
gboolean ent_workspace_put_unknown  (EntWorkspace *self, const char *id, const char *type, const char *text, GError **error);

/* SQL: whether one date is certainly before the other. Of a date that is a year or a month, what both say is compared. */
#define ENT_BEFORE_SQL(one, two)                                                                                       \
  "substr (" one ", 1, min (length (" one "), length (" two "))) < substr (" two ", 1, min (length (" one "), length (" two ")))"

/* See ent-workspace-rules.c. */
gboolean ent_workspace_check_rules (EntWorkspace *self, EntRecord *record, GError **error);

/* See ent-files.c. */
gboolean ent_files_check (EntWorkspace *self, GPtrArray *problems, GError **error);

/* See ent-workspace-pick.c. */
GPtrArray *ent_workspace_pick (EntWorkspace *self, const char *sql, const char *const *values, guint n_values, GError **error);

/* See ent-narrowing.c. */
gboolean    ent_narrowing_apply (EntWorkspace *self, GError **error);
const char *ent_narrowing_get_search_condition (EntWorkspace *self);
EntRecord  *ent_narrowing_complete (EntWorkspace *self, EntRecord *record, GError **error);

/* See ent-personal.c. */
EntRecord *ent_personal_read (EntWorkspace *workspace, const char *id, GError **error);
gboolean   ent_personal_scrub (EntWorkspace *self, EntRecord *record, const char *former_headline, GError **error);

/* Full text: the query of FTS5 for words that somebody types, NULL where there are none. */
char *ent_workspace_compose_match (const char *words);
gboolean ent_workspace_match_rows (EntWorkspace *self, const char *match, EntMatches *ret_matches, GError **error);
gboolean ent_matches_has (const EntMatches *matches, gint64 row);
void     ent_matches_clear (EntMatches *matches);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EntMatches, ent_matches_clear)

G_END_DECLS
