/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ent-record.h"

G_BEGIN_DECLS

/* The member of a document kept here that says who publishes it in the Atlas, where that is somebody else. */
#define ENT_PROJECTION_PUBLISHER "publisher"

/* Members that accompany a document on the wire and are not part of it: who edited it last, when, that it was not deleted
 * but withdrawn, and which members the circle itself has changed.
 *
 * A desk that synchronises with a narrower circle too speaks for that one: what it sends to the wider circle has an empty
 * list of edited fields, to which those who are at home there add what they change. What the narrower circle's desks send
 * comes back to them through their own circle; from the wider one they take the edited fields and nothing else. Else one
 * value would reach them on two ways, at different times, and old ones would chase new ones in a circle. */
#define ENT_PROJECTION_EDITED_BY "edited-by"
#define ENT_PROJECTION_EDITED_AT "edited-at"
#define ENT_PROJECTION_WITHDRAWN "withdrawn"
#define ENT_PROJECTION_EDITED_FIELDS "edited-fields"

EntCircle   ent_projection_get_circle    (JsonObject *document);
void        ent_projection_set_circle    (JsonObject *document, EntCircle circle);
const char *ent_projection_get_publisher (JsonObject *document);
gboolean    ent_projection_covers        (const EntEntity *entity, const char *member, EntCircle circle);

JsonObject *ent_projection_make  (JsonObject *document, EntCircle circle, const char *publisher);
JsonObject *ent_projection_read  (JsonObject *wire, EntCircle circle, GError **error);
EntRecord  *ent_projection_read_record (JsonObject *wire, EntCircle circle, GError **error);
JsonObject *ent_projection_merge (JsonObject *document, JsonObject *part, EntCircle circle);
gboolean    ent_projection_holds_more (JsonObject *document, EntCircle circle);

JsonObject *ent_projection_parse             (const char *text);
GStrv       ent_projection_get_edited_fields (JsonObject *document);
void        ent_projection_copy_attachments  (JsonObject *document, JsonObject *from);
void        ent_projection_set_edited_fields (JsonObject *document, const char *const *fields);

char    *ent_projection_compose_id (const char *id, EntCircle circle, const char *publisher);
gboolean ent_projection_split_id   (const char *wire_id, EntCircle circle, char **ret_id, char **ret_publisher);

G_END_DECLS
