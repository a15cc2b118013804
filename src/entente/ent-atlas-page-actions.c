/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done on the page of the Atlas. */
#include <glib/gi18n-lib.h>

#include "ent-atlas-page-private.h"
#include "ent-preview-dialog.h"
#include "ent-remote-dialog.h"

static void
tell (EntAtlasPage *self,
      const char *sentence)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", sentence);
}

static void
synchronise (EntAtlasPage *self,
             const char *name,
             EntSyncFlags flags,
             GPtrArray *seen)
{
  EntSyncScheduler *scheduler = ent_atlas_page_get_scheduler (self);

  if (scheduler == NULL)
    return;

  g_hash_table_add (self->asked, g_strdup (name));
  ent_sync_scheduler_sync (scheduler, name, flags, seen);
}

static void
confirmed_cb (EntPreviewDialog *dialog,
              gpointer user_data)
{
  synchronise (user_data, g_object_get_data (G_OBJECT (dialog), "remote"), 0, ent_preview_dialog_get_items (dialog));
}

static void
present_preview (EntAtlasPage *self,
                 const EntRemote *remote,
                 GPtrArray *seen)
{
  AdwDialog *dialog = ent_preview_dialog_new (ent_page_get_store (ENT_PAGE (self)), remote, seen);

  g_object_set_data_full (G_OBJECT (dialog), "remote", g_strdup (remote->name), g_free);
  g_signal_connect_object (dialog, "confirmed", G_CALLBACK (confirmed_cb), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
preview_cb (GtkWidget *widget,
            const char *action,
            GVariant *parameter)
{
  EntAtlasPage *self = ENT_ATLAS_PAGE (widget);
  const EntAtlasPlace *place = ent_atlas_page_find_place (self, g_variant_get_string (parameter, NULL));

  if (place != NULL)
    present_preview (self, place->remote, NULL);
}

/**
 * ent_atlas_page_show_unseen:
 * @self: a page
 * @name: the name of a place
 * @seen: (nullable) (element-type EntSyncItem): what the user agreed to
 *
 * Shows what would leave once more, where something came about after the user had looked, unless they went elsewhere.
 */
void
ent_atlas_page_show_unseen (EntAtlasPage *self,
                            const char *name,
                            GPtrArray *seen)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  const EntAtlasPlace *place = ent_atlas_page_find_place (self, name);

  if (seen != NULL && place != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) && g_hash_table_contains (self->asked, name)
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) == NULL)
    present_preview (self, place->remote, seen);
}

/* Before anything leaves for the first time, and whenever something becomes public, the user sees exactly what: without
 * that nothing is sent to an Atlas, also not what has changed since it was counted. */
static void
offer (EntAtlasPage *self,
       const EntAtlasPlace *place,
       gboolean waiting)
{
  gboolean atlas = place->remote->circle == ENT_CIRCLE_ATLAS;

  if (place->remote->synced_at == NULL || (atlas && waiting))
    present_preview (self, place->remote, NULL);
  else
    synchronise (self, place->remote->name, atlas ? ENT_SYNC_PULL_ONLY : 0, NULL);
}

static void
sync_cb (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  EntAtlasPage *self = ENT_ATLAS_PAGE (widget);
  const EntAtlasPlace *place = ent_atlas_page_find_place (self, g_variant_get_string (parameter, NULL));

  if (place != NULL)
    offer (self, place, !place->counted || place->n_waiting > 0);
}

static void
cancel_cb (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  EntSyncScheduler *scheduler = ent_atlas_page_get_scheduler (ENT_ATLAS_PAGE (widget));

  if (scheduler != NULL)
    ent_sync_scheduler_cancel (scheduler);
  g_hash_table_remove_all (ENT_ATLAS_PAGE (widget)->asked);
}

static void
present_remote (EntAtlasPage *self,
                const EntRemote *remote)
{
  EntSyncScheduler *scheduler = ent_atlas_page_get_scheduler (self);

  if (scheduler != NULL)
    adw_dialog_present (ent_remote_dialog_new (ent_page_get_store (ENT_PAGE (self)), scheduler, remote), GTK_WIDGET (self));
}

static void
set_up_cb (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  present_remote (ENT_ATLAS_PAGE (widget), NULL);
}

static void
change_cb (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  EntAtlasPage *self = ENT_ATLAS_PAGE (widget);
  const EntAtlasPlace *place = ent_atlas_page_find_place (self, g_variant_get_string (parameter, NULL));

  if (place != NULL)
    present_remote (self, place->remote);
}

/* One thing that is written off the main thread. */
typedef struct
{
  char *remote;
  char *id;
  char *field;
  EntSyncSide side;
} Task;

static void
task_free (Task *task)
{
  g_free (task->remote);
  g_free (task->id);
  g_free (task->field);
  g_free (task);
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (EntAtlasPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (ent_store_finish (ENT_STORE (source), result, &error) == NULL)
    tell (self, error->message);
}

static void
write_task (EntAtlasPage *self,
            EntStoreFunc func,
            Task *task)
{
  ent_store_write_async (ent_page_get_store (ENT_PAGE (self)), func, task, (GDestroyNotify) task_free, NULL, NULL, written_cb,
                         g_object_ref (self));
}

static gpointer
remove_remote (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  return ent_remote_remove (workspace, ((Task *) data)->remote, error) ? data : NULL;
}

static void
removal_confirmed_cb (AdwAlertDialog *dialog,
                      const char *response,
                      gpointer user_data)
{
  EntAtlasPage *self = user_data;
  const EntAtlasPlace *place = ent_atlas_page_find_place (self, g_object_get_data (G_OBJECT (dialog), "remote"));
  EntSyncScheduler *scheduler = ent_atlas_page_get_scheduler (self);
  Task *task;

  if (place == NULL || scheduler == NULL)
    return;

  ent_secrets_clear_async (ent_sync_scheduler_get_secrets (scheduler), place->remote->url, place->remote->user, NULL, NULL, NULL);
  task = g_new0 (Task, 1);
  task->remote = g_strdup (place->remote->name);
  write_task (self, remove_remote, task);
}

static void
remove_cb (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  const char *name = g_variant_get_string (parameter, NULL);
  AdwDialog *dialog = adw_alert_dialog_new (NULL, _ ("The records stay here, and on the server. Conflicts that are not settled yet are forgotten."));

  /* Translators: the name of a place */
  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (dialog), _ ("Remove “%s”?"), name);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "remote", g_strdup (name), g_free);
  g_signal_connect_object (dialog, "response::remove", G_CALLBACK (removal_confirmed_cb), widget, 0);
  adw_dialog_present (dialog, widget);
}

