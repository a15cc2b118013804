/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-directory.h"

#include "ent-directory-key.h"
#include "ent-directory-private.h"
#include "ent-directory-resources.h"

#include <gio/gio.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (EntDirectory, ent_directory, G_TYPE_OBJECT)

/* Digits up to an INSEE code; with more it is a SIREN. */
#define INSEE_DIGITS 5

static void
ent_directory_finalize (GObject *object)
{
  EntDirectory *self = ENT_DIRECTORY (object);

  g_clear_pointer (&self->lines, g_bytes_unref);
  g_clear_pointer (&self->index, g_variant_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);

  G_OBJECT_CLASS (ent_directory_parent_class)->finalize (object);
}

static void
ent_directory_class_init (EntDirectoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_directory_finalize;
}

static GBytes *
load_resource (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat ("/org/entente/directory/", name, NULL);
  GBytes *bytes = g_resource_lookup_data (ent_directory_data_get_resource (), path, 0, &error);

  if (bytes == NULL)
    g_error ("%s", error->message); /* the program was built without its own data */

  return bytes;
}

static gconstpointer
get_array (GVariant *index,
           gsize     child,
           gsize    *ret_length)
{
  g_autoptr (GVariant) array = g_variant_get_child_value (index, child);

  return g_variant_get_fixed_array (array, ret_length, sizeof (guint32));
}

static void
ent_directory_init (EntDirectory *self)
{
  g_autoptr (GBytes) index = load_resource ("index");
  gsize n, n_positions;

  self->lines = load_resource ("authorities.tsv");
  self->index = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (ENT_DIRECTORY_INDEX_TYPE), index, TRUE));
  g_variant_get_child (self->index, 0, "&s", &self->words);
  self->in_words = get_array (self->index, 1, &n);
  self->in_lines = get_array (self->index, 2, &n);
  self->positions = get_array (self->index, 3, &n_positions);
  self->n_rows = n - 1;

  g_assert (n_positions == 2 * self->n_rows);
}

/**
 * ent_directory_get_default:
 *
 * Returns: (transfer none): the directory that comes with the program
 */
EntDirectory *
ent_directory_get_default (void)
{
  static EntDirectory *directory;

  if (g_once_init_enter_pointer (&directory))
    g_once_init_leave_pointer (&directory, g_object_new (ENT_TYPE_DIRECTORY, NULL));

  return directory;
}

/**
 * ent_directory_get_size:
 * @self: a directory
 *
 * Returns: how many authorities there are
 */
gsize
ent_directory_get_size (EntDirectory *self)
{
  g_return_val_if_fail (ENT_IS_DIRECTORY (self), 0);

  return self->n_rows;
}

EntDirectoryEntry *
ent_directory_load_row (EntDirectory *self,
                        gsize         row)
{
  const char *lines = g_bytes_get_data (self->lines, NULL);
  gsize length = self->in_lines[row + 1] - self->in_lines[row] - strlen ("\n");
  g_autofree char *line = g_strndup (lines + self->in_lines[row], length);

  return ent_directory_entry_new (line);
}

/**
 * ent_directory_get_entry:
 * @self: a directory
 * @position: less than ent_directory_get_size()
 *
 * Returns: (transfer full): the authority at @position, the most populous first
 */
