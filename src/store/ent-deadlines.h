/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* A day on which something is due, comes to an end or begins. */
typedef struct
{
  char *date;            /* (not nullable) (owned): YYYY-MM-DD */
  char *id;              /* (not nullable) (owned): the record to open */
  const EntField *field; /* (not nullable): the field that holds the date */
  char *headline;        /* (not nullable) (owned): of the record */
  char *subject;         /* (nullable) (owned): headline of what the record is about */
  gboolean late;         /* the day is past and the thing not done */
  gboolean done;         /* it has a day on which it was done */
} EntDeadline;

void ent_deadline_free (EntDeadline *deadline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntDeadline, ent_deadline_free)

GPtrArray *ent_deadlines_list_between (EntWorkspace *workspace, const char *from, const char *to, const char *person, GError **error);
GPtrArray *ent_deadlines_list (EntWorkspace *workspace, const char *today, guint months, guint limit, const char *const *about, GError **error);

G_END_DECLS
