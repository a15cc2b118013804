/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-attachments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-ask-file.h"
#include "ent-files.h"
#include "ent-output-file.h"

/* Where a page keeps the title that was asked for while somebody chooses the file. */
#define TITLE_KEY "ent-attachment-title"

/* What a thread attaches. */
typedef struct
{
  char *subject; /* (not nullable) (owned): the document to give the file to, or what a new one is about */
  char *path;    /* (not nullable) (owned) */
  char *title;   /* (nullable) (owned): of a new document; that of its file where NULL */
} Attachment;

static void
attachment_free (gpointer data)
{
  Attachment *self = data;

  g_free (self->subject);
  g_free (self->path);
  g_free (self->title);
  g_free (self);
}

static const EntField *
get_subject_field (void)
{
  return ent_entity_find_field (ent_schema_find ("document"), "subject");
}

static gboolean
is_document (EntPage *page)
{
  return ent_schema_find_for_id (ent_page_get_subject (page)) == ent_schema_find ("document");
}

static char *
name_like (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *title = g_filename_display_name (base);
  char *dot = strrchr (title, '.');

  if (dot != NULL && dot != title)
    *dot = '\0';
  return title;
}

/* A new document is called like its file, unless it is one that was asked for. */
static EntRecord *
make_document (const Attachment *attachment)
{
  EntRecord *document = ent_record_new (ent_schema_find ("document"), NULL);
  g_autofree char *title = attachment->title != NULL ? g_strdup (attachment->title) : name_like (attachment->path);

  ent_record_set_fallbacks (document);
  ent_record_set_text (document, "title", title);
  ent_record_set_text (document, "subject", attachment->subject);
  return document;
}

static gpointer
attach (EntWorkspace *workspace,
        gpointer data,
        GCancellable *cancellable,
        GError **error)
{
  const Attachment *attachment = data;
  g_autoptr (EntRecord) document = NULL;

  document = g_str_has_prefix (attachment->subject, "document:") ? ent_workspace_get (workspace, attachment->subject, error) : make_document (attachment);
  if (document != NULL)
    ent_document_attach (workspace, document, attachment->path, cancellable, error);

  return NULL;
}

static void
attached_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GtkWidget) page = user_data;
  g_autoptr (GError) error = NULL;

  ent_store_finish (ENT_STORE (source), result, &error);
  if (error != NULL)
    gtk_widget_activate_action (page, "win.tell", "s", error->message);
  else
    gtk_widget_activate_action (page, "win.tell-change", "s", _ ("The file is attached"));
}

/**
 * ent_attachments_add:
 * @page: the page of a record
 * @file: a file of this machine
 * @title: (nullable): of the new document; that of the file when %NULL
 *
 * Attaches a copy of the file to the record: in the place of its own where the page is a document's.
 */
void
ent_attachments_add (EntPage *page,
                     GFile *file,
                     const char *title)
{
  Attachment *attachment;
  char *path = g_file_get_path (file);

  g_return_if_fail (ENT_IS_PAGE (page));

  if (path == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (page), "win.tell", "s", _ ("This file is not on this machine. Copy it here first."));
      return;
    }

  attachment = g_new0 (Attachment, 1);
  attachment->subject = g_strdup (ent_page_get_subject (page));
  attachment->path = path;
  attachment->title = g_strdup (title);
  ent_store_write_async (ent_page_get_store (page), attach, attachment, attachment_free, NULL, NULL, attached_cb, g_object_ref (page));
}

static void
take_file (GtkWidget *page,
           GFile *file)
{
  ent_attachments_add (ENT_PAGE (page), file, NULL);
}

static void
take_file_as (GtkWidget *page,
              GFile *file)
{
  ent_attachments_add (ENT_PAGE (page), file, g_object_get_data (G_OBJECT (page), TITLE_KEY));
}

static void
attach_as_action (GtkWidget *page,
                  const char *name,
                  GVariant *parameter)
{
  const char *title = g_variant_get_string (parameter, NULL);

  g_object_set_data_full (G_OBJECT (page), TITLE_KEY, g_strdup (title), g_free);
  ent_ask_for_file (page, title, NULL, NULL, NULL, take_file_as);
}

