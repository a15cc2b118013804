/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-search-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-children.h"
#include "ent-record-row.h"

/* More than anybody reads; whoever needs another one types another letter. */
#define MAX_HITS 80

struct _EntSearchDialog
{
  AdwDialog parent_instance;

  EntStore *store;           /* (not nullable) (owned) */
  GCancellable *cancellable; /* (nullable) (owned): of the search under way */
  char *first;               /* (nullable) (owned): the identifier of what was found first */

  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (EntSearchDialog, ent_search_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  PROP_STORE = 1,
} EntSearchDialogProperty;

static GParamSpec *props[PROP_STORE + 1];

/* What is opened shows itself in the window below. */
static void
open_record (EntSearchDialog *self,
             const char *id)
{
  g_autofree char *kept = g_strdup (id);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  adw_dialog_close (ADW_DIALOG (self));
  gtk_widget_activate_action (root, "record.open", "s", kept);
}

static void
row_activated_cb (EntSearchDialog *self,
                  EntRecordRow *row)
{
  open_record (self, ent_record_row_get_id (row));
}

static AdwPreferencesGroup *
ensure_group (EntSearchDialog *self,
              const EntEntity *entity)
{
  GtkWidget *group;

  for (group = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); group != NULL; group = gtk_widget_get_next_sibling (group))
    if (g_object_get_data (G_OBJECT (group), "entity") == entity)
      return ADW_PREFERENCES_GROUP (group);

  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), ent_entity_get_plural (entity));
  g_object_set_data (G_OBJECT (group), "entity", (gpointer) entity);
  gtk_box_append (self->groups, group);

  return ADW_PREFERENCES_GROUP (group);
}

static void
forget_hits (EntSearchDialog *self)
{
  g_clear_pointer (&self->first, g_free);
  ent_children_remove (GTK_WIDGET (self->groups));
}

/* The best hit leads, and with it the others of its kind. */
static void
show_hits (EntSearchDialog *self,
           GPtrArray *hits)
{
  g_autofree char *sentence =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u record found", "%u records found", hits->len), hits->len);

  forget_hits (self);
  for (guint i = 0; i < hits->len; i++)
    {
      const EntHit *hit = hits->pdata[i];
      GtkWidget *row = ent_record_row_new (hit->id, hit->headline, hit->detail);

      g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ensure_group (self, hit->entity), row);
    }
  if (hits->len > 0)
    self->first = g_strdup (((EntHit *) hits->pdata[0])->id);
  gtk_stack_set_visible_child_name (self->stack, hits->len > 0 ? "found" : "nothing");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gpointer
search_func (EntWorkspace *workspace,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return ent_workspace_search (workspace, data, NULL, MAX_HITS, error);
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (EntSearchDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = ent_store_finish (ENT_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || hits == NULL)
    return;

  show_hits (self, hits);
}

static void
cancel_search (EntSearchDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
search_changed_cb (EntSearchDialog *self)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));

  cancel_search (self);
  if (*words == '\0')
    {
      forget_hits (self);
      gtk_stack_set_visible_child_name (self->stack, "start");
      return;
    }

  self->cancellable = g_cancellable_new ();
  ent_store_read_async (self->store, search_func, g_steal_pointer (&words), g_free, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, found_cb, g_object_ref (self));
}

static void
entry_activated_cb (EntSearchDialog *self)
{
  if (self->first != NULL)
    open_record (self, self->first);
}

static void
search_stopped_cb (EntSearchDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
ent_search_dialog_dispose (GObject *object)
{
  cancel_search (ENT_SEARCH_DIALOG (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_SEARCH_DIALOG);

  G_OBJECT_CLASS (ent_search_dialog_parent_class)->dispose (object);
}

static void
ent_search_dialog_finalize (GObject *object)
{
  EntSearchDialog *self = ENT_SEARCH_DIALOG (object);

  g_clear_object (&self->store);
  g_free (self->first);

  G_OBJECT_CLASS (ent_search_dialog_parent_class)->finalize (object);
}

static void
ent_search_dialog_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  EntSearchDialog *self = ENT_SEARCH_DIALOG (object);

  switch ((EntSearchDialogProperty) prop_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_search_dialog_class_init (EntSearchDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_search_dialog_dispose;
  object_class->finalize = ent_search_dialog_finalize;
  object_class->set_property = ent_search_dialog_set_property;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE,
                                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-search-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntSearchDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, EntSearchDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EntSearchDialog, groups);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
ent_search_dialog_init (EntSearchDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_search_dialog_new:
 * @store: the workspace to search
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_search_dialog_new (EntStore *store)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);

  return g_object_new (ENT_TYPE_SEARCH_DIALOG, "store", store, NULL);
}

/**
 * ent_search_dialog_set_text:
 * @self: a search dialog
 * @words: what to search for, as if it had been typed
 */
void
ent_search_dialog_set_text (EntSearchDialog *self,
                            const char *words)
{
  g_return_if_fail (ENT_IS_SEARCH_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), words);
}
