/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-council.h"

G_BEGIN_DECLS

void ent_council_sections_add (GtkBox *box, const EntCouncil *council);

G_END_DECLS
