/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-csv-writer.h"
#include "ent-workbook.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

/* How the value of a column is read and written. */
typedef enum
{
  ENT_LISTING_TEXT,
  ENT_LISTING_LONG_TEXT,
  ENT_LISTING_ID,      /* of a record: one word, however long */
  ENT_LISTING_CHOICE,  /* a nick */
  ENT_LISTING_CHOICES, /* nicks, as JSON */
  ENT_LISTING_LANGUAGE, /* a code */
  ENT_LISTING_COUNT,
  ENT_LISTING_NUMBER,
  ENT_LISTING_MONEY, /* cents */
  ENT_LISTING_SHARE, /* from 0 to 1 */
  ENT_LISTING_YEAR,
  ENT_LISTING_DATE, /* YYYY, YYYY-MM or YYYY-MM-DD */
} EntListingKind;

typedef struct
{
  const char *sql;     /* what is selected */
  const char *heading; /* untranslated */
  EntListingKind kind;
  const EntChoices *choices; /* of nicks */
  gboolean is_summed;        /* a total below it makes sense */
} EntListingColumn;

/**
 * EntListing:
 *
 * A table that is read from a workspace row by row and never kept as a whole, however long it is: what it is made of is
 * said once, and written as a sheet of a workbook or as CSV.
 */
typedef struct
{
  const char *key;
  const char *title; /* untranslated */
  const char *from;  /* the SQL after what is selected */
  const EntListingColumn *columns;
  guint n_columns;
} EntListing;

/* What the SQL may name: :ids, :year, :first, :last, :theme, :country, :own and :subject; %NULL or 0 is NULL. */
typedef struct
{
  const char *ids; /* identifiers, as JSON */
  int year;
  const char *theme;
  const char *country;
  const char *own;
  const char *subject;
} EntListingQuery;

typedef struct
{
  const char *text; /* (nullable): of texts, choices and dates */
  double number;    /* of all else */
  gboolean known;
} EntListingCell;

typedef gboolean (*EntListingRowFunc) (const EntListing *self, const EntListingCell *cells, gpointer data, GError **error);

gboolean ent_listing_is_number (EntListingKind kind);
char    *ent_listing_display   (EntListingKind kind, const EntListingCell *cell);

gboolean ent_listing_run       (const EntListing *self, EntWorkspace *workspace, const EntListingQuery *query, EntListingRowFunc func, gpointer data, GCancellable *cancellable, GError **error);
gboolean ent_listing_add_sheet (const EntListing *self, EntWorkspace *workspace, const EntListingQuery *query, EntWorkbook *workbook, GCancellable *cancellable, GError **error);
gboolean ent_listing_write_csv (const EntListing *self, EntWorkspace *workspace, const EntListingQuery *query, EntCsvWriter *writer, GCancellable *cancellable, GError **error);

G_END_DECLS
