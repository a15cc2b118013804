/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-table.h"

/**
 * ent_returns_table_get:
 * @self: a table
 * @row: position of a row
 * @column: position of a column
 *
 * Returns: (nullable): the figure there
 */
const EntReturnsFigure *
ent_returns_table_get (const EntReturnsTable *self,
                       guint row,
                       guint column)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, NULL);

  return self->cells[row * self->n_columns + column];
}
