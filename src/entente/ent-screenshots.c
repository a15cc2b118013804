/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-screenshots.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ent-document-dialog.h"
#include "ent-export-dialog.h"
#include "ent-import-dialog.h"
#include "ent-involvement-dialog.h"
#include "ent-new-workspace-dialog.h"
#include "ent-places.h"
#include "ent-preferences-dialog.h"
#include "ent-preview-dialog.h"
#include "ent-search-dialog.h"
#include "ent-self.h"
#include "ent-unite-dialog.h"
#include "ent-week-page.h"
#include "ent-window.h"

/* Nothing here takes longer, even on a busy machine. */
#define PATIENCE_SECONDS 60

/* What is nowhere in a workspace. */
#define IN_VAIN "xyzzy"

/* What is still moving or being laid out after all is loaded has come to rest after so many frames. */
#define SETTLE_FRAMES 12

typedef struct
{
  const char *name;
  int width;
  int height;
} Size;

static const Size sizes[] = { { "wide", 1200, 800 }, { "narrow", 360, 720 } };

typedef struct
{
  EntWindow *window;
  const char *folder;
  guint n_taken;
} Session;

/* Opens what is in the picture. Returns whether there is such a thing in the workspace. */
typedef gboolean (*SceneFunc) (Session *session, const char *what);

typedef struct
{
  const char *name;
  SceneFunc open;
  const char *what; /* (nullable): for @open: the name of a place, or of an entity */
} Scene;

static gboolean
give_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
count_frame_cb (GtkWidget *widget,
                GdkFrameClock *clock,
                gpointer user_data)
{
  (*(guint *) user_data)++;
  return G_SOURCE_CONTINUE;
}

static gboolean
is_busy (EntWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  return ent_window_is_busy (window) || (ENT_IS_DOCUMENT_DIALOG (dialog) && ent_document_dialog_is_busy (ENT_DOCUMENT_DIALOG (dialog)));
}

/* Waits until all is loaded, laid out and at rest. */
static gboolean
settle (EntWindow *window,
        GError **error)
{
  gboolean late = FALSE;
  guint frames = 0;
  guint tick = gtk_widget_add_tick_callback (GTK_WIDGET (window), count_frame_cb, &frames, NULL);
  guint patience = g_timeout_add_seconds (PATIENCE_SECONDS, give_up_cb, &late);

  while (!late && (frames < SETTLE_FRAMES || is_busy (window)))
    {
      if (is_busy (window))
        frames = 0;
      g_main_context_iteration (NULL, TRUE);
    }

  gtk_widget_remove_tick_callback (GTK_WIDGET (window), tick);
  g_source_remove (patience);
  if (late)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("A page did not finish loading."));

  return !late;
}

static gboolean
save_picture (Session *session,
              const char *name,
              const char *size,
              GError **error)
{
  GtkWidget *widget = GTK_WIDGET (session->window);
  const char *scheme = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? "dark" : "light";
  g_autofree char *file = g_strdup_printf ("%s-%s-%s.png", name, size, scheme);
  g_autofree char *path = g_build_filename (session->folder, file, NULL);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t frame = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  gdk_paintable_snapshot (paintable, snapshot, frame.size.width, frame.size.height);
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node, &frame);
  if (texture == NULL || !gdk_texture_save_to_png (texture, path))
    {
      /* Translators: the path of a file */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” could not be written."), path);
      return FALSE;
    }

  session->n_taken++;
  return TRUE;
}

static void
close_dialogs (EntWindow *window)
{
  AdwDialog *dialog;

  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))) != NULL)
    adw_dialog_force_close (dialog);
}

static gboolean
open_place (Session *session,
            const char *what)
{
  ent_window_go (session->window, what);
  return TRUE;
}

