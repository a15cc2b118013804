/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-sections.h"

#include <glib/gi18n-lib.h>

#include "ent-agreement-section.h"
#include "ent-alert-rows.h"
#include "ent-application-sections.h"
#include "ent-cofunding-section.h"
#include "ent-department-sections.h"
#include "ent-facts.h"
#include "ent-guidance-sections.h"
#include "ent-history-rows.h"
#include "ent-money-section.h"
#include "ent-people-section.h"
#include "ent-portfolio-sections.h"
#include "ent-request-section.h"
#include "ent-returns-columns.h"
#include "ent-section.h"
#include "ent-time-section.h"

typedef enum
{
  KIND_LIST,
  KIND_RETURNS,
  KIND_MONEY,
  KIND_TIME,
  KIND_PEOPLE,
  KIND_REQUEST,
  KIND_DEPARTMENT,
  KIND_OBTAINED,
  KIND_MATCHES,
  KIND_SHARES,
  KIND_STEPS,
  KIND_PROGRESS,
  KIND_RULES,
  KIND_REQUIRED,
  KIND_INSTALMENTS,
  KIND_COBUILDING,
  KIND_OPERATOR,
  KIND_EVALUATIONS,
  KIND_FINDINGS,
  KIND_ANNOUNCEMENTS,
} Kind;

/* What the page of an entity shows, in this order, even while it is empty: then @hint says what belongs there. */
typedef struct
{
  const char *page;
  const char *entity;
  Kind kind;
  const char *hint;
} Part;

static const Part parts[] = {
  { "partnership", "person", KIND_PEOPLE, NULL },
  { "partnership", "agreement", KIND_LIST, N_ ("No agreement yet. Once it is signed, it comes into force on the day it is filed with the prefecture.") },
  { "partnership", "project", KIND_LIST, N_ ("No project yet. A project is what the partners do together, with a budget and dates.") },
  { "partnership", "return", KIND_RETURNS, NULL },
  { "partnership", "funding", KIND_MONEY, NULL },
  { "partnership", "involvement", KIND_TIME, N_ ("No time logged yet. Press Ctrl+L whenever somebody has worked on this.") },
  { "partnership", "event", KIND_LIST, N_ ("No mission or visit yet.") },
  { "partnership", "note", KIND_ANNOUNCEMENTS, NULL },
  { "partnership", "support", KIND_LIST, NULL },
  { "partnership", "document", KIND_LIST, N_ ("No document yet: agreements, deliberations, reports.") },
  { "partnership", "note", KIND_LIST, N_ ("No note yet: what was said, and is not to be forgotten.") },

  { "project", "return", KIND_RETURNS, NULL },
  { "project", "funding", KIND_MONEY, NULL },
  { "project", "involvement", KIND_TIME, N_ ("No time logged yet. Press Ctrl+L whenever somebody has worked on this.") },
  { "project", "department", KIND_COBUILDING, NULL },
  { "project", "mobilisation", KIND_LIST, N_ ("No department was asked yet. Early is best: “asked too late” is the obstacle most often given.") },
  { "project", "event", KIND_LIST, N_ ("No mission or visit yet.") },
  { "project", "application", KIND_LIST, N_ ("No co-funding file yet.") },
  { "project", "application", KIND_SHARES, NULL },
  { "project", "opinion", KIND_LIST, NULL },
  { "project", "organisation", KIND_OPERATOR, NULL },
  { "project", "evaluation", KIND_EVALUATIONS, NULL },
  { "project", "note", KIND_ANNOUNCEMENTS, NULL },
  { "project", "document", KIND_LIST, N_ ("No document yet: agreements, deliberations, reports.") },
  { "project", "note", KIND_LIST, N_ ("No note yet: what was said, and is not to be forgotten.") },

  { "person", "event", KIND_LIST, NULL },
  { "person", "role", KIND_LIST, N_ ("No role yet: where this person works or is elected, and since when.") },
  { "person", "mandate", KIND_LIST, NULL },
  { "person", "involvement", KIND_TIME, NULL },

  { "department", "department", KIND_DEPARTMENT, NULL },
  { "department", "role", KIND_LIST, N_ ("Nobody yet: who works here, and who is the point person.") },
  { "department", "mobilisation", KIND_LIST, N_ ("No request yet. Early is best: “asked too late” is the obstacle most often given.") },
  { "department", "project", KIND_MATCHES, NULL },
  { "department", "return", KIND_OBTAINED, NULL },
  { "department", "project", KIND_LIST, NULL },
  { "department", "department", KIND_LIST, NULL },

  { "mobilisation", "mobilisation", KIND_REQUEST, NULL },

  { "agreement", "agreement", KIND_STEPS, NULL },
  { "agreement", "document", KIND_LIST, N_ ("No document yet: the deliberation, the signed text, the prefecture’s receipt.") },

  { "event", "involvement", KIND_TIME, NULL },
  { "event", "document", KIND_LIST, NULL },

  { "evaluation", "evaluation", KIND_FINDINGS, NULL },

  { "application", "application", KIND_PROGRESS, NULL },
  { "application", "call", KIND_RULES, NULL },
  { "application", "opinion", KIND_REQUIRED, NULL },
  { "application", "funding", KIND_INSTALMENTS, NULL },
  { "application", "document", KIND_LIST, NULL },

  { "call", "application", KIND_LIST, N_ ("No co-funding file yet.") },
};

