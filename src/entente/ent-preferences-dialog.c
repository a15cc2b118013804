/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-preferences-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-autostart.h"
#include "ent-identity-group.h"
#include "ent-reference-picker.h"
#include "ent-reminder-service.h"
#include "ent-self.h"
#include "ent-settings.h"
#include "ent-work-time.h"

struct _EntPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  EntStore *store;   /* (nullable) (owned) */
  gboolean filling;  /* the widgets are being set, not changed by the user */
  gboolean telling;  /* the session is being told whether it starts the application */
  gboolean told;     /* what it was told last */
  guint n_frames;    /* drawn since the page is on the screen */

  AdwPreferencesPage *page;
  AdwEntryRow *user_row;
  AdwComboRow *scheme_row;
  AdwComboRow *reminder_row;
  AdwSpinRow *reminder_hour_row;
  AdwSwitchRow *reminder_closed_row;
  GtkWidget *workspace_group;
  AdwActionRow *authority_row;
  AdwActionRow *person_row;
  AdwActionRow *department_row;
  GtkSpinButton *hours_button;
  EntIdentityGroup *identity_group;
  GtkSpinButton *days_button;
  GtkWidget *rates_group;
};

G_DEFINE_FINAL_TYPE (EntPreferencesDialog, ent_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

typedef enum
{
  PROP_STORE = 1,
} EntPreferencesDialogProperty;

static GParamSpec *props[PROP_STORE + 1];

/* The focus goes to the first row while the dialog has no height yet, to which the page would be scrolled for good. */
#define FRAMES_OF_OPENING 3

/* In the order of the list. */
static const char *const schemes[] = { "default", "light", "dark" };
static const int reminder_days[] = { -1, 0, 1, 3, 7, 14, 30 };

typedef struct
{
  char *name;  /* (owned) */
  char *value; /* (owned) */
} Setting;

static void
setting_free (Setting *setting)
{
  g_free (setting->name);
  g_free (setting->value);
  g_free (setting);
}

static gpointer
write_setting (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Setting *setting = data;

  ent_workspace_set_setting (workspace, setting->name, setting->value, error);
  return NULL;
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (EntPreferencesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  ent_store_finish (ENT_STORE (source), result, &error);
  if (error != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), adw_toast_new (error->message));
}

static void
save_setting (EntPreferencesDialog *self,
              const char *name,
              const char *value)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->name = g_strdup (name);
  setting->value = g_strdup (value);
  ent_store_write_async (self->store, write_setting, setting, (GDestroyNotify) setting_free, NULL, NULL, written_cb, g_object_ref (self));
}

static void
user_applied_cb (EntPreferencesDialog *self)
{
  g_autofree char *name = NULL;

  ent_settings_set_user_name (gtk_editable_get_text (GTK_EDITABLE (self->user_row)));
  name = ent_settings_get_user_name ();
  if (self->store != NULL)
    ent_store_set_user (self->store, name);
}

static gboolean
begin_at_top_cb (GtkWidget *widget,
                 GdkFrameClock *clock,
                 gpointer user_data)
{
  EntPreferencesDialog *self = ENT_PREFERENCES_DIALOG (widget);

  if (++self->n_frames < FRAMES_OF_OPENING)
    return G_SOURCE_CONTINUE;

  adw_preferences_page_scroll_to_top (self->page);
  return G_SOURCE_REMOVE;
}

static void
page_mapped_cb (EntPreferencesDialog *self)
{
  self->n_frames = 0;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), begin_at_top_cb, NULL, NULL);
}

static void
scheme_selected_cb (EntPreferencesDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->scheme_row);

  if (!self->filling && selected < G_N_ELEMENTS (schemes))
    ent_settings_set_string ("colour-scheme", schemes[selected]);
}

static void
save_number (EntPreferencesDialog *self,
             const char *name,
             const char *format,
             double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!self->filling)
    save_setting (self, name, g_ascii_formatd (text, sizeof text, format, number));
}

static void
show_reminder_closed (EntPreferencesDialog *self,
                      const char *refusal)
{
  gboolean filling = self->filling;

  self->filling = TRUE;
  adw_switch_row_set_active (self->reminder_closed_row, ent_settings_get_boolean (ENT_SETTING_REMINDS_CLOSED, FALSE));
  self->filling = filling;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->reminder_closed_row),
                               refusal != NULL ? refusal : _ ("Entente then starts with the session, without a window, and stays until it ends"));
  if (refusal != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->reminder_closed_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->reminder_closed_row), "error");
}

static void tell_session (EntPreferencesDialog *self);

