/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territorial diagnostic on paper: a summary by country and kind, then everybody. */
#include "ent-diagnostic-sheet.h"

#include "ent-format.h"
#include "ent-gettext.h"

/**
 * ent_diagnostic_sheet_join:
 * @nicks: (array zero-terminated=1): what somebody chose
 * @choices: from what
 *
 * Returns: (transfer full): their labels, by commas
 */
char *
ent_diagnostic_sheet_join (const char *const *nicks,
                           const EntChoices *choices)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (gsize i = 0; nicks[i] != NULL; i++)
    g_strv_builder_add (labels, ent_choices_get_label (choices, nicks[i]));
  all = g_strv_builder_end (labels);

  return g_strjoinv (", ", all);
}

static char *
describe_filter (const EntDiagnosticFilter *filter,
                 const char *today)
{
  g_autofree char *date = ent_format_display_date (today);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *words[] = {
    filter != NULL && filter->country != NULL ? ent_choices_get_label (&ent_choices_countries, filter->country) : NULL,
    filter != NULL && filter->kind != NULL ? ent_diagnostic_get_kind_label (filter->kind) : NULL,
    filter != NULL && filter->theme != NULL ? ent_choices_get_label (&ent_choices_themes, filter->theme) : NULL,
    filter != NULL ? filter->place : NULL,
  };

  /* Translators: a date */
  g_string_append_printf (text, _ ("Who on our territory has ties where, on %s"), date);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL)
      g_string_append_printf (text, " · %s", words[i]);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static guint
count_with (const EntDiagnostic *diagnostic,
            const char *country)
{
  guint n = 0;

  for (guint i = 0; i < diagnostic->actors->len; i++)
    n += g_strv_contains ((const char *const *) ((EntActor *) diagnostic->actors->pdata[i])->countries, country);
  return n;
}

static guint
count_of (const EntDiagnostic *diagnostic,
          const char *kind)
{
  guint n = 0;

  for (guint i = 0; i < diagnostic->actors->len; i++)
    n += g_str_equal (((EntActor *) diagnostic->actors->pdata[i])->kind, kind);
  return n;
}

static void
add_counts (EntSheet *sheet,
            const char *label,
            const char *const *nicks,
            const char *(*get_label) (const char *nick),
            guint (*count) (const EntDiagnostic *diagnostic, const char *nick),
            const EntDiagnostic *diagnostic)
{
  static const double shares[] = { 3, 1 };

  ent_sheet_add_table (sheet, (const char *const[]){ label, _ ("How Many"), NULL }, shares, 1u << 1);
  for (gsize i = 0; nicks[i] != NULL; i++)
    {
      guint n = count (diagnostic, nicks[i]);
      g_autofree char *number = g_strdup_printf ("%u", n);

      if (n > 0)
        ent_sheet_add_row (sheet, (const char *const[]){ get_label (nicks[i]), number, NULL });
    }
}

static const char *
get_country_label (const char *country)
{
  return ent_choices_get_label (&ent_choices_countries, country);
}

static void
add_summary (EntSheet *sheet,
             const EntDiagnostic *diagnostic)
{
  ent_sheet_add_heading (sheet, _ ("At a Glance"));
  add_counts (sheet, _ ("Kind"), (const char *const *) diagnostic->kinds, ent_diagnostic_get_kind_label, count_of, diagnostic);
  if (diagnostic->countries[0] != NULL)
    add_counts (sheet, _ ("Country"), (const char *const *) diagnostic->countries, get_country_label, count_with, diagnostic);
}

/* What they say themselves, then what they take part in with us. */
static char *
describe_ties (const EntActor *actor)
{
  g_autofree char *subjects = g_strjoinv (" · ", actor->subjects);

  if (actor->ties == NULL || *subjects == '\0')
    return g_strdup (actor->ties != NULL ? actor->ties : subjects);

  return g_strjoin ("\n", actor->ties, subjects, NULL);
}

static void
add_actors (EntSheet *sheet,
            const EntDiagnostic *diagnostic)
{
  static const double shares[] = { 1.6, 1.2, 1, 1.2, 2.4 };
  const char *labels[] = { _ ("Name"), _ ("Kind"), _ ("Place"), _ ("Countries"), _ ("International Ties"), NULL };

  ent_sheet_add_heading (sheet, _ ("Who Has Ties Where"));
  ent_sheet_add_table (sheet, labels, shares, 0);
  for (guint i = 0; i < diagnostic->actors->len; i++)
    {
      const EntActor *actor = diagnostic->actors->pdata[i];
      g_autofree char *countries = ent_diagnostic_sheet_join ((const char *const *) actor->countries, &ent_choices_countries);
      g_autofree char *ties = describe_ties (actor);

      ent_sheet_add_row (sheet, (const char *const[]){ actor->name, ent_diagnostic_get_kind_label (actor->kind),
                                                       actor->place != NULL ? actor->place : "", countries, ties, NULL });
    }
}

/**
 * ent_diagnostic_sheet_compose:
 * @workspace: a workspace
 * @filter: (nullable): who is looked for; %NULL for all
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable): the diagnostic, laid out, in the language of this thread
 */
EntSheet *
ent_diagnostic_sheet_compose (EntWorkspace *workspace,
                              const EntDiagnosticFilter *filter,
                              const char *today,
                              GError **error)
{
  g_autoptr (EntDiagnostic) diagnostic = ent_diagnostic_load (workspace, filter, error);
  g_autofree char *subtitle = NULL;
  EntSheet *sheet;

  if (diagnostic == NULL)
    return NULL;

  subtitle = describe_filter (filter, today);
  sheet = ent_sheet_new (_ ("Territorial Diagnostic"), subtitle, _ ("Territorial Diagnostic"));
  if (diagnostic->actors->len == 0)
    {
      ent_sheet_add_text (sheet, _ ("Nothing is recorded."));
    }
  else
    {
      add_summary (sheet, diagnostic);
      add_actors (sheet, diagnostic);
    }
  ent_sheet_lay_out (sheet);

  return sheet;
}
