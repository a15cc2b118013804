/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-request-section.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-memo-menu.h"
#include "ent-mobilisation.h"
#include "ent-section.h"
#include "ent-summary.h"

/* What each step is called where one can take it. */
typedef struct
{
  const char *state;
  const char *label;
} Offer;

static const Offer offers[] = {
  { "sent", N_ ("Mark as _Sent") },
  { "accepted", N_ ("_Accepted") },
  { "declined", N_ ("_Declined…") },
  { "done", N_ ("Work _Done") },
};

static const char *
get_offer_label (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++)
    if (g_str_equal (offers[i].state, state))
      return g_dgettext (GETTEXT_PACKAGE, offers[i].label);

  g_return_val_if_reached (state);
}

static const char *
get_state (EntRecord *request)
{
  const char *state = ent_record_get_text (request, "state");

  return state != NULL ? state : "draft";
}

static GtkWidget *
create_row (const char *title,
            const char *subtitle,
            const char *icon)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (icon != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));

  return row;
}

/* The date by which the request came into its state, and that state. */
static char *
describe_state (EntRecord *request)
{
  const char *state = get_state (request);
  const char *label = ent_choices_get_label (&ent_choices_mobilisation_states, state);
  const char *const fields[] = { "asked-on", "answered-on", "done-on" };
  const char *date = NULL;
  g_autofree char *shown = NULL;

  if (g_str_equal (state, "sent"))
    date = ent_record_get_text (request, fields[0]);
  else if (g_str_equal (state, "done"))
    date = ent_record_get_text (request, fields[2]);
  else if (!g_str_equal (state, "draft"))
    date = ent_record_get_text (request, fields[1]);
  if (date == NULL)
    return g_strdup (label);

  shown = ent_format_display_date (date);
  /* Translators: the state of a request, such as “Accepted”, and a day */
  return g_strdup_printf (_ ("%1$s on %2$s"), label, shown);
}

static char *
describe_wait (EntRecord *request,
               const char *today)
{
  int days = ent_mobilisation_count_wait (request, today);
  gboolean sent = g_str_equal (get_state (request), "sent");

  if (g_str_equal (get_state (request), "draft"))
    return g_strdup (ent_record_get_text (request, "gain") == NULL
                       ? _ ("Say what the department gains before you send it: a head of department asks that first.")
                       : _ ("Nobody has been asked yet."));
  if (days == G_MAXINT || days < 0)
    return NULL;
  if (days == 0)
    return g_strdup (sent ? _ ("No answer yet") : _ ("Answered on the same day"));
  if (sent)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "No answer for %d day", "No answer for %d days", days), days);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Answered within %d day", "Answered within %d days", days), days);
}

/**
 * ent_request_describe_approach:
 * @approached: (nullable): when somebody was asked
 * @start: (nullable): when the project starts
 *
 * Returns: (transfer full) (nullable): how long before the start that is, or after it; %NULL where a day is not known
 */
char *
ent_request_describe_approach (const char *approached,
                               const char *start)
{
  int days = ent_mobilisation_count_days (approached, start);
  g_autofree char *day = NULL;

  if (days == G_MAXINT)
    return NULL;

  day = ent_format_display_date (approached);
  if (ent_approach_is_late (approached, start))
    /* Translators: a day, then a number of days */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s: %2$d day after the start of the project", "%1$s: %2$d days after the start of the project", MAX (-days, 0)),
                            day, MAX (-days, 0));

  /* Translators: a day, then a number of days */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s: %2$d day before the start of the project", "%1$s: %2$d days before the start of the project", days),
                          day, days);
}

static GtkWidget *
create_approach_row (EntDossier *dossier,
                     const char *today)
{
  gboolean draft = g_str_equal (get_state (dossier->record), "draft");
  const char *asked = draft ? today : ent_record_get_text (dossier->record, "asked-on");
  const char *start = dossier->approach != NULL ? dossier->approach->start : NULL;
  gboolean late = ent_approach_is_late (asked, start);
  g_autofree char *when = ent_request_describe_approach (asked, start);

  if (when == NULL)
    return NULL;
  if (draft)
    return create_row (late ? _ ("It is late to ask") : _ ("There is still time to ask"), when, late ? "dialog-warning-symbolic" : NULL);

  return create_row (late ? _ ("Asked too late") : _ ("Asked in time"), when, late ? "dialog-warning-symbolic" : NULL);
}

