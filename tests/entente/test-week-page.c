/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week's sheet, typed: totals follow, what is typed is saved as one step, and nothing that cannot be read is lost. */
#include "../returns/readers.h"
#include "desk.h"
#include "ent-self.h"
#include "ent-week-grid.h"
#include "ent-week-page.h"
#include "ent-week-sheet.h"

#define MONDAY "2026-05-11"

static EntWeekPage *
get_page (Desk *desk)
{
  return ENT_WEEK_PAGE (ent_window_get_page (desk->window));
}

static EntWeekGrid *
get_grid (Desk *desk)
{
  return find_widget (get_page (desk), ENT_TYPE_WEEK_GRID, 0);
}

static gboolean
is_at (Desk *desk,
       const char *monday)
{
  const EntWeek *week = ent_week_grid_get_week (get_grid (desk));

  return week != NULL && g_str_equal (week->days[0], monday);
}

static void
open_week (Desk *desk,
           const char *person)
{
  activate_for (desk, "win.go", "week");
  ent_week_page_show (get_page (desk), person, "2026-05-14");
  WAIT_UNTIL (is_at (desk, MONDAY));
}

/* By where it stands: Monday of the first row is 0. */
static void
type (Desk *desk,
      guint cell,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_widget (get_grid (desk), GTK_TYPE_ENTRY, cell)), text);
}

static const char *
read_cell (Desk *desk,
           guint cell)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_widget (get_grid (desk), GTK_TYPE_ENTRY, cell)));
}

static gboolean
has_label (Desk *desk,
           const char *text)
{
  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *label = find_nth (GTK_WIDGET (get_grid (desk)), GTK_TYPE_LABEL, &left);

      if (label == NULL || g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) == 0)
        return label != NULL;
    }
}

static void
test_typing (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *person = find_first (desk, "person");
  g_autofree char *project = find_first (desk, "project");
  gint64 before = count_records (desk, "involvement");

  open_week (desk, person);
  g_assert_cmpuint (ent_week_grid_get_week (get_grid (desk))->rows->len, ==, 0);
  ent_week_grid_add (get_grid (desk), project, "Eau");
  type (desk, 0, "2,5");
  type (desk, 1, "1 d");
  type (desk, 2, "25");
  g_assert_true (has_label (desk, "9.5"));
  g_assert_true (ent_week_grid_has_changes (get_grid (desk)));

  /* Neither saved nor left, nor forgotten, while something cannot be read. */
  gtk_widget_activate_action (GTK_WIDGET (get_page (desk)), "week.save", NULL);
  g_assert_true (adw_banner_get_revealed (find_widget (get_page (desk), ADW_TYPE_BANNER, 0)));
  gtk_widget_activate_action (GTK_WIDGET (get_page (desk)), "week.go", "i", 1);
  g_assert_true (is_at (desk, MONDAY));
  g_assert_cmpstr (read_cell (desk, 2), ==, "25");
  g_assert_cmpint (count_records (desk, "involvement"), ==, before);

  type (desk, 2, "");
  gtk_widget_activate_action (GTK_WIDGET (get_page (desk)), "week.save", NULL);
  WAIT_UNTIL (count_records (desk, "involvement") == before + 2);
  WAIT_UNTIL (!ent_week_grid_has_changes (get_grid (desk)));
  g_assert_cmpstr (read_cell (desk, 0), ==, "2.5");
  activate (desk, "win.undo");
  WAIT_UNTIL (count_records (desk, "involvement") == before);
  WAIT_UNTIL (ent_week_grid_get_week (get_grid (desk))->rows->len == 0);
}

/* On paper: a row for each work, a column a day, totals, and where to sign; in the order in which it is read. */
static void
test_paper (Desk *desk,
            gconstpointer unused)
{
  static const char *const order[] = { "Hours of the Week", "Ani Martin", "What", "Mon 11", "Sun 17", "Total", "Eau", "2.5", "7", "9.5",
                                       "Total", "2.5", "7", "9.5", "signature", "head of the department", NULL };
  g_autofree char *path = g_build_filename (desk->folder, "week.pdf", NULL);
  g_autofree char *person = find_first (desk, "person");
  g_autofree char *project = find_first (desk, "project");
  g_autofree char *text = NULL;
  g_autoptr (EntSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  open_week (desk, person);
  ent_week_grid_add (get_grid (desk), project, "Eau");
  type (desk, 0, "2,5");
  type (desk, 1, "1 d");
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "print"));
  sheet = ent_week_sheet_compose (ent_week_grid_get_week (get_grid (desk)), "Ani Martin", "11 – 17 May 2026");
  ent_sheet_write_pdf (sheet, path, NULL, &error);
  g_assert_no_error (error);
  text = read_tagged (path);
  if (text == NULL)
    g_test_skip ("pdftotext is not installed");
  else
    assert_order (text, order);

  gtk_widget_activate_action (GTK_WIDGET (get_page (desk)), "week.save", NULL);
  WAIT_UNTIL (!ent_week_grid_has_changes (get_grid (desk)));
}

/* Who goes on to the next week has not to think of saving this one; and that one can begin like it, whatever changes meanwhile. */
static void
test_weeks (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *person = find_first (desk, "person");
  g_autofree char *project = find_first (desk, "project");
  gint64 before = count_records (desk, "involvement");

  open_week (desk, person);
  ent_week_grid_add (get_grid (desk), project, "Eau");
  type (desk, 0, "2");
  gtk_widget_activate_action (GTK_WIDGET (get_page (desk)), "week.go", "i", 1);
  WAIT_UNTIL (is_at (desk, "2026-05-18"));
  g_assert_cmpint (count_records (desk, "involvement"), ==, before + 1);
  gtk_widget_activate_action (GTK_WIDGET (get_page (desk)), "week.copy-last", NULL);
  ent_page_refresh (ENT_PAGE (get_page (desk)));
  WAIT_UNTIL (ent_week_grid_has_changes (get_grid (desk)));
  g_assert_cmpstr (read_cell (desk, 0), ==, "2");

  /* Leaving saves too. */
  activate_for (desk, "win.go", "overview");
  WAIT_UNTIL (count_records (desk, "involvement") == before + 2);
}

static GtkWidget *
get_cell (Desk *desk,
          guint cell)
{
  return find_widget (get_grid (desk), GTK_TYPE_ENTRY, cell);
}

/* A day that cannot be is said, in the narrowest window too, where all seven days are to be seen. */
static void
test_narrow (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *person = find_first (desk, "person");
  g_autofree char *project = find_first (desk, "project");
  graphene_rect_t bounds;

  open_week (desk, person);
  ent_week_grid_add (get_grid (desk), project, "Eau");
  ent_week_grid_add (get_grid (desk), project, "Eau");
  g_assert_cmpuint (ent_week_grid_get_week (get_grid (desk))->rows->len, ==, 2);
  type (desk, 0, "14");
  type (desk, 7, "12");
  g_assert_true (has_label (desk, "26\u2009!"));
  make_narrow (GTK_WINDOW (desk->window), 600);
  settle (desk->window);
  g_assert_cmpstr (read_cell (desk, 7), ==, "12");
  g_assert_true (gtk_widget_compute_bounds (get_cell (desk, 6), GTK_WIDGET (desk->window), &bounds));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, 360);
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/week-page/typing", test_typing);
  ADD_DESK ("/week-page/paper", test_paper);
  ADD_DESK ("/week-page/weeks", test_weeks);
  ADD_DESK ("/week-page/narrow", test_narrow);

  return run_desk ();
}
