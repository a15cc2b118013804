/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A point person's desk: what a connection reads is no more than what the departments may see.
 *
 * Views of the connection's own stand before the tables: SQLite looks for a name among the temporary ones first. So whatever
 * is asked, by whichever page, is answered without the unit's own fields and records; nobody has to think of it. */
#include <glib/gi18n-lib.h>

#include "ent-self.h"
#include "ent-workspace-private.h"

/* Headlines are made of headlines, so deep: mandate → role → person. */
#define HEADLINE_DEPTH 3

static gboolean
is_shown (const EntEntity *entity,
          const EntField *field)
{
  return ent_entity_get_field_circle (entity, field) >= ENT_CIRCLE_DEPARTMENTS;
}

static char *
quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *doubled = g_strjoinv ("''", parts);

  return g_strdup_printf ("'%s'", doubled);
}

/* Whether the record in @row of the entity's table may be seen: the same rule as ent_record_get_circle(). Whoever works here
 * sees their own name. */
static char *
compose_condition (const EntEntity *entity,
                   const char *row)
{
  const char *circle = entity->default_circle >= ENT_CIRCLE_DEPARTMENTS ? "t.circle IS NOT 'team'" : "t.circle IN ('departments', 'atlas')";

  if (entity->circle < ENT_CIRCLE_DEPARTMENTS)
    return g_strdup ("0");

  return g_strdup_printf ("EXISTS (SELECT 1 FROM main.\"%s\" t WHERE t.row = %s AND (%s OR t.row = (SELECT own.row FROM main.record own "
                          "JOIN main.setting s ON s.value = own.id WHERE s.name = 'own-person')))",
                          entity->name, row, circle);
}

/* Whether a record of whatever type, @alias of main.record, may be seen. */
static char *
compose_any_condition (const char *alias)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char *row = g_strconcat (alias, ".row", NULL);

  g_string_printf (sql, "CASE %s.type", alias);
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autofree char *condition = compose_condition (entity, row);

      g_string_append_printf (sql, " WHEN '%s' THEN %s", entity->name, condition);
    }
  g_string_append (sql, " ELSE 0 END");

  return g_string_free_and_steal (g_steal_pointer (&sql));
}

/* Pairs of type and field, for SQL's IN: those that are the unit's own, or references that make headlines. */
static char *
compose_fields (gboolean headlines)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      for (guint j = 0; j < entity->n_fields; j++)
        {
          const EntField *field = &entity->fields[j];
          gboolean wanted = headlines ? ent_field_is_reference (field) && ent_entity_in_headline (entity, field) : !is_shown (entity, field);

          if (wanted)
            g_string_append_printf (sql, "%s('%s', '%s')", sql->len > 0 ? ", " : "VALUES ", entity->name, field->name);
        }
    }

  return g_string_free_and_steal (g_steal_pointer (&sql));
}

/* Whether the headline of the record @alias names one that may not be seen, itself or by the headlines it is made of. */
static char *
compose_names_hidden (const char *alias,
                      guint depth)
{
  g_autofree char *fields = compose_fields (TRUE);
  g_autofree char *part = g_strdup_printf ("p%u", depth);
  g_autofree char *shown = compose_any_condition (part);
  g_autofree char *deeper = depth > 1 ? compose_names_hidden (part, depth - 1) : g_strdup ("0");

  return g_strdup_printf ("EXISTS (SELECT 1 FROM main.reference f%1$u JOIN main.record %2$s ON %2$s.id = f%1$u.target "
                          "WHERE f%1$u.source = %3$s.row AND (%3$s.type, f%1$u.field) IN (%4$s) AND (NOT %5$s OR %6$s))",
                          depth, part, alias, fields, shown, deeper);
}

static gboolean
create_view (EntDatabase *database,
             const char *name,
             const char *select,
             GError **error)
{
  g_autofree char *sql = g_strdup_printf ("CREATE TEMP VIEW \"%s\" AS %s", name, select);

  return ent_database_execute (database, sql, error);
}

