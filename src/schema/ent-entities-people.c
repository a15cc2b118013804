/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who: authorities, bodies, persons and what they are there. */
#include "ent-entities-private.h"

#define ROLE_PERIOD (const EntPeriod[]){ { "start", "end" }, { 0 } }

static const EntField authority_fields[] = {
  { "name", N_ ("Name"), TEXT, ATLAS, REQUIRED | SEARCHED | INDEXED | COLUMN },
  { "kind", N_ ("Kind"), CHOICE, ATLAS, INDEXED | COLUMN, .choices = &ent_choices_authority_kinds },
  { "country", N_ ("Country"), CHOICE, ATLAS, REQUIRED | INDEXED | COLUMN, .choices = &ent_choices_countries, .fallback = "FR" },
  { "subdivision", N_ ("Department, Province or State"), TEXT, ATLAS, SEARCHED },
  { "siren", N_ ("SIREN Number"), TEXT, ATLAS, INDEXED | SEARCHED, ENT_FORMAT_SIREN },
  { "insee", N_ ("INSEE Code"), TEXT, ATLAS, INDEXED, ENT_FORMAT_INSEE },
  { "population", N_ ("Population"), INTEGER, ATLAS, COLUMN, .minimum = 0, .maximum = 2e9 },
  { "latitude", N_ ("Latitude"), REAL, ATLAS, .minimum = -90, .maximum = 90, .section = N_ ("Position"), .unit = "°" },
  { "longitude", N_ ("Longitude"), REAL, ATLAS, .minimum = -180, .maximum = 180, .unit = "°" },
  { "web", N_ ("Website"), TEXT, ATLAS, .format = ENT_FORMAT_WEB, .section = N_ ("Contact") },
  { "email", N_ ("E-mail"), TEXT, ATLAS, .format = ENT_FORMAT_EMAIL },
  { "phone", N_ ("Phone"), TEXT, ATLAS, .format = ENT_FORMAT_PHONE },
  { "address", N_ ("Address"), LONG_TEXT, ATLAS },
  { "notes", N_ ("Notes"), LONG_TEXT, TEAM, SEARCHED },
  CIRCLE_FIELD,
};

ENTITY (authority,
        .name = "authority",
        .label = N_ ("Authority"),
        .plural = N_ ("Authorities"),
        .icon = "building-symbolic",
        .circle = ATLAS,
        .default_circle = DEPARTMENTS,
        .headline = "name",
        .order = "name");

static const EntField organisation_fields[] = {
  { "name", N_ ("Name"), TEXT, ATLAS, REQUIRED | SEARCHED | INDEXED | COLUMN },
  { "kind", N_ ("Kind"), CHOICE, ATLAS, INDEXED | COLUMN, .choices = &ent_choices_organisation_kinds },
  { "country", N_ ("Country"), CHOICE, ATLAS, INDEXED | COLUMN, .choices = &ent_choices_countries },
  { "city", N_ ("City"), TEXT, ATLAS, SEARCHED | COLUMN },
  { "local", N_ ("On Our Territory"), YES_NO, DEPARTMENTS, INDEXED },
  { "ties", N_ ("International Ties"), LONG_TEXT, DEPARTMENTS, SEARCHED },
  { "tie-countries", N_ ("Countries of These Ties"), CHOICES, DEPARTMENTS, COLUMN, .choices = &ent_choices_countries },
  { "themes", N_ ("Themes"), CHOICES, DEPARTMENTS, .choices = &ent_choices_themes },
  { "latitude", N_ ("Latitude"), REAL, ATLAS, .minimum = -90, .maximum = 90, .section = N_ ("Position"), .unit = "°" },
  { "longitude", N_ ("Longitude"), REAL, ATLAS, .minimum = -180, .maximum = 180, .unit = "°" },
  { "web", N_ ("Website"), TEXT, ATLAS, .format = ENT_FORMAT_WEB, .section = N_ ("Contact") },
  { "email", N_ ("E-mail"), TEXT, ATLAS, .format = ENT_FORMAT_EMAIL },
  { "phone", N_ ("Phone"), TEXT, ATLAS, .format = ENT_FORMAT_PHONE },
  { "address", N_ ("Address"), LONG_TEXT, ATLAS },
  { "notes", N_ ("Notes"), LONG_TEXT, TEAM, SEARCHED },
  CIRCLE_FIELD,
};