/* The record that most others refer to has most to show. */
static char *
find_richest (EntWindow *window,
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

static gboolean
open_record (Session *session,
             const char *what)
{
  g_autofree char *id = find_richest (session->window, what);

  if (id == NULL)
    return FALSE;

  ent_window_go (session->window, ent_places_find_entity (what) != NULL ? ent_places_find_entity (what)->name : "overview");
  ent_window_open_record (session->window, id);
  return TRUE;
}

static gboolean
open_form (Session *session,
           const char *what)
{
  g_autofree char *id = find_richest (session->window, what);

  return id != NULL && open_record (session, what)
         && gtk_widget_activate_action (GTK_WIDGET (session->window), "record.edit", "s", id);
}

static void
present (Session *session,
         AdwDialog *dialog)
{
  adw_dialog_present (dialog, GTK_WIDGET (session->window));
}

static gboolean
open_search (Session *session,
             const char *what)
{
  AdwDialog *dialog = ent_search_dialog_new (ent_window_get_store (session->window));
  EntWorkspace *workspace = ent_store_get_reader (ent_window_get_store (session->window));
  g_autofree char *id = find_richest (session->window, what);
  g_autofree char *headline = id != NULL ? ent_workspace_get_headline (workspace, id) : NULL;
  g_auto (GStrv) words = g_strsplit (headline != NULL ? headline : "", " ", 2);

  open_place (session, "overview");
  present (session, dialog);
  ent_search_dialog_set_text (ENT_SEARCH_DIALOG (dialog), words[0] != NULL ? words[0] : "");
  return TRUE;
}

static gboolean
open_involvement (Session *session,
                  const char *what)
{
  g_autofree char *id = find_richest (session->window, what);
  AdwDialog *dialog = ent_involvement_dialog_new (ent_window_get_store (session->window), id);

  open_place (session, "overview");
  present (session, dialog);
  ent_involvement_dialog_set_line (ENT_INVOLVEMENT_DIALOG (dialog), "2 h 30 expertise Goris eau 12/05");
  return TRUE;
}

/* Whoever carries most has most to hand over. */
static gboolean
open_official (Session *session,
               const char *what)
{
  EntWorkspace *workspace = ent_store_get_reader (ent_window_get_store (session->window));
  g_autoptr (EntStatement) statement = ent_database_prepare (
    ent_workspace_get_database (workspace), "SELECT official FROM partnership WHERE official IS NOT NULL GROUP BY official ORDER BY count (*) DESC, official LIMIT 1", NULL);
  g_autofree char *id = statement != NULL && sqlite3_step (statement) == SQLITE_ROW ? g_strdup (ent_statement_get_text (statement, 0)) : NULL;

  open_place (session, "officials");
  if (id == NULL)
    return FALSE;

  ent_window_open_record (session->window, id);
  return what == NULL || gtk_widget_activate_action (GTK_WIDGET (session->window), what, "s", id);
}

static gboolean
open_council (Session *session,
              const char *what)
{
  open_place (session, "officials");
  return gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (session->window)), "page.show", "s", what);
}

static gboolean
open_preferences (Session *session,
                  const char *what)
{
  open_place (session, "overview");
  present (session, ent_preferences_dialog_new (ent_window_get_store (session->window)));
  return TRUE;
}

/* The places come first, so that the year is reckoned by now. */
static gboolean
open_figure (Session *session,
             const char *what)
{
  open_place (session, "year");
  return gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (session->window)), "figure.open", "s", "returns.actual.territory");
}

static gboolean
open_year_action (Session *session,
                  const char *what)
{
  open_place (session, "year");
  return gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (session->window)), what, NULL);
}

/* One of the documents of the year, by its place in their list. */
static gboolean
open_document (Session *session,
               const char *what)
{
  AdwDialog *dialog;

  if (!open_year_action (session, "page.save-document"))
    return FALSE;

  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (session->window));
  ent_document_dialog_set_kind (ENT_DOCUMENT_DIALOG (dialog), (EntDocumentKind) g_ascii_strtoull (what, NULL, 10));
  return TRUE;
}

