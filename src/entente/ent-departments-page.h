/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_DEPARTMENTS_PAGE (ent_departments_page_get_type ())

/**
 * EntDepartmentsPage:
 *
 * The departments as they are part of one another, with the time they gave and the requests they owe an answer.
 */
G_DECLARE_FINAL_TYPE (EntDepartmentsPage, ent_departments_page, ENT, DEPARTMENTS_PAGE, EntPage)

G_END_DECLS
