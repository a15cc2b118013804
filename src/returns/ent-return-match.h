/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntReturnMatch:
 * @ENT_RETURN_WAS_SOUGHT: it answers a sought return
 * @ENT_RETURN_WAS_ANNOUNCED: it answers an announced one
 * @ENT_RETURN_WAS_OBTAINED: an actual one answers it
 *
 * What one return has to do with the others, directly or through others, whatever they belong to.
 */
typedef enum
{
  ENT_RETURN_WAS_SOUGHT = 1 << 0,
  ENT_RETURN_WAS_ANNOUNCED = 1 << 1,
  ENT_RETURN_WAS_OBTAINED = 1 << 2,
} EntReturnMatch;

gboolean ent_return_match_load (EntWorkspace *workspace, const char *id, EntReturnMatch *ret_match, GError **error);

G_END_DECLS
