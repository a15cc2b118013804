/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

/* The head of a record's page: what it is, at a glance. */
void ent_hero_fill (GtkBox *box, EntDossier *dossier, const char *today);

G_END_DECLS
