/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-issues.h"
#include "ent-sync-state.h"

G_BEGIN_DECLS

gboolean ent_remote_check_name (const char *name, GError **error);
char    *ent_remote_check_url  (const char *url, GError **error);

gboolean ent_remote_add    (EntWorkspace *workspace, const char *name, const char *url, EntCircle circle, const char *user, GError **error);
gboolean ent_remote_change (EntWorkspace *workspace, const char *name, const char *url, const char *user, GError **error);
gboolean ent_remote_remove (EntWorkspace *workspace, const char *name, GError **error);

char *ent_remote_get_publisher    (EntWorkspace *workspace);
char *ent_remote_get_database_url (const EntRemote *remote, const char *publisher, GError **error);

/* The path of a file that holds the password, for machines without anybody to ask. */
gboolean ent_remote_set_password_file (EntWorkspace *workspace, const char *name, const char *path, GError **error);
char    *ent_remote_get_password_file (EntWorkspace *workspace, const char *name);

G_END_DECLS
