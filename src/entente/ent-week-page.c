/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-week-page.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-reference-picker.h"
#include "ent-self.h"
#include "ent-summary.h"
#include "ent-week-grid.h"
#include "ent-week-sheet.h"

struct _EntWeekPage
{
  EntPage parent_instance;

  char *person;     /* (nullable) (owned): whose week, where it is not that of who works here */
  char *day;        /* (not nullable) (owned): a day of it */
  gboolean copying; /* the week before is to be copied, until it is */
  gboolean saving;  /* what was typed is being written */

  GtkLabel *week_label;
  AdwToggleGroup *unit_group;
  AdwButtonContent *person_content;
  AdwBanner *banner;
  GtkStack *stack;
  EntWeekGrid *grid;
};

G_DEFINE_FINAL_TYPE (EntWeekPage, ent_week_page, ENT_TYPE_PAGE)

/* What is read, and what is written: of whom, and which week. */
typedef struct
{
  char *person;       /* (nullable) (owned) */
  char *day;          /* (nullable) (owned) */
  gboolean copy;      /* fill in what the week before has */
  GPtrArray *changes; /* (nullable) (owned) */
  EntWeek *week;      /* (nullable) (owned): what was read */
  char *name;         /* (nullable) (owned): of the person */
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_clear_pointer (&sheet->week, ent_week_free);
  g_clear_pointer (&sheet->changes, g_ptr_array_unref);
  g_free (sheet->person);
  g_free (sheet->day);
  g_free (sheet->name);
  g_free (sheet);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sheet, sheet_free)

static char *
describe_week (const EntWeek *week)
{
  return ent_summary_get_period (week->days[0], week->days[ENT_WEEK_DAYS - 1]);
}

static void
update_save (EntWeekPage *self)
{
  gboolean writable = !ent_store_is_read_only (ent_page_get_store (ENT_PAGE (self)));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "week.save", writable && ent_week_grid_has_changes (self->grid));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "week.add", ent_week_grid_get_week (self->grid) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "week.copy-last", ent_week_grid_get_week (self->grid) != NULL);
}

static void
show_sheet (EntPage *page,
            gpointer result)
{
  EntWeekPage *self = ENT_WEEK_PAGE (page);
  g_autoptr (Sheet) sheet = result;
  g_autofree char *dates = NULL;

  if (sheet->copy)
    self->copying = FALSE;
  adw_button_content_set_label (self->person_content, sheet->name != NULL ? sheet->name : _ ("Choose a Colleague"));
  gtk_stack_set_visible_child_name (self->stack, sheet->week != NULL ? "sheet" : "unknown");
  if (sheet->week == NULL)
    return;

  dates = describe_week (sheet->week);
  gtk_label_set_label (self->week_label, dates);
  ent_week_grid_set_week (self->grid, g_steal_pointer (&sheet->week));
  update_save (self);
}

static gpointer
load_sheet (EntWorkspace *workspace,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Sheet *asked = data;
  g_autoptr (Sheet) sheet = g_new0 (Sheet, 1);
  g_autofree char *own = ent_workspace_get_setting (workspace, ENT_SETTING_PERSON);
  const char *person = asked->person != NULL ? asked->person : own;

  sheet->copy = asked->copy;
  if (person == NULL)
    return g_steal_pointer (&sheet);

  sheet->name = ent_workspace_get_headline (workspace, person);
  sheet->week = ent_week_load (workspace, person, asked->day, error);
  if (sheet->week == NULL || (asked->copy && !ent_week_copy_last (sheet->week, workspace, error)))
    return NULL;

  return g_steal_pointer (&sheet);
}

static void
load (EntWeekPage *self)
{
  Sheet *asked = g_new0 (Sheet, 1);

  asked->person = g_strdup (self->person);
  asked->day = g_strdup (self->day);
  asked->copy = self->copying;
  ent_page_load (ENT_PAGE (self), load_sheet, asked, sheet_free, sheet_free, show_sheet);
}

/* Once what was typed is written, the week is read anyway. */
static void
load_soon (EntWeekPage *self)
{
  if (!self->saving)
    load (self);
}

