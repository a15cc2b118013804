/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-store.h"

G_BEGIN_DECLS

/* Confirm time that was logged, in the name of who works here, and tell so with the offer to undo it. */
void ent_confirm_entries (GtkWidget *widget, EntStore *store, const char *const *ids);
void ent_confirm_shown   (GtkWidget *widget, EntStore *store, EntQuery *query);

G_END_DECLS