/* The setting follows what the session was told, not what was wished. */
static void
told_session_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (EntPreferencesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->telling = FALSE;
  if (ent_autostart_set_finish (result, &error))
    ent_settings_set_boolean (ENT_SETTING_REMINDS_CLOSED, self->told);
  /* Closed meanwhile. */
  if (self->reminder_closed_row == NULL)
    return;

  if (error == NULL && adw_switch_row_get_active (self->reminder_closed_row) != self->told)
    tell_session (self);
  else
    show_reminder_closed (self, error != NULL ? error->message : NULL);
}

static void
tell_session (EntPreferencesDialog *self)
{
  self->telling = TRUE;
  self->told = adw_switch_row_get_active (self->reminder_closed_row);
  ent_autostart_set_async (self->told, NULL, told_session_cb, g_object_ref (self));
}

static void
reminder_closed_cb (EntPreferencesDialog *self)
{
  if (!self->filling && !self->telling)
    tell_session (self);
}

static void
allow_reminder_details (EntPreferencesDialog *self,
                        gboolean reminds)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->reminder_hour_row), reminds);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reminder_closed_row), reminds);
}

static void
reminder_selected_cb (EntPreferencesDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->reminder_row);

  if (selected >= G_N_ELEMENTS (reminder_days))
    return;

  allow_reminder_details (self, reminder_days[selected] >= 0);
  if (self->filling)
    return;

  ent_settings_set_integer ("reminder-days", reminder_days[selected]);
  if (reminder_days[selected] < 0)
    adw_switch_row_set_active (self->reminder_closed_row, FALSE);
}

static void
reminder_hour_changed_cb (EntPreferencesDialog *self)
{
  if (!self->filling)
    ent_settings_set_integer ("reminder-hour", (int) adw_spin_row_get_value (self->reminder_hour_row));
}

/* A number of days that somebody set otherwise counts as the next greater one of the list. */
static void
fill_reminders (EntPreferencesDialog *self)
{
  int days = ent_settings_get_integer ("reminder-days", -1);
  guint selected = 0;

  while (selected + 1 < G_N_ELEMENTS (reminder_days) && reminder_days[selected] < days)
    selected++;
  adw_combo_row_set_selected (self->reminder_row, selected);
  adw_spin_row_set_value (self->reminder_hour_row, ent_settings_get_integer ("reminder-hour", 9));
  allow_reminder_details (self, days >= 0);
  show_reminder_closed (self, NULL);
}

static void
hours_changed_cb (EntPreferencesDialog *self)
{
  save_number (self, ENT_SETTING_HOURS_PER_DAY, "%.2f", gtk_spin_button_get_value (self->hours_button));
}

static void
days_changed_cb (EntPreferencesDialog *self)
{
  save_number (self, ENT_SETTING_DAYS_PER_YEAR, "%.1f", gtk_spin_button_get_value (self->days_button));
}

/* Kept in cents, as all money is. */
static void
rate_changed_cb (EntPreferencesDialog *self,
                 GtkSpinButton *button)
{
  g_autofree char *name = g_strconcat (ENT_SETTING_DAILY_RATE, gtk_widget_get_name (GTK_WIDGET (button)), NULL);

  save_number (self, name, "%.0f", gtk_spin_button_get_value (button) * 100);
}

static void
add_rate (EntPreferencesDialog *self,
          EntWorkspace *workspace,
          const char *category)
{
  const char *label = ent_choices_get_label (&ent_choices_staff_categories, category);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_spin_button_new_with_range (0, 10000, 1);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (button), 2);
  gtk_spin_button_set_increments (GTK_SPIN_BUTTON (button), 1, 50);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (button), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (button), (double) ent_work_time_get_rate (workspace, category) / 100);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_name (button, category);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "value-changed", G_CALLBACK (rate_changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->rates_group), row);
}

static void
authority_picked_cb (EntPreferencesDialog *self,
                     const char *id,
                     const char *headline)
{
  adw_action_row_set_subtitle (self->authority_row, headline);
  save_setting (self, "own-authority", id);
}

static void
person_picked_cb (EntPreferencesDialog *self,
                  const char *id,
                  const char *headline)
{
  adw_action_row_set_subtitle (self->person_row, headline);
  save_setting (self, "own-person", id);
}

static void
authority_activated_cb (EntPreferencesDialog *self)
{
  ent_reference_picker_ask (GTK_WIDGET (self), self->store, "authority", G_CALLBACK (authority_picked_cb));
}

static void
person_activated_cb (EntPreferencesDialog *self)
{
  ent_reference_picker_ask (GTK_WIDGET (self), self->store, "person", G_CALLBACK (person_picked_cb));
}

