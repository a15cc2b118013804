/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void ent_children_remove (GtkWidget *container);

G_END_DECLS
