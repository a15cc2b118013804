/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntReturnsGap:
 * @ENT_RETURNS_NO_SOUGHT: no return was ever sought for the project
 * @ENT_RETURNS_NO_ACTUAL: none was obtained in the year
 * @ENT_RETURNS_NO_MEASURE: an actual return has no measure
 * @ENT_RETURNS_NO_EVIDENCE: an actual return has no evidence
 * @ENT_RETURNS_NO_BASIS: what was announced was neither sought nor obtained
 * @ENT_RETURNS_NO_PLACE: an announcement does not say where and when
 *
 * What a year's returns lack.
 */
typedef enum
{
  ENT_RETURNS_NO_SOUGHT,
  ENT_RETURNS_NO_ACTUAL,
  ENT_RETURNS_NO_MEASURE,
  ENT_RETURNS_NO_EVIDENCE,
  ENT_RETURNS_NO_BASIS,
  ENT_RETURNS_NO_PLACE,
  ENT_RETURNS_N_GAPS,
} EntReturnsGap;

/**
 * EntReturnsReminder:
 * @on: (nullable) (owned): the day, YYYY-MM-DD; %NULL where there was none
 * @is_recent: whether it was in the last week: an answer may still come
 *
 * The last reminder.
 */
typedef struct
{
  char *on;
  gboolean is_recent;
} EntReturnsReminder;

/**
 * EntReturnsTask:
 * @gap: what is missing
 * @record: (not nullable) (owned): the return that lacks it, or else the project
 * @text: (nullable) (owned): the words of that return
 * @open: (owned): identifiers, separated by `;`, of the returns sought for the project in the year that nothing answers; for
 *   an announcement, itself
 *
 * One thing to do.
 */
typedef struct
{
  EntReturnsGap gap;
  char *record;
  char *text;
  char *open;
} EntReturnsTask;

/**
 * EntReturnsTodo:
 * @id: (owned): a project, or a partnership with returns of its own
 * @title: (owned): its name
 * @people: (owned): identifiers of who can fill it: the officer, then who was involved in the year; perhaps none
 * @names: (owned): their names, perhaps empty
 * @reminder: when somebody was last reminded of it
 * @tasks: (owned) (element-type EntReturnsTask): what is missing
 */
typedef struct
{
  char *id;
  char *title;
  GStrv people;
  char *names;
  EntReturnsReminder reminder;
  GPtrArray *tasks;
} EntReturnsTodo;

/**
 * EntReturnsAsk:
 * @person: (owned): who can fill something in, the first to turn to
 * @name: (owned): the name
 * @todos: (owned) (element-type EntReturnsTodo): what, of the list's
 * @n_tasks: how many things are missing there
 * @reminder: when they were last reminded of all that
 */
typedef struct
{
  char *person;
  char *name;
  GPtrArray *todos;
  guint n_tasks;
  EntReturnsReminder reminder;
} EntReturnsAsk;

/**
 * EntReturnsVoice:
 * @person: (owned): an elected official who took part in the year
 * @name: (owned): the name
 * @subject: (owned): a project or partnership that the official took part in
 * @title: (owned): its name
 * @reminder: when they were last written to
 *
 * An elected official who did not say yet what came back.
 */
typedef struct
{
  char *person;
  char *name;
  char *subject;
  char *title;
  EntReturnsReminder reminder;
} EntReturnsVoice;

/**
 * EntReturnsProposal:
 * @id: (owned): a return that somebody proposed, and that the unit has not confirmed
 * @text: (owned): its words
 * @detail: (owned): who proposed it, and for what
 */
typedef struct
{
  char *id;
  char *text;
  char *detail;
} EntReturnsProposal;

/**
 * EntReturnsWorklist:
 * @todos: (owned) (element-type EntReturnsTodo): the projects that lack something, by their names
 * @asks: (owned) (element-type EntReturnsAsk): who can fill them in, by their names; last those who were just reminded
 * @voices: (owned) (element-type EntReturnsVoice): the officials who did not answer; last those who were just asked
 * @proposals: (owned) (element-type EntReturnsProposal): what waits to be confirmed
 * @n_projects: how many projects ran in the year
 * @n_complete: how many of them lack nothing
 * @n_gaps: how many things are missing, of each kind
 * @n_officials: how many elected officials took part in the year
 *
 * What is still to be done for the returns of a year.
 */
typedef struct
{
  GPtrArray *todos;
  GPtrArray *asks;
  GPtrArray *voices;
  GPtrArray *proposals;
  guint n_projects;
  guint n_complete;
  guint n_gaps[ENT_RETURNS_N_GAPS];
  guint n_officials;
} EntReturnsWorklist;

EntReturnsWorklist *ent_returns_worklist_new  (EntWorkspace *workspace, int year, GCancellable *cancellable, GError **error);
void                ent_returns_worklist_free (EntReturnsWorklist *self);

const char *ent_returns_gap_get_label      (EntReturnsGap gap);
gboolean    ent_returns_note_reminder      (EntWorkspace *workspace, int year, const char *id, GError **error);
char       *ent_returns_worklist_describe  (const EntReturnsWorklist *self, const char *id, GStrv *ret_people);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntReturnsWorklist, ent_returns_worklist_free)

G_END_DECLS
