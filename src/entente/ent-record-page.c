/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-page.h"

#include <glib/gi18n-lib.h>

#include "ent-attachments.h"
#include "ent-children.h"
#include "ent-dossier.h"
#include "ent-format.h"
#include "ent-hero.h"
#include "ent-origin.h"
#include "ent-person-actions.h"
#include "ent-record-sections.h"
#include "ent-record-sheets.h"

struct _EntRecordPage
{
  EntPage parent_instance;

  char *id;            /* (not nullable) (owned) */
  char *focused;       /* (nullable) (owned): name of the widget that had the focus when all were made anew */

  GtkLabel *kind_label;
  GtkLabel *origin_label;
  GtkStack *stack;
  GtkScrolledWindow *scrolled_window;
  AdwMultiLayoutView *layout_view;
  GtkBox *hero;
  GtkBox *alerts_box;
  GtkBox *main_box;
  GtkBox *history_box;
  GtkBox *dates_box;
  GtkBox *facts_box;
  AdwSplitButton *sheet_button;
  AdwButtonContent *sheet_content;
  GMenu *menu;
};

G_DEFINE_FINAL_TYPE (EntRecordPage, ent_record_page, ENT_TYPE_PAGE)

typedef enum
{
  PROP_ID = 1,
} EntRecordPageProperty;

static GParamSpec *props[PROP_ID + 1];

/* An empty box would still have the spacing around it. */
static void
hide_empty (GtkBox *box)
{
  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
}

/* Everything is made anew when the workspace changes; whoever goes from row to row by the keyboard must not notice. */
static void
remember_focus (EntRecordPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->scrolled_window)))
    return;

  while (focus != GTK_WIDGET (self) && g_str_equal (gtk_widget_get_name (focus), G_OBJECT_TYPE_NAME (focus)))
    focus = gtk_widget_get_parent (focus);
  g_set_str (&self->focused, focus != GTK_WIDGET (self) ? gtk_widget_get_name (focus) : NULL);
}

static GtkWidget *
find_named (GtkWidget *widget,
            const char *name)
{
  if (g_str_equal (gtk_widget_get_name (widget), name))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
restore_focus (EntRecordPage *self)
{
  GtkWidget *widget = self->focused != NULL ? find_named (GTK_WIDGET (self->scrolled_window), self->focused) : NULL;

  if (widget != NULL)
    gtk_widget_grab_focus (widget);
  g_clear_pointer (&self->focused, g_free);
}

/* What is annexed to a request for co-funding. */
static void
add_expected (EntRecordPage *self,
              const EntEntity *entity)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (_ ("_Returns Expected in France…"), NULL);

  if (!g_str_equal (entity->name, "project") && !g_str_equal (entity->name, "application"))
    return;

  g_menu_item_set_action_and_target (item, "document.expected", "s", self->id);
  g_menu_append_item (section, item);
  g_menu_insert_section (self->menu, 1, NULL, G_MENU_MODEL (section));
}

/* What can be added to the record, whichever way it belongs. */
static void
fill_add_menu (EntRecordPage *self,
               const EntEntity *target)
{
  g_autoptr (GMenu) items = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      const EntField *link = ent_dossier_get_link (entity, target);
      g_autoptr (GMenuItem) item = NULL;

      if (link == NULL)
        continue;
      item = g_menu_item_new (ent_entity_get_label (entity), NULL);
      g_menu_item_set_action_and_target (item, "record.new-for", "(sss)", entity->name, link->name, self->id);
      g_menu_append_item (items, item);
    }

  if (g_menu_model_get_n_items (G_MENU_MODEL (items)) == 0)
    return;

  g_menu_append_submenu (section, _ ("_Add"), G_MENU_MODEL (items));
  g_menu_prepend_section (self->menu, NULL, G_MENU_MODEL (section));
}

