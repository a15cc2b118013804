/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What we have that the server has not. */
#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "ent-sync-engine-private.h"

/* How often to take in what came meanwhile and offer ours again: two busy desks need two or three. */
#define ROUNDS_MAX 5
#define TRIES_BEFORE_SPLIT 2
#define REV_MAX 200
/* Where the server fails at so many documents in a row, each alone, it is not for what is in them. */
#define SUSPECTS_MAX 3

static void
collect (EntSyncEngine *self)
{
  EntSyncWork *work = ent_sync_work_new (ENT_SYNC_WORK_COLLECT, self->remote);

  self->phase = ENT_SYNC_PHASE_COLLECT;
  g_set_object (&work->outbox, self->outbox);
  work->max_parcels = self->max_parcels;
  work->seen = self->seen != NULL ? g_ptr_array_ref (self->seen) : NULL;
  work->start = self->start;
  ent_sync_engine_work (self, work);
}

void
ent_sync_engine_push (EntSyncEngine *self)
{
  GHashTable *former = self->conflicted;

  if (self->pull_only)
    {
      ent_sync_engine_work (self, ent_sync_engine_make_close (self));
      return;
    }

  self->conflicted = self->conflicts;
  self->conflicts = former;
  g_hash_table_remove_all (self->conflicts);
  self->rounds++;
  self->n_sent = 0;
  self->n_open = 0;
  g_clear_object (&self->outbox);
  collect (self);
}

static void
send_batch (EntSyncEngine *self)
{
  GPtrArray *batch = g_queue_peek_head (&self->batches);
  g_autoptr (GString) body = g_string_new ("{\"docs\":[");

  for (guint i = 0; i < batch->len; i++)
    {
      if (i > 0)
        g_string_append_c (body, ',');
      g_string_append (body, ((EntSyncParcel *) batch->pdata[i])->body);
    }
  g_string_append (body, "]}");

  self->phase = ENT_SYNC_PHASE_PUSH;
  ent_sync_engine_send (self, SOUP_METHOD_POST, g_strdup ("/_bulk_docs"), g_string_free_and_steal (g_steal_pointer (&body)));
}

EntSyncWork *
ent_sync_engine_make_close (EntSyncEngine *self)
{
  EntSyncWork *work = ent_sync_work_new (ENT_SYNC_WORK_CLOSE, self->remote);

  /* What is still open is offered again the next time, with all that was written since. */
  if (self->outbox != NULL && self->n_open == 0 && g_hash_table_size (self->conflicts) == 0 && ent_sync_outbox_get_n_withheld (self->outbox) == 0
      && ent_sync_outbox_get_n_unseen (self->outbox) == 0)
    work->outbox = g_object_ref (self->outbox);
  /* The Atlas has records, no files. */
  if (!self->pull_only && self->circle < ENT_CIRCLE_ATLAS)
    work->after = g_strdup (self->after);
  if (!self->pull_only)
    work->after_leaf = g_strdup (self->after_leaf);
  self->phase = ENT_SYNC_PHASE_CLOSE;
  return work;
}

static void
finish_round (EntSyncEngine *self)
{
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (self->conflicts) > 0 && self->rounds < ROUNDS_MAX)
    {
      /* What the list of changes did not settle the first time is looked at by itself. */
      g_hash_table_iter_init (&iter, self->conflicts);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        if (g_hash_table_contains (self->conflicted, id))
          g_queue_push_tail (&self->fetches, g_strdup (id));
      ent_sync_engine_fetch (self);
    }
  else if (self->n_sent > 0)
    ent_sync_engine_compare (self);
  else
    ent_sync_engine_work (self, ent_sync_engine_make_close (self));
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static void
read_result (EntSyncEngine *self,
             EntSyncParcel *parcel,
             JsonObject *result)
{
  const char *rev = get_text (result, "rev");
  const char *error = get_text (result, "error");

  if (error == NULL && rev != NULL && *rev != '\0' && strlen (rev) <= REV_MAX)
    {
      parcel->new_rev = g_strdup (rev);
      self->n_sent++;
    }
  else if (g_strcmp0 (error, "conflict") == 0)
    g_hash_table_add (self->conflicts, g_strdup (parcel->wire_id));
  else
    {
      parcel->error = g_strdup (error != NULL ? error : "unknown");
      parcel->reason = g_strdup (get_text (result, "reason"));
    }
}

static void
settle (EntSyncEngine *self,
        GPtrArray *batch)
{
  EntSyncWork *work = ent_sync_work_new (ENT_SYNC_WORK_SETTLE, self->remote);

  work->parcels = g_ptr_array_ref (batch);
  ent_sync_engine_work (self, work);
}

/* The server does take documents: it is the fault of those that it failed at. */
static void
settle_with_suspects (EntSyncEngine *self)
{
  GPtrArray *suspects = self->suspects;
  GPtrArray *batch = g_queue_peek_head (&self->batches);

  self->suspects = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_sync_parcel_free);
  g_ptr_array_extend_and_steal (batch, suspects);
  settle (self, batch);
}

static gboolean
read_results (EntSyncEngine *self,
              GPtrArray *batch,
              JsonNode *node)
{
  g_autoptr (GHashTable) parcels = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *results = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (results == NULL)
    return FALSE;

  for (guint i = 0; i < batch->len; i++)
    g_hash_table_insert (parcels, ((EntSyncParcel *) batch->pdata[i])->wire_id, batch->pdata[i]);
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonNode *result = json_array_get_element (results, i);
      const char *id = JSON_NODE_HOLDS_OBJECT (result) ? get_text (json_node_get_object (result), "id") : NULL;
      EntSyncParcel *parcel = id != NULL ? g_hash_table_lookup (parcels, id) : NULL;

      if (parcel != NULL)
        read_result (self, parcel, json_node_get_object (result));
      if (parcel != NULL)
        g_hash_table_remove (parcels, id);
    }

  self->n_open += g_hash_table_size (parcels);
  return TRUE;
}

