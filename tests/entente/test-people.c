/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and bodies by the window: who has ties where, duplicates, what a person may ask for, address books and messages. */
#include <string.h>

#include "desk.h"
#include "ent-contact-actions.h"
#include "ent-diagnostic-page.h"
#include "ent-duplicates-page.h"
#include "ent-mentions-page.h"
#include "ent-person-actions.h"
#include "ent-personal-page.h"
#include "ent-record-dialog.h"
#include "ent-unite-dialog.h"

static void
save_record (Desk *desk,
             EntRecord *record)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ent_store_save_async (ent_window_get_store (desk->window), record, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  ent_store_write_finish (ent_window_get_store (desk->window), result, &error);
  g_assert_no_error (error);
}

static char *
add_person (Desk *desk,
            const char *given,
            const char *family,
            const char *email)
{
  g_autoptr (EntRecord) person = ent_record_new (ent_schema_find ("person"), NULL);

  ent_record_set_text (person, "given-name", given);
  ent_record_set_text (person, "family-name", family);
  ent_record_set_text (person, "email", email);
  save_record (desk, person);

  return g_strdup (ent_record_get_id (person));
}

/* How many rows of that page do something. */
static guint
count_rows (GtkWidget *widget)
{
  guint n = 0;

  if (ADW_IS_ACTION_ROW (widget) && gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) != NULL)
    n++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);

  return n;
}

static GtkWidget *
get_page (Desk *desk)
{
  return GTK_WIDGET (ent_window_get_page (desk->window));
}

/* The filters offer what there is; all of them and a choice less can be read by the rows. */
static void
test_territory (Desk *desk,
                gconstpointer unused)
{
  AdwComboRow *country;
  guint all, some;

  activate_for (desk, "win.go", "territory");
  settle (desk->window);
  g_assert_true (ENT_IS_DIAGNOSTIC_PAGE (get_page (desk)));
  all = count_rows (get_page (desk));
  g_assert_cmpuint (all, >, 3);
  country = find_row (get_page (desk), "Country");
  adw_combo_row_set_selected (country, 2);
  settle (desk->window);
  some = count_rows (get_page (desk));
  g_assert_cmpuint (some, >, 0);
  g_assert_cmpuint (some, <, all);
  g_assert_cmpuint (adw_combo_row_get_selected (country), ==, 2);
  adw_combo_row_set_selected (country, 0);
  settle (desk->window);
  g_assert_cmpuint (count_rows (get_page (desk)), ==, all);
}

/* A body that is added there is there: nobody has to say that it is on the territory. */
static void
test_territory_new (Desk *desk,
                    gconstpointer unused)
{
  EntRecord *body;

  activate_for (desk, "win.go", "territory");
  settle (desk->window);
  activate (desk, "win.add");
  WAIT_UNTIL (ENT_IS_RECORD_DIALOG (get_dialog (desk)));
  body = ent_record_dialog_get_record (ENT_RECORD_DIALOG (get_dialog (desk)));
  g_assert_cmpstr (ent_record_get_entity (body)->name, ==, "organisation");
  g_assert_cmpint (ent_record_get_integer (body, "local", 0), ==, 1);
  g_assert_cmpstr (ent_record_get_text (body, "country"), ==, "FR");
}

static GtkWidget *
find_check (Desk *desk,
            guint n)
{
  return find_widget (get_dialog (desk), GTK_TYPE_CHECK_BUTTON, n);
}

static void
open_pair (Desk *desk,
           const char *one,
           const char *other)
{
  activate_for (desk, "win.go", "people");
  settle (desk->window);
  g_assert_true (gtk_widget_activate_action (get_page (desk), "page.find-duplicates", NULL));
  settle (desk->window);
  g_assert_true (ENT_IS_DUPLICATES_PAGE (get_page (desk)));
  WAIT_UNTIL (count_rows (get_page (desk)) == 1);
  g_assert_true (gtk_widget_activate_action (get_page (desk), "page.compare", "(ss)", one, other));
  g_assert_true (ENT_IS_UNITE_DIALOG (get_dialog (desk)));
}

