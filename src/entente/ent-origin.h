/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

char *ent_origin_describe (EntRecord *record, EntWorkspace *workspace);

G_END_DECLS
