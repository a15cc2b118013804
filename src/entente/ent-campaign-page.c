/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-campaign-page.h"

#include <glib/gi18n-lib.h>

#include "ent-campaign-rows.h"
#include "ent-closing.h"
#include "ent-format.h"
#include "ent-returns-campaign.h"
#include "ent-send-memo.h"

/* What is shown at once. */
#define STEP 40

struct _EntCampaignPage
{
  EntPage parent_instance;

  int year;
  EntRecord *campaign;          /* (nullable) (owned) */
  EntReturnsWorklist *worklist; /* (nullable) (owned) */
  guint wanted;                 /* how many projects shall be shown */
  GPtrArray *rows;              /* (not nullable) (owned) (element-type GtkWidget): those that are */

  AdwWindowTitle *window_title;
  AdwBanner *open_banner;
  AdwBanner *closed_banner;
  GtkLabel *progress_label;
  GtkProgressBar *progress_bar;
  GtkLabel *gaps_label;
  GtkWidget *campaign_group;
  AdwActionRow *due_row;
  AdwPreferencesGroup *proposals_group;
  AdwPreferencesGroup *asks_group;
  AdwPreferencesGroup *voices_group;
  AdwPreferencesGroup *todos_group;
  GtkWidget *more_button;
};

G_DEFINE_FINAL_TYPE (EntCampaignPage, ent_campaign_page, ENT_TYPE_PAGE)

typedef struct
{
  EntRecord *campaign;          /* (nullable) (owned) */
  EntReturnsWorklist *worklist; /* (nullable) (owned) */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *self = data;

  g_clear_object (&self->campaign);
  ent_returns_worklist_free (self->worklist);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gpointer
load_worklist (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  int year = GPOINTER_TO_INT (data);
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);
  g_autoptr (GError) failure = NULL;

  loaded->campaign = ent_returns_campaign_find (workspace, year, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  loaded->worklist = ent_returns_worklist_new (workspace, year, cancellable, error);

  return loaded->worklist != NULL ? g_steal_pointer (&loaded) : NULL;
}

static char *
get_due (EntCampaignPage *self)
{
  if (self->campaign == NULL || ent_record_get_text (self->campaign, "due") == NULL)
    return NULL;

  return ent_record_display (self->campaign, ent_entity_find_field (ent_record_get_entity (self->campaign), "due"));
}

static void
update_progress (EntCampaignPage *self)
{
  const EntReturnsWorklist *list = self->worklist;
  g_autofree char *progress = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u projects is complete", "%u of %u projects are complete", list->n_complete),
                                               list->n_complete, list->n_projects);
  g_autoptr (GString) words = g_string_new (NULL);

  for (EntReturnsGap gap = 0; gap < ENT_RETURNS_N_GAPS; gap++)
    if (list->n_gaps[gap] > 0)
      /* Translators: what is missing, and how often */
      g_string_append_printf (words, "%s%s (%u)", words->len > 0 ? "\u00a0· " : "", ent_returns_gap_get_label (gap), list->n_gaps[gap]);

  gtk_label_set_text (self->progress_label, list->n_projects > 0 ? progress : _ ("No project ran in this year"));
  gtk_progress_bar_set_fraction (self->progress_bar, list->n_projects > 0 ? (double) list->n_complete / list->n_projects : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), list->n_projects > 0);
  if (list->n_projects == 0)
    g_string_assign (words, _ ("Projects are listed here with what is still missing from them, once their dates say that they ran in this year."));
  gtk_label_set_text (self->gaps_label, words->str);
  gtk_widget_set_visible (GTK_WIDGET (self->gaps_label), words->len > 0);
}

