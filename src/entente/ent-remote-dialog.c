/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-remote-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-trial-group.h"

struct _EntRemoteDialog
{
  AdwDialog parent_instance;

  EntStore *store;             /* (not nullable) (owned) */
  EntSyncScheduler *scheduler; /* (not nullable) (owned) */
  EntRemote *former;           /* (nullable) (owned): the one that is changed */
  GCancellable *cancellable;   /* (nullable) (owned): of the trial under way */
  gboolean named;              /* the user chose a name */
  gboolean naming;             /* a name is being proposed */
  gboolean correcting;         /* the address is being put right */

  GtkWidget *save_button;
  AdwBanner *banner;
  AdwPreferencesGroup *circle_group;
  AdwComboRow *circle_row;
  AdwEntryRow *name_row;
  AdwEntryRow *url_row;
  AdwEntryRow *user_row;
  AdwEntryRow *password_row;
  GtkWidget *test_row;
  GtkWidget *stop_row;
  EntTrialGroup *trial_group;
};

G_DEFINE_FINAL_TYPE (EntRemoteDialog, ent_remote_dialog, ADW_TYPE_DIALOG)

static guint saved_signal;

/* In the order of circles. */
static const char *const proposals[] = { N_ ("Team"), N_ ("Departments"), N_ ("Atlas") };
static const char *const explanations[] = {
  N_ ("Everything is shared there, with the colleagues of the unit only."),
  N_ ("What point people in other departments work with is shared there, without your notes and contacts."),
  N_ ("Only what you mark as published goes there, and everyone can read it."),
};

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static EntCircle
get_circle (EntRemoteDialog *self)
{
  return MIN (adw_combo_row_get_selected (self->circle_row), ENT_CIRCLE_ATLAS);
}

/* Above the entries, where it is seen however much there is below them. */
static void
show_message (EntRemoteDialog *self,
              const char *message)
{
  adw_banner_set_title (self->banner, message);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
update_buttons (EntRemoteDialog *self)
{
  gboolean complete = *get_text (self->url_row) != '\0';

  gtk_widget_set_sensitive (self->test_row, complete);
  gtk_widget_set_visible (self->test_row, self->cancellable == NULL);
  gtk_widget_set_visible (self->stop_row, self->cancellable != NULL);
  gtk_widget_set_sensitive (self->save_button, complete && *get_text (self->name_row) != '\0');
}

static void
forget_result (EntRemoteDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self->trial_group), FALSE);
  adw_banner_set_revealed (self->banner, FALSE);
  update_buttons (self);
}

static void
changed_cb (EntRemoteDialog *self,
            GtkWidget *row)
{
  if (row == GTK_WIDGET (self->name_row) && !self->naming)
    self->named = *get_text (self->name_row) != '\0';
  else if (!self->correcting)
    forget_result (self);
  update_buttons (self);
}

static void
circle_selected_cb (EntRemoteDialog *self)
{
  EntCircle circle = get_circle (self);

  adw_preferences_group_set_description (self->circle_group, g_dgettext (GETTEXT_PACKAGE, explanations[circle]));
  forget_result (self);
  if (self->named || self->former != NULL)
    return;

  self->naming = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), g_dgettext (GETTEXT_PACKAGE, proposals[circle]));
  self->naming = FALSE;
}

static void
banner_dismissed_cb (EntRemoteDialog *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
}

/* What the entries say. */
static EntRemote *
read_remote (EntRemoteDialog *self)
{
  EntRemote remote = {
    .name = (char *) get_text (self->name_row),
    .url = (char *) get_text (self->url_row),
    .circle = get_circle (self),
    .user = *get_text (self->user_row) != '\0' ? (char *) get_text (self->user_row) : NULL,
  };

  return ent_remote_copy (&remote);
}

/* What was tried goes on as long as it is not about other entries. */
static void
step_begun_cb (EntSyncTrialStep step,
               gpointer user_data)
{
  EntRemoteDialog *self = user_data;

  if (self->cancellable != NULL)
    ent_trial_group_begin (self->trial_group, step);
}

/* The address that was found to be the right one takes the place of what was written. */
static void
take_url (EntRemoteDialog *self,
          const char *url)
{
  if (g_str_equal (get_text (self->url_row), url))
    return;

  self->correcting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), url);
  self->correcting = FALSE;
}

static void
tested_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EntRemoteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  gboolean well = ent_sync_driver_test_finish (ENT_SYNC_DRIVER (source), result, &url, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  update_buttons (self);
  if (well)
    take_url (self, url);
  ent_trial_group_end (self->trial_group, well ? NULL : error->message);
  show_message (self, well ? _ ("The server is there and accepts the account.") : error->message);
}

static void
test_with_password (EntRemoteDialog *self,
                    const char *password)
{
  g_autoptr (EntRemote) remote = read_remote (self);

  ent_sync_driver_test_async (ent_sync_scheduler_get_driver (self->scheduler), remote, password, step_begun_cb,
                              self->cancellable, tested_cb, g_object_ref (self));
}

static void
password_found_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (EntRemoteDialog) self = user_data;
  g_autofree char *password = ent_secrets_lookup_finish (ENT_SECRETS (source), result, NULL);

  if (self->cancellable != NULL && !g_cancellable_is_cancelled (self->cancellable))
    test_with_password (self, password);
}

