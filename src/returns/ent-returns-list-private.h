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

/* What a return leads to by what it answers, and what leads to it; directly, or through others. */
typedef enum
{
  ENT_RETURNS_TO_SOUGHT = 1 << 0,
  ENT_RETURNS_TO_ANNOUNCED = 1 << 1, /* or to a sought one that was announced */
  ENT_RETURNS_TO_ECONOMIC = 1 << 2,  /* a sought one that is economic */
  ENT_RETURNS_FROM_ACTUAL = 1 << 3,
  ENT_RETURNS_FROM_ANNOUNCED = 1 << 4,
} EntReturnsLink;

typedef struct
{
  const char *id; /* interned */
  EntReturnsSubject *subject;
  EntReturnsStage stage;
  EntReturnsScope scope;
  guint32 categories; /* a bit for each, in the order of the list */
  gboolean counts;    /* it is of the year and of the selection */
  gboolean measured;
  gboolean evidenced;
  GPtrArray *answers;     /* (nullable) (owned) (element-type EntReturnsItem) */
  GPtrArray *answered_by; /* (nullable) (owned) (element-type EntReturnsItem) */
  EntReturnsLink links;
} EntReturnsItem;

typedef struct
{
  GHashTable *by_id;   /* (owned): interned identifier → EntReturnsItem (owned) */
  GPtrArray *counted;  /* (owned) (element-type EntReturnsItem): those of the year and of the selection, by their identifiers */
  GPtrArray *of_stage[ENT_RETURNS_N_STAGES]; /* (owned) (element-type EntReturnsItem): the same, stage by stage */
  GPtrArray *linked; /* (owned) (element-type EntReturnsItem): those that answer or are answered; who does both, perhaps twice */
  guint n_cells; /* how many figures distinct subjects were counted for so far */
  guint32 economic, socio_cultural, unclassified;
  guint32 of_scope[ENT_RETURNS_N_SCOPES]; /* the categories that say something of that scope */
} EntReturnsList;

EntReturnsList *ent_returns_list_new      (EntReturnsContext *context, GError **error);
void            ent_returns_list_free     (EntReturnsList *self);
guint32         ent_returns_list_get_mask (const char *nature);

/* The tables that the returns alone make. */
void     ent_returns_add_flow (EntReturnsList *self, EntReturnsContext *context);
gboolean ent_returns_add_fit  (EntReturnsList *self, EntReturnsContext *context, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntReturnsList, ent_returns_list_free)

G_END_DECLS
