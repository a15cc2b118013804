/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record: add, set, show, delete, undo, redo, history. */
#include <glib/gi18n-lib.h>

#include "ent-ctl.h"

#define HISTORY_ROWS 1000

static gboolean
assign_and_save (EntCtl *ctl,
                 EntRecord *record,
                 int n,
                 char **assignments,
                 GError **error)
{
  for (int i = 0; i < n; i++)
    if (!ent_ctl_assign (ctl, record, assignments[i], error))
      return FALSE;

  return ent_workspace_save (ctl->workspace, record, error);
}

gboolean
ent_ctl_add (EntCtl *ctl,
             int argc,
             char **argv,
             GError **error)
{
  const EntEntity *entity;
  g_autoptr (EntRecord) record = NULL;

  if (!ent_ctl_parse (&argc, &argv, NULL, 2, -1, error))
    return FALSE;
  entity = ent_ctl_find_entity (argv[1], error);
  if (entity == NULL)
    return FALSE;

  record = ent_record_new (entity, NULL);
  ent_record_set_fallbacks (record);
  if (!assign_and_save (ctl, record, argc - 2, argv + 2, error))
    return FALSE;

  g_print ("%s\n", ent_record_get_id (record));
  return TRUE;
}

static EntRecord *
find_record (EntCtl *ctl,
             const char *text,
             GError **error)
{
  g_autofree char *id = ent_ctl_find_id (ctl, text, NULL, error);

  return id != NULL ? ent_workspace_get (ctl->workspace, id, error) : NULL;
}

gboolean
ent_ctl_set (EntCtl *ctl,
             int argc,
             char **argv,
             GError **error)
{
  g_autoptr (EntRecord) record = NULL;

  if (!ent_ctl_parse (&argc, &argv, NULL, 2, -1, error))
    return FALSE;

  record = find_record (ctl, argv[1], error);
  return record != NULL && assign_and_save (ctl, record, argc - 2, argv + 2, error);
}

gboolean
ent_ctl_show (EntCtl *ctl,
              int argc,
              char **argv,
              GError **error)
{
  g_autoptr (EntRecord) record = NULL;

  if (!ent_ctl_parse (&argc, &argv, NULL, 1, 1, error))
    return FALSE;

  record = find_record (ctl, argv[1], error);
  if (record == NULL)
    return FALSE;

  ent_ctl_print_record (ctl, record);
  return TRUE;
}

gboolean
ent_ctl_delete (EntCtl *ctl,
                int argc,
                char **argv,
                GError **error)
{
  /* What is deleted is named exactly. */
  if (!ent_ctl_parse (&argc, &argv, NULL, 1, 1, error))
    return FALSE;
  if (!ent_id_check (argv[1]))
    return ent_ctl_refuse (error, _ ("“%s” is not an identifier. “search” shows them."), argv[1]);

  return ent_workspace_delete (ctl->workspace, argv[1], error);
}

static gboolean
print_step (char *label)
{
  if (label == NULL)
    return FALSE;

  g_print ("%s\n", label);
  g_free (label);
  return TRUE;
}

gboolean
ent_ctl_undo (EntCtl *ctl,
              int argc,
              char **argv,
              GError **error)
{
  return ent_ctl_parse (&argc, &argv, NULL, 0, 0, error) && print_step (ent_workspace_undo (ctl->workspace, error));
}

gboolean
ent_ctl_redo (EntCtl *ctl,
              int argc,
              char **argv,
              GError **error)
{
  return ent_ctl_parse (&argc, &argv, NULL, 0, 0, error) && print_step (ent_workspace_redo (ctl->workspace, error));
}

gboolean
ent_ctl_history (EntCtl *ctl,
                 int argc,
                 char **argv,
                 GError **error)
{
  static const char *const headings[] = { "at", "who", "origin", "what", "field", "before", "after", NULL };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *id = NULL;

  if (!ent_ctl_parse (&argc, &argv, NULL, 1, 1, error))
    return FALSE;
  id = ent_ctl_find_id (ctl, argv[1], NULL, error);
  rows = id != NULL ? ent_workspace_history (ctl->workspace, id, HISTORY_ROWS, error) : NULL;
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const EntHistoryRow *row = rows->pdata[i];
      const char *line[] = { row->at, row->who, row->origin != NULL ? row->origin : "", row->label,
                             row->field != NULL ? row->field->name : "", row->before != NULL ? row->before : "",
                             row->after != NULL ? row->after : "", NULL };

      g_ptr_array_add (cells, g_strdupv ((char **) line));
    }

  ent_ctl_print_table (ctl, headings, cells);
  return TRUE;
}
