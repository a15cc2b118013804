/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-run.h"

#include <glib/gi18n-lib.h>

#include "ent-csv-reader.h"
#include "ent-csv-writer.h"
#include "ent-fold.h"
#include "ent-import-report-private.h"
#include "ent-output-file.h"

struct _EntImportRun
{
  GObject parent_instance;

  EntWorkspace *workspace;   /* (not nullable) (owned) */
  GCancellable *cancellable; /* (nullable) (owned) */
  EntImportOptions options;
  char *rejects_path;        /* (nullable) (owned) */
  EntCsvReader *reader;      /* (not nullable) (owned) */
  EntImportReport *report;   /* (not nullable) (owned) */
  GStrv headers;             /* (not nullable) (owned) */
  GStrv folded;              /* (not nullable) (owned): the same for comparison */
  guint n_headers;
  gboolean open;             /* whether the workspace's change is */

  const char *const *cells; /* (nullable): of the current row, the reader's */
  guint n_cells;
  double shown;             /* what progress was told last */

  GOutputStream *rejects; /* (nullable) (owned): from the first rejected row on */
  EntCsvWriter *writer;   /* (nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (EntImportRun, ent_import_run, G_TYPE_OBJECT)

static void
roll_back (EntImportRun *self)
{
  if (self->rejects != NULL)
    ent_output_file_discard (self->rejects);
  g_clear_object (&self->writer);
  g_clear_object (&self->rejects);
  if (self->open)
    ent_workspace_rollback (self->workspace);
  self->open = FALSE;
}

static void
ent_import_run_finalize (GObject *object)
{
  EntImportRun *self = ENT_IMPORT_RUN (object);

  roll_back (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->report, ent_import_report_unref);
  g_strfreev (self->headers);
  g_strfreev (self->folded);
  g_free (self->rejects_path);

  G_OBJECT_CLASS (ent_import_run_parent_class)->finalize (object);
}

static void
ent_import_run_class_init (EntImportRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_import_run_finalize;
}

static void
ent_import_run_init (EntImportRun *self)
{
  self->report = ent_import_report_new ();
}

/*
 * ent_import_fold_header:
 * @header: the name of a column
 *
 * Returns: (transfer full): what names of columns are compared by: folded, hyphens and underscores as blanks
 */
char *
ent_import_fold_header (const char *header)
{
  g_autofree char *folded = ent_fold (header);
  g_autofree char *spaced = g_strdelimit (g_steal_pointer (&folded), "-_", ' ');

  return ent_fold (spaced);
}

/*
 * ent_import_find_name:
 * @names: (array zero-terminated=1): the names of columns
 * @name: one of them, compared by ent_import_fold_header()
 *
 * Returns: which column has it, the first of several, or -1
 */
int
ent_import_find_name (const char *const *names,
                      const char *name)
{
  g_autofree char *wanted = ent_import_fold_header (name);

  for (int i = 0; names[i] != NULL; i++)
    {
      g_autofree char *folded = ent_import_fold_header (names[i]);

      if (g_str_equal (folded, wanted))
        return i;
    }

  return -1;
}

static gboolean
read_headers (EntImportRun *self,
              GError **error)
{
  g_autoptr (GStrvBuilder) folded = g_strv_builder_new ();

  if (!ent_csv_reader_read (self->reader, &self->cells, &self->n_cells, self->cancellable, error))
    return FALSE;
  if (self->cells == NULL)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID,
                           _ ("This file is empty. Its first row must have the names of the columns."));
      return FALSE;
    }

  self->n_headers = self->n_cells;
  self->headers = g_new0 (char *, self->n_headers + 1);
  for (guint i = 0; i < self->n_headers; i++)
    {
      self->headers[i] = g_strdup (self->cells[i]);
      g_strv_builder_take (folded, ent_import_fold_header (self->cells[i]));
    }

  self->folded = g_strv_builder_end (folded);
  return TRUE;
}

