/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* Whom something may have come back for. */
#define ENT_INVOLVEMENT_LOG_N_PROPOSALS 2

/**
 * EntInvolvementLog:
 *
 * What is written at once: an involvement, and what came back of it. Made by one thread, written by another.
 */
typedef struct
{
  EntRecord *record;                                 /* (owned) */
  char *proposals[ENT_INVOLVEMENT_LOG_N_PROPOSALS];  /* (owned): a sentence each, perhaps empty */
} EntInvolvementLog;

void        ent_involvement_log_free         (gpointer data);
const char *ent_involvement_log_get_category (guint position);
gpointer    ent_involvement_log_write        (EntWorkspace *workspace, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
