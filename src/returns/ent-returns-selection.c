/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-selection.h"

/**
 * ent_returns_selection_copy:
 * @self: (nullable): a selection
 *
 * Returns: (transfer full): a copy, an empty selection where @self is %NULL
 */
EntReturnsSelection *
ent_returns_selection_copy (const EntReturnsSelection *self)
{
  EntReturnsSelection *copy = g_new0 (EntReturnsSelection, 1);

  if (self != NULL)
    {
      copy->theme = g_strdup (self->theme);
      copy->country = g_strdup (self->country);
      copy->partnership = g_strdup (self->partnership);
      copy->department = g_strdup (self->department);
      copy->official = g_strdup (self->official);
      copy->kind = g_strdup (self->kind);
    }

  return copy;
}

/**
 * ent_returns_selection_free:
 * @self: (nullable) (transfer full): a selection
 */
void
ent_returns_selection_free (EntReturnsSelection *self)
{
  if (self == NULL)
    return;

  g_free (self->theme);
  g_free (self->country);
  g_free (self->partnership);
  g_free (self->department);
  g_free (self->official);
  g_free (self->kind);
  g_free (self);
}

/**
 * ent_returns_selection_is_empty:
 * @self: (nullable): a selection
 *
 * Returns: whether it restricts nothing
 */
gboolean
ent_returns_selection_is_empty (const EntReturnsSelection *self)
{
  return self == NULL
         || (self->theme == NULL && self->country == NULL && self->partnership == NULL && self->department == NULL
             && self->official == NULL && self->kind == NULL);
}
