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
  char *language; /* (not nullable) (owned) */
} Order;

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
  Order *order;

  g_return_if_fail (ENT_IS_PAGE (page) && G_IS_FILE (file));

  order = g_new (Order, 1);
  *order = (Order){ g_strdup (ent_page_get_subject (page)), g_strdup (language) };
  ent_write_file (GTK_WIDGET (page), ent_page_get_store (page), file, write_sheet, order, order_free);
}

static void
take_file (GtkWidget *page,
           GFile *file)
{
  ent_record_sheets_save (ENT_PAGE (page), g_object_get_data (G_OBJECT (page), LANGUAGE_KEY), file);
}

static void
save_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  EntPage *page = ENT_PAGE (widget);
  const char *title = adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page));
  const char *kind = ent_record_sheet_get_name (ent_schema_find_for_id (ent_page_get_subject (page)));
  g_autofree char *name = g_strdup_printf ("%s – %s.pdf", kind, title);

  g_object_set_data_full (G_OBJECT (page), LANGUAGE_KEY, g_variant_dup_string (parameter, NULL), g_free);
  ent_ask_for_file (widget, kind, _ ("PDF Documents"), "pdf", g_strdelimit (name, "/", '-'), take_file);
}

/**
 * ent_record_sheets_install:
 * @page_class: of a page that is about one record
 *
 * Gives its widgets the action.
 */
void
ent_record_sheets_install (GtkWidgetClass *page_class)
{
  gtk_widget_class_install_action (page_class, "page.save-sheet", "s", save_action);
}

/**
 * ent_record_sheets_set_up:
 * @page: a page that is about one record
 * @menu: its menu
 *
 * Offers the document in both languages, whatever that of the window.
 */
void
ent_record_sheets_set_up (EntPage *page,
                          GMenu *menu)
{
  const EntEntity *entity = ent_schema_find_for_id (ent_page_get_subject (page));
  g_autoptr (GMenu) languages = NULL;
  g_autoptr (GMenu) section = NULL;

  if (!ent_record_sheet_exists (entity))
    return;

  languages = g_menu_new ();
  section = g_menu_new ();
  g_menu_append (languages, _ ("In _French…"), "page.save-sheet::fr");
  g_menu_append (languages, _ ("In _English…"), "page.save-sheet::en");
  g_menu_append_submenu (section, ent_record_sheet_get_name (entity), G_MENU_MODEL (languages));
  g_menu_insert_section (menu, 1, NULL, G_MENU_MODEL (section));
}
