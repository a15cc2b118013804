/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

/* The time that people put in. */
GtkWidget *ent_time_section_new (EntDossier *dossier, const char *hint, const char *today);
GtkWidget *ent_time_row_new     (const EntShare *share, double most);

G_END_DECLS
