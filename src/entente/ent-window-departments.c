/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does with the organisation chart, whichever page asks for it. */
#include <glib/gi18n-lib.h>

#include "ent-departments.h"
#include "ent-new-record.h"
#include "ent-reference-picker.h"
#include "ent-window-private.h"

#define MOVED_KEY "ent-department-moved"

static const char *const writing_actions[] = { "department.move", "department.move-to", "department.own", "department.ask" };

typedef struct
{
  char *id;     /* (not nullable) (owned) */
  char *parent; /* (nullable) (owned) */
} Move;

static void
move_free (gpointer data)
{
  Move *self = data;

  g_free (self->id);
  g_free (self->parent);
  g_free (self);
}

static gpointer
move (EntWorkspace *workspace,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  const Move *self = data;

  ent_department_move (workspace, self->id, self->parent, error);
  return NULL;
}

static gpointer
make_own (EntWorkspace *workspace,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  ent_workspace_set_setting (workspace, "own-department", data, error);
  return NULL;
}

static void
moved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (EntWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  ent_store_finish (ENT_STORE (source), result, &error);
  if (error == NULL)
    ent_window_tell (self, _ ("The department is moved"), TRUE);
  else
    ent_window_tell (self, error->message, FALSE);
}

static void
own_made_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (EntWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  EntPage *page = ent_window_get_page (self);

  ent_store_finish (ENT_STORE (source), result, &error);
  if (error != NULL)
    ent_window_tell (self, error->message, FALSE);
  else if (page != NULL)
    ent_page_refresh (page);
}

static void
start_move (EntWindow *self,
            const char *id,
            const char *parent)
{
  Move *data = g_new0 (Move, 1);

  data->id = g_strdup (id);
  data->parent = parent != NULL && *parent != '\0' ? g_strdup (parent) : NULL;
  ent_store_write_async (self->store, move, data, move_free, NULL, NULL, moved_cb, g_object_ref (self));
}

static void
move_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  const char *id;
  const char *parent;

  g_variant_get (parameter, "(&s&s)", &id, &parent);
  if (ENT_WINDOW (widget)->store != NULL)
    start_move (ENT_WINDOW (widget), id, parent);
}

static void
parent_picked_cb (EntWindow *self,
                  const char *parent,
                  const char *headline,
                  GObject *picker)
{
  start_move (self, g_object_get_data (picker, MOVED_KEY), parent);
}

static void
move_to_action (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  AdwDialog *picker;

  if (self->store == NULL)
    return;

  picker = ent_reference_picker_new (self->store, "department", FALSE);
  g_object_set_data_full (G_OBJECT (picker), MOVED_KEY, g_variant_dup_string (parameter, NULL), g_free);
  g_signal_connect_object (picker, "picked", G_CALLBACK (parent_picked_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (picker, widget);
}

static void
own_action (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);

  if (self->store != NULL)
    ent_store_write_async (self->store, make_own, g_variant_dup_string (parameter, NULL), g_free, NULL, NULL, own_made_cb, g_object_ref (self));
}

/* A request to a department, for a project where one is meant already. */
static void
ask_action (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  const EntEntity *entity = ent_schema_find ("mobilisation");
  const char *department;
  const char *project;
  g_autoptr (EntRecord) request = NULL;

  g_variant_get (parameter, "(&s&s)", &department, &project);
  if (self->store == NULL)
    return;

  request = ent_new_record_for (ent_store_get_reader (self->store), entity, ent_entity_find_field (entity, "asked"), department);
  if (*project != '\0')
    ent_record_set_text (request, "project", project);
  ent_window_present_new (self, request);
}

/* Nothing can be written into a workspace that is read only, or not there. */
void
ent_window_update_department_actions (EntWindow *self)
{
  gboolean writable = self->store != NULL && !ent_store_is_read_only (self->store);

  for (gsize i = 0; i < G_N_ELEMENTS (writing_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing_actions[i], writable);
}

void
ent_window_install_department_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "department.move", "(ss)", move_action);
  gtk_widget_class_install_action (widget_class, "department.move-to", "s", move_to_action);
  gtk_widget_class_install_action (widget_class, "department.own", "s", own_action);
  gtk_widget_class_install_action (widget_class, "department.ask", "(ss)", ask_action);
}
