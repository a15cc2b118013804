/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzzer's entry function over the files of a folder, each one a test of its own. */
#include "fuzz.h"

static void
replay (gconstpointer path)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) content, size);
}

static void
add_file (const char *folder,
          const char *name)
{
  g_autofree char *test = g_strconcat ("/replay/", name, NULL);

  g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), replay, g_free);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;
  int status;

  g_test_init (&argc, &argv, NULL);
  dir = g_dir_open (argv[1], 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    add_file (argv[1], name);

  status = g_test_run ();
  return status;
}
