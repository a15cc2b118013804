/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display.h"
#include "ent-chip.h"
#include "ent-filter-popover.h"
#include "ent-record-cell.h"
#include "ent-record-table.h"
#include "ent-widgets-private.h"
#include "ent-record-view.h"

static GtkWidget *
show_table (Fixture *fixture,
            const char *entity,
            int width,
            GtkWidget **ret_table)
{
  *ret_table = ent_record_table_new (fixture->store, ent_schema_find (entity));

  return show_in_window (*ret_table, width, 600);
}

static guint
count (GtkWidget *table)
{
  return ent_record_table_get_n_records (ENT_RECORD_TABLE (table));
}

static const char *
page (GtkWidget *table)
{
  return gtk_stack_get_visible_child_name (find_widget (table, GTK_TYPE_STACK, 0));
}

static GListModel *
model (GtkWidget *table)
{
  return G_LIST_MODEL (ent_record_view_get_list (find_widget (table, ENT_TYPE_RECORD_VIEW, 0)));
}

static const char *
name_at (GtkWidget *table,
         guint position)
{
  g_autoptr (EntRecord) record = g_list_model_get_item (model (table), position);

  return ent_record_get_text (record, "name");
}

static void
note_id (GtkWidget *widget,
         const char *id,
         char **noted)
{
  g_set_str (noted, id);
}

static void
note_parameter (GSimpleAction *action,
                GVariant *parameter,
                char **noted)
{
  g_set_str (noted, g_variant_get_string (parameter, NULL));
}

/* What the window around a table does: it notes what it is asked. */
static void
add_action (GtkWidget *window,
            const char *name,
            char **noted)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, G_VARIANT_TYPE_STRING);

  g_signal_connect (action, "activate", G_CALLBACK (note_parameter), noted);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (window, "record", G_ACTION_GROUP (group));
}

static void
test_entities (Fixture *fixture,
               gconstpointer unused)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      GtkWidget *table, *window = show_table (fixture, ent_schema_get_entity (i)->name, 1000, &table);
      g_autoptr (EntQuery) query = ent_record_table_get_query (ENT_RECORD_TABLE (table));

      g_assert_true (ent_record_table_get_entity (ENT_RECORD_TABLE (table)) == ent_schema_get_entity (i));
      g_assert_true (ent_query_get_entity (query) == ent_schema_get_entity (i));
      WAIT_UNTIL (g_str_equal (page (table), "empty"));
      destroy_with (window, table);
    }
}

static void
test_search (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Göris");
  g_autoptr (EntRecord) sevan = save_authority (fixture->store, "Sevan");
  GtkWidget *table, *window = show_table (fixture, "authority", 1000, &table);
  GtkEditable *search = find_widget (table, GTK_TYPE_SEARCH_ENTRY, 0);

  WAIT_UNTIL (count (table) == 2);
  g_assert_cmpstr (page (table), ==, "records");
  gtk_editable_set_text (search, "gor");
  WAIT_UNTIL (count (table) == 1);
  g_assert_cmpstr (name_at (table, 0), ==, "Göris");

  /* One after the other, faster than any is answered: the last counts. */
  gtk_editable_set_text (search, "nobody");
  gtk_editable_set_text (search, "sev");
  WAIT_UNTIL (count (table) == 1 && g_str_equal (name_at (table, 0), "Sevan"));

  gtk_editable_set_text (search, "nobody");
  WAIT_UNTIL (g_str_equal (page (table), "nothing"));
  ent_record_table_clear_search (ENT_RECORD_TABLE (table));
  WAIT_UNTIL (count (table) == 2);
  g_assert_cmpstr (gtk_editable_get_text (search), ==, "");

  destroy_with (window, table);
}