ENTITY (organisation,
        .name = "organisation",
        .label = N_ ("Body"),
        .plural = N_ ("Bodies"),
        .icon = "network-workgroup-symbolic",
        .circle = ATLAS,
        .default_circle = DEPARTMENTS,
        .headline = "name",
        .order = "name");

static const EntField person_fields[] = {
  { "given-name", N_ ("First Name"), TEXT, ATLAS, REQUIRED | SEARCHED | COLUMN | PERSONAL },
  { "family-name", N_ ("Last Name"), TEXT, ATLAS, REQUIRED | SEARCHED | INDEXED | COLUMN | PERSONAL },
  { "email", N_ ("E-mail"), TEXT, ATLAS, SEARCHED | COLUMN | PERSONAL, ENT_FORMAT_EMAIL },
  { "phone", N_ ("Phone"), TEXT, TEAM, COLUMN | PERSONAL, ENT_FORMAT_PHONE },
  { "mobile", N_ ("Mobile"), TEXT, TEAM, PERSONAL, ENT_FORMAT_PHONE },
  { "languages", N_ ("Languages and Levels"), TEXTS, TEAM, SEARCHED | COLUMN | PERSONAL, ENT_FORMAT_LEVELS },
  { "skills", N_ ("Skills"), TEXTS, TEAM, SEARCHED | PERSONAL },
  { "notes", N_ ("Notes"), LONG_TEXT, TEAM, SEARCHED | PERSONAL },
  { "legal-basis", N_ ("Legal Basis"), TEXT, TEAM, .section = N_ ("Personal Data") },
  { "keep-until", N_ ("Keep Until"), DATE, TEAM, INDEXED },
  { "anonymised-on", N_ ("Anonymised On"), DATE, TEAM, DERIVED },
  { "anonymised-why", N_ ("Reason"), TEXT, TEAM, DERIVED },
  CIRCLE_FIELD,
};

ENTITY (person,
        .name = "person",
        .label = N_ ("Person"),
        .plural = N_ ("People"),
        .icon = "avatar-default-symbolic",
        .circle = ATLAS,
        .default_circle = TEAM,
        .headline = "given-name+family-name",
        .order = "family-name");

static const EntField role_fields[] = {
  { "person", N_ ("Person"), REFERENCE, ATLAS, REQUIRED | INDEXED | COLUMN, .targets = "person" },
  { "body", N_ ("Where"), REFERENCE, ATLAS, REQUIRED | INDEXED | COLUMN, .targets = "authority organisation department" },
  { "kind", N_ ("As"), CHOICE, ATLAS, INDEXED | COLUMN, .choices = &ent_choices_role_kinds },
  { "title", N_ ("Title"), TEXT, ATLAS, SEARCHED | COLUMN },
  { "start", N_ ("From"), DATE, ATLAS, COLUMN, ENT_FORMAT_PARTIAL },
  { "end", N_ ("To"), DATE, ATLAS, COLUMN, ENT_FORMAT_PARTIAL },
  { "share", N_ ("Share of Time"), REAL, TEAM, .minimum = 0, .maximum = 100, .unit = "%" },
  { "category", N_ ("Category"), CHOICE, TEAM, .choices = &ent_choices_staff_categories },
  { "mission-letter", N_ ("Mission Letter"), TEXT, DEPARTMENTS, SEARCHED, .section = N_ ("Seat in a Network") },
  { "report-due", N_ ("Next Report Due By"), DATE, DEPARTMENTS },
  CIRCLE_FIELD,
};

ENTITY (role,
        .name = "role",
        .label = N_ ("Role"),
        .plural = N_ ("Roles"),
        .icon = "contact-new-symbolic",
        .circle = ATLAS,
        .default_circle = TEAM,
        .headline = "person,title,body",
        .order = "-start",
        .periods = ROLE_PERIOD);

