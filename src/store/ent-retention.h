/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntRetentionState:
 * @ENT_RETENTION_OVER: the day until which the person was to be kept is over
 * @ENT_RETENTION_FORMER: no day was said, and all the roles that the person had are over
 * @ENT_RETENTION_SOON: the day comes within three months
 * @ENT_RETENTION_ANONYMISED: the person was anonymised
 *
 * Why a person is on a list of those to look at.
 */
typedef enum
{
  ENT_RETENTION_OVER,
  ENT_RETENTION_FORMER,
  ENT_RETENTION_SOON,
  ENT_RETENTION_ANONYMISED,
} EntRetentionState;

/* Somebody to keep longer, or to forget. */
typedef struct
{
  EntRetentionState state;
  char *id;    /* (not nullable) (owned): of a person */
  char *name;  /* (not nullable) (owned) */
  char *date;  /* (nullable) (owned): until when, when the last role ended, or when anonymised */
  char *why;   /* (nullable) (owned): the legal basis, or why they were anonymised */
} EntRetention;

/* How many people are kept, and how that is looked after. */
typedef struct
{
  gint64 n_people;     /* not anonymised */
  gint64 n_elected;    /* with an elected role, among them */
  gint64 n_staff;      /* who work in a department, among them */
  gint64 n_dated;      /* with a day until which they are kept */
  gint64 n_over;       /* whose day is over */
  gint64 n_anonymised;
} EntRetentionCounts;

void       ent_retention_free  (EntRetention *self);
GPtrArray *ent_retention_list  (EntWorkspace *workspace, const char *today, GError **error);
gboolean   ent_retention_count (EntWorkspace *workspace, const char *today, EntRetentionCounts *ret_counts, GError **error);
gboolean   ent_retention_keep  (EntWorkspace *workspace, const char *id, const char *until, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntRetention, ent_retention_free)

G_END_DECLS
