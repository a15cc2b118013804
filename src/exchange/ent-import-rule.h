/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

/*
 * EntImportRule:
 * @entity: which records
 * @fields: (array length=n_fields): the fields that tell one from another; none stands for the headline
 * @n_fields: how many
 * @years: whether dates are compared by their year only
 * @create: whether one is made where there is none
 * @directory: whether the directory of French authorities knows them better
 * @first: whether the first of several is taken, with a remark; otherwise the row says too little
 * @near: how many kilometres apart two places may lie to be the same under two spellings of their name; 0 for none
 *
 * How a record is found.
 */
typedef struct
{
  const EntEntity *entity;
  const EntField *const *fields;
  guint n_fields;
  gboolean years;
  gboolean create;
  gboolean directory;
  gboolean first;
  double near;
} EntImportRule;

void     ent_import_rule_init  (EntImportRule *rule, const char *entity, const char *names, const EntField **fields);
gboolean ent_import_rule_equal (const EntImportRule *a, const EntImportRule *b);

G_END_DECLS
