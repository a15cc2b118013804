/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-letter-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-letter.h"

#define N_LANGUAGES 2
#define N_PARTS 2

/* By language, as in ENT_LETTER_LANGUAGES, and part. */
typedef struct
{
  EntLetterKind kind;
  char *texts[N_LANGUAGES][N_PARTS]; /* (owned) */
} Templates;

struct _EntLetterDialog
{
  AdwDialog parent_instance;

  EntStore *store;     /* (not nullable) (owned) */
  Templates templates; /* as they were typed, but for those that are shown */
  guint shown;         /* language */

  GtkWidget *save_button;
  AdwBanner *banner;
  AdwToggleGroup *language_group;
  GtkEditable *subject_row;
  GtkTextView *body_view;
  AdwWrapBox *placeholders_box;
};

G_DEFINE_FINAL_TYPE (EntLetterDialog, ent_letter_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  PROP_STORE = 1,
  PROP_KIND,
} EntLetterDialogProperty;

static GParamSpec *props[PROP_KIND + 1];

static void
templates_clear (Templates *self)
{
  for (guint i = 0; i < N_LANGUAGES; i++)
    for (guint j = 0; j < N_PARTS; j++)
      g_clear_pointer (&self->texts[i][j], g_free);
}

static void
templates_free (gpointer data)
{
  templates_clear (data);
  g_free (data);
}

/* All or nothing: what is wrong is found before anything is written. */
static gpointer
write_templates (EntWorkspace *workspace,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  const Templates *self = data;

  for (guint i = 0; i < N_LANGUAGES; i++)
    for (guint j = 0; j < N_PARTS; j++)
      if (!ent_letter_set_template (workspace, self->kind, ENT_LETTER_LANGUAGES[i], j, self->texts[i][j], error))
        return NULL;

  return NULL;
}

static void
show_language (EntLetterDialog *self,
               guint language)
{
  self->shown = language;
  gtk_editable_set_text (self->subject_row, self->templates.texts[language][ENT_LETTER_SUBJECT]);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body_view), self->templates.texts[language][ENT_LETTER_BODY], -1);
}

static void
keep_typed (EntLetterDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body_view);
  char **texts = self->templates.texts[self->shown];
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  g_free (texts[ENT_LETTER_SUBJECT]);
  texts[ENT_LETTER_SUBJECT] = g_strdup (gtk_editable_get_text (self->subject_row));
  g_free (texts[ENT_LETTER_BODY]);
  texts[ENT_LETTER_BODY] = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
language_changed_cb (EntLetterDialog *self)
{
  guint language = adw_toggle_group_get_active (self->language_group);

  if (language >= N_LANGUAGES || language == self->shown || self->templates.texts[language][0] == NULL)
    return;

  keep_typed (self);
  show_language (self, language);
}

static void
restore_clicked_cb (EntLetterDialog *self)
{
  const char *language = ENT_LETTER_LANGUAGES[self->shown];

  gtk_editable_set_text (self->subject_row, ent_letter_get_original (self->templates.kind, language, ENT_LETTER_SUBJECT));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body_view), ent_letter_get_original (self->templates.kind, language, ENT_LETTER_BODY), -1);
}

static void
show_error (EntLetterDialog *self,
            const GError *error)
{
  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (EntLetterDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->save_button, TRUE);
  ent_store_finish (ENT_STORE (source), result, &error);
  if (error != NULL)
    show_error (self, error);
  else
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* Where something is wrong, it is shown. */
static gboolean
check (EntLetterDialog *self)
{
  for (guint i = 0; i < N_LANGUAGES; i++)
    for (guint j = 0; j < N_PARTS; j++)
      {
        g_autoptr (GError) error = NULL;

        if (ent_letter_check (self->templates.kind, self->templates.texts[i][j], &error))
          continue;
        adw_toggle_group_set_active (self->language_group, i);
        show_error (self, error);
        return FALSE;
      }

  return TRUE;
}

static void
save_clicked_cb (EntLetterDialog *self)
{
  Templates *copy;

  adw_banner_set_revealed (self->banner, FALSE);
  keep_typed (self);
  if (!check (self))
    return;

  copy = g_new0 (Templates, 1);
  copy->kind = self->templates.kind;
  for (guint i = 0; i < N_LANGUAGES; i++)
    for (guint j = 0; j < N_PARTS; j++)
      copy->texts[i][j] = g_strdup (self->templates.texts[i][j]);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  ent_store_write_async (self->store, write_templates, copy, templates_free, NULL, NULL, written_cb, g_object_ref (self));
}

static void
placeholder_clicked_cb (EntLetterDialog *self,
                        GtkWidget *button)
{
  g_autofree char *text = g_strdup_printf ("{%s}", gtk_widget_get_name (button));

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (self->body_view), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->body_view));
}

