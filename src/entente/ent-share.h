/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What somebody, or some source, puts in. */
typedef struct
{
  char *id;         /* (not nullable) (owned): of a record; the nick of a source for money */
  char *headline;   /* (not nullable) (owned) */
  double days;
  gint64 planned;   /* cents */
  gint64 committed; /* cents */
  gint64 paid;      /* cents */
} EntShare;

/* (element-type EntShare): each identifier once. */
GPtrArray *ent_shares_new      (void);
EntShare  *ent_shares_ensure   (GPtrArray *shares, const char *id, const char *headline);
void       ent_shares_sort     (GPtrArray *shares);
double     ent_shares_sum_days (GPtrArray *shares);

G_END_DECLS
