/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests as they leave the unit: what a template may say, what is filled in, as an e-mail and on paper. */
#include <string.h>

#include "../common/catalogues.h"
#include "../common/workspaces.h"
#include "../returns/readers.h"
#include "ent-letter.h"
#include "ent-locale.h"
#include "ent-memo.h"

#define TODAY "2026-11-22"

typedef struct
{
  Folder folder;
  EntWorkspace *workspace; /* (owned) */
  char *request;           /* (owned): identifier */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  EntWorkspace *workspace;
  g_autofree char *water = NULL;
  g_autofree char *project = NULL;
  g_autofree char *coste = NULL;
  g_autofree char *former = NULL;
  g_autofree char *head = NULL;
  g_autofree char *role = NULL;
  g_autofree char *ended = NULL;
  g_autofree char *leads = NULL;
  g_autofree char *authority = NULL;

  folder_set_up (&fixture->folder, NULL);
  workspace = fixture->workspace = folder_make_workspace (&fixture->folder, "unit.entente");
  authority = add_record_of (workspace, "authority", "name", "Département de l’Isère", "country", "FR", NULL);
  water = add_record_of (workspace, "department", "name", "Direction de l’eau", NULL);
  project = add_record_of (workspace, "project", "title", "Eau & fuites à Goris", NULL);
  coste = add_record_of (workspace, "person", "given-name", "Laurent", "family-name", "Coste", "email", "l.coste@isere.example", NULL);
  former = add_record_of (workspace, "person", "given-name", "Gilles", "family-name", "Tournier", "email", "g.tournier@isere.example", NULL);
  head = add_record_of (workspace, "person", "given-name", "Nathalie", "family-name", "Rousset", "email", "n.rousset@isere.example", NULL);
  role = add_record_of (workspace, "role", "person", coste, "body", water, "kind", "point-person", NULL);
  ended = add_record_of (workspace, "role", "person", former, "body", water, "kind", "point-person", "end", "2020", NULL);
  leads = add_record_of (workspace, "role", "person", head, "body", water, "kind", "head", NULL);
  fixture->request = add_record_of (workspace, "mobilisation", "expertise", "Recherche de fuites", "project", project, "asked", water, "from",
                          "2027-03-01", "to", "2027-06-30", "days", "8", NULL);
  g_assert_true (ent_workspace_set_setting (workspace, "own-authority", authority, NULL));
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_assert_finalize_object (fixture->workspace);
  g_free (fixture->request);
  folder_tear_down (&fixture->folder, NULL);
}

static void
test_placeholders (void)
{
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) open = NULL;
  guint n;

  for (guint i = 0; ENT_LETTER_LANGUAGES[i] != NULL; i++)
    {
      g_assert_true (ent_letter_check (ENT_LETTER_REQUEST, ent_letter_get_original (ENT_LETTER_REQUEST, ENT_LETTER_LANGUAGES[i], ENT_LETTER_SUBJECT), NULL));
      g_assert_true (ent_letter_check (ENT_LETTER_REQUEST, ent_letter_get_original (ENT_LETTER_REQUEST, ENT_LETTER_LANGUAGES[i], ENT_LETTER_BODY), NULL));
      g_assert_true (ent_letter_check (ENT_LETTER_RETURNS, ent_letter_get_original (ENT_LETTER_RETURNS, ENT_LETTER_LANGUAGES[i], ENT_LETTER_SUBJECT), NULL));
      g_assert_true (ent_letter_check (ENT_LETTER_RETURNS, ent_letter_get_original (ENT_LETTER_RETURNS, ENT_LETTER_LANGUAGES[i], ENT_LETTER_BODY), NULL));
    }
  ent_letter_list_placeholders (ENT_LETTER_REQUEST, &n);
  g_assert_cmpuint (n, >, 5);
  g_assert_false (ent_letter_check (ENT_LETTER_REQUEST, "Bonjour {prénom},", &unknown));
  g_assert_error (unknown, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (unknown->message, "{prénom}"));
  g_assert_nonnull (strstr (unknown->message, "{expertise}"));
  g_assert_false (ent_letter_check (ENT_LETTER_REQUEST, "Le {project\nest prêt}", &open));
  g_assert_error (open, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_false (ent_letter_check (ENT_LETTER_REQUEST, "{", NULL));
  g_assert_false (ent_letter_check (ENT_LETTER_REQUEST, "{}", NULL));
}

