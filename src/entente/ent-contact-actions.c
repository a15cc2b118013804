/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with a list of people or bodies as it is shown: writing to all of them, handing them to an address book. */
#include "ent-contact-actions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-ask-file.h"
#include "ent-card.h"
#include "ent-duplicates-page.h"
#include "ent-duplicates.h"
#include "ent-list-page.h"
#include "ent-output-file.h"
#include "ent-personal-page.h"

/* Mail programs and desktops cut what is longer. */
#define LONGEST_MAIL 1900

/* Where the question before an import keeps the file. */
#define PATH_KEY "ent-cards-path"

/* What is taken in from an address book. */
typedef struct
{
  char *path; /* (not nullable) (owned) */
  gboolean dry_run;
} Import;

static void
import_free (gpointer data)
{
  Import *self = data;

  g_free (self->path);
  g_free (self);
}

/* Who waits for a job. */
typedef struct
{
  GtkWidget *page; /* (owned) */
  char *path;      /* (nullable) (owned) */
  gboolean copies; /* addresses are only copied */
} Wait;

static Wait *
wait_new (GtkWidget *page,
          const char *path,
          gboolean copies)
{
  Wait *self = g_new (Wait, 1);

  *self = (Wait){ g_object_ref (page), g_strdup (path), copies };
  return self;
}

static void
wait_free (Wait *self)
{
  g_object_unref (self->page);
  g_free (self->path);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wait, wait_free)

/**
 * ent_contact_list_addresses:
 * @workspace: a workspace
 * @query: people or bodies
 * @error: set where they cannot be read
 *
 * Returns: (transfer full) (nullable): their e-mail addresses, each once, in the order of @query
 */
GStrv
ent_contact_list_addresses (EntWorkspace *workspace,
                            EntQuery *query,
                            GError **error)
{
  g_autoptr (GPtrArray) records = ent_workspace_list (workspace, query, 0, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();

  if (records == NULL)
    return NULL;

  for (guint i = 0; i < records->len; i++)
    {
      const char *address = ent_record_get_text (records->pdata[i], "email");

      if (address != NULL && g_hash_table_add (seen, g_ascii_strdown (address, -1)))
        g_strv_builder_add (addresses, address);
    }

  return g_strv_builder_end (addresses);
}

/**
 * ent_contact_compose_mail:
 * @addresses: (array zero-terminated=1): e-mail addresses
 *
 * Those who are written to do not see one another.
 *
 * Returns: (transfer full) (nullable): the address of a new message to all of them; %NULL where it would be too long to be taken
 */
char *
ent_contact_compose_mail (const char *const *addresses)
{
  g_autoptr (GString) uri = g_string_new ("mailto:?bcc=");

  for (gsize i = 0; addresses[i] != NULL; i++)
    {
      g_autofree char *escaped = g_uri_escape_string (addresses[i], "@", FALSE);

      g_string_append_printf (uri, "%s%s", i > 0 ? "," : "", escaped);
    }

  return uri->len <= LONGEST_MAIL ? g_string_free_and_steal (g_steal_pointer (&uri)) : NULL;
}

static gpointer
list_addresses (EntWorkspace *workspace,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return ent_contact_list_addresses (workspace, data, error);
}

static void
tell (GtkWidget *page,
      const char *text)
{
  gtk_widget_activate_action (page, "win.tell", "s", text);
}

static void
copy_addresses (GtkWidget *page,
                const char *const *addresses,
                gboolean too_long)
{
  guint n = g_strv_length ((GStrv) addresses);
  g_autofree char *text = g_strjoinv (", ", (GStrv) addresses);
  g_autofree char *told = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (page), text);
  if (too_long)
    told = g_strdup_printf (_ ("Too many for one link: %u addresses are copied. Paste them as blind copies into a new message."), n);
  else
    told = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u address is copied", "%u addresses are copied", n), n);
  tell (page, told);
}

