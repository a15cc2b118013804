/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EntProgress:
 *
 * How far something is that another thread does. Reference-counted.
 */
typedef struct _EntProgress EntProgress;

EntProgress *ent_progress_new    (void);
EntProgress *ent_progress_ref    (EntProgress *self);
void         ent_progress_unref  (EntProgress *self);
void         ent_progress_report (double fraction, gpointer self);
guint        ent_progress_show   (EntProgress *self, GtkProgressBar *bar);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntProgress, ent_progress_unref)

G_END_DECLS
