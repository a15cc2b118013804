/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

GtkWidget *ent_people_section_new (EntDossier *dossier);

G_END_DECLS
