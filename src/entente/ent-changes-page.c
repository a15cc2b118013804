/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-changes-page.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-returns-campaign.h"
#include "ent-returns-changes.h"

/* What a person goes through; the history of each record has all. */
#define MOST 200

struct _EntChangesPage
{
  EntPage parent_instance;

  int year;
  GPtrArray *rows; /* (not nullable) (owned) (element-type GtkWidget): those that are shown */

  AdwWindowTitle *window_title;
  AdwPreferencesGroup *closing_group;
  AdwPreferencesGroup *figures_group;
  AdwPreferencesGroup *edits_group;
};

G_DEFINE_FINAL_TYPE (EntChangesPage, ent_changes_page, ENT_TYPE_PAGE)

/* What was read; the changes point into both years. */
typedef struct
{
  EntRecord *campaign;    /* (nullable) (owned) */
  EntReturnsYear *before; /* (nullable) (owned) */
  EntReturnsYear *after;  /* (nullable) (owned) */
  GArray *changes;        /* (nullable) (owned) */
  GPtrArray *edits;       /* (nullable) (owned) */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *self = data;

  g_clear_object (&self->campaign);
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gpointer
load_changes (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  int year = GPOINTER_TO_INT (data);
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);
  g_autoptr (GError) failure = NULL;

  loaded->campaign = ent_returns_campaign_find (workspace, year, &failure);
  if (loaded->campaign != NULL)
    loaded->before = ent_returns_campaign_get_figures (loaded->campaign, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (loaded->before == NULL)
    return g_steal_pointer (&loaded);

  loaded->after = ent_returns_year_new (workspace, year, NULL, cancellable, error);
  if (loaded->after == NULL)
    return NULL;
  loaded->changes = ent_returns_list_changes (loaded->before, loaded->after);
  loaded->edits = ent_returns_list_edits (workspace, loaded->campaign, loaded->before, loaded->after, MOST, error);

  return loaded->edits != NULL ? g_steal_pointer (&loaded) : NULL;
}

static GtkWidget *
add_row (EntChangesPage *self,
         AdwPreferencesGroup *group,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);

  return row;
}

static void
add_step (EntChangesPage *self,
          EntRecord *campaign,
          const char *on,
          const char *by,
          const char *words)
{
  const EntField *field = ent_entity_find_field (ent_record_get_entity (campaign), on);
  g_autofree char *when = ent_record_display (campaign, field);
  const char *who = ent_record_get_text (campaign, by);
  const char *said = words != NULL ? ent_record_get_text (campaign, words) : NULL;
  g_autofree char *title = NULL;

  if (*when == '\0')
    return;

  /* Translators: what was done (“Closed on”), the date, the name of who did it */
  title = g_strdup_printf (_ ("%s %s · %s"), ent_field_get_label (field), when, who != NULL ? who : "?");
  add_row (self, self->closing_group, title, said);
}

static char *
show_figure (const EntReturnsFigure *figure)
{
  return figure != NULL ? ent_returns_figure_display (figure) : g_strdup ("–");
}

static void
add_change (EntChangesPage *self,
            const EntReturnsChange *change)
{
  g_autofree char *before = show_figure (change->before);
  g_autofree char *after = show_figure (change->after);
  /* Translators: a figure as it was, and as it is now */
  g_autofree char *words = ent_returns_change_has_value (change) ? g_strdup_printf (_ ("%s → %s"), before, after)
                                                                : g_strdup (_ ("The same figure, from other records"));

  add_row (self, self->figures_group, (change->after != NULL ? change->after : change->before)->label, words);
}

static void
add_edit (EntChangesPage *self,
          const EntReturnsEdit *edit)
{
  g_autofree char *day = g_strndup (edit->at, 10);
  g_autofree char *when = ent_format_display_date (day);
  /* Translators: a date, a name */
  g_autofree char *words = *edit->who != '\0' ? g_strdup_printf (_ ("%s · %s"), when, edit->who) : g_strdup (when);
  GtkWidget *row = add_row (self, self->edits_group, *edit->headline != '\0' ? edit->headline : _ ("Not here any more"), words);

  if (*edit->headline == '\0')
    return;
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", edit->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
}

static void
clear_rows (EntChangesPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *group = gtk_widget_get_ancestor (self->rows->pdata[i], ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), self->rows->pdata[i]);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_changes (EntPage *page,
              gpointer result)
{
  EntChangesPage *self = ENT_CHANGES_PAGE (page);
  g_autoptr (Loaded) loaded = result;
  guint n_changes = loaded->changes != NULL ? loaded->changes->len : 0;
  guint n_edits = loaded->edits != NULL ? loaded->edits->len : 0;

  clear_rows (self);
  if (loaded->before == NULL)
    {
      add_row (self, self->closing_group, _ ("This year was never closed"), NULL);
      return;
    }

  add_step (self, loaded->campaign, "closed-on", "closed-by", "comment");
  add_step (self, loaded->campaign, "reopened-on", "reopened-by", "reopened-why");
  for (guint i = 0; i < MIN (n_changes, MOST); i++)
    add_change (self, &g_array_index (loaded->changes, EntReturnsChange, i));
  for (guint i = 0; i < n_edits; i++)
    add_edit (self, loaded->edits->pdata[i]);
  adw_preferences_group_set_description (self->figures_group, n_changes == 0 ? _ ("All figures are as they were closed.") : NULL);
  adw_preferences_group_set_description (self->edits_group, n_edits == 0 ? _ ("No record behind them was edited.") : NULL);
}

static void
ent_changes_page_refresh (EntPage *page)
{
  ent_page_load (page, load_changes, GINT_TO_POINTER (ENT_CHANGES_PAGE (page)->year), NULL, loaded_free, show_changes);
}

static void
ent_changes_page_dispose (GObject *object)
{
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_CHANGES_PAGE);

  G_OBJECT_CLASS (ent_changes_page_parent_class)->dispose (object);
}

static void
ent_changes_page_finalize (GObject *object)
{
  g_ptr_array_unref (ENT_CHANGES_PAGE (object)->rows);

  G_OBJECT_CLASS (ent_changes_page_parent_class)->finalize (object);
}

static void
ent_changes_page_class_init (EntChangesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_changes_page_dispose;
  object_class->finalize = ent_changes_page_finalize;
  ENT_PAGE_CLASS (klass)->refresh = ent_changes_page_refresh;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-changes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntChangesPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, EntChangesPage, closing_group);
  gtk_widget_class_bind_template_child (widget_class, EntChangesPage, figures_group);
  gtk_widget_class_bind_template_child (widget_class, EntChangesPage, edits_group);
}

static void
ent_changes_page_init (EntChangesPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_changes_page_new:
 * @store: a workspace
 * @year: a year
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
ent_changes_page_new (EntStore *store,
                      int year)
{
  EntChangesPage *self = g_object_new (ENT_TYPE_CHANGES_PAGE, "store", store, "title", _ ("Differences"), NULL);
  g_autofree char *subtitle = g_strdup_printf ("%d", year);

  self->year = year;
  adw_window_title_set_title (self->window_title, _ ("Differences Since the Closing"));
  adw_window_title_set_subtitle (self->window_title, subtitle);

  return GTK_WIDGET (self);
}

/**
 * ent_changes_page_get_n_rows:
 * @self: a page
 *
 * Returns: how many rows it shows by now
 */
guint
ent_changes_page_get_n_rows (EntChangesPage *self)
{
  g_return_val_if_fail (ENT_IS_CHANGES_PAGE (self), 0);

  return self->rows->len;
}
