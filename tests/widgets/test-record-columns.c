/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a table: which there are, how wide, and what is kept of that. */
#include "display.h"
#include "ent-record-table.h"

static GtkWidget *
show_table (Fixture *fixture,
            const char *entity,
            int width,
            GtkWidget **ret_table)
{
  *ret_table = ent_record_table_new (fixture->store, ent_schema_find (entity));

  return show_in_window (*ret_table, width, 600);
}

static GVariant *
get_layout (GtkWidget *table)
{
  g_autoptr (GVariant) layout = NULL;

  g_object_get (table, "layout", &layout, NULL);
  return g_steal_pointer (&layout);
}

static void
test_layout (Fixture *fixture,
             gconstpointer unused)
{
  static const char *const expected[] = { "siren", "name", NULL };
  GtkWidget *table, *window = show_table (fixture, "authority", 1000, &table);
  GtkColumnView *view = find_widget (table, GTK_TYPE_COLUMN_VIEW, 0);
  g_autoptr (GVariant) wanted = g_variant_ref_sink (g_variant_new_parsed ("([('siren', 333), ('no-such-field', 10), ('name', -7)], 'country', true)"));
  g_autoptr (GVariant) unknown = g_variant_ref_sink (g_variant_new_parsed ("([('gone', 10)], 'gone', false)"));
  g_autoptr (GVariant) clamped = g_variant_ref_sink (g_variant_new_parsed ("([('siren', 333), ('name', 40)], 'country', true)"));
  g_autoptr (GVariant) layout = NULL;
  g_autoptr (GVariant) same = NULL;
  g_autoptr (GtkColumnViewColumn) first = NULL;
  g_auto (GStrv) shown = NULL;
  g_auto (GStrv) more = NULL;
  int notified = 0;

  g_object_set (table, "layout", wanted, NULL);
  layout = get_layout (table);
  g_assert_cmpvariant (layout, clamped);
  shown = ent_record_table_get_columns (ENT_RECORD_TABLE (table));
  g_assert_cmpstrv (shown, expected);

  /* Of a layout that says nothing any more, nothing is taken. */
  g_object_set (table, "layout", unknown, NULL);
  same = get_layout (table);
  g_assert_cmpvariant (same, clamped);

  /* Whatever the user does to the columns is told. */
  g_signal_connect_swapped (table, "notify::layout", G_CALLBACK (g_atomic_int_inc), &notified);
  gtk_widget_activate_action (table, "columns.country", NULL);
  g_assert_cmpint (g_atomic_int_exchange (&notified, 0), ==, 1);
  more = ent_record_table_get_columns (ENT_RECORD_TABLE (table));
  g_assert_true (g_strv_contains ((const char *const *) more, "country"));
  first = g_list_model_get_item (gtk_column_view_get_columns (view), 0);
  gtk_column_view_column_set_fixed_width (first, 200);
  g_assert_cmpint (g_atomic_int_exchange (&notified, 0), ==, 1);
  gtk_widget_activate_action (table, "columns.order", "s", "name,ascending");
  g_assert_cmpint (g_atomic_int_exchange (&notified, 0), >, 0);

  destroy_with (window, table);
}

/* How far the columns that are shown reach. */
static int
get_reach (GtkWidget *table)
{
  GListModel *columns = gtk_column_view_get_columns (find_widget (table, GTK_TYPE_COLUMN_VIEW, 0));
  int reach = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        reach += gtk_column_view_column_get_fixed_width (column);
    }

  return reach;
}

/* Beside the sidebar of a window of a thousand pixels no list has to be moved sideways, until the user wants it so. */
static void
test_columns_fit (Fixture *fixture,
                  gconstpointer unused)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      GtkWidget *table, *window = show_table (fixture, entity->name, 740, &table);
      g_auto (GStrv) before = ent_record_table_get_columns (ENT_RECORD_TABLE (table));
      g_auto (GStrv) after = NULL;
      g_autoptr (GVariant) layout = get_layout (table);
      g_autoptr (GVariant) chosen = g_variant_get_child_value (layout, 0);

      WAIT_UNTIL (get_reach (table) <= 740);
      g_assert_cmpint (get_reach (table), >, 300);
      g_assert_cmpuint (g_variant_n_children (chosen), ==, 0);
      gtk_window_set_default_size (GTK_WINDOW (window), 1200, 600);
      WAIT_UNTIL (gtk_widget_get_width (table) > 1100);
      after = ent_record_table_get_columns (ENT_RECORD_TABLE (table));
      g_assert_cmpstrv (before, after);
      destroy_with (window, table);
    }
}

/* Columns that were chosen stay, however narrow the window. */
static void
test_columns_chosen (Fixture *fixture,
                     gconstpointer unused)
{
  GtkWidget *table, *window = show_table (fixture, "person", 740, &table);
  g_auto (GStrv) columns = NULL;
  int reach;

  WAIT_UNTIL (get_reach (table) <= 740);
  reach = get_reach (table);
  gtk_widget_activate_action (table, "columns.languages", NULL);
  g_assert_cmpint (get_reach (table), >, reach);
  gtk_widget_activate_action (table, "columns.phone", NULL);
  columns = ent_record_table_get_columns (ENT_RECORD_TABLE (table));
  g_assert_false (g_strv_contains ((const char *const *) columns, "phone"));
  g_assert_true (g_strv_contains ((const char *const *) columns, "languages"));

  destroy_with (window, table);
}

#define ADD(name, func) g_test_add ("/record-columns/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("layout", test_layout);
  ADD ("fit", test_columns_fit);
  ADD ("chosen", test_columns_chosen);

  return run_on_display ();
}
