/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-receive.h"
#include "ent-sync-row.h"

G_BEGIN_DECLS

/* What is here of the record that a row is about. */
typedef struct
{
  EntBase base;
  gboolean agreed;       /* whether @base is known at all */
  JsonObject *base_part; /* (nullable) (owned): the document of @base */
  JsonObject *document;  /* (nullable) (owned): as it is here */
  JsonObject *part;      /* (nullable) (owned): what the remote's circle sees of it */
  gboolean was_deleted;  /* it was here, the remote has it, and it is here no longer */
} EntSyncHere;

/* What may come of a row. */
gboolean ent_sync_receiver_agree          (EntSyncReceiver *self, const EntSyncRow *row, JsonObject *theirs, GError **error);
gboolean ent_sync_receiver_store          (EntSyncReceiver *self, const EntSyncRow *row, JsonObject *document, GError **error);
gboolean ent_sync_receiver_remove         (EntSyncReceiver *self, const EntSyncRow *row, GError **error);
gboolean ent_sync_receiver_dispute        (EntSyncReceiver *self, const EntSyncRow *row, const char *field, const char *base, const char *mine, const char *theirs, GError **error);
gboolean ent_sync_receiver_drop_conflicts (EntSyncReceiver *self, const EntSyncRow *row, GError **error);
gboolean ent_sync_receiver_is_from_home   (EntSyncReceiver *self, const EntSyncRow *row);

/* Documents. */
gboolean ent_sync_receiver_merge (EntSyncReceiver *self, const EntSyncRow *row, EntSyncHere *here, JsonObject *theirs, GError **error);

/* Deletions. */
gboolean ent_sync_receiver_take_deletion (EntSyncReceiver *self, const EntSyncRow *row, const EntSyncHere *here, GError **error);

G_END_DECLS
