/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "ent-workspace.h"

G_BEGIN_DECLS

/* The colour of documents for which none was chosen. */
#define ENT_IDENTITY_BLUE 0x123c73

/**
 * EntIdentity:
 * @logo: (nullable) (owned): the authority's sign
 * @color: its colour, 0xRRGGBB, dark enough for white text on it and for itself on white
 *
 * How the documents of an authority look.
 */
typedef struct
{
  cairo_surface_t *logo;
  guint32 color;
} EntIdentity;

EntIdentity *ent_identity_load (EntWorkspace *workspace);
void         ent_identity_free (EntIdentity *self);

gboolean ent_identity_set_logo  (EntWorkspace *workspace, const char *path, GError **error);
gboolean ent_identity_set_color (EntWorkspace *workspace, const char *color, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntIdentity, ent_identity_free)

G_END_DECLS
