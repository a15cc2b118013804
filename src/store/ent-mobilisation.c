/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests to departments: which state may follow which, on what day, and whether one asked in time. */
#include "ent-mobilisation.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* What may follow a state, the most likely first. Whoever declined or is done is asked again by a new request: the first
 * one stays, with what stood in the way. */
typedef struct
{
  const char *from;
  const EntMobilisationStep step;
} Transition;

static const Transition transitions[] = {
  { "draft", { "sent", "asked-on", FALSE } },
  { "sent", { "accepted", "answered-on", FALSE } },
  { "sent", { "declined", "answered-on", TRUE } },
  { "accepted", { "done", "done-on", FALSE } },
  { "accepted", { "declined", "answered-on", TRUE } },
};

/* A request without a state is one that was begun. */
static const char *
get_state (const char *state)
{
  return state != NULL ? state : "draft";
}

/**
 * ent_mobilisation_find_step:
 * @from: (nullable): the state that a request is in
 * @to: another state
 *
 * Returns: (transfer none) (nullable): the step that leads there, %NULL where @to may not follow @from
 */
const EntMobilisationStep *
ent_mobilisation_find_step (const char *from,
                            const char *to)
{
  g_return_val_if_fail (to != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (transitions); i++)
    if (g_str_equal (transitions[i].from, get_state (from)) && g_str_equal (transitions[i].step.state, to))
      return &transitions[i].step;

  return NULL;
}

/**
 * ent_mobilisation_list_steps:
 * @from: (nullable): the state that a request is in
 *
 * Returns: (transfer container) (array zero-terminated=1): the states that may follow, the most likely first; free it with
 *   g_free()
 */
const char **
ent_mobilisation_list_steps (const char *from)
{
  const char **states = g_new0 (const char *, G_N_ELEMENTS (transitions) + 1);
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (transitions); i++)
    if (g_str_equal (transitions[i].from, get_state (from)))
      states[n++] = transitions[i].step.state;

  return states;
}

static const char *
get_state_label (const char *state)
{
  return ent_choices_get_label (&ent_choices_mobilisation_states, get_state (state));
}

/* A step is not earlier than what it follows. */
static gboolean
check_order (EntRecord *mobilisation,
             const char *date,
             GError **error)
{
  for (const EntPeriod *period = ent_record_get_entity (mobilisation)->periods; period->start != NULL; period++)
    if (g_str_equal (period->end, date) && !ent_record_check_period (mobilisation, period, error))
      return FALSE;

  return TRUE;
}

static gboolean
check_step (EntRecord *mobilisation,
            const EntMobilisationStep *step,
            GError **error)
{
  if (step->needs_obstacles && ent_record_get_list (mobilisation, "obstacles") == NULL)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID,
                           _ ("Say what stood in the way: choose at least one obstacle. The year’s report draws its lessons from it."));
      return FALSE;
    }

  return check_order (mobilisation, step->date, error);
}

/**
 * ent_mobilisation_take_step:
 * @mobilisation: a request
 * @state: the state to follow
 * @date: when, YYYY-MM-DD
 * @error: set to why @state may not follow now; the request is then as it was
 *
 * Brings a request one step further: its state and the date of that state. A refusal needs its obstacles beforehand.
 *
 * Returns: whether the step was taken
 */
gboolean
ent_mobilisation_take_step (EntRecord *mobilisation,
                            const char *state,
                            const char *date,
                            GError **error)
{
  const char *from;
  const EntMobilisationStep *step;
  g_autoptr (EntRecord) next = NULL;

  g_return_val_if_fail (ENT_IS_RECORD (mobilisation), FALSE);
  g_return_val_if_fail (state != NULL && date != NULL, FALSE);

  from = ent_record_get_text (mobilisation, "state");
  step = ent_mobilisation_find_step (from, state);
  if (step == NULL)
    {
      /* Translators: two states of a request, such as “Draft” and “Accepted” */
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("A request that is “%1$s” cannot become “%2$s”."), get_state_label (from),
                   get_state_label (state));
      return FALSE;
    }

  next = ent_record_copy (mobilisation);
  ent_record_set_text (next, "state", state);
  ent_record_set_text (next, step->date, date);
  if (!check_step (next, step, error))
    return FALSE;

  ent_record_assign (mobilisation, next);
  return TRUE;
}

/**
 * ent_mobilisation_save_step:
 * @workspace: a workspace
 * @mobilisation: a request
 * @state: the state to follow
 * @date: when, YYYY-MM-DD
 * @error: set to why it was not written; the workspace is then as it was
 *
 * Brings a request one step further and writes it, as one change.
 *
 * Returns: whether it is written
 */
gboolean
ent_mobilisation_save_step (EntWorkspace *workspace,
                            EntRecord *mobilisation,
                            const char *state,
                            const char *date,
                            GError **error)
{
  g_autofree char *label = NULL;

  if (!ent_mobilisation_take_step (mobilisation, state, date, error))
    return FALSE;

  /* Translators: what a change did: the state that a request is now in, then what is asked for */
  label = g_strdup_printf (_ ("%1$s: “%2$s”"), get_state_label (state), ent_record_get_text (mobilisation, "expertise"));
  if (!ent_workspace_begin (workspace, label, NULL, error))
    return FALSE;
  if (ent_workspace_save (workspace, mobilisation, error))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  return FALSE;
}