static gboolean
open_expected (Session *session,
               const char *what)
{
  g_autofree char *id = find_richest (session->window, what);

  return open_record (session, what) && gtk_widget_activate_action (GTK_WIDGET (session->window), "document.expected", "s", id);
}

static gboolean
open_shared_space (Session *session,
                   const char *what)
{
  open_place (session, "atlas");
  return gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (session->window)), "page.set-up", NULL);
}

/* What would be sent to the widest circle that there is. */
static gboolean
open_preview (Session *session,
              const char *what)
{
  EntStore *store = ent_window_get_store (session->window);
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (ent_store_get_reader (store), NULL);

  open_place (session, "atlas");
  if (remotes == NULL || remotes->len == 0)
    return FALSE;

  present (session, ent_preview_dialog_new (store, remotes->pdata[remotes->len - 1]));
  return TRUE;
}

/* As somebody has it: other words than ours, and a row that cannot be imported. */
static const char table[] = "Intitulé;Collectivité;Pays;Début;Thématiques;Remarques;Code\n"
                            "Eau potable à Vardenis;;AM;2026;water;Suite de l’étude;12\n"
                            "Jeunesse et sport;;AM;2026-09;youth;;13\n"
                            ";;SN;2025;health;Sans titre;14\n"
                            "Marché de producteurs;;AM;bientôt;agriculture;;15\n";

static gboolean
open_import (Session *session,
             const char *what)
{
  EntStore *store = ent_window_get_store (session->window);
  AdwDialog *dialog = ent_import_dialog_new (store, ent_schema_find ("partnership"));
  g_autofree char *folder = g_path_get_dirname (ent_store_get_path (store));
  g_autofree char *path = g_build_filename (folder, "partenariats.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  open_place (session, "partnerships");
  present (session, dialog);
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

static gboolean
open_export (Session *session,
             const char *what)
{
  open_place (session, what);
  return gtk_widget_activate_action (GTK_WIDGET (session->window), "win.export", NULL);
}

/* Where the window is narrow, it shows either the sidebar or a page. */
static gboolean
open_sidebar (Session *session,
              const char *what)
{
  open_place (session, what);
  gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (session->window)), "navigation.pop", NULL);
  return TRUE;
}

/* What the richest project has of a kind. */
static gboolean
open_list (Session *session,
           const char *what)
{
  g_autofree char *id = find_richest (session->window, "project");

  open_place (session, "overview");
  return id != NULL && gtk_widget_activate_action (GTK_WIDGET (session->window), "record.list", "(sss)", what, "subject", id);
}

static gboolean
open_vain_list (Session *session,
                const char *what)
{
  GtkWidget *focus;

  if (!open_list (session, what) || !ent_page_find (ent_window_get_page (session->window)))
    return FALSE;

  focus = gtk_root_get_focus (GTK_ROOT (session->window));
  if (!GTK_IS_EDITABLE (focus))
    return FALSE;

  gtk_editable_set_text (GTK_EDITABLE (focus), IN_VAIN);
  return TRUE;
}

static gboolean
open_vain_search (Session *session,
                  const char *what)
{
  AdwDialog *dialog = ent_search_dialog_new (ent_window_get_store (session->window));

  open_place (session, "overview");
  present (session, dialog);
  ent_search_dialog_set_text (ENT_SEARCH_DIALOG (dialog), IN_VAIN);
  return TRUE;
}

static gboolean
open_new (Session *session,
          const char *what)
{
  open_place (session, "overview");
  return gtk_widget_activate_action (GTK_WIDGET (session->window), "record.new", "s", what);
}

static gboolean
open_action (Session *session,
             const char *what)
{
  open_place (session, "overview");
  return gtk_widget_activate_action (GTK_WIDGET (session->window), what, NULL);
}

static gboolean
open_people_action (Session *session,
                    const char *what)
{
  open_place (session, "people");
  return gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (session->window)), what, NULL);
}