static void
test_order (Fixture *fixture,
            gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris");
  g_autoptr (EntRecord) sevan = save_authority (fixture->store, "Sevan");
  GtkWidget *table, *window = show_table (fixture, "authority", 1000, &table);
  GtkColumnView *view = find_widget (table, GTK_TYPE_COLUMN_VIEW, 0);
  g_autoptr (GtkColumnViewColumn) name = g_list_model_get_item (gtk_column_view_get_columns (view), 0);

  WAIT_UNTIL (count (table) == 2);
  g_assert_cmpstr (name_at (table, 0), ==, "Goris");
  gtk_column_view_sort_by_column (view, name, GTK_SORT_DESCENDING);
  WAIT_UNTIL (g_str_equal (name_at (table, 0), "Sevan"));

  /* The menu does the same, for where there is no title to click. */
  gtk_widget_activate_action (table, "columns.order", "s", "name,ascending");
  WAIT_UNTIL (g_str_equal (name_at (table, 0), "Goris"));

  destroy_with (window, table);
}

static GtkListBoxRow *
find_list_row (GtkWidget *popover,
               guint list,
               const char *label)
{
  GtkListBox *box = find_widget (popover, GTK_TYPE_LIST_BOX, list);

  for (int i = 0; gtk_list_box_get_row_at_index (box, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (box, i);

      if (g_str_equal (gtk_label_get_label (find_widget (row, GTK_TYPE_LABEL, 0)), label))
        return row;
    }

  return NULL;
}

static void
activate_list_row (GtkWidget *popover,
                   guint list,
                   const char *label)
{
  GtkListBoxRow *row;

  WAIT_UNTIL ((row = find_list_row (popover, list, label)) != NULL);
  g_signal_emit_by_name (find_widget (popover, GTK_TYPE_LIST_BOX, list), "row-activated", row);
}

static void
test_filters (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (EntRecord) goris = new_authority ("Goris");
  g_autoptr (EntRecord) vienne = save_authority (fixture->store, "Vienne");
  GtkWidget *table, *window, *popover;
  GtkMenuButton *button;
  EntChip *chip;

  ent_record_set_text (goris, "country", "AM");
  ent_record_set_text (goris, "kind", "municipality");
  save (fixture->store, goris);
  window = show_table (fixture, "authority", 1000, &table);
  button = find_widget (table, GTK_TYPE_MENU_BUTTON, 0);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  WAIT_UNTIL (count (table) == 2);

  gtk_menu_button_popup (button);
  activate_list_row (popover, 0, "Country");
  activate_list_row (popover, 1, "Armenia");
  WAIT_UNTIL (count (table) == 1);
  g_assert_cmpstr (name_at (table, 0), ==, "Goris");
  chip = find_widget (table, ENT_TYPE_CHIP, 0);
  g_assert_cmpstr (ent_chip_get_label (chip), ==, "Country: Armenia");

  /* Another country takes the place of the first; another field comes on top. */
  gtk_menu_button_popup (button);
  activate_list_row (popover, 0, "Country");
  activate_list_row (popover, 1, "France");
  WAIT_UNTIL (count (table) == 1 && g_str_equal (name_at (table, 0), "Vienne"));
  gtk_menu_button_popup (button);
  activate_list_row (popover, 0, "Kind");
  activate_list_row (popover, 1, "Municipality (abroad)");
  WAIT_UNTIL (g_str_equal (page (table), "nothing"));

  g_signal_emit_by_name (find_widget (table, ENT_TYPE_CHIP, 0), "removed");
  WAIT_UNTIL (count (table) == 1 && g_str_equal (name_at (table, 0), "Goris"));
  ent_record_table_clear_search (ENT_RECORD_TABLE (table));
  WAIT_UNTIL (count (table) == 2);

  destroy_with (window, table);
}

static void
choose_filter (GtkWidget *table,
               const char *field,
               const char *value)
{
  GtkMenuButton *button = find_widget (table, GTK_TYPE_MENU_BUTTON, 0);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));

  gtk_menu_button_popup (button);
  activate_list_row (popover, 0, field);
  activate_list_row (popover, 1, value);
}

