/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-document-problem.h"
#include "ent-listing.h"

G_BEGIN_DECLS

/* What is declared of official development assistance, and the tables that units make by hand. */
extern const EntListing ent_summaries_oda;
extern const EntListing ent_summaries_payments;
extern const EntListing ent_summaries_programmes;
extern const EntListing ent_summaries_budget;
extern const EntListing ent_summaries_languages;
extern const EntListing ent_summaries_expected;

GPtrArray *ent_summaries_check_oda (EntWorkspace *workspace, int year, GError **error);

G_END_DECLS
