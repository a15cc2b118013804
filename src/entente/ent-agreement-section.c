/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-agreement-section.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-agreement-steps.h"
#include "ent-check-row.h"
#include "ent-format.h"
#include "ent-section.h"

/* What one does about a field that is missing. */
static const struct
{
  const char *field;
  const char *label;
} offers[] = {
  { "deliberation-number", N_ ("Record the _Deliberation…") },
  { "deliberation-date", N_ ("Record the _Deliberation…") },
  { "signed-on", N_ ("Record the Si_gnature…") },
  { "signatories", N_ ("Say Who Si_gned…") },
  { "filed-on", N_ ("Record the _Filing…") },
  { "ends-on", N_ ("Say When It _Ends…") },
  { "renewal-notice", N_ ("Say When to D_ecide…") },
};

static const char *
get_offer_label (const char *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++)
    if (g_str_equal (offers[i].field, field))
      return g_dgettext (GETTEXT_PACKAGE, offers[i].label);

  g_return_val_if_reached (field);
}

static EntCheck
check_date (const char *date,
            const char *today)
{
  if (date == NULL)
    return ENT_CHECK_UNKNOWN;

  return strcmp (date, today) > 0 ? ENT_CHECK_AHEAD : ENT_CHECK_PASSED;
}

static GtkWidget *
create_row (const EntAgreementStep *step,
            const char *today)
{
  g_autofree char *date = step->date != NULL ? ent_format_display_date (step->date) : NULL;
  g_autofree char *both = NULL;

  if (step->missing == NULL)
    return ent_check_row_new (step->name, date, check_date (step->date, today));

  both = date != NULL ? g_strdup_printf ("%s · %s", date, step->missing) : g_strdup (step->missing);
  return ent_check_row_new (step->name, both, ENT_CHECK_FAILED);
}

/* The renewal begins as what it renews: the same object, kind and amount, to be deliberated anew. */
static GtkWidget *
create_renewal (EntRecord *agreement)
{
  static const char *const taken_over[] = { "partnership", "kind", "object", "amount" };
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  for (gsize i = 0; i < G_N_ELEMENTS (taken_over); i++)
    {
      const EntField *field = ent_entity_find_field (ent_record_get_entity (agreement), taken_over[i]);
      g_autofree char *text = ent_field_format (field, ent_record_get (agreement, field));

      if (text != NULL && *text != '\0')
        g_variant_builder_add (&values, "{ss}", field->name, text);
    }

  return ent_next_step_new (_ ("Prepare the _Renewal…"), "record.new-with", g_variant_new ("(sa{ss})", "agreement", &values));
}

static GtkWidget *
create_next_step (EntRecord *agreement,
                  const EntAgreementStep *step)
{
  if (step->field == NULL)
    return create_renewal (agreement);

  return ent_next_step_new (get_offer_label (step->field), "record.fill",
                            g_variant_new ("(ss)", ent_record_get_id (agreement), step->field));
}

/**
 * ent_agreement_section_new:
 * @dossier: what is known about an agreement
 *
 * Returns: (transfer floating): its steps, what is missing at each, and the first thing to do about it
 */
GtkWidget *
ent_agreement_section_new (EntDossier *dossier)
{
  GtkWidget *section = ent_section_new (_ ("From Deliberation to Renewal"));
  g_autofree char *today = ent_format_today ();
  const EntAgreementStep *next = NULL;

  for (guint i = 0; i < dossier->steps->len; i++)
    {
      const EntAgreementStep *step = dossier->steps->pdata[i];

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_row (step, today));
      if (next == NULL && step->missing != NULL)
        next = step;
    }
  if (next != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_next_step (dossier->record, next));

  return section;
}