static void
add_placeholders (EntLetterDialog *self)
{
  guint n;
  const EntPlaceholder *placeholders = ent_letter_list_placeholders (self->templates.kind, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = g_strdup_printf ("{%s}", placeholders[i].name);
      GtkWidget *button = gtk_button_new_with_label (label);

      gtk_widget_set_name (button, placeholders[i].name);
      gtk_widget_set_tooltip_text (button, g_dgettext (GETTEXT_PACKAGE, placeholders[i].label));
      gtk_widget_add_css_class (button, "flat");
      g_signal_connect_object (button, "clicked", G_CALLBACK (placeholder_clicked_cb), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->placeholders_box, button);
    }
}

static void
ent_letter_dialog_constructed (GObject *object)
{
  EntLetterDialog *self = ENT_LETTER_DIALOG (object);

  G_OBJECT_CLASS (ent_letter_dialog_parent_class)->constructed (object);

  for (guint i = 0; i < N_LANGUAGES; i++)
    for (guint j = 0; j < N_PARTS; j++)
      self->templates.texts[i][j] = ent_letter_get_template (ent_store_get_reader (self->store), self->templates.kind, ENT_LETTER_LANGUAGES[i], j);
  show_language (self, 0);
  add_placeholders (self);
}

static void
ent_letter_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_LETTER_DIALOG);

  G_OBJECT_CLASS (ent_letter_dialog_parent_class)->dispose (object);
}

static void
ent_letter_dialog_finalize (GObject *object)
{
  EntLetterDialog *self = ENT_LETTER_DIALOG (object);

  templates_clear (&self->templates);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ent_letter_dialog_parent_class)->finalize (object);
}

static void
ent_letter_dialog_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  switch ((EntLetterDialogProperty) prop_id)
    {
    case PROP_STORE:
      ENT_LETTER_DIALOG (object)->store = g_value_dup_object (value);
      break;
    case PROP_KIND:
      ENT_LETTER_DIALOG (object)->templates.kind = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_letter_dialog_class_init (EntLetterDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ent_letter_dialog_constructed;
  object_class->dispose = ent_letter_dialog_dispose;
  object_class->finalize = ent_letter_dialog_finalize;
  object_class->set_property = ent_letter_dialog_set_property;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_KIND] = g_param_spec_uint ("kind", NULL, NULL, ENT_LETTER_REQUEST, ENT_LETTER_RETURNS, ENT_LETTER_REQUEST,
                                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-letter-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntLetterDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, EntLetterDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EntLetterDialog, language_group);
  gtk_widget_class_bind_template_child (widget_class, EntLetterDialog, subject_row);
  gtk_widget_class_bind_template_child (widget_class, EntLetterDialog, body_view);
  gtk_widget_class_bind_template_child (widget_class, EntLetterDialog, placeholders_box);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
}

static void
ent_letter_dialog_init (EntLetterDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_letter_dialog_new:
 * @store: the workspace
 * @kind: whose templates are edited
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_letter_dialog_new (EntStore *store,
                       EntLetterKind kind)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);

  return g_object_new (ENT_TYPE_LETTER_DIALOG, "store", store, "kind", kind, "title",
                       kind == ENT_LETTER_REQUEST ? _ ("Templates of Requests") : _ ("Templates of Reminders"), NULL);
}
