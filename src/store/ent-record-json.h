/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ent-record.h"

G_BEGIN_DECLS

JsonNode *ent_value_to_json   (const EntField *field, const EntValue *value);
gboolean  ent_value_from_json (const EntField *field, JsonNode *node, EntValue *ret_value, GError **error);
gboolean  ent_value_list_from_json (JsonNode *node, EntValue *value);

/* What somebody sees of a document: the members that @covers says yes to. */
typedef struct
{
  gboolean (*covers) (const EntEntity *entity, const char *member, EntCircle circle);
  EntCircle circle;
} EntPart;

JsonObject *ent_record_to_json   (EntRecord *record);
char       *ent_record_to_text   (EntRecord *record);
EntRecord  *ent_record_from_part (const EntEntity *entity, const char *id, JsonObject *document, const EntPart *part, GError **error);
EntRecord  *ent_record_from_json (JsonObject *document, GError **error);

char       *ent_json_to_text   (JsonNode *node);
char       *ent_json_document_to_text (JsonObject *document);
char       *ent_json_of_texts  (const char *const *texts);
JsonNode   *ent_json_from_text (const char *text, gssize length, GError **error);
gboolean    ent_json_check_faithful (JsonNode *node, GError **error);

G_END_DECLS
