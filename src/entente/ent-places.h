/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EntPlace:
 * @name: what actions and screenshots call it
 * @label: what a person reads in the sidebar, untranslated
 * @icon: name of a symbolic icon
 * @get_type: the type of its page, an #EntPage
 * @entity: (nullable): the entity that the page lists, given to its property `entity`
 *
 * A place that the sidebar leads to.
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *icon;
  GType     (*get_type) (void);
  const char *entity;
} EntPlace;

guint           ent_places_get_n       (void);
guint           ent_places_get_n_main  (void);
const EntPlace *ent_places_get         (guint position);
guint           ent_places_get_n_own   (void);
const EntPlace *ent_places_get_own     (guint position);
gboolean        ent_place_is_own       (const EntPlace *place);
const EntPlace *ent_places_find        (const char *name);
const EntPlace *ent_places_find_entity (const char *entity);
const char     *ent_place_get_label    (const EntPlace *place);

G_END_DECLS
