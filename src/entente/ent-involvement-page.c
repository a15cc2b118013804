/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-involvement-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-ask-file.h"
#include "ent-children.h"
#include "ent-cofunding-section.h"
#include "ent-confirm.h"
#include "ent-format.h"
#include "ent-export-dialog.h"
#include "ent-list-hints.h"
#include "ent-list-layout.h"
#include "ent-record-table.h"
#include "ent-returns-year.h"
#include "ent-section.h"
#include "ent-tile.h"
#include "ent-time-section.h"
#include "ent-time-sheet.h"
#include "ent-time.h"

/* The rest are in the entries, and in what is printed. */
#define MAX_ROWS 15
#define MAX_FLAGS 8

/* What was loaded: the figures are those of the annual returns. */
typedef struct
{
  EntReturnsYear *figures; /* (not nullable) (owned) */
  EntTimeTotals *time;     /* (not nullable) (owned) */
  GPtrArray *cofunding;    /* (element-type EntCofunding) (owned) */
} Totals;

struct _EntInvolvementPage
{
  EntPage parent_instance;

  int year;
  Totals *totals; /* (nullable) (owned): what is shown */

  GtkWidget *confirm_button;
  GtkWidget *later_button;
  GtkLabel *year_label;
  AdwViewStack *view_stack;
  GtkStack *stack;
  GtkFlowBox *tiles;
  GtkBox *people_box;
  GtkBox *departments_box;
  EntRecordTable *table;
  EntRecordTable *confirm_table;
};

G_DEFINE_FINAL_TYPE (EntInvolvementPage, ent_involvement_page, ENT_TYPE_PAGE)

static void
totals_free (Totals *totals)
{
  g_clear_object (&totals->figures);
  g_clear_pointer (&totals->time, ent_time_totals_free);
  g_clear_pointer (&totals->cofunding, g_ptr_array_unref);
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
  double most = 0;

  if (shares->len == 0)
    return;

  section = ent_section_new (title);
  for (guint i = 0; i < shares->len; i++)
    most = MAX (most, ((EntShare *) shares->pdata[i])->days);
  for (guint i = 0; i < shares->len && i < MAX_ROWS; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), ent_time_row_new (shares->pdata[i], most));
  gtk_box_append (box, section);
}

static void
show_group (GtkBox *box,
            const EntTimeTotals *totals,
            EntTimeGrouping grouping)
{
  g_autoptr (GPtrArray) shares = ent_shares_new ();

  for (guint i = 0; i < totals->groups[grouping]->len; i++)
    {
      const EntTimeTotal *total = totals->groups[grouping]->pdata[i];

      ent_shares_ensure (shares, total->key, total->label)->days += total->days;
    }
  show_shares (box, ent_time_grouping_get_title (grouping), shares);
}

/* What looks wrong is said, and leads to one of the entries. */
static void
show_flags (GtkBox *box,
            GPtrArray *flags)
{
  GtkWidget *section;

  if (flags->len == 0)
    return;

  section = ent_section_new (_ ("Worth a Look"));
  gtk_widget_set_name (section, "flags");
  for (guint i = 0; i < flags->len && i < MAX_FLAGS; i++)
    {
      const EntTimeFlag *flag = flags->pdata[i];
      g_autofree char *day = ent_format_display_date (flag->day);
      g_autofree char *hours = ent_format_display_real (round (flag->hours * 10) / 10);
      /* Translators: a day, a number of hours and a number of entries */
      g_autofree char *detail = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s: %2$s hours in %3$u entry", "%1$s: %2$s hours in %3$u entries", flag->n_entries),
                                                 day, hours, flag->n_entries);

      ent_section_add_line (ENT_SECTION (section), flag->first, flag->name, detail, flag->impossible ? _ ("Impossible") : _ ("Overlap"),
                            flag->impossible ? ENT_TONE_ERROR : ENT_TONE_WARNING);
    }
  gtk_box_append (box, section);
}

