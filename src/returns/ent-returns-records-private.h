/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-listing.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

/* The year that a funding counts in, and whether a return is more than what somebody proposed: as the figures have it. */
#define ENT_FUNDING_YEAR_SQL(funding) "coalesce (" funding ".year, CAST (substr (" funding ".\"paid-on\", 1, 4) AS INTEGER))"
#define ENT_RETURN_STANDS_SQL(the_return) "(" the_return ".\"proposed-by\" IS NULL OR " the_return ".\"confirmed-on\" IS NOT NULL)"

/* The records behind the figures of a year, each table with the figures that name them. */
typedef struct
{
  const EntListing *listing;
  const char *const *figures; /* (array zero-terminated=1): keys */
} EntReturnsRecords;

extern const EntReturnsRecords ent_returns_records[];
extern const guint ent_returns_n_records;

char *ent_returns_collect_ids (EntReturnsYear *year, const char *const *keys);

G_END_DECLS
