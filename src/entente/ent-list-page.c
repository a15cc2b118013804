/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-list-page.h"

#include <glib/gi18n-lib.h>

#include "ent-contact-actions.h"
#include "ent-export-dialog.h"
#include "ent-list-hints.h"
#include "ent-list-layout.h"
#include "ent-record-table.h"

struct _EntListPage
{
  EntPage parent_instance;

  const EntEntity *entity; /* (not nullable) */
  EntRecordTable *table;   /* (not nullable) */
  char *field;             /* (nullable) (owned): where new records refer to @target */
  char *target;            /* (nullable) (owned) */

  AdwToolbarView *toolbar_view;
  GMenu *menu;
  GtkButton *add_button;
  AdwBanner *restriction_banner;
};

G_DEFINE_FINAL_TYPE (EntListPage, ent_list_page, ENT_TYPE_PAGE)

typedef enum
{
  PROP_ENTITY = 1,
} EntListPageProperty;

static GParamSpec *props[PROP_ENTITY + 1];

/* The table looks after itself. */
static void
ent_list_page_refresh (EntPage *page)
{
}

static gboolean
ent_list_page_find (EntPage *page)
{
  ent_record_table_focus_search (ENT_LIST_PAGE (page)->table);
  return TRUE;
}

static gboolean
ent_list_page_add (EntPage *page)
{
  EntListPage *self = ENT_LIST_PAGE (page);

  if (self->target == NULL)
    return gtk_widget_activate_action (GTK_WIDGET (self), "record.new", "s", self->entity->name);

  return gtk_widget_activate_action (GTK_WIDGET (self), "record.new-for", "(sss)", self->entity->name, self->field, self->target);
}

static gboolean
ent_list_page_edit (EntPage *page)
{
  EntListPage *self = ENT_LIST_PAGE (page);
  const char *id = ent_record_table_get_selected_id (self->table);

  return id != NULL && gtk_widget_activate_action (GTK_WIDGET (self), "record.edit", "s", id);
}

static void
ent_list_page_print (EntPage *page,
                     EntPrintTarget target)
{
  EntRecordTable *table = ENT_LIST_PAGE (page)->table;
  g_autoptr (EntQuery) query = ent_record_table_get_query (table);
  g_auto (GStrv) columns = ent_record_table_get_columns (table);

  ent_print_list (GTK_WIDGET (page), ent_page_get_store (page), query, (const char *const *) columns, target);
}

static gboolean
ent_list_page_export (EntPage *page)
{
  ent_export_dialog_present_for (ENT_LIST_PAGE (page)->table, ent_page_get_store (page));
  return TRUE;
}

static void
table_activated_cb (EntListPage *self,
                    const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "record.open", "s", id);
}

static void
import_cb (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.import", "s", ENT_LIST_PAGE (widget)->entity->name);
}

static void
show_all_cb (EntListPage *self)
{
  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->target, g_free);
  ent_record_table_set_base_query (self->table, NULL);
  /* A name and a target that do not fit each other are never there at the same time. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_button), "s", self->entity->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), "record.new");
  adw_banner_set_revealed (self->restriction_banner, FALSE);
  ent_record_table_focus_search (self->table);
}

static void
ent_list_page_constructed (GObject *object)
{
  EntListPage *self = ENT_LIST_PAGE (object);
  g_autofree char *tooltip = NULL;
  const char *title = NULL;
  const char *description = NULL;

  self->table = ENT_RECORD_TABLE (ent_record_table_new (ent_page_get_store (ENT_PAGE (self)), self->entity));
  ent_list_hints_get (self->entity, &title, &description);
  if (title != NULL)
    ent_record_table_set_hint (self->table, title, description);
  ent_list_layout_keep (self->table, self->entity->name);
  g_signal_connect_object (self->table, "activated", G_CALLBACK (table_activated_cb), self, G_CONNECT_SWAPPED);
  adw_toolbar_view_set_content (self->toolbar_view, GTK_WIDGET (self->table));

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), ent_entity_get_plural (self->entity));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_button), "s", self->entity->name);
  /* Translators: the name of a kind of record, such as “Partnership” */
  tooltip = g_strdup_printf (_ ("New: %s"), ent_entity_get_label (self->entity));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add_button), tooltip);

  G_OBJECT_CLASS (ent_list_page_parent_class)->constructed (object);

  ent_contact_actions_set_up (ENT_PAGE (self), self->entity, self->menu);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.import", !ent_store_is_read_only (ent_page_get_store (ENT_PAGE (self))));
}

