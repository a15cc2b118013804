/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and organisations written down twice: found, told apart for good, or made one without loss. */
#include <string.h>

#include "../common/workspaces.h"
#include "ent-duplicates.h"
#include "ent-personal.h"
#include "ent-unite.h"

typedef struct
{
  Folder folder;
  EntWorkspace *workspace;
} Desk;

static void
desk_set_up (Desk *desk,
             gconstpointer unused)
{
  folder_set_up (&desk->folder, NULL);
  desk->workspace = folder_make_workspace (&desk->folder, "desk.entente");
}

static void
desk_tear_down (Desk *desk,
                gconstpointer unused)
{
  g_assert_finalize_object (desk->workspace);
  folder_tear_down (&desk->folder, NULL);
}

static char *
add_person (Desk *desk,
            const char *given,
            const char *family,
            const char *email)
{
  return add_record_of (desk->workspace, "person", "given-name", given, "family-name", family, "email", email, NULL);
}

static GPtrArray *
find (Desk *desk,
      const char *entity)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = ent_duplicates_list (desk->workspace, ent_schema_find (entity), NULL, &error);

  g_assert_no_error (error);
  return found;
}

/* Each pair once, for the surest reason. */
static void
assert_found (GPtrArray *found,
              guint i,
              EntDuplicateReason reason,
              const char *one,
              const char *other)
{
  const EntDuplicate *duplicate;

  g_assert_cmpuint (i, <, found->len);
  duplicate = found->pdata[i];
  g_assert_cmpint (duplicate->reason, ==, reason);
  g_assert_cmpstr (duplicate->one, ==, one);
  g_assert_cmpstr (duplicate->other, ==, other);
}

static void
test_people (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *body = add_record_of (desk->workspace, "organisation", "name", "Eau sans frontières", NULL);
  g_autofree char *zoe = add_person (desk, "Zoé", "Le Fèvre", "zoe@example.org");
  g_autofree char *same_mail = add_person (desk, "Z.", "Lefevre", "ZOE@example.org");
  g_autofree char *same_name = add_person (desk, "LE FEVRE", "Zoe", "");
  g_autofree char *near = add_person (desk, "Zoë", "Le Fevbre", "");
  g_autofree char *far = add_person (desk, "Zoé", "Le Fèvrf", "");
  g_autofree char *other = add_person (desk, "Paul", "Martin", "");
  g_autofree char *r1 = add_record_of (desk->workspace, "role", "person", zoe, "body", body, NULL);
  g_autofree char *r2 = add_record_of (desk->workspace, "role", "person", near, "body", body, NULL);
  g_autofree char *r3 = add_record_of (desk->workspace, "role", "person", other, "body", body, NULL);
  g_autoptr (GPtrArray) found = find (desk, "person");
  g_autoptr (GPtrArray) left = NULL;

  g_assert_cmpuint (found->len, ==, 3);
  assert_found (found, 0, ENT_DUPLICATE_EMAIL, zoe, same_mail);
  g_assert_cmpstr (((EntDuplicate *) found->pdata[0])->detail, ==, "zoe@example.org");
  assert_found (found, 1, ENT_DUPLICATE_NAME, zoe, same_name);
  assert_found (found, 2, ENT_DUPLICATE_NEAR, zoe, near);
  g_assert_cmpstr (((EntDuplicate *) found->pdata[2])->detail, ==, "Eau sans frontières");
  /* Who is only alike, and works elsewhere, is somebody else. */
  g_assert_nonnull (far);

  /* Said once, in whichever order, it is kept. */
  g_assert_true (ent_duplicates_dismiss (desk->workspace, same_name, zoe, NULL));
  g_assert_true (ent_duplicates_dismiss (desk->workspace, zoe, near, NULL));
  left = find (desk, "person");
  g_assert_cmpuint (left->len, ==, 1);
  assert_found (left, 0, ENT_DUPLICATE_EMAIL, zoe, same_mail);
}

