/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-page.h"
#include "ent-atlas-state.h"
#include "ent-sync-scheduler.h"

G_BEGIN_DECLS

struct _EntAtlasPage
{
  EntPage parent_instance;

  EntAtlasState *state;      /* (nullable) (owned): what is shown */
  EntSyncScheduler *watched; /* (nullable): whose signals come here; never looked into */
  GHashTable *asked;         /* (element-type utf8) (owned): places that the user synchronises, to be told how it went */
  GPtrArray *place_rows;     /* (element-type EntRemoteRow) */
  GPtrArray *conflict_rows;  /* (element-type GtkWidget) */
  GPtrArray *refused_rows;   /* (element-type GtkWidget) */
  GPtrArray *quarantine_rows; /* (element-type GtkWidget) */
  GPtrArray *activity_rows;  /* (element-type GtkWidget) */

  GtkStack *stack;
  AdwPreferencesGroup *places_group;
  AdwPreferencesGroup *conflicts_group;
  AdwPreferencesGroup *refused_group;
  AdwPreferencesGroup *quarantine_group;
  AdwPreferencesGroup *activity_group;
};

EntSyncScheduler    *ent_atlas_page_get_scheduler   (EntAtlasPage *self);
const EntAtlasPlace *ent_atlas_page_find_place      (EntAtlasPage *self, const char *name);

/* ent-atlas-page-actions.c */
void ent_atlas_page_install_actions (GtkWidgetClass *widget_class);
void ent_atlas_page_show_unseen     (EntAtlasPage *self, const char *name, GPtrArray *seen);

G_END_DECLS
