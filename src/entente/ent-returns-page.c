/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-page.h"

#include <glib/gi18n-lib.h>

#include "ent-campaign-page.h"
#include "ent-changes-page.h"
#include "ent-closing.h"
#include "ent-document-dialog.h"
#include "ent-figure-page.h"
#include "ent-figure-table.h"
#include "ent-format.h"
#include "ent-returns-campaign.h"
#include "ent-returns-changes.h"
#include "ent-returns-comparison.h"
#include "ent-returns-filter.h"
#include "ent-returns-sections.h"

struct _EntReturnsPage
{
  EntPage parent_instance;

  int year;                /* that is shown, or shall be; 0 for the one that there is most reason to show */
  EntReturnsYear *figures; /* (nullable) (owned): what is shown */
  GPtrArray *compared;     /* (nullable) (owned) (element-type EntReturnsYear): @figures, then the years before it */
  gboolean updating;       /* the list of years follows, and is not followed */
  gboolean narrow;

  GtkButton *previous_button;
  GtkButton *next_button;
  GtkDropDown *year_dropdown;
  GtkStringList *year_list;
  EntReturnsFilter *filter;
  AdwBanner *selection_banner;
  AdwBanner *closing_banner;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkScrolledWindow *scrolled_window;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (EntReturnsPage, ent_returns_page, ENT_TYPE_PAGE)

typedef enum
{
  PROP_NARROW = 1,
} EntReturnsPageProperty;

static GParamSpec *props[PROP_NARROW + 1];

/* What needs the figures, or to know whether the year is closed. */
static const char *const late_actions[] = { "page.save-document", "page.campaign", "page.close-year", "page.reopen-year", "page.changes" };

/* What to reckon; in the thread that reads. */
typedef struct
{
  int year;
  EntReturnsSelection *selection; /* (owned) */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  ent_returns_selection_free (wanted->selection);
  g_free (wanted);
}

/* What was reckoned. */
typedef struct
{
  EntReturnsYear *figures;    /* (not nullable) (owned): of a closed year those of its closing */
  GPtrArray *compared;        /* (not nullable) (owned) (element-type EntReturnsYear) */
  EntRecord *campaign;        /* (nullable) (owned) */
  guint n_changes;            /* figures that are different since */
  EntReturnsOptions *options; /* (not nullable) (owned) */
  int *years;                 /* (not nullable) (owned): the latest first */
  gsize n_years;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_object (&loaded->figures);
  g_clear_object (&loaded->campaign);
  g_clear_pointer (&loaded->compared, g_ptr_array_unref);
  ent_returns_options_free (loaded->options);
  g_free (loaded->years);
  g_free (loaded);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

/* This year once something was recorded for it, before that the last one that has anything. */
static int
choose_year (const int *years,
             gsize n_years)
{
  int this_year = ent_format_this_year ();

  for (gsize i = 0; i < n_years; i++)
    if (years[i] <= this_year)
      return years[i];

  return this_year;
}

/* A closed year is shown as it was closed, and what changed since is counted; parts of it are reckoned anew. */
static gboolean
load_closing (Loaded *loaded,
              EntWorkspace *workspace,
              const EntReturnsSelection *selection,
              GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (EntReturnsYear) kept = NULL;
  g_autoptr (GArray) changes = NULL;

  loaded->campaign = ent_returns_campaign_find (workspace, ent_returns_year_get_year (loaded->figures), &failure);
  if (failure == NULL && ent_returns_campaign_is_closed (loaded->campaign))
    kept = ent_returns_campaign_get_figures (loaded->campaign, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (kept == NULL)
    return TRUE;

  changes = ent_returns_list_changes (kept, loaded->figures);
  loaded->n_changes = changes->len;
  if (ent_returns_selection_is_empty (selection))
    {
      g_autoptr (EntReturnsYear) now = g_steal_pointer (&loaded->figures);

      loaded->figures = ent_returns_year_reword (kept, now);
    }

  return TRUE;
}

static gpointer
load_figures (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);

  loaded->years = ent_returns_list_years (workspace, &loaded->n_years, error);
  if (loaded->years == NULL)
    return NULL;

  loaded->options = ent_returns_options_load (workspace, error);
  if (loaded->options == NULL)
    return NULL;

  loaded->figures = ent_returns_year_new (workspace, wanted->year != 0 ? wanted->year : choose_year (loaded->years, loaded->n_years),
                                          wanted->selection, cancellable, error);
  if (loaded->figures == NULL || !load_closing (loaded, workspace, wanted->selection, error))
    return NULL;

  loaded->compared = ent_returns_comparison_load (workspace, loaded->figures, loaded->years, loaded->n_years, wanted->selection, cancellable, error);
  return loaded->compared != NULL ? g_steal_pointer (&loaded) : NULL;
}

static int
compare_years (gconstpointer a,
               gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

/* The years that have something, this one and the one that is shown; each once. */
static void
update_years (EntReturnsPage *self,
              const int *years,
              gsize n_years)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (int));
  int this_year = ent_format_this_year ();
  guint position = 0, n = 0;

  g_array_append_vals (all, years, n_years);
  g_array_append_val (all, this_year);
  g_array_append_val (all, self->year);
  g_array_sort (all, compare_years);

  self->updating = TRUE;
  gtk_string_list_splice (self->year_list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->year_list)), NULL);
  for (guint i = 0; i < all->len; i++)
    {
      int year = g_array_index (all, int, i);
      g_autofree char *text = g_strdup_printf ("%d", year);

      if (i > 0 && year == g_array_index (all, int, i - 1))
        continue;
      if (year == self->year)
        position = n;
      gtk_string_list_append (self->year_list, text);
      n++;
    }
  gtk_drop_down_set_selected (self->year_dropdown, position);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), position > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->previous_button), position + 1 < n);
  self->updating = FALSE;
}

