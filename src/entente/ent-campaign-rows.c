/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-campaign-rows.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-memo-menu.h"

static GtkWidget *
create_row (const char *title,
            const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);

  return row;
}

static void
set_action (GtkWidget *row,
            const char *icon,
            const char *action,
            GVariant *target)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), target);
}

/* A new return, with what is known already; pairs of a field and its value up to a %NULL, values may be %NULL. */
static GVariant *
new_return (const char *field,
            ...)
{
  GVariantBuilder values;
  va_list args;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  va_start (args, field);
  for (; field != NULL; field = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);

      if (value != NULL && *value != '\0')
        g_variant_builder_add (&values, "{ss}", field, value);
    }
  va_end (args);

  return g_variant_new ("(sa{ss})", "return", &values);
}

/* Adds to @text when somebody was reminded. Returns: (transfer full) */
static char *
add_reminder (char *text,
              const EntReturnsReminder *reminder)
{
  g_autofree char *own = text;
  g_autofree char *day = reminder->on != NULL ? ent_format_display_date (reminder->on) : NULL;
  /* Translators: a date */
  g_autofree char *words = day != NULL ? g_strdup_printf (_ ("reminded on %s"), day) : NULL;

  return words != NULL ? g_strjoin ("\u00a0· ", own, words, NULL) : g_steal_pointer (&own);
}

/* What is missing there as a memo, to who can fill it in. It can be sent again at any time, but is not called for as long as
 * an answer may still come. */
static GtkWidget *
create_reminder_button (const char *id,
                        const char *name,
                        const EntReturnsReminder *reminder)
{
  g_autoptr (GMenu) menu = ent_memo_menu_new ("campaign.mail", "campaign.memo", id);
  g_autoptr (GMenu) other = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: the title of a project, or somebody's name */
  g_autofree char *tooltip = g_strdup_printf (reminder->is_recent ? _ ("Reminded Already; Send Again: %s") : _ ("Send a Reminder: %s"), name);

  ent_memo_menu_append (other, _ ("_Copy in French"), "campaign.copy", id, "fr");
  ent_memo_menu_append (other, _ ("Copy in Eng_lish"), "campaign.copy", id, "en");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (other));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), reminder->is_recent ? "object-select-symbolic" : "mail-send-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);

  return button;
}

static GtkWidget *
create_task_row (const EntReturnsTodo *todo,
                 const EntReturnsTask *task,
                 const char *year)
{
  GtkWidget *row = create_row (ent_returns_gap_get_label (task->gap), task->text);

  switch (task->gap)
    {
    case ENT_RETURNS_NO_SOUGHT:
      set_action (row, "list-add-symbolic", "record.new-with",
                  new_return ("subject", todo->id, "year", year, "stage", "sought", NULL));
      break;
    case ENT_RETURNS_NO_ACTUAL:
    case ENT_RETURNS_NO_BASIS:
      set_action (row, "list-add-symbolic", "record.new-with",
                  new_return ("subject", todo->id, "year", year, "stage", "actual", "answers", task->open, NULL));
      break;
    case ENT_RETURNS_NO_MEASURE:
    case ENT_RETURNS_NO_EVIDENCE:
    case ENT_RETURNS_NO_PLACE:
    case ENT_RETURNS_N_GAPS:
    default:
      set_action (row, "document-edit-symbolic", "record.edit", g_variant_new_string (task->record));
      break;
    }

  return row;
}

/**
 * ent_campaign_todo_row_new:
 * @todo: a project with something missing
 * @year: the year
 *
 * Returns: (transfer floating): a row that unfolds to what is missing
 */
GtkWidget *
ent_campaign_todo_row_new (const EntReturnsTodo *todo,
                           int year)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *digits = g_strdup_printf ("%d", year);
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing missing", "%u things missing", todo->tasks->len), todo->tasks->len);
  /* Translators: names of people */
  g_autofree char *people = *todo->names != '\0' ? g_strdup_printf (_ ("Ask: %s"), todo->names) : NULL;
  g_autofree char *subtitle = add_reminder (people != NULL ? g_strjoin ("\u00a0· ", count, people, NULL) : g_strdup (count), &todo->reminder);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), todo->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (row), 4);
  gtk_widget_set_name (row, todo->id);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), create_reminder_button (todo->id, todo->title, &todo->reminder));
  for (guint i = 0; i < todo->tasks->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), create_task_row (todo, todo->tasks->pdata[i], digits));

  return row;
}

/**
 * ent_campaign_ask_row_new:
 * @ask: somebody who can fill something in
 *
 * Returns: (transfer floating): a row that opens who it is, with a button to write to them
 */
GtkWidget *
ent_campaign_ask_row_new (const EntReturnsAsk *ask)
{
  g_autofree char *projects = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u project", "%u projects", ask->todos->len), ask->todos->len);
  g_autofree char *things = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing missing", "%u things missing", ask->n_tasks), ask->n_tasks);
  g_autofree char *subtitle = add_reminder (g_strjoin ("\u00a0· ", projects, things, NULL), &ask->reminder);
  GtkWidget *row = create_row (ask->name, subtitle);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_reminder_button (ask->person, ask->name, &ask->reminder));
  set_action (row, "go-next-symbolic", "record.open", g_variant_new_string (ask->person));

  return row;
}

/**
 * ent_campaign_voice_row_new:
 * @voice: an elected official to ask
 * @year: the year
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer floating): a row that notes the answer
 */
GtkWidget *
ent_campaign_voice_row_new (const EntReturnsVoice *voice,
                            int year,
                            const char *today)
{
  g_autofree char *subtitle = add_reminder (g_strdup (voice->title), &voice->reminder);
  GtkWidget *row = create_row (voice->name, subtitle);
  g_autofree char *digits = g_strdup_printf ("%d", year);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_reminder_button (voice->person, voice->name, &voice->reminder));
  set_action (row, "list-add-symbolic", "record.new-with",
              new_return ("subject", voice->subject, "year", digits, "stage", "actual", "scope", "authority", "categories", "officials",
                          "proposed-by", voice->person, "confirmed-on", today, NULL));
  return row;
}

/**
 * ent_campaign_proposal_row_new:
 * @proposal: a return that waits to be confirmed
 *
 * Returns: (transfer floating): a row that opens it, with a button that confirms it
 */
GtkWidget *
ent_campaign_proposal_row_new (const EntReturnsProposal *proposal)
{
  GtkWidget *row = create_row (proposal->text, proposal->detail);
  GtkWidget *confirm = gtk_button_new_with_mnemonic (_ ("_Confirm"));
  g_autofree char *spoken = g_strdup_printf (_ ("Confirm: %s"), proposal->text);

  gtk_widget_set_valign (confirm, GTK_ALIGN_CENTER);
  /* What is confirmed is said with it: there are several. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (confirm), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (confirm), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (confirm), "campaign.confirm");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (confirm), "s", proposal->id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), confirm);
  set_action (row, "go-next-symbolic", "record.open", g_variant_new_string (proposal->id));

  return row;
}
