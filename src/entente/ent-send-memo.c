/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-send-memo.h"

#include <glib/gi18n-lib.h>

#include "ent-ask-file.h"
#include "ent-format.h"
#include "ent-locale.h"
#include "ent-memo.h"
#include "ent-returns-campaign.h"
#include "ent-returns-worklist.h"

#define WISH_KEY "ent-send-memo"

/* A wish of which all is owned. */
static EntMemoWish *
wish_copy (const EntMemoWish *wish)
{
  EntMemoWish *copy = g_new (EntMemoWish, 1);

  *copy = (EntMemoWish){ g_object_ref (wish->store), g_strdup (wish->id), wish->year, g_strdup (wish->language) };
  return copy;
}

static void
wish_free (gpointer data)
{
  EntMemoWish *copy = data;

  g_object_unref (copy->store);
  g_free ((char *) copy->id);
  g_free ((char *) copy->language);
  g_free (copy);
}

/* Which memo @widget is asked for. */
static void
keep_wish (GtkWidget *widget,
           const EntMemoWish *wish)
{
  g_object_set_data_full (G_OBJECT (widget), WISH_KEY, wish_copy (wish), wish_free);
}

/* What is missing now, in the language of the memo, which is not that of the window. */
static char *
describe_missing (EntWorkspace *workspace,
                  const EntMemoWish *wish,
                  GStrv *ret_people,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (EntReturnsWorklist) list = NULL;
  g_autofree char *missing = NULL;
  const char *spoken = ent_locale_get_language ();

  ent_locale_set_language (wish->language);
  list = ent_returns_worklist_new (workspace, wish->year, cancellable, error);
  missing = list != NULL ? ent_returns_worklist_describe (list, wish->id, ret_people) : NULL;
  ent_locale_set_language (spoken);
  if (missing == NULL || *missing != '\0')
    return g_steal_pointer (&missing);

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_NOT_FOUND, _ ("Nothing is missing here any more."));
  return NULL;
}

static EntMemo *
compose_reminder (EntWorkspace *workspace,
                  const EntMemoWish *wish,
                  const char *today,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (GStrv) people = NULL;
  g_autofree char *missing = describe_missing (workspace, wish, &people, cancellable, error);
  g_autoptr (GError) failure = NULL;
  g_autoptr (EntRecord) campaign = missing != NULL ? ent_returns_campaign_find (workspace, wish->year, &failure) : NULL;
  EntMemoReminder reminder = { (const char *const *) people, wish->year, missing, NULL };

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (missing != NULL)
    {
      reminder.due = campaign != NULL ? ent_record_get_text (campaign, "due") : NULL;
      return ent_memo_remind (workspace, &reminder, wish->language, today, error);
    }

  return NULL;
}

static EntMemo *
compose (EntWorkspace *workspace,
         const EntMemoWish *wish,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *today = ent_format_today ();

  if (g_str_has_prefix (wish->id, "mobilisation:"))
    return ent_memo_compose (workspace, wish->id, wish->language, today, error);

  return compose_reminder (workspace, wish, today, cancellable, error);
}

static gpointer
compose_uri (EntWorkspace *workspace,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (EntMemo) memo = compose (workspace, data, cancellable, error);

  return memo != NULL ? ent_memo_get_uri (memo) : NULL;
}

static gpointer
compose_text (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (EntMemo) memo = compose (workspace, data, cancellable, error);

  return memo != NULL ? g_strdup (memo->body) : NULL;
}

static gboolean
write_pdf (EntWorkspace *workspace,
           gpointer data,
           const char *path,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (EntMemo) memo = compose (workspace, data, cancellable, error);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return memo != NULL && ent_memo_write_pdf (memo, workspace, path, now, cancellable, error);
}

/* That somebody was reminded: who asked for it, and what is said once it is noted. */
typedef struct
{
  GtkWidget *widget;    /* (owned) */
  const char *sentence; /* (not nullable) */
} Noting;

static gpointer
note_reminder (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  const EntMemoWish *wish = data;

  ent_returns_note_reminder (workspace, wish->year, wish->id, error);
  return NULL;
}

