/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-figure-table.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What is taken in at a glance: wholes and their parts, but not the parts of these, and not many of them. */
#define DEEPEST_LEVEL 1
#define MANY_ROWS 12

struct _EntFigureTable
{
  GtkWidget parent_instance;

  GtkGrid *grid;               /* (not nullable): a child */
  GtkToggleButton *rest_button; /* (nullable): a child */
  GPtrArray *rest;             /* (not nullable) (owned) (element-type GtkWidget): what is hidden at first */
  guint n_columns;             /* of figures */
  gboolean is_broad;           /* amounts or many columns, which leave no room for labels where there is little */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (EntFigureTable, ent_figure_table, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_NARROW = 1,
} EntFigureTableProperty;

static GParamSpec *props[PROP_NARROW + 1];

/* Each row of figures has two of the grid, for the label to move above them. */
#define GRID_ROW(position) (2 * (position) + 1)

static void
ent_figure_table_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (ent_figure_table_parent_class)->dispose (object);
}

static void
ent_figure_table_finalize (GObject *object)
{
  g_ptr_array_unref (ENT_FIGURE_TABLE (object)->rest);

  G_OBJECT_CLASS (ent_figure_table_parent_class)->finalize (object);
}

/* Puts the label of each row beside its figures, or above them. */
static void
place_rows (EntFigureTable *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  gboolean above = self->narrow && self->is_broad;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkGridLayoutChild *place = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, child));
      int row = gtk_grid_layout_child_get_row (place);

      if (row == 0)
        continue;
      if (gtk_grid_layout_child_get_column (place) == 0)
        gtk_grid_layout_child_set_column_span (place, above ? self->n_columns + 1 : 1);
      else
        gtk_grid_layout_child_set_row (place, (row - 1) / 2 * 2 + (above ? 2 : 1));
    }
}

static void
ent_figure_table_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  switch ((EntFigureTableProperty) prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, ENT_FIGURE_TABLE (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_figure_table_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  switch ((EntFigureTableProperty) prop_id)
    {
    case PROP_NARROW:
      ent_figure_table_set_narrow (ENT_FIGURE_TABLE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_figure_table_class_init (EntFigureTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ent_figure_table_dispose;
  object_class->finalize = ent_figure_table_finalize;
  object_class->get_property = ent_figure_table_get_property;
  object_class->set_property = ent_figure_table_set_property;

  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ent_figure_table_init (EntFigureTable *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);

  self->rest = g_ptr_array_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}

static GtkWidget *
create_label (const char *text,
              float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  gtk_label_set_xalign (GTK_LABEL (label), xalign);

  return label;
}

static void
add_headings (EntFigureTable *self,
              const EntReturnsTable *table)
{
  /* A single column is what the title says. */
  if (table->n_columns < 2)
    return;

  for (guint i = 0; i < table->n_columns; i++)
    {
      GtkWidget *label = create_label (table->columns[i].label, 1);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "ent-figure-heading");
      gtk_widget_set_valign (label, GTK_ALIGN_END);
      gtk_grid_attach (self->grid, label, i + 1, 0, 1, 1);
    }
}

static GtkWidget *
create_cell (const EntReturnsTable *table,
             const EntReturnsFigure *figure)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *brief = table->n_columns < 2 ? ent_returns_figure_display (figure) : ent_returns_figure_shorten (figure);
  g_autofree char *full = ent_returns_figure_display (figure);
  /* Translators: a figure: what it is, and its value. */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), figure->label, full);
  GtkWidget *label = gtk_label_new (brief);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ent-figure-cell");
  if (figure->n_records == 0)
    gtk_widget_add_css_class (button, "dim-label");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_widget_set_name (button, figure->key);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "figure.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", figure->key);

  return button;
}

static void
attach (EntFigureTable *self,
        GtkWidget *widget,
        int column,
        int row,
        gboolean waits)
{
  gtk_grid_attach (self->grid, widget, column, row, 1, 1);
  if (!waits)
    return;

  gtk_widget_set_visible (widget, FALSE);
  g_ptr_array_add (self->rest, widget);
}

/* How the figures of a row are reckoned; nothing where the row before has said it. */
static const char *
find_definition (const EntReturnsTable *table,
                 guint position)
{
  const char *definitions[2] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (definitions) && i <= position; i++)
    for (guint j = 0; j < table->n_columns && definitions[i] == NULL; j++)
      {
        const EntReturnsFigure *figure = ent_returns_table_get (table, position - i, j);

        definitions[i] = figure != NULL ? figure->definition : NULL;
      }

  return g_strcmp0 (definitions[0], definitions[1]) != 0 ? definitions[0] : NULL;
}

