/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-answer.h"
#include "ent-sync-work.h"

G_BEGIN_DECLS

/* One request to the server; all answers are JSON. */
typedef struct
{
  const char *method; /* (not nullable): static */
  char *path;         /* (not nullable) (owned): what follows the address of the database */
  char *body;         /* (nullable) (owned): JSON */
} EntSyncRequest;

/**
 * EntSyncStepKind:
 * @ENT_SYNC_STEP_SEND: send @request; end with ent_sync_engine_answered()
 * @ENT_SYNC_STEP_WORK: run @work; end with ent_sync_engine_worked()
 * @ENT_SYNC_STEP_WAIT: let @seconds pass; end with ent_sync_engine_waited()
 * @ENT_SYNC_STEP_END: the round is over, well unless @error is set; whatever is under way is to be dropped
 *
 * What the engine wants done. A request and a piece of work may be under way at once.
 */
typedef enum
{
  ENT_SYNC_STEP_SEND,
  ENT_SYNC_STEP_WORK,
  ENT_SYNC_STEP_WAIT,
  ENT_SYNC_STEP_END,
} EntSyncStepKind;

typedef struct
{
  EntSyncStepKind kind;
  const EntSyncRequest *request; /* (nullable): the engine's, until it is answered */
  EntSyncWork *work;             /* (nullable) (owned) */
  double seconds;
  GError *error;                 /* (nullable) (owned) */
} EntSyncStep;

void ent_sync_step_free (EntSyncStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntSyncStep, ent_sync_step_free)

#define ENT_TYPE_SYNC_ENGINE (ent_sync_engine_get_type ())

/**
 * EntSyncEngine:
 *
 * One round of synchronising with one remote, as a machine that does nothing itself: it says what to send, what to do in
 * the workspace and how long to wait, and is told what came of it. So every failure can be played to it.
 */
G_DECLARE_FINAL_TYPE (EntSyncEngine, ent_sync_engine, ENT, SYNC_ENGINE, GObject)

EntSyncEngine *ent_sync_engine_new      (const char *remote, EntCircle circle, guint32 seed);
void           ent_sync_engine_set_pull_only (EntSyncEngine *self, gboolean pull_only);
void           ent_sync_engine_set_seen (EntSyncEngine *self, GPtrArray *seen);
EntSyncStep   *ent_sync_engine_next     (EntSyncEngine *self);
void           ent_sync_engine_answered (EntSyncEngine *self, const EntSyncAnswer *answer);
void           ent_sync_engine_worked   (EntSyncEngine *self, EntSyncWork *work, const GError *error);
void           ent_sync_engine_waited   (EntSyncEngine *self);

const EntSyncSummary *ent_sync_engine_get_summary  (EntSyncEngine *self);
guint                 ent_sync_engine_get_taken    (EntSyncEngine *self);
guint                 ent_sync_engine_get_expected (EntSyncEngine *self);

G_END_DECLS
