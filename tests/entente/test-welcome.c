/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one begins: a new workspace for one's own authority, one that is there, or the sample. */
#include "desk.h"
#include "ent-introduce-dialog.h"
#include "ent-new-workspace-dialog.h"
#include "ent-settings.h"
#include "ent-welcome.h"

static void
show_welcome (Desk *desk)
{
  desk->window = ENT_WINDOW (ent_window_new (GTK_APPLICATION (desk->app)));
  gtk_window_present (GTK_WINDOW (desk->window));
  WAIT_UNTIL (gtk_widget_get_mapped (find_widget (desk->window, ENT_TYPE_WELCOME, 0)));
}

static void
welcome_set_up (Desk *desk,
                gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  desk->app = ensure_app ();
  desk->folder = g_dir_make_tmp ("ent-welcome-XXXXXX", &error);
  g_assert_no_error (error);
  desk->path = g_build_filename (desk->folder, "unit.entente", NULL);
  show_welcome (desk);
}

static void
welcome_tear_down (Desk *desk,
                   gconstpointer unused)
{
  g_auto (GStrv) recent = ent_settings_get_recent ();

  for (gsize i = 0; recent[i] != NULL; i++)
    ent_settings_remove_recent (recent[i]);
  desk_tear_down (desk, NULL);
}

static GtkWidget *
find_offer (Desk *desk,
            const char *title)
{
  return find_row (find_widget (desk->window, ENT_TYPE_WELCOME, 0), title);
}

/* As Enter and a click do, and a screen reader's "activate". */
static void
activate_row (GtkWidget *row)
{
  WAIT_UNTIL (gtk_widget_get_mapped (row));
  g_assert_true (gtk_widget_is_sensitive (row));
  g_assert_true (gtk_widget_activate (row));
}

static void
wait_for_workspace (Desk *desk)
{
  WAIT_UNTIL (ent_window_get_store (desk->window) != NULL && !ent_window_is_busy (desk->window));
  g_assert_nonnull (ent_window_get_page (desk->window));
}

/* GTK 4.18's own chooser of files forgets what it learnt of them, in threads of GIO. The leak sanitizer asks here. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:choose_file\nleak:libgio-2.0.so\n";
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* Where there is no desktop to ask, GTK asks in a window of its own. */
static GtkWidget *
find_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER_DIALOG (window) && gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

static gboolean
has_chosen (GtkWidget *chooser,
            const char *path)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *chosen = file != NULL ? g_file_get_path (file) : NULL;

  return g_strcmp0 (chosen, path) == 0;
}

/* To save, a whole path is typed where a name is asked for; to open, a file is chosen that is there. */
static void
point_at (GtkFileChooser *chooser,
          const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  if (gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (chooser, path);
  else
    gtk_file_chooser_set_file (chooser, file, &error);
  g_assert_no_error (error);
}

/* To save, it begins in some folder, and shows that first. */
static gboolean
is_ready (GtkWidget *chooser)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_current_folder (GTK_FILE_CHOOSER (chooser));

  return folder != NULL || gtk_file_chooser_get_action (GTK_FILE_CHOOSER (chooser)) != GTK_FILE_CHOOSER_ACTION_SAVE;
}

static void
choose_file (const char *path)
{
  GtkWidget *chooser;

  WAIT_UNTIL (find_chooser () != NULL);
  chooser = find_chooser ();
  WAIT_UNTIL (is_ready (chooser));
  point_at (GTK_FILE_CHOOSER (chooser), path);
  WAIT_UNTIL (has_chosen (chooser, path));
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  WAIT_UNTIL (find_chooser () == NULL);
}

G_GNUC_END_IGNORE_DEPRECATIONS

static void
assert_nothing_recent (void)
{
  g_auto (GStrv) recent = ent_settings_get_recent ();

  g_assert_null (recent[0]);
}

/* Three ways in, each with a name; nothing that was opened lately, as long as nothing was. */
static void
test_offers (Desk *desk,
             gconstpointer unused)
{
  static const char *const titles[] = { "_New Workspace", "_Open Workspace", "_Look at the Sample" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *row = find_offer (desk, titles[i]);

      g_assert_true (gtk_widget_get_focusable (row));
      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
      g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
      g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY));
    }
  assert_nothing_recent ();
}

