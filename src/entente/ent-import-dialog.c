/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-dialog.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ent-ask-file.h"
#include "ent-import-job.h"
#include "ent-import-options.h"
#include "ent-import-preview.h"

struct _EntImportDialog
{
  AdwDialog parent_instance;

  EntStore *store;             /* (not nullable) (owned) */
  const EntEntity *wanted;     /* (nullable): what the list shows from which it was opened */
  EntImportReport *report;     /* (nullable) (owned): what would happen, then what did */
  GCancellable *cancellable;   /* (nullable) (owned): while something is under way */
  guint progress_id;           /* source that shows how far it is */
  char *folder;                /* (nullable) (owned): of this dialog only, for the rejected rows */
  gboolean dry_run;            /* whether what is under way is the preview */

  AdwWindowTitle *window_title;
  GtkWidget *back_button;
  GtkButton *next_button;
  GtkStack *stack;
  GtkLabel *working_label;
  GtkProgressBar *progress_bar;
  EntImportOptions *options;
  EntImportPreview *preview;
  AdwStatusPage *done_page;
  AdwStatusPage *failed_page;
};

G_DEFINE_FINAL_TYPE (EntImportDialog, ent_import_dialog, ADW_TYPE_DIALOG)

/* (nullable): the table that was read */
static const EntImportTable *
get_table (EntImportDialog *self)
{
  return ent_import_options_get_table (self->options);
}

static gboolean
is_step (EntImportDialog *self,
         const char *step)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), step);
}

static void
show_step (EntImportDialog *self,
           const char *step)
{
  gboolean options = g_str_equal (step, "options");
  gboolean preview = g_str_equal (step, "preview");
  gboolean done = g_str_equal (step, "done");
  gboolean something = preview && self->report->added + self->report->updated + self->report->created > 0;

  gtk_stack_set_visible_child_name (self->stack, step);
  gtk_widget_set_visible (self->back_button, preview || (g_str_equal (step, "failed") && get_table (self) != NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), options || preview || done);
  gtk_button_set_label (self->next_button, options ? _ ("_Preview") : done ? _ ("_Close") : _ ("_Import"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", options || something || done);
}

static void
fail (EntImportDialog *self,
      const char *message)
{
  adw_status_page_set_description (self->failed_page, message);
  show_step (self, "failed");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
stop (EntImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_id, g_source_remove);
}

/* What was asked for last counts: what is still under way is given up. */
static GCancellable *
begin (EntImportDialog *self,
       const char *label,
       EntProgress *progress)
{
  stop (self);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_label (self->working_label, label);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), progress != NULL);
  if (progress != NULL)
    self->progress_id = ent_progress_show (progress, self->progress_bar);
  show_step (self, "working");

  return self->cancellable;
}

/* Whether the dialog still waits for that result. */
static gboolean
end (EntImportDialog *self,
     GCancellable *cancellable)
{
  if (self->cancellable != cancellable || g_cancellable_is_cancelled (cancellable))
    return FALSE;

  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  return TRUE;
}

/* An answer that comes late must not touch a dialog that asked something else meanwhile. */
typedef struct
{
  EntImportDialog *dialog;   /* (owned) */
  GCancellable *cancellable; /* (owned) */
} Wait;

static Wait *
wait_new (EntImportDialog *self)
{
  Wait *wait = g_new (Wait, 1);

  *wait = (Wait){ g_object_ref (self), g_object_ref (self->cancellable) };
  return wait;
}

static void
wait_free (Wait *wait)
{
  g_object_unref (wait->dialog);
  g_object_unref (wait->cancellable);
  g_free (wait);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wait, wait_free)

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (Wait) wait = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntImportSourceFile) file = ent_import_source_file_read_finish (result, &error);
  g_autofree char *name = NULL;
  EntImportDialog *self = wait->dialog;

  if (!end (self, wait->cancellable))
    return;
  if (file == NULL)
    {
      fail (self, error->message);
      return;
    }

  name = g_filename_display_basename (file->table->path);
  adw_window_title_set_subtitle (self->window_title, name);
  ent_import_options_take_file (self->options, g_steal_pointer (&file), self->store, self->wanted);
  show_step (self, "options");
}

static void
load (EntImportDialog *self,
      const char *path,
      const char *mapping)
{
  if (path == NULL)
    {
      fail (self, _ ("Only files on this computer can be imported. Copy it here first."));
      return;
    }

  begin (self, _ ("Reading the file…"), NULL);
  ent_import_source_file_read_async (path, mapping, self->cancellable, read_cb, wait_new (self));
}

/**
 * ent_import_dialog_load:
 * @self: a dialog
 * @file: a table
 *
 * Reads what @file looks like, and proposes how to import it.
 */