/**
 * ent_mobilisation_ask_again:
 * @mobilisation: a request that was answered
 *
 * Returns: (transfer full): a new draft, not saved, that asks for the same; its dates are to be chosen
 */
EntRecord *
ent_mobilisation_ask_again (EntRecord *mobilisation)
{
  static const char *const kept[] = { "expertise", "project", "asked", "days", "languages", "gain", "circle" };
  const EntEntity *entity = ent_record_get_entity (mobilisation);
  EntRecord *record = ent_record_new (entity, NULL);

  ent_record_set_fallbacks (record);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      const EntField *field = ent_entity_find_field (entity, kept[i]);

      if (ent_record_get (mobilisation, field)->kind != ENT_VALUE_UNSET)
        ent_record_set (record, field, ent_record_get (mobilisation, field));
    }

  return record;
}

/* Of a date known to the month or the year only, the last day that it can be. */
static gboolean
parse_latest (const char *text,
              GDate *date)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", 3);
  guint n = g_strv_length (parts);
  guint year = n > 0 ? strtoul (parts[0], NULL, 10) : 0;
  guint month = n > 1 ? strtoul (parts[1], NULL, 10) : 12;
  guint day = n > 2 ? strtoul (parts[2], NULL, 10) : 31;

  if (!g_date_valid_year (year) || !g_date_valid_month (month))
    return FALSE;
  if (n < 3)
    day = g_date_get_days_in_month (month, year);
  if (!g_date_valid_dmy (day, month, year))
    return FALSE;

  g_date_set_dmy (date, day, month, year);
  return TRUE;
}

/**
 * ent_mobilisation_count_days:
 * @from: (nullable): a date
 * @to: (nullable): another; one known to the month or the year only counts as its last day
 *
 * Returns: how many days lie between, less than 0 where @to comes first, %G_MAXINT where one of them is not known
 */
int
ent_mobilisation_count_days (const char *from,
                             const char *to)
{
  GDate first, last;

  if (from == NULL || to == NULL || !parse_latest (from, &first) || !parse_latest (to, &last))
    return G_MAXINT;

  return g_date_days_between (&first, &last);
}

/**
 * ent_mobilisation_count_wait:
 * @mobilisation: a request
 * @today: this day, YYYY-MM-DD
 *
 * Returns: the days that the answer took, or takes so far; %G_MAXINT where nothing was asked yet, or a day is not known
 */
int
ent_mobilisation_count_wait (EntRecord *mobilisation,
                             const char *today)
{
  const char *state = get_state (ent_record_get_text (mobilisation, "state"));
  const char *answered = ent_record_get_text (mobilisation, "answered-on");

  if (g_str_equal (state, "draft"))
    return G_MAXINT;
  if (answered == NULL && g_str_equal (state, "sent"))
    answered = today;

  return ent_mobilisation_count_days (ent_record_get_text (mobilisation, "asked-on"), answered);
}

/**
 * ent_approach_free:
 * @self: (nullable) (transfer full): an approach
 */
void
ent_approach_free (EntApproach *self)
{
  if (self == NULL)
    return;

  g_free (self->approached);
  g_free (self->start);
  g_free (self);
}

/**
 * ent_approach_load:
 * @workspace: a workspace
 * @project: the identifier of a project
 * @error: set where it cannot be read
 *
 * What the project says of its first approach counts, or the first request that left, whichever came first.
 *
 * Returns: (transfer full) (nullable): when departments were approached, and when the project starts
 */
EntApproach *
ent_approach_load (EntWorkspace *workspace,
                   const char *project,
                   GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (
    ent_workspace_get_database (workspace),
    "SELECT (SELECT min (day) FROM (SELECT approached AS day UNION ALL SELECT \"asked-on\" FROM mobilisation "
    "WHERE project = ?1 AND state IS NOT 'draft')), coalesce (start, \"planned-start\") "
    "FROM project JOIN record USING (row) WHERE id = ?1",
    error);
  EntApproach *self;
  gboolean more;

  if (row == NULL)
    return NULL;
  ent_statement_bind_text (row, 1, project);
  if (!ent_database_step (ent_workspace_get_database (workspace), row, &more, error))
    return NULL;

  self = g_new0 (EntApproach, 1);
  if (more)
    {
      self->approached = g_strdup (ent_statement_get_text (row, 0));
      self->start = g_strdup (ent_statement_get_text (row, 1));
    }

  return self;
}

/**
 * ent_approach_is_late:
 * @approached: (nullable): when a department was asked
 * @start: (nullable): when the project starts; perhaps only a month or a year
 *
 * “Asked too late” is the obstacle that departments name most: what has begun without them cannot be built with them.
 *
 * Returns: whether they were asked on the day of the start or later, for sure
 */
gboolean
ent_approach_is_late (const char *approached,
                      const char *start)
{
  return approached != NULL && start != NULL && strncmp (approached, start, strlen (start)) >= 0
         && (strlen (start) == strlen ("YYYY-MM-DD") || strncmp (approached, start, strlen (start)) > 0);
}
