/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-page.h"

#include <glib/gi18n-lib.h>

#include "ent-atlas-page-private.h"
#include "ent-conflict-row.h"
#include "ent-remote-row.h"
#include "ent-time.h"
#include "ent-window.h"

G_DEFINE_FINAL_TYPE (EntAtlasPage, ent_atlas_page, ENT_TYPE_PAGE)

EntSyncScheduler *
ent_atlas_page_get_scheduler (EntAtlasPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return ENT_IS_WINDOW (root) ? ent_window_get_scheduler (ENT_WINDOW (root)) : NULL;
}

const EntAtlasPlace *
ent_atlas_page_find_place (EntAtlasPage *self,
                           const char *name)
{
  for (guint i = 0; self->state != NULL && i < self->state->places->len; i++)
    {
      const EntAtlasPlace *place = self->state->places->pdata[i];

      if (g_str_equal (place->remote->name, name))
        return place;
    }

  return NULL;
}

static void
update_rows (EntAtlasPage *self)
{
  EntSyncScheduler *scheduler = ent_atlas_page_get_scheduler (self);

  for (guint i = 0; i < self->place_rows->len; i++)
    ent_remote_row_update (self->place_rows->pdata[i], scheduler);
}

static void
remove_rows (AdwPreferencesGroup *group,
             GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (AdwPreferencesGroup *group,
         GPtrArray *rows,
         GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
show_title (AdwPreferencesGroup *group,
            const char *title,
            guint n)
{
  /* Translators: the title of a list, then how many are in it */
  g_autofree char *counted = g_strdup_printf (_ ("%1$s (%2$u)"), title, n);

  adw_preferences_group_set_title (group, counted);
  gtk_widget_set_visible (GTK_WIDGET (group), n > 0);
}

static void
set_opens (GtkWidget *row,
           const char *id)
{
  if (ent_schema_find_for_id (id) == NULL)
    return;

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
}

static GtkWidget *
create_trouble_row (const EntAtlasTrouble *trouble)
{
  GtkWidget *row = adw_action_row_new ();
  /* Translators: the name of a place, then why something went wrong there */
  g_autofree char *why = g_strdup_printf (_ ("%1$s: %2$s"), trouble->remote, trouble->reason);
  g_autofree char *subtitle = trouble->advice != NULL ? g_strjoin ("\n", why, trouble->advice, NULL) : g_strdup (why);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), trouble->headline);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (trouble->here)
    set_opens (row, trouble->id);
  return row;
}

static GtkWidget *
create_refused_row (const EntAtlasTrouble *trouble)
{
  GtkWidget *row = create_trouble_row (trouble);
  GtkWidget *button = gtk_button_new_with_label (_ ("Try Again"));
  /* Translators: the name of a record */
  g_autofree char *name = g_strdup_printf (_ ("Try again: %s"), trouble->headline);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.send-again");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", trouble->remote, trouble->id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static char *
describe_activity (const EntSyncActivity *activity)
{
  g_autofree char *when = ent_time_display_since (activity->at);

  if (activity->sent)
    /* Translators: the name of a place, when */
    return g_strdup_printf (_ ("To %1$s, written %2$s"), activity->remote, when);
  if (*activity->who == '\0')
    /* Translators: the name of a remote, when */
    return g_strdup_printf (_ ("From %1$s, %2$s"), activity->remote, when);

  /* Translators: a person, the name of a remote, when */
  return g_strdup_printf (_ ("%1$s through %2$s, %3$s"), activity->who, activity->remote, when);
}

static GtkWidget *
create_activity_row (const EntSyncActivity *activity)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (activity->sent ? "document-send-symbolic" : "folder-download-symbolic");
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u record", "%'u records", activity->n_records), activity->n_records);
  g_autofree char *subtitle = describe_activity (activity);
  gboolean single = activity->n_records == 1 && *activity->headline != '\0';

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), single ? activity->headline : count);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  if (single)
    set_opens (row, activity->id);
  return row;
}

static void
show_troubles (EntAtlasPage *self)
{
  const EntAtlasState *state = self->state;

  remove_rows (self->refused_group, self->refused_rows);
  show_title (self->refused_group, _ ("Refused by the Server"), state->n_refused);
  for (guint i = 0; i < state->refused->len; i++)
    add_row (self->refused_group, self->refused_rows, create_refused_row (state->refused->pdata[i]));

  remove_rows (self->quarantine_group, self->quarantine_rows);
  show_title (self->quarantine_group, _ ("Put Aside"), state->n_quarantined);
  for (guint i = 0; i < state->quarantined->len; i++)
    add_row (self->quarantine_group, self->quarantine_rows, create_trouble_row (state->quarantined->pdata[i]));
}

static void
show_rows (EntAtlasPage *self)
{
  EntAtlasState *state = self->state;

  remove_rows (self->places_group, self->place_rows);
  for (guint i = 0; i < state->places->len; i++)
    add_row (self->places_group, self->place_rows, ent_remote_row_new (state->places->pdata[i]));
  update_rows (self);

  remove_rows (self->conflicts_group, self->conflict_rows);
  show_title (self->conflicts_group, _ ("Conflicts"), state->n_conflicts);
  for (guint i = 0; i < state->conflicts->len; i++)
    add_row (self->conflicts_group, self->conflict_rows, ent_conflict_row_new (state->conflicts->pdata[i]));

  show_troubles (self);
  remove_rows (self->activity_group, self->activity_rows);
  gtk_widget_set_visible (GTK_WIDGET (self->activity_group), state->activities->len > 0);
  for (guint i = 0; i < state->activities->len; i++)
    add_row (self->activity_group, self->activity_rows, create_activity_row (state->activities->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, state->places->len > 0 ? "places" : "empty");
}

/* What does this, of all that is in a widget. */
static GtkWidget *
find_doing (GtkWidget *widget,
            const char *action,
            GVariant *target)
{
  GtkWidget *found = NULL;

  if (GTK_IS_ACTIONABLE (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0
      && g_variant_equal (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget)), target))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_doing (child, action, target);
  return found;
}

