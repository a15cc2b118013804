/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-history-rows.h"

#include <glib/gi18n-lib.h>

#include "ent-time.h"
#include "ent-value-words.h"

#define FEW 4

static char *
describe_change (EntWorkspace *workspace,
                 const EntHistoryRow *row)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (row->field == NULL && row->before == NULL)
    return g_strdup (_ ("Added"));
  if (row->field == NULL)
    return g_strdup (row->after == NULL ? _ ("Deleted") : _ ("Changed"));

  before = ent_value_words_display (workspace, row->field, row->before);
  after = ent_value_words_display (workspace, row->field, row->after);
  if (before != NULL && after != NULL)
    /* Translators: name of a field, former value, new value */
    return g_strdup_printf (_ ("%1$s: %2$s → %3$s"), ent_field_get_label (row->field), before, after);
  if (after != NULL)
    /* Translators: name of a field, its value */
    return g_strdup_printf (_ ("%1$s: %2$s"), ent_field_get_label (row->field), after);

  /* Translators: name of a field */
  return g_strdup_printf (_ ("%s: removed"), ent_field_get_label (row->field));
}

static char *
describe_author (const EntHistoryRow *row)
{
  g_autofree char *when = ent_time_display_since (row->at);

  if (row->origin != NULL && *row->who != '\0')
    /* Translators: a person, the name of a remote, when */
    return g_strdup_printf (_ ("%1$s through %2$s, %3$s"), row->who, row->origin, when);
  if (row->origin != NULL)
    /* Translators: the name of a remote, when */
    return g_strdup_printf (_ ("From %1$s, %2$s"), row->origin, when);
  if (*row->who != '\0')
    /* Translators: a person, when */
    return g_strdup_printf (_ ("%1$s, %2$s"), row->who, when);

  return g_steal_pointer (&when);
}

/**
 * ent_history_row_new:
 * @row: something that happened
 * @workspace: to find the names of records in
 * @with_record: whether to say to which record, and open it
 *
 * Returns: (transfer floating): a row that tells it
 */
GtkWidget *
ent_history_row_new (const EntHistoryRow *row,
                     EntWorkspace *workspace,
                     gboolean with_record)
{
  GtkWidget *widget = adw_action_row_new ();
  g_autofree char *change = describe_change (workspace, row);
  g_autofree char *author = describe_author (row);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (widget), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 2);
  if (with_record && *row->headline != '\0')
    {
      g_autofree char *subtitle = g_strjoin ("\u00a0· ", change, author, NULL);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->headline);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
      adw_action_row_add_suffix (ADW_ACTION_ROW (widget), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (widget), "record.open");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (widget), "s", row->id);
    }
  else
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), change);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), author);
    }

  return widget;
}

/**
 * ent_history_section_new:
 * @rows: (element-type EntHistoryRow): what happened to a record, the latest first
 * @workspace: to find the names of records in
 *
 * Returns: (transfer floating) (nullable): a section that tells it, %NULL where nothing did
 */
GtkWidget *
ent_history_section_new (GPtrArray *rows,
                         EntWorkspace *workspace)
{
  GtkWidget *group;
  GtkWidget *rest = NULL;

  if (rows->len == 0)
    return NULL;

  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("History"));
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *row = ent_history_row_new (rows->pdata[i], workspace, FALSE);

      if (i == FEW && rows->len > FEW + 1)
        {
          rest = adw_expander_row_new ();
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rest), _ ("Earlier"));
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), rest);
        }
      if (rest != NULL)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (rest), row);
      else
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }

  return group;
}
