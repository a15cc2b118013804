/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands on some days. */
typedef struct
{
  guint32 start; /* Julian days */
  guint32 end;
  char *label;           /* (not nullable) (owned) */
  const char *icon;      /* (not nullable): name of a symbolic icon */
  const char *css_class; /* (not nullable) */
} EntMonthEntry;

/* One day of the grid of a month. */
GtkWidget *ent_month_cell_new  (void);
void       ent_month_cell_fill (GtkWidget *cell, guint32 julian, const GArray *entries);
void       ent_month_cell_mark (GtkWidget *cell, guint32 julian, const GDate *chosen, guint32 today);

G_END_DECLS
