/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a call for projects asks of the money of a project, said once, in SQL. */
#pragma once

/* What calls for projects ask for where the project's own call says nothing. */
#define ENT_LEAST_FRENCH_SHARE "10.0"
#define ENT_GREATEST_STAFF_SHARE "50.0"

/* Projects of which co-funding is asked for, or given, with the strictest of the limits of their calls. */
#define ENT_COFUNDING_RULE_SQL                                                                                         \
  "SELECT application.project AS project, max (call.\"french-share-min\") AS french, "                                 \
  "  min (call.\"staff-share-max\") AS staff FROM application LEFT JOIN record AS asked ON asked.id = application.call " \
  "  LEFT JOIN call ON call.row = asked.row WHERE decision IS NULL OR decision IN ('pending', 'granted') GROUP BY project"

/* Of a funding line, beside the `authority` that gives it: its cents, and whether they are French. In kind and French
 * means the valued time of staff. */
#define ENT_FUNDING_AMOUNT_SQL "coalesce (planned, committed, paid, 0)"
#define ENT_FUNDING_FRENCH_SQL "(source IS 'own' OR authority.country IS 'FR')"
#define ENT_FUNDING_FUNDER_SQL                                                                                         \
  "LEFT JOIN record AS funder ON funder.id = funding.funder LEFT JOIN authority ON authority.row = funder.row"