/* One filter is enough; a field may then be this or that. */
static void
test_any_filter (Fixture *fixture,
                 gconstpointer unused)
{
  g_autoptr (EntRecord) goris = new_authority ("Goris");
  g_autoptr (EntRecord) dakar = new_authority ("Dakar");
  g_autoptr (EntRecord) vienne = save_authority (fixture->store, "Vienne");
  GtkWidget *table, *window;
  AdwToggleGroup *rule;

  ent_record_set_text (goris, "country", "AM");
  ent_record_set_text (goris, "kind", "municipality");
  ent_record_set_text (dakar, "country", "SN");
  save (fixture->store, goris);
  save (fixture->store, dakar);
  window = show_table (fixture, "authority", 1000, &table);
  rule = find_widget (table, ADW_TYPE_TOGGLE_GROUP, 0);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (rule)));
  WAIT_UNTIL (count (table) == 3);

  choose_filter (table, "Country", "Armenia");
  WAIT_UNTIL (count (table) == 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (rule), GTK_ACCESSIBLE_PROPERTY_LABEL, "Which Filters Must Match");
  adw_toggle_group_set_active_name (rule, "any");
  choose_filter (table, "Country", "Senegal");
  WAIT_UNTIL (count (table) == 2);
  choose_filter (table, "Kind", "Municipality (abroad)");
  WAIT_UNTIL (count (table) == 2);
  adw_toggle_group_set_active_name (rule, "all");
  WAIT_UNTIL (g_str_equal (page (table), "nothing"));
  ent_record_table_clear_search (ENT_RECORD_TABLE (table));
  WAIT_UNTIL (count (table) == 3);

  destroy_with (window, table);
}

static void
add_event (Fixture *fixture,
           const char *title,
           const char *start,
           const char *subject)
{
  g_autoptr (EntRecord) event = ent_record_new (ent_schema_find ("event"), NULL);

  ent_record_set_text (event, "title", title);
  ent_record_set_text (event, "start", start);
  ent_record_set_text (event, "subject", subject);
  save (fixture->store, event);
}

static void
test_filter_by_period_and_reference (Fixture *fixture,
                                     gconstpointer unused)
{
  g_autoptr (EntRecord) partnership = ent_record_new (ent_schema_find ("partnership"), NULL);
  GtkWidget *table, *window, *popover;
  GtkMenuButton *button;

  ent_record_set_text (partnership, "title", "Twinning");
  save (fixture->store, partnership);
  add_event (fixture, "First", "2024-12-31", NULL);
  add_event (fixture, "Second", "2025-06-01", ent_record_get_id (partnership));
  add_event (fixture, "Third", "2026-01-01", NULL);
  window = show_table (fixture, "event", 1000, &table);
  button = find_widget (table, GTK_TYPE_MENU_BUTTON, 0);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  WAIT_UNTIL (count (table) == 3);

  gtk_menu_button_popup (button);
  activate_list_row (popover, 0, "From");
  gtk_editable_set_text (find_row (popover, "From"), "soon");
  g_signal_emit_by_name (find_row (popover, "From"), "entry-activated");
  g_assert_true (gtk_widget_has_css_class (find_row (popover, "From"), "error"));
  gtk_editable_set_text (find_row (popover, "From"), "2025");
  gtk_editable_set_text (find_row (popover, "Until"), "2025");
  g_signal_emit_by_name (find_row (popover, "From"), "entry-activated");
  WAIT_UNTIL (count (table) == 1);
  g_assert_cmpstr (ent_chip_get_label (find_widget (table, ENT_TYPE_CHIP, 1)), ==, "From: until 2025");

  /* Both ends of a period are one filter. */
  adw_toggle_group_set_active_name (find_widget (table, ADW_TYPE_TOGGLE_GROUP, 0), "any");
  let_pass (50);
  WAIT_UNTIL (count (table) == 1);

  ent_record_table_clear_search (ENT_RECORD_TABLE (table));
  gtk_menu_button_popup (button);
  activate_list_row (popover, 0, "Project or Partnership");
  activate_list_row (popover, 1, "Twinning");
  WAIT_UNTIL (count (table) == 1);
  gtk_menu_button_popup (button);
  activate_list_row (popover, 0, "Project or Partnership");
  activate_list_row (popover, 1, "Not set");
  WAIT_UNTIL (count (table) == 2);

  destroy_with (window, table);
}

