/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-directory-private.h"

#include <string.h>

/* What may stand before a town's name and is left out by many. */
static const char *const articles[] = { "la ", "le ", "les ", "l " };

static void
add_place (GHashTable *names,
           const char *name,
           gsize       length,
           guint32     offset)
{
  g_autofree char *key = g_strndup (name, length);
  GArray *places = g_hash_table_lookup (names, key);

  if (places == NULL)
    {
      places = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (names, g_steal_pointer (&key), places);
    }

  g_array_append_val (places, offset);
}

/* One name between bars, with its article and without. */
static void
add_name (GHashTable *names,
          const char *words,
          const char *name,
          gsize       length)
{
  add_place (names, name, length, name - 1 - words);
  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      gsize skipped = strlen (articles[i]);

      if (length > skipped && strncmp (name, articles[i], skipped) == 0)
        add_place (names, name + skipped, length - skipped, name + skipped - 1 - words);
    }
}

static GHashTable *
make_names (EntDirectory *self)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  const char *bar = strchr (self->words, '|');

  while (bar != NULL)
    {
      const char *next = strchr (bar + 1, '|');

      /* After the last bar of a row come codes, and its end. */
      if (next != NULL && next - bar > 3 && memchr (bar, '\n', next - bar) == NULL)
        add_name (names, self->words, bar + 2, next - bar - 3);
      bar = next;
    }

  return names;
}

/* Where in the words a whole name stands, with an article before it or not, in their order: each place is that of the
 * blank before the name. NULL where it is nobody's. Collected when first asked for: an import asks thousands of times. */
GArray *
ent_directory_find_name (EntDirectory *self,
                         const char   *name)
{
  if (g_once_init_enter_pointer (&self->names))
    g_once_init_leave_pointer (&self->names, make_names (self));

  return g_hash_table_lookup (self->names, name);
}
