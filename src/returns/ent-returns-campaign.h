/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-year.h"

G_BEGIN_DECLS

/* The campaign of a year: the record that says when its returns are gathered, and that keeps its figures once it is
 * closed. It travels to the colleagues of the unit, and history has who opened, closed and opened it again. */
EntRecord *ent_returns_campaign_find   (EntWorkspace *workspace, int year, GError **error);
gboolean   ent_returns_campaign_open   (EntWorkspace *workspace, int year, const char *due, const char *who, GError **error);
gboolean   ent_returns_campaign_close  (EntWorkspace *workspace, int year, const char *comment, const char *who, GCancellable *cancellable, GError **error);
gboolean   ent_returns_campaign_reopen (EntWorkspace *workspace, int year, const char *why, const char *who, GError **error);

gboolean        ent_returns_campaign_is_closed   (EntRecord *campaign);
EntReturnsYear *ent_returns_campaign_get_figures (EntRecord *campaign, GError **error);

G_END_DECLS
