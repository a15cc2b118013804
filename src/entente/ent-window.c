/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-window.h"

#include <glib/gi18n-lib.h>

#include "ent-app.h"
#include "ent-import-dialog.h"
#include "ent-places.h"
#include "ent-record-page.h"
#include "ent-self.h"
#include "ent-settings.h"
#include "ent-welcome.h"
#include "ent-window-private.h"

#define DEFAULT_WIDTH 1100
#define DEFAULT_HEIGHT 760

G_DEFINE_FINAL_TYPE (EntWindow, ent_window, ADW_TYPE_APPLICATION_WINDOW)

static EntPage *
create_page (EntWindow *self,
             const EntPlace *place)
{
  if (place->entity != NULL && g_object_class_find_property (g_type_class_get (place->get_type ()), "entity") != NULL)
    return g_object_new (place->get_type (), "store", self->store, "entity", place->entity, NULL);

  return g_object_new (place->get_type (), "store", self->store, "title", ent_place_get_label (place), NULL);
}

/* A page is made when it is gone to first, and then kept as it was left. */
static EntPage *
ensure_page (EntWindow *self,
             const EntPlace *place)
{
  EntPage *page = g_hash_table_lookup (self->pages, place->name);

  if (page == NULL)
    {
      page = g_object_ref_sink (create_page (self, place));
      g_hash_table_insert (self->pages, g_strdup (place->name), page);
    }

  return page;
}

/**
 * ent_window_is_narrow:
 * @self: a window
 *
 * Returns: whether it shows a point person's work only
 */
gboolean
ent_window_is_narrow (EntWindow *self)
{
  return self->store != NULL && ent_workspace_is_narrow (ent_store_get_reader (self->store));
}

/**
 * ent_window_go_nth:
 * @self: a window that shows a workspace
 * @position: of a place in its sidebar
 *
 * Shows the page of that place, where there is one.
 */
void
ent_window_go_nth (EntWindow *self,
                   guint position)
{
  gboolean narrow = ent_window_is_narrow (self);

  if (position < (narrow ? ent_places_get_n_own () : ent_places_get_n_main ()))
    ent_window_go (self, (narrow ? ent_places_get_own (position) : ent_places_get (position))->name);
}

/**
 * ent_window_go:
 * @self: a window that shows a workspace
 * @place: the name of a place
 *
 * Shows the page of @place, and nothing above it.
 */
