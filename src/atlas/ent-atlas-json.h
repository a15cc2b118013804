/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Deep enough for any document of ours, shallow enough for any stack. */
#define ENT_ATLAS_JSON_MAX_DEPTH 100

/**
 * EntAtlasSlice:
 * @text: (not nullable): where the value begins, not ended by a zero
 * @length: its length in bytes
 *
 * One value inside a text made by ent_atlas_json_compact(), which must outlive it.
 */
typedef struct
{
  const char *text;
  gsize       length;
} EntAtlasSlice;

/**
 * EntAtlasJsonIter:
 *
 * Walks over the members of an object or the elements of an array. On the stack.
 */
typedef struct
{
  const char *at;
  const char *end;
} EntAtlasJsonIter;

char *ent_atlas_json_compact (const char *text,
                              gsize       length,
                              gsize      *ret_length,
                              GError    **error);

gboolean ent_atlas_json_iter_object (EntAtlasJsonIter    *iter,
                                     const EntAtlasSlice *object);

gboolean ent_atlas_json_iter_array (EntAtlasJsonIter    *iter,
                                    const EntAtlasSlice *array);

gboolean ent_atlas_json_next_member (EntAtlasJsonIter *iter,
                                     EntAtlasSlice    *ret_name,
                                     EntAtlasSlice    *ret_value);

gboolean ent_atlas_json_next_element (EntAtlasJsonIter *iter,
                                      EntAtlasSlice    *ret_value);

gboolean ent_atlas_json_equal (const EntAtlasSlice *slice,
                               const char          *text);

char *ent_atlas_json_dup_string (const EntAtlasSlice *slice);

gboolean ent_atlas_json_get_integer (const EntAtlasSlice *slice,
                                     gint64              *ret_value);

JsonNode *ent_atlas_json_parse (const EntAtlasSlice *slice,
                                GError             **error);

void ent_atlas_json_append_string (GString    *out,
                                   const char *text);

void ent_atlas_json_append_member (GString    *out,
                                   const char *name,
                                   const char *text);

G_END_DECLS