/* What is due has a place of its own on the pages that gather it. */
static gboolean
is_elsewhere (EntDossier *dossier,
              const char *entity)
{
  return ent_dossier_is_umbrella (dossier) && g_str_equal (entity, "milestone");
}

static GtkWidget *
create_list (EntDossier *dossier,
             const EntEntity *entity,
             const char *hint,
             const char *today)
{
  const EntDossierGroup *group = ent_dossier_find_group (dossier, entity->name);
  const char *id = ent_record_get_id (dossier->record);
  const EntField *link = ent_dossier_get_link (entity, ent_record_get_entity (dossier->record));
  GtkWidget *section;

  if (group == NULL && hint == NULL)
    return NULL;

  section = ent_section_new (ent_entity_get_plural (entity));
  if (link != NULL)
    ent_section_set_add (ENT_SECTION (section), entity, link, id);
  if (group != NULL)
    ent_section_add_group (ENT_SECTION (section), group, id, today);
  else
    ent_section_set_hint (ENT_SECTION (section), hint);

  return section;
}

static GtkWidget *
create_part (EntDossier *dossier,
             const Part *part,
             const char *today)
{
  const char *hint = part->hint != NULL ? g_dgettext (GETTEXT_PACKAGE, part->hint) : NULL;

  switch (part->kind)
    {
    case KIND_RETURNS:
      return ent_returns_columns_new (dossier);
    case KIND_MONEY:
      return ent_money_section_new (dossier, today);
    case KIND_TIME:
      return ent_time_section_new (dossier, hint, today);
    case KIND_PEOPLE:
      return ent_people_section_new (dossier);
    case KIND_REQUEST:
      return ent_request_section_new (dossier, today);
    case KIND_DEPARTMENT:
      return ent_department_facts_section_new (dossier);
    case KIND_OBTAINED:
      return ent_department_returns_section_new (dossier, today);
    case KIND_MATCHES:
      return ent_department_matches_section_new (dossier->matches, TRUE);
    case KIND_SHARES:
      return ent_cofunding_section_new (dossier->cofunding, _ ("Co-Funding Criteria"));
    case KIND_COBUILDING:
      return ent_cobuilding_section_new (dossier);
    case KIND_OPERATOR:
      return ent_operator_section_new (dossier);
    case KIND_EVALUATIONS:
      return ent_evaluations_section_new (dossier);
    case KIND_FINDINGS:
      return ent_findings_section_new (dossier);
    case KIND_ANNOUNCEMENTS:
      return ent_announcements_section_new (dossier);
    case KIND_PROGRESS:
      return ent_application_steps_new (dossier, today);
    case KIND_RULES:
      return ent_application_rules_new (dossier);
    case KIND_REQUIRED:
      return ent_application_documents_new (dossier);
    case KIND_INSTALMENTS:
      return ent_application_instalments_new (dossier, today);
    case KIND_STEPS:
      return ent_agreement_section_new (dossier);
    case KIND_LIST:
    default:
      return create_list (dossier, ent_schema_find (part->entity), hint, today);
    }
}

static gboolean
is_page_of (const Part *part,
            EntDossier *dossier)
{
  return g_str_equal (part->page, ent_record_get_entity (dossier->record)->name);
}

static gboolean
is_designed (EntDossier *dossier,
             const char *entity)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_page_of (&parts[i], dossier) && g_str_equal (parts[i].entity, entity))
      return TRUE;

  return FALSE;
}

