/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-ask-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  GtkWidget *widget; /* (owned) */
  EntTakeFile take;
  gboolean save;
} Choice;

static void
chosen_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Choice *choice = user_data;
  GtkFileDialog *dialog = GTK_FILE_DIALOG (source);
  g_autoptr (GtkWidget) widget = choice->widget;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = choice->save ? gtk_file_dialog_save_finish (dialog, result, &error) : gtk_file_dialog_open_finish (dialog, result, &error);

  /* Closed meanwhile: nobody waits for the file. */
  if (file != NULL && gtk_widget_get_root (widget) != NULL)
    choice->take (widget, file);
  else if (file == NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    gtk_widget_activate_action (widget, "win.tell", "s", error->message);
  g_free (choice);
}

/**
 * ent_ask_for_file:
 * @widget: who asks, within a window
 * @title: title of the question
 * @kind: (nullable): what the files are called together; any file will do where %NULL
 * @suffix: (nullable): how their names end, without a dot
 * @name: (nullable): the name proposed for a file to write; %NULL to choose one to read
 * @take: called with the file, unless the question is dismissed
 */
void
ent_ask_for_file (GtkWidget *widget,
                  const char *title,
                  const char *kind,
                  const char *suffix,
                  const char *name,
                  EntTakeFile take)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  Choice *choice = g_new (Choice, 1);

  if (kind != NULL)
    {
      gtk_file_filter_set_name (filter, kind);
      gtk_file_filter_add_suffix (filter, suffix);
      g_list_store_append (filters, filter);
    }
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, all);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  *choice = (Choice){ g_object_ref (widget), take, name != NULL };
  if (name == NULL)
    {
      gtk_file_dialog_open (dialog, window, NULL, chosen_cb, choice);
      return;
    }

  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, window, NULL, chosen_cb, choice);
}

/* A file that a thread writes. */
typedef struct
{
  EntWriteFile write;
  gpointer data;
  GDestroyNotify data_free; /* (nullable) */
  char *path;               /* (not nullable) (owned): or its name alone, for a file in a folder of its own */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *self = data;

  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self->path);
  g_free (self);
}

static gpointer
write_func (EntWorkspace *workspace,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Writing *writing = data;

  return writing->write (workspace, writing->data, writing->path, cancellable, error) ? g_file_new_for_path (writing->path) : NULL;
}

/* In a folder that only the user can enter; programs see the name that the file has. */
static gpointer
write_apart (EntWorkspace *workspace,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Writing *writing = data;
  g_autofree char *name = g_path_get_basename (writing->path);
  g_autofree char *folder = g_dir_make_tmp ("entente-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL)
    return NULL;
  if (writing->write (workspace, writing->data, path, cancellable, error))
    return g_file_new_for_path (path);

  g_rmdir (folder);
  return NULL;
}

/* Who waits for the file. */
typedef struct
{
  GtkWidget *widget;  /* (owned) */
  const char *then;   /* the action that takes its URI */
  EntWritten written; /* (nullable) */
} Waiting;

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr (GtkWidget) widget = waiting->widget;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = ent_store_finish (ENT_STORE (source), result, &error);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  if (file != NULL && waiting->written != NULL)
    waiting->written (widget);
  /* Closed meanwhile: nobody is there to be told. */
  if (gtk_widget_get_root (widget) == NULL)
    return;
  if (file != NULL)
    gtk_widget_activate_action (widget, waiting->then, "s", uri);
  else
    gtk_widget_activate_action (widget, "win.tell", "s", error->message);
}

/**
 * ent_write_file:
 * @widget: who asks, within a window
 * @store: a workspace
 * @file: where to write; what is there is replaced
 * @write: writes it
 * @data: (nullable) (transfer full): for @write
 * @data_free: (nullable): frees @data
 *
 * Writes a file off the main thread; the window tells that it is saved and offers to open it, or what went wrong.
 */
void
ent_write_file (GtkWidget *widget,
                EntStore *store,
                GFile *file,
                EntWriteFile write,
                gpointer data,
                GDestroyNotify data_free)
{
  ent_write_file_then (widget, store, file, write, data, data_free, NULL);
}

/**
 * ent_write_file_then:
 * @widget: who asks, within a window
 * @store: a workspace
 * @file: where to write; what is there is replaced
 * @write: writes it
 * @data: (nullable) (transfer full): for @write
 * @data_free: (nullable): frees @data
 * @written: (nullable): called once it is written, before the window tells
 *
 * Writes a file as ent_write_file() does, and goes on from there.
 */
void
ent_write_file_then (GtkWidget *widget,
                     EntStore *store,
                     GFile *file,
                     EntWriteFile write,
                     gpointer data,
                     GDestroyNotify data_free,
                     EntWritten written)
{
  Writing *writing = g_new (Writing, 1);
  Waiting *waiting;

  *writing = (Writing){ write, data, data_free, g_file_get_path (file) };
  if (writing->path == NULL)
    {
      gtk_widget_activate_action (widget, "win.tell", "s", _ ("Choose a folder on this computer."));
      writing_free (writing);
      return;
    }

  waiting = g_new (Waiting, 1);
  *waiting = (Waiting){ g_object_ref (widget), "win.tell-saved", written };
  ent_store_read_async (store, write_func, writing, writing_free, g_object_unref, NULL, written_cb, waiting);
}

/**
 * ent_open_file:
 * @widget: who asks, within a window
 * @store: a workspace
 * @name: what the file is called
 * @write: writes it
 * @data: (nullable) (transfer full): for @write
 * @data_free: (nullable): frees @data
 *
 * Writes a file off the main thread, where only the user can read it, and opens it with the system's program; the window
 * tells what went wrong.
 */
void
ent_open_file (GtkWidget *widget,
               EntStore *store,
               const char *name,
               EntWriteFile write,
               gpointer data,
               GDestroyNotify data_free)
{
  Writing *writing = g_new (Writing, 1);
  Waiting *waiting = g_new (Waiting, 1);

  *writing = (Writing){ write, data, data_free, g_strdup (name) };
  *waiting = (Waiting){ g_object_ref (widget), "win.open-file", NULL };
  ent_store_read_async (store, write_apart, writing, writing_free, g_object_unref, NULL, written_cb, waiting);
}
