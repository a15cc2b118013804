/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

GtkWidget *ent_request_section_new       (EntDossier *dossier, const char *today);
void       ent_request_row_add_steps     (GtkWidget *row, EntRecord *request);
GtkWidget *ent_request_answer_row_new    (EntRecord *request);
char      *ent_request_describe_approach (const char *approached, const char *start);

G_END_DECLS
