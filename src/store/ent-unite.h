/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* What becomes of a field that both records have, and differently. */
typedef enum
{
  ENT_UNITE_NOTHING, /* they do not differ, or only one has it: that is kept */
  ENT_UNITE_BOTH,    /* the members of both lists, or both texts, are kept */
  ENT_UNITE_CHOOSE,  /* one of them stands; the other goes into the notes */
} EntUniteChoice;

EntUniteChoice ent_unite_get_choice (EntRecord *kept, EntRecord *other, const EntField *field);
gboolean       ent_unite            (EntWorkspace *workspace, const char *kept, const char *other, const char *const *taken, GError **error);

G_END_DECLS
