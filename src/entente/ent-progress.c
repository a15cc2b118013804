/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-progress.h"

/* Often enough to be seen moving. */
#define SHOW_INTERVAL_MS 100

struct _EntProgress
{
  int thousandths; /* (atomic) */
};

/**
 * ent_progress_new:
 *
 * Returns: (transfer full): at its beginning
 */
EntProgress *
ent_progress_new (void)
{
  return g_atomic_rc_box_new0 (EntProgress);
}

/**
 * ent_progress_ref:
 * @self: a progress
 *
 * Returns: (transfer full): @self
 */
EntProgress *
ent_progress_ref (EntProgress *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ent_progress_unref:
 * @self: (transfer full): a progress
 */
void
ent_progress_unref (EntProgress *self)
{
  g_atomic_rc_box_release (self);
}

/**
 * ent_progress_report:
 * @fraction: how much is done, from 0 to 1
 * @self: an #EntProgress
 *
 * From the thread that works.
 */
void
ent_progress_report (double fraction,
                     gpointer self)
{
  g_atomic_int_set (&((EntProgress *) self)->thousandths, (int) (fraction * 1000));
}

typedef struct
{
  EntProgress *progress; /* (owned) */
  GtkProgressBar *bar;   /* (owned) */
} Shown;

static gboolean
show_cb (gpointer data)
{
  Shown *shown = data;

  gtk_progress_bar_set_fraction (shown->bar, g_atomic_int_get (&shown->progress->thousandths) / 1000.0);
  return G_SOURCE_CONTINUE;
}

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  ent_progress_unref (shown->progress);
  g_object_unref (shown->bar);
  g_free (shown);
}

/**
 * ent_progress_show:
 * @self: a progress
 * @bar: where to show it
 *
 * Shows it from now on, until the source is removed.
 *
 * Returns: the identifier of the source
 */
guint
ent_progress_show (EntProgress *self,
                   GtkProgressBar *bar)
{
  Shown *shown = g_new (Shown, 1);

  *shown = (Shown){ ent_progress_ref (self), g_object_ref (bar) };
  show_cb (shown);
  return g_timeout_add_full (G_PRIORITY_DEFAULT, SHOW_INTERVAL_MS, show_cb, shown, shown_free);
}