void
ent_window_go (EntWindow *self,
               const char *place)
{
  const EntPlace *found;
  AdwNavigationPage *page;

  g_return_if_fail (ENT_IS_WINDOW (self));
  g_return_if_fail (place != NULL);

  found = ent_places_find (place);
  if (found == NULL || self->store == NULL || (ent_window_is_narrow (self) && !ent_place_is_own (found)))
    return;

  page = ADW_NAVIGATION_PAGE (ensure_page (self, found));
  g_set_str (&self->place, place);
  adw_navigation_view_replace (self->navigation_view, &page, 1);
  ent_sidebar_select (self->sidebar, place);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

/**
 * ent_window_open_record:
 * @self: a window that shows a workspace
 * @id: the identifier of a record
 *
 * Shows the page of a record above the one that is shown.
 */
void
ent_window_open_record (EntWindow *self,
                        const char *id)
{
  EntPage *page;

  g_return_if_fail (ENT_IS_WINDOW (self));
  g_return_if_fail (id != NULL);

  if (self->store == NULL || ent_schema_find_for_id (id) == NULL)
    return;

  page = ent_window_get_page (self);
  if (ENT_IS_RECORD_PAGE (page) && g_str_equal (ent_record_page_get_id (ENT_RECORD_PAGE (page)), id))
    return;

  adw_navigation_view_push (self->navigation_view, ADW_NAVIGATION_PAGE (ent_record_page_new (self->store, id)));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

/**
 * ent_window_show_record:
 * @self: a window that shows a workspace, or is opening one
 * @id: the identifier of a record; where it is empty, the payments are listed
 *
 * Shows the page of a record, as soon as the workspace is there.
 */
void
ent_window_show_record (EntWindow *self,
                        const char *id)
{
  g_return_if_fail (ENT_IS_WINDOW (self));
  g_return_if_fail (id != NULL);

  if (self->store == NULL)
    g_set_str (&self->awaited, id);
  else if (*id == '\0')
    ent_window_go (self, "payment");
  else
    ent_window_open_record (self, id);
}

/**
 * ent_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page that is shown
 */
EntPage *
ent_window_get_page (EntWindow *self)
{
  AdwNavigationPage *page;

  g_return_val_if_fail (ENT_IS_WINDOW (self), NULL);

  page = adw_navigation_view_get_visible_page (self->navigation_view);
  return ENT_IS_PAGE (page) ? ENT_PAGE (page) : NULL;
}

/**
 * ent_window_tell:
 * @self: a window
 * @sentence: what happened, in the user's words
 * @undo: whether it is the last change, and can be undone
 *
 * Tells what happened, to the eye and to a screen reader, and takes back the offer to undo an earlier change.
 */
void
ent_window_tell (EntWindow *self,
                 const char *sentence,
                 gboolean undo)
{
  AdwToast *toast = adw_toast_new (sentence);

  g_return_if_fail (ENT_IS_WINDOW (self));

  adw_toast_set_use_markup (toast, FALSE);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      g_set_weak_pointer (&self->toast, toast);
    }
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * ent_window_tell_saved:
 * @self: a window
 * @file: a file that was written
 *
 * Tells so, and offers to open it.
 */
void
ent_window_tell_saved (EntWindow *self,
                       GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: the name of a file */
  g_autofree char *sentence = g_strdup_printf (_ ("“%s” is saved"), shown);
  AdwToast *toast = adw_toast_new (sentence);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _ ("_Open"));
  adw_toast_set_action_name (toast, "win.open-file");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
place_activated_cb (EntWindow *self,
                    const char *place)
{
  ent_window_go (self, place);
}

static void
visible_page_changed_cb (EntWindow *self)
{
  ent_window_update_actions (self);
}

static void
forget_pages (EntWindow *self)
{
  adw_navigation_view_replace (self->navigation_view, NULL, 0);
  g_hash_table_remove_all (self->pages);
  g_clear_pointer (&self->place, g_free);
}

static void
apply_user_name (EntWindow *self)
{
  g_autofree char *name = ent_settings_get_user_name ();

  if (self->store != NULL)
    ent_store_set_user (self->store, name);
}

static void
start_scheduler (EntWindow *self)
{
  g_autoptr (EntSecrets) secrets = ent_secrets_new_keyring ();

  self->scheduler = ent_sync_scheduler_new (self->store, secrets);
  ent_sync_scheduler_start (self->scheduler);
}

/* Of what is due in the workspace that was just opened. */
static void
remind (EntWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (ENT_IS_APP (application))
    ent_app_remind (ENT_APP (application));
}

/* What is under way comes back once more, and finds nobody. */
static void
stop_scheduler (EntWindow *self)
{
  if (self->scheduler == NULL)
    return;

  ent_sync_scheduler_stop (self->scheduler);
  ent_sync_scheduler_cancel (self->scheduler);
  g_clear_object (&self->scheduler);
}

/**
 * ent_window_get_scheduler:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what keeps its workspace synchronised
 */
EntSyncScheduler *
ent_window_get_scheduler (EntWindow *self)
{
  g_return_val_if_fail (ENT_IS_WINDOW (self), NULL);

  return self->scheduler;
}

/**
 * ent_window_set_store:
 * @self: a window
 * @store: (nullable): a workspace that is open; %NULL to choose one
 *
 * Shows a workspace.
 */
void
ent_window_set_store (EntWindow *self,
                      EntStore *store)
{
  g_return_if_fail (ENT_IS_WINDOW (self));

  forget_pages (self);
  stop_scheduler (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_set_object (&self->store, store);
  ent_sidebar_set_store (self->sidebar, NULL, NULL);
  ent_sync_button_set_workspace (self->alarm_button, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, store != NULL ? "workspace" : "welcome");

  if (store != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (ent_store_get_path (store));

      g_set_object (&self->file, file);
      apply_user_name (self);
      start_scheduler (self);
      remind (self);
      ent_sidebar_set_store (self->sidebar, store, self->scheduler);
      ent_sync_button_set_workspace (self->alarm_button, store, self->scheduler);
      g_signal_connect_swapped (store, "notify::undo-label", G_CALLBACK (ent_window_update_actions), self);
      g_signal_connect_swapped (store, "notify::redo-label", G_CALLBACK (ent_window_update_actions), self);
      ent_window_go_nth (self, 0);
    }
  ent_window_update_actions (self);
}

static void
open_another_cb (EntWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-workspace", NULL);
}

static void
show_open_error (EntWindow *self,
                 const GError *error)
{
  /* Translators: the title of a message; it must stay short, two or three words */
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Opening Failed"), error->message);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"), "open", _ ("_Open Another…"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "open");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response::open", G_CALLBACK (open_another_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EntWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntStore) store = ent_store_open_finish (result, &error);
  g_autofree char *uri = NULL;

  if (self->opening == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->opening);
  uri = g_file_get_uri (self->file);
  if (store == NULL)
    {
      if (g_error_matches (error, ENT_ERROR, ENT_ERROR_NOT_FOUND))
        ent_settings_remove_recent (uri);
      self->greets = FALSE;
      ent_window_set_store (self, NULL);
      g_clear_object (&self->file);
      show_open_error (self, error);
      return;
    }

  ent_settings_add_recent (uri);
  ent_window_set_store (self, store);
  if (self->awaited != NULL)
    ent_window_show_record (self, self->awaited);
  g_clear_pointer (&self->awaited, g_free);
  if (self->greets && !ent_self_is_known (ent_store_get_reader (store)))
    g_action_group_activate_action (G_ACTION_GROUP (self), "introduce", NULL);
  self->greets = FALSE;
}

/**
 * ent_window_open:
 * @self: a window
 * @file: a workspace on this machine
 * @flags: whether to make it, and whether to read only
 *
 * Opens @file in @self, in place of what it shows.
 */
void
ent_window_open (EntWindow *self,
                 GFile *file,
                 EntWorkspaceFlags flags)
{
  g_autofree char *path = g_file_get_path (file);

  g_return_if_fail (ENT_IS_WINDOW (self));

  if (path == NULL)
    {
      ent_window_tell (self, _ ("Only files on this machine can be opened. Copy it here first."), FALSE);
      return;
    }

  g_set_object (&self->file, file);
  g_cancellable_cancel (self->opening);
  g_set_object (&self->opening, g_cancellable_new ());
  g_object_unref (self->opening);
  gtk_stack_set_visible_child_name (self->stack, "opening");
  ent_store_open_async (path, flags, self->opening, opened_cb, g_object_ref (self));
}

/**
 * ent_window_greet:
 * @self: a window
 *
 * Once a workspace is open, asks who works there where nobody has said yet.
 */
void
ent_window_greet (EntWindow *self)
{
  g_return_if_fail (ENT_IS_WINDOW (self));

  self->greets = TRUE;
}

/**
 * ent_window_get_store:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the workspace it shows
 */
EntStore *
ent_window_get_store (EntWindow *self)
{
  g_return_val_if_fail (ENT_IS_WINDOW (self), NULL);

  return self->store;
}

/**
 * ent_window_get_file:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the workspace it shows or is opening
 */
GFile *
ent_window_get_file (EntWindow *self)
{
  g_return_val_if_fail (ENT_IS_WINDOW (self), NULL);

  return self->file;
}

/**
 * ent_window_is_busy:
 * @self: a window
 *
 * Returns: whether something that it shows, or was asked to do, is still on its way
 */
gboolean
ent_window_is_busy (EntWindow *self)
{
  AdwDialog *dialog;
  EntPage *page;
  gboolean working = FALSE;

  g_return_val_if_fail (ENT_IS_WINDOW (self), FALSE);

  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  if (ENT_IS_IMPORT_DIALOG (dialog) && ent_import_dialog_is_busy (ENT_IMPORT_DIALOG (dialog)))
    return TRUE;

  page = ent_window_get_page (self);
  if (self->store != NULL)
    g_object_get (self->store, "working", &working, NULL);

  if (self->scheduler != NULL)
    working |= ent_sync_driver_is_running (ent_sync_scheduler_get_driver (self->scheduler));

  return working || self->opening != NULL || (page != NULL && ent_page_get_loading (page));
}

static gboolean
ent_window_close_request (GtkWindow *window)
{
  int width;
  int height;

  gtk_window_get_default_size (window, &width, &height);
  ent_settings_set_window (width, height, gtk_window_is_maximized (window));

  return GTK_WINDOW_CLASS (ent_window_parent_class)->close_request (window);
}

static void
ent_window_constructed (GObject *object)
{
  GtkWindow *window = GTK_WINDOW (object);

  G_OBJECT_CLASS (ent_window_parent_class)->constructed (object);

  gtk_window_set_default_size (window, ent_settings_get_integer ("window-width", DEFAULT_WIDTH),
                               ent_settings_get_integer ("window-height", DEFAULT_HEIGHT));
  if (ent_settings_get_boolean ("window-maximized", FALSE))
    gtk_window_maximize (window);
  ent_window_add_actions (ENT_WINDOW (object));
  ent_window_update_actions (ENT_WINDOW (object));
}

static void
ent_window_dispose (GObject *object)
{
  EntWindow *self = ENT_WINDOW (object);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (self->navigation_view != NULL)
    ent_window_set_store (self, NULL);
  g_clear_weak_pointer (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENT_TYPE_WINDOW);

  G_OBJECT_CLASS (ent_window_parent_class)->dispose (object);
}

static void
ent_window_finalize (GObject *object)
{
  EntWindow *self = ENT_WINDOW (object);

  g_clear_object (&self->file);
  g_hash_table_unref (self->pages);
  g_free (self->place);
  g_free (self->awaited);

  G_OBJECT_CLASS (ent_window_parent_class)->finalize (object);
}

static void
ent_window_class_init (EntWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ent_window_constructed;
  object_class->dispose = ent_window_dispose;
  object_class->finalize = ent_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ent_window_close_request;

  g_type_ensure (ENT_TYPE_SIDEBAR);
  g_type_ensure (ENT_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EntWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, EntWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EntWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, EntWindow, navigation_view);
  gtk_widget_class_bind_template_child (widget_class, EntWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, EntWindow, alarm_button);
  gtk_widget_class_bind_template_child (widget_class, EntWindow, opening_page);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_page_changed_cb);

  ent_window_install_record_actions (widget_class);
  ent_window_install_request_actions (widget_class);
  ent_window_install_document_actions (widget_class);
  ent_window_install_department_actions (widget_class);
  ent_window_install_shortcuts (widget_class);
}

static void
ent_window_init (EntWindow *self)
{
  g_autoptr (GdkPaintable) spinner = NULL;

  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  ent_sync_button_set_alarm (self->alarm_button, TRUE);

  /* It turns as long as its widget is mapped: this page, not the stack, which always is. */
  spinner = GDK_PAINTABLE (adw_spinner_paintable_new (GTK_WIDGET (self->opening_page)));
  adw_status_page_set_paintable (self->opening_page, spinner);
}

/**
 * ent_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window in which to choose a workspace; the application owns it
 */
GtkWidget *
ent_window_new (GtkApplication *application)
{
  return g_object_new (ENT_TYPE_WINDOW, "application", application, NULL);
}
