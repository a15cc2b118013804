/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-sheet.h"
#include "ent-store.h"

G_BEGIN_DECLS

/* Where a document goes. */
typedef enum
{
  ENT_PRINT_PAPER,
  ENT_PRINT_PDF,
} EntPrintTarget;

EntSheet *ent_print_compose_list   (EntWorkspace *workspace, EntQuery *query, const char *const *columns, GCancellable *cancellable, GError **error);
EntSheet *ent_print_compose_record (EntWorkspace *workspace, const char *id, GCancellable *cancellable, GError **error);

GtkPrintOperation *ent_print_operation_new (EntSheet *sheet);

void ent_print_composed (GtkWidget *widget, EntStore *store, EntStoreFunc compose, gpointer data, GDestroyNotify data_free, EntPrintTarget target);
void ent_print_list   (GtkWidget *widget, EntStore *store, EntQuery *query, const char *const *columns, EntPrintTarget target);
void ent_print_sheet  (GtkWidget *widget, EntSheet *sheet, EntPrintTarget target);
void ent_print_record (GtkWidget *widget, EntStore *store, const char *id, EntPrintTarget target);

G_END_DECLS
