/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-credentials.h"

#include <string.h>

#define SCHEME "Basic "
#define COOKIE "AuthSession="

/**
 * ent_atlas_credentials_dup_basic:
 * @headers: a request's headers
 *
 * Returns: (transfer full) (nullable): "name:password", if the client sent both
 */
char *
ent_atlas_credentials_dup_basic (SoupMessageHeaders *headers)
{
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  g_autofree guchar *text = NULL;
  gsize length;

  if (header == NULL || g_ascii_strncasecmp (header, SCHEME, strlen (SCHEME)) != 0)
    return NULL;

  text = g_base64_decode (header + strlen (SCHEME), &length);
  if (!g_utf8_validate_len ((const char *) text, length, NULL) || memchr (text, ':', length) == NULL)
    return NULL;

  return g_strndup ((const char *) text, length);
}

/**
 * ent_atlas_credentials_dup_session:
 * @headers: a request's headers
 *
 * Returns: (transfer full) (nullable): the token of the session, if the client sent one
 */
char *
ent_atlas_credentials_dup_session (SoupMessageHeaders *headers)
{
  const char *header = soup_message_headers_get_list (headers, "Cookie");
  g_auto (GStrv) cookies = header != NULL ? g_strsplit (header, ";", -1) : NULL;

  for (guint i = 0; cookies != NULL && cookies[i] != NULL; i++)
    {
      const char *cookie = g_strstrip (cookies[i]);

      if (g_str_has_prefix (cookie, COOKIE) && cookie[strlen (COOKIE)] != '\0')
        return g_strdup (cookie + strlen (COOKIE));
    }

  return NULL;
}

/**
 * ent_atlas_credentials_dup_address:
 * @message: a request
 * @behind_proxy: whether to believe what the connection's other end says about where the client is
 *
 * Returns: (transfer full): where the client is
 */
char *
ent_atlas_credentials_dup_address (SoupServerMessage *message,
                                   gboolean           behind_proxy)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *forwarded = soup_message_headers_get_list (headers, "X-Forwarded-For");
  const char *host = soup_server_message_get_remote_host (message);
  const char *last;

  if (!behind_proxy || forwarded == NULL)
    return g_strdup (host != NULL ? host : "unknown");

  /* The last one is what our own proxy saw; those before it are what the client says. */
  last = strrchr (forwarded, ',');
  return g_strstrip (g_strdup (last != NULL ? last + 1 : forwarded));
}

/**
 * ent_atlas_credentials_is_forwarded_secure:
 * @headers: the headers of a request that came through a proxy
 *
 * Returns: whether the client's connection to the proxy is encrypted, as the proxy says
 */
gboolean
ent_atlas_credentials_is_forwarded_secure (SoupMessageHeaders *headers)
{
  return g_strcmp0 (soup_message_headers_get_one (headers, "X-Forwarded-Proto"), "https") == 0;
}
