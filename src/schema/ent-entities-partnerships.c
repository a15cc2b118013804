/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done together: partnerships, agreements, projects, events and what is written about them. */
#include "ent-entities-private.h"

static const EntField partnership_fields[] = {
  { "title", N_ ("Title"), TEXT, ATLAS, REQUIRED | SEARCHED | INDEXED | COLUMN },
  { "kind", N_ ("Kind"), CHOICE, ATLAS, INDEXED | COLUMN, .choices = &ent_choices_partnership_kinds },
  { "status", N_ ("Status"), CHOICE, ATLAS, INDEXED | COLUMN, .choices = &ent_choices_partnership_statuses, .fallback = "active" },
  { "partners", N_ ("Foreign Partners"), REFERENCES, ATLAS, COLUMN, .targets = "authority organisation", .section = N_ ("Who") },
  { "authorities", N_ ("French Co-Authorities"), REFERENCES, ATLAS, .targets = "authority" },
  { "lead", N_ ("Lead Authority"), REFERENCE, ATLAS, INDEXED, .targets = "authority" },
  { "official", N_ ("Lead Elected Official"), REFERENCE, ATLAS, INDEXED | COLUMN, .targets = "person" },
  { "officer", N_ ("Task Officer"), REFERENCE, TEAM, INDEXED | COLUMN, .targets = "person" },
  { "countries", N_ ("Countries"), CHOICES, ATLAS, COLUMN, .choices = &ent_choices_countries, .section = N_ ("What and Where") },
  { "themes", N_ ("Themes"), CHOICES, ATLAS, COLUMN, .choices = &ent_choices_themes },
  { "sdgs", N_ ("Sustainable Development Goals"), CHOICES, ATLAS, .choices = &ent_choices_sdgs },
  { "cross-border", N_ ("Cross-Border"), YES_NO, ATLAS },
  { "poles", N_ ("Rationale"), CHOICES, ATLAS, .choices = &ent_choices_poles },
  { "objective", N_ ("Objective"), LONG_TEXT, ATLAS, SEARCHED },
  { "start", N_ ("Since"), DATE, ATLAS, INDEXED | COLUMN, ENT_FORMAT_PARTIAL, .section = N_ ("When") },
  { "end", N_ ("Until"), DATE, ATLAS, .format = ENT_FORMAT_PARTIAL },
  { "notes", N_ ("Notes"), LONG_TEXT, TEAM, SEARCHED },
  CIRCLE_FIELD,
};

ENTITY (partnership,
        .name = "partnership",
        .label = N_ ("Partnership"),
        .plural = N_ ("Partnerships"),
        .icon = "emblem-shared-symbolic",
        .circle = ATLAS,
        .default_circle = DEPARTMENTS,
        .headline = "title",
        .order = "title",
        .periods = (const EntPeriod[]){ { "start", "end" }, { 0 } });

static const EntField agreement_fields[] = {
  { "partnership", N_ ("Partnership"), REFERENCE, ATLAS, REQUIRED | INDEXED | COLUMN, .targets = "partnership" },
  { "kind", N_ ("Kind"), CHOICE, ATLAS, INDEXED | COLUMN, .choices = &ent_choices_agreement_kinds },
  { "object", N_ ("Object"), TEXT, ATLAS, REQUIRED | SEARCHED | COLUMN },
  { "amount", N_ ("Forecast Amount"), MONEY, DEPARTMENTS, REQUIRED | COLUMN, MONEY_BOUNDS },
  { "deliberation-number", N_ ("Deliberation Number"), TEXT, ATLAS, SEARCHED, .section = N_ ("Procedure") },
  { "deliberation-date", N_ ("Deliberation Date"), DATE, ATLAS },
  { "signed-on", N_ ("Signed On"), DATE, ATLAS, INDEXED | COLUMN },
  { "signatories", N_ ("Signatories"), TEXTS, ATLAS, SEARCHED },
  { "filed-on", N_ ("Filed With the Prefecture On"), DATE, ATLAS, COLUMN },
  { "ends-on", N_ ("Ends On"), DATE, ATLAS, INDEXED | COLUMN },
  { "renewal-notice", N_ ("Renewal Notice By"), DATE, DEPARTMENTS },
  CIRCLE_FIELD,
};