/* The first two people: whoever they are, they differ. */
static gboolean
open_merge (Session *session,
            const char *what)
{
  EntStore *store = ent_window_get_store (session->window);
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("person"));
  g_autoptr (GPtrArray) people = ent_workspace_list (ent_store_get_reader (store), query, 2, NULL);

  open_place (session, "people");
  if (people == NULL || people->len < 2)
    return FALSE;

  present (session, ent_unite_dialog_new (store, ent_record_get_id (people->pdata[0]), ent_record_get_id (people->pdata[1])));
  return TRUE;
}

static gboolean
open_anonymise (Session *session,
                const char *what)
{
  g_autofree char *person = find_richest (session->window, "person");

  if (person == NULL)
    return FALSE;

  ent_window_open_record (session->window, person);
  return gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (session->window)), "person.anonymise", "s", person);
}

/* Another view of the departments. */
static gboolean
open_view (Session *session,
           const char *what)
{
  open_place (session, "departments");
  return gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (session->window)), "page.view", "s", what);
}

static gboolean
open_calendar (Session *session,
               const char *what)
{
  open_place (session, "calendar");
  g_object_set (ent_window_get_page (session->window), "view", what, NULL);
  return TRUE;
}

/* Who works here, in which department, and whose work is shown. */
typedef struct
{
  char *person;     /* (nullable) (owned) */
  char *department; /* (nullable) (owned) */
  char *view;       /* (nullable) (owned) */
} Identity;

static void
identity_clear (Identity *self)
{
  g_free (self->person);
  g_free (self->department);
  g_free (self->view);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Identity, identity_clear)

static void
read_identity (EntWorkspace *workspace,
               Identity *self)
{
  self->person = ent_workspace_get_setting (workspace, ENT_SETTING_PERSON);
  self->department = ent_workspace_get_setting (workspace, ENT_SETTING_DEPARTMENT);
  self->view = ent_workspace_get_setting (workspace, ENT_SETTING_VIEW);
}

static gpointer
write_identity (EntWorkspace *workspace,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  const Identity *self = data;
  gboolean written = ent_workspace_set_setting (workspace, ENT_SETTING_PERSON, self->person, error)
                     && ent_workspace_set_setting (workspace, ENT_SETTING_DEPARTMENT, self->department, error)
                     && ent_workspace_set_setting (workspace, ENT_SETTING_VIEW, self->view, error);

  return GINT_TO_POINTER (written);
}

/* Opens the workspace anew as somebody else's desk. */
static void
become (Session *session,
        const Identity *identity)
{
  g_autoptr (GFile) file = g_object_ref (ent_window_get_file (session->window));

  ent_store_write_async (ent_window_get_store (session->window), write_identity, (gpointer) identity, NULL, NULL, NULL, NULL, NULL);
  while (ent_window_is_busy (session->window))
    g_main_context_iteration (NULL, TRUE);
  ent_window_open (session->window, file, 0);
  while (ent_window_is_busy (session->window))
    g_main_context_iteration (NULL, TRUE);
}

/* Whoever answers for the department that is asked most has most to do. */
static gboolean
find_point_person (EntWorkspace *workspace,
                   Identity *self)
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
open_own (Session *session,
          const char *what)
{
  g_auto (Identity) identity = { 0 };

  if (!ent_window_is_narrow (session->window))
    {
      if (!find_point_person (ent_store_get_reader (ent_window_get_store (session->window)), &identity))
        return FALSE;
      become (session, &identity);
    }
  ent_window_go (session->window, what);
  return TRUE;
}

/* The latest week in which there is something. */
static gboolean
open_week (Session *session,
           const char *what)
{
  EntWorkspace *workspace;
  g_autoptr (EntStatement) row = NULL;

  if (!open_own (session, "week"))
    return FALSE;

  workspace = ent_store_get_reader (ent_window_get_store (session->window));
  row = ent_database_prepare (ent_workspace_get_database (workspace),
                              "SELECT person, \"from\" FROM involvement WHERE unit IS NOT 'percent' ORDER BY \"from\" DESC LIMIT 1", NULL);
  if (row != NULL && sqlite3_step (row) == SQLITE_ROW)
    ent_week_page_show (ENT_WEEK_PAGE (ent_window_get_page (session->window)), ent_statement_get_text (row, 0), ent_statement_get_text (row, 1));
  return TRUE;
}

