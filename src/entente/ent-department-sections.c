/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-department-sections.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-section.h"
#include "ent-time.h"

static void
add_fact (GtkWidget *section,
          const char *title,
          const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), row);
}

static char *
describe_requests (const EntDepartmentFacts *facts)
{
  if (facts->asked == 0)
    return g_strdup (_ ("Never asked yet"));

  /* Translators: of requests to a department: how many there were, then how they ended */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u sent: %2$u accepted, %3$u declined, %4$u unanswered",
                                       "%1$u sent: %2$u accepted, %3$u declined, %4$u unanswered", facts->asked),
                          facts->asked, facts->accepted, facts->declined, facts->waiting);
}

static char *
describe_answers (const EntDepartmentFacts *facts)
{
  if (facts->median_wait == G_MAXINT)
    return NULL;

  /* Translators: numbers of days */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Half of them within %1$d day, the slowest after %2$d",
                                       "Half of them within %1$d days, the slowest after %2$d", facts->median_wait),
                          facts->median_wait, facts->longest_wait);
}

static char *
describe_languages (const EntDepartmentFacts *facts)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; facts->languages[i] != NULL; i++)
    {
      g_autofree char *level = ent_format_display_level (facts->languages[i]);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", level);
    }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

static char *
describe_place (const EntDepartmentFacts *facts)
{
  guint levels = g_strv_length (facts->above);
  g_autoptr (GString) path = g_string_new (NULL);

  if (levels == 0)
    return NULL;
  for (guint i = levels; i > 0; i--)
    g_string_append_printf (path, "%s%s", path->len > 0 ? " › " : "", facts->above[i - 1]);
  if (!facts->under_dgs)
    return g_string_free_and_steal (g_steal_pointer (&path));

  /* Translators: names of departments, the highest first, then a number */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s: %2$u level below the director general", "%1$s: %2$u levels below the director general", levels),
                          path->str, levels);
}

/**
 * ent_department_facts_section_new:
 * @dossier: what is known about a department
 *
 * Returns: (transfer floating): where it stands, what it was asked, how fast it answers, and what it can do
 */
GtkWidget *
ent_department_facts_section_new (EntDossier *dossier)
{
  GtkWidget *section = ent_section_new (_ ("At a Glance"));
  g_autofree char *requests = describe_requests (dossier->department);
  g_autofree char *answers = describe_answers (dossier->department);
  g_autofree char *languages = describe_languages (dossier->department);
  g_autofree char *place = describe_place (dossier->department);
  g_autofree char *days = ent_time_display_days (dossier->days);

  add_fact (section, _ ("Requests"), requests);
  if (answers != NULL)
    add_fact (section, _ ("Time to Answer"), answers);
  add_fact (section, _ ("Time Spent This Year"), days);
  if (languages != NULL)
    add_fact (section, _ ("Languages Spoken"), languages);
  if (place != NULL)
    add_fact (section, _ ("Place in the Chart"), place);

  return section;
}

/**
 * ent_department_returns_section_new:
 * @dossier: what is known about a department
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer floating): what came back to the authority from what the department worked on
 */
GtkWidget *
ent_department_returns_section_new (EntDossier *dossier,
                                    const char *today)
{
  GtkWidget *section = ent_section_new (_ ("Returns Obtained"));
  GPtrArray *returns = dossier->department->returns;

  for (guint i = 0; i < returns->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), ent_section_create_row (returns->pdata[i], NULL, today));
  if (returns->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("None yet: what the authority itself gained from the projects that this department worked on."));

  return section;
}

static GtkWidget *
create_match_row (const EntMatch *match,
                  gboolean one_department)
{
  const EntField *field = ent_entity_find_field (ent_schema_find ("department"), "themes");
  const char *id = one_department ? match->project : match->department;
  g_auto (EntValue) value = { 0 };
  g_autofree char *themes = NULL;
  g_autofree char *detail = NULL;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Ask…"));

  ent_value_set_list (&value, (const char *const *) match->themes);
  themes = value.kind == ENT_VALUE_LIST ? ent_field_display (field, &value) : g_strdup ("");
  detail = match->project_title != NULL && !one_department ? g_strdup_printf ("%s · %s", match->project_title, themes) : g_strdup (themes);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), one_department ? match->project_title : match->department_name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("New Request to This Department"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "department.ask");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", match->department, match->project != NULL ? match->project : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);

  return row;
}

static GtkWidget *
create_match_section (const char *title,
                      const char *description,
                      const char *hint,
                      GPtrArray *matches,
                      gboolean one_department)
{
  GtkWidget *section = ent_section_new (title);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (section), description);
  for (guint i = 0; i < matches->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_match_row (matches->pdata[i], one_department));
  if (matches->len == 0)
    ent_section_set_hint (ENT_SECTION (section), hint);

  return section;
}

/**
 * ent_department_matches_section_new:
 * @matches: (element-type EntMatch): departments and projects with a theme in common
 * @one_department: whether all are of the department whose page it is
 *
 * Returns: (transfer floating): these, each with a button to ask
 */
GtkWidget *
ent_department_matches_section_new (GPtrArray *matches,
                                    gboolean one_department)
{
  return create_match_section (_ ("Natural Matches"), _ ("Competent for what a project is about, and not asked yet"),
                               _ ("None: whoever is competent for a project was asked, or no themes meet."), matches, one_department);
}

/**
 * ent_department_unasked_section_new:
 * @unasked: (element-type EntMatch): departments that were never asked
 *
 * Returns: (transfer floating): these, each with a button to ask
 */
GtkWidget *
ent_department_unasked_section_new (GPtrArray *unasked)
{
  return create_match_section (_ ("Never Mobilised"), _ ("No request ever went to them, nor to anybody who works there"),
                               _ ("None: every department was asked at least once."), unasked, FALSE);
}

static GtkWidget *
create_speaker_row (const EntSpeaker *speaker)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *what = *speaker->skills != '\0' ? g_strdup_printf ("%s · %s", speaker->languages, speaker->skills) : g_strdup (speaker->languages);
  g_autofree char *detail = g_strdup_printf ("%s\n%s", what, speaker->place);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), speaker->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), g_strchomp (detail));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", speaker->id);

  return row;
}

/**
 * ent_speakers_section_new:
 * @speakers: (element-type EntSpeaker): who speaks what
 *
 * Returns: (transfer floating): these, with how many they are
 */
GtkWidget *
ent_speakers_section_new (GPtrArray *speakers)
{
  g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person", "%u people", speakers->len), speakers->len);
  GtkWidget *section = ent_section_new (title);

  for (guint i = 0; i < speakers->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_speaker_row (speakers->pdata[i]));
  if (speakers->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("Nobody: languages and levels are filled in on the page of each person."));

  return section;
}
