/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-mentions-page.h"

#include <glib/gi18n-lib.h>

#include "ent-personal.h"
#include "ent-section.h"

/* Nobody reads more at a time; those that are edited make room for the others. */
#define MOST 200

struct _EntMentionsPage
{
  EntPage parent_instance;

  char *name;        /* (not nullable) (owned): as it was written; set when it is made */
  char *family_name; /* (not nullable) (owned): what is looked for; set when it is made */

  AdwBin *bin;
};

G_DEFINE_FINAL_TYPE (EntMentionsPage, ent_mentions_page, ENT_TYPE_PAGE)

static void
show_mentions (EntPage *page,
               gpointer result)
{
  g_autoptr (GPtrArray) mentions = result;
  GtkWidget *section = ent_section_new (_ ("Texts That May Still Name Them"));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (section), _ ("Open each, and remove the name where it is theirs."));
  for (guint i = 0; i < mentions->len; i++)
    {
      const EntHit *hit = mentions->pdata[i];

      ent_section_add_line (ENT_SECTION (section), hit->id, hit->headline, ent_entity_get_label (hit->entity), NULL, ENT_TONE_NEUTRAL);
    }
  if (mentions->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("No text names them any more."));
  adw_bin_set_child (ENT_MENTIONS_PAGE (page)->bin, section);
}

static gpointer
load_mentions (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  return ent_workspace_search (workspace, data, NULL, MOST, error);
}

static void
ent_mentions_page_refresh (EntPage *page)
{
  EntMentionsPage *self = ENT_MENTIONS_PAGE (page);

  if (self->family_name != NULL)
    ent_page_load (page, load_mentions, g_strdup (self->family_name), g_free, (GDestroyNotify) g_ptr_array_unref, show_mentions);
}

static gpointer
forget (EntWorkspace *workspace,
        gpointer data,
        GCancellable *cancellable,
        GError **error)
{
  ent_person_forget_name (workspace, data, _ ("Anonymised"), error);
  return NULL;
}

static void
forgotten_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GtkWidget) page = user_data;
  g_autoptr (GError) error = NULL;

  ent_store_finish (ENT_STORE (source), result, &error);
  if (gtk_widget_get_root (page) != NULL)
    gtk_widget_activate_action (page, "win.tell", "s", error != NULL ? error->message : _ ("The history no longer keeps the name"));
}

static void
forget_action (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  ent_store_write_async (ent_page_get_store (ENT_PAGE (widget)), forget, g_strdup (ENT_MENTIONS_PAGE (widget)->name), g_free, NULL, NULL, forgotten_cb,
                         g_object_ref (widget));
}

static void
ent_mentions_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_MENTIONS_PAGE);

  G_OBJECT_CLASS (ent_mentions_page_parent_class)->dispose (object);
}

static void
ent_mentions_page_finalize (GObject *object)
{
  g_free (ENT_MENTIONS_PAGE (object)->name);
  g_free (ENT_MENTIONS_PAGE (object)->family_name);

  G_OBJECT_CLASS (ent_mentions_page_parent_class)->finalize (object);
}

static void
ent_mentions_page_class_init (EntMentionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_mentions_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_mentions_page_finalize;
  ENT_PAGE_CLASS (klass)->refresh = ent_mentions_page_refresh;

  gtk_widget_class_install_action (widget_class, "page.forget-name", NULL, forget_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-mentions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntMentionsPage, bin);
}

static void
ent_mentions_page_init (EntMentionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_mentions_page_new:
 * @store: a workspace
 * @name: the name as it was written
 * @family_name: the part of it that texts are searched for
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
ent_mentions_page_new (EntStore *store,
                       const char *name,
                       const char *family_name)
{
  EntMentionsPage *self = g_object_new (ENT_TYPE_MENTIONS_PAGE, "store", store, NULL);

  self->name = g_strdup (name);
  self->family_name = g_strdup (family_name);
  ent_page_refresh (ENT_PAGE (self));
  return GTK_WIDGET (self);
}