static gboolean
open_own_action (Session *session,
                 const char *what)
{
  return open_own (session, "own") && gtk_widget_activate_action (GTK_WIDGET (session->window), what, NULL);
}

static gboolean
open_own_sidebar (Session *session,
                  const char *what)
{
  return open_own (session, "own") && gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (session->window)), "navigation.pop", NULL);
}

/* The month comes last: the next colour begins with it. */
static const Scene scenes[] = {
  { "calendar-list", open_calendar, "list" },
  { "calendar-month", open_calendar, "month" },
  { "departments-to-ask", open_view, "to-ask" },
  { "departments-languages", open_view, "languages" },
  { "departments-chart", open_view, "chart" },
  { "sidebar", open_sidebar, "overview" },
  { "figure", open_figure, NULL },
  { "campaign", open_year_action, "page.campaign" },
  { "close-year", open_year_action, "page.close-year" },
  { "changes", open_year_action, "page.changes" },
  { "document", open_document, "0" },
  { "document-workbook", open_document, "1" },
  { "document-iati", open_document, "5" },
  { "document-programmes", open_document, "7" },
  { "declare", open_action, "document.declare" },
  { "expected", open_expected, "project" },
  { "duplicates", open_people_action, "page.find-duplicates" },
  { "personal-data", open_people_action, "page.personal-data" },
  { "merge", open_merge, NULL },
  { "anonymise", open_anonymise, NULL },
  { "list-of-one", open_list, "involvement" },
  { "list-without-match", open_vain_list, "involvement" },
  { "form", open_form, "partnership" },
  { "new", open_new, "project" },
  { "search", open_search, "partnership" },
  { "log-involvement", open_involvement, "project" },
  { "search-in-vain", open_vain_search, NULL },
  { "official", open_official, NULL },
  { "hand-over", open_official, "record.hand-over" },
  { "council", open_council, "council" },
  { "preferences", open_preferences, NULL },
  { "shortcuts", open_action, "win.shortcuts" },
  { "about", open_action, "win.about" },
  { "shared-space", open_shared_space, NULL },
  { "preview", open_preview, NULL },
  { "import", open_import, NULL },
  { "import-preview", open_import, "import.next" },
  { "export", open_export, "projects" },
  { "introduce", open_action, "win.introduce" },
};

/* The same as a point person. */
static const Scene own_scenes[] = {
  { "own", open_own, "own" },
  { "own-sidebar", open_own_sidebar, NULL },
  { "week", open_week, NULL },
  { "own-search", open_own_action, "win.search" },
};

static gboolean
take (Session *session,
      const Scene *scene,
      const Size *size,
      GError **error)
{
  gboolean there;

  close_dialogs (session->window);
  there = scene->open (session, scene->what);
  if (!settle (session->window, error))
    return FALSE;

  return !there || save_picture (session, scene->name, size->name, error);
}

/* Afterwards it is the desk of whoever had it before. */
static gboolean
take_own (Session *session,
          const Size *size,
          GError **error)
{
  g_auto (Identity) before = { 0 };
  gboolean taken = TRUE;

  read_identity (ent_store_get_reader (ent_window_get_store (session->window)), &before);
  for (gsize i = 0; taken && i < G_N_ELEMENTS (own_scenes); i++)
    taken = take (session, &own_scenes[i], size, error);
  close_dialogs (session->window);
  become (session, &before);

  return taken;
}

