/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-figure.h"

G_BEGIN_DECLS

/**
 * EntReturnsRow:
 * @key: the stable English name of the row within its table, or the identifier of the record that it stands for
 * @label: what a person reads, translated
 * @level: how deep it is: 0 for what the rows below it are parts of
 *
 * One row of a table of figures.
 */
typedef struct
{
  const char *key;
  const char *label;
  guint level;
} EntReturnsRow;

/**
 * EntReturnsTable:
 * @key: the stable English name
 * @title: what a person reads, translated
 * @note: (nullable): a sentence on how to read it, translated
 * @columns: (array length=n_columns): keys and labels of the columns; their level is 0
 * @rows: (array length=n_rows): the rows, parts after their whole
 * @cells: (array) (element-type EntReturnsFigure): the figures, row by row; %NULL where there is none
 *
 * Figures of a year that are read side by side.
 */
typedef struct
{
  const char *key;
  const char *title;
  const char *note;
  const EntReturnsRow *columns;
  guint n_columns;
  const EntReturnsRow *rows;
  guint n_rows;
  const EntReturnsFigure *const *cells;
} EntReturnsTable;

const EntReturnsFigure *ent_returns_table_get (const EntReturnsTable *self, guint row, guint column);

G_END_DECLS
