/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As long as CouchDB's; a session in use is renewed. */
#define ENT_ATLAS_SESSION_SECONDS 600

char *ent_atlas_session_issue (GBytes     *secret,
                               const char *name,
                               const char *hash,
                               gint64      expires);

char *ent_atlas_session_dup_name (const char *token,
                                  gint64     *ret_expires);

gboolean ent_atlas_session_verify (GBytes     *secret,
                                   const char *token,
                                   const char *hash,
                                   gint64      now);

G_END_DECLS