static void
update_campaign (EntCampaignPage *self)
{
  gboolean opened = self->campaign != NULL && ent_record_get_text (self->campaign, "opened-on") != NULL;
  gboolean closed = ent_returns_campaign_is_closed (self->campaign);
  g_autofree char *due = get_due (self);

  adw_banner_set_revealed (self->open_banner, !opened && !closed && !ent_store_is_read_only (ent_page_get_store (ENT_PAGE (self))));
  adw_banner_set_revealed (self->closed_banner, closed);
  gtk_widget_set_visible (self->campaign_group, opened && !closed);
  adw_action_row_set_subtitle (self->due_row, due != NULL ? due : _ ("No date yet"));
}

/* The projects that are unfolded stay so. */
static GHashTable *
collect_unfolded (EntCampaignPage *self)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (ADW_IS_EXPANDER_ROW (self->rows->pdata[i]) && adw_expander_row_get_expanded (self->rows->pdata[i]))
      g_hash_table_add (names, g_strdup (gtk_widget_get_name (self->rows->pdata[i])));

  return names;
}

static void
clear_rows (EntCampaignPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *group = gtk_widget_get_ancestor (self->rows->pdata[i], ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), self->rows->pdata[i]);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (EntCampaignPage *self,
         AdwPreferencesGroup *group,
         GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (EntCampaignPage *self)
{
  const EntReturnsWorklist *list = self->worklist;
  g_autoptr (GHashTable) unfolded = collect_unfolded (self);
  g_autofree char *today = ent_format_today ();

  clear_rows (self);
  for (guint i = 0; i < list->proposals->len; i++)
    add_row (self, self->proposals_group, ent_campaign_proposal_row_new (list->proposals->pdata[i]));
  for (guint i = 0; i < list->voices->len; i++)
    add_row (self, self->voices_group, ent_campaign_voice_row_new (list->voices->pdata[i], self->year, today));
  for (guint i = 0; i < MIN (list->asks->len, self->wanted); i++)
    add_row (self, self->asks_group, ent_campaign_ask_row_new (list->asks->pdata[i]));
  for (guint i = 0; i < MIN (list->todos->len, self->wanted); i++)
    {
      const EntReturnsTodo *todo = list->todos->pdata[i];
      GtkWidget *row = ent_campaign_todo_row_new (todo, self->year);

      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), g_hash_table_contains (unfolded, todo->id));
      add_row (self, self->todos_group, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->proposals_group), list->proposals->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->voices_group), list->voices->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->asks_group), list->asks->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->todos_group), list->todos->len > 0);
  gtk_widget_set_visible (self->more_button, MAX (list->todos->len, list->asks->len) > self->wanted);
}

static void
show_worklist (EntPage *page,
               gpointer result)
{
  EntCampaignPage *self = ENT_CAMPAIGN_PAGE (page);
  g_autoptr (Loaded) loaded = result;

  g_set_object (&self->campaign, loaded->campaign);
  ent_returns_worklist_free (self->worklist);
  self->worklist = g_steal_pointer (&loaded->worklist);
  update_progress (self);
  update_campaign (self);
  fill (self);
}

static void
ent_campaign_page_refresh (EntPage *page)
{
  ent_page_load (page, load_worklist, GINT_TO_POINTER (ENT_CAMPAIGN_PAGE (page)->year), NULL, loaded_free, show_worklist);
}

static void
open_clicked_cb (EntCampaignPage *self)
{
  ent_closing_open_campaign (GTK_WIDGET (self), ent_page_get_store (ENT_PAGE (self)), self->year, NULL);
}

static void
due_activated_cb (EntCampaignPage *self)
{
  if (self->campaign != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "record.edit", "s", ent_record_get_id (self->campaign));
}

static void
more_clicked_cb (EntCampaignPage *self)
{
  self->wanted += STEP;
  fill (self);
}

/* Confirming. */

static gpointer
confirm_func (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, data, error);
  g_autofree char *own = ent_workspace_get_setting (workspace, "own-person");
  g_autofree char *today = ent_format_today ();

  if (record == NULL)
    return NULL;

  ent_record_set_text (record, "confirmed-on", today);
  if (own != NULL && *own != '\0')
    ent_record_set_text (record, "confirmed-by", own);
  ent_workspace_save (workspace, record, error);
  return NULL;
}

