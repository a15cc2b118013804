/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-page.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  EntStore *store;           /* (not nullable) (owned) */
  GCancellable *cancellable; /* (nullable) (owned): of the load under way */
  guint refresh_id;          /* source of the refresh that waits */
  gboolean stale;            /* the workspace changed while the page was out of sight */
} EntPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (EntPage, ent_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_STORE = 1,
  PROP_LOADING,
} EntPageProperty;

static GParamSpec *props[PROP_LOADING + 1];

/* One load, which outlives the page if need be: a load that was cancelled touches nothing. */
typedef struct
{
  EntPage *page;             /* valid as long as @cancellable is not cancelled */
  GCancellable *cancellable; /* (not nullable) (owned) */
  EntPageShowFunc show;
  GDestroyNotify result_free; /* (nullable) */
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->cancellable);
  g_free (load);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static void
cancel_load (EntPage *self)
{
  EntPagePrivate *priv = ent_page_get_instance_private (self);

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
}

static void
load_ended_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (Load) load = user_data;
  g_autoptr (GError) error = NULL;
  gpointer loaded = ent_store_finish (ENT_STORE (source), result, &error);
  EntPagePrivate *priv;

  if (g_cancellable_is_cancelled (load->cancellable))
    {
      if (loaded != NULL && load->result_free != NULL)
        load->result_free (loaded);
      return;
    }

  priv = ent_page_get_instance_private (load->page);
  g_clear_object (&priv->cancellable);
  if (error == NULL)
    load->show (load->page, loaded);
  else
    gtk_widget_activate_action (GTK_WIDGET (load->page), "win.tell", "s", error->message);
  g_object_notify_by_pspec (G_OBJECT (load->page), props[PROP_LOADING]);
}

/**
 * ent_page_load:
 * @self: a page
 * @func: reads the workspace, in another thread
 * @data: (nullable) (transfer full): for @func
 * @data_free: (nullable): frees @data
 * @result_free: (nullable): frees what @func returns, where nobody waits for it any more
 * @show: puts what @func returned on the page
 *
 * Loads what the page shows. A load that is still under way is given up: its answer would be old.
 */
void
ent_page_load (EntPage *self,
               EntStoreFunc func,
               gpointer data,
               GDestroyNotify data_free,
               GDestroyNotify result_free,
               EntPageShowFunc show)
{
  EntPagePrivate *priv = ent_page_get_instance_private (self);
  Load *load;

  g_return_if_fail (ENT_IS_PAGE (self));

  cancel_load (self);
  priv->cancellable = g_cancellable_new ();
  load = g_new0 (Load, 1);
  load->page = self;
  load->cancellable = g_object_ref (priv->cancellable);
  load->show = show;
  load->result_free = result_free;
  ent_store_read_async (priv->store, func, data, data_free, result_free, priv->cancellable, load_ended_cb, load);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

/**
 * ent_page_get_store:
 * @self: a page
 *
 * Returns: (transfer none): the workspace it shows
 */
EntStore *
ent_page_get_store (EntPage *self)
{
  EntPagePrivate *priv = ent_page_get_instance_private (self);

  g_return_val_if_fail (ENT_IS_PAGE (self), NULL);

  return priv->store;
}

/**
 * ent_page_get_loading:
 * @self: a page
 *
 * Returns: whether something that it shows is still on its way
 */
gboolean
ent_page_get_loading (EntPage *self)
{
  EntPagePrivate *priv = ent_page_get_instance_private (self);

  g_return_val_if_fail (ENT_IS_PAGE (self), FALSE);

  return priv->cancellable != NULL || priv->refresh_id != 0;
}

/**
 * ent_page_refresh:
 * @self: a page
 *
 * Loads what it shows anew, at once.
 */
void
ent_page_refresh (EntPage *self)
{
  EntPagePrivate *priv = ent_page_get_instance_private (self);

  g_return_if_fail (ENT_IS_PAGE (self));

  priv->stale = FALSE;
  g_clear_handle_id (&priv->refresh_id, g_source_remove);
  ENT_PAGE_GET_CLASS (self)->refresh (self);
}

/**
 * ent_page_find:
 * @self: a page
 *
 * Returns: whether the cursor is now where one searches
 */
gboolean
ent_page_find (EntPage *self)
{
  g_return_val_if_fail (ENT_IS_PAGE (self), FALSE);

  return ENT_PAGE_GET_CLASS (self)->find != NULL && ENT_PAGE_GET_CLASS (self)->find (self);
}

/**
 * ent_page_add:
 * @self: a page
 *
 * Returns: whether a dialog for a new record of what the page shows has opened
 */
gboolean
ent_page_add (EntPage *self)
{
  g_return_val_if_fail (ENT_IS_PAGE (self), FALSE);

  return ENT_PAGE_GET_CLASS (self)->add != NULL && ENT_PAGE_GET_CLASS (self)->add (self);
}

/**
 * ent_page_edit:
 * @self: a page
 *
 * Returns: whether a dialog for the record of the page has opened
 */
gboolean
ent_page_edit (EntPage *self)
{
  g_return_val_if_fail (ENT_IS_PAGE (self), FALSE);

  return ENT_PAGE_GET_CLASS (self)->edit != NULL && ENT_PAGE_GET_CLASS (self)->edit (self);
}

/**
 * ent_page_export:
 * @self: a page
 *
 * Returns: whether a dialog to write what the page lists into a table has opened
 */
gboolean
ent_page_export (EntPage *self)
{
  g_return_val_if_fail (ENT_IS_PAGE (self), FALSE);

  return ENT_PAGE_GET_CLASS (self)->export != NULL && ENT_PAGE_GET_CLASS (self)->export (self);
}

/**
 * ent_page_print:
 * @self: a page
 * @target: where to
 *
 * Prints what the page shows, where it has something to print.
 */
void
ent_page_print (EntPage *self,
                EntPrintTarget target)
{
  g_return_if_fail (ENT_IS_PAGE (self));

  if (ENT_PAGE_GET_CLASS (self)->print != NULL)
    ENT_PAGE_GET_CLASS (self)->print (self, target);
}

/**
 * ent_page_get_subject:
 * @self: a page
 *
 * Returns: (nullable): the identifier of the record that the page is about
 */
const char *
ent_page_get_subject (EntPage *self)
{
  g_return_val_if_fail (ENT_IS_PAGE (self), NULL);

  return ENT_PAGE_GET_CLASS (self)->get_subject != NULL ? ENT_PAGE_GET_CLASS (self)->get_subject (self) : NULL;
}

static gboolean
refresh_cb (gpointer user_data)
{
  EntPagePrivate *priv = ent_page_get_instance_private (user_data);

  priv->refresh_id = 0;
  ent_page_refresh (user_data);
  return G_SOURCE_REMOVE;
}

/* Several changes in a row, as a synchronisation makes them, are one refresh. */
static void
store_changed_cb (EntPage *self)
{
  EntPagePrivate *priv = ent_page_get_instance_private (self);

  priv->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && priv->refresh_id == 0)
    priv->refresh_id = g_idle_add (refresh_cb, self);
}

