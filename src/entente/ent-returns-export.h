/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-returns-year.h"

G_BEGIN_DECLS

/**
 * EntReturnsFormat:
 * @ENT_RETURNS_REPORT: the report, to read and to print
 * @ENT_RETURNS_FIGURES: the figures, for a spreadsheet
 *
 * What a year can be exported as.
 */
typedef enum
{
  ENT_RETURNS_REPORT,
  ENT_RETURNS_FIGURES,
} EntReturnsFormat;

void ent_returns_export (GtkWidget *widget, EntReturnsYear *year, EntReturnsFormat format);
void ent_returns_export_to (GtkWidget *widget, EntReturnsYear *year, EntReturnsFormat format, GFile *file);

G_END_DECLS
