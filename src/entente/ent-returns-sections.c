/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-sections.h"

#include <glib/gi18n-lib.h>

#include "ent-chart.h"
#include "ent-figure-table.h"
#include "ent-returns-comparison.h"
#include "ent-returns-drawing.h"
#include "ent-returns-prose.h"
#include "ent-tile.h"

/* Bars that are taken in at a glance; the tables have all. */
#define MAX_ROWS 12

static const guint all_columns[] = { 0, 1, 2 };

static const EntReturnsTable *
find_table (EntReturnsYear *year,
            const char *key)
{
  const EntReturnsTable *table = ent_returns_year_find_table (year, key);

  g_assert (table != NULL);
  return table;
}

static gboolean
has_value (EntReturnsYear *year,
           const char *key)
{
  return ent_returns_year_find (year, key)->value > 0;
}

static void
open_figure (GtkWidget *widget,
             const char *key)
{
  gtk_widget_activate_action (widget, "figure.open", "s", key);
}

/* The parts of a section. */

static GtkWidget *
create_text (const char *text,
             const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);

  return label;
}

/* A group under a title that may take more than one line, which its own may not. */
static AdwPreferencesGroup *
add_section (GtkBox *box,
             const char *title,
             const char *description)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *heading = create_text (title, "heading");

  gtk_box_append (GTK_BOX (section), heading);
  if (description != NULL)
    gtk_box_append (GTK_BOX (section), create_text (description, "dim-label"));
  gtk_box_append (GTK_BOX (section), group);
  gtk_widget_set_margin_top (group, 6);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_RELATION_LABELLED_BY, heading, NULL, -1);
  gtk_box_append (box, section);

  return ADW_PREFERENCES_GROUP (group);
}

static GtkBox *
add_card (AdwPreferencesGroup *group)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "ent-figures");
  adw_preferences_group_add (group, card);

  return GTK_BOX (card);
}

static void
add_chart (GtkBox *card,
           EntReturnsYear *year,
           const EntChartSpec *spec)
{
  GtkWidget *chart = ent_chart_new ();

  ent_chart_show (ENT_CHART (chart), year, spec);
  g_signal_connect (chart, "activated", G_CALLBACK (open_figure), NULL);
  gtk_box_append (card, chart);
}

/* Bars for the rows of @keys, or for all that are not 0 where @keys is NULL. */
static void
add_bars (GtkBox *card,
          EntReturnsYear *year,
          const EntReturnsTable *table,
          const char *const *keys,
          const guint *columns,
          guint n_columns,
          guint series)
{
  guint rows[MAX_ROWS];
  EntChartSpec spec = { table, rows, 0, columns, n_columns, series };
  gboolean has_bar = FALSE;

  for (guint i = 0; i < table->n_rows && spec.n_rows < MAX_ROWS; i++)
    {
      gboolean is_high = FALSE;

      for (guint j = 0; j < n_columns; j++)
        is_high = is_high || ent_returns_table_get (table, i, columns[j])->value > 0;
      if (keys != NULL ? g_strv_contains (keys, table->rows[i].key) : is_high)
        rows[spec.n_rows++] = i;
      has_bar = has_bar || (is_high && spec.n_rows > 0 && rows[spec.n_rows - 1] == i);
    }

  if (has_bar)
    add_chart (card, year, &spec);
}

/* A part of a table as bars of their own; the table itself has all of them in figures. */
static void
add_titled_bars (GtkBox *box,
                 EntReturnsYear *year,
                 const EntReturnsTable *table,
                 const char *title,
                 const char *const *keys,
                 const guint *columns,
                 guint n_columns,
                 guint series)
{
  for (guint i = 0; i < table->n_rows; i++)
    for (guint j = 0; g_strv_contains (keys, table->rows[i].key) && j < n_columns; j++)
      if (ent_returns_table_get (table, i, columns[j])->value > 0)
        {
          add_bars (add_card (add_section (box, title, NULL)), year, table, keys, columns, n_columns, series);
          return;
        }
}

/* A chart that the documents have too, under a title of its own. */
static void
add_drawing (GtkBox *box,
             EntReturnsYear *year,
             EntReturnsDrawing drawing)
{
  EntReturnsPlate plate;

  if (ent_returns_drawing_prepare (drawing, year, &plate))
    add_chart (add_card (add_section (box, plate.title, NULL)), year, &plate.spec);
}

static void
add_table (GtkBox *card,
           const EntReturnsTable *table)
{
  gtk_box_append (card, ent_figure_table_new (table, TRUE));
}

