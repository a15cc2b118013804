/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A round of synchronising with a server that answers anything. The input is the circle, then an answer a part: a line
 * with its status and perhaps Retry-After, and its body. Whatever comes, the round ends, the workspace is sound, what was
 * here is here, and what does not belong to the circle is not sent. */
#include "ent-record-json.h"
#include "ent-remote.h"
#include "ent-sync-engine.h"
#include "fuzz-workspace.h"

#define SIREN "200046977"
#define SECRET "what only the unit may know"
#define MAX_STEPS 5000

static const char *const own_ids[] = {
  "authority:0190a1b2-0000-7000-8000-000000000001",
  "partnership:0190a1b2-0000-7000-8000-000000000002",
  "project:0190a1b2-0000-7000-8000-000000000003",
  "project:0190a1b2-0000-7000-8000-000000000004",
};

static const char *const remotes[] = { "Team", "Departments", "Atlas" };

static void
save (EntWorkspace *workspace,
      const char *id,
      const char *const *texts)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find_for_id (id), id);
  g_autoptr (GError) error = NULL;

  for (; *texts != NULL; texts += 2)
    {
      ent_record_set_parsed (record, texts[0], texts[1], &error);
      fuzz_no_error (error);
    }
  ent_workspace_save (workspace, record, &error);
  fuzz_no_error (error);
}

static void
fill (EntWorkspace *workspace)
{
  const char *const authority[] = { "name", "Amiens", "country", "FR", "siren", SIREN, NULL };
  const char *const partnership[] = { "title", "Dortmund", "notes", SECRET, "circle", "atlas", NULL };
  const char *const open[] = { "title", "Eau", "partnership", own_ids[1], "start", "2024", "circle", "atlas", NULL };
  const char *const closed[] = { "title", SECRET, "circle", "team", NULL };
  const char *const *records[] = { authority, partnership, open, closed };
  g_autoptr (GError) error = NULL;

  ent_workspace_set_user (workspace, "anne");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    save (workspace, own_ids[i], records[i]);
  ent_workspace_set_setting (workspace, "own-authority", own_ids[0], &error);
  for (EntCircle circle = ENT_CIRCLE_TEAM; error == NULL && circle <= ENT_CIRCLE_ATLAS; circle++)
    ent_remote_add (workspace, remotes[circle], "https://example.org", circle, "anne", &error);
  fuzz_no_error (error);
}

/* What goes on in one round. */
typedef struct
{
  EntSyncEngine *engine;
  EntWorkspace *workspace;
  EntCircle circle;
  GPtrArray *answers; /* (element-type GBytes) */
  guint next;
  const EntSyncRequest *request;
  EntSyncWork *work;
  gboolean waiting;
  gboolean ended;
} Play;

static void
check_request (Play *play,
               const EntSyncRequest *request)
{
  if (play->circle > ENT_CIRCLE_TEAM)
    fuzz_assert (request->body == NULL || strstr (request->body, SECRET) == NULL);
}

static void
follow (Play *play)
{
  for (;;)
    {
      g_autoptr (EntSyncStep) step = ent_sync_engine_next (play->engine);

      if (step == NULL)
        return;

      switch (step->kind)
        {
        case ENT_SYNC_STEP_SEND:
          fuzz_assert (play->request == NULL);
          play->request = step->request;
          check_request (play, step->request);
          break;
        case ENT_SYNC_STEP_WORK:
          fuzz_assert (play->work == NULL);
          play->work = g_object_ref (step->work);
          break;
        case ENT_SYNC_STEP_WAIT:
          play->waiting = TRUE;
          break;
        case ENT_SYNC_STEP_END:
        default:
          play->ended = TRUE;
        }
    }
}

