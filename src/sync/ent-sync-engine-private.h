/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-engine.h"

G_BEGIN_DECLS

typedef enum
{
  ENT_SYNC_PHASE_INFO,    /* what database is this? */
  ENT_SYNC_PHASE_CREATE,  /* none: make it */
  ENT_SYNC_PHASE_OPEN,    /* is it the one that we know? */
  ENT_SYNC_PHASE_PULL,    /* changes with their documents, page by page */
  ENT_SYNC_PHASE_SKIP,    /* the place of a document that cannot be read */
  ENT_SYNC_PHASE_COLLECT, /* what is to be sent? */
  ENT_SYNC_PHASE_PUSH,    /* batch by batch */
  ENT_SYNC_PHASE_FETCH,   /* single documents that keep being in conflict */
  ENT_SYNC_PHASE_COMPARE, /* changes without their documents: are they only our own? */
  ENT_SYNC_PHASE_CLOSE,
  ENT_SYNC_PHASE_LEAF,    /* the same for versions that lost */
  ENT_SYNC_PHASE_FILE,    /* one after the other, between looking whether the round is complete */
  ENT_SYNC_PHASE_END,
} EntSyncPhase;

struct _EntSyncEngine
{
  GObject parent_instance;

  char *remote; /* (not nullable) (owned) */
  EntCircle circle;
  gboolean pull_only;
  GRand *random; /* (not nullable) (owned) */

  EntSyncPhase phase;
  GQueue steps;            /* (element-type EntSyncStep) (owned): what the driver has not fetched yet */
  EntSyncRequest *request; /* (nullable) (owned): under way, or waiting for its next try */
  guint tries;             /* of the present request */
  gboolean working;        /* a piece of work is under way */

  /* Pull. */
  char *since;        /* (nullable) (owned): where the next page begins */
  char *unreadable;   /* (nullable) (owned): why the next document cannot be read */
  JsonNode *page;     /* (nullable) (owned): answered, while the one before it is still taken in */
  gsize page_size;    /* of the last page answered, in bytes; 0 where it is not known */
  guint limit;        /* documents a page */
  gboolean more;      /* there is a page after the last one answered */
  gboolean created;   /* tried to make the database */
  gboolean rewound;   /* began again from the start, for the server did not know our place */
  guint taken;
  guint expected;

  /* Push. */
  EntSyncOutbox *outbox;  /* (nullable) (owned) */
  GQueue batches;         /* (element-type GPtrArray of EntSyncParcel) (owned): to be sent, the first is under way */
  guint max_parcels;      /* a batch */
  GPtrArray *seen;        /* (nullable) (owned) (element-type EntSyncItem): what may be published */
  gint64 start;           /* the last row of history when the round began */
  guint rounds;           /* of pull and push */
  guint n_sent;           /* in this round */
  guint n_open;           /* parcels that neither arrived nor were refused */
  GPtrArray *suspects;    /* (not nullable) (element-type EntSyncParcel) (owned): the server failed at each of these alone, in a row */
  GError *trouble;        /* (nullable) (owned): how it failed */
  GHashTable *conflicts;  /* (not nullable) (owned): identifiers on the wire, refused for a newer revision */
  GHashTable *conflicted; /* (not nullable) (owned): the same of the round before */
  GQueue fetches;         /* (element-type utf8) (owned): identifiers on the wire, the first is under way */

  /* Files. */
  EntSyncFile *file; /* (nullable) (owned): the one that is under way */
  char *after;       /* (not nullable) (owned): the checksum of the last one */

  /* Versions that lost. */
  EntSyncLeaf *leaf; /* (nullable) (owned): the one that is under way */
  char *after_leaf;  /* (not nullable) (owned): the turn of the last one */

  EntSyncSummary summary;
};

/* The core. */
void ent_sync_engine_send   (EntSyncEngine *self, const char *method, char *path, char *body);
void ent_sync_engine_release (EntSyncEngine *self);
void ent_sync_engine_retry  (EntSyncEngine *self, const EntSyncAnswer *answer, const GError *error);
void ent_sync_engine_work   (EntSyncEngine *self, EntSyncWork *work);
void ent_sync_engine_end    (EntSyncEngine *self, const GError *error);

/* Pull. */
void ent_sync_engine_begin         (EntSyncEngine *self);
void ent_sync_engine_pull          (EntSyncEngine *self);
void ent_sync_engine_compare       (EntSyncEngine *self);
void ent_sync_engine_fetch         (EntSyncEngine *self);
void ent_sync_engine_pull_answered (EntSyncEngine *self, const EntSyncAnswer *answer, EntSyncVerdict verdict, const GError *error);
void ent_sync_engine_pull_worked   (EntSyncEngine *self, EntSyncWork *work);

/* Files. */
void ent_sync_engine_file          (EntSyncEngine *self, EntSyncWork *work);
void ent_sync_engine_file_answered (EntSyncEngine *self, const EntSyncAnswer *answer, gboolean refused, const GError *error);

/* Versions that lost. */
void ent_sync_engine_leaf          (EntSyncEngine *self, EntSyncWork *work);
void ent_sync_engine_leaf_answered (EntSyncEngine *self, const EntSyncAnswer *answer, gboolean refused);

/* Push. */
void ent_sync_engine_push          (EntSyncEngine *self);
EntSyncWork *ent_sync_engine_make_close (EntSyncEngine *self);
void ent_sync_engine_push_answered (EntSyncEngine *self, const EntSyncAnswer *answer, EntSyncVerdict verdict, const GError *error);
void ent_sync_engine_push_worked   (EntSyncEngine *self, EntSyncWork *work);

G_END_DECLS
