/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What no single record can break, for it is between several: a second chief executive, a department above itself. */
#include <glib/gi18n-lib.h>

#include "ent-departments.h"
#include "ent-workspace-private.h"

#define OTHER_START "coalesce (mandate.start, other.start, mandate.\"end\", other.\"end\", '9998')"
#define OTHER_END "coalesce (mandate.\"end\", other.\"end\", '9999')"

/* Of somebody else than ?1, in ?2, between ?3 and ?4. The day on which one hands over to the other is both’s. */
#define CHIEF_SQL                                                                                                      \
  "SELECT who.headline, body.headline FROM role AS other JOIN record AS r ON r.row = other.row "                       \
  "JOIN mandate ON mandate.role = r.id AND +mandate.function = 'chief-executive' "                                     \
  "LEFT JOIN record AS who ON who.id = other.person LEFT JOIN record AS body ON body.id = other.body "                 \
  "WHERE other.body = ?2 AND +other.person <> ?1 AND " ENT_BEFORE_SQL ("?3", OTHER_END) " AND " ENT_BEFORE_SQL (OTHER_START, "?4") " LIMIT 1"

static gboolean
has_changed (EntRecord *former,
             EntRecord *record,
             const char *const *names)
{
  for (gsize i = 0; former != NULL && names[i] != NULL; i++)
    if (g_strcmp0 (ent_record_get_text (former, names[i]), ent_record_get_text (record, names[i])) != 0)
      return TRUE;

  return former == NULL;
}

/* What the mandate says, else what the role says that it was given in. */
static const char *
get_date (EntRecord *mandate,
          EntRecord *role,
          const char *name)
{
  const char *date = ent_record_get_text (mandate, name);

  return date != NULL ? date : ent_record_get_text (role, name);
}

static gboolean
check_chief (EntWorkspace *self,
             EntRecord *mandate,
             EntRecord *role,
             GError **error)
{
  const char *start = get_date (mandate, role, "start");
  const char *end = get_date (mandate, role, "end");
  g_autoptr (EntStatement) row = ent_database_prepare (self->database, CHIEF_SQL, error);
  gboolean found;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, ent_record_get_text (role, "person"));
  ent_statement_bind_text (row, 2, ent_record_get_text (role, "body"));
  ent_statement_bind_text (row, 3, start != NULL ? start : end != NULL ? end : "9998");
  ent_statement_bind_text (row, 4, end != NULL ? end : "9999");
  if (!ent_database_step (self->database, row, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  /* Translators: a person, then an authority */
  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
               _ ("%1$s is mayor or president of %2$s at that time: there cannot be two at once. End that term of office first."),
               ent_statement_get_text (row, 0), ent_statement_get_text (row, 1));
  return FALSE;
}

static gboolean
check_mandate (EntWorkspace *self,
               EntRecord *former,
               EntRecord *record,
               GError **error)
{
  static const char *const names[] = { "role", "function", "start", "end", NULL };
  const char *id = ent_record_get_text (record, "role");
  g_autoptr (EntRecord) role = NULL;

  if (g_strcmp0 (ent_record_get_text (record, "function"), "chief-executive") != 0 || !has_changed (former, record, names)
      || id == NULL || !ent_workspace_exists (self, id))
    return TRUE;

  role = ent_workspace_read_record (self, id, error);
  return role != NULL && check_chief (self, record, role, error);
}

/* The terms of office that are held in it move with it. */
static gboolean
check_role (EntWorkspace *self,
            EntRecord *former,
            EntRecord *record,
            GError **error)
{
  static const char *const names[] = { "person", "body", "start", "end", NULL };
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("mandate"));
  g_autoptr (GPtrArray) mandates = NULL;

  if (former == NULL || !has_changed (former, record, names))
    return TRUE;

  ent_query_add_text (query, "role", ENT_FILTER_IS, ent_record_get_id (record));
  ent_query_add_text (query, "function", ENT_FILTER_IS, "chief-executive");
  mandates = ent_workspace_list (self, query, 0, error);
  for (guint i = 0; mandates != NULL && i < mandates->len; i++)
    if (!check_chief (self, mandates->pdata[i], record, error))
      return FALSE;

  return mandates != NULL;
}

static gboolean
check_department (EntWorkspace *self,
                  EntRecord *former,
                  EntRecord *record,
                  GError **error)
{
  static const char *const names[] = { "parent", NULL };

  return !has_changed (former, record, names)
         || ent_department_check_parent (self, record, ent_record_get_text (record, "parent"), error);
}

static const struct
{
  const char *entity;
  gboolean (*check) (EntWorkspace *self, EntRecord *former, EntRecord *record, GError **error);
} rules[] = {
  { "mandate", check_mandate },
  { "role", check_role },
  { "department", check_department },
};

/* Whether a record of that entity may not go with others that are there. */
static gboolean
has_rules (const EntEntity *entity)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].entity, entity->name))
      return TRUE;

  return FALSE;
}

/* Whether what somebody here wants to store goes with what is there. What came broken from elsewhere can still be edited:
 * only what changes is judged. What a server sends does not pass here: a clash is kept, and shown among the warnings. */
gboolean
ent_workspace_check_rules (EntWorkspace *self,
                           EntRecord *record,
                           GError **error)
{
  const EntEntity *entity = ent_record_get_entity (record);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].entity, entity->name))
      {
        gboolean known = ent_workspace_exists (self, ent_record_get_id (record));
        g_autoptr (EntRecord) former = known ? ent_workspace_read_record (self, ent_record_get_id (record), error) : NULL;

        return (former != NULL || !known) && rules[i].check (self, former, record, error);
      }

  return TRUE;
}

static gboolean
save_each (EntWorkspace *self,
           GPtrArray *records,
           GError **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!ent_workspace_save (self, records->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
save_or_take_back (EntWorkspace *self,
                   GPtrArray *records,
                   GError **error)
{
  gint64 change = self->change;

  if (!ent_database_execute (self->database, "SAVEPOINT several", error))
    return FALSE;
  if (save_each (self, records, error))
    return ent_database_execute (self->database, "RELEASE several", error);

  /* Where the change had nothing before, its own row goes too. */
  self->change = change;
  ent_database_execute (self->database, "ROLLBACK TO several", NULL);
  ent_database_execute (self->database, "RELEASE several", NULL);
  return FALSE;
}

/**
 * ent_workspace_save_all:
 * @self: a workspace with an open change
 * @records: (element-type EntRecord): records, each before those that refer to it
 * @error: set to what is wrong with one of them, or why it could not be written
 *
 * Writes all of them as part of the open change, or nothing; the change goes on either way.
 *
 * Returns: whether they are stored as they are
 */
gboolean
ent_workspace_save_all (EntWorkspace *self,
                        GPtrArray *records,
                        GError **error)
{
  g_return_val_if_fail (ENT_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (self->in_change && records != NULL, FALSE);

  /* What can only be judged once the record before is written may have to be taken back. All else is judged first: at a
   * savepoint the full-text index writes out what it gathers, which tells where thousands of rows are imported. */
  for (guint i = 0; i < records->len; i++)
    if (has_rules (ent_record_get_entity (records->pdata[i])))
      return save_or_take_back (self, records, error);
    else if (!ent_record_check (records->pdata[i], error))
      return FALSE;

  return save_each (self, records, error);
}
