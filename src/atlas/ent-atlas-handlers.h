/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-request.h"

G_BEGIN_DECLS

/* What each route does. All have the form of EntAtlasHandler: see there. */

/* ent-atlas-handle-server.c */
gboolean ent_atlas_handle_read_credentials (EntAtlasRequest *request, char **ret_name, char **ret_password, GError **error);
gboolean ent_atlas_handle_welcome (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_up (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_session_get (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_session_post (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_session_delete (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_create (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);

/* ent-atlas-handle-database.c */
gboolean ent_atlas_handle_info (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_security_get (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_security_put (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_revs_limit (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_full_commit (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_local_get (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_local_put (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_local_delete (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);

/* ent-atlas-handle-changes.c */
gboolean ent_atlas_handle_changes (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);

/* ent-atlas-handle-listing.c */
gboolean ent_atlas_handle_all_docs (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);

/* ent-atlas-handle-revisions.c */
gboolean ent_atlas_handle_revs_diff (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_bulk_get (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);

/* ent-atlas-handle-bulk.c */
gboolean ent_atlas_handle_bulk_docs (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);

/* ent-atlas-handle-document.c */
gboolean ent_atlas_handle_document_get (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_document_put (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_document_delete (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);

/* ent-atlas-handle-attachment.c */
gboolean ent_atlas_handle_attachment_get (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_attachment_put (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);
gboolean ent_atlas_handle_attachment_delete (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);

G_END_DECLS
