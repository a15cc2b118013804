/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* Records with what can be known beforehand already written in. */
EntRecord *ent_new_record     (EntWorkspace *workspace, const EntEntity *entity);
EntRecord *ent_new_record_for (EntWorkspace *workspace, const EntEntity *entity, const EntField *field, const char *target);

G_END_DECLS
