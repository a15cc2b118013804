/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time spent, read from one line: in both languages, whatever the language of the window. */
#include "../common/catalogues.h"
#include "../common/workspaces.h"
#include "ent-log-offers.h"

/* A Wednesday. */
#define TODAY "2026-05-13"

typedef struct
{
  const char *text;
  double amount;
  const char *unit;
  const char *kind;
  const char *from;
  const char *to;
  const char *words;
} Case;

static const Case cases[] = {
  { "2 h expertise Goris water", 2, "hours", "expertise", NULL, NULL, "Goris water" },
  { "2h30 accueil", 2.5, "hours", "hosting", NULL, NULL, "" },
  { "2 h 30 min", 2.5, "hours", NULL, NULL, NULL, "" },
  { "45 min Goris", 0.75, "hours", NULL, NULL, NULL, "Goris" },
  { "1,5 j échange", 1.5, "days", "exchange", NULL, NULL, "" },
  { "1.5 days Hosting", 1.5, "days", "hosting", NULL, NULL, "" },
  { "10\u202f% coordination", 10, "percent", "coordination", NULL, NULL, "" },
  { "10 pour cent eau", 10, "percent", NULL, NULL, NULL, "eau" },
  { "3 heures traductions à Goris hier", 3, "hours", "translation", "2026-05-12", NULL, "Goris" },
  { "yesterday 1 hour", 1, "hours", NULL, "2026-05-12", NULL, "" },
  { "avant-hier 1 j", 1, "days", NULL, "2026-05-11", NULL, "" },
  { "1 j LUNDI", 1, "days", NULL, "2026-05-11", NULL, "" },
  { "1 d Thursday", 1, "days", NULL, "2026-05-07", NULL, "" },
  { "1 j mercredi", 1, "days", NULL, TODAY, NULL, "" },
  { "2 h 12/05 Goris", 2, "hours", NULL, "2026-05-12", NULL, "Goris" },
  { "2 h 24/12", 2, "hours", NULL, "2025-12-24", NULL, "" },
  { "3 j du 12/05/2026 au 2026-05-10", 3, "days", NULL, "2026-05-10", "2026-05-12", "" },
  { "31/02 2 h", 2, "hours", NULL, NULL, NULL, "31/02" },
  /* Names are not units, and one duration and one kind are enough. */
  { "Plan 2030 hydraulique", 0, NULL, NULL, NULL, NULL, "Plan 2030 hydraulique" },
  { "2 h mission conférence", 2, "hours", "mission", NULL, NULL, "conférence" },
  { "", 0, NULL, NULL, NULL, NULL, "" },
  { "   ", 0, NULL, NULL, NULL, NULL, "" },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EntLogLine) line = ent_log_line_parse (cases[i].text, TODAY);
      g_autofree char *words = g_strjoinv (" ", line->words);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpfloat_with_epsilon (line->amount, cases[i].amount, 1e-9);
      g_assert_cmpstr (line->unit, ==, cases[i].unit);
      g_assert_cmpstr (line->kind, ==, cases[i].kind);
      g_assert_cmpstr (line->from, ==, cases[i].from);
      g_assert_cmpstr (line->to, ==, cases[i].to);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* What is pasted by mistake: never a crash, never more than a line's worth. */
static void
test_hostile (void)
{
  g_autofree char *broken = g_strdup ("2 h \xff\xfe expertise");
  g_autoptr (EntLogLine) invalid = ent_log_line_parse (broken, TODAY);
  g_autofree char *numbers = g_strnfill (100000, '9');
  g_autoptr (EntLogLine) number = ent_log_line_parse (numbers, TODAY);
  g_autofree char *blanks = g_strnfill (100000, ' ');
  g_autoptr (EntLogLine) blank = ent_log_line_parse (blanks, TODAY);

  g_assert_cmpfloat (invalid->amount, ==, 2);
  g_assert_cmpstr (invalid->kind, ==, "expertise");
  g_assert_cmpfloat (number->amount, ==, 0);
  g_assert_cmpuint (strlen (number->words[0]), <=, 400);
  g_assert_cmpuint (g_strv_length (blank->words), ==, 0);
}

