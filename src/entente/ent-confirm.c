/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-confirm.h"

#include <glib/gi18n-lib.h>

#include "ent-confirmation.h"
#include "ent-format.h"
#include "ent-self.h"

/* Either of them says which. */
typedef struct
{
  GStrv ids;       /* (nullable) (owned) */
  EntQuery *query; /* (nullable) (owned) */
  char *by;        /* (not nullable) (owned) */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_strfreev (wish->ids);
  g_clear_pointer (&wish->query, ent_query_unref);
  g_free (wish->by);
  g_free (wish);
}

/* Returns how many, and one more: nothing would be a failure. */
static gpointer
confirm (EntWorkspace *workspace,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  Wish *wish = data;
  g_autofree char *today = ent_format_today ();
  guint n;

  if (wish->ids == NULL)
    wish->ids = ent_confirmation_find (workspace, wish->query, error);
  if (wish->ids == NULL || !ent_confirmation_write (workspace, (const char *const *) wish->ids, wish->by, today, &n, error))
    return NULL;

  return GUINT_TO_POINTER (n + 1);
}

static void
confirmed_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  guint n = GPOINTER_TO_UINT (ent_store_finish (ENT_STORE (source), result, &error));
  g_autofree char *sentence = NULL;

  if (gtk_widget_get_root (widget) == NULL)
    return;
  if (error != NULL)
    {
      gtk_widget_activate_action (widget, "win.tell", "s", error->message);
      return;
    }

  n--;
  sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry is confirmed", "%u entries are confirmed", n), n);
  gtk_widget_activate_action (widget, n > 0 ? "win.tell-change" : "win.tell", "s", sentence);
}

static void
start (GtkWidget *widget,
       EntStore *store,
       const char *const *ids,
       EntQuery *query)
{
  g_autofree char *by = ent_workspace_get_setting (ent_store_get_reader (store), ENT_SETTING_PERSON);
  Wish *wish;

  /* A confirmation says who gave it. */
  if (by == NULL)
    {
      gtk_widget_activate_action (widget, "win.introduce", NULL);
      return;
    }

  wish = g_new0 (Wish, 1);
  wish->ids = g_strdupv ((char **) ids);
  wish->query = query != NULL ? ent_query_ref (query) : NULL;
  wish->by = g_steal_pointer (&by);
  ent_store_write_async (store, confirm, wish, wish_free, NULL, NULL, confirmed_cb, g_object_ref (widget));
}

/**
 * ent_confirm_entries:
 * @widget: within a window
 * @store: the workspace
 * @ids: (array zero-terminated=1): identifiers of involvements
 *
 * Confirms them; asks who works here first, where nobody has said.
 */
void
ent_confirm_entries (GtkWidget *widget,
                     EntStore *store,
                     const char *const *ids)
{
  start (widget, store, ids, NULL);
}

/**
 * ent_confirm_shown:
 * @widget: within a window
 * @store: the workspace
 * @query: what a list of involvements shows
 *
 * Confirms all of them; asks who works here first, where nobody has said.
 */
void
ent_confirm_shown (GtkWidget *widget,
                   EntStore *store,
                   EntQuery *query)
{
  start (widget, store, NULL, query);
}
