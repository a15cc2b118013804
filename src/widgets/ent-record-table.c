/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-table.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ent-filter-bar.h"
#include "ent-filter-popover.h"
#include "ent-record-columns-private.h"
#include "ent-record-view.h"
#include "ent-widgets-private.h"

/* Where there are records in rows instead of columns. */
#define NARROW "max-width: 560sp"

/* Of the columns that the schema proposes, so many stay however little room there is. */
#define MIN_COLUMNS 2

struct _EntRecordTable
{
  GtkWidget parent_instance;

  EntStore *store;         /* (nullable) (owned) */
  const EntEntity *entity; /* (not nullable) */
  EntQuery *base;          /* (nullable) (owned): what is always demanded */
  EntRecordList *next;     /* (nullable) (owned): replaces the list shown once its order is known */
  guint n_records;         /* as last told */
  gboolean chosen;         /* the columns are the user’s, not those there is room for */
  gboolean fitting;        /* the columns are being fitted to the room */

  AdwBreakpointBin *bin; /* (not nullable): template children */
  GtkEditable *search;
  GtkMenuButton *filter_button;
  GtkMenuButton *options_button;
  EntFilterBar *filter_bar;
  GtkStack *stack;
  EntRecordView *view;
  AdwStatusPage *empty_page;
  GtkWidget *new_button;
  AdwStatusPage *failure_page;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (EntRecordTable, ent_record_table, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_STORE = 1,
  PROP_ENTITY,
  PROP_N_RECORDS,
  PROP_SELECTED_ID,
  PROP_LAYOUT,
} EntRecordTableProperty;

static GParamSpec *props[PROP_LAYOUT + 1];
static guint activated_signal;

static gboolean
has_words (EntRecordTable *self)
{
  return *gtk_editable_get_text (self->search) != '\0';
}

static EntQuery *
compose_query (EntRecordTable *self)
{
  EntQuery *query = self->base != NULL ? ent_query_copy (self->base) : ent_query_new (self->entity);
  g_autofree char *words = g_strjoin (" ", gtk_editable_get_text (self->search), ent_query_get_words (query), NULL);
  gboolean descending;
  const EntField *order = ent_record_columns_get_order (ent_record_view_get_column_view (self->view), self->entity, &descending);

  ent_query_set_words (query, words);
  if (order != NULL)
    ent_query_set_order (query, order, descending);
  ent_filter_bar_apply (self->filter_bar, query);

  return query;
}

static const char *
page_name (EntRecordTable *self,
           EntRecordList *list)
{
  if (list == NULL)
    return "blank";
  if (ent_record_list_get_error (list) != NULL)
    return "failed";
  if (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    return "records";

  return has_words (self) || !ent_filter_bar_is_empty (self->filter_bar) ? "nothing" : "empty";
}

static void
show_count (EntRecordTable *self,
            guint n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%'u record", "%'u records", n), n);

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
  if (n == self->n_records)
    return;

  self->n_records = n;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_RECORDS]);
}

static void
update_page (EntRecordTable *self)
{
  EntRecordList *list = ent_record_view_get_list (self->view);
  const GError *error = list != NULL ? ent_record_list_get_error (list) : NULL;

  if (error != NULL)
    adw_status_page_set_description (self->failure_page, error->message);
  gtk_stack_set_visible_child_name (self->stack, page_name (self, list));
  show_count (self, list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (list)) : 0);
}

static void
show_list (EntRecordTable *self,
           EntRecordList *list)
{
  EntRecordList *former = ent_record_view_get_list (self->view);

  if (former != NULL)
    g_signal_handlers_disconnect_by_func (former, update_page, self);
  if (list != NULL)
    g_signal_connect_object (list, "notify::n-items", G_CALLBACK (update_page), self, G_CONNECT_SWAPPED);
  ent_record_view_set_list (self->view, list);
  update_page (self);
}

