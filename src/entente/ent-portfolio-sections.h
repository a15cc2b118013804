/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

/* What the page of an elected official shows first. */
void     ent_portfolio_sections_add   (GtkBox *box, EntDossier *dossier, const char *today);
gboolean ent_portfolio_sections_cover (EntDossier *dossier, const char *entity);

G_END_DECLS
