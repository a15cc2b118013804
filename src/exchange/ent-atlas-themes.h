/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GStrv ent_atlas_parse_themes (const char *label);

G_END_DECLS
