/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-set-up.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ent-format.h"
#include "ent-import-directory.h"

/**
 * ent_set_up_authority:
 * @workspace: a workspace
 * @authority: (nullable): the name of the unit's own authority; the directory's when %NULL
 * @siren: (nullable): its SIREN number, by which the directory knows the rest
 * @error: set where there is neither a name nor a number that the directory knows, or the number is wrong
 *
 * Adds the authority that the unit belongs to, and makes it the workspace's own.
 *
 * Returns: whether it is there
 */
gboolean
ent_set_up_authority (EntWorkspace *workspace,
                      const char *authority,
                      const char *siren,
                      GError **error)
{
  const EntEntity *entity = ent_schema_find ("authority");
  g_autofree char *number = siren != NULL ? ent_format_parse_text (siren, ENT_FORMAT_SIREN) : NULL;
  g_autofree char *id = number != NULL ? ent_id_new_for (entity, number) : NULL;
  g_autoptr (EntRecord) record = ent_record_new (entity, id);
  g_autoptr (EntDirectoryEntry) entry = siren != NULL ? ent_directory_find_siren (ent_directory_get_default (), siren) : NULL;

  ent_record_set_text (record, "country", "FR");
  if (entry != NULL)
    ent_import_directory_fill (record, entry);
  if (authority != NULL && !ent_record_set_parsed (record, "name", authority, error))
    return FALSE;
  if (siren != NULL && !ent_record_set_parsed (record, "siren", siren, error))
    return FALSE;
  if (ent_record_get_text (record, "name") == NULL)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The directory does not know this SIREN number: give the authority’s name too."));
      return FALSE;
    }

  return ent_workspace_save (workspace, record, error)
         && ent_workspace_set_setting (workspace, "own-authority", ent_record_get_id (record), error);
}

/**
 * ent_set_up_filled:
 * @path: of a file that is not there yet
 * @fill: fills it
 * @data: for @fill
 * @error: set where the file is in the way or could not be filled
 *
 * Returns: whether the file is there, complete; otherwise nothing is left of it
 */
gboolean
ent_set_up_filled (const char *path,
                   EntSetUpFunc fill,
                   gpointer data,
                   GError **error)
{
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (path, ENT_WORKSPACE_CREATE, error);
  gboolean done;

  if (workspace == NULL)
    return FALSE;

  done = fill (workspace, data, error);
  g_clear_object (&workspace);
  if (!done)
    g_unlink (path);

  return done;
}

static gboolean
fill_authority (EntWorkspace *workspace,
                gpointer data,
                GError **error)
{
  const char *const *names = data;

  return (names[0] == NULL && names[1] == NULL) || ent_set_up_authority (workspace, names[0], names[1], error);
}

/**
 * ent_set_up_create:
 * @path: of a file that is not there yet
 * @authority: (nullable): the name of the unit's own authority
 * @siren: (nullable): its SIREN number
 * @error: set where the file is in the way, or the authority is wrong
 *
 * Makes a workspace, empty but for the authority.
 *
 * Returns: whether it is there
 */
gboolean
ent_set_up_create (const char *path,
                   const char *authority,
                   const char *siren,
                   GError **error)
{
  const char *names[] = { authority, siren };

  return ent_set_up_filled (path, fill_authority, names, error);
}