static void
ent_list_page_dispose (GObject *object)
{
  /* The page lets go of its only child itself, and must come first. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_LIST_PAGE);

  G_OBJECT_CLASS (ent_list_page_parent_class)->dispose (object);
}

static void
ent_list_page_finalize (GObject *object)
{
  EntListPage *self = ENT_LIST_PAGE (object);

  g_free (self->field);
  g_free (self->target);

  G_OBJECT_CLASS (ent_list_page_parent_class)->finalize (object);
}

static void
ent_list_page_set_property (GObject *object,
                            guint prop_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  EntListPage *self = ENT_LIST_PAGE (object);

  switch ((EntListPageProperty) prop_id)
    {
    case PROP_ENTITY:
      self->entity = ent_schema_find (g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_list_page_class_init (EntListPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  object_class->constructed = ent_list_page_constructed;
  object_class->dispose = ent_list_page_dispose;
  object_class->finalize = ent_list_page_finalize;
  object_class->set_property = ent_list_page_set_property;
  page_class->refresh = ent_list_page_refresh;
  page_class->find = ent_list_page_find;
  page_class->add = ent_list_page_add;
  page_class->edit = ent_list_page_edit;
  page_class->export = ent_list_page_export;
  page_class->print = ent_list_page_print;

  props[PROP_ENTITY] = g_param_spec_string ("entity", NULL, NULL, NULL,
                                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "page.import", NULL, import_cb);
  ent_contact_actions_install (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntListPage, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, EntListPage, menu);
  gtk_widget_class_bind_template_child (widget_class, EntListPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, EntListPage, restriction_banner);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
}

static void
ent_list_page_init (EntListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_list_page_new_for_reference:
 * @store: a workspace
 * @entity: what to list
 * @field: the name of a reference of @entity
 * @target: the identifier of a record
 *
 * Returns: (transfer floating): a page of those records of @entity that refer to @target; new ones do so too
 */
GtkWidget *
ent_list_page_new_for_reference (EntStore *store,
                                 const EntEntity *entity,
                                 const char *field,
                                 const char *target)
{
  EntListPage *self = g_object_new (ENT_TYPE_LIST_PAGE, "store", store, "entity", entity->name, NULL);
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autofree char *headline = ent_workspace_get_headline (ent_store_get_reader (store), target);
  g_autofree char *title = NULL;
  g_autofree char *markup = NULL;

  self->field = g_strdup (field);
  self->target = g_strdup (target);
  ent_query_add_text (query, field, ENT_FILTER_IS, target);
  ent_record_table_set_base_query (self->table, query);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), "record.new-for");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_button), "(sss)", entity->name, field, target);

  /* Translators: a list shows only what belongs to one record, whose name is %s. */
  title = g_strdup_printf (_ ("Only of “%s”"), headline != NULL ? headline : _ ("Untitled"));
  markup = g_markup_escape_text (title, -1);
  adw_banner_set_title (self->restriction_banner, markup);
  adw_banner_set_revealed (self->restriction_banner, TRUE);

  return GTK_WIDGET (self);
}

/**
 * ent_list_page_get_entity:
 * @self: a page
 *
 * Returns: (transfer none): what kind of records it lists
 */
const EntEntity *
ent_list_page_get_entity (EntListPage *self)
{
  g_return_val_if_fail (ENT_IS_LIST_PAGE (self), NULL);

  return self->entity;
}

/**
 * ent_list_page_get_query:
 * @self: a page
 *
 * Returns: (transfer full): what it shows now, in its order
 */
EntQuery *
ent_list_page_get_query (EntListPage *self)
{
  g_return_val_if_fail (ENT_IS_LIST_PAGE (self), NULL);

  return ent_record_table_get_query (self->table);
}
