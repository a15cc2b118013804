/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-own-page.h"

#include <glib/gi18n-lib.h>

#include "ent-children.h"
#include "ent-confirm.h"
#include "ent-format.h"
#include "ent-request-section.h"
#include "ent-section.h"
#include "ent-self.h"

struct _EntOwnPage
{
  EntPage parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkBox *first_box;
  GtkBox *second_box;
};

G_DEFINE_FINAL_TYPE (EntOwnPage, ent_own_page, ENT_TYPE_PAGE)

static GtkWidget *
append_section (GtkBox *box,
                const char *title,
                const char *name,
                GPtrArray *records,
                const char *hint)
{
  g_autofree char *today = ent_format_today ();
  GtkWidget *section = ent_section_new (title);
  const EntDossierGroup group = { .records = records, .total = records->len };

  gtk_widget_set_name (section, name);
  if (records->len == 0)
    ent_section_set_hint (ENT_SECTION (section), hint);
  else
    ent_section_add_group (ENT_SECTION (section), &group, NULL, today);
  gtk_box_append (box, section);

  return section;
}

/* Each request with what one can answer below it: that is what it waits for. */
static void
append_waiting (EntOwnPage *self,
                const EntOwnWork *work)
{
  GtkWidget *section = ent_section_new (_ ("Waiting for Your Answer"));

  gtk_widget_set_name (section, "waiting");
  for (guint i = 0; i < work->waiting->len; i++)
    {
      EntRecord *request = work->waiting->pdata[i];
      g_autofree char *detail = ent_summary_get_detail (request, NULL);

      ent_section_add_line (ENT_SECTION (section), ent_record_get_id (request), ent_record_get_text (request, "expertise"), detail, NULL,
                            ENT_TONE_NEUTRAL);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), ent_request_answer_row_new (request));
    }
  if (work->waiting->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("No request is waiting for you. When the unit asks you or your department for expertise, you answer it here."));
  gtk_box_append (self->first_box, section);
}

static void
confirm_team_action (GtkWidget *widget,
                     const char *name,
                     GVariant *parameter)
{
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);

  ent_confirm_entries (widget, ent_page_get_store (ENT_PAGE (widget)), ids);
}

/* Who heads a department confirms the time of those who work there. */
static void
append_team (EntOwnPage *self,
             const EntOwnWork *work)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  GtkWidget *section;
  GtkWidget *button;

  if (work->team->len == 0)
    return;

  for (guint i = 0; i < work->team->len; i++)
    g_strv_builder_add (ids, ent_record_get_id (work->team->pdata[i]));
  all = g_strv_builder_end (ids);
  section = append_section (self->second_box, _ ("Time to Confirm"), "team", work->team, "");
  button = gtk_button_new_with_mnemonic (_ ("Confirm _All Shown"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "own.confirm");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_strv ((const char *const *) all, -1));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (section), button);
}

static void
append_log (EntOwnPage *self,
            const EntOwnWork *work)
{
  GtkWidget *section = append_section (self->second_box, _ ("My Time"), "log", work->log,
                                       _ ("Nothing logged yet. Press Ctrl+L and write it in one line, such as “2 h expertise Goris water”."));
  GtkWidget *button = gtk_button_new_from_icon_name ("ent-log-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Log Involvement"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.log-involvement");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (section), button);
}

static void
show_work (EntPage *page,
           gpointer result)
{
  EntOwnPage *self = ENT_OWN_PAGE (page);
  g_autoptr (EntOwnWork) work = result;
  g_autofree char *subtitle = g_strjoin (work->department_name != NULL ? " · " : NULL, work->person_name != NULL ? work->person_name : "",
                                         work->department_name, NULL);

  ent_children_remove (GTK_WIDGET (self->first_box));
  ent_children_remove (GTK_WIDGET (self->second_box));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_stack_set_visible_child_name (self->stack, work->person != NULL ? "work" : "unknown");
  if (work->person == NULL)
    return;

  append_waiting (self, work);
  append_section (self->first_box, _ ("My Projects"), "projects", work->projects,
                  _ ("No project yet. Those that concern your department, or on which you log time, are listed here."));
  append_section (self->first_box, _ ("Requests Answered"), "answered", work->answered, _ ("What you have answered stays here, so that you can say when the work is done."));
  append_team (self, work);
  append_log (self, work);
  append_section (self->second_box, _ ("My Returns"), "returns", work->returns,
                  _ ("Nothing proposed yet. When you log time, say in a sentence what came back for you or your department; the unit confirms it."));
}

static gpointer
load_work (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *today = ent_format_today ();

  return ent_own_work_load (workspace, today, error);
}

static void
ent_own_page_refresh (EntPage *page)
{
  ent_page_load (page, load_work, NULL, NULL, (GDestroyNotify) ent_own_work_free, show_work);
}

static gboolean
ent_own_page_add (EntPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.log-involvement", NULL);
}

static void
ent_own_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_OWN_PAGE);

  G_OBJECT_CLASS (ent_own_page_parent_class)->dispose (object);
}

static void
ent_own_page_class_init (EntOwnPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_own_page_dispose;
  page_class->refresh = ent_own_page_refresh;
  page_class->add = ent_own_page_add;
  gtk_widget_class_install_action (widget_class, "own.confirm", "as", confirm_team_action);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-own-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntOwnPage, title);
  gtk_widget_class_bind_template_child (widget_class, EntOwnPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntOwnPage, first_box);
  gtk_widget_class_bind_template_child (widget_class, EntOwnPage, second_box);
}

static void
ent_own_page_init (EntOwnPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
