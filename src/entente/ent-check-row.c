/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-check-row.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *icon;
  const char *css_class;
  const char *word;
} Look;

/* By EntCheck. Neither the colour nor the shape alone tells: the word is there for who points at it or hears it. */
static const Look looks[] = {
  [ENT_CHECK_UNKNOWN] = { "content-loading-symbolic", "dim-label", N_ ("Not known yet") },
  [ENT_CHECK_FAILED] = { "dialog-warning-symbolic", "warning", N_ ("Missing or not met") },
  [ENT_CHECK_PASSED] = { "object-select-symbolic", "success", N_ ("In order") },
  [ENT_CHECK_AHEAD] = { "preferences-system-time-symbolic", "dim-label", N_ ("Still to come") },
};

/**
 * ent_check_row_new:
 * @title: what is asked for
 * @subtitle: (nullable): the reason, or when it was done
 * @check: how it stands
 *
 * Returns: (transfer floating): a row of a list of things to check
 */
GtkWidget *
ent_check_row_new (const char *title,
                   const char *subtitle,
                   EntCheck check)
{
  const Look *look = &looks[check];
  const char *word = g_dgettext (GETTEXT_PACKAGE, look->word);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (look->icon);

  gtk_widget_add_css_class (icon, look->css_class);
  gtk_widget_set_tooltip_text (icon, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  return row;
}

/**
 * ent_check_row_open:
 * @row: (type AdwActionRow): a row
 * @id: the identifier of the record that it opens
 */
void
ent_check_row_open (GtkWidget *row,
                    const char *id)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (row, id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
}

/**
 * ent_next_step_new:
 * @label: what is to be done next, with a mnemonic
 * @action: the action that does it
 * @target: its parameter; a floating reference is taken
 *
 * Returns: (transfer floating): a button as the last row of a list of things to check
 */
GtkWidget *
ent_next_step_new (const char *label,
                   const char *action,
                   GVariant *target)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_add_css_class (row, "suggested-action");
  gtk_widget_set_name (row, action);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), target);

  return row;
}
