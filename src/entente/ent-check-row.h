/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How something stands that a procedure or a rule asks for. */
typedef enum
{
  ENT_CHECK_UNKNOWN,
  ENT_CHECK_FAILED,
  ENT_CHECK_PASSED,
  ENT_CHECK_AHEAD, /* settled, and still to come */
} EntCheck;

GtkWidget *ent_check_row_new  (const char *title, const char *subtitle, EntCheck check);
void       ent_check_row_open (GtkWidget *row, const char *id);
GtkWidget *ent_next_step_new  (const char *label, const char *action, GVariant *target);

G_END_DECLS
