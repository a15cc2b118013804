/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year that one desk closed, on another desk of the unit: it is closed there too, and what is edited later on either shows
 * as a difference on both. */
#include "../sync/desk.h"
#include "../widgets/display.h"
#include "ent-changes-page.h"
#include "ent-returns-campaign.h"
#include "ent-returns-page.h"

#define YEAR 2025
#define TEAM "Team"

typedef struct
{
  Server server;
  EntWorkspace *anne; /* (owned): closes the year */
  EntWorkspace *paul; /* (owned): reads it */
  char *project;      /* (owned) */
} Unit;

static void
add_return (EntWorkspace *desk,
            const char *project,
            const char *text)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("return"), NULL);

  ent_record_set_text (record, "text", text);
  ent_record_set_text (record, "subject", project);
  ent_record_set_text (record, "stage", "actual");
  ent_record_set_text (record, "scope", "territory");
  ent_record_set_integer (record, "year", YEAR);
  desk_save (desk, record);
}

static void
exchange (Unit *unit,
          EntWorkspace *from,
          EntWorkspace *to)
{
  desk_sync (&unit->server, from, TEAM);
  desk_sync (&unit->server, to, TEAM);
}

static void
set_up (Unit *unit,
        gconstpointer unused)
{
  server_set_up (&unit->server, NULL);
  unit->anne = desk_new (&unit->server, "anne", SIREN);
  unit->paul = desk_new (&unit->server, "paul", SIREN);
  desk_add_remote (&unit->server, unit->anne, TEAM, ENT_CIRCLE_TEAM, "unit");
  desk_add_remote (&unit->server, unit->paul, TEAM, ENT_CIRCLE_TEAM, "unit");
  unit->project = desk_add_project (unit->anne, "Eau à Goris", "team");
  add_return (unit->anne, unit->project, "Une méthode apprise");
}

static void
tear_down (Unit *unit,
           gconstpointer unused)
{
  g_free (unit->project);
  g_object_unref (unit->anne);
  g_object_unref (unit->paul);
  server_tear_down (&unit->server, NULL);
}

/* What the page of the year says on a desk: its banner, and how many rows there are of its differences and its trace. */
static char *
read_year (EntWorkspace *desk,
           gint64 *ret_actual,
           guint *ret_n_changes)
{
  EntStore *store = open_store (ent_workspace_get_path (desk), ENT_WORKSPACE_READ_ONLY);
  EntReturnsPage *page = g_object_new (ENT_TYPE_RETURNS_PAGE, "store", store, "title", "Returns", NULL);
  AdwNavigationView *view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  GtkWidget *window;
  EntPage *changes;
  AdwBanner *banner;
  char *said;

  ent_returns_page_set_year (page, YEAR);
  adw_navigation_view_push (view, ADW_NAVIGATION_PAGE (page));
  window = show_in_window (GTK_WIDGET (view), 900, 700);
  WAIT_UNTIL (!ent_page_get_loading (ENT_PAGE (page)));
  banner = find_widget (page, ADW_TYPE_BANNER, 1);
  g_assert_true (adw_banner_get_revealed (banner));
  said = g_strdup (adw_banner_get_title (banner));
  *ret_actual = ent_returns_year_find (ent_returns_page_get_figures (page), "returns.actual")->part;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "page.changes", NULL));
  changes = ENT_PAGE (adw_navigation_view_get_visible_page (view));
  WAIT_UNTIL (!ent_page_get_loading (changes));
  *ret_n_changes = ent_changes_page_get_n_rows (ENT_CHANGES_PAGE (changes));

  destroy_with (window, page);
  WAIT_UNTIL (!is_working (store));
  g_assert_finalize_object (store);
  return said;
}

static void
test_two_desks (Unit *unit,
                gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *at_first = NULL;
  g_autofree char *since = NULL;
  g_autofree char *at_home = NULL;
  gint64 actual;
  guint n_changes, unchanged;

  g_assert_true (ent_returns_campaign_close (unit->anne, YEAR, "Tout est dit", "Anne", NULL, &error));
  g_assert_no_error (error);
  exchange (unit, unit->anne, unit->paul);
  at_first = read_year (unit->paul, &actual, &n_changes);
  g_assert_nonnull (strstr (at_first, "by Anne."));
  g_assert_nonnull (strstr (at_first, "Nothing has changed since."));
  g_assert_cmpint (actual, ==, 1);
  unchanged = n_changes;

  /* Paul adds what was forgotten: the closed figures stay, on both desks. */
  add_return (unit->paul, unit->project, "Un débouché");
  since = read_year (unit->paul, &actual, &n_changes);
  g_assert_nonnull (strstr (since, "different since."));
  g_assert_cmpint (actual, ==, 1);
  g_assert_cmpuint (n_changes, >, unchanged + 4);
  exchange (unit, unit->paul, unit->anne);
  at_home = read_year (unit->anne, &actual, &n_changes);
  g_assert_cmpstr (at_home, ==, since);
  g_assert_cmpint (actual, ==, 1);
  g_assert_cmpuint (n_changes, >, unchanged + 4);

  /* It is closed once, whoever tries. */
  g_assert_false (ent_returns_campaign_close (unit->paul, YEAR, NULL, "Paul", NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_EXISTS);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/entente/closed-year/two-desks", Unit, NULL, set_up, test_two_desks, tear_down);

  return run_on_display ();
}
