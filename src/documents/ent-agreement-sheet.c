/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An agreement on one page: what it is, where it stands from the deliberation to the renewal, and what belongs to it. */
#include "ent-agreement-sheet.h"

#include "ent-agreement-steps.h"
#include "ent-fact-table.h"
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-listing-table.h"

#define SHARE 2.4

/* In the SQL, :subject is the partnership and :ids the agreement, as a plain text. */

static const EntListingColumn siblings_columns[] = {
  { "agreement.object", N_ ("Object"), ENT_LISTING_LONG_TEXT },
  { "agreement.kind", N_ ("Kind"), ENT_LISTING_CHOICE, &ent_choices_agreement_kinds },
  { "agreement.\"signed-on\"", N_ ("Signed On"), ENT_LISTING_DATE },
  { "agreement.\"ends-on\"", N_ ("Ends On"), ENT_LISTING_DATE },
};
static const EntListing siblings = {
  .title = N_ ("Other Agreements of the Partnership"),
  .from = "FROM agreement JOIN record AS own USING (row) WHERE agreement.partnership = :subject AND own.id <> :ids "
          "ORDER BY agreement.\"signed-on\" DESC LIMIT 6",
  .columns = siblings_columns,
  .n_columns = G_N_ELEMENTS (siblings_columns),
};

static const EntListingColumn dates_columns[] = {
  { "milestone.title", N_ ("What"), ENT_LISTING_LONG_TEXT },
  { "milestone.due", N_ ("Due On"), ENT_LISTING_DATE },
  { "milestone.done", N_ ("Done On"), ENT_LISTING_DATE },
};
static const EntListing dates = {
  .title = N_ ("Deadlines"),
  .from = "FROM milestone WHERE milestone.subject = :ids ORDER BY milestone.due LIMIT 8",
  .columns = dates_columns,
  .n_columns = G_N_ELEMENTS (dates_columns),
};

static void
add_facts (EntSheet *sheet,
           EntRecord *agreement)
{
  static const char *const names[] = { "partnership", "kind", "amount", "deliberation-number", "signatories" };

  ent_fact_table_begin (sheet, SHARE);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    ent_fact_table_add_field (sheet, agreement, names[i]);
}

static void
add_steps (EntSheet *sheet,
           GPtrArray *steps)
{
  static const double shares[] = { 1.2, 1, 2.4 };
  const char *const labels[] = { _ ("Step"), _ ("Date"), _ ("What Is Missing"), NULL };

  ent_sheet_add_heading (sheet, _ ("From Deliberation to Renewal"));
  ent_sheet_add_table (sheet, labels, shares, 0);
  for (guint i = 0; i < steps->len; i++)
    {
      const EntAgreementStep *step = steps->pdata[i];
      g_autofree char *date = step->date != NULL ? ent_format_display_date (step->date) : g_strdup ("");

      ent_sheet_add_row (sheet, (const char *const[]){ step->name, date, step->missing != NULL ? step->missing : _ ("Nothing"), NULL });
    }
}

static EntSheet *
begin_sheet (EntRecord *agreement,
             const char *today)
{
  const char *object = ent_record_get_text (agreement, "object");
  const char *label = ent_entity_get_label (ent_record_get_entity (agreement));
  g_autofree char *drawn_up = ent_format_display_date (today);
  /* Translators: below the title of a document; a date */
  g_autofree char *subtitle = g_strdup_printf (_ ("Sheet of the agreement, drawn up on %s"), drawn_up);

  return ent_sheet_new (object != NULL ? object : label, subtitle, object != NULL ? object : label);
}

/**
 * ent_agreement_sheet_compose:
 * @workspace: a workspace
 * @agreement: an agreement
 * @today: this day, YYYY-MM-DD
 * @cancellable: (nullable): to give up
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): the sheet, in the language of this thread
 */
EntSheet *
ent_agreement_sheet_compose (EntWorkspace *workspace,
                             EntRecord *agreement,
                             const char *today,
                             GCancellable *cancellable,
                             GError **error)
{
  const EntListingQuery query = { .subject = ent_record_get_text (agreement, "partnership"), .ids = ent_record_get_id (agreement) };
  g_autoptr (EntSheet) sheet = NULL;
  g_autoptr (GPtrArray) steps = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace) && ENT_IS_RECORD (agreement), NULL);

  steps = ent_agreement_steps_load (workspace, agreement, today, error);
  if (steps == NULL)
    return NULL;

  sheet = begin_sheet (agreement, today);
  add_facts (sheet, agreement);
  add_steps (sheet, steps);
  if (!ent_listing_add_table (&dates, workspace, &query, sheet, cancellable, error)
      || !ent_listing_add_table (&siblings, workspace, &query, sheet, cancellable, error))
    return NULL;

  return g_steal_pointer (&sheet);
}
