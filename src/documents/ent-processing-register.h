/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sheet.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

EntSheet *ent_processing_register_compose (EntWorkspace *workspace, const char *today, GError **error);

G_END_DECLS
