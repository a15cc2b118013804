/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-print.h"

#include <glib/gi18n-lib.h>

#include "ent-ask-file.h"

#define SHEET_KEY "ent-print-sheet"

/* One wish to print, until it is composed. */
typedef struct
{
  GtkWidget *widget; /* (owned) */
  EntPrintTarget target;
} Wish;

/* What is composed in the reading thread. */
typedef struct
{
  EntQuery *query; /* (nullable) (owned): for a list */
  GStrv columns;   /* (nullable) (owned): for a list */
  char *id;        /* (nullable) (owned): for a record */
} Subject;

static void
subject_free (gpointer data)
{
  Subject *self = data;

  g_clear_pointer (&self->query, ent_query_unref);
  g_strfreev (self->columns);
  g_free (self->id);
  g_free (self);
}

static gpointer
compose_subject (EntWorkspace *workspace,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  const Subject *self = data;

  if (self->id != NULL)
    return ent_print_compose_record (workspace, self->id, cancellable, error);

  return ent_print_compose_list (workspace, self->query, (const char *const *) self->columns, cancellable, error);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              gpointer sheet)
{
  ent_sheet_draw_page (sheet, page, gtk_print_context_get_cairo_context (context), gtk_print_context_get_width (context),
                       gtk_print_context_get_height (context));
}

/**
 * ent_print_operation_new:
 * @sheet: (transfer full): a document
 *
 * Returns: (transfer full): what prints it, on A4 unless somebody chooses otherwise
 */
GtkPrintOperation *
ent_print_operation_new (EntSheet *sheet)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, size);
  gtk_paper_size_free (size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, ent_sheet_get_title (sheet));
  gtk_print_operation_set_n_pages (operation, ent_sheet_lay_out (sheet));
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), sheet);
  g_object_set_data_full (G_OBJECT (operation), SHEET_KEY, sheet, (GDestroyNotify) ent_sheet_free);

  return operation;
}

static void
printed_cb (GtkPrintOperation *operation,
            GtkPrintOperationResult result,
            gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;

  gtk_print_operation_get_error (operation, &error);
  gtk_widget_activate_action (user_data, "win.tell", "s", error->message);
}

static void
print (GtkWidget *widget,
       EntSheet *sheet)
{
  g_autoptr (GtkPrintOperation) operation = ent_print_operation_new (sheet);

  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), widget, G_CONNECT_DEFAULT);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (gtk_widget_get_root (widget)), NULL);
}

typedef struct
{
  EntSheet *sheet; /* (owned) */
  GFile *file;     /* (owned) */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  ent_sheet_free (self->sheet);
  g_object_unref (self->file);
  g_free (self);
}

static void
write_thread (GTask *task,
              gpointer source,
              gpointer data,
              GCancellable *cancellable)
{
  const Saving *self = data;
  g_autofree char *path = g_file_get_path (self->file);
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("Choose a folder on this computer."));
  if (path != NULL && ent_sheet_write_pdf (self->sheet, path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  const Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autofree char *uri = g_file_get_uri (saving->file);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    gtk_widget_activate_action (GTK_WIDGET (source), "win.tell-saved", "s", uri);
  else
    gtk_widget_activate_action (GTK_WIDGET (source), "win.tell", "s", error->message);
}

static void
save_to (GtkWidget *widget,
         GFile *file)
{
  EntSheet *sheet = g_object_steal_data (G_OBJECT (widget), SHEET_KEY);
  g_autoptr (GTask) task = g_task_new (widget, NULL, written_cb, NULL);
  Saving *saving;

  if (sheet == NULL)
    return;

  saving = g_new (Saving, 1);
  *saving = (Saving){ sheet, g_object_ref (file) };
  g_task_set_source_tag (task, save_to);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, write_thread);
}

static void
ask_where (GtkWidget *widget,
           EntSheet *sheet)
{
  g_autofree char *name = g_strconcat (ent_sheet_get_title (sheet), ".pdf", NULL);

  g_object_set_data_full (G_OBJECT (widget), SHEET_KEY, sheet, (GDestroyNotify) ent_sheet_free);
  ent_ask_for_file (widget, _ ("Save as PDF"), _ ("PDF Documents"), "pdf", g_strdelimit (name, "/", '-'), save_to);
}

/**
 * ent_print_sheet:
 * @widget: where it was asked for, within a window
 * @sheet: (transfer full): a document that is laid out
 * @target: where to
 *
 * Prints a document, after the desktop’s own questions.
 */
void
ent_print_sheet (GtkWidget *widget,
                 EntSheet *sheet,
                 EntPrintTarget target)
{
  if (target == ENT_PRINT_PAPER)
    print (widget, sheet);
  else
    ask_where (widget, sheet);
}

static void
composed_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  Wish *wish = user_data;
  g_autoptr (GtkWidget) widget = wish->widget;
  EntPrintTarget target = wish->target;
  g_autoptr (GError) error = NULL;
  EntSheet *sheet = ent_store_finish (ENT_STORE (source), result, &error);

  g_free (wish);
  if (gtk_widget_get_root (widget) == NULL)
    ent_sheet_free (sheet);
  else if (sheet == NULL)
    gtk_widget_activate_action (widget, "win.tell", "s", error->message);
  else
    ent_print_sheet (widget, sheet, target);
}

/**
 * ent_print_composed:
 * @widget: where it was asked for, within a window
 * @store: a workspace
 * @compose: draws up an #EntSheet that is laid out, in another thread
 * @data: (transfer full) (nullable): for @compose
 * @data_free: (nullable): frees @data
 * @target: where to
 *
 * Prints a document once it is drawn up, after the desktop’s own questions.
 */
void
ent_print_composed (GtkWidget *widget,
                    EntStore *store,
                    EntStoreFunc compose,
                    gpointer data,
                    GDestroyNotify data_free,
                    EntPrintTarget target)
{
  Wish *wish = g_new (Wish, 1);

  *wish = (Wish){ g_object_ref (widget), target };
  ent_store_read_async (store, compose, data, data_free, (GDestroyNotify) ent_sheet_free, NULL, composed_cb, wish);
}

/**
 * ent_print_list:
 * @widget: where it was asked for, within a window
 * @store: a workspace
 * @query: which records, in which order
 * @columns: (array zero-terminated=1): names of the fields that the list shows
 * @target: where to
 *
 * Prints a list as a table, after the desktop’s own questions.
 */
void
ent_print_list (GtkWidget *widget,
                EntStore *store,
                EntQuery *query,
                const char *const *columns,
                EntPrintTarget target)
{
  Subject *subject = g_new0 (Subject, 1);

  subject->query = ent_query_ref (query);
  subject->columns = g_strdupv ((GStrv) columns);
  ent_print_composed (widget, store, compose_subject, subject, subject_free, target);
}

/**
 * ent_print_record:
 * @widget: where it was asked for, within a window
 * @store: a workspace
 * @id: the identifier of a record
 * @target: where to
 *
 * Prints a record as a sheet.
 */
void
ent_print_record (GtkWidget *widget,
                  EntStore *store,
                  const char *id,
                  EntPrintTarget target)
{
  Subject *subject = g_new0 (Subject, 1);

  subject->id = g_strdup (id);
  ent_print_composed (widget, store, compose_subject, subject, subject_free, target);
}