static void
confirmed_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GtkWidget) page = user_data;
  g_autoptr (GError) error = NULL;

  ent_store_finish (ENT_STORE (source), result, &error);
  gtk_widget_activate_action (page, "win.tell", "s", error != NULL ? error->message : _ ("The return is confirmed"));
}

static void
confirm (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  ent_store_write_async (ent_page_get_store (ENT_PAGE (widget)), confirm_func, g_variant_dup_string (parameter, NULL), g_free, NULL, NULL,
                         confirmed_cb, g_object_ref (widget));
}

/* Reminders. */

static void
remind (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  EntMemoWish wish = { .store = ent_page_get_store (ENT_PAGE (widget)), .year = ENT_CAMPAIGN_PAGE (widget)->year };

  g_variant_get (parameter, "(&s&s)", &wish.id, &wish.language);
  if (g_str_equal (name, "campaign.mail"))
    ent_send_memo_by_mail (widget, &wish);
  else if (g_str_equal (name, "campaign.memo"))
    ent_send_memo_as_pdf (widget, &wish);
  else
    ent_send_memo_to_clipboard (widget, &wish);
}

static void
ent_campaign_page_dispose (GObject *object)
{
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_CAMPAIGN_PAGE);

  G_OBJECT_CLASS (ent_campaign_page_parent_class)->dispose (object);
}

static void
ent_campaign_page_finalize (GObject *object)
{
  EntCampaignPage *self = ENT_CAMPAIGN_PAGE (object);

  g_clear_object (&self->campaign);
  ent_returns_worklist_free (self->worklist);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (ent_campaign_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-campaign-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, open_banner);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, closed_banner);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, gaps_label);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, campaign_group);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, due_row);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, proposals_group);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, voices_group);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, asks_group);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, todos_group);
  gtk_widget_class_bind_template_child (widget_class, EntCampaignPage, more_button);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, due_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
ent_campaign_page_class_init (EntCampaignPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_campaign_page_dispose;
  object_class->finalize = ent_campaign_page_finalize;
  ENT_PAGE_CLASS (klass)->refresh = ent_campaign_page_refresh;

  gtk_widget_class_install_action (widget_class, "campaign.confirm", "s", confirm);
  gtk_widget_class_install_action (widget_class, "campaign.mail", "(ss)", remind);
  gtk_widget_class_install_action (widget_class, "campaign.memo", "(ss)", remind);
  gtk_widget_class_install_action (widget_class, "campaign.copy", "(ss)", remind);
  bind_template (widget_class);
}

static void
ent_campaign_page_init (EntCampaignPage *self)
{
  self->rows = g_ptr_array_new ();
  self->wanted = STEP;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_campaign_page_new:
 * @store: a workspace
 * @year: a year
 *
 * Returns: (transfer floating): the page of its campaign
 */
GtkWidget *
ent_campaign_page_new (EntStore *store,
                       int year)
{
  EntCampaignPage *self = g_object_new (ENT_TYPE_CAMPAIGN_PAGE, "store", store, "title", _ ("Campaign"), NULL);
  g_autofree char *subtitle = g_strdup_printf ("%d", year);

  self->year = year;
  adw_window_title_set_title (self->window_title, _ ("Campaign of the Year"));
  adw_window_title_set_subtitle (self->window_title, subtitle);

  return GTK_WIDGET (self);
}

/**
 * ent_campaign_page_get_worklist:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what it shows; %NULL while nothing was read yet
 */
const EntReturnsWorklist *
ent_campaign_page_get_worklist (EntCampaignPage *self)
{
  g_return_val_if_fail (ENT_IS_CAMPAIGN_PAGE (self), NULL);

  return self->worklist;
}