static void
test_merge (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *one = add_person (desk, "Zoé", "Lefèvre-Duval", "zoe@example.org");
  g_autofree char *other = add_person (desk, "Zoe", "LEFEVRE DUVAL", "z@example.org");
  g_autoptr (EntRecord) person = NULL;

  open_pair (desk, one, other);
  /* First name, last name, e-mail: the second of the third. */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (desk, 5)), TRUE);
  g_signal_emit_by_name (gtk_widget_get_template_child (GTK_WIDGET (get_dialog (desk)), ENT_TYPE_UNITE_DIALOG, "merge_button"), "clicked");
  WAIT_UNTIL (get_dialog (desk) == NULL);
  WAIT_UNTIL (count_rows (get_page (desk)) == 0);
  g_assert_false (ent_workspace_exists (get_reader (desk), other));
  person = ent_workspace_get (get_reader (desk), one, NULL);
  g_assert_cmpstr (ent_record_get_headline (person), ==, "Zoé Lefèvre-Duval");
  g_assert_cmpstr (ent_record_get_text (person, "email"), ==, "z@example.org");
  g_assert_nonnull (strstr (ent_record_get_text (person, "notes"), "zoe@example.org"));

  activate (desk, "win.undo");
  WAIT_UNTIL (count_rows (get_page (desk)) == 1);
  g_assert_true (ent_workspace_exists (get_reader (desk), other));
}

static void
test_two (Desk *desk,
          gconstpointer unused)
{
  g_autofree char *one = add_person (desk, "Zoé", "Lefèvre-Duval", NULL);
  g_autofree char *other = add_person (desk, "Zoe", "LEFEVRE DUVAL", NULL);

  open_pair (desk, one, other);
  g_signal_emit_by_name (find_row (get_dialog (desk), "They Are Different, Do Not Ask Again"), "activated");
  WAIT_UNTIL (get_dialog (desk) == NULL);
  WAIT_UNTIL (count_rows (get_page (desk)) == 0);
  g_assert_true (ent_workspace_exists (get_reader (desk), one) && ent_workspace_exists (get_reader (desk), other));
}

/* All that is kept, for machines; then forgotten, for a reason. */
static void
test_rights (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *id = add_person (desk, "Maël", "Quillevéré", "mael@example.org");
  g_autofree char *path = g_build_filename (desk->folder, "data.json", NULL);
  g_autofree char *sheet = g_build_filename (desk->folder, "data.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) pdf = g_file_new_for_path (sheet);
  g_autofree char *content = NULL;
  g_autofree char *headline = NULL;
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);
  g_autoptr (GPtrArray) history = NULL;
  GtkWidget *entry;

  ent_record_set_text (project, "title", "Serres");
  ent_record_set_text (project, "description", "Maël Quillevéré nous a ouvert la porte.");
  save_record (desk, project);
  activate_for (desk, "record.open", id);
  settle (desk->window);
  ent_person_actions_save (ent_window_get_page (desk->window), file);
  WAIT_UNTIL (g_file_query_exists (file, NULL));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_nonnull (strstr (content, "mael@example.org"));
  ent_person_actions_save (ent_window_get_page (desk->window), pdf);
  WAIT_UNTIL (g_file_query_exists (pdf, NULL));

  g_assert_true (gtk_widget_activate_action (get_page (desk), "person.anonymise", "s", ""));
  g_assert_true (ADW_IS_ALERT_DIALOG (get_dialog (desk)));
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (get_dialog (desk)), "anonymise"));
  entry = find_widget (get_dialog (desk), ADW_TYPE_ENTRY_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "À sa demande");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (get_dialog (desk)), "anonymise"));
  g_signal_emit_by_name (get_dialog (desk), "response::anonymise", "anonymise");
  adw_dialog_force_close (get_dialog (desk));
  WAIT_UNTIL (ENT_IS_MENTIONS_PAGE (get_page (desk)));
  headline = ent_workspace_get_headline (get_reader (desk), id);
  g_assert_null (strstr (headline, "Quillev"));

  /* The text is edited; what it was stays in history until the name goes from there too. */
  WAIT_UNTIL (count_rows (get_page (desk)) == 1);
  ent_record_set_text (project, "description", "On nous a ouvert la porte.");
  save_record (desk, project);
  WAIT_UNTIL (count_rows (get_page (desk)) == 0);
  g_assert_true (gtk_widget_activate_action (get_page (desk), "page.forget-name", NULL));
  settle (desk->window);
  history = ent_workspace_history (get_reader (desk), ent_record_get_id (project), 10, NULL);
  for (guint i = 0; i < history->len; i++)
    {
      const EntHistoryRow *row = history->pdata[i];

      g_assert_true (row->before == NULL || strstr (row->before, "Quillev") == NULL);
      g_assert_true (row->after == NULL || strstr (row->after, "Quillev") == NULL);
    }
}