static char *
add (EntWorkspace *workspace,
     const char *entity,
     const char *const *values)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find (entity), NULL);
  g_autoptr (GError) error = NULL;

  for (; *values != NULL; values += 2)
    {
      ent_record_set_parsed (record, values[0], values[1], &error);
      g_assert_no_error (error);
    }
  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
  return g_strdup (ent_record_get_id (record));
}

#define ADD(workspace, entity, ...) add (workspace, entity, (const char *const[]){ __VA_ARGS__, NULL })

static GPtrArray *
list_offers (EntWorkspace *workspace,
             const char *text)
{
  g_autoptr (EntLogLine) line = ent_log_line_parse (text, TODAY);
  g_autoptr (GError) error = NULL;
  GPtrArray *offers = ent_log_offers_list (workspace, line, 4, &error);

  g_assert_no_error (error);
  return offers;
}

static void
assert_first (EntWorkspace *workspace,
              const char *text,
              const char *person,
              const char *subject,
              const char *what)
{
  g_autoptr (GPtrArray) offers = list_offers (workspace, text);
  const EntLogOffer *offer;

  g_test_message ("%s", text);
  g_assert_cmpuint (offers->len, >, 0);
  g_assert_cmpuint (offers->len, <=, 4);
  offer = offers->pdata[0];
  g_assert_cmpstr (offer->person, ==, person);
  g_assert_cmpstr (offer->subject, ==, subject);
  g_assert_cmpstr (offer->what, ==, what);
}

static void
test_offers (Folder *folder,
             gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "log.entente");
  g_autofree char *goris = ADD (workspace, "partnership", "title", "Coopération avec Goris", "kind", "project", "status", "active",
                                "objective", "Services d’eau et action sociale");
  g_autofree char *tamba = ADD (workspace, "partnership", "title", "Coopération avec Tambacounda", "kind", "project", "status", "active");
  g_autofree char *elders = ADD (workspace, "project", "title", "Bien vieillir", "partnership", goris, "status", "ongoing");
  g_autofree char *water = ADD (workspace, "project", "title", "Eau potable et fuites", "partnership", goris, "status", "ongoing", "themes", "water");
  g_autofree char *drill = ADD (workspace, "project", "title", "Forages d’eau", "partnership", tamba, "status", "ongoing", "themes", "water");
  g_autofree char *marie = ADD (workspace, "person", "given-name", "Marie", "family-name", "Gorisse");
  g_autofree char *paul = ADD (workspace, "person", "given-name", "Paul", "family-name", "Martin");
  g_autoptr (GPtrArray) none = NULL;

  /* A title, the partnership it is of, its theme in the other language. */
  assert_first (workspace, "2 h expertise Goris water", NULL, water, NULL);
  assert_first (workspace, "2 h Tambacounda eau", NULL, drill, NULL);
  assert_first (workspace, "2 h Goris vieillir", NULL, elders, NULL);
  assert_first (workspace, "2 h Goris eau", NULL, water, NULL);

  /* A name, and what is left is what was done. */
  assert_first (workspace, "2 h Paul fuites relecture du rapport", paul, water, "relecture rapport");
  assert_first (workspace, "2 h marie vieillir", marie, elders, NULL);
  assert_first (workspace, "2 h Marie Gorisse", marie, NULL, NULL);

  none = list_offers (workspace, "2 h zzz");
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  bind_catalogues ();

  g_test_add_func ("/log-line/parse", test_parse);
  g_test_add_func ("/log-line/hostile", test_hostile);
  g_test_add ("/log-line/offers", Folder, NULL, folder_set_up, test_offers, folder_tear_down);

  return g_test_run ();
}
