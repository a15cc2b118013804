/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-view.h"

#include "ent-list-switch.h"
#include "ent-record-cell.h"
#include "ent-record-columns-private.h"
#include "ent-widgets-private.h"

/* GtkSingleSelection<EntRecord>, in the view that is shown
 *   +-- EntListSwitch<EntRecord>     so that the rows keep their widgets from one query to the next
 *         +-- EntRecordList<EntRecord>   order, filters and words are SQL; replaced, never spliced, per query
 */
struct _EntRecordView
{
  GtkWidget parent_instance;

  gboolean narrow;
  EntRecordList *list;           /* (nullable) (owned) */
  EntListSwitch *items;          /* (not nullable) (owned): those of @list */
  GtkSingleSelection *selection; /* (not nullable) (owned): of @items */
  GtkPopover *menu;              /* (nullable): a child */

  GtkStack *stack; /* (not nullable): template children */
  GtkColumnView *column_view;
  GtkListView *list_view;
  GMenuModel *row_menu;
};

G_DEFINE_FINAL_TYPE (EntRecordView, ent_record_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_NARROW = 1,
  PROP_SELECTED_ID,
} EntRecordViewProperty;

static GParamSpec *props[PROP_SELECTED_ID + 1];
static guint activated_signal;

static EntRecord *
get_selected (EntRecordView *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
selected_cb (EntRecordView *self)
{
  gboolean any = get_selected (self) != NULL;
  gboolean writable = FALSE;

  if (self->list != NULL)
    {
      g_autoptr (EntStore) store = NULL;

      g_object_get (self->list, "store", &store, NULL);
      writable = !ent_store_is_read_only (store);
    }

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.open", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.edit", any && writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.delete", any && writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.menu", any);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_ID]);
}

/* Only the view that is shown has a model: each would keep two hundred rows. */
static void
connect_model (EntRecordView *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);

  gtk_column_view_set_model (self->column_view, self->narrow ? NULL : model);
  gtk_list_view_set_model (self->list_view, self->narrow ? model : NULL);
  gtk_stack_set_visible_child_name (self->stack, self->narrow ? "list" : "table");
}

static void
scroll_to (EntRecordView *self,
           guint position)
{
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->items)))
    return;
  if (self->narrow)
    gtk_list_view_scroll_to (self->list_view, position, GTK_LIST_SCROLL_NONE, NULL);
  else
    gtk_column_view_scroll_to (self->column_view, position, NULL, GTK_LIST_SCROLL_NONE, NULL);
}

static void
set_narrow (EntRecordView *self,
            gboolean narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  connect_model (self);
  scroll_to (self, gtk_single_selection_get_selected (self->selection));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROW]);
}

static void
row_activated_cb (EntRecordView *self,
                  guint position)
{
  g_autoptr (EntRecord) record = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  g_signal_emit (self, activated_signal, 0, ent_record_get_id (record));
}

static void
open_cb (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  EntRecord *record = get_selected (ENT_RECORD_VIEW (widget));

  if (record != NULL)
    g_signal_emit (widget, activated_signal, 0, ent_record_get_id (record));
}

/* The window around the table does it: `table.edit` here is its `record.edit` for the selected record. */
static void
forward_cb (GtkWidget *widget,
            const char *action,
            GVariant *parameter)
{
  EntRecord *record = get_selected (ENT_RECORD_VIEW (widget));
  g_autofree char *name = g_strconcat ("record", action + strlen ("table"), NULL);

  if (record != NULL)
    gtk_widget_activate_action (widget, name, "s", ent_record_get_id (record));
}

static void
pop_up_menu (EntRecordView *self,
             const GdkRectangle *where)
{
  if (self->menu == NULL)
    {
      self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (self->row_menu));
      gtk_popover_set_has_arrow (self->menu, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
      gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
    }

  gtk_popover_set_pointing_to (self->menu, where);
  gtk_popover_popup (self->menu);
}

static gboolean
pop_up_menu_at (EntRecordView *self,
                double x,
                double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = picked != NULL ? gtk_widget_get_ancestor (picked, ENT_TYPE_RECORD_CELL) : NULL;
  const GdkRectangle where = { x, y, 1, 1 };

  if (cell == NULL)
    return FALSE;

  gtk_single_selection_set_selected (self->selection, ent_record_cell_get_position (ENT_RECORD_CELL (cell)));
  pop_up_menu (self, &where);
  return TRUE;
}

