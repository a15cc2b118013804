/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independent readers of what is written. */
#pragma once

#include <gio/gio.h>
#include <stdio.h>
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

/* Dots for each point of paper: fine enough for a comma. */
#define DOTS 2

typedef struct
{
  GBytes *bytes;         /* (nullable) (owned): the pages one after another, as portable grey maps */
  const guchar *dots;    /* of the page that is looked at */
  const guchar *rest;    /* after that page */
  int width, height;
} Picture;

static inline gboolean
draw_pages (Picture *self,
            const char *path)
{
  g_autofree char *resolution = g_strdup_printf ("%d", 72 * DOTS);
  const char *const argv[] = { "pdftoppm", "-gray", "-r", resolution, path, NULL };
  g_autofree char *program = g_find_program_in_path (argv[0]);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    return FALSE;

  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &self->bytes, NULL, &error);
  g_assert_no_error (error);
  self->rest = g_bytes_get_data (self->bytes, NULL);
  return TRUE;
}

static inline void
turn_page (Picture *self)
{
  int header = 0;

  g_assert_cmpint (sscanf ((const char *) self->rest, "P5 %d %d 255%n", &self->width, &self->height, &header), ==, 2);
  self->dots = self->rest + header + 1;
  self->rest = self->dots + (gsize) self->width * self->height;
}

/* Whether there is something else than background. */
static inline gboolean
is_seen (const Picture *self,
         const double box[4])
{
  guchar least = 255, most = 0;

  for (int y = MAX (0, box[1] * DOTS); y < MIN (self->height, box[3] * DOTS); y++)
    for (int x = MAX (0, box[0] * DOTS); x < MIN (self->width, box[2] * DOTS); x++)
      {
        least = MIN (least, self->dots[y * self->width + x]);
        most = MAX (most, self->dots[y * self->width + x]);
      }

  return most - least > 40;
}

/* What is read aloud must also be seen: no word has the colour of its paper. */
static inline void
assert_seen (const char *path)
{
  const char *const boxes[] = { "pdftotext", "-bbox", path, "-", NULL };
  g_autofree char *text = run (boxes);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  Picture picture = { 0 };

  if (lines == NULL || !draw_pages (&picture, path))
    return;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      double box[4];

      if (strstr (lines[i], "<page ") != NULL)
        turn_page (&picture);
      else if (sscanf (lines[i], " <word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &box[0], &box[1], &box[2], &box[3]) == 4
               && !is_seen (&picture, box))
        g_error ("this cannot be seen: %s", lines[i]);
    }
  g_bytes_unref (picture.bytes);
}

/* The text of a PDF as it is read aloud; it must have tags, and every word be seen. NULL where nothing here can read it. */
static inline char *
read_tagged (const char *path)
{
  const char *const reader[] = { "pdftotext", path, "-", NULL };
  const char *const info[] = { "pdfinfo", path, NULL };
  g_autofree char *facts = run (info);

  if (facts != NULL)
    g_assert_true (g_regex_match_simple ("Tagged: +yes", facts, 0, 0));

  assert_seen (path);
  return run (reader);
}
