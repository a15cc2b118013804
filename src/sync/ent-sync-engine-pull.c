/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server has that we have not. */
#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "ent-record-json.h"
#include "ent-sync-engine-private.h"
#include "ent-sync-row.h"

#define LIMIT_USUAL 500
#define LIMIT_MAX 2000
/* Twice that is taken in before whoever saves a form meanwhile has noticed. */
#define SMALL_PAGE_BYTES (2 * 1024 * 1024)
#define LIMIT_COMPARE 2000
/* Before asking for less: perhaps it was only cut off on the way. */
#define TRIES_BEFORE_LESS 2

static void
fail (EntSyncEngine *self,
      const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (ENT_ERROR, ENT_ERROR_FAILED, message);

  ent_sync_engine_end (self, error);
}

static void
ask_what_it_is (EntSyncEngine *self)
{
  self->phase = ENT_SYNC_PHASE_INFO;
  ent_sync_engine_send (self, SOUP_METHOD_GET, g_strdup (""), NULL);
}

void
ent_sync_engine_begin (EntSyncEngine *self)
{
  ask_what_it_is (self);
}

static void
ask_for_changes (EntSyncEngine *self,
                 EntSyncPhase phase,
                 gboolean documents,
                 guint limit)
{
  g_autofree char *since = g_uri_escape_string (self->since != NULL ? self->since : "0", NULL, FALSE);

  self->phase = phase;
  ent_sync_engine_send (self, SOUP_METHOD_GET,
                        g_strdup_printf ("/_changes?%slimit=%u&since=%s", documents ? "include_docs=true&conflicts=true&" : "", limit, since),
                        NULL);
}

void
ent_sync_engine_pull (EntSyncEngine *self)
{
  ask_for_changes (self, ENT_SYNC_PHASE_PULL, TRUE, self->limit);
}

void
ent_sync_engine_compare (EntSyncEngine *self)
{
  ask_for_changes (self, ENT_SYNC_PHASE_COMPARE, FALSE, LIMIT_COMPARE);
}

void
ent_sync_engine_fetch (EntSyncEngine *self)
{
  const char *id = g_queue_peek_head (&self->fetches);
  g_autofree char *escaped = NULL;

  if (id == NULL)
    {
      ent_sync_engine_pull (self);
      return;
    }

  escaped = g_uri_escape_string (id, NULL, FALSE);
  self->phase = ENT_SYNC_PHASE_FETCH;
  ent_sync_engine_send (self, SOUP_METHOD_GET, g_strconcat ("/", escaped, NULL), NULL);
}

static void
info_answered (EntSyncEngine *self,
               const EntSyncAnswer *answer,
               const GError *error)
{
  EntSyncWork *work;
  const char *instance;

  if (answer->status == SOUP_STATUS_NOT_FOUND && self->circle < ENT_CIRCLE_ATLAS && !self->created)
    {
      self->created = TRUE;
      self->phase = ENT_SYNC_PHASE_CREATE;
      ent_sync_engine_send (self, SOUP_METHOD_PUT, g_strdup (""), NULL);
      return;
    }
  if (error != NULL)
    {
      ent_sync_engine_end (self, error);
      return;
    }
  if (ent_sync_answer_get_member (answer, "db_name") == NULL)
    {
      fail (self, _ ("The server answers, but not as a CouchDB or an Entente Atlas. Is the address right?"));
      return;
    }

  /* Where a server knows of no difference it says "0" of every database. */
  instance = ent_sync_answer_get_member (answer, "uuid");
  if (instance == NULL)
    instance = ent_sync_answer_get_member (answer, "instance_start_time");
  work = ent_sync_work_new (ENT_SYNC_WORK_OPEN, self->remote);
  work->instance = g_strcmp0 (instance, "0") != 0 ? g_strdup (instance) : NULL;
  self->phase = ENT_SYNC_PHASE_OPEN;
  ent_sync_engine_work (self, work);
}

static void
create_answered (EntSyncEngine *self,
                 const EntSyncAnswer *answer,
                 const GError *error)
{
  if (error == NULL || answer->status == SOUP_STATUS_PRECONDITION_FAILED)
    ask_what_it_is (self);
  else if (answer->status == SOUP_STATUS_FORBIDDEN || answer->status == SOUP_STATUS_UNAUTHORIZED)
    fail (self, _ ("The server does not have this database yet, and the account may not make it. Ask whoever runs the server."));
  else
    ent_sync_engine_end (self, error);
}

/* Sequences are opaque: a string in CouchDB, a number or a list elsewhere. */
static char *
read_seq (JsonObject *page)
{
  JsonNode *node = json_object_get_member (page, "last_seq");

  if (node == NULL || JSON_NODE_HOLDS_NULL (node) || JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  return json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node) : ent_json_to_text (node);
}

