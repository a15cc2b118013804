/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-store.h"

G_BEGIN_DECLS

/* A request to a department as it leaves the unit, in one of ENT_LETTER_LANGUAGES. */
void ent_request_memo_mail (GtkWidget *widget, EntStore *store, const char *request, const char *language);
void ent_request_memo_save (GtkWidget *widget, EntStore *store, const char *request, const char *language);

G_END_DECLS
