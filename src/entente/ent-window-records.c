/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does with records, whichever page, table or dialog asks for it. */
#include <glib/gi18n-lib.h>

#include "ent-list-page.h"
#include "ent-new-record.h"
#include "ent-record-dialog.h"
#include "ent-record-page.h"
#include "ent-succession-dialog.h"
#include "ent-window-private.h"

static const char *const writing_actions[] = { "record.edit", "record.delete", "record.new", "record.new-for", "record.new-with", "record.hand-over", "record.fill" };

static void
open_record (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  ent_window_open_record (ENT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
record_saved_cb (EntWindow *self,
                 EntRecord *record,
                 EntRecordDialog *dialog)
{
  g_autofree char *headline = NULL;
  g_autofree char *sentence = NULL;

  headline = ent_workspace_get_headline (ent_store_get_reader (self->store), ent_record_get_id (record));
  /* Translators: the title or name of a record */
  sentence = g_strdup_printf (_ ("“%s” is saved"), headline != NULL ? headline : "");
  ent_window_tell (self, sentence, TRUE);
}

/* What was just begun is what one goes on with. */
static void
new_record_saved_cb (EntWindow *self,
                     EntRecord *record,
                     EntRecordDialog *dialog)
{
  ent_window_open_record (self, ent_record_get_id (record));
}

static EntRecordDialog *
present_dialog (EntWindow *self,
                EntRecord *record)
{
  AdwDialog *dialog = ent_record_dialog_new (self->store, record);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (record_saved_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));

  return ENT_RECORD_DIALOG (dialog);
}

static void
edit_field (EntWindow *self,
            const char *id,
            const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) record = NULL;

  if (self->store == NULL)
    return;

  record = ent_workspace_get (ent_store_get_reader (self->store), id, &error);
  if (record == NULL)
    ent_window_tell (self, error->message, FALSE);
  else if (field == NULL)
    present_dialog (self, record);
  else
    ent_record_dialog_focus_field (present_dialog (self, record), field);
}

static void
edit_record (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  edit_field (ENT_WINDOW (widget), g_variant_get_string (parameter, NULL), NULL);
}

/* Begins with the field that is missing. */
static void
fill_record (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  const char *id;
  const char *field;

  g_variant_get (parameter, "(&s&s)", &id, &field);
  edit_field (self, id, field);
}

void
ent_window_present_new (EntWindow *self,
                        EntRecord *record)
{
  g_signal_connect_object (present_dialog (self, record), "saved", G_CALLBACK (new_record_saved_cb), self, G_CONNECT_SWAPPED);
}

static void
create_record (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  const EntEntity *entity = ent_schema_find (g_variant_get_string (parameter, NULL));
  g_autoptr (EntRecord) record = NULL;

  if (self->store == NULL || entity == NULL)
    return;

  record = ent_new_record (ent_store_get_reader (self->store), entity);
  ent_window_present_new (self, record);
}

static void
create_record_for (GtkWidget *widget,
                   const char *name,
                   GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  const char *entity_name;
  const char *field_name;
  const char *target;
  const EntEntity *entity;
  const EntField *field;
  g_autoptr (EntRecord) record = NULL;

  g_variant_get (parameter, "(&s&s&s)", &entity_name, &field_name, &target);
  entity = ent_schema_find (entity_name);
  field = entity != NULL ? ent_entity_find_field (entity, field_name) : NULL;
  if (self->store == NULL || field == NULL)
    return;

  record = ent_new_record_for (ent_store_get_reader (self->store), entity, field, target);
  present_dialog (self, record);
}

/* A new record with some of its fields filled in, as ent_field_parse() reads them. */
static void
create_record_with (GtkWidget *widget,
                    const char *name,
                    GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  g_autoptr (GVariantIter) values = NULL;
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  const EntEntity *entity;
  const char *entity_name, *field, *value;

  g_variant_get (parameter, "(&sa{ss})", &entity_name, &values);
  entity = ent_schema_find (entity_name);
  if (self->store == NULL || entity == NULL)
    return;

  record = ent_new_record (ent_store_get_reader (self->store), entity);
  while (error == NULL && g_variant_iter_next (values, "{&s&s}", &field, &value))
    ent_record_set_parsed (record, field, value, &error);
  if (error == NULL)
    present_dialog (self, record);
  else
    ent_window_tell (self, error->message, FALSE);
}

