/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-columns-private.h"

#include <glib/gi18n-lib.h>

#include "ent-record-cell.h"

/* Widths in pixels: what the usual content of a type needs, and what its title does. */
#define WIDTH_OF_CHARACTER 7
#define WIDTH_OF_SMALL_CHARACTER 6.5
#define WIDTH_OF_PADDING 30
#define WIDTH_OF_ARROW 40
#define MAX_WIDTH_OF_TITLE 220
#define MAX_WIDTH_OF_CHOICE 145
#define MIN_WIDTH 40
#define MAX_WIDTH 2000

/* An address is of no use cut; the parts of a name are short. */
static int
width_of_text (const EntEntity *entity,
               const EntField *field)
{
  if (field->format == ENT_FORMAT_EMAIL)
    return 230;

  return ent_entity_in_headline (entity, field) && strchr (entity->headline, '+') == NULL ? 260 : 140;
}

/* The names of countries, too many to be looked through, are seldom longer. */
#define CHARACTERS_OF_COUNTRY 14

static int
width_of_choices (const EntChoices *choices)
{
  glong longest = choices->items == NULL ? CHARACTERS_OF_COUNTRY : 0;

  for (guint i = 0; i < choices->n_items; i++)
    longest = MAX (longest, g_utf8_strlen (ent_choices_get_label (choices, choices->items[i].nick), -1));

  return longest * WIDTH_OF_CHARACTER + WIDTH_OF_PADDING;
}

static int
width_of_content (const EntEntity *entity,
                  const EntField *field)
{
  switch (field->type)
    {
    case ENT_FIELD_TEXT:
      return width_of_text (entity, field);
    case ENT_FIELD_LONG_TEXT:
      return 260;
    case ENT_FIELD_YEAR:
    case ENT_FIELD_YES_NO:
      return 80;
    case ENT_FIELD_INTEGER:
    case ENT_FIELD_MONEY:
    case ENT_FIELD_REAL:
      return 110;
    case ENT_FIELD_DATE:
      return 156;
    case ENT_FIELD_CHOICE:
      return MIN (width_of_choices (field->choices), MAX_WIDTH_OF_CHOICE);
    case ENT_FIELD_TEXTS:
      return 130;
    case ENT_FIELD_CHOICES:
    case ENT_FIELD_REFERENCE:
    case ENT_FIELD_REFERENCES:
    default:
      return 160;
    }
}

/* What is written in words takes the room that is left: numbers, dates, codes and the words of a short list have all they
 * need. */
static gboolean
is_in_words (const EntField *field)
{
  switch (field->type)
    {
    case ENT_FIELD_TEXT:
      return field->format == ENT_FORMAT_ANY || field->format == ENT_FORMAT_EMAIL;
    case ENT_FIELD_CHOICE:
      return width_of_choices (field->choices) > MAX_WIDTH_OF_CHOICE;
    case ENT_FIELD_DATE:
    case ENT_FIELD_YEAR:
    case ENT_FIELD_YES_NO:
    case ENT_FIELD_INTEGER:
    case ENT_FIELD_MONEY:
    case ENT_FIELD_REAL:
      return FALSE;
    case ENT_FIELD_LONG_TEXT:
    case ENT_FIELD_TEXTS:
    case ENT_FIELD_CHOICES:
    case ENT_FIELD_REFERENCE:
    case ENT_FIELD_REFERENCES:
    default:
      return TRUE;
    }
}

static int
width_of (const EntEntity *entity,
          const EntField *field)
{
  int title = g_utf8_strlen (ent_field_get_label (field), -1) * WIDTH_OF_SMALL_CHARACTER + WIDTH_OF_ARROW;

  return MAX (width_of_content (entity, field), MIN (title, MAX_WIDTH_OF_TITLE));
}

static gboolean
is_proposed (const EntField *field)
{
  return (field->flags & ENT_FIELD_COLUMN) != 0;
}

static gboolean
is_offered (const EntField *field)
{
  return field->type != ENT_FIELD_LONG_TEXT || is_proposed (field);
}

static gboolean
is_sortable (const EntField *field)
{
  return ent_field_get_kind (field) != ENT_VALUE_LIST && field->type != ENT_FIELD_LONG_TEXT;
}

static GtkColumnViewColumn *
create_column (const EntEntity *entity,
               const EntField *field)
{
  GtkColumnViewColumn *column = gtk_column_view_column_new (ent_field_get_label (field), ent_record_cell_factory_new (field));

  gtk_column_view_column_set_id (column, field->name);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, width_of (entity, field));
  gtk_column_view_column_set_expand (column, is_in_words (field));
  gtk_column_view_column_set_visible (column, is_proposed (field));

  /* The order is SQL’s; a sorter only makes the title something to click. */
  if (is_sortable (field))
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }

  return column;
}

static GtkColumnViewColumn *
find_column (GtkColumnView *view,
             const char *name)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_id (column), name) == 0)
        return column;
    }

  return NULL;
}

