/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "ent-choices.h"
#include "ent-error.h"
#include "ent-value.h"

G_BEGIN_DECLS

/**
 * EntCircle:
 * @ENT_CIRCLE_TEAM: the unit only
 * @ENT_CIRCLE_DEPARTMENTS: also the point people of the other departments
 * @ENT_CIRCLE_ATLAS: public
 *
 * How far something may travel, the narrowest first.
 */
typedef enum
{
  ENT_CIRCLE_TEAM,
  ENT_CIRCLE_DEPARTMENTS,
  ENT_CIRCLE_ATLAS,
} EntCircle;

typedef enum
{
  ENT_FIELD_TEXT,
  ENT_FIELD_LONG_TEXT,
  ENT_FIELD_TEXTS, /* free words, a set */
  ENT_FIELD_DATE,  /* text, YYYY-MM-DD */
  ENT_FIELD_YEAR,
  ENT_FIELD_INTEGER,
  ENT_FIELD_MONEY, /* integer, cents */
  ENT_FIELD_REAL,
  ENT_FIELD_YES_NO, /* integer, 0 or 1 */
  ENT_FIELD_CHOICE,
  ENT_FIELD_CHOICES,
  ENT_FIELD_REFERENCE,
  ENT_FIELD_REFERENCES,
} EntFieldType;

typedef enum
{
  ENT_FIELD_REQUIRED = 1 << 0,
  ENT_FIELD_SEARCHED = 1 << 1, /* found by full text */
  ENT_FIELD_INDEXED = 1 << 2,  /* sorted and filtered by an index */
  ENT_FIELD_COLUMN = 1 << 3,   /* a column of the list from the start */
  ENT_FIELD_PERSONAL = 1 << 4, /* goes when the person is anonymised */
  ENT_FIELD_MACHINE = 1 << 5,  /* written and read by the program: no form has it, no page prints it */
  ENT_FIELD_DERIVED = 1 << 6,  /* set by the program for people to read: no form has it */
} EntFieldFlags;

/* What a text must look like. */
typedef enum
{
  ENT_FORMAT_ANY,
  ENT_FORMAT_SIREN,
  ENT_FORMAT_INSEE,
  ENT_FORMAT_EMAIL,
  ENT_FORMAT_PHONE,
  ENT_FORMAT_WEB,
  ENT_FORMAT_PURPOSE, /* DAC purpose or channel: five digits */
  ENT_FORMAT_LEVELS,  /* languages with a CEFR level: "hy:B1" */
  ENT_FORMAT_LANGUAGE, /* the code of a language, "hy", or what somebody wrote for one that is not known */
  ENT_FORMAT_PARTIAL, /* a date of which perhaps only the month or the year is known: "1998", "1998-05" */
} EntFormat;

/**
 * EntField:
 * @name: the English name in kebab-case: column, property and JSON member
 * @label: what a person reads, untranslated
 * @type: what it holds
 * @circle: how far it may travel, never further than its entity
 * @flags: required, searched, indexed …
 * @format: for texts and dates, what they must look like
 * @choices: (nullable): for choices, the list they come from
 * @targets: (nullable): for references, the names of the entities they lead to, separated by spaces
 * @minimum: for numbers, the least value, in the unit of the field
 * @maximum: for numbers, the greatest value; no bounds when both are 0; for long texts, how many characters they may
 *   have, 0 for what a person would write
 * @fallback: (nullable): the value of a new record, as ent_field_parse() reads it
 * @section: (nullable): the title of the part of the form that this field opens, untranslated
 * @unit: (nullable): the unit shown after a number, untranslated
 */
typedef struct
{
  const char *name;
  const char *label;
  EntFieldType type;
  EntCircle circle;
  EntFieldFlags flags;
  EntFormat format;
  const EntChoices *choices;
  const char *targets;
  double minimum;
  double maximum;
  const char *fallback;
  const char *section;
  const char *unit;
} EntField;

/* The names of two dates (or years) of one entity, of which the first must not come after the second. */
typedef struct
{
  const char *start;
  const char *end;
} EntPeriod;

/* The most a number may be where a choice says what it counts: so much, or so much a day from one date to another. */
typedef struct
{
  const char *amount;    /* the number */
  const char *unit;      /* the choice */
  const char *nick;      /* what it must say for the limit to count */
  double most;
  const char *start;     /* (nullable): the first day, NULL where days do not matter */
  const char *end;       /* (nullable): the last; where there is none, it is the first */
  const char *complaint; /* what to tell who goes beyond, untranslated */
} EntLimit;

/**
 * EntEntity:
 * @name: the English name: type of the document, name of the table
 * @label: what a person reads, untranslated
 * @plural: the same for many
 * @icon: name of a symbolic icon
 * @circle: how far a record may travel when the user says so
 * @default_circle: how far it travels as long as nothing was said
 * @headline: names of the fields that tell one record from another: `+` joins by a space, `,` by a dash
 * @order: name of the field that lists are sorted by at first, `-` before it for the greatest first
 * @periods: (nullable): dates that must follow each other, ended by an empty one
 * @limits: (nullable): what its numbers may be at most, ended by an empty one
 * @fields: its fields, in the order of the form; the last is always `circle`
 * @n_fields: how many
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *plural;
  const char *icon;
  EntCircle circle;
  EntCircle default_circle;
  const char *headline;
  const char *order;
  const EntPeriod *periods;
  const EntLimit *limits;
  const EntField *fields;
  guint n_fields;
} EntEntity;

guint            ent_schema_get_n_entities (void);
const EntEntity *ent_schema_get_entity     (guint position);
guint            ent_schema_get_index      (const EntEntity *entity);
const EntEntity *ent_schema_find           (const char *name);
const EntEntity *ent_schema_find_for_id    (const char *id);
GType            ent_schema_get_type       (const EntEntity *entity);

const EntField *ent_entity_find_field  (const EntEntity *entity, const char *name);
guint           ent_entity_index_of    (const EntEntity *entity, const EntField *field);
const char     *ent_entity_get_label   (const EntEntity *entity);
const char     *ent_entity_get_plural  (const EntEntity *entity);
gboolean        ent_entity_in_headline (const EntEntity *entity, const EntField *field);
char           *ent_entity_display_headline (const EntEntity *entity, const char *headline);

EntCircle       ent_entity_get_field_circle (const EntEntity *entity, const EntField *field);

const char  *ent_field_get_label    (const EntField *field);
EntValueKind ent_field_get_kind     (const EntField *field);
gboolean     ent_field_is_reference (const EntField *field);
gboolean     ent_field_accepts      (const EntField *field, const EntEntity *target);
gboolean     ent_field_check        (const EntField *field, const EntValue *value, GError **error);
gboolean     ent_field_parse        (const EntField *field, const char *text, EntValue *ret_value, GError **error);
char        *ent_field_format       (const EntField *field, const EntValue *value);
char        *ent_field_display      (const EntField *field, const EntValue *value);
char        *ent_field_display_list (const EntField *field, const EntValue *value, const char *separator);

char    *ent_id_new     (const EntEntity *entity);
char    *ent_id_new_for (const EntEntity *entity, const char *key);
gboolean ent_id_check   (const char *id);

G_END_DECLS
