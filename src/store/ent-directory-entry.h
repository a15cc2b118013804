/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ENT_TYPE_DIRECTORY_ENTRY (ent_directory_entry_get_type ())

/**
 * EntDirectoryEntry:
 * @name: full name, such as "Communauté urbaine d’Arras"
 * @kind: nick of the authority's kind, as in `ent_choices_authority_kinds`
 * @siren: (nullable): SIREN, nine digits
 * @insee: (nullable): code of INSEE's official geographic code; none for intercommunal bodies
 * @departement: (nullable): code of the département it stands in; none for régions
 * @population: people living there
 * @latitude: degrees north, NAN where not known
 * @longitude: degrees east, NAN where not known
 *
 * One French authority of #EntDirectory. Immutable; any thread may hold and release it.
 */
typedef struct
{
  char       *name;
  const char *kind;
  char       *siren;
  char       *insee;
  char       *departement;
  guint       population;
  double      latitude;
  double      longitude;
} EntDirectoryEntry;

GType              ent_directory_entry_get_type (void);
EntDirectoryEntry *ent_directory_entry_ref      (EntDirectoryEntry *entry);
void               ent_directory_entry_unref    (EntDirectoryEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntDirectoryEntry, ent_directory_entry_unref)

G_END_DECLS
