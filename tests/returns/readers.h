/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independent readers of what is written. */
#pragma once

#include <gio/gio.h>
#include <string.h>

/* Each of @words, ended by NULL, after the one before. */
static inline void
assert_order (const char *text,
              const char *const *words)
{
  const char *rest = text;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      const char *found = strstr (rest, words[i]);

      if (found == NULL)
        g_error ("“%s” does not follow in: %s", words[i], text);
      rest = found + strlen (words[i]);
    }
}

/* Runs a program and returns what it prints; NULL where it is not installed. */
static inline char *
run (const char *const *argv)
{
  g_autofree char *program = g_find_program_in_path (argv[0]);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  if (program == NULL)
    return NULL;

  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return output;
}

/* The text of a PDF as it is read aloud; it must have tags. NULL where nothing here can read it. */
static inline char *
read_tagged (const char *path)
{
  const char *const reader[] = { "pdftotext", path, "-", NULL };
  const char *const info[] = { "pdfinfo", path, NULL };
  g_autofree char *facts = run (info);

  if (facts != NULL)
    g_assert_true (g_regex_match_simple ("Tagged: +yes", facts, 0, 0));

  return run (reader);
}
