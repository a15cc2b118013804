/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What guides the work: steps, rules and documents, whom to ask, and what is next; and where a reminder leads. */
#include "desk.h"
#include "ent-attachments.h"
#include "ent-record-dialog.h"
#include "ent-record-page.h"

static void
write_record (EntWorkspace *workspace,
              EntRecord *record)
{
  g_autoptr (GError) error = NULL;

  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
}

/* The row that does what is next, NULL where nothing is offered. */
static GtkWidget *
find_next_step (Desk *desk,
                const char *action)
{
  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *row = find_nth (GTK_WIDGET (ent_window_get_page (desk->window)), ADW_TYPE_BUTTON_ROW, &left);

      if (row == NULL || g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (row)), action) == 0)
        return row;
    }
}

/* (nullable): the field that is to be filled in next. */
static const char *
get_offered (Desk *desk)
{
  GtkWidget *row = find_next_step (desk, "record.fill");
  const char *field = NULL;

  if (row != NULL)
    g_variant_get (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (row)), "(&s&s)", NULL, &field);
  return field;
}

static char *
add_agreement (Desk *desk,
               const char *field,
               const char *value)
{
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (desk->path, 0, NULL);
  g_autoptr (EntRecord) partnership = ent_record_new (ent_schema_find ("partnership"), NULL);
  g_autoptr (EntRecord) agreement = ent_record_new (ent_schema_find ("agreement"), NULL);

  ent_record_set_text (partnership, "title", "Isère – Kayes");
  write_record (workspace, partnership);
  ent_record_set_text (agreement, "partnership", ent_record_get_id (partnership));
  ent_record_set_text (agreement, "object", "Eau et assainissement");
  ent_record_set_integer (agreement, "amount", 4200000);
  if (field != NULL)
    ent_record_set_text (agreement, field, value);
  write_record (workspace, agreement);
  return g_strdup (ent_record_get_id (agreement));
}

/* The first thing that is missing is one key away, and once it is there the next one is offered. */
static void
test_next_step (Desk *desk,
                gconstpointer unused)
{
  g_autofree char *agreement = add_agreement (desk, "deliberation-number", "2026-12");
  GtkWidget *focus;

  ent_window_open_record (desk->window, agreement);
  WAIT_UNTIL (g_strcmp0 (get_offered (desk), "deliberation-date") == 0);
  g_assert_true (gtk_widget_activate (find_next_step (desk, "record.fill")));
  WAIT_UNTIL (ENT_IS_RECORD_DIALOG (get_dialog (desk)));
  WAIT_UNTIL ((focus = gtk_root_get_focus (GTK_ROOT (desk->window))) != NULL && GTK_IS_EDITABLE (focus));
  gtk_editable_set_text (GTK_EDITABLE (focus), "2026-02-02");
  gtk_widget_activate_action (GTK_WIDGET (get_dialog (desk)), "record-dialog.save", NULL);
  WAIT_UNTIL (get_dialog (desk) == NULL);
  WAIT_UNTIL (g_strcmp0 (get_offered (desk), "signed-on") == 0);
}

/* What has ended is renewed by another agreement, which begins as the first. */
static void
test_renewal (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *agreement = add_agreement (desk, "deliberation-number", "2020-12");
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (desk->path, 0, NULL);
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, agreement, NULL);
  const char *const signatories[] = { "Awa Diop", NULL };
  EntRecord *renewal;

  ent_record_set_text (record, "deliberation-date", "2020-02-03");
  ent_record_set_text (record, "signed-on", "2020-02-04");
  ent_record_set_list (record, "signatories", signatories);
  ent_record_set_text (record, "filed-on", "2020-02-05");
  ent_record_set_text (record, "ends-on", "2020-12-31");
  write_record (workspace, record);

  ent_window_open_record (desk->window, agreement);
  WAIT_UNTIL (find_next_step (desk, "record.new-with") != NULL);
  g_assert_null (get_offered (desk));
  g_assert_true (gtk_widget_activate (find_next_step (desk, "record.new-with")));
  WAIT_UNTIL (ENT_IS_RECORD_DIALOG (get_dialog (desk)));
  renewal = ent_record_dialog_get_record (ENT_RECORD_DIALOG (get_dialog (desk)));
  g_assert_cmpstr (ent_record_get_id (renewal), !=, agreement);
  g_assert_cmpstr (ent_record_get_text (renewal, "partnership"), ==, ent_record_get_text (record, "partnership"));
  g_assert_cmpint (ent_record_get_integer (renewal, "amount", 0), ==, 4200000);
  g_assert_null (ent_record_get_text (renewal, "signed-on"));
}

