/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display.h"
#include "ent-field-editor.h"
#include "ent-language.h"
#include "ent-record-form.h"
#include "ent-self.h"

/* A value that a field accepts, whatever the field. */
static void
set_some_value (EntRecord *record,
                const EntField *field,
                GHashTable *titles)
{
  g_auto (EntValue) value = { 0 };
  g_auto (GStrv) targets = g_strsplit (field->targets != NULL ? field->targets : "", " ", -1);
  g_autofree char *id = targets[0] != NULL ? ent_id_new (ent_schema_find (targets[0])) : NULL;
  const char *choice = field->choices != NULL ? ent_choices_get_nick (field->choices, 0) : NULL;
  const char *const list[] = { id != NULL ? id : choice != NULL ? choice : field->format == ENT_FORMAT_LEVELS ? "hy:B1" : "été", NULL };
  double number = field->maximum > 0 ? field->minimum + 1.125 : 1998;

  if (id != NULL)
    g_hash_table_insert (titles, g_strdup (id), g_strdup ("Somebody"));

  switch (field->type)
    {
    case ENT_FIELD_TEXT:
      ent_value_set_text (&value, field->format == ENT_FORMAT_SIREN     ? "213805443"
                                  : field->format == ENT_FORMAT_INSEE   ? "38544"
                                  : field->format == ENT_FORMAT_EMAIL   ? "a@example.org"
                                  : field->format == ENT_FORMAT_PHONE   ? "+33 4 74 78 30 00"
                                  : field->format == ENT_FORMAT_WEB     ? "https://www.example.org"
                                  : field->format == ENT_FORMAT_PURPOSE ? "14030"
                                                                        : "Ça & là <b>");
      break;
    case ENT_FIELD_LONG_TEXT:
      ent_value_set_text (&value, "Two lines,\nand “quotes”");
      break;
    case ENT_FIELD_DATE:
      ent_value_set_text (&value, field->format == ENT_FORMAT_PARTIAL ? "1998-05" : "2026-12-31");
      break;
    case ENT_FIELD_CHOICE:
    case ENT_FIELD_REFERENCE:
      ent_value_set_text (&value, list[0]);
      break;
    case ENT_FIELD_TEXTS:
    case ENT_FIELD_CHOICES:
    case ENT_FIELD_REFERENCES:
      ent_value_set_list (&value, list);
      break;
    case ENT_FIELD_YES_NO:
      ent_value_set_integer (&value, 0);
      break;
    case ENT_FIELD_REAL:
      ent_value_set_real (&value, number);
      break;
    case ENT_FIELD_MONEY:
      ent_value_set_integer (&value, 123456750);
      break;
    case ENT_FIELD_YEAR:
    case ENT_FIELD_INTEGER:
    default:
      ent_value_set_integer (&value, number);
    }

  ent_record_set (record, field, &value);
}

static EntRecord *
new_full_record (const EntEntity *entity)
{
  EntRecord *record = ent_record_new (entity, NULL);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < entity->n_fields; i++)
    set_some_value (record, &entity->fields[i], titles);
  ent_record_set_titles (record, titles);

  return record;
}

static void
assert_same (EntRecord *a,
             EntRecord *b)
{
  const EntEntity *entity = ent_record_get_entity (a);

  for (guint i = 0; i < entity->n_fields; i++)
    if (!ent_value_equal (ent_record_get (a, &entity->fields[i]), ent_record_get (b, &entity->fields[i])))
      g_error ("%s.%s does not survive its form", entity->name, entity->fields[i].name);
}

/* Whatever a record holds, its form shows it, finds nothing changed, and gives it back. */
static void
test_round_trip (Fixture *fixture,
                 gconstpointer unused)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      g_autoptr (EntRecord) record = new_full_record (ent_schema_get_entity (i));
      g_autoptr (EntRecord) original = ent_record_copy (record);
      g_autoptr (GError) error = NULL;
      GtkWidget *form = g_object_ref_sink (ent_record_form_new (fixture->store, record));

      g_assert_true (ent_record_form_get_record (ENT_RECORD_FORM (form)) == record);
      g_assert_true (ent_record_form_get_valid (ENT_RECORD_FORM (form)));
      g_assert_false (ent_record_form_get_modified (ENT_RECORD_FORM (form)));
      ent_record_form_commit (ENT_RECORD_FORM (form), &error);
      g_assert_no_error (error);
      assert_same (original, record);
      g_assert_finalize_object (form);
    }
}

