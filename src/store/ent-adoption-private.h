/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

gboolean ent_adoption_run (EntWorkspace *workspace, const char *fingerprint, GError **error);

G_END_DECLS
