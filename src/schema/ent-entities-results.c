/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes in and what comes back: money, time and returns. */
#include "ent-entities-private.h"

static const EntField funding_fields[] = {
  { "project", N_ ("Project"), REFERENCE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .targets = "project" },
  { "funder", N_ ("Funder"), REFERENCE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .targets = "authority organisation" },
  { "source", N_ ("Source"), CHOICE, DEPARTMENTS, INDEXED | COLUMN, .choices = &ent_choices_funding_sources },
  { "form", N_ ("Form"), CHOICE, DEPARTMENTS, COLUMN, .choices = &ent_choices_funding_forms, .fallback = "cash" },
  { "year", N_ ("Year"), YEAR, DEPARTMENTS, INDEXED | COLUMN },
  { "planned", N_ ("Amount planned"), MONEY, DEPARTMENTS, COLUMN, MONEY_BOUNDS, .section = N_ ("Amounts") },
  { "committed", N_ ("Amount committed"), MONEY, DEPARTMENTS, COLUMN, MONEY_BOUNDS },
  { "paid", N_ ("Amount paid"), MONEY, DEPARTMENTS, COLUMN, MONEY_BOUNDS },
  { "instalment", N_ ("Instalment"), INTEGER, DEPARTMENTS, .minimum = 1, .maximum = 99 },
  { "paid-on", N_ ("Paid on"), DATE, DEPARTMENTS },
  { "channel", N_ ("DAC channel"), TEXT, DEPARTMENTS, .format = ENT_FORMAT_PURPOSE, .section = N_ ("Official development assistance") },
  { "aid-type", N_ ("Aid type"), TEXT, DEPARTMENTS },
  { "oda", N_ ("Declared as ODA"), YES_NO, DEPARTMENTS },
  CIRCLE_FIELD,
};

ENTITY (funding,
        .name = "funding",
        .label = N_ ("Funding line"),
        .plural = N_ ("Funding"),
        .icon = "accessories-calculator-symbolic",
        .circle = DEPARTMENTS,
        .default_circle = DEPARTMENTS,
        .headline = "funder,project",
        .order = "-year");

static const EntField mobilisation_fields[] = {
  { "expertise", N_ ("Expertise needed"), TEXT, DEPARTMENTS, REQUIRED | SEARCHED | COLUMN },
  { "project", N_ ("Project"), REFERENCE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .targets = "project" },
  { "asked", N_ ("Department or person"), REFERENCE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .targets = "department person" },
  { "state", N_ ("State"), CHOICE, DEPARTMENTS, INDEXED | COLUMN, .choices = &ent_choices_mobilisation_states, .fallback = "draft" },
  { "asked-on", N_ ("Asked on"), DATE, DEPARTMENTS, INDEXED | COLUMN, .section = N_ ("When") },
  { "from", N_ ("Wanted from"), DATE, DEPARTMENTS },
  { "to", N_ ("Wanted until"), DATE, DEPARTMENTS },
  { "days", N_ ("Days estimated"), REAL, DEPARTMENTS, COLUMN, .minimum = 0, .maximum = 10000 },
  { "languages", N_ ("Languages needed"), TEXTS, DEPARTMENTS, .format = ENT_FORMAT_LEVELS },
  { "gain", N_ ("What the department gains"), LONG_TEXT, DEPARTMENTS, SEARCHED },
  { "answered-on", N_ ("Answered on"), DATE, DEPARTMENTS, .section = N_ ("Answer") },
  { "obstacles", N_ ("Obstacles"), CHOICES, DEPARTMENTS, .choices = &ent_choices_obstacles },
  { "answer", N_ ("Answer"), LONG_TEXT, DEPARTMENTS, SEARCHED },
  CIRCLE_FIELD,
};

ENTITY (mobilisation,
        .name = "mobilisation",
        .label = N_ ("Mobilisation request"),
        .plural = N_ ("Mobilisation requests"),
        .icon = "mail-unread-symbolic",
        .circle = DEPARTMENTS,
        .default_circle = DEPARTMENTS,
        .headline = "expertise",
        .order = "-asked-on",
        .periods = (const EntPeriod[]){ { "from", "to" }, { "asked-on", "answered-on" }, { 0 } });

