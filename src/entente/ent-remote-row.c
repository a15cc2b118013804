/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-remote-row.h"

#include <glib/gi18n-lib.h>

#include "ent-time.h"

struct _EntRemoteRow
{
  AdwActionRow parent_instance;

  EntRemote *remote; /* (not nullable) (owned) */
  guint n_waiting;
  gboolean counted;

  GtkImage *image;
  GtkWidget *spinner;
  GtkWidget *cancel_button;
  GtkWidget *sync_button;
  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (EntRemoteRow, ent_remote_row, ADW_TYPE_ACTION_ROW)

/* In the order of circles. */
static const char *const icons[] = { "system-users-symbolic", "ent-tree-symbolic", "web-browser-symbolic" };
static const char *const circles[] = { N_ ("The unit"), N_ ("The unit and the departments"), N_ ("The Atlas") };

static void
ent_remote_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_REMOTE_ROW);

  G_OBJECT_CLASS (ent_remote_row_parent_class)->dispose (object);
}

static void
ent_remote_row_finalize (GObject *object)
{
  ent_remote_free (ENT_REMOTE_ROW (object)->remote);

  G_OBJECT_CLASS (ent_remote_row_parent_class)->finalize (object);
}

static void
ent_remote_row_class_init (EntRemoteRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_remote_row_dispose;
  object_class->finalize = ent_remote_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-remote-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EntRemoteRow, image);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteRow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteRow, sync_button);
  gtk_widget_class_bind_template_child (widget_class, EntRemoteRow, menu_button);
}

static void
ent_remote_row_init (EntRemoteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_progress (EntSyncDriver *driver)
{
  guint received = ent_sync_driver_get_received (driver);
  guint expected = ent_sync_driver_get_expected (driver);
  guint sent = ent_sync_driver_get_sent (driver);

  if (sent > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u record sent so far", "%'u records sent so far", sent), sent);
  if (expected > 0)
    /* Translators: numbers of changes */
    return g_strdup_printf (_ ("%1$'u changes received, %2$'u to come"), received, expected);
  if (received > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u change received", "%'u changes received", received), received);

  return g_strdup (_ ("Asking the server…"));
}

static char *
describe_waiting (EntRemoteRow *self)
{
  if (!self->counted || self->n_waiting == 0)
    return g_strdup (_ ("Up to date"));
  if (self->remote->circle == ENT_CIRCLE_ATLAS)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u record to publish", "%'u records to publish", self->n_waiting), self->n_waiting);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u record to send", "%'u records to send", self->n_waiting), self->n_waiting);
}

static char *
describe_rest (EntRemoteRow *self)
{
  g_autofree char *waiting = NULL;
  g_autofree char *since = NULL;

  if (self->remote->status != NULL)
    return g_strdup (self->remote->status);
  if (self->remote->synced_at == NULL)
    return g_strdup (_ ("Not synchronised yet: first have a look at what will be sent."));

  waiting = describe_waiting (self);
  since = ent_time_display_since (self->remote->synced_at);
  /* Translators: how it stands, then when it was last synchronised */
  return g_strdup_printf (_ ("%1$s. Synchronised %2$s"), waiting, since);
}

/**
 * ent_remote_row_update:
 * @self: a row
 * @scheduler: (nullable): what is under way
 *
 * Shows how far a round is, and how it stands while there is none.
 */
void
ent_remote_row_update (EntRemoteRow *self,
                       EntSyncScheduler *scheduler)
{
  EntSyncDriver *driver = scheduler != NULL ? ent_sync_scheduler_get_driver (scheduler) : NULL;
  gboolean running = driver != NULL && g_strcmp0 (ent_sync_driver_get_remote (driver), self->remote->name) == 0;
  gboolean waiting = !running && scheduler != NULL && ent_sync_scheduler_is_waiting (scheduler, self->remote->name);
  gboolean failed = !running && !waiting && self->remote->status != NULL;
  g_autofree char *state = running ? describe_progress (driver) : waiting ? g_strdup (_ ("Waiting for its turn")) : describe_rest (self);

  g_return_if_fail (ENT_IS_REMOTE_ROW (self));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), state);
  gtk_widget_set_visible (self->spinner, running);
  gtk_widget_set_visible (self->cancel_button, running || waiting);
  gtk_widget_set_visible (self->sync_button, !running && !waiting);
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ent-failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "ent-failed");
}

static void
append_item (GMenu *menu,
             const char *label,
             const char *action,
             const char *name)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", name);
  g_menu_append_item (menu, item);
}

/**
 * ent_remote_row_new:
 * @place: a place
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
ent_remote_row_new (const EntAtlasPlace *place)
{
  EntRemoteRow *self = g_object_new (ENT_TYPE_REMOTE_ROW, "title", place->remote->name, NULL);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *synchronise = NULL;
  g_autofree char *where = NULL;

  self->remote = ent_remote_copy (place->remote);
  self->n_waiting = place->n_waiting;
  self->counted = place->counted;
  gtk_image_set_from_icon_name (self->image, icons[self->remote->circle]);

  /* Translators: who can see it, the address of a server */
  where = g_strdup_printf (_ ("%1$s · %2$s"), g_dgettext (GETTEXT_PACKAGE, circles[self->remote->circle]), self->remote->url);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), where);

  append_item (menu, _ ("_What Would Be Sent…"), "page.preview", self->remote->name);
  append_item (menu, _ ("_Change…"), "page.change-remote", self->remote->name);
  append_item (menu, _ ("_Remove…"), "page.remove-remote", self->remote->name);
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));

  /* Translators: the name of a shared space */
  synchronise = g_strdup_printf (self->remote->circle == ENT_CIRCLE_ATLAS ? _ ("Publish in “%s”…") : _ ("Synchronise with “%s”"), self->remote->name);
  gtk_widget_set_tooltip_text (self->sync_button, synchronise);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->sync_button), "s", self->remote->name);
  return GTK_WIDGET (self);
}
