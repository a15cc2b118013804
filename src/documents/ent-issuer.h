/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* Whom a document is from. */
char *ent_issuer_get_name (EntWorkspace *workspace, const char *setting);
char *ent_issuer_describe (EntWorkspace *workspace, const char *today);

G_END_DECLS
