/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENT_TYPE_CHIP (ent_chip_get_type ())

/**
 * EntChip:
 *
 * One of several values, with a button to take it away.
 *
 * Signal: removed ()
 */
G_DECLARE_FINAL_TYPE (EntChip, ent_chip, ENT, CHIP, GtkWidget)

GtkWidget  *ent_chip_new       (const char *label);
const char *ent_chip_get_label (EntChip *self);

G_END_DECLS
