/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays to the engine what a server, a workspace and time would do. */
#pragma once

#include <gio/gio.h>

#include "ent-record-json.h"
#include "ent-sync-engine.h"

#define INFO "{\"db_name\":\"team-1\",\"uuid\":\"i\"}"
#define EMPTY "{\"results\":[],\"last_seq\":\"5-x\",\"pending\":0}"

/* What the engine has under way. */
typedef struct
{
  EntSyncEngine *engine;         /* (owned) */
  const EntSyncRequest *request; /* of the engine */
  EntSyncWork *work;             /* (owned) */
  double wait;                   /* 0 where it does not */
  gboolean ended;
  GError *error;                 /* (owned): that it ended with */
  guint n_requests;
} Play;

static inline void
play_clear (Play *play)
{
  g_clear_object (&play->engine);
  g_clear_object (&play->work);
  g_clear_error (&play->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Play, play_clear)

static inline void
follow (Play *play)
{
  for (;;)
    {
      g_autoptr (EntSyncStep) step = ent_sync_engine_next (play->engine);

      if (step == NULL)
        return;

      g_assert_false (play->ended);
      switch (step->kind)
        {
        case ENT_SYNC_STEP_SEND:
          g_assert_null (play->request);
          play->request = step->request;
          play->n_requests++;
          break;
        case ENT_SYNC_STEP_WORK:
          g_assert_null (play->work);
          play->work = g_object_ref (step->work);
          break;
        case ENT_SYNC_STEP_WAIT:
          play->wait = step->seconds;
          break;
        case ENT_SYNC_STEP_END:
        default:
          play->ended = TRUE;
          play->error = g_steal_pointer (&step->error);
          g_clear_object (&play->work);
          play->request = NULL;
        }
    }
}

static inline void
begin (Play *play,
       EntCircle circle)
{
  *play = (Play){ .engine = ent_sync_engine_new ("Team", circle, 42) };
  follow (play);
}

static inline void
reply (Play *play,
       EntSyncAnswer *answer)
{
  g_assert_nonnull (play->request);
  play->request = NULL;
  ent_sync_engine_answered (play->engine, answer);
  ent_sync_answer_free (answer);
  follow (play);
}

static inline void
answer (Play *play,
        guint status,
        const char *json)
{
  EntSyncAnswer *made = ent_sync_answer_new (status, NULL);

  if (json != NULL)
    made->json = ent_json_from_text (json, -1, &made->error);
  reply (play, made);
}

static inline void
expect (Play *play,
        const char *method,
        const char *path)
{
  g_assert_no_error (play->error);
  g_assert_nonnull (play->request);
  g_assert_cmpstr (play->request->method, ==, method);
  g_assert_cmpstr (play->request->path, ==, path);
}

static inline void
finish_work (Play *play,
             EntSyncWorkKind kind,
             const GError *error)
{
  g_autoptr (EntSyncWork) work = g_steal_pointer (&play->work);

  g_assert_no_error (play->error);
  g_assert_nonnull (work);
  g_assert_cmpint (work->kind, ==, kind);
  ent_sync_engine_worked (play->engine, work, error);
  follow (play);
}

static inline void
wait_and_go_on (Play *play)
{
  g_assert_cmpfloat (play->wait, >, 0);
  play->wait = 0;
  ent_sync_engine_waited (play->engine);
  follow (play);
}

static inline void
open_database (Play *play)
{
  expect (play, "GET", "");
  answer (play, 200, INFO);
  finish_work (play, ENT_SYNC_WORK_OPEN, NULL);
}

static inline void
pull_nothing (Play *play)
{
  open_database (play);
  answer (play, 200, EMPTY);
  finish_work (play, ENT_SYNC_WORK_TAKE, NULL);
}

static inline EntSyncParcel *
new_parcel (const char *id)
{
  EntSyncParcel *parcel = g_new0 (EntSyncParcel, 1);

  parcel->id = g_strdup (id);
  parcel->wire_id = g_strdup (id);
  parcel->document = json_object_new ();
  parcel->body = g_strdup_printf ("{\"_id\":\"%s\"}", id);
  parcel->base = g_strdup ("{}");
  parcel->fields = g_new0 (char *, 1);
  return parcel;
}

/* Hands the engine parcels of these names, separated by spaces. */
static inline void
collect (Play *play,
         const char *names)
{
  g_auto (GStrv) ids = g_strsplit (names, " ", -1);

  g_assert_nonnull (play->work);
  g_assert_cmpint (play->work->kind, ==, ENT_SYNC_WORK_COLLECT);
  if (play->work->outbox == NULL)
    play->work->outbox = g_object_new (ENT_TYPE_SYNC_OUTBOX, NULL);
  play->work->parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_sync_parcel_free);
  for (gsize i = 0; ids[i] != NULL; i++)
    if (*ids[i] != '\0')
      g_ptr_array_add (play->work->parcels, new_parcel (ids[i]));
  finish_work (play, ENT_SYNC_WORK_COLLECT, NULL);
}

static inline void
assert_well (Play *play)
{
  g_assert_true (play->ended);
  g_assert_no_error (play->error);
}

static inline void
assert_failed (Play *play,
               EntError code)
{
  g_assert_true (play->ended);
  g_assert_error (play->error, ENT_ERROR, (int) code);
  g_assert_cmpstr (play->error->message, !=, "");
}
