/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What came back for a request. */
typedef struct
{
  guint status;       /* of HTTP; 0 where there was no answer */
  char *type;         /* (nullable) (owned): Content-Type, without parameters */
  char *retry_after;  /* (nullable) (owned): as it came */
  char *date;         /* (nullable) (owned): what time it is there, as it came */
  char *location;     /* (nullable) (owned): where it wants to send us */
  JsonNode *json;     /* (nullable) (owned): the body, where it is JSON */
  gsize size;         /* of the body in bytes, unpacked; 0 where it is not known */
  GError *error;      /* (nullable) (owned): why there is no answer, or no JSON in it */
} EntSyncAnswer;

/**
 * EntSyncVerdict:
 * @ENT_SYNC_VERDICT_FINE: success, with JSON
 * @ENT_SYNC_VERDICT_AGAIN: try the same once more, later
 * @ENT_SYNC_VERDICT_LESS: ask for less, or send less, at a time
 * @ENT_SYNC_VERDICT_BAD: the server does not like the request: 400, 404, 409, 412 …
 * @ENT_SYNC_VERDICT_FATAL: nothing more can be done
 */
typedef enum
{
  ENT_SYNC_VERDICT_FINE,
  ENT_SYNC_VERDICT_AGAIN,
  ENT_SYNC_VERDICT_LESS,
  ENT_SYNC_VERDICT_BAD,
  ENT_SYNC_VERDICT_FATAL,
} EntSyncVerdict;

EntSyncAnswer *ent_sync_answer_new  (guint status, JsonNode *json);
void           ent_sync_answer_free (EntSyncAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntSyncAnswer, ent_sync_answer_free)

EntSyncVerdict ent_sync_answer_judge      (const EntSyncAnswer *answer, GError **error);
double         ent_sync_answer_get_delay  (const EntSyncAnswer *answer, gint64 now);
char          *ent_sync_answer_quote      (const char *text);
const char    *ent_sync_answer_get_member (const EntSyncAnswer *answer, const char *name);

G_END_DECLS
