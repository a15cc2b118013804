/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-department-item.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "ent-record-json.h"
#include "ent-summary.h"
#include "ent-time.h"

struct _EntDepartmentItem
{
  GObject parent_instance;

  char *id;              /* (not nullable) (owned) */
  char *parent;          /* (nullable) (owned): identifier */
  char *name;            /* (not nullable) (owned) */
  char *detail;          /* (not nullable) (owned) */
  double days;           /* of involvement of those who work there, this year */
  gboolean own;          /* it is the unit whose workspace this is */
  gboolean is_dgs;       /* it is the director general's */
  guint levels;          /* how far the unit stands below the director general; 0 where it does not, and for others */
  guint waiting;         /* requests that were sent and not answered */
  GListStore *children;  /* (not nullable) (element-type EntDepartmentItem) (owned) */
};

G_DEFINE_FINAL_TYPE (EntDepartmentItem, ent_department_item, G_TYPE_OBJECT)

/* Those who hold a role of that kind now, each with the day since when, parted by signs that no name has. */
#define HOLDERS(kind)                                                                                                  \
  "(SELECT group_concat (holder, char (30)) FROM (SELECT who.headline || char (31) || coalesce (min (role.start), '') AS holder " \
  "  FROM role JOIN record AS who ON who.id = role.person WHERE role.body = own.id AND role.kind = '" kind "' "         \
  "  AND (role.start IS NULL OR role.start <= ?1) AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= ?1) "             \
  "  GROUP BY role.person ORDER BY who.headline))"

/* Levels from the top down, then by name. */
#define DEPARTMENTS_SQL                                                                                                \
  "SELECT own.id, one.parent, one.name, one.level, one.themes, " HOLDERS ("point-person") ", "                         \
  "(SELECT count (*) FROM mobilisation WHERE asked = own.id AND state = 'sent'), " HOLDERS ("head") " "                \
  "FROM department AS one JOIN record AS own USING (row) "                                                             \
  "ORDER BY CASE one.level WHEN 'dgs' THEN 0 WHEN 'cabinet' THEN 1 WHEN 'pole' THEN 2 WHEN 'direction' THEN 3 "        \
  "WHEN 'service' THEN 4 ELSE 5 END, one.\"name~\""

#define MEMBERS_SQL                                                                                                    \
  "SELECT DISTINCT person FROM role WHERE body = ?1 AND (\"end\" IS NULL OR \"end\" || '~' >= ?2)"

static void
ent_department_item_finalize (GObject *object)
{
  EntDepartmentItem *self = ENT_DEPARTMENT_ITEM (object);

  g_free (self->id);
  g_free (self->parent);
  g_free (self->name);
  g_free (self->detail);
  g_object_unref (self->children);

  G_OBJECT_CLASS (ent_department_item_parent_class)->finalize (object);
}

static void
ent_department_item_class_init (EntDepartmentItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_department_item_finalize;
}

static void
ent_department_item_init (EntDepartmentItem *self)
{
  self->children = g_list_store_new (ENT_TYPE_DEPARTMENT_ITEM);
}

/**
 * ent_department_item_get_id:
 * @self: a department
 *
 * Returns: its identifier
 */
const char *
ent_department_item_get_id (EntDepartmentItem *self)
{
  g_return_val_if_fail (ENT_IS_DEPARTMENT_ITEM (self), NULL);

  return self->id;
}

/**
 * ent_department_item_get_name:
 * @self: a department
 *
 * Returns: its name
 */
const char *
ent_department_item_get_name (EntDepartmentItem *self)
{
  g_return_val_if_fail (ENT_IS_DEPARTMENT_ITEM (self), NULL);

  return self->name;
}

/**
 * ent_department_item_get_detail:
 * @self: a department
 *
 * Returns: its level, what it is competent for, and who to turn to; perhaps empty
 */
const char *
ent_department_item_get_detail (EntDepartmentItem *self)
{
  g_return_val_if_fail (ENT_IS_DEPARTMENT_ITEM (self), NULL);

  return self->detail;
}

/**
 * ent_department_item_is_own:
 * @self: a department
 *
 * Returns: whether it is the unit whose workspace this is
 */
gboolean
ent_department_item_is_own (EntDepartmentItem *self)
{
  g_return_val_if_fail (ENT_IS_DEPARTMENT_ITEM (self), FALSE);

  return self->own;
}

