/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-involvement-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-involvement-log.h"
#include "ent-log-entry.h"
#include "ent-new-record.h"
#include "ent-record-form.h"

/* What was worked on lately is most likely what was worked on today. */
#define MAX_RECENT 4

#define N_PROPOSALS ENT_INVOLVEMENT_LOG_N_PROPOSALS

/* Whom something may have come back for. */
static const char *const proposals[N_PROPOSALS] = { N_ ("For whoever did it"), N_ ("For the department") };

struct _EntInvolvementDialog
{
  AdwDialog parent_instance;

  EntStore *store;   /* (not nullable) (owned) */
  EntRecord *record; /* (not nullable) (owned) */
  char *subject;     /* (nullable) (owned): what is proposed */
  EntRecord *said;   /* (nullable) (owned): what the line says of it */
  EntRecord *last;   /* (nullable) (owned): what was logged before */
  EntRecordForm *form;
  GtkEditable *proposals[N_PROPOSALS]; /* what came back, in a sentence each */
  GtkWidget *entry;

  GtkWidget *save_button;
  AdwBanner *banner;
  GtkWidget *recent_clamp;
  AdwWrapBox *recent_box;
  AdwBin *line;
  AdwBin *content;
};

G_DEFINE_FINAL_TYPE (EntInvolvementDialog, ent_involvement_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  PROP_STORE = 1,
  PROP_SUBJECT,
} EntInvolvementDialogProperty;

static GParamSpec *props[PROP_SUBJECT + 1];
static guint saved_signal;

/* What is asked for; the rest can be added to the record later. */
static const char *const asked[] = { "person", "subject", "amount", "unit", "kind", "from", "to", "what", NULL };

/* What the same work on another day has in common; the day is this one. */
static const char *const repeated[] = { "person", "subject", "amount", "unit", "kind", "what", NULL };

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (EntInvolvementDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->form), TRUE);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (ent_store_finish (ENT_STORE (source), result, &error) == NULL)
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
      return;
    }

  g_signal_emit (self, saved_signal, 0, self->record);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
save_clicked_cb (EntInvolvementDialog *self)
{
  EntInvolvementLog *log;

  adw_banner_set_revealed (self->banner, FALSE);
  if (!ent_record_form_commit (self->form, NULL))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->form), FALSE);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  log = g_new0 (EntInvolvementLog, 1);
  log->record = ent_record_copy (self->record);
  for (guint i = 0; i < N_PROPOSALS; i++)
    log->proposals[i] = g_strstrip (g_strdup (gtk_editable_get_text (self->proposals[i])));
  ent_store_write_async (self->store, ent_involvement_log_write, log, ent_involvement_log_free, NULL, NULL, saved_cb, g_object_ref (self));
}

/* Only what the line says otherwise than before: what was filled in below meanwhile stays. */
static void
understood_cb (EntInvolvementDialog *self,
               EntRecord *said)
{
  const EntEntity *entity = ent_record_get_entity (said);
  gboolean silent = TRUE;

  for (guint i = 0; asked[i] != NULL; i++)
    {
      const EntField *field = ent_entity_find_field (entity, asked[i]);
      const EntValue *value = ent_record_get (said, field);

      silent &= value->kind == ENT_VALUE_UNSET;
      if (self->said != NULL ? ent_value_equal (value, ent_record_get (self->said, field)) : value->kind == ENT_VALUE_UNSET)
        continue;
      ent_record_form_fill (self->form, field->name, value->kind == ENT_VALUE_UNSET ? self->record : said);
    }
  g_set_object (&self->said, said);
  gtk_widget_set_visible (self->recent_clamp, silent && self->last != NULL);
}

static void
recent_clicked_cb (EntInvolvementDialog *self,
                   GtkWidget *button)
{
  ent_record_form_set_text (self->form, "subject", gtk_widget_get_name (button));
  ent_record_form_focus_field (self->form, "amount");
}

static void
add_recent (EntInvolvementDialog *self,
            const char *id,
            const char *headline)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (headline);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "ent-recent");
  gtk_widget_set_tooltip_text (button, headline);
  gtk_widget_set_name (button, id);
  g_signal_connect_object (button, "clicked", G_CALLBACK (recent_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->recent_box, button);
}

/* A sentence is enough; the unit sees to the rest. */
static void
add_proposals (EntInvolvementDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("What Came Back"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("If anything did, one sentence. It is proposed to the unit, which confirms it."));
  for (guint i = 0; i < N_PROPOSALS; i++)
    {
      GtkWidget *row = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (proposals[i]));
      gtk_widget_set_name (row, ent_involvement_log_get_category (i));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      self->proposals[i] = GTK_EDITABLE (row);
    }
  ent_record_form_append (self->form, group);
}

static void
repeat_cb (EntInvolvementDialog *self)
{
  for (guint i = 0; repeated[i] != NULL; i++)
    ent_record_form_fill (self->form, repeated[i], self->last);
  gtk_widget_grab_focus (self->save_button);
}

static void
add_repeat (EntInvolvementDialog *self,
            EntRecord *last)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Repeat the Last Entry"));

  self->last = g_object_ref (last);
  gtk_widget_add_css_class (button, "ent-recent");
  gtk_widget_remove_css_class (button, "text-button");
  gtk_widget_set_tooltip_text (button, ent_record_get_headline (last));
  g_signal_connect_object (button, "clicked", G_CALLBACK (repeat_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->recent_box, button);
}