static void
update_title (EntRecordPage *self,
              EntRecord *record)
{
  g_autofree char *origin = ent_origin_describe (record, ent_store_get_reader (ent_page_get_store (ENT_PAGE (self))));
  /* Translators: who publishes a record in the Atlas */
  g_autofree char *subtitle = origin != NULL ? g_strdup_printf (_ ("From the Atlas · %s"), origin) : NULL;
  const EntEntity *entity = ent_record_get_entity (record);
  g_autofree char *headline = ent_entity_display_headline (entity, ent_record_get_headline (record));
  const char *label = ent_entity_get_label (entity);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), *headline != '\0' ? headline : label);
  gtk_label_set_label (self->kind_label, label);
  gtk_label_set_lines (self->kind_label, origin != NULL ? 1 : 2);
  gtk_label_set_label (self->origin_label, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->origin_label), origin != NULL);
}

static gboolean
layout_to_orientation (GBinding *binding,
                       const GValue *from,
                       GValue *to,
                       gpointer user_data)
{
  gboolean narrow = g_strcmp0 (g_value_get_string (from), "narrow") == 0;

  g_value_set_enum (to, narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  return TRUE;
}

/* What stands side by side where there is room stands one below the other where there is not. */
static void
bind_columns (EntRecordPage *self,
              GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "ent-columns"))
    g_object_bind_property_full (self->layout_view, "layout-name", widget, "orientation", G_BINDING_SYNC_CREATE,
                                 layout_to_orientation, NULL, NULL, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    bind_columns (self, child);
}

static gboolean
is_narrow (EntRecordPage *self)
{
  return g_strcmp0 (adw_multi_layout_view_get_layout_name (self->layout_view), "narrow") == 0;
}

static gboolean
update_sheet_button (GtkWidget *widget,
                     GdkFrameClock *clock,
                     gpointer unused)
{
  EntRecordPage *self = ENT_RECORD_PAGE (widget);
  const char *name = gtk_widget_get_tooltip_text (GTK_WIDGET (self->sheet_button));

  adw_button_content_set_label (self->sheet_content, name != NULL && !is_narrow (self) ? name : "");
  return G_SOURCE_REMOVE;
}

/* The header bar already has its place when the layout changes: it follows with the next frame. */
static void
layout_changed_cb (EntRecordPage *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), update_sheet_button, NULL, NULL);
}

static void
show_dossier (EntPage *page,
              gpointer result)
{
  EntRecordPage *self = ENT_RECORD_PAGE (page);
  g_autoptr (EntDossier) dossier = result;
  g_autofree char *today = ent_format_today ();
  gboolean is_plain; /* there is nothing but its facts, which are then what the page is about */

  if (dossier == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "gone");
      return;
    }

  remember_focus (self);
  ent_children_remove (GTK_WIDGET (self->hero));
  ent_children_remove (GTK_WIDGET (self->main_box));
  ent_children_remove (GTK_WIDGET (self->history_box));
  ent_children_remove (GTK_WIDGET (self->dates_box));
  ent_children_remove (GTK_WIDGET (self->facts_box));
  ent_children_remove (GTK_WIDGET (self->alerts_box));

  update_title (self, dossier->record);
  ent_hero_fill (self->hero, dossier, today);
  ent_record_sections_add_alerts (self->alerts_box, dossier);
  ent_record_sections_add_dates (self->dates_box, dossier, today);
  ent_record_sections_add_parts (self->main_box, dossier, today);
  is_plain = gtk_widget_get_first_child (GTK_WIDGET (self->main_box)) == NULL;
  ent_record_sections_add_facts (is_plain ? self->main_box : self->facts_box, dossier);
  ent_record_sections_add_history (is_plain ? self->facts_box : self->history_box, dossier, ent_store_get_reader (ent_page_get_store (page)));
  hide_empty (self->alerts_box);
  hide_empty (self->dates_box);
  hide_empty (self->history_box);
  hide_empty (self->facts_box);
  hide_empty (self->main_box);
  bind_columns (self, GTK_WIDGET (self->main_box));
  gtk_stack_set_visible_child_name (self->stack, "record");
  restore_focus (self);
}

static gpointer
load_dossier (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *today = ent_format_today ();
  g_autoptr (GError) failure = NULL;
  EntDossier *dossier = ent_dossier_load (workspace, data, today, cancellable, &failure);

  /* A record that is not there is something to show, not a failure. */
  if (failure != NULL && !g_error_matches (failure, ENT_ERROR, ENT_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&failure));

  return dossier;
}