/* An empty record comes back as empty as it was, where nothing is required. */
static void
test_empty (Fixture *fixture,
            gconstpointer unused)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autoptr (EntRecord) record = ent_record_new (entity, NULL);
      GtkWidget *form = g_object_ref_sink (ent_record_form_new (fixture->store, record));

      g_assert_false (ent_record_form_get_modified (ENT_RECORD_FORM (form)));
      g_assert_false (ent_record_form_get_valid (ENT_RECORD_FORM (form)));
      g_assert_false (ent_record_form_commit (ENT_RECORD_FORM (form), NULL));
      for (guint j = 0; j < entity->n_fields; j++)
        g_assert_cmpint (ent_record_get (record, &entity->fields[j])->kind, ==, ENT_VALUE_UNSET);
      g_assert_finalize_object (form);
    }
}

static void
increment (int *counter)
{
  (*counter)++;
}

static void
test_mistakes (Fixture *fixture,
               gconstpointer unused)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("agreement"), NULL);
  GtkWidget *form = ent_record_form_new (fixture->store, record);
  GtkWidget *window = show_in_window (form, 500, 700);
  g_autoptr (GError) error = NULL;
  GtkWidget *object = find_row (form, "Object *"), *amount = find_row (form, "Forecast Amount *"), *kind = find_row (form, "Kind");
  int valid = 0, modified = 0;

  g_signal_connect_swapped (form, "notify::valid", G_CALLBACK (increment), &valid);
  g_signal_connect_swapped (form, "notify::modified", G_CALLBACK (increment), &modified);
  gtk_editable_set_text (GTK_EDITABLE (object), "Water");
  gtk_editable_set_text (GTK_EDITABLE (amount), "a lot");
  g_assert_cmpint (modified, ==, 1);
  g_assert_cmpint (valid, ==, 0);
  g_assert_false (gtk_widget_has_css_class (amount, "error"));

  /* All that is wrong is marked, the first of it has the focus, and the record is as it was. */
  g_assert_false (ent_record_form_commit (ENT_RECORD_FORM (form), &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "Partnership: "));
  g_assert_true (gtk_widget_has_css_class (find_row (form, "Partnership *"), "error"));
  g_assert_true (gtk_widget_has_css_class (amount, "error"));
  g_assert_false (gtk_widget_has_css_class (object, "error"));
  g_assert_false (gtk_widget_has_css_class (kind, "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (amount), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == find_row (form, "Partnership *"));
  g_assert_null (ent_record_get_text (record, "object"));

  /* The mark goes as soon as all is well. */
  gtk_editable_set_text (GTK_EDITABLE (amount), "1 234,50 €");
  g_assert_false (gtk_widget_has_css_class (amount, "error"));

  destroy_with (window, form);
}

static void
test_period (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("event"), NULL);
  GtkWidget *form = ent_record_form_new (fixture->store, record);
  GtkWidget *window = show_in_window (form, 500, 700);

  gtk_editable_set_text (find_row (form, "Title *"), "Visit");
  gtk_editable_set_text (find_row (form, "From *"), "12/05/2026");
  gtk_editable_set_text (find_row (form, "To"), "11.5.2026");
  g_assert_false (ent_record_form_commit (ENT_RECORD_FORM (form), NULL));
  g_assert_true (gtk_widget_has_css_class (find_row (form, "To"), "error"));

  gtk_editable_set_text (find_row (form, "To"), "2026-05-13");
  g_assert_true (ent_record_form_commit (ENT_RECORD_FORM (form), NULL));
  g_assert_cmpstr (ent_record_get_text (record, "start"), ==, "2026-05-12");
  g_assert_cmpstr (ent_record_get_text (record, "end"), ==, "2026-05-13");

  destroy_with (window, form);
}

static void
click (GtkWidget *widget,
       const char *label)
{
  for (guint n = 0;; n++)
    {
      GtkButton *button = find_widget (widget, GTK_TYPE_BUTTON, n);

      if (g_strcmp0 (gtk_button_get_label (button), label) != 0)
        continue;
      g_signal_emit_by_name (button, "clicked");
      return;
    }
}

static void
test_calendar (Fixture *fixture,
               gconstpointer unused)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("event"), NULL);
  GtkWidget *form = ent_record_form_new (fixture->store, record);
  GtkWidget *window = show_in_window (form, 500, 700);
  GtkWidget *row = find_row (form, "From *");
  GtkMenuButton *button = find_widget (row, GTK_TYPE_MENU_BUTTON, 0);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  GtkCalendar *calendar = find_widget (popover, GTK_TYPE_CALENDAR, 0);
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_new_local (2026, 5, 20, 0, 0, 0);
  g_autofree char *expected = g_date_time_format (today, "%Y-%m-%d");

  /* The calendar opens where the text is, and changes nothing by opening. */
  gtk_editable_set_text (GTK_EDITABLE (row), "12/05/2026");
  gtk_menu_button_popup (button);
  WAIT_UNTIL (gtk_widget_get_visible (popover));
  g_assert_cmpint (gtk_calendar_get_day (calendar), ==, 12);
  g_assert_cmpint (gtk_calendar_get_month (calendar), ==, 4);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "12/05/2026");

  gtk_calendar_select_day (calendar, day);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "2026-05-20");
  click (popover, "Clear");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  click (popover, "Today");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, expected);

  destroy_with (window, form);
}

