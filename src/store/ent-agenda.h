/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ENT_AGENDA_EVENT,
  ENT_AGENDA_DEADLINE,
  ENT_AGENDA_ABSENCE,
} EntAgendaKind;

#define ENT_AGENDA_N_KINDS (ENT_AGENDA_ABSENCE + 1)

/* What stands in a calendar on one day or on several. */
typedef struct
{
  EntAgendaKind kind;
  char *start;           /* (not nullable) (owned): YYYY-MM-DD */
  char *end;             /* (not nullable) (owned): the last day, the same for one day */
  char *id;              /* (nullable) (owned): the record to open; %NULL for the time in which ODA is declared */
  const EntField *field; /* (nullable): of a deadline, the field that holds the day */
  const char *sort;      /* (nullable): the nick of an event's kind */
  char *title;           /* (not nullable) (owned) */
  char *subject;         /* (nullable) (owned): what it is about; of an absence, who stands in */
  char *place;           /* (nullable) (owned): of an event */
  char *people;          /* (nullable) (owned): who takes part in an event */
  gboolean done;         /* of a deadline */
} EntAgendaItem;

GPtrArray *ent_agenda_list (EntWorkspace *workspace, const char *from, const char *to, const char *person, GError **error);

G_END_DECLS
