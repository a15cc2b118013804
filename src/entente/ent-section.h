/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"
#include "ent-summary.h"

G_BEGIN_DECLS

#define ENT_TYPE_SECTION (ent_section_get_type ())

/**
 * EntSection:
 *
 * One part of a record's page: a title, a button to add to it, rows, and a word on what belongs here while there are
 * none.
 */
G_DECLARE_FINAL_TYPE (EntSection, ent_section, ENT, SECTION, AdwPreferencesGroup)

GtkWidget *ent_section_new       (const char *title);
void       ent_section_set_add   (EntSection *self, const EntEntity *entity, const EntField *field, const char *target);
void       ent_section_set_add_with (EntSection *self, const char *tooltip, const char *entity, GVariantBuilder *values);
void       ent_section_set_hint  (EntSection *self, const char *hint);
GtkWidget *ent_section_add_line  (EntSection *self, const char *id, const char *title, const char *subtitle, const char *pill, EntTone tone);
void       ent_section_add_group (EntSection *self, const EntDossierGroup *group, const char *parent, const char *today);
void       ent_section_add_rest  (EntSection *self, const EntDossierGroup *group, const char *parent);

GtkWidget *ent_section_create_row (EntRecord *record, const char *parent, const char *today);

G_END_DECLS
