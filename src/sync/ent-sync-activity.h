/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* What came from a remote, or went there, in one go. */
typedef struct
{
  char *remote;    /* (not nullable) (owned): its name */
  gboolean sent;   /* whether it went there */
  char *who;       /* (not nullable) (owned): who had made the changes, perhaps empty */
  char *at;        /* (not nullable) (owned): when it came, or when what went was written, ISO 8601, UTC */
  guint n_records;
  char *id;        /* (not nullable) (owned): of the record, or one of them */
  char *headline;  /* (not nullable) (owned): of that record, empty where it is not here */
} EntSyncActivity;

void ent_sync_activity_free (EntSyncActivity *activity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntSyncActivity, ent_sync_activity_free)

GPtrArray *ent_sync_activity_list (EntWorkspace *workspace, guint most, GError **error);

G_END_DECLS
