/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* The kind of the other authorities on our territory, beside those of organisations. */
#define ENT_DIAGNOSTIC_AUTHORITY "authority"

/* One of those on our territory who have ties abroad. */
typedef struct
{
  char *id;          /* (not nullable) (owned): an organisation, or an authority */
  char *name;        /* (not nullable) (owned) */
  char *kind;        /* (not nullable) (owned): nick, or %ENT_DIAGNOSTIC_AUTHORITY */
  char *place;       /* (nullable) (owned) */
  char *ties;        /* (nullable) (owned): in the words of whoever wrote it down */
  GStrv countries;   /* (not nullable) (owned): codes, sorted: where the ties go, said or through our partnerships */
  GStrv themes;      /* (not nullable) (owned): nicks, sorted */
  GStrv subjects;    /* (not nullable) (owned): titles of our partnerships and projects that they take part in */
} EntActor;

/* What is looked for; %NULL for any. */
typedef struct
{
  char *country;
  char *kind;
  char *theme;
  char *place;
} EntDiagnosticFilter;

/**
 * EntDiagnostic:
 * @actors: (element-type EntActor): those who are looked for, by name
 * @countries: the codes that any of all has, the most frequent first
 * @kinds: the nicks
 * @themes: the nicks
 * @places: the towns, by name
 * @n_all: how many there are without the filter
 *
 * The territorial diagnostic: who on our territory has ties where.
 */
typedef struct
{
  GPtrArray *actors;
  GStrv countries;
  GStrv kinds;
  GStrv themes;
  GStrv places;
  guint n_all;
} EntDiagnostic;

EntDiagnostic *ent_diagnostic_load (EntWorkspace *workspace, const EntDiagnosticFilter *filter, GError **error);
void           ent_diagnostic_free (EntDiagnostic *self);

const char *ent_diagnostic_get_kind_label (const char *kind);

void ent_diagnostic_filter_clear (EntDiagnosticFilter *filter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntDiagnostic, ent_diagnostic_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EntDiagnosticFilter, ent_diagnostic_filter_clear)

G_END_DECLS
