/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-export-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-ask-file.h"
#include "ent-locale.h"
#include "ent-progress.h"
#include "ent-record-export.h"

/* In the order of the rows. */
enum
{
  COLUMNS_OF_LIST,
  COLUMNS_ALL,
};

enum
{
  FORM_FRENCH,
  FORM_INTERNATIONAL,
};

struct _EntExportDialog
{
  AdwDialog parent_instance;

  EntStore *store;           /* (not nullable) (owned) */
  EntQuery *query;           /* (not nullable) (owned) */
  GStrv columns;             /* (not nullable) (owned): names of fields */
  GCancellable *cancellable; /* (nullable) (owned): while it is written */
  guint progress_id;         /* source that shows how far it is */

  AdwWindowTitle *window_title;
  GtkStack *stack;
  AdwComboRow *columns_row;
  AdwComboRow *form_row;
  AdwComboRow *circle_row;
  GtkProgressBar *progress_bar;
};

G_DEFINE_FINAL_TYPE (EntExportDialog, ent_export_dialog, ADW_TYPE_DIALOG)

/* What the thread needs that writes. */
typedef struct
{
  char *workspace;       /* (not nullable) (owned): its path */
  char *path;            /* (not nullable) (owned) */
  EntQuery *query;       /* (not nullable) (owned) */
  GStrv fields;          /* (nullable) (owned) */
  EntProgress *progress; /* (not nullable) (owned) */
  EntExportOptions options;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_free (self->workspace);
  g_free (self->path);
  ent_query_unref (self->query);
  g_strfreev (self->fields);
  ent_progress_unref (self->progress);
  g_free (self);
}

static const char *const *
get_fields (EntExportDialog *self)
{
  return adw_combo_row_get_selected (self->columns_row) == COLUMNS_OF_LIST ? (const char *const *) self->columns : NULL;
}

static void
choice_changed_cb (EntExportDialog *self)
{
  gboolean french = adw_combo_row_get_selected (self->form_row) == FORM_FRENCH;
  gboolean all = adw_combo_row_get_selected (self->columns_row) == COLUMNS_ALL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->columns_row),
                               all ? _ ("With identifiers, so that it can be imported again") : _ ("In the words of the list"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->form_row),
                               french ? _ ("Semicolons and decimal commas") : _ ("Commas and decimal points"));
  if (self->query != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->circle_row), ent_record_export_is_personal (ent_query_get_entity (self->query), get_fields (self)));
}

/* A connection of its own: the lists go on reading meanwhile. */
static void
write_thread (GTask *task,
              gpointer source,
              gpointer data,
              GCancellable *cancellable)
{
  Export *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (self->workspace, ENT_WORKSPACE_SHOWN | ENT_WORKSPACE_CHECKED, &error);

  self->options.fields = (const char *const *) self->fields;
  self->options.progress = ent_progress_report;
  self->options.progress_data = self->progress;
  if (workspace != NULL && ent_record_export_file (workspace, self->query, &self->options, self->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
end_saving (EntExportDialog *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->cancellable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", TRUE);
  gtk_stack_set_visible_child_name (self->stack, "choices");
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  EntExportDialog *self = ENT_EXPORT_DIALOG (source);
  const Export *export = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  /* Closed meanwhile: the file there was stays as it is. */
  if (self->cancellable == NULL)
    return;

  end_saving (self);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *uri = g_filename_to_uri (export->path, NULL, NULL);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-saved", "s", uri);
      adw_dialog_close (ADW_DIALOG (self));
    }
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", error->message);
}

/**
 * ent_export_dialog_save_to:
 * @self: a dialog that is shown
 * @file: where to; what is there is replaced once all is written
 *
 * Writes the table as the dialog says, and closes it.
 */
void
ent_export_dialog_save_to (EntExportDialog *self,
                           GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GTask) task = NULL;
  Export *export;

  g_return_if_fail (ENT_IS_EXPORT_DIALOG (self));
  g_return_if_fail (self->cancellable == NULL);

  if (path == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", _ ("Choose a folder on this computer."));
      return;
    }

  export = g_new0 (Export, 1);
  export->workspace = g_strdup (ent_store_get_path (self->store));
  export->path = g_steal_pointer (&path);
  export->query = ent_query_ref (self->query);
  export->fields = g_strdupv ((GStrv) get_fields (self));
  export->progress = ent_progress_new ();
  export->options.format = adw_combo_row_get_selected (self->form_row) == FORM_FRENCH ? ENT_EXPORT_CSV_FRENCH : ENT_EXPORT_CSV;
  if (gtk_widget_get_visible (GTK_WIDGET (self->circle_row)))
    export->options.circle = adw_combo_row_get_selected (self->circle_row);

  self->cancellable = g_cancellable_new ();
  self->progress_id = ent_progress_show (export->progress, self->progress_bar);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", FALSE);
  gtk_stack_set_visible_child_name (self->stack, "saving");
  task = g_task_new (self, self->cancellable, written_cb, NULL);
  g_task_set_source_tag (task, ent_export_dialog_save_to);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, write_thread);
}

