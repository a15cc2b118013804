/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-revision.h"

#include <string.h>

/* g_ascii_xdigit_value() would take upper-case digits, which sort elsewhere. */
static int
digit_value (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;

  return -1;
}

/**
 * ent_atlas_revision_parse_suffix:
 * @text: 32 lower-case hexadecimal digits
 * @ret_revision: (out): where to put them; its generation is left alone
 *
 * Returns: whether @text is exactly that
 */
gboolean
ent_atlas_revision_parse_suffix (const char       *text,
                                 EntAtlasRevision *ret_revision)
{
  guint8 suffix[sizeof ret_revision->suffix];

  g_return_val_if_fail (text != NULL, FALSE);

  for (gsize i = 0; i < sizeof suffix; i++)
    {
      int high = digit_value (text[2 * i]);
      int low = high < 0 ? -1 : digit_value (text[2 * i + 1]);

      if (low < 0)
        return FALSE;
      suffix[i] = (guint8) (high * 16 + low);
    }

  if (text[2 * sizeof suffix] != '\0')
    return FALSE;

  memcpy (ret_revision->suffix, suffix, sizeof suffix);
  return TRUE;
}

/**
 * ent_atlas_revision_parse:
 * @text: a revision id
 * @ret_revision: (out): the revision, set on success only
 *
 * Returns: whether @text has the one form that every server orders alike
 */
gboolean
ent_atlas_revision_parse (const char       *text,
                          EntAtlasRevision *ret_revision)
{
  EntAtlasRevision revision;
  const char *at = text;
  guint64 generation = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (*at < '1' || *at > '9')
    return FALSE;

  for (; *at >= '0' && *at <= '9'; at++)
    {
      generation = generation * 10 + (guint64) (*at - '0');
      if (generation > ENT_ATLAS_REVISION_MAX_GENERATION)
        return FALSE;
    }

  if (*at != '-' || !ent_atlas_revision_parse_suffix (at + 1, &revision))
    return FALSE;

  revision.generation = (guint32) generation;
  *ret_revision = revision;
  return TRUE;
}

/**
 * ent_atlas_revision_format:
 * @revision: a revision
 * @text: (out): where to write its id
 *
 * Returns: (transfer none): @text
 */
const char *
ent_atlas_revision_format (const EntAtlasRevision *revision,
                           char                    text[static ENT_ATLAS_REVISION_SIZE])
{
  int length = g_snprintf (text, ENT_ATLAS_REVISION_SIZE, "%" G_GUINT32_FORMAT "-", revision->generation);

  for (gsize i = 0; i < sizeof revision->suffix; i++)
    g_snprintf (text + length + 2 * i, 3, "%02x", revision->suffix[i]);

  return text;
}

/**
 * ent_atlas_revision_compare:
 * @a: a revision
 * @b: another
 *
 * The order that decides winners among equals: generation, then suffix.
 *
 * Returns: less than, equal to or greater than 0 as @a is before, at or after @b
 */
int
ent_atlas_revision_compare (const EntAtlasRevision *a,
                            const EntAtlasRevision *b)
{
  if (a->generation != b->generation)
    return a->generation < b->generation ? -1 : 1;

  return memcmp (a->suffix, b->suffix, sizeof a->suffix);
}

static void
digest_part (GChecksum  *checksum,
             const char *part)
{
  /* The terminating zero keeps "ab" + "c" apart from "a" + "bc". */
  g_checksum_update (checksum, (const guchar *) part, (gssize) strlen (part) + 1);
}

/**
 * ent_atlas_revision_derive:
 * @revision: (out): the revision of an edit
 * @parent: (nullable): the revision that was edited, whose generation is below the largest
 * @deleted: whether the edit deletes
 * @body: the new content
 * @attachments: names and digests of the new attachments
 *
 * The same edit of the same revision has the same id on every server that
 * runs this program: two that take it both agree, instead of conflicting.
 */
void
ent_atlas_revision_derive (EntAtlasRevision       *revision,
                           const EntAtlasRevision *parent,
                           gboolean                deleted,
                           const char             *body,
                           const char             *attachments)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  char text[ENT_ATLAS_REVISION_SIZE] = "";
  guint8 digest[32];
  gsize length = sizeof digest;

  digest_part (checksum, parent != NULL ? ent_atlas_revision_format (parent, text) : "");
  digest_part (checksum, deleted ? "deleted" : "");
  digest_part (checksum, body);
  digest_part (checksum, attachments);
  g_checksum_get_digest (checksum, digest, &length);

  revision->generation = parent != NULL ? parent->generation + 1 : 1;
  memcpy (revision->suffix, digest, sizeof revision->suffix);
}
