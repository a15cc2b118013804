/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-returns-year.h"

G_BEGIN_DECLS

/* What the page of a year shows, from top to bottom. */
void ent_returns_sections_fill (GtkBox *box, GPtrArray *years);

G_END_DECLS
