/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has to be sent to a remote: what is here and differs from what was last agreed. */
#include "ent-sync-outbox.h"

#include <string.h>

#include "ent-merge.h"
#include "ent-projection.h"
#include "ent-record-json.h"
#include "ent-sync-row.h"

struct _EntSyncOutbox
{
  GObject parent_instance;

  EntRemote *remote;     /* (not nullable) (owned) */
  char *publisher;       /* (nullable) (owned) */
  GStrv ids;             /* (not nullable) (owned): candidates */
  gboolean preview;      /* write nothing at all */
  gboolean has_narrower; /* whether we speak for a narrower circle, which is synchronised here too */
  gsize position;        /* of the next candidate */
  gint64 seq;            /* of history, when the candidates were listed */
  guint n_withheld;      /* what could not be published for want of a publisher */
  GPtrArray *seen;       /* (nullable) (owned) (element-type EntSyncItem): what the user has seen */
  GHashTable *seen_ids;  /* (not nullable) (owned): identifier → EntSyncItem of @seen */
  guint n_unseen;        /* what was not published because the user has not seen it */
  GHashTable *conflicts; /* (not nullable) (owned): identifier → (element-type EntConflict) those open with this remote */
  GHashTable *refused;   /* (not nullable) (owned): identifiers that the server once refused, or that are to be sent again */
  GHashTable *held_back; /* (not nullable) (owned): identifiers of which nothing may be said yet */
};

G_DEFINE_FINAL_TYPE (EntSyncOutbox, ent_sync_outbox, G_TYPE_OBJECT)

/**
 * ent_sync_parcel_free:
 * @parcel: (nullable) (transfer full): a parcel
 */
void
ent_sync_parcel_free (EntSyncParcel *parcel)
{
  if (parcel == NULL)
    return;

  g_free (parcel->id);
  g_free (parcel->wire_id);
  json_object_unref (parcel->document);
  g_free (parcel->body);
  g_free (parcel->base);
  g_strfreev (parcel->fields);
  g_free (parcel->new_rev);
  g_free (parcel->error);
  g_free (parcel->reason);
  g_free (parcel);
}

static void
ent_sync_outbox_finalize (GObject *object)
{
  EntSyncOutbox *self = ENT_SYNC_OUTBOX (object);

  g_clear_pointer (&self->remote, ent_remote_free);
  g_free (self->publisher);
  g_strfreev (self->ids);
  g_hash_table_unref (self->conflicts);
  g_hash_table_unref (self->refused);
  g_hash_table_unref (self->held_back);
  g_hash_table_unref (self->seen_ids);
  g_clear_pointer (&self->seen, g_ptr_array_unref);

  G_OBJECT_CLASS (ent_sync_outbox_parent_class)->finalize (object);
}

static void
ent_sync_outbox_class_init (EntSyncOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_sync_outbox_finalize;
}

static void
ent_sync_outbox_init (EntSyncOutbox *self)
{
  self->conflicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->held_back = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen_ids = g_hash_table_new (g_str_hash, g_str_equal);
}

/* A record that one side deleted waits for the user; so does, outside of the unit, one whose circle is in dispute. */
static void
note_conflict (EntSyncOutbox *self,
               EntConflict *conflict)
{
  gboolean ours = g_str_equal (conflict->remote, self->remote->name);
  GPtrArray *known = ours ? g_hash_table_lookup (self->conflicts, conflict->id) : NULL;

  if ((ours && *conflict->field == '\0') || (self->remote->circle > ENT_CIRCLE_TEAM && g_str_equal (conflict->field, "circle")))
    g_hash_table_add (self->held_back, g_strdup (conflict->id));
  if (!ours)
    {
      ent_conflict_free (conflict);
      return;
    }
  if (known == NULL)
    {
      known = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_conflict_free);
      g_hash_table_insert (self->conflicts, g_strdup (conflict->id), known);
    }
  g_ptr_array_add (known, conflict);
}

static gboolean
read_issues (EntSyncOutbox *self,
             EntWorkspace *workspace,
             GError **error)
{
  g_autoptr (GPtrArray) conflicts = ent_sync_issues_list_conflicts (workspace, NULL, NULL, error);
  g_autoptr (GPtrArray) quarantined = conflicts != NULL ? ent_sync_issues_list_quarantined (workspace, self->remote->name, error) : NULL;
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (workspace, error);
  g_auto (GStrv) refused = quarantined != NULL && remotes != NULL ? ent_sync_issues_list_held (workspace, self->remote->name, error) : NULL;

  if (refused == NULL)
    return FALSE;

  for (guint i = 0; i < remotes->len; i++)
    self->has_narrower |= ((EntRemote *) remotes->pdata[i])->circle < self->remote->circle;
  for (gsize i = 0; refused[i] != NULL; i++)
    g_hash_table_add (self->refused, g_strdup (refused[i]));

  g_ptr_array_set_free_func (conflicts, NULL);
  for (guint i = 0; i < conflicts->len; i++)
    note_conflict (self, conflicts->pdata[i]);
  for (guint i = 0; i < quarantined->len; i++)
    {
      const EntQuarantined *document = quarantined->pdata[i];
      g_autofree char *publisher = NULL;
      char *id;

      if (ent_projection_split_id (document->id, self->remote->circle, &id, &publisher))
        g_hash_table_add (self->held_back, id);
    }

  return TRUE;
}