/* The rejects would take the place of the very rows they come from. */
static gboolean
check_rejects (EntImportRun *self,
               const char *path,
               GError **error)
{
  g_autoptr (GFile) table = g_file_new_for_path (path);
  g_autoptr (GFile) rejects = self->rejects_path != NULL ? g_file_new_for_path (self->rejects_path) : NULL;

  if (rejects == NULL || !g_file_equal (table, rejects))
    return TRUE;

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID,
                       _ ("The rejected rows cannot go into the file that is imported. Choose another name for them."));
  return FALSE;
}

static gboolean
open_change (EntImportRun *self,
             const char *path,
             GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: what a change did, with the name of a file. */
  g_autofree char *label = g_strdup_printf (_ ("Import “%s”"), shown);

  self->open = ent_workspace_begin (self->workspace, label, NULL, error);
  return self->open;
}

/*
 * ent_import_run_new:
 * @workspace: where to, with no change open
 * @path: the table
 * @options: (nullable): how
 * @cancellable: (nullable): to stop
 * @error: set where the file cannot be read or the workspace not written
 *
 * Returns: (transfer full): a run before the first row after the headers
 */
EntImportRun *
ent_import_run_new (EntWorkspace *workspace,
                    const char *path,
                    const EntImportOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (EntImportRun) self = g_object_new (ENT_TYPE_IMPORT_RUN, NULL);

  self->workspace = g_object_ref (workspace);
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  if (options != NULL)
    self->options = *options;
  self->rejects_path = g_strdup (self->options.rejects);
  self->report->dry_run = self->options.dry_run;

  self->reader = check_rejects (self, path, error) ? ent_csv_reader_open (path, error) : NULL;
  if (self->reader == NULL || !read_headers (self, error) || !open_change (self, path, error))
    return NULL;

  return g_steal_pointer (&self);
}

/*
 * ent_import_run_get_workspace:
 * @self: a run
 *
 * Returns: (transfer none): where the records go
 */
EntWorkspace *
ent_import_run_get_workspace (EntImportRun *self)
{
  return self->workspace;
}

/*
 * ent_import_run_get_report:
 * @self: a run
 *
 * Returns: (transfer none): the report, to count in
 */
EntImportReport *
ent_import_run_get_report (EntImportRun *self)
{
  return self->report;
}

/*
 * ent_import_run_get_headers:
 * @self: a run
 *
 * Returns: (array zero-terminated=1): the names of the columns as the file has them
 */
const char *const *
ent_import_run_get_headers (EntImportRun *self)
{
  return (const char *const *) self->headers;
}

/*
 * ent_import_run_find_header:
 * @self: a run
 * @name: the name of a column, compared by ent_import_fold_header()
 *
 * Returns: which column has it, the first of several, or -1
 */
int
ent_import_run_find_header (EntImportRun *self,
                            const char *name)
{
  g_autofree char *wanted = ent_import_fold_header (name);

  for (guint i = 0; i < self->n_headers; i++)
    if (g_str_equal (self->folded[i], wanted))
      return i;

  return -1;
}

static void
show_progress (EntImportRun *self)
{
  double fraction = ent_csv_reader_get_fraction (self->reader);

  if (self->options.progress == NULL || fraction < self->shown + 0.01)
    return;

  self->shown = fraction;
  self->options.progress (fraction, self->options.progress_data);
}

static gboolean
is_blank (const char *cell)
{
  const char *p = cell;

  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return *p == '\0';
}

static gboolean
has_content (EntImportRun *self,
             guint first)
{
  for (guint i = first; i < self->n_cells; i++)
    if (!is_blank (self->cells[i]))
      return TRUE;

  return FALSE;
}

/*
 * ent_import_run_next:
 * @self: a run
 * @ret_row: (out): whether there is a row
 * @error: set where the table is broken, or the user stopped
 *
 * Goes to the next row that has something in it. One that has more than there are headers is rejected here: some
 * cell of it was cut in two.
 *
 * Returns: %FALSE on error
 */
