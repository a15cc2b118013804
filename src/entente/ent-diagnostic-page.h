/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_DIAGNOSTIC_PAGE (ent_diagnostic_page_get_type ())

/**
 * EntDiagnosticPage:
 *
 * The territorial diagnostic: who on our territory has ties where, by country, kind, theme and place; to print as a summary.
 */
G_DECLARE_FINAL_TYPE (EntDiagnosticPage, ent_diagnostic_page, ENT, DIAGNOSTIC_PAGE, EntPage)

G_END_DECLS
