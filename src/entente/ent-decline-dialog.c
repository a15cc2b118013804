/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-decline-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-mobilisation.h"
#include "ent-record-form.h"
#include "ent-request-step.h"

#define STATE "declined"

struct _EntDeclineDialog
{
  AdwDialog parent_instance;

  EntStore *store;     /* (not nullable) (owned) */
  EntRecord *request;  /* (not nullable) (owned): as it was, with what is filled in */
  EntRecordForm *form;

  GtkWidget *save_button;
  AdwBanner *banner;
  AdwBin *content;
};

G_DEFINE_FINAL_TYPE (EntDeclineDialog, ent_decline_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  PROP_STORE = 1,
  PROP_REQUEST,
} EntDeclineDialogProperty;

static GParamSpec *props[PROP_REQUEST + 1];
static guint saved_signal;

static const char *const asked[] = { "answered-on", "obstacles", "answer", NULL };

static void
show_error (EntDeclineDialog *self,
            const GError *error)
{
  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
set_busy (EntDeclineDialog *self,
          gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);
  gtk_widget_set_sensitive (self->save_button, !busy);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (EntDeclineDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (!ent_store_write_finish (ENT_STORE (source), result, &error))
    {
      show_error (self, error);
      return;
    }

  g_signal_emit (self, saved_signal, 0, self->request);
  adw_dialog_force_close (ADW_DIALOG (self));
}

/* What is missing is said before anything is written, and what was typed stays. */
static void
save_clicked_cb (EntDeclineDialog *self)
{
  g_autoptr (EntRecord) tried = NULL;
  g_autofree char *today = ent_format_today ();
  g_autoptr (GError) error = NULL;
  const char *date;

  adw_banner_set_revealed (self->banner, FALSE);
  if (!ent_record_form_commit (self->form, NULL))
    return;

  date = ent_record_get_text (self->request, "answered-on");
  tried = ent_record_copy (self->request);
  if (!ent_mobilisation_take_step (tried, STATE, date != NULL ? date : today, &error))
    {
      show_error (self, error);
      return;
    }

  set_busy (self, TRUE);
  ent_request_step_async (self->store, self->request, STATE, date != NULL ? date : today, saved_cb, g_object_ref (self));
}

static void
ent_decline_dialog_constructed (GObject *object)
{
  EntDeclineDialog *self = ENT_DECLINE_DIALOG (object);
  const EntEntity *entity = ent_record_get_entity (self->request);
  g_autofree char *today = ent_format_today ();

  G_OBJECT_CLASS (ent_decline_dialog_parent_class)->constructed (object);

  ent_record_set_text (self->request, "answered-on", today);
  self->form = ENT_RECORD_FORM (ent_record_form_new (self->store, self->request));
  for (guint i = 0; i < entity->n_fields; i++)
    if (!g_strv_contains (asked, entity->fields[i].name))
      ent_record_form_hide_field (self->form, entity->fields[i].name);
  adw_bin_set_child (self->content, GTK_WIDGET (self->form));
}

static void
ent_decline_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ent_decline_dialog_parent_class)->map (widget);
  ent_record_form_focus_field (ENT_DECLINE_DIALOG (widget)->form, "obstacles");
}

static void
ent_decline_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_DECLINE_DIALOG);

  G_OBJECT_CLASS (ent_decline_dialog_parent_class)->dispose (object);
}

static void
ent_decline_dialog_finalize (GObject *object)
{
  EntDeclineDialog *self = ENT_DECLINE_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (ent_decline_dialog_parent_class)->finalize (object);
}

static void
ent_decline_dialog_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  EntDeclineDialog *self = ENT_DECLINE_DIALOG (object);

  switch ((EntDeclineDialogProperty) prop_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_REQUEST:
      self->request = ent_record_copy (g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_decline_dialog_class_init (EntDeclineDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = ent_decline_dialog_constructed;
  object_class->dispose = ent_decline_dialog_dispose;
  object_class->finalize = ent_decline_dialog_finalize;
  object_class->set_property = ent_decline_dialog_set_property;
  widget_class->map = ent_decline_dialog_map;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE, flags);
  props[PROP_REQUEST] = g_param_spec_object ("request", NULL, NULL, ENT_TYPE_RECORD, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /**
   * EntDeclineDialog::saved:
   * @request: the request, as it was before the step
   */
  saved_signal = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               ENT_TYPE_RECORD);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-decline-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntDeclineDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, EntDeclineDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EntDeclineDialog, content);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
ent_decline_dialog_init (EntDeclineDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_decline_dialog_new:
 * @store: the workspace
 * @request: a mobilisation request that can be declined
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_decline_dialog_new (EntStore *store,
                        EntRecord *request)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);
  g_return_val_if_fail (ENT_IS_RECORD (request), NULL);

  return g_object_new (ENT_TYPE_DECLINE_DIALOG, "store", store, "request", request, NULL);
}
