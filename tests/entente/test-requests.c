/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests to departments through the window: what may follow is one key away, a refusal says why, all can be undone. */
#include "desk.h"
#include "ent-choices-editor.h"
#include "ent-decline-dialog.h"
#include "ent-department-item.h"
#include "ent-format.h"
#include "ent-letter.h"
#include "ent-record-dialog.h"
#include "ent-record-form.h"

static char *
find_in_state (Desk *desk,
               const char *state)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("mobilisation"));
  g_autoptr (GPtrArray) records = NULL;

  ent_query_add_text (query, "state", ENT_FILTER_IS, state);
  records = ent_workspace_list (get_reader (desk), query, 1, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  return g_strdup (ent_record_get_id (records->pdata[0]));
}

static gboolean
holds (Desk *desk,
       const char *id,
       const char *field,
       const char *expected)
{
  g_autoptr (EntRecord) record = ent_workspace_get (get_reader (desk), id, NULL);

  return g_strcmp0 (ent_record_get_text (record, field), expected) == 0;
}

/* What was asked for is written, and then shown, in its own time. */
static void
assert_field (Desk *desk,
              const char *id,
              const char *field,
              const char *expected)
{
  WAIT_UNTIL (holds (desk, id, field, expected));
}

/* The button that a person would press: by what it does to which record. */
static GtkWidget *
find_step (Desk *desk,
           const char *id,
           const char *state)
{
  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *button = find_nth (GTK_WIDGET (ent_window_get_page (desk->window)), GTK_TYPE_BUTTON, &left);
      const char *target_id;
      const char *target_state;

      if (button == NULL)
        return NULL;
      if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "request.step") != 0)
        continue;
      g_variant_get (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)), "(&s&s)", &target_id, &target_state);
      if (g_str_equal (target_id, id) && g_str_equal (target_state, state))
        return button;
    }
}

static GtkWidget *
find_button (gpointer widget,
             const char *label)
{
  for (guint n = 0;; n++)
    {
      GtkWidget *button = find_widget (widget, GTK_TYPE_BUTTON, n);

      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
        return button;
    }
}

static gboolean
has_row (gpointer widget,
         const char *title)
{
  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *row = find_nth (widget, ADW_TYPE_PREFERENCES_ROW, &left);

      if (row == NULL || g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0)
        return row != NULL;
    }
}

static void
press (Desk *desk,
       GtkWidget *button)
{
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  settle (desk->window);
}

static void
take_step (Desk *desk,
           const char *id,
           const char *state)
{
  WAIT_UNTIL (find_step (desk, id, state) != NULL);
  press (desk, find_step (desk, id, state));
}

static void
undo (Desk *desk)
{
  activate (desk, "win.undo");
  settle (desk->window);
}

static void
test_flow (Desk *desk,
           gconstpointer unused)
{
  g_autofree char *id = find_in_state (desk, "draft");
  g_autofree char *today = ent_format_today ();

  activate_for (desk, "record.open", id);
  settle (desk->window);
  WAIT_UNTIL (find_step (desk, id, "accepted") == NULL);
  take_step (desk, id, "sent");
  assert_field (desk, id, "state", "sent");
  assert_field (desk, id, "asked-on", today);
  WAIT_UNTIL (find_step (desk, id, "sent") == NULL);
  take_step (desk, id, "accepted");
  assert_field (desk, id, "answered-on", today);
  take_step (desk, id, "done");
  assert_field (desk, id, "done-on", today);
  WAIT_UNTIL (find_step (desk, id, "declined") == NULL);

  undo (desk);
  assert_field (desk, id, "state", "accepted");
  assert_field (desk, id, "done-on", NULL);
  undo (desk);
  undo (desk);
  assert_field (desk, id, "state", "draft");
}

static void
save_refusal (Desk *desk)
{
  g_signal_emit_by_name (adw_dialog_get_default_widget (get_dialog (desk)), "clicked");
}

