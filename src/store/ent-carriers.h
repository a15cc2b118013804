/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* SQL: whether a role in an organisation is a seat that somebody holds there for the authority, and not a job. */
#define ENT_SEAT_SQL                                                                                                   \
  "(organisation.kind IN ('network', 'regional-network') OR role.kind = 'elected' OR role.\"mission-letter\" IS NOT NULL)"

/* An elected official who carries a partnership: who leads it, or whose last word on it is that he or she carries it. */
typedef struct
{
  char *partnership; /* (not nullable) (owned): identifier */
  char *title;       /* (not nullable) (owned): of the partnership */
  char *person;      /* (not nullable) (owned): identifier */
  char *name;        /* (not nullable) (owned) */
  char *since;       /* (nullable) (owned): the day on which it was said */
  gboolean leads;    /* is the partnership's lead elected official */
  gboolean in_office; /* has an elected role in the workspace's own authority today */
  gboolean is_chief;  /* is its mayor or president today */
} EntCarrier;

void       ent_carrier_free  (EntCarrier *carrier);
GPtrArray *ent_carriers_list (EntWorkspace *workspace, const char *today, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntCarrier, ent_carrier_free)

G_END_DECLS
