/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the calendar of some days: missions, deadlines and absences, whoever's they are. */
#include "../common/workspaces.h"
#include "ent-agenda.h"

static GPtrArray *
list (EntWorkspace *workspace,
      const char *from,
      const char *to,
      const char *person)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = ent_agenda_list (workspace, from, to, person, &error);

  g_assert_no_error (error);
  return items;
}

static guint
count (EntWorkspace *workspace,
       const char *from,
       const char *to,
       const char *person)
{
  g_autoptr (GPtrArray) items = list (workspace, from, to, person);

  return items->len;
}

/* What lasts is there on its first day, on its last and between, and on no other. */
static void
test_days (Folder *folder,
           gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "a.entente");
  g_autofree char *person = add_record_of (workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *deputy = add_record_of (workspace, "person", "given-name", "Luc", "family-name", "Roy", NULL);

  g_free (add_record_of (workspace, "event", "title", "Mission à Kayes", "kind", "mission", "start", "2026-02-27", "end", "2026-03-02", "place", "Kayes",
                         "participants", person, NULL));
  g_free (add_record_of (workspace, "absence", "person", person, "start", "2026-06-29", "end", "2026-07-03", "deputy", deputy, NULL));

  g_assert_cmpuint (count (workspace, "2026-02-26", "2026-02-26", NULL), ==, 0);
  g_assert_cmpuint (count (workspace, "2026-02-27", "2026-02-27", NULL), ==, 1);
  g_assert_cmpuint (count (workspace, "2026-03-01", "2026-03-31", NULL), ==, 1);
  g_assert_cmpuint (count (workspace, "2026-03-03", "2026-03-31", NULL), ==, 0);
  g_assert_cmpuint (count (workspace, "2026-07-01", "2026-07-31", NULL), ==, 1);
  {
    g_autoptr (GPtrArray) july = list (workspace, "2026-07-01", "2026-07-31", NULL);
    const EntAgendaItem *item = july->pdata[0];

    g_assert_cmpint (item->kind, ==, ENT_AGENDA_ABSENCE);
    g_assert_cmpstr (item->title, ==, "Awa Diop");
    g_assert_cmpstr (item->subject, ==, "Luc Roy");
    g_assert_cmpstr (item->end, ==, "2026-07-03");
  }
  {
    g_autoptr (GPtrArray) march = list (workspace, "2026-03-01", "2026-03-31", NULL);
    const EntAgendaItem *item = march->pdata[0];

    g_assert_cmpstr (item->people, ==, "Awa Diop");
    g_assert_cmpstr (item->sort, ==, "mission");
    g_assert_cmpstr (item->place, ==, "Kayes");
  }
}

/* All that is due, what is done as well; and the time in which ODA is declared, every year. */
static void
test_deadlines (Folder *folder,
                gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "a.entente");
  g_autofree char *funder = add_record_of (workspace, "organisation", "name", "DCTCIV", NULL);
  g_autofree char *project = add_record_of (workspace, "project", "title", "Eau", NULL);
  g_autofree char *call = add_record_of (workspace, "call", "title", "Appel", "funder", funder, "closes", "2026-10-05", NULL);
  g_autoptr (GPtrArray) october = NULL;

  g_free (add_record_of (workspace, "application", "call", call, "project", project, "report-due", "2026-10-31", NULL));
  g_free (add_record_of (workspace, "milestone", "title", "Bilan", "subject", project, "due", "2026-10-05", "done", "2026-10-01", NULL));
  october = list (workspace, "2026-10-01", "2026-10-31", NULL);

  g_assert_cmpuint (october->len, ==, 3);
  g_assert_cmpstr (((EntAgendaItem *) october->pdata[0])->title, ==, "Appel");
  g_assert_cmpstr (((EntAgendaItem *) october->pdata[0])->field->name, ==, "closes");
  g_assert_false (((EntAgendaItem *) october->pdata[0])->done);
  g_assert_true (((EntAgendaItem *) october->pdata[1])->done);
  g_assert_cmpstr (((EntAgendaItem *) october->pdata[2])->field->name, ==, "report-due");

  g_assert_cmpuint (count (workspace, "2026-04-01", "2026-04-14", NULL), ==, 0);
  g_assert_cmpuint (count (workspace, "2026-05-31", "2026-06-30", NULL), ==, 1);
  g_assert_cmpuint (count (workspace, "2026-06-01", "2026-06-30", NULL), ==, 0);
  g_assert_cmpuint (count (workspace, "2025-05-30", "2026-04-15", NULL), ==, 2);
}

/* One's own: what one takes part in, is away for, has to do, or is the officer of; ODA is everybody's. */
static void
test_person (Folder *folder,
             gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "a.entente");
  g_autofree char *mine = add_record_of (workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *other = add_record_of (workspace, "person", "given-name", "Luc", "family-name", "Roy", NULL);
  g_autofree char *partnership = add_record_of (workspace, "partnership", "title", "Évry – Kayes", "officer", mine, NULL);
  g_autofree char *theirs = add_record_of (workspace, "partnership", "title", "Évry – Esteli", "officer", other, NULL);
  g_autofree char *both = g_strdup_printf ("%s;%s", mine, other);

  g_free (add_record_of (workspace, "agreement", "partnership", partnership, "object", "a", "amount", "0", "ends-on", "2026-03-05", NULL));
  g_free (add_record_of (workspace, "agreement", "partnership", theirs, "object", "b", "amount", "0", "ends-on", "2026-03-05", NULL));
  g_free (add_record_of (workspace, "milestone", "title", "c", "subject", theirs, "due", "2026-03-06", "who", mine, NULL));
  g_free (add_record_of (workspace, "milestone", "title", "d", "subject", partnership, "due", "2026-03-06", "who", other, NULL));
  g_free (add_record_of (workspace, "event", "title", "e", "start", "2026-03-07", "participants", both, NULL));
  g_free (add_record_of (workspace, "absence", "person", other, "start", "2026-03-08", NULL));

  g_assert_cmpuint (count (workspace, "2026-03-01", "2026-03-31", NULL), ==, 6);
  g_assert_cmpuint (count (workspace, "2026-03-01", "2026-03-31", mine), ==, 3);
  g_assert_cmpuint (count (workspace, "2026-03-01", "2026-03-31", other), ==, 4);
}

#define ADD(path, function) g_test_add (path, Folder, NULL, folder_set_up, function, folder_tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/agenda/days", test_days);
  ADD ("/agenda/deadlines", test_deadlines);
  ADD ("/agenda/person", test_person);

  return g_test_run ();
}