/**
 * ent_department_item_get_levels:
 * @self: the unit whose workspace this is
 *
 * Returns: how many levels below the director general it stands; 0 where the chart does not say
 */
guint
ent_department_item_get_levels (EntDepartmentItem *self)
{
  g_return_val_if_fail (ENT_IS_DEPARTMENT_ITEM (self), 0);

  return self->levels;
}

/**
 * ent_department_item_get_days:
 * @self: a department
 *
 * Returns: the days that its people were involved this year
 */
double
ent_department_item_get_days (EntDepartmentItem *self)
{
  g_return_val_if_fail (ENT_IS_DEPARTMENT_ITEM (self), 0);

  return self->days;
}

/**
 * ent_department_item_get_waiting:
 * @self: a department
 *
 * Returns: how many requests it has not answered
 */
guint
ent_department_item_get_waiting (EntDepartmentItem *self)
{
  g_return_val_if_fail (ENT_IS_DEPARTMENT_ITEM (self), 0);

  return self->waiting;
}

/**
 * ent_department_item_get_children:
 * @self: a department
 *
 * Returns: (transfer none): the departments that are part of it
 */
GListModel *
ent_department_item_get_children (EntDepartmentItem *self)
{
  g_return_val_if_fail (ENT_IS_DEPARTMENT_ITEM (self), NULL);

  return G_LIST_MODEL (self->children);
}

static char *
display_themes (const char *json)
{
  const EntField *field = ent_entity_find_field (ent_schema_find ("department"), "themes");
  g_autoptr (JsonNode) node = json != NULL ? ent_json_from_text (json, -1, NULL) : NULL;
  g_auto (EntValue) value = { 0 };

  return node != NULL && ent_value_from_json (field, node, &value, NULL) ? ent_field_display (field, &value) : NULL;
}

/* As HOLDERS says them, in the user's words. */
static char *
display_holders (const char *holders)
{
  g_auto (GStrv) each = g_strsplit (holders, "\x1e", -1);

  for (gsize i = 0; each[i] != NULL; i++)
    {
      char *start = strchr (each[i], '\x1f');
      g_autofree char *period = NULL;
      char *shown;

      if (start == NULL)
        continue;
      *start++ = '\0';
      period = ent_summary_get_period (*start != '\0' ? start : NULL, NULL);
      shown = period != NULL ? g_strdup_printf ("%s (%s)", each[i], period) : g_strdup (each[i]);
      g_free (each[i]);
      each[i] = shown;
    }

  return g_strjoinv (", ", each);
}

static void
add_holders (GPtrArray *words,
             const char *format,
             const char *holders)
{
  g_autofree char *shown = holders != NULL ? display_holders (holders) : NULL;
  g_autoptr (GString) line = g_string_new (format);

  if (shown == NULL)
    return;

  g_string_replace (line, "%s", shown, 1);
  g_ptr_array_add (words, g_strdup (line->str));
}

static char *
compose_detail (EntStatement *row)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const char *level = ent_statement_get_text (row, 3);
  char *themes = display_themes (ent_statement_get_text (row, 4));

  if (level != NULL)
    g_ptr_array_add (words, g_strdup (ent_choices_get_label (&ent_choices_department_levels, level)));
  if (themes != NULL)
    g_ptr_array_add (words, themes);
  /* Translators: names of the heads of a department */
  add_holders (words, _ ("head: %s"), ent_statement_get_text (row, 7));
  /* Translators: names of the point people of a department */
  add_holders (words, _ ("point person: %s"), ent_statement_get_text (row, 5));
  g_ptr_array_add (words, NULL);

  return g_strjoinv ("\u00a0· ", (char **) words->pdata);
}

static EntDepartmentItem *
read_row (EntStatement *row)
{
  EntDepartmentItem *item = g_object_new (ENT_TYPE_DEPARTMENT_ITEM, NULL);

  item->id = g_strdup (ent_statement_get_text (row, 0));
  item->parent = g_strdup (ent_statement_get_text (row, 1));
  item->name = g_strdup (ent_statement_get_text (row, 2));
  item->detail = compose_detail (row);
  item->waiting = sqlite3_column_int (row, 6);
  item->is_dgs = g_strcmp0 (ent_statement_get_text (row, 3), "dgs") == 0;

  return item;
}

