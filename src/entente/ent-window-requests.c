/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does with requests to departments, whichever page asks for it. */
#include <glib/gi18n-lib.h>

#include "ent-decline-dialog.h"
#include "ent-format.h"
#include "ent-letter-dialog.h"
#include "ent-mobilisation.h"
#include "ent-request-step.h"
#include "ent-send-memo.h"
#include "ent-window-private.h"

static const char *const writing_actions[] = { "request.step", "request.again", "request.templates", "reminder.templates" };

/* A step under way. */
typedef struct
{
  EntWindow *window; /* (owned) */
  char *sentence;    /* (owned): what is told once it is taken */
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->window);
  g_free (step->sentence);
  g_free (step);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static char *
compose_sentence (EntRecord *request,
                  const char *state)
{
  /* Translators: what is asked of a department, then the state that the request is now in */
  return g_strdup_printf (_ ("“%1$s”: %2$s"), ent_record_get_text (request, "expertise"),
                          ent_choices_get_label (&ent_choices_mobilisation_states, state));
}

static void
stepped_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;

  if (ent_store_write_finish (ENT_STORE (source), result, &error))
    ent_window_tell (step->window, step->sentence, TRUE);
  else
    ent_window_tell (step->window, error->message, FALSE);
}

static void
declined_cb (EntWindow *self,
             EntRecord *request)
{
  g_autofree char *sentence = compose_sentence (request, "declined");

  ent_window_tell (self, sentence, TRUE);
}

static EntRecord *
find_request (EntWindow *self,
              const char *id)
{
  g_autoptr (GError) error = NULL;
  EntRecord *request = self->store != NULL ? ent_workspace_get (ent_store_get_reader (self->store), id, &error) : NULL;

  if (error != NULL)
    ent_window_tell (self, error->message, FALSE);
  return request;
}

static void
step_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  const char *id;
  const char *state;
  g_autoptr (EntRecord) request = NULL;
  g_autofree char *today = ent_format_today ();
  const EntMobilisationStep *next;
  Step *step;

  g_variant_get (parameter, "(&s&s)", &id, &state);
  request = find_request (self, id);
  if (request == NULL)
    return;

  next = ent_mobilisation_find_step (ent_record_get_text (request, "state"), state);
  if (next != NULL && next->needs_obstacles)
    {
      AdwDialog *dialog = ent_decline_dialog_new (self->store, request);

      g_signal_connect_object (dialog, "saved", G_CALLBACK (declined_cb), self, G_CONNECT_SWAPPED);
      adw_dialog_present (dialog, widget);
      return;
    }

  step = g_new0 (Step, 1);
  step->window = g_object_ref (self);
  step->sentence = compose_sentence (request, state);
  ent_request_step_async (self->store, request, state, today, stepped_cb, step);
}

static void
again_action (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  g_autoptr (EntRecord) request = find_request (self, g_variant_get_string (parameter, NULL));
  g_autoptr (EntRecord) draft = request != NULL ? ent_mobilisation_ask_again (request) : NULL;

  if (draft != NULL)
    ent_window_present_new (self, draft);
}

static void
memo_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  EntMemoWish wish = { .store = self->store };

  g_variant_get (parameter, "(&s&s)", &wish.id, &wish.language);
  if (self->store == NULL)
    return;
  if (g_str_equal (name, "request.mail"))
    ent_send_memo_by_mail (widget, &wish);
  else
    ent_send_memo_as_pdf (widget, &wish);
}

static void
templates_action (GtkWidget *widget,
                  const char *name,
                  GVariant *parameter)
{
  EntLetterKind kind = g_str_equal (name, "request.templates") ? ENT_LETTER_REQUEST : ENT_LETTER_RETURNS;

  if (ENT_WINDOW (widget)->store != NULL)
    adw_dialog_present (ent_letter_dialog_new (ENT_WINDOW (widget)->store, kind), widget);
}

/* Nothing can be written into a workspace that is read only, or not there. */
void
ent_window_update_request_actions (EntWindow *self)
{
  gboolean writable = self->store != NULL && !ent_store_is_read_only (self->store);

  for (gsize i = 0; i < G_N_ELEMENTS (writing_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing_actions[i], writable);
}

void
ent_window_install_request_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "request.step", "(ss)", step_action);
  gtk_widget_class_install_action (widget_class, "request.again", "s", again_action);
  gtk_widget_class_install_action (widget_class, "request.mail", "(ss)", memo_action);
  gtk_widget_class_install_action (widget_class, "request.memo", "(ss)", memo_action);
  gtk_widget_class_install_action (widget_class, "request.templates", NULL, templates_action);
  gtk_widget_class_install_action (widget_class, "reminder.templates", NULL, templates_action);
}