static void
show_cofunding (GtkBox *box,
                GPtrArray *cofunding)
{
  for (guint i = 0; i < cofunding->len && i < MAX_ROWS; i++)
    {
      const EntCofunding *shares = cofunding->pdata[i];
      /* Translators: the title of a project */
      g_autofree char *title = g_strdup_printf (_ ("Co-Funding: %s"), shares->headline);
      GtkWidget *section = ent_cofunding_section_new (shares, title);

      if (section != NULL)
        gtk_box_append (box, section);
    }
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
  Totals *totals = result;

  g_clear_pointer (&self->totals, totals_free);
  self->totals = totals;
  ent_children_remove (GTK_WIDGET (self->tiles));
  ent_children_remove (GTK_WIDGET (self->people_box));
  ent_children_remove (GTK_WIDGET (self->departments_box));
  add_tile (self, totals->figures, "involvement.days", _ ("days of work"));
  add_tile (self, totals->figures, "involvement.people", _ ("people"));
  add_tile (self, totals->figures, "involvement.cost", _ ("valued cost"));
  add_tile (self, totals->figures, "involvement.unconfirmed", _ ("not confirmed yet"));
  show_flags (self->people_box, totals->time->flags);
  show_group (self->people_box, totals->time, ENT_TIME_BY_PERSON);
  show_group (self->people_box, totals->time, ENT_TIME_BY_PROJECT);
  show_group (self->departments_box, totals->time, ENT_TIME_BY_DEPARTMENT);
  show_group (self->departments_box, totals->time, ENT_TIME_BY_KIND);
  show_group (self->departments_box, totals->time, ENT_TIME_BY_MONTH);
  show_table (self->departments_box, totals->figures, "involvement.languages");
  show_cofunding (self->departments_box, totals->cofunding);
  gtk_stack_set_visible_child_name (self->stack, totals->time->groups[ENT_TIME_BY_PERSON]->len > 0 ? "totals" : "empty");
}

static gpointer
load_totals (EntWorkspace *workspace,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (Totals) totals = g_new0 (Totals, 1);
  g_autofree char *today = ent_format_today ();
  int year = GPOINTER_TO_INT (data);

  totals->figures = ent_returns_year_new (workspace, year, NULL, cancellable, error);
  if (totals->figures == NULL)
    return NULL;
  totals->time = ent_time_totals_load (workspace, year, cancellable, error);
  totals->cofunding = totals->time != NULL ? ent_cofunding_list (workspace, today, error) : NULL;
  if (totals->cofunding == NULL)
    return NULL;

  return g_steal_pointer (&totals);
}

static void
ent_involvement_page_refresh (EntPage *page)
{
  EntInvolvementPage *self = ENT_INVOLVEMENT_PAGE (page);

  ent_page_load (page, load_totals, GINT_TO_POINTER (self->year), NULL, (GDestroyNotify) totals_free, show_totals);
}

static void
set_year (EntInvolvementPage *self,
          int year)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("involvement"));
  g_autoptr (EntQuery) waiting = NULL;
  g_autofree char *text = g_strdup_printf ("%d", year);

  self->year = year;
  gtk_label_set_label (self->year_label, text);
  gtk_widget_set_sensitive (self->later_button, year < ent_format_this_year ());
  ent_query_add_text (query, "from", ENT_FILTER_FROM, text);
  ent_query_add_text (query, "from", ENT_FILTER_UNTIL, text);
  ent_record_table_set_base_query (self->table, query);
  waiting = ent_query_copy (query);
  ent_query_add_text (waiting, "confirmed-on", ENT_FILTER_UNSET, NULL);
  ent_record_table_set_base_query (self->confirm_table, waiting);
}

static EntRecordTable *
get_shown_table (EntInvolvementPage *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->view_stack), "confirm") == 0 ? self->confirm_table : self->table;
}

static gboolean
shows_totals (EntInvolvementPage *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->view_stack), "totals") == 0 && self->totals != NULL;
}

static void
view_changed_cb (EntInvolvementPage *self)
{
  gboolean waiting = get_shown_table (self) == self->confirm_table;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "involvement.confirm", waiting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "involvement.confirm-shown", waiting);
}

static void
n_waiting_changed_cb (EntInvolvementPage *self)
{
  gtk_widget_set_visible (self->confirm_button, ent_record_table_get_n_records (self->confirm_table) > 0);
}

static void
confirm_action (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EntInvolvementPage *self = ENT_INVOLVEMENT_PAGE (widget);
  const char *const ids[] = { ent_record_table_get_selected_id (self->confirm_table), NULL };

  if (ids[0] != NULL)
    ent_confirm_entries (widget, ent_page_get_store (ENT_PAGE (self)), ids);
}

static void
show_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  adw_view_stack_set_visible_child_name (ENT_INVOLVEMENT_PAGE (widget)->view_stack, g_variant_get_string (parameter, NULL));
}

static void
confirm_shown_action (GtkWidget *widget,
                      const char *name,
                      GVariant *parameter)
{
  EntInvolvementPage *self = ENT_INVOLVEMENT_PAGE (widget);
  g_autoptr (EntQuery) query = ent_record_table_get_query (self->confirm_table);

  ent_confirm_shown (widget, ent_page_get_store (ENT_PAGE (self)), query);
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

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->view_stack), "totals") == 0)
    adw_view_stack_set_visible_child_name (self->view_stack, "entries");
  ent_record_table_focus_search (get_shown_table (self));
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
  const char *id = ent_record_table_get_selected_id (get_shown_table (ENT_INVOLVEMENT_PAGE (page)));

  return id != NULL && gtk_widget_activate_action (GTK_WIDGET (page), "record.edit", "s", id);
}

