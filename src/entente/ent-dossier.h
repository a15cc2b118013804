/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-cofunding.h"
#include "ent-application.h"
#include "ent-contacts.h"
#include "ent-departments.h"
#include "ent-mobilisation.h"
#include "ent-portfolio.h"
#include "ent-return-match.h"
#include "ent-share.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

/* The records of one entity that belong to another record, or refer to it. */
typedef struct
{
  const EntEntity *entity; /* (not nullable) */
  const EntField *field;   /* (nullable): the reference by which a new one would belong, NULL where there is none */
  GPtrArray *records;      /* (element-type EntRecord) (owned): the first of them, in the order of the entity */
  guint total;             /* how many there are */
} EntDossierGroup;

/**
 * EntDossier:
 *
 * Everything around one record, read in one go: what belongs to it, at any depth, and what refers to it. Plain data, of
 * one thread at a time.
 */
typedef struct
{
  EntRecord *record;   /* (not nullable) (owned) */
  GPtrArray *groups;   /* (element-type EntDossierGroup) (owned): those that are not empty, in the order of the schema */
  GPtrArray *people;   /* (element-type EntShare) (owned): who was involved, the most days first */
  GPtrArray *sources;  /* (element-type EntShare) (owned): of money, in the order of the schema */
  GPtrArray *contacts; /* (element-type EntContact) (owned): of a partnership, whom to write to */
  EntCofunding *cofunding; /* (nullable) (owned): of a project */
  EntApproach *approach; /* (nullable) (owned): of a project or a request to a department */
  EntDepartmentFacts *department; /* (nullable) (owned): of a department */
  GPtrArray *matches;  /* (nullable) (element-type EntMatch) (owned): of a department */
  GHashTable *returns; /* (owned): identifier of a return → EntReturnMatch */
  double days;         /* of a department: the time of those who work there, this year */
  EntApplication *application; /* (nullable) (owned): of a co-funding file */
  GPtrArray *steps;    /* (nullable) (element-type EntAgreementStep) (owned): of an agreement */
  EntPortfolio *portfolio; /* (nullable) (owned): of a person */
  GPtrArray *deadlines; /* (element-type EntDeadline) (owned) */
  GPtrArray *alerts;   /* (element-type EntAlert) (owned) */
  GPtrArray *history;  /* (element-type EntHistoryRow) (owned) */
} EntDossier;

EntDossier            *ent_dossier_load       (EntWorkspace *workspace, const char *id, const char *today, GCancellable *cancellable, GError **error);
void                   ent_dossier_free       (EntDossier *self);
const EntDossierGroup *ent_dossier_find_group (EntDossier *self, const char *entity);
EntReturnMatch         ent_dossier_get_match   (EntDossier *self, EntRecord *record);
gboolean               ent_dossier_is_umbrella (EntDossier *self);
const EntField        *ent_dossier_get_link   (const EntEntity *from, const EntEntity *to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntDossier, ent_dossier_free)

G_END_DECLS
