/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

gboolean ent_set_up_create    (const char *path, const char *authority, const char *siren, GError **error);
gboolean ent_set_up_authority (EntWorkspace *workspace, const char *authority, const char *siren, GError **error);

/* Makes a file and fills it; nothing is left of it where filling fails. */
typedef gboolean (*EntSetUpFunc) (EntWorkspace *workspace, gpointer data, GError **error);
gboolean ent_set_up_filled (const char *path, EntSetUpFunc fill, gpointer data, GError **error);

G_END_DECLS
