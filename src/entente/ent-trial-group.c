/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-trial-group.h"

#include <glib/gi18n-lib.h>

/* How a step stands. */
typedef enum
{
  AHEAD,
  UNDER_WAY,
  WELL,
  FAILED,
} Standing;

struct _EntTrialGroup
{
  AdwPreferencesGroup parent_instance;

  EntSyncTrialStep step; /* under way, or where it ended */
  AdwActionRow *rows[ENT_SYNC_TRIAL_N_STEPS];
  GtkWidget *images[ENT_SYNC_TRIAL_N_STEPS];
  GtkWidget *spinners[ENT_SYNC_TRIAL_N_STEPS];
};

G_DEFINE_FINAL_TYPE (EntTrialGroup, ent_trial_group, ADW_TYPE_PREFERENCES_GROUP)

/* In the order of steps. */
static const char *const titles[] = { N_ ("Address"), N_ ("Server"), N_ ("Entente Atlas or CouchDB"), N_ ("Account"), N_ ("Database") };

static void
show_step (EntTrialGroup *self,
           guint step,
           Standing standing,
           const char *words)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->images[step]), standing == FAILED ? "dialog-warning-symbolic"
                                                                : standing == WELL ? "object-select-symbolic"
                                                                                   : "content-loading-symbolic");
  gtk_widget_set_visible (self->images[step], standing != UNDER_WAY);
  gtk_widget_set_visible (self->spinners[step], standing == UNDER_WAY);
  adw_action_row_set_subtitle (self->rows[step], words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rows[step]), standing != AHEAD);
  if (standing == FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self->rows[step]), "ent-failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->rows[step]), "ent-failed");
}

static void
show_steps (EntTrialGroup *self,
            Standing standing,
            const char *words)
{
  for (guint i = 0; i < ENT_SYNC_TRIAL_N_STEPS; i++)
    if (i < self->step)
      show_step (self, i, WELL, _ ("In order"));
    else
      show_step (self, i, i == self->step ? standing : AHEAD, i == self->step ? words : _ ("Not tried"));
}

static void
ent_trial_group_class_init (EntTrialGroupClass *klass)
{
}

static void
ent_trial_group_init (EntTrialGroup *self)
{
  for (guint i = 0; i < ENT_SYNC_TRIAL_N_STEPS; i++)
    {
      self->rows[i] = ADW_ACTION_ROW (adw_action_row_new ());
      self->images[i] = gtk_image_new ();
      self->spinners[i] = adw_spinner_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), g_dgettext (GETTEXT_PACKAGE, titles[i]));
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->rows[i]), FALSE);
      adw_action_row_set_subtitle_lines (self->rows[i], 0);
      adw_action_row_add_prefix (self->rows[i], self->images[i]);
      adw_action_row_add_prefix (self->rows[i], self->spinners[i]);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->rows[i]));
    }
}

/**
 * ent_trial_group_begin:
 * @self: a group
 * @step: the step that is tried now; those before it went well
 */
void
ent_trial_group_begin (EntTrialGroup *self,
                       EntSyncTrialStep step)
{
  g_return_if_fail (ENT_IS_TRIAL_GROUP (self));

  self->step = step;
  show_steps (self, UNDER_WAY, _ ("Being tried…"));
}

/**
 * ent_trial_group_end:
 * @self: a group
 * @failure: (nullable): what is wrong with the last step; %NULL where all went well
 */
void
ent_trial_group_end (EntTrialGroup *self,
                     const char *failure)
{
  g_return_if_fail (ENT_IS_TRIAL_GROUP (self));

  show_steps (self, failure != NULL ? FAILED : WELL, failure != NULL ? failure : _ ("In order"));
}