/*
 * ent_record_columns_add:
 * @view: an empty table
 * @entity: what it lists
 *
 * Adds a column for each field; those that the schema does not propose are hidden.
 */
void
ent_record_columns_add (GtkColumnView *view,
                        const EntEntity *entity)
{
  gboolean descending = *entity->order == '-';
  GtkColumnViewColumn *first;

  for (guint i = 0; i < entity->n_fields; i++)
    if (is_offered (&entity->fields[i]))
      {
        g_autoptr (GtkColumnViewColumn) column = create_column (entity, &entity->fields[i]);

        gtk_column_view_append_column (view, column);
      }

  first = find_column (view, entity->order + descending);
  gtk_column_view_sort_by_column (view, first, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/*
 * ent_record_columns_get_proposed:
 * @entity: what a table lists
 *
 * Returns: (transfer full): the names of the fields that the schema proposes, the first to be seen first
 */
GStrv
ent_record_columns_get_proposed (const EntEntity *entity)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < entity->n_fields; i++)
    if (is_proposed (&entity->fields[i]))
      g_strv_builder_add (names, entity->fields[i].name);

  return g_strv_builder_end (names);
}

/*
 * ent_record_columns_show_first:
 * @view: a table
 * @entity: what it lists
 * @n: how many
 *
 * Shows the first @n of the columns that the schema proposes, and no other.
 */
void
ent_record_columns_show_first (GtkColumnView *view,
                               const EntEntity *entity,
                               guint n)
{
  g_auto (GStrv) names = ent_record_columns_get_proposed (entity);

  for (guint i = 0; names[i] != NULL; i++)
    gtk_column_view_column_set_visible (find_column (view, names[i]), i < n);
}

/*
 * ent_record_columns_get_width:
 * @view: a table
 * @entity: what it lists
 * @n: how many
 *
 * Returns: the room in pixels that the first @n of the columns need that the schema proposes
 */
int
ent_record_columns_get_width (GtkColumnView *view,
                              const EntEntity *entity,
                              guint n)
{
  g_auto (GStrv) names = ent_record_columns_get_proposed (entity);
  int width = 0;

  for (guint i = 0; names[i] != NULL && i < n; i++)
    width += gtk_column_view_column_get_fixed_width (find_column (view, names[i]));

  return width;
}

/*
 * ent_record_columns_get_order:
 * @view: a table
 * @entity: what it lists
 * @ret_descending: (out): whether the greatest comes first
 *
 * Returns: (nullable): the field to sort by, %NULL for the entity's own order
 */
const EntField *
ent_record_columns_get_order (GtkColumnView *view,
                              const EntEntity *entity,
                              gboolean *ret_descending)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (view));
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);

  *ret_descending = gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING;
  return column != NULL ? ent_entity_find_field (entity, gtk_column_view_column_get_id (column)) : NULL;
}

static void
sort_activated_cb (GSimpleAction *action,
                   GVariant *parameter,
                   gpointer data)
{
  GtkColumnView *view = data;
  g_auto (GStrv) parts = g_strsplit (g_variant_get_string (parameter, NULL), ",", 2);
  GtkColumnViewColumn *column = find_column (view, parts[0]);

  if (column != NULL)
    gtk_column_view_sort_by_column (view, column, g_strcmp0 (parts[1], "descending") == 0 ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
follow_order (GtkSorter *sorter,
              GtkSorterChange change,
              gpointer data)
{
  GtkColumnViewSorter *order = GTK_COLUMN_VIEW_SORTER (sorter);
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (order);
  gboolean descending = gtk_column_view_sorter_get_primary_sort_order (order) == GTK_SORT_DESCENDING;
  g_autofree char *state = column != NULL ? g_strconcat (gtk_column_view_column_get_id (column), descending ? ",descending" : ",ascending", NULL) : g_strdup ("");

  g_simple_action_set_state (data, g_variant_new_string (state));
}

static void
append_order (GMenu *menu,
              const EntField *field,
              const char *direction)
{
  g_autofree char *target = g_strconcat (field->name, ",", direction, NULL);
  g_autoptr (GMenuItem) item = NULL;
  g_autofree char *label = NULL;

  if (g_str_equal (direction, "ascending"))
    /* Translators: an order of a list: a field, the smallest, first or earliest on top. */
    label = g_strdup_printf (_ ("%s, ascending"), ent_field_get_label (field));
  else
    /* Translators: an order of a list: a field, the greatest, last or latest on top. */
    label = g_strdup_printf (_ ("%s, descending"), ent_field_get_label (field));

  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "columns.order", "s", target);
  g_menu_append_item (menu, item);
}

/*
 * ent_record_columns_get_menu:
 * @view: a table
 * @entity: what it lists
 * @ret_actions: (out) (transfer full): the actions of the menu, for a group called `columns`
 *
 * Returns: (transfer full): a menu with the orders and the columns there are
 */
GMenuModel *
ent_record_columns_get_menu (GtkColumnView *view,
                             const EntEntity *entity,
                             GSimpleActionGroup **ret_actions)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) orders = g_menu_new ();
  g_autoptr (GMenu) columns = g_menu_new ();
  GSimpleActionGroup *actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) order = g_simple_action_new_stateful ("order", G_VARIANT_TYPE_STRING, g_variant_new_string (""));

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      GtkColumnViewColumn *column = find_column (view, field->name);
      g_autofree char *name = g_strconcat ("columns.", field->name, NULL);
      g_autoptr (GPropertyAction) shown = NULL;

      if (column == NULL)
        continue;
      shown = g_property_action_new (field->name, column, "visible");
      g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (shown));
      g_menu_append (columns, ent_field_get_label (field), name);
      if (is_sortable (field) && (field->flags & (ENT_FIELD_COLUMN | ENT_FIELD_INDEXED)) != 0)
        {
          append_order (orders, field, "ascending");
          append_order (orders, field, "descending");
        }
    }

  g_signal_connect_object (order, "activate", G_CALLBACK (sort_activated_cb), view, G_CONNECT_DEFAULT);
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (follow_order), order, G_CONNECT_DEFAULT);
  follow_order (gtk_column_view_get_sorter (view), GTK_SORTER_CHANGE_DIFFERENT, order);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (order));
  g_menu_append_submenu (menu, _ ("Sort By"), G_MENU_MODEL (orders));
  g_menu_append_submenu (menu, _ ("Columns"), G_MENU_MODEL (columns));

  *ret_actions = actions;
  return G_MENU_MODEL (menu);
}

