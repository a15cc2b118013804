/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display.h"

#include "ent-chart.h"

static char *
add_return (EntStore *store,
            const char *stage,
            const char *scope,
            const char *project)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("return"), NULL);

  ent_record_set_text (record, "text", "It came back");
  ent_record_set_text (record, "subject", project);
  ent_record_set_text (record, "stage", stage);
  ent_record_set_text (record, "scope", scope);
  ent_record_set_integer (record, "year", 2025);
  save (store, record);

  return g_strdup (ent_record_get_id (record));
}

static gpointer
compute (EntWorkspace *workspace,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  return ent_returns_year_new (workspace, 2025, NULL, cancellable, error);
}

/* One project with two returns sought and one actual for the territory, one actual for the authority. */
static EntReturnsYear *
make_year (EntStore *store)
{
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EntReturnsYear *year;

  ent_record_set_text (project, "title", "Water");
  save (store, project);
  g_free (add_return (store, "sought", "territory", ent_record_get_id (project)));
  g_free (add_return (store, "sought", "territory", ent_record_get_id (project)));
  g_free (add_return (store, "actual", "territory", ent_record_get_id (project)));
  g_free (add_return (store, "actual", "authority", ent_record_get_id (project)));

  ent_store_read_async (store, compute, NULL, NULL, g_object_unref, NULL, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  year = ent_store_finish (store, result, &error);
  g_assert_no_error (error);

  return year;
}

static void
show_stages (EntChart *chart,
             EntReturnsYear *year)
{
  const EntReturnsTable *table = ent_returns_year_find_table (year, "returns");
  const guint columns[] = { 0, 1, 2 };
  guint rows[2], n = 0;

  for (guint i = 0; i < table->n_rows; i++)
    if (table->rows[i].level == 0 && !g_str_equal (table->rows[i].key, "all"))
      rows[n++] = i;
  g_assert_cmpuint (n, ==, 2);
  ent_chart_show (chart, year, &(EntChartSpec){ table, rows, n, columns, 3, 0 });
}

static gboolean
press (EntChart *chart,
       guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (chart));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }

  return handled;
}

static void
keep_key (char **kept,
          const char *key)
{
  g_set_str (kept, key);
}

static void
test_keys_alone (Fixture *fixture)
{
  g_autoptr (EntReturnsYear) year = make_year (fixture->store);
  GtkWidget *chart = ent_chart_new ();
  GtkWidget *window = show_in_window (chart, 600, 300);
  g_autofree char *opened = NULL;

  g_assert_cmpuint (ent_chart_get_n_bars (ENT_CHART (chart)), ==, 0);
  g_assert_null (ent_chart_get_focused (ENT_CHART (chart)));
  g_assert_false (press (ENT_CHART (chart), GDK_KEY_Return));

  show_stages (ENT_CHART (chart), year);
  g_signal_connect_swapped (chart, "activated", G_CALLBACK (keep_key), &opened);
  g_assert_cmpuint (ent_chart_get_n_bars (ENT_CHART (chart)), ==, 6);
  g_assert_true (gtk_widget_grab_focus (chart));
  g_assert_cmpstr (ent_chart_get_focused (ENT_CHART (chart))->key, ==, "returns.sought.territory");

  g_assert_false (press (ENT_CHART (chart), GDK_KEY_Up));
  g_assert_true (press (ENT_CHART (chart), GDK_KEY_Down));
  g_assert_true (press (ENT_CHART (chart), GDK_KEY_Down));
  g_assert_true (press (ENT_CHART (chart), GDK_KEY_Return));
  g_assert_cmpstr (opened, ==, "returns.actual.territory");
  g_assert_true (press (ENT_CHART (chart), GDK_KEY_End));
  g_assert_false (press (ENT_CHART (chart), GDK_KEY_Down));
  g_assert_true (press (ENT_CHART (chart), GDK_KEY_space));
  g_assert_cmpstr (opened, ==, "returns.actual.authority");
  g_assert_false (press (ENT_CHART (chart), GDK_KEY_Tab));

  /* Other figures begin at their first bar. */
  ent_chart_show (ENT_CHART (chart), NULL, NULL);
  g_assert_cmpuint (ent_chart_get_n_bars (ENT_CHART (chart)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* GTK's accessibility for tests cannot announce: a process of its own does without. */
static void
test_keys (Fixture *fixture,
           gconstpointer unused)
{
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "GTK_A11Y", "none", TRUE);

  if (g_test_subprocess ())
    {
      test_keys_alone (fixture);
      return;
    }

  g_test_trap_subprocess_with_envp (NULL, (const char *const *) environment, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_accessible (Fixture *fixture,
                 gconstpointer unused)
{
  g_autoptr (EntReturnsYear) year = make_year (fixture->store);
  GtkWidget *chart = ent_chart_new ();
  GtkWidget *window = show_in_window (chart, 600, 300);

  show_stages (ENT_CHART (chart), year);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_LABEL, "Returns Sought, Announced and Actual");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Bar chart: Returns Sought, Announced and Actual. For the territory: Sought 2 returns of 1 project, Announced 0, Actual 1 return of 1 project. "
                                       "For the authority: Sought 0, Announced 0, Actual 1 return of 1 project.");
  g_assert_true (gtk_widget_get_focusable (chart));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* It takes the height that its width asks for, and never asks for more width than a telephone has. */
static void
test_size (Fixture *fixture,
           gconstpointer unused)
{
  g_autoptr (EntReturnsYear) year = make_year (fixture->store);
  GtkWidget *chart = g_object_ref_sink (ent_chart_new ());
  int least, narrow, wide;

  gtk_widget_measure (chart, GTK_ORIENTATION_VERTICAL, 500, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, ==, 0);

  show_stages (ENT_CHART (chart), year);
  gtk_widget_measure (chart, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (chart, GTK_ORIENTATION_VERTICAL, 260, &narrow, NULL, NULL, NULL);
  gtk_widget_measure (chart, GTK_ORIENTATION_VERTICAL, 700, &wide, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 260);
  g_assert_cmpint (narrow, >, wide);
  g_assert_cmpint (wide, >, 40);
  g_assert_cmpint (gtk_widget_get_request_mode (chart), ==, GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH);
  g_assert_finalize_object (chart);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/widgets/chart/keys", Fixture, NULL, fixture_set_up, test_keys, fixture_tear_down);
  g_test_add ("/widgets/chart/accessible", Fixture, NULL, fixture_set_up, test_accessible, fixture_tear_down);
  g_test_add ("/widgets/chart/size", Fixture, NULL, fixture_set_up, test_size, fixture_tear_down);

  return run_on_display ();
}
