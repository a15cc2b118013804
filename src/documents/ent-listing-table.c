/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-listing-table.h"

#include "ent-gettext.h"

/* The table begins with its first row, so that none is empty. */
typedef struct
{
  EntSheet *sheet;
  guint n_rows;
} Table;

static double
get_share (EntListingKind kind)
{
  static const double shares[] = {
    [ENT_LISTING_TEXT] = 1.6,  [ENT_LISTING_LONG_TEXT] = 3.2, [ENT_LISTING_ID] = 1.6, [ENT_LISTING_CHOICE] = 1.1, [ENT_LISTING_CHOICES] = 1.6,
    [ENT_LISTING_LANGUAGE] = 1, [ENT_LISTING_COUNT] = 0.8,     [ENT_LISTING_NUMBER] = 0.8, [ENT_LISTING_MONEY] = 1,
    [ENT_LISTING_SHARE] = 0.8, [ENT_LISTING_YEAR] = 0.5,      [ENT_LISTING_DATE] = 1,
  };

  return shares[kind];
}

static void
begin (const EntListing *self,
       EntSheet *sheet)
{
  const char *labels[ENT_SHEET_COLUMNS_MAX + 1] = { NULL };
  double shares[ENT_SHEET_COLUMNS_MAX];
  guint numbers = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      labels[i] = _ (self->columns[i].heading);
      shares[i] = get_share (self->columns[i].kind);
      numbers |= ent_listing_is_number (self->columns[i].kind) ? 1u << i : 0;
    }
  ent_sheet_add_table (sheet, labels, shares, numbers);
}

static gboolean
add_row (const EntListing *self,
         const EntListingCell *cells,
         gpointer data,
         GError **error)
{
  Table *table = data;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) row = NULL;

  if (table->n_rows++ == 0)
    begin (self, table->sheet);
  for (guint i = 0; i < self->n_columns; i++)
    g_strv_builder_take (builder, ent_listing_display (self->columns[i].kind, &cells[i]));
  row = g_strv_builder_end (builder);
  ent_sheet_add_row (table->sheet, (const char *const *) row);

  return TRUE;
}

/**
 * ent_listing_add_table:
 * @self: a table of at most %ENT_SHEET_COLUMNS_MAX columns
 * @workspace: where it is read from
 * @query: what its SQL asks for
 * @sheet: where it is added to, below its title; where there is no row, a word says so
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Returns: whether all rows are in the sheet
 */
gboolean
ent_listing_add_table (const EntListing *self,
                       EntWorkspace *workspace,
                       const EntListingQuery *query,
                       EntSheet *sheet,
                       GCancellable *cancellable,
                       GError **error)
{
  Table table = { sheet, 0 };

  g_return_val_if_fail (self->n_columns <= ENT_SHEET_COLUMNS_MAX, FALSE);

  ent_sheet_add_heading (sheet, _ (self->title));
  if (!ent_listing_run (self, workspace, query, add_row, &table, cancellable, error))
    return FALSE;
  if (table.n_rows == 0)
    ent_sheet_add_text (sheet, _ ("Nothing is recorded."));

  return TRUE;
}
