/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ENT_VERDICT_UNKNOWN,
  ENT_VERDICT_FAILED,
  ENT_VERDICT_PASSED,
} EntVerdict;

/* One rule of a call, held against a co-funding file. */
typedef struct
{
  const char *name; /* (not nullable): translated */
  EntVerdict verdict;
  char *reason;     /* (not nullable) (owned): a sentence, translated */
} EntEligibilityRule;

GPtrArray *ent_eligibility_load (EntWorkspace *workspace, EntRecord *application, const char *today, GError **error);

G_END_DECLS
