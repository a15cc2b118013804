/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-sync-row.h"

#include "ent-projection.h"

#define NAME_MAX_CHARS 200
/* ISO 8601, UTC */
#define MOMENT "%Y-%m-%dT%H:%M:%SZ"

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
get_flag (JsonObject *object,
          const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The document may be of a later revision than the row that announces it. */
static const char *
find_rev (JsonObject *row,
          JsonObject *document)
{
  JsonNode *node = json_object_get_member (row, "changes");
  JsonArray *changes = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *first = changes != NULL && json_array_get_length (changes) > 0 ? json_array_get_element (changes, 0) : NULL;
  const char *rev = get_text (document, "_rev");

  if (rev == NULL && first != NULL && JSON_NODE_HOLDS_OBJECT (first))
    rev = get_text (json_node_get_object (first), "rev");
  return rev != NULL ? rev : "";
}

static const char *
find_author (JsonObject *document)
{
  const char *who = get_text (document, ENT_PROJECTION_EDITED_BY);

  return who != NULL && g_utf8_strlen (who, -1) <= NAME_MAX_CHARS ? who : NULL;
}

/* The moment as we write it, whatever the server says it is. */
static char *
find_moment (JsonObject *document)
{
  const char *text = get_text (document, ENT_PROJECTION_EDITED_AT);
  g_autoptr (GDateTime) moment = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  g_autoptr (GDateTime) utc = moment != NULL ? g_date_time_to_utc (moment) : NULL;

  return utc != NULL ? g_date_time_format (utc, MOMENT) : NULL;
}

/**
 * ent_sync_row_read:
 * @row: (out caller-allocates): the row; to be cleared, and valid as long as @object
 * @object: a row of the list of changes, perhaps hostile
 * @circle: the server's circle
 * @publisher: (nullable): who we are in the Atlas
 */
void
ent_sync_row_read (EntSyncRow *row,
                   JsonObject *object,
                   EntCircle circle,
                   const char *publisher)
{
  *row = (EntSyncRow){ .wire_id = get_text (object, "id"), .document = get_object (object, "doc") };
  row->rev = find_rev (object, row->document);
  row->document_id = get_text (row->document, "_id");
  row->deleted = get_flag (object, "deleted") || get_flag (row->document, "_deleted");
  row->withdrawn = row->deleted && get_flag (row->document, ENT_PROJECTION_WITHDRAWN);
  row->who = find_author (row->document);
  row->at = find_moment (row->document);
  row->edited_fields = row->document != NULL ? ent_projection_get_edited_fields (row->document) : NULL;
  if (row->wire_id != NULL && ent_projection_split_id (row->wire_id, circle, &row->id, &row->publisher))
    row->foreign = row->publisher != NULL && g_strcmp0 (row->publisher, publisher) != 0;
}

/**
 * ent_sync_row_clear:
 * @row: a row
 */
void
ent_sync_row_clear (EntSyncRow *row)
{
  g_clear_pointer (&row->at, g_free);
  g_clear_pointer (&row->id, g_free);
  g_clear_pointer (&row->publisher, g_free);
  g_clear_pointer (&row->edited_fields, g_strfreev);
}

/**
 * ent_sync_row_make:
 * @id: of a document, as on the wire
 * @rev: its revision, perhaps empty
 * @document: (nullable): the document, %NULL where it is deleted
 *
 * Returns: (transfer full): the row of a list of changes that tells of it
 */
JsonObject *
ent_sync_row_make (const char *id,
                   const char *rev,
                   JsonObject *document)
{
  JsonObject *row = json_object_new ();
  JsonObject *change = json_object_new ();
  JsonArray *changes = json_array_new ();

  json_object_set_string_member (change, "rev", rev);
  json_array_add_object_element (changes, change);
  json_object_set_string_member (row, "id", id);
  json_object_set_array_member (row, "changes", changes);
  if (document != NULL)
    json_object_set_object_member (row, "doc", json_object_ref (document));
  else
    json_object_set_boolean_member (row, "deleted", TRUE);

  return row;
}

/**
 * ent_sync_row_now:
 *
 * Returns: (transfer full): this moment, as rows have it
 */
char *
ent_sync_row_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, MOMENT);
}