static gpointer
resolve (EntWorkspace *workspace,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  Task *task = data;

  return ent_sync_resolve (workspace, task->remote, task->id, task->field, task->side, error) ? g_strdup (task->remote) : NULL;
}

/* Whoever keeps what is here changes no record, and yet the others have to hear of it. To an Atlas nothing goes unseen. */
static void
resolved_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (EntAtlasPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *remote = ent_store_finish (ENT_STORE (source), result, &error);
  const EntAtlasPlace *place = remote != NULL ? ent_atlas_page_find_place (self, remote) : NULL;
  EntSyncScheduler *scheduler = ent_atlas_page_get_scheduler (self);

  if (error != NULL)
    tell (self, error->message);
  else if (scheduler != NULL && place != NULL && place->remote->synced_at != NULL && place->remote->circle < ENT_CIRCLE_ATLAS)
    ent_sync_scheduler_sync (scheduler, remote, 0, NULL);
}

static void
resolve_cb (GtkWidget *widget,
            const char *action,
            GVariant *parameter)
{
  Task *task = g_new0 (Task, 1);
  guint side;

  g_variant_get (parameter, "(sssu)", &task->remote, &task->id, &task->field, &side);
  task->side = MIN (side, ENT_SYNC_BOTH);
  ent_store_write_async (ent_page_get_store (ENT_PAGE (widget)), resolve, task, (GDestroyNotify) task_free, g_free, NULL, resolved_cb,
                         g_object_ref (widget));
}

/* Makes what was refused be sent again: a record, or all where @data is of none. Returns the names of the places. */
static gpointer
send_again (EntWorkspace *workspace,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Task *task = data;
  g_autoptr (GPtrArray) refused = ent_sync_issues_list_refused (workspace, task->remote, error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const char *last = NULL;

  for (guint i = 0; refused != NULL && i < refused->len; i++)
    {
      const EntRefusal *refusal = refused->pdata[i];

      if (task->id != NULL && !g_str_equal (refusal->id, task->id))
        continue;
      if (!ent_sync_issues_send_again (workspace, refusal->remote, refusal->id, error))
        return NULL;
      if (g_strcmp0 (last, refusal->remote) != 0)
        g_strv_builder_add (names, refusal->remote);
      last = refusal->remote;
    }

  return refused != NULL ? g_strv_builder_end (names) : NULL;
}

static void
sent_again_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (EntAtlasPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = ent_store_finish (ENT_STORE (source), result, &error);

  if (names == NULL)
    tell (self, error->message);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      const EntAtlasPlace *place = ent_atlas_page_find_place (self, names[i]);

      if (place != NULL)
        offer (self, place, TRUE);
    }
}

static void
start_sending_again (EntAtlasPage *self,
                     Task *task)
{
  ent_store_write_async (ent_page_get_store (ENT_PAGE (self)), send_again, task, (GDestroyNotify) task_free, (GDestroyNotify) g_strfreev, NULL,
                         sent_again_cb, g_object_ref (self));
}

static void
send_again_cb (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  Task *task = g_new0 (Task, 1);

  g_variant_get (parameter, "(ss)", &task->remote, &task->id);
  start_sending_again (ENT_ATLAS_PAGE (widget), task);
}

static void
send_all_again_cb (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  start_sending_again (ENT_ATLAS_PAGE (widget), g_new0 (Task, 1));
}

static gpointer
retry_quarantine (EntWorkspace *workspace,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (workspace, error);

  for (guint i = 0; remotes != NULL && i < remotes->len; i++)
    {
      guint taken;

      if (!ent_sync_retry_quarantine (workspace, ((EntRemote *) remotes->pdata[i])->name, &taken, error))
        return NULL;
    }

  return remotes != NULL ? data : NULL;
}

static void
retry_quarantine_cb (GtkWidget *widget,
                     const char *action,
                     GVariant *parameter)
{
  write_task (ENT_ATLAS_PAGE (widget), retry_quarantine, g_new0 (Task, 1));
}

void
ent_atlas_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.set-up", NULL, set_up_cb);
  gtk_widget_class_install_action (widget_class, "page.sync", "s", sync_cb);
  gtk_widget_class_install_action (widget_class, "page.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "page.preview", "s", preview_cb);
  gtk_widget_class_install_action (widget_class, "page.change-remote", "s", change_cb);
  gtk_widget_class_install_action (widget_class, "page.remove-remote", "s", remove_cb);
  gtk_widget_class_install_action (widget_class, "page.resolve", "(sssu)", resolve_cb);
  gtk_widget_class_install_action (widget_class, "page.send-again", "(ss)", send_again_cb);
  gtk_widget_class_install_action (widget_class, "page.send-all-again", NULL, send_all_again_cb);
  gtk_widget_class_install_action (widget_class, "page.retry-quarantine", NULL, retry_quarantine_cb);
}
