/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-workspace.h"

G_BEGIN_DECLS

#define ENT_TYPE_HIT_LIST (ent_hit_list_get_type ())

/**
 * EntHitList:
 *
 * A boxed list of records found, for as many as a person reads at a time (a hundred, not a thousand).
 *
 * Signal: activated (const char *id): a row was opened.
 */
G_DECLARE_FINAL_TYPE (EntHitList, ent_hit_list, ENT, HIT_LIST, GtkWidget)

GtkWidget *ent_hit_list_new      (void);
void       ent_hit_list_set_hits (EntHitList *self, GPtrArray *hits);
guint      ent_hit_list_get_n_hits (EntHitList *self);

G_END_DECLS
