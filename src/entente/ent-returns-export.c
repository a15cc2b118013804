/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-export.h"

#include <glib/gi18n-lib.h>

#include "ent-locale.h"
#include "ent-returns-csv.h"
#include "ent-returns-pdf.h"

typedef struct
{
  EntReturnsYear *year; /* (owned) */
  EntReturnsFormat format;
  GFile *file;          /* (nullable) (owned) */
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_clear_object (&self->year);
  g_clear_object (&self->file);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static Export *
export_new (EntReturnsYear *year,
            EntReturnsFormat format)
{
  Export *self = g_new0 (Export, 1);

  self->year = g_object_ref (year);
  self->format = format;
  return self;
}

static void
write_thread (GTask *task,
              gpointer source,
              gpointer data,
              GCancellable *cancellable)
{
  const Export *self = data;
  g_autofree char *path = g_file_get_path (self->file);
  EntCsvForm form = ent_locale_is_french () ? ENT_CSV_FRENCH : ENT_CSV_INTERNATIONAL;
  g_autoptr (GError) error = NULL;
  gboolean written = FALSE;

  if (path == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("Choose a folder on this computer."));
  else if (self->format == ENT_RETURNS_REPORT)
    written = ent_returns_write_pdf (self->year, NULL, path, NULL, NULL, cancellable, &error);
  else
    written = ent_returns_write_csv (self->year, path, form, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, written);
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  const Export *self = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *display_name = g_filename_display_name (name);
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    /* Translators: the name of a file */
    sentence = g_strdup_printf (_ ("“%s” is saved"), display_name);
  else
    sentence = g_strdup (error->message);

  gtk_widget_activate_action (GTK_WIDGET (source), "win.tell", "s", sentence);
}

/**
 * ent_returns_export_to:
 * @widget: where it was asked for, within a window; the window tells how it ended
 * @year: the figures of a year
 * @format: what to write
 * @file: where; what is there is replaced
 *
 * Writes the figures, off the main thread.
 */
void
ent_returns_export_to (GtkWidget *widget,
                       EntReturnsYear *year,
                       EntReturnsFormat format,
                       GFile *file)
{
  g_autoptr (GTask) task = NULL;
  Export *export;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (ENT_IS_RETURNS_YEAR (year));
  g_return_if_fail (G_IS_FILE (file));

  export = export_new (year, format);
  export->file = g_object_ref (file);
  task = g_task_new (widget, NULL, written_cb, NULL);
  g_task_set_source_tag (task, ent_returns_export_to);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, write_thread);
}

/* What a dialog was opened for. */
typedef struct
{
  GtkWidget *widget; /* (owned) */
  Export *export;    /* (owned) */
} Choice;

static void
choice_free (Choice *choice)
{
  g_object_unref (choice->widget);
  export_free (choice->export);
  g_free (choice);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choice, choice_free)

static void
chosen_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (Choice) choice = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    ent_returns_export_to (choice->widget, choice->export->year, choice->export->format, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    gtk_widget_activate_action (choice->widget, "win.tell", "s", error->message);
}

static GListModel *
create_filters (EntReturnsFormat format)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, format == ENT_RETURNS_REPORT ? _ ("PDF Documents") : _ ("Tables (CSV)"));
  gtk_file_filter_add_suffix (filter, format == ENT_RETURNS_REPORT ? "pdf" : "csv");
  g_list_store_append (filters, filter);

  return G_LIST_MODEL (filters);
}

/**
 * ent_returns_export:
 * @widget: where it was asked for, within a window
 * @year: the figures of a year
 * @format: what to write
 *
 * Asks where to, and writes the figures there.
 */
void
ent_returns_export (GtkWidget *widget,
                    EntReturnsYear *year,
                    EntReturnsFormat format)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = create_filters (format);
  g_autofree char *stem = NULL;
  g_autofree char *name = NULL;
  Choice *choice;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (ENT_IS_RETURNS_YEAR (year));

  /* Translators: the name of a file, without its ending; the year */
  stem = g_strdup_printf (_ ("Returns %d"), ent_returns_year_get_year (year));
  name = g_strconcat (stem, format == ENT_RETURNS_REPORT ? ".pdf" : ".csv", NULL);
  gtk_file_dialog_set_title (dialog, format == ENT_RETURNS_REPORT ? _ ("Save Report") : _ ("Save Figures"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_filters (dialog, filters);

  choice = g_new0 (Choice, 1);
  choice->widget = g_object_ref (widget);
  choice->export = export_new (year, format);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb, choice);
}