static void
note_seen (EntSyncOutbox *self,
           GPtrArray *seen)
{
  self->seen = g_ptr_array_ref (seen);
  for (guint i = 0; i < seen->len; i++)
    g_hash_table_insert (self->seen_ids, ((EntSyncItem *) seen->pdata[i])->id, seen->pdata[i]);
}

/**
 * ent_sync_outbox_new:
 * @workspace: a workspace
 * @remote: where to send to
 * @start: the last row of history when the round began; %G_MAXINT64 where there is no round
 * @preview: whether it is only to be looked at
 * @seen: (nullable) (element-type EntSyncItem): what the user has seen of it: nothing else is published; elsewhere than in
 *   the Atlas it does not matter
 * @error: set where the workspace could not be read
 *
 * Returns: (transfer full) (nullable): the outbox
 */
EntSyncOutbox *
ent_sync_outbox_new (EntWorkspace *workspace,
                     const EntRemote *remote,
                     gint64 start,
                     gboolean preview,
                     GPtrArray *seen,
                     GError **error)
{
  g_autoptr (EntSyncOutbox) self = g_object_new (ENT_TYPE_SYNC_OUTBOX, NULL);

  self->preview = preview;
  if (seen != NULL)
    note_seen (self, seen);
  self->remote = ent_remote_copy (remote);
  self->publisher = ent_remote_get_publisher (workspace);
  self->ids = ent_sync_state_list_candidates (workspace, remote, start, &self->seq, error);

  return self->ids != NULL && read_issues (self, workspace, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ent_sync_outbox_get_seq:
 * @self: an outbox
 *
 * Returns: the row of history up to which it reaches
 */
gint64
ent_sync_outbox_get_seq (EntSyncOutbox *self)
{
  return self->seq;
}

/**
 * ent_sync_outbox_get_n_withheld:
 * @self: an outbox
 *
 * Returns: how many records could not be published so far, because nobody has said who publishes them
 */
guint
ent_sync_outbox_get_n_withheld (EntSyncOutbox *self)
{
  return self->n_withheld;
}

/**
 * ent_sync_outbox_get_n_unseen:
 * @self: an outbox
 *
 * Returns: how many records were not published so far, because the user has not seen what would leave of them
 */
guint
ent_sync_outbox_get_n_unseen (EntSyncOutbox *self)
{
  return self->n_unseen;
}

/* Where a value is in dispute the server keeps its own until the user has chosen. */
static void
leave_disputed_values (EntSyncOutbox *self,
                       const char *id,
                       JsonObject *part)
{
  GPtrArray *open = g_hash_table_lookup (self->conflicts, id);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      const EntConflict *conflict = open->pdata[i];
      g_autoptr (JsonNode) theirs = conflict->theirs != NULL ? ent_json_from_text (conflict->theirs, -1, NULL) : NULL;

      if (theirs != NULL)
        json_object_set_member (part, conflict->field, g_steal_pointer (&theirs));
      else
        json_object_remove_member (part, conflict->field);
    }
}

static gboolean
is_ours (EntSyncOutbox *self,
         JsonObject *document,
         JsonObject *agreed,
         const char *wire_id)
{
  const char *publisher = document != NULL ? ent_projection_get_publisher (document) : NULL;

  if (publisher != NULL && g_strcmp0 (publisher, self->publisher) != 0)
    return FALSE;

  return agreed == NULL || g_strcmp0 (json_object_get_string_member_with_default (agreed, "_id", NULL), wire_id) == 0;
}

/* What others than the narrower circle's desks have changed there; nothing where we are such a desk. */
static GStrv
list_edited_fields (EntSyncOutbox *self,
                    JsonObject *agreed,
                    const char *const *differences)
{
  g_auto (GStrv) former = agreed != NULL ? ent_projection_get_edited_fields (agreed) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (self->has_narrower)
    return g_new0 (char *, 1);
  if (former == NULL)
    return NULL;

  g_strv_builder_addv (builder, (const char **) former);
  for (gsize i = 0; differences[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) former, differences[i]))
      g_strv_builder_add (builder, differences[i]);
  return g_strv_builder_end (builder);
}

