/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two records of one person or organisation become one: nothing that either says is lost, and all that refers to one
 * refers to the other. */
#include "ent-unite.h"

#include <glib/gi18n-lib.h>

#include "ent-duplicates.h"
#include "ent-record-json.h"
#include "ent-workspace-private.h"

#define USERS_SQL "SELECT DISTINCT record.id FROM reference JOIN record ON record.row = reference.source WHERE reference.target = ?1"
#define SETTING_SQL "SELECT 1 FROM setting WHERE value = ?1"

/* The same role of one person, written down with each of the two. */
#define SAME_ROLES_SQL                                                                                                 \
  "SELECT own.id, twin.id FROM role AS one JOIN record AS own ON own.row = one.row "                                   \
  "JOIN role AS two ON two.person = one.person AND two.body = one.body AND two.row > one.row "                         \
  "AND two.kind IS one.kind AND two.title IS one.title AND two.start IS one.start AND two.\"end\" IS one.\"end\" "     \
  "JOIN record AS twin ON twin.row = two.row WHERE one.person = ?1 OR one.body = ?1 LIMIT 1"

/**
 * ent_unite_get_choice:
 * @kept: a record that stays
 * @other: a record of the same entity that goes
 * @field: one of their fields
 *
 * Returns: what there is to decide about it
 */
EntUniteChoice
ent_unite_get_choice (EntRecord *kept,
                      EntRecord *other,
                      const EntField *field)
{
  const EntValue *one = ent_record_get (kept, field), *two = ent_record_get (other, field);

  if (one->kind == ENT_VALUE_UNSET || two->kind == ENT_VALUE_UNSET || ent_value_equal (one, two))
    return ENT_UNITE_NOTHING;
  if (one->kind == ENT_VALUE_LIST || field->type == ENT_FIELD_LONG_TEXT)
    return ENT_UNITE_BOTH;

  return ENT_UNITE_CHOOSE;
}

static void
join_lists (EntRecord *kept,
            EntRecord *other,
            const EntField *field)
{
  g_autoptr (GStrvBuilder) members = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_auto (EntValue) value = { 0 };

  g_strv_builder_addv (members, (const char **) ent_record_get (kept, field)->list);
  g_strv_builder_addv (members, (const char **) ent_record_get (other, field)->list);
  all = g_strv_builder_end (members);
  ent_value_set_list (&value, (const char *const *) all);
  ent_record_set (kept, field, &value);
}

static void
append_text (EntRecord *record,
             const char *name,
             const char *text)
{
  const char *before = ent_record_get_text (record, name);
  g_autofree char *all = before != NULL ? g_strjoin ("\n\n", before, text, NULL) : g_strdup (text);

  ent_record_set_text (record, name, all);
}

/* The value that does not stand is written down as a line of the notes. */
static void
choose (EntRecord *kept,
        EntRecord *other,
        const EntField *field,
        gboolean take,
        GString *leftovers)
{
  g_autofree char *text = ent_field_display (field, ent_record_get (take ? kept : other, field));

  /* How far each may travel is no fact about them, and a checksum tells nobody anything. */
  if (!g_str_equal (field->name, "circle"))
    g_string_append_printf (leftovers, "%s%s: %s", leftovers->len > 0 ? "\n" : "", ent_field_get_label (field), text);
  if (take)
    ent_record_set (kept, field, ent_record_get (other, field));
}

