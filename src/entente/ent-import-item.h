/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ent-import-report.h"

G_BEGIN_DECLS

#define ENT_TYPE_IMPORT_ITEM (ent_import_item_get_type ())

/**
 * EntImportItemKind:
 *
 * What becomes of a row, or of a value in it, in the order in which it is offered.
 */
typedef enum
{
  ENT_IMPORT_ITEM_ADDED,
  ENT_IMPORT_ITEM_CHANGED,
  ENT_IMPORT_ITEM_FOUND,
  ENT_IMPORT_ITEM_REJECTED,
  ENT_IMPORT_ITEM_REMARK,
  ENT_IMPORT_ITEM_N_KINDS,
} EntImportItemKind;

/**
 * EntImportItem:
 *
 * One line of the preview of an import. Immutable.
 *
 * Properties: title, detail, icon-name (strings, read only).
 */
G_DECLARE_FINAL_TYPE (EntImportItem, ent_import_item, ENT, IMPORT_ITEM, GObject)

GListModel       *ent_import_items_new      (const EntImportReport *report);
EntImportItemKind ent_import_item_get_kind  (EntImportItem *self);
guint             ent_import_item_count     (const EntImportReport *report, EntImportItemKind kind);
const char       *ent_import_item_get_label (EntImportItemKind kind);

G_END_DECLS
