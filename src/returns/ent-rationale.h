/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EntRationale:
 * @letter: the study's letter, `A` to `K`
 * @label: the study's caption, untranslated
 * @poles: (array zero-terminated=1): nicks of the poles that it combines
 *
 * One of the eleven combinations of poles that the study names.
 */
typedef struct
{
  char letter;
  const char *label;
  const char *poles[4];
} EntRationale;

const EntRationale *ent_rationales          (gsize *ret_n);
const EntRationale *ent_rationale_find      (const char *const *poles);
const char         *ent_rationale_get_label (const EntRationale *self);

G_END_DECLS