void
ent_import_dialog_load (EntImportDialog *self,
                        GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  g_return_if_fail (ENT_IS_IMPORT_DIALOG (self));

  load (self, path, NULL);
}

/**
 * ent_import_dialog_load_mapping:
 * @self: a dialog with a table
 * @file: a mapping
 *
 * Takes from @file what goes where.
 */
void
ent_import_dialog_load_mapping (EntImportDialog *self,
                                GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  g_return_if_fail (ENT_IS_IMPORT_DIALOG (self));
  g_return_if_fail (get_table (self) != NULL);

  load (self, path != NULL ? get_table (self)->path : NULL, path);
}

static void
show_preview (EntImportDialog *self)
{
  g_autofree char *summary = ent_import_report_describe (self->report);

  ent_import_preview_set_report (self->preview, self->report);
  show_step (self, "preview");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), summary, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_done (EntImportDialog *self)
{
  g_autofree char *summary = ent_import_report_describe (self->report);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-change", "s", summary);
  if (self->report->rejected == 0)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }

  adw_status_page_set_description (self->done_page, summary);
  show_step (self, "done");
}

static void
ran_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (Wait) wait = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntImportReport) report = ent_import_job_run_finish (ENT_STORE (source), result, &error);
  EntImportDialog *self = wait->dialog;

  if (!end (self, wait->cancellable))
    return;
  if (report == NULL)
    {
      fail (self, error->message);
      return;
    }

  g_clear_pointer (&self->report, ent_import_report_unref);
  self->report = g_steal_pointer (&report);
  if (self->dry_run)
    show_preview (self);
  else
    show_done (self);
}

static char *
get_rejects_path (EntImportDialog *self)
{
  return g_build_filename (self->folder, "rejects.csv", NULL);
}

static void
run (EntImportDialog *self,
     gboolean dry_run)
{
  const char *path = get_table (self)->path;
  const EntEntity *entity;
  EntImportKind kind = ent_import_options_get_kind (self->options, &entity);
  g_autoptr (EntImportMapping) mapping = ent_import_options_compose_mapping (self->options);
  gboolean own_only = ent_import_options_is_own_only (self->options);
  g_autoptr (EntProgress) progress = ent_progress_new ();
  g_autofree char *rejects = NULL;
  g_autoptr (GError) error = NULL;

  /* Rows may have personal data: nobody else looks into a folder made like this. */
  if (self->folder == NULL)
    self->folder = g_dir_make_tmp ("entente-XXXXXX", &error);
  if (self->folder == NULL)
    {
      fail (self, error->message);
      return;
    }

  rejects = get_rejects_path (self);
  self->dry_run = dry_run;
  begin (self, dry_run ? _ ("Looking at what would change…") : _ ("Importing…"), progress);
  ent_import_job_run_async (&(EntImportJob){ kind, mapping, path, rejects, dry_run, own_only, progress }, self->store, self->cancellable, ran_cb,
                            wait_new (self));
}

static void
next_cb (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  EntImportDialog *self = ENT_IMPORT_DIALOG (widget);

  if (is_step (self, "done"))
    adw_dialog_close (ADW_DIALOG (self));
  else
    run (self, is_step (self, "options"));
}

static void
back_cb (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  EntImportDialog *self = ENT_IMPORT_DIALOG (widget);

  if (get_table (self) != NULL)
    show_step (self, "options");
}

static void
choose_cb (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  ent_ask_for_file (widget, _ ("Import a Table"), _ ("Tables (CSV)"), "csv", NULL, (EntTakeFile) ent_import_dialog_load);
}

static void
choose_mapping_cb (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  if (get_table (ENT_IMPORT_DIALOG (widget)) != NULL)
    ent_ask_for_file (widget, _ ("Choose a Mapping File"), _ ("Mappings (JSON)"), "json", NULL, (EntTakeFile) ent_import_dialog_load_mapping);
}

static void
clear_mapping_cb (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  ent_import_options_clear_mapping (ENT_IMPORT_DIALOG (widget)->options);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (Wait) wait = user_data;
  EntImportDialog *self = wait->dialog;
  GFile *target = g_object_get_data (G_OBJECT (wait->cancellable), "target");
  g_autofree char *uri = g_file_get_uri (target);
  g_autoptr (GError) error = NULL;

  if (!end (self, wait->cancellable))
    return;

  if (g_file_copy_finish (G_FILE (source), result, &error))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-saved", "s", uri);
      adw_dialog_close (ADW_DIALOG (self));
    }
  else
    fail (self, error->message);
}

