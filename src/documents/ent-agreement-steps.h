/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-record.h"

G_BEGIN_DECLS

/* One step in the life of an agreement, from the deliberation to the renewal. */
typedef struct
{
  const char *name; /* (not nullable): translated */
  char *date;       /* (nullable) (owned): when it was done, or is due */
  char *missing;    /* (nullable) (owned): what is missing, in the user's words; %NULL where nothing is */
} EntAgreementStep;

GPtrArray *ent_agreement_steps_list (EntRecord *agreement, gboolean renewed, const char *today);

G_END_DECLS
