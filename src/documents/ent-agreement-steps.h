/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* One step in the life of an agreement, from the deliberation to the renewal. */
typedef struct
{
  const char *name; /* (not nullable): translated */
  char *date;       /* (nullable) (owned): when it was done, or is due */
  char *missing;    /* (nullable) (owned): what is missing, in the user's words; %NULL where nothing is */
  const char *field; /* (nullable): the name of the field to fill in; %NULL where another agreement is what is missing */
} EntAgreementStep;

GPtrArray *ent_agreement_steps_load (EntWorkspace *workspace, EntRecord *agreement, const char *today, GError **error);
GPtrArray *ent_agreement_steps_list (EntRecord *agreement, gboolean renewed, const char *today);

G_END_DECLS