static void
join_fields (EntRecord *kept,
             EntRecord *other,
             const char *const *taken)
{
  const EntEntity *entity = ent_record_get_entity (kept);
  g_autoptr (GString) leftovers = g_string_new (NULL);
  g_autofree char *notes = NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];

      switch (ent_unite_get_choice (kept, other, field))
        {
        case ENT_UNITE_BOTH:
          if (field->type == ENT_FIELD_LONG_TEXT)
            append_text (kept, field->name, ent_record_get_text (other, field->name));
          else
            join_lists (kept, other, field);
          break;
        case ENT_UNITE_CHOOSE:
          choose (kept, other, field, taken != NULL && g_strv_contains (taken, field->name), leftovers);
          break;
        case ENT_UNITE_NOTHING:
        default:
          if (ent_record_get (kept, field)->kind == ENT_VALUE_UNSET)
            ent_record_set (kept, field, ent_record_get (other, field));
        }
    }
  if (leftovers->len == 0 || ent_entity_find_field (entity, "notes") == NULL)
    return;

  /* Translators: the name of somebody whose second record was merged into the first; what that had differently follows. */
  notes = g_strdup_printf (_ ("From the record “%s”:\n%s"), ent_record_get_headline (other), leftovers->str);
  append_text (kept, "notes", notes);
}

/* What only a newer version knows: members that the kept one does not have. */
static void
join_extra (EntRecord *kept,
            EntRecord *other)
{
  const char *one = ent_record_get_extra (kept), *two = ent_record_get_extra (other);
  g_autoptr (JsonNode) mine = one != NULL ? ent_json_from_text (one, -1, NULL) : NULL;
  g_autoptr (JsonNode) theirs = two != NULL ? ent_json_from_text (two, -1, NULL) : NULL;
  g_autofree char *text = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (theirs == NULL || !JSON_NODE_HOLDS_OBJECT (theirs))
    return;
  if (mine == NULL || !JSON_NODE_HOLDS_OBJECT (mine))
    {
      ent_record_set_extra (kept, two);
      return;
    }

  json_object_iter_init (&iter, json_node_get_object (theirs));
  while (json_object_iter_next (&iter, &name, &node))
    if (!json_object_has_member (json_node_get_object (mine), name))
      json_object_set_member (json_node_get_object (mine), name, json_node_copy (node));
  text = ent_json_to_text (mine);
  ent_record_set_extra (kept, text);
}

static void
replace_in_field (EntRecord *record,
                  const EntField *field,
                  const char *former,
                  const char *id)
{
  const EntValue *value = ent_record_get (record, field);
  g_autoptr (GStrvBuilder) members = NULL;
  g_auto (GStrv) all = NULL;
  g_auto (EntValue) replaced = { 0 };

  if (value->kind == ENT_VALUE_TEXT && g_str_equal (value->text, former))
    ent_record_set_text (record, field->name, id);
  if (value->kind != ENT_VALUE_LIST || !ent_value_has (value, former))
    return;

  members = g_strv_builder_new ();
  for (gsize i = 0; value->list[i] != NULL; i++)
    g_strv_builder_add (members, g_str_equal (value->list[i], former) ? id : value->list[i]);
  all = g_strv_builder_end (members);
  ent_value_set_list (&replaced, (const char *const *) all);
  ent_record_set (record, field, &replaced);
}

static GStrv
list_ids (EntWorkspace *workspace,
          const char *sql,
          const char *id,
          GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (workspace->database, sql, error);

  if (row == NULL)
    return NULL;

  ent_statement_bind_text (row, 1, id);
  return ent_database_list_text (workspace->database, row, error);
}

/* Records that came with less than a form requires are not refused here: they only say another name for the same. */
static gboolean
move_references (EntWorkspace *workspace,
                 const char *former,
                 const char *id,
                 GError **error)
{
  g_auto (GStrv) users = list_ids (workspace, USERS_SQL, former, error);

  for (gsize i = 0; users != NULL && users[i] != NULL; i++)
    {
      g_autoptr (EntRecord) record = ent_workspace_read_record (workspace, users[i], error);
      const EntEntity *entity = record != NULL ? ent_record_get_entity (record) : NULL;

      if (record == NULL)
        return FALSE;
      for (guint j = 0; j < entity->n_fields; j++)
        if (ent_field_is_reference (&entity->fields[j]))
          replace_in_field (record, &entity->fields[j], former, id);
      if (!ent_workspace_store_record (workspace, record, error))
        return FALSE;
    }

  return users != NULL;
}