static void
addresses_listed_cb (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  g_autoptr (Wait) wait = user_data;
  GtkWidget *page = wait->page;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) addresses = ent_store_finish (ENT_STORE (source), result, &error);
  g_autofree char *uri = addresses != NULL && !wait->copies ? ent_contact_compose_mail ((const char *const *) addresses) : NULL;

  if (gtk_widget_get_root (page) == NULL)
    return;
  if (addresses == NULL)
    tell (page, error->message);
  else if (addresses[0] == NULL)
    tell (page, _ ("None of those shown has an e-mail address."));
  else if (uri != NULL)
    gtk_widget_activate_action (page, "win.open-uri", "s", uri);
  else
    copy_addresses (page, (const char *const *) addresses, !wait->copies);
}

static void
write_action (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  gboolean copies = g_str_equal (action, "page.copy-addresses");

  ent_store_read_async (ent_page_get_store (ENT_PAGE (widget)), list_addresses, ent_list_page_get_query (ENT_LIST_PAGE (widget)),
                        (GDestroyNotify) ent_query_unref, (GDestroyNotify) g_strfreev, NULL, addresses_listed_cb, wait_new (widget, NULL, copies));
}

static gboolean
write_cards (EntWorkspace *workspace,
             gpointer data,
             const char *path,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *text = ent_card_export (workspace, data, cancellable, error);

  return text != NULL && ent_output_file_write (path, text, strlen (text), cancellable, error);
}

/**
 * ent_contact_actions_save_cards:
 * @list_page: a list of people
 * @file: where to write; what is there is replaced
 *
 * Writes the cards of those that the list shows, for any address book; the window tells how it ended.
 */
void
ent_contact_actions_save_cards (EntPage *list_page,
                                GFile *file)
{
  ent_write_file (GTK_WIDGET (list_page), ent_page_get_store (list_page), file, write_cards, ent_list_page_get_query (ENT_LIST_PAGE (list_page)),
                  (GDestroyNotify) ent_query_unref);
}

static void
take_target (GtkWidget *page,
             GFile *file)
{
  ent_contact_actions_save_cards (ENT_PAGE (page), file);
}

static void
save_cards_action (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  g_autofree char *name = g_strconcat (_ ("People"), ".vcf", NULL);

  ent_ask_for_file (widget, _ ("Save as an Address Book"), _ ("Address books (vCard)"), "vcf", name, take_target);
}

static gpointer
import_cards (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const Import *import = data;
  const EntImportOptions options = { .dry_run = import->dry_run };

  return ent_card_import (workspace, import->path, &options, cancellable, error);
}

static void run_import (GtkWidget *page, const char *path, gboolean dry_run);

static void
answered_cb (AdwAlertDialog *dialog,
             const char *response,
             gpointer user_data)
{
  if (g_str_equal (response, "import"))
    run_import (user_data, g_object_get_data (G_OBJECT (dialog), PATH_KEY), FALSE);
}

/* What would happen is seen before anything is written. */
static void
ask (GtkWidget *page,
     const EntImportReport *report,
     const char *path)
{
  g_autofree char *summary = ent_import_report_describe (report);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Import These People?"), summary);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "import", _ ("_Import"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "import", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), "import", report->added + report->updated > 0);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "import");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), PATH_KEY, g_strdup (path), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), page, 0);
  adw_dialog_present (dialog, page);
}

static void
imported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (Wait) wait = user_data;
  GtkWidget *page = wait->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntImportReport) report = ent_store_finish (ENT_STORE (source), result, &error);
  g_autofree char *summary = report != NULL ? ent_import_report_describe (report) : NULL;

  if (gtk_widget_get_root (page) == NULL)
    return;
  if (report == NULL)
    tell (page, error->message);
  else if (report->dry_run)
    ask (page, report, wait->path);
  else
    gtk_widget_activate_action (page, "win.tell-change", "s", summary);
}

