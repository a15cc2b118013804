/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-report.h"

#include <glib/gi18n-lib.h>

#include "ent-import-report-private.h"

/* Enough to see what is wrong with a file. Rejected rows find room even after very many remarks. */
#define REMARKS_MAX 1000
#define PROBLEMS_MAX 2000
#define OUTCOMES_MAX 2000

G_DEFINE_BOXED_TYPE (EntImportReport, ent_import_report, ent_import_report_ref, ent_import_report_unref)

static void
problem_free (EntImportProblem *problem)
{
  g_free (problem->message);
  g_free (problem);
}

static void
row_free (EntImportRow *row)
{
  g_free (row->title);
  g_free (row->detail);
  g_free (row);
}

EntImportReport *
ent_import_report_new (void)
{
  EntImportReport *self = g_atomic_rc_box_new0 (EntImportReport);

  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) problem_free);
  self->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->made = g_new0 (guint, ent_schema_get_n_entities ());
  return self;
}

/**
 * ent_import_report_ref:
 * @self: a report
 *
 * Returns: (transfer full): @self
 */
EntImportReport *
ent_import_report_ref (EntImportReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  EntImportReport *self = data;

  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->outcomes);
  g_free (self->made);
}

/**
 * ent_import_report_unref:
 * @self: (transfer full): a report
 */
void
ent_import_report_unref (EntImportReport *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* Whether what becomes of the next row is kept, and not only counted. */
gboolean
ent_import_report_has_room (const EntImportReport *self)
{
  return self->outcomes->len < OUTCOMES_MAX;
}

void
ent_import_report_add_row (EntImportReport *self,
                           guint line,
                           EntImportOutcome outcome,
                           const char *title,
                           const char *detail)
{
  EntImportRow *row;

  if (outcome == ENT_IMPORT_ADDED)
    self->added++;
  else if (outcome == ENT_IMPORT_CHANGED)
    self->updated++;
  else
    self->unchanged++;
  if (!ent_import_report_has_room (self))
    return;

  row = g_new (EntImportRow, 1);
  *row = (EntImportRow){ line, outcome, g_strdup (title != NULL ? title : ""), g_strdup (detail) };
  g_ptr_array_add (self->outcomes, row);
}

void
ent_import_report_add_problem (EntImportReport *self,
                               guint line,
                               gboolean rejected,
                               const char *message)
{
  EntImportProblem *problem;

  if (rejected)
    self->rejected++;
  else
    self->warnings++;
  if (self->problems->len >= (rejected ? PROBLEMS_MAX : REMARKS_MAX))
    return;

  problem = g_new (EntImportProblem, 1);
  *problem = (EntImportProblem){ .line = line, .rejected = rejected, .message = g_strdup (message) };
  g_ptr_array_add (self->problems, problem);
}

/**
 * ent_import_report_get_made:
 * @self: a report
 * @entity: an entity
 *
 * Returns: how many new records of @entity there are, those that the rows are about and those they refer to
 */
guint
ent_import_report_get_made (const EntImportReport *self,
                            const EntEntity *entity)
{
  return self->made[ent_schema_get_index (entity)];
}

static void
append_count (GString *text,
              guint n,
              const char *words)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
}

/**
 * ent_import_report_describe:
 * @self: a report
 *
 * Returns: (transfer full): what was done, in one line of the user's words
 */
char *
ent_import_report_describe (const EntImportReport *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const struct
  {
    guint n;
    char *words;
  } counts[] = {
    { self->added, g_strdup_printf (ngettext ("%u added", "%u added", self->added), self->added) },
    { self->updated, g_strdup_printf (ngettext ("%u changed", "%u changed", self->updated), self->updated) },
    { self->unchanged, g_strdup_printf (ngettext ("%u already there", "%u already there", self->unchanged), self->unchanged) },
    { self->created, g_strdup_printf (ngettext ("%u other record made for them", "%u other records made for them", self->created), self->created) },
    { self->skipped, g_strdup_printf (ngettext ("%u row of another authority left out", "%u rows of other authorities left out", self->skipped), self->skipped) },
    { self->rejected, g_strdup_printf (ngettext ("%u row rejected", "%u rows rejected", self->rejected), self->rejected) },
    { self->warnings, g_strdup_printf (ngettext ("%u remark", "%u remarks", self->warnings), self->warnings) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      append_count (text, counts[i].n, counts[i].words);
      g_free (counts[i].words);
    }

  if (text->len == 0)
    return g_strdup (_ ("The file has no rows."));
  if (self->dry_run)
    return g_strdup_printf (_ ("This is what would happen: %s."), text->str);

  g_string_append_c (text, '.');
  return g_string_free_and_steal (g_steal_pointer (&text));
}
