/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-record.h"

G_BEGIN_DECLS

/* What is written in a record, as boxed lists to read: one group for each section of its form. */
void       ent_facts_append      (GtkBox *box, EntRecord *record, const char *const *except);
GtkWidget *ent_facts_create_text (EntRecord *record, const EntField *field);

char      *ent_facts_get_uri     (const EntField *field, const char *text);

G_END_DECLS
