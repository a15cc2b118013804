/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

gboolean ent_generate_create (const char *path, guint authorities, guint projects, guint32 seed, GError **error);

G_END_DECLS
