/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* One elected role of somebody, with the term of office that belongs to it. */
typedef struct
{
  char *person;      /* (not nullable) (owned): identifier */
  char *term;        /* (not nullable) (owned): identifier of the term of office, or of the role where there is none */
  char *name;        /* (not nullable) (owned) */
  char *body;        /* (not nullable) (owned): headline of the authority */
  gboolean own;      /* it is the workspace's own authority */
  gboolean past;     /* it has ended */
  char *title;       /* (nullable) (owned): of the role */
  char *function;    /* (nullable) (owned): nick */
  char *delegation;  /* (nullable) (owned): as worded */
  char *order;       /* (nullable) (owned): reference of the delegation order */
  GStrv themes;      /* (nullable) (owned): nicks */
  char *start;       /* (nullable) (owned): a date, perhaps partial */
  char *end;         /* (nullable) (owned) */
  char *partnerships; /* (nullable) (owned): headlines of those that the person leads, each on a line */
  double days;       /* of involvement, this year */
} EntOfficial;

void       ent_official_free  (EntOfficial *official);
GPtrArray *ent_officials_list (EntWorkspace *workspace, const char *today, GError **error);
GPtrArray *ent_officials_list_of (EntWorkspace *workspace, const char *person, const char *today, GError **error);

const char *ent_official_get_charge  (const EntOfficial *official);
char       *ent_official_join_themes (const EntOfficial *official);

G_END_DECLS
