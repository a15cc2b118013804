/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn up about one record: who and what is on it, in which order a reader hears it, in either language. */
#include <glib/gstdio.h>
#include <string.h>

#include "../common/catalogues.h"
#include "../common/workspaces.h"
#include "../returns/readers.h"
#include "ent-agreement-steps.h"
#include "ent-record-sheet.h"

#define TODAY "2026-05-04"

typedef struct
{
  char *folder;            /* (owned) */
  char *workspace_path;    /* (owned) */
  char *path;              /* (owned): of the document */
  EntWorkspace *workspace; /* (owned) */
  char *partnership;       /* (owned) */
  char *event;             /* (owned): the mission to prepare */
  char *agreement;         /* (owned) */
} Desk;

static void
add_place (Desk *desk,
           const char *own)
{
  g_autofree char *partner = add_record_of (desk->workspace, "authority", "name", "Kayes", "country", "ML", "population", "127368", NULL);
  g_autofree char *neighbour = add_record_of (desk->workspace, "authority", "name", "Troyes", "country", "FR", NULL);
  g_autofree char *service = add_record_of (desk->workspace, "organisation", "name", "SCAC de Bamako", "kind", "embassy-service", "country", "ML", NULL);
  g_autofree char *elsewhere = add_record_of (desk->workspace, "organisation", "name", "SCAC de Dakar", "kind", "embassy-service", "country", "SN", NULL);
  g_autofree char *correspondent = add_record_of (desk->workspace, "person", "given-name", "Anne", "family-name", "Martin", "email", "anne@example.org", NULL);
  g_autofree char *host = add_record_of (desk->workspace, "person", "given-name", "Modibo", "family-name", "Keïta", NULL);
  g_autofree char *official = add_record_of (desk->workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *theirs = NULL;
  g_autofree char *before = NULL;

  desk->partnership = add_record_of (desk->workspace, "partnership", "title", "Évry – Kayes", "partners", partner, "countries", "ML", "start", "1998", NULL);
  theirs = add_record_of (desk->workspace, "partnership", "title", "Troyes – Ségou", "authorities", neighbour, "countries", "ML", NULL);
  g_free (add_record_of (desk->workspace, "role", "person", correspondent, "body", service, "kind", "embassy-correspondent", "title", "Correspondante", NULL));
  g_free (add_record_of (desk->workspace, "role", "person", host, "body", partner, "kind", "elected", "title", "Maire de Kayes", NULL));
  g_free (add_record_of (desk->workspace, "role", "person", official, "body", own, "kind", "elected", "title", "Maire d’Évry", NULL));
  before = g_strdup_printf ("%s;%s", official, host);
  g_free (add_record_of (desk->workspace, "event", "title", "Accueil de 2024", "kind", "hosting", "subject", desk->partnership, "start", "2024-10-02",
               "participants", before, NULL));
  desk->event = add_record_of (desk->workspace, "event", "title", "Mission à Kayes", "kind", "mission", "subject", desk->partnership, "start", "2026-06-01",
                     "end", "2026-06-05", "country", "ML", "participants", official, "purpose", "Suivre les forages.", NULL);
  g_assert_true (elsewhere != NULL && theirs != NULL);
}

static void
desk_set_up (Desk *desk,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *own = NULL;
  g_autofree char *project = NULL;

  desk->folder = g_dir_make_tmp ("ent-documents-XXXXXX", &error);
  g_assert_no_error (error);
  desk->workspace_path = g_build_filename (desk->folder, "unit.entente", NULL);
  desk->path = g_build_filename (desk->folder, "sheet.pdf", NULL);
  desk->workspace = ent_workspace_open (desk->workspace_path, ENT_WORKSPACE_CREATE, &error);
  g_assert_no_error (error);

  own = add_record_of (desk->workspace, "authority", "name", "Évry", "country", "FR", NULL);
  ent_workspace_set_setting (desk->workspace, "own-authority", own, &error);
  g_assert_no_error (error);
  add_place (desk, own);
  project = add_record_of (desk->workspace, "project", "title", "Forages", "partnership", desk->partnership, "status", "ongoing", NULL);
  g_free (add_record_of (desk->workspace, "project", "title", "Écoles", "partnership", desk->partnership, "status", "planned", NULL));
  g_free (add_record_of (desk->workspace, "funding", "project", project, "funder", own, "source", "own", "planned", "12000", "year", "2026", NULL));
  g_free (add_record_of (desk->workspace, "return", "subject", project, "year", "2025", "stage", "actual", "scope", "territory", "categories", "jobs",
               "text", "Un emploi au syndicat des eaux", NULL));
  desk->agreement = add_record_of (desk->workspace, "agreement", "partnership", desk->partnership, "object", "Convention 2024–2026", "amount", "30000",
                         "deliberation-date", "2024-01-15", "signed-on", "2024-02-01", "ends-on", "2026-12-31", NULL);
}

static void
desk_tear_down (Desk *desk,
                gconstpointer unused)
{
  g_assert_finalize_object (desk->workspace);
  g_remove (desk->path);
  g_assert_cmpint (g_remove (desk->workspace_path), ==, 0);
  g_assert_cmpint (g_rmdir (desk->folder), ==, 0);
  g_free (desk->folder);
  g_free (desk->workspace_path);
  g_free (desk->path);
  g_free (desk->partnership);
  g_free (desk->event);
  g_free (desk->agreement);
}

/* The text as it is read aloud; %NULL where nothing here can read it. */
static char *
write_and_read (Desk *desk,
                const char *id,
                const char *language)
{
  g_autoptr (GError) error = NULL;

  ent_record_sheet_write (desk->workspace, id, language, TODAY, desk->path, NULL, &error);
  g_assert_no_error (error);

  return read_tagged (desk->path);
}

/* What concerns another country is not in it. */
static void
assert_briefing (Desk *desk,
                 const char *language,
                 const char *const *order)
{
  g_autofree char *text = write_and_read (desk, desk->event, language);

  if (text == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  assert_order (text, order);
  g_assert_null (strstr (text, "Dakar"));
}

static void
test_briefing (Desk *desk,
               gconstpointer unused)
{
  static const char *const french[] = { "Mission à Kayes", "En bref", "Suivre les forages", "Participants", "Awa Diop", "Maire d’Évry",
                                        "Le partenaire", "Kayes", "Mali", "Qui est qui", "Modibo Keïta", "Maire de Kayes",
                                        "Le partenariat", "Évry – Kayes", "Missions et accueils précédents", "Accueil de 2024",
                                        "Conventions", "Convention 2024–2026", "Projets et financements", "Forages", "12",
                                        "Personnes déjà rencontrées", "Modibo Keïta", "L’ambassade et ses services", "SCAC de Bamako",
                                        "Anne Martin", "Qui d’autre coopère", "Troyes", "Dernières retombées", "2025", NULL };
  static const char *const english[] = { "Mission à Kayes", "In Short", "Participants", "The Partner", "Who Is Who There", "The Partnership",
                                         "Earlier Missions and Visits", "Agreements", "Projects and Funding", "People Met Before",
                                         "The Embassy and Its Services", "Who Else Cooperates There", "Latest Returns", NULL };

  assert_briefing (desk, "fr", french);
  assert_briefing (desk, "en", english);
}

/* Rows and their headings stay together when the page is read: where there is but one, where a heading takes two lines, and
 * where cells are empty. */
static void
test_tables (Desk *desk,
             gconstpointer unused)
{
  static const char *const french[] = { "Le partenaire", "Nom", "Pays", "Où", "Population", "Site web", "Kayes", "Mali", "–", "127", "–",
                                        "Projets et financements", "Projet", "Statut", "Début", "Montant prévu", "Montant engagé", "Montant payé",
                                        "Forages", "En cours", "–", "12", "–", "–", "Écoles", "En projet", "–", "–", "–", "–", "Personnes déjà", NULL };
  static const char *const english[] = { "The Partner", "Name", "Country", "Where", "Population", "Website", "Kayes", "Mali", "–", "127", "–",
                                         "Projects and Funding", "Project", "Status", "Start", "Planned", "Committed", "Paid",
                                         "Forages", "Ongoing", "–", "12", "–", "–", "Écoles", "In preparation", "–", "–", "–", "–", "People Met", NULL };

  assert_briefing (desk, "fr", french);
  assert_briefing (desk, "en", english);
}

static void
test_agreement (Desk *desk,
                gconstpointer unused)
{
  static const char *const english[] = { "Convention 2024–2026", "From Deliberation to Renewal", "Deliberation", "The number of the deliberation is missing",
                                         "Signature", "Who signed", "Filing With the Prefecture", "it is not in force", "Renewal",
                                         "No date is set by which", "Deadlines", "Nothing is recorded", NULL };
  g_autofree char *text = write_and_read (desk, desk->agreement, "en");

  if (text == NULL)
    g_test_skip ("pdftotext is not installed");
  else
    assert_order (text, english);
}

static const char *
get_missing (EntRecord *agreement,
             gboolean renewed,
             guint step)
{
  g_autoptr (GPtrArray) steps = ent_agreement_steps_list (agreement, renewed, TODAY);

  g_assert_cmpuint (steps->len, ==, 5);
  return g_intern_string (((EntAgreementStep *) steps->pdata[step])->missing);
}

/* What to fill in at a step where something is missing. */
static const char *
get_field (EntRecord *agreement,
           gboolean renewed,
           guint step)
{
  g_autoptr (GPtrArray) steps = ent_agreement_steps_list (agreement, renewed, TODAY);

  return ((EntAgreementStep *) steps->pdata[step])->field;
}

/* Each step on both sides of its border. */
static void
test_steps (void)
{
  g_autoptr (EntRecord) agreement = ent_record_new (ent_schema_find ("agreement"), NULL);
  const char *const signatories[] = { "Awa Diop", NULL };

  g_assert_nonnull (get_missing (agreement, FALSE, 0));
  g_assert_cmpstr (get_field (agreement, FALSE, 0), ==, "deliberation-number");
  ent_record_set_text (agreement, "deliberation-date", "2026-02-02");
  ent_record_set_text (agreement, "deliberation-number", "12");
  g_assert_null (get_missing (agreement, FALSE, 0));
  g_assert_null (get_field (agreement, FALSE, 0));

  g_assert_cmpstr (get_field (agreement, FALSE, 1), ==, "signed-on");
  ent_record_set_list (agreement, "signatories", signatories);
  g_assert_nonnull (get_missing (agreement, FALSE, 1));
  ent_record_set_text (agreement, "signed-on", "2026-02-01");
  g_assert_nonnull (get_missing (agreement, FALSE, 1));
  ent_record_set_text (agreement, "signed-on", "2026-02-02");
  g_assert_null (get_missing (agreement, FALSE, 1));

  g_assert_nonnull (get_missing (agreement, FALSE, 2));
  ent_record_set_text (agreement, "filed-on", "2026-02-10");
  g_assert_null (get_missing (agreement, FALSE, 2));

  g_assert_nonnull (get_missing (agreement, FALSE, 3));
  ent_record_set_text (agreement, "ends-on", "2026-05-03");
  g_assert_null (get_missing (agreement, FALSE, 3));
  g_assert_nonnull (get_missing (agreement, FALSE, 4));
  g_assert_null (get_field (agreement, FALSE, 4));
  g_assert_null (get_missing (agreement, TRUE, 4));
  ent_record_set_text (agreement, "ends-on", "2026-12-31");
  g_assert_nonnull (get_missing (agreement, FALSE, 4));
  g_assert_cmpstr (get_field (agreement, FALSE, 4), ==, "renewal-notice");
  ent_record_set_text (agreement, "renewal-notice", TODAY);
  g_assert_null (get_missing (agreement, FALSE, 4));
}

/* What is there stays where nothing can be written. */
static void
test_nowhere (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *path = g_build_filename (desk->folder, "missing", "sheet.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) gone = NULL;
  g_autofree char *unknown = ent_id_new (ent_schema_find ("event"));

  g_assert_false (ent_record_sheet_write (desk->workspace, desk->event, "fr", TODAY, path, NULL, &error));
  g_assert_nonnull (error);
  g_assert_false (ent_record_sheet_write (desk->workspace, unknown, NULL, TODAY, desk->path, NULL, &gone));
  g_assert_error (gone, ENT_ERROR, ENT_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (desk->path, G_FILE_TEST_EXISTS));
  g_assert_false (ent_record_sheet_exists (ent_schema_find ("person")));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  bind_catalogues ();

  g_test_add ("/sheets/briefing", Desk, NULL, desk_set_up, test_briefing, desk_tear_down);
  g_test_add ("/sheets/tables", Desk, NULL, desk_set_up, test_tables, desk_tear_down);
  g_test_add ("/sheets/agreement", Desk, NULL, desk_set_up, test_agreement, desk_tear_down);
  g_test_add ("/sheets/nowhere", Desk, NULL, desk_set_up, test_nowhere, desk_tear_down);
  g_test_add_func ("/sheets/steps", test_steps);

  return g_test_run ();
}