static void
test_organisations (Desk *desk,
                    gconstpointer unused)
{
  g_autofree char *one = add_record_of (desk->workspace, "organisation", "name", "Eau sans frontières", "city", "Vienne", "country", "FR", NULL);
  g_autofree char *two = add_record_of (desk->workspace, "organisation", "name", "Eau sans-frontieres", "city", "Lyon", "country", "FR", NULL);
  g_autofree char *near = add_record_of (desk->workspace, "organisation", "name", "Eaux sans frontière", "city", "vienne", "country", "FR", NULL);
  g_autofree char *away = add_record_of (desk->workspace, "organisation", "name", "Eaux sans frontiere s", "city", "Vienne", "country", "AT", NULL);
  g_autoptr (GPtrArray) found = find (desk, "organisation");

  g_assert_cmpuint (found->len, ==, 2);
  assert_found (found, 0, ENT_DUPLICATE_NAME, one, two);
  assert_found (found, 1, ENT_DUPLICATE_NEAR, one, near);
  g_assert_nonnull (away);
}

static void
assert_text (Desk *desk,
             const char *id,
             const char *field,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) record = ent_workspace_get (desk->workspace, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ent_record_get_text (record, field), ==, expected);
}

static char *
dump (Desk *desk,
      const char *id)
{
  g_autoptr (JsonObject) document = ent_workspace_get_document (desk->workspace, id, NULL);
  g_autoptr (JsonNode) node = document != NULL ? json_node_init_object (json_node_alloc (), document) : NULL;

  return node != NULL ? ent_json_to_text (node) : NULL;
}

