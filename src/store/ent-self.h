/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* Who works at this desk. Settings of the workspace's file, which no synchronisation carries: they say nothing about others. */
#define ENT_SETTING_PERSON "own-person"
#define ENT_SETTING_DEPARTMENT "point-department"
#define ENT_SETTING_VIEW "view"

/* Of #ENT_SETTING_VIEW: the unit's own notes are not shown. Anything else is the unit's view. */
#define ENT_VIEW_POINT_PERSON "point-person"

/**
 * EntOwnWork:
 * @person: (nullable) (owned): identifier of who works here
 * @person_name: (nullable) (owned)
 * @department_name: (nullable) (owned)
 * @waiting: (element-type EntRecord) (owned): requests to them or to their department that wait for an answer
 * @answered: (element-type EntRecord) (owned): the others, the latest first
 * @projects: (element-type EntRecord) (owned): which concern their department, or on which they worked
 * @team: (element-type EntRecord) (owned): of what they head, time that waits to be confirmed
 * @log: (element-type EntRecord) (owned): the latest of their time, or of time that they logged for others
 * @returns: (element-type EntRecord) (owned): that they proposed
 *
 * The work of whoever works here.
 */
typedef struct
{
  char *person;
  char *person_name;
  char *department_name;
  GPtrArray *waiting;
  GPtrArray *answered;
  GPtrArray *projects;
  GPtrArray *team;
  GPtrArray *log;
  GPtrArray *returns;
} EntOwnWork;

gboolean ent_self_introduce (EntWorkspace *workspace, const char *person, const char *department, const char *post, const char *today, GError **error);
gboolean ent_self_is_known  (EntWorkspace *workspace);
gboolean ent_self_is_head   (EntWorkspace *workspace, const char *person, const char *department, const char *today);

EntOwnWork *ent_own_work_load (EntWorkspace *workspace, const char *today, GError **error);
void        ent_own_work_free (EntOwnWork *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntOwnWork, ent_own_work_free)

G_END_DECLS
