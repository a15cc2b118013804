/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-scenes.h"

#include <glib/gstdio.h>

#include "ent-document-dialog.h"
#include "ent-export-dialog.h"
#include "ent-format.h"
#include "ent-import-dialog.h"
#include "ent-involvement-dialog.h"
#include "ent-places.h"
#include "ent-preferences-dialog.h"
#include "ent-preview-dialog.h"
#include "ent-returns-page.h"
#include "ent-search-dialog.h"
#include "ent-self.h"
#include "ent-unite-dialog.h"
#include "ent-week-page.h"

/* A window of so many pixels shows the month beside its days; a narrower one has the list only. */
#define ROOM_FOR_A_MONTH 720

/* What is nowhere in a workspace. */
#define IN_VAIN "xyzzy"

gboolean
ent_scenes_open_place (EntWindow *window,
                       const char *what)
{
  ent_window_go (window, what);
  /* Another picture may have left the place at its second view. */
  gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (window)), "page.show", "s", "people");
  return TRUE;
}

/* The record that most others refer to has most to show. */
/* Returns: (transfer full) (nullable): an identifier */
char *
ent_scenes_find_richest (EntWindow *window,
                         const char *entity)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    ent_workspace_get_database (ent_store_get_reader (ent_window_get_store (window))),
    "SELECT id FROM record LEFT JOIN reference ON target = id WHERE type = ? GROUP BY id ORDER BY count (*) DESC, id LIMIT 1", NULL);

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, entity);
  return sqlite3_step (statement) == SQLITE_ROW ? g_strdup (ent_statement_get_text (statement, 0)) : NULL;
}

gboolean
ent_scenes_open_record (EntWindow *window,
                        const char *what)
{
  g_autofree char *id = ent_scenes_find_richest (window, what);

  if (id == NULL)
    return FALSE;

  ent_window_go (window, ent_places_find_entity (what) != NULL ? ent_places_find_entity (what)->name : "overview");
  ent_window_open_record (window, id);
  return TRUE;
}

/* The name of a place, and what is done there, as in "year page.campaign". */
static gboolean
open_action (EntWindow *window,
             const char *what)
{
  g_auto (GStrv) words = g_strsplit (what, " ", 2);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  ent_scenes_open_place (window, words[0]);
  return g_action_parse_detailed_name (words[1], &name, &target, NULL)
         && gtk_widget_activate_action_variant (GTK_WIDGET (ent_window_get_page (window)), name, target);
}

static gboolean
open_form (EntWindow *window,
           const char *what)
{
  g_autofree char *id = ent_scenes_find_richest (window, what);

  return id != NULL && ent_scenes_open_record (window, what)
         && gtk_widget_activate_action (GTK_WIDGET (window), "record.edit", "s", id);
}

