/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-schema.h"

#include <string.h>
#include <uuid/uuid.h>

/**
 * ent_id_new:
 * @entity: what kind of record
 *
 * Makes an identifier nobody else makes: the name of the entity and a UUID of version 7 (RFC 9562), which begins
 * with the time, so that records made together lie together in every index.
 *
 * Returns: (transfer full): the identifier
 */
char *
ent_id_new (const EntEntity *entity)
{
  uuid_t uuid;
  char text[UUID_STR_LEN];

  uuid_generate_time_v7 (uuid);
  uuid_unparse_lower (uuid, text);

  return g_strconcat (entity->name, ":", text, NULL);
}

/**
 * ent_id_new_for:
 * @entity: what kind of record
 * @key: what is the same wherever somebody makes this record: the SIREN number of an authority
 *
 * Makes the identifier that everybody makes for the same thing, so that colleagues who begin apart agree when they
 * meet: the name of the entity and a UUID of version 8 (RFC 9562, §5.8) from a checksum.
 *
 * Returns: (transfer full): the identifier
 */
char *
ent_id_new_for (const EntEntity *entity,
                const char *key)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  return g_strdup_printf ("%s:%.8s-%.4s-8%.3s-8%.3s-%.12s", entity->name, sum, sum + 8, sum + 12, sum + 15, sum + 18);
}

/**
 * ent_id_check:
 * @id: a text
 *
 * Returns: whether it is an identifier, of a type known or not: lower-case letters, a colon, then at most 64
 *   letters, digits and hyphens
 */
gboolean
ent_id_check (const char *id)
{
  gsize type = strspn (id, "abcdefghijklmnopqrstuvwxyz-");
  gsize rest;

  if (type == 0 || type > 64 || id[type] != ':')
    return FALSE;

  rest = strspn (id + type + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");
  return rest > 0 && rest <= 64 && id[type + 1 + rest] == '\0';
}
