/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntRemote:
 *
 * A place that the workspace is synchronised with, and how far that has come.
 */
typedef struct
{
  char *name;      /* (not nullable) (owned): what the user calls it */
  char *url;       /* (not nullable) (owned): of the server, without the database */
  EntCircle circle;
  char *user;      /* (nullable) (owned): the account; its password is never kept here */
  char *instance;  /* (nullable) (owned): what tells this database from another one made under the same name */
  char *since;     /* (nullable) (owned): last sequence taken in, opaque, NULL before the first */
  gint64 pushed;   /* history.seq: all before it has been offered */
  char *synced_at; /* (nullable) (owned): end of the last complete round, ISO 8601, UTC */
  char *status;    /* (nullable) (owned): why the last round failed, in the user's words; NULL where it did not */
} EntRemote;

/* What a remote and this workspace last agreed on. */
typedef struct
{
  char *rev;      /* (not nullable) (owned): empty where the server is no longer known to have it */
  char *document; /* (nullable) (owned): as on the wire, without revision; NULL when deleted there */
} EntBase;

/* Two changes that do not go together, for the user to choose. */
typedef struct
{
  char *remote; /* (not nullable) (owned) */
  char *id;     /* (not nullable) (owned) */
  char *field;  /* (not nullable) (owned): name, empty where one side deleted the record */
  char *base;   /* (nullable) (owned): JSON, NULL: nothing */
  char *mine;   /* (nullable) (owned): JSON at the time; the record itself has the present value */
  char *theirs; /* (nullable) (owned): JSON, NULL: nothing, or deleted */
  char *who;    /* (not nullable) (owned): who wrote theirs, perhaps empty */
  char *at;     /* (nullable) (owned): when, ISO 8601, UTC */
} EntConflict;

/* A record that the server did not accept. */
typedef struct
{
  char *remote; /* (not nullable) (owned) */
  char *id;     /* (not nullable) (owned) */
  char *error;  /* (not nullable) (owned): the server's word: "forbidden" … */
  char *reason; /* (not nullable) (owned): the server's own explanation, untrusted text */
  char *at;     /* (not nullable) (owned) */
} EntRefusal;

/* A document that could not be taken in. */
typedef struct
{
  char *remote;   /* (not nullable) (owned) */
  char *id;       /* (not nullable) (owned): as on the wire */
  char *rev;      /* (nullable) (owned) */
  char *document; /* (not nullable) (owned): as it came */
  char *reason;   /* (not nullable) (owned): what is wrong, in the user's words */
  char *at;       /* (not nullable) (owned) */
} EntQuarantined;

EntRemote *ent_remote_copy     (const EntRemote *remote);
void       ent_remote_free     (EntRemote *remote);
void       ent_base_clear      (EntBase *base);
void       ent_conflict_free   (EntConflict *conflict);
void       ent_refusal_free    (EntRefusal *refusal);
void       ent_quarantined_free (EntQuarantined *quarantined);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntRemote, ent_remote_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EntBase, ent_base_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntConflict, ent_conflict_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntRefusal, ent_refusal_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntQuarantined, ent_quarantined_free)

/* These write rows and nothing else. Those that belong together stand between ent_sync_state_begin() and its end, or
 * within a change of the workspace. */
gboolean ent_sync_state_begin    (EntWorkspace *workspace, GError **error);
gboolean ent_sync_state_commit   (EntWorkspace *workspace, GError **error);
void     ent_sync_state_rollback (EntWorkspace *workspace);

GPtrArray *ent_sync_state_list_remotes  (EntWorkspace *workspace, GError **error);
EntRemote *ent_sync_state_get_remote    (EntWorkspace *workspace, const char *name, GError **error);
gboolean   ent_sync_state_save_remote   (EntWorkspace *workspace, const EntRemote *remote, GError **error);
gboolean   ent_sync_state_remove_remote (EntWorkspace *workspace, const char *name, GError **error);
gboolean   ent_sync_state_forget_revs   (EntWorkspace *workspace, const char *remote, GError **error);

gboolean ent_sync_state_get_base  (EntWorkspace *workspace, const char *remote, const char *id, EntBase *ret_base, gboolean *ret_found, GError **error);
gboolean ent_sync_state_set_base  (EntWorkspace *workspace, const char *remote, const char *id, const char *rev, const char *document, GError **error);
gboolean ent_sync_state_drop_base (EntWorkspace *workspace, const char *remote, const char *id, GError **error);

GPtrArray *ent_sync_state_list_conflicts (EntWorkspace *workspace, const char *remote, const char *id, GError **error);
gboolean   ent_sync_state_set_conflict   (EntWorkspace *workspace, const EntConflict *conflict, GError **error);
gboolean   ent_sync_state_drop_conflict  (EntWorkspace *workspace, const char *remote, const char *id, const char *field, GError **error);

GPtrArray *ent_sync_state_list_refused (EntWorkspace *workspace, const char *remote, GError **error);
gboolean   ent_sync_state_set_refused  (EntWorkspace *workspace, const EntRefusal *refusal, GError **error);
gboolean   ent_sync_state_drop_refused (EntWorkspace *workspace, const char *remote, const char *id, GError **error);
gboolean   ent_sync_state_send_again   (EntWorkspace *workspace, const char *remote, const char *id, GError **error);

GPtrArray *ent_sync_state_list_quarantined (EntWorkspace *workspace, const char *remote, GError **error);
gboolean   ent_sync_state_set_quarantined  (EntWorkspace *workspace, const EntQuarantined *quarantined, GError **error);
gboolean   ent_sync_state_drop_quarantined (EntWorkspace *workspace, const char *remote, const char *id, GError **error);

GStrv    ent_sync_state_list_candidates (EntWorkspace *workspace, const EntRemote *remote, gint64 *ret_seq, GError **error);
gboolean ent_sync_state_get_last_edit   (EntWorkspace *workspace, const char *id, char **ret_who, char **ret_at, GError **error);

G_END_DECLS
