/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-request-memo.h"

#include <glib/gi18n-lib.h>

#include "ent-ask-file.h"
#include "ent-memo.h"
#include "ent-new-record.h"

#define WISH_KEY "ent-request-memo"

typedef struct
{
  EntStore *store; /* (not nullable) (owned) */
  char *request;   /* (not nullable) (owned) */
  char *language;  /* (not nullable) (owned) */
  char *path;      /* (nullable) (owned): for what is saved */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_object_unref (self->store);
  g_free (self->request);
  g_free (self->language);
  g_free (self->path);
  g_free (self);
}

static Wish *
wish_new (EntStore *store,
          const char *request,
          const char *language,
          char *path)
{
  Wish *self = g_new0 (Wish, 1);

  self->store = g_object_ref (store);
  self->request = g_strdup (request);
  self->language = g_strdup (language);
  self->path = path;
  return self;
}

static EntMemo *
compose (EntWorkspace *workspace,
         const Wish *wish,
         GError **error)
{
  g_autofree char *today = ent_today ();

  return ent_memo_compose (workspace, wish->request, wish->language, today, error);
}

static gpointer
compose_uri (EntWorkspace *workspace,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (EntMemo) memo = compose (workspace, data, error);

  return memo != NULL ? ent_memo_get_uri (memo) : NULL;
}

static gpointer
write_pdf (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Wish *wish = data;
  g_autoptr (EntMemo) memo = compose (workspace, wish, error);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (memo == NULL || !ent_memo_write_pdf (memo, workspace, wish->path, now, cancellable, error))
    return NULL;

  return g_file_new_for_path (wish->path);
}

static void
launched_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    gtk_widget_activate_action (widget, "win.tell", "s", _ ("No mail program answered. Save the memo as PDF, and attach it to a message."));
}

static void
composed_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = ent_store_finish (ENT_STORE (source), result, &error);
  g_autoptr (GtkUriLauncher) launcher = NULL;

  if (uri == NULL)
    {
      gtk_widget_activate_action (widget, "win.tell", "s", error->message);
      return;
    }

  launcher = gtk_uri_launcher_new (uri);
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, launched_cb, g_object_ref (widget));
}

/**
 * ent_request_memo_mail:
 * @widget: where it was asked for, within a window
 * @store: a workspace
 * @request: the identifier of a mobilisation request
 * @language: `fr` or `en`
 *
 * Opens the memo as a message in the user's mail program.
 */
void
ent_request_memo_mail (GtkWidget *widget,
                       EntStore *store,
                       const char *request,
                       const char *language)
{
  ent_store_read_async (store, compose_uri, wish_new (store, request, language, NULL), wish_free, g_free, NULL, composed_cb,
                        g_object_ref (widget));
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = ent_store_finish (ENT_STORE (source), result, &error);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  if (file != NULL)
    gtk_widget_activate_action (widget, "win.tell-saved", "s", uri);
  else
    gtk_widget_activate_action (widget, "win.tell", "s", error->message);
}

static void
save_to (GtkWidget *widget,
         GFile *file)
{
  const Wish *wish = g_object_get_data (G_OBJECT (widget), WISH_KEY);
  char *path = g_file_get_path (file);

  if (path == NULL)
    gtk_widget_activate_action (widget, "win.tell", "s", _ ("Choose a folder of this machine."));
  else
    ent_store_read_async (wish->store, write_pdf, wish_new (wish->store, wish->request, wish->language, path), wish_free, g_object_unref,
                          NULL, written_cb, g_object_ref (widget));
}

/**
 * ent_request_memo_save:
 * @widget: where it was asked for, within a window
 * @store: a workspace
 * @request: the identifier of a mobilisation request
 * @language: `fr` or `en`
 *
 * Asks where to, and saves the memo there as PDF.
 */
void
ent_request_memo_save (GtkWidget *widget,
                       EntStore *store,
                       const char *request,
                       const char *language)
{
  g_autofree char *headline = ent_workspace_get_headline (ent_store_get_reader (store), request);
  g_autofree char *name = g_strdup_printf ("%s.pdf", headline != NULL ? headline : "");

  g_object_set_data_full (G_OBJECT (widget), WISH_KEY, wish_new (store, request, language, NULL), wish_free);
  ent_ask_for_file (widget, _ ("Save the Memo"), _ ("PDF Documents"), "pdf", g_strdelimit (name, "/", '-'), save_to);
}