static gboolean
unite_two (EntWorkspace *workspace,
           const char *id,
           const char *former,
           const char *const *taken,
           GError **error)
{
  g_autoptr (EntRecord) kept = ent_workspace_get (workspace, id, error);
  g_autoptr (EntRecord) other = kept != NULL ? ent_workspace_get (workspace, former, error) : NULL;

  if (other == NULL)
    return FALSE;

  join_fields (kept, other, taken);
  join_extra (kept, other);
  return ent_record_check (kept, error) && ent_workspace_store_record (workspace, kept, error)
         && move_references (workspace, former, id, error) && ent_workspace_delete (workspace, former, error);
}

/* Roles that say the same of the same person become one too, with the terms of office that were held in them. */
static gboolean
unite_roles (EntWorkspace *workspace,
             const char *id,
             GError **error)
{
  for (;;)
    {
      g_auto (GStrv) twins = list_ids (workspace, SAME_ROLES_SQL, id, error);

      if (twins == NULL)
        return FALSE;
      if (twins[0] == NULL)
        return TRUE;
      if (!unite_two (workspace, twins[0], twins[1], NULL, error))
        return FALSE;
    }
}

/* Whether the workspace itself is about the record: its own authority, whoever works with it. */
static gboolean
is_in_settings (EntWorkspace *workspace,
                const char *id)
{
  g_auto (GStrv) found = list_ids (workspace, SETTING_SQL, id, NULL);

  return found != NULL && found[0] != NULL;
}

/* A name that was forgotten does not come back, nor does a name go because another one did. */
static gboolean
check_named (EntWorkspace *workspace,
             const char *id,
             GError **error)
{
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, id, error);

  if (record == NULL)
    return FALSE;
  if (ent_entity_find_field (ent_record_get_entity (record), "anonymised-on") == NULL || ent_record_get_text (record, "anonymised-on") == NULL)
    return TRUE;

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("This person was anonymised before."));
  return FALSE;
}

static gboolean
check_pair (const char *kept,
            const char *other,
            GError **error)
{
  const EntEntity *entity = ent_schema_find_for_id (kept);

  if (ent_duplicates_can_have (entity) && ent_schema_find_for_id (other) == entity && !g_str_equal (kept, other))
    return TRUE;

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("Only two people, or two bodies, can be merged."));
  return FALSE;
}

/**
 * ent_unite:
 * @workspace: a workspace with no change open
 * @kept: the identifier of the person or organisation that stays
 * @other: the identifier of the one that goes
 * @taken: (nullable) (array zero-terminated=1): names of the fields of which the value of @other stands, where both have one
 * @error: set where they cannot become one, or it could not be written; nothing is then changed
 *
 * Makes one record of two, as one change to undo. What only one has is kept; of lists and long texts both are; of all else
 * the value that does not stand goes into the notes. Whatever referred to @other refers to @kept.
 *
 * Returns: whether they are one
 */
gboolean
ent_unite (EntWorkspace *workspace,
           const char *kept,
           const char *other,
           const char *const *taken,
           GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace) && kept != NULL && other != NULL, FALSE);

  if (!check_pair (kept, other, error) || !check_named (workspace, kept, error) || !check_named (workspace, other, error))
    return FALSE;
  name = ent_workspace_get_headline (workspace, kept);
  if (is_in_settings (workspace, other))
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
                   _ ("The workspace itself is set up with the record that would go. Keep that one instead of “%s”."), name != NULL ? name : "");
      return FALSE;
    }

  /* Translators: what a change did, with the name of somebody who had two records */
  label = g_strdup_printf (_ ("Merge the records of “%s”"), name != NULL ? name : "");
  if (!ent_workspace_begin (workspace, label, NULL, error))
    return FALSE;
  if (unite_two (workspace, kept, other, taken, error) && unite_roles (workspace, kept, error))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  return FALSE;
}