static void
announce_count (EntRecordTable *self)
{
  const char *text = self->n_records > 0 ? gtk_label_get_label (self->count) : _ ("Nothing found");

  if (has_words (self))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

/* What was shown stays until there is something else to show: no flash of emptiness at each key. */
static void
next_ready_cb (EntRecordTable *self)
{
  g_autoptr (EntRecordList) list = g_steal_pointer (&self->next);

  g_signal_handlers_disconnect_by_func (list, next_ready_cb, self);
  show_list (self, list);
  announce_count (self);
}

static void
drop_next (EntRecordTable *self)
{
  if (self->next != NULL)
    g_signal_handlers_disconnect_by_func (self->next, next_ready_cb, self);
  g_clear_object (&self->next);
}

static void
reload (EntRecordTable *self)
{
  g_autoptr (EntQuery) query = NULL;

  drop_next (self);
  if (self->store == NULL)
    {
      show_list (self, NULL);
      return;
    }

  query = compose_query (self);
  self->next = ent_record_list_new (self->store, query);
  g_signal_connect_object (self->next, "notify::pending", G_CALLBACK (next_ready_cb), self, G_CONNECT_SWAPPED);
}

static void
search_changed_cb (EntRecordTable *self)
{
  reload (self);
}

static gboolean
focus_records (EntRecordTable *self)
{
  return gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
stop_search_cb (EntRecordTable *self)
{
  gtk_editable_set_text (self->search, "");
  focus_records (self);
}

static gboolean
search_key_cb (EntRecordTable *self,
               guint keyval,
               guint keycode,
               GdkModifierType state)
{
  return keyval == GDK_KEY_Down && focus_records (self);
}

static void
filters_changed_cb (EntRecordTable *self)
{
  reload (self);
}

static void
show_all_cb (EntRecordTable *self)
{
  ent_record_table_clear_search (self);
  ent_record_table_focus_search (self);
}

static void
activated_cb (EntRecordTable *self,
              const char *id)
{
  g_signal_emit (self, activated_signal, 0, id);
}

static void
selected_cb (EntRecordTable *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_ID]);
}

static void
new_cb (GtkWidget *widget,
        const char *action,
        GVariant *parameter)
{
  gtk_widget_activate_action (widget, "record.new", "s", ENT_RECORD_TABLE (widget)->entity->name);
}

static void
layout_changed (EntRecordTable *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAYOUT]);
}

static void
columns_changed (EntRecordTable *self)
{
  if (self->fitting)
    return;

  self->chosen = TRUE;
  layout_changed (self);
}

/* A breakpoint knows how many columns there is room for; the last of them, which is for rows, does not. */
static void
fit_columns (EntRecordTable *self)
{
  AdwBreakpoint *room = adw_breakpoint_bin_get_current_breakpoint (self->bin);
  guint n = room != NULL ? GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (room), "columns")) : G_MAXUINT;

  if (self->chosen || n == 0)
    return;

  self->fitting = TRUE;
  ent_record_columns_show_first (ent_record_view_get_column_view (self->view), self->entity, n);
  self->fitting = FALSE;
}

static AdwBreakpoint *
add_breakpoint (EntRecordTable *self,
                const char *condition)
{
  AdwBreakpoint *breakpoint = adw_breakpoint_new (adw_breakpoint_condition_parse (condition));

  adw_breakpoint_bin_add_breakpoint (self->bin, breakpoint);
  return breakpoint;
}

/* Of those that hold the last counts: the narrowest has to come last. */
static void
add_breakpoints (EntRecordTable *self)
{
  GtkColumnView *column_view = ent_record_view_get_column_view (self->view);
  g_auto (GStrv) names = ent_record_columns_get_proposed (self->entity);

  for (guint n = g_strv_length (names); n > MIN_COLUMNS; n--)
    {
      g_autofree char *condition = g_strdup_printf ("max-width: %dpx", ent_record_columns_get_width (column_view, self->entity, n) - 1);

      g_object_set_data (G_OBJECT (add_breakpoint (self, condition)), "columns", GUINT_TO_POINTER (n - 1));
    }
  adw_breakpoint_add_setters (add_breakpoint (self, NARROW), G_OBJECT (self->view), "narrow", TRUE, NULL);
  g_signal_connect_object (self->bin, "notify::current-breakpoint", G_CALLBACK (fit_columns), self, G_CONNECT_SWAPPED);
}

