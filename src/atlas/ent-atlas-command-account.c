/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-commands.h"

#include "ent-atlas-accounts.h"
#include "ent-atlas-error.h"
#include "ent-atlas-rule.h"
#include "ent-atlas-store.h"
#include "ent-terminal.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

typedef struct
{
  char *data;
  char *role;
  char *publisher;
  char *password_file;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->data);
  g_free (options->role);
  g_free (options->publisher);
  g_free (options->password_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
usage (GError    **error,
       const char *text)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);
  return FALSE;
}

static gboolean
parse_options (Options *options,
               int     *argc,
               char  ***argv,
               GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, N_("Where the server’s data is"), N_("FOLDER") },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options->role, N_("unit, department, embassy, administrator or reader"),
      N_("ROLE") },
    { "publisher", 0, 0, G_OPTION_ARG_STRING, &options->publisher,
      N_("The SIREN of a unit or of a department’s authority, or the two letters of an embassy’s country"), N_("ID") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options->password_file,
      N_("A file with the password in its first line; - for the standard input"), N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("add NAME | password NAME | remove NAME | list");

  g_option_context_set_summary (context, _("Manages the accounts of the shared Atlas, also while it runs."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  if (options->data == NULL)
    return usage (error, _("Say where the data is: --data FOLDER"));
  if (*argc < 2)
    return usage (error, _("Say what to do: add, password, remove or list"));

  return TRUE;
}

static GInputStream *
open_file (const char *file,
           GError    **error)
{
  g_autoptr (GFile) path = NULL;

  if (g_str_equal (file, "-"))
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);

  path = g_file_new_for_commandline_arg (file);
  return G_INPUT_STREAM (g_file_read (path, NULL, error));
}

static char *
read_line (const char *file,
           GError    **error)
{
  g_autoptr (GInputStream) stream = open_file (file, error);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) local_error = NULL;
  char *line;

  if (stream == NULL)
    return NULL;

  lines = g_data_input_stream_new (stream);
  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (line == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("There is no password in %s"), file);
  return line;
}

static char *
read_password (const char *file,
               const char *name,
               GError    **error)
{
  g_autofree char *prompt = NULL;

  if (file == NULL)
    {
      usage (error, _("Say where the password is: --password-file FILE"));
      return NULL;
    }
  if (!ent_terminal_is_terminal (file))
    return read_line (file, error);

  prompt = g_strdup_printf (_("Password of %s: "), name);
  return ent_terminal_ask_password (file, prompt, _("The same again: "), error);
}

static gboolean
make_databases (const Options         *options,
                const EntAtlasAccount *account,
                GError               **error)
{
  g_auto (GStrv) names = ent_atlas_account_list_databases (account);
  g_autoptr (EntAtlasStore) store = ent_atlas_store_new (options->data, error);

  if (store == NULL)
    return FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *security = ent_atlas_rule_dup_security (names[i]);

      if (!ent_atlas_store_exists (store, names[i]) && !ent_atlas_store_create (store, names[i], security, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add (EntAtlasAccounts *accounts,
     const Options    *options,
     const char       *name,
     GError          **error)
{
  g_autoptr (EntAtlasAccount) account = NULL;
  g_autofree char *password = NULL;
  EntAtlasRole role;

  if (options->role == NULL || !ent_atlas_role_parse (options->role, &role))
    return usage (error, _("Say what the account may do: --role unit, department, embassy, administrator or reader"));

  account = ent_atlas_account_new (name, role, options->publisher, error);
  if (account == NULL)
    return FALSE;

  password = read_password (options->password_file, name, error);
  return password != NULL && make_databases (options, account, error)
         && ent_atlas_accounts_add (accounts, account, password, error);
}

static gboolean
set_password (EntAtlasAccounts *accounts,
              const Options    *options,
              const char       *name,
              GError          **error)
{
  g_autofree char *password = read_password (options->password_file, name, error);

  return password != NULL && ent_atlas_accounts_set_password (accounts, name, password, error);
}

static gboolean
list (EntAtlasAccounts *accounts,
      GError          **error)
{
  g_autoptr (GPtrArray) all = ent_atlas_accounts_list (accounts, error);

  if (all == NULL)
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      const EntAtlasAccount *account = g_ptr_array_index (all, i);

      g_print ("%s\t%s\t%s\n", account->name, ent_atlas_role_to_nick (account->role),
               account->publisher != NULL ? account->publisher : "-");
    }

  return TRUE;
}

static gboolean
run (const Options *options,
     int            argc,
     char         **argv,
     GError       **error)
{
  g_autoptr (EntAtlasStore) store = ent_atlas_store_new (options->data, error);
  g_autoptr (EntAtlasAccounts) accounts = store != NULL ? ent_atlas_accounts_open (options->data, error) : NULL;

  if (accounts == NULL)
    return FALSE;
  if (g_str_equal (argv[1], "list") && argc == 2)
    return list (accounts, error);
  if (argc != 3)
    return usage (error, _("Say which account: add NAME, password NAME, remove NAME, or list"));
  if (g_str_equal (argv[1], "add"))
    return add (accounts, options, argv[2], error);
  if (g_str_equal (argv[1], "password"))
    return set_password (accounts, options, argv[2], error);
  if (g_str_equal (argv[1], "remove"))
    return ent_atlas_accounts_remove (accounts, argv[2], error);

  return usage (error, _("Say what to do: add, password, remove or list"));
}

/**
 * ent_atlas_command_account:
 * @argc: how many words the command line has
 * @argv: the words
 *
 * Manages accounts.
 *
 * Returns: the exit status: 0 done, 1 refused, 2 wrong usage
 */
int
ent_atlas_command_account (int    argc,
                           char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (parse_options (&options, &argc, &argv, &error) && run (&options, argc, argv, &error))
    return 0;

  return ent_atlas_commands_fail (error);
}
