/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-share.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

GPtrArray *ent_time_list_people (EntWorkspace *workspace, int year, GError **error);
char  *ent_time_display_days      (double days);
char  *ent_time_display_since     (const char *at);

G_END_DECLS
