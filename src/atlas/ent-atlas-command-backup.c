/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-commands.h"

#include "ent-atlas-accounts.h"
#include "ent-atlas-store.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

static gboolean
usage (GError    **error,
       const char *text)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);
  return FALSE;
}

static gboolean
parse_options (char  **data,
               int    *argc,
               char ***argv,
               GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, data, N_("Where the server’s data is"), N_("FOLDER") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("FOLDER"));

  g_option_context_set_summary (context, _("Copies all databases and accounts into a new folder, also while the server "
                                           "runs. To go back to it, start the server with --data FOLDER."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  if (*data == NULL)
    return usage (error, _("Say where the data is: --data FOLDER"));
  if (*argc != 2)
    return usage (error, _("Say where the copy goes: backup FOLDER"));

  return TRUE;
}

static gboolean
copy_database (EntAtlasStore *from,
               EntAtlasStore *to,
               const char    *name,
               GError       **error)
{
  g_autofree char *source = ent_atlas_store_dup_path (from, name);
  g_autofree char *target = ent_atlas_store_dup_path (to, name);
  g_autoptr (EntAtlasDatabase) database = ent_atlas_database_open (source, ENT_ATLAS_DATABASE_READ, error);

  return database != NULL && ent_atlas_database_copy (database, target, error);
}

static gboolean
copy_all (const char *data,
          const char *folder,
          GError    **error)
{
  g_autoptr (EntAtlasStore) from = ent_atlas_store_new (data, error);
  g_autoptr (EntAtlasStore) to = from != NULL ? ent_atlas_store_new (folder, error) : NULL;
  g_auto (GStrv) names = to != NULL ? ent_atlas_store_list (from, error) : NULL;
  g_autoptr (EntAtlasAccounts) accounts = NULL;

  if (names == NULL)
    return FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    if (!copy_database (from, to, names[i], error))
      return FALSE;

  accounts = ent_atlas_accounts_open (data, error);
  return accounts != NULL && ent_atlas_accounts_copy (accounts, folder, error);
}

/* A folder bears its name only when all of it is there. */
static gboolean
back_up (const char *data,
         const char *folder,
         GError    **error)
{
  g_autofree char *partial = g_strconcat (folder, ".partial", NULL);
  const char *taken = NULL;

  if (!g_file_test (data, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _("There is no data in %s"), data);
      return FALSE;
    }

  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    taken = folder;
  else if (g_file_test (partial, G_FILE_TEST_EXISTS))
    taken = partial;
  if (taken != NULL)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, _("%s is there already: give another name, or remove it"),
                   taken);
      return FALSE;
    }

  if (!copy_all (data, partial, error))
    return FALSE;
  if (g_rename (partial, folder) == 0)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
  return FALSE;
}

/**
 * ent_atlas_command_backup:
 * @argc: how many words the command line has
 * @argv: the words
 *
 * Copies the data of a server, which may be running.
 *
 * Returns: the exit status: 0 done, 1 refused, 2 wrong usage
 */
int
ent_atlas_command_backup (int    argc,
                          char **argv)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;

  if (parse_options (&data, &argc, &argv, &error) && back_up (data, argv[1], &error))
    return 0;

  return ent_atlas_commands_fail (error);
}
