/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-new-workspace-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-app.h"
#include "ent-directory.h"
#include "ent-format.h"
#include "ent-schema.h"
#include "ent-set-up.h"
#include "ent-settings.h"

/* A commune and the bodies it is part of fit on the dialog. */
#define MAX_FOUND 6

struct _EntNewWorkspaceDialog
{
  AdwDialog parent_instance;

  GPtrArray *rows;   /* (element-type GtkWidget) (owned container): what was found */
  gboolean choosing; /* a found authority is being written into the entries */

  GtkWidget *create_button;
  AdwBanner *banner;
  AdwEntryRow *authority_row;
  AdwEntryRow *siren_row;
  AdwPreferencesGroup *found_group;
  AdwEntryRow *user_row;
};

G_DEFINE_FINAL_TYPE (EntNewWorkspaceDialog, ent_new_workspace_dialog, ADW_TYPE_DIALOG)

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static char *
get_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);

  return g_string_free (digits, FALSE);
}

/* A name is enough; a number that is given must be right. */
static void
update_button (EntNewWorkspaceDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (get_text (self->authority_row)));
  g_autofree char *siren = get_digits (get_text (self->siren_row));
  gboolean right = *siren == '\0' || ent_format_is_siren (siren);

  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (self->siren_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->siren_row), "error");
  gtk_widget_set_sensitive (self->create_button, *name != '\0' && right);
}

static void
forget_found (EntNewWorkspaceDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->found_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->found_group), FALSE);
}

static void
found_activated_cb (EntNewWorkspaceDialog *self,
                    GtkWidget *row)
{
  EntDirectoryEntry *entry = g_object_get_data (G_OBJECT (row), "entry");

  self->choosing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->authority_row), entry->name);
  gtk_editable_set_text (GTK_EDITABLE (self->siren_row), entry->siren != NULL ? entry->siren : "");
  gtk_editable_set_position (GTK_EDITABLE (self->authority_row), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->siren_row), TRUE);
  self->choosing = FALSE;
  update_button (self);
  gtk_widget_grab_focus (entry->siren != NULL ? GTK_WIDGET (self->create_button) : GTK_WIDGET (self->siren_row));
  forget_found (self);
}

static char *
describe_entry (const EntDirectoryEntry *entry)
{
  const char *kind = ent_choices_get_label (&ent_choices_authority_kinds, entry->kind);

  if (entry->departement != NULL && entry->siren != NULL)
    /* Translators: kind of authority, number of its département, SIREN number */
    return g_strdup_printf (_ ("%1$s · %2$s · SIREN %3$s"), kind, entry->departement, entry->siren);
  if (entry->siren != NULL)
    /* Translators: kind of authority, SIREN number */
    return g_strdup_printf (_ ("%1$s · SIREN %2$s"), kind, entry->siren);

  return g_strdup (kind);
}

