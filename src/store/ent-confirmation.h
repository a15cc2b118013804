/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* Time that somebody logged counts as said until the unit, or who heads the department, confirms it. */
gboolean   ent_confirmation_write     (EntWorkspace *workspace, const char *const *ids, const char *by, const char *on, guint *ret_n, GError **error);
GStrv      ent_confirmation_find      (EntWorkspace *workspace, EntQuery *query, GError **error);
GPtrArray *ent_confirmation_list_team (EntWorkspace *workspace, const char *head, const char *today, GError **error);

G_END_DECLS
