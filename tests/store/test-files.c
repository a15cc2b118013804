/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that records carry. */
#include "ent-files.h"

#include <string.h>
#include <unistd.h>

#include "../common/workspaces.h"

typedef struct
{
  Folder folder;
  EntWorkspace *workspace; /* (owned) */
  EntRecord *document;     /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  g_autoptr (EntRecord) authority = ent_record_new (ent_schema_find ("authority"), NULL);
  g_autoptr (GError) error = NULL;

  folder_set_up (&fixture->folder, NULL);
  fixture->workspace = folder_make_workspace (&fixture->folder, "unit.entente");
  ent_record_set_text (authority, "name", "Goris");
  ent_record_set_text (authority, "country", "AM");
  ent_workspace_save (fixture->workspace, authority, &error);
  g_assert_no_error (error);
  fixture->document = ent_record_new (ent_schema_find ("document"), NULL);
  ent_record_set_text (fixture->document, "title", "Convention");
  ent_record_set_text (fixture->document, "subject", ent_record_get_id (authority));
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_assert_finalize_object (fixture->document);
  g_assert_finalize_object (fixture->workspace);
  folder_tear_down (&fixture->folder, NULL);
}

static void
attach (Fixture *fixture,
        const char *content,
        gsize length)
{
  g_autofree char *path = folder_write (&fixture->folder, "convention.pdf", content, length);
  g_autoptr (GError) error = NULL;

  ent_document_attach (fixture->workspace, fixture->document, path, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_content (Fixture *fixture,
                const char *content,
                gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) stored = ent_workspace_get (fixture->workspace, ent_record_get_id (fixture->document), &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  bytes = ent_document_read (fixture->workspace, stored, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), content, length);
}

static void
test_attach (Fixture *fixture,
             gconstpointer unused)
{
  static const char binary[] = "%PDF-1.7\0\xff\n";

  attach (fixture, binary, sizeof binary);
  g_assert_cmpstr (ent_record_get_text (fixture->document, "file"), ==, "convention.pdf");
  g_assert_cmpint (ent_record_get_integer (fixture->document, "size", 0), ==, sizeof binary);
  assert_content (fixture, binary, sizeof binary);
  attach (fixture, "", 0);
  assert_content (fixture, "", 0);
  assert_sound (fixture->workspace);
}

static void
test_undo (Fixture *fixture,
           gconstpointer unused)
{
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  attach (fixture, "first", 5);
  attach (fixture, "second", 6);
  undone = ent_workspace_undo (fixture->workspace, NULL);
  g_assert_cmpstr (undone, ==, "Attach “convention.pdf”");
  assert_content (fixture, "first", 5);
  redone = ent_workspace_redo (fixture->workspace, NULL);
  g_assert_nonnull (redone);
  assert_content (fixture, "second", 6);
}

static void
test_too_large (Fixture *fixture,
                gconstpointer unused)
{
  g_autofree char *path = folder_name (&fixture->folder, "film.mkv");
  g_autoptr (GError) error = NULL;
  FILE *file = fopen (path, "w");

  /* 200 MB that take no room. */
  g_assert_nonnull (file);
  g_assert_cmpint (ftruncate (fileno (file), 200 * 1024 * 1024), ==, 0);
  fclose (file);
  g_assert_false (ent_document_attach (fixture->workspace, fixture->document, path, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "film.mkv"));
  g_assert_cmpuint (count_records (fixture->workspace, "document"), ==, 0);
}

static void
test_refused (Fixture *fixture,
              gconstpointer unused)
{
  g_autofree char *missing = folder_name (&fixture->folder, "missing");
  g_autofree char *path = folder_write (&fixture->folder, "x.txt", "x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (ent_document_attach (fixture->workspace, fixture->document, fixture->folder.path, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ent_document_attach (fixture->workspace, fixture->document, missing, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Nor does a document without what it needs. */
  ent_record_set_text (fixture->document, "title", NULL);
  g_assert_false (ent_document_attach (fixture->workspace, fixture->document, path, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_cmpuint (count_records (fixture->workspace, "document"), ==, 0);
}

/* A colleague's record may come without its file, and a file may be damaged. */
static void
test_missing_and_damaged (Fixture *fixture,
                          gconstpointer unused)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  attach (fixture, "content", 7);
  g_assert_true (ent_database_execute (ent_workspace_get_database (fixture->workspace), "UPDATE file SET data = x'00'", NULL));
  g_assert_true (ent_workspace_check (fixture->workspace, &problems, NULL));
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_true (ent_database_execute (ent_workspace_get_database (fixture->workspace), "DELETE FROM file", NULL));
  g_assert_null (ent_document_read (fixture->workspace, fixture->document, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
}

#define CASE(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  CASE ("/files/attach", test_attach);
  CASE ("/files/undo", test_undo);
  CASE ("/files/too-large", test_too_large);
  CASE ("/files/refused", test_refused);
  CASE ("/files/missing-and-damaged", test_missing_and_damaged);

  return g_test_run ();
}
