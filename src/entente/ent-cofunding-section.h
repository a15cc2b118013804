/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-cofunding.h"

G_BEGIN_DECLS

/* The two shares that co-funding looks at. */
GtkWidget *ent_cofunding_section_new (const EntCofunding *shares, const char *title);

G_END_DECLS