static void
ent_involvement_page_print (EntPage *page,
                            EntPrintTarget target)
{
  EntInvolvementPage *self = ENT_INVOLVEMENT_PAGE (page);
  EntRecordTable *table = get_shown_table (self);
  g_autoptr (EntQuery) query = NULL;
  g_auto (GStrv) columns = NULL;

  if (shows_totals (self))
    {
      ent_print_sheet (GTK_WIDGET (page), ent_time_sheet_compose (self->totals->time, self->totals->cofunding, _ ("Involvement")), target);
      return;
    }

  query = ent_record_table_get_query (table);
  columns = ent_record_table_get_columns (table);
  ent_print_list (GTK_WIDGET (page), ent_page_get_store (page), query, (const char *const *) columns, target);
}

static gboolean
write_totals (EntWorkspace *workspace,
              gpointer data,
              const char *path,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (EntTimeTotals) totals = ent_time_totals_load (workspace, GPOINTER_TO_INT (data), cancellable, error);

  return totals != NULL && ent_time_sheet_write_csv (totals, path, ENT_CSV_FRENCH, cancellable, error);
}

/**
 * ent_involvement_page_save:
 * @self: the page
 * @file: where to write; what is there is replaced
 *
 * Writes the totals of the year that is shown, for a spreadsheet, off the main thread; the window tells how it ended.
 */
void
ent_involvement_page_save (EntInvolvementPage *self,
                           GFile *file)
{
  g_return_if_fail (ENT_IS_INVOLVEMENT_PAGE (self));

  ent_write_file (GTK_WIDGET (self), ent_page_get_store (ENT_PAGE (self)), file, write_totals, GINT_TO_POINTER (self->year), NULL);
}

static gboolean
ent_involvement_page_export (EntPage *page)
{
  EntInvolvementPage *self = ENT_INVOLVEMENT_PAGE (page);
  /* Translators: the name of a file, without its ending; a year */
  g_autofree char *name = g_strdup_printf (_ ("involvement-%d"), self->year);
  g_autofree char *file = g_strconcat (name, ".csv", NULL);

  if (shows_totals (self))
    ent_ask_for_file (GTK_WIDGET (page), _ ("Export the Totals"), _ ("Tables (CSV)"), "csv", file, (EntTakeFile) ent_involvement_page_save);
  else
    ent_export_dialog_present_for (get_shown_table (self), ent_page_get_store (page));
  return TRUE;
}

static void
ent_involvement_page_constructed (GObject *object)
{
  EntInvolvementPage *self = ENT_INVOLVEMENT_PAGE (object);
  const char *title = NULL;
  const char *description = NULL;

  G_OBJECT_CLASS (ent_involvement_page_parent_class)->constructed (object);

  ent_list_layout_keep (self->table, "involvement");
  ent_list_hints_get (ent_schema_find ("involvement"), &title, &description);
  ent_record_table_set_hint (self->table, title, description);
  ent_record_table_set_hint (self->confirm_table, _ ("Nothing to Confirm"), _ ("What is logged in this year and not confirmed yet waits here."));
  ent_record_table_set_store (self->table, ent_page_get_store (ENT_PAGE (self)));
  ent_record_table_set_store (self->confirm_table, ent_page_get_store (ENT_PAGE (self)));
  set_year (self, ent_format_this_year ());
  view_changed_cb (self);
}

static void
ent_involvement_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_INVOLVEMENT_PAGE);

  G_OBJECT_CLASS (ent_involvement_page_parent_class)->dispose (object);
}

static void
ent_involvement_page_finalize (GObject *object)
{
  g_clear_pointer (&ENT_INVOLVEMENT_PAGE (object)->totals, totals_free);

  G_OBJECT_CLASS (ent_involvement_page_parent_class)->finalize (object);
}

static void
ent_involvement_page_class_init (EntInvolvementPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  object_class->constructed = ent_involvement_page_constructed;
  object_class->dispose = ent_involvement_page_dispose;
  object_class->finalize = ent_involvement_page_finalize;
  page_class->refresh = ent_involvement_page_refresh;
  page_class->find = ent_involvement_page_find;
  page_class->add = ent_involvement_page_add;
  page_class->edit = ent_involvement_page_edit;
  page_class->export = ent_involvement_page_export;
  page_class->print = ent_involvement_page_print;

  g_type_ensure (ENT_TYPE_RECORD_TABLE);
  gtk_widget_class_install_action (widget_class, "involvement.confirm", NULL, confirm_action);
  gtk_widget_class_install_action (widget_class, "involvement.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "involvement.confirm-shown", NULL, confirm_shown_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-involvement-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, later_button);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, year_label);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, view_stack);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, people_box);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, departments_box);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, table);
  gtk_widget_class_bind_template_child (widget_class, EntInvolvementPage, confirm_table);
  gtk_widget_class_bind_template_callback (widget_class, earlier_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, n_waiting_changed_cb);
}

static void
ent_involvement_page_init (EntInvolvementPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