ENTITY (agreement,
        .name = "agreement",
        .label = N_ ("Agreement"),
        .plural = N_ ("Agreements"),
        .icon = "text-x-generic-symbolic",
        .circle = ATLAS,
        .default_circle = DEPARTMENTS,
        .headline = "object",
        .order = "-signed-on",
        .periods = (const EntPeriod[]){ { "deliberation-date", "signed-on" }, { "signed-on", "filed-on" }, { "signed-on", "ends-on" }, { 0 } });

static const EntField project_fields[] = {
  { "title", N_ ("Title"), TEXT, ATLAS, REQUIRED | SEARCHED | INDEXED | COLUMN },
  { "partnership", N_ ("Partnership"), REFERENCE, ATLAS, INDEXED | COLUMN, .targets = "partnership" },
  { "status", N_ ("Status"), CHOICE, ATLAS, INDEXED | COLUMN, .choices = &ent_choices_project_statuses, .fallback = "planned" },
  { "description", N_ ("Description"), LONG_TEXT, ATLAS, SEARCHED },
  { "planned-start", N_ ("Planned Start"), DATE, ATLAS, .format = ENT_FORMAT_PARTIAL, .section = N_ ("When") },
  { "planned-end", N_ ("Planned End"), DATE, ATLAS, .format = ENT_FORMAT_PARTIAL },
  { "start", N_ ("Start"), DATE, ATLAS, INDEXED | COLUMN, ENT_FORMAT_PARTIAL },
  { "end", N_ ("End"), DATE, ATLAS, COLUMN, ENT_FORMAT_PARTIAL },
  { "approached", N_ ("First Approach to a Department"), DATE, DEPARTMENTS },
  { "lead", N_ ("Lead Authority"), REFERENCE, ATLAS, INDEXED, .targets = "authority", .section = N_ ("Who") },
  { "operator", N_ ("Operator"), REFERENCE, ATLAS, .targets = "organisation department" },
  { "operator-agreement", N_ ("Agreement With the Operator"), REFERENCE, DEPARTMENTS, .targets = "agreement document" },
  { "officer", N_ ("Task Officer"), REFERENCE, DEPARTMENTS, INDEXED | COLUMN, .targets = "person" },
  { "departments", N_ ("Departments Concerned"), REFERENCES, DEPARTMENTS, COLUMN, .targets = "department" },
  { "themes", N_ ("Themes"), CHOICES, ATLAS, COLUMN, .choices = &ent_choices_themes, .section = N_ ("What and Where") },
  { "purpose", N_ ("DAC Purpose Code"), TEXT, ATLAS, .format = ENT_FORMAT_PURPOSE },
  { "sdgs", N_ ("Sustainable Development Goals"), CHOICES, ATLAS, .choices = &ent_choices_sdgs },
  { "places", N_ ("Places"), TEXTS, ATLAS, SEARCHED },
  { "gender", N_ ("Gender Equality"), CHOICE, ATLAS, .choices = &ent_choices_markers, .section = N_ ("Policy Markers") },
  { "environment", N_ ("Environment"), CHOICE, ATLAS, .choices = &ent_choices_markers },
  { "biodiversity", N_ ("Biodiversity"), CHOICE, ATLAS, .choices = &ent_choices_markers },
  { "mitigation", N_ ("Climate Change Mitigation"), CHOICE, ATLAS, .choices = &ent_choices_markers },
  { "adaptation", N_ ("Climate Change Adaptation"), CHOICE, ATLAS, .choices = &ent_choices_markers },
  { "nutrition", N_ ("Nutrition"), CHOICE, ATLAS, .choices = &ent_choices_markers },
  { "disability", N_ ("Disability"), CHOICE, ATLAS, .choices = &ent_choices_markers },
  CIRCLE_FIELD,
};