static void
attach_action (GtkWidget *page,
               const char *name,
               GVariant *parameter)
{
  ent_ask_for_file (page, _ ("Attach a File"), NULL, NULL, NULL, take_file);
}

static gboolean
drop_cb (EntPage *page,
         const GValue *value)
{
  GFile *file = g_value_get_object (value);

  if (ent_store_is_read_only (ent_page_get_store (page)))
    return FALSE;

  ent_attachments_add (page, file, NULL);
  return TRUE;
}

/* The file of the document whose identifier @data is. */
static gboolean
write_copy (EntWorkspace *workspace,
            gpointer data,
            const char *path,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (EntRecord) document = ent_workspace_get (workspace, data, error);
  g_autoptr (GBytes) bytes = document != NULL ? ent_document_read (workspace, document, error) : NULL;

  return bytes != NULL && ent_output_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cancellable, error);
}

/* What the file of a document is called; empty where it has none yet. */
static char *
get_file_name (EntPage *page)
{
  g_autoptr (EntRecord) document = ent_workspace_get (ent_store_get_reader (ent_page_get_store (page)), ent_page_get_subject (page), NULL);
  const char *name = document != NULL ? ent_record_get_text (document, "file") : NULL;

  return g_strdup (name != NULL ? name : "");
}

static void
open_action (GtkWidget *page,
             const char *action,
             GVariant *parameter)
{
  g_autofree char *name = get_file_name (ENT_PAGE (page));

  ent_open_file (page, ent_page_get_store (ENT_PAGE (page)), name, write_copy, g_strdup (ent_page_get_subject (ENT_PAGE (page))), g_free);
}

static void
take_place (GtkWidget *page,
            GFile *file)
{
  ent_write_file (page, ent_page_get_store (ENT_PAGE (page)), file, write_copy, g_strdup (ent_page_get_subject (ENT_PAGE (page))), g_free);
}

static void
save_action (GtkWidget *page,
             const char *action,
             GVariant *parameter)
{
  g_autofree char *name = get_file_name (ENT_PAGE (page));

  ent_ask_for_file (page, _ ("Save the File"), NULL, NULL, name, take_place);
}

/**
 * ent_attachments_set_up:
 * @page: the page of a record
 * @menu: its menu
 *
 * Offers to attach files to the record, also by dropping them on the page, and to open and save the one that a document
 * has. Nothing for what can have none.
 */
void
ent_attachments_set_up (EntPage *page,
                        GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  gboolean document = is_document (page);
  const EntEntity *entity = ent_schema_find_for_id (ent_page_get_subject (page));
  GtkDropTarget *target;

  if (!document && !ent_field_accepts (get_subject_field (), entity))
    return;

  if (document)
    {
      g_menu_append (section, _ ("_Open the File"), "page.open-file");
      g_menu_append (section, _ ("_Save the File As…"), "page.save-file");
    }
  g_menu_append (section, document ? _ ("_Replace the File…") : _ ("_Attach a File…"), "page.attach");
  g_menu_insert_section (menu, 1, NULL, G_MENU_MODEL (section));
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "page.attach", !ent_store_is_read_only (ent_page_get_store (page)));
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "page.attach-as", !ent_store_is_read_only (ent_page_get_store (page)));

  target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), page);
  gtk_widget_add_controller (GTK_WIDGET (page), GTK_EVENT_CONTROLLER (target));
}

/**
 * ent_attachments_install:
 * @page_class: a class of pages of records
 *
 * Adds the actions.
 */
void
ent_attachments_install (GtkWidgetClass *page_class)
{
  gtk_widget_class_install_action (page_class, "page.attach", NULL, attach_action);
  gtk_widget_class_install_action (page_class, "page.attach-as", "s", attach_as_action);
  gtk_widget_class_install_action (page_class, "page.open-file", NULL, open_action);
  gtk_widget_class_install_action (page_class, "page.save-file", NULL, save_action);
}