static AdwDialog *
begin_new (Desk *desk)
{
  AdwDialog *dialog;

  activate_row (find_offer (desk, "_New Workspace"));
  dialog = get_dialog (desk);
  g_assert_true (ENT_IS_NEW_WORKSPACE_DIALOG (dialog));
  g_assert_false (gtk_widget_get_sensitive (adw_dialog_get_default_widget (dialog)));
  return dialog;
}

static const char *
get_entry (AdwDialog *dialog,
           const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_row (dialog, title)));
}

static void
set_entry (AdwDialog *dialog,
           const char *title,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, title)), text);
}

static GtkWidget *
find_found (AdwDialog *dialog,
            const char *name,
            const char *subtitle)
{
  GtkWidget *row = find_row (dialog, name);

  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), subtitle));
  return row;
}

/* Who comes to a workspace for the first time is asked who they are, and may say so later. */
static void
dismiss_introduction (Desk *desk)
{
  WAIT_UNTIL (ENT_IS_INTRODUCE_DIALOG (get_dialog (desk)));
  adw_dialog_force_close (get_dialog (desk));
  WAIT_UNTIL (get_dialog (desk) == NULL);
}

/* Creates what the dialog says, into the file of the desk, which the window then shows. */
static void
create_workspace (Desk *desk,
                  AdwDialog *dialog)
{
  GtkWidget *button = adw_dialog_get_default_widget (dialog);

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  choose_file (desk->path);
  wait_for_workspace (desk);
  dismiss_introduction (desk);
}

static void
assert_own_authority (Desk *desk,
                      const char *name,
                      const char *siren)
{
  g_autofree char *id = ent_workspace_get_setting (get_reader (desk), "own-authority");
  g_autoptr (EntRecord) authority = ent_workspace_get (get_reader (desk), id, NULL);

  g_assert_nonnull (authority);
  g_assert_cmpstr (ent_record_get_text (authority, "name"), ==, name);
  g_assert_cmpstr (ent_record_get_text (authority, "siren"), ==, siren);
  g_assert_cmpstr (ent_record_get_text (authority, "country"), ==, "FR");
}

static void
test_new_by_name (Desk *desk,
                  gconstpointer unused)
{
  AdwDialog *dialog = begin_new (desk);

  /* As people type it; what is chosen fills in the number too, and leads on. */
  set_entry (dialog, "Name or SIREN Number", "grenob");
  activate_row (find_found (dialog, "Grenoble", "SIREN 213801855"));
  g_assert_cmpstr (get_entry (dialog, "Name or SIREN Number"), ==, "Grenoble");
  g_assert_cmpstr (get_entry (dialog, "SIREN Number"), ==, "213801855");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (desk->window)) == adw_dialog_get_default_widget (dialog));

  set_entry (dialog, "Your Name", "Camille Durand");
  create_workspace (desk, dialog);
  assert_own_authority (desk, "Grenoble", "213801855");
  {
    g_autofree char *user = ent_settings_get_user_name ();

    g_assert_cmpstr (user, ==, "Camille Durand");
  }
}

static void
test_new_by_siren (Desk *desk,
                   gconstpointer unused)
{
  AdwDialog *dialog = begin_new (desk);

  set_entry (dialog, "Name or SIREN Number", "213 805 443");
  activate_row (find_found (dialog, "Vienne", "SIREN 213805443"));
  create_workspace (desk, dialog);
  assert_own_authority (desk, "Vienne", "213805443");
}

/* What the directory does not know is written by hand; a number that is given must be one. */
static void
test_new_by_hand (Desk *desk,
                  gconstpointer unused)
{
  AdwDialog *dialog = begin_new (desk);
  GtkWidget *button = adw_dialog_get_default_widget (dialog), *siren = find_row (dialog, "SIREN Number");

  set_entry (dialog, "Name or SIREN Number", "Xyzzy Métropole");
  g_assert_true (gtk_widget_get_visible (siren));
  g_assert_true (gtk_widget_get_sensitive (button));
  set_entry (dialog, "SIREN Number", "213805444");
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_true (gtk_widget_has_css_class (siren, "error"));
  set_entry (dialog, "SIREN Number", "");
  g_assert_true (gtk_widget_get_sensitive (button));

  create_workspace (desk, dialog);
  assert_own_authority (desk, "Xyzzy Métropole", NULL);
}

static void
open_file (Desk *desk,
           const char *path)
{
  activate_row (find_offer (desk, "_Open Workspace"));
  choose_file (path);
}

