/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-involvement-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-children.h"
#include "ent-format.h"
#include "ent-export-dialog.h"
#include "ent-list-layout.h"
#include "ent-record-table.h"
#include "ent-returns-year.h"
#include "ent-section.h"
#include "ent-tile.h"
#include "ent-time-section.h"
#include "ent-time.h"

/* The rest of the people are in the entries. */
#define MAX_PEOPLE 15

struct _EntInvolvementPage
{
  EntPage parent_instance;

  int year;

  GtkWidget *later_button;
  GtkLabel *year_label;
  AdwViewStack *view_stack;
  GtkStack *stack;
  GtkFlowBox *tiles;
  GtkBox *people_box;
  GtkBox *departments_box;
  EntRecordTable *table;
};

G_DEFINE_FINAL_TYPE (EntInvolvementPage, ent_involvement_page, ENT_TYPE_PAGE)

/* What was loaded: the figures are those of the annual returns. */
typedef struct
{
  EntReturnsYear *figures; /* (not nullable) (owned) */
  GPtrArray *people;       /* (element-type EntShare) (owned) */
} Totals;

static void
totals_free (Totals *totals)
{
  g_clear_object (&totals->figures);
  g_clear_pointer (&totals->people, g_ptr_array_unref);
  g_free (totals);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Totals, totals_free)

static void
add_tile (EntInvolvementPage *self,
          EntReturnsYear *figures,
          const char *key,
          const char *caption)
{
  const EntReturnsFigure *figure = ent_returns_year_find (figures, key);
  g_autofree char *number = NULL;

  if (figure == NULL)
    return;

  /* The caption says "days" already. */
  number = figure->unit == ENT_RETURNS_DAYS ? ent_format_display_real (round (figure->value * 10) / 10) : ent_returns_figure_display (figure);
  ent_tile_append (self->tiles, ent_tile_new (number, caption, NULL));
}

static void
show_shares (GtkBox *box,
             const char *title,
             GPtrArray *shares)
{
  GtkWidget *section;
  double most = shares->len > 0 ? ((EntShare *) shares->pdata[0])->days : 0;

  if (shares->len == 0)
    return;

  section = ent_section_new (title);
  for (guint i = 0; i < shares->len && i < MAX_PEOPLE; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), ent_time_row_new (shares->pdata[i], most));
  gtk_box_append (box, section);
}

/* The days of each row of a table of the annual returns. */
static GPtrArray *
get_table_shares (EntReturnsYear *figures,
                  const char *key)
{
  const EntReturnsTable *table = ent_returns_year_find_table (figures, key);
  GPtrArray *shares = ent_shares_new ();

  for (guint row = 0; table != NULL && row < table->n_rows; row++)
    for (guint column = 0; column < table->n_columns; column++)
      if (g_str_equal (table->columns[column].key, "days"))
        ent_shares_ensure (shares, table->rows[row].key, table->rows[row].label)->days +=
          ent_returns_table_get (table, row, column)->value;
  ent_shares_sort (shares);

  return shares;
}

static void
show_table (GtkBox *box,
            EntReturnsYear *figures,
            const char *key)
{
  const EntReturnsTable *table = ent_returns_year_find_table (figures, key);
  g_autoptr (GPtrArray) shares = get_table_shares (figures, key);

  if (table != NULL)
    show_shares (box, table->title, shares);
}

static void
show_totals (EntPage *page,
             gpointer result)
{
  EntInvolvementPage *self = ENT_INVOLVEMENT_PAGE (page);
  g_autoptr (Totals) totals = result;

  ent_children_remove (GTK_WIDGET (self->tiles));
  ent_children_remove (GTK_WIDGET (self->people_box));
  ent_children_remove (GTK_WIDGET (self->departments_box));
  add_tile (self, totals->figures, "involvement.days", _ ("days of work"));
  add_tile (self, totals->figures, "involvement.people", _ ("people"));
  add_tile (self, totals->figures, "involvement.cost", _ ("valued cost"));
  add_tile (self, totals->figures, "involvement.unconfirmed", _ ("not confirmed yet"));
  show_shares (self->people_box, _ ("Involvement by person"), totals->people);
  show_table (self->departments_box, totals->figures, "involvement.departments");
  show_table (self->departments_box, totals->figures, "involvement.kinds");
  show_table (self->departments_box, totals->figures, "involvement.languages");
  gtk_stack_set_visible_child_name (self->stack, totals->people->len > 0 ? "totals" : "empty");
}

