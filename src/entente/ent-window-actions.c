/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the menu, the keys and the bus ask of the window. */
#include <glib/gi18n-lib.h>

#include "ent-about.h"
#include "ent-import-dialog.h"
#include "ent-introduce-dialog.h"
#include "ent-involvement-dialog.h"
#include "ent-list-page.h"
#include "ent-places.h"
#include "ent-preferences-dialog.h"
#include "ent-record-sheets.h"
#include "ent-search-dialog.h"
#include "ent-shortcuts-dialog.h"
#include "ent-window-private.h"

static void
go_cb (GSimpleAction *action,
       GVariant *parameter,
       gpointer user_data)
{
  ent_window_go (user_data, g_variant_get_string (parameter, NULL));
}

static void
go_nth_cb (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  ent_window_go_nth (user_data, g_variant_get_uint32 (parameter));
}

/* What is shown, and what is not, is settled when a workspace is opened. */
static void
reopen (EntWindow *self)
{
  g_autoptr (GFile) file = g_object_ref (self->file);

  ent_window_open (self, file, 0);
}

/* Also while the keyboard is in the sidebar. */
static void
back_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  adw_navigation_view_pop (ENT_WINDOW (user_data)->navigation_view);
}

static void
introduce_cb (GSimpleAction *action,
              GVariant *parameter,
              gpointer user_data)
{
  EntWindow *self = user_data;
  AdwDialog *dialog = ent_introduce_dialog_new (self->store);

  g_signal_connect_object (dialog, "introduced", G_CALLBACK (reopen), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
tell_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  ent_window_tell (user_data, g_variant_get_string (parameter, NULL), FALSE);
}

static void
search_cb (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  EntWindow *self = user_data;

  adw_dialog_present (ent_search_dialog_new (self->store), GTK_WIDGET (self));
}

static void
involvement_saved_cb (EntWindow *self,
                      EntRecord *record)
{
  g_autofree char *headline = ent_workspace_get_headline (ent_store_get_reader (self->store), ent_record_get_id (record));
  /* Translators: who, and on what */
  g_autofree char *sentence = g_strdup_printf (_ ("Logged: %s"), headline != NULL ? headline : "");

  ent_window_tell (self, sentence, TRUE);
}

static void
log_involvement_cb (GSimpleAction *action,
                    GVariant *parameter,
                    gpointer user_data)
{
  EntWindow *self = user_data;
  EntPage *page = ent_window_get_page (self);
  AdwDialog *dialog = ent_involvement_dialog_new (self->store, page != NULL ? ent_page_get_subject (page) : NULL);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (involvement_saved_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* What an undo or redo under way will tell. */
typedef struct
{
  EntWindow *window; /* (owned) */
  char *sentence;    /* (owned) */
} Stepping;

static void
stepping_free (Stepping *stepping)
{
  g_object_unref (stepping->window);
  g_free (stepping->sentence);
  g_free (stepping);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stepping, stepping_free)

static void
stepped_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Stepping) stepping = user_data;
  g_autoptr (GError) error = NULL;

  if (ent_store_write_finish (ENT_STORE (source), result, &error))
    ent_window_tell (stepping->window, stepping->sentence, FALSE);
  else
    ent_window_tell (stepping->window, error->message, FALSE);
}

static Stepping *
stepping_new (EntWindow *self,
              char *sentence)
{
  Stepping *stepping = g_new0 (Stepping, 1);

  stepping->window = g_object_ref (self);
  stepping->sentence = sentence;
  return stepping;
}

static void
undo_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  EntWindow *self = user_data;
  const char *label = ent_store_get_undo_label (self->store);

  if (label != NULL)
    /* Translators: what was done, such as “Add Évry – Kayes” */
    ent_store_undo_async (self->store, stepped_cb, stepping_new (self, g_strdup_printf (_ ("Undone: %s"), label)));
}

static void
redo_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  EntWindow *self = user_data;
  const char *label = ent_store_get_redo_label (self->store);

  if (label != NULL)
    /* Translators: what was undone, such as “Add Évry – Kayes” */
    ent_store_redo_async (self->store, stepped_cb, stepping_new (self, g_strdup_printf (_ ("Redone: %s"), label)));
}

static void
find_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  EntPage *page = ent_window_get_page (user_data);

  if (page == NULL || !ent_page_find (page))
    g_action_group_activate_action (G_ACTION_GROUP (user_data), "search", NULL);
}

