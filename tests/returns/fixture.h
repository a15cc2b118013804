/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace in a folder of its own, and short words for filling it. */
#pragma once

#include <glib/gstdio.h>

#include "ent-returns-year.h"

typedef struct
{
  char *folder;            /* (owned) */
  char *path;              /* (owned) */
  EntWorkspace *workspace; /* (owned) */
} Fixture;

static inline void
fixture_set_up (Fixture *fixture,
                gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ent-returns-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "unit.entente", NULL);
  fixture->workspace = ent_workspace_open (fixture->path, ENT_WORKSPACE_CREATE, &error);
  g_assert_no_error (error);
}

static inline void
fixture_tear_down (Fixture *fixture,
                   gconstpointer unused)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_finalize_object (g_steal_pointer (&fixture->workspace));
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* Saves a record of @type with fields by name and as a person would write them; returns its identifier. */
static inline char *
add_record (EntWorkspace *workspace,
            const char *type,
            ...)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find (type), NULL);
  g_autoptr (GError) error = NULL;
  const char *name;
  va_list args;

  va_start (args, type);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      const char *text = va_arg (args, const char *);

      if (text != NULL)
        ent_record_set_parsed (record, name, text, &error);
      g_assert_no_error (error);
    }
  va_end (args);

  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
  return g_strdup (ent_record_get_id (record));
}

static inline EntReturnsYear *
compute (EntWorkspace *workspace,
         int year,
         const EntReturnsSelection *selection)
{
  g_autoptr (GError) error = NULL;
  EntReturnsYear *figures = ent_returns_year_new (workspace, year, selection, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (figures);
  return figures;
}

static inline const EntReturnsFigure *
find_figure (EntReturnsYear *figures,
             const char *key)
{
  const EntReturnsFigure *figure = ent_returns_year_find (figures, key);

  if (figure == NULL)
    g_error ("there is no figure %s", key);
  return figure;
}
