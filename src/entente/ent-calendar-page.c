/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-calendar-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-agenda-rows.h"
#include "ent-ask-file.h"
#include "ent-calendar-export.h"
#include "ent-children.h"
#include "ent-format.h"
#include "ent-month-day.h"
#include "ent-month-grid.h"
#include "ent-output-file.h"
#include "ent-section.h"

struct _EntCalendarPage
{
  EntPage parent_instance;

  GPtrArray *items; /* (nullable) (element-type EntAgendaItem) (owned): around the month that is shown */
  char *month;      /* (nullable) (owned): the month they were loaded for, YYYY-MM */
  char *view;       /* (not nullable) (owned): `month` or `list`, where there is room for both */
  gboolean narrow;
  gboolean shown[ENT_AGENDA_N_KINDS];
  gboolean mine;

  GtkLabel *month_label;
  GtkWidget *tools;
  GtkStack *view_stack;
  EntMonthGrid *month_grid;
  GtkBox *day_box;
  GtkBox *list_box;
  GtkScrolledWindow *list_window;
};

G_DEFINE_FINAL_TYPE (EntCalendarPage, ent_calendar_page, ENT_TYPE_PAGE)

typedef enum
{
  PROP_VIEW = 1,
  PROP_SHOW_EVENTS,
  PROP_SHOW_DEADLINES,
  PROP_SHOW_ABSENCES,
  PROP_MINE,
} EntCalendarPageProperty;

static GParamSpec *props[PROP_MINE + 1];

/* What the reading thread is asked for. */
typedef struct
{
  char *first; /* (owned) */
  char *last;  /* (owned) */
  gboolean mine;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->first);
  g_free (request->last);
  g_free (request);
}

static gboolean
is_shown (EntCalendarPage *self,
          const EntAgendaItem *item)
{
  return self->shown[item->kind];
}

static gboolean
is_on (const EntAgendaItem *item,
       const char *day)
{
  return strcmp (item->start, day) <= 0 && strcmp (item->end, day) >= 0;
}

static GtkWidget *
create_day_section (const char *day)
{
  g_autofree char *title = ent_month_day_get_name (day);
  GtkWidget *section = ent_section_new (title);
  /* Translators: a day */
  g_autofree char *tooltip = g_strdup_printf (_ ("New event on %s"), title);
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "start", day);
  ent_section_set_add_with (ENT_SECTION (section), tooltip, "event", &values);

  return section;
}

static void
fill_day (EntCalendarPage *self,
          const char *today)
{
  const char *day = ent_month_grid_get_day (self->month_grid);
  GtkWidget *section = create_day_section (day);
  guint n = 0;

  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      const EntAgendaItem *item = self->items->pdata[i];

      if (!is_shown (self, item) || !is_on (item, day))
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), ent_agenda_row_new (item, today));
      n++;
    }
  if (n == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("Nothing on this day."));
  ent_children_remove (GTK_WIDGET (self->day_box));
  gtk_box_append (self->day_box, section);
}

static void
fill_month (EntCalendarPage *self,
            const char *today)
{
  ent_month_grid_clear (self->month_grid, today);
  for (guint i = 0; i < self->items->len; i++)
    {
      const EntAgendaItem *item = self->items->pdata[i];
      g_autofree char *title = ent_agenda_get_title (item);

      if (is_shown (self, item))
        ent_month_grid_add (self->month_grid, item->start, item->end, title, ent_agenda_get_icon (item->kind), ent_agenda_get_class (item->kind));
    }
  ent_month_grid_fill (self->month_grid);
}

/* What began before the month stands under its first day. */
static void
fill_list (EntCalendarPage *self,
           const char *today)
{
  g_autofree char *first = g_strconcat (self->month, "-01", NULL);
  g_autofree char *last = g_strconcat (self->month, "-31", NULL);
  g_autofree char *day = NULL;
  GtkWidget *section = NULL;

  ent_children_remove (GTK_WIDGET (self->list_box));
  for (guint i = 0; i < self->items->len; i++)
    {
      const EntAgendaItem *item = self->items->pdata[i];
      const char *start = strcmp (item->start, first) < 0 ? first : item->start;

      if (!is_shown (self, item) || strcmp (item->start, last) > 0 || strcmp (item->end, first) < 0)
        continue;
      if (section == NULL || g_strcmp0 (day, start) != 0)
        {
          g_set_str (&day, start);
          section = create_day_section (start);
          gtk_box_append (self->list_box, section);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), ent_agenda_row_new (item, today));
    }
}

static void
show_view (EntCalendarPage *self)
{
  gboolean list = self->narrow || g_str_equal (self->view, "list");
  gboolean empty = gtk_widget_get_first_child (GTK_WIDGET (self->list_box)) == NULL;

  gtk_widget_set_visible (self->tools, !self->narrow);
  gtk_stack_set_visible_child_name (self->view_stack, !list ? "month" : empty ? "empty" : "list");
}