static void
test_decline (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *id = find_in_state (desk, "sent");
  EntRecordForm *form;
  AdwBanner *banner;

  activate_for (desk, "record.open", id);
  settle (desk->window);
  take_step (desk, id, "declined");
  g_assert_true (ENT_IS_DECLINE_DIALOG (get_dialog (desk)));
  form = find_widget (get_dialog (desk), ENT_TYPE_RECORD_FORM, 0);
  banner = find_widget (get_dialog (desk), ADW_TYPE_BANNER, 0);

  /* Without a reason nothing is written, and what was typed stays. */
  ent_record_form_set_text (form, "answer", "Pas avant l’hiver.");
  save_refusal (desk);
  g_assert_true (adw_banner_get_revealed (banner));
  assert_field (desk, id, "state", "sent");

  ent_chips_editor_add (find_widget (form, ENT_TYPE_CHOICES_EDITOR, 0), "time");
  save_refusal (desk);
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);
  assert_field (desk, id, "state", "declined");
  assert_field (desk, id, "answer", "Pas avant l’hiver.");
  undo (desk);
  assert_field (desk, id, "state", "sent");
  assert_field (desk, id, "answer", NULL);
}

/* Who declined is asked again by another request: the first stays. */
static void
test_again (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *id = find_in_state (desk, "declined");
  gint64 before = count_records (desk, "mobilisation");
  g_autofree char *expertise = ent_workspace_get_headline (get_reader (desk), id);
  EntRecord *draft;

  activate_for (desk, "record.open", id);
  settle (desk->window);
  activate_for (desk, "request.again", id);
  draft = ent_record_dialog_get_record (ENT_RECORD_DIALOG (get_dialog (desk)));
  g_assert_cmpstr (ent_record_get_text (draft, "expertise"), ==, expertise);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_dialog (desk)), "record-dialog.save", NULL));
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);
  g_assert_cmpint (count_records (desk, "mobilisation"), ==, before + 1);
  assert_field (desk, id, "state", "declined");
}

/* What may not follow is refused, and said. */
static void
test_refused (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *id = find_in_state (desk, "draft");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "request.step", "(ss)", id, "done"));
  settle (desk->window);
  assert_field (desk, id, "state", "draft");
}

/* A template that names what there is not is refused, with what there is; what was typed stays. */
static void
test_letters (Desk *desk,
              gconstpointer unused)
{
  AdwBanner *banner;
  AdwEntryRow *subject;
  AdwToggleGroup *languages;
  g_autofree char *kept = NULL;

  activate (desk, "request.templates");
  banner = find_widget (get_dialog (desk), ADW_TYPE_BANNER, 0);
  subject = find_row (get_dialog (desk), "Subject");
  languages = find_widget (get_dialog (desk), ADW_TYPE_TOGGLE_GROUP, 0);
  gtk_editable_set_text (GTK_EDITABLE (subject), "Demande : {service}");
  adw_toggle_group_set_active (languages, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (subject)), ==, ent_letter_get_original (ENT_LETTER_REQUEST, "en", ENT_LETTER_SUBJECT));
  g_signal_emit_by_name (find_button (get_dialog (desk), "_Save"), "clicked");
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_nonnull (strstr (adw_banner_get_title (banner), "{service}"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (subject)), ==, "Demande : {service}");

  gtk_editable_set_text (GTK_EDITABLE (subject), "Demande : {department}");
  g_signal_emit_by_name (find_button (get_dialog (desk), "_Save"), "clicked");
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);
  kept = ent_letter_get_template (get_reader (desk), ENT_LETTER_REQUEST, "fr", ENT_LETTER_SUBJECT);
  g_assert_cmpstr (kept, ==, "Demande : {department}");
}

static char *
find_department (Desk *desk,
                 const char *name)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("department"));
  g_autoptr (GPtrArray) records = NULL;

  ent_query_add_text (query, "name", ENT_FILTER_CONTAINS, name);
  records = ent_workspace_list (get_reader (desk), query, 1, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  return g_strdup (ent_record_get_id (records->pdata[0]));
}

/* What dragging does: into another department, undone; into one's own part, refused. */
static void
test_chart (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *dgs = find_department (desk, "Direction générale");
  g_autofree char *pole = find_department (desk, "Pôle aménagement");
  g_autofree char *other = find_department (desk, "Pôle solidarités");
  g_autofree char *water = find_department (desk, "Direction de l’eau");

  activate_for (desk, "win.go", "departments");
  settle (desk->window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "department.move", "(ss)", water, other));
  settle (desk->window);
  assert_field (desk, water, "parent", other);
  undo (desk);
  assert_field (desk, water, "parent", pole);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "department.move", "(ss)", pole, water));
  settle (desk->window);
  assert_field (desk, pole, "parent", dgs);
  assert_field (desk, water, "parent", pole);
}