static void
present (EntWindow *window,
         AdwDialog *dialog)
{
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static gboolean
open_search (EntWindow *window,
             const char *what)
{
  AdwDialog *dialog = ent_search_dialog_new (ent_window_get_store (window));
  EntWorkspace *workspace = ent_store_get_reader (ent_window_get_store (window));
  g_autofree char *id = ent_scenes_find_richest (window, what);
  g_autofree char *headline = id != NULL ? ent_workspace_get_headline (workspace, id) : NULL;
  g_auto (GStrv) words = g_strsplit (headline != NULL ? headline : "", " ", 2);

  ent_scenes_open_place (window, "overview");
  present (window, dialog);
  ent_search_dialog_set_text (ENT_SEARCH_DIALOG (dialog), words[0] != NULL ? words[0] : "");
  return TRUE;
}

static gboolean
open_involvement (EntWindow *window,
                  const char *what)
{
  g_autofree char *id = ent_scenes_find_richest (window, what);
  AdwDialog *dialog = ent_involvement_dialog_new (ent_window_get_store (window), id);

  ent_scenes_open_place (window, "overview");
  present (window, dialog);
  ent_involvement_dialog_set_line (ENT_INVOLVEMENT_DIALOG (dialog), "2 h 30 expertise Goris eau 12/05");
  return TRUE;
}

/* Whoever carries most has most to hand over. */
static gboolean
open_official (EntWindow *window,
               const char *what)
{
  EntWorkspace *workspace = ent_store_get_reader (ent_window_get_store (window));
  g_autoptr (EntStatement) statement = ent_database_prepare (
    ent_workspace_get_database (workspace), "SELECT official FROM partnership WHERE official IS NOT NULL GROUP BY official ORDER BY count (*) DESC, official LIMIT 1", NULL);
  g_autofree char *id = statement != NULL && sqlite3_step (statement) == SQLITE_ROW ? g_strdup (ent_statement_get_text (statement, 0)) : NULL;

  ent_scenes_open_place (window, "officials");
  if (id == NULL)
    return FALSE;

  ent_window_open_record (window, id);
  return what == NULL || gtk_widget_activate_action (GTK_WIDGET (window), what, "s", id);
}

static gboolean
open_preferences (EntWindow *window,
                  const char *what)
{
  ent_scenes_open_place (window, "overview");
  present (window, ent_preferences_dialog_new (ent_window_get_store (window)));
  return TRUE;
}

/* One of the documents of the year, by its place in their list. */
static gboolean
open_document (EntWindow *window,
               const char *what)
{
  AdwDialog *dialog;

  if (!open_action (window, "year page.save-document"))
    return FALSE;

  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  ent_document_dialog_set_kind (ENT_DOCUMENT_DIALOG (dialog), (EntDocumentKind) g_ascii_strtoull (what, NULL, 10));
  return TRUE;
}

static gboolean
open_expected (EntWindow *window,
               const char *what)
{
  g_autofree char *id = ent_scenes_find_richest (window, what);

  return ent_scenes_open_record (window, what) && gtk_widget_activate_action (GTK_WIDGET (window), "document.expected", "s", id);
}

/* What would be sent to the widest circle that there is; all of it new, where nothing of it was shown before. */
static gboolean
open_preview (EntWindow *window,
              const char *what)
{
  EntStore *store = ent_window_get_store (window);
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (ent_store_get_reader (store), NULL);
  g_autoptr (GPtrArray) seen = what != NULL ? g_ptr_array_new () : NULL;

  ent_scenes_open_place (window, "atlas");
  if (remotes == NULL || remotes->len == 0)
    return FALSE;

  present (window, ent_preview_dialog_new (store, remotes->pdata[remotes->len - 1], seen));
  return TRUE;
}

/* As somebody has it: other words than ours, and a row that cannot be imported. */
static const char table[] = "Intitulé;Collectivité;Pays;Début;Thématiques;Remarques;Code\n"
                            "Eau potable à Vardenis;;AM;2026;water;Suite de l’étude;12\n"
                            "Jeunesse et sport;;AM;2026-09;youth;;13\n"
                            ";;SN;2025;health;Sans titre;14\n"
                            "Marché de producteurs;;AM;bientôt;agriculture;;15\n";

static gboolean
open_import (EntWindow *window,
             const char *what)
{
  EntStore *store = ent_window_get_store (window);
  AdwDialog *dialog = ent_import_dialog_new (store, ent_schema_find ("partnership"));
  g_autofree char *folder = g_path_get_dirname (ent_store_get_path (store));
  g_autofree char *path = g_build_filename (folder, "partenariats.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  ent_scenes_open_place (window, "partnerships");
  present (window, dialog);
  if (!g_file_set_contents (path, table, -1, NULL))
    return FALSE;

  ent_import_dialog_load (ENT_IMPORT_DIALOG (dialog), file);
  while (ent_import_dialog_is_busy (ENT_IMPORT_DIALOG (dialog)))
    g_main_context_iteration (NULL, TRUE);
  if (what != NULL)
    gtk_widget_activate_action (GTK_WIDGET (dialog), what, NULL);
  while (ent_import_dialog_is_busy (ENT_IMPORT_DIALOG (dialog)))
    g_main_context_iteration (NULL, TRUE);
  g_remove (path);
  return TRUE;
}

/* Where the window is narrow, it shows either the sidebar or a page. */
static gboolean
open_sidebar (EntWindow *window,
              const char *what)
{
  ent_scenes_open_place (window, what);
  gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (window)), "navigation.pop", NULL);
  return TRUE;
}

/* What the richest project has of a kind. */
static gboolean
open_list (EntWindow *window,
           const char *what)
{
  g_autofree char *id = ent_scenes_find_richest (window, "project");

  ent_scenes_open_place (window, "overview");
  return id != NULL && gtk_widget_activate_action (GTK_WIDGET (window), "record.list", "(sss)", what, "subject", id);
}

static gboolean
open_vain_list (EntWindow *window,
                const char *what)
{
  GtkWidget *focus;

  if (!open_list (window, what) || !ent_page_find (ent_window_get_page (window)))
    return FALSE;

  focus = gtk_root_get_focus (GTK_ROOT (window));
  if (!GTK_IS_EDITABLE (focus))
    return FALSE;

  gtk_editable_set_text (GTK_EDITABLE (focus), IN_VAIN);
  return TRUE;
}

static gboolean
open_vain_search (EntWindow *window,
                  const char *what)
{
  AdwDialog *dialog = ent_search_dialog_new (ent_window_get_store (window));

  ent_scenes_open_place (window, "overview");
  present (window, dialog);
  ent_search_dialog_set_text (ENT_SEARCH_DIALOG (dialog), IN_VAIN);
  return TRUE;
}

