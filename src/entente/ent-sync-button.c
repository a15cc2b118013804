/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-sync-button.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-sync.h"
#include "ent-time.h"

/* How it stood when it was last read. */
typedef struct
{
  guint n_remotes;
  guint n_conflicts;
  guint n_set_aside; /* records that were refused or could not be taken in */
  char *failure;     /* (nullable) (owned): why the last round with one of them failed */
  char *synced_at;   /* (nullable) (owned): the earliest of their last rounds; NULL where one had none */
} Standing;

struct _EntSyncButton
{
  GtkButton parent_instance;

  EntStore *store;           /* (nullable) (owned) */
  EntSyncDriver *driver;     /* (nullable) (owned): what synchronises @store */
  GCancellable *cancellable; /* (nullable) (owned): while the standing is being read */
  gboolean again;            /* something changed meanwhile */
  gboolean alarm;            /* shown only where a person has to do something */
  Standing *standing;        /* (nullable) (owned): unknown until it is read */

  GtkImage *icon;
  GtkWidget *spinner;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (EntSyncButton, ent_sync_button, GTK_TYPE_BUTTON)

static void
standing_free (Standing *standing)
{
  g_free (standing->failure);
  g_free (standing->synced_at);
  g_free (standing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Standing, standing_free)

static void
add_remote (Standing *standing,
            const EntRemote *remote)
{
  gboolean first = standing->n_remotes++ == 0;

  if (standing->failure == NULL)
    standing->failure = g_strdup (remote->status);
  if (remote->synced_at == NULL)
    g_clear_pointer (&standing->synced_at, g_free);
  else if (first || (standing->synced_at != NULL && strcmp (remote->synced_at, standing->synced_at) < 0))
    g_set_str (&standing->synced_at, remote->synced_at);
}

static gpointer
read_standing (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (Standing) standing = g_new0 (Standing, 1);
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (workspace, error);
  g_autoptr (GPtrArray) conflicts = remotes != NULL ? ent_sync_list_conflicts (workspace, NULL, NULL, error) : NULL;
  g_autoptr (GPtrArray) refused = conflicts != NULL ? ent_sync_issues_list_refused (workspace, NULL, error) : NULL;
  g_autoptr (GPtrArray) quarantined = refused != NULL ? ent_sync_issues_list_quarantined (workspace, NULL, error) : NULL;

  if (quarantined == NULL)
    return NULL;

  for (guint i = 0; i < remotes->len; i++)
    add_remote (standing, remotes->pdata[i]);
  standing->n_conflicts = conflicts->len;
  standing->n_set_aside = refused->len + quarantined->len;

  return g_steal_pointer (&standing);
}

/* How much there is to come is known only while something is received. */
static char *
describe_progress (EntSyncDriver *driver)
{
  guint received = ent_sync_driver_get_received (driver);
  guint expected = ent_sync_driver_get_expected (driver);

  if (expected > 0)
    /* Translators: a number, per cent */
    return g_strdup_printf (_ ("Synchronising, %u %%"), (guint) (100.0 * received / ((double) received + expected)));

  return g_strdup (_ ("Synchronising…"));
}

static char *
describe_failure (const char **ret_icon)
{
  if (g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    {
      *ret_icon = "dialog-warning-symbolic";
      return g_strdup (_ ("Not synchronised"));
    }

  *ret_icon = "network-offline-symbolic";
  return g_strdup (_ ("Offline"));
}

/* What a person has to do comes before what happens by itself. */
static char *
describe_standing (const Standing *standing,
                   const char **ret_icon)
{
  *ret_icon = "dialog-warning-symbolic";
  if (standing->n_conflicts > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u conflict", "%u conflicts", standing->n_conflicts), standing->n_conflicts);
  if (standing->n_set_aside > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u record held back", "%u records held back", standing->n_set_aside), standing->n_set_aside);
  if (standing->failure != NULL)
    return describe_failure (ret_icon);

  *ret_icon = standing->synced_at != NULL ? "object-select-symbolic" : "computer-symbolic";
  if (standing->n_remotes == 0)
    return g_strdup (_ ("On this computer only"));

  return g_strdup (standing->synced_at != NULL ? _ ("Up to date") : _ ("Never synchronised"));
}

static char *
describe_more (const Standing *standing)
{
  g_autofree char *since = NULL;

  if (standing == NULL || standing->n_remotes == 0)
    return g_strdup (_ ("Share This Workspace"));
  if (standing->failure != NULL)
    return g_strdup (standing->failure);
  if (standing->synced_at == NULL)
    return g_strdup (_ ("Shared Spaces"));

  since = ent_time_display_since (standing->synced_at);
  /* Translators: when, such as “5 minutes ago” */
  return g_strdup_printf (_ ("Synchronised %s"), since);
}

static gboolean
needs_somebody (const Standing *standing)
{
  return standing != NULL && (standing->n_conflicts > 0 || standing->n_set_aside > 0);
}

static void
show (EntSyncButton *self)
{
  gboolean shown = !self->alarm || needs_somebody (self->standing);
  gboolean running = !self->alarm && self->driver != NULL && ent_sync_driver_is_running (self->driver);
  const char *icon = NULL;
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;

  if (running)
    text = describe_progress (self->driver);
  else if (self->standing != NULL)
    text = describe_standing (self->standing, &icon);
  more = describe_more (self->standing);

  gtk_widget_set_visible (GTK_WIDGET (self), shown && text != NULL);
  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !running);
  gtk_widget_set_visible (self->spinner, running);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), more);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, more, -1);
}

static void
refresh (EntSyncButton *self);

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (EntSyncButton) self = user_data;
  g_autoptr (GError) error = NULL;
  Standing *standing = ent_store_finish (ENT_STORE (source), result, &error);

