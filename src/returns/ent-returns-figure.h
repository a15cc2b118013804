/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EntReturnsUnit:
 * @ENT_RETURNS_COUNT: whole number
 * @ENT_RETURNS_REFERENCES: distinct projects or partnerships (the study's respondents), and returns (its references)
 * @ENT_RETURNS_SHARE: how many records of how many, from 0 to 1
 * @ENT_RETURNS_PROPORTION: a part of an amount, from 0 to 1
 * @ENT_RETURNS_DAYS: days of work, or of waiting
 * @ENT_RETURNS_MONEY: cents of a euro
 * @ENT_RETURNS_RATIO: euros of others for one euro of one's own
 *
 * What a figure is counted in.
 */
typedef enum
{
  ENT_RETURNS_COUNT,
  ENT_RETURNS_REFERENCES,
  ENT_RETURNS_SHARE,
  ENT_RETURNS_PROPORTION,
  ENT_RETURNS_DAYS,
  ENT_RETURNS_MONEY,
  ENT_RETURNS_RATIO,
} EntReturnsUnit;

/**
 * EntReturnsFigure:
 * @key: the stable English name, such as `returns.actual.territory.economic` or `coincidence`
 * @label: what it is, translated
 * @definition: how it is reckoned and where the notion comes from, in one sentence, translated
 * @unit: what it is counted in
 * @known: %FALSE where there is nothing to reckon it from: no whole to have a share of
 * @value: the figure, in @unit; cents for money
 * @part: for shares, how many; for references, how many returns
 * @whole: for shares, out of how many; for references, how many distinct projects and partnerships
 * @records: (array length=n_records): identifiers of the records behind it, sorted, each once
 *
 * One figure of a year.
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *definition;
  EntReturnsUnit unit;
  gboolean known;
  double value;
  gint64 part;
  gint64 whole;
  const char *const *records;
  guint n_records;
} EntReturnsFigure;

char       *ent_returns_figure_display  (const EntReturnsFigure *self);
char       *ent_returns_figure_shorten  (const EntReturnsFigure *self);
const char *ent_returns_unit_get_nick   (EntReturnsUnit unit);
const char *ent_returns_unit_get_label  (EntReturnsUnit unit);
char       *ent_returns_format_number   (double number, guint decimals);

G_END_DECLS
