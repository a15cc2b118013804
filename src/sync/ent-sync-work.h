/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-file.h"
#include "ent-sync-leaf.h"
#include "ent-sync-outbox.h"

G_BEGIN_DECLS

/**
 * EntSyncWorkKind:
 * @ENT_SYNC_WORK_OPEN: tell the database from another one that was there before
 * @ENT_SYNC_WORK_TAKE: take in a page of changes with their documents
 * @ENT_SYNC_WORK_COMPARE: see whether a page of changes without documents has anything new
 * @ENT_SYNC_WORK_PUT_ASIDE: keep a page of changes whose documents cannot be read
 * @ENT_SYNC_WORK_COLLECT: work out the next parcels
 * @ENT_SYNC_WORK_SETTLE: write down what became of parcels
 * @ENT_SYNC_WORK_FORGET: the server does not know a record that it was thought to have
 * @ENT_SYNC_WORK_FILE: write down what became of a file
 * @ENT_SYNC_WORK_LEAF: write down what became of a version that lost
 * @ENT_SYNC_WORK_CLOSE: the round is complete, unless there is a file or a version that lost to be dealt with
 *
 * What a round has to do in the workspace, each in one transaction.
 */
typedef enum
{
  ENT_SYNC_WORK_OPEN,
  ENT_SYNC_WORK_TAKE,
  ENT_SYNC_WORK_COMPARE,
  ENT_SYNC_WORK_PUT_ASIDE,
  ENT_SYNC_WORK_COLLECT,
  ENT_SYNC_WORK_SETTLE,
  ENT_SYNC_WORK_FORGET,
  ENT_SYNC_WORK_FILE,
  ENT_SYNC_WORK_LEAF,
  ENT_SYNC_WORK_CLOSE,
} EntSyncWorkKind;

#define ENT_TYPE_SYNC_WORK (ent_sync_work_get_type ())

/**
 * EntSyncWork:
 *
 * One piece of work, with what it needs and what comes of it. Of one thread at a time.
 */
G_DECLARE_FINAL_TYPE (EntSyncWork, ent_sync_work, ENT, SYNC_WORK, GObject)

struct _EntSyncWork
{
  GObject parent_instance;

  EntSyncWorkKind kind;
  char *remote;           /* (not nullable) (owned): its name */
  JsonArray *rows;        /* (nullable) (owned): take, compare, put aside: of the list of changes */
  char *since;            /* (nullable) (owned): open, out: where to go on; take, compare, put aside: where the page ends */
  char *instance;         /* (nullable) (owned): open */
  gint64 start;           /* open, out: the last row of history; collect: that of the round's start */
  gboolean rewound;       /* take, put aside: the server has lost what it had */
  char *reason;           /* (nullable) (owned): put aside: why */
  char *id;               /* (nullable) (owned): forget: as on the wire */
  EntSyncOutbox *outbox;  /* (nullable) (owned): collect, in and out; close: what was sent, NULL where some is left */
  guint max_parcels;      /* collect */
  GPtrArray *seen;        /* (nullable) (owned) (element-type EntSyncItem): collect: what the user has seen */
  GPtrArray *parcels;     /* (nullable) (owned) (element-type EntSyncParcel): collect, out; settle */
  char *after;            /* (nullable) (owned): close: the checksum of the file before; NULL: leave files alone */
  EntSyncFile *file;      /* (nullable) (owned): close, out: the next file, and the round is not complete; file: to be settled */
  char *after_leaf;       /* (nullable) (owned): close: the turn of the leaf before; NULL: leave them alone */
  EntSyncLeaf *leaf;      /* (nullable) (owned): close, out: the next one, and the round is not complete; leaf: to be settled */
  gboolean known;         /* compare, out: nothing was new, and @since is kept */
  EntSyncSummary summary; /* out: what it adds to */
};

EntSyncWork *ent_sync_work_new (EntSyncWorkKind kind, const char *remote);
gboolean     ent_sync_work_run (EntSyncWork *self, EntWorkspace *workspace, GError **error);

G_END_DECLS
