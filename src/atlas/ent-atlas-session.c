/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-session.h"

#include <sodium.h>
#include <string.h>

/* A session is a signed note "name:expiry:signature", in base64 for cookies. Nothing is kept on the server. The stored
 * hash of the password is signed as well: a new password ends the sessions begun with the old one. */

#define MAX_TOKEN 2048
#define MAC_SIZE 32

static char *
sign (GBytes     *secret,
      const char *name,
      const char *hash,
      gint64      expires)
{
  g_autofree char *text = g_strdup_printf ("%s:%" G_GINT64_FORMAT ":%s", name, expires, hash);
  guint8 mac[MAC_SIZE];
  char *hex = g_malloc (2 * sizeof mac + 1);
  gsize key_size;
  const guint8 *key = g_bytes_get_data (secret, &key_size);

  crypto_generichash (mac, sizeof mac, (const guint8 *) text, strlen (text), key, key_size);
  return sodium_bin2hex (hex, 2 * sizeof mac + 1, mac, sizeof mac);
}

/**
 * ent_atlas_session_issue:
 * @secret: the key of the server
 * @name: an account's name
 * @hash: the stored hash of its password
 * @expires: the second at which the session ends
 *
 * Returns: (transfer full): a token that proves that this server let @name in
 */
char *
ent_atlas_session_issue (GBytes     *secret,
                         const char *name,
                         const char *hash,
                         gint64      expires)
{
  g_autofree char *mac = sign (secret, name, hash, expires);
  g_autofree char *text = g_strdup_printf ("%s:%" G_GINT64_FORMAT ":%s", name, expires, mac);
  gsize size = sodium_base64_encoded_len (strlen (text), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *token = g_malloc (size);

  return sodium_bin2base64 (token, size, (const guint8 *) text, strlen (text),
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static GStrv
split (const char *token,
       gint64     *ret_expires)
{
  char text[MAX_TOKEN];
  g_auto (GStrv) parts = NULL;
  gsize length;

  if (sodium_base642bin ((guint8 *) text, sizeof text - 1, token, strlen (token), NULL, &length, NULL,
                         sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return NULL;

  text[length] = '\0';
  if (strlen (text) != length)
    return NULL;

  parts = g_strsplit (text, ":", 4);
  if (g_strv_length (parts) != 3 || !g_utf8_validate (parts[0], -1, NULL)
      || !g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, ret_expires, NULL))
    return NULL;

  return g_steal_pointer (&parts);
}

/**
 * ent_atlas_session_dup_name:
 * @token: a token as a client sends it back
 * @ret_expires: (out): when it ends, as it says
 *
 * Returns: (transfer full) (nullable): whose it says it is, not proven yet
 */
char *
ent_atlas_session_dup_name (const char *token,
                            gint64     *ret_expires)
{
  g_auto (GStrv) parts = split (token, ret_expires);

  return parts != NULL ? g_strdup (parts[0]) : NULL;
}

/**
 * ent_atlas_session_verify:
 * @secret: the key of the server
 * @token: a token as a client sends it back
 * @hash: the stored hash of the password of the account that it names
 * @now: the current second
 *
 * Returns: whether this server issued it, and it has not expired
 */
gboolean
ent_atlas_session_verify (GBytes     *secret,
                          const char *token,
                          const char *hash,
                          gint64      now)
{
  gint64 expires = 0;
  g_auto (GStrv) parts = split (token, &expires);
  g_autofree char *mac = NULL;

  if (parts == NULL || expires <= now)
    return FALSE;

  mac = sign (secret, parts[0], hash, expires);
  return strlen (parts[2]) == strlen (mac) && sodium_memcmp (parts[2], mac, strlen (mac)) == 0;
}