/* A line is left out where what it names is not known; a value is never read as a template. */
static void
test_fill (void)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *letter = NULL;

  g_hash_table_insert (values, (gpointer) "project", (gpointer) "Eau {gain} %s");
  letter = ent_letter_fill ("{project} : {project}\n- Langues : {languages}\nFin\n\n", values);
  g_assert_cmpstr (letter, ==, "Eau {gain} %s : Eau {gain} %s\nFin");
}

static void
test_templates (Fixture *fixture,
                gconstpointer unused)
{
  g_autofree char *own = NULL;
  g_autofree char *other = NULL;
  g_autofree char *restored = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_letter_set_template (fixture->workspace, ENT_LETTER_REQUEST, "fr", ENT_LETTER_BODY, "Merci : {expertise}", NULL));
  g_assert_false (ent_letter_set_template (fixture->workspace, ENT_LETTER_REQUEST, "fr", ENT_LETTER_BODY, "{rien}", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  own = ent_letter_get_template (fixture->workspace, ENT_LETTER_REQUEST, "fr", ENT_LETTER_BODY);
  g_assert_cmpstr (own, ==, "Merci : {expertise}");
  other = ent_letter_get_template (fixture->workspace, ENT_LETTER_REQUEST, "en", ENT_LETTER_BODY);
  g_assert_cmpstr (other, ==, ent_letter_get_original (ENT_LETTER_REQUEST, "en", ENT_LETTER_BODY));
  g_assert_true (ent_letter_set_template (fixture->workspace, ENT_LETTER_REQUEST, "fr", ENT_LETTER_BODY, NULL, NULL));
  restored = ent_letter_get_template (fixture->workspace, ENT_LETTER_REQUEST, "fr", ENT_LETTER_BODY);
  g_assert_cmpstr (restored, ==, ent_letter_get_original (ENT_LETTER_REQUEST, "fr", ENT_LETTER_BODY));
}

static EntMemo *
compose (Fixture *fixture,
         const char *language)
{
  g_autoptr (GError) error = NULL;
  EntMemo *memo = ent_memo_compose (fixture->workspace, fixture->request, language, TODAY, &error);

  g_assert_no_error (error);
  return memo;
}

static void
test_compose (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (EntMemo) french = compose (fixture, "fr");
  g_autoptr (EntMemo) english = compose (fixture, "en");

  /* To the point person there is now, not to the former one, nor above their head. */
  g_assert_cmpstr (french->recipient, ==, "Laurent Coste");
  g_assert_cmpuint (g_strv_length (french->addresses), ==, 1);
  g_assert_cmpstr (french->addresses[0], ==, "l.coste@isere.example");
  g_assert_cmpstr (french->subject, ==, "Sollicitation de votre service : Recherche de fuites");
  g_assert_nonnull (strstr (french->body, "Eau & fuites à Goris"));
  g_assert_nonnull (strstr (french->body, "1er mars 2027"));
  g_assert_null (strstr (french->body, "Langues"));
  g_assert_nonnull (strstr (english->body, "Wanted from"));
  g_assert_nonnull (strstr (english->body, "1 March 2027"));
  g_assert_null (ent_locale_get_language ());
}

static void
test_mail (Fixture *fixture,
           gconstpointer unused)
{
  g_autoptr (EntMemo) memo = compose (fixture, "fr");
  g_autofree char *uri = ent_memo_get_uri (memo);
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GHashTable) parts = NULL;

  g_assert_true (g_str_has_prefix (uri, "mailto:l.coste@isere.example?subject="));
  for (const char *c = uri; *c != '\0'; c++)
    g_assert_true (g_ascii_isgraph (*c));
  g_assert_nonnull (strstr (uri, "%26%20fuites"));
  g_assert_nonnull (strstr (uri, "%0D%0A"));
  g_assert_nonnull (parsed);
  parts = g_uri_parse_params (g_uri_get_query (parsed), -1, "&", G_URI_PARAMS_NONE, NULL);
  g_assert_cmpuint (g_hash_table_size (parts), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (parts, "subject"), ==, memo->subject);
}