/* Who of the colleagues it was stays inside the house. */
static gboolean
add_envelope (EntSyncOutbox *self,
              EntWorkspace *workspace,
              EntSyncParcel *parcel,
              GError **error)
{
  g_autofree char *who = NULL;
  g_autofree char *at = NULL;

  if (!ent_sync_state_get_last_edit (workspace, parcel->id, &who, &at, error))
    return FALSE;

  if (who != NULL && *who != '\0' && self->remote->circle < ENT_CIRCLE_ATLAS)
    json_object_set_string_member (parcel->document, ENT_PROJECTION_EDITED_BY, who);
  if (at != NULL)
    json_object_set_string_member (parcel->document, ENT_PROJECTION_EDITED_AT, at);
  return TRUE;
}

static JsonObject *
make_tombstone (const char *wire_id,
                const char *id,
                gboolean withdrawn)
{
  JsonObject *tombstone = json_object_new ();
  g_autofree char *type = g_strndup (id, strcspn (id, ":"));

  json_object_set_string_member (tombstone, "_id", wire_id);
  json_object_set_string_member (tombstone, "type", type);
  json_object_set_boolean_member (tombstone, "_deleted", TRUE);
  if (withdrawn)
    json_object_set_boolean_member (tombstone, ENT_PROJECTION_WITHDRAWN, TRUE);
  return tombstone;
}

static EntSyncParcel *
new_parcel (EntSyncOutbox *self,
            const char *id,
            const char *wire_id,
            JsonObject *part,
            JsonObject *agreed,
            const char *rev,
            gboolean still_here)
{
  EntSyncParcel *parcel = g_new0 (EntSyncParcel, 1);
  g_auto (GStrv) edited = NULL;

  parcel->id = g_strdup (id);
  parcel->wire_id = g_strdup (wire_id);
  parcel->fields = ent_merge_list_differences (ent_schema_find_for_id (id), part, part != NULL ? agreed : NULL);
  edited = list_edited_fields (self, agreed, (const char *const *) parcel->fields);
  if (part != NULL)
    {
      ent_projection_set_edited_fields (part, (const char *const *) edited);
      ent_projection_copy_attachments (part, agreed);
      parcel->base = ent_json_document_to_text (part);
      parcel->document = json_object_ref (part);
      parcel->why = agreed != NULL ? ENT_SYNC_CHANGED : ENT_SYNC_NEW;
    }
  else
    {
      parcel->document = make_tombstone (wire_id, id, still_here);
      if (self->has_narrower)
        ent_projection_set_edited_fields (parcel->document, (const char *const *) edited);
      parcel->why = still_here ? ENT_SYNC_WITHDRAWN : ENT_SYNC_DELETED;
    }
  if (rev != NULL && *rev != '\0')
    json_object_set_string_member (parcel->document, "_rev", rev);

  return parcel;
}

/* Nothing is to be sent, nor remembered: neither side has it, or both say the same. */
static gboolean
let_go (EntSyncOutbox *self,
        EntWorkspace *workspace,
        const char *id,
        const EntBase *base,
        gboolean agreed,
        JsonObject *part,
        GError **error)
{
  if (self->preview)
    return TRUE;
  if (g_strcmp0 (base->document, ENT_BASE_TAKEN_BACK) == 0
      && !ent_sync_state_set_base (workspace, self->remote->name, id, base->rev, NULL, error))
    return FALSE;
  if (agreed && part == NULL && *base->rev == '\0' && !ent_sync_state_drop_base (workspace, self->remote->name, id, error))
    return FALSE;

  return !g_hash_table_contains (self->refused, id)
         || ent_sync_issues_drop_refused (workspace, self->remote->name, id, error);
}