static EntDepartmentItem *
find_item (GListModel *items,
           const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (EntDepartmentItem) item = g_list_model_get_item (items, i);
      EntDepartmentItem *below;

      if (g_str_has_prefix (ent_department_item_get_name (item), name))
        return item;
      below = find_item (ent_department_item_get_children (item), name);
      if (below != NULL)
        return below;
    }

  return NULL;
}

/* The chart says who heads a department and since when, now and not later, and how far the unit is from the top. */
static void
test_chart_words (Desk *desk,
                  gconstpointer unused)
{
  g_autofree char *water = find_department (desk, "Direction de l’eau");
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (desk->path, 0, NULL);
  g_autofree char *unit = ent_workspace_get_setting (workspace, "own-department");
  g_autofree char *unit_name = ent_workspace_get_headline (workspace, unit);
  g_autoptr (EntRecord) role = ent_record_new (ent_schema_find ("role"), NULL);
  g_autofree char *head = find_first (desk, "person");
  g_autofree char *name = ent_workspace_get_headline (workspace, head);
  g_autofree char *said = g_strdup_printf ("head: %s (since 2021)", name);
  g_autoptr (GListModel) now = NULL;
  g_autoptr (GListModel) before = NULL;
  g_autoptr (GError) error = NULL;

  ent_record_set_text (role, "person", head);
  ent_record_set_text (role, "body", water);
  ent_record_set_text (role, "kind", "head");
  ent_record_set_text (role, "start", "2021");
  ent_workspace_save (workspace, role, &error);
  g_assert_no_error (error);
  now = ent_departments_load (workspace, "2026-05-04", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (ent_department_item_get_detail (find_item (now, "Direction de l’eau")), said));
  g_assert_cmpuint (ent_department_item_get_levels (find_item (now, unit_name)), >, 0);
  g_assert_cmpuint (ent_department_item_get_levels (find_item (now, "Direction de l’eau")), ==, 0);

  before = ent_departments_load (workspace, "2020-05-04", &error);
  g_assert_no_error (error);
  g_assert_null (strstr (ent_department_item_get_detail (find_item (before, "Direction de l’eau")), name));
}

/* A department that was never asked is asked from the list: who and what for are filled in. */
static void
test_ask (Desk *desk,
          gconstpointer unused)
{
  g_autofree char *water = find_department (desk, "Direction de l’eau");
  g_autofree char *project = find_first (desk, "project");
  EntRecord *draft;

  activate_for (desk, "record.open", water);
  settle (desk->window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "department.ask", "(ss)", water, project));
  draft = ent_record_dialog_get_record (ENT_RECORD_DIALOG (get_dialog (desk)));
  g_assert_cmpstr (ent_record_get_text (draft, "asked"), ==, water);
  g_assert_cmpstr (ent_record_get_text (draft, "project"), ==, project);
  g_assert_cmpstr (ent_record_get_text (draft, "state"), ==, "draft");
}

/* Who speaks what, and how well. */
static void
test_languages (Desk *desk,
                gconstpointer unused)
{
  GtkWidget *page;

  activate_for (desk, "win.go", "departments");
  settle (desk->window);
  page = GTK_WIDGET (ent_window_get_page (desk->window));
  g_assert_true (gtk_widget_activate_action (page, "page.view", "s", "languages"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "print"));
  find_row (page, "Hugo Perrin");
  find_row (page, "Thomas Lévêque");
  adw_combo_row_set_selected (find_row (page, "Minimum Level"), 5);
  settle (desk->window);
  find_row (page, "Anouk Bertrand");
  g_assert_false (has_row (page, "Thomas Lévêque"));
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/requests/flow", test_flow);
  ADD_DESK ("/requests/decline", test_decline);
  ADD_DESK ("/requests/again", test_again);
  ADD_DESK ("/requests/refused", test_refused);
  ADD_DESK ("/requests/letters", test_letters);
  ADD_DESK ("/requests/chart", test_chart);
  ADD_DESK ("/requests/chart-words", test_chart_words);
  ADD_DESK ("/requests/ask", test_ask);
  ADD_DESK ("/requests/languages", test_languages);

  return run_desk ();
}