/* The next answer of the input; at its end nothing answers any more. */
static EntSyncAnswer *
make_answer (Play *play)
{
  EntSyncAnswer *answer = ent_sync_answer_new (0, NULL);
  const char *text, *body;
  char *rest;

  if (play->next == play->answers->len)
    {
      answer->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "refused");
      return answer;
    }

  text = g_bytes_get_data (play->answers->pdata[play->next++], NULL);
  answer->status = (guint) g_ascii_strtoull (text, &rest, 10);
  body = strchr (text, '\n');
  if (body != NULL && body > rest)
    {
      g_autofree char *header = g_strndup (rest, (gsize) (body - rest));

      answer->retry_after = g_utf8_make_valid (g_strstrip (header), -1);
    }
  if (body != NULL)
    answer->json = ent_json_from_text (body + 1, -1, &answer->error);
  if (answer->status == 0 && answer->error == NULL)
    answer->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "silence");
  return answer;
}

static void
give_answer (Play *play)
{
  g_autoptr (EntSyncAnswer) answer = make_answer (play);

  play->request = NULL;
  ent_sync_engine_answered (play->engine, answer);
}

static void
do_work (Play *play)
{
  g_autoptr (EntSyncWork) work = g_steal_pointer (&play->work);
  g_autoptr (GError) error = NULL;

  /* Nothing that comes from a server is a reason not to be able to write. */
  ent_sync_work_run (work, play->workspace, &error);
  fuzz_no_error (error);
  ent_sync_engine_worked (play->engine, work, NULL);
}

/* One thing after another; of a request and a piece of work under way, now this one ends first, now that. */
static void
go_on (Play *play)
{
  if (play->waiting)
    {
      play->waiting = FALSE;
      ent_sync_engine_waited (play->engine);
    }
  else if (play->work != NULL && (play->request == NULL || play->next % 2 == 0))
    do_work (play);
  else
    give_answer (play);
}

static void
play_round (Play *play)
{
  guint steps = 0;

  for (follow (play); !play->ended; follow (play))
    {
      fuzz_assert (steps++ < MAX_STEPS);
      fuzz_assert (play->request != NULL || play->work != NULL || play->waiting);
      go_on (play);
    }
  g_clear_object (&play->work);
}

/* Others may delete what is theirs to delete. What never left the house they cannot reach. */
static void
check_kept (Play *play)
{
  for (guint i = 0; play->circle > ENT_CIRCLE_TEAM && i < G_N_ELEMENTS (own_ids); i++)
    {
      g_autoptr (EntRecord) record = ent_workspace_get (play->workspace, own_ids[i], NULL);

      if (i == 3)
        fuzz_assert (record != NULL && g_str_equal (ent_record_get_text (record, "title"), SECRET));
      else if (i == 1 && record != NULL)
        fuzz_assert (g_strcmp0 (ent_record_get_text (record, "notes"), SECRET) == 0);
    }
}

static EntCircle
read_circle (GPtrArray *parts)
{
  const char *text = g_bytes_get_data (parts->pdata[0], NULL);
  EntCircle circle = text[0] == 'a' ? ENT_CIRCLE_ATLAS : text[0] == 'd' ? ENT_CIRCLE_DEPARTMENTS : ENT_CIRCLE_TEAM;

  g_ptr_array_remove_index (parts, 0);
  return circle;
}

/* Plays an input on a workspace, and leaves what it made of it. */
static void
play_on (EntWorkspace *workspace,
         const guint8 *data,
         gsize size)
{
  g_autoptr (GPtrArray) parts = fuzz_split (data, size);
  EntCircle circle = read_circle (parts);
  g_autoptr (EntSyncEngine) engine = ent_sync_engine_new (remotes[circle], circle, 42);
  Play play = { .circle = circle, .answers = parts, .workspace = workspace, .engine = engine };

  play_round (&play);
  check_kept (&play);
}

/* A copy of its own, and to look whether it is sound, take longer than all the rest: of the inputs made up, some must do. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  static GBytes *template;
  static EntWorkspace *common;
  EntWorkspace *own;

  if (size > FUZZ_MAX_SIZE)
    return 0;
  if (template == NULL)
    template = fuzz_make_template (fill);
  if (common == NULL)
    common = fuzz_open_copy (template);

  if (g_test_initialized () || size % 64 == 0)
    {
      own = fuzz_open_copy (template);
      play_on (own, data, size);
      fuzz_assert_sound (own);
      fuzz_drop_copy (own);
    }
  else
    {
      fuzz_restore_copy (common);
      play_on (common, data, size);
    }
  return 0;
}
