/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One round: which database, pull, push, and a look whether anything came in between. */
#include "ent-sync-engine-private.h"

#include <glib/gi18n-lib.h>

#define LIMIT_FIRST 500
#define TRIES_MAX 5
/* Where nothing answers, or nothing that can be read, the user should not wait long to hear so. */
#define TRIES_UNREACHABLE 2
#define DELAY_FIRST 1.0
#define DELAY_MAX 30.0
/* The longest that a server may make us wait without the user being told. */
#define PATIENCE 120.0

G_DEFINE_FINAL_TYPE (EntSyncEngine, ent_sync_engine, G_TYPE_OBJECT)

static void
request_free (EntSyncRequest *request)
{
  g_free (request->path);
  g_free (request->body);
  g_free (request);
}

/**
 * ent_sync_step_free:
 * @step: (nullable) (transfer full): a step
 */
void
ent_sync_step_free (EntSyncStep *step)
{
  if (step == NULL)
    return;

  g_clear_object (&step->work);
  g_clear_error (&step->error);
  g_free (step);
}

static void
ent_sync_engine_finalize (GObject *object)
{
  EntSyncEngine *self = ENT_SYNC_ENGINE (object);

  g_free (self->remote);
  g_rand_free (self->random);
  g_queue_clear_full (&self->steps, (GDestroyNotify) ent_sync_step_free);
  g_clear_pointer (&self->request, request_free);
  g_free (self->since);
  g_free (self->unreadable);
  g_clear_pointer (&self->page, json_node_unref);
  g_clear_object (&self->outbox);
  g_clear_pointer (&self->seen, g_ptr_array_unref);
  g_queue_clear_full (&self->batches, (GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_unref (self->suspects);
  g_clear_error (&self->trouble);
  g_hash_table_unref (self->conflicts);
  g_hash_table_unref (self->conflicted);
  g_queue_clear_full (&self->fetches, g_free);
  ent_sync_file_free (self->file);
  g_free (self->after);
  ent_sync_leaf_free (self->leaf);
  g_free (self->after_leaf);

  G_OBJECT_CLASS (ent_sync_engine_parent_class)->finalize (object);
}

static void
ent_sync_engine_class_init (EntSyncEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_sync_engine_finalize;
}

static void
ent_sync_engine_init (EntSyncEngine *self)
{
  self->limit = LIMIT_FIRST;
  self->max_parcels = LIMIT_FIRST;
  self->after = g_strdup ("");
  self->after_leaf = g_strdup ("");
  self->suspects = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_sync_parcel_free);
  self->conflicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->conflicted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * ent_sync_engine_new:
 * @remote: the name of a remote
 * @circle: its circle
 * @seed: of what is left to chance: how long to wait before the next try
 *
 * Returns: (transfer full): an engine at the start of a round
 */
EntSyncEngine *
ent_sync_engine_new (const char *remote,
                     EntCircle circle,
                     guint32 seed)
{
  EntSyncEngine *self = g_object_new (ENT_TYPE_SYNC_ENGINE, NULL);

  self->remote = g_strdup (remote);
  self->circle = circle;
  self->random = g_rand_new_with_seed (seed);
  ent_sync_engine_begin (self);
  return self;
}

/**
 * ent_sync_engine_set_pull_only:
 * @self: an engine at the start of a round
 * @pull_only: whether to send nothing
 */
void
ent_sync_engine_set_pull_only (EntSyncEngine *self,
                               gboolean pull_only)
{
  self->pull_only = pull_only;
}

/**
 * ent_sync_engine_set_seen:
 * @self: an engine at the start of a round
 * @seen: (nullable) (element-type EntSyncItem): what the user has seen: nothing else is published
 */
void
ent_sync_engine_set_seen (EntSyncEngine *self,
                          GPtrArray *seen)
{
  self->seen = seen != NULL ? g_ptr_array_ref (seen) : NULL;
}

static EntSyncStep *
push_step (EntSyncEngine *self,
           EntSyncStepKind kind)
{
  EntSyncStep *step = g_new0 (EntSyncStep, 1);

  step->kind = kind;
  g_queue_push_tail (&self->steps, step);
  return step;
}

/**
 * ent_sync_engine_next:
 * @self: an engine
 *
 * Returns: (transfer full) (nullable): the next thing to do; %NULL as long as something under way has to end first
 */
EntSyncStep *
ent_sync_engine_next (EntSyncEngine *self)
{
  return g_queue_pop_head (&self->steps);
}

/* The present request is answered. */
void
ent_sync_engine_release (EntSyncEngine *self)
{
  g_clear_pointer (&self->request, request_free);
}

/* Sends a request; @path and @body are the engine's from now on. */
void
ent_sync_engine_send (EntSyncEngine *self,
                      const char *method,
                      char *path,
                      char *body)
{
  g_return_if_fail (self->request == NULL);

  self->request = g_new0 (EntSyncRequest, 1);
  *self->request = (EntSyncRequest){ .method = method, .path = path, .body = body };
  self->tries = 1;
  push_step (self, ENT_SYNC_STEP_SEND)->request = self->request;
}

/* Has a piece of work done; @work is the driver's from now on. */
void
ent_sync_engine_work (EntSyncEngine *self,
                      EntSyncWork *work)
{
  g_return_if_fail (!self->working);

  self->working = TRUE;
  push_step (self, ENT_SYNC_STEP_WORK)->work = work;
}

void
ent_sync_engine_end (EntSyncEngine *self,
                     const GError *error)
{
  if (self->phase == ENT_SYNC_PHASE_END)
    return;

  self->phase = ENT_SYNC_PHASE_END;
  g_queue_clear_full (&self->steps, (GDestroyNotify) ent_sync_step_free);
  push_step (self, ENT_SYNC_STEP_END)->error = error != NULL ? g_error_copy (error) : NULL;
}

static guint
get_max_tries (const EntSyncAnswer *answer)
{
  return answer->status < 300 ? TRIES_UNREACHABLE : TRIES_MAX;
}

/* Tries the present request once more after a while, or gives up with @error. */
void
ent_sync_engine_retry (EntSyncEngine *self,
                       const EntSyncAnswer *answer,
                       const GError *error)
{
  double asked = ent_sync_answer_get_delay (answer, g_get_real_time () / G_USEC_PER_SEC);
  double delay = MIN (DELAY_MAX, DELAY_FIRST * (1 << (self->tries - 1)));

  if (self->tries >= get_max_tries (answer) || asked > PATIENCE)
    {
      ent_sync_engine_end (self, error);
      return;
    }

  /* Many desks that fail together must not come back together. */
  self->tries++;
  push_step (self, ENT_SYNC_STEP_WAIT)->seconds = MAX (asked, delay * g_rand_double_range (self->random, 0.5, 1.5));
}

/**
 * ent_sync_engine_waited:
 * @self: an engine that said to wait
 */
void
ent_sync_engine_waited (EntSyncEngine *self)
{
  if (self->phase != ENT_SYNC_PHASE_END && self->request != NULL)
    push_step (self, ENT_SYNC_STEP_SEND)->request = self->request;
}

/* A file or a version that lost, each asked about by itself: where the server refuses one, the round goes on with the next. */
static void
single_answered (EntSyncEngine *self,
                 const EntSyncAnswer *answer,
                 EntSyncVerdict verdict,
                 const GError *error)
{
  gboolean refused = answer->status >= 400 && answer->status < 500 && verdict != ENT_SYNC_VERDICT_AGAIN;

  if (verdict == ENT_SYNC_VERDICT_FATAL && !refused)
    {
      ent_sync_engine_end (self, error);
      return;
    }
  if (error != NULL && !refused)
    {
      ent_sync_engine_retry (self, answer, error);
      return;
    }

  ent_sync_engine_release (self);
  if (self->phase == ENT_SYNC_PHASE_FILE)
    ent_sync_engine_file_answered (self, answer, refused, error);
  else
    ent_sync_engine_leaf_answered (self, answer, refused);
}

/**
 * ent_sync_engine_answered:
 * @self: an engine whose request was sent
 * @answer: what came back
 */
void
ent_sync_engine_answered (EntSyncEngine *self,
                          const EntSyncAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  EntSyncVerdict verdict;

  if (self->phase == ENT_SYNC_PHASE_END)
    return;

  verdict = ent_sync_answer_judge (answer, &error);
  if (self->phase == ENT_SYNC_PHASE_FILE || self->phase == ENT_SYNC_PHASE_LEAF)
    single_answered (self, answer, verdict, error);
  else if (verdict == ENT_SYNC_VERDICT_FATAL && self->phase != ENT_SYNC_PHASE_CREATE)
    ent_sync_engine_end (self, error);
  else if (self->phase == ENT_SYNC_PHASE_PUSH)
    ent_sync_engine_push_answered (self, answer, verdict, error);
  else
    ent_sync_engine_pull_answered (self, answer, verdict, error);
}

static void
add_summary (EntSyncEngine *self,
             const EntSyncSummary *summary)
{
  self->summary.received += summary->received;
  self->summary.sent += summary->sent;
  self->summary.conflicts += summary->conflicts;
  self->summary.refused += summary->refused;
  self->summary.quarantined += summary->quarantined;
}

/**
 * ent_sync_engine_worked:
 * @self: an engine whose work was done
 * @work: the work
 * @error: (nullable): why it could not be done
 */
void
ent_sync_engine_worked (EntSyncEngine *self,
                        EntSyncWork *work,
                        const GError *error)
{
  self->working = FALSE;
  if (self->phase == ENT_SYNC_PHASE_END)
    return;
  if (error != NULL)
    {
      ent_sync_engine_end (self, error);
      return;
    }

  add_summary (self, &work->summary);
  if (work->kind == ENT_SYNC_WORK_CLOSE && work->file != NULL)
    ent_sync_engine_file (self, work);
  else if (work->kind == ENT_SYNC_WORK_CLOSE && work->leaf != NULL)
    ent_sync_engine_leaf (self, work);
  else if (work->kind == ENT_SYNC_WORK_CLOSE)
    ent_sync_engine_end (self, NULL);
  else if (work->kind == ENT_SYNC_WORK_FILE || work->kind == ENT_SYNC_WORK_LEAF)
    ent_sync_engine_work (self, ent_sync_engine_make_close (self));
  else if (work->kind == ENT_SYNC_WORK_COLLECT || work->kind == ENT_SYNC_WORK_SETTLE)
    ent_sync_engine_push_worked (self, work);
  else
    ent_sync_engine_pull_worked (self, work);
}

/**
 * ent_sync_engine_get_summary:
 * @self: an engine
 *
 * Returns: (transfer none): what was done so far
 */
const EntSyncSummary *
ent_sync_engine_get_summary (EntSyncEngine *self)
{
  if (self->outbox != NULL)
    {
      self->summary.withheld = ent_sync_outbox_get_n_withheld (self->outbox);
      self->summary.unseen = ent_sync_outbox_get_n_unseen (self->outbox);
    }
  return &self->summary;
}

/**
 * ent_sync_engine_get_taken:
 * @self: an engine
 *
 * Returns: how many changes of the server were looked at so far
 */
guint
ent_sync_engine_get_taken (EntSyncEngine *self)
{
  return self->taken;
}

/**
 * ent_sync_engine_get_expected:
 * @self: an engine
 *
 * Returns: how many more the server has announced
 */
guint
ent_sync_engine_get_expected (EntSyncEngine *self)
{
  return self->expected;
}