static void
add_cb (GSimpleAction *action,
        GVariant *parameter,
        gpointer user_data)
{
  EntPage *page = ent_window_get_page (user_data);

  if (page != NULL)
    ent_page_add (page);
}

static void
edit_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  EntPage *page = ent_window_get_page (user_data);

  if (page != NULL)
    ent_page_edit (page);
}

static void
export_cb (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  EntPage *page = ent_window_get_page (user_data);

  if (page != NULL)
    ent_page_export (page);
}

static void
print_cb (GSimpleAction *action,
          GVariant *parameter,
          gpointer user_data)
{
  EntPage *page = ent_window_get_page (user_data);

  if (page != NULL)
    ent_page_print (page, g_str_equal (g_action_get_name (G_ACTION (action)), "print") ? ENT_PRINT_PAPER : ENT_PRINT_PDF);
}

static void
open_sheet_cb (GSimpleAction *action,
               GVariant *parameter,
               gpointer user_data)
{
  EntPage *page = ent_window_get_page (user_data);

  if (page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (page), "page.open-sheet", "s", "");
}

static void
tell_change_cb (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  ent_window_tell (user_data, g_variant_get_string (parameter, NULL), TRUE);
}

static EntImportDialog *
present_import (EntWindow *self,
                const EntEntity *entity)
{
  AdwDialog *dialog = ent_import_dialog_new (self->store, entity);

  adw_dialog_present (dialog, GTK_WIDGET (self));
  return ENT_IMPORT_DIALOG (dialog);
}

static void
import_cb (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  present_import (user_data, ent_schema_find (g_variant_get_string (parameter, NULL)));
}

static gboolean
dropped_cb (EntWindow *self,
            const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL || !g_action_group_get_action_enabled (G_ACTION_GROUP (self), "import")
      || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return FALSE;

  ent_window_import (self, files->data);
  return TRUE;
}

/**
 * ent_window_import:
 * @self: a window that shows a workspace that can be written
 * @file: a table
 *
 * Offers to import @file.
 */
void
ent_window_import (EntWindow *self,
                   GFile *file)
{
  EntPage *page;

  g_return_if_fail (ENT_IS_WINDOW (self) && self->store != NULL);
  g_return_if_fail (G_IS_FILE (file));

  page = ent_window_get_page (self);
  ent_import_dialog_load (present_import (self, ENT_IS_LIST_PAGE (page) ? ent_list_page_get_entity (ENT_LIST_PAGE (page)) : NULL), file);
}

static void
tell_saved_cb (GSimpleAction *action,
               GVariant *parameter,
               gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  ent_window_tell_saved (user_data, file);
}

static void
opened_file_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (EntWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    ent_window_tell (self, error->message, FALSE);
}

static void
open_file_cb (GSimpleAction *action,
              GVariant *parameter,
              gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_launch (launcher, user_data, NULL, opened_file_cb, g_object_ref (user_data));
}

static void
open_uri_cb (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (g_variant_get_string (parameter, NULL));

  gtk_uri_launcher_launch (launcher, user_data, NULL, NULL, NULL);
}

static void
preferences_cb (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  EntWindow *self = user_data;

  adw_dialog_present (ent_preferences_dialog_new (self->store), GTK_WIDGET (self));
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant *parameter,
              gpointer user_data)
{
  adw_dialog_present (ent_shortcuts_dialog_new (), GTK_WIDGET (user_data));
}

static void
about_cb (GSimpleAction *action,
          GVariant *parameter,
          gpointer user_data)
{
  adw_dialog_present (ent_about_new (), GTK_WIDGET (user_data));
}

static const GActionEntry entries[] = {
  { "go", go_cb, "s" },
  { "go-nth", go_nth_cb, "u" },
  { "back", back_cb },
  { "introduce", introduce_cb },
  { "tell", tell_cb, "s" },
  { "search", search_cb },
  { "log-involvement", log_involvement_cb },
  { "undo", undo_cb },
  { "redo", redo_cb },
  { "find", find_cb },
  { "add", add_cb },
  { "edit", edit_cb },
  { "tell-change", tell_change_cb, "s" },
  { "import", import_cb, "s" },
  { "export", export_cb },
  { "print", print_cb },
  { "save-pdf", print_cb },
  { "open-sheet", open_sheet_cb },
  { "tell-saved", tell_saved_cb, "s" },
  { "open-file", open_file_cb, "s" },
  { "open-uri", open_uri_cb, "s" },
  { "preferences", preferences_cb },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
};

