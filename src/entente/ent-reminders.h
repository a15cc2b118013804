/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* What somebody is to be reminded of. */
typedef struct
{
  char *key;   /* (not nullable) (owned): the thing and its day: another day is another reminder */
  char *date;  /* (not nullable) (owned): YYYY-MM-DD */
  char *path;  /* (not nullable) (owned): of the workspace */
  char *id;    /* (nullable) (owned): the record to open; %NULL for what is no record */
  char *title; /* (not nullable) (owned) */
  char *body;  /* (not nullable) (owned): when, and what it is about unless that is the unit's own */
} EntReminder;

GPtrArray *ent_reminders_refuse   (const char *path, const char *reason, const char *today);
GPtrArray *ent_reminders_list     (EntWorkspace *workspace, const char *today, guint days, GError **error);
void       ent_reminders_keep_new (GPtrArray *reminders, const char *today);

G_END_DECLS
