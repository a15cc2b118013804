/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-guidance-sections.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-check-row.h"
#include "ent-format.h"
#include "ent-request-section.h"
#include "ent-section.h"

static void
add (GtkWidget *section,
     GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), row);
}

static const char *
get_title_of (EntRecord *record,
              const char *id)
{
  const char *title = ent_record_get_title_of (record, id);

  return title != NULL ? title : _ ("Not received yet");
}

/* (nullable): the earliest day on which somebody was asked; a draft asks nobody. */
static const char *
find_asked (const EntDossierGroup *requests,
            const char *id)
{
  const char *first = NULL;

  for (guint i = 0; requests != NULL && i < requests->records->len; i++)
    {
      EntRecord *request = requests->records->pdata[i];
      const char *day = ent_record_get_text (request, "asked-on");

      if (g_strcmp0 (ent_record_get_text (request, "asked"), id) == 0 && g_strcmp0 (ent_record_get_text (request, "state"), "draft") != 0
          && day != NULL && (first == NULL || strcmp (day, first) < 0))
        first = day;
    }

  return first;
}

/* Where one department only is concerned, the project's first approach was to it. */
static const char *
find_approach (EntDossier *dossier,
               const char *const *departments,
               const char *id)
{
  const char *asked = find_asked (ent_dossier_find_group (dossier, "mobilisation"), id);
  const char *first = departments[1] == NULL ? dossier->approach->approached : NULL;

  return first != NULL && (asked == NULL || strcmp (first, asked) < 0) ? first : asked;
}

static GtkWidget *
create_department_row (EntDossier *dossier,
                       const char *id,
                       const char *asked)
{
  const char *start = dossier->approach->start;
  const char *title = get_title_of (dossier->record, id);
  g_autofree char *when = ent_request_describe_approach (asked, start);
  g_autofree char *day = asked != NULL ? ent_format_display_date (asked) : NULL;
  GtkWidget *row;

  if (asked == NULL)
    row = ent_check_row_new (title, _ ("Not asked yet."), ENT_CHECK_UNKNOWN);
  else
    row = ent_check_row_new (title, when != NULL ? when : day, ent_approach_is_late (asked, start) ? ENT_CHECK_FAILED : ENT_CHECK_PASSED);
  ent_check_row_open (row, id);

  return row;
}

static GtkWidget *
create_asking (EntDossier *dossier,
               const char *id)
{
  /* Translators: a department */
  g_autofree char *label = g_strdup_printf (_ ("Ask: %s…"), get_title_of (dossier->record, id));
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "project", ent_record_get_id (dossier->record));
  g_variant_builder_add (&values, "{ss}", "asked", id);

  return ent_next_step_new (label, "record.new-with", g_variant_new ("(sa{ss})", "mobilisation", &values));
}

/**
 * ent_cobuilding_section_new:
 * @dossier: what is known about a project
 *
 * Returns: (transfer floating): which of the departments concerned were asked before the project was fixed, and whom to
 *   ask next
 */
GtkWidget *
ent_cobuilding_section_new (EntDossier *dossier)
{
  const char *const *departments = ent_record_get_list (dossier->record, "departments");
  GtkWidget *section = ent_section_new (_ ("Built With Departments"));
  g_autofree char *first = ent_request_describe_approach (dossier->approach->approached, dossier->approach->start);
  const char *next = NULL;

  if (first != NULL)
    {
      /* Translators: a day, and how long before the start of the project it is */
      g_autofree char *description = g_strdup_printf (_ ("First approach: %s"), first);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (section), description);
    }
  for (gsize i = 0; departments != NULL && departments[i] != NULL; i++)
    {
      const char *asked = find_approach (dossier, departments, departments[i]);

      add (section, create_department_row (dossier, departments[i], asked));
      if (asked == NULL && next == NULL)
        next = departments[i];
    }
  if (next != NULL)
    add (section, create_asking (dossier, next));
  if (departments == NULL || departments[0] == NULL)
    {
      ent_section_set_hint (ENT_SECTION (section), _ ("No department is concerned yet. Those that are asked before the project is fixed build it with you."));
      add (section, ent_next_step_new (_ ("Say Which _Departments…"), "record.fill", g_variant_new ("(ss)", ent_record_get_id (dossier->record), "departments")));
    }

  return section;
}

/**
 * ent_operator_section_new:
 * @dossier: what is known about a project
 *
 * Returns: (transfer floating) (nullable): who carries the project out, and by which agreement; %NULL where nobody is named
 */
GtkWidget *
ent_operator_section_new (EntDossier *dossier)
{
  const char *operator = ent_record_get_text (dossier->record, "operator");
  const char *agreement = ent_record_get_text (dossier->record, "operator-agreement");
  gboolean own = operator != NULL && g_str_has_prefix (operator, "department:");
  GtkWidget *section;
  GtkWidget *row;

  if (operator == NULL)
    return NULL;

  section = ent_section_new (_ ("Operator"));
  row = ent_check_row_new (get_title_of (dossier->record, operator), own ? _ ("Own service: no agreement is needed.") : _ ("Delegated"), ENT_CHECK_PASSED);
  ent_check_row_open (row, operator);
  add (section, row);
  if (agreement != NULL)
    {
      row = ent_check_row_new (_ ("Agreement With the Operator"), get_title_of (dossier->record, agreement), ENT_CHECK_PASSED);
      ent_check_row_open (row, agreement);
      add (section, row);
    }
  else if (!own)
    {
      add (section, ent_check_row_new (_ ("Agreement With the Operator"), _ ("None is recorded: on what ground does it act, and who pays?"), ENT_CHECK_FAILED));
      add (section, ent_next_step_new (_ ("Name the _Agreement…"), "record.fill",
                                       g_variant_new ("(ss)", ent_record_get_id (dossier->record), "operator-agreement")));
    }

  return section;
}

