/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EntReturnsSelection:
 * @theme: (nullable): nick of a theme
 * @country: (nullable): ISO 3166 code of a country
 * @partnership: (nullable): identifier of a partnership
 * @department: (nullable): identifier of a department; those below it count with it
 * @official: (nullable): identifier of an elected official; the partnerships that the official leads count
 * @kind: (nullable): nick of a kind of partnership
 *
 * What a year's figures are restricted to. Each member that is given narrows them; none means everything.
 */
typedef struct
{
  char *theme;
  char *country;
  char *partnership;
  char *department;
  char *official;
  char *kind;
} EntReturnsSelection;

EntReturnsSelection *ent_returns_selection_copy     (const EntReturnsSelection *self);
void                 ent_returns_selection_free     (EntReturnsSelection *self);
gboolean             ent_returns_selection_is_empty (const EntReturnsSelection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntReturnsSelection, ent_returns_selection_free)

G_END_DECLS
