/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-store.h"

G_BEGIN_DECLS

/* What @widget does with a file that somebody chose. */
typedef void (*EntTakeFile) (GtkWidget *widget, GFile *file);

/* Writes what a workspace says of @data into the file @path, in another thread; returns whether it is there. */
typedef gboolean (*EntWriteFile) (EntWorkspace *workspace, gpointer data, const char *path, GCancellable *cancellable, GError **error);

/* What @widget does once a file is written. */
typedef void (*EntWritten) (GtkWidget *widget);

void ent_ask_for_file (GtkWidget *widget, const char *title, const char *kind, const char *suffix, const char *name, EntTakeFile take);
void ent_write_file (GtkWidget *widget, EntStore *store, GFile *file, EntWriteFile write, gpointer data, GDestroyNotify data_free);
void ent_write_file_then (GtkWidget *widget, EntStore *store, GFile *file, EntWriteFile write, gpointer data, GDestroyNotify data_free, EntWritten written);
void ent_open_file (GtkWidget *widget, EntStore *store, const char *name, EntWriteFile write, gpointer data, GDestroyNotify data_free);

G_END_DECLS
