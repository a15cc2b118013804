/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

/* The body of a record's page, each part into a box of its own. */
void ent_record_sections_add_alerts (GtkBox *box, EntDossier *dossier);
void ent_record_sections_add_dates  (GtkBox *box, EntDossier *dossier, const char *today);
void ent_record_sections_add_facts  (GtkBox *box, EntDossier *dossier);
void ent_record_sections_add_parts  (GtkBox *box, EntDossier *dossier, const char *today);
void ent_record_sections_add_history (GtkBox *box, EntDossier *dossier, EntWorkspace *workspace);

G_END_DECLS
