/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-eligibility.h"

G_BEGIN_DECLS

/* A document that the call asks for. */
typedef struct
{
  char *name;     /* (not nullable) (owned): as the call names it */
  char *document; /* (nullable) (owned): identifier of the one that was attached under this name */
  char *title;    /* (nullable) (owned): of that document */
} EntRequiredDocument;

/* Money of the funder, and the report that it is due for. */
typedef struct
{
  EntRecord *funding; /* (not nullable) (owned) */
  EntRecord *report;  /* (nullable) (owned): a deadline */
} EntInstalment;

/**
 * EntApplication:
 *
 * What a co-funding file is made of beside its own fields. Plain data, of one thread at a time.
 */
typedef struct
{
  EntRecord *call;       /* (nullable) (owned) */
  EntRecord *opinion;    /* (nullable) (owned): the embassy's, that the file names, or the last one on the project */
  GPtrArray *rules;      /* (element-type EntEligibilityRule) (owned) */
  GPtrArray *documents;  /* (element-type EntRequiredDocument) (owned) */
  GPtrArray *instalments; /* (element-type EntInstalment) (owned): of the call's funder to the project, in order */
} EntApplication;

EntApplication *ent_application_load (EntWorkspace *workspace, EntRecord *application, const char *today, GError **error);
void            ent_application_free (EntApplication *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntApplication, ent_application_free)

G_END_DECLS
