/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-commands.h"

#include <libintl.h>
#include <locale.h>

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return ent_atlas_commands_run (argc, argv);
}
