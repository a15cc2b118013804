/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When frames of the process are painted, and how much memory it has. */
#pragma once

#include <gdk/gdk.h>
#include <string.h>

#include "bench.h"

static struct
{
  guint frames;
  double first; /* when the first frame was painted */
  double last;
  double length; /* of the last frame, all its phases together */
  double begun;
} bench_paint;

static inline gboolean
bench_before_paint (GSignalInvocationHint *hint,
                    guint n_values,
                    const GValue *values,
                    gpointer unused)
{
  bench_paint.begun = bench_now ();
  return TRUE;
}

static inline gboolean
bench_after_paint (GSignalInvocationHint *hint,
                   guint n_values,
                   const GValue *values,
                   gpointer unused)
{
  bench_paint.last = bench_now ();
  bench_paint.length = bench_paint.last - bench_paint.begun;
  if (bench_paint.frames++ == 0)
    bench_paint.first = bench_paint.last;
  return TRUE;
}

static inline void
bench_watch_frames (void)
{
  gpointer klass = g_type_class_ref (GDK_TYPE_FRAME_CLOCK);

  g_signal_add_emission_hook (g_signal_lookup ("before-paint", GDK_TYPE_FRAME_CLOCK), 0, bench_before_paint, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0, bench_after_paint, NULL, NULL);
  g_type_class_unref (klass);
}

/* When the process was asked for, on the same clock: whoever starts it says so. */
static inline double
bench_get_start (void)
{
  const char *start = g_getenv ("BENCH_START");

  return start != NULL ? g_ascii_strtod (start, NULL) : 0;
}

/* In megabytes, with a fair share of what is shared. */
static inline double
bench_get_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;

  line = strstr (text, "\nPss:");
  return line != NULL ? g_ascii_strtod (line + strlen ("\nPss:"), NULL) / 1024 : 0;
}