/* What an evaluation says of France. */
static GtkWidget *
create_findings_row (EntRecord *evaluation,
                     const char *title)
{
  gboolean there = ent_record_get_text (evaluation, "findings-france") != NULL;

  return ent_check_row_new (title, there ? _ ("It covers France too.") : _ ("It says nothing of France: what came back to the territory, and to the authority?"),
                            there ? ENT_CHECK_PASSED : ENT_CHECK_FAILED);
}

static GtkWidget *
create_findings_step (EntRecord *evaluation)
{
  return ent_next_step_new (_ ("Write the _Findings in France…"), "record.fill",
                            g_variant_new ("(ss)", ent_record_get_id (evaluation), "findings-france"));
}

/**
 * ent_evaluations_section_new:
 * @dossier: what is known about a project
 *
 * Returns: (transfer floating) (nullable): its evaluations, and those that forget France; %NULL while none is due
 */
GtkWidget *
ent_evaluations_section_new (EntDossier *dossier)
{
  const EntEntity *entity = ent_schema_find ("evaluation");
  const EntDossierGroup *group = ent_dossier_find_group (dossier, entity->name);
  gboolean completed = g_strcmp0 (ent_record_get_text (dossier->record, "status"), "completed") == 0;
  EntRecord *next = NULL;
  GtkWidget *section;

  if (group == NULL && !completed)
    return NULL;

  section = ent_section_new (ent_entity_get_plural (entity));
  ent_section_set_add (ENT_SECTION (section), entity, ent_entity_find_field (entity, "project"), ent_record_get_id (dossier->record));
  for (guint i = 0; group != NULL && i < group->records->len; i++)
    {
      EntRecord *evaluation = group->records->pdata[i];
      g_autofree char *title = ent_summary_get_title (evaluation, ent_record_get_id (dossier->record));
      GtkWidget *row = create_findings_row (evaluation, title);

      ent_check_row_open (row, ent_record_get_id (evaluation));
      add (section, row);
      if (next == NULL && ent_record_get_text (evaluation, "findings-france") == NULL)
        next = evaluation;
    }
  if (group == NULL)
    ent_section_set_hint (ENT_SECTION (section), _ ("Completed and not evaluated yet: what did it bring there, and in France?"));
  if (next != NULL)
    add (section, create_findings_step (next));

  return section;
}

/**
 * ent_findings_section_new:
 * @dossier: what is known about an evaluation
 *
 * Returns: (transfer floating) (nullable): that it forgets France; %NULL where it does not
 */
GtkWidget *
ent_findings_section_new (EntDossier *dossier)
{
  GtkWidget *section;

  if (ent_record_get_text (dossier->record, "findings-france") != NULL)
    return NULL;

  section = ent_section_new (_ ("Both Territories"));
  add (section, create_findings_row (dossier->record, _ ("Findings in France")));
  add (section, create_findings_step (dossier->record));

  return section;
}

static gboolean
is_announced (EntRecord *record)
{
  return g_strcmp0 (ent_record_get_text (record, "stage"), "announced") == 0 || ent_record_get_text (record, "announced-in") != NULL;
}

/* The latest first; what has no day comes last. */
static int
compare_announced (gconstpointer a,
                   gconstpointer b)
{
  return g_strcmp0 (ent_record_get_text (*(EntRecord *const *) b, "announced-on"), ent_record_get_text (*(EntRecord *const *) a, "announced-on"));
}

static GtkWidget *
create_announcement_row (EntRecord *announcement)
{
  const char *where = ent_record_get_text (announcement, "announced-in");
  const char *day = ent_record_get_text (announcement, "announced-on");
  g_autofree char *date = day != NULL ? ent_format_display_date (day) : NULL;
  const char *said = where != NULL ? where : _ ("Where it was announced is not said.");
  g_autofree char *subtitle = date != NULL ? g_strdup_printf ("%s · %s", date, said) : g_strdup (said);
  GtkWidget *row = ent_check_row_new (ent_record_get_headline (announcement), subtitle, where != NULL ? ENT_CHECK_PASSED : ENT_CHECK_FAILED);

  ent_check_row_open (row, ent_record_get_id (announcement));
  return row;
}

/**
 * ent_announcements_section_new:
 * @dossier: what is known about a project or a partnership
 *
 * Returns: (transfer floating): the log of communication: what was announced, when and where
 */
GtkWidget *
ent_announcements_section_new (EntDossier *dossier)
{
  const EntDossierGroup *returns = ent_dossier_find_group (dossier, "return");
  g_autoptr (GPtrArray) announced = g_ptr_array_new ();
  GtkWidget *section = ent_section_new (_ ("What Was Announced, and Where"));
  GVariantBuilder values;

  for (guint i = 0; returns != NULL && i < returns->records->len; i++)
    if (is_announced (returns->records->pdata[i]))
      g_ptr_array_add (announced, returns->records->pdata[i]);
  g_ptr_array_sort (announced, compare_announced);

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "subject", ent_record_get_id (dossier->record));
  g_variant_builder_add (&values, "{ss}", "stage", "announced");
  ent_section_set_add_with (ENT_SECTION (section), _ ("Add What Was Announced"), "return", &values);
  for (guint i = 0; i < announced->len; i++)
    add (section, create_announcement_row (announced->pdata[i]));
  if (announced->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("Nothing yet: what was said of it, when, and in which paper, speech or page."));

  return section;
}
