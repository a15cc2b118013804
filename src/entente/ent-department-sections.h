/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-departments.h"
#include "ent-dossier.h"
#include "ent-speakers.h"

G_BEGIN_DECLS

/* Parts of a department's page, and of the page of all departments. */
GtkWidget *ent_department_facts_section_new   (EntDossier *dossier);
GtkWidget *ent_department_returns_section_new (EntDossier *dossier, const char *today);
GtkWidget *ent_department_matches_section_new (GPtrArray *matches, gboolean one_department);
GtkWidget *ent_department_unasked_section_new (GPtrArray *unasked);
GtkWidget *ent_speakers_section_new           (GPtrArray *speakers);

G_END_DECLS
