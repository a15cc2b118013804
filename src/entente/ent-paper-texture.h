/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

GdkTexture *ent_paper_texture_new (cairo_surface_t *picture, double width, double height, double scale);

G_END_DECLS