static gboolean
add_days (const char *id,
          double *days,
          EntDatabase *database,
          GPtrArray *people,
          const char *today,
          GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (database, MEMBERS_SQL, error);
  gboolean more = TRUE;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, id);
  ent_statement_bind_text (row, 2, today);
  while (more)
    {
      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      for (guint i = 0; more && i < people->len; i++)
        {
          const EntShare *share = people->pdata[i];

          if (g_strcmp0 (share->id, ent_statement_get_text (row, 0)) == 0)
            *days += share->days;
        }
    }

  return TRUE;
}

/* Whoever is part of itself, through others, would never be shown: such a chain is cut where it begins again. */
static gboolean
is_below (GHashTable *items,
          EntDepartmentItem *item,
          EntDepartmentItem *candidate)
{
  guint depth = g_hash_table_size (items);

  for (; candidate != NULL && depth > 0; depth--)
    {
      if (candidate == item)
        return TRUE;
      candidate = candidate->parent != NULL ? g_hash_table_lookup (items, candidate->parent) : NULL;
    }

  return candidate != NULL;
}

/* How far @item is below the director general; 0 where it is not, or where the chain above it comes round again. */
static guint
count_levels (GHashTable *items,
              const EntDepartmentItem *item)
{
  guint most = g_hash_table_size (items);

  for (guint levels = 0; item != NULL && levels <= most; levels++)
    {
      if (item->is_dgs)
        return levels;
      item = item->parent != NULL ? g_hash_table_lookup (items, item->parent) : NULL;
    }

  return 0;
}

static GListModel *
build_tree (GPtrArray *list)
{
  g_autoptr (GHashTable) items = g_hash_table_new (g_str_hash, g_str_equal);
  GListStore *roots = g_list_store_new (ENT_TYPE_DEPARTMENT_ITEM);

  for (guint i = 0; i < list->len; i++)
    g_hash_table_insert (items, ((EntDepartmentItem *) list->pdata[i])->id, list->pdata[i]);
  for (guint i = 0; i < list->len; i++)
    {
      EntDepartmentItem *item = list->pdata[i];
      EntDepartmentItem *parent = item->parent != NULL ? g_hash_table_lookup (items, item->parent) : NULL;

      if (item->own)
        item->levels = count_levels (items, item);
      if (parent == NULL || is_below (items, item, parent))
        g_list_store_append (roots, item);
      else
        g_list_store_append (parent->children, item);
    }

  return G_LIST_MODEL (roots);
}

/**
 * ent_department_count_days:
 * @workspace: a workspace
 * @id: the identifier of a department
 * @today: this day, YYYY-MM-DD
 * @ret_days: (out): the days that those who work there were involved this year
 * @error: set where the workspace cannot be read
 *
 * Returns: whether they were counted
 */
gboolean
ent_department_count_days (EntWorkspace *workspace,
                           const char *id,
                           const char *today,
                           double *ret_days,
                           GError **error)
{
  g_autoptr (GPtrArray) people = ent_time_list_people (workspace, strtol (today, NULL, 10), error);
  double days = 0;

  if (people == NULL || !add_days (id, &days, ent_workspace_get_database (workspace), people, today, error))
    return FALSE;

  *ret_days = days;
  return TRUE;
}

/**
 * ent_departments_load:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): the departments that are part of no other, as #EntDepartmentItem, with those
 *   below them
 */
GListModel *
ent_departments_load (EntWorkspace *workspace,
                      const char *today,
                      GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) people = ent_time_list_people (workspace, strtol (today, NULL, 10), error);
  g_autofree char *own = ent_workspace_get_setting (workspace, "own-department");
  g_autoptr (EntStatement) row = NULL;
  EntDepartmentItem *item;
  gboolean more = TRUE;

  if (people == NULL)
    return NULL;
  row = ent_database_prepare (database, DEPARTMENTS_SQL, error);
  if (row == NULL)
    return NULL;

  ent_statement_bind_text (row, 1, today);
  while (more)
    {
      if (!ent_database_step (database, row, &more, error))
        return NULL;
      if (!more)
        break;
      g_ptr_array_add (list, read_row (row));
      item = list->pdata[list->len - 1];
      item->own = g_strcmp0 (item->id, own) == 0;
      if (!add_days (item->id, &item->days, database, people, today, error))
        return NULL;
    }

  return build_tree (list);
}