static void
test_review (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *id = add_person (desk, "Anne", "Ancienne", NULL);
  g_autoptr (EntRecord) person = ent_workspace_get (get_reader (desk), id, NULL);
  g_autoptr (EntRecord) kept = NULL;
  guint before;

  ent_record_set_text (person, "keep-until", "2020-01-01");
  save_record (desk, person);
  activate_for (desk, "win.go", "people");
  settle (desk->window);
  g_assert_true (gtk_widget_activate_action (get_page (desk), "page.personal-data", NULL));
  settle (desk->window);
  g_assert_true (ENT_IS_PERSONAL_PAGE (get_page (desk)));
  before = count_rows (get_page (desk));
  g_assert_cmpuint (before, >, 0);
  g_assert_true (gtk_widget_activate_action (get_page (desk), "page.keep", "s", id));
  WAIT_UNTIL (count_rows (get_page (desk)) == before - 1);
  kept = ent_workspace_get (get_reader (desk), id, NULL);
  g_assert_cmpstr (ent_record_get_text (kept, "keep-until"), >, "2026-01-01");
}

/* What one address book takes out, another desk takes in after seeing it. */
static void
test_cards (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *path = g_build_filename (desk->folder, "people.vcf", NULL);
  g_autofree char *other = g_build_filename (desk->folder, "other.vcf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) source = g_file_new_for_path (other);
  g_autofree char *content = NULL;
  gint64 before = count_records (desk, "person");

  activate_for (desk, "win.go", "people");
  settle (desk->window);
  ent_contact_actions_save_cards (ent_window_get_page (desk->window), file);
  WAIT_UNTIL (g_file_query_exists (file, NULL));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "BEGIN:VCARD"));

  g_assert_true (g_file_set_contents (other, "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Quillevéré;Maël;;;\r\nFN:Maël Quillevéré\r\nEND:VCARD\r\n", -1, NULL));
  ent_contact_actions_import_cards (ent_window_get_page (desk->window), source);
  WAIT_UNTIL (ADW_IS_ALERT_DIALOG (get_dialog (desk)));
  g_assert_cmpint (count_records (desk, "person"), ==, before);
  g_signal_emit_by_name (get_dialog (desk), "response::import", "import");
  adw_dialog_force_close (get_dialog (desk));
  WAIT_UNTIL (count_records (desk, "person") == before + 1);
  settle (desk->window);
  activate (desk, "win.undo");
  WAIT_UNTIL (count_records (desk, "person") == before);
}

/* Nobody sees the others; what no mail program would take is not composed. */
static void
test_mail (Desk *desk,
           gconstpointer unused)
{
  const char *const two[] = { "anne@example.org", "o'neil+x@example.org", NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) many = NULL;
  g_autofree char *mail = ent_contact_compose_mail (two);
  g_autofree char *none = NULL;
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("person"));
  g_autoptr (GError) error = NULL;
  g_autofree char *id = add_person (desk, "Anne", "Une", "Twice@example.org");
  g_autofree char *again = add_person (desk, "Anne", "Deux", "twice@example.org");
  g_auto (GStrv) addresses = NULL;
  guint n = 0;

  g_assert_cmpstr (mail, ==, "mailto:?bcc=anne@example.org,o%27neil%2Bx@example.org");
  for (int i = 0; i < 100; i++)
    g_strv_builder_take (builder, g_strdup_printf ("somebody%d@example.org", i));
  many = g_strv_builder_end (builder);
  g_assert_null (none = ent_contact_compose_mail ((const char *const *) many));

  addresses = ent_contact_list_addresses (get_reader (desk), query, &error);
  g_assert_no_error (error);
  for (gsize i = 0; addresses[i] != NULL; i++)
    n += g_ascii_strcasecmp (addresses[i], "twice@example.org") == 0;
  g_assert_cmpuint (n, ==, 1);
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/people/territory", test_territory);
  ADD_DESK ("/people/territory-new", test_territory_new);
  ADD_DESK ("/people/merge", test_merge);
  ADD_DESK ("/people/two", test_two);
  ADD_DESK ("/people/rights", test_rights);
  ADD_DESK ("/people/review", test_review);
  ADD_DESK ("/people/cards", test_cards);
  ADD_DESK ("/people/mail", test_mail);

  return run_desk ();
}