static void
add_columns (EntRecordTable *self)
{
  GtkColumnView *column_view = ent_record_view_get_column_view (self->view);
  g_autoptr (GSimpleActionGroup) actions = NULL;
  g_autoptr (GMenuModel) options = NULL;

  ent_record_view_set_entity (self->view, self->entity);
  options = ent_record_columns_get_menu (column_view, self->entity, &actions);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", G_ACTION_GROUP (actions));
  gtk_menu_button_set_menu_model (self->options_button, options);
  g_signal_connect_object (gtk_column_view_get_sorter (column_view), "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (column_view), "changed", G_CALLBACK (layout_changed), self, G_CONNECT_SWAPPED);
  ent_record_columns_watch (column_view, G_CALLBACK (columns_changed), self);
  add_breakpoints (self);
}

static void
ent_record_table_constructed (GObject *object)
{
  EntRecordTable *self = ENT_RECORD_TABLE (object);
  const char *plural = ent_entity_get_plural (self->entity);
  /* Translators: %s is the plural of a kind of record. */
  g_autofree char *description = g_strdup_printf (_ ("“%s” will be listed here."), plural);

  G_OBJECT_CLASS (ent_record_table_parent_class)->constructed (object);

  add_columns (self);
  adw_status_page_set_icon_name (self->empty_page, self->entity->icon);
  adw_status_page_set_description (self->empty_page, description);
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->search), plural);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), GTK_WIDGET (self->stack));
  gtk_widget_set_visible (GTK_WIDGET (self->filter_button), ent_filter_popover_offers (self->entity));
}

static void
ent_record_table_dispose (GObject *object)
{
  EntRecordTable *self = ENT_RECORD_TABLE (object);

  drop_next (self);
  /* Columns that go change the order once more. */
  if (self->view != NULL)
    {
      GtkColumnView *column_view = ent_record_view_get_column_view (self->view);

      g_signal_handlers_disconnect_by_func (gtk_column_view_get_sorter (column_view), reload, self);
      g_signal_handlers_disconnect_by_func (gtk_column_view_get_sorter (column_view), layout_changed, self);
      g_signal_handlers_disconnect_by_func (gtk_column_view_get_columns (column_view), columns_changed, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), ENT_TYPE_RECORD_TABLE);

  G_OBJECT_CLASS (ent_record_table_parent_class)->dispose (object);
}

static void
ent_record_table_finalize (GObject *object)
{
  EntRecordTable *self = ENT_RECORD_TABLE (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->base, ent_query_unref);

  G_OBJECT_CLASS (ent_record_table_parent_class)->finalize (object);
}

static void
ent_record_table_get_property (GObject *object,
                               guint property_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  EntRecordTable *self = ENT_RECORD_TABLE (object);

  switch ((EntRecordTableProperty) property_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_ENTITY:
      g_value_set_string (value, self->entity->name);
      break;
    case PROP_N_RECORDS:
      g_value_set_uint (value, self->n_records);
      break;
    case PROP_SELECTED_ID:
      g_value_set_string (value, ent_record_table_get_selected_id (self));
      break;
    case PROP_LAYOUT:
      g_value_set_variant (value, ent_record_columns_get_layout (ent_record_view_get_column_view (self->view), self->chosen));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_record_table_set_property (GObject *object,
                               guint property_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  EntRecordTable *self = ENT_RECORD_TABLE (object);

  switch ((EntRecordTableProperty) property_id)
    {
    case PROP_STORE:
      ent_record_table_set_store (self, g_value_get_object (value));
      break;
    case PROP_ENTITY:
      self->entity = ent_schema_find (g_value_get_string (value));
      g_return_if_fail (self->entity != NULL);
      break;
    case PROP_LAYOUT:
      if (g_value_get_variant (value) != NULL)
        ent_record_columns_set_layout (ent_record_view_get_column_view (self->view), g_value_get_variant (value));
      break;
    case PROP_N_RECORDS:
    case PROP_SELECTED_ID:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, ENT_WIDGETS_RESOURCES "ent-record-table.ui");
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, bin);
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, search);
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, filter_button);
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, options_button);
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, stack);
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, view);
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, empty_page);
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, new_button);
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, failure_page);
  gtk_widget_class_bind_template_child (widget_class, EntRecordTable, count);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
ent_record_table_class_init (EntRecordTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ent_widgets_ensure ();
  g_type_ensure (ENT_TYPE_FILTER_BAR);
  g_type_ensure (ENT_TYPE_RECORD_VIEW);

  object_class->constructed = ent_record_table_constructed;
  object_class->dispose = ent_record_table_dispose;
  object_class->finalize = ent_record_table_finalize;
  object_class->get_property = ent_record_table_get_property;
  object_class->set_property = ent_record_table_set_property;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE,
                                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_ENTITY] = g_param_spec_string ("entity", NULL, NULL, NULL,
                                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_N_RECORDS] = g_param_spec_uint ("n-records", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SELECTED_ID] = g_param_spec_string ("selected-id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_LAYOUT] = g_param_spec_variant ("layout", NULL, NULL, ENT_RECORD_COLUMNS_LAYOUT, NULL,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /**
   * EntRecordTable::activated:
   * @id: the identifier of a record
   *
   * A row was opened.
   */
  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "table.new", NULL, new_cb);

  bind_template (widget_class);
}