/* A reminder is written to each by name; those without an address are not in the e-mail. */
static void
test_remind (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *coste = add_record_of (fixture->workspace, "person", "given-name", "Laurent", "family-name", "Coste", "email",
                                          "l.coste@isere.example", NULL);
  g_autofree char *martin = add_record_of (fixture->workspace, "person", "given-name", "Léo", "family-name", "Martin", NULL);
  const char *const people[] = { coste, martin, NULL };
  const char *const nobody[] = { NULL };
  EntMemoReminder reminder = { people, 2025, "Eau\n- Pas de mesure", "2026-01-31" };
  EntMemoReminder undated = { nobody, 2025, "Water\n- No measure", NULL };
  g_autoptr (EntMemo) french = ent_memo_remind (fixture->workspace, &reminder, "fr", TODAY, NULL);
  g_autoptr (EntMemo) english = ent_memo_remind (fixture->workspace, &undated, "en", TODAY, NULL);
  g_autofree char *uri = ent_memo_get_uri (english);

  g_assert_cmpstr (french->recipient, ==, "Laurent Coste, Léo Martin");
  g_assert_cmpuint (g_strv_length (french->addresses), ==, 1);
  g_assert_nonnull (strstr (french->subject, "2025"));
  g_assert_nonnull (strstr (french->body, "\nEau\n- Pas de mesure\n"));
  g_assert_nonnull (strstr (french->body, "d’ici au 31 janvier 2026."));
  g_assert_null (english->recipient);
  g_assert_null (strstr (english->body, "Please answer by"));
  g_assert_true (g_str_has_prefix (uri, "mailto:?subject="));

  /* Each kind of letter has its own words. */
  g_assert_false (ent_letter_check (ENT_LETTER_RETURNS, "{expertise}", NULL));
  g_assert_true (ent_letter_check (ENT_LETTER_RETURNS, "{missing}", NULL));
}

static void
test_pdf (Fixture *fixture,
          gconstpointer unused)
{
  static const char *const order[] = { "Département de l’Isère", "Note", "Direction de l’eau", "22 novembre 2026",
                                       "Objet", "Sollicitation de votre service", "sollicitons l’appui", "8 jours", "de vive voix", NULL };
  g_autoptr (EntMemo) memo = compose (fixture, "fr");
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 22, 9, 0, 0);
  g_autofree char *path = folder_name (&fixture->folder, "memo.pdf");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  ent_memo_write_pdf (memo, fixture->workspace, path, now, NULL, &error);
  g_assert_no_error (error);
  text = read_tagged (path);
  if (text == NULL)
    g_test_skip ("pdftotext is not here to read what was written");
  else
    assert_order (text, order);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  bind_catalogues ();

  g_test_add_func ("/memo/placeholders", test_placeholders);
  g_test_add_func ("/memo/fill", test_fill);
  g_test_add ("/memo/templates", Fixture, NULL, set_up, test_templates, tear_down);
  g_test_add ("/memo/compose", Fixture, NULL, set_up, test_compose, tear_down);
  g_test_add ("/memo/mail", Fixture, NULL, set_up, test_mail, tear_down);
  g_test_add ("/memo/remind", Fixture, NULL, set_up, test_remind, tear_down);
  g_test_add ("/memo/pdf", Fixture, NULL, set_up, test_pdf, tear_down);

  return g_test_run ();
}