/* A widget of the page that does that to that, NULL where there is none. */
static GtkWidget *
find_actionable (Desk *desk,
                 const char *action,
                 const char *target)
{
  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *widget = find_nth (GTK_WIDGET (ent_window_get_page (desk->window)), GTK_TYPE_ACTIONABLE, &left);
      GVariant *value;

      if (widget == NULL)
        return NULL;
      value = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget));
      if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0
          && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) && g_str_equal (g_variant_get_string (value, NULL), target))
        return widget;
    }
}

/* The same where the action takes a record and a field. */
static GtkWidget *
find_actionable_pair (Desk *desk,
                      const char *action,
                      const char *field)
{
  GtkWidget *row = find_next_step (desk, action);

  for (guint n = 0; row != NULL; n++)
    {
      guint left = n;
      const char *second;

      row = find_nth (GTK_WIDGET (ent_window_get_page (desk->window)), ADW_TYPE_BUTTON_ROW, &left);
      if (row == NULL || g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (row)), action) != 0)
        continue;
      g_variant_get (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (row)), "(&s&s)", NULL, &second);
      if (g_str_equal (second, field))
        break;
    }

  return row;
}

/* What the call asks for is ticked off once a file of that name is attached. */
static void
test_documents (Desk *desk,
                gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (desk->path, 0, NULL);
  g_autoptr (EntRecord) call = ent_record_new (ent_schema_find ("call"), NULL);
  g_autoptr (EntRecord) application = ent_record_new (ent_schema_find ("application"), NULL);
  g_autofree char *funder = find_first (desk, "organisation");
  g_autofree char *project = find_first (desk, "project");
  g_autofree char *path = g_build_filename (desk->folder, "scan0001.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const char *const documents[] = { "Budget", "Délibération", NULL };

  ent_record_set_text (call, "title", "Appel");
  ent_record_set_text (call, "funder", funder);
  ent_record_set_text (call, "closes", "2099-01-01");
  ent_record_set_list (call, "documents", documents);
  write_record (workspace, call);
  ent_record_set_text (application, "call", ent_record_get_id (call));
  ent_record_set_text (application, "project", project);
  write_record (workspace, application);
  g_assert_true (g_file_set_contents (path, "%PDF-1.7", -1, NULL));

  ent_window_open_record (desk->window, ent_record_get_id (application));
  WAIT_UNTIL (g_strcmp0 (get_offered (desk), "submitted-on") == 0);
  g_assert_nonnull (find_actionable (desk, "page.attach-as", "Budget"));
  g_assert_nonnull (find_actionable (desk, "page.attach-as", "Délibération"));
  ent_attachments_add (ent_window_get_page (desk->window), file, "Délibération");
  WAIT_UNTIL (find_actionable (desk, "page.attach-as", "Délibération") == NULL);
  WAIT_UNTIL (find_actionable (desk, "page.attach-as", "Budget") != NULL);
}

static EntRecord *
make_department (EntWorkspace *workspace,
                 const char *name)
{
  EntRecord *department = ent_record_new (ent_schema_find ("department"), NULL);

  ent_record_set_text (department, "name", name);
  write_record (workspace, department);
  return department;
}

/* Of the departments concerned, the one that nobody asked is offered. */
static void
test_cobuilding (Desk *desk,
                 gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (desk->path, 0, NULL);
  g_autoptr (EntRecord) asked = make_department (workspace, "Eau");
  g_autoptr (EntRecord) forgotten = make_department (workspace, "Sport");
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);
  g_autoptr (EntRecord) request = ent_record_new (ent_schema_find ("mobilisation"), NULL);
  const char *const departments[] = { ent_record_get_id (asked), ent_record_get_id (forgotten), NULL };
  EntRecord *record;

  ent_record_set_text (project, "title", "Stade et puits");
  ent_record_set_text (project, "start", "2026-02-01");
  ent_record_set_list (project, "departments", departments);
  write_record (workspace, project);
  ent_record_set_text (request, "expertise", "Hydrologie");
  ent_record_set_text (request, "project", ent_record_get_id (project));
  ent_record_set_text (request, "asked", ent_record_get_id (asked));
  ent_record_set_text (request, "state", "sent");
  ent_record_set_text (request, "asked-on", "2026-03-01");
  write_record (workspace, request);

  ent_window_open_record (desk->window, ent_record_get_id (project));
  WAIT_UNTIL (find_next_step (desk, "record.new-with") != NULL);
  g_assert_nonnull (find_row (ent_window_get_page (desk->window), "Sport"));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_row (ent_window_get_page (desk->window), "Eau"))), ==,
                   "1 March 2026: 28 days after the start of the project");
  g_assert_true (gtk_widget_activate (find_next_step (desk, "record.new-with")));
  WAIT_UNTIL (ENT_IS_RECORD_DIALOG (get_dialog (desk)));
  record = ent_record_dialog_get_record (ENT_RECORD_DIALOG (get_dialog (desk)));
  g_assert_cmpstr (ent_record_get_text (record, "asked"), ==, ent_record_get_id (forgotten));
  g_assert_cmpstr (ent_record_get_text (record, "project"), ==, ent_record_get_id (project));
}

