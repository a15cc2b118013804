/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-workspace.h"

G_BEGIN_DECLS

/* How a state is to be taken. */
typedef enum
{
  ENT_TONE_NEUTRAL,
  ENT_TONE_ACCENT,
  ENT_TONE_SUCCESS,
  ENT_TONE_WARNING,
  ENT_TONE_ERROR,
} EntTone;

const EntField *ent_summary_get_state_field (const EntEntity *entity);
const char *ent_summary_get_state (EntRecord *record, const char *today, EntTone *ret_tone);
char       *ent_summary_get_title  (EntRecord *record, const char *parent);
char       *ent_summary_get_detail (EntRecord *record, const char *parent);
char       *ent_summary_get_when   (EntRecord *record);
char       *ent_summary_get_period (const char *start, const char *end);

GtkWidget  *ent_pill_new (const char *label, EntTone tone);

G_END_DECLS