/* Both know something that the other does not, and contradict each other; both are referred to. */
static void
test_unite (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *body = add_record_of (desk->workspace, "organisation", "name", "Eau", NULL);
  g_autofree char *one = add_record_of (desk->workspace, "person", "given-name", "Anne", "family-name", "Martin", "email", "anne@old.org", "phone",
                                        "0102030405", "languages", "en:B2", "notes", "Rencontrée à Goris.", NULL);
  g_autofree char *two = add_record_of (desk->workspace, "person", "given-name", "Anne", "family-name", "Martin-Roy", "email", "anne@new.org", "mobile",
                                        "0607080910", "languages", "hy:A2", "notes", "Parle peu.", "keep-until", "2030-01-01", NULL);
  g_autofree char *role = add_record_of (desk->workspace, "role", "person", one, "body", body, "kind", "staff", NULL);
  g_autofree char *twin = add_record_of (desk->workspace, "role", "person", two, "body", body, "kind", "staff", "share", "50", NULL);
  g_autofree char *later = add_record_of (desk->workspace, "role", "person", two, "body", body, "kind", "head", "start", "2024", NULL);
  g_autofree char *term = add_record_of (desk->workspace, "mandate", "role", twin, "delegation", "Eau", NULL);
  g_autofree char *event = add_record_of (desk->workspace, "event", "title", "Mission", "start", "2026-05-04", "participants", "", NULL);
  g_autofree char *partnership = add_record_of (desk->workspace, "partnership", "title", "Vienne – Goris", "official", two, NULL);
  g_autofree char *note = add_record_of (desk->workspace, "note", "subject", two, "when", "2026-05-04", "text", "Appelée", NULL);
  const char *const taken[] = { "email", NULL };
  const char *const both[] = { "en:B2", "hy:A2", NULL };
  const char *const participants[] = { one, two, NULL };
  const char *records[] = { one, two, role, twin, later, term, event, partnership, note };
  char *before[G_N_ELEMENTS (records)];
  g_autoptr (EntRecord) mission = ent_workspace_get (desk->workspace, event, NULL);
  g_autoptr (EntRecord) person = NULL;
  g_autoptr (EntRecord) after = NULL;
  g_autofree char *undone = NULL;
  g_auto (EntValue) list = { 0 };
  g_autoptr (GError) error = NULL;
  const char *notes;

  ent_value_set_list (&list, participants);
  ent_record_set (mission, ent_entity_find_field (ent_record_get_entity (mission), "participants"), &list);
  g_assert_true (ent_workspace_save (desk->workspace, mission, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    before[i] = dump (desk, records[i]);

  ent_unite (desk->workspace, one, two, taken, &error);
  g_assert_no_error (error);
  g_assert_false (ent_workspace_exists (desk->workspace, two));
  person = ent_workspace_get (desk->workspace, one, NULL);
  g_assert_cmpstr (ent_record_get_text (person, "email"), ==, "anne@new.org");
  g_assert_cmpstr (ent_record_get_text (person, "family-name"), ==, "Martin");
  g_assert_cmpstr (ent_record_get_text (person, "keep-until"), ==, "2030-01-01");
  g_assert_nonnull (ent_record_get_text (person, "phone"));
  g_assert_nonnull (ent_record_get_text (person, "mobile"));
  g_assert_cmpstrv (ent_record_get (person, ent_entity_find_field (ent_record_get_entity (person), "languages"))->list, both);
  notes = ent_record_get_text (person, "notes");
  g_assert_nonnull (strstr (notes, "Rencontrée à Goris."));
  g_assert_nonnull (strstr (notes, "Parle peu."));
  g_assert_nonnull (strstr (notes, "anne@old.org"));
  g_assert_nonnull (strstr (notes, "Martin-Roy"));

  /* The same role with both is one, and the term that was held in the other is held in it. */
  g_assert_false (ent_workspace_exists (desk->workspace, twin));
  assert_text (desk, term, "role", role);
  assert_text (desk, later, "person", one);
  assert_text (desk, partnership, "official", one);
  assert_text (desk, note, "subject", one);
  after = ent_workspace_get (desk->workspace, event, NULL);
  g_assert_cmpuint (g_strv_length (ent_record_get (after, ent_entity_find_field (ent_record_get_entity (after), "participants"))->list), ==, 1);
  assert_sound (desk->workspace);

  undone = ent_workspace_undo (desk->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "Merge the records of “Anne Martin”");
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *now = dump (desk, records[i]);

      g_assert_cmpstr (now, ==, before[i]);
      g_free (before[i]);
    }
  assert_sound (desk->workspace);
}

/* What cannot become one is refused, and nothing is changed. */
static void
test_refused (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *person = add_person (desk, "Anne", "Martin", "");
  g_autofree char *again = add_person (desk, "Anne", "Martin", "");
  g_autofree char *body = add_record_of (desk->workspace, "organisation", "name", "Eau", NULL);
  g_autofree char *project = add_record_of (desk->workspace, "project", "title", "Eau", NULL);
  g_autofree char *other = add_record_of (desk->workspace, "project", "title", "Eaux", NULL);
  const struct
  {
    const char *kept;
    const char *other;
  } cases[] = { { person, person }, { person, body }, { project, other }, { person, again }, { person, "person:gone" } };
  g_autofree char *third = add_person (desk, "Anne", "Martin", "");
  g_autoptr (GPtrArray) anonymised = NULL;
  g_autoptr (GError) forgotten = NULL;
  gint64 before;

  ent_workspace_set_setting (desk->workspace, "me", again, NULL);
  before = ent_workspace_get_last_change (desk->workspace);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ent_unite (desk->workspace, cases[i].kept, cases[i].other, NULL, &error));
      g_assert_nonnull (error);
      g_assert_cmpint (ent_workspace_get_last_change (desk->workspace), ==, before);
    }

  /* Who was forgotten stays it. */
  anonymised = ent_person_anonymise (desk->workspace, third, "À sa demande", NULL);
  g_assert_nonnull (anonymised);
  g_assert_false (ent_unite (desk->workspace, again, third, NULL, &forgotten));
  g_assert_error (forgotten, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_false (ent_unite (desk->workspace, third, person, NULL, NULL));

  /* The other way round it goes. */
  g_assert_true (ent_unite (desk->workspace, again, person, NULL, NULL));
}

#define CASE(path, func) g_test_add ("/duplicates/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  CASE ("people", test_people);
  CASE ("organisations", test_organisations);
  CASE ("unite", test_unite);
  CASE ("refused", test_refused);

  return g_test_run ();
}
