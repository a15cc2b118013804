/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-sidebar.h"

#include <glib/gi18n-lib.h>

#include "ent-places.h"
#include "ent-sync-button.h"

struct _EntSidebar
{
  AdwBin parent_instance;

  EntStore *store;       /* (nullable) (owned) */
  GtkWidget *more_row;   /* (not nullable): shows and hides the places that have no page of their own */
  GtkWidget *more_arrow; /* (not nullable) */
  gboolean more;         /* whether they are shown */
  gboolean narrow;       /* the places of a point person are shown, and no others */
  guint reveal_id;       /* tick callback that brings the place shown into view once it is laid out */
  gboolean laid_out;     /* a frame has passed since it was asked for */

  AdwWindowTitle *title;
  GtkViewport *viewport;
  GtkListBox *list_box;
  GMenu *primary_menu;
  EntSyncButton *sync_button;
};

G_DEFINE_FINAL_TYPE (EntSidebar, ent_sidebar, ADW_TYPE_BIN)

static guint activated_signal;

static GtkWidget *
create_row (const char *icon_name,
            const char *label,
            GtkWidget *suffix)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), text);
  if (suffix != NULL)
    gtk_box_append (GTK_BOX (box), suffix);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return row;
}

static const EntPlace *
get_row_place (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "place");
}

static void
set_more (EntSidebar *self,
          gboolean more)
{
  GtkListBoxRow *row;

  self->more = more;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->more_arrow), more ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->more_row), GTK_ACCESSIBLE_STATE_EXPANDED, more, -1);
  for (int i = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->more_row)) + 1;
       (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (row), more);
}

/* A point person has their own places, which come first, and no others. */
static void
set_narrow (EntSidebar *self,
            gboolean narrow)
{
  GtkListBoxRow *row;

  self->narrow = narrow;
  set_more (self, FALSE);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL && GTK_WIDGET (row) != self->more_row; i++)
    gtk_widget_set_visible (GTK_WIDGET (row), (i < (int) ent_places_get_n_own ()) == narrow);
  gtk_widget_set_visible (self->more_row, !narrow);
}

/* Rows that were just shown have a place after the next frame only. */
static gboolean
reveal_cb (GtkWidget *widget,
           GdkFrameClock *clock,
           gpointer user_data)
{
  EntSidebar *self = ENT_SIDEBAR (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list_box);

  if (!self->laid_out)
    {
      self->laid_out = TRUE;
      return G_SOURCE_CONTINUE;
    }

  self->reveal_id = 0;
  if (row != NULL)
    gtk_viewport_scroll_to (self->viewport, GTK_WIDGET (row), NULL);
  return G_SOURCE_REMOVE;
}

static void
reveal_selected (EntSidebar *self)
{
  self->laid_out = FALSE;
  if (self->reveal_id == 0 && self->list_box != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->list_box)))
    self->reveal_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
}

static void
row_activated_cb (EntSidebar *self,
                  GtkListBoxRow *row)
{
  const EntPlace *place = get_row_place (row);

  if (place == NULL)
    set_more (self, !self->more);
  else
    g_signal_emit (self, activated_signal, 0, place->name);
}

static void
append_place (EntSidebar *self,
              const EntPlace *place)
{
  GtkWidget *row = create_row (place->icon, ent_place_get_label (place), NULL);

  g_object_set_data (G_OBJECT (row), "place", (gpointer) place);
  gtk_list_box_append (self->list_box, row);
}

static void
append_more (EntSidebar *self)
{
  self->more_arrow = gtk_image_new ();
  self->more_row = create_row ("view-list-bullet-symbolic", _ ("All Records"), self->more_arrow);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self->more_row), FALSE);
  gtk_list_box_append (self->list_box, self->more_row);
}

static void
ent_sidebar_dispose (GObject *object)
{
  EntSidebar *self = ENT_SIDEBAR (object);

  ent_sidebar_set_store (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENT_TYPE_SIDEBAR);

  G_OBJECT_CLASS (ent_sidebar_parent_class)->dispose (object);
}

static void
ent_sidebar_class_init (EntSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_sidebar_dispose;

  /**
   * EntSidebar::activated:
   * @place: the name of a place
   */
  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (ENT_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, EntSidebar, title);
  gtk_widget_class_bind_template_child (widget_class, EntSidebar, viewport);
  gtk_widget_class_bind_template_child (widget_class, EntSidebar, list_box);
  gtk_widget_class_bind_template_child (widget_class, EntSidebar, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, EntSidebar, sync_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_selected);
}