static void
append (GtkBox *box,
        GtkWidget *widget)
{
  if (widget != NULL)
    gtk_box_append (box, widget);
}

/* The next dates of a partnership or project, with the button for another one. */
static GtkWidget *
create_deadlines (EntDossier *dossier,
                  const char *today)
{
  const EntEntity *milestone = ent_schema_find ("milestone");
  const EntField *link = ent_dossier_get_link (milestone, ent_record_get_entity (dossier->record));
  GtkWidget *section;

  if (!ent_dossier_is_umbrella (dossier) || (link == NULL && dossier->deadlines->len == 0))
    return NULL;

  section = ent_section_new (_ ("Next Dates"));
  if (link != NULL)
    ent_section_set_add (ENT_SECTION (section), milestone, link, ent_record_get_id (dossier->record));
  for (guint i = 0; i < dossier->deadlines->len && i < 6; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), ent_deadline_row_new (dossier->deadlines->pdata[i], today, FALSE));
  if (dossier->deadlines->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("Nothing is due."));

  return section;
}

/**
 * ent_record_sections_add_alerts:
 * @box: an empty box
 * @dossier: what is known about a record
 *
 * Adds what needs attention.
 */
void
ent_record_sections_add_alerts (GtkBox *box,
                                EntDossier *dossier)
{
  append (box, ent_alert_rows_new (dossier->alerts, ent_record_get_id (dossier->record)));
}

/**
 * ent_record_sections_add_dates:
 * @box: an empty box
 * @dossier: what is known about a record
 * @today: this day, YYYY-MM-DD
 *
 * Adds what comes next.
 */
void
ent_record_sections_add_dates (GtkBox *box,
                               EntDossier *dossier,
                               const char *today)
{
  append (box, create_deadlines (dossier, today));
}

/**
 * ent_record_sections_add_facts:
 * @box: an empty box
 * @dossier: what is known about a record
 *
 * Adds what the record says, but for what the head of the page has.
 */
void
ent_record_sections_add_facts (GtkBox *box,
                               EntDossier *dossier)
{
  static const char *const except[] = { "circle", "status", "state", "stage", "decision", "kind", "countries", NULL };

  ent_facts_append (box, dossier->record, except);
}

static gboolean
is_text (const EntEntity *entity,
         const EntField *field)
{
  return field->type == ENT_FIELD_LONG_TEXT && (field->flags & ENT_FIELD_MACHINE) == 0 && !ent_entity_in_headline (entity, field);
}

/* What a record is about comes first, what was jotted down about it last. */
static void
append_texts (GtkBox *box,
              EntRecord *record,
              gboolean notes)
{
  const EntEntity *entity = ent_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    if (is_text (entity, &entity->fields[i]) && g_str_equal (entity->fields[i].name, "notes") == notes)
      append (box, ent_facts_create_text (record, &entity->fields[i]));
}

/**
 * ent_record_sections_add_parts:
 * @box: an empty box
 * @dossier: what is known about a record
 * @today: this day, YYYY-MM-DD
 *
 * Adds its texts, what belongs to it and what refers to it.
 */
void
ent_record_sections_add_parts (GtkBox *box,
                               EntDossier *dossier,
                               const char *today)
{
  append_texts (box, dossier->record, FALSE);
  ent_portfolio_sections_add (box, dossier, today);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_page_of (&parts[i], dossier) && !ent_portfolio_sections_cover (dossier, parts[i].entity))
      append (box, create_part (dossier, &parts[i], today));

  for (guint i = 0; i < dossier->groups->len; i++)
    {
      const EntDossierGroup *group = dossier->groups->pdata[i];

      if (!is_designed (dossier, group->entity->name) && !is_elsewhere (dossier, group->entity->name)
          && !ent_portfolio_sections_cover (dossier, group->entity->name))
        append (box, create_list (dossier, group->entity, NULL, today));
    }
  append_texts (box, dossier->record, TRUE);
}

/**
 * ent_record_sections_add_history:
 * @box: an empty box
 * @dossier: what is known about a record
 * @workspace: to find the names of records in
 *
 * Adds who changed what, and when.
 */
void
ent_record_sections_add_history (GtkBox *box,
                                 EntDossier *dossier,
                                 EntWorkspace *workspace)
{
  append (box, ent_history_section_new (dossier->history, workspace));
}
