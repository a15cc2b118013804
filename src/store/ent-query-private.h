/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-query.h"

G_BEGIN_DECLS

typedef struct
{
  const EntField *field; /* (not nullable) */
  EntFilterOp op;
  EntValue value; /* (owned) */
} EntFilter;

struct _EntQuery
{
  gatomicrefcount references;
  const EntEntity *entity; /* (not nullable) */
  char *words;             /* (nullable) (owned) */
  const EntField *order;   /* (nullable): the entity's own order when NULL */
  gboolean descending;
  GArray *filters; /* (element-type EntFilter) (owned) */
};

G_END_DECLS