/* While there is nothing, the lists are all alike. */
static gboolean
take_all (Session *session,
          const Size *size,
          GError **error)
{
  g_autofree char *any = find_richest (session->window, "partnership");
  guint n_places = any != NULL ? ent_places_get_n () : ent_places_get_n_main ();

  for (guint i = 0; i < n_places; i++)
    {
      const Scene scene = { ent_places_get (i)->name, open_place, ent_places_get (i)->name };

      if (!take (session, &scene, size, error))
        return FALSE;
    }
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const char *entity = ent_schema_get_entity (i)->name;
      g_autofree char *name = g_strconcat ("one-", entity, NULL);
      const Scene scene = { name, open_record, entity };

      if (!take (session, &scene, size, error))
        return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++)
    if (!take (session, &scenes[i], size, error))
      return FALSE;

  return take_own (session, size, error);
}

static gboolean
take_welcome (Session *session,
              const Size *size,
              GError **error)
{
  gboolean taken = settle (session->window, error) && save_picture (session, "welcome", size->name, error);

  if (!taken)
    return FALSE;

  adw_dialog_present (ent_new_workspace_dialog_new (), GTK_WIDGET (session->window));
  taken = settle (session->window, error) && save_picture (session, "new-workspace", size->name, error);
  close_dialogs (session->window);

  return taken;
}

static gboolean
show_workspace (Session *session,
                GFile *workspace,
                GError **error)
{
  ent_window_open (session->window, workspace, 0);
  if (!settle (session->window, error))
    return FALSE;

  if (ent_window_get_store (session->window) == NULL)
    {
      AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (session->window));

      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_FAILED,
                           ADW_IS_ALERT_DIALOG (dialog) ? adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog))
                                                        : _ ("The workspace could not be opened."));
      return FALSE;
    }

  return TRUE;
}

/* Where nothing composes shadows, a window has a frame that would be in the picture. */
static void
remove_frame (GtkWidget *window)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_string (provider, "window { padding: 0; border: none; border-radius: 0; box-shadow: none; }");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (window), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
}

static gboolean
take_size (GtkApplication *application,
           GFile *workspace,
           const char *folder,
           const Size *size,
           guint *n_taken,
           GError **error)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  AdwStyleManager *manager = adw_style_manager_get_default ();
  Session session = { .window = ENT_WINDOW (ent_window_new (application)), .folder = folder };
  gboolean taken = TRUE;

  remove_frame (GTK_WIDGET (session.window));
  gtk_window_unmaximize (GTK_WINDOW (session.window));
  gtk_window_set_default_size (GTK_WINDOW (session.window), size->width, size->height);
  gtk_window_present (GTK_WINDOW (session.window));
  for (gsize i = 0; taken && i < G_N_ELEMENTS (schemes); i++)
    {
      adw_style_manager_set_color_scheme (manager, schemes[i]);
      taken = take_welcome (&session, size, error);
    }
  taken = taken && (workspace == NULL || show_workspace (&session, workspace, error));
  for (gsize i = 0; taken && workspace != NULL && i < G_N_ELEMENTS (schemes); i++)
    {
      adw_style_manager_set_color_scheme (manager, schemes[i]);
      taken = take_all (&session, size, error);
    }

  *n_taken += session.n_taken;
  gtk_window_destroy (GTK_WINDOW (session.window));

  return taken;
}

/**
 * ent_screenshots_take:
 * @application: the application, registered and without a window
 * @workspace: (nullable): the workspace to show; only the welcome without it
 * @folder: where to put the pictures; made where it is not there
 * @error: set to what went wrong
 *
 * Writes a picture of each page and dialog, wide and narrow, light and dark: `PAGE-wide-light.png` and so on.
 *
 * Returns: whether all were written
 */
gboolean
ent_screenshots_take (GtkApplication *application,
                      GFile *workspace,
                      const char *folder,
                      GError **error)
{
  guint n_taken = 0;

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      /* Translators: the path of a folder */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The folder “%s” could not be made."), folder);
      return FALSE;
    }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (!take_size (application, workspace, folder, &sizes[i], &n_taken, error))
      return FALSE;

  g_print (g_dngettext (GETTEXT_PACKAGE, "%u picture written\n", "%u pictures written\n", n_taken), n_taken);
  return TRUE;
}
