/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-document-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-document-options.h"
#include "ent-document-view.h"
#include "ent-settings.h"

/* As many as a person settles before looking again. */
#define MOST_PROBLEMS 50u

struct _EntDocumentDialog
{
  AdwDialog parent_instance;

  EntStore *store;             /* (not nullable) (owned) */
  EntReturnsYear *figures;     /* (nullable) (owned): %NULL where one document is offered that is not drawn from any */
  GCancellable *looking;       /* (nullable) (owned): of the preview that is being made */
  GCancellable *saving;        /* (nullable) (owned): of the file that is being written */

  GtkWidget *cancel_button;
  GtkWidget *save_button;
  AdwBanner *banner;
  EntDocumentOptions *options;
  GtkWidget *problems_group;
  AdwExpanderRow *problems_row;
  GPtrArray *problem_rows; /* (not nullable) (owned) (element-type GtkWidget) */
  GtkStack *stack;
  EntDocumentView *view;
  GtkProgressBar *progress_bar;
};

G_DEFINE_FINAL_TYPE (EntDocumentDialog, ent_document_dialog, ADW_TYPE_DIALOG)

/* The preview. */

/* The record is below the dialog. */
static void
problem_activated_cb (EntDocumentDialog *self,
                      GtkWidget *row)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  adw_dialog_close (ADW_DIALOG (self));
  if (parent != NULL)
    gtk_widget_activate_action (parent, "record.open", "s", gtk_widget_get_name (row));
}

static void
add_problem (EntDocumentDialog *self,
             const EntDocumentProblem *problem)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), problem->message);
  if (problem->headline != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), problem->headline);
  if (problem->id != NULL)
    {
      gtk_widget_set_name (row, problem->id);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_object (row, "activated", G_CALLBACK (problem_activated_cb), self, G_CONNECT_SWAPPED);
    }
  adw_expander_row_add_row (self->problems_row, row);
  g_ptr_array_add (self->problem_rows, row);
}

static void
show_problems (EntDocumentDialog *self,
               GPtrArray *problems)
{
  guint n = problems->len;
  g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing to check", "%u things to check", n), n);

  for (guint i = 0; i < self->problem_rows->len; i++)
    adw_expander_row_remove (self->problems_row, self->problem_rows->pdata[i]);
  g_ptr_array_set_size (self->problem_rows, 0);
  for (guint i = 0; i < MIN (n, MOST_PROBLEMS); i++)
    add_problem (self, problems->pdata[i]);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problems_row), title);
  gtk_widget_set_visible (self->problems_group, n > 0);
}

static void
previewed_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (EntDocumentDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntDocumentPreview) preview = ent_document_preview_finish (result, &error);

  /* Another kind was chosen since. */
  if (g_task_get_cancellable (G_TASK (result)) != self->looking)
    return;

  g_clear_object (&self->looking);
  if (preview == NULL)
    {
      gtk_widget_set_sensitive (self->save_button, TRUE);
      ent_document_view_fail (self->view, error->message);
      return;
    }

  show_problems (self, preview->problems);
  gtk_widget_set_sensitive (self->save_button, !ent_document_preview_is_blocked (preview));
  ent_document_view_take (self->view, g_steal_pointer (&preview), self->figures);
}

static void
stop_looking (EntDocumentDialog *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
look (EntDocumentDialog *self)
{
  g_autoptr (EntDocumentRequest) request = ent_document_options_make_request (self->options);

  stop_looking (self);
  adw_banner_set_revealed (self->banner, FALSE);
  gtk_widget_set_visible (self->problems_group, FALSE);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  ent_document_view_wait (self->view);
  self->looking = g_cancellable_new ();
  ent_document_preview_async (ent_store_get_path (self->store), request, self->looking, previewed_cb, g_object_ref (self));
}

static void
options_changed_cb (EntDocumentDialog *self)
{
  if (self->saving == NULL)
    look (self);
}

/* Saving. */

static void
progress_cb (double fraction,
             gpointer data)
{
  gtk_progress_bar_set_fraction (ENT_DOCUMENT_DIALOG (data)->progress_bar, fraction);
}

static void
set_saving (EntDocumentDialog *self,
            gboolean saving)
{
  if (saving)
    gtk_widget_grab_focus (self->cancel_button);
  gtk_widget_set_sensitive (self->save_button, !saving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->options), !saving);
  adw_dialog_set_can_close (ADW_DIALOG (self), !saving);
}

