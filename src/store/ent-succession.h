/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntChargeKind:
 * @ENT_CHARGE_DELEGATION: a term of office, with its delegation
 * @ENT_CHARGE_PARTNERSHIP: a partnership that the official carries
 * @ENT_CHARGE_SEAT: a seat in a network
 *
 * What an elected official hands over.
 */
typedef enum
{
  ENT_CHARGE_DELEGATION,
  ENT_CHARGE_PARTNERSHIP,
  ENT_CHARGE_SEAT,
} EntChargeKind;

typedef struct
{
  EntChargeKind kind;
  char *id;         /* (not nullable) (owned): of the term of office, the partnership, or the role that is the seat */
  char *title;      /* (not nullable) (owned): perhaps empty */
  char *function;   /* (nullable) (owned): nick, of delegations */
  char *start;      /* (nullable) (owned): a date, perhaps partial */
  gboolean is_shared; /* somebody else carries the partnership too */
  char *successor;  /* (nullable) (owned): identifier of a person; of the official, where he or she keeps it; %NULL nobody */
} EntCharge;

/**
 * EntSuccession:
 *
 * A change of mandate: who leaves, when, and who takes over what. Plain data; nothing is written before
 * ent_succession_apply().
 */
typedef struct
{
  char *person;    /* (not nullable) (owned): who leaves */
  char *name;      /* (not nullable) (owned) */
  char *role;      /* (not nullable) (owned): the elected role */
  char *body;      /* (not nullable) (owned): the authority */
  char *body_name; /* (not nullable) (owned) */
  char *start;     /* (nullable) (owned): of the role, perhaps partial */
  GPtrArray *charges; /* (element-type EntCharge) (owned) */
  char *end;       /* (nullable) (owned): the last day, YYYY-MM-DD */
  gboolean leaves; /* leaves the assembly, and not only what others take over */
} EntSuccession;

EntSuccession *ent_succession_load  (EntWorkspace *workspace, const char *person, const char *today, GError **error);
void           ent_succession_free  (EntSuccession *self);
gboolean       ent_succession_check (const EntSuccession *self, EntWorkspace *workspace, const EntCharge **ret_charge, GError **error);
gboolean       ent_succession_apply (const EntSuccession *self, EntWorkspace *workspace, GError **error);

gboolean       ent_charge_is_left   (const EntCharge *charge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntSuccession, ent_succession_free)

G_END_DECLS