/*
 * ent_record_columns_get_shown:
 * @view: a table
 *
 * Returns: (transfer full): the names of the fields whose columns are shown, in their order
 */
GStrv
ent_record_columns_get_shown (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        g_strv_builder_add (names, gtk_column_view_column_get_id (column));
    }

  return g_strv_builder_end (names);
}

/*
 * ent_record_columns_get_layout:
 * @view: a table
 * @chosen: whether the user chose the columns: otherwise there is nothing to keep of them
 *
 * Returns: (transfer floating): a variant of the type %ENT_RECORD_COLUMNS_LAYOUT: the columns chosen, in their order, each by
 *   the name of its field and its width in pixels; the field the table is sorted by, empty for none; whether the
 *   greatest comes first
 */
GVariant *
ent_record_columns_get_layout (GtkColumnView *view,
                               gboolean chosen)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (view));
  GtkColumnViewColumn *order = gtk_column_view_sorter_get_primary_sort_column (sorter);
  GVariantBuilder shown = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(si)"));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (chosen && gtk_column_view_column_get_visible (column))
        g_variant_builder_add (&shown, "(si)", gtk_column_view_column_get_id (column), gtk_column_view_column_get_fixed_width (column));
    }

  return g_variant_new ("(a(si)sb)", &shown, order != NULL ? gtk_column_view_column_get_id (order) : "",
                        gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING);
}

static guint
place_columns (GtkColumnView *view,
               GVariantIter *shown)
{
  guint position = 0;
  const char *name;
  int width;

  while (g_variant_iter_next (shown, "(&si)", &name, &width))
    {
      GtkColumnViewColumn *column = find_column (view, name);

      if (column == NULL)
        continue;
      gtk_column_view_insert_column (view, position++, column);
      gtk_column_view_column_set_fixed_width (column, CLAMP (width, MIN_WIDTH, MAX_WIDTH));
    }

  return position;
}

/*
 * ent_record_columns_set_layout:
 * @view: a table
 * @layout: what ent_record_columns_get_layout() returned, perhaps long ago: unknown fields are passed over, and where no
 *   column is left the columns stay as they are
 */
void
ent_record_columns_set_layout (GtkColumnView *view,
                               GVariant *layout)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GVariantIter) shown = NULL;
  const char *order;
  gboolean descending;
  guint n_shown;

  g_variant_get (layout, "(a(si)&sb)", &shown, &order, &descending);
  n_shown = place_columns (view, shown);
  for (guint i = 0; n_shown > 0 && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      gtk_column_view_column_set_visible (column, i < n_shown);
    }

  if (find_column (view, order) != NULL && gtk_column_view_column_get_sorter (find_column (view, order)) != NULL)
    gtk_column_view_sort_by_column (view, find_column (view, order), descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/*
 * ent_record_columns_watch:
 * @view: a table
 * @callback: called, with @object first, when there are other columns, or another width of one
 * @object: (type GObject): an object that ends the watch when it goes
 */
void
ent_record_columns_watch (GtkColumnView *view,
                          GCallback callback,
                          gpointer object)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  g_signal_connect_object (columns, "items-changed", callback, object, G_CONNECT_SWAPPED);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_signal_connect_object (column, "notify::visible", callback, object, G_CONNECT_SWAPPED);
      g_signal_connect_object (column, "notify::fixed-width", callback, object, G_CONNECT_SWAPPED);
    }
}
