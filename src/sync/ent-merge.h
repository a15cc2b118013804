/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ent-schema.h"

G_BEGIN_DECLS

/* One member that both sides changed, and not to the same. */
typedef struct
{
  char *member;     /* (not nullable) (owned) */
  JsonNode *base;   /* (nullable) (owned): NULL: nothing was agreed */
  JsonNode *mine;   /* (nullable) (owned): NULL: removed */
  JsonNode *theirs; /* (nullable) (owned): NULL: removed */
} EntClash;

void ent_clash_free (EntClash *clash);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntClash, ent_clash_free)

gboolean    ent_merge_values_equal    (const EntEntity *entity, const char *member, JsonNode *a, JsonNode *b);
gboolean    ent_merge_documents_equal (const EntEntity *entity, JsonObject *a, JsonObject *b);
GStrv       ent_merge_list_differences (const EntEntity *entity, JsonObject *a, JsonObject *b);
JsonObject *ent_merge_documents       (const EntEntity *entity, JsonObject *base, JsonObject *mine, JsonObject *theirs, GPtrArray *clashes);

G_END_DECLS