static void
list_records (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  const char *entity_name;
  const char *field_name;
  const char *target;
  const EntEntity *entity;

  g_variant_get (parameter, "(&s&s&s)", &entity_name, &field_name, &target);
  entity = ent_schema_find (entity_name);
  if (self->store == NULL || entity == NULL || ent_entity_find_field (entity, field_name) == NULL)
    return;

  adw_navigation_view_push (self->navigation_view,
                            ADW_NAVIGATION_PAGE (ent_list_page_new_for_reference (self->store, entity, field_name, target)));
}

typedef struct
{
  EntWindow *window; /* (owned) */
  char *id;          /* (owned) */
  char *headline;    /* (owned) */
} Deletion;

static void
deletion_free (Deletion *deletion)
{
  g_object_unref (deletion->window);
  g_free (deletion->id);
  g_free (deletion->headline);
  g_free (deletion);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

/* The page of a record that is gone has nothing left to show. */
static void
leave_page (EntWindow *self,
            const char *id)
{
  EntPage *page = ent_window_get_page (self);

  if (ENT_IS_RECORD_PAGE (page) && g_str_equal (ent_record_page_get_id (ENT_RECORD_PAGE (page)), id))
    adw_navigation_view_pop (self->navigation_view);
}

static void
deleted_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Deletion) deletion = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!ent_store_write_finish (ENT_STORE (source), result, &error))
    {
      ent_window_tell (deletion->window, error->message, FALSE);
      return;
    }

  leave_page (deletion->window, deletion->id);
  /* Translators: the title or name of a record */
  sentence = g_strdup_printf (_ ("“%s” is deleted"), deletion->headline);
  ent_window_tell (deletion->window, sentence, TRUE);
}

static void
delete_record (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  Deletion *deletion;

  if (self->store == NULL)
    return;

  deletion = g_new0 (Deletion, 1);
  deletion->window = g_object_ref (self);
  deletion->id = g_strdup (id);
  deletion->headline = ent_workspace_get_headline (ent_store_get_reader (self->store), id);
  ent_store_delete_async (self->store, id, deleted_cb, deletion);
}

static void
handed_over_cb (EntWindow *self)
{
  ent_window_tell (self, _ ("The change of mandate is recorded"), TRUE);
}

static void
hand_over (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  AdwDialog *dialog;

  if (self->store == NULL)
    return;

  dialog = ent_succession_dialog_new (self->store, g_variant_get_string (parameter, NULL));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (handed_over_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Nothing can be written into a workspace that is read only, or not there. */
void
ent_window_update_record_actions (EntWindow *self)
{
  gboolean writable = self->store != NULL && !ent_store_is_read_only (self->store);

  for (gsize i = 0; i < G_N_ELEMENTS (writing_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing_actions[i], writable);
}

void
ent_window_install_record_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "record.open", "s", open_record);
  gtk_widget_class_install_action (widget_class, "record.edit", "s", edit_record);
  gtk_widget_class_install_action (widget_class, "record.fill", "(ss)", fill_record);
  gtk_widget_class_install_action (widget_class, "record.delete", "s", delete_record);
  gtk_widget_class_install_action (widget_class, "record.new", "s", create_record);
  gtk_widget_class_install_action (widget_class, "record.new-for", "(sss)", create_record_for);
  gtk_widget_class_install_action (widget_class, "record.new-with", "(sa{ss})", create_record_with);
  gtk_widget_class_install_action (widget_class, "record.hand-over", "s", hand_over);
  gtk_widget_class_install_action (widget_class, "record.list", "(sss)", list_records);
}