ENTITY (project,
        .name = "project",
        .label = N_ ("Project"),
        .plural = N_ ("Projects"),
        .icon = "folder-symbolic",
        .circle = ATLAS,
        .default_circle = DEPARTMENTS,
        .headline = "title",
        .order = "title",
        .periods = (const EntPeriod[]){ { "planned-start", "planned-end" }, { "start", "end" }, { 0 } });

static const EntField milestone_fields[] = {
  { "title", N_ ("Title"), TEXT, TEAM, REQUIRED | SEARCHED | INDEXED | COLUMN },
  { "subject", N_ ("About"), REFERENCE, TEAM, REQUIRED | INDEXED | COLUMN, .targets = "partnership agreement project application" },
  { "due", N_ ("Due On"), DATE, TEAM, REQUIRED | INDEXED | COLUMN },
  { "done", N_ ("Done On"), DATE, TEAM, INDEXED | COLUMN },
  { "who", N_ ("Who"), REFERENCE, TEAM, INDEXED | COLUMN, .targets = "person" },
  { "funding", N_ ("Report for the Instalment"), REFERENCE, TEAM, .targets = "funding" },
  CIRCLE_FIELD,
};

ENTITY (milestone,
        .name = "milestone",
        .label = N_ ("Deadline"),
        .plural = N_ ("Deadlines"),
        .icon = "alarm-symbolic",
        .circle = TEAM,
        .default_circle = TEAM,
        .headline = "title",
        .order = "due");

static const EntField event_fields[] = {
  { "title", N_ ("Title"), TEXT, DEPARTMENTS, REQUIRED | SEARCHED | INDEXED | COLUMN },
  { "kind", N_ ("Kind"), CHOICE, DEPARTMENTS, INDEXED | COLUMN, .choices = &ent_choices_event_kinds },
  { "subject", N_ ("Project or Partnership"), REFERENCE, DEPARTMENTS, INDEXED | COLUMN, .targets = "project partnership" },
  { "start", N_ ("From"), DATE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN },
  { "end", N_ ("To"), DATE, DEPARTMENTS, COLUMN },
  { "place", N_ ("Place"), TEXT, DEPARTMENTS, SEARCHED | COLUMN },
  { "country", N_ ("Country"), CHOICE, DEPARTMENTS, INDEXED | COLUMN, .choices = &ent_choices_countries },
  { "participants", N_ ("Participants"), REFERENCES, DEPARTMENTS, .targets = "person" },
  { "purpose", N_ ("Purpose"), LONG_TEXT, DEPARTMENTS, SEARCHED },
  { "report", N_ ("Report"), LONG_TEXT, DEPARTMENTS, SEARCHED },
  { "special-mandate", N_ ("Special Mandate, Deliberation"), TEXT, DEPARTMENTS, .section = N_ ("Authorisations") },
  { "special-mandate-date", N_ ("Special Mandate, Date"), DATE, DEPARTMENTS },
  { "mission-order", N_ ("Mission Order"), TEXT, DEPARTMENTS },
  CIRCLE_FIELD,
};

ENTITY (event,
        .name = "event",
        .label = N_ ("Mission or Visit"),
        .plural = N_ ("Missions and Visits"),
        .icon = "x-office-calendar-symbolic",
        .circle = DEPARTMENTS,
        .default_circle = DEPARTMENTS,
        .headline = "title",
        .order = "-start",
        .periods = (const EntPeriod[]){ { "start", "end" }, { 0 } });

static const EntField opinion_fields[] = {
  { "project", N_ ("Project"), REFERENCE, ATLAS, REQUIRED | INDEXED | COLUMN, .targets = "project" },
  { "correspondent", N_ ("Correspondent"), REFERENCE, ATLAS, REQUIRED | INDEXED | COLUMN, .targets = "person" },
  { "date", N_ ("Date"), DATE, ATLAS, REQUIRED | COLUMN },
  { "opinion", N_ ("Opinion"), CHOICE, ATLAS, REQUIRED | INDEXED | COLUMN, .choices = &ent_choices_opinions },
  { "text", N_ ("Grounds"), LONG_TEXT, ATLAS, SEARCHED },
  CIRCLE_FIELD,
};

