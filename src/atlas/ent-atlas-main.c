/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-commands.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sys/stat.h>

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ENT_ATLAS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* What is written here is for nobody else on the machine. */
  umask (0077);

  if (argc > 1 && g_str_equal (argv[1], "account"))
    return ent_atlas_command_account (argc - 1, argv + 1);

  return ent_atlas_command_serve (argc, argv);
}