EntDirectoryEntry *
ent_directory_get_entry (EntDirectory *self,
                         gsize         position)
{
  g_return_val_if_fail (ENT_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (position < self->n_rows, NULL);

  return ent_directory_load_row (self, position);
}

/* The row that a place in the words belongs to: the last that starts at or before it. */
gsize
ent_directory_row_at (EntDirectory *self,
                      const char   *in_words)
{
  guint32 offset = (guint32) (in_words - self->words);
  gsize first = 0, end = self->n_rows;

  while (end - first > 1)
    {
      gsize middle = first + (end - first) / 2;

      if (self->in_words[middle] <= offset)
        first = middle;
      else
        end = middle;
    }

  return first;
}

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* What to look for, for each word: it begins with that. A SIREN may be typed in groups. */
static GPtrArray *
make_needles (const char *key)
{
  GPtrArray *needles = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = g_strsplit (key, " ", -1);
  g_autofree char *joined = g_strjoinv ("", words);

  if (is_digits (joined) && strlen (joined) > INSEE_DIGITS)
    {
      g_ptr_array_add (needles, g_strconcat (" #", joined, NULL));
      return needles;
    }

  for (char **word = words; *word != NULL; word++)
    {
      gboolean siren = is_digits (*word) && strlen (*word) > INSEE_DIGITS;

      g_ptr_array_add (needles, g_strconcat (siren ? " #" : " ", *word, NULL));
    }

  return needles;
}

/* The longest is met least often. */
static const char *
choose_needle (GPtrArray *needles)
{
  const char *longest = "";

  for (guint i = 0; i < needles->len; i++)
    {
      const char *needle = g_ptr_array_index (needles, i);

      if (strlen (needle) > strlen (longest))
        longest = needle;
    }

  return longest;
}

static gboolean
row_has (EntDirectory *self,
         gsize         row,
         const char   *needle)
{
  return g_strstr_len (self->words + self->in_words[row], self->in_words[row + 1] - self->in_words[row], needle) != NULL;
}

static gboolean
row_has_all (EntDirectory *self,
             gsize         row,
             GPtrArray    *needles)
{
  for (guint i = 0; i < needles->len; i++)
    {
      if (!row_has (self, row, g_ptr_array_index (needles, i)))
        return FALSE;
    }

  return TRUE;
}

/* The whole name asked for, between its bars: "saint denis 93" asks for that name. NULL if only codes are. */
static char *
make_exact (const char *key)
{
  g_auto (GStrv) words = g_strsplit (key, " ", -1);
  GString *exact = g_string_new ("|");

  for (char **word = words; *word != NULL; word++)
    {
      if (!is_digits (*word))
        g_string_append_printf (exact, " %s", *word);
    }
  if (exact->len == strlen ("|"))
    return g_string_free (exact, TRUE);

  g_string_append (exact, " |");
  return g_string_free_and_steal (exact);
}

/* Adds the rows that have all @needles and either have or have not @exact, looking where @anchor occurs. */
static void
add_rows (EntDirectory *self,
          const char   *anchor,
          GPtrArray    *needles,
          const char   *exact,
          gboolean      with_exact,
          guint         limit,
          GPtrArray    *found)
{
  const char *hit = self->words;

  while (found->len < limit && (hit = strstr (hit, anchor)) != NULL)
    {
      gsize row = ent_directory_row_at (self, hit);
      gboolean has_exact = exact != NULL && row_has (self, row, exact);

      if (has_exact == with_exact && row_has_all (self, row, needles))
        g_ptr_array_add (found, ent_directory_load_row (self, row));
      hit = self->words + self->in_words[row + 1];
    }
}

/**
 * ent_directory_search:
 * @self: a directory
 * @words: (not nullable): what the user has typed so far
 * @limit: how many to find at most
 *
 * Finds the authorities that have all of @words, each perhaps only begun, in any
 * order: words of the name or of a former commune's name, a SIREN (with or without
 * spaces), an INSEE code or the code of the département. Case, accents and hyphens
 * do not matter, and "St" is "Saint". Those of exactly that name, or with a former
 * commune of that name, come first; then the most populous.
 *
 * Returns: (transfer container) (element-type EntDirectoryEntry): the authorities
 *   found; empty when @words has no word
 */
GPtrArray *
ent_directory_search (EntDirectory *self,
                      const char   *words,
                      guint         limit)
{
  GPtrArray *found;
  g_autoptr (GPtrArray) needles = NULL;
  g_autofree char *key = NULL;
  g_autofree char *exact = NULL;

  g_return_val_if_fail (ENT_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (words != NULL, NULL);

  found = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_directory_entry_unref);
  key = ent_directory_key (words);
  if (*key == '\0')
    return found;

  exact = make_exact (key);
  needles = make_needles (key);
  if (exact != NULL)
    add_rows (self, exact, needles, exact, TRUE, limit, found);
  add_rows (self, choose_needle (needles), needles, exact, FALSE, limit, found);

  return found;
}

/**
 * ent_directory_find_siren:
 * @self: a directory
 * @siren: (not nullable): a SIREN; spaces do not matter
 *
 * Returns: (transfer full) (nullable): the authority with that SIREN
 */
EntDirectoryEntry *
ent_directory_find_siren (EntDirectory *self,
                          const char   *siren)
{
  g_autofree char *key = NULL;
  g_autofree char *needle = NULL;
  g_auto (GStrv) groups = NULL;
  const char *hit;

  g_return_val_if_fail (ENT_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (siren != NULL, NULL);

  key = ent_directory_key (siren);
  groups = g_strsplit (key, " ", -1);
  g_free (key);
  key = g_strjoinv ("", groups);
  if (!is_digits (key))
    return NULL;

  needle = g_strdup_printf (" #%s ", key);
  hit = strstr (self->words, needle);

  return hit != NULL ? ent_directory_load_row (self, ent_directory_row_at (self, hit)) : NULL;
}