static void
ent_record_table_init (EntRecordTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_record_table_new:
 * @store: (nullable): where the records are
 * @entity: what kind of records
 *
 * Returns: (transfer floating): the table
 */
GtkWidget *
ent_record_table_new (EntStore *store,
                      const EntEntity *entity)
{
  g_return_val_if_fail (entity != NULL, NULL);

  return g_object_new (ENT_TYPE_RECORD_TABLE, "entity", entity->name, "store", store, NULL);
}

/**
 * ent_record_table_set_store:
 * @self: a table
 * @store: (nullable): where the records are
 */
void
ent_record_table_set_store (EntRecordTable *self,
                            EntStore *store)
{
  g_return_if_fail (ENT_IS_RECORD_TABLE (self));

  if (!g_set_object (&self->store, store))
    return;

  gtk_menu_button_set_popover (self->filter_button, store != NULL ? ent_filter_popover_new (store, self->entity) : NULL);
  if (store != NULL)
    g_signal_connect_object (gtk_menu_button_get_popover (self->filter_button), "chosen", G_CALLBACK (ent_filter_bar_add), self->filter_bar, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->new_button, store != NULL && !ent_store_is_read_only (store));
  show_list (self, NULL);
  reload (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STORE]);
}

/**
 * ent_record_table_set_base_query:
 * @self: a table
 * @query: (nullable): what all its records fulfil, whatever else is searched; copied
 */
void
ent_record_table_set_base_query (EntRecordTable *self,
                                 EntQuery *query)
{
  g_return_if_fail (ENT_IS_RECORD_TABLE (self));
  g_return_if_fail (query == NULL || ent_query_get_entity (query) == self->entity);

  g_clear_pointer (&self->base, ent_query_unref);
  if (query != NULL)
    self->base = ent_query_copy (query);
  reload (self);
}

/**
 * ent_record_table_set_hint:
 * @self: a table
 * @title: that there is no such record
 * @description: what belongs here
 *
 * Says what the table shows while there is no record at all.
 */
void
ent_record_table_set_hint (EntRecordTable *self,
                           const char *title,
                           const char *description)
{
  g_return_if_fail (ENT_IS_RECORD_TABLE (self));

  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
}

/**
 * ent_record_table_focus_search:
 * @self: a table
 */
void
ent_record_table_focus_search (EntRecordTable *self)
{
  g_return_if_fail (ENT_IS_RECORD_TABLE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * ent_record_table_clear_search:
 * @self: a table
 *
 * Shows all its records again: without words, without the user's filters.
 */
void
ent_record_table_clear_search (EntRecordTable *self)
{
  g_return_if_fail (ENT_IS_RECORD_TABLE (self));

  gtk_editable_set_text (self->search, "");
  ent_filter_bar_clear (self->filter_bar);
  reload (self);
}

/**
 * ent_record_table_get_entity:
 * @self: a table
 *
 * Returns: (transfer none): what kind of records it lists
 */
const EntEntity *
ent_record_table_get_entity (EntRecordTable *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_TABLE (self), NULL);

  return self->entity;
}

/**
 * ent_record_table_get_query:
 * @self: a table
 *
 * Returns: (transfer full): what is shown, such as to export it
 */
EntQuery *
ent_record_table_get_query (EntRecordTable *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_TABLE (self), NULL);

  return compose_query (self);
}

/**
 * ent_record_table_get_columns:
 * @self: a table
 *
 * Returns: (transfer full): the names of the fields whose columns the user chose, in their order, or else of those that
 *   would be shown if there were room for all
 */
GStrv
ent_record_table_get_columns (EntRecordTable *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_TABLE (self), NULL);

  if (!self->chosen)
    return ent_record_columns_get_proposed (self->entity);

  return ent_record_columns_get_shown (ent_record_view_get_column_view (self->view));
}

/**
 * ent_record_table_get_n_records:
 * @self: a table
 *
 * Returns: how many records are shown
 */
guint
ent_record_table_get_n_records (EntRecordTable *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_TABLE (self), 0);

  return self->n_records;
}

/**
 * ent_record_table_get_selected_id:
 * @self: a table
 *
 * Returns: (nullable): the identifier of the record that is selected
 */
const char *
ent_record_table_get_selected_id (EntRecordTable *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_TABLE (self), NULL);

  return ent_record_view_get_selected_id (self->view);
}
