/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-figure-page.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-section.h"

/* What is read and shown at once. */
#define STEP 50

struct _EntFigurePage
{
  EntPage parent_instance;

  EntReturnsYear *year;           /* (not nullable) (owned): owns @figure */
  const EntReturnsFigure *figure; /* (not nullable) */
  guint wanted;                   /* how many records shall be shown */
  GPtrArray *rows;                /* (not nullable) (owned) (element-type GtkWidget): those that are */

  AdwWindowTitle *window_title;
  GtkLabel *value_label;
  GtkLabel *name_label;
  GtkLabel *definition_label;
  AdwPreferencesGroup *group;
  GtkButton *more_button;
};

G_DEFINE_FINAL_TYPE (EntFigurePage, ent_figure_page, ENT_TYPE_PAGE)

/* Which records to read; in the thread that reads. */
typedef struct
{
  EntReturnsYear *year; /* (owned) */
  const EntReturnsFigure *figure;
  guint wanted;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_object_unref (wanted->year);
  g_free (wanted);
}

static gpointer
load_records (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MIN (wanted->wanted, wanted->figure->n_records); i++)
    {
      EntRecord *record;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      /* What was deleted since is not there any more. */
      record = ent_workspace_get (workspace, wanted->figure->records[i], NULL);
      if (record != NULL)
        g_ptr_array_add (records, record);
    }

  return g_steal_pointer (&records);
}

static void
show_records (EntPage *page,
              gpointer result)
{
  EntFigurePage *self = ENT_FIGURE_PAGE (page);
  g_autoptr (GPtrArray) records = result;
  g_autofree char *today = ent_format_today ();
  guint focus = self->rows->len;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < records->len; i++)
    {
      GtkWidget *row = ent_section_create_row (records->pdata[i], NULL, today);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->more_button), self->wanted < self->figure->n_records);
  if (focus > 0 && focus < self->rows->len)
    gtk_widget_grab_focus (self->rows->pdata[focus]);
}

static void
ent_figure_page_refresh (EntPage *page)
{
  EntFigurePage *self = ENT_FIGURE_PAGE (page);
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->year = g_object_ref (self->year);
  wanted->figure = self->figure;
  wanted->wanted = self->wanted;
  ent_page_load (page, load_records, wanted, wanted_free, (GDestroyNotify) g_ptr_array_unref, show_records);
}

static void
more_clicked_cb (EntFigurePage *self)
{
  self->wanted += STEP;
  ent_page_refresh (ENT_PAGE (self));
}

static void
ent_figure_page_dispose (GObject *object)
{
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_FIGURE_PAGE);

  G_OBJECT_CLASS (ent_figure_page_parent_class)->dispose (object);
}

static void
ent_figure_page_finalize (GObject *object)
{
  EntFigurePage *self = ENT_FIGURE_PAGE (object);

  g_clear_object (&self->year);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (ent_figure_page_parent_class)->finalize (object);
}

static void
ent_figure_page_class_init (EntFigurePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_figure_page_dispose;
  object_class->finalize = ent_figure_page_finalize;
  ENT_PAGE_CLASS (klass)->refresh = ent_figure_page_refresh;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-figure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntFigurePage, window_title);
  gtk_widget_class_bind_template_child (widget_class, EntFigurePage, value_label);
  gtk_widget_class_bind_template_child (widget_class, EntFigurePage, name_label);
  gtk_widget_class_bind_template_child (widget_class, EntFigurePage, definition_label);
  gtk_widget_class_bind_template_child (widget_class, EntFigurePage, group);
  gtk_widget_class_bind_template_child (widget_class, EntFigurePage, more_button);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
ent_figure_page_init (EntFigurePage *self)
{
  self->rows = g_ptr_array_new ();
  self->wanted = STEP;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_group_title (EntFigurePage *self)
{
  g_autofree char *count = ent_returns_format_number (self->figure->n_records, 0);
  /* Translators: a number of records */
  g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s record behind this figure", "%s records behind this figure",
                                                         self->figure->n_records),
                                            count);

  adw_preferences_group_set_title (self->group, self->figure->n_records > 0 ? title : _ ("No record is behind this figure"));
}

/**
 * ent_figure_page_new:
 * @store: a workspace
 * @year: the figures of a year
 * @figure: one of them
 *
 * Returns: (transfer floating): the page of that figure
 */
GtkWidget *
ent_figure_page_new (EntStore *store,
                     EntReturnsYear *year,
                     const EntReturnsFigure *figure)
{
  EntFigurePage *self = g_object_new (ENT_TYPE_FIGURE_PAGE, "store", store, "title", figure->label, NULL);
  g_autofree char *value = ent_returns_figure_display (figure);
  g_autofree char *title = g_strdup_printf ("%d", ent_returns_year_get_year (year));
  const char *scope = ent_returns_year_get_scope_label (year);

  self->year = g_object_ref (year);
  self->figure = figure;
  adw_window_title_set_title (self->window_title, title);
  if (scope != NULL)
    adw_window_title_set_subtitle (self->window_title, scope);
  gtk_label_set_text (self->value_label, value);
  gtk_label_set_text (self->name_label, figure->label);
  gtk_label_set_text (self->definition_label, figure->definition);
  set_group_title (self);

  return GTK_WIDGET (self);
}

/**
 * ent_figure_page_get_n_records:
 * @self: a page
 *
 * Returns: how many records it shows by now
 */
guint
ent_figure_page_get_n_records (EntFigurePage *self)
{
  g_return_val_if_fail (ENT_IS_FIGURE_PAGE (self), 0);

  return self->rows->len;
}
