/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-answer.h"
#include "ent-sync-row.h"
#include "ent-sync-state.h"

G_BEGIN_DECLS

/**
 * EntSyncFileTask:
 * @ENT_SYNC_FILE_SEND: a document that is there has a file that only we have
 * @ENT_SYNC_FILE_FETCH: a document that is there has a file that only the server has
 * @ENT_SYNC_FILE_DELETE: no document there has the file any more
 *
 * What is to be done about a file.
 */
typedef enum
{
  ENT_SYNC_FILE_SEND,
  ENT_SYNC_FILE_FETCH,
  ENT_SYNC_FILE_DELETE,
} EntSyncFileTask;

/**
 * EntSyncFile:
 *
 * A file that documents of a remote have. On the wire it is a document of its own, `file:CHECKSUM`, which never changes, with
 * the file as its only attachment: records travel first and light, and a file that many have travels once.
 */
typedef struct
{
  EntSyncFileTask task;
  char *digest;   /* (not nullable) (owned): SHA-256 of the file */
  char *document; /* (nullable) (owned): identifier of a record that has it */
  char *rev;      /* (nullable) (owned): the server's revision; NULL where it is not there, or no longer */
  char *body;     /* (nullable) (owned): to be sent */
  JsonNode *json; /* (nullable) (owned): as it came */
  char *error;    /* (nullable) (owned): the server's word, where it refused the file */
  char *reason;   /* (nullable) (owned): the server's explanation */
} EntSyncFile;

void ent_sync_file_free (EntSyncFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntSyncFile, ent_sync_file_free)

gboolean ent_sync_file_next   (EntWorkspace *workspace, const EntRemote *remote, const char *after, EntSyncFile **ret_file, GError **error);
char    *ent_sync_file_get_path (const EntSyncFile *file);
gboolean ent_sync_file_settle (EntWorkspace *workspace, const EntRemote *remote, const EntSyncFile *file, GError **error);

/* Rows of the list of changes that are about files. */
gboolean ent_sync_file_is_row (const EntSyncRow *row);
gboolean ent_sync_file_note   (EntWorkspace *workspace, const EntRemote *remote, const EntSyncRow *row, GError **error);
gboolean ent_sync_file_knows  (EntWorkspace *workspace, const EntRemote *remote, const EntSyncRow *row, gboolean *ret_known, GError **error);

G_END_DECLS
