/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-field-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_CHIPS_EDITOR (ent_chips_editor_get_type ())

/**
 * EntChipsEditor:
 *
 * Several values of one field as chips. The derived classes know what they are called and how one is added.
 */
G_DECLARE_DERIVABLE_TYPE (EntChipsEditor, ent_chips_editor, ENT, CHIPS_EDITOR, AdwPreferencesRow)

struct _EntChipsEditorClass
{
  AdwPreferencesRowClass parent_class;

  /* A record is shown: time to learn from it what its members are called. Optional. */
  void (*learn) (EntChipsEditor *self, EntRecord *record);

  /* (transfer full): what a person reads for a member. Optional: the display of the field. */
  char *(*name) (EntChipsEditor *self, const char *member);

  /* (transfer none): what is typed, but not yet added, counts too. Optional. */
  const char *(*typed) (EntChipsEditor *self);
};

void               ent_chips_editor_set_up      (EntChipsEditor *self, const EntField *field, GtkWidget *adder);
const EntField    *ent_chips_editor_get_field   (EntChipsEditor *self);
const char *const *ent_chips_editor_get_members (EntChipsEditor *self);
gboolean           ent_chips_editor_has         (EntChipsEditor *self, const char *member);
void               ent_chips_editor_add         (EntChipsEditor *self, const char *member);
void               ent_chips_editor_remove      (EntChipsEditor *self, const char *member);

G_END_DECLS