static void
ent_record_page_refresh (EntPage *page)
{
  EntRecordPage *self = ENT_RECORD_PAGE (page);

  ent_page_load (page, load_dossier, g_strdup (self->id), g_free, (GDestroyNotify) ent_dossier_free, show_dossier);
}

static gboolean
ent_record_page_edit (EntPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "record.edit", "s", ENT_RECORD_PAGE (page)->id);
}

static void
ent_record_page_print (EntPage *page,
                       EntPrintTarget target)
{
  ent_print_record (GTK_WIDGET (page), ent_page_get_store (page), ENT_RECORD_PAGE (page)->id, target);
}

static const char *
ent_record_page_get_subject (EntPage *page)
{
  return ENT_RECORD_PAGE (page)->id;
}

static void
delete_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  gtk_widget_activate_action (widget, "record.delete", "s", ENT_RECORD_PAGE (widget)->id);
}

static void
ent_record_page_constructed (GObject *object)
{
  EntRecordPage *self = ENT_RECORD_PAGE (object);
  const EntEntity *entity = ent_schema_find_for_id (self->id);

  gtk_label_set_label (self->kind_label, ent_entity_get_label (entity));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), ent_entity_get_label (entity));
  fill_add_menu (self, entity);

  G_OBJECT_CLASS (ent_record_page_parent_class)->constructed (object);

  ent_attachments_set_up (ENT_PAGE (self), self->menu);
  ent_record_sheets_set_up (ENT_PAGE (self), GTK_WIDGET (self->sheet_button));
  layout_changed_cb (self);
  ent_person_actions_set_up (ENT_PAGE (self), self->menu);
  add_expected (self, entity);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.delete", !ent_store_is_read_only (ent_page_get_store (ENT_PAGE (self))));
}

static void
ent_record_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_RECORD_PAGE);

  G_OBJECT_CLASS (ent_record_page_parent_class)->dispose (object);
}

static void
ent_record_page_finalize (GObject *object)
{
  EntRecordPage *self = ENT_RECORD_PAGE (object);

  g_free (self->id);
  g_free (self->focused);

  G_OBJECT_CLASS (ent_record_page_parent_class)->finalize (object);
}

static void
ent_record_page_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  EntRecordPage *self = ENT_RECORD_PAGE (object);

  switch ((EntRecordPageProperty) prop_id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_record_page_class_init (EntRecordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  object_class->constructed = ent_record_page_constructed;
  object_class->dispose = ent_record_page_dispose;
  object_class->finalize = ent_record_page_finalize;
  object_class->set_property = ent_record_page_set_property;
  page_class->refresh = ent_record_page_refresh;
  page_class->edit = ent_record_page_edit;
  page_class->print = ent_record_page_print;
  page_class->get_subject = ent_record_page_get_subject;

  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL,
                                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "page.delete", NULL, delete_cb);
  ent_attachments_install (widget_class);
  ent_record_sheets_install (widget_class);
  ent_person_actions_install (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, kind_label);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, origin_label);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, layout_view);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, hero);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, main_box);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, history_box);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, alerts_box);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, dates_box);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, facts_box);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, sheet_button);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, sheet_content);
  gtk_widget_class_bind_template_callback (widget_class, layout_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, EntRecordPage, menu);
}

static void
ent_record_page_init (EntRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_record_page_new:
 * @store: a workspace
 * @id: the identifier of a record
 *
 * Returns: (transfer floating): the page of the record
 */
GtkWidget *
ent_record_page_new (EntStore *store,
                     const char *id)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);
  g_return_val_if_fail (ent_schema_find_for_id (id) != NULL, NULL);

  return g_object_new (ENT_TYPE_RECORD_PAGE, "store", store, "id", id, NULL);
}

/**
 * ent_record_page_get_id:
 * @self: a record's page
 *
 * Returns: (transfer none): the identifier of the record
 */
const char *
ent_record_page_get_id (EntRecordPage *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_PAGE (self), NULL);

  return self->id;
}