static void
show_headline (AdwActionRow *row,
               EntWorkspace *workspace,
               const char *setting)
{
  g_autofree char *id = ent_workspace_get_setting (workspace, setting);
  g_autofree char *headline = id != NULL ? ent_workspace_get_headline (workspace, id) : NULL;

  if (headline != NULL)
    adw_action_row_set_subtitle (row, headline);
}

/* Whose work the window shows, and where they work. */
static void
show_view (EntPreferencesDialog *self,
           EntWorkspace *workspace)
{
  const char *view = ent_workspace_is_narrow (workspace) ? _ ("My Own Work Only") : _ ("The Unit’s Work");
  g_autofree char *id = ent_workspace_get_setting (workspace, ENT_SETTING_DEPARTMENT);
  g_autofree char *department = id != NULL ? ent_workspace_get_headline (workspace, id) : NULL;
  g_autofree char *both = g_strjoin (" · ", view, department, NULL);

  adw_action_row_set_subtitle (self->department_row, both);
}

static void
fill (EntPreferencesDialog *self)
{
  g_autofree char *name = ent_settings_get_user_name ();
  g_autofree char *scheme = ent_settings_get_string ("colour-scheme");

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->user_row), name);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (schemes[i], scheme))
      adw_combo_row_set_selected (self->scheme_row, i);
  fill_reminders (self);
  gtk_widget_set_visible (self->workspace_group, self->store != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->identity_group), self->store != NULL);
  gtk_widget_set_visible (self->rates_group, self->store != NULL);
  if (self->store != NULL)
    {
      EntWorkspace *workspace = ent_store_get_reader (self->store);
      EntWorkTime work_time;

      show_headline (self->authority_row, workspace, "own-authority");
      show_headline (self->person_row, workspace, "own-person");
      show_view (self, workspace);
      ent_work_time_load (&work_time, workspace);
      gtk_spin_button_set_value (self->hours_button, work_time.hours_per_day);
      gtk_spin_button_set_value (self->days_button, work_time.days_per_year);
      for (guint i = 0; i < ent_choices_staff_categories.n_items; i++)
        add_rate (self, workspace, ent_choices_staff_categories.items[i].nick);
      gtk_widget_set_sensitive (self->workspace_group, !ent_store_is_read_only (self->store));
      ent_identity_group_set_store (self->identity_group, self->store);
      gtk_widget_set_sensitive (self->rates_group, !ent_store_is_read_only (self->store));
    }
  self->filling = FALSE;
}

static void
ent_preferences_dialog_constructed (GObject *object)
{
  G_OBJECT_CLASS (ent_preferences_dialog_parent_class)->constructed (object);

  fill (ENT_PREFERENCES_DIALOG (object));
}

static void
ent_preferences_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_PREFERENCES_DIALOG);

  G_OBJECT_CLASS (ent_preferences_dialog_parent_class)->dispose (object);
}

static void
ent_preferences_dialog_finalize (GObject *object)
{
  g_clear_object (&ENT_PREFERENCES_DIALOG (object)->store);

  G_OBJECT_CLASS (ent_preferences_dialog_parent_class)->finalize (object);
}

static void
ent_preferences_dialog_set_property (GObject *object,
                                     guint prop_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  EntPreferencesDialog *self = ENT_PREFERENCES_DIALOG (object);

  switch ((EntPreferencesDialogProperty) prop_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_preferences_dialog_class_init (EntPreferencesDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ENT_TYPE_IDENTITY_GROUP);

  object_class->constructed = ent_preferences_dialog_constructed;
  object_class->dispose = ent_preferences_dialog_dispose;
  object_class->finalize = ent_preferences_dialog_finalize;
  object_class->set_property = ent_preferences_dialog_set_property;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE,
                                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, page);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, user_row);
  gtk_widget_class_bind_template_callback (widget_class, page_mapped_cb);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, reminder_row);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, reminder_hour_row);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, reminder_closed_row);
  gtk_widget_class_bind_template_callback (widget_class, reminder_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, reminder_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reminder_hour_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, workspace_group);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, authority_row);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, department_row);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, hours_button);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, identity_group);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, days_button);
  gtk_widget_class_bind_template_child (widget_class, EntPreferencesDialog, rates_group);
  gtk_widget_class_bind_template_callback (widget_class, user_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, scheme_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, authority_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, hours_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, days_changed_cb);
}

static void
ent_preferences_dialog_init (EntPreferencesDialog *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_preferences_dialog_new:
 * @store: (nullable): the workspace that is open
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_preferences_dialog_new (EntStore *store)
{
  return g_object_new (ENT_TYPE_PREFERENCES_DIALOG, "store", store, NULL);
}