static void
select_row (GtkWidget *table,
            guint position)
{
  GtkColumnView *view = find_widget (table, GTK_TYPE_COLUMN_VIEW, 0);

  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_column_view_get_model (view)), position);
}

static void
test_selection (Fixture *fixture,
                gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris");
  g_autoptr (EntRecord) sevan = save_authority (fixture->store, "Sevan");
  GtkWidget *table, *window = show_table (fixture, "authority", 1000, &table);
  EntRecordTable *self = ENT_RECORD_TABLE (table);
  g_autofree char *deleted = NULL;
  g_autofree char *activated = NULL;

  add_action (window, "delete", &deleted);
  g_signal_connect (table, "activated", G_CALLBACK (note_id), &activated);
  WAIT_UNTIL (count (table) == 2);
  g_assert_null (ent_record_table_get_selected_id (self));
  select_row (table, 1);
  g_assert_cmpstr (ent_record_table_get_selected_id (self), ==, ent_record_get_id (sevan));

  /* The selection stays on its record: in a new list, and when others come before it. */
  gtk_editable_set_text (find_widget (table, GTK_TYPE_SEARCH_ENTRY, 0), "sev");
  WAIT_UNTIL (count (table) == 1);
  g_assert_cmpstr (ent_record_table_get_selected_id (self), ==, ent_record_get_id (sevan));
  ent_record_table_clear_search (self);
  WAIT_UNTIL (count (table) == 2);
  g_object_unref (save_authority (fixture->store, "Abovian"));
  WAIT_UNTIL (count (table) == 3);
  g_assert_cmpstr (ent_record_table_get_selected_id (self), ==, ent_record_get_id (sevan));

  gtk_widget_activate_action (find_widget (table, ENT_TYPE_RECORD_VIEW, 0), "table.delete", NULL);
  g_assert_cmpstr (deleted, ==, ent_record_get_id (sevan));
  gtk_widget_activate_action (find_widget (table, ENT_TYPE_RECORD_VIEW, 0), "table.open", NULL);
  g_assert_cmpstr (activated, ==, ent_record_get_id (sevan));
  g_signal_emit_by_name (find_widget (table, GTK_TYPE_COLUMN_VIEW, 0), "activate", 0);
  g_assert_cmpstr (activated, !=, ent_record_get_id (sevan));
  gtk_widget_activate_action (find_widget (table, ENT_TYPE_RECORD_VIEW, 0), "table.menu", NULL);

  destroy_with (window, table);
}

static void
test_new (Fixture *fixture,
          gconstpointer unused)
{
  GtkWidget *table, *window = show_table (fixture, "call", 1000, &table);
  g_autofree char *made = NULL;

  add_action (window, "new", &made);
  WAIT_UNTIL (g_str_equal (page (table), "empty"));
  gtk_widget_activate_action (table, "table.new", NULL);
  g_assert_cmpstr (made, ==, "call");

  destroy_with (window, table);
}

