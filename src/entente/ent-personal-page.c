/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-personal-page.h"

#include <glib/gi18n-lib.h>

#include "ent-children.h"
#include "ent-format.h"
#include "ent-person-actions.h"
#include "ent-processing-register.h"
#include "ent-retention.h"
#include "ent-section.h"

/* For how long somebody is kept who is kept longer. */
#define YEARS_MORE 3

struct _EntPersonalPage
{
  EntPage parent_instance;

  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (EntPersonalPage, ent_personal_page, ENT_TYPE_PAGE)

/* Somebody to keep longer. */
typedef struct
{
  char *id;    /* (owned) */
  char *until; /* (owned) */
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  g_free (self->id);
  g_free (self->until);
  g_free (self);
}

static gpointer
keep (EntWorkspace *workspace,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  const Keeping *keeping = data;

  ent_retention_keep (workspace, keeping->id, keeping->until, error);
  return NULL;
}

static void
kept_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GtkWidget) page = user_data;
  g_autoptr (GError) error = NULL;

  ent_store_finish (ENT_STORE (source), result, &error);
  if (gtk_widget_get_root (page) == NULL)
    return;
  if (error != NULL)
    gtk_widget_activate_action (page, "win.tell", "s", error->message);
  else
    gtk_widget_activate_action (page, "win.tell-change", "s", _ ("Kept longer"));
}

static void
keep_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_years (now, YEARS_MORE);
  Keeping *keeping = g_new (Keeping, 1);

  *keeping = (Keeping){ g_variant_dup_string (parameter, NULL), g_date_time_format (then, "%F") };
  ent_store_write_async (ent_page_get_store (ENT_PAGE (widget)), keep, keeping, keeping_free, NULL, NULL, kept_cb, g_object_ref (widget));
}

static char *
describe (const EntRetention *retention)
{
  g_autofree char *date = retention->date != NULL ? ent_format_display_date (retention->date) : g_strdup ("");
  g_autofree char *text = NULL;

  switch (retention->state)
    {
    case ENT_RETENTION_OVER:
      /* Translators: a date */
      text = g_strdup_printf (_ ("To be kept until %s"), date);
      break;
    case ENT_RETENTION_FORMER:
      /* Translators: a date */
      text = g_strdup_printf (_ ("The last role ended: %s"), date);
      break;
    case ENT_RETENTION_SOON:
      /* Translators: a date */
      text = g_strdup_printf (_ ("Kept until %s"), date);
      break;
    case ENT_RETENTION_ANONYMISED:
    default:
      text = g_strdup (date);
    }

  return retention->why != NULL ? g_strjoin (" · ", text, retention->why, NULL) : g_steal_pointer (&text);
}

static void
add_button (GtkWidget *row,
            const char *icon,
            const char *tooltip,
            const char *action,
            const char *id)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* What is done at once stands before the arrow that leads to the person. */
static void
add_row (GtkWidget *section,
         const EntRetention *retention)
{
  g_autofree char *detail = describe (retention);
  gboolean done = retention->state == ENT_RETENTION_ANONYMISED;
  GtkWidget *row = ent_section_add_line (ENT_SECTION (section), done ? retention->id : NULL, retention->name, detail, NULL, ENT_TONE_NEUTRAL);

  if (done)
    return;

  add_button (row, "appointment-new-symbolic", _ ("Keep Three More Years"), "page.keep", retention->id);
  add_button (row, "edit-clear-all-symbolic", _ ("Anonymise…"), "person.anonymise", retention->id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", retention->id);
}

static GtkWidget *
create_section (GPtrArray *list,
                EntRetentionState state,
                const char *title,
                const char *hint)
{
  GtkWidget *section = ent_section_new (title);
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    if (((EntRetention *) list->pdata[i])->state == state)
      {
        add_row (section, list->pdata[i]);
        n++;
      }
  if (n == 0)
    ent_section_set_hint (ENT_SECTION (section), hint);

  return section;
}

static void
show_list (EntPage *page,
           gpointer result)
{
  EntPersonalPage *self = ENT_PERSONAL_PAGE (page);
  g_autoptr (GPtrArray) list = result;

  ent_children_remove (GTK_WIDGET (self->box));
  gtk_box_append (self->box, create_section (list, ENT_RETENTION_OVER, _ ("To Review: The Date Has Passed"),
                                             _ ("Nobody is kept longer than their record says.")));
  gtk_box_append (self->box, create_section (list, ENT_RETENTION_FORMER, _ ("To Review: No Role Any More, and No Date"),
                                             _ ("Everyone who no longer holds a role has a date until which they are kept.")));
  gtk_box_append (self->box, create_section (list, ENT_RETENTION_SOON, _ ("Within Three Months"), _ ("Nobody’s date comes within three months.")));
  gtk_box_append (self->box, create_section (list, ENT_RETENTION_ANONYMISED, _ ("Anonymised People"),
                                             _ ("Nobody was anonymised. The menu of a person’s page offers it.")));
}

static gpointer
load_list (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *today = ent_format_today ();

  return ent_retention_list (workspace, today, error);
}

static void
ent_personal_page_refresh (EntPage *page)
{
  ent_page_load (page, load_list, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, show_list);
}

static gpointer
compose (EntWorkspace *workspace,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *today = ent_format_today ();

  return ent_processing_register_compose (workspace, today, error);
}

static void
ent_personal_page_print (EntPage *page,
                         EntPrintTarget target)
{
  ent_print_composed (GTK_WIDGET (page), ent_page_get_store (page), compose, NULL, NULL, target);
}

static void
ent_personal_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_PERSONAL_PAGE);

  G_OBJECT_CLASS (ent_personal_page_parent_class)->dispose (object);
}

static void
ent_personal_page_class_init (EntPersonalPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_personal_page_dispose;
  ENT_PAGE_CLASS (klass)->refresh = ent_personal_page_refresh;
  ENT_PAGE_CLASS (klass)->print = ent_personal_page_print;

  ent_person_actions_install (widget_class);
  gtk_widget_class_install_action (widget_class, "page.keep", "s", keep_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-personal-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntPersonalPage, box);
}

static void
ent_personal_page_init (EntPersonalPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_personal_page_new:
 * @store: a workspace
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
ent_personal_page_new (EntStore *store)
{
  return g_object_new (ENT_TYPE_PERSONAL_PAGE, "store", store, NULL);
}
