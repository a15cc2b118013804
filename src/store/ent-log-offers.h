/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-log-line.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntLogOffer:
 * @person: (nullable) (owned): identifier of who the words name
 * @person_headline: (nullable) (owned): their name
 * @subject: (nullable) (owned): identifier of the project, event or partnership that the words name
 * @subject_headline: (nullable) (owned): its title
 * @what: (nullable) (owned): the words that name neither
 *
 * One way to understand the words of a line.
 */
typedef struct
{
  char *person;
  char *person_headline;
  char *subject;
  char *subject_headline;
  char *what;
} EntLogOffer;

GPtrArray *ent_log_offers_list (EntWorkspace *workspace, const EntLogLine *line, guint limit, GError **error);
void       ent_log_offer_free  (EntLogOffer *offer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntLogOffer, ent_log_offer_free)

G_END_DECLS
