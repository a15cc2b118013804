/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-preview-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-preview-item.h"

struct _EntPreviewDialog
{
  AdwDialog parent_instance;

  EntStore *store;           /* (not nullable) (owned) */
  char *remote;              /* (not nullable) (owned) */
  GPtrArray *seen;           /* (nullable) (owned) (element-type EntSyncItem): what was shown before */
  GPtrArray *items;          /* (nullable) (owned) (element-type EntSyncItem): what is shown */
  GCancellable *cancellable; /* (nullable) (owned): while it is worked out */

  AdwWindowTitle *window_title;
  AdwBanner *banner;
  GtkButton *confirm_button;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkListView *list_view;
  GtkLabel *copies_label;
  GtkLabel *note_label;
};

G_DEFINE_FINAL_TYPE (EntPreviewDialog, ent_preview_dialog, ADW_TYPE_DIALOG)

static guint confirmed_signal;

static gpointer
load_preview (EntWorkspace *workspace,
              gpointer remote,
              GCancellable *cancellable,
              GError **error)
{
  return ent_sync_preview (workspace, remote, error);
}

/* What was once there may have been copied: taking it back does not reach those. */
static void
warn_of_copies (EntPreviewDialog *self,
                GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const EntSyncItem *item = items->pdata[i];

      if (item->why == ENT_SYNC_WITHDRAWN || item->why == ENT_SYNC_DELETED)
        {
          gtk_widget_set_visible (GTK_WIDGET (self->copies_label), TRUE);
          return;
        }
    }
}

static const EntSyncItem *
find_seen (EntPreviewDialog *self,
           const char *id)
{
  for (guint i = 0; i < self->seen->len; i++)
    if (g_str_equal (((EntSyncItem *) self->seen->pdata[i])->id, id))
      return self->seen->pdata[i];

  return NULL;
}

/* What was not shown before comes first, and says so. */
static GPtrArray *
wrap_items (EntPreviewDialog *self,
            GPtrArray *items)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *wrapped = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      EntPreviewItem *item = ent_preview_item_new (items, i, ent_store_get_reader (self->store));

      if (self->seen != NULL)
        ent_preview_item_set_seen (item, find_seen (self, ((EntSyncItem *) items->pdata[i])->id));
      g_ptr_array_add (ent_preview_item_is_new (item) ? wrapped : known, item);
    }

  adw_banner_set_revealed (self->banner, wrapped->len > 0);
  g_ptr_array_extend_and_steal (wrapped, g_steal_pointer (&known));
  return wrapped;
}

static void
show_items (EntPreviewDialog *self,
            GPtrArray *items)
{
  g_autoptr (GListStore) store = g_list_store_new (ENT_TYPE_PREVIEW_ITEM);
  g_autoptr (GtkNoSelection) selection = NULL;
  g_autoptr (GPtrArray) wrapped = wrap_items (self, items);
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u record", "%'u records", items->len), items->len);

  warn_of_copies (self, items);
  self->items = g_ptr_array_ref (items);
  g_list_store_splice (store, 0, 0, wrapped->pdata, wrapped->len);

  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (store)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  adw_window_title_set_subtitle (self->window_title, count);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "items" : "nothing");
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_button), TRUE);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EntPreviewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = ent_store_finish (ENT_STORE (source), result, &error);

  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  g_clear_object (&self->cancellable);
  if (items != NULL)
    {
      show_items (self, items);
      return;
    }
  adw_status_page_set_description (self->failed_page, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
confirm_clicked_cb (EntPreviewDialog *self)
{
  g_signal_emit (self, confirmed_signal, 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
ent_preview_dialog_dispose (GObject *object)
{
  EntPreviewDialog *self = ENT_PREVIEW_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_PREVIEW_DIALOG);

  G_OBJECT_CLASS (ent_preview_dialog_parent_class)->dispose (object);
}

static void
ent_preview_dialog_finalize (GObject *object)
{
  EntPreviewDialog *self = ENT_PREVIEW_DIALOG (object);

  g_clear_pointer (&self->seen, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->remote);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ent_preview_dialog_parent_class)->finalize (object);
}

static void
ent_preview_dialog_class_init (EntPreviewDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_preview_dialog_dispose;
  object_class->finalize = ent_preview_dialog_finalize;

  confirmed_signal = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ENT_TYPE_PREVIEW_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-preview-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntPreviewDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, EntPreviewDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EntPreviewDialog, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, EntPreviewDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EntPreviewDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, EntPreviewDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, EntPreviewDialog, copies_label);
  gtk_widget_class_bind_template_child (widget_class, EntPreviewDialog, note_label);
  gtk_widget_class_bind_template_callback (widget_class, confirm_clicked_cb);
}

static void
ent_preview_dialog_init (EntPreviewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_preview_dialog_is_loading:
 * @self: a dialog
 *
 * Returns: whether it is still being worked out
 */
gboolean
ent_preview_dialog_is_loading (EntPreviewDialog *self)
{
  g_return_val_if_fail (ENT_IS_PREVIEW_DIALOG (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * ent_preview_dialog_get_items:
 * @self: a dialog
 *
 * Returns: (transfer none) (nullable) (element-type EntSyncItem): what the user sees; %NULL while it is worked out
 */
GPtrArray *
ent_preview_dialog_get_items (EntPreviewDialog *self)
{
  g_return_val_if_fail (ENT_IS_PREVIEW_DIALOG (self), NULL);

  return self->items;
}

/**
 * ent_preview_dialog_new:
 * @store: the workspace
 * @remote: where it would be sent to
 * @seen: (nullable) (element-type EntSyncItem): what was shown before: what is new since then is marked
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_preview_dialog_new (EntStore *store,
                        const EntRemote *remote,
                        GPtrArray *seen)
{
  EntPreviewDialog *self = g_object_new (ENT_TYPE_PREVIEW_DIALOG, NULL);
  gboolean atlas = remote->circle == ENT_CIRCLE_ATLAS;

  self->store = g_object_ref (store);
  self->remote = g_strdup (remote->name);
  self->seen = seen != NULL ? g_ptr_array_ref (seen) : NULL;
  self->cancellable = g_cancellable_new ();
  gtk_button_set_label (self->confirm_button, atlas ? _ ("_Publish") : _ ("_Synchronise"));
  gtk_label_set_label (self->note_label, atlas ? _ ("Each record carries the date of its last change, but not its author.")
                                               : _ ("Each record carries the date of its last change, and the name of its author."));
  ent_store_read_async (store, load_preview, g_strdup (remote->name), g_free, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                        loaded_cb, g_object_ref (self));
  return ADW_DIALOG (self);
}
