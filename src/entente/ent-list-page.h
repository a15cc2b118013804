/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_LIST_PAGE (ent_list_page_get_type ())

/**
 * EntListPage:
 *
 * All records of one entity, or those that a query keeps.
 *
 * Properties: entity (string, construct only).
 */
G_DECLARE_FINAL_TYPE (EntListPage, ent_list_page, ENT, LIST_PAGE, EntPage)

GtkWidget *ent_list_page_new_for_reference (EntStore *store, const EntEntity *entity, const char *field, const char *target);

const EntEntity *ent_list_page_get_entity (EntListPage *self);
EntQuery        *ent_list_page_get_query  (EntListPage *self);

G_END_DECLS
