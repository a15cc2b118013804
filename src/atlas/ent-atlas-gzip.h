/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

GBytes *ent_atlas_gzip_unpack (GBytes  *packed,
                               gsize    limit,
                               GError **error);

GBytes *ent_atlas_gzip_decode_body (SoupMessageHeaders *headers,
                                    GBytes             *body,
                                    gsize               limit,
                                    GError            **error);

gboolean ent_atlas_gzip_is_accepted (SoupMessageHeaders *headers);

void ent_atlas_gzip_encode (GConverter *compressor,
                            GString    *data,
                            gboolean    is_last);

G_END_DECLS
