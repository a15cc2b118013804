/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-chart-draw.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

/* More would not fit on a page; the tables have them all. */
#define ENT_RETURNS_DRAWING_MAX_ROWS 12

/* The charts of a year, the same in every document. */
typedef enum
{
  ENT_RETURNS_DRAWING_STAGES,
  ENT_RETURNS_DRAWING_TERRITORY,
  ENT_RETURNS_DRAWING_AUTHORITY,
  ENT_RETURNS_DRAWING_PRACTICES,
  ENT_RETURNS_DRAWING_THEMES,
  ENT_RETURNS_DRAWING_FLOW,
  ENT_RETURNS_DRAWING_DEPARTMENTS,
  ENT_RETURNS_DRAWING_OBSTACLES,
  ENT_RETURNS_DRAWING_BUDGET,
  ENT_RETURNS_DRAWING_RATIONALE,
  ENT_RETURNS_DRAWING_THREADS,
  ENT_RETURNS_N_DRAWINGS,
} EntReturnsDrawing;

/* A chart with the rows that it was found to have. */
typedef struct
{
  const char *title; /* translated */
  EntChartSpec spec; /* with the rows below */
  guint rows[ENT_RETURNS_DRAWING_MAX_ROWS];
} EntReturnsPlate;

gboolean ent_returns_drawing_prepare (EntReturnsDrawing drawing, EntReturnsYear *year, EntReturnsPlate *ret_plate);

G_END_DECLS
