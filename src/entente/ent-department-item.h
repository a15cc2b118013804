/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ent-workspace.h"

G_BEGIN_DECLS

#define ENT_TYPE_DEPARTMENT_ITEM (ent_department_item_get_type ())

/**
 * EntDepartmentItem:
 *
 * One department in the tree of departments, with what it has to do with the unit's work.
 */
G_DECLARE_FINAL_TYPE (EntDepartmentItem, ent_department_item, ENT, DEPARTMENT_ITEM, GObject)

const char *ent_department_item_get_id       (EntDepartmentItem *self);
const char *ent_department_item_get_name     (EntDepartmentItem *self);
const char *ent_department_item_get_detail   (EntDepartmentItem *self);
gboolean    ent_department_item_is_own       (EntDepartmentItem *self);
guint       ent_department_item_get_levels   (EntDepartmentItem *self);
double      ent_department_item_get_days     (EntDepartmentItem *self);
guint       ent_department_item_get_waiting  (EntDepartmentItem *self);
GListModel *ent_department_item_get_children (EntDepartmentItem *self);

gboolean    ent_department_count_days (EntWorkspace *workspace, const char *id, const char *today, double *ret_days, GError **error);
GListModel *ent_departments_load (EntWorkspace *workspace, const char *today, GError **error);

G_END_DECLS