static void
fill_recent (EntInvolvementDialog *self)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("involvement"));
  g_autoptr (GPtrArray) latest = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *person = ent_record_get_text (self->record, "person");

  if (person != NULL)
    ent_query_add_text (query, "person", ENT_FILTER_IS, person);
  latest = ent_workspace_list (ent_store_get_reader (self->store), query, 40, NULL);
  if (latest != NULL && latest->len > 0)
    add_repeat (self, latest->pdata[0]);
  for (guint i = 0; latest != NULL && i < latest->len && g_hash_table_size (seen) < MAX_RECENT; i++)
    {
      const char *subject = ent_record_get_text (latest->pdata[i], "subject");
      const char *headline = subject != NULL ? ent_record_get_title_of (latest->pdata[i], subject) : NULL;

      if (headline != NULL && g_hash_table_add (seen, (gpointer) subject))
        add_recent (self, subject, headline);
    }
  gtk_widget_set_visible (self->recent_clamp, self->last != NULL);
}

/* Time is spent on partnerships, projects and events; other pages propose nothing. */
static gboolean
is_subject (const char *id)
{
  const EntEntity *entity = id != NULL ? ent_schema_find_for_id (id) : NULL;
  static const char *const subjects[] = { "project", "event", "partnership", NULL };

  return entity != NULL && g_strv_contains (subjects, entity->name);
}

static void
ent_involvement_dialog_constructed (GObject *object)
{
  EntInvolvementDialog *self = ENT_INVOLVEMENT_DIALOG (object);
  const EntEntity *entity = ent_schema_find ("involvement");

  G_OBJECT_CLASS (ent_involvement_dialog_parent_class)->constructed (object);

  self->record = ent_new_record (ent_store_get_reader (self->store), entity);
  if (is_subject (self->subject))
    ent_record_set_text (self->record, "subject", self->subject);
  else if (self->subject != NULL && g_str_has_prefix (self->subject, "person:"))
    ent_record_set_text (self->record, "person", self->subject);

  self->form = ENT_RECORD_FORM (ent_record_form_new (self->store, self->record));
  for (guint i = 0; i < entity->n_fields; i++)
    if (!g_strv_contains (asked, entity->fields[i].name))
      ent_record_form_hide_field (self->form, entity->fields[i].name);
  add_proposals (self);
  adw_bin_set_child (self->content, GTK_WIDGET (self->form));
  self->entry = ent_log_entry_new (self->store);
  g_signal_connect_object (self->entry, "understood", G_CALLBACK (understood_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activated", G_CALLBACK (save_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->line, self->entry);
  fill_recent (self);
}

/* Who knows what to say types it at once. */
static void
ent_involvement_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ent_involvement_dialog_parent_class)->map (widget);

  gtk_widget_grab_focus (ENT_INVOLVEMENT_DIALOG (widget)->entry);
}

static void
ent_involvement_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_INVOLVEMENT_DIALOG);

  G_OBJECT_CLASS (ent_involvement_dialog_parent_class)->dispose (object);
}

static void
ent_involvement_dialog_finalize (GObject *object)
{
  EntInvolvementDialog *self = ENT_INVOLVEMENT_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_object (&self->record);
  g_clear_object (&self->said);
  g_clear_object (&self->last);
  g_free (self->subject);

  G_OBJECT_CLASS (ent_involvement_dialog_parent_class)->finalize (object);
}

static void
ent_involvement_dialog_set_property (GObject *object,
                                     guint prop_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  EntInvolvementDialog *self = ENT_INVOLVEMENT_DIALOG (object);

  switch ((EntInvolvementDialogProperty) prop_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_SUBJECT:
      self->subject = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_involvement_dialog_class_init (EntInvolvementDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = ent_involvement_dialog_constructed;
  object_class->dispose = ent_involvement_dialog_dispose;
  object_class->finalize = ent_involvement_dialog_finalize;
  object_class->set_property = ent_involvement_dialog_set_property;
  widget_class->map = ent_involvement_dialog_map;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE, flags);
  props[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /**
   * EntInvolvementDialog::saved:
   * @record: the involvement, that the workspace has taken
   */
  saved_signal = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               ENT_TYPE_RECORD);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-involvement-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementDialog, recent_clamp);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementDialog, recent_box);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementDialog, line);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementDialog, content);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
ent_involvement_dialog_init (EntInvolvementDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_involvement_dialog_new:
 * @store: the workspace
 * @subject: (nullable): the identifier of the record that the page is about, which is proposed where it fits
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_involvement_dialog_new (EntStore *store,
                            const char *subject)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);

  return g_object_new (ENT_TYPE_INVOLVEMENT_DIALOG, "store", store, "subject", subject, NULL);
}

/**
 * ent_involvement_dialog_get_record:
 * @self: a dialog
 *
 * Returns: (transfer none): the involvement that is being logged
 */
EntRecord *
ent_involvement_dialog_get_record (EntInvolvementDialog *self)
{
  g_return_val_if_fail (ENT_IS_INVOLVEMENT_DIALOG (self), NULL);

  return self->record;
}

/**
 * ent_involvement_dialog_set_line:
 * @self: a dialog
 * @text: what its line shall say, as if somebody had typed it
 */
void
ent_involvement_dialog_set_line (EntInvolvementDialog *self,
                                 const char *text)
{
  g_return_if_fail (ENT_IS_INVOLVEMENT_DIALOG (self));

  ent_log_entry_set_text (ENT_LOG_ENTRY (self->entry), text);
}