  if (ENT_STORE (source) != self->store)
    {
      g_clear_pointer (&standing, standing_free);
      return;
    }

  g_clear_object (&self->cancellable);
  if (standing != NULL)
    {
      g_clear_pointer (&self->standing, standing_free);
      self->standing = standing;
    }
  show (self);
  if (self->again)
    refresh (self);
}

/* A round changes the workspace many times over: one look at a time is enough. */
static void
refresh (EntSyncButton *self)
{
  self->again = self->cancellable != NULL;
  if (self->store == NULL || self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ent_store_read_async (self->store, read_standing, NULL, NULL, (GDestroyNotify) standing_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

static void
driver_changed_cb (EntSyncButton *self)
{
  show (self);
  if (!ent_sync_driver_is_running (self->driver))
    refresh (self);
}

static void
ent_sync_button_dispose (GObject *object)
{
  ent_sync_button_set_workspace (ENT_SYNC_BUTTON (object), NULL, NULL);

  G_OBJECT_CLASS (ent_sync_button_parent_class)->dispose (object);
}

static void
ent_sync_button_class_init (EntSyncButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ent_sync_button_dispose;
}

static void
ent_sync_button_init (EntSyncButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->icon = GTK_IMAGE (gtk_image_new ());
  self->spinner = adw_spinner_new ();
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ent-sync");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", "atlas");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * ent_sync_button_set_alarm:
 * @self: a button
 * @alarm: whether to show it only where a person has to do something
 */
void
ent_sync_button_set_alarm (EntSyncButton *self,
                           gboolean alarm)
{
  g_return_if_fail (ENT_IS_SYNC_BUTTON (self));

  self->alarm = alarm;
  show (self);
}

/**
 * ent_sync_button_set_workspace:
 * @self: a button
 * @store: (nullable): the workspace
 * @scheduler: (nullable): what keeps it synchronised
 */
void
ent_sync_button_set_workspace (EntSyncButton *self,
                               EntStore *store,
                               EntSyncScheduler *scheduler)
{
  EntSyncDriver *driver = scheduler != NULL ? ent_sync_scheduler_get_driver (scheduler) : NULL;

  g_return_if_fail (ENT_IS_SYNC_BUTTON (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->again = FALSE;
  g_clear_pointer (&self->standing, standing_free);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  if (self->driver != NULL)
    g_signal_handlers_disconnect_by_data (self->driver, self);
  g_set_object (&self->store, store);
  g_set_object (&self->driver, driver);
  if (store == NULL)
    return;

  g_signal_connect_swapped (store, "changed", G_CALLBACK (refresh), self);
  if (self->driver != NULL)
    g_signal_connect_swapped (self->driver, "notify", G_CALLBACK (driver_changed_cb), self);
  refresh (self);
}