/* What was to be copied was for the week that is left. */
static void
turn_to (EntWeekPage *self,
         const char *person,
         const char *day)
{
  g_set_str (&self->person, person);
  g_set_str (&self->day, day);
  self->copying = FALSE;
  load_soon (self);
}

/* What somebody is typing is not taken away by what changes elsewhere. */
static void
ent_week_page_refresh (EntPage *page)
{
  EntWeekPage *self = ENT_WEEK_PAGE (page);

  if (!ent_week_grid_has_changes (self->grid))
    load_soon (self);
}

static gpointer
save_sheet (EntWorkspace *workspace,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Sheet *sheet = data;
  g_autofree char *own = ent_workspace_get_setting (workspace, ENT_SETTING_PERSON);

  return GINT_TO_POINTER (ent_week_save (workspace, sheet->person, own, sheet->changes, error));
}

static void
complain (EntWeekPage *self,
          const char *message)
{
  adw_banner_set_title (self->banner, message);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (EntWeekPage) self = user_data;
  g_autoptr (GError) error = NULL;

  ent_store_finish (ENT_STORE (source), result, &error);
  self->saving = FALSE;
  if (self->grid == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->grid), TRUE);
  if (error != NULL)
    {
      /* Not elsewhere, as long as this is not written. */
      g_set_str (&self->day, ent_week_grid_get_week (self->grid)->days[0]);
      g_set_str (&self->person, ent_week_grid_get_week (self->grid)->person);
      self->copying = FALSE;
      complain (self, error->message);
      return;
    }

  load (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-change", "s", _ ("The week is saved"));
}

/* All that was typed, as one step. Returns whether it could be read. */
static gboolean
save (EntWeekPage *self)
{
  const EntWeek *week = ent_week_grid_get_week (self->grid);
  Sheet *sheet;

  adw_banner_set_revealed (self->banner, FALSE);
  if (!ent_week_grid_is_valid (self->grid))
    {
      complain (self, _ ("A time cannot be read: write it as 2, 2.5, 2:30 or 1 d, at most 24 hours a day."));
      return FALSE;
    }
  if (self->saving || !ent_week_grid_has_changes (self->grid))
    return TRUE;

  sheet = g_new0 (Sheet, 1);
  sheet->person = g_strdup (week->person);
  sheet->changes = ent_week_list_changes (week);
  self->saving = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->grid), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "week.save", FALSE);
  ent_store_write_async (ent_page_get_store (ENT_PAGE (self)), save_sheet, sheet, sheet_free, NULL, NULL, saved_cb, g_object_ref (self));
  return TRUE;
}

static void
save_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  save (ENT_WEEK_PAGE (widget));
}

/* So many weeks from here. */
static void
go_action (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  EntWeekPage *self = ENT_WEEK_PAGE (widget);
  GDate date;
  char day[16];

  if (!save (self) || !ent_workdays_parse (self->day, &date))
    return;

  if (g_variant_get_int32 (parameter) < 0)
    g_date_subtract_days (&date, ENT_WEEK_DAYS);
  else
    g_date_add_days (&date, ENT_WEEK_DAYS);
  g_date_strftime (day, sizeof day, "%Y-%m-%d", &date);
  turn_to (self, self->person, day);
}

static void
copy_last_action (GtkWidget *widget,
                  const char *name,
                  GVariant *parameter)
{
  EntWeekPage *self = ENT_WEEK_PAGE (widget);

  if (!save (self))
    return;

  self->copying = TRUE;
  load_soon (self);
}

static void
subject_picked_cb (EntWeekPage *self,
                   const char *id,
                   const char *headline)
{
  ent_week_grid_add (self->grid, id, headline);
}

static void
person_picked_cb (EntWeekPage *self,
                  const char *id,
                  const char *headline)
{
  if (save (self))
    turn_to (self, id, self->day);
}

static void
pick_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  gboolean for_person = g_str_equal (name, "week.choose-person");

  ent_reference_picker_ask (widget, ent_page_get_store (ENT_PAGE (widget)), for_person ? "person" : "project event partnership",
                            for_person ? G_CALLBACK (person_picked_cb) : G_CALLBACK (subject_picked_cb));
}