static void
split_batch (EntSyncEngine *self)
{
  g_autoptr (GPtrArray) batch = g_queue_pop_head (&self->batches);
  GPtrArray *rest = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_sync_parcel_free);
  guint half = batch->len / 2;

  while (batch->len > half)
    g_ptr_array_insert (rest, 0, g_ptr_array_steal_index (batch, batch->len - 1));
  g_queue_push_head (&self->batches, rest);
  g_queue_push_head (&self->batches, g_steal_pointer (&batch));
  send_batch (self);
}

static void
send_next (EntSyncEngine *self)
{
  if (g_queue_is_empty (&self->batches))
    collect (self);
  else
    send_batch (self);
}

/* What it fails at while it takes others is kept from it like what it refuses; where it takes nothing any more, the round ends. */
static void
suspect (EntSyncEngine *self,
         const GError *error)
{
  g_autoptr (GPtrArray) batch = g_queue_pop_head (&self->batches);

  g_ptr_array_extend_and_steal (self->suspects, g_steal_pointer (&batch));
  g_clear_error (&self->trouble);
  self->trouble = g_error_copy (error);
  if (self->suspects->len >= SUSPECTS_MAX)
    ent_sync_engine_end (self, error);
  else
    send_next (self);
}

/* One bad document spoils its whole batch, and nothing of it is written: halve until it stands alone. */
static void
isolate (EntSyncEngine *self,
         const EntSyncAnswer *answer,
         const GError *error)
{
  GPtrArray *batch = g_queue_peek_head (&self->batches);
  const char *word = ent_sync_answer_get_member (answer, "error");
  const char *reason = ent_sync_answer_get_member (answer, "reason");
  EntSyncParcel *parcel = batch->pdata[0];

  ent_sync_engine_release (self);
  if (batch->len > 1)
    {
      split_batch (self);
      return;
    }

  parcel->error = word != NULL ? g_strdup (word) : g_strdup_printf ("%u", answer->status);
  parcel->reason = g_strdup (reason != NULL ? reason : error->message);
  if (answer->status == SOUP_STATUS_INTERNAL_SERVER_ERROR)
    suspect (self, error);
  else
    settle (self, batch);
}

static gboolean
is_about_the_batch (EntSyncEngine *self,
                    const EntSyncAnswer *answer,
                    EntSyncVerdict verdict)
{
  if (answer->status == SOUP_STATUS_NOT_FOUND)
    return FALSE;
  if (verdict == ENT_SYNC_VERDICT_BAD || answer->status == SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE)
    return TRUE;

  return answer->status == SOUP_STATUS_INTERNAL_SERVER_ERROR && self->tries >= TRIES_BEFORE_SPLIT;
}

void
ent_sync_engine_push_answered (EntSyncEngine *self,
                               const EntSyncAnswer *answer,
                               EntSyncVerdict verdict,
                               const GError *error)
{
  GPtrArray *batch = g_queue_peek_head (&self->batches);

  if (is_about_the_batch (self, answer, verdict))
    isolate (self, answer, error);
  else if (verdict == ENT_SYNC_VERDICT_LESS && self->tries >= TRIES_BEFORE_SPLIT && batch->len > 1)
    {
      /* Too slow for so many at once. */
      self->max_parcels = MAX (1, batch->len / 2);
      ent_sync_engine_release (self);
      split_batch (self);
    }
  else if (verdict == ENT_SYNC_VERDICT_AGAIN || verdict == ENT_SYNC_VERDICT_LESS)
    ent_sync_engine_retry (self, answer, error);
  else if (verdict == ENT_SYNC_VERDICT_FINE && read_results (self, batch, answer->json))
    {
      ent_sync_engine_release (self);
      settle_with_suspects (self);
    }
  else
    {
      g_autoptr (GError) unreadable =
        g_error_new_literal (ENT_ERROR, ENT_ERROR_FAILED, _ ("The server’s answer cannot be read. Try again later; if that does not help, ask whoever runs the server."));

      ent_sync_engine_end (self, error != NULL ? error : unreadable);
    }
}

/* All is sent; what the server failed at alone, and nothing came after it, is settled as well. */
static void
finish (EntSyncEngine *self)
{
  if (self->suspects->len == 0)
    finish_round (self);
  else if (self->n_sent > 0)
    {
      g_queue_push_tail (&self->batches, g_ptr_array_new_with_free_func ((GDestroyNotify) ent_sync_parcel_free));
      settle_with_suspects (self);
    }
  else
    ent_sync_engine_end (self, self->trouble);
}

static void
collected (EntSyncEngine *self,
           EntSyncWork *work)
{
  g_set_object (&self->outbox, work->outbox);
  if (work->parcels->len == 0)
    {
      finish (self);
      return;
    }

  g_queue_push_tail (&self->batches, g_ptr_array_ref (work->parcels));
  send_batch (self);
}

void
ent_sync_engine_push_worked (EntSyncEngine *self,
                             EntSyncWork *work)
{
  if (work->kind == ENT_SYNC_WORK_COLLECT)
    {
      collected (self, work);
      return;
    }

  g_ptr_array_unref (g_queue_pop_head (&self->batches));
  send_next (self);
}
