/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server sends goes through here into the workspace: checked, merged with what was done here, and the rest laid
 * before the user. Nothing that comes is dropped, nothing that is here is overwritten. */
#include "ent-sync-receive.h"

#include <glib/gi18n-lib.h>

#include "ent-merge.h"
#include "ent-projection.h"
#include "ent-record-json.h"
#include "ent-sync-echo.h"
#include "ent-sync-file.h"
#include "ent-sync-leaf.h"

/* What is here of the record that a row is about. */
typedef struct
{
  EntBase base;
  gboolean agreed;       /* whether @base is known at all */
  JsonObject *base_part; /* (nullable) (owned): the document of @base */
  JsonObject *document;  /* (nullable) (owned): as it is here */
  JsonObject *part;      /* (nullable) (owned): what the remote's circle sees of it */
  gboolean was_deleted;  /* it was here, the remote has it, and it is here no longer */
} Here;

static void
here_clear (Here *here)
{
  ent_base_clear (&here->base);
  g_clear_pointer (&here->base_part, json_object_unref);
  g_clear_pointer (&here->document, json_object_unref);
  g_clear_pointer (&here->part, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Here, here_clear)

/**
 * ent_sync_receiver_init:
 * @self: (out caller-allocates): a receiver, to be cleared
 * @workspace: where to
 * @remote: where from; lives as long as @self
 * @summary: what to count up; lives as long as @self
 * @error: set where the workspace could not be read
 *
 * Returns: whether @self is ready
 */
gboolean
ent_sync_receiver_init (EntSyncReceiver *self,
                        EntWorkspace *workspace,
                        const EntRemote *remote,
                        EntSyncSummary *summary,
                        GError **error)
{
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (workspace, error);

  *self = (EntSyncReceiver){ .workspace = workspace, .remote = remote, .summary = summary };
  if (remotes == NULL)
    return FALSE;

  self->publisher = ent_remote_get_publisher (workspace);
  self->has_leaves = ent_sync_leaf_has_any (workspace, remote->name);
  self->has_conflicts = ent_sync_issues_has_conflicts (workspace);
  self->has_quarantined = ent_sync_issues_has_quarantined (workspace);
  for (guint i = 0; i < remotes->len; i++)
    self->has_narrower |= ((EntRemote *) remotes->pdata[i])->circle < remote->circle;
  return TRUE;
}

/**
 * ent_sync_receiver_clear:
 * @self: a receiver
 *
 * Lets go of @self; what is written from now on is the user's own again.
 */
void
ent_sync_receiver_clear (EntSyncReceiver *self)
{
  g_autofree char *author = self->named ? ent_sync_state_set_author (self->workspace, self->user) : NULL;

  g_clear_pointer (&self->publisher, g_free);
  g_clear_pointer (&self->user, g_free);
}

static char *
text_of_node (JsonNode *node)
{
  return node != NULL ? ent_json_to_text (node) : NULL;
}

static gboolean
put_row_aside (EntSyncReceiver *self,
               const EntSyncRow *row,
               const char *reason,
               GError **error)
{
  g_autofree char *document = row->document != NULL ? ent_json_document_to_text (row->document) : g_strdup ("{}");
  g_autofree char *at = ent_sync_row_now ();
  const EntQuarantined quarantined = {
    .remote = self->remote->name,
    .id = (char *) row->wire_id,
    .rev = (char *) row->rev,
    .document = document,
    .reason = (char *) reason,
    .at = at,
  };

  self->summary->quarantined++;
  self->has_quarantined = TRUE;
  return ent_sync_issues_set_quarantined (self->workspace, &quarantined, error);
}

/**
 * ent_sync_receiver_put_aside:
 * @self: a receiver
 * @row: a row of the server's list of changes, with or without its document
 * @reason: why it cannot be taken in, in the user's words
 * @error: set where it could not be written
 *
 * Returns: whether the document is in quarantine
 */
gboolean
ent_sync_receiver_put_aside (EntSyncReceiver *self,
                             JsonObject *row,
                             const char *reason,
                             GError **error)
{
  g_auto (EntSyncRow) read = { 0 };

  ent_sync_row_read (&read, row, self->remote->circle, self->publisher);
  return put_row_aside (self, &read, reason, error);
}

static gboolean
is_about (JsonObject *base_part,
          const EntSyncRow *row)
{
  return g_strcmp0 (json_object_get_string_member_with_default (base_part, "_id", NULL), row->wire_id) == 0;
}

static gboolean
look_up_base (EntSyncReceiver *self,
              const EntSyncRow *row,
              Here *here,
              gboolean *ret_known,
              GError **error)
{
  if (!ent_sync_state_get_base (self->workspace, self->remote->name, row->id, &here->base, &here->agreed, error))
    return FALSE;

  /* In the Atlas two publishers may use one identifier; elsewhere it is always the same document. */
  *ret_known = here->agreed && g_str_equal (here->base.rev, row->rev);
  if (*ret_known && row->publisher == NULL)
    return TRUE;

  here->base_part = ent_projection_parse (here->base.document);
  *ret_known &= here->base_part == NULL || is_about (here->base_part, row);
  return TRUE;
}

static gboolean
look_here (EntSyncReceiver *self,
           const char *id,
           Here *here,
           GError **error)
{
  if (!ent_workspace_exists (self->workspace, id))
    return here->base_part == NULL || ent_sync_state_was_here (self->workspace, id, &here->was_deleted, error);

  here->document = ent_workspace_get_document (self->workspace, id, error);
  if (here->document == NULL)
    return FALSE;

  here->part = ent_projection_make (here->document, self->remote->circle, NULL);
  return TRUE;
}

/* One identifier is one record: nobody gets at ours by publishing under it, nor at a third party's. */
static gboolean
is_impostor (EntSyncReceiver *self,
             const EntSyncRow *row,
             const Here *here)
{
  const char *publisher;

  if (here->base_part != NULL && !is_about (here->base_part, row))
    return TRUE;
  if (here->document == NULL || row->publisher == NULL)
    return FALSE;

  publisher = ent_projection_get_publisher (here->document);
  if (publisher == NULL)
    publisher = self->publisher;
  return g_strcmp0 (publisher, row->publisher) != 0;
}

static gboolean
agree (EntSyncReceiver *self,
       const EntSyncRow *row,
       JsonObject *theirs,
       GError **error)
{
  g_autoptr (JsonObject) wire = NULL;
  g_autofree char *text = NULL;

  if (theirs != NULL)
    {
      wire = ent_projection_make (theirs, self->remote->circle, row->publisher);
      ent_projection_set_edited_fields (wire, (const char *const *) row->edited_fields);
      ent_projection_copy_attachments (wire, row->document);
      text = ent_json_document_to_text (wire);
    }
  return ent_sync_state_set_base (self->workspace, self->remote->name, row->id, row->rev, text, error);
}

/* What is written next is news, by whoever edited it. */
static void
note_received (EntSyncReceiver *self,
               const EntSyncRow *row)
{
  g_autofree char *former = ent_sync_state_set_author (self->workspace, row->who != NULL ? row->who : "");

  self->summary->received++;
  if (!self->named)
    self->user = g_steal_pointer (&former);
  self->named = TRUE;
}

static gboolean
store (EntSyncReceiver *self,
       const EntSyncRow *row,
       JsonObject *document,
       GError **error)
{
  note_received (self, row);
  return ent_sync_state_receive (self->workspace, document, row->at, error);
}

static gboolean
remove_record (EntSyncReceiver *self,
               const EntSyncRow *row,
               GError **error)
{
  note_received (self, row);
  return ent_workspace_delete (self->workspace, row->id, error);
}

static gboolean
dispute (EntSyncReceiver *self,
         const EntSyncRow *row,
         const char *field,
         const char *base,
         const char *mine,
         const char *theirs,
         GError **error)
{
  const EntConflict conflict = {
    .remote = self->remote->name,
    .id = row->id,
    .field = (char *) field,
    .base = (char *) base,
    .mine = (char *) mine,
    .theirs = (char *) theirs,
    .who = (char *) (row->who != NULL ? row->who : ""),
    .at = row->at,
  };

  self->has_conflicts = TRUE;
  return ent_sync_issues_set_conflict (self->workspace, &conflict, error);
}

static gboolean
drop_conflicts (EntSyncReceiver *self,
                const EntSyncRow *row,
                GError **error)
{
  return !self->has_conflicts || ent_sync_issues_drop_conflict (self->workspace, self->remote->name, row->id, NULL, error);
}

/* What others show to a circle must not be withdrawn from there only because it is new here. */
static gboolean
take_new (EntSyncReceiver *self,
          const EntSyncRow *row,
          JsonObject *theirs,
          GError **error)
{
  g_autoptr (JsonObject) document = ent_projection_merge (NULL, theirs, self->remote->circle);

  if (row->foreign)
    json_object_set_string_member (document, ENT_PROJECTION_PUBLISHER, row->publisher);
  if (ent_projection_get_circle (document) < self->remote->circle)
    ent_projection_set_circle (document, self->remote->circle);

  return store (self, row, document, error) && agree (self, row, theirs, error) && drop_conflicts (self, row, error);
}

/* Whether a record is new here, and what its document says is the record and nothing else. */
static gboolean
is_record_alone (const EntSyncRow *row,
                 const Here *here)
{
  return here->document == NULL && !here->was_deleted && row->publisher == NULL && row->edited_fields == NULL
         && !json_object_has_member (row->document, "_attachments") && ent_schema_find_for_id (row->id) != NULL;
}

/* As take_new(): the first time nearly all records come this way, which has no document in it. */
static gboolean
take_record (EntSyncReceiver *self,
             const EntSyncRow *row,
             EntRecord *record,
             GError **error)
{
  g_autofree char *agreed = ent_record_to_text (record);
  g_autofree char *wider = NULL;

  if (ent_record_get_circle (record) < self->remote->circle)
    {
      ent_record_set_text (record, "circle", ent_choices_get_nick (&ent_choices_circles, self->remote->circle));
      wider = ent_record_to_text (record);
    }

  note_received (self, row);
  return ent_sync_state_add_record (self->workspace, record, wider != NULL ? wider : agreed, row->at, error)
         && ent_sync_state_set_base (self->workspace, self->remote->name, row->id, row->rev, agreed, error)
         && drop_conflicts (self, row, error);
}

static gboolean
take_of_deleted (EntSyncReceiver *self,
                 const EntSyncRow *row,
                 const Here *here,
                 JsonObject *theirs,
                 GError **error)
{
  const EntEntity *entity = ent_schema_find_for_id (row->id);
  g_autofree char *text = NULL;

  if (!ent_merge_documents_equal (entity, here->base_part, theirs))
    {
      text = ent_json_document_to_text (theirs);
      self->summary->conflicts++;
      if (!dispute (self, row, "", here->base.document, NULL, text, error))
        return FALSE;
    }

  return agree (self, row, theirs, error);
}

static gboolean
write_clash (EntSyncReceiver *self,
             const EntSyncRow *row,
             const char *member,
             const char *base,
             JsonNode *mine,
             JsonNode *theirs,
             GError **error)
{
  g_autofree char *mine_text = text_of_node (mine);
  g_autofree char *theirs_text = text_of_node (theirs);

  return dispute (self, row, member, base, mine_text, theirs_text, error);
}

/* A conflict that nobody has settled goes on until both sides say the same, however the other value moves meanwhile. */
static gboolean
carry_on_conflict (EntSyncReceiver *self,
                   const EntSyncRow *row,
                   const EntConflict *open,
                   JsonObject *merged,
                   JsonObject *theirs,
                   GError **error)
{
  JsonNode *mine = json_object_get_member (merged, open->field);
  JsonNode *other = json_object_get_member (theirs, open->field);

  if (*open->field == '\0' || ent_merge_values_equal (ent_schema_find_for_id (row->id), open->field, mine, other))
    return ent_sync_issues_drop_conflict (self->workspace, self->remote->name, row->id, open->field, error);

  return write_clash (self, row, open->field, open->base, mine, other, error);
}

static gboolean
write_conflicts (EntSyncReceiver *self,
                 const EntSyncRow *row,
                 GPtrArray *clashes,
                 JsonObject *merged,
                 JsonObject *theirs,
                 GError **error)
{
  g_autoptr (GPtrArray) open = ent_sync_issues_list_conflicts (self->workspace, self->remote->name, row->id, error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  if (open == NULL)
    return FALSE;

  for (guint i = 0; i < open->len; i++)
    {
      const EntConflict *conflict = open->pdata[i];

      g_hash_table_add (known, conflict->field);
      if (!carry_on_conflict (self, row, conflict, merged, theirs, error))
        return FALSE;
    }

  for (guint i = 0; i < clashes->len; i++)
    {
      const EntClash *clash = clashes->pdata[i];
      g_autofree char *base = text_of_node (clash->base);

      if (g_hash_table_contains (known, clash->member))
        continue;
      self->summary->conflicts++;
      if (!write_clash (self, row, clash->member, base, clash->mine, clash->theirs, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_changed (EntSyncReceiver *self,
              const EntSyncRow *row,
              const Here *here,
              JsonObject *theirs,
              GError **error)
{
  const EntEntity *entity = ent_schema_find_for_id (row->id);
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_clash_free);
  g_autoptr (JsonObject) merged = ent_merge_documents (entity, here->base_part, here->part, theirs, clashes);
  g_autoptr (JsonObject) document = NULL;

  if (!ent_merge_documents_equal (entity, merged, here->part))
    {
      document = ent_projection_merge (here->document, merged, self->remote->circle);
      if (row->foreign)
        json_object_set_string_member (document, ENT_PROJECTION_PUBLISHER, row->publisher);
      if (!store (self, row, document, error))
        return FALSE;
    }
  if (!row->foreign && ent_projection_get_circle (document != NULL ? document : here->document) < self->remote->circle
      && !ent_sync_issues_send_again (self->workspace, self->remote->name, row->id, error))
    return FALSE;

  return write_conflicts (self, row, clashes, merged, theirs, error) && agree (self, row, theirs, error);
}

/* Whether a row tells of what our own circle's desks sent, except for the edited fields. */
static gboolean
is_from_home (EntSyncReceiver *self,
              const EntSyncRow *row)
{
  return self->has_narrower && !row->foreign && row->edited_fields != NULL;
}

/* Of what our own circle sent and others then changed, only what they changed is news. */
static void
leave_edited_fields (const EntSyncRow *row,
                     const Here *here,
                     JsonObject *theirs)
{
  g_auto (GStrv) differences = ent_merge_list_differences (ent_schema_find_for_id (row->id), here->part, theirs);

  for (gsize i = 0; differences[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) row->edited_fields, differences[i]))
      {
        if (json_object_has_member (here->part, differences[i]))
          json_object_set_member (theirs, differences[i], json_node_copy (json_object_get_member (here->part, differences[i])));
        else
          json_object_remove_member (theirs, differences[i]);
      }
}

static gboolean
take_from_home (EntSyncReceiver *self,
                const EntSyncRow *row,
                const Here *here,
                JsonObject *theirs,
                GError **error)
{
  g_autoptr (JsonObject) news = ent_projection_merge (NULL, theirs, self->remote->circle);

  if (here->document == NULL)
    return row->edited_fields[0] != NULL ? take_new (self, row, theirs, error) : agree (self, row, theirs, error);

  leave_edited_fields (row, here, news);
  return take_changed (self, row, here, news, error) && agree (self, row, theirs, error);
}

/* What we have sent ourselves, and edited since, is no news. */
static gboolean
leave_echo (EntSyncReceiver *self,
            const EntSyncRow *row,
            Here *here,
            JsonObject *theirs,
            GError **error)
{
  gboolean stale;

  if (row->foreign || (here->document == NULL && !here->was_deleted))
    return TRUE;
  if (!ent_sync_echo_find (self->workspace, row, &here->base, here->part, theirs, &here->base_part, &stale, error))
    return FALSE;

  return !stale || ent_sync_issues_send_again (self->workspace, self->remote->name, row->id, error);
}

static gboolean
merge_document (EntSyncReceiver *self,
                const EntSyncRow *row,
                Here *here,
                JsonObject *theirs,
                GError **error)
{
  if (!leave_echo (self, row, here, theirs, error))
    return FALSE;
  if (is_from_home (self, row) && !here->was_deleted)
    return take_from_home (self, row, here, theirs, error);
  if (here->document != NULL)
    return take_changed (self, row, here, theirs, error);

  return here->was_deleted && !row->foreign ? take_of_deleted (self, row, here, theirs, error)
                                            : take_new (self, row, theirs, error);
}

static gboolean
take_document (EntSyncReceiver *self,
               const EntSyncRow *row,
               Here *here,
               GError **error)
{
  gboolean there = row->document != NULL && g_strcmp0 (row->document_id, row->wire_id) == 0;
  gboolean alone = there && is_record_alone (row, here);
  EntCircle circle = self->remote->circle;
  g_autoptr (GError) reason = NULL;
  g_autoptr (EntRecord) record = alone ? ent_projection_read_record (row->document, circle, &reason) : NULL;
  g_autoptr (JsonObject) theirs = there && !alone ? ent_projection_read (row->document, circle, &reason) : NULL;

  if (record != NULL)
    return take_record (self, row, record, error);
  if (theirs != NULL)
    return merge_document (self, row, here, theirs, error);

  return put_row_aside (self, row, reason != NULL ? reason->message : _ ("The server did not send the document."), error);
}

/* Only how far it may travel was changed here: that is no reason to keep it. */
static gboolean
is_edited (const EntSyncRow *row,
           const Here *here)
{
  g_auto (GStrv) differences = NULL;

  if (here->base_part == NULL)
    return TRUE;

  differences = ent_merge_list_differences (ent_schema_find_for_id (row->id), here->base_part, here->part);
  for (gsize i = 0; differences[i] != NULL; i++)
    if (!g_str_equal (differences[i], "circle"))
      return TRUE;

  return FALSE;
}

/* What disappears from a circle stays with those who see more of it: there it only stops to travel so far. */
static gboolean
narrow_or_remove (EntSyncReceiver *self,
                  const EntSyncRow *row,
                  const Here *here,
                  GError **error)
{
  EntCircle circle = self->remote->circle;
  gboolean keep = circle > ENT_CIRCLE_TEAM
                  && (circle == ENT_CIRCLE_ATLAS || (row->withdrawn && self->has_narrower)
                      || ent_projection_holds_more (here->document, circle));
  g_autoptr (JsonObject) document = NULL;

  if (!keep)
    return remove_record (self, row, error);

  document = ent_projection_merge (here->document, here->part, circle);
  ent_projection_set_circle (document, circle - 1);
  return store (self, row, document, error);
}

static gboolean
take_foreign_deletion (EntSyncReceiver *self,
                       const EntSyncRow *row,
                       const Here *here,
                       GError **error)
{
  if (!ent_sync_state_drop_base (self->workspace, self->remote->name, row->id, error) || !drop_conflicts (self, row, error))
    return FALSE;

  return ent_projection_holds_more (here->document, self->remote->circle) || remove_record (self, row, error);
}

/* Our own circle took it back. It will tell us why; until then it is not sent there again. */
static gboolean
take_deletion_from_home (EntSyncReceiver *self,
                         const EntSyncRow *row,
                         const Here *here,
                         GError **error)
{
  return drop_conflicts (self, row, error)
         && ent_sync_state_set_base (self->workspace, self->remote->name, row->id, row->rev,
                                     here->document != NULL ? ENT_BASE_TAKEN_BACK : NULL, error);
}

static gboolean
take_deletion (EntSyncReceiver *self,
               const EntSyncRow *row,
               const Here *here,
               GError **error)
{
  g_autofree char *mine = NULL;

  if (here->document == NULL)
    return (!here->agreed || agree (self, row, NULL, error)) && drop_conflicts (self, row, error);
  if (row->foreign)
    return take_foreign_deletion (self, row, here, error);
  if (ent_projection_get_circle (here->document) < self->remote->circle)
    return agree (self, row, NULL, error) && drop_conflicts (self, row, error);
  if (is_from_home (self, row))
    return take_deletion_from_home (self, row, here, error);
  if (here->agreed && here->base_part == NULL)
    return agree (self, row, NULL, error);

  if (is_edited (row, here))
    {
      mine = ent_json_document_to_text (here->part);
      self->summary->conflicts++;
      return drop_conflicts (self, row, error) && dispute (self, row, "", here->base.document, mine, NULL, error)
             && agree (self, row, NULL, error);
    }

  return drop_conflicts (self, row, error) && narrow_or_remove (self, row, here, error) && agree (self, row, NULL, error);
}

/**
 * ent_sync_receiver_take:
 * @self: a receiver
 * @object: a row of the server's list of changes, with its document, perhaps hostile
 * @error: set where the workspace could not be read or written
 *
 * Takes in one change. What is wrong with the document itself is no error: it goes to quarantine.
 *
 * Returns: whether the workspace has it
 */
gboolean
ent_sync_receiver_take (EntSyncReceiver *self,
                        JsonObject *object,
                        GError **error)
{
  g_auto (EntSyncRow) row = { 0 };
  g_auto (Here) here = { 0 };
  gboolean known;

  ent_sync_row_read (&row, object, self->remote->circle, self->publisher);
  if (row.wire_id == NULL || *row.wire_id == '_')
    return TRUE;
  if (row.id == NULL)
    return row.deleted || put_row_aside (self, &row, _ ("The document’s identifier is none of ours."), error);
  if (ent_sync_file_is_row (&row))
    return ent_sync_file_note (self->workspace, self->remote, &row, error);
  if (!ent_sync_leaf_note (self->workspace, self->remote, &row, &self->has_leaves, error))
    return FALSE;
  if (!look_up_base (self, &row, &here, &known, error))
    return FALSE;
  if (known)
    return TRUE;
  if (!look_here (self, row.id, &here, error))
    return FALSE;
  if (is_impostor (self, &row, &here))
    return row.deleted
           || put_row_aside (self, &row, _ ("The document bears the identifier of a record that somebody else publishes."), error);

  if (self->has_quarantined && !ent_sync_issues_drop_quarantined (self->workspace, self->remote->name, row.wire_id, error))
    return FALSE;
  return row.deleted ? take_deletion (self, &row, &here, error) : take_document (self, &row, &here, error);
}

/**
 * ent_sync_receiver_knows:
 * @self: a receiver
 * @object: a row of the server's list of changes, without its document
 * @ret_known: (out): whether there is nothing new in it
 * @error: set where the workspace could not be read
 *
 * Returns: whether it could be told
 */
gboolean
ent_sync_receiver_knows (EntSyncReceiver *self,
                         JsonObject *object,
                         gboolean *ret_known,
                         GError **error)
{
  g_auto (EntSyncRow) row = { 0 };
  g_auto (Here) here = { 0 };

  ent_sync_row_read (&row, object, self->remote->circle, self->publisher);
  *ret_known = row.wire_id == NULL || *row.wire_id == '_';
  if (ent_sync_file_is_row (&row))
    return ent_sync_file_knows (self->workspace, self->remote, &row, ret_known, error);

  return *ret_known || row.id == NULL || look_up_base (self, &row, &here, ret_known, error);
}
