/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-issues.h"

G_BEGIN_DECLS

char *ent_sync_refusal_describe (const EntRefusal *refusal, char **ret_advice);

G_END_DECLS