/* An evaluation that forgets France says so on its own page and on its project's. */
static void
test_findings (Desk *desk,
               gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (desk->path, 0, NULL);
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);
  g_autoptr (EntRecord) evaluation = ent_record_new (ent_schema_find ("evaluation"), NULL);

  ent_record_set_text (project, "title", "Puits");
  write_record (workspace, project);
  ent_record_set_text (evaluation, "project", ent_record_get_id (project));
  ent_record_set_text (evaluation, "by", "Cabinet");
  write_record (workspace, evaluation);

  ent_window_open_record (desk->window, ent_record_get_id (project));
  WAIT_UNTIL (find_actionable_pair (desk, "record.fill", "findings-france") != NULL);
  ent_window_open_record (desk->window, ent_record_get_id (evaluation));
  WAIT_UNTIL (g_strcmp0 (get_offered (desk), "findings-france") == 0);
  ent_record_set_text (evaluation, "findings-france", "Trois communes s’en servent.");
  write_record (workspace, evaluation);
  settle (desk->window);
  ent_page_refresh (ent_window_get_page (desk->window));
  WAIT_UNTIL (get_offered (desk) == NULL && !ent_page_get_loading (ent_window_get_page (desk->window)));
}

static gboolean
shows (Desk *desk,
       const char *id)
{
  EntPage *page = desk->window != NULL ? ent_window_get_page (desk->window) : NULL;

  return ENT_IS_RECORD_PAGE (page) && g_str_equal (ent_record_page_get_id (ENT_RECORD_PAGE (page)), id);
}

/* A reminder opens its record, and the workspace before that where it is closed. */
static void
test_reminder (Desk *desk,
               gconstpointer unused)
{
  g_autofree char *first = find_first (desk, "milestone");
  g_autofree char *other = find_first (desk, "agreement");
  gpointer watched = desk->window;

  g_action_group_activate_action (G_ACTION_GROUP (desk->app), "open-record", g_variant_new ("(^ays)", desk->path, first));
  WAIT_UNTIL (shows (desk, first));
  g_action_group_activate_action (G_ACTION_GROUP (desk->app), "open-record", g_variant_new ("(^ays)", desk->path, ""));
  settle (desk->window);
  g_assert_false (shows (desk, first));

  g_object_add_weak_pointer (G_OBJECT (desk->window), &watched);
  gtk_window_destroy (GTK_WINDOW (desk->window));
  WAIT_UNTIL (watched == NULL);
  g_action_group_activate_action (G_ACTION_GROUP (desk->app), "open-record", g_variant_new ("(^ays)", desk->path, other));
  desk->window = ENT_WINDOW (gtk_application_get_windows (GTK_APPLICATION (desk->app))->data);
  WAIT_UNTIL (shows (desk, other));
  settle (desk->window);
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/plans/next-step", test_next_step);
  ADD_DESK ("/plans/renewal", test_renewal);
  ADD_DESK ("/plans/documents", test_documents);
  ADD_DESK ("/plans/cobuilding", test_cobuilding);
  ADD_DESK ("/plans/findings", test_findings);
  ADD_DESK ("/plans/reminder", test_reminder);

  return run_desk ();
}
