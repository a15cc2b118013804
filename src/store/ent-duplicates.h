/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntDuplicateReason:
 * @ENT_DUPLICATE_EMAIL: they have the same e-mail address
 * @ENT_DUPLICATE_NAME: their names are the same, whatever the accents, capitals and order of words
 * @ENT_DUPLICATE_NEAR: their names are nearly the same, and they belong to the same body or city
 *
 * Why two records may be one, the surest first.
 */
typedef enum
{
  ENT_DUPLICATE_EMAIL,
  ENT_DUPLICATE_NAME,
  ENT_DUPLICATE_NEAR,
} EntDuplicateReason;

/* Two records that may be of the same person or organisation. */
typedef struct
{
  char *one;        /* (not nullable) (owned): identifier, of the one that was there first */
  char *other;      /* (not nullable) (owned): identifier */
  char *one_name;   /* (not nullable) (owned) */
  char *other_name; /* (not nullable) (owned) */
  char *detail;     /* (nullable) (owned): the address, or the name of what they share */
  EntDuplicateReason reason;
} EntDuplicate;

void        ent_duplicate_free       (EntDuplicate *self);
const char *ent_duplicate_get_reason (const EntDuplicate *self);

gboolean   ent_duplicates_can_have (const EntEntity *entity);
GPtrArray *ent_duplicates_list     (EntWorkspace *workspace, const EntEntity *entity, GCancellable *cancellable, GError **error);
gboolean   ent_duplicates_dismiss  (EntWorkspace *workspace, const char *one, const char *other, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntDuplicate, ent_duplicate_free)

G_END_DECLS