/* The next window offers what was opened, and leads to the one that shows it. */
static void
test_open (Desk *desk,
           gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *other;

  ent_sample_create (desk->path, &error);
  g_assert_no_error (error);
  open_file (desk, desk->path);
  wait_for_workspace (desk);
  dismiss_introduction (desk);
  g_assert_cmpstr (ent_store_get_path (ent_window_get_store (desk->window)), ==, desk->path);

  other = ent_window_new (GTK_APPLICATION (desk->app));
  gtk_window_present (GTK_WINDOW (other));
  WAIT_UNTIL (gtk_widget_get_mapped (find_widget (other, ENT_TYPE_WELCOME, 0)));
  activate_row (find_row (other, "unit.entente"));
  g_assert_null (ent_window_get_file (ENT_WINDOW (other)));
  gtk_window_destroy (GTK_WINDOW (other));
}

/* One sentence that says what is wrong in the user's words; the way out is beside it, and the file as it was. */
static void
test_wrong_file (Desk *desk,
                 gconstpointer unused)
{
  static const char *const contents[] = { "This is a letter.", "", "SQLite format 3", NULL };

  for (gsize i = 0; contents[i] != NULL; i++)
    {
      g_autofree char *kept = NULL;
      AdwAlertDialog *dialog;
      const char *body;

      g_assert_true (g_file_set_contents (desk->path, contents[i], -1, NULL));
      open_file (desk, desk->path);
      WAIT_UNTIL (get_dialog (desk) != NULL);
      dialog = ADW_ALERT_DIALOG (get_dialog (desk));
      body = adw_alert_dialog_get_body (dialog);
      g_assert_cmpstr (adw_alert_dialog_get_heading (dialog), ==, "Opening Failed");
      g_assert_cmpstr (body, ==, "This file is not an Entente workspace.");
      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);

      g_assert_true (g_file_get_contents (desk->path, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, contents[i]);
      g_assert_null (ent_window_get_file (desk->window));
      adw_dialog_close (ADW_DIALOG (dialog));
      WAIT_UNTIL (get_dialog (desk) == NULL);
      g_assert_true (gtk_widget_get_mapped (find_widget (desk->window, ENT_TYPE_WELCOME, 0)));
    }
  assert_nothing_recent ();
}

/* The sample is made once: what one tried on it is still there. */
static void
test_sample (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "entente", "sample.entente", NULL);
  g_autofree char *added = NULL;

  activate_row (find_offer (desk, "_Look at the Sample"));
  wait_for_workspace (desk);
  g_assert_null (get_dialog (desk));
  g_assert_cmpstr (ent_store_get_path (ent_window_get_store (desk->window)), ==, path);
  g_assert_cmpint (count_records (desk, "partnership"), >, 0);
  {
    g_autoptr (EntRecord) authority = save_authority (ent_window_get_store (desk->window), "Tried");

    added = g_strdup (ent_record_get_id (authority));
  }

  WAIT_UNTIL (!ent_window_is_busy (desk->window));
  close_window (desk);
  show_welcome (desk);
  activate_row (find_offer (desk, "_Look at the Sample"));
  wait_for_workspace (desk);
  g_assert_true (ent_workspace_exists (get_reader (desk), added));
}

#define ADD(path, function) g_test_add (path, Desk, NULL, welcome_set_up, function, welcome_tear_down)

/* The sample goes into a home of this test's own; all that the desktop has to be found stays. */
static char *
make_home (void)
{
  g_autoptr (GError) error = NULL;
  char *home = g_dir_make_tmp ("ent-home-XXXXXX", &error);

  g_assert_no_error (error);
  g_assert_true (g_setenv ("XDG_DATA_HOME", home, TRUE));
  return home;
}

static void
remove_home (const char *home)
{
  g_autofree char *folder = g_build_filename (home, "entente", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_rmdir (home);
}

int
main (int argc,
      char **argv)
{
  g_autofree char *home = make_home ();
  int result;

  g_test_init (&argc, &argv, NULL);

  ADD ("/welcome/offers", test_offers);
  ADD ("/welcome/new-by-name", test_new_by_name);
  ADD ("/welcome/new-by-siren", test_new_by_siren);
  ADD ("/welcome/new-by-hand", test_new_by_hand);
  ADD ("/welcome/open", test_open);
  ADD ("/welcome/wrong-file", test_wrong_file);
  ADD ("/welcome/sample", test_sample);

  result = run_desk ();
  remove_home (home);
  return result;
}
