/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-closing.h"

#include <glib/gi18n-lib.h>

#include "ent-returns-campaign.h"
#include "ent-settings.h"

typedef enum
{
  OPEN,
  CLOSE,
  REOPEN,
} Step;

/* What is to be done, and what is told once it is. */
typedef struct
{
  Step step;
  int year;
  char *words; /* (nullable) (owned): the date, the comment or the reason */
  char *who;   /* (owned) */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_free (self->words);
  g_free (self->who);
  g_free (self);
}

static gpointer
write_func (EntWorkspace *workspace,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Wish *wish = data;
  gboolean done = FALSE;

  switch (wish->step)
    {
    case OPEN:
      done = ent_returns_campaign_open (workspace, wish->year, wish->words, wish->who, error);
      break;
    case CLOSE:
      done = ent_returns_campaign_close (workspace, wish->year, wish->words, wish->who, cancellable, error);
      break;
    case REOPEN:
    default:
      done = ent_returns_campaign_reopen (workspace, wish->year, wish->words, wish->who, error);
      break;
    }

  return done ? GINT_TO_POINTER (TRUE) : NULL;
}

typedef struct
{
  GtkWidget *widget; /* (owned) */
  Step step;
  int year;
} Asker;

static void
asker_free (Asker *self)
{
  g_object_unref (self->widget);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asker, asker_free)

static char *
compose_sentence (Step step,
                  int year)
{
  switch (step)
    {
    case OPEN:
      return g_strdup_printf (_ ("The campaign of %d is open"), year);
    case CLOSE:
      return g_strdup_printf (_ ("The returns of %d are closed"), year);
    case REOPEN:
    default:
      return g_strdup_printf (_ ("The returns of %d are open again"), year);
    }
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Asker) asker = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  ent_store_finish (ENT_STORE (source), result, &error);
  sentence = error != NULL ? g_strdup (error->message) : compose_sentence (asker->step, asker->year);
  gtk_widget_activate_action (asker->widget, "win.tell", "s", sentence);
}

static void
run (GtkWidget *widget,
     EntStore *store,
     Step step,
     int year,
     const char *words)
{
  Wish *wish = g_new0 (Wish, 1);
  Asker *asker = g_new0 (Asker, 1);

  wish->step = asker->step = step;
  wish->year = asker->year = year;
  wish->words = g_strdup (words);
  wish->who = ent_settings_get_user_name ();
  asker->widget = g_object_ref (widget);
  ent_store_write_async (store, write_func, wish, wish_free, NULL, NULL, written_cb, asker);
}

/**
 * ent_closing_open_campaign:
 * @widget: where it was asked for, within a window
 * @store: the workspace
 * @year: a year
 * @due: (nullable): by when answers are wanted, YYYY-MM-DD
 */
void
ent_closing_open_campaign (GtkWidget *widget,
                           EntStore *store,
                           int year,
                           const char *due)
{
  run (widget, store, OPEN, year, due);
}

/**
 * ent_closing_close:
 * @widget: where it was asked for, within a window
 * @store: the workspace
 * @year: a year
 * @comment: what is said about it, perhaps empty
 */
void
ent_closing_close (GtkWidget *widget,
                   EntStore *store,
                   int year,
                   const char *comment)
{
  run (widget, store, CLOSE, year, comment);
}

/**
 * ent_closing_reopen:
 * @widget: where it was asked for, within a window
 * @store: the workspace
 * @year: a year
 * @why: the reason, perhaps empty
 */
void
ent_closing_reopen (GtkWidget *widget,
                    EntStore *store,
                    int year,
                    const char *why)
{
  run (widget, store, REOPEN, year, why);
}

static void
response_cb (AdwAlertDialog *dialog,
             const char *response,
             gpointer user_data)
{
  GtkWidget *widget = user_data;
  GtkEditable *row = g_object_get_data (G_OBJECT (dialog), "words");
  EntStore *store = g_object_get_data (G_OBJECT (dialog), "store");
  int year = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "year"));

  if (g_str_equal (response, "close-year"))
    ent_closing_close (widget, store, year, gtk_editable_get_text (row));
  else if (g_str_equal (response, "reopen"))
    ent_closing_reopen (widget, store, year, gtk_editable_get_text (row));
}

/* Asks for a few words. */
static void
ask (GtkWidget *widget,
     EntStore *store,
     int year,
     const char *heading,
     const char *body,
     const char *label,
     const char *response,
     const char *response_label)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), group);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), response, response_label, NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), response, ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), response);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data (G_OBJECT (dialog), "words", row);
  g_object_set_data (G_OBJECT (dialog), "year", GINT_TO_POINTER (year));
  g_object_set_data_full (G_OBJECT (dialog), "store", g_object_ref (store), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget, 0);
  adw_dialog_present (dialog, widget);
}

/**
 * ent_closing_ask_to_close:
 * @widget: where it was asked for, within a window
 * @store: the workspace
 * @year: a year
 *
 * Asks what is to be said about the year, and closes it.
 */
void
ent_closing_ask_to_close (GtkWidget *widget,
                          EntStore *store,
                          int year)
{
  g_autofree char *heading = g_strdup_printf (_ ("Close the Returns of %d"), year);

  ask (widget, store, year, heading,
       _ ("The figures and the records behind them are kept as they are now. Records can still be edited: what changes later shows as a difference. The year can be opened again."),
       _ ("Comment on the Year"), "close-year", _ ("Close the _Year"));
}

/**
 * ent_closing_ask_to_reopen:
 * @widget: where it was asked for, within a window
 * @store: the workspace
 * @year: a year
 *
 * Asks for the reason, and opens the year again.
 */
void
ent_closing_ask_to_reopen (GtkWidget *widget,
                           EntStore *store,
                           int year)
{
  g_autofree char *heading = g_strdup_printf (_ ("Open the Returns of %d Again"), year);

  ask (widget, store, year, heading, _ ("Who opened it, when and why stays in the history, and so do the figures of the closing."),
       _ ("Why It Was Opened Again"), "reopen", _ ("_Open Again"));
}
