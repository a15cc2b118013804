/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose a record is that came from the Atlas. */
#include "ent-origin.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-country.h"
#include "ent-projection.h"

static char *
get_publisher (EntRecord *record)
{
  g_autoptr (JsonObject) extra = ent_projection_parse (ent_record_get_extra (record));

  return extra != NULL ? g_strdup (ent_projection_get_publisher (extra)) : NULL;
}

static char *
find_authority (EntWorkspace *workspace,
                const char *siren)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    ent_workspace_get_database (workspace), "SELECT headline FROM authority JOIN record USING (row) WHERE siren = ? LIMIT 1", NULL);
  gboolean found = FALSE;

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, siren);
  return ent_database_step (ent_workspace_get_database (workspace), statement, &found, NULL) && found
           ? g_strdup (ent_statement_get_text (statement, 0))
           : NULL;
}

/**
 * ent_origin_describe:
 * @record: a record
 * @workspace: (nullable): to find the name of an authority in
 *
 * Returns: (transfer full) (nullable): who publishes @record in the Atlas, where that is somebody else: an embassy, or
 *   another authority
 */
char *
ent_origin_describe (EntRecord *record,
                     EntWorkspace *workspace)
{
  g_autofree char *publisher = get_publisher (record);
  g_autofree char *code = publisher != NULL ? g_ascii_strup (publisher, -1) : NULL;
  const EntCountry *country = code != NULL && strlen (code) == 2 ? ent_country_find (code) : NULL;
  g_autofree char *authority = publisher != NULL && country == NULL && workspace != NULL ? find_authority (workspace, publisher) : NULL;

  if (publisher == NULL || *publisher == '\0')
    return NULL;
  if (country != NULL)
    /* Translators: the name of a country */
    return g_strdup_printf (_ ("Embassy: %s"), ent_country_get_name (country));
  if (authority != NULL)
    return g_steal_pointer (&authority);

  /* Translators: the number of a French authority, which no record here has */
  return g_strdup_printf (_ ("SIREN %s"), publisher);
}
