/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programs of this folder measure, a line each: the name of the figure, a tab, its value. */
#pragma once

#include <glib.h>

static inline double
bench_now (void)
{
  return g_get_monotonic_time () / 1000.0;
}

static inline void
bench_report (const char *name,
              double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_print ("%s\t%s\n", name, g_ascii_formatd (text, sizeof text, "%.3f", value));
}

static inline int
bench_compare (gconstpointer a,
               gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

/* Reports the median of several measurements, and the one that nine of ten do not exceed. */
static inline void
bench_report_many (const char *name,
                   GArray *values)
{
  g_autofree char *late = g_strconcat (name, " (9 of 10)", NULL);

  g_array_sort (values, bench_compare);
  bench_report (name, g_array_index (values, double, values->len / 2));
  bench_report (late, g_array_index (values, double, values->len * 9 / 10));
}
