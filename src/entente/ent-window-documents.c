/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents that the window saves, whichever page asks for them. */
#include "ent-document-dialog.h"
#include "ent-format.h"
#include "ent-window-private.h"

/* Aid is declared once its year is over. */
static void
declare_action (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);

  if (self->store != NULL)
    adw_dialog_present (ent_document_dialog_new_for (self->store, ENT_DOCUMENT_ODA, ent_format_this_year () - 1, NULL), widget);
}

/* Of a project, or of that which an application asks money for. */
static void
expected_action (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  EntWindow *self = ENT_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) record = self->store != NULL ? ent_workspace_get (ent_store_get_reader (self->store), id, &error) : NULL;
  const char *project = record != NULL && g_str_has_prefix (id, "application:") ? ent_record_get_text (record, "project") : id;

  if (error != NULL)
    ent_window_tell (self, error->message, FALSE);
  else if (record != NULL)
    adw_dialog_present (ent_document_dialog_new_for (self->store, ENT_DOCUMENT_EXPECTED, ent_format_this_year (), project), widget);
}

void
ent_window_install_document_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "document.declare", NULL, declare_action);
  gtk_widget_class_install_action (widget_class, "document.expected", "s", expected_action);
}
