/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-duplicates-page.h"

#include <glib/gi18n-lib.h>

#include "ent-duplicates.h"
#include "ent-section.h"
#include "ent-unite-dialog.h"

struct _EntDuplicatesPage
{
  EntPage parent_instance;

  const EntEntity *entity; /* (not nullable): set when it is made */

  GtkStack *stack;
  AdwBin *bin;
};

G_DEFINE_FINAL_TYPE (EntDuplicatesPage, ent_duplicates_page, ENT_TYPE_PAGE)

static GtkWidget *
create_row (const EntDuplicate *duplicate)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean same = g_str_equal (duplicate->one_name, duplicate->other_name);
  g_autofree char *title = same ? g_strdup (duplicate->one_name) : g_strjoin (" – ", duplicate->one_name, duplicate->other_name, NULL);
  g_autofree char *detail =
    duplicate->detail != NULL ? g_strjoin (" · ", ent_duplicate_get_reason (duplicate), duplicate->detail, NULL) : g_strdup (ent_duplicate_get_reason (duplicate));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "page.compare");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", duplicate->one, duplicate->other);

  return row;
}

static void
show_pairs (EntPage *page,
            gpointer result)
{
  EntDuplicatesPage *self = ENT_DUPLICATES_PAGE (page);
  g_autoptr (GPtrArray) pairs = result;
  GtkWidget *section = ent_section_new (_ ("Perhaps the Same"));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (section),
                                         _ ("Compare each pair: merge the two without losing anything, or say that they are different."));
  for (guint i = 0; i < pairs->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_row (pairs->pdata[i]));
  adw_bin_set_child (self->bin, section);
  gtk_stack_set_visible_child_name (self->stack, pairs->len > 0 ? "pairs" : "none");
}

static gpointer
load_pairs (EntWorkspace *workspace,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  return ent_duplicates_list (workspace, data, cancellable, error);
}

static void
ent_duplicates_page_refresh (EntPage *page)
{
  EntDuplicatesPage *self = ENT_DUPLICATES_PAGE (page);

  if (self->entity != NULL)
    ent_page_load (page, load_pairs, (gpointer) self->entity, NULL, (GDestroyNotify) g_ptr_array_unref, show_pairs);
}

static void
compare_action (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EntPage *page = ENT_PAGE (widget);
  const char *one, *other;
  AdwDialog *dialog;

  g_variant_get (parameter, "(&s&s)", &one, &other);
  dialog = ent_unite_dialog_new (ent_page_get_store (page), one, other);
  /* What somebody said are two is no change of the workspace: the page would not know. */
  g_signal_connect_object (dialog, "closed", G_CALLBACK (ent_page_refresh), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
ent_duplicates_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_DUPLICATES_PAGE);

  G_OBJECT_CLASS (ent_duplicates_page_parent_class)->dispose (object);
}

static void
ent_duplicates_page_class_init (EntDuplicatesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_duplicates_page_dispose;
  ENT_PAGE_CLASS (klass)->refresh = ent_duplicates_page_refresh;

  gtk_widget_class_install_action (widget_class, "page.compare", "(ss)", compare_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-duplicates-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntDuplicatesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntDuplicatesPage, bin);
}

static void
ent_duplicates_page_init (EntDuplicatesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_duplicates_page_new:
 * @store: a workspace
 * @entity: people or organisations
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
ent_duplicates_page_new (EntStore *store,
                         const EntEntity *entity)
{
  EntDuplicatesPage *self = g_object_new (ENT_TYPE_DUPLICATES_PAGE, "store", store, NULL);

  self->entity = entity;
  ent_page_refresh (ENT_PAGE (self));
  return GTK_WIDGET (self);
}