static void
set_enabled (EntWindow *self,
             const char *name,
             gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

/* What cannot be done now is not offered. */
void
ent_window_update_actions (EntWindow *self)
{
  gboolean open = self->store != NULL;
  gboolean writable = open && !ent_store_is_read_only (self->store);
  EntPage *page = ent_window_get_page (self);

  if (g_action_map_lookup_action (G_ACTION_MAP (self), "go") == NULL)
    return;

  set_enabled (self, "go", open);
  set_enabled (self, "go-nth", open);
  set_enabled (self, "introduce", writable);
  set_enabled (self, "search", open);
  set_enabled (self, "find", open);
  set_enabled (self, "log-involvement", writable);
  set_enabled (self, "undo", writable && ent_store_get_undo_label (self->store) != NULL);
  set_enabled (self, "redo", writable && ent_store_get_redo_label (self->store) != NULL);
  set_enabled (self, "add", writable);
  set_enabled (self, "edit", writable);
  set_enabled (self, "import", writable && !ent_window_is_narrow (self));
  set_enabled (self, "print", page != NULL && ENT_PAGE_GET_CLASS (page)->print != NULL);
  set_enabled (self, "save-pdf", page != NULL && ENT_PAGE_GET_CLASS (page)->print != NULL);
  set_enabled (self, "open-sheet", page != NULL && ent_record_sheets_exist (page));
  set_enabled (self, "export", page != NULL && ENT_PAGE_GET_CLASS (page)->export != NULL);
  ent_window_update_record_actions (self);
  ent_window_update_request_actions (self);
  ent_window_update_department_actions (self);
}

void
ent_window_add_actions (EntWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* The keys stay with what has the focus first, so that Ctrl+Z in a line of text undoes typing; and while a dialog is
 * open, nothing behind it moves. */
static gboolean
shortcut_cb (GtkWidget *widget,
             GVariant *args,
             gpointer user_data)
{
  const char *name;
  g_autoptr (GVariant) target = NULL;

  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget)) != NULL)
    return FALSE;

  g_variant_get (args, "(&smv)", &name, &target);
  return gtk_widget_activate_action_variant (widget, name, target);
}

static void
add_shortcut (GtkWidgetClass *widget_class,
              const char *trigger,
              const char *action,
              GVariant *target)
{
  g_autoptr (GtkShortcut) shortcut =
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), gtk_callback_action_new (shortcut_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new ("(smv)", action, target));
  gtk_widget_class_add_shortcut (widget_class, shortcut);
}

void
ent_window_install_shortcuts (GtkWidgetClass *widget_class)
{
  add_shortcut (widget_class, "<Control>k", "win.search", NULL);
  add_shortcut (widget_class, "<Control>l", "win.log-involvement", NULL);
  add_shortcut (widget_class, "<Control><Shift>l", "win.go", g_variant_new_string ("week"));
  add_shortcut (widget_class, "<Control>z", "win.undo", NULL);
  add_shortcut (widget_class, "<Control><Shift>z", "win.redo", NULL);
  add_shortcut (widget_class, "<Control>f", "win.find", NULL);
  add_shortcut (widget_class, "<Control>n", "win.add", NULL);
  add_shortcut (widget_class, "<Control>e", "win.edit", NULL);
  add_shortcut (widget_class, "<Control>p", "win.print", NULL);
  add_shortcut (widget_class, "<Control><Shift>p", "win.save-pdf", NULL);
  add_shortcut (widget_class, "<Control><Shift>b", "win.open-sheet", NULL);
  add_shortcut (widget_class, "<Alt>Left", "win.back", NULL);
  add_shortcut (widget_class, "<Control>comma", "win.preferences", NULL);
  add_shortcut (widget_class, "<Control>question|<Control>slash", "win.shortcuts", NULL);
  add_shortcut (widget_class, "<Control>o", "app.open-workspace", NULL);
  add_shortcut (widget_class, "<Control>w", "window.close", NULL);

  for (guint i = 0; i < MIN (ent_places_get_n_main (), 10); i++)
    {
      g_autofree char *trigger = g_strdup_printf ("<Control>%u|<Control>KP_%u", (i + 1) % 10, (i + 1) % 10);

      add_shortcut (widget_class, trigger, "win.go-nth", g_variant_new_uint32 (i));
    }
}
