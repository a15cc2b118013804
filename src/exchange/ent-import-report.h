/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

/* What was wrong with one row of the file. */
typedef struct
{
  guint line;        /* where the row begins, 1 for the first of the file */
  gboolean rejected; /* otherwise only a value was left out */
  char *message;     /* (not nullable) (owned) */
} EntImportProblem;

/**
 * EntImportOutcome:
 * @ENT_IMPORT_ADDED: the row is a new record
 * @ENT_IMPORT_CHANGED: it changes a record that was there
 * @ENT_IMPORT_FOUND: the record was there, and the row says nothing new
 *
 * What becomes of a row that is not rejected.
 */
typedef enum
{
  ENT_IMPORT_ADDED,
  ENT_IMPORT_CHANGED,
  ENT_IMPORT_FOUND,
} EntImportOutcome;

/* What became of one row of the file. */
typedef struct
{
  guint line; /* where the row begins, 1 for the first of the file */
  EntImportOutcome outcome;
  char *title;  /* (not nullable) (owned): headline of the record, perhaps empty */
  char *detail; /* (nullable) (owned): what is different in it */
} EntImportRow;

#define ENT_TYPE_IMPORT_REPORT (ent_import_report_get_type ())

/**
 * EntImportReport:
 * @rows: rows of the file, without its headers and what is empty
 * @added: new records of the entity that was imported
 * @updated: records that were there and changed
 * @unchanged: rows that brought nothing new
 * @rejected: rows that could not be imported
 * @created: records made because the rows refer to them: authorities, funders …
 * @skipped: rows that were not asked for
 * @warnings: values that were left out
 * @dry_run: whether nothing was written
 * @problems: (element-type EntImportProblem): the first of them, at most 2000, in the order of the file
 * @outcomes: (element-type EntImportRow): the first of the others, at most 2000, in the order of the file
 *
 * What an import did, or would do. Reference-counted, not changed once it is given out.
 */
typedef struct
{
  guint rows;
  guint added;
  guint updated;
  guint unchanged;
  guint rejected;
  guint created;
  guint skipped;
  guint warnings;
  gboolean dry_run;
  GPtrArray *problems; /* (not nullable) (owned) */
  GPtrArray *outcomes; /* (not nullable) (owned) */
  guint *made;         /* (array) (owned): new records of each entity, see ent_import_report_get_made() */
} EntImportReport;

GType            ent_import_report_get_type (void);
EntImportReport *ent_import_report_ref      (EntImportReport *self);
void             ent_import_report_unref    (EntImportReport *self);
guint            ent_import_report_get_made (const EntImportReport *self, const EntEntity *entity);
char            *ent_import_report_describe (const EntImportReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntImportReport, ent_import_report_unref)

G_END_DECLS
