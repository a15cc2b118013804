/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-identity.h"
#include "ent-paper.h"
#include "ent-returns-pdf.h"

G_BEGIN_DECLS

/* What a report is drawn from, and who is told how far it is. */
typedef struct
{
  EntReturnsYear *year;
  EntWorkspace *workspace;     /* (nullable): where the records behind the figures are */
  const EntIdentity *identity; /* (nullable): how it looks */
  EntReturnsProgress progress; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable;   /* (nullable) */
} EntReturnsReport;

char    *ent_returns_report_get_title (EntReturnsYear *year);
gboolean ent_returns_report_draw      (const EntReturnsReport *self, EntPaper *paper, const EntPaper *counted, GError **error);

G_END_DECLS
