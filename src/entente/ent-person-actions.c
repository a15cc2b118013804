/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person may ask for (GDPR, articles 15 and 17): to see all that is kept on them, and to be forgotten. */
#include "ent-person-actions.h"

#include <glib/gi18n-lib.h>

#include "ent-ask-file.h"
#include "ent-mentions-page.h"
#include "ent-person-sheet.h"
#include "ent-personal.h"

/* Where the dialog keeps whom it is about, and the reason. */
#define ID_KEY "ent-person-id"
#define ENTRY_KEY "ent-person-reason"

/* One job about one person. */
typedef struct
{
  char *id;   /* (owned) */
  char *text; /* (owned): a reason */
} Order;

static Order *
order_new (const char *id,
           const char *text)
{
  Order *self = g_new (Order, 1);

  *self = (Order){ g_strdup (id), g_strdup (text) };
  return self;
}

static void
order_free (gpointer data)
{
  Order *self = data;

  g_free (self->id);
  g_free (self->text);
  g_free (self);
}

static gboolean
write_data (EntWorkspace *workspace,
            gpointer id,
            const char *path,
            GCancellable *cancellable,
            GError **error)
{
  return ent_person_sheet_write (workspace, id, path, cancellable, error);
}

/**
 * ent_person_actions_save:
 * @page: the page of a person
 * @file: where to write; what is there is replaced; `.json` for machines, a PDF otherwise
 *
 * Writes all that is kept on them off the main thread; the window tells how it ended.
 */
void
ent_person_actions_save (EntPage *page,
                         GFile *file)
{
  g_return_if_fail (ENT_IS_PAGE (page) && G_IS_FILE (file));

  ent_write_file (GTK_WIDGET (page), ent_page_get_store (page), file, write_data, g_strdup (ent_page_get_subject (page)), g_free);
}

static void
take_file (GtkWidget *page,
           GFile *file)
{
  ent_person_actions_save (ENT_PAGE (page), file);
}

static void
save_data_action (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  const char *suffix = g_variant_get_string (parameter, NULL);
  const char *title = adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (widget));
  g_autofree char *name = g_strdup_printf ("%s – %s.%s", _ ("Access to Personal Data"), title, suffix);

  ent_ask_for_file (widget, _ ("Save What Is Kept"), g_str_equal (suffix, "json") ? _ ("Data (JSON)") : _ ("PDF Documents"), suffix,
                    g_strdelimit (name, "/", '-'), take_file);
}

static gpointer
anonymise (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Order *order = data;

  return ent_person_anonymise (workspace, order->id, order->text, error);
}

/* Who asked, and about whom, as they were called. */
typedef struct
{
  GtkWidget *page;   /* (owned) */
  EntRecord *person; /* (owned): as it was */
} Wish;

static void
push_mentions (GtkWidget *page,
               EntRecord *person)
{
  GtkWidget *view = gtk_widget_get_ancestor (page, ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL)
    adw_navigation_view_push (ADW_NAVIGATION_VIEW (view),
                              ADW_NAVIGATION_PAGE (ent_mentions_page_new (ent_page_get_store (ENT_PAGE (page)), ent_record_get_headline (person),
                                                                          ent_record_get_text (person, "family-name"))));
}

static void
anonymised_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autofree Wish *wish = user_data;
  g_autoptr (GtkWidget) page = wish->page;
  g_autoptr (EntRecord) person = wish->person;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mentions = ent_store_finish (ENT_STORE (source), result, &error);

  if (gtk_widget_get_root (page) == NULL)
    return;
  if (mentions == NULL)
    gtk_widget_activate_action (page, "win.tell", "s", error->message);
  else if (mentions->len > 0)
    push_mentions (page, person);
  else
    gtk_widget_activate_action (page, "win.tell", "s", _ ("Anonymised"));
}

static void
answered_cb (AdwAlertDialog *dialog,
             const char *response,
             gpointer user_data)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), ENTRY_KEY);
  GtkWidget *page = user_data;
  EntStore *store = ent_page_get_store (ENT_PAGE (page));
  const char *id = g_object_get_data (G_OBJECT (dialog), ID_KEY);
  g_autoptr (EntRecord) person = ent_workspace_get (ent_store_get_reader (store), id, NULL);
  Wish *wish;

  if (!g_str_equal (response, "anonymise") || person == NULL)
    return;

  wish = g_new (Wish, 1);
  *wish = (Wish){ g_object_ref (page), g_steal_pointer (&person) };
  ent_store_write_async (store, anonymise, order_new (id, gtk_editable_get_text (entry)), order_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                         anonymised_cb, wish);
}

/* Without a reason there is no evidence that it was right. */
static void
reason_changed_cb (GtkEditable *entry,
                   gpointer user_data)
{
  adw_alert_dialog_set_response_enabled (user_data, "anonymise", *gtk_editable_get_text (entry) != '\0');
}

static GtkWidget *
create_reason (AdwDialog *dialog)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Reason, Kept With the Date"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (reason_changed_cb), dialog, 0);
  g_object_set_data (G_OBJECT (dialog), ENTRY_KEY, entry);

  return list;
}

static void
anonymise_action (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  const char *given = g_variant_get_string (parameter, NULL);
  const char *id = *given != '\0' ? given : ent_page_get_subject (ENT_PAGE (widget));
  g_autofree char *name = ent_workspace_get_headline (ent_store_get_reader (ent_page_get_store (ENT_PAGE (widget))), id);
  g_autofree char *body = NULL;
  AdwDialog *dialog;

  body = g_strconcat (name != NULL ? name : "", "\n\n",
                      _ ("The name, the contact details and everything personal are removed from the records and their history, here and on your colleagues’ computers. Days worked and returns still count. This cannot be undone."), NULL);
  /* Translators: the title of a message; it must stay short, two or three words */
  dialog = adw_alert_dialog_new (_ ("Anonymise This Person?"), body);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), create_reason (dialog));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "anonymise", _ ("_Anonymise"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "anonymise", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), "anonymise", FALSE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), ID_KEY, g_strdup (id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), widget, 0);
  adw_dialog_present (dialog, widget);
}

/**
 * ent_person_actions_install:
 * @page_class: of a page about one person or several
 *
 * Gives its widgets the actions.
 */
void
ent_person_actions_install (GtkWidgetClass *page_class)
{
  gtk_widget_class_install_action (page_class, "person.save-data", "s", save_data_action);
  gtk_widget_class_install_action (page_class, "person.anonymise", "s", anonymise_action);
}

/**
 * ent_person_actions_set_up:
 * @page: a page about one record
 * @menu: its menu
 *
 * Offers them where the record is a person.
 */
void
ent_person_actions_set_up (EntPage *page,
                           GMenu *menu)
{
  g_autoptr (GMenu) section = NULL;

  if (ent_schema_find_for_id (ent_page_get_subject (page)) != ent_schema_find ("person"))
    return;

  section = g_menu_new ();
  g_menu_append (section, _ ("What Is Kept, as _PDF…"), "person.save-data::pdf");
  g_menu_append (section, _ ("What Is Kept, as _Data…"), "person.save-data::json");
  if (!ent_store_is_read_only (ent_page_get_store (page)))
    g_menu_append (section, _ ("_Anonymise…"), "person.anonymise::");
  g_menu_insert_section (menu, 1, NULL, G_MENU_MODEL (section));
}