static void
fill (EntCalendarPage *self)
{
  g_autofree char *today = ent_format_today ();

  if (self->items == NULL)
    return;

  fill_month (self, today);
  fill_day (self, today);
  fill_list (self, today);
  show_view (self);
}

static void
show_items (EntPage *page,
            gpointer result)
{
  EntCalendarPage *self = ENT_CALENDAR_PAGE (page);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = result;
  fill (self);
}

static gpointer
load_items (EntWorkspace *workspace,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Request *request = data;
  g_autofree char *person = request->mine ? ent_workspace_get_setting (workspace, "own-person") : NULL;

  return ent_agenda_list (workspace, request->first, request->last, person, error);
}

static void
ent_calendar_page_refresh (EntPage *page)
{
  EntCalendarPage *self = ENT_CALENDAR_PAGE (page);
  g_autofree char *person = ent_workspace_get_setting (ent_store_get_reader (ent_page_get_store (page)), "own-person");
  Request *request = g_new0 (Request, 1);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.mine", person != NULL && *person != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.add-absence", !ent_store_is_read_only (ent_page_get_store (page)));
  ent_month_grid_get_range (ent_month_grid_get_day (self->month_grid), &request->first, &request->last);
  request->mine = self->mine;
  ent_page_load (page, load_items, request, request_free, (GDestroyNotify) g_ptr_array_unref, show_items);
}

/* The month that is shown is that of the selected day. */
static void
day_changed_cb (EntCalendarPage *self)
{
  g_autofree char *month = g_strndup (ent_month_grid_get_day (self->month_grid), strlen ("YYYY-MM"));
  g_autofree char *today = ent_format_today ();
  g_autofree char *shown = ent_format_display_date (month);

  if (g_set_str (&self->month, month))
    {
      gtk_label_set_label (self->month_label, shown);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->list_window), 0);
      if (ent_page_get_store (ENT_PAGE (self)) != NULL)
        ent_page_refresh (ENT_PAGE (self));
    }
  fill_day (self, today);
}

static void
add_on (EntCalendarPage *self,
        const char *entity,
        const char *day)
{
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "start", day);
  gtk_widget_activate_action (GTK_WIDGET (self), "record.new-with", "(sa{ss})", entity, &values);
}

static gboolean
ent_calendar_page_add (EntPage *page)
{
  add_on (ENT_CALENDAR_PAGE (page), "event", ent_calendar_page_get_day (ENT_CALENDAR_PAGE (page)));
  return TRUE;
}

static void
day_activated_cb (EntCalendarPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.add", NULL);
}

static void
add_absence_action (GtkWidget *widget,
                    const char *name,
                    GVariant *parameter)
{
  add_on (ENT_CALENDAR_PAGE (widget), "absence", ent_calendar_page_get_day (ENT_CALENDAR_PAGE (widget)));
}

static void
previous_action (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  ent_month_grid_move (ENT_CALENDAR_PAGE (widget)->month_grid, -1);
}

static void
next_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  ent_month_grid_move (ENT_CALENDAR_PAGE (widget)->month_grid, 1);
}

static void
today_action (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  g_autofree char *today = ent_format_today ();

  ent_calendar_page_set_day (ENT_CALENDAR_PAGE (widget), today);
}

static void
narrowed_cb (EntCalendarPage *self)
{
  self->narrow = TRUE;
  show_view (self);
}

static void
widened_cb (EntCalendarPage *self)
{
  self->narrow = FALSE;
  show_view (self);
}

static gboolean
write_calendar (EntWorkspace *workspace,
                gpointer data,
                const char *path,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = ent_calendar_export (workspace, now, cancellable, error);

  return text != NULL && ent_output_file_write (path, text, strlen (text), cancellable, error);
}

/**
 * ent_calendar_page_save:
 * @self: the calendar
 * @file: where to write it for other calendar programs; what is there is replaced
 *
 * Writes the calendar of a year back and two ahead, off the main thread; the window tells how it ended.
 */
void
ent_calendar_page_save (EntCalendarPage *self,
                        GFile *file)
{
  g_return_if_fail (ENT_IS_CALENDAR_PAGE (self));

  ent_write_file (GTK_WIDGET (self), ent_page_get_store (ENT_PAGE (self)), file, write_calendar, NULL, NULL);
}

static gboolean
ent_calendar_page_export (EntPage *page)
{
  /* Translators: the name proposed for a file */
  g_autofree char *name = g_strconcat (_ ("Calendar"), ".ics", NULL);

  ent_ask_for_file (GTK_WIDGET (page), _ ("Export as iCalendar"), _ ("Calendars (iCalendar)"), "ics", name, (EntTakeFile) ent_calendar_page_save);
  return TRUE;
}

static void
ent_calendar_page_constructed (GObject *object)
{
  g_autofree char *today = ent_format_today ();

  G_OBJECT_CLASS (ent_calendar_page_parent_class)->constructed (object);
  ent_calendar_page_set_day (ENT_CALENDAR_PAGE (object), today);
}

