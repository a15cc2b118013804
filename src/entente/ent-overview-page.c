/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-overview-page.h"

#include <glib/gi18n-lib.h>

#include "ent-alert-rows.h"
#include "ent-alerts.h"
#include "ent-children.h"
#include "ent-format.h"
#include "ent-history-rows.h"
#include "ent-overview.h"
#include "ent-section.h"
#include "ent-tile.h"

/* The notices of good practice may be many; the first are a beginning. */
#define MAX_ALERTS 6

struct _EntOverviewPage
{
  EntPage parent_instance;

  GtkStack *stack;
  GtkFlowBox *tiles;
  AdwMultiLayoutView *layout_view;
  GtkBox *alerts_box;
  GtkBox *dates_box;
  GtkBox *changes_box;
};

G_DEFINE_FINAL_TYPE (EntOverviewPage, ent_overview_page, ENT_TYPE_PAGE)

static void
add_tile (EntOverviewPage *self,
          double figure,
          const char *caption,
          const char *place)
{
  g_autofree char *number = ent_format_display_real (figure);

  ent_tile_append (self->tiles, ent_tile_new (number, caption, place));
}

static void
show_tiles (EntOverviewPage *self,
            const EntOverview *overview)
{
  /* Translators: a year */
  g_autofree char *days = g_strdup_printf (_ ("days involved in %d"), overview->year);

  ent_children_remove (GTK_WIDGET (self->tiles));
  add_tile (self, overview->n_active, g_dngettext (GETTEXT_PACKAGE, "active partnership", "active partnerships", overview->n_active), "partnerships");
  add_tile (self, overview->n_countries, g_dngettext (GETTEXT_PACKAGE, "country", "countries", overview->n_countries), "partnerships");
  add_tile (self, overview->n_ongoing, g_dngettext (GETTEXT_PACKAGE, "ongoing project", "ongoing projects", overview->n_ongoing), "projects");
  add_tile (self, (gint64) (overview->days + 0.5), days, "involvement");
}

static void
show_alerts (EntOverviewPage *self,
             GPtrArray *alerts)
{
  GtkWidget *section = ent_section_new (_ ("Needs Attention"));
  GtkWidget *rest = NULL;

  for (guint i = 0; i < alerts->len; i++)
    {
      GtkWidget *row = ent_alert_row_new (alerts->pdata[i], NULL);

      if (i == MAX_ALERTS && alerts->len > MAX_ALERTS + 1)
        {
          g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u More", "%u More", alerts->len - i), alerts->len - i);

          rest = adw_expander_row_new ();
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rest), title);
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), rest);
        }
      if (rest != NULL)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (rest), row);
      else
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), row);
    }
  if (alerts->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("All is well: agreements are filed, mandates are voted, returns are sought."));
  gtk_box_append (self->alerts_box, section);
}

static void
show_deadlines (EntOverviewPage *self,
                GPtrArray *deadlines,
                const char *today)
{
  GtkWidget *section = ent_section_new (_ ("Next Dates"));

  for (guint i = 0; i < deadlines->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), ent_deadline_row_new (deadlines->pdata[i], today, TRUE));
  if (deadlines->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("Nothing is due in the next three months."));
  gtk_box_append (self->dates_box, section);
}

static void
show_changes (EntOverviewPage *self,
              GPtrArray *rows,
              const char *title)
{
  EntWorkspace *reader = ent_store_get_reader (ent_page_get_store (ENT_PAGE (self)));
  GtkWidget *section;

  if (rows->len == 0)
    return;

  section = ent_section_new (title);
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), ent_history_row_new (rows->pdata[i], reader, TRUE));
  gtk_box_append (self->changes_box, section);
}

static void
show_overview (EntPage *page,
               gpointer result)
{
  EntOverviewPage *self = ENT_OVERVIEW_PAGE (page);
  g_autoptr (EntOverview) overview = result;
  g_autofree char *today = ent_format_today ();

  ent_children_remove (GTK_WIDGET (self->alerts_box));
  ent_children_remove (GTK_WIDGET (self->dates_box));
  ent_children_remove (GTK_WIDGET (self->changes_box));
  show_tiles (self, overview);
  show_alerts (self, overview->alerts);
  show_deadlines (self, overview->deadlines, today);
  show_changes (self, overview->received, _ ("Received From Others"));
  show_changes (self, overview->changed, _ ("Changed Here Lately"));
  gtk_stack_set_visible_child_name (self->stack, overview->n_partnerships > 0 ? "overview" : "empty");
}

static gpointer
load_overview (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *today = ent_format_today ();

  return ent_overview_load (workspace, today, error);
}

static void
ent_overview_page_refresh (EntPage *page)
{
  ent_page_load (page, load_overview, NULL, NULL, (GDestroyNotify) ent_overview_free, show_overview);
}

static gboolean
ent_overview_page_add (EntPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "record.new", "s", "partnership");
}

static void
ent_overview_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_OVERVIEW_PAGE);

  G_OBJECT_CLASS (ent_overview_page_parent_class)->dispose (object);
}

static void
ent_overview_page_class_init (EntOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_overview_page_dispose;
  page_class->refresh = ent_overview_page_refresh;
  page_class->add = ent_overview_page_add;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntOverviewPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, EntOverviewPage, layout_view);
  gtk_widget_class_bind_template_child (widget_class, EntOverviewPage, alerts_box);
  gtk_widget_class_bind_template_child (widget_class, EntOverviewPage, dates_box);
  gtk_widget_class_bind_template_child (widget_class, EntOverviewPage, changes_box);
}

static void
ent_overview_page_init (EntOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
