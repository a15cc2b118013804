/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync.h"

G_BEGIN_DECLS

/* One record on its way to the server, and what became of it. */
typedef struct
{
  char *id;             /* (not nullable) (owned): of the record */
  char *wire_id;        /* (not nullable) (owned): of its document there */
  EntSyncLeaving why;
  JsonObject *document; /* (not nullable) (owned): as sent */
  char *body;           /* (not nullable) (owned): as sent, JSON */
  char *base;           /* (nullable) (owned): what is agreed once it is there, JSON; NULL: deleted */
  GStrv fields;         /* (not nullable) (owned): members that are new or different there */
  char *new_rev;        /* (nullable) (owned): set once the server has it */
  char *error;          /* (nullable) (owned): set where the server refused it */
  char *reason;         /* (nullable) (owned): why it did */
} EntSyncParcel;

void ent_sync_parcel_free (EntSyncParcel *parcel);

#define ENT_TYPE_SYNC_OUTBOX (ent_sync_outbox_get_type ())

/**
 * EntSyncOutbox:
 *
 * What has to be sent to one remote, worked out parcel by parcel. Of one thread at a time.
 */
G_DECLARE_FINAL_TYPE (EntSyncOutbox, ent_sync_outbox, ENT, SYNC_OUTBOX, GObject)

EntSyncOutbox *ent_sync_outbox_new       (EntWorkspace *workspace, const EntRemote *remote, gint64 start, gboolean preview, GPtrArray *seen, GError **error);
GPtrArray     *ent_sync_outbox_take      (EntSyncOutbox *self, EntWorkspace *workspace, guint max_parcels, gsize max_bytes, GError **error);
gint64         ent_sync_outbox_get_seq   (EntSyncOutbox *self);
guint          ent_sync_outbox_get_n_withheld (EntSyncOutbox *self);
guint          ent_sync_outbox_get_n_unseen (EntSyncOutbox *self);

gboolean ent_sync_outbox_settle (EntWorkspace *workspace, const EntRemote *remote, GPtrArray *parcels, EntSyncSummary *summary, GError **error);

G_END_DECLS