static void
test_base_query (Fixture *fixture,
                 gconstpointer unused)
{
  g_autoptr (EntRecord) goris = new_authority ("Goris");
  g_autoptr (EntRecord) vienne = save_authority (fixture->store, "Vienne");
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("authority"));
  GtkWidget *table, *window;

  ent_record_set_text (goris, "country", "AM");
  save (fixture->store, goris);
  window = show_table (fixture, "authority", 1000, &table);
  ent_query_add_text (query, "country", ENT_FILTER_IS, "AM");
  ent_record_table_set_base_query (ENT_RECORD_TABLE (table), query);
  WAIT_UNTIL (count (table) == 1);
  gtk_editable_set_text (find_widget (table, GTK_TYPE_SEARCH_ENTRY, 0), "vienne");
  WAIT_UNTIL (g_str_equal (page (table), "nothing"));
  ent_record_table_clear_search (ENT_RECORD_TABLE (table));
  WAIT_UNTIL (count (table) == 1);

  destroy_with (window, table);
}

static void
test_cells_follow (Fixture *fixture,
                   gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris");
  GtkWidget *table, *window = show_table (fixture, "authority", 1000, &table);
  GtkInscription *text;

  WAIT_UNTIL (count (table) == 1);
  let_pass (50);
  text = find_widget (find_widget (table, ENT_TYPE_RECORD_CELL, 0), GTK_TYPE_INSCRIPTION, 0);
  g_assert_cmpstr (gtk_inscription_get_text (text), ==, "Goris");
  ent_record_set_text (goris, "name", "Vardenis");
  save (fixture->store, goris);
  WAIT_UNTIL (g_str_equal (gtk_inscription_get_text (text), "Vardenis"));

  destroy_with (window, table);
}

static GtkInscription *
find_text (GtkWidget *row)
{
  return find_widget (find_widget (row, ENT_TYPE_RECORD_CELL, 0), GTK_TYPE_INSCRIPTION, 0);
}

/* Whether a record is in view, rows in view say what they hold, and the others that too or nothing: never what they held
 * before. */
static gboolean
are_rows_right (GtkWidget *rows,
                guint wanted)
{
  guint n_shown = 0, n_blank = 0;
  gboolean in_view = FALSE;

  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      EntRecordCell *cell = find_widget (row, ENT_TYPE_RECORD_CELL, 0);
      guint position = ent_record_cell_get_position (cell);
      g_autofree char *name = g_strdup_printf ("%03u", position);
      const char *text = gtk_inscription_get_text (find_text (row));

      in_view |= position == wanted && gtk_widget_get_child_visible (row);
      n_shown += gtk_widget_get_child_visible (row);
      n_blank += text == NULL;
      if (g_strcmp0 (text, name) != 0 && (text != NULL || gtk_widget_get_child_visible (row)))
        return FALSE;
    }

  return in_view && n_shown > 5 && n_blank > 5 * n_shown;
}

static void
assert_names_in_view (GtkWidget *rows)
{
  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_child_visible (row))
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           gtk_inscription_get_text (find_text (row)));
}

static void
test_rows_in_view (Fixture *fixture,
                   gconstpointer unused)
{
  static const guint places[] = { 0, 399, 200, 380, 0, 210 };
  GtkWidget *table, *window, *rows;
  GtkColumnView *view;

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *name = g_strdup_printf ("%03u", i);

      g_object_unref (save_authority (fixture->store, name));
    }
  window = show_table (fixture, "authority", 1000, &table);
  WAIT_UNTIL (count (table) == 400);
  view = find_widget (table, GTK_TYPE_COLUMN_VIEW, 0);
  rows = gtk_widget_get_last_child (GTK_WIDGET (view));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gtk_column_view_scroll_to (view, places[i], NULL, GTK_LIST_SCROLL_NONE, NULL);
      WAIT_UNTIL (are_rows_right (rows, places[i]));
      assert_names_in_view (rows);
    }

  destroy_with (window, table);
}