/* The first two people: whoever they are, they differ. */
static gboolean
open_merge (EntWindow *window,
            const char *what)
{
  EntStore *store = ent_window_get_store (window);
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("person"));
  g_autoptr (GPtrArray) people = ent_workspace_list (ent_store_get_reader (store), query, 2, NULL);

  ent_scenes_open_place (window, "people");
  if (people == NULL || people->len < 2)
    return FALSE;

  present (window, ent_unite_dialog_new (store, ent_record_get_id (people->pdata[0]), ent_record_get_id (people->pdata[1])));
  return TRUE;
}

static gboolean
open_anonymise (EntWindow *window,
                const char *what)
{
  g_autofree char *person = ent_scenes_find_richest (window, "person");

  if (person == NULL)
    return FALSE;

  ent_window_open_record (window, person);
  return gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (window)), "person.anonymise", "s", person);
}

static gboolean
open_calendar (EntWindow *window,
               const char *what)
{
  ent_scenes_open_place (window, "calendar");
  g_object_set (ent_window_get_page (window), "view", what, NULL);
  /* Otherwise there is one view only, which is the place’s own picture. */
  return gtk_widget_get_width (GTK_WIDGET (window)) >= ROOM_FOR_A_MONTH;
}

/* What changed after the closing, of the latest year that was closed. */
static gboolean
open_changes (EntWindow *window,
              const char *what)
{
  EntWorkspace *workspace = ent_store_get_reader (ent_window_get_store (window));
  g_autoptr (EntStatement) row = ent_database_prepare (ent_workspace_get_database (workspace),
                                                       "SELECT year FROM campaign WHERE \"closed-on\" IS NOT NULL ORDER BY year DESC LIMIT 1", NULL);
  EntPage *page;
  gboolean opened;

  if (row == NULL || sqlite3_step (row) != SQLITE_ROW)
    return FALSE;

  ent_scenes_open_place (window, "year");
  page = ent_window_get_page (window);
  ent_returns_page_set_year (ENT_RETURNS_PAGE (page), sqlite3_column_int (row, 0));
  while (ent_window_is_busy (window))
    g_main_context_iteration (NULL, TRUE);
  opened = gtk_widget_activate_action (GTK_WIDGET (page), "page.changes", NULL);
  /* The page below is pictured again, of the year that it begins with. */
  ent_returns_page_set_year (ENT_RETURNS_PAGE (page), ent_format_this_year ());
  return opened;
}

void
ent_desk_owner_read (EntDeskOwner *self,
                     EntWorkspace *workspace)
{
  self->person = ent_workspace_get_setting (workspace, ENT_SETTING_PERSON);
  self->department = ent_workspace_get_setting (workspace, ENT_SETTING_DEPARTMENT);
  self->view = ent_workspace_get_setting (workspace, ENT_SETTING_VIEW);
}

static gpointer
write_desk_owner (EntWorkspace *workspace,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  const EntDeskOwner *self = data;
  gboolean written = ent_workspace_set_setting (workspace, ENT_SETTING_PERSON, self->person, error)
                     && ent_workspace_set_setting (workspace, ENT_SETTING_DEPARTMENT, self->department, error)
                     && ent_workspace_set_setting (workspace, ENT_SETTING_VIEW, self->view, error);

  return GINT_TO_POINTER (written);
}

/* Opens the workspace anew as somebody else's desk. */
void
ent_desk_owner_take (const EntDeskOwner *owner,
                     EntWindow *window)
{
  g_autoptr (GFile) file = g_object_ref (ent_window_get_file (window));

  ent_store_write_async (ent_window_get_store (window), write_desk_owner, (gpointer) owner, NULL, NULL, NULL, NULL, NULL);
  while (ent_window_is_busy (window))
    g_main_context_iteration (NULL, TRUE);
  ent_window_open (window, file, 0);
  while (ent_window_is_busy (window))
    g_main_context_iteration (NULL, TRUE);
}

/* Whoever answers for the department that is asked most has most to do. */
static gboolean
find_point_person (EntWorkspace *workspace,
                   EntDeskOwner *self)
{
  g_autoptr (EntStatement) row = ent_database_prepare (
    ent_workspace_get_database (workspace),
    "SELECT person, body FROM role JOIN mobilisation ON asked = body WHERE role.\"end\" IS NULL "
    "GROUP BY person ORDER BY total (state = 'sent') DESC, count (*) DESC, person LIMIT 1", NULL);

  if (row == NULL || sqlite3_step (row) != SQLITE_ROW)
    return FALSE;

  self->person = g_strdup (ent_statement_get_text (row, 0));
  self->department = g_strdup (ent_statement_get_text (row, 1));
  self->view = g_strdup (ENT_VIEW_POINT_PERSON);
  return TRUE;
}

