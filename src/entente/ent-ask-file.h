/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What @widget does with a file that somebody chose. */
typedef void (*EntTakeFile) (GtkWidget *widget, GFile *file);

void ent_ask_for_file (GtkWidget *widget, const char *title, const char *kind, const char *suffix, const char *name, EntTakeFile take);
void ent_tell_written_cb (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