static void
test_activated_cb (EntRemoteDialog *self)
{
  forget_result (self);
  self->cancellable = g_cancellable_new ();
  update_buttons (self);
  ent_trial_group_begin (self->trial_group, ENT_SYNC_TRIAL_ADDRESS);
  gtk_widget_set_visible (GTK_WIDGET (self->trial_group), TRUE);

  /* An unchanged password is not shown, but still known. */
  if (self->former != NULL && self->former->user != NULL && *get_text (self->password_row) == '\0')
    ent_secrets_lookup_async (ent_sync_scheduler_get_secrets (self->scheduler), self->former->url, self->former->user,
                              self->cancellable, password_found_cb, g_object_ref (self));
  else
    test_with_password (self, get_text (self->password_row));
}

static void
stop_activated_cb (EntRemoteDialog *self)
{
  forget_result (self);
  gtk_widget_grab_focus (self->test_row);
}

static void
finish (EntRemoteDialog *self)
{
  g_signal_emit (self, saved_signal, 0, get_text (self->name_row));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
password_stored_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (EntRemoteDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (ent_secrets_store_finish (ENT_SECRETS (source), result, &error))
    finish (self);
  else
    show_message (self, error->message);
}

/* The dialog stays open until the password is kept: without it every round would fail. */
static void
store_password (EntRemoteDialog *self,
                const EntRemote *remote)
{
  const char *password = get_text (self->password_row);
  g_autofree char *url = ent_remote_check_url (remote->url, NULL);

  if (remote->user == NULL || *password == '\0' || url == NULL)
    finish (self);
  else
    ent_secrets_store_async (ent_sync_scheduler_get_secrets (self->scheduler), url, remote->user, password, NULL,
                             password_stored_cb, g_object_ref (self));
}

typedef struct
{
  EntRemote *remote;
  gboolean former;
} Saving;

static void
saving_free (Saving *saving)
{
  ent_remote_free (saving->remote);
  g_free (saving);
}

static gpointer
write_remote (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Saving *saving = data;
  const EntRemote *remote = saving->remote;
  gboolean written = saving->former ? ent_remote_change (workspace, remote->name, remote->url, remote->user, error)
                                    : ent_remote_add (workspace, remote->name, remote->url, remote->circle, remote->user, error);

  return written ? data : NULL;
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (EntRemoteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRemote) remote = NULL;

  if (ent_store_finish (ENT_STORE (source), result, &error) == NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
      show_message (self, error->message);
      return;
    }

  /* From now on it is there: a second try changes it. */
  remote = read_remote (self);
  g_clear_pointer (&self->former, ent_remote_free);
  self->former = ent_remote_copy (remote);
  gtk_widget_set_sensitive (GTK_WIDGET (self->circle_row), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name_row), FALSE);
  store_password (self, remote);
}

static void
save_clicked_cb (EntRemoteDialog *self)
{
  Saving *saving = g_new0 (Saving, 1);

  adw_banner_set_revealed (self->banner, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  saving->remote = read_remote (self);
  saving->former = self->former != NULL;
  ent_store_write_async (self->store, write_remote, saving, (GDestroyNotify) saving_free, NULL, NULL, written_cb, g_object_ref (self));
}

static void
ent_remote_dialog_dispose (GObject *object)
{
  EntRemoteDialog *self = ENT_REMOTE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_REMOTE_DIALOG);

  G_OBJECT_CLASS (ent_remote_dialog_parent_class)->dispose (object);
}

static void
ent_remote_dialog_finalize (GObject *object)
{
  EntRemoteDialog *self = ENT_REMOTE_DIALOG (object);

  ent_remote_free (self->former);
  g_clear_object (&self->scheduler);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ent_remote_dialog_parent_class)->finalize (object);
}

static void
ent_remote_dialog_class_init (EntRemoteDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_remote_dialog_dispose;
  object_class->finalize = ent_remote_dialog_finalize;

  saved_signal = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (ENT_TYPE_TRIAL_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-remote-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, circle_group);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, circle_row);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, url_row);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, user_row);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, test_row);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, stop_row);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteDialog, trial_group);
  gtk_widget_class_bind_template_callback (widget_class, banner_dismissed_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, circle_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_activated_cb);
}

static void
ent_remote_dialog_init (EntRemoteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (EntRemoteDialog *self,
      const EntRemote *remote)
{
  self->former = ent_remote_copy (remote);
  adw_combo_row_set_selected (self->circle_row, remote->circle);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), remote->name);
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), remote->url);
  gtk_editable_set_text (GTK_EDITABLE (self->user_row), remote->user != NULL ? remote->user : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->circle_row), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password_row), _ ("Password (empty: as before)"));
}

/**
 * ent_remote_dialog_new:
 * @store: the workspace
 * @scheduler: what will synchronise it
 * @remote: (nullable): the remote to change; %NULL for a new one
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_remote_dialog_new (EntStore *store,
                       EntSyncScheduler *scheduler,
                       const EntRemote *remote)
{
  EntRemoteDialog *self = g_object_new (ENT_TYPE_REMOTE_DIALOG, NULL);

  self->store = g_object_ref (store);
  self->scheduler = g_object_ref (scheduler);
  if (remote != NULL)
    fill (self, remote);
  circle_selected_cb (self);
  update_buttons (self);
  return ADW_DIALOG (self);
}