static void
tell_saved (EntDocumentDialog *self,
            GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-saved", "s", uri);
}

/* What the next one begins with. */
static void
remember (EntDocumentDialog *self,
          GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  ent_document_options_remember (self->options);
  if (uri != NULL)
    ent_settings_set_string ("document-folder", uri);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (EntDocumentDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = ent_document_write_finish (result, &error);
  GFile *file = g_object_get_data (G_OBJECT (self), "file");

  g_clear_object (&self->saving);
  set_saving (self, FALSE);
  if (saved)
    {
      remember (self, file);
      tell_saved (self, file);
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
    }
  gtk_stack_set_visible_child_name (self->stack, "view");
  if (ent_document_view_get_preview (self->view) == NULL)
    look (self);
}

/**
 * ent_document_dialog_save_to:
 * @self: a dialog
 * @file: where to write; what is there is replaced once all is written
 *
 * Saves the document that is chosen, and closes the dialog; where that fails, the dialog says why and stays.
 */
void
ent_document_dialog_save_to (EntDocumentDialog *self,
                             GFile *file)
{
  g_autoptr (EntDocumentRequest) request = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (ENT_IS_DOCUMENT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  if (path == NULL)
    {
      adw_banner_set_title (self->banner, _ ("Choose a folder on this computer."));
      adw_banner_set_revealed (self->banner, TRUE);
      return;
    }

  request = ent_document_options_make_request (self->options);
  stop_looking (self);
  adw_banner_set_revealed (self->banner, FALSE);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "saving");
  set_saving (self, TRUE);
  g_object_set_data_full (G_OBJECT (self), "file", g_object_ref (file), g_object_unref);
  self->saving = g_cancellable_new ();
  ent_document_write_async (ent_store_get_path (self->store), request, path, progress_cb, self, self->saving, saved_cb, g_object_ref (self));
}

static void
chosen_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EntDocumentDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    ent_document_dialog_save_to (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
    }
}

static GListModel *
create_filters (EntDocumentOptions *options)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, ent_document_get_label (ent_document_options_get_kind (options)));
  gtk_file_filter_add_suffix (filter, ent_document_options_get_suffix (options));
  g_list_store_append (filters, filter);

  return G_LIST_MODEL (filters);
}

static void
save_clicked_cb (EntDocumentDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = create_filters (self->options);
  g_autofree char *name = ent_document_options_get_name (self->options);
  g_autofree char *uri = ent_settings_get_string ("document-folder");
  g_autoptr (GFile) folder = uri != NULL && *uri != '\0' ? g_file_new_for_uri (uri) : NULL;

  gtk_file_dialog_set_title (dialog, _ ("Save Document"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_filters (dialog, filters);
  if (folder != NULL)
    gtk_file_dialog_set_initial_folder (dialog, folder);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, chosen_cb, g_object_ref (self));
}

/* Gives up what is being saved, else the dialog. */
static void
cancel_clicked_cb (EntDocumentDialog *self)
{
  if (self->saving != NULL)
    g_cancellable_cancel (self->saving);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

/* Escape does what Cancel does. */
static void
ent_document_dialog_close_attempt (AdwDialog *dialog)
{
  cancel_clicked_cb (ENT_DOCUMENT_DIALOG (dialog));
}

static void
ent_document_dialog_dispose (GObject *object)
{
  EntDocumentDialog *self = ENT_DOCUMENT_DIALOG (object);

  stop_looking (self);
  if (self->options != NULL)
    ent_document_options_let_go (self->options);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_DOCUMENT_DIALOG);

  G_OBJECT_CLASS (ent_document_dialog_parent_class)->dispose (object);
}

static void
ent_document_dialog_finalize (GObject *object)
{
  EntDocumentDialog *self = ENT_DOCUMENT_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_object (&self->figures);
  g_clear_object (&self->saving);
  g_ptr_array_unref (self->problem_rows);

  G_OBJECT_CLASS (ent_document_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-document-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntDocumentDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentDialog, options);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentDialog, problems_group);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentDialog, problems_row);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentDialog, view);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
}

