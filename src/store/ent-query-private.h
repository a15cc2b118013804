/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-query.h"

G_BEGIN_DECLS

typedef struct
{
  const EntField *field; /* (not nullable) */
  EntFilterOp op;
  EntValue value;    /* (owned) */
  guint alternative; /* 0: always demanded; those of one number are one of the alternatives */
} EntFilter;

struct _EntQuery
{
  gatomicrefcount references;
  const EntEntity *entity; /* (not nullable) */
  char *words;             /* (nullable) (owned) */
  const EntField *order;   /* (nullable): the entity's own order when NULL */
  gboolean descending;
  GArray *filters;   /* (element-type EntFilter) (owned): by their alternative */
  guint alternative; /* that filters are added to */
};

G_END_DECLS
