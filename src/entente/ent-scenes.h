/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pictures of the application show. */
#pragma once

#include "ent-window.h"

G_BEGIN_DECLS

/* Opens what is in the picture. Returns whether there is such a thing in the workspace. */
typedef gboolean (*EntSceneFunc) (EntWindow *window, const char *what);

typedef struct
{
  const char *name;
  EntSceneFunc open;
  const char *what; /* (nullable): for @open: the name of a place, of an entity, or what is done at a place */
} EntScene;

/* Who works here, in which department, and whose work is shown. */
typedef struct
{
  char *person;     /* (nullable) (owned) */
  char *department; /* (nullable) (owned) */
  char *view;       /* (nullable) (owned) */
} EntDeskOwner;

const EntScene *ent_scenes_list         (guint *ret_n);
const EntScene *ent_scenes_list_own     (guint *ret_n);
gboolean        ent_scenes_open_place   (EntWindow *window, const char *what);
gboolean        ent_scenes_open_record  (EntWindow *window, const char *what);
char           *ent_scenes_find_richest (EntWindow *window, const char *entity);

void ent_desk_owner_read  (EntDeskOwner *self, EntWorkspace *workspace);
void ent_desk_owner_take  (const EntDeskOwner *self, EntWindow *window);
void ent_desk_owner_clear (EntDeskOwner *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EntDeskOwner, ent_desk_owner_clear)

G_END_DECLS