static void
test_choices (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("partnership"), NULL);
  GtkWidget *form = ent_record_form_new (fixture->store, record);
  GtkWidget *window = show_in_window (form, 500, 700);
  GtkWidget *countries = find_row (form, "Countries");
  GtkMenuButton *button = find_widget (countries, GTK_TYPE_MENU_BUTTON, 0);
  GtkListBox *list;
  const char *const *chosen;

  gtk_editable_set_text (find_row (form, "Title *"), "Twinning");
  gtk_menu_button_popup (button);
  list = find_widget (gtk_menu_button_get_popover (button), GTK_TYPE_LIST_BOX, 0);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (gtk_list_box_get_row_at_index (list, 0)), GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_list_box_get_row_at_index (list, 0)), GTK_ACCESSIBLE_PROPERTY_LABEL, "Afghanistan");

  /* Typed as nobody writes it; Enter takes the first that is left. */
  gtk_editable_set_text (find_widget (gtk_menu_button_get_popover (button), GTK_TYPE_SEARCH_ENTRY, 0), "aland");
  g_signal_emit_by_name (find_widget (gtk_menu_button_get_popover (button), GTK_TYPE_SEARCH_ENTRY, 0), "activate");
  gtk_menu_button_popdown (button);
  g_assert_true (ent_record_form_commit (ENT_RECORD_FORM (form), NULL));
  chosen = ent_record_get_list (record, "countries");
  g_assert_cmpstr (chosen[0], ==, "AX");
  g_assert_null (chosen[1]);

  destroy_with (window, form);
}

static void
test_words (Fixture *fixture,
            gconstpointer unused)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("person"), NULL);
  GtkWidget *form = ent_record_form_new (fixture->store, record);
  GtkWidget *window = show_in_window (form, 500, 700);
  GtkWidget *skills = find_row (form, "Skills");
  GtkEditable *entry = find_widget (skills, GTK_TYPE_ENTRY, 0);

  gtk_editable_set_text (find_row (form, "First Name *"), "Léa");
  gtk_editable_set_text (find_row (form, "Last Name *"), "Moreau");
  gtk_editable_set_text (entry, "Water; Waste");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  gtk_editable_set_text (entry, "not added yet");
  g_assert_true (ent_record_form_commit (ENT_RECORD_FORM (form), NULL));
  g_assert_cmpuint (g_strv_length ((char **) ent_record_get_list (record, "skills")), ==, 3);

  destroy_with (window, form);
}

static void
test_levels (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("person"), NULL);
  GtkWidget *form = ent_record_form_new (fixture->store, record);
  GtkWidget *window = show_in_window (form, 500, 700);
  GtkMenuButton *button = find_widget (find_row (form, "Languages and Levels"), GTK_TYPE_MENU_BUTTON, 0);
  const char *const *languages;

  gtk_editable_set_text (find_row (form, "First Name *"), "Léa");
  gtk_editable_set_text (find_row (form, "Last Name *"), "Moreau");

  /* The second time the first language has another level: the former one goes. */
  for (guint level = 3; level <= 4; level++)
    {
      GtkWidget *popover;

      gtk_menu_button_popup (button);
      popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
      gtk_drop_down_set_selected (find_widget (popover, GTK_TYPE_DROP_DOWN, 1), level);
      g_signal_emit_by_name (find_widget (gtk_widget_get_last_child (gtk_popover_get_child (GTK_POPOVER (popover))), GTK_TYPE_BUTTON, 0), "clicked");
    }
  g_assert_true (ent_record_form_commit (ENT_RECORD_FORM (form), NULL));
  languages = ent_record_get_list (record, "languages");
  g_assert_cmpuint (g_strv_length ((char **) languages), ==, 1);
  g_assert_true (g_str_has_suffix (languages[0], ":B2"));

  destroy_with (window, form);
}

