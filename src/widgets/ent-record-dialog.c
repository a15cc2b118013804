/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-record-form.h"
#include "ent-widgets-private.h"

struct _EntRecordDialog
{
  AdwDialog parent_instance;

  EntStore *store;     /* (not nullable) (owned) */
  EntRecord *record;   /* (not nullable) (owned) */
  EntRecord *original; /* (not nullable) (owned): as it was when the dialog was made */

  EntRecordForm *form; /* (not nullable): in @content */
  AdwWindowTitle *window_title; /* (not nullable): template children */
  AdwBanner *failure;
  AdwBin *content;
};

G_DEFINE_FINAL_TYPE (EntRecordDialog, ent_record_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  PROP_STORE = 1,
  PROP_RECORD,
} EntRecordDialogProperty;

static GParamSpec *props[PROP_RECORD + 1];
static guint saved_signal;

typedef struct
{
  EntRecord *original; /* (not nullable) (owned) */
  EntRecord *edited;   /* (not nullable) (owned) */
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  g_object_unref (job->original);
  g_object_unref (job->edited);
  g_free (job);
}

/* Only what was edited here is written: meanwhile a sync may have brought other fields. */
static gpointer
save_func (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  SaveJob *job = data;
  const EntEntity *entity = ent_record_get_entity (job->edited);
  g_autoptr (EntRecord) current = NULL;

  if (!ent_workspace_exists (workspace, ent_record_get_id (job->edited)))
    {
      ent_workspace_save (workspace, job->edited, error);
      return NULL;
    }

  current = ent_workspace_get (workspace, ent_record_get_id (job->edited), error);
  if (current == NULL)
    return NULL;
  for (guint i = 0; i < entity->n_fields; i++)
    if (!ent_value_equal (ent_record_get (job->original, &entity->fields[i]), ent_record_get (job->edited, &entity->fields[i])))
      ent_record_set (current, &entity->fields[i], ent_record_get (job->edited, &entity->fields[i]));

  ent_workspace_save (workspace, current, error);
  return NULL;
}

