/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

/* The money of a partnership or project: planned, committed, paid, and by whom. */
GtkWidget *ent_money_section_new (EntDossier *dossier, const char *today);

G_END_DECLS
