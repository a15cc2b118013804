/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of documents, after all records: a round that is cut off in between goes on with the next file. */
#include <libsoup/soup.h>

#include "ent-sync-engine-private.h"

/* Begins with the file that @work has found. */
void
ent_sync_engine_file (EntSyncEngine *self,
                      EntSyncWork *work)
{
  const char *methods[] = { SOUP_METHOD_PUT, SOUP_METHOD_GET, SOUP_METHOD_DELETE };

  g_clear_pointer (&self->file, ent_sync_file_free);
  self->file = g_steal_pointer (&work->file);
  g_set_str (&self->after, self->file->digest);
  self->phase = ENT_SYNC_PHASE_FILE;
  ent_sync_engine_send (self, methods[self->file->task], ent_sync_file_get_path (self->file), g_steal_pointer (&self->file->body));
}

static void
take_refusal (EntSyncEngine *self,
              const EntSyncAnswer *answer,
              const GError *error)
{
  const char *word = ent_sync_answer_get_member (answer, "error");
  const char *reason = ent_sync_answer_get_member (answer, "reason");

  self->file->error = word != NULL ? g_strdup (word) : g_strdup_printf ("%u", answer->status);
  self->file->reason = g_strdup (reason != NULL ? reason : error->message);
  self->summary.refused++;
}

/* The file was sent, fetched or deleted. */
static void
take_answer (EntSyncEngine *self,
             const EntSyncAnswer *answer)
{
  if (self->file->task == ENT_SYNC_FILE_FETCH)
    self->file->json = json_node_ref (answer->json);
  else
    {
      g_free (self->file->rev);
      self->file->rev = self->file->task == ENT_SYNC_FILE_SEND ? g_strdup (ent_sync_answer_get_member (answer, "rev")) : NULL;
    }
}

void
ent_sync_engine_file_answered (EntSyncEngine *self,
                               const EntSyncAnswer *answer,
                               gboolean refused,
                               const GError *error)
{
  EntSyncWork *work = ent_sync_work_new (ENT_SYNC_WORK_FILE, self->remote);

  /* Somebody else has sent it, or deleted it: the list of changes will say so. */
  if (refused && self->file->task == ENT_SYNC_FILE_SEND && answer->status != SOUP_STATUS_CONFLICT)
    take_refusal (self, answer, error);
  else if (refused)
    g_clear_pointer (&self->file->rev, g_free);
  else
    take_answer (self, answer);
  work->file = g_steal_pointer (&self->file);
  ent_sync_engine_work (self, work);
}
