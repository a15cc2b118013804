/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-directory.h"

G_BEGIN_DECLS

/* The columns of authorities.tsv. */
enum
{
  ENT_DIRECTORY_NAME,
  ENT_DIRECTORY_KIND,
  ENT_DIRECTORY_SIREN,
  ENT_DIRECTORY_INSEE,
  ENT_DIRECTORY_DEPARTEMENT,
  ENT_DIRECTORY_POPULATION,
  ENT_DIRECTORY_LATITUDE,
  ENT_DIRECTORY_LONGITUDE,
  ENT_DIRECTORY_OTHERS, /* names of former communes, or the bare name of a territory, between semicolons */
  ENT_DIRECTORY_N_COLUMNS,
};

/* The index that make-directory-index writes: the words of all rows, where each
 * row starts in them (and where the last ends), the same in authorities.tsv, and
 * two integers a row for its position.
 *
 * The words of a row: "\n| saint denis | pierrefitte sur seine | #929939411 93066 ".
 * Names stand between bars, so that a whole one can be told from its beginning;
 * a SIREN has a hash, lest all communes of the Côte-d'Or answer to "21". */
#define ENT_DIRECTORY_INDEX_TYPE "(sauauai)"

/* Positions are in ten-thousandths of a degree, the precision of authorities.tsv. */
#define ENT_DIRECTORY_DEGREE 10000
#define ENT_DIRECTORY_NOWHERE G_MININT32

struct _EntDirectory
{
  GObject parent_instance;

  /* Immutable after construction: any thread may read. */
  GBytes *lines;            /* (owned): authorities.tsv */
  GVariant *index;          /* (owned): see ENT_DIRECTORY_INDEX_TYPE */
  const char *words;        /* (unowned): in index */
  const guint32 *in_words;  /* (unowned): in index, n_rows + 1 */
  const guint32 *in_lines;  /* (unowned): in index, n_rows + 1 */
  const gint32 *positions;  /* (unowned): in index, 2 × n_rows */
  gsize n_rows;

  GHashTable *names; /* (nullable) (owned): set once, see ent_directory_find_name() */
};

EntDirectoryEntry *ent_directory_entry_new (const char *line);

EntDirectoryEntry *ent_directory_load_row (EntDirectory *self, gsize row);
GArray *ent_directory_find_name (EntDirectory *self, const char *name);
gsize ent_directory_row_at (EntDirectory *self, const char *in_words);

G_END_DECLS
