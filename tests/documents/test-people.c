/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The diagnostic, the record of processing and what is kept on somebody: tagged PDFs, read back in their order. */
#include <string.h>

#include "../common/catalogues.h"
#include "../common/workspaces.h"
#include "../returns/readers.h"
#include "ent-diagnostic-sheet.h"
#include "ent-language-survey.h"
#include "ent-locale.h"
#include "ent-person-sheet.h"
#include "ent-processing-register.h"

#define TODAY "2026-06-15"

typedef struct
{
  Folder folder;
  EntWorkspace *workspace;
  char *path;   /* (owned): where documents go */
  char *person; /* (owned) */
} Desk;

static void
desk_set_up (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *isere = NULL;
  g_autofree char *school = NULL;
  g_autofree char *role = NULL;
  g_autofree char *note = NULL;
  g_autofree char *project = NULL;

  folder_set_up (&desk->folder, NULL);
  desk->workspace = folder_make_workspace (&desk->folder, "desk.entente");
  desk->path = folder_name (&desk->folder, "sheet.pdf");
  isere = add_record_of (desk->workspace, "authority", "name", "Département de l’Isère", "kind", "departement", "siren", "223800012", NULL);
  ent_workspace_set_setting (desk->workspace, "own-authority", isere, NULL);
  school = add_record_of (desk->workspace, "organisation", "name", "Lycée horticole", "kind", "school", "city", "Saint-Ismier", "local", "yes", "ties",
                          "Échanges avec Sevan", "tie-countries", "AM", NULL);
  desk->person = add_record_of (desk->workspace, "person", "given-name", "Anne", "family-name", "Martin", "email", "anne@example.org", "keep-until",
                                "2020-01-01", NULL);
  role = add_record_of (desk->workspace, "role", "person", desk->person, "body", school, "kind", "contact", "title", "Proviseure", NULL);
  note = add_record_of (desk->workspace, "note", "subject", desk->person, "when", "2026-05-04", "text", "Appelée au sujet de Sevan", NULL);
  project = add_record_of (desk->workspace, "project", "title", "Serres", "description", "Anne Martin nous a ouvert la porte.", NULL);
}

static void
desk_tear_down (Desk *desk,
                gconstpointer unused)
{
  g_assert_finalize_object (desk->workspace);
  g_free (desk->path);
  g_free (desk->person);
  folder_tear_down (&desk->folder, NULL);
}

/* Returns NULL where no reader is installed. */
static char *
write_and_read (Desk *desk,
                EntSheet *composed)
{
  g_autoptr (EntSheet) sheet = composed;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (sheet);
  ent_sheet_write_pdf (sheet, desk->path, NULL, &error);
  g_assert_no_error (error);

  return read_tagged (desk->path);
}

static void
assert_document (Desk *desk,
                 EntSheet *sheet,
                 const char *const *words)
{
  g_autofree char *text = write_and_read (desk, sheet);

  if (text == NULL)
    g_test_skip ("pdftotext is not installed");
  else
    assert_order (text, words);
}

static void
test_diagnostic (Desk *desk,
                 gconstpointer unused)
{
  static const char *const french[] = { "Diagnostic territorial", "15 juin 2026", "Établissement scolaire", "1", "Arménie", "Lycée horticole", "Saint-Ismier",
                                        "Échanges avec Sevan", NULL };
  static const char *const nothing[] = { "Territorial Diagnostic", "Germany", "Nothing is recorded", NULL };
  const EntDiagnosticFilter germany = { .country = (char *) "DE" };
  const char *before = ent_locale_get_language ();

  assert_document (desk, ent_diagnostic_sheet_compose (desk->workspace, &germany, TODAY, NULL), nothing);
  ent_locale_set_language ("fr");
  assert_document (desk, ent_diagnostic_sheet_compose (desk->workspace, NULL, TODAY, NULL), french);
  ent_locale_set_language (before);
}

static void
add_speaker (Desk *desk,
             const char *name,
             const char *department,
             const char *languages,
             const char *skills)
{
  g_autofree char *person = add_record_of (desk->workspace, "person", "given-name", "Lou", "family-name", name, "languages", languages, skills != NULL ? "skills" : NULL, skills, NULL);

  g_free (add_record_of (desk->workspace, "role", "person", person, "body", department, "kind", "staff", NULL));
}

