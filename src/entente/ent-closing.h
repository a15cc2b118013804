/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

/* What is done with the campaign of a year; the window tells how it ended. */
void ent_closing_open_campaign (GtkWidget *widget, EntStore *store, int year, const char *due);
void ent_closing_ask_to_close  (GtkWidget *widget, EntStore *store, int year);
void ent_closing_ask_to_reopen (GtkWidget *widget, EntStore *store, int year);
void ent_closing_close         (GtkWidget *widget, EntStore *store, int year, const char *comment);
void ent_closing_reopen        (GtkWidget *widget, EntStore *store, int year, const char *why);

G_END_DECLS
