/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-agenda.h"

G_BEGIN_DECLS

const char *ent_agenda_get_icon  (EntAgendaKind kind);
const char *ent_agenda_get_class (EntAgendaKind kind);
char       *ent_agenda_get_title (const EntAgendaItem *item);
GtkWidget  *ent_agenda_row_new   (const EntAgendaItem *item, const char *today);

G_END_DECLS
