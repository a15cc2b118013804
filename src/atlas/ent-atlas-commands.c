/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-commands.h"

#include <sys/stat.h>

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv);
} commands[] = {
  { "account", ent_atlas_command_account },
  { "backup", ent_atlas_command_backup },
};

/**
 * ent_atlas_commands_run:
 * @argc: how many words the command line has
 * @argv: the words
 *
 * Does what the command line says.
 *
 * Returns: the exit status: 0 done, 1 refused, 2 wrong usage
 */
int
ent_atlas_commands_run (int    argc,
                        char **argv)
{
  /* What is written here is for nobody else on the machine. */
  umask (0077);

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].run (argc - 1, argv + 1);

  return ent_atlas_command_serve (argc, argv);
}

/**
 * ent_atlas_commands_fail:
 * @error: why a command was not carried out
 *
 * Says so.
 *
 * Returns: the exit status
 */
int
ent_atlas_commands_fail (const GError *error)
{
  g_printerr ("entente-atlas: %s\n", error->message);
  return error->domain == G_OPTION_ERROR ? 2 : 1;
}
