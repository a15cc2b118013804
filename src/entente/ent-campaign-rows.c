/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-campaign-rows.h"

#include <glib/gi18n-lib.h>

static const char *const gaps[] = {
  [ENT_RETURNS_NO_SOUGHT] = N_ ("No return was sought"),
  [ENT_RETURNS_NO_ACTUAL] = N_ ("Nothing came back yet"),
  [ENT_RETURNS_NO_MEASURE] = N_ ("No measure"),
  [ENT_RETURNS_NO_EVIDENCE] = N_ ("No evidence"),
  [ENT_RETURNS_NO_BASIS] = N_ ("Announced, but neither sought nor obtained"),
  [ENT_RETURNS_NO_PLACE] = N_ ("Announced, but where and when?"),
};

/**
 * ent_campaign_gap_get_label:
 * @gap: what is missing
 *
 * Returns: what a person reads, translated
 */
const char *
ent_campaign_gap_get_label (EntReturnsGap gap)
{
  g_return_val_if_fail ((guint) gap < ENT_RETURNS_N_GAPS, NULL);

  return _ (gaps[gap]);
}

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

static GtkWidget *
create_task_row (const EntReturnsTodo *todo,
                 const EntReturnsTask *task,
                 const char *year)
{
  GtkWidget *row = create_row (ent_campaign_gap_get_label (task->gap), task->text);

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
  GtkWidget *remind = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  g_autofree char *digits = g_strdup_printf ("%d", year);
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing missing", "%u things missing", todo->tasks->len), todo->tasks->len);
  /* Translators: names of people */
  g_autofree char *people = *todo->people != '\0' ? g_strdup_printf (_ ("Ask: %s"), todo->people) : NULL;
  g_autofree char *subtitle = people != NULL ? g_strjoin ("\u00a0· ", count, people, NULL) : g_strdup (count);
  g_autofree char *tooltip = g_strdup_printf (_ ("Copy a Reminder: %s"), todo->title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), todo->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (row), 4);
  gtk_widget_set_name (row, todo->id);
  gtk_widget_add_css_class (remind, "flat");
  gtk_widget_set_valign (remind, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remind, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remind), "campaign.remind");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (remind), "s", todo->id);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), remind);
  for (guint i = 0; i < todo->tasks->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), create_task_row (todo, todo->tasks->pdata[i], digits));

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
  GtkWidget *row = create_row (voice->name, voice->title);
  g_autofree char *digits = g_strdup_printf ("%d", year);

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

/**
 * ent_campaign_compose_reminder:
 * @todo: a project with something missing
 * @year: the year
 * @due: (nullable): by when answers are wanted, in the user's words
 *
 * Returns: (transfer full): a message to who can fill it
 */
char *
ent_campaign_compose_reminder (const EntReturnsTodo *todo,
                               int year,
                               const char *due)
{
  GString *text = g_string_new (NULL);

  /* Translators: a year, the title of a project */
  g_string_append_printf (text, _ ("Returns of %d, “%s”: this is still missing."), year, todo->title);
  g_string_append (text, "\n");
  for (guint i = 0; i < todo->tasks->len; i++)
    {
      const EntReturnsTask *task = todo->tasks->pdata[i];

      g_string_append (text, "\n– ");
      if (task->text != NULL)
        /* Translators: what is missing, and the return that lacks it */
        g_string_append_printf (text, _ ("%s: “%s”"), ent_campaign_gap_get_label (task->gap), task->text);
      else
        g_string_append (text, ent_campaign_gap_get_label (task->gap));
    }
  if (due != NULL)
    {
      g_string_append (text, "\n\n");
      /* Translators: a date */
      g_string_append_printf (text, _ ("An answer is wanted by %s. A sentence is enough; nothing has to be a number."), due);
    }

  return g_string_free_and_steal (text);
}