/* The rows are made anew whenever something came or went: whoever is at one of them by keyboard stays there. */
static void
show_again (EntAtlasPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean acts = focus != NULL && GTK_IS_ACTIONABLE (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
                  && gtk_actionable_get_action_target_value (GTK_ACTIONABLE (focus)) != NULL;
  g_autofree char *action = acts ? g_strdup (gtk_actionable_get_action_name (GTK_ACTIONABLE (focus))) : NULL;
  g_autoptr (GVariant) target = acts ? g_variant_ref (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (focus))) : NULL;
  GtkWidget *same;

  show_rows (self);
  same = action != NULL ? find_doing (GTK_WIDGET (self), action, target) : NULL;
  if (same != NULL)
    gtk_widget_grab_focus (same);
}

static void
show_state (EntPage *page,
            gpointer loaded)
{
  EntAtlasPage *self = ENT_ATLAS_PAGE (page);

  g_clear_pointer (&self->state, ent_atlas_state_free);
  self->state = loaded;
  show_again (self);
}

/* While a round is under way every batch is news: what would be sent is counted when it has ended. */
static void
ent_atlas_page_refresh (EntPage *page)
{
  EntSyncScheduler *scheduler = ent_atlas_page_get_scheduler (ENT_ATLAS_PAGE (page));
  gboolean running = scheduler != NULL && ent_sync_driver_is_running (ent_sync_scheduler_get_driver (scheduler));

  ent_page_load (page, ent_atlas_state_load, GINT_TO_POINTER (!running), NULL, (GDestroyNotify) ent_atlas_state_free, show_state);
}

static gboolean
ent_atlas_page_add (EntPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "page.set-up", NULL);
}

static void
ended_cb (EntAtlasPage *self,
          const char *remote,
          const char *message,
          gboolean well)
{
  /* Translators: the name of a place, then how synchronising with it went */
  g_autofree char *sentence = g_strdup_printf (_ ("%1$s: %2$s"), remote, message);

  /* What happens by itself is not announced; it can be read. */
  if (g_hash_table_remove (self->asked, remote))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", sentence);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ent_page_refresh (ENT_PAGE (self));
}

static void
watch_scheduler (EntAtlasPage *self)
{
  EntSyncScheduler *scheduler = ent_atlas_page_get_scheduler (self);

  if (scheduler == NULL || scheduler == self->watched)
    return;

  self->watched = scheduler;
  g_signal_connect_object (scheduler, "unseen", G_CALLBACK (ent_atlas_page_show_unseen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scheduler, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ent_sync_scheduler_get_driver (scheduler), "notify", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
}

static void
ent_atlas_page_map (GtkWidget *widget)
{
  watch_scheduler (ENT_ATLAS_PAGE (widget));

  GTK_WIDGET_CLASS (ent_atlas_page_parent_class)->map (widget);
  update_rows (ENT_ATLAS_PAGE (widget));
}

static void
read_only_changed_cb (EntAtlasPage *self)
{
  gboolean writable = !ent_store_is_read_only (ent_page_get_store (ENT_PAGE (self)));
  static const char *const actions[] = { "page.set-up", "page.sync", "page.change-remote", "page.remove-remote",
                                         "page.resolve", "page.send-again", "page.send-all-again", "page.retry-quarantine" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], writable);
}

static void
ent_atlas_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (ent_atlas_page_parent_class)->constructed (object);

  read_only_changed_cb (ENT_ATLAS_PAGE (object));
}

static void
ent_atlas_page_dispose (GObject *object)
{
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_ATLAS_PAGE);

  G_OBJECT_CLASS (ent_atlas_page_parent_class)->dispose (object);
}

static void
ent_atlas_page_finalize (GObject *object)
{
  EntAtlasPage *self = ENT_ATLAS_PAGE (object);

  ent_atlas_state_free (self->state);
  g_hash_table_unref (self->asked);
  g_ptr_array_unref (self->place_rows);
  g_ptr_array_unref (self->conflict_rows);
  g_ptr_array_unref (self->refused_rows);
  g_ptr_array_unref (self->quarantine_rows);
  g_ptr_array_unref (self->activity_rows);

  G_OBJECT_CLASS (ent_atlas_page_parent_class)->finalize (object);
}

static void
ent_atlas_page_class_init (EntAtlasPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ent_atlas_page_constructed;
  object_class->dispose = ent_atlas_page_dispose;
  object_class->finalize = ent_atlas_page_finalize;
  widget_class->map = ent_atlas_page_map;
  ENT_PAGE_CLASS (klass)->refresh = ent_atlas_page_refresh;
  ENT_PAGE_CLASS (klass)->add = ent_atlas_page_add;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-atlas-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntAtlasPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntAtlasPage, places_group);
  gtk_widget_class_bind_template_child (widget_class, EntAtlasPage, conflicts_group);
  gtk_widget_class_bind_template_child (widget_class, EntAtlasPage, refused_group);
  gtk_widget_class_bind_template_child (widget_class, EntAtlasPage, quarantine_group);
  gtk_widget_class_bind_template_child (widget_class, EntAtlasPage, activity_group);
  ent_atlas_page_install_actions (widget_class);
}

static void
ent_atlas_page_init (EntAtlasPage *self)
{
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->place_rows = g_ptr_array_new ();
  self->conflict_rows = g_ptr_array_new ();
  self->refused_rows = g_ptr_array_new ();
  self->quarantine_rows = g_ptr_array_new ();
  self->activity_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
