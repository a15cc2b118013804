/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counts of M. Gely's study on the page of the year, as a screen reader tells them; and all figures of a year that is full. */
#include <adwaita.h>

#include "ent-returns-page.h"
#include "ent-sample.h"

#include "../returns/study.h"

/* A figure of the page, and how it is told: figures 2 to 6 of the study. */
static const struct
{
  const char *key;
  const char *told;
} figures[] = {
  { "returns.sought.territory", "For the territory: Sought: 22 returns of 14 projects" },
  { "returns.announced.territory", "For the territory: Announced: 4 returns of 3 projects" },
  { "returns.actual.territory", "For the territory: Actual: 41 returns of 22 projects" },
  { "returns.sought.authority", "For the authority: Sought: 15 returns of 10 projects" },
  { "returns.announced.authority", "For the authority: Announced: 6 returns of 6 projects" },
  { "returns.actual.authority", "For the authority: Actual: 71 returns of 25 projects" },
  { "returns.sought.territory.economic", "Economic: Sought: 13 returns" },
  { "returns.sought.territory.non-economic", "Non-economic: Sought: 7 returns" },
  { "returns.sought.territory.unclassified", "Unclassified: Sought: 2 returns" },
  { "returns.actual.territory.economic", "Economic: Actual: 4 returns" },
  { "returns.actual.territory.non-economic", "Non-economic: Actual: 26 returns" },
  { "returns.actual.territory.unclassified", "Unclassified: Actual: 11 returns" },
  { "returns.actual.authority.practices", "Evolving practices: Actual: 59 returns" },
  { "returns.actual.authority.practices.agents", "Practices of agents: Actual: 44 returns" },
  { "returns.actual.authority.practices.public-policy", "Practices in public policy: Actual: 27 returns" },
  { "returns.actual.authority.practices.departments", "Practices of departments: Actual: 23 returns" },
  { "returns.actual.authority.practices.officials", "Practices of elected officials: Actual: 2 returns" },
  { "returns.actual.authority.visibility", "Influence and visibility: Actual: 13 returns" },
  { "returns.actual.authority.resources", "New resources: Actual: 3 returns" },
  { "coincidence.territory", "Coincidence: For the territory: 6 of 41 (15%)" },
};

static gboolean
give_up_cb (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
wait_for (EntPage *page)
{
  gboolean late = FALSE;
  guint patience = g_timeout_add_seconds (20, give_up_cb, &late);

  while (ent_page_get_loading (page) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
  g_assert_false (late);
}

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(EntStore **) user_data = ent_store_open_finish (result, &error);
  g_assert_no_error (error);
}

/* The button of a figure; a figure may also be a row, or a tile. */
static GtkWidget *
find_cell (GtkWidget *widget,
           const char *key)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "ent-figure-cell") && g_str_equal (gtk_widget_get_name (widget), key))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, key);

      if (found != NULL)
        return found;
    }

  return NULL;
}

typedef struct
{
  EntStore *store;   /* (owned) */
  GtkWidget *window; /* (not owned): GTK's, until it is closed */
  GtkWidget *page;   /* (not owned): its child */
} Scene;

static void
open_page (Scene *self,
           const char *path)
{
  ent_store_open_async (path, 0, NULL, opened_cb, &self->store);
  while (self->store == NULL)
    g_main_context_iteration (NULL, TRUE);

  self->page = g_object_new (ENT_TYPE_RETURNS_PAGE, "store", self->store, "title", "Returns", NULL);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), self->page);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 600);
  gtk_window_present (GTK_WINDOW (self->window));
  wait_for (ENT_PAGE (self->page));
}

static void
close_page (Scene *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ent_store_close (self->store);
  g_object_unref (self->store);
}

/* What can be opened, by the key of the figure, and all that is said. */
static void
collect (GtkWidget *widget,
         GHashTable *opening,
         GHashTable *said)
{
  const char *action = GTK_IS_ACTIONABLE (widget) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) : NULL;
  GVariant *target = action != NULL ? gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget)) : NULL;

  if (g_strcmp0 (action, "figure.open") == 0)
    g_hash_table_add (opening, g_variant_dup_string (target, NULL));
  if (GTK_IS_LABEL (widget))
    g_hash_table_add (said, g_strdup (gtk_label_get_text (GTK_LABEL (widget))));
  if (gtk_widget_get_tooltip_text (widget) != NULL)
    g_hash_table_add (said, g_strdup (gtk_widget_get_tooltip_text (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, opening, said);
}

/* Each figure of a year is on the page, opens what is behind it, and has its definition beside it. */
static void
test_all (Fixture *fixture,
          gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "sample.entente", NULL);
  g_autoptr (GHashTable) opening = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  Scene scene = { NULL };
  EntReturnsYear *year;
  guint n = 0;

  ent_sample_create (path, &error);
  g_assert_no_error (error);
  open_page (&scene, path);
  year = ent_returns_page_get_figures (ENT_RETURNS_PAGE (scene.page));
  collect (scene.page, opening, said);

  for (guint i = 0; i < ent_returns_year_get_n_tables (year); i++)
    {
      const EntReturnsTable *table = ent_returns_year_get_table (year, i);

      g_assert_cmpuint (table->n_rows, >, 0);
      for (guint j = 0; j < table->n_rows * table->n_columns; j++)
        {
          const EntReturnsFigure *figure = table->cells[j];

          if (figure == NULL)
            continue;
          n++;
          if (!g_hash_table_contains (opening, figure->key))
            g_error ("%s cannot be opened", figure->key);
          if (!g_hash_table_contains (said, figure->definition))
            g_error ("nothing says how %s is reckoned", figure->key);
        }
    }
  g_assert_cmpuint (n, >, 300);
  close_page (&scene);
}

static void
test_counts (Fixture *fixture,
             gconstpointer unused)
{
  Study study = { .workspace = fixture->workspace };
  Scene scene = { NULL };

  record_study (&study);
  open_page (&scene, fixture->path);
  ent_returns_page_set_year (ENT_RETURNS_PAGE (scene.page), 2015);
  wait_for (ENT_PAGE (scene.page));

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      GtkWidget *cell = find_cell (scene.page, figures[i].key);

      if (cell == NULL)
        g_error ("the page has no %s", figures[i].key);
      if (!g_str_has_prefix (gtk_widget_get_tooltip_text (cell), figures[i].told))
        g_error ("%s is told as “%s”", figures[i].key, gtk_widget_get_tooltip_text (cell));
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_widget_get_tooltip_text (cell));
    }

  close_page (&scene);
  study_clear (&study);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 77;
    }
  adw_init ();

  g_test_add ("/study-page/all", Fixture, NULL, fixture_set_up, test_all, fixture_tear_down);
  g_test_add ("/study-page/counts", Fixture, NULL, fixture_set_up, test_counts, fixture_tear_down);

  return g_test_run ();
}
