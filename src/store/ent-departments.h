/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntDepartmentFacts:
 *
 * What a department has to do with the unit's work. Requests to those who work there are its own too.
 */
typedef struct
{
  guint asked;          /* requests that left */
  guint accepted;       /* of these; done ones too */
  guint declined;
  guint waiting;
  int median_wait;      /* days until an answer, G_MAXINT where there was none */
  int longest_wait;
  GStrv languages;      /* (not nullable) (owned): what those who work there now speak, with the best level of each */
  GPtrArray *returns;   /* (not nullable) (owned) (element-type EntRecord): actual, for the authority, from what it worked on */
  GStrv above;          /* (not nullable) (owned): names of what it is part of, the nearest first */
  gboolean under_dgs;   /* the last of these is the director general’s office */
} EntDepartmentFacts;

/* A department whose competences meet what a project is about, and that was not asked. */
typedef struct
{
  char *department;      /* (not nullable) (owned): identifier */
  char *department_name; /* (not nullable) (owned) */
  char *project;         /* (nullable) (owned): identifier; NULL for a department that was never asked for anything */
  char *project_title;   /* (nullable) (owned) */
  GStrv themes;          /* (not nullable) (owned): nicks that both have, or that the department has */
} EntMatch;

EntDepartmentFacts *ent_department_facts_load (EntWorkspace *workspace, const char *id, const char *today, GError **error);
void                ent_department_facts_free (EntDepartmentFacts *self);

void       ent_match_free              (EntMatch *match);
GPtrArray *ent_departments_list_matches (EntWorkspace *workspace, const char *department, GError **error);
GPtrArray *ent_departments_list_unasked (EntWorkspace *workspace, GError **error);

gboolean ent_department_check_parent (EntWorkspace *workspace, EntRecord *department, const char *parent, GError **error);
gboolean ent_department_move         (EntWorkspace *workspace, const char *id, const char *parent, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntDepartmentFacts, ent_department_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntMatch, ent_match_free)

G_END_DECLS
