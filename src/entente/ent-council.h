/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* How much somebody in office has to do with the international. */
typedef struct
{
  char *person;       /* (not nullable) (owned): identifier */
  char *name;         /* (not nullable) (owned) */
  guint n_carried;    /* partnerships */
  guint n_home;       /* delegations hosted and meetings in France */
  guint n_abroad;     /* missions and meetings abroad */
  guint n_seats;      /* in networks, now */
} EntCouncilMember;

/* A partnership that nobody in office carries, or one person alone. */
typedef struct
{
  char *partnership; /* (not nullable) (owned): identifier */
  char *title;       /* (not nullable) (owned) */
  char *name;        /* (nullable) (owned): who carries it; %NULL: nobody */
  gboolean is_chief; /* the one is the mayor or president */
} EntCouncilWarning;

/* A theme of a delegation that nothing international takes up. */
typedef struct
{
  char *theme; /* (not nullable) (owned): nick */
  char *names; /* (not nullable) (owned): who has it in a delegation */
} EntCouncilTheme;

/**
 * EntCouncil:
 *
 * One's own assembly at a glance: who carries what, what hangs on one person or on nobody, and what is not linked to the
 * international.
 */
typedef struct
{
  GPtrArray *members;  /* (element-type EntCouncilMember) (owned): in the order of the most involved */
  GPtrArray *warnings; /* (element-type EntCouncilWarning) (owned): carried by nobody first */
  GPtrArray *themes;   /* (element-type EntCouncilTheme) (owned) */
} EntCouncil;

EntCouncil *ent_council_load (EntWorkspace *workspace, const char *today, GError **error);
void        ent_council_free (EntCouncil *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntCouncil, ent_council_free)

G_END_DECLS