static const EntField mandate_fields[] = {
  { "role", N_ ("Elected Official"), REFERENCE, ATLAS, REQUIRED | INDEXED | COLUMN, .targets = "role" },
  { "function", N_ ("Function"), CHOICE, ATLAS, INDEXED | COLUMN, .choices = &ent_choices_functions },
  { "delegation", N_ ("Delegation, as Worded"), TEXT, ATLAS, SEARCHED | COLUMN },
  { "themes", N_ ("Themes"), CHOICES, ATLAS, .choices = &ent_choices_themes },
  { "order", N_ ("Delegation Order"), TEXT, DEPARTMENTS, SEARCHED },
  { "start", N_ ("From"), DATE, ATLAS, COLUMN, ENT_FORMAT_PARTIAL },
  { "end", N_ ("To"), DATE, ATLAS, COLUMN, ENT_FORMAT_PARTIAL },
  CIRCLE_FIELD,
};

ENTITY (mandate,
        .name = "mandate",
        .label = N_ ("Term of Office"),
        .plural = N_ ("Terms of Office"),
        .icon = "view-pin-symbolic",
        .circle = ATLAS,
        .default_circle = DEPARTMENTS,
        .headline = "role,delegation",
        .order = "-start",
        .periods = ROLE_PERIOD);

static const EntField support_fields[] = {
  { "mandate", N_ ("Term of Office"), REFERENCE, TEAM, REQUIRED | INDEXED | COLUMN, .targets = "mandate" },
  { "partnership", N_ ("Partnership"), REFERENCE, TEAM, INDEXED | COLUMN, .targets = "partnership" },
  { "level", N_ ("Support"), CHOICE, TEAM, INDEXED | COLUMN, .choices = &ent_choices_support_levels },
  { "date", N_ ("Date"), DATE, TEAM, COLUMN },
  { "note", N_ ("Note"), LONG_TEXT, TEAM, SEARCHED },
  CIRCLE_FIELD,
};

ENTITY (support,
        .name = "support",
        .label = N_ ("Statement of Support"),
        .plural = N_ ("Political Support"),
        .icon = "emblem-favorite-symbolic",
        .circle = TEAM,
        .default_circle = TEAM,
        .headline = "mandate,partnership",
        .order = "-date");

/* When, and nothing of why: the reason is nobody's business here. */
static const EntField absence_fields[] = {
  { "person", N_ ("Person"), REFERENCE, TEAM, REQUIRED | INDEXED | COLUMN, .targets = "person" },
  { "start", N_ ("From"), DATE, TEAM, REQUIRED | INDEXED | COLUMN },
  { "end", N_ ("To"), DATE, TEAM, COLUMN },
  { "deputy", N_ ("Who Stands In"), REFERENCE, TEAM, COLUMN, .targets = "person" },
  CIRCLE_FIELD,
};

ENTITY (absence,
        .name = "absence",
        .label = N_ ("Absence"),
        .plural = N_ ("Absences"),
        .icon = "user-away-symbolic",
        .circle = TEAM,
        .default_circle = TEAM,
        .headline = "person",
        .order = "-start",
        .periods = (const EntPeriod[]){ { "start", "end" }, { 0 } });

static const EntField department_fields[] = {
  { "name", N_ ("Name"), TEXT, DEPARTMENTS, REQUIRED | SEARCHED | INDEXED | COLUMN },
  { "level", N_ ("Level"), CHOICE, DEPARTMENTS, INDEXED | COLUMN, .choices = &ent_choices_department_levels },
  { "parent", N_ ("Part Of"), REFERENCE, DEPARTMENTS, INDEXED | COLUMN, .targets = "department" },
  { "themes", N_ ("Competent For"), CHOICES, DEPARTMENTS, COLUMN, .choices = &ent_choices_themes },
  CIRCLE_FIELD,
};

ENTITY (department,
        .name = "department",
        .label = N_ ("Department"),
        .plural = N_ ("Departments"),
        .icon = "view-list-symbolic",
        .circle = DEPARTMENTS,
        .default_circle = DEPARTMENTS,
        .headline = "name",
        .order = "name");
