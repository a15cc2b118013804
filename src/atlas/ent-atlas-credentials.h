/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

char *ent_atlas_credentials_dup_basic (SoupMessageHeaders *headers);

char *ent_atlas_credentials_dup_session (SoupMessageHeaders *headers);

char *ent_atlas_credentials_dup_address (SoupServerMessage *message,
                                         gboolean           behind_proxy);

gboolean ent_atlas_credentials_is_forwarded_secure (SoupMessageHeaders *headers);

G_END_DECLS