static const EntField involvement_fields[] = {
  { "person", N_ ("Person"), REFERENCE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .targets = "person" },
  { "subject", N_ ("Project or event"), REFERENCE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .targets = "project event partnership" },
  { "from", N_ ("From"), DATE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN },
  { "to", N_ ("To"), DATE, DEPARTMENTS },
  { "amount", N_ ("How much"), REAL, DEPARTMENTS, REQUIRED | COLUMN, .minimum = 0, .maximum = 10000 },
  { "unit", N_ ("Counted in"), CHOICE, DEPARTMENTS, REQUIRED | COLUMN, .choices = &ent_choices_involvement_units, .fallback = "hours" },
  { "kind", N_ ("Kind"), CHOICE, DEPARTMENTS, INDEXED | COLUMN, .choices = &ent_choices_involvement_kinds, .fallback = "expertise" },
  { "what", N_ ("What was done"), TEXT, DEPARTMENTS, SEARCHED | COLUMN },
  { "language", N_ ("Language used"), TEXT, DEPARTMENTS },
  { "daily-cost", N_ ("Daily cost"), MONEY, DEPARTMENTS, MONEY_BOUNDS },
  { "logged-by", N_ ("Logged by"), REFERENCE, DEPARTMENTS, .targets = "person", .section = N_ ("Confirmation") },
  { "confirmed-by", N_ ("Confirmed by"), REFERENCE, DEPARTMENTS, .targets = "person" },
  { "confirmed-on", N_ ("Confirmed on"), DATE, DEPARTMENTS },
  CIRCLE_FIELD,
};

ENTITY (involvement,
        .name = "involvement",
        .label = N_ ("Involvement"),
        .plural = N_ ("Involvements"),
        .icon = "preferences-system-time-symbolic",
        .circle = DEPARTMENTS,
        .default_circle = DEPARTMENTS,
        .headline = "person,subject",
        .order = "-from",
        .periods = (const EntPeriod[]){ { "from", "to" }, { 0 } });

static const EntField return_fields[] = {
  { "text", N_ ("What came back"), LONG_TEXT, ATLAS, REQUIRED | SEARCHED | COLUMN },
  { "subject", N_ ("Project or partnership"), REFERENCE, ATLAS, REQUIRED | INDEXED | COLUMN, .targets = "project partnership" },
  { "year", N_ ("Year"), YEAR, ATLAS, REQUIRED | INDEXED | COLUMN },
  { "stage", N_ ("Stage"), CHOICE, ATLAS, REQUIRED | INDEXED | COLUMN, .choices = &ent_choices_return_stages },
  { "scope", N_ ("For whom"), CHOICE, ATLAS, REQUIRED | INDEXED | COLUMN, .choices = &ent_choices_return_scopes },
  { "categories", N_ ("Categories"), CHOICES, ATLAS, COLUMN, .choices = &ent_choices_return_categories },
  { "answers", N_ ("Answers the returns sought or announced"), REFERENCES, DEPARTMENTS, .targets = "return" },
  { "measure", N_ ("Measured as"), CHOICE, ATLAS, .choices = &ent_choices_return_measures, .section = N_ ("Measure and proof") },
  { "value", N_ ("Value"), REAL, ATLAS, .minimum = -1e15, .maximum = 1e15 },
  { "unit", N_ ("Unit"), TEXT, ATLAS },
  { "comment", N_ ("Comment on the measure"), LONG_TEXT, DEPARTMENTS },
  { "evidence", N_ ("Evidence"), LONG_TEXT, DEPARTMENTS, SEARCHED },
  { "announced-in", N_ ("Announced where"), TEXT, ATLAS, SEARCHED },
  { "announced-on", N_ ("Announced on"), DATE, ATLAS },
  CIRCLE_FIELD,
};

ENTITY (return,
        .name = "return",
        .label = N_ ("Return"),
        .plural = N_ ("Returns"),
        .icon = "object-rotate-left-symbolic",
        .circle = ATLAS,
        .default_circle = DEPARTMENTS,
        .headline = "text",
        .order = "-year");

static const EntField call_fields[] = {
  { "title", N_ ("Title"), TEXT, ATLAS, REQUIRED | SEARCHED | INDEXED | COLUMN },
  { "funder", N_ ("Funder"), REFERENCE, ATLAS, REQUIRED | INDEXED | COLUMN, .targets = "organisation authority" },
  { "opens", N_ ("Opens on"), DATE, ATLAS, COLUMN },
  { "closes", N_ ("Closes on"), DATE, ATLAS, REQUIRED | INDEXED | COLUMN },
  { "countries", N_ ("Eligible countries"), CHOICES, ATLAS, .choices = &ent_choices_countries, .section = N_ ("Rules") },
  { "themes", N_ ("Eligible themes"), CHOICES, ATLAS, .choices = &ent_choices_themes },
  { "months-min", N_ ("Shortest duration"), INTEGER, ATLAS, .minimum = 0, .maximum = 240, .unit = N_ ("months") },
  { "months-max", N_ ("Longest duration"), INTEGER, ATLAS, .minimum = 0, .maximum = 240, .unit = N_ ("months") },
  { "french-share-min", N_ ("Least French share"), REAL, ATLAS, .minimum = 0, .maximum = 100, .fallback = "10", .unit = "%" },
  { "staff-share-max", N_ ("Greatest share of valued staff time"), REAL, ATLAS, .minimum = 0, .maximum = 100, .fallback = "50", .unit = "%" },
  { "last-instalment", N_ ("Last instalment"), REAL, ATLAS, .minimum = 0, .maximum = 100, .fallback = "20", .unit = "%" },
  CIRCLE_FIELD,
};