static gboolean
consider (EntSyncOutbox *self,
          EntWorkspace *workspace,
          const char *id,
          EntSyncParcel **ret_parcel,
          GError **error)
{
  g_autofree char *wire_id = ent_projection_compose_id (id, self->remote->circle, self->publisher);
  g_autoptr (JsonObject) document = NULL;
  g_autoptr (JsonObject) part = NULL;
  g_autoptr (JsonObject) agreed = NULL;
  g_auto (EntBase) base = { 0 };
  gboolean known, there;

  *ret_parcel = NULL;
  if (g_hash_table_contains (self->held_back, id))
    return TRUE;
  if (!ent_sync_state_get_base (workspace, self->remote->name, id, &base, &known, error))
    return FALSE;
  if (ent_workspace_exists (workspace, id) && (document = ent_workspace_get_document (workspace, id, error)) == NULL)
    return FALSE;

  if (g_strcmp0 (base.document, ENT_BASE_TAKEN_BACK) == 0 && document != NULL
      && ent_projection_get_circle (document) >= self->remote->circle)
    return TRUE;

  agreed = ent_projection_parse (base.document);
  there = agreed != NULL && *base.rev != '\0';
  if (document != NULL && ent_projection_get_circle (document) >= self->remote->circle)
    part = ent_projection_make (document, self->remote->circle, self->publisher);
  if ((part == NULL && !there) || !is_ours (self, document, agreed, wire_id))
    return let_go (self, workspace, id, &base, known, part, error);
  if (self->remote->circle == ENT_CIRCLE_ATLAS && self->publisher == NULL)
    {
      self->n_withheld++;
      return TRUE;
    }

  if (part != NULL)
    leave_disputed_values (self, id, part);
  if (there && ent_merge_documents_equal (ent_schema_find_for_id (id), part, agreed))
    return let_go (self, workspace, id, &base, known, part, error);

  *ret_parcel = new_parcel (self, id, wire_id, part, there ? agreed : NULL, base.rev, document != NULL);
  if (!add_envelope (self, workspace, *ret_parcel, error))
    {
      g_clear_pointer (ret_parcel, ent_sync_parcel_free);
      return FALSE;
    }
  (*ret_parcel)->body = ent_json_document_to_text ((*ret_parcel)->document);
  return TRUE;
}

/* To the Atlas goes what somebody has looked at, and nothing that came about since. */
static gboolean
may_leave (EntSyncOutbox *self,
           const EntSyncParcel *parcel)
{
  const EntSyncItem *seen = g_hash_table_lookup (self->seen_ids, parcel->id);

  if (self->preview || self->remote->circle < ENT_CIRCLE_ATLAS)
    return TRUE;

  return seen != NULL && ent_sync_item_covers (seen, parcel->document, (const char *const *) parcel->fields);
}

/**
 * ent_sync_outbox_take:
 * @self: an outbox
 * @workspace: the workspace it was made for
 * @max_parcels: how many to take at most
 * @max_bytes: where to stop, except for a single one
 * @error: set where the workspace could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntSyncParcel): the next parcels; empty when there are no more
 */
GPtrArray *
ent_sync_outbox_take (EntSyncOutbox *self,
                      EntWorkspace *workspace,
                      guint max_parcels,
                      gsize max_bytes,
                      GError **error)
{
  g_autoptr (GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_sync_parcel_free);
  gsize bytes = 0;

  while (self->ids[self->position] != NULL && parcels->len < max_parcels && bytes < max_bytes)
    {
      EntSyncParcel *parcel;

      if (!consider (self, workspace, self->ids[self->position++], &parcel, error))
        return NULL;
      if (parcel == NULL)
        continue;
      if (!may_leave (self, parcel))
        {
          self->n_unseen++;
          ent_sync_parcel_free (parcel);
          continue;
        }
      g_ptr_array_add (parcels, parcel);
      bytes += strlen (parcel->body);
    }

  return g_steal_pointer (&parcels);
}

static gboolean
settle_parcel (EntWorkspace *workspace,
               const EntRemote *remote,
               const EntSyncParcel *parcel,
               const char *at,
               EntSyncSummary *summary,
               GError **error)
{
  const EntRefusal refusal = {
    .remote = remote->name,
    .id = parcel->id,
    .error = parcel->error,
    .reason = parcel->reason != NULL ? parcel->reason : (char *) "",
    .at = (char *) at,
  };

  if (parcel->new_rev != NULL)
    {
      summary->sent++;
      return ent_sync_state_set_base (workspace, remote->name, parcel->id, parcel->new_rev, parcel->base, error)
             && ent_sync_issues_drop_refused (workspace, remote->name, parcel->id, error);
    }
  if (parcel->error == NULL)
    return TRUE;

  summary->refused++;
  return ent_sync_issues_set_refused (workspace, &refusal, error);
}

/**
 * ent_sync_outbox_settle:
 * @workspace: a workspace with an open change
 * @remote: where the parcels went
 * @parcels: (element-type EntSyncParcel): parcels, with what the server said
 * @summary: what to count up
 * @error: set where it could not be written
 *
 * Writes down what the server has now, and what it refused; the rest will be offered again.
 *
 * Returns: whether it was written
 */
gboolean
ent_sync_outbox_settle (EntWorkspace *workspace,
                        const EntRemote *remote,
                        GPtrArray *parcels,
                        EntSyncSummary *summary,
                        GError **error)
{
  g_autofree char *at = ent_sync_row_now ();

  for (guint i = 0; i < parcels->len; i++)
    if (!settle_parcel (workspace, remote, parcels->pdata[i], at, summary, error))
      return FALSE;

  return TRUE;
}