static void
ent_document_dialog_class_init (EntDocumentDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  g_type_ensure (ENT_TYPE_DOCUMENT_OPTIONS);
  g_type_ensure (ENT_TYPE_DOCUMENT_VIEW);

  object_class->dispose = ent_document_dialog_dispose;
  object_class->finalize = ent_document_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->close_attempt = ent_document_dialog_close_attempt;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ent_document_dialog_init (EntDocumentDialog *self)
{
  self->problem_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_document_dialog_new:
 * @store: the workspace
 * @figures: the figures of a year
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_document_dialog_new (EntStore *store,
                         EntReturnsYear *figures)
{
  EntDocumentDialog *self;

  g_return_val_if_fail (ENT_IS_STORE (store), NULL);
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (figures), NULL);

  self = g_object_new (ENT_TYPE_DOCUMENT_DIALOG, NULL);
  self->store = g_object_ref (store);
  self->figures = g_object_ref (figures);
  ent_document_options_set_up (self->options, store, figures);
  look (self);

  return ADW_DIALOG (self);
}

/**
 * ent_document_dialog_new_for:
 * @store: the workspace
 * @kind: a document that is not drawn from the figures of a year
 * @year: which year
 * @subject: (nullable): the project, of the returns expected
 *
 * Returns: (transfer floating): a dialog that offers this document only
 */
AdwDialog *
ent_document_dialog_new_for (EntStore *store,
                             EntDocumentKind kind,
                             int year,
                             const char *subject)
{
  EntDocumentDialog *self;

  g_return_val_if_fail (ENT_IS_STORE (store), NULL);

  self = g_object_new (ENT_TYPE_DOCUMENT_DIALOG, NULL);
  self->store = g_object_ref (store);
  ent_document_options_restrict (self->options, store, kind, year, subject);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->options), ent_document_get_label (kind));
  look (self);

  return ADW_DIALOG (self);
}

/**
 * ent_document_dialog_set_kind:
 * @self: a dialog
 * @kind: the kind of document to choose
 */
void
ent_document_dialog_set_kind (EntDocumentDialog *self,
                              EntDocumentKind kind)
{
  g_return_if_fail (ENT_IS_DOCUMENT_DIALOG (self));

  ent_document_options_set_kind (self->options, kind);
}

/**
 * ent_document_dialog_is_busy:
 * @self: a dialog
 *
 * Returns: whether a preview is being made, or a file written
 */
gboolean
ent_document_dialog_is_busy (EntDocumentDialog *self)
{
  g_return_val_if_fail (ENT_IS_DOCUMENT_DIALOG (self), FALSE);

  return self->looking != NULL || self->saving != NULL;
}

/**
 * ent_document_dialog_get_n_pages:
 * @self: a dialog
 *
 * Returns: how many pages the preview has; 0 where it is none of pages
 */
guint
ent_document_dialog_get_n_pages (EntDocumentDialog *self)
{
  const EntDocumentPreview *preview;

  g_return_val_if_fail (ENT_IS_DOCUMENT_DIALOG (self), 0);

  preview = ent_document_view_get_preview (self->view);
  return preview != NULL && preview->pages != NULL ? preview->pages->len : 0;
}