static gboolean
narrow_entity (EntDatabase *database,
               const EntEntity *entity,
               GError **error)
{
  g_autofree char *condition = compose_condition (entity, "e.row");
  g_autoptr (GString) sql = g_string_new ("SELECT row");

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      const char *from = is_shown (entity, field) ? "" : "NULL AS ";

      g_string_append_printf (sql, ", %s\"%s\"", from, field->name);
      if (ent_field_has_folded_column (field))
        g_string_append_printf (sql, ", %s\"%s~\"", from, field->name);
    }
  g_string_append_printf (sql, " FROM main.\"%s\" e WHERE %s", entity->name, condition);

  return create_view (database, entity->name, sql->str, error);
}

static gboolean
narrow_catalogue (EntDatabase *database,
                  GError **error)
{
  g_autofree char *shown = compose_any_condition ("r");
  g_autofree char *hidden = compose_names_hidden ("r", HEADLINE_DEPTH);
  g_autoptr (GString) label = g_string_new ("CASE r.type");
  g_autofree char *sql = NULL;

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      g_autofree char *text = quote (ent_entity_get_label (ent_schema_get_entity (i)));

      g_string_append_printf (label, " WHEN '%s' THEN %s", ent_schema_get_entity (i)->name, text);
    }
  /* What this version does not know may be anything. */
  sql = g_strdup_printf ("SELECT row, id, type, CASE WHEN %1$s THEN %2$s END ELSE headline END AS headline, "
                         "CASE WHEN %1$s THEN '' ELSE sort END AS sort, edited_at, edited_by, NULL AS extra FROM main.record r WHERE %3$s",
                         hidden, label->str, shown);

  return create_view (database, "record", sql, error);
}

static gboolean
narrow_references (EntDatabase *database,
                   GError **error)
{
  g_autofree char *fields = compose_fields (FALSE);
  g_autofree char *sql = g_strdup_printf ("SELECT target, field, source FROM main.reference f WHERE NOT EXISTS "
                                          "(SELECT 1 FROM main.record s WHERE s.row = f.source AND (s.type, f.field) IN (%s))",
                                          fields);

  return create_view (database, "reference", sql, error);
}

/* Of what came or went as a whole, only that it did: the former document would have all fields. */
static gboolean
narrow_history (EntDatabase *database,
                GError **error)
{
  g_autofree char *fields = compose_fields (FALSE);
  g_autofree char *change = quote (_ ("Change"));
  g_autofree char *rows = g_strdup_printf (
    "SELECT seq, change, record, field, CASE WHEN field IS NULL AND old IS NOT NULL THEN '{}' ELSE old END AS old, "
    "CASE WHEN field IS NULL AND new IS NOT NULL THEN '{}' ELSE new END AS new FROM main.history h "
    "WHERE EXISTS (SELECT 1 FROM temp.record v WHERE v.id = h.record) AND field IS NOT '+' "
    "AND (field IS NULL OR (substr (h.record, 1, instr (h.record, ':') - 1), h.field) NOT IN (%s))",
    fields);
  g_autofree char *labels = g_strdup_printf (
    "SELECT id, at, who, CASE WHEN EXISTS (SELECT 1 FROM main.history h WHERE h.change = c.id AND NOT EXISTS "
    "(SELECT 1 FROM temp.record v JOIN main.record r ON r.row = v.row WHERE v.id = h.record AND v.headline = r.headline)) "
    "THEN %s ELSE label END AS label, origin, kind, target, undone FROM main.change c",
    change);

  return create_view (database, "history", rows, error) && create_view (database, "change", labels, error);
}

/* Full text knows all fields: of records that have words of the unit's own only the headline is searched, and of those whose
 * headline names somebody who may not be seen nothing. */
static gboolean
narrow_search (EntDatabase *database,
               GError **error)
{
  g_autofree char *hidden = compose_names_hidden ("r", HEADLINE_DEPTH);
  g_autofree char *named = g_strdup_printf ("SELECT row FROM main.record r WHERE %s", hidden);
  g_autoptr (GString) worded = g_string_new ("SELECT NULL AS row WHERE 0");

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      for (guint j = 0; j < entity->n_fields; j++)
        if ((entity->fields[j].flags & ENT_FIELD_SEARCHED) != 0 && !is_shown (entity, &entity->fields[j]))
          g_string_append_printf (worded, " UNION ALL SELECT row FROM main.\"%s\" WHERE \"%s\" IS NOT NULL", entity->name,
                                  entity->fields[j].name);
    }

  return create_view (database, "named hidden", named, error) && create_view (database, "worded hidden", worded->str, error);
}

