/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-gettext.h"
#include "ent-schema.h"

/* The tables read like the domain's own: name, label, type, circle, flags, and what else the type needs. */
#define TEXT ENT_FIELD_TEXT
#define LONG_TEXT ENT_FIELD_LONG_TEXT
#define TEXTS ENT_FIELD_TEXTS
#define DATE ENT_FIELD_DATE
#define YEAR ENT_FIELD_YEAR
#define INTEGER ENT_FIELD_INTEGER
#define MONEY ENT_FIELD_MONEY
#define REAL ENT_FIELD_REAL
#define YES_NO ENT_FIELD_YES_NO
#define CHOICE ENT_FIELD_CHOICE
#define CHOICES ENT_FIELD_CHOICES
#define REFERENCE ENT_FIELD_REFERENCE
#define REFERENCES ENT_FIELD_REFERENCES

#define TEAM ENT_CIRCLE_TEAM
#define DEPARTMENTS ENT_CIRCLE_DEPARTMENTS
#define ATLAS ENT_CIRCLE_ATLAS

#define REQUIRED ENT_FIELD_REQUIRED
#define SEARCHED ENT_FIELD_SEARCHED
#define INDEXED ENT_FIELD_INDEXED
#define COLUMN ENT_FIELD_COLUMN
#define PERSONAL ENT_FIELD_PERSONAL
#define MACHINE ENT_FIELD_MACHINE
#define DERIVED ENT_FIELD_DERIVED

/* 10¹³ euros: what the greatest budgets need, and safe in any JSON number. */
#define MONEY_BOUNDS .minimum = 0, .maximum = 1e15

/* How far the user lets the record travel; itself it stays with the unit. */
#define CIRCLE_FIELD                                                                                                   \
  {                                                                                                                    \
    "circle", N_ ("Visible To"), CHOICE, TEAM, .choices = &ent_choices_circles, .section = N_ ("Sharing")              \
  }

#define ENTITY(id, ...)                                                                                                \
  const EntEntity ent_entity_##id = { .fields = id##_fields, .n_fields = G_N_ELEMENTS (id##_fields), __VA_ARGS__ }

extern const EntEntity ent_entity_authority;
extern const EntEntity ent_entity_organisation;
extern const EntEntity ent_entity_person;
extern const EntEntity ent_entity_role;
extern const EntEntity ent_entity_mandate;
extern const EntEntity ent_entity_support;
extern const EntEntity ent_entity_absence;
extern const EntEntity ent_entity_department;
extern const EntEntity ent_entity_partnership;
extern const EntEntity ent_entity_agreement;
extern const EntEntity ent_entity_project;
extern const EntEntity ent_entity_funding;
extern const EntEntity ent_entity_milestone;
extern const EntEntity ent_entity_event;
extern const EntEntity ent_entity_mobilisation;
extern const EntEntity ent_entity_involvement;
extern const EntEntity ent_entity_return;
extern const EntEntity ent_entity_campaign;
extern const EntEntity ent_entity_call;
extern const EntEntity ent_entity_application;
extern const EntEntity ent_entity_opinion;
extern const EntEntity ent_entity_evaluation;
extern const EntEntity ent_entity_payment;
extern const EntEntity ent_entity_document;
extern const EntEntity ent_entity_note;
