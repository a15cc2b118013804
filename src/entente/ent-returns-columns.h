/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

/* The returns of a partnership or project, stage beside stage: sought, announced, actual. */
GtkWidget *ent_returns_columns_new (EntDossier *dossier);

G_END_DECLS