static void
ent_sidebar_init (EntSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < ent_places_get_n_own (); i++)
    append_place (self, ent_places_get_own (i));
  for (guint i = 0; i < ent_places_get_n (); i++)
    {
      if (i == ent_places_get_n_main ())
        append_more (self);
      append_place (self, ent_places_get (i));
    }
  set_narrow (self, FALSE);
}

/* "Undo" says what it undoes. */
static void
update_undo (EntSidebar *self)
{
  g_autoptr (GMenu) section = g_menu_new ();
  const char *undo = self->store != NULL ? ent_store_get_undo_label (self->store) : NULL;
  const char *redo = self->store != NULL ? ent_store_get_redo_label (self->store) : NULL;
  /* Translators: what was done, such as “Add Évry – Kayes” */
  g_autofree char *undo_label = undo != NULL ? g_strdup_printf (_ ("_Undo: %s"), undo) : g_strdup (_ ("_Undo"));
  /* Translators: what was undone, such as “Add Évry – Kayes” */
  g_autofree char *redo_label = redo != NULL ? g_strdup_printf (_ ("_Redo: %s"), redo) : g_strdup (_ ("_Redo"));
  g_autoptr (GMenuItem) undo_item = g_menu_item_new (undo_label, "win.undo");
  g_autoptr (GMenuItem) redo_item = g_menu_item_new (redo_label, "win.redo");

  g_menu_item_set_attribute (undo_item, "accel", "s", "<Control>z");
  g_menu_item_set_attribute (redo_item, "accel", "s", "<Control><Shift>z");
  g_menu_append_item (section, undo_item);
  g_menu_append_item (section, redo_item);
  g_menu_remove (self->primary_menu, 0);
  g_menu_insert_section (self->primary_menu, 0, NULL, G_MENU_MODEL (section));
}

static void
update_title (EntSidebar *self)
{
  g_autofree char *own = NULL;
  g_autofree char *name = NULL;
  g_autofree char *file = NULL;

  if (self->store == NULL)
    return;

  own = ent_workspace_get_setting (ent_store_get_reader (self->store), "own-authority");
  if (own != NULL)
    name = ent_workspace_get_headline (ent_store_get_reader (self->store), own);
  file = g_path_get_basename (ent_store_get_path (self->store));
  adw_window_title_set_title (self->title, name != NULL && *name != '\0' ? name : file);
}

/**
 * ent_sidebar_set_store:
 * @self: a sidebar
 * @store: (nullable): the workspace
 * @scheduler: (nullable): what keeps it synchronised
 */
void
ent_sidebar_set_store (EntSidebar *self,
                       EntStore *store,
                       EntSyncScheduler *scheduler)
{
  g_return_if_fail (ENT_IS_SIDEBAR (self));

  if (self->store == store)
    return;

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_set_object (&self->store, store);
  if (self->sync_button != NULL)
    ent_sync_button_set_workspace (self->sync_button, store, scheduler);
  if (store == NULL)
    return;

  g_signal_connect_swapped (store, "notify::undo-label", G_CALLBACK (update_undo), self);
  g_signal_connect_swapped (store, "notify::redo-label", G_CALLBACK (update_undo), self);
  g_signal_connect_swapped (store, "changed", G_CALLBACK (update_title), self);
  set_narrow (self, ent_workspace_is_narrow (ent_store_get_reader (store)));
  update_undo (self);
  update_title (self);
}

/**
 * ent_sidebar_select:
 * @self: a sidebar
 * @place: the name of the place that is shown
 */
void
ent_sidebar_select (EntSidebar *self,
                    const char *place)
{
  GtkListBoxRow *row;

  g_return_if_fail (ENT_IS_SIDEBAR (self));

  gtk_list_box_unselect_all (self->list_box);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    {
      const EntPlace *candidate = get_row_place (row);

      if (candidate == NULL || !g_str_equal (candidate->name, place) || (i < (int) ent_places_get_n_own ()) != self->narrow)
        continue;
      if (!gtk_widget_get_visible (GTK_WIDGET (row)))
        set_more (self, TRUE);
      gtk_list_box_select_row (self->list_box, row);
    }
  reveal_selected (self);
}