static void
run_import (GtkWidget *page,
            const char *path,
            gboolean dry_run)
{
  Import *import = g_new (Import, 1);

  *import = (Import){ g_strdup (path), dry_run };
  ent_store_write_async (ent_page_get_store (ENT_PAGE (page)), import_cards, import, import_free, (GDestroyNotify) ent_import_report_unref, NULL, imported_cb,
                         wait_new (page, path, FALSE));
}

/**
 * ent_contact_actions_import_cards:
 * @list_page: a list of people
 * @file: an address book
 *
 * Looks at what would change, asks, and takes the people in as one step to undo.
 */
void
ent_contact_actions_import_cards (EntPage *list_page,
                                  GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    run_import (GTK_WIDGET (list_page), path, TRUE);
  else
    tell (GTK_WIDGET (list_page), _ ("Only files on this computer can be imported. Copy it here first."));
}

static void
take_source (GtkWidget *page,
             GFile *file)
{
  ent_contact_actions_import_cards (ENT_PAGE (page), file);
}

static void
import_cards_action (GtkWidget *widget,
                     const char *action,
                     GVariant *parameter)
{
  ent_ask_for_file (widget, _ ("Import an Address Book"), _ ("Address books (vCard)"), "vcf", NULL, take_source);
}

static void
push_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  EntStore *store = ent_page_get_store (ENT_PAGE (widget));
  GtkWidget *view = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_VIEW);

  if (view == NULL)
    return;

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view),
                            ADW_NAVIGATION_PAGE (g_str_equal (action, "page.personal-data")
                                                   ? ent_personal_page_new (store)
                                                   : ent_duplicates_page_new (store, ent_list_page_get_entity (ENT_LIST_PAGE (widget)))));
}

/**
 * ent_contact_actions_install:
 * @list_page_class: of a list
 *
 * Gives its widgets the actions.
 */
void
ent_contact_actions_install (GtkWidgetClass *list_page_class)
{
  gtk_widget_class_install_action (list_page_class, "page.write-to-all", NULL, write_action);
  gtk_widget_class_install_action (list_page_class, "page.copy-addresses", NULL, write_action);
  gtk_widget_class_install_action (list_page_class, "page.save-cards", NULL, save_cards_action);
  gtk_widget_class_install_action (list_page_class, "page.import-cards", NULL, import_cards_action);
  gtk_widget_class_install_action (list_page_class, "page.find-duplicates", NULL, push_action);
  gtk_widget_class_install_action (list_page_class, "page.personal-data", NULL, push_action);
}

static void
add_people (EntPage *list_page,
            GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  if (!ent_store_is_read_only (ent_page_get_store (list_page)))
    g_menu_append (section, _ ("Import an _Address Book…"), "page.import-cards");
  g_menu_append (section, _ ("Save as an Address _Book…"), "page.save-cards");
  g_menu_append (section, _ ("Personal _Data"), "page.personal-data");
  g_menu_insert_section (menu, 1, NULL, G_MENU_MODEL (section));
}

/**
 * ent_contact_actions_set_up:
 * @list_page: a list
 * @entity: what it lists
 * @menu: its menu
 *
 * Offers what makes sense for those that it lists.
 */
void
ent_contact_actions_set_up (EntPage *list_page,
                            const EntEntity *entity,
                            GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  if (ent_entity_find_field (entity, "email") != NULL)
    {
      g_menu_append (section, _ ("_Write to Those Shown…"), "page.write-to-all");
      g_menu_append (section, _ ("_Copy Their Addresses"), "page.copy-addresses");
    }
  if (ent_duplicates_can_have (entity))
    g_menu_append (section, _ ("Find D_uplicates"), "page.find-duplicates");
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_insert_section (menu, 0, NULL, G_MENU_MODEL (section));
  if (g_str_equal (entity->name, "person"))
    add_people (list_page, menu);
}
