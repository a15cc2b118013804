/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page and dialog fits where it may be, and everything that takes the focus has a name. Warnings are fatal here:
 * what does not fit ends the test. */
#include "desk.h"
#include "ent-import-dialog.h"
#include "ent-new-workspace-dialog.h"
#include "ent-places.h"
#include "ent-record-page.h"

typedef void (*VisitFunc) (Desk *desk, const char *what);

static void
present (Desk *desk,
         AdwDialog *dialog)
{
  adw_dialog_present (dialog, GTK_WIDGET (desk->window));
}

static void
close_dialogs (Desk *desk)
{
  while (get_dialog (desk) != NULL)
    adw_dialog_force_close (get_dialog (desk));
  settle (desk->window);
}

static void
visit_places (Desk *desk,
              VisitFunc visit)
{
  for (guint i = 0; i < ent_places_get_n (); i++)
    {
      activate_for (desk, "win.go", ent_places_get (i)->name);
      settle (desk->window);
      visit (desk, ent_places_get (i)->name);
    }
}

static void
visit_records (Desk *desk,
               VisitFunc visit)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autofree char *id = NULL;

      if (count_records (desk, entity->name) == 0)
        continue;
      id = find_first (desk, entity->name);
      activate_for (desk, "record.open", id);
      settle (desk->window);
      visit (desk, id);
    }
}

static void
visit_dialogs (Desk *desk,
               VisitFunc visit)
{
  static const char *const actions[] = { "win.search", "win.log-involvement", "win.preferences", "win.introduce", "win.shortcuts", "win.about" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      activate (desk, actions[i]);
      settle (desk->window);
      visit (desk, actions[i]);
      close_dialogs (desk);
    }

  present (desk, ent_new_workspace_dialog_new ());
  settle (desk->window);
  visit (desk, "new workspace");
  close_dialogs (desk);
}

static void
visit_import (Desk *desk,
              VisitFunc visit)
{
  static const char *const actions[] = { NULL, "import.next" };
  g_autofree char *path = g_build_filename (desk->folder, "table.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "Nom;Pays;Habitants\nGoris;AM;20600\n;AM;\n", -1, NULL));
  activate_for (desk, "win.import", "authority");
  visit (desk, "choose a file");
  ent_import_dialog_load (ENT_IMPORT_DIALOG (get_dialog (desk)), file);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (actions[i] != NULL)
        gtk_widget_activate_action (GTK_WIDGET (get_dialog (desk)), actions[i], NULL);
      settle (desk->window);
      visit (desk, ent_import_dialog_get_step (ENT_IMPORT_DIALOG (get_dialog (desk))));
    }
  close_dialogs (desk);
}

static void
visit_export (Desk *desk,
              VisitFunc visit)
{
  activate_for (desk, "win.go", "projects");
  settle (desk->window);
  activate (desk, "win.export");
  settle (desk->window);
  visit (desk, "export");
  close_dialogs (desk);
}

static void
visit_all (Desk *desk,
           VisitFunc visit)
{
  visit_places (desk, visit);
  visit_records (desk, visit);
  activate_for (desk, "win.go", "overview");
  visit_dialogs (desk, visit);
  visit_import (desk, visit);
  visit_export (desk, visit);
}

/* A layout that a breakpoint chose is only measured when it is allocated again. */
static void
allocate_again (Desk *desk,
                const char *what)
{
  g_test_message ("%s", what);
  gtk_widget_queue_resize (GTK_WIDGET (desk->window));
  let_pass (40);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk->window)), ==, 360);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (desk->window)), ==, 294);
}

static void
test_smallest (Desk *desk,
               gconstpointer unused)
{
  make_narrow (GTK_WINDOW (desk->window), 294);
  visit_all (desk, allocate_again);
}

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;

  return FALSE;
}

static gboolean
is_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
      || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;

  return (tooltip != NULL && *tooltip != '\0') || has_text (widget);
}

/* What is only a part of something is named by the whole: the line of text in an entry, the button in a menu button. */
static gboolean
is_part_of_named (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  for (guint i = 0; parent != NULL && i < 6; i++, parent = gtk_widget_get_parent (parent))
    if ((GTK_IS_EDITABLE (parent) || GTK_IS_MENU_BUTTON (parent) || GTK_IS_LIST_BOX_ROW (parent) || GTK_IS_COLUMN_VIEW (parent)) && is_named (parent))
      return TRUE;

  return FALSE;
}

static void
check_names (GtkWidget *widget,
             const char *where)
{
  gboolean takes_focus = gtk_widget_get_focusable (widget) && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget);

  /* Lists and scrolled areas are gone through, not stopped at. */
  if (takes_focus && !GTK_IS_LIST_BOX (widget) && !GTK_IS_SCROLLED_WINDOW (widget) && !GTK_IS_VIEWPORT (widget)
      && !is_named (widget) && !is_part_of_named (widget))
    g_error ("on %s, a %s in a %s has no name", where, G_OBJECT_TYPE_NAME (widget),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_names (child, where);
}

static void
check_all_names (Desk *desk,
                 const char *what)
{
  check_names (GTK_WIDGET (desk->window), what);
}

static void
test_names (Desk *desk,
            gconstpointer unused)
{
  visit_all (desk, check_all_names);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/fit/smallest", test_smallest);
  ADD_DESK ("/fit/names", test_names);

  return run_desk ();
}
