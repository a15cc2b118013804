/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-alert-rows.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"

static const char *
get_icon (EntAlertSeverity severity)
{
  return severity == ENT_ALERT_NOTICE ? "dialog-information-symbolic" : "dialog-warning-symbolic";
}

static const char *
get_class (EntAlertSeverity severity)
{
  switch (severity)
    {
    case ENT_ALERT_URGENT:
      return "error";
    case ENT_ALERT_WARNING:
      return "warning";
    case ENT_ALERT_NOTICE:
    default:
      return "accent";
    }
}

static void
set_action (GtkWidget *row,
            const char *action)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
}

static void
set_open_action (GtkWidget *row,
                 const char *id)
{
  set_action (row, "record.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
}

/**
 * ent_alert_row_new:
 * @alert: a warning
 * @parent: (nullable): the identifier of the record whose page it is on
 *
 * Returns: (transfer floating): a row that says it, and opens what it is about
 */
GtkWidget *
ent_alert_row_new (const EntAlert *alert,
                   const char *parent)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon (alert->severity));
  gboolean elsewhere = alert->id != NULL && g_strcmp0 (alert->id, parent) != 0;

  gtk_widget_add_css_class (icon, get_class (alert->severity));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (elsewhere)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), alert->headline);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), alert->message);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
      set_open_action (row, alert->id);
    }
  else
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), alert->message);
  if (alert->kind == ENT_ALERT_ODA_WINDOW)
    set_action (row, "document.declare");

  return row;
}

/**
 * ent_alert_rows_new:
 * @alerts: (element-type EntAlert): warnings
 * @parent: (nullable): the identifier of the record whose page they are on
 *
 * Returns: (transfer floating) (nullable): the warnings, %NULL where there are none
 */
GtkWidget *
ent_alert_rows_new (GPtrArray *alerts,
                    const char *parent)
{
  GtkWidget *group;

  if (alerts->len == 0)
    return NULL;

  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Needs Attention"));
  for (guint i = 0; i < alerts->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), ent_alert_row_new (alerts->pdata[i], parent));

  return group;
}

/**
 * ent_deadline_get_happening:
 * @field: a field that holds a day on which something is due
 *
 * Returns: what happens on the day, where the label of the field is made to stand before one
 */
const char *
ent_deadline_get_happening (const EntField *field)
{
  static const struct
  {
    const char *field;
    const char *happening;
  } happenings[] = {
    { "ends-on", N_ ("Ends") },
    { "renewal-notice", N_ ("Last day to give notice") },
    { "closes", N_ ("Closes") },
    { "report-due", N_ ("Report due") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (happenings); i++)
    if (g_str_equal (happenings[i].field, field->name))
      return g_dgettext (GETTEXT_PACKAGE, happenings[i].happening);

  return ent_field_get_label (field);
}

/* What happens on the day, but for what has a title that says it already. */
static char *
describe (const EntDeadline *deadline,
          gboolean with_subject)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const EntEntity *entity = ent_schema_find_for_id (deadline->id);

  if (g_str_equal (entity->name, "event"))
    g_ptr_array_add (words, g_strdup (ent_entity_get_label (entity)));
  else if (!g_str_equal (entity->name, "milestone"))
    g_ptr_array_add (words, g_strdup (ent_deadline_get_happening (deadline->field)));
  if (with_subject && deadline->subject != NULL)
    g_ptr_array_add (words, g_strdup (deadline->subject));
  g_ptr_array_add (words, NULL);

  return g_strjoinv ("\u00a0· ", (char **) words->pdata);
}

static GtkWidget *
create_day (const EntDeadline *deadline)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  g_autofree char *midnight = g_strconcat (deadline->date, "T00:00:00Z", NULL);

  moment = g_date_time_new_from_iso8601 (midnight, NULL);
  number = moment != NULL ? g_date_time_format (moment, "%-e") : g_strdup ("");
  /* Translators: the short name of a month, strftime format */
  name = moment != NULL ? g_date_time_format (moment, _ ("%b")) : g_strdup (deadline->date);

  gtk_widget_add_css_class (box, "ent-day");
  if (deadline->late)
    gtk_widget_add_css_class (box, "late");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_label_new (number));
  gtk_box_append (GTK_BOX (box), gtk_label_new (name));
  gtk_widget_add_css_class (gtk_widget_get_first_child (box), "heading");
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "caption");

  return box;
}

/**
 * ent_deadline_row_new:
 * @deadline: a deadline
 * @today: this day, YYYY-MM-DD
 * @with_subject: whether to say what it is about
 *
 * Returns: (transfer floating): a row with the day, that opens the record
 */
GtkWidget *
ent_deadline_row_new (const EntDeadline *deadline,
                      const char *today,
                      gboolean with_subject)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (deadline, with_subject);
  g_autofree char *date = ent_format_display_date (deadline->date);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), create_day (deadline));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), deadline->headline);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  gtk_widget_set_tooltip_text (row, date);
  set_open_action (row, deadline->id);

  return row;
}
