/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept on a person can be seen whole, and goes without a trace. */
#include "ent-personal.h"

#include <string.h>

#include "../common/workspaces.h"
#include "ent-record-json.h"

#define NAME "Quillevéré"

typedef struct
{
  Folder folder;
  EntWorkspace *workspace; /* (owned) */
  char *person;            /* (owned) */
  char *note;              /* (owned) */
} Fixture;

static char *
save (EntWorkspace *workspace,
      EntRecord *record)
{
  g_autoptr (GError) error = NULL;

  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
  return g_strdup (ent_record_get_id (record));
}

static void
set (EntWorkspace *workspace,
     const char *id,
     const char *name,
     const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, id, &error);

  g_assert_no_error (error);
  ent_record_set_text (record, name, value);
  g_free (save (workspace, record));
}

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  g_autofree char *authority = NULL;
  g_autofree char *role = NULL;
  g_autofree char *mandate = NULL;

  folder_set_up (&fixture->folder, NULL);
  fixture->workspace = folder_make_workspace (&fixture->folder, "unit.entente");
  authority = add_record_of (fixture->workspace, "authority", "name", "Brest", "country", "FR", NULL);
  fixture->person = add_record_of (fixture->workspace, "person", "given-name", "Maël", "family-name", "Quilevere", "email", "mael@quillevere.example", NULL);
  set (fixture->workspace, fixture->person, "family-name", NAME);
  set (fixture->workspace, fixture->person, "phone", "+33 2 98 00 00 07");
  role = add_record_of (fixture->workspace, "role", "person", fixture->person, "body", authority, "kind", "elected", "title", "Adjoint", NULL);
  mandate = add_record_of (fixture->workspace, "mandate", "role", role, "delegation", "Mer et ports", NULL);
  fixture->note = add_record_of (fixture->workspace, "note", "subject", authority, "when", "2025-03-04", "text", "Vu Maël " NAME " au port.", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  if (fixture->workspace != NULL)
    g_assert_finalize_object (fixture->workspace);
  g_free (fixture->person);
  g_free (fixture->note);
  folder_tear_down (&fixture->folder, NULL);
}

static gboolean
file_has (Fixture *fixture,
          const char *text)
{
  g_autofree char *path = folder_name (&fixture->folder, "unit.entente");
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return memmem (content, length, text, strlen (text)) != NULL;
}

static void
assert_forgotten (Fixture *fixture)
{
  static const char *const traces[] = { "Maël", NAME, "Quilevere", "quillevere", "+33 2 98", "mael" };

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      g_test_message ("looking for %s", traces[i]);
      g_assert_false (file_has (fixture, traces[i]));
    }
}

static void
test_anonymise (Fixture *fixture,
                gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (EntRecord) record = NULL;
  g_autofree char *name = NULL;

  mentions = ent_person_anonymise (fixture->workspace, fixture->person, "a request of 2 May", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mentions->len, ==, 1);
  g_assert_cmpstr (((EntHit *) mentions->pdata[0])->id, ==, fixture->note);

  record = ent_workspace_get (fixture->workspace, fixture->person, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ent_record_get_text (record, "given-name"), ==, "Anonymised");
  g_assert_null (ent_record_get_text (record, "email"));
  g_assert_cmpstr (ent_record_get_text (record, "anonymised-why"), ==, "a request of 2 May");
  g_assert_cmpuint (count_records (fixture->workspace, "role"), ==, 1);
  g_assert_cmpuint (count_records (fixture->workspace, "mandate"), ==, 1);

  /* The text that names them is for somebody to edit; then history forgets it too. */
  set (fixture->workspace, fixture->note, "text", "Vu un adjoint au port.");
  name = g_strdup ("Maël " NAME);
  ent_person_forget_name (fixture->workspace, name, ent_record_get_headline (record), &error);
  g_assert_no_error (error);
  assert_sound (fixture->workspace);
  g_clear_object (&record);

  again = ent_person_anonymise (fixture->workspace, fixture->person, "twice", &error);
  g_assert_null (again);
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);

  g_assert_finalize_object (g_steal_pointer (&fixture->workspace));
  assert_forgotten (fixture);
}

static void
test_no_undo (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (GPtrArray) mentions = ent_person_anonymise (fixture->workspace, fixture->person, "asked", NULL);

  g_assert_nonnull (mentions);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *label = ent_workspace_undo (fixture->workspace, NULL);
      g_autoptr (EntRecord) record = ent_workspace_get (fixture->workspace, fixture->person, NULL);

      g_assert_nonnull (record);
      g_assert_cmpstr (ent_record_get_text (record, "given-name"), ==, "Anonymised");
    }
  assert_sound (fixture->workspace);
}

/* A colleague's decision comes as a document. */
static void
test_received (Fixture *fixture,
               gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) document = ent_workspace_get_document (fixture->workspace, fixture->person, &error);

  g_assert_no_error (error);
  set (fixture->workspace, fixture->note, "text", "Vu un adjoint au port.");
  json_object_set_string_member (document, "given-name", "Anonymised");
  json_object_set_string_member (document, "family-name", "0000");
  json_object_set_string_member (document, "anonymised-on", "2026-05-02");
  json_object_set_string_member (document, "anonymised-why", "asked");
  json_object_remove_member (document, "email");
  json_object_remove_member (document, "phone");
  g_assert_true (ent_workspace_begin (fixture->workspace, "received", "team", NULL));
  ent_workspace_put_document (fixture->workspace, document, &error);
  g_assert_no_error (error);
  g_assert_true (ent_workspace_commit (fixture->workspace, NULL));

  g_assert_finalize_object (g_steal_pointer (&fixture->workspace));
  assert_forgotten (fixture);
}

static void
test_refusals (Fixture *fixture,
               gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ent_person_anonymise (fixture->workspace, fixture->note, "asked", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (ent_person_anonymise (fixture->workspace, fixture->person, "", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (ent_person_anonymise (fixture->workspace, "person:none", "asked", &error));
  g_assert_nonnull (error);
}

static void
test_collect (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) data = ent_person_collect (fixture->workspace, fixture->person, &error);
  JsonArray *records, *mentions;

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (data, "person"), "family-name"), ==, NAME);
  records = json_object_get_array_member (data, "records");
  g_assert_cmpuint (json_array_get_length (records), ==, 2);
  mentions = json_object_get_array_member (data, "mentions");
  g_assert_cmpuint (json_array_get_length (mentions), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (mentions, 0), "_id"), ==, fixture->note);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (data, "history")), ==, 3);
}

#define CASE(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  CASE ("/personal/anonymise", test_anonymise);
  CASE ("/personal/no-undo", test_no_undo);
  CASE ("/personal/received", test_received);
  CASE ("/personal/refusals", test_refusals);
  CASE ("/personal/collect", test_collect);

  return g_test_run ();
}