ENTITY (opinion,
        .name = "opinion",
        .label = N_ ("Embassy Opinion"),
        .plural = N_ ("Embassy Opinions"),
        .icon = "mail-read-symbolic",
        .circle = ATLAS,
        .default_circle = DEPARTMENTS,
        .headline = "project,correspondent",
        .order = "-date");

static const EntField evaluation_fields[] = {
  { "project", N_ ("Project"), REFERENCE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .targets = "project" },
  { "date", N_ ("Date"), DATE, DEPARTMENTS, COLUMN },
  { "by", N_ ("By"), TEXT, DEPARTMENTS, SEARCHED | COLUMN },
  { "findings-partner", N_ ("Findings in the Partner Territory"), LONG_TEXT, DEPARTMENTS, SEARCHED },
  { "findings-france", N_ ("Findings in France"), LONG_TEXT, DEPARTMENTS, SEARCHED },
  { "recommendations", N_ ("Recommendations"), LONG_TEXT, DEPARTMENTS, SEARCHED },
  CIRCLE_FIELD,
};

ENTITY (evaluation,
        .name = "evaluation",
        .label = N_ ("Evaluation"),
        .plural = N_ ("Evaluations"),
        .icon = "edit-find-symbolic",
        .circle = DEPARTMENTS,
        .default_circle = DEPARTMENTS,
        .headline = "project,by",
        .order = "-date");

#define SUBJECTS                                                                                                       \
  "partnership project agreement event application mobilisation return person authority organisation "                \
  "department mandate evaluation"

static const EntField document_fields[] = {
  { "title", N_ ("Title"), TEXT, DEPARTMENTS, REQUIRED | SEARCHED | INDEXED | COLUMN },
  { "subject", N_ ("About"), REFERENCE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .targets = SUBJECTS },
  { "file", N_ ("File"), TEXT, DEPARTMENTS, COLUMN | DERIVED },
  { "size", N_ ("Size"), INTEGER, DEPARTMENTS, DERIVED, .minimum = 0, .maximum = 20 * 1024 * 1024, .unit = N_ ("bytes") },
  { "digest", N_ ("Checksum"), TEXT, DEPARTMENTS, MACHINE },
  CIRCLE_FIELD,
};

ENTITY (document,
        .name = "document",
        .label = N_ ("Document"),
        .plural = N_ ("Documents"),
        .icon = "mail-attachment-symbolic",
        .circle = DEPARTMENTS,
        .default_circle = DEPARTMENTS,
        .headline = "title",
        .order = "title");

static const EntField note_fields[] = {
  { "subject", N_ ("About"), REFERENCE, TEAM, REQUIRED | INDEXED | COLUMN, .targets = SUBJECTS },
  { "when", N_ ("When"), DATE, TEAM, REQUIRED | INDEXED | COLUMN },
  { "who", N_ ("Who"), REFERENCE, TEAM, INDEXED | COLUMN, .targets = "person" },
  { "text", N_ ("Text"), LONG_TEXT, TEAM, REQUIRED | SEARCHED | COLUMN },
  { "returns-of", N_ ("Reminder of the Returns Of"), YEAR, TEAM, INDEXED | DERIVED },
  { "reminded", N_ ("Who Was Reminded"), REFERENCES, TEAM, DERIVED, .targets = "person" },
  CIRCLE_FIELD,
};

ENTITY (note,
        .name = "note",
        .label = N_ ("Note"),
        .plural = N_ ("Notes"),
        .icon = "document-edit-symbolic",
        .circle = TEAM,
        .default_circle = TEAM,
        .headline = "text",
        .order = "-when");