/* A share above what it is a share of, so that both have room beside a definition. */
static GtkWidget *
create_value (const EntReturnsFigure *figure)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *brief = ent_returns_figure_shorten (figure);
  g_autofree char *part = ent_returns_format_number (figure->part, 0);
  g_autofree char *whole = ent_returns_format_number (figure->whole, 0);
  /* Translators: how many of how many: “6 of 41”. */
  g_autofree char *detail = g_strdup_printf (_ ("%s of %s"), part, whole);
  GtkWidget *label = gtk_label_new (brief);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  if (figure->unit == ENT_RETURNS_SHARE && figure->known)
    {
      GtkWidget *detail_label = gtk_label_new (detail);

      gtk_label_set_xalign (GTK_LABEL (detail_label), 1);
      gtk_widget_add_css_class (detail_label, "caption");
      gtk_widget_add_css_class (detail_label, "dim-label");
      gtk_widget_add_css_class (detail_label, "numeric");
      gtk_box_append (GTK_BOX (box), detail_label);
    }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  return box;
}

/* A row that opens a figure. */
static GtkWidget *
create_figure_row (const EntReturnsFigure *figure,
                   const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), figure->definition);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_value (figure));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (row, figure->key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "figure.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", figure->key);

  return row;
}

/* The sections. */

static GtkWidget *
create_tile (const EntReturnsTile *shown)
{
  GtkWidget *tile = ent_tile_new_with_action (shown->value, shown->name, "figure.open", shown->figure->key);

  gtk_widget_set_name (tile, shown->figure->key);
  gtk_widget_set_tooltip_text (tile, shown->figure->definition);

  return tile;
}

static void
add_tiles (GtkBox *box,
           EntReturnsYear *year)
{
  EntReturnsTile tiles[ENT_RETURNS_N_TILES];
  GtkWidget *flow_box = gtk_flow_box_new ();

  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow_box), TRUE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow_box), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow_box), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow_box), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow_box), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow_box), 12);
  gtk_widget_add_css_class (flow_box, "ent-tiles");
  ent_returns_year_list_tiles (year, tiles);
  for (guint i = 0; i < ENT_RETURNS_N_TILES; i++)
    {
      ent_tile_append (GTK_FLOW_BOX (flow_box), create_tile (&tiles[i]));
      g_free (tiles[i].value);
    }
  gtk_box_append (box, flow_box);
}

static void
add_summary (GtkBox *box,
             EntReturnsYear *year)
{
  AdwPreferencesGroup *group = add_section (box, _ ("In Short"), NULL);
  GtkBox *card = add_card (group);
  g_auto (GStrv) sentences = ent_returns_year_summarise (year);

  gtk_box_set_spacing (card, 8);
  for (guint i = 0; sentences[i] != NULL; i++)
    gtk_box_append (card, create_text (sentences[i], "body"));
}

static void
add_stages (GtkBox *box,
            EntReturnsYear *year)
{
  static const char *const scopes[] = { "territory", "authority", NULL };
  static const char *const natures[] = { "territory.economic", "territory.non-economic", "territory.unclassified", NULL };
  const EntReturnsTable *table = find_table (year, "returns");
  AdwPreferencesGroup *group = add_section (box, table->title, table->note);
  GtkBox *card = add_card (group);

  add_bars (card, year, table, scopes, all_columns, 3, 0);
  add_table (card, table);
  add_titled_bars (box, year, table, _ ("For the Territory: What Was Sought, What Came Back"), natures, all_columns, 3, 0);
  add_drawing (box, year, ENT_RETURNS_DRAWING_THEMES);
  add_drawing (box, year, ENT_RETURNS_DRAWING_AUTHORITY);
  add_drawing (box, year, ENT_RETURNS_DRAWING_PRACTICES);
}

/* The way of the returns, and what is on it. */
static void
add_flow (GtkBox *box,
          EntReturnsYear *year)
{
  static const guint ways[] = { 1, 2 };
  const EntReturnsTable *table = find_table (year, "flow");
  GtkBox *card = add_card (add_section (box, table->title, table->note));

  add_bars (card, year, table, NULL, ways, 2, 0);
  add_table (card, table);
}

static void
add_comparison (GtkBox *box,
                GPtrArray *years)
{
  GtkWidget *table = ent_returns_comparison_new (years);

  if (table != NULL)
    gtk_box_append (add_card (add_section (box, _ ("Compared With Earlier Years"), NULL)), table);
}

