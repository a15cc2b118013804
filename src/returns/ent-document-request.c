/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-document.h"

/**
 * ent_document_request_copy:
 * @self: what is asked for
 *
 * Returns: (transfer full): the same, with all that it refers to
 */
EntDocumentRequest *
ent_document_request_copy (const EntDocumentRequest *self)
{
  EntDocumentRequest *copy = g_memdup2 (self, sizeof *self);

  copy->figures = self->figures != NULL ? g_object_ref (self->figures) : NULL;
  copy->selection = ent_returns_selection_copy (self->selection);
  copy->subject = g_strdup (self->subject);
  copy->language = g_intern_string (self->language);

  return copy;
}

/**
 * ent_document_request_free:
 * @self: (nullable) (transfer full): what ent_document_request_copy() returned
 */
void
ent_document_request_free (EntDocumentRequest *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->figures);
  ent_returns_selection_free ((EntReturnsSelection *) self->selection);
  g_free ((char *) self->subject);
  g_free (self);
}
