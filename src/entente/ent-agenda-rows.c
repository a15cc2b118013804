/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-agenda-rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-alert-rows.h"
#include "ent-choices.h"
#include "ent-summary.h"

static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [ENT_AGENDA_EVENT] = { "x-office-calendar-symbolic", "event" },
  [ENT_AGENDA_DEADLINE] = { "alarm-symbolic", "deadline" },
  [ENT_AGENDA_ABSENCE] = { "user-away-symbolic", "absence" },
};

/**
 * ent_agenda_get_icon:
 * @kind: what stands in a calendar
 *
 * Returns: the name of its symbolic icon
 */
const char *
ent_agenda_get_icon (EntAgendaKind kind)
{
  return looks[kind].icon;
}

/**
 * ent_agenda_get_class:
 * @kind: what stands in a calendar
 *
 * Returns: its CSS class
 */
const char *
ent_agenda_get_class (EntAgendaKind kind)
{
  return looks[kind].css_class;
}

/**
 * ent_agenda_get_title:
 * @item: what stands in a calendar
 *
 * Returns: (transfer full): what it is, in one line
 */
char *
ent_agenda_get_title (const EntAgendaItem *item)
{
  if (item->kind == ENT_AGENDA_ABSENCE)
    /* Translators: who is away; the name of a person */
    return g_strdup_printf (_ ("Away: %s"), item->title);
  if (item->field != NULL && !g_str_equal (item->field->name, "due"))
    /* Translators: what happens, such as “Closes”, and to what */
    return g_strdup_printf (_ ("%1$s: %2$s"), ent_deadline_get_happening (item->field), item->title);

  return g_strdup (item->title);
}

static char *
describe (const EntAgendaItem *item)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (item->sort != NULL)
    g_ptr_array_add (words, g_strdup (ent_choices_get_label (&ent_choices_event_kinds, item->sort)));
  if (!g_str_equal (item->start, item->end))
    g_ptr_array_add (words, ent_summary_get_period (item->start, item->end));
  if (item->place != NULL)
    g_ptr_array_add (words, g_strdup (item->place));
  if (item->kind == ENT_AGENDA_ABSENCE && item->subject != NULL)
    /* Translators: the name of a person */
    g_ptr_array_add (words, g_strdup_printf (_ ("%s stands in"), item->subject));
  else if (item->subject != NULL)
    g_ptr_array_add (words, g_strdup (item->subject));
  if (item->people != NULL)
    g_ptr_array_add (words, g_strdup (item->people));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" · ", (char **) words->pdata);
}

static GtkWidget *
create_state (const EntAgendaItem *item,
              const char *today)
{
  if (item->done)
    return ent_pill_new (_ ("Done"), ENT_TONE_SUCCESS);
  if (g_strcmp0 (item->field != NULL ? item->field->name : NULL, "due") == 0 && strcmp (item->start, today) < 0)
    return ent_pill_new (_ ("Late"), ENT_TONE_ERROR);

  return NULL;
}

/**
 * ent_agenda_row_new:
 * @item: what stands in a calendar
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer floating): a row that opens the record; for the declaration of ODA, the list of payments
 */
GtkWidget *
ent_agenda_row_new (const EntAgendaItem *item,
                    const char *today)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (ent_agenda_get_icon (item->kind));
  GtkWidget *state = create_state (item, today);
  g_autofree char *title = ent_agenda_get_title (item);
  g_autofree char *subtitle = describe (item);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (state != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), item->id != NULL ? "record.open" : "win.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", item->id != NULL ? item->id : "payment");

  return row;
}