static gpointer
load_totals (EntWorkspace *workspace,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (Totals) totals = g_new0 (Totals, 1);
  int year = GPOINTER_TO_INT (data);

  totals->figures = ent_returns_year_new (workspace, year, NULL, cancellable, error);
  if (totals->figures == NULL)
    return NULL;
  totals->people = ent_time_list_people (workspace, year, error);
  if (totals->people == NULL)
    return NULL;

  return g_steal_pointer (&totals);
}

static void
ent_involvement_page_refresh (EntPage *page)
{
  EntInvolvementPage *self = ENT_INVOLVEMENT_PAGE (page);

  ent_page_load (page, load_totals, GINT_TO_POINTER (self->year), NULL, (GDestroyNotify) totals_free, show_totals);
}

static int
get_this_year (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_get_year (now);
}

static void
set_year (EntInvolvementPage *self,
          int year)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("involvement"));
  g_autofree char *text = g_strdup_printf ("%d", year);

  self->year = year;
  gtk_label_set_label (self->year_label, text);
  gtk_widget_set_sensitive (self->later_button, year < get_this_year ());
  ent_query_add_text (query, "from", ENT_FILTER_FROM, text);
  ent_query_add_text (query, "from", ENT_FILTER_UNTIL, text);
  ent_record_table_set_base_query (self->table, query);
}

static void
earlier_clicked_cb (EntInvolvementPage *self)
{
  set_year (self, self->year - 1);
  ent_page_refresh (ENT_PAGE (self));
}

static void
later_clicked_cb (EntInvolvementPage *self)
{
  set_year (self, self->year + 1);
  ent_page_refresh (ENT_PAGE (self));
}

static void
table_activated_cb (EntInvolvementPage *self,
                    const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "record.open", "s", id);
}

static gboolean
ent_involvement_page_find (EntPage *page)
{
  EntInvolvementPage *self = ENT_INVOLVEMENT_PAGE (page);

  adw_view_stack_set_visible_child_name (self->view_stack, "entries");
  ent_record_table_focus_search (self->table);
  return TRUE;
}

static gboolean
ent_involvement_page_add (EntPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.log-involvement", NULL);
}

static gboolean
ent_involvement_page_edit (EntPage *page)
{
  const char *id = ent_record_table_get_selected_id (ENT_INVOLVEMENT_PAGE (page)->table);

  return id != NULL && gtk_widget_activate_action (GTK_WIDGET (page), "record.edit", "s", id);
}

static void
ent_involvement_page_print (EntPage *page,
                            EntPrintTarget target)
{
  EntRecordTable *table = ENT_INVOLVEMENT_PAGE (page)->table;
  g_autoptr (EntQuery) query = ent_record_table_get_query (table);
  g_auto (GStrv) columns = ent_record_table_get_columns (table);

  ent_print_list (GTK_WIDGET (page), ent_page_get_store (page), query, (const char *const *) columns, target);
}

static gboolean
ent_involvement_page_export (EntPage *page)
{
  ent_export_dialog_present_for (ENT_INVOLVEMENT_PAGE (page)->table, ent_page_get_store (page));
  return TRUE;
}

static void
ent_involvement_page_constructed (GObject *object)
{
  EntInvolvementPage *self = ENT_INVOLVEMENT_PAGE (object);

  G_OBJECT_CLASS (ent_involvement_page_parent_class)->constructed (object);

  ent_list_layout_keep (self->table, "involvement");
  ent_record_table_set_store (self->table, ent_page_get_store (ENT_PAGE (self)));
  set_year (self, get_this_year ());
}

static void
ent_involvement_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_INVOLVEMENT_PAGE);

  G_OBJECT_CLASS (ent_involvement_page_parent_class)->dispose (object);
}

static void
ent_involvement_page_class_init (EntInvolvementPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  object_class->constructed = ent_involvement_page_constructed;
  object_class->dispose = ent_involvement_page_dispose;
  page_class->refresh = ent_involvement_page_refresh;
  page_class->find = ent_involvement_page_find;
  page_class->add = ent_involvement_page_add;
  page_class->edit = ent_involvement_page_edit;
  page_class->export = ent_involvement_page_export;
  page_class->print = ent_involvement_page_print;

  g_type_ensure (ENT_TYPE_RECORD_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-involvement-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, later_button);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, year_label);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, view_stack);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, people_box);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, departments_box);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, table);
  gtk_widget_class_bind_template_callback (widget_class, earlier_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_activated_cb);
}

static void
ent_involvement_page_init (EntInvolvementPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
