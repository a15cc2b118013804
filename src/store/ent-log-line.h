/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

/**
 * EntLogLine:
 * @amount: how much time; 0 where the line does not say
 * @unit: (nullable): nick of what @amount is counted in, as in `ent_choices_involvement_units`
 * @kind: (nullable): nick of the kind of work, as in `ent_choices_involvement_kinds`
 * @from: (nullable) (owned): the day, or the first of several, YYYY-MM-DD
 * @to: (nullable) (owned): the last of several
 * @words: (not nullable) (array zero-terminated=1) (owned): the rest, as it was typed
 *
 * What one line says of time spent: “2 h expertise Goris water”.
 */
typedef struct
{
  double amount;
  const char *unit;
  const char *kind;
  char *from;
  char *to;
  GStrv words;
} EntLogLine;

EntLogLine *ent_log_line_parse (const char *text, const char *today);
void        ent_log_line_free  (EntLogLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntLogLine, ent_log_line_free)

G_END_DECLS