static void
ent_calendar_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_CALENDAR_PAGE);

  G_OBJECT_CLASS (ent_calendar_page_parent_class)->dispose (object);
}

static void
ent_calendar_page_finalize (GObject *object)
{
  EntCalendarPage *self = ENT_CALENDAR_PAGE (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->month);
  g_free (self->view);

  G_OBJECT_CLASS (ent_calendar_page_parent_class)->finalize (object);
}

static void
ent_calendar_page_get_property (GObject *object,
                                guint prop_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  EntCalendarPage *self = ENT_CALENDAR_PAGE (object);

  switch ((EntCalendarPageProperty) prop_id)
    {
    case PROP_VIEW:
      g_value_set_string (value, self->view);
      break;
    case PROP_SHOW_EVENTS:
    case PROP_SHOW_DEADLINES:
    case PROP_SHOW_ABSENCES:
      g_value_set_boolean (value, self->shown[prop_id - PROP_SHOW_EVENTS]);
      break;
    case PROP_MINE:
      g_value_set_boolean (value, self->mine);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_calendar_page_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  EntCalendarPage *self = ENT_CALENDAR_PAGE (object);

  switch ((EntCalendarPageProperty) prop_id)
    {
    case PROP_VIEW:
      if (!g_set_str (&self->view, g_value_get_string (value)))
        return;
      show_view (self);
      break;
    case PROP_SHOW_EVENTS:
    case PROP_SHOW_DEADLINES:
    case PROP_SHOW_ABSENCES:
      self->shown[prop_id - PROP_SHOW_EVENTS] = g_value_get_boolean (value);
      fill (self);
      break;
    case PROP_MINE:
      self->mine = g_value_get_boolean (value);
      ent_page_refresh (ENT_PAGE (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "month", flags);
  props[PROP_SHOW_EVENTS] = g_param_spec_boolean ("show-events", NULL, NULL, TRUE, flags);
  props[PROP_SHOW_DEADLINES] = g_param_spec_boolean ("show-deadlines", NULL, NULL, TRUE, flags);
  props[PROP_SHOW_ABSENCES] = g_param_spec_boolean ("show-absences", NULL, NULL, TRUE, flags);
  props[PROP_MINE] = g_param_spec_boolean ("mine", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "page.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "page.today", NULL, today_action);
  gtk_widget_class_install_action (widget_class, "page.add-absence", NULL, add_absence_action);
  gtk_widget_class_install_property_action (widget_class, "page.show-events", "show-events");
  gtk_widget_class_install_property_action (widget_class, "page.show-deadlines", "show-deadlines");
  gtk_widget_class_install_property_action (widget_class, "page.show-absences", "show-absences");
  gtk_widget_class_install_property_action (widget_class, "page.mine", "mine");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "page.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "page.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "page.today", NULL);
}

static void
ent_calendar_page_class_init (EntCalendarPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  object_class->constructed = ent_calendar_page_constructed;
  object_class->dispose = ent_calendar_page_dispose;
  object_class->finalize = ent_calendar_page_finalize;
  object_class->get_property = ent_calendar_page_get_property;
  object_class->set_property = ent_calendar_page_set_property;
  page_class->refresh = ent_calendar_page_refresh;
  page_class->add = ent_calendar_page_add;
  page_class->export = ent_calendar_page_export;
  install_properties (object_class);
  install_actions (widget_class);

  g_type_ensure (ENT_TYPE_MONTH_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntCalendarPage, month_label);
  gtk_widget_class_bind_template_child (widget_class, EntCalendarPage, tools);
  gtk_widget_class_bind_template_child (widget_class, EntCalendarPage, view_stack);
  gtk_widget_class_bind_template_child (widget_class, EntCalendarPage, month_grid);
  gtk_widget_class_bind_template_child (widget_class, EntCalendarPage, day_box);
  gtk_widget_class_bind_template_child (widget_class, EntCalendarPage, list_box);
  gtk_widget_class_bind_template_child (widget_class, EntCalendarPage, list_window);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrowed_cb);
  gtk_widget_class_bind_template_callback (widget_class, widened_cb);
}

static void
ent_calendar_page_init (EntCalendarPage *self)
{
  self->view = g_strdup ("month");
  for (guint i = 0; i < ENT_AGENDA_N_KINDS; i++)
    self->shown[i] = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_calendar_page_get_day:
 * @self: the calendar
 *
 * Returns: (transfer none): the selected day, YYYY-MM-DD
 */
const char *
ent_calendar_page_get_day (EntCalendarPage *self)
{
  g_return_val_if_fail (ENT_IS_CALENDAR_PAGE (self), NULL);

  return ent_month_grid_get_day (self->month_grid);
}

/**
 * ent_calendar_page_set_day:
 * @self: the calendar
 * @day: the day to select, YYYY-MM-DD
 */
void
ent_calendar_page_set_day (EntCalendarPage *self,
                           const char *day)
{
  g_return_if_fail (ENT_IS_CALENDAR_PAGE (self));

  ent_month_grid_set_day (self->month_grid, day);
}