static void
unit_changed_cb (EntWeekPage *self)
{
  if (self->grid != NULL)
    ent_week_grid_set_unit (self->grid, adw_toggle_group_get_active_name (self->unit_group));
}

static void
grid_changed_cb (EntWeekPage *self)
{
  update_save (self);
}

static void
narrow_cb (EntWeekPage *self)
{
  ent_week_grid_set_narrow (self->grid, TRUE);
}

static void
wide_cb (EntWeekPage *self)
{
  ent_week_grid_set_narrow (self->grid, FALSE);
}

static gboolean
ent_week_page_add (EntPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "week.add", NULL);
}

static void
ent_week_page_print (EntPage *page,
                     EntPrintTarget target)
{
  const EntWeek *week = ent_week_grid_get_week (ENT_WEEK_PAGE (page)->grid);
  g_autofree char *dates = NULL;
  g_autofree char *name = NULL;

  if (week == NULL)
    return;

  dates = describe_week (week);
  name = ent_workspace_get_headline (ent_store_get_reader (ent_page_get_store (page)), week->person);
  ent_print_sheet (GTK_WIDGET (page), ent_week_sheet_compose (week, name != NULL ? name : "", dates), target);
}

/* Nothing that was typed is lost by going elsewhere. */
static void
ent_week_page_unmap (GtkWidget *widget)
{
  if (ENT_WEEK_PAGE (widget)->grid != NULL)
    save (ENT_WEEK_PAGE (widget));

  GTK_WIDGET_CLASS (ent_week_page_parent_class)->unmap (widget);
}

static void
ent_week_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_WEEK_PAGE);

  G_OBJECT_CLASS (ent_week_page_parent_class)->dispose (object);
}

static void
ent_week_page_finalize (GObject *object)
{
  g_free (ENT_WEEK_PAGE (object)->person);
  g_free (ENT_WEEK_PAGE (object)->day);

  G_OBJECT_CLASS (ent_week_page_parent_class)->finalize (object);
}

static void
ent_week_page_class_init (EntWeekPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  object_class->dispose = ent_week_page_dispose;
  object_class->finalize = ent_week_page_finalize;
  widget_class->unmap = ent_week_page_unmap;
  page_class->refresh = ent_week_page_refresh;
  page_class->add = ent_week_page_add;
  page_class->print = ent_week_page_print;

  g_type_ensure (ENT_TYPE_WEEK_GRID);
  gtk_widget_class_install_action (widget_class, "week.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "week.go", "i", go_action);
  gtk_widget_class_install_action (widget_class, "week.copy-last", NULL, copy_last_action);
  gtk_widget_class_install_action (widget_class, "week.add", NULL, pick_action);
  gtk_widget_class_install_action (widget_class, "week.choose-person", NULL, pick_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "week.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "week.go", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "week.go", "i", 1);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-week-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntWeekPage, week_label);
  gtk_widget_class_bind_template_child (widget_class, EntWeekPage, unit_group);
  gtk_widget_class_bind_template_child (widget_class, EntWeekPage, person_content);
  gtk_widget_class_bind_template_child (widget_class, EntWeekPage, banner);
  gtk_widget_class_bind_template_child (widget_class, EntWeekPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntWeekPage, grid);
  gtk_widget_class_bind_template_callback (widget_class, unit_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, grid_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
}

static void
ent_week_page_init (EntWeekPage *self)
{
  self->day = ent_format_today ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_week_page_show:
 * @self: a page
 * @person: (nullable): whose week; %NULL for that of who works here
 * @day: (nullable): a day of the week, YYYY-MM-DD; %NULL for this week
 *
 * Shows that week.
 */
void
ent_week_page_show (EntWeekPage *self,
                    const char *person,
                    const char *day)
{
  g_autofree char *today = ent_format_today ();

  g_return_if_fail (ENT_IS_WEEK_PAGE (self));

  if (save (self))
    turn_to (self, person, day != NULL ? day : today);
}
