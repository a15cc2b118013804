/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

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
  char *leaf;   /* (nullable) (owned): the revision of a version that lost on the server and says theirs; not kept */
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

void ent_conflict_free    (EntConflict *conflict);
void ent_refusal_free     (EntRefusal *refusal);
void ent_quarantined_free (EntQuarantined *quarantined);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntConflict, ent_conflict_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntRefusal, ent_refusal_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntQuarantined, ent_quarantined_free)

/* What a round of synchronising leaves for a person to look at. */
GPtrArray *ent_sync_issues_list_conflicts (EntWorkspace *workspace, const char *remote, const char *id, GError **error);
gboolean   ent_sync_issues_has_conflicts  (EntWorkspace *workspace);
gboolean   ent_sync_issues_set_conflict   (EntWorkspace *workspace, const EntConflict *conflict, GError **error);
gboolean   ent_sync_issues_drop_conflict  (EntWorkspace *workspace, const char *remote, const char *id, const char *field, GError **error);

GPtrArray *ent_sync_issues_list_refused (EntWorkspace *workspace, const char *remote, GError **error);
gboolean   ent_sync_issues_set_refused  (EntWorkspace *workspace, const EntRefusal *refusal, GError **error);
gboolean   ent_sync_issues_drop_refused (EntWorkspace *workspace, const char *remote, const char *id, GError **error);
GStrv      ent_sync_issues_list_held    (EntWorkspace *workspace, const char *remote, GError **error);
gboolean   ent_sync_issues_send_again   (EntWorkspace *workspace, const char *remote, const char *id, GError **error);

GPtrArray *ent_sync_issues_list_quarantined (EntWorkspace *workspace, const char *remote, GError **error);
gboolean   ent_sync_issues_has_quarantined  (EntWorkspace *workspace);
gboolean   ent_sync_issues_set_quarantined  (EntWorkspace *workspace, const EntQuarantined *quarantined, GError **error);
gboolean   ent_sync_issues_drop_quarantined (EntWorkspace *workspace, const char *remote, const char *id, GError **error);

G_END_DECLS