static JsonArray *
read_rows (JsonObject *page)
{
  JsonNode *node = json_object_get_member (page, "results");
  JsonArray *rows = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode *row = json_array_get_element (rows, i);
      JsonNode *id = JSON_NODE_HOLDS_OBJECT (row) ? json_object_get_member (json_node_get_object (row), "id") : NULL;

      if (id == NULL || json_node_get_value_type (id) != G_TYPE_STRING)
        return NULL;
    }

  return rows;
}

static gint64
read_pending (JsonObject *page)
{
  JsonNode *node = json_object_get_member (page, "pending");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;
}

/* An Entente Atlas says so where files of an older copy were put back. */
static gboolean
read_rewound (JsonObject *page)
{
  JsonNode *node = json_object_get_member (page, "rewound");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/* Makes work of a page of changes and moves on to where it ends; NULL, and the end, where it is none. */
static EntSyncWork *
work_on_page (EntSyncEngine *self,
              JsonNode *node,
              EntSyncWorkKind kind,
              guint limit)
{
  JsonObject *page = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *rows = page != NULL ? read_rows (page) : NULL;
  g_autofree char *since = rows != NULL ? read_seq (page) : NULL;
  EntSyncWork *work;
  gint64 pending;

  if (since == NULL)
    {
      fail (self, _ ("The server’s list of changes cannot be read. Is it a CouchDB or an Entente Atlas?"));
      return NULL;
    }

  pending = read_pending (page);
  self->more = json_array_get_length (rows) > 0 && (pending >= 0 ? pending > 0 : json_array_get_length (rows) >= limit);
  self->expected = CLAMP (pending, 0, G_MAXINT);

  work = ent_sync_work_new (kind, self->remote);
  work->rows = json_array_ref (rows);
  work->since = g_steal_pointer (&since);
  work->rewound = read_rewound (page);
  return work;
}

/* The fewer pages, the less often the same indices are written: small documents come by the thousand. */
static guint
choose_limit (EntSyncEngine *self)
{
  gboolean small = self->page_size > 0 && self->page_size <= SMALL_PAGE_BYTES;

  return MAX (self->limit, MIN (small ? LIMIT_MAX : LIMIT_USUAL, self->limit * 2));
}

/* While this page is taken in, the next one is already on its way. */
static void
take_page (EntSyncEngine *self,
           JsonNode *page)
{
  EntSyncWork *work = work_on_page (self, page, ENT_SYNC_WORK_TAKE, self->limit);

  if (work == NULL)
    return;

  g_set_str (&self->since, work->since);
  ent_sync_engine_work (self, work);
  self->limit = choose_limit (self);
  if (self->more)
    ent_sync_engine_pull (self);
}

static void
page_answered (EntSyncEngine *self,
               const EntSyncAnswer *answer,
               EntSyncVerdict verdict,
               const GError *error)
{
  self->page_size = answer->size;
  if (verdict == ENT_SYNC_VERDICT_FINE && self->working)
    self->page = json_node_ref (answer->json);
  else if (verdict == ENT_SYNC_VERDICT_FINE)
    take_page (self, answer->json);
  else if (answer->status == SOUP_STATUS_BAD_REQUEST && self->since != NULL && !self->rewound)
    {
      /* Not its sequence, perhaps no longer: all from the start, which is known and quick to pass. */
      self->rewound = TRUE;
      g_clear_pointer (&self->since, g_free);
      ent_sync_engine_pull (self);
    }
  else
    ent_sync_engine_end (self, error);
}

/* One document must not stand in the way of all that come after it: it is found by halves, and put aside. */
static void
ask_for_less (EntSyncEngine *self,
              const EntSyncAnswer *answer,
              const GError *error)
{
  gboolean unreadable = answer->status >= 200 && answer->status < 300;

  ent_sync_engine_release (self);
  if (self->limit > 1)
    {
      self->limit = MAX (1, self->limit / 8);
      ent_sync_engine_pull (self);
    }
  else if (unreadable)
    {
      g_set_str (&self->unreadable, error->message);
      ask_for_changes (self, ENT_SYNC_PHASE_SKIP, FALSE, 1);
    }
  else
    ent_sync_engine_end (self, error);
}

static void
skip_answered (EntSyncEngine *self,
               const EntSyncAnswer *answer,
               const GError *error)
{
  EntSyncWork *work;

  if (error != NULL)
    {
      ent_sync_engine_end (self, error);
      return;
    }

  work = work_on_page (self, answer->json, ENT_SYNC_WORK_PUT_ASIDE, 1);
  if (work == NULL)
    return;

  g_set_str (&self->since, work->since);
  work->reason = g_strdup (self->unreadable);
  ent_sync_engine_work (self, work);
}

static void
fetch_answered (EntSyncEngine *self,
                const EntSyncAnswer *answer,
                const GError *error)
{
  const char *id = g_queue_peek_head (&self->fetches);
  const char *reason = ent_sync_answer_get_member (answer, "reason");
  gboolean deleted = answer->status == SOUP_STATUS_NOT_FOUND && g_strcmp0 (reason, "deleted") == 0;
  gboolean there = error == NULL && JSON_NODE_HOLDS_OBJECT (answer->json);
  EntSyncWork *work;

  if (!there && answer->status != SOUP_STATUS_NOT_FOUND)
    {
      if (error != NULL)
        ent_sync_engine_end (self, error);
      else
        fail (self, _ ("The server’s answer cannot be read. Try again later; if that does not help, ask whoever runs the server."));
      return;
    }

  work = ent_sync_work_new (there || deleted ? ENT_SYNC_WORK_TAKE : ENT_SYNC_WORK_FORGET, self->remote);
  work->id = g_strdup (id);
  work->rows = json_array_new ();
  json_array_add_object_element (work->rows, ent_sync_row_make (id, "", there ? json_node_get_object (answer->json) : NULL));
  ent_sync_engine_work (self, work);
}

static void
compare_answered (EntSyncEngine *self,
                  const EntSyncAnswer *answer,
                  const GError *error)
{
  EntSyncWork *work;

  if (error != NULL)
    {
      ent_sync_engine_end (self, error);
      return;
    }

  work = work_on_page (self, answer->json, ENT_SYNC_WORK_COMPARE, LIMIT_COMPARE);
  if (work != NULL)
    ent_sync_engine_work (self, work);
}

void
ent_sync_engine_pull_answered (EntSyncEngine *self,
                               const EntSyncAnswer *answer,
                               EntSyncVerdict verdict,
                               const GError *error)
{
  gboolean huge = g_error_matches (answer->error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);

  if (verdict == ENT_SYNC_VERDICT_LESS && self->phase == ENT_SYNC_PHASE_PULL && (huge || self->tries >= TRIES_BEFORE_LESS))
    {
      ask_for_less (self, answer, error);
      return;
    }
  if (verdict == ENT_SYNC_VERDICT_AGAIN || verdict == ENT_SYNC_VERDICT_LESS)
    {
      ent_sync_engine_retry (self, answer, error);
      return;
    }

  ent_sync_engine_release (self);
  if (self->phase == ENT_SYNC_PHASE_INFO)
    info_answered (self, answer, error);
  else if (self->phase == ENT_SYNC_PHASE_CREATE)
    create_answered (self, answer, error);
  else if (self->phase == ENT_SYNC_PHASE_SKIP)
    skip_answered (self, answer, error);
  else if (self->phase == ENT_SYNC_PHASE_FETCH)
    fetch_answered (self, answer, error);
  else if (self->phase == ENT_SYNC_PHASE_COMPARE)
    compare_answered (self, answer, error);
  else
    page_answered (self, answer, verdict, error);
}

static void
page_worked (EntSyncEngine *self)
{
  g_autoptr (JsonNode) page = g_steal_pointer (&self->page);

  if (page != NULL)
    take_page (self, page);
  else if (self->request == NULL)
    ent_sync_engine_push (self);
}

static void
compare_worked (EntSyncEngine *self,
                EntSyncWork *work)
{
  if (!work->known)
    {
      ent_sync_engine_pull (self);
      return;
    }

  g_set_str (&self->since, work->since);
  if (self->more)
    ent_sync_engine_compare (self);
  else
    ent_sync_engine_work (self, ent_sync_engine_make_close (self));
}

void
ent_sync_engine_pull_worked (EntSyncEngine *self,
                             EntSyncWork *work)
{
  if (work->kind == ENT_SYNC_WORK_OPEN)
    {
      g_set_str (&self->since, work->since);
      self->start = work->start;
      ent_sync_engine_pull (self);
    }
  else if (work->kind == ENT_SYNC_WORK_COMPARE)
    compare_worked (self, work);
  else if (work->kind == ENT_SYNC_WORK_PUT_ASIDE)
    ent_sync_engine_pull (self);
  else if (self->phase == ENT_SYNC_PHASE_FETCH)
    {
      g_free (g_queue_pop_head (&self->fetches));
      ent_sync_engine_fetch (self);
    }
  else
    {
      self->taken += json_array_get_length (work->rows);
      page_worked (self);
    }
}
