/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How it stands with those a workspace is shared with, as the button of the sidebar says it to the eye and to a screen
 * reader, in each of its states, with the real server. */
#include "ent-overview-page.h"
#include "ent-sync-button.h"
#include "scene.h"

/* Whether there is a network, as this test says. */
#define TEST_TYPE_MONITOR (test_monitor_get_type ())
G_DECLARE_FINAL_TYPE (TestMonitor, test_monitor, TEST, MONITOR, GObject)

struct _TestMonitor
{
  GObject parent_instance;
};

static gboolean network_available = TRUE;

static gboolean
test_monitor_initable_init (GInitable *initable,
                            GCancellable *cancellable,
                            GError **error)
{
  return TRUE;
}

static void
test_monitor_initable_iface (GInitableIface *iface)
{
  iface->init = test_monitor_initable_init;
}

static void
test_monitor_monitor_iface (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestMonitor, test_monitor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_monitor_initable_iface)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, test_monitor_monitor_iface))

typedef enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
} TestMonitorProperty;

static void
test_monitor_get_property (GObject *object,
                           guint property_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  switch ((TestMonitorProperty) property_id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, network_available);
      break;
    case PROP_METERED:
      g_value_set_boolean (value, FALSE);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, network_available ? G_NETWORK_CONNECTIVITY_FULL : G_NETWORK_CONNECTIVITY_LOCAL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
test_monitor_class_init (TestMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_monitor_init (TestMonitor *self)
{
}

static GtkWidget *
get_button (Scene *scene)
{
  return find_widget (scene->window, ENT_TYPE_SYNC_BUTTON, 0);
}

static gboolean
says (Scene *scene,
      const char *label)
{
  g_autofree char *other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (get_button (scene)), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  return other == NULL;
}

/* The same to the eye and to a screen reader; more where one stays with the pointer. */
static void
assert_state (Scene *scene,
              const char *label,
              const char *more)
{
  GtkWidget *button = get_button (scene);
  GtkLabel *shown = find_widget (button, GTK_TYPE_LABEL, 0);
  gboolean spins;

  WAIT_UNTIL (says (scene, label));
  spins = gtk_widget_get_visible (find_widget (button, ADW_TYPE_SPINNER, 0));
  g_assert_true (gtk_widget_get_mapped (button));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_widget_get_tooltip_text (button));
  g_assert_cmpstr (gtk_label_get_label (shown), ==, label);
  if (!g_pattern_match_simple (more, gtk_widget_get_tooltip_text (button)))
    g_error ("“%s” is not like “%s”", gtk_widget_get_tooltip_text (button), more);
  g_assert_true (gtk_widget_get_visible (find_widget (button, GTK_TYPE_IMAGE, 0)) != spins);
}

/* Whatever it says, it leads to where more is said. */
static void
assert_leads_to_atlas (Scene *scene)
{
  ent_window_go (scene->window, "overview");
  WAIT_UNTIL (ENT_IS_OVERVIEW_PAGE (ent_window_get_page (scene->window)));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (get_button (scene))), ==, "win.go");
  g_assert_true (gtk_widget_activate (get_button (scene)));
  WAIT_UNTIL (ent_window_get_page (scene->window) == scene->page);
}

static void
sync_team (Scene *scene)
{
  ent_sync_scheduler_sync (ent_window_get_scheduler (scene->window), "Team", 0, NULL);
}

static void
test_alone (Scene *scene,
            gconstpointer unused)
{
  scene_open (scene);
  assert_state (scene, "On this computer only", "Share This Workspace");
  assert_leads_to_atlas (scene);
}

/* Before the first round, while it is under way, and after it. The server holds its breath meanwhile. */
static void
test_round (Scene *scene,
            gconstpointer unused)
{
  add_remote (scene, "Team", ENT_CIRCLE_TEAM);
  scene_open (scene);
  assert_state (scene, "Never synchronised", "Shared Spaces");
  assert_leads_to_atlas (scene);

  g_subprocess_send_signal (scene->server.process, SIGSTOP);
  sync_team (scene);
  assert_state (scene, "Synchronising…", "Shared Spaces");
  g_assert_true (gtk_widget_get_visible (find_widget (get_button (scene), ADW_TYPE_SPINNER, 0)));
  assert_leads_to_atlas (scene);

  g_subprocess_send_signal (scene->server.process, SIGCONT);
  assert_state (scene, "Up to date", "Synchronised *");
  g_assert_false (gtk_widget_get_visible (find_widget (get_button (scene), ADW_TYPE_SPINNER, 0)));
  g_assert_true (is_synced (scene, "Team"));
}

/* Nobody answers: why is said in a sentence; where there is no network at all, that is why. */
static void
test_failed (Scene *scene,
             gconstpointer available)
{
  network_available = GPOINTER_TO_INT (available);
  add_remote (scene, "Team", ENT_CIRCLE_TEAM);
  scene_open (scene);
  server_stop (&scene->server);
  sync_team (scene);
  assert_state (scene, network_available ? "Not synchronised" : "Offline", "Nothing answers at the server’s address. *");
  assert_leads_to_atlas (scene);

  server_start (&scene->server);
  network_available = TRUE;
  sync_team (scene);
  assert_state (scene, "Up to date", "Synchronised *");
}

/* What somebody has to settle comes first, as soon as it is there; then what waits for nobody. */
static void
test_issues (Scene *scene,
             gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = NULL;

  add_remote (scene, "Team", ENT_CIRCLE_TEAM);
  scene_open (scene);
  assert_state (scene, "Never synchronised", "*");
  add_conflict (scene);
  assert_state (scene, "1 conflict", "*");
  assert_leads_to_atlas (scene);

  workspace = ent_workspace_open (scene->path, 0, NULL);
  g_assert_true (ent_sync_issues_drop_conflict (workspace, "Team", scene->id, "title", NULL));
  assert_state (scene, "2 records held back", "*");
  g_assert_true (ent_sync_issues_drop_refused (workspace, "Team", scene->id, NULL));
  assert_state (scene, "1 record held back", "*");
  g_assert_true (ent_sync_issues_drop_quarantined (workspace, "Team", "project:strange", NULL));
  assert_state (scene, "Never synchronised", "*");
}

#define ADD_STATE(path, data, function) g_test_add ("/entente/sync-button/" path, Scene, data, scene_set_up, function, scene_tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_NETWORK_MONITOR", "test", TRUE);
  g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, TEST_TYPE_MONITOR, "test", 0);

  ADD_STATE ("alone", NULL, test_alone);
  ADD_STATE ("round", NULL, test_round);
  ADD_STATE ("failed", GINT_TO_POINTER (TRUE), test_failed);
  ADD_STATE ("offline", GINT_TO_POINTER (FALSE), test_failed);
  ADD_STATE ("issues", NULL, test_issues);

  return run_on_display ();
}