static void
ent_page_map (GtkWidget *widget)
{
  EntPage *self = ENT_PAGE (widget);
  EntPagePrivate *priv = ent_page_get_instance_private (self);

  GTK_WIDGET_CLASS (ent_page_parent_class)->map (widget);
  if (priv->stale)
    ent_page_refresh (self);
}

static void
add_read_only_banner (EntPage *self)
{
  EntPagePrivate *priv = ent_page_get_instance_private (self);
  GtkWidget *child = adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self));
  GtkWidget *banner;

  if (!ADW_IS_TOOLBAR_VIEW (child))
    return;

  banner = adw_banner_new (_ ("This workspace can only be read. Copy it to a folder of your own to change it."));
  g_object_bind_property (priv->store, "read-only", banner, "revealed", G_BINDING_SYNC_CREATE);
  /* What is not revealed would still be read out. */
  g_object_bind_property (priv->store, "read-only", banner, "visible", G_BINDING_SYNC_CREATE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (child), banner);
}

static void
ent_page_constructed (GObject *object)
{
  EntPage *self = ENT_PAGE (object);
  EntPagePrivate *priv = ent_page_get_instance_private (self);

  G_OBJECT_CLASS (ent_page_parent_class)->constructed (object);
  g_signal_connect_object (priv->store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  add_read_only_banner (self);
}

static void
ent_page_dispose (GObject *object)
{
  EntPage *self = ENT_PAGE (object);
  EntPagePrivate *priv = ent_page_get_instance_private (self);

  cancel_load (self);
  g_clear_handle_id (&priv->refresh_id, g_source_remove);

  G_OBJECT_CLASS (ent_page_parent_class)->dispose (object);
}

static void
ent_page_finalize (GObject *object)
{
  EntPagePrivate *priv = ent_page_get_instance_private (ENT_PAGE (object));

  g_clear_object (&priv->store);

  G_OBJECT_CLASS (ent_page_parent_class)->finalize (object);
}

static void
ent_page_get_property (GObject *object,
                       guint prop_id,
                       GValue *value,
                       GParamSpec *pspec)
{
  EntPage *self = ENT_PAGE (object);

  switch ((EntPageProperty) prop_id)
    {
    case PROP_STORE:
      g_value_set_object (value, ent_page_get_store (self));
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, ent_page_get_loading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_page_set_property (GObject *object,
                       guint prop_id,
                       const GValue *value,
                       GParamSpec *pspec)
{
  EntPagePrivate *priv = ent_page_get_instance_private (ENT_PAGE (object));

  switch ((EntPageProperty) prop_id)
    {
    case PROP_STORE:
      priv->store = g_value_dup_object (value);
      break;
    case PROP_LOADING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_page_class_init (EntPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ent_page_constructed;
  object_class->dispose = ent_page_dispose;
  object_class->finalize = ent_page_finalize;
  object_class->get_property = ent_page_get_property;
  object_class->set_property = ent_page_set_property;
  widget_class->map = ent_page_map;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE,
                                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
ent_page_init (EntPage *self)
{
  EntPagePrivate *priv = ent_page_get_instance_private (self);

  priv->stale = TRUE;
}