static void
noted_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autofree Noting *noting = user_data;
  g_autoptr (GtkWidget) widget = noting->widget;
  g_autoptr (GError) error = NULL;

  ent_store_finish (ENT_STORE (source), result, &error);
  if (error != NULL)
    gtk_widget_activate_action (widget, "win.tell", "s", error->message);
  else
    gtk_widget_activate_action (widget, "win.tell-change", "s", noting->sentence);
}

/* A request says by its own state that it went out. */
static gboolean
is_noted (const EntMemoWish *wish)
{
  return wish->year > 0 && !ent_store_is_read_only (wish->store);
}

static void
note (GtkWidget *widget,
      const char *sentence)
{
  const EntMemoWish *wish = g_object_get_data (G_OBJECT (widget), WISH_KEY);
  Noting noting = { widget, sentence };

  if (!is_noted (wish))
    return;

  g_object_ref (widget);
  ent_store_write_async (wish->store, note_reminder, wish_copy (wish), wish_free, NULL, NULL, noted_cb, g_memdup2 (&noting, sizeof noting));
}

/* The memo that @widget was asked for is ready to leave the unit. Nobody here sees whether the message is sent: it is noted
 * as if it were, said aloud, and taken back by whoever thinks better of it. */
static void
prepared (GtkWidget *widget)
{
  note (widget, _ ("Noted as reminded today"));
}

static void
launched_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    prepared (widget);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
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
 * ent_send_memo_by_mail:
 * @widget: where it was asked for, within a window
 * @wish: which memo
 *
 * Opens the memo as a message in the user's mail program.
 */
void
ent_send_memo_by_mail (GtkWidget *widget,
                       const EntMemoWish *wish)
{
  keep_wish (widget, wish);
  ent_store_read_async (wish->store, compose_uri, wish_copy (wish), wish_free, g_free, NULL, composed_cb, g_object_ref (widget));
}

static void
copied_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = ent_store_finish (ENT_STORE (source), result, &error);

  if (text == NULL)
    {
      gtk_widget_activate_action (widget, "win.tell", "s", error->message);
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  if (is_noted (g_object_get_data (G_OBJECT (widget), WISH_KEY)))
    note (widget, _ ("Copied, and noted as reminded today"));
  else
    gtk_widget_activate_action (widget, "win.tell", "s", _ ("The reminder is copied: paste it into a message"));
}

/**
 * ent_send_memo_to_clipboard:
 * @widget: where it was asked for, within a window
 * @wish: which memo
 *
 * Copies what the memo says: whoever asks chooses how to send it.
 */
void
ent_send_memo_to_clipboard (GtkWidget *widget,
                            const EntMemoWish *wish)
{
  keep_wish (widget, wish);
  ent_store_read_async (wish->store, compose_text, wish_copy (wish), wish_free, g_free, NULL, copied_cb, g_object_ref (widget));
}

static void
save_to (GtkWidget *widget,
         GFile *file)
{
  const EntMemoWish *wish = g_object_get_data (G_OBJECT (widget), WISH_KEY);

  ent_write_file_then (widget, wish->store, file, write_pdf, wish_copy (wish), wish_free, prepared);
}

/**
 * ent_send_memo_as_pdf:
 * @widget: where it was asked for, within a window
 * @wish: which memo
 *
 * Asks where to, and saves the memo there as PDF.
 */
void
ent_send_memo_as_pdf (GtkWidget *widget,
                      const EntMemoWish *wish)
{
  g_autofree char *headline = ent_workspace_get_headline (ent_store_get_reader (wish->store), wish->id);
  g_autofree char *year = wish->year > 0 ? g_strdup_printf ("%d – ", wish->year) : g_strdup ("");
  g_autofree char *name = g_strdup_printf ("%s%s.pdf", year, headline != NULL ? headline : "");

  keep_wish (widget, wish);
  ent_ask_for_file (widget, _ ("Save the Memo"), _ ("PDF Documents"), "pdf", g_strdelimit (name, "/", '-'), save_to);
}
