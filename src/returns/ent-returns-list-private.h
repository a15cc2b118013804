/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-context-private.h"

G_BEGIN_DECLS

typedef enum
{
  ENT_RETURNS_SOUGHT,
  ENT_RETURNS_ANNOUNCED,
  ENT_RETURNS_ACTUAL,
  ENT_RETURNS_N_STAGES,
} EntReturnsStage;

typedef enum
{
  ENT_RETURNS_TERRITORY,
  ENT_RETURNS_AUTHORITY,
  ENT_RETURNS_N_SCOPES,
} EntReturnsScope;

typedef struct
{
  const char *id; /* interned */
  EntReturnsSubject *subject;
  EntReturnsStage stage;
  EntReturnsScope scope;
  guint32 categories;  /* a bit for each, in the order of the list */
  gboolean counts;     /* it is of the year and of the selection */
  gboolean measured;
  gboolean evidenced;
  GPtrArray *answers;  /* (nullable) (owned) (element-type EntReturnsItem) */
  guint visit;         /* the walk that saw it last */

  /* What the answers lead to, or who answers it. */
  gboolean was_sought;
  gboolean was_announced;
  gboolean was_obtained;
  gboolean sought_economic;
} EntReturnsItem;

typedef struct
{
  GHashTable *by_id;   /* (owned): identifier → EntReturnsItem (owned) */
  GPtrArray *counted;  /* (owned) (element-type EntReturnsItem): those of the year and of the selection */
  guint32 economic, socio_cultural, unclassified;
  guint32 of_scope[ENT_RETURNS_N_SCOPES]; /* the categories that say something of that scope */
  guint walk;
} EntReturnsList;

EntReturnsList *ent_returns_list_new      (EntReturnsContext *context, GError **error);
void            ent_returns_list_free     (EntReturnsList *self);
guint32         ent_returns_list_get_mask (const char *nature);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntReturnsList, ent_returns_list_free)

G_END_DECLS
