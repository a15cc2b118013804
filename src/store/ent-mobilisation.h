/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntMobilisationStep:
 * @state: nick of the state that the request is in afterwards
 * @date: name of the field that says since when, which the step writes too
 * @needs_obstacles: whether the step says what stood in the way
 *
 * What can become of a request to a department.
 */
typedef struct
{
  const char *state;
  const char *date;
  gboolean needs_obstacles;
} EntMobilisationStep;

/**
 * EntApproach:
 * @approached: (nullable) (owned): the day on which a department was first approached for the project
 * @start: (nullable) (owned): when the project starts, or is to start; perhaps only a month or a year
 *
 * Whether the departments were asked in time.
 */
typedef struct
{
  char *approached;
  char *start;
} EntApproach;

const EntMobilisationStep *ent_mobilisation_find_step  (const char *from, const char *to);
const char                **ent_mobilisation_list_steps (const char *from);

gboolean ent_mobilisation_take_step (EntRecord *mobilisation, const char *state, const char *date, GError **error);
gboolean ent_mobilisation_save_step (EntWorkspace *workspace, EntRecord *mobilisation, const char *state, const char *date, GError **error);
EntRecord *ent_mobilisation_ask_again (EntRecord *mobilisation);

int  ent_mobilisation_count_days (const char *from, const char *to);
int  ent_mobilisation_count_wait (EntRecord *mobilisation, const char *today);

EntApproach *ent_approach_load (EntWorkspace *workspace, const char *project, GError **error);
void         ent_approach_free (EntApproach *self);
gboolean     ent_approach_is_late (const char *approached, const char *start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntApproach, ent_approach_free)

G_END_DECLS
