/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a row with a choice says what is chosen. */
#include "ent-combo-words.h"

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *item,
         gpointer property)
{
  g_autofree char *words = NULL;

  g_object_get (gtk_list_item_get_item (item), property, &words, NULL);
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), words);
  gtk_list_item_set_accessible_label (item, words);
}

/*
 * ent_combo_words_show:
 * @row: a row with a choice, before it has a list factory of its own
 * @property: what says the words of an item; static
 *
 * Lets the row say what is chosen as far as there is room, where the platform’s own stops at twenty characters.
 */
void
ent_combo_words_show (AdwComboRow *row,
                      const char *property)
{
  g_autoptr (GtkListItemFactory) words = gtk_signal_list_item_factory_new ();

  g_signal_connect (words, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (words, "bind", G_CALLBACK (bind_cb), (gpointer) property);
  adw_combo_row_set_list_factory (row, adw_combo_row_get_factory (row));
  adw_combo_row_set_factory (row, words);
}