/* Whether one sentence defines all of them. */
static gboolean
is_defined_once (const EntReturnsTable *table)
{
  for (guint i = 1; i < table->n_rows; i++)
    if (find_definition (table, i) != NULL)
      return FALSE;

  return TRUE;
}

static GtkWidget *
create_caption (const char *text)
{
  GtkWidget *caption = create_label (text, 0);

  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  return caption;
}

static GtkWidget *
create_heading (const EntReturnsRow *row,
                const char *definition,
                gboolean is_flat)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = create_label (row->label, 0);

  if (row->level == 0 && !is_flat)
    gtk_widget_add_css_class (label, "heading");
  else if (row->level > 1)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  if (definition != NULL)
    gtk_box_append (GTK_BOX (box), create_caption (definition));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (box, 12 * row->level);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_add_css_class (box, "ent-figure-label");

  return box;
}

static void
add_row (EntFigureTable *self,
         const EntReturnsTable *table,
         guint position,
         gboolean is_flat,
         gboolean is_defined)
{
  const EntReturnsRow *row = &table->rows[position];
  gboolean waits = row->level > DEEPEST_LEVEL || (is_flat && position >= MANY_ROWS);
  const char *definition = is_defined ? find_definition (table, position) : NULL;

  attach (self, create_heading (row, definition, is_flat), 0, GRID_ROW (position), waits);

  for (guint i = 0; i < table->n_columns; i++)
    {
      const EntReturnsFigure *figure = ent_returns_table_get (table, position, i);

      if (figure == NULL)
        continue;
      attach (self, create_cell (table, figure), i + 1, GRID_ROW (position), waits);
      self->is_broad |= table->n_columns > 2 || (table->n_columns > 1 && figure->unit == ENT_RETURNS_MONEY);
    }
}

static void
rest_toggled_cb (EntFigureTable *self)
{
  gboolean shown = gtk_toggle_button_get_active (self->rest_button);

  for (guint i = 0; i < self->rest->len; i++)
    gtk_widget_set_visible (self->rest->pdata[i], shown);
  gtk_button_set_label (GTK_BUTTON (self->rest_button), shown ? _ ("Show Less") : _ ("Show More"));
}

static void
add_rest_button (EntFigureTable *self)
{
  self->rest_button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_ ("Show More")));
  gtk_widget_add_css_class (GTK_WIDGET (self->rest_button), "flat");
  gtk_widget_set_halign (GTK_WIDGET (self->rest_button), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (GTK_WIDGET (self->rest_button), GTK_WIDGET (self));
  g_signal_connect_swapped (self->rest_button, "toggled", G_CALLBACK (rest_toggled_cb), self);
}

/**
 * ent_figure_table_new:
 * @table: the figures; not used any more afterwards
 * @is_defined: whether it says how they are reckoned: each row, or below the table what is true of all
 *
 * Returns: (transfer floating): a table of them
 */
GtkWidget *
ent_figure_table_new (const EntReturnsTable *table,
                      gboolean is_defined)
{
  EntFigureTable *self = g_object_new (ENT_TYPE_FIGURE_TABLE, NULL);
  const char *shared = is_defined && table->n_rows > 0 && is_defined_once (table) ? find_definition (table, 0) : NULL;
  gboolean is_flat = TRUE;

  for (guint i = 0; i < table->n_rows; i++)
    is_flat = is_flat && table->rows[i].level == 0;

  self->n_columns = table->n_columns;
  add_headings (self, table);
  for (guint i = 0; i < table->n_rows; i++)
    add_row (self, table, i, is_flat, is_defined && shared == NULL);
  if (self->rest->len > 0)
    add_rest_button (self);
  if (shared != NULL)
    gtk_widget_set_parent (create_caption (shared), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, table->title, -1);

  return GTK_WIDGET (self);
}

/**
 * ent_figure_table_set_narrow:
 * @self: a table
 * @narrow: whether there is little room beside the figures
 */
void
ent_figure_table_set_narrow (EntFigureTable *self,
                             gboolean narrow)
{
  g_return_if_fail (ENT_IS_FIGURE_TABLE (self));

  if (self->narrow == !!narrow)
    return;

  self->narrow = !!narrow;
  place_rows (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROW]);
}
