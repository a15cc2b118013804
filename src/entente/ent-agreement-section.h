/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

/* An agreement from the deliberation to the renewal, what is missing, and what to do next. */
GtkWidget *ent_agreement_section_new (EntDossier *dossier);

G_END_DECLS