/* What is shared with the unit alone is the unit's; what comes from the departments' space anybody there may settle. */
static gboolean
narrow_sharing (EntDatabase *database,
                GError **error)
{
  static const char *const tables[] = { "base", "conflict", "refused", "quarantine" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT * FROM main.%s WHERE remote IN (SELECT name FROM main.remote WHERE circle IS NOT 'team')", tables[i]);

      if (!create_view (database, tables[i], sql, error))
        return FALSE;
    }

  return create_view (database, "remote", "SELECT * FROM main.remote WHERE circle IS NOT 'team'", error);
}

static gboolean
narrow (EntDatabase *database,
        GError **error)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    if (!narrow_entity (database, ent_schema_get_entity (i), error))
      return FALSE;

  return narrow_catalogue (database, error) && narrow_references (database, error) && narrow_history (database, error)
         && narrow_search (database, error) && narrow_sharing (database, error);
}

/* Where the workspace is a point person's here, @self, which only reads, sees from now on what the departments see. */
gboolean
ent_narrowing_apply (EntWorkspace *self,
                     GError **error)
{
  g_autofree char *view = ent_workspace_get_setting (self, ENT_SETTING_VIEW);

  if (g_strcmp0 (view, ENT_VIEW_POINT_PERSON) != 0)
    return TRUE;

  self->narrow = TRUE;
  return ent_database_execute (self->database, "PRAGMA query_only = OFF", error) && narrow (self->database, error)
         && ent_database_execute (self->database, "PRAGMA query_only = ON", error);
}

/* A condition on rows `s` of the table `search` that the words ?1 match, to follow others. */
const char *
ent_narrowing_get_search_condition (EntWorkspace *self)
{
  return !self->narrow ? ""
                       : " AND s.rowid NOT IN (SELECT row FROM \"named hidden\") AND (s.rowid NOT IN (SELECT row FROM \"worded hidden\") "
                         "OR s.rowid IN (SELECT rowid FROM search WHERE search MATCH 'title : (' || ?1 || ')'))";
}

/* What was read on a narrow connection says nothing of the unit's own fields: they stay as they are stored. */
EntRecord *
ent_narrowing_complete (EntWorkspace *self,
                        EntRecord *record,
                        GError **error)
{
  const EntEntity *entity = ent_record_get_entity (record);
  g_autoptr (EntRecord) whole = NULL;
  g_autoptr (EntRecord) stored = NULL;

  if (!ent_record_is_partial (record) || !ent_workspace_exists (self, ent_record_get_id (record)))
    return g_object_ref (record);

  stored = ent_workspace_read_record (self, ent_record_get_id (record), error);
  if (stored == NULL)
    return NULL;

  whole = ent_record_copy (record);
  for (guint i = 0; i < entity->n_fields; i++)
    if (!is_shown (entity, &entity->fields[i]))
      ent_record_set (whole, &entity->fields[i], ent_record_get (stored, &entity->fields[i]));
  ent_record_set_extra (whole, ent_record_get_extra (stored));
  ent_record_set_partial (whole, FALSE);

  return g_steal_pointer (&whole);
}

/**
 * ent_workspace_is_narrow:
 * @self: a workspace
 *
 * Returns: whether it shows no more than what the departments may see
 */
gboolean
ent_workspace_is_narrow (EntWorkspace *self)
{
  return self->narrow;
}

/**
 * ent_workspace_shows_field:
 * @self: a workspace
 * @entity: an entity
 * @field: one of its fields
 *
 * Returns: whether whoever works here may see what is filled in there
 */
gboolean
ent_workspace_shows_field (EntWorkspace *self,
                           const EntEntity *entity,
                           const EntField *field)
{
  return !self->narrow || is_shown (entity, field);
}
