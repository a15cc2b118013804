/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-mapping-private.h"

G_BEGIN_DECLS

/* One text of a mapping, bound to the columns of one table. */
typedef struct
{
  const EntImportSource *source; /* (not nullable) */
  EntImportSource *own;          /* (nullable) (owned): the same, where it is not the mapping's */
  int *columns;                  /* (nullable) (owned): for each name of a column among the pieces */
} EntImportBinding;

/*
 * EntImportPlan:
 *
 * A mapping bound to the columns of one table.
 */
typedef struct
{
  EntImportMapping *mapping; /* (not nullable) (owned) */
  GPtrArray *bindings;       /* (not nullable) (owned) (element-type EntImportBinding) */
  GPtrArray *fields;         /* (not nullable) (owned) (element-type EntField): those that get something, each once */
  const EntImportBinding *id; /* (nullable): where the identifier comes from */
} EntImportPlan;

EntImportPlan *ent_import_plan_new  (EntImportMapping *mapping, EntImportRun *run, GError **error);
void           ent_import_plan_free (EntImportPlan *self);

char *ent_import_binding_read (const EntImportBinding *self, EntImportRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntImportPlan, ent_import_plan_free)

G_END_DECLS
