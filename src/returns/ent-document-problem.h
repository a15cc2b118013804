/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EntDocumentProblem:
 * @id: (nullable) (owned): the record it concerns; %NULL for the whole
 * @headline: (nullable) (owned): of the record
 * @message: (not nullable) (owned): what is wrong and what to do, a sentence, translated
 * @blocks: whether the document cannot be written before it is settled
 *
 * What keeps a document from being right.
 */
typedef struct
{
  char *id;
  char *headline;
  char *message;
  gboolean blocks;
} EntDocumentProblem;

void     ent_document_problem_free (EntDocumentProblem *self);
void     ent_document_problems_add (GPtrArray *problems, const char *id, const char *headline, const char *message, gboolean blocks);
gboolean ent_document_problems_refuse (GPtrArray *problems, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntDocumentProblem, ent_document_problem_free)

G_END_DECLS