static void
test_narrow (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris");
  GtkWidget *table, *window = show_table (fixture, "authority", 360, &table);
  GtkListView *list = find_widget (table, GTK_TYPE_LIST_VIEW, 0);
  g_autofree char *activated = NULL;
  GtkWidget *cell;

  WAIT_UNTIL (count (table) == 1);
  let_pass (50);
  g_assert_null (gtk_column_view_get_model (find_widget (table, GTK_TYPE_COLUMN_VIEW, 0)));
  for (guint n = 0; gtk_list_view_get_model (list) == NULL; n++)
    list = find_widget (table, GTK_TYPE_LIST_VIEW, n);
  cell = find_widget (list, ENT_TYPE_RECORD_CELL, 0);
  g_assert_cmpstr (gtk_inscription_get_text (find_widget (cell, GTK_TYPE_INSCRIPTION, 0)), ==, "Goris");
  g_assert_cmpstr (gtk_inscription_get_text (find_widget (cell, GTK_TYPE_INSCRIPTION, 1)), ==, "France");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (cell)), GTK_ACCESSIBLE_PROPERTY_LABEL, "Goris");
  g_signal_connect (table, "activated", G_CALLBACK (note_id), &activated);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_cmpstr (activated, ==, ent_record_get_id (goris));

  destroy_with (window, table);
}

static void
test_store_comes_and_goes (Fixture *fixture,
                           gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris");
  GtkWidget *table = g_object_new (ENT_TYPE_RECORD_TABLE, "entity", "authority", NULL);
  GtkWidget *window = show_in_window (table, 800, 500);

  g_assert_cmpstr (page (table), ==, "blank");
  ent_record_table_set_store (ENT_RECORD_TABLE (table), fixture->store);
  WAIT_UNTIL (count (table) == 1);
  g_object_set (table, "store", NULL, NULL);
  g_assert_cmpstr (page (table), ==, "blank");
  g_assert_cmpuint (count (table), ==, 0);
  ent_record_table_set_store (ENT_RECORD_TABLE (table), fixture->store);

  /* Gone before it was answered. */
  destroy_with (window, table);
}

/* What tells most beside the headline, in one line: time with what it is counted in, other numbers with their name, and so
 * a second date. */
static void
test_details (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (EntRecord) involvement = ent_record_new (ent_schema_find ("involvement"), NULL);
  g_autoptr (EntRecord) authority = new_authority ("Goris");
  g_autoptr (EntRecord) milestone = ent_record_new (ent_schema_find ("milestone"), NULL);
  g_autofree char *time = NULL;
  g_autofree char *number = NULL;
  g_autofree char *dates = NULL;

  g_assert_true (ent_record_set_parsed (involvement, "from", "2026-05-19", NULL));
  g_assert_true (ent_record_set_parsed (involvement, "amount", "4", NULL));
  g_assert_true (ent_record_set_parsed (involvement, "unit", "hours", NULL));
  time = ent_record_get_details (involvement, 3);
  g_assert_cmpstr (time, ==, "19 May 2026\u00a0· 4 hours");

  g_assert_true (ent_record_set_parsed (authority, "population", "20591", NULL));
  number = ent_record_get_details (authority, 9);
  g_assert_nonnull (strstr (number, "Population: 20591"));

  g_assert_true (ent_record_set_parsed (milestone, "due", "2026-03-15", NULL));
  g_assert_true (ent_record_set_parsed (milestone, "done", "2026-03-10", NULL));
  dates = ent_record_get_details (milestone, 3);
  g_assert_cmpstr (dates, ==, "15 March 2026\u00a0· Done On: 10 March 2026");
}

#define ADD(name, func) g_test_add ("/record-table/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("details", test_details);
  ADD ("entities", test_entities);
  ADD ("search", test_search);
  ADD ("order", test_order);
  ADD ("filters", test_filters);
  ADD ("any-filter", test_any_filter);
  ADD ("filter-by-period-and-reference", test_filter_by_period_and_reference);
  ADD ("selection", test_selection);
  ADD ("new", test_new);
  ADD ("base-query", test_base_query);
  ADD ("cells-follow", test_cells_follow);
  ADD ("rows-in-view", test_rows_in_view);
  ADD ("narrow", test_narrow);
  ADD ("store-comes-and-goes", test_store_comes_and_goes);

  return run_on_display ();
}