/* Whose table it is and of which day; and where somebody has no skills, the next one's do not slip into the gap when the
 * page is read. */
static void
test_survey (Desk *desk,
             gconstpointer unused)
{
  static const char *const french[] = { "Langues et compétences", "Département de l’Isère · Relations internationales · 15 juin 2026", "Compétences",
                                        "Aubry", "Direction de l’eau", "Allemand C1", "–", "Roux", "Direction de l’eau", "Anglais B1", "gestion de bassin",
                                        "Zola", "Direction de l’eau", "Italien C2", "–", "1/1", NULL };
  static const char *const english[] = { "Languages and Skills", "15 June 2026 · At least C1", "Aubry", "German C1", "Zola", "Italian C2", NULL };
  static const char *const nobody[] = { "Languages and Skills", "15 June 2026 · Wolof", "Nothing is recorded.", NULL };
  g_autofree char *unit = add_record_of (desk->workspace, "department", "name", "Relations internationales", NULL);
  g_autofree char *water = add_record_of (desk->workspace, "department", "name", "Direction de l’eau", NULL);
  const char *before = ent_locale_get_language ();

  ent_workspace_set_setting (desk->workspace, "own-department", unit, NULL);
  add_speaker (desk, "Aubry", water, "de:C1", NULL);
  add_speaker (desk, "Roux", water, "en:B1", "gestion de bassin");
  add_speaker (desk, "Zola", water, "it:C2", NULL);

  assert_document (desk, ent_language_survey_compose (desk->workspace, NULL, "C1", TODAY, NULL), english);
  assert_document (desk, ent_language_survey_compose (desk->workspace, "wo", NULL, TODAY, NULL), nobody);
  ent_locale_set_language ("fr");
  assert_document (desk, ent_language_survey_compose (desk->workspace, NULL, NULL, TODAY, NULL), french);
  ent_locale_set_language (before);
}

/* What the workspace knows of itself: whose it is, what it keeps, where it goes, how long. */
static void
test_processing (Desk *desk,
                 gconstpointer unused)
{
  static const char *const words[] = { "Record of Processing Activities", "Controller", "Département de l’Isère", "223800012", "Contacts of the Cooperation", "Purpose",
                                       "Follow partnerships", "public interest", "Number of People", "1", "First Name, Last Name, E-mail", "Elected Officials’ Portfolios",
                                       "No political", "Mobilised Staff", "Recipients", "Équipe", "The unit only", "https://atlas.example.org", "Retention and Rights",
                                       "Retention Date Passed", "1", NULL };
  const EntRemote remote = { .name = (char *) "Équipe", .url = (char *) "https://atlas.example.org", .circle = ENT_CIRCLE_TEAM };

  g_assert_true (ent_sync_state_save_remote (desk->workspace, &remote, NULL));
  assert_document (desk, ent_processing_register_compose (desk->workspace, TODAY, NULL), words);
}

static void
test_person (Desk *desk,
             gconstpointer unused)
{
  static const char *const words[] = { "Anne Martin", "15", "E-mail", "anne@example.org", "Records About This Person", "Proviseure",
                                       "Texts That Name This Person", "Serres", "What Was Written, and When", "The Whole Record", NULL };
  g_autofree char *path = folder_name (&desk->folder, "data.json");
  g_autofree char *content = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;
  JsonObject *data;

  assert_document (desk, ent_person_sheet_compose (desk->workspace, desk->person, TODAY, NULL), words);
  g_assert_true (ent_person_sheet_write (desk->workspace, desk->person, path, NULL, &error));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  node = ent_json_from_text (content, -1, &error);
  g_assert_no_error (error);
  data = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (data, "person"), "family-name"), ==, "Martin");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (data, "records")), ==, 2);

  g_assert_false (ent_person_sheet_write (desk->workspace, "person:gone", path, NULL, &none));
  g_assert_nonnull (none);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  bind_catalogues ();

  g_test_add ("/people/survey", Desk, NULL, desk_set_up, test_survey, desk_tear_down);
  g_test_add ("/people/diagnostic", Desk, NULL, desk_set_up, test_diagnostic, desk_tear_down);
  g_test_add ("/people/processing", Desk, NULL, desk_set_up, test_processing, desk_tear_down);
  g_test_add ("/people/person", Desk, NULL, desk_set_up, test_person, desk_tear_down);

  return g_test_run ();
}
