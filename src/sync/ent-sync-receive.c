/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server sends goes through here into the workspace: checked, merged with what was done here, and the rest laid
 * before the user. Nothing that comes is dropped, nothing that is here is overwritten. */
#include <glib/gi18n-lib.h>

#include "ent-projection.h"
#include "ent-record-json.h"
#include "ent-sync-file.h"
#include "ent-sync-leaf.h"
#include "ent-sync-receive-private.h"

static void
here_clear (EntSyncHere *here)
{
  ent_base_clear (&here->base);
  g_clear_pointer (&here->base_part, json_object_unref);
  g_clear_pointer (&here->document, json_object_unref);
  g_clear_pointer (&here->part, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EntSyncHere, here_clear)

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
              EntSyncHere *here,
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
           EntSyncHere *here,
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
             const EntSyncHere *here)
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

gboolean
ent_sync_receiver_agree (EntSyncReceiver *self,
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

gboolean
ent_sync_receiver_store (EntSyncReceiver *self,
                         const EntSyncRow *row,
                         JsonObject *document,
                         GError **error)
{
  note_received (self, row);
  return ent_sync_state_receive (self->workspace, document, row->at, error);
}

gboolean
ent_sync_receiver_remove (EntSyncReceiver *self,
                          const EntSyncRow *row,
                          GError **error)
{
  note_received (self, row);
  return ent_workspace_delete (self->workspace, row->id, error);
}

gboolean
ent_sync_receiver_dispute (EntSyncReceiver *self,
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

gboolean
ent_sync_receiver_drop_conflicts (EntSyncReceiver *self,
                                  const EntSyncRow *row,
                                  GError **error)
{
  return !self->has_conflicts || ent_sync_issues_drop_conflict (self->workspace, self->remote->name, row->id, NULL, error);
}

/* Whether a row tells of what our own circle's desks sent, except for the edited fields. */
gboolean
ent_sync_receiver_is_from_home (EntSyncReceiver *self,
                                const EntSyncRow *row)
{
  return self->has_narrower && !row->foreign && row->edited_fields != NULL;
}

/* Whether a record is new here, and what its document says is the record and nothing else. */
static gboolean
is_record_alone (const EntSyncRow *row,
                 const EntSyncHere *here)
{
  return here->document == NULL && !here->was_deleted && row->publisher == NULL && row->edited_fields == NULL
         && !json_object_has_member (row->document, "_attachments") && ent_schema_find_for_id (row->id) != NULL;
}

/* As where it is merged with nothing: the first time nearly all records come this way, which has no document in it. */
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
         && ent_sync_receiver_drop_conflicts (self, row, error);
}

static gboolean
take_document (EntSyncReceiver *self,
               const EntSyncRow *row,
               EntSyncHere *here,
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
    return ent_sync_receiver_merge (self, row, here, theirs, error);

  return put_row_aside (self, row, reason != NULL ? reason->message : _ ("The server did not send the document."), error);
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
  g_auto (EntSyncHere) here = { 0 };
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
  return row.deleted ? ent_sync_receiver_take_deletion (self, &row, &here, error) : take_document (self, &row, &here, error);
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
  g_auto (EntSyncHere) here = { 0 };

  ent_sync_row_read (&row, object, self->remote->circle, self->publisher);
  *ret_known = row.wire_id == NULL || *row.wire_id == '_';
  if (ent_sync_file_is_row (&row))
    return ent_sync_file_knows (self->workspace, self->remote, &row, ret_known, error);

  return *ret_known || row.id == NULL || look_up_base (self, &row, &here, ret_known, error);
}
