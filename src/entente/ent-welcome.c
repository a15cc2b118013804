/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-welcome.h"

#include <glib/gi18n-lib.h>

#include "ent-settings.h"

struct _EntWelcome
{
  AdwBin parent_instance;

  GPtrArray *recent_rows; /* (element-type GtkWidget) (owned container) */

  AdwPreferencesGroup *recent_group;
};

G_DEFINE_FINAL_TYPE (EntWelcome, ent_welcome, ADW_TYPE_BIN)

static void
recent_activated_cb (GtkWidget *row)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_object_get_data (G_OBJECT (row), "uri"));

  g_application_open (g_application_get_default (), &file, 1, "");
}

static void
add_recent (EntWelcome *self,
            const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *place = folder != NULL ? g_file_get_parse_name (folder) : g_strdup ("");
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "uri", g_strdup (uri), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (recent_activated_cb), NULL);
  adw_preferences_group_add (self->recent_group, row);
  g_ptr_array_add (self->recent_rows, row);
}

static void
update_recent (EntWelcome *self)
{
  g_auto (GStrv) recent = ent_settings_get_recent ();

  for (guint i = 0; i < self->recent_rows->len; i++)
    adw_preferences_group_remove (self->recent_group, self->recent_rows->pdata[i]);
  g_ptr_array_set_size (self->recent_rows, 0);

  for (gsize i = 0; recent[i] != NULL; i++)
    add_recent (self, recent[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), recent[0] != NULL);
}

static void
ent_welcome_map (GtkWidget *widget)
{
  update_recent (ENT_WELCOME (widget));

  GTK_WIDGET_CLASS (ent_welcome_parent_class)->map (widget);
}

static void
ent_welcome_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_WELCOME);

  G_OBJECT_CLASS (ent_welcome_parent_class)->dispose (object);
}

static void
ent_welcome_finalize (GObject *object)
{
  g_ptr_array_unref (ENT_WELCOME (object)->recent_rows);

  G_OBJECT_CLASS (ent_welcome_parent_class)->finalize (object);
}

static void
ent_welcome_class_init (EntWelcomeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_welcome_dispose;
  object_class->finalize = ent_welcome_finalize;
  widget_class->map = ent_welcome_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, EntWelcome, recent_group);
}

static void
ent_welcome_init (EntWelcome *self)
{
  self->recent_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
