/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-document.h"

G_BEGIN_DECLS

GtkWidget *ent_document_table_view_new (const EntDocumentTable *table);

G_END_DECLS