ENTITY (call,
        .name = "call",
        .label = N_ ("Call for projects"),
        .plural = N_ ("Calls for projects"),
        .icon = "mail-send-symbolic",
        .circle = ATLAS,
        .default_circle = DEPARTMENTS,
        .headline = "title",
        .order = "-closes",
        .periods = (const EntPeriod[]){ { "opens", "closes" }, { 0 } });

static const EntField application_fields[] = {
  { "call", N_ ("Call for projects"), REFERENCE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .targets = "call" },
  { "project", N_ ("Project"), REFERENCE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .targets = "project" },
  { "submitted-on", N_ ("Submitted on"), DATE, DEPARTMENTS, COLUMN },
  { "asked", N_ ("Amount asked"), MONEY, DEPARTMENTS, COLUMN, MONEY_BOUNDS },
  { "granted", N_ ("Amount granted"), MONEY, DEPARTMENTS, COLUMN, MONEY_BOUNDS },
  { "opinion", N_ ("Embassy opinion"), REFERENCE, DEPARTMENTS, .targets = "opinion" },
  { "decision", N_ ("Decision"), CHOICE, DEPARTMENTS, INDEXED | COLUMN, .choices = &ent_choices_decisions, .fallback = "pending" },
  { "report-due", N_ ("Report due on"), DATE, DEPARTMENTS, INDEXED },
  CIRCLE_FIELD,
};

ENTITY (application,
        .name = "application",
        .label = N_ ("Co-funding file"),
        .plural = N_ ("Co-funding files"),
        .icon = "folder-documents-symbolic",
        .circle = DEPARTMENTS,
        .default_circle = DEPARTMENTS,
        .headline = "call,project",
        .order = "-submitted-on");

static const EntField payment_fields[] = {
  { "paid-on", N_ ("Paid on"), DATE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN },
  { "amount", N_ ("Amount"), MONEY, DEPARTMENTS, REQUIRED | COLUMN, MONEY_BOUNDS },
  { "project", N_ ("Project"), REFERENCE, DEPARTMENTS, INDEXED | COLUMN, .targets = "project" },
  { "country", N_ ("Country"), CHOICE, DEPARTMENTS, REQUIRED | INDEXED | COLUMN, .choices = &ent_choices_countries },
  { "channel", N_ ("DAC channel"), TEXT, DEPARTMENTS, REQUIRED | COLUMN, ENT_FORMAT_PURPOSE },
  { "purpose", N_ ("DAC purpose code"), TEXT, DEPARTMENTS, REQUIRED | COLUMN, ENT_FORMAT_PURPOSE },
  { "aid-type", N_ ("Aid type"), TEXT, DEPARTMENTS, REQUIRED | COLUMN },
  { "description", N_ ("Description"), LONG_TEXT, DEPARTMENTS, SEARCHED },
  { "gender", N_ ("Gender equality"), CHOICE, DEPARTMENTS, .choices = &ent_choices_markers, .section = N_ ("Policy markers") },
  { "environment", N_ ("Environment"), CHOICE, DEPARTMENTS, .choices = &ent_choices_markers },
  { "biodiversity", N_ ("Biodiversity"), CHOICE, DEPARTMENTS, .choices = &ent_choices_markers },
  { "mitigation", N_ ("Climate change mitigation"), CHOICE, DEPARTMENTS, .choices = &ent_choices_markers },
  { "adaptation", N_ ("Climate change adaptation"), CHOICE, DEPARTMENTS, .choices = &ent_choices_markers },
  { "nutrition", N_ ("Nutrition"), CHOICE, DEPARTMENTS, .choices = &ent_choices_markers },
  { "disability", N_ ("Disability"), CHOICE, DEPARTMENTS, .choices = &ent_choices_markers },
  CIRCLE_FIELD,
};

ENTITY (payment,
        .name = "payment",
        .label = N_ ("ODA payment"),
        .plural = N_ ("ODA payments"),
        .icon = "emblem-documents-symbolic",
        .circle = DEPARTMENTS,
        .default_circle = DEPARTMENTS,
        .headline = "paid-on,project",
        .order = "-paid-on");
