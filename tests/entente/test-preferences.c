/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How documents look is chosen in the preferences, kept in the workspace, and refused in its place. */
#include "desk.h"

#include <cairo.h>

#include "ent-identity-group.h"
#include "ent-identity.h"
#include "ent-reminder-service.h"
#include "ent-settings.h"

static EntIdentityGroup *
open_group (Desk *desk)
{
  EntIdentityGroup *group;

  activate (desk, "win.preferences");
  group = find_widget (get_dialog (desk), ENT_TYPE_IDENTITY_GROUP, 0);
  WAIT_UNTIL (!ent_identity_group_is_busy (group));

  return group;
}

/* Returns: (transfer full): a file with these contents, or a picture where there are none */
static GFile *
write_file (Desk *desk,
            const char *name,
            const char *contents)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);

  if (contents != NULL)
    {
      g_assert_true (g_file_set_contents (path, contents, -1, NULL));
    }
  else
    {
      cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 60, 20);

      g_assert_cmpint (cairo_surface_write_to_png (picture, path), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (picture);
    }

  return g_file_new_for_path (path);
}

static void
take (EntIdentityGroup *group,
      GFile *file)
{
  ent_identity_group_take_logo (group, file);
  WAIT_UNTIL (!ent_identity_group_is_busy (group));
}

static gboolean
has_logo (Desk *desk)
{
  g_autoptr (EntIdentity) identity = ent_identity_load (get_reader (desk));

  return identity->logo != NULL;
}

static void
test_logo (Desk *desk,
           gconstpointer unused)
{
  g_autoptr (GFile) picture = write_file (desk, "logo.png", NULL);
  g_autoptr (GFile) words = write_file (desk, "words.png", "no picture at all");
  g_autoptr (GFile) nowhere = g_file_new_build_filename (desk->folder, "none.png", NULL);
  EntIdentityGroup *group = open_group (desk);
  GtkWidget *row = find_row (group, "Logo");
  GtkWidget *shown = find_widget (row, GTK_TYPE_PICTURE, 0);

  g_assert_false (gtk_widget_get_visible (shown));
  take (group, picture);
  g_assert_true (gtk_widget_get_visible (shown));
  g_assert_true (has_logo (desk));

  /* What is no picture, or is not there, is told in the row; the former logo stays. */
  take (group, words);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "must be a PNG picture"));
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_true (has_logo (desk));
  take (group, nowhere);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_true (has_logo (desk));

  take (group, picture);
  g_assert_false (gtk_widget_has_css_class (row, "error"));

  /* The first of its buttons takes it away. */
  g_signal_emit_by_name (find_widget (row, GTK_TYPE_BUTTON, 0), "clicked");
  WAIT_UNTIL (!gtk_widget_get_visible (shown));
  g_assert_false (has_logo (desk));
}

static void
test_color (Desk *desk,
            gconstpointer unused)
{
  const GdkRGBA yellow = { 1, 0.9f, 0, 1 };
  EntIdentityGroup *group = open_group (desk);
  GtkWidget *row = find_row (group, "Colour of Covers and Headings");
  GtkColorDialogButton *button = find_widget (row, GTK_TYPE_COLOR_DIALOG_BUTTON, 0);
  GtkWidget *reset = find_widget (row, GTK_TYPE_BUTTON, 0);
  g_autofree char *kept = NULL;
  g_autofree char *none = NULL;

  g_assert_false (gtk_widget_get_visible (reset));
  gtk_color_dialog_button_set_rgba (button, &yellow);
  WAIT_UNTIL (!ent_identity_group_is_busy (group));
  kept = ent_workspace_get_setting (get_reader (desk), "identity-color");
  g_assert_cmpstr (kept, ==, "#ffe600");
  /* It shows what is printed. */
  g_assert_cmpfloat (gtk_color_dialog_button_get_rgba (button)->red, <, 0.9);
  g_assert_true (gtk_widget_get_visible (reset));

  g_signal_emit_by_name (reset, "clicked");
  WAIT_UNTIL (!gtk_widget_get_visible (reset));
  none = ent_workspace_get_setting (get_reader (desk), "identity-color");
  g_assert_null (none);
}

static GtkWidget *
find_closed_row (Desk *desk)
{
  return find_row (get_dialog (desk), "Remind Me Also When Entente Is Closed");
}

/* The session starts the program that it finds; where there is none, the row says so and the setting stays off. */
static void
test_closed (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *program = g_build_filename (desk->folder, "entente", NULL);
  g_autofree char *entry = g_build_filename (g_get_user_config_dir (), "autostart", "org.entente.Entente.desktop", NULL);
  g_autofree char *former = g_strdup (g_getenv ("PATH"));
  GSettings *settings = ent_settings_get_default ();
  GtkWidget *row;

  g_settings_set_int (settings, "reminder-days", 60);
  g_settings_set_int (settings, "reminder-hour", 23);
  activate (desk, "win.preferences");
  row = find_closed_row (desk);
  g_setenv ("PATH", desk->folder, TRUE);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  WAIT_UNTIL (gtk_widget_has_css_class (row, "error"));
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "not installed"));
  g_assert_false (g_settings_get_boolean (settings, ENT_SETTING_REMINDS_CLOSED));

  g_assert_true (g_file_set_contents_full (program, "", 0, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  WAIT_UNTIL (g_settings_get_boolean (settings, ENT_SETTING_REMINDS_CLOSED));
  g_assert_true (g_file_test (entry, G_FILE_TEST_EXISTS));
  g_assert_false (gtk_widget_has_css_class (row, "error"));

  /* Who is never reminded is not reminded without a window either. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (get_dialog (desk), "Remind Me")), 0);
  WAIT_UNTIL (!g_settings_get_boolean (settings, ENT_SETTING_REMINDS_CLOSED));
  g_assert_false (g_file_test (entry, G_FILE_TEST_EXISTS));
  g_assert_false (gtk_widget_get_sensitive (row));
  g_setenv ("PATH", former, TRUE);
  g_assert_cmpint (g_remove (program), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_DESK ("/preferences/logo", test_logo);
  ADD_DESK ("/preferences/colour", test_color);
  ADD_DESK ("/preferences/closed", test_closed);

  return run_desk ();
}
