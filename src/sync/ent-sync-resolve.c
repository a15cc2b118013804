/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a conflict once the user has chosen. */
#include <glib/gi18n-lib.h>

#include "ent-projection.h"
#include "ent-record-json.h"
#include "ent-sync-leaf.h"
#include "ent-sync.h"

static const char *
text_of_side (const EntConflict *conflict,
              EntSyncSide side)
{
  return side == ENT_SYNC_THEIRS ? conflict->theirs : conflict->base;
}

static const EntField *
field_of (const EntConflict *conflict)
{
  const EntEntity *entity = ent_schema_find_for_id (conflict->id);

  return entity != NULL ? ent_entity_find_field (entity, conflict->field) : NULL;
}

/**
 * ent_sync_list_conflicts:
 * @workspace: a workspace
 * @remote: (nullable): the name of a remote, all of them when %NULL
 * @id: (nullable): of a record, all of them when %NULL
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntConflict): all about which somebody has to choose: what was changed
 *   here and there, and what versions say that lost on a server
 */
GPtrArray *
ent_sync_list_conflicts (EntWorkspace *workspace,
                         const char *remote,
                         const char *id,
                         GError **error)
{
  g_autoptr (GPtrArray) conflicts = ent_sync_issues_list_conflicts (workspace, remote, id, error);

  return conflicts != NULL && ent_sync_leaf_add_conflicts (workspace, remote, id, conflicts, error) ? g_steal_pointer (&conflicts) : NULL;
}

/**
 * ent_sync_can_keep_both:
 * @conflict: a conflict
 *
 * Returns: whether both sides can stand one after the other: in free text, not in a number, a date or an address
 */
gboolean
ent_sync_can_keep_both (const EntConflict *conflict)
{
  const EntField *field = field_of (conflict);

  return field != NULL && (field->type == ENT_FIELD_TEXT || field->type == ENT_FIELD_LONG_TEXT) && field->format == ENT_FORMAT_ANY
         && (field->flags & (ENT_FIELD_MACHINE | ENT_FIELD_DERIVED)) == 0 && conflict->theirs != NULL;
}

/* Nothing was agreed before, perhaps; but nobody would take a record in without what makes it one. */
static gboolean
may_be (const EntConflict *conflict,
        const char *text,
        GError **error)
{
  const EntField *field = field_of (conflict);
  const EntValue nothing = { 0 };

  return text != NULL || field == NULL || ent_field_check (field, &nothing, error);
}

static gboolean
set_value (EntWorkspace *workspace,
           const EntConflict *conflict,
           const char *text,
           GError **error)
{
  g_autoptr (JsonObject) document = ent_workspace_get_document (workspace, conflict->id, error);
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonNode) node = text != NULL ? ent_json_from_text (text, -1, error) : NULL;

  if (document == NULL || (text != NULL && node == NULL) || !may_be (conflict, text, error))
    return FALSE;

  /* A document of an unknown type comes back sealed. */
  changed = ent_projection_merge (NULL, document, ENT_CIRCLE_TEAM);
  if (node != NULL)
    json_object_set_member (changed, conflict->field, g_steal_pointer (&node));
  else
    json_object_remove_member (changed, conflict->field);
  return ent_sync_state_receive (workspace, changed, NULL, error);
}

/* Paragraphs, or on one line. */
static gboolean
set_both (EntWorkspace *workspace,
          const EntConflict *conflict,
          GError **error)
{
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (JsonNode) theirs = ent_json_from_text (conflict->theirs != NULL ? conflict->theirs : "null", -1, error);
  const EntField *field = field_of (conflict);
  const char *mine;
  g_autofree char *both = NULL;

  if (!ent_sync_can_keep_both (conflict))
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("Only texts can both be kept. Choose one of the values."));
      return FALSE;
    }
  if (theirs == NULL || json_node_get_value_type (theirs) != G_TYPE_STRING || (record = ent_workspace_get (workspace, conflict->id, error)) == NULL)
    return FALSE;

  mine = ent_record_get_text (record, conflict->field);
  both = mine != NULL ? g_strjoin (field->type == ENT_FIELD_LONG_TEXT ? "\n\n" : " / ", mine, json_node_get_string (theirs), NULL)
                      : json_node_dup_string (theirs);
  ent_record_set_text (record, conflict->field, both);
  return ent_workspace_save (workspace, record, error);
}

