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