static void
save_cb (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  g_autofree char *name = g_strconcat (ent_entity_get_plural (ent_query_get_entity (ENT_EXPORT_DIALOG (widget)->query)), ".csv", NULL);

  ent_ask_for_file (widget, _ ("Save Table"), _ ("Tables (CSV)"), "csv", g_strdelimit (name, "/", '-'), (EntTakeFile) ent_export_dialog_save_to);
}

static void
ent_export_dialog_closed (AdwDialog *dialog)
{
  EntExportDialog *self = ENT_EXPORT_DIALOG (dialog);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_id, g_source_remove);
}

static void
ent_export_dialog_dispose (GObject *object)
{
  ent_export_dialog_closed (ADW_DIALOG (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_EXPORT_DIALOG);

  G_OBJECT_CLASS (ent_export_dialog_parent_class)->dispose (object);
}

static void
ent_export_dialog_finalize (GObject *object)
{
  EntExportDialog *self = ENT_EXPORT_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->query, ent_query_unref);
  g_strfreev (self->columns);

  G_OBJECT_CLASS (ent_export_dialog_parent_class)->finalize (object);
}

static void
ent_export_dialog_class_init (EntExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_export_dialog_dispose;
  object_class->finalize = ent_export_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = ent_export_dialog_closed;

  gtk_widget_class_install_action (widget_class, "export.save", NULL, save_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntExportDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, EntExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EntExportDialog, columns_row);
  gtk_widget_class_bind_template_child (widget_class, EntExportDialog, form_row);
  gtk_widget_class_bind_template_child (widget_class, EntExportDialog, circle_row);
  gtk_widget_class_bind_template_child (widget_class, EntExportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
}

static void
ent_export_dialog_init (EntExportDialog *self)
{
  g_autoptr (GtkStringList) circles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < ent_choices_get_n_items (&ent_choices_circles); i++)
    gtk_string_list_append (circles, ent_choices_get_label (&ent_choices_circles, ent_choices_get_nick (&ent_choices_circles, i)));
  adw_combo_row_set_model (self->circle_row, G_LIST_MODEL (circles));
  adw_combo_row_set_selected (self->form_row, ent_locale_is_french () ? FORM_FRENCH : FORM_INTERNATIONAL);
}

/**
 * ent_export_dialog_new:
 * @store: a workspace
 * @query: which records, in which order
 * @columns: (array zero-terminated=1): names of the fields that the list shows
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_export_dialog_new (EntStore *store,
                       EntQuery *query,
                       const char *const *columns)
{
  EntExportDialog *self;

  g_return_val_if_fail (ENT_IS_STORE (store), NULL);
  g_return_val_if_fail (query != NULL && columns != NULL, NULL);

  self = g_object_new (ENT_TYPE_EXPORT_DIALOG, NULL);
  self->store = g_object_ref (store);
  self->query = ent_query_ref (query);
  self->columns = g_strdupv ((GStrv) columns);
  adw_window_title_set_subtitle (self->window_title, ent_entity_get_plural (ent_query_get_entity (query)));
  choice_changed_cb (self);

  return ADW_DIALOG (self);
}

/**
 * ent_export_dialog_present_for:
 * @table: a table of records
 * @store: where they are
 *
 * Shows a dialog to write what @table shows.
 */
void
ent_export_dialog_present_for (EntRecordTable *table,
                               EntStore *store)
{
  g_autoptr (EntQuery) query = NULL;
  g_auto (GStrv) columns = NULL;

  g_return_if_fail (ENT_IS_RECORD_TABLE (table));

  query = ent_record_table_get_query (table);
  columns = ent_record_table_get_columns (table);
  adw_dialog_present (ent_export_dialog_new (store, query, (const char *const *) columns), GTK_WIDGET (table));
}
