/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

GPtrArray  *ent_person_anonymise   (EntWorkspace *workspace, const char *id, const char *why, GError **error);
gboolean    ent_person_forget_name (EntWorkspace *workspace, const char *name, const char *instead, GError **error);
JsonObject *ent_person_collect     (EntWorkspace *workspace, const char *id, GError **error);

G_END_DECLS
