/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-agreement-steps.h"

#include <string.h>

#include "ent-format.h"
#include "ent-gettext.h"

static void
step_free (gpointer data)
{
  EntAgreementStep *self = data;

  g_free (self->date);
  g_free (self->missing);
  g_free (self);
}

static void
add (GPtrArray *steps,
     const char *name,
     const char *date,
     const char *missing,
     const char *field)
{
  EntAgreementStep *step = g_new0 (EntAgreementStep, 1);

  step->name = name;
  step->date = g_strdup (date);
  step->missing = g_strdup (missing);
  step->field = missing != NULL ? field : NULL;
  g_ptr_array_add (steps, step);
}

/* General local-government code, L1115-1: the assembly deliberates; the deliberation names the object and the amount. */
static const char *
find_missing_of_deliberation (EntRecord *agreement,
                              const char **field)
{
  gboolean number = ent_record_get_text (agreement, "deliberation-number") != NULL;
  gboolean date = ent_record_get_text (agreement, "deliberation-date") != NULL;

  *field = number ? "deliberation-date" : "deliberation-number";
  if (!number && !date)
    return _ ("The assembly has not deliberated, or it is not recorded.");
  if (!number)
    return _ ("The number of the deliberation is missing.");

  return date ? NULL : _ ("The date of the deliberation is missing.");
}

static const char *
find_missing_of_signature (EntRecord *agreement,
                           const char **field)
{
  const char *signed_on = ent_record_get_text (agreement, "signed-on");
  const char *deliberated = ent_record_get_text (agreement, "deliberation-date");
  const char *const *signatories = ent_record_get_list (agreement, "signatories");

  *field = "signed-on";
  if (signed_on == NULL)
    return _ ("It is not signed, or the date is not recorded.");
  if (deliberated != NULL && strcmp (signed_on, deliberated) < 0)
    return _ ("It was signed before the assembly deliberated, which gives the authority to sign.");

  *field = "signatories";
  return signatories != NULL && signatories[0] != NULL ? NULL : _ ("Who signed it is not recorded.");
}

static const char *
find_missing_of_filing (EntRecord *agreement)
{
  if (ent_record_get_text (agreement, "filed-on") != NULL)
    return NULL;

  return ent_record_get_text (agreement, "signed-on") != NULL ? _ ("It is not filed with the prefecture: until then it is not in force.")
                                                              : _ ("Once it is signed, it is to be filed with the prefecture.");
}

/* A notice that was to be given has passed when nothing took over. */
static const char *
find_missing_of_renewal (EntRecord *agreement,
                         gboolean renewed,
                         const char *today,
                         const char **field)
{
  const char *notice = ent_record_get_text (agreement, "renewal-notice");
  const char *end = ent_record_get_text (agreement, "ends-on");

  *field = NULL;
  if (renewed || end == NULL)
    return NULL;
  if (strcmp (end, today) < 0)
    return _ ("It has ended and no later agreement is signed.");
  if (notice != NULL)
    return strcmp (notice, today) < 0 ? _ ("The date by which to decide on the renewal has passed.") : NULL;

  *field = "renewal-notice";
  return _ ("No date is set by which to decide on the renewal.");
}

/**
 * ent_agreement_steps_list:
 * @agreement: an agreement
 * @renewed: whether a later one of the same partnership is signed
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer full) (element-type EntAgreementStep): what an agreement goes through, in order, and what is missing
 *   at each step; in the language of this thread
 */
GPtrArray *
ent_agreement_steps_list (EntRecord *agreement,
                          gboolean renewed,
                          const char *today)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (step_free);
  const char *end = ent_record_get_text (agreement, "ends-on");
  const char *missing;
  const char *field;

  g_return_val_if_fail (ENT_IS_RECORD (agreement), steps);
  g_return_val_if_fail (ent_format_check_date (today, FALSE) == NULL, steps);

  missing = find_missing_of_deliberation (agreement, &field);
  add (steps, _ ("Deliberation"), ent_record_get_text (agreement, "deliberation-date"), missing, field);
  missing = find_missing_of_signature (agreement, &field);
  add (steps, _ ("Signature"), ent_record_get_text (agreement, "signed-on"), missing, field);
  add (steps, _ ("Filing With the Prefecture"), ent_record_get_text (agreement, "filed-on"), find_missing_of_filing (agreement), "filed-on");
  add (steps, _ ("End"), end, end != NULL ? NULL : _ ("The date on which it ends is not recorded."), "ends-on");
  missing = find_missing_of_renewal (agreement, renewed, today, &field);
  add (steps, _ ("Renewal"), ent_record_get_text (agreement, "renewal-notice"), missing, field);

  return steps;
}

/* As the warning of the overview has it: a letter of intent renews nothing. */
static gboolean
find_renewal (EntWorkspace *workspace,
              EntRecord *agreement,
              gboolean *ret_renewed,
              GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database,
                                                       "SELECT 1 FROM agreement WHERE partnership = ?1 AND kind IS NOT 'letter-of-intent' "
                                                       "AND \"signed-on\" IS NOT NULL AND \"ends-on\" > ?2 LIMIT 1",
                                                       error);
  gboolean found = FALSE;

  if (row == NULL)
    return FALSE;
  ent_statement_bind_text (row, 1, ent_record_get_text (agreement, "partnership"));
  ent_statement_bind_text (row, 2, ent_record_get_text (agreement, "ends-on"));
  if (!ent_database_step (database, row, &found, error))
    return FALSE;

  *ret_renewed = found;
  return TRUE;
}

/**
 * ent_agreement_steps_load:
 * @workspace: a workspace
 * @agreement: an agreement
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (element-type EntAgreementStep) (nullable): as ent_agreement_steps_list(), having looked whether
 *   a later agreement took over
 */
GPtrArray *
ent_agreement_steps_load (EntWorkspace *workspace,
                          EntRecord *agreement,
                          const char *today,
                          GError **error)
{
  gboolean renewed;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace) && ENT_IS_RECORD (agreement), NULL);

  return find_renewal (workspace, agreement, &renewed, error) ? ent_agreement_steps_list (agreement, renewed, today) : NULL;
}