static void
secondary_pressed_cb (EntRecordView *self,
                      int n_press,
                      double x,
                      double y,
                      GtkGesture *gesture)
{
  if (pop_up_menu_at (self, x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
long_pressed_cb (EntRecordView *self,
                 double x,
                 double y,
                 GtkGesture *gesture)
{
  if (pop_up_menu_at (self, x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
menu_cb (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_rect_t bounds;
  GdkRectangle where = { 24, 24, 1, 1 };

  if (focus != NULL && gtk_widget_compute_bounds (focus, widget, &bounds))
    where = (GdkRectangle){ bounds.origin.x + 24, bounds.origin.y + bounds.size.height / 2, 1, 1 };
  pop_up_menu (ENT_RECORD_VIEW (widget), &where);
}

static void
name_row (GtkColumnViewRow *row)
{
  EntRecord *record = gtk_column_view_row_get_item (row);
  g_autofree char *headline = ent_entity_display_headline (ent_record_get_entity (record), ent_record_get_headline (record));

  gtk_column_view_row_set_accessible_label (row, headline);
}

/* The rows that are out of view have records that were not read, and get their names with them. */
static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkColumnViewRow *row)
{
  EntRecord *record = gtk_column_view_row_get_item (row);

  g_signal_connect_object (record, "notify::headline", G_CALLBACK (name_row), row, G_CONNECT_SWAPPED);
  if (ent_record_is_unread (record))
    gtk_column_view_row_set_accessible_label (row, "");
  else
    name_row (row);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkColumnViewRow *row)
{
  g_signal_handlers_disconnect_by_func (gtk_column_view_row_get_item (row), name_row, row);
}

static void
ent_record_view_dispose (GObject *object)
{
  EntRecordView *self = ENT_RECORD_VIEW (object);

  if (self->column_view != NULL)
    {
      gtk_column_view_set_model (self->column_view, NULL);
      gtk_list_view_set_model (self->list_view, NULL);
    }
  g_clear_object (&self->list);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENT_TYPE_RECORD_VIEW);

  G_OBJECT_CLASS (ent_record_view_parent_class)->dispose (object);
}

static void
ent_record_view_finalize (GObject *object)
{
  EntRecordView *self = ENT_RECORD_VIEW (object);

  g_object_unref (self->selection);
  g_object_unref (self->items);

  G_OBJECT_CLASS (ent_record_view_parent_class)->finalize (object);
}

static void
ent_record_view_get_property (GObject *object,
                              guint property_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  EntRecordView *self = ENT_RECORD_VIEW (object);

  switch ((EntRecordViewProperty) property_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_SELECTED_ID:
      g_value_set_string (value, ent_record_view_get_selected_id (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_record_view_set_property (GObject *object,
                              guint property_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  switch ((EntRecordViewProperty) property_id)
    {
    case PROP_NARROW:
      set_narrow (ENT_RECORD_VIEW (object), g_value_get_boolean (value));
      break;
    case PROP_SELECTED_ID:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_record_view_class_init (EntRecordViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ent_widgets_ensure ();

  object_class->dispose = ent_record_view_dispose;
  object_class->finalize = ent_record_view_finalize;
  object_class->get_property = ent_record_view_get_property;
  object_class->set_property = ent_record_view_set_property;

  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_SELECTED_ID] = g_param_spec_string ("selected-id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "table.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "table.edit", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "table.delete", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "table.menu", NULL, menu_cb);

  gtk_widget_class_set_template_from_resource (widget_class, ENT_WIDGETS_RESOURCES "ent-record-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EntRecordView, stack);
  gtk_widget_class_bind_template_child (widget_class, EntRecordView, column_view);
  gtk_widget_class_bind_template_child (widget_class, EntRecordView, list_view);
  gtk_widget_class_bind_template_child (widget_class, EntRecordView, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}

static void
ent_record_view_init (EntRecordView *self)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = ent_list_switch_new (ENT_TYPE_RECORD);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  connect_model (self);
  g_signal_connect (rows, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect (rows, "unbind", G_CALLBACK (unbind_row_cb), NULL);
  gtk_column_view_set_row_factory (self->column_view, rows);
  selected_cb (self);
}

/*
 * ent_record_view_set_entity:
 * @self: a view that was just made
 * @entity: what it lists
 */
void
ent_record_view_set_entity (EntRecordView *self,
                            const EntEntity *entity)
{
  g_autoptr (GtkListItemFactory) lines = ent_record_cell_factory_new_for_rows (entity);
  const char *plural = ent_entity_get_plural (entity);

  ent_record_columns_add (self->column_view, entity);
  gtk_list_view_set_factory (self->list_view, lines);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->column_view), GTK_ACCESSIBLE_PROPERTY_LABEL, plural, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL, plural, -1);
}

/*
 * ent_record_view_set_list:
 * @self: a view
 * @list: (nullable): what it shows from now on
 *
 * The record that is selected stays so where it is in the new list too.
 */
void
ent_record_view_set_list (EntRecordView *self,
                          EntRecordList *list)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  gint64 row = selected != GTK_INVALID_LIST_POSITION ? ent_record_list_get_row (self->list, selected) : -1;
  guint wanted = row != -1 && list != NULL ? ent_record_list_find_row (list, row) : GTK_INVALID_LIST_POSITION;

  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_set_object (&self->list, list);
  ent_list_switch_begin (self->items, G_LIST_MODEL (list));
  scroll_to (self, wanted != GTK_INVALID_LIST_POSITION ? wanted : 0);
  ent_list_switch_end (self->items);
  gtk_single_selection_set_selected (self->selection, wanted);
  selected_cb (self);
}

/*
 * ent_record_view_get_list:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what it shows
 */
EntRecordList *
ent_record_view_get_list (EntRecordView *self)
{
  return self->list;
}

/*
 * ent_record_view_get_column_view:
 * @self: a view
 *
 * Returns: (transfer none): its table, for its columns and its order
 */
GtkColumnView *
ent_record_view_get_column_view (EntRecordView *self)
{
  return self->column_view;
}

/*
 * ent_record_view_get_selected_id:
 * @self: a view
 *
 * Returns: (nullable): the identifier of the record that is selected
 */
const char *
ent_record_view_get_selected_id (EntRecordView *self)
{
  EntRecord *record = get_selected (self);

  return record != NULL ? ent_record_get_id (record) : NULL;
}
