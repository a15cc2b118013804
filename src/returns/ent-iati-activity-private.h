/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-document-problem.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

/* Who takes part, with the codes of IATI's lists OrganisationRole and OrganisationType. */
typedef struct
{
  int role;
  int type;
  char *reference; /* (nullable) (owned) */
  char *name;      /* (owned) */
} EntIatiBody;

/* What is public of the money of a year: its totals, in cents. */
typedef struct
{
  int year;
  gint64 planned, committed, paid;
} EntIatiYear;

/* A return that is published, with the one it answers where there is one. */
typedef struct
{
  char *id;      /* (owned) */
  char *title;   /* (owned) */
  char *measure; /* (nullable) (owned): nick */
  char *unit;    /* (nullable) (owned) */
  int year;
  gboolean is_actual;
  gboolean has_value, has_target;
  double value, target;
} EntIatiResult;

/* A published project, with all that is said of it. */
typedef struct
{
  EntRecord *project;      /* (owned) */
  EntRecord *partnership;  /* (nullable) (owned) */
  char *identifier;        /* (owned) */
  char dates[4][11];       /* planned start, start, planned end, end; whole days, empty where there is none */
  GPtrArray *countries;    /* (owned) (element-type utf8): ISO 3166, each once */
  GPtrArray *purposes;     /* (owned) (element-type utf8): DAC codes, each once */
  GPtrArray *bodies;       /* (owned) (element-type EntIatiBody) */
  GArray *years;           /* (owned) (element-type EntIatiYear) */
  GPtrArray *results;      /* (owned) (element-type EntIatiResult) */
} EntIatiActivity;

/* Who publishes. */
typedef struct
{
  char *reference; /* (owned): FR-RCS-… */
  char *name;      /* (owned) */
  char *id;        /* (owned): the record of the authority */
} EntIatiPublisher;

EntIatiPublisher *ent_iati_publisher_load (EntWorkspace *workspace, GPtrArray *problems);
void              ent_iati_publisher_free (EntIatiPublisher *self);

EntIatiActivity *ent_iati_activity_load  (EntWorkspace *workspace, EntRecord *project, const EntIatiPublisher *publisher, GError **error);
void             ent_iati_activity_free  (EntIatiActivity *self);
void             ent_iati_activity_check (const EntIatiActivity *self, const char *today, GPtrArray *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntIatiPublisher, ent_iati_publisher_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntIatiActivity, ent_iati_activity_free)

G_END_DECLS