/**
 * ent_import_dialog_save_rejects_to:
 * @self: a dialog after an import that rejected rows
 * @file: where to; what is there is replaced
 *
 * Writes the rejected rows, with why, and closes the dialog.
 */
void
ent_import_dialog_save_rejects_to (EntImportDialog *self,
                                   GFile *file)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) rejects = NULL;

  g_return_if_fail (ENT_IS_IMPORT_DIALOG (self));
  g_return_if_fail (self->folder != NULL);

  path = get_rejects_path (self);
  rejects = g_file_new_for_path (path);
  begin (self, _ ("Saving…"), NULL);
  g_object_set_data_full (G_OBJECT (self->cancellable), "target", g_object_ref (file), g_object_unref);
  g_file_copy_async (rejects, file, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, G_PRIORITY_DEFAULT, self->cancellable, NULL, NULL,
                     saved_cb, wait_new (self));
}

static void
save_rejects_cb (GtkWidget *widget,
                 const char *action,
                 GVariant *parameter)
{
  EntImportDialog *self = ENT_IMPORT_DIALOG (widget);
  g_autofree char *name = g_filename_display_basename (get_table (self)->path);
  char *dot = strrchr (name, '.');
  /* Translators: the name of a file without its ending */
  g_autofree char *stem = g_strdup_printf (_ ("%s, rejected rows"), dot != NULL ? (*dot = '\0', name) : name);
  g_autofree char *proposed = g_strconcat (stem, ".csv", NULL);

  ent_ask_for_file (widget, _ ("Save Rejected Rows"), _ ("Tables (CSV)"), "csv", proposed, (EntTakeFile) ent_import_dialog_save_rejects_to);
}

static void
remove_rejects (EntImportDialog *self)
{
  g_autofree char *path = self->folder != NULL ? get_rejects_path (self) : NULL;

  if (self->folder == NULL)
    return;

  g_remove (path);
  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

static void
ent_import_dialog_closed (AdwDialog *dialog)
{
  stop (ENT_IMPORT_DIALOG (dialog));
}

static void
ent_import_dialog_dispose (GObject *object)
{
  EntImportDialog *self = ENT_IMPORT_DIALOG (object);

  stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (ent_import_dialog_parent_class)->dispose (object);
}

static void
ent_import_dialog_finalize (GObject *object)
{
  EntImportDialog *self = ENT_IMPORT_DIALOG (object);

  remove_rejects (self);
  g_clear_pointer (&self->report, ent_import_report_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ent_import_dialog_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "import.choose-mapping", NULL, choose_mapping_cb);
  gtk_widget_class_install_action (widget_class, "import.clear-mapping", NULL, clear_mapping_cb);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "import.save-rejects", NULL, save_rejects_cb);
}

static void
ent_import_dialog_class_init (EntImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_import_dialog_dispose;
  object_class->finalize = ent_import_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = ent_import_dialog_closed;

  g_type_ensure (ENT_TYPE_IMPORT_OPTIONS);
  g_type_ensure (ENT_TYPE_IMPORT_PREVIEW);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntImportDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, EntImportDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, EntImportDialog, next_button);
  gtk_widget_class_bind_template_child (widget_class, EntImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EntImportDialog, working_label);
  gtk_widget_class_bind_template_child (widget_class, EntImportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, EntImportDialog, options);
  gtk_widget_class_bind_template_child (widget_class, EntImportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, EntImportDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, EntImportDialog, failed_page);
}

static void
ent_import_dialog_init (EntImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_step (self, "choose");
}

/**
 * ent_import_dialog_new:
 * @store: a workspace that can be written
 * @entity: (nullable): what the rows probably are
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_import_dialog_new (EntStore *store,
                       const EntEntity *entity)
{
  EntImportDialog *self;

  g_return_val_if_fail (ENT_IS_STORE (store), NULL);

  self = g_object_new (ENT_TYPE_IMPORT_DIALOG, NULL);
  self->store = g_object_ref (store);
  self->wanted = entity;

  return ADW_DIALOG (self);
}

/**
 * ent_import_dialog_get_step:
 * @self: a dialog
 *
 * Returns: where one is: "choose", "working", "options", "preview", "done" or "failed"
 */
const char *
ent_import_dialog_get_step (EntImportDialog *self)
{
  g_return_val_if_fail (ENT_IS_IMPORT_DIALOG (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

/**
 * ent_import_dialog_is_busy:
 * @self: a dialog
 *
 * Returns: whether something is under way
 */
gboolean
ent_import_dialog_is_busy (EntImportDialog *self)
{
  g_return_val_if_fail (ENT_IS_IMPORT_DIALOG (self), FALSE);

  return self->cancellable != NULL;
}
