/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-sheets.h"

#include <glib/gi18n-lib.h>

#include "ent-ask-file.h"
#include "ent-format.h"
#include "ent-record-sheet.h"

/* Where a page keeps the language that was asked for while somebody chooses the file. */
#define LANGUAGE_KEY "ent-sheet-language"

/* What the reading thread writes. */
typedef struct
{
  char *id;       /* (not nullable) (owned) */
  char *language; /* (nullable) (owned): that of the window where NULL */
} Order;

static Order *
order_new (EntPage *page,
           const char *language)
{
  Order *self = g_new (Order, 1);

  *self = (Order){ g_strdup (ent_page_get_subject (page)), g_strdup (language) };
  return self;
}

static void
order_free (gpointer data)
{
  Order *self = data;

  g_free (self->id);
  g_free (self->language);
  g_free (self);
}

static gboolean
write_sheet (EntWorkspace *workspace,
             gpointer data,
             const char *path,
             GCancellable *cancellable,
             GError **error)
{
  const Order *order = data;
  g_autofree char *today = ent_format_today ();

  return ent_record_sheet_write (workspace, order->id, order->language, today, path, cancellable, error);
}

/**
 * ent_record_sheets_save:
 * @page: the page of a mission, a visit or an agreement
 * @language: `fr` or `en`
 * @file: where to write; what is there is replaced
 *
 * Draws up the document off the main thread; the window tells how it ended.
 */
void
ent_record_sheets_save (EntPage *page,
                        const char *language,
                        GFile *file)
{
  g_return_if_fail (ENT_IS_PAGE (page) && G_IS_FILE (file));

  ent_write_file (GTK_WIDGET (page), ent_page_get_store (page), file, write_sheet, order_new (page, language), order_free);
}

static void
take_file (GtkWidget *page,
           GFile *file)
{
  ent_record_sheets_save (ENT_PAGE (page), g_object_get_data (G_OBJECT (page), LANGUAGE_KEY), file);
}

static const EntEntity *
get_entity (EntPage *page)
{
  const char *subject = ent_page_get_subject (page);

  return subject != NULL ? ent_schema_find_for_id (subject) : NULL;
}

/* What its file is called. */
static char *
get_file_name (EntPage *page)
{
  const char *kind = ent_record_sheet_get_name (get_entity (page));
  char *name = g_strdup_printf ("%s – %s.pdf", kind, adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)));

  return g_strdelimit (name, "/", '-');
}

static void
save_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  EntPage *page = ENT_PAGE (widget);
  g_autofree char *name = get_file_name (page);

  g_object_set_data_full (G_OBJECT (page), LANGUAGE_KEY, g_variant_dup_string (parameter, NULL), g_free);
  ent_ask_for_file (widget, ent_record_sheet_get_name (get_entity (page)), _ ("PDF Documents"), "pdf", name, take_file);
}

static void
open_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  EntPage *page = ENT_PAGE (widget);
  const char *language = g_variant_get_string (parameter, NULL);
  g_autofree char *name = get_file_name (page);

  ent_open_file (widget, ent_page_get_store (page), name, write_sheet, order_new (page, *language != '\0' ? language : NULL), order_free);
}

/**
 * ent_record_sheets_exist:
 * @page: a page
 *
 * Returns: whether a document is drawn up about what the page is about
 */
gboolean
ent_record_sheets_exist (EntPage *page)
{
  g_return_val_if_fail (ENT_IS_PAGE (page), FALSE);

  return ent_record_sheet_exists (get_entity (page));
}

/**
 * ent_record_sheets_install:
 * @page_class: of a page that is about one record
 *
 * Gives its widgets the actions.
 */
void
ent_record_sheets_install (GtkWidgetClass *page_class)
{
  gtk_widget_class_install_action (page_class, "page.save-sheet", "s", save_action);
  gtk_widget_class_install_action (page_class, "page.open-sheet", "s", open_action);
}

/**
 * ent_record_sheets_set_up:
 * @page: a page that is about one record
 * @button: its button for the document, which is hidden
 *
 * Shows the button where there is such a document, and says which.
 */
void
ent_record_sheets_set_up (EntPage *page,
                          GtkWidget *button)
{
  if (!ent_record_sheets_exist (page))
    return;

  gtk_widget_set_tooltip_text (button, ent_record_sheet_get_name (get_entity (page)));
  gtk_widget_set_visible (button, TRUE);
}