static void
set_busy (EntRecordDialog *self,
          gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record-dialog.save", !busy);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (EntRecordDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (!ent_store_write_finish (ENT_STORE (source), result, &error))
    {
      adw_banner_set_title (self->failure, error->message);
      adw_banner_set_revealed (self->failure, TRUE);
      return;
    }

  g_signal_emit (self, saved_signal, 0, self->record);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
save (EntRecordDialog *self)
{
  SaveJob *job;

  adw_banner_set_revealed (self->failure, FALSE);
  if (!ent_record_form_commit (self->form, NULL))
    return;

  job = g_new0 (SaveJob, 1);
  job->original = ent_record_copy (self->original);
  job->edited = ent_record_copy (self->record);
  set_busy (self, TRUE);
  ent_store_write_async (self->store, save_func, job, (GDestroyNotify) save_job_free, NULL, NULL, saved_cb, g_object_ref (self));
}

static void
save_cb (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  save (ENT_RECORD_DIALOG (widget));
}

static void
answered_cb (EntRecordDialog *self,
             const char *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
  else if (g_str_equal (response, "save"))
    save (self);
}

static void
close_attempt_cb (EntRecordDialog *self)
{
  AdwDialog *question = adw_alert_dialog_new (_ ("Save the Changes?"), _ ("Changes that you do not save are lost."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), "save", _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
modified_cb (EntRecordDialog *self)
{
  adw_dialog_set_can_close (ADW_DIALOG (self), !ent_record_form_get_modified (self->form));
}

/* French has no word for "new" that fits every noun: the kind of record and "new record" stand apart. */
static void
begin (EntRecordDialog *self)
{
  const char *kind = ent_entity_get_label (ent_record_get_entity (self->record));
  const char *headline = ent_record_get_headline (self->record);
  EntWorkspace *reader = ent_store_get_reader (self->store);
  gboolean is_new = reader == NULL || !ent_workspace_exists (reader, ent_record_get_id (self->record));
  /* Translators: title of a dialog: the kind of record, then “new record” or the record’s name. */
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), kind, is_new || headline == NULL ? _ ("new record") : headline);

  adw_window_title_set_title (self->window_title, kind);
  adw_window_title_set_subtitle (self->window_title, is_new ? _ ("New Record") : headline != NULL ? headline : "");
  adw_dialog_set_title (ADW_DIALOG (self), title);
  if (is_new)
    ent_record_form_focus_field (self->form, ent_record_get_entity (self->record)->fields[0].name);
}

static void
ent_record_dialog_constructed (GObject *object)
{
  EntRecordDialog *self = ENT_RECORD_DIALOG (object);

  G_OBJECT_CLASS (ent_record_dialog_parent_class)->constructed (object);

  self->original = ent_record_copy (self->record);
  self->form = ENT_RECORD_FORM (ent_record_form_new (self->store, self->record));
  g_signal_connect_object (self->form, "notify::modified", G_CALLBACK (modified_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->content, GTK_WIDGET (self->form));
  begin (self);
}

static void
ent_record_dialog_dispose (GObject *object)
{
  EntRecordDialog *self = ENT_RECORD_DIALOG (object);

  /* A window of GTK 4.18 may keep what was around the form for ever, where it was hidden with the focus in it and taken
   * out within the same frame: not the form as well, and its store. */
  if (self->content != NULL)
    adw_bin_set_child (self->content, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_RECORD_DIALOG);

  G_OBJECT_CLASS (ent_record_dialog_parent_class)->dispose (object);
}

static void
ent_record_dialog_finalize (GObject *object)
{
  EntRecordDialog *self = ENT_RECORD_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_object (&self->record);
  g_clear_object (&self->original);

  G_OBJECT_CLASS (ent_record_dialog_parent_class)->finalize (object);
}

static void
ent_record_dialog_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  EntRecordDialog *self = ENT_RECORD_DIALOG (object);

  switch ((EntRecordDialogProperty) property_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_RECORD:
      g_value_set_object (value, self->record);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_record_dialog_set_property (GObject *object,
                                guint property_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  EntRecordDialog *self = ENT_RECORD_DIALOG (object);

  switch ((EntRecordDialogProperty) property_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_RECORD:
      self->record = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_record_dialog_class_init (EntRecordDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  ent_widgets_ensure ();

  object_class->constructed = ent_record_dialog_constructed;
  object_class->dispose = ent_record_dialog_dispose;
  object_class->finalize = ent_record_dialog_finalize;
  object_class->get_property = ent_record_dialog_get_property;
  object_class->set_property = ent_record_dialog_set_property;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE, given);
  props[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, ENT_TYPE_RECORD, given);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /**
   * EntRecordDialog::saved:
   * @record: what was saved
   *
   * The workspace has taken it; the dialog closes after this.
   */
  saved_signal = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, ENT_TYPE_RECORD);

  gtk_widget_class_install_action (widget_class, "record-dialog.save", NULL, save_cb);

  gtk_widget_class_set_template_from_resource (widget_class, ENT_WIDGETS_RESOURCES "ent-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntRecordDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, EntRecordDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, EntRecordDialog, content);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
}

static void
ent_record_dialog_init (EntRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_record_dialog_new:
 * @store: where the record is kept
 * @record: a new record, or one of the store to be edited; the dialog changes it when it is saved
 *
 * Returns: (transfer floating): the dialog, not yet shown
 */
AdwDialog *
ent_record_dialog_new (EntStore *store,
                       EntRecord *record)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);
  g_return_val_if_fail (ENT_IS_RECORD (record), NULL);

  return g_object_new (ENT_TYPE_RECORD_DIALOG, "store", store, "record", record, NULL);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) record = ent_store_get_finish (ENT_STORE (source), result, &error);
  AdwDialog *dialog;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (record != NULL)
    dialog = ent_record_dialog_new (ENT_STORE (source), record);
  else
    {
      dialog = adw_alert_dialog_new (_ ("This Record Cannot Be Opened"), error->message);
      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
    }
  adw_dialog_present (dialog, parent);
}

/**
 * ent_record_dialog_edit:
 * @store: where the record is kept
 * @id: its identifier
 * @parent: the widget it is opened from
 *
 * Reads a record and shows a dialog for it, or says why it cannot be read.
 */
void
ent_record_dialog_edit (EntStore *store,
                        const char *id,
                        GtkWidget *parent)
{
  g_return_if_fail (ENT_IS_STORE (store));
  g_return_if_fail (id != NULL);
  g_return_if_fail (GTK_IS_WIDGET (parent));

  ent_store_get_async (store, id, NULL, read_cb, g_object_ref (parent));
}

/**
 * ent_record_dialog_get_record:
 * @self: a dialog
 *
 * Returns: (transfer none): the record it is about
 */
EntRecord *
ent_record_dialog_get_record (EntRecordDialog *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_DIALOG (self), NULL);

  return self->record;
}

/**
 * ent_record_dialog_focus_field:
 * @self: a dialog
 * @field: the name of the field to begin with
 */
void
ent_record_dialog_focus_field (EntRecordDialog *self,
                               const char *field)
{
  g_return_if_fail (ENT_IS_RECORD_DIALOG (self));

  ent_record_form_focus_field (self->form, field);
}