gboolean
ent_import_run_next (EntImportRun *self,
                     gboolean *ret_row,
                     GError **error)
{
  for (;;)
    {
      if (!ent_csv_reader_read (self->reader, &self->cells, &self->n_cells, self->cancellable, error)
          || g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;

      show_progress (self);
      *ret_row = self->cells != NULL;
      if (self->cells == NULL)
        return TRUE;
      if (!has_content (self, 0))
        continue;

      self->report->rows++;
      if (!has_content (self, self->n_headers))
        return TRUE;
      if (!ent_import_run_reject (self, _ ("the row has more cells than there are columns. Perhaps quotation marks are missing."), error))
        return FALSE;
    }
}

/*
 * ent_import_run_get_cell:
 * @self: a run on a row
 * @column: a column of the headers, or less than 0
 *
 * Returns: the content of that cell of the row, empty where it has none
 */
const char *
ent_import_run_get_cell (EntImportRun *self,
                         int column)
{
  return column >= 0 && (guint) column < self->n_cells ? self->cells[column] : "";
}

/*
 * ent_import_run_warn:
 * @self: a run
 * @format: what to tell the user about the row, that is imported all the same; as printf() has it
 * @...: for @format
 */
void
ent_import_run_warn (EntImportRun *self,
                     const char *format,
                     ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  ent_import_report_add_problem (self->report, ent_csv_reader_get_line (self->reader), FALSE, message);
}

/* The columns at the end have names that no field has: the file can be corrected and imported as it is. */
static gboolean
open_rejects (EntImportRun *self,
              GError **error)
{
  self->rejects = ent_output_file_open (self->rejects_path, error);
  if (self->rejects == NULL)
    return FALSE;

  self->writer = ent_csv_writer_new (self->rejects,
                                     ent_csv_reader_get_delimiter (self->reader) == ';' ? ENT_CSV_FRENCH : ENT_CSV_INTERNATIONAL);
  for (guint i = 0; i < self->n_headers; i++)
    ent_csv_writer_add_text (self->writer, self->headers[i]);
  ent_csv_writer_add_text (self->writer, _ ("Line in the File"));
  ent_csv_writer_add_text (self->writer, _ ("Why It Was Rejected"));
  return ent_csv_writer_end_row (self->writer, self->cancellable, error);
}

static gboolean
write_reject (EntImportRun *self,
              const char *reason,
              GError **error)
{
  g_autofree char *line = g_strdup_printf ("%u", ent_csv_reader_get_line (self->reader));

  if (self->rejects == NULL && !open_rejects (self, error))
    return FALSE;

  for (guint i = 0; i < MAX (self->n_headers, self->n_cells); i++)
    ent_csv_writer_add_text (self->writer, ent_import_run_get_cell (self, i));
  ent_csv_writer_add_number (self->writer, line);
  ent_csv_writer_add_text (self->writer, reason);
  return ent_csv_writer_end_row (self->writer, self->cancellable, error);
}

/*
 * ent_import_run_reject:
 * @self: a run on a row
 * @reason: why the row cannot be imported, in the user's words
 * @error: set where the rejects cannot be written
 *
 * Puts the row aside.
 *
 * Returns: whether the import goes on
 */
gboolean
ent_import_run_reject (EntImportRun *self,
                       const char *reason,
                       GError **error)
{
  ent_import_report_add_problem (self->report, ent_csv_reader_get_line (self->reader), TRUE, reason);

  return self->rejects_path == NULL || self->options.dry_run || write_reject (self, reason, error);
}

/*
 * ent_import_run_take_error:
 * @self: a run on a row
 * @reason: (transfer full): why the row was not imported
 * @error: set where that ends the import
 *
 * Puts the row aside where @reason is about what it says: %ENT_ERROR_INVALID. Everything else ends the import.
 *
 * Returns: whether the import goes on
 */
gboolean
ent_import_run_take_error (EntImportRun *self,
                           GError *reason,
                           GError **error)
{
  g_autoptr (GError) taken = reason;

  if (g_error_matches (taken, ENT_ERROR, ENT_ERROR_INVALID))
    return ent_import_run_reject (self, taken->message, error);

  g_propagate_error (error, g_steal_pointer (&taken));
  return FALSE;
}

static char *
describe_change (EntRecord *former,
                 EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      const EntValue *before = ent_record_get (former, field), *after = ent_record_get (record, field);
      g_autofree char *old = NULL;
      g_autofree char *new = NULL;

      if (ent_value_equal (before, after))
        continue;
      if (text->len > 0)
        g_string_append (text, "; ");
      old = before->kind != ENT_VALUE_UNSET && !ent_field_is_reference (field) ? ent_field_display (field, before) : NULL;
      new = after->kind != ENT_VALUE_UNSET && !ent_field_is_reference (field) ? ent_field_display (field, after) : NULL;
      if (old != NULL && new != NULL)
        /* Translators: a field, what it had before, what it has now */
        g_string_append_printf (text, _ ("%s: %s → %s"), ent_field_get_label (field), old, new);
      else if (new != NULL)
        /* Translators: a field, what it has now */
        g_string_append_printf (text, _ ("%s: %s"), ent_field_get_label (field), new);
      else
        g_string_append (text, ent_field_get_label (field));
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/*
 * ent_import_run_note:
 * @self: a run on a row
 * @outcome: what became of it
 * @record: the record that the row is about, as the workspace has it now
 * @former: (nullable): the same as it was before
 *
 * Counts the row, and keeps what became of it for who looks at the report.
 */
void
ent_import_run_note (EntImportRun *self,
                     EntImportOutcome outcome,
                     EntRecord *record,
                     EntRecord *former)
{
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;

  if (ent_import_report_has_room (self->report))
    {
      title = ent_workspace_get_headline (self->workspace, ent_record_get_id (record));
      detail = former != NULL ? describe_change (former, record) : NULL;
    }

  ent_import_report_add_row (self->report, ent_csv_reader_get_line (self->reader), outcome, title, detail);
}

/*
 * ent_import_run_save:
 * @self: a run
 * @record: a record that follows the rules
 * @is_new: whether the workspace does not have it yet, so that it is counted
 * @error: set where it cannot be written
 *
 * Returns: whether the record is part of the change
 */
gboolean
ent_import_run_save (EntImportRun *self,
                     EntRecord *record,
                     gboolean is_new,
                     GError **error)
{
  if (is_new)
    self->report->made[ent_schema_get_index (ent_record_get_entity (record))]++;

  return ent_workspace_save (self->workspace, record, error);
}

static gboolean
refuse_rejects (EntImportRun *self,
                GError **error)
{
  const EntImportProblem *first = NULL;

  for (guint i = 0; i < self->report->problems->len && first == NULL; i++)
    {
      const EntImportProblem *problem = self->report->problems->pdata[i];

      first = problem->rejected ? problem : NULL;
    }

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
               /* Translators: how many rows of how many, then the line of the first and what is wrong with it. */
               ngettext ("Nothing was imported, because %u row of %u cannot be. Line %u: %s",
                         "Nothing was imported, because %u rows of %u cannot be. Line %u: %s", self->report->rejected),
               self->report->rejected, self->report->rows, first != NULL ? first->line : 0, first != NULL ? first->message : "");
  return FALSE;
}

static gboolean
keep (EntImportRun *self,
      GError **error)
{
  if (self->report->rejected > 0 && self->rejects_path == NULL)
    return refuse_rejects (self, error);

  /* What was rejected is safe before the rest is kept. */
  if (self->rejects != NULL)
    {
      gboolean kept = ent_output_file_keep (self->rejects, self->cancellable, error);

      g_clear_object (&self->rejects);
      if (!kept)
        return FALSE;
    }

  self->open = FALSE;
  return ent_workspace_commit (self->workspace, error);
}

/*
 * ent_import_run_finish:
 * @self: a run after its last row
 * @error: set where rows were rejected and nobody takes them, or it could not be written; nothing is then imported
 *
 * Keeps what was imported, or in a dry run forgets it.
 *
 * Returns: (transfer full) (nullable): what was done
 */
EntImportReport *
ent_import_run_finish (EntImportRun *self,
                       GError **error)
{
  gboolean done = self->options.dry_run || keep (self, error);

  roll_back (self);
  if (done && self->options.progress != NULL)
    self->options.progress (1, self->options.progress_data);

  return done ? ent_import_report_ref (self->report) : NULL;
}