static gboolean
open_own (EntWindow *window,
          const char *what)
{
  g_auto (EntDeskOwner) owner = { 0 };

  if (!ent_window_is_narrow (window))
    {
      if (!find_point_person (ent_store_get_reader (ent_window_get_store (window)), &owner))
        return FALSE;
      ent_desk_owner_take (&owner, window);
    }
  ent_window_go (window, what);
  return TRUE;
}

/* The latest week in which there is something. */
static gboolean
open_week (EntWindow *window,
           const char *what)
{
  EntWorkspace *workspace;
  g_autoptr (EntStatement) row = NULL;

  if (!open_own (window, "week"))
    return FALSE;

  workspace = ent_store_get_reader (ent_window_get_store (window));
  row = ent_database_prepare (ent_workspace_get_database (workspace),
                              "SELECT person, \"from\" FROM involvement WHERE unit IS NOT 'percent' AND \"to\" IS NULL ORDER BY \"from\" DESC LIMIT 1", NULL);
  if (row != NULL && sqlite3_step (row) == SQLITE_ROW)
    ent_week_page_show (ENT_WEEK_PAGE (ent_window_get_page (window)), ent_statement_get_text (row, 0), ent_statement_get_text (row, 1));
  return TRUE;
}

static gboolean
open_own_action (EntWindow *window,
                 const char *what)
{
  return open_own (window, "own") && gtk_widget_activate_action (GTK_WIDGET (window), what, NULL);
}

static gboolean
open_own_sidebar (EntWindow *window,
                  const char *what)
{
  return open_own (window, "own") && gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (window)), "navigation.pop", NULL);
}

/* The month comes last: the next colour begins with it. */
static const EntScene scenes[] = {
  { "calendar-list", open_calendar, "list" },
  { "calendar-month", open_calendar, "month" },
  { "departments-to-ask", open_action, "departments page.view::to-ask" },
  { "departments-languages", open_action, "departments page.view::languages" },
  { "departments-chart", open_action, "departments page.view::chart" },
  { "sidebar", open_sidebar, "overview" },
  { "figure", open_action, "year figure.open::returns.actual.territory" },
  { "campaign", open_action, "year page.campaign" },
  { "close-year", open_action, "year page.close-year" },
  { "changes", open_changes, NULL },
  { "document", open_document, "0" },
  { "document-workbook", open_document, "1" },
  { "document-iati", open_document, "5" },
  { "document-programmes", open_document, "7" },
  { "declare", open_action, "overview document.declare" },
  { "expected", open_expected, "project" },
  { "duplicates", open_action, "people page.find-duplicates" },
  { "personal-data", open_action, "people page.personal-data" },
  { "merge", open_merge, NULL },
  { "anonymise", open_anonymise, NULL },
  { "list-of-one", open_list, "involvement" },
  { "list-without-match", open_vain_list, "involvement" },
  { "form", open_form, "partnership" },
  { "new", open_action, "overview record.new::project" },
  { "search", open_search, "partnership" },
  { "log-involvement", open_involvement, "project" },
  { "search-in-vain", open_vain_search, NULL },
  { "official", open_official, NULL },
  { "hand-over", open_official, "record.hand-over" },
  { "council", open_action, "officials page.show::council" },
  { "preferences", open_preferences, NULL },
  { "shortcuts", open_action, "overview win.shortcuts" },
  { "about", open_action, "overview win.about" },
  { "shared-space", open_action, "atlas page.set-up" },
  { "preview", open_preview, NULL },
  { "preview-anew", open_preview, "changed" },
  { "import", open_import, NULL },
  { "import-preview", open_import, "import.next" },
  { "export", open_action, "projects win.export" },
  { "time-to-confirm", open_action, "involvement involvement.show::confirm" },
  { "time-entries", open_action, "involvement involvement.show::entries" },
  { "introduce", open_action, "overview win.introduce" },
};

/* The same as a point person. */
static const EntScene own_scenes[] = {
  { "own", open_own, "own" },
  { "own-sidebar", open_own_sidebar, NULL },
  { "week", open_week, NULL },
  { "own-search", open_own_action, "win.search" },
};

/* What is shown beside the places and a record of each kind. */
const EntScene *
ent_scenes_list (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (scenes);
  return scenes;
}

/* What a point person sees; the workspace is theirs from the first on. */
const EntScene *
ent_scenes_list_own (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (own_scenes);
  return own_scenes;
}

void
ent_desk_owner_clear (EntDeskOwner *self)
{
  g_free (self->person);
  g_free (self->department);
  g_free (self->view);
}