static GtkWidget *
create_button (const char *label,
               const char *action,
               GVariant *target,
               gboolean first)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_widget_set_name (button, action);
  if (first)
    gtk_widget_add_css_class (button, "suggested-action");

  return button;
}

/* The request as it leaves the unit. */
static GtkWidget *
create_memo_button (const char *id)
{
  g_autoptr (GMenu) menu = ent_memo_menu_new ("request.mail", "request.memo", id);
  g_autoptr (GMenu) templates = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (templates, _ ("Edit the _Templates…"), "request.templates");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (templates));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("_Write to Them"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));

  return button;
}

static GtkWidget *
create_buttons_row (GtkWidget *box)
{
  GtkWidget *row = adw_preferences_row_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  gtk_widget_add_css_class (box, "ent-hint");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);

  return row;
}

static GtkWidget *
create_steps_row (EntRecord *request)
{
  const char *id = ent_record_get_id (request);
  g_autofree const char **steps = ent_mobilisation_list_steps (get_state (request));
  GtkWidget *box = adw_wrap_box_new ();

  for (guint i = 0; steps[i] != NULL; i++)
    adw_wrap_box_append (ADW_WRAP_BOX (box),
                         create_button (get_offer_label (steps[i]), "request.step", g_variant_new ("(ss)", id, steps[i]), i == 0));
  if (steps[0] == NULL)
    adw_wrap_box_append (ADW_WRAP_BOX (box), create_button (_ ("Ask _Again…"), "request.again", g_variant_new_string (id), FALSE));
  adw_wrap_box_append (ADW_WRAP_BOX (box), create_memo_button (id));

  return create_buttons_row (box);
}

/**
 * ent_request_answer_row_new:
 * @request: a request that was sent
 *
 * Returns: (transfer floating): what whoever is asked can answer
 */
GtkWidget *
ent_request_answer_row_new (EntRecord *request)
{
  const char *id = ent_record_get_id (request);
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_append (ADW_WRAP_BOX (box), create_button (_ ("_Accept"), "request.step", g_variant_new ("(ss)", id, "accepted"), TRUE));
  adw_wrap_box_append (ADW_WRAP_BOX (box), create_button (_ ("_Decline…"), "request.step", g_variant_new ("(ss)", id, "declined"), FALSE));
  adw_wrap_box_append (ADW_WRAP_BOX (box), create_button (_ ("A_nswer in Words…"), "record.edit", g_variant_new_string (id), FALSE));

  return create_buttons_row (box);
}

/**
 * ent_request_section_new:
 * @dossier: what is known about a mobilisation request
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer floating): where the request stands, whether one asked in time, and what may follow
 */
GtkWidget *
ent_request_section_new (EntDossier *dossier,
                         const char *today)
{
  GtkWidget *section = ent_section_new (_ ("Where It Stands"));
  g_autofree char *state = describe_state (dossier->record);
  g_autofree char *wait = describe_wait (dossier->record, today);
  GtkWidget *approach = create_approach_row (dossier, today);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_row (state, wait, NULL));
  if (approach != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), approach);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_steps_row (dossier->record));

  return section;
}

/**
 * ent_request_row_add_steps:
 * @row: (type AdwActionRow): a row that stands for a record
 * @request: that record; nothing happens where it is no mobilisation request, or where nothing may follow
 *
 * Adds a button that offers what may follow, so that an answer is written down where one reads the list.
 */
void
ent_request_row_add_steps (GtkWidget *row,
                           EntRecord *request)
{
  const char *id = ent_record_get_id (request);
  gboolean is_request = g_str_equal (ent_record_get_entity (request)->name, "mobilisation");
  g_autofree const char **steps = is_request ? ent_mobilisation_list_steps (get_state (request)) : NULL;
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button;

  if (!is_request || steps[0] == NULL)
    return;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (get_offer_label (steps[i]), NULL);

      g_menu_item_set_action_and_target (item, "request.step", "(ss)", id, steps[i]);
      g_menu_append_item (menu, item);
    }
  button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "object-select-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Next Step"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}