/* Puts back what one side had of the whole record, beside what its circle never saw. */
static gboolean
put_back (EntWorkspace *workspace,
          const EntRemote *remote,
          const EntConflict *conflict,
          const char *text,
          GError **error)
{
  g_autoptr (JsonObject) part = ent_projection_parse (text);
  g_autoptr (JsonObject) document = NULL;
  g_autoptr (JsonObject) merged = NULL;

  if (part == NULL)
    return !ent_workspace_exists (workspace, conflict->id) || ent_workspace_delete (workspace, conflict->id, error);
  if (ent_workspace_exists (workspace, conflict->id)
      && (document = ent_workspace_get_document (workspace, conflict->id, error)) == NULL)
    return FALSE;

  json_object_set_string_member (part, "_id", conflict->id);
  merged = ent_projection_merge (document, part, remote->circle);
  if (ent_projection_get_circle (merged) < remote->circle)
    ent_projection_set_circle (merged, remote->circle);
  return ent_sync_state_receive (workspace, merged, NULL, error);
}

/* They do not want it any more: outside of the unit that means that it no longer goes there. */
static gboolean
accept_deletion (EntWorkspace *workspace,
                 const EntRemote *remote,
                 const EntConflict *conflict,
                 GError **error)
{
  const EntConflict circle = {
    .remote = conflict->remote,
    .id = conflict->id,
    .field = (char *) "circle",
  };
  g_autofree char *text = NULL;

  if (remote->circle == ENT_CIRCLE_TEAM || !ent_workspace_exists (workspace, conflict->id))
    return put_back (workspace, remote, conflict, NULL, error);

  text = g_strdup_printf ("\"%s\"", ent_choices_get_nick (&ent_choices_circles, remote->circle - 1));
  return set_value (workspace, &circle, text, error);
}

static gboolean
settle (EntWorkspace *workspace,
        const EntRemote *remote,
        const EntConflict *conflict,
        EntSyncSide side,
        GError **error)
{
  const char *text = text_of_side (conflict, side);

  if (side == ENT_SYNC_MINE)
    return TRUE;
  if (side == ENT_SYNC_BOTH)
    return set_both (workspace, conflict, error);
  if (*conflict->field != '\0')
    return set_value (workspace, conflict, text, error);

  return side == ENT_SYNC_THEIRS && text == NULL ? accept_deletion (workspace, remote, conflict, error)
                                                 : put_back (workspace, remote, conflict, text, error);
}

static gboolean
forget (EntWorkspace *workspace,
        const EntConflict *conflict,
        GError **error)
{
  if (conflict->leaf != NULL)
    return ent_sync_leaf_choose (workspace, conflict, error);

  return ent_sync_issues_drop_conflict (workspace, conflict->remote, conflict->id, conflict->field, error)
         && ent_sync_issues_send_again (workspace, conflict->remote, conflict->id, error);
}

static gboolean
settle_all (EntWorkspace *workspace,
            GPtrArray *conflicts,
            const char *field,
            EntSyncSide side,
            guint *ret_settled,
            GError **error)
{
  *ret_settled = 0;
  for (guint i = 0; i < conflicts->len; i++)
    {
      const EntConflict *conflict = conflicts->pdata[i];
      g_autoptr (EntRemote) remote = NULL;

      if (!g_str_equal (conflict->field, field))
        continue;

      remote = ent_sync_state_get_remote (workspace, conflict->remote, error);
      if (remote == NULL || !settle (workspace, remote, conflict, side, error) || !forget (workspace, conflict, error))
        return FALSE;
      (*ret_settled)++;
    }

  return TRUE;
}

/**
 * ent_sync_resolve:
 * @workspace: a workspace
 * @remote: (nullable): the name of the remote that the conflict is with; all of them when %NULL
 * @id: of a record
 * @field: the name of the field, empty where one side deleted the record
 * @side: whose value is to stand
 * @error: set where there is no such conflict, or it could not be written
 *
 * Settles a conflict. The choice is a change like any other: it can be undone, and it is sent in the next round.
 *
 * Returns: whether it is settled
 */
gboolean
ent_sync_resolve (EntWorkspace *workspace,
                  const char *remote,
                  const char *id,
                  const char *field,
                  EntSyncSide side,
                  GError **error)
{
  g_autoptr (GPtrArray) conflicts = ent_sync_list_conflicts (workspace, remote, id, error);
  g_autofree char *headline = NULL;
  g_autofree char *label = NULL;
  guint settled;

  if (conflicts == NULL)
    return FALSE;

  headline = ent_workspace_get_headline (workspace, id);
  /* Translators: in the history; the name of a record. */
  label = g_strdup_printf (_ ("Settle a conflict about “%s”"), headline != NULL ? headline : id);
  if (!ent_workspace_begin (workspace, label, NULL, error))
    return FALSE;
  if (settle_all (workspace, conflicts, field, side, &settled, error) && settled > 0)
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  if (error == NULL || *error == NULL)
    g_set_error_literal (error, ENT_ERROR, ENT_ERROR_NOT_FOUND, _ ("This conflict no longer exists."));
  return FALSE;
}