/* How far a record travels by default is shown, but only what somebody chose is stored. */
static void
test_circle (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (EntRecord) record = new_authority ("Goris");
  GtkWidget *form = ent_record_form_new (fixture->store, record);
  GtkWidget *window = show_in_window (form, 500, 700);
  AdwComboRow *row = find_row (form, "Visible To");

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, ENT_CIRCLE_DEPARTMENTS);
  g_assert_true (ent_record_form_commit (ENT_RECORD_FORM (form), NULL));
  g_assert_null (ent_record_get_text (record, "circle"));
  adw_combo_row_set_selected (row, ENT_CIRCLE_ATLAS);
  g_assert_true (ent_record_form_get_modified (ENT_RECORD_FORM (form)));
  g_assert_true (ent_record_form_commit (ENT_RECORD_FORM (form), NULL));
  g_assert_cmpstr (ent_record_get_text (record, "circle"), ==, "atlas");

  destroy_with (window, form);
}

static gpointer
turn_to_point_person (EntWorkspace *workspace,
                      gpointer data,
                      GCancellable *cancellable,
                      GError **error)
{
  return GINT_TO_POINTER (ent_workspace_set_setting (workspace, ENT_SETTING_VIEW, ENT_VIEW_POINT_PERSON, error));
}

/* The same file, as a point person's desk opens it. */
static EntStore *
open_as_point_person (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ent_store_write_async (fixture->store, turn_to_point_person, NULL, NULL, NULL, NULL, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  ent_store_finish (fixture->store, result, &error);
  g_assert_no_error (error);

  return open_store (fixture->path, 0);
}

/* What a point person may not see is not asked of them, and what they write reaches the unit. */
static void
test_narrow (Fixture *fixture,
             gconstpointer unused)
{
  const EntEntity *entity = ent_schema_find ("person");
  g_autoptr (EntStore) store = open_as_point_person (fixture);
  g_autoptr (EntRecord) record = ent_record_new (entity, NULL);
  g_autoptr (EntRecord) full = new_full_record (entity);
  GtkWidget *form = ent_record_form_new (store, record);
  GtkWidget *window = show_in_window (form, 500, 700);
  guint n_hidden = 0;

  for (guint i = 0; i < entity->n_fields; i++)
    ent_record_form_fill (ENT_RECORD_FORM (form), entity->fields[i].name, full);
  g_assert_true (ent_record_form_commit (ENT_RECORD_FORM (form), NULL));
  g_assert_cmpint (ent_record_get_circle (record), ==, ENT_CIRCLE_DEPARTMENTS);
  for (guint i = 0; i + 1 < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      gboolean shown = ent_entity_get_field_circle (entity, field) >= ENT_CIRCLE_DEPARTMENTS;

      g_assert_cmpint (ent_record_get (record, field)->kind != ENT_VALUE_UNSET, ==, shown);
      n_hidden += !shown;
    }
  g_assert_cmpuint (n_hidden, >, 1);

  destroy_with (window, form);
  WAIT_UNTIL (!is_working (store));
}

static void
test_hide (Fixture *fixture,
           gconstpointer unused)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("funding"), NULL);
  GtkWidget *form = ent_record_form_new (fixture->store, record);
  GtkWidget *window = show_in_window (form, 500, 700);

  ent_record_form_hide_field (ENT_RECORD_FORM (form), "project");
  g_assert_false (gtk_widget_get_visible (find_row (form, "Project *")));
  ent_record_form_hide_field (ENT_RECORD_FORM (form), "circle");
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_ancestor (find_row (form, "Visible To"), ADW_TYPE_PREFERENCES_GROUP)));
  ent_record_form_focus_field (ENT_RECORD_FORM (form), "paid");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), find_row (form, "Amount Paid")));

  destroy_with (window, form);
}

static void
test_accessible (Fixture *fixture,
                 gconstpointer unused)
{
  g_autoptr (EntRecord) record = new_full_record (ent_schema_find ("project"));
  GtkWidget *form = ent_record_form_new (fixture->store, record);
  GtkWidget *window = show_in_window (form, 500, 700);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (form), GTK_ACCESSIBLE_ROLE_FORM);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (find_widget (find_row (form, "Description"), GTK_TYPE_TEXT_VIEW, 0)),
                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       find_widget (find_row (form, "Description"), GTK_TYPE_LABEL, 0), NULL);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_widget (find_row (form, "Departments Concerned"), GTK_TYPE_BUTTON, 0)), ==,
                   "Add to “Departments Concerned”");

  destroy_with (window, form);
}

#define ADD(name, func) g_test_add ("/record-form/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("empty", test_empty);
  ADD ("mistakes", test_mistakes);
  ADD ("period", test_period);
  ADD ("calendar", test_calendar);
  ADD ("choices", test_choices);
  ADD ("words", test_words);
  ADD ("levels", test_levels);
  ADD ("circle", test_circle);
  ADD ("narrow", test_narrow);
  ADD ("hide", test_hide);
  ADD ("accessible", test_accessible);

  return run_on_display ();
}
