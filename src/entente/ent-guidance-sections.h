/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

/* What the study found missing most often, on the pages of projects, partnerships and evaluations. */
GtkWidget *ent_cobuilding_section_new    (EntDossier *dossier);
GtkWidget *ent_operator_section_new      (EntDossier *dossier);
GtkWidget *ent_evaluations_section_new   (EntDossier *dossier);
GtkWidget *ent_findings_section_new      (EntDossier *dossier);
GtkWidget *ent_announcements_section_new (EntDossier *dossier);

G_END_DECLS