static void
update_banner (EntReturnsPage *self)
{
  const char *scope = ent_returns_year_get_scope_label (self->figures);
  /* Translators: what the figures are restricted to: names of partnerships, countries, themes or departments */
  g_autofree char *title = scope != NULL ? g_strdup_printf (_ ("Only: %s"), scope) : NULL;

  if (title != NULL)
    adw_banner_set_title (self->selection_banner, title);
  adw_banner_set_revealed (self->selection_banner, title != NULL);
}

static void
update_closing (EntReturnsPage *self,
                EntRecord *campaign,
                guint n_changes)
{
  gboolean closed = ent_returns_campaign_is_closed (campaign);
  gboolean kept = campaign != NULL && ent_record_get_text (campaign, "figures") != NULL;
  gboolean writable = !ent_store_is_read_only (ent_page_get_store (ENT_PAGE (self)));

  if (closed)
    {
      const EntEntity *entity = ent_record_get_entity (campaign);
      g_autofree char *when = ent_record_display (campaign, ent_entity_find_field (entity, "closed-on"));
      const char *who = ent_record_get_text (campaign, "closed-by");
      /* Translators: a date, a name */
      g_autofree char *closing = g_strdup_printf (_ ("Closed on %s by %s."), when, who != NULL ? who : "?");
      g_autofree char *since = n_changes == 0 ? g_strdup (_ ("Nothing has changed since."))
                                              : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u figure is different since.", "%u figures are different since.", n_changes), n_changes);
      g_autofree char *title = g_strjoin (" ", closing, since, NULL);

      adw_banner_set_title (self->closing_banner, title);
    }
  adw_banner_set_revealed (self->closing_banner, closed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.close-year", writable && !closed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.reopen-year", writable && closed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.changes", kept);
}

static void
bind_tables (EntReturnsPage *self,
             GtkWidget *widget)
{
  if (ENT_IS_FIGURE_TABLE (widget))
    {
      g_object_bind_property (self, "narrow", widget, "narrow", G_BINDING_SYNC_CREATE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    bind_tables (self, child);
}

static void
fill (EntReturnsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  ent_returns_sections_fill (self->box, self->compared);
  bind_tables (self, GTK_WIDGET (self->box));
}

static void
update_empty_page (EntReturnsPage *self)
{
  /* Translators: a year */
  g_autofree char *title = g_strdup_printf (_ ("Nothing Recorded for %d Yet"), self->year);

  adw_status_page_set_title (self->empty_page, title);
}

static gboolean
same_years (GPtrArray *a,
            GPtrArray *b)
{
  gboolean same = a != NULL && a->len == b->len;

  for (guint i = 0; same && i < a->len; i++)
    same = ent_returns_year_equal (a->pdata[i], b->pdata[i]);

  return same;
}

static void
show_figures (EntPage *page,
              gpointer result)
{
  EntReturnsPage *self = ENT_RETURNS_PAGE (page);
  g_autoptr (Loaded) loaded = result;
  gboolean same = same_years (self->compared, loaded->compared);
  gboolean is_empty = ent_returns_year_is_empty (loaded->figures);

  g_set_object (&self->figures, loaded->figures);
  g_clear_pointer (&self->compared, g_ptr_array_unref);
  self->compared = g_ptr_array_ref (loaded->compared);
  self->year = ent_returns_year_get_year (self->figures);
  update_years (self, loaded->years, loaded->n_years);
  ent_returns_filter_set_options (self->filter, loaded->options);
  update_banner (self);
  update_closing (self, loaded->campaign, loaded->n_changes);
  update_empty_page (self);
  /* Whoever reads, or goes from figure to figure by the keyboard, must not notice that all was reckoned anew. */
  if (!same && !is_empty)
    fill (self);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "figures");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.save-document", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.campaign", TRUE);
}

static void
ent_returns_page_refresh (EntPage *page)
{
  EntReturnsPage *self = ENT_RETURNS_PAGE (page);
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->year = self->year;
  wanted->selection = ent_returns_selection_copy (ent_returns_filter_get_selection (self->filter));
  ent_page_load (page, load_figures, wanted, wanted_free, loaded_free, show_figures);
}

static gboolean
ent_returns_page_add (EntPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "record.new", "s", "return");
}

