/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opens files of a type on the desktop of a test. */
#pragma once

#include <glib.h>

/* A program that notes what it is given, a path or a URI. Called before anything is opened: what opens what is read once.
 * Returns: (transfer full): where it notes that */
static inline char *
make_handler (const char *type)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *program = g_build_filename (folder, "handler.sh", NULL);
  g_autofree char *desktop = g_build_filename (folder, "handler.desktop", NULL);
  g_autofree char *defaults = g_build_filename (folder, "mimeapps.list", NULL);
  g_autofree char *noted = g_build_filename (folder, "noted", NULL);
  g_autofree char *script = g_strdup_printf ("printf %%s \"$1\" >'%s.part' && mv '%s.part' '%s'\n", noted, noted, noted);
  g_autofree char *entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Handler\nExec=/bin/sh %s %%u\nMimeType=%s;\n", program, type);
  g_autofree char *list = g_strdup_printf ("[Default Applications]\n%s=handler.desktop\n", type);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (program, script, -1, NULL));
  g_assert_true (g_file_set_contents (desktop, entry, -1, NULL));
  g_assert_true (g_file_set_contents (defaults, list, -1, NULL));
  return g_steal_pointer (&noted);
}
