/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of one thing, a row each: what it is called, and what it is. */
#include "ent-fact-table.h"

#include "ent-gettext.h"

/**
 * ent_fact_table_begin:
 * @sheet: a document
 * @share: how much wider what is known is than what it is called
 *
 * Begins a table, which has no rows yet.
 */
void
ent_fact_table_begin (EntSheet *sheet,
                      double share)
{
  const char *const labels[] = { _ ("Field"), _ ("Value"), NULL };
  const double shares[] = { 1, share };

  ent_sheet_add_table (sheet, labels, shares, 0);
}

/**
 * ent_fact_table_add:
 * @sheet: a document whose last part is such a table
 * @label: what it is called
 * @text: (nullable): what is known; where that is nothing, there is no row
 */
void
ent_fact_table_add (EntSheet *sheet,
                    const char *label,
                    const char *text)
{
  if (text != NULL && *text != '\0')
    ent_sheet_add_row (sheet, (const char *const[]){ label, text, NULL });
}

/**
 * ent_fact_table_add_field:
 * @sheet: a document whose last part is such a table
 * @record: a record
 * @name: the name of one of its fields
 */
void
ent_fact_table_add_field (EntSheet *sheet,
                          EntRecord *record,
                          const char *name)
{
  const EntField *field = ent_entity_find_field (ent_record_get_entity (record), name);
  g_autofree char *text = ent_record_display (record, field);

  ent_fact_table_add (sheet, ent_field_get_label (field), text);
}
