/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file was made for, in few bytes, entity by entity: where it is the same, nothing has to be looked at. */
#include "ent-fingerprint-private.h"

#include <string.h>

/* To be raised when something that follows from records is made otherwise: headlines, folded columns, full text. */
#define MANNER "1"

/* So many hexadecimal digits tell one version from another. */
#define LENGTH 16

static void
add (GChecksum *checksum,
     const char *text)
{
  /* With its end: what follows is another word. */
  g_checksum_update (checksum, (const guchar *) text, strlen (text) + 1);
}

static char *
finish (GChecksum *checksum)
{
  return g_strndup (g_checksum_get_string (checksum), LENGTH);
}

/* What decides on the table of an entity, its indices, and what follows from its records. */
static char *
compose_shape (const EntEntity *entity)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const EntFieldFlags kept = ENT_FIELD_SEARCHED | ENT_FIELD_INDEXED;

  add (checksum, MANNER);
  add (checksum, entity->headline);
  add (checksum, entity->order);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_autofree char *line = g_strdup_printf ("%s %d %d %d", field->name, field->type, field->format, field->flags & kept);

      add (checksum, line);
    }

  return finish (checksum);
}

/* What decides on which values are known. */
static char *
compose_values (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      for (guint j = 0; j < entity->n_fields; j++)
        {
          const EntField *field = &entity->fields[j];
          guint n_choices = field->choices != NULL ? ent_choices_get_n_items (field->choices) : 0;
          /* Without a decimal mark: the same in every locale. */
          g_autofree char *line =
            g_strdup_printf ("%s %.0f %.0f", field->targets != NULL ? field->targets : "", field->minimum, field->maximum);

          add (checksum, line);
          for (guint k = 0; k < n_choices; k++)
            add (checksum, ent_choices_get_nick (field->choices, k));
        }
    }

  return finish (checksum);
}

static char *
compose (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *values = compose_values ();

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autofree char *shape = compose_shape (entity);

      g_string_append_printf (text, "%s=%s ", entity->name, shape);
    }

  g_string_append_printf (text, "values=%s", values);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/*
 * ent_fingerprint_get:
 *
 * May be called from any thread.
 *
 * Returns: (transfer none): all of the schema that decides what a file holds, a word for each entity and a last one for
 *   what its values may be
 */
const char *
ent_fingerprint_get (void)
{
  static char *fingerprint;

  /* Every list of choices goes into it, and every file that is opened asks for it. */
  if (g_once_init_enter_pointer (&fingerprint))
    g_once_init_leave_pointer (&fingerprint, compose ());
  return fingerprint;
}

/*
 * ent_fingerprint_knows:
 * @fingerprint: (nullable): what the file says it was made for; older versions wrote something else
 * @entity: an entity
 *
 * Returns: whether all that follows from the records of @entity is in the file as this version makes it
 */
gboolean
ent_fingerprint_knows (const char *fingerprint,
                       const EntEntity *entity)
{
  g_autofree char *shape = compose_shape (entity);
  g_autofree char *word = g_strdup_printf ("%s=%s", entity->name, shape);
  g_auto (GStrv) words = g_strsplit (fingerprint != NULL ? fingerprint : "", " ", -1);

  return g_strv_contains ((const char *const *) words, word);
}
