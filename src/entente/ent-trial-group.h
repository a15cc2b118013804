/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-sync-driver.h"

G_BEGIN_DECLS

#define ENT_TYPE_TRIAL_GROUP (ent_trial_group_get_type ())

/**
 * EntTrialGroup:
 *
 * The steps of trying a connection, how far it has come, and what is wrong with the one that failed.
 */
G_DECLARE_FINAL_TYPE (EntTrialGroup, ent_trial_group, ENT, TRIAL_GROUP, AdwPreferencesGroup)

void ent_trial_group_begin (EntTrialGroup *self, EntSyncTrialStep step);
void ent_trial_group_end   (EntTrialGroup *self, const char *failure);

G_END_DECLS
