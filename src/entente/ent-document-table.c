/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table that is to be saved says, to look at. */
#include "ent-document-table.h"

#include <glib/gi18n-lib.h>

/* Words of a cell; the file has them all. */
#define MOST_CHARACTERS 28

typedef struct
{
  guint column;
  gboolean is_number;
  guint n_characters; /* of the widest cell */
} Place;

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem *item,
          gpointer user_data)
{
  const Place *place = user_data;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), place->is_number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (place->n_characters, MOST_CHARACTERS));
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARACTERS);
  if (place->is_number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem *item,
         gpointer user_data)
{
  GtkStringList *row = gtk_list_item_get_item (item);
  const char *text = gtk_string_list_get_string (row, ((const Place *) user_data)->column);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), g_utf8_strlen (text, -1) > MOST_CHARACTERS ? text : NULL);
}

static guint
count_characters (const EntDocumentTable *table,
                  guint column)
{
  glong n = 0;

  for (guint i = 0; i < table->rows->len; i++)
    n = MAX (n, g_utf8_strlen (((char **) table->rows->pdata[i])[column], -1));

  return (guint) n;
}

static void
free_place (gpointer place,
            GClosure *closure)
{
  g_free (place);
}

static void
add_column (GtkColumnView *view,
            const EntDocumentTable *table,
            guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = gtk_column_view_column_new (table->headings[column], factory);
  Place *place = g_new (Place, 1);

  *place = (Place){ column, table->numbers[column], count_characters (table, column) };
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), place, free_place, G_CONNECT_DEFAULT);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), place);
  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_append_column (view, added);
}

/**
 * ent_document_table_view_new:
 * @table: what it says
 *
 * Returns: (transfer floating): the table, to be scrolled both ways
 */
GtkWidget *
ent_document_table_view_new (const EntDocumentTable *table)
{
  g_autoptr (GListStore) rows = g_list_store_new (GTK_TYPE_STRING_LIST);
  GtkWidget *view;

  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autoptr (GtkStringList) row = gtk_string_list_new (table->rows->pdata[i]);

      g_list_store_append (rows, row);
    }

  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows)))));
  gtk_column_view_set_show_column_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Beginning of the table"), -1);
  for (guint i = 0; table->headings[i] != NULL; i++)
    add_column (GTK_COLUMN_VIEW (view), table, i);

  return view;
}