static void
add_threads (GtkBox *box,
             EntReturnsYear *year)
{
  static const guint both[] = { 1, 2 };
  const EntReturnsTable *table = find_table (year, "threads");
  GtkBox *card;

  if (table->n_rows == 0)
    return;

  card = add_card (add_section (box, table->title, table->note));
  add_bars (card, year, table, NULL, both, 2, 0);
  add_table (card, table);
}

/* A row for each figure of the first column, with how it is reckoned. */
static void
add_rows (GtkBox *box,
          const EntReturnsTable *table)
{
  AdwPreferencesGroup *group = add_section (box, table->title, table->note);

  for (guint i = 0; i < table->n_rows; i++)
    adw_preferences_group_add (group, create_figure_row (ent_returns_table_get (table, i, 0), table->rows[i].label));
}

static void
add_people (GtkBox *box,
            EntReturnsYear *year)
{
  static const guint days[] = { 1 };
  static const char *const details[] = { "involvement.departments", "involvement.kinds", "involvement.languages" };
  AdwPreferencesGroup *group;

  if (!has_value (year, "involvement.people"))
    return;

  group = add_section (box, find_table (year, "involvement")->title, NULL);
  add_table (add_card (group), find_table (year, "involvement"));
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      const EntReturnsTable *table = find_table (year, details[i]);
      GtkBox *card;

      if (table->n_rows == 0)
        continue;
      card = add_card (add_section (box, table->title, NULL));
      add_bars (card, year, table, NULL, days, 1, 2);
      add_table (card, table);
    }
}

static void
add_requests (GtkBox *box,
              EntReturnsYear *year)
{
  static const guint first[] = { 0 };
  const EntReturnsTable *obstacles = find_table (year, "obstacles");
  GtkBox *card;

  if (!has_value (year, "mobilisation.asked"))
    return;

  card = add_card (add_section (box, find_table (year, "mobilisation")->title, NULL));
  add_table (card, find_table (year, "mobilisation"));
  card = add_card (add_section (box, obstacles->title, NULL));
  add_bars (card, year, obstacles, NULL, first, 1, 2);
  add_table (card, obstacles);
}

static void
add_money (GtkBox *box,
           EntReturnsYear *year)
{
  static const char *const sources[] = { "own", "ministry", "european-union", "other-public", "private", "partner", NULL };
  const EntReturnsTable *budget = find_table (year, "budget");
  const EntReturnsTable *reciprocity = find_table (year, "reciprocity");
  GtkBox *card;

  if (has_value (year, "budget.total.planned") || has_value (year, "budget.total.committed") || has_value (year, "budget.total.paid"))
    {
      card = add_card (add_section (box, budget->title, NULL));
      add_bars (card, year, budget, sources, all_columns, 3, 0);
      add_table (card, budget);
    }

  add_table (add_card (add_section (box, reciprocity->title, reciprocity->note)), reciprocity);
}

static void
add_rationale (GtkBox *box,
               EntReturnsYear *year)
{
  static const guint first[] = { 0 };
  const EntReturnsTable *table = find_table (year, "rationale");
  GtkBox *card;

  if (!has_value (year, "overview.partnerships"))
    return;

  card = add_card (add_section (box, table->title, table->note));
  add_bars (card, year, table, NULL, first, 1, 2);
  add_table (card, table);
  add_rows (box, find_table (year, "fit"));
  table = find_table (year, "obtained");
  add_table (add_card (add_section (box, table->title, table->note)), table);
}

/**
 * ent_returns_sections_fill:
 * @box: an empty box within a page that knows `figure.open`
 * @years: (element-type EntReturnsYear): the figures of a year, then of those that it is compared with
 *
 * Shows them.
 */
void
ent_returns_sections_fill (GtkBox *box,
                           GPtrArray *years)
{
  EntReturnsYear *year = years->pdata[0];

  g_return_if_fail (GTK_IS_BOX (box));

  add_tiles (box, year);
  add_summary (box, year);
  add_comparison (box, years);
  add_stages (box, year);
  add_flow (box, year);
  add_rows (box, find_table (year, "gaps"));
  /* Defined above, row by row. */
  gtk_box_append (add_card (add_section (box, _ ("By Who Benefits"), NULL)), ent_figure_table_new (find_table (year, "gaps"), FALSE));
  add_rows (box, find_table (year, "coverage"));
  add_people (box, year);
  add_requests (box, year);
  add_money (box, year);
  add_rationale (box, year);
  add_threads (box, year);
}