static void
year_selected_cb (EntReturnsPage *self)
{
  GtkStringObject *selected = gtk_drop_down_get_selected_item (self->year_dropdown);

  if (!self->updating && selected != NULL)
    ent_returns_page_set_year (self, g_ascii_strtoll (gtk_string_object_get_string (selected), NULL, 10));
}

static void
step_year (EntReturnsPage *self,
           int step)
{
  guint position = gtk_drop_down_get_selected (self->year_dropdown) + step;

  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->year_list)))
    gtk_drop_down_set_selected (self->year_dropdown, position);
}

static void
previous_clicked_cb (EntReturnsPage *self)
{
  step_year (self, 1);
}

static void
next_clicked_cb (EntReturnsPage *self)
{
  step_year (self, -1);
}

static void
selection_changed_cb (EntReturnsPage *self)
{
  ent_page_refresh (ENT_PAGE (self));
}

static void
show_all_clicked_cb (EntReturnsPage *self)
{
  ent_returns_page_set_selection (self, NULL);
}

static void
open_figure (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  EntReturnsPage *self = ENT_RETURNS_PAGE (widget);
  GtkWidget *view = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_VIEW);
  EntReturnsYear *year = NULL;
  const EntReturnsFigure *figure
    = self->compared != NULL ? ent_returns_comparison_find (self->compared, g_variant_get_string (parameter, NULL), &year) : NULL;

  if (view == NULL || figure == NULL)
    return;

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (ent_figure_page_new (ent_page_get_store (ENT_PAGE (self)), year, figure)));
}

static void
save_document (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  EntReturnsPage *self = ENT_RETURNS_PAGE (widget);

  adw_dialog_present (ent_document_dialog_new (ent_page_get_store (ENT_PAGE (self)), self->figures), widget);
}

static void
push (EntReturnsPage *self,
      GtkWidget *page)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL)
    adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
  else
    g_object_ref_sink (page), g_object_unref (page);
}

static void
open_campaign (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  push (ENT_RETURNS_PAGE (widget), ent_campaign_page_new (ent_page_get_store (ENT_PAGE (widget)), ENT_RETURNS_PAGE (widget)->year));
}

