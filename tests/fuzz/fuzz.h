/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fuzzer consists of: an entry function that takes any bytes and must survive them, and keep what it promises.
 * With clang, libFuzzer calls it with what it makes up; in the ordinary suite replay.c calls it with the corpus. */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Longer inputs find nothing that shorter ones do not, and take long. */
#define FUZZ_MAX_SIZE 65536

/* Between the parts of an input that has several. */
#define FUZZ_SEPARATOR "\n%%%%\n"

/* A promise, also where assertions are compiled out. */
#define fuzz_assert(condition)                                            \
  G_STMT_START                                                            \
  {                                                                       \
    if (!(condition))                                                     \
      g_error ("%s:%d: not so: %s", __FILE__, __LINE__, #condition);      \
  }                                                                       \
  G_STMT_END

static inline void
fuzz_no_error (const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

/* The parts of an input, each with a zero after it. */
static inline GPtrArray *
fuzz_split (const guint8 *data,
            gsize size)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *text = (const char *) data;

  for (;;)
    {
      const char *next = size > 0 ? memmem (text, size, FUZZ_SEPARATOR, strlen (FUZZ_SEPARATOR)) : NULL;
      gsize length = next != NULL ? (gsize) (next - text) : size;
      char *part = g_malloc (length + 1);

      memcpy (part, text, length);
      part[length] = '\0';
      g_ptr_array_add (parts, g_bytes_new_take (part, length));
      if (next == NULL)
        return parts;

      text = next + strlen (FUZZ_SEPARATOR);
      size -= length + strlen (FUZZ_SEPARATOR);
    }
}

/* What a test program wrote must not outlive it. */
static inline void
fuzz_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      fuzz_remove (child);
    }
  g_remove (path);
}

/* A folder that goes when the program ends. */
static inline const char *
fuzz_get_folder (void)
{
  static char *folder;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    {
      folder = g_dir_make_tmp ("ent-fuzz-XXXXXX", &error);
      fuzz_no_error (error);
    }
  return folder;
}
