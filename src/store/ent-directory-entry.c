/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-directory-entry.h"

#include "ent-directory-private.h"

#include <math.h>

G_DEFINE_BOXED_TYPE (EntDirectoryEntry, ent_directory_entry, ent_directory_entry_ref, ent_directory_entry_unref)

static char *
dup_unless_empty (const char *cell)
{
  return *cell != '\0' ? g_strdup (cell) : NULL;
}

static double
parse_degrees (const char *cell)
{
  return *cell != '\0' ? g_ascii_strtod (cell, NULL) : NAN;
}

/* From one line of authorities.tsv, without its line break. */
EntDirectoryEntry *
ent_directory_entry_new (const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", ENT_DIRECTORY_N_COLUMNS);
  EntDirectoryEntry *entry;

  g_return_val_if_fail (g_strv_length (cells) == ENT_DIRECTORY_N_COLUMNS, NULL);

  entry = g_atomic_rc_box_new0 (EntDirectoryEntry);
  entry->name = g_strdup (cells[ENT_DIRECTORY_NAME]);
  entry->kind = g_intern_string (cells[ENT_DIRECTORY_KIND]);
  entry->siren = dup_unless_empty (cells[ENT_DIRECTORY_SIREN]);
  entry->insee = dup_unless_empty (cells[ENT_DIRECTORY_INSEE]);
  entry->departement = dup_unless_empty (cells[ENT_DIRECTORY_DEPARTEMENT]);
  entry->population = (guint) g_ascii_strtoull (cells[ENT_DIRECTORY_POPULATION], NULL, 10);
  entry->latitude = parse_degrees (cells[ENT_DIRECTORY_LATITUDE]);
  entry->longitude = parse_degrees (cells[ENT_DIRECTORY_LONGITUDE]);

  return entry;
}

/**
 * ent_directory_entry_ref:
 * @entry: an entry
 *
 * Returns: (transfer full): @entry
 */
EntDirectoryEntry *
ent_directory_entry_ref (EntDirectoryEntry *entry)
{
  g_return_val_if_fail (entry != NULL, NULL);

  return g_atomic_rc_box_acquire (entry);
}

static void
entry_clear (gpointer data)
{
  EntDirectoryEntry *entry = data;

  g_free (entry->name);
  g_free (entry->siren);
  g_free (entry->insee);
  g_free (entry->departement);
}

/**
 * ent_directory_entry_unref:
 * @entry: (transfer full): an entry
 */
void
ent_directory_entry_unref (EntDirectoryEntry *entry)
{
  g_return_if_fail (entry != NULL);

  g_atomic_rc_box_release_full (entry, entry_clear);
}
