/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EntChoice:
 * @nick: the stable English name that is stored and exchanged
 * @label: what a person reads, untranslated
 * @group: (nullable): the nick of the family it belongs to, such as the nature of a return
 * @codes: (nullable): codes of other classifications, separated by spaces: DAC purposes, then `/`, then SDGs
 */
typedef struct
{
  const char *nick;
  const char *label;
  const char *group;
  const char *codes;
} EntChoice;

/**
 * EntChoices:
 *
 * A closed list that a field takes its values from.
 */
typedef struct
{
  const char *name;
  const EntChoice *items; /* (nullable): the countries of ISO 3166 when NULL */
  guint n_items;
} EntChoices;

extern const EntChoices ent_choices_authority_kinds;
extern const EntChoices ent_choices_organisation_kinds;
extern const EntChoices ent_choices_role_kinds;
extern const EntChoices ent_choices_staff_categories;
extern const EntChoices ent_choices_functions;
extern const EntChoices ent_choices_support_levels;
extern const EntChoices ent_choices_department_levels;
extern const EntChoices ent_choices_partnership_kinds;
extern const EntChoices ent_choices_partnership_statuses;
extern const EntChoices ent_choices_poles;
extern const EntChoices ent_choices_agreement_kinds;
extern const EntChoices ent_choices_project_statuses;
extern const EntChoices ent_choices_markers;
extern const EntChoices ent_choices_funding_sources;
extern const EntChoices ent_choices_funding_forms;
extern const EntChoices ent_choices_event_kinds;
extern const EntChoices ent_choices_capacities;
extern const EntChoices ent_choices_mobilisation_states;
extern const EntChoices ent_choices_obstacles;
extern const EntChoices ent_choices_involvement_kinds;
extern const EntChoices ent_choices_involvement_units;
extern const EntChoices ent_choices_return_stages;
extern const EntChoices ent_choices_return_scopes;
extern const EntChoices ent_choices_return_categories;
extern const EntChoices ent_choices_return_natures;
extern const EntChoices ent_choices_return_measures;
extern const EntChoices ent_choices_opinions;
extern const EntChoices ent_choices_decisions;
extern const EntChoices ent_choices_themes;
extern const EntChoices ent_choices_sdgs;
extern const EntChoices ent_choices_circles;
extern const EntChoices ent_choices_countries;

guint       ent_choices_get_n_items (const EntChoices *choices);
const char *ent_choices_get_nick    (const EntChoices *choices, guint position);
gboolean    ent_choices_contains    (const EntChoices *choices, const char *nick);
const char *ent_choices_get_label   (const EntChoices *choices, const char *nick);
const char *ent_choices_get_group   (const EntChoices *choices, const char *nick);
const char *ent_choices_parse       (const EntChoices *choices, const char *text);

G_END_DECLS
