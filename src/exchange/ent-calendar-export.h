/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

char *ent_calendar_export (EntWorkspace *workspace, GDateTime *now, GCancellable *cancellable, GError **error);

G_END_DECLS