static void
open_changes (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  push (ENT_RETURNS_PAGE (widget), ent_changes_page_new (ent_page_get_store (ENT_PAGE (widget)), ENT_RETURNS_PAGE (widget)->year));
}

static void
close_year (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  ent_closing_ask_to_close (widget, ent_page_get_store (ENT_PAGE (widget)), ENT_RETURNS_PAGE (widget)->year);
}

static void
reopen_year (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  ent_closing_ask_to_reopen (widget, ent_page_get_store (ENT_PAGE (widget)), ENT_RETURNS_PAGE (widget)->year);
}

static void
differences_clicked_cb (EntReturnsPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.changes", NULL);
}

static void
ent_returns_page_dispose (GObject *object)
{
  /* The page lets go of its only child itself, and must come first. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_RETURNS_PAGE);

  G_OBJECT_CLASS (ent_returns_page_parent_class)->dispose (object);
}

static void
ent_returns_page_finalize (GObject *object)
{
  g_clear_object (&ENT_RETURNS_PAGE (object)->figures);
  g_clear_pointer (&ENT_RETURNS_PAGE (object)->compared, g_ptr_array_unref);

  G_OBJECT_CLASS (ent_returns_page_parent_class)->finalize (object);
}

static void
ent_returns_page_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  switch ((EntReturnsPageProperty) prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, ENT_RETURNS_PAGE (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_returns_page_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  EntReturnsPage *self = ENT_RETURNS_PAGE (object);

  switch ((EntReturnsPageProperty) prop_id)
    {
    case PROP_NARROW:
      if (self->narrow != g_value_get_boolean (value))
        {
          self->narrow = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-returns-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, previous_button);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, year_dropdown);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, year_list);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, filter);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, selection_banner);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, closing_banner);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsPage, box);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, year_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, differences_clicked_cb);
}

static void
ent_returns_page_class_init (EntReturnsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  g_type_ensure (ENT_TYPE_RETURNS_FILTER);

  object_class->dispose = ent_returns_page_dispose;
  object_class->finalize = ent_returns_page_finalize;
  object_class->get_property = ent_returns_page_get_property;
  object_class->set_property = ent_returns_page_set_property;
  page_class->refresh = ent_returns_page_refresh;
  page_class->add = ent_returns_page_add;

  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "figure.open", "s", open_figure);
  gtk_widget_class_install_action (widget_class, "page.save-document", NULL, save_document);
  gtk_widget_class_install_action (widget_class, "page.campaign", NULL, open_campaign);
  gtk_widget_class_install_action (widget_class, "page.close-year", NULL, close_year);
  gtk_widget_class_install_action (widget_class, "page.reopen-year", NULL, reopen_year);
  gtk_widget_class_install_action (widget_class, "page.changes", NULL, open_changes);
  bind_template (widget_class);
}

static void
ent_returns_page_init (EntReturnsPage *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (late_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), late_actions[i], FALSE);
}

/**
 * ent_returns_page_get_figures:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what it shows; %NULL while nothing was reckoned yet
 */
EntReturnsYear *
ent_returns_page_get_figures (EntReturnsPage *self)
{
  g_return_val_if_fail (ENT_IS_RETURNS_PAGE (self), NULL);

  return self->figures;
}

/**
 * ent_returns_page_set_year:
 * @self: a page
 * @year: a year
 *
 * Shows another year.
 */
void
ent_returns_page_set_year (EntReturnsPage *self,
                           int year)
{
  g_return_if_fail (ENT_IS_RETURNS_PAGE (self));

  if (self->year == year)
    return;

  self->year = year;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
  ent_page_refresh (ENT_PAGE (self));
}

/**
 * ent_returns_page_set_selection:
 * @self: a page
 * @selection: (nullable): what its figures shall be restricted to; %NULL for everything
 */
void
ent_returns_page_set_selection (EntReturnsPage *self,
                                const EntReturnsSelection *selection)
{
  g_return_if_fail (ENT_IS_RETURNS_PAGE (self));

  ent_returns_filter_set_selection (self->filter, selection);
}
