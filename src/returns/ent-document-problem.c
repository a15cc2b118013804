/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-document-problem.h"

#include "ent-error.h"
#include "ent-gettext.h"

/**
 * ent_document_problem_free:
 * @self: (nullable) (transfer full): a problem
 */
void
ent_document_problem_free (EntDocumentProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->headline);
  g_free (self->message);
  g_free (self);
}

/**
 * ent_document_problems_add:
 * @problems: (element-type EntDocumentProblem): where it is added to
 * @id: (nullable): the record it concerns
 * @headline: (nullable): of the record
 * @message: what is wrong, a sentence, translated
 * @blocks: whether the document cannot be written before it is settled
 */
void
ent_document_problems_add (GPtrArray *problems,
                           const char *id,
                           const char *headline,
                           const char *message,
                           gboolean blocks)
{
  EntDocumentProblem *problem = g_new0 (EntDocumentProblem, 1);

  problem->id = g_strdup (id);
  problem->headline = g_strdup (headline);
  problem->message = g_strdup (message);
  problem->blocks = blocks;
  g_ptr_array_add (problems, problem);
}

/**
 * ent_document_problems_refuse:
 * @problems: (element-type EntDocumentProblem): what was found
 * @error: set to the first problem that blocks, and how many more there are
 *
 * Returns: whether there is one
 */
gboolean
ent_document_problems_refuse (GPtrArray *problems,
                              GError **error)
{
  const EntDocumentProblem *first = NULL;
  g_autofree char *what = NULL;
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const EntDocumentProblem *problem = problems->pdata[i];

      if (!problem->blocks)
        continue;
      if (n++ == 0)
        first = problem;
    }
  if (first == NULL)
    return FALSE;

  /* Translators: the name of a record, and what is wrong with it. */
  what = first->headline != NULL ? g_strdup_printf (_ ("“%s”: %s"), first->headline, first->message) : g_strdup (first->message);
  if (n == 1)
    g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, what);
  else
    g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
                 dngettext (GETTEXT_PACKAGE, "%s There is %u more problem.", "%s There are %u more problems.", n - 1), what, n - 1);

  return TRUE;
}