static void
add_found (EntNewWorkspaceDialog *self,
           EntDirectoryEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe_entry (entry);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entry->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "entry", ent_directory_entry_ref (entry), (GDestroyNotify) ent_directory_entry_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (found_activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->found_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
authority_changed_cb (EntNewWorkspaceDialog *self)
{
  const char *words = get_text (self->authority_row);
  g_autofree char *digits = get_digits (words);
  g_autoptr (GPtrArray) found = NULL;

  if (self->choosing)
    return;

  forget_found (self);
  gtk_editable_set_text (GTK_EDITABLE (self->siren_row), "");
  update_button (self);
  if (g_utf8_strlen (words, -1) < 2)
    return;

  if (ent_format_is_siren (digits))
    {
      g_autoptr (EntDirectoryEntry) entry = ent_directory_find_siren (ent_directory_get_default (), digits);

      if (entry != NULL)
        add_found (self, entry);
    }
  else
    {
      found = ent_directory_search (ent_directory_get_default (), words, MAX_FOUND);
      for (guint i = 0; i < found->len; i++)
        add_found (self, found->pdata[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->found_group), self->rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->siren_row), self->rows->len == 0);
}

static void
siren_changed_cb (EntNewWorkspaceDialog *self)
{
  if (!self->choosing)
    update_button (self);
}

static void
banner_dismissed_cb (EntNewWorkspaceDialog *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
}

static void
show_failure (EntNewWorkspaceDialog *self,
              const char *message)
{
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_banner_set_title (self->banner, message);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

typedef struct
{
  GFile *file;
  char *name;
  char *siren; /* (nullable) */
} Creation;

static void
creation_free (Creation *creation)
{
  g_object_unref (creation->file);
  g_free (creation->name);
  g_free (creation->siren);
  g_free (creation);
}

static void
create_thread (GTask *task,
               gpointer source,
               gpointer task_data,
               GCancellable *cancellable)
{
  Creation *creation = task_data;
  g_autofree char *path = g_file_get_path (creation->file);
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    g_task_return_new_error (task, ENT_ERROR, ENT_ERROR_INVALID, _ ("Choose a folder on this machine."));
  else if (ent_set_up_create (path, creation->name, creation->siren, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
created_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  EntNewWorkspaceDialog *self = ENT_NEW_WORKSPACE_DIALOG (source);
  Creation *creation = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      show_failure (self, error->message);
      return;
    }

  ent_settings_set_user_name (get_text (self->user_row));
  g_application_open (g_application_get_default (), &creation->file, 1, ENT_APP_HINT_NEW);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
create (EntNewWorkspaceDialog *self,
        GFile *file)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, created_cb, NULL);
  Creation *creation = g_new0 (Creation, 1);
  g_autofree char *siren = get_digits (get_text (self->siren_row));

  creation->file = g_object_ref (file);
  creation->name = g_strstrip (g_strdup (get_text (self->authority_row)));
  creation->siren = *siren != '\0' ? g_steal_pointer (&siren) : NULL;
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  g_task_set_source_tag (task, create);
  g_task_set_task_data (task, creation, (GDestroyNotify) creation_free);
  g_task_run_in_thread (task, create_thread);
}

static void
file_chosen_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (EntNewWorkspaceDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    create (self, file);
}

static void
create_clicked_cb (EntNewWorkspaceDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = g_strstrip (g_strdup (get_text (self->authority_row)));
  g_autofree char *file_name = NULL;

  g_strdelimit (name, G_DIR_SEPARATOR_S, '-');
  file_name = g_strconcat (name, ".entente", NULL);
  gtk_file_dialog_set_title (dialog, _ ("Keep the Workspace"));
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, file_chosen_cb, g_object_ref (self));
}

static void
ent_new_workspace_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_NEW_WORKSPACE_DIALOG);

  G_OBJECT_CLASS (ent_new_workspace_dialog_parent_class)->dispose (object);
}

static void
ent_new_workspace_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (ENT_NEW_WORKSPACE_DIALOG (object)->rows);

  G_OBJECT_CLASS (ent_new_workspace_dialog_parent_class)->finalize (object);
}

static void
ent_new_workspace_dialog_class_init (EntNewWorkspaceDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_new_workspace_dialog_dispose;
  object_class->finalize = ent_new_workspace_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-new-workspace-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntNewWorkspaceDialog, create_button);
  gtk_widget_class_bind_template_child (widget_class, EntNewWorkspaceDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EntNewWorkspaceDialog, authority_row);
  gtk_widget_class_bind_template_child (widget_class, EntNewWorkspaceDialog, siren_row);
  gtk_widget_class_bind_template_child (widget_class, EntNewWorkspaceDialog, found_group);
  gtk_widget_class_bind_template_child (widget_class, EntNewWorkspaceDialog, user_row);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_dismissed_cb);
  gtk_widget_class_bind_template_callback (widget_class, authority_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, siren_changed_cb);
}

static void
ent_new_workspace_dialog_init (EntNewWorkspaceDialog *self)
{
  g_autofree char *user = ent_settings_get_user_name ();

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_text (GTK_EDITABLE (self->user_row), user);
}

/**
 * ent_new_workspace_dialog_new:
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_new_workspace_dialog_new (void)
{
  return g_object_new (ENT_TYPE_NEW_WORKSPACE_DIALOG, NULL);
}
