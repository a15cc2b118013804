/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync.h"

G_BEGIN_DECLS

/**
 * EntSyncReceiver:
 *
 * Takes the documents of one remote into a workspace, inside a change that the caller has opened.
 */
typedef struct
{
  EntWorkspace *workspace;
  const EntRemote *remote;
  char *publisher;          /* (nullable) (owned): who we are in the Atlas */
  gboolean has_narrower;    /* whether a narrower circle is synchronised here too */
  gboolean has_leaves;      /* whether versions that lost there are known */
  gboolean has_conflicts;   /* whether there may be any with @remote */
  gboolean has_quarantined; /* whether there may be any of @remote */
  EntSyncSummary *summary;  /* counted up */
  char *user;               /* (nullable) (owned): in whose name the workspace was written before */
  gboolean named;           /* whether somebody else's name was put in its place */
} EntSyncReceiver;

gboolean ent_sync_receiver_init  (EntSyncReceiver *self, EntWorkspace *workspace, const EntRemote *remote, EntSyncSummary *summary, GError **error);
void     ent_sync_receiver_clear (EntSyncReceiver *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EntSyncReceiver, ent_sync_receiver_clear)

gboolean ent_sync_receiver_take  (EntSyncReceiver *self, JsonObject *row, GError **error);
gboolean ent_sync_receiver_knows (EntSyncReceiver *self, JsonObject *row, gboolean *ret_known, GError **error);
gboolean ent_sync_receiver_put_aside (EntSyncReceiver *self, JsonObject *row, const char *reason, GError **error);

G_END_DECLS
