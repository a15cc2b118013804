/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ent-schema.h"

G_BEGIN_DECLS

/* One row of a server's list of changes, as far as it can be made out. */
typedef struct
{
  const char *wire_id;     /* (nullable): what it is about */
  const char *rev;         /* (not nullable): perhaps empty */
  JsonObject *document;    /* (nullable) */
  const char *document_id; /* (nullable): what the document says of itself */
  gboolean deleted;
  gboolean withdrawn;      /* deleted only for this circle */
  const char *who;         /* (nullable): who wrote it */
  char *at;                /* (nullable) (owned): when, ISO 8601, UTC */
  char *id;                /* (nullable) (owned): of the record here, NULL where it cannot be one */
  char *publisher;         /* (nullable) (owned): see ent_projection_split_id() */
  GStrv edited_fields;     /* (nullable) (owned): see ent_projection_get_edited_fields() */
  gboolean foreign;        /* published by somebody else */
} EntSyncRow;

void ent_sync_row_read  (EntSyncRow *row, JsonObject *object, EntCircle circle, const char *publisher);
void ent_sync_row_clear (EntSyncRow *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EntSyncRow, ent_sync_row_clear)

char       *ent_sync_row_now  (void);
JsonObject *ent_sync_row_make (const char *id, const char *rev, JsonObject *document);

G_END_DECLS
