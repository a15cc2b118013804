/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year in sentences, for whoever reads no table. */
#include "ent-returns-prose.h"

#include "ent-format.h"
#include "ent-gettext.h"

static const EntReturnsFigure *
find (EntReturnsYear *year,
      const char *key)
{
  return ent_returns_year_find (year, key);
}

static gulong
count_of (const EntReturnsFigure *figure)
{
  return (gulong) MAX (figure->value, 0);
}

static void
say_actual (EntReturnsYear *year,
            GPtrArray *sentences)
{
  const EntReturnsFigure *all = find (year, "returns.actual");
  g_autofree char *total = ent_returns_format_number (all->part, 0);
  g_autofree char *territory = ent_returns_format_number (find (year, "returns.actual.territory")->part, 0);
  g_autofree char *authority = ent_returns_format_number (find (year, "returns.actual.authority")->part, 0);

  if (all->part == 0)
    g_ptr_array_add (sentences, g_strdup (_ ("No actual return was recorded for the year.")));
  else
    g_ptr_array_add (sentences,
                     /* Translators: how many actual returns; of which for the territory; of which for the authority. */
                     g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%s actual return was recorded: %s for the territory, %s for the authority itself.",
                                                 "%s actual returns were recorded: %s for the territory, %s for the authority itself.", count_of (all)),
                                      total, territory, authority));
}

static void
say_gaps (EntReturnsYear *year,
          GPtrArray *sentences)
{
  const EntReturnsFigure *coincidence = find (year, "coincidence");
  const EntReturnsFigure *fulfilment = find (year, "fulfilment");
  const EntReturnsFigure *shift = find (year, "nature-shift-projects");

  if (coincidence->known)
    {
      g_autofree char *share = ent_returns_figure_display (coincidence);

      /* Translators: a share such as “6 of 41 (15%)”. */
      g_ptr_array_add (sentences, g_strdup_printf (_ ("Actual returns that had been sought: %s. The others came unexpected."), share));
    }
  if (fulfilment->known)
    {
      g_autofree char *share = ent_returns_figure_display (fulfilment);

      /* Translators: a share such as “6 of 41 (15%)”. */
      g_ptr_array_add (sentences, g_strdup_printf (_ ("Returns sought that were obtained: %s."), share));
    }
  if (shift->known && shift->part > 0)
    {
      g_autofree char *share = ent_returns_figure_display (shift);

      /* Translators: a share such as “6 of 41 (15%)”. */
      g_ptr_array_add (sentences, g_strdup_printf (_ ("Projects that sought economic returns and obtained socio-cultural ones instead: %s."), share));
    }
}

static void
say_people (EntReturnsYear *year,
            GPtrArray *sentences)
{
  const EntReturnsFigure *people = find (year, "involvement.people");
  const EntReturnsFigure *cost = find (year, "involvement.cost");
  g_autofree char *n = ent_returns_format_number (people->value, 0);
  g_autofree char *days = ent_returns_figure_display (find (year, "involvement.days"));
  g_autofree char *euros = ent_returns_figure_display (cost);

  if (people->value == 0)
    return;

  if (cost->value > 0)
    g_ptr_array_add (sentences,
                     /* Translators: a number of people; “142 days”; an amount. */
                     g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%s person gave %s of work, valued at %s.",
                                                 "%s people gave %s of work, valued at %s.", count_of (people)),
                                      n, days, euros));
  else
    g_ptr_array_add (sentences, g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%s person gave %s of work.", "%s people gave %s of work.",
                                                            count_of (people)),
                                                 n, days));
}

static void
say_money (EntReturnsYear *year,
           GPtrArray *sentences)
{
  const EntReturnsFigure *paid = find (year, "budget.total.paid");
  const EntReturnsFigure *leverage = find (year, "budget.leverage.paid");
  g_autofree char *amount = ent_returns_figure_display (paid);

  if (paid->value <= 0)
    return;

  if (leverage->known)
    {
      g_autofree char *others = ent_returns_figure_display (leverage);

      /* Translators: an amount; then how many euros of others came for one euro of one's own. */
      g_ptr_array_add (sentences, g_strdup_printf (_ ("Amount paid: %s; for each euro of own funds, other sources brought %s."), amount, others));
    }
  else
    g_ptr_array_add (sentences, g_strdup_printf (_ ("Amount paid: %s, none of it from own funds."), amount));
}

/**
 * ent_returns_year_summarise:
 * @self: the figures of a year
 *
 * Returns: (transfer full): what the year brought, in a few sentences
 */
GStrv
ent_returns_year_summarise (EntReturnsYear *self)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_null_terminated (8, g_free, TRUE);

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), NULL);

  say_actual (self, sentences);
  say_gaps (self, sentences);
  say_people (self, sentences);
  say_money (self, sentences);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&sentences), FALSE);
}

/**
 * ent_returns_year_warn:
 * @self: the figures of a year
 *
 * Returns: (transfer full): what is missing, in a few sentences; empty where nothing is
 */
GStrv
ent_returns_year_warn (EntReturnsYear *self)
{
  static const struct
  {
    const char *key;
    const char *subject;
  } warnings[] = {
    { "coverage.partnerships", N_ ("Partnerships for which no return was ever sought") },
    { "coverage.projects", N_ ("Projects for which no return was ever sought") },
    { "coverage.one-way", N_ ("Partnerships that took money or time and from which nothing came back") },
    { "vague", N_ ("Actual returns without a measure or without evidence") },
    { "coverage.departments", N_ ("Departments that were never mobilised") },
    { "coverage.officials", N_ ("Elected officials who were never involved") },
  };
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_null_terminated (8, g_free, TRUE);

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (warnings); i++)
    {
      const EntReturnsFigure *figure = find (self, warnings[i].key);
      g_autofree char *share = ent_returns_figure_display (figure);

      if (figure->known && figure->part > 0)
        /* Translators: what is missing, and a share such as “6 of 41 (15%)”. */
        g_ptr_array_add (sentences, g_strdup_printf (_ ("%s: %s."), _ (warnings[i].subject), share));
    }

  return (GStrv) g_ptr_array_free (g_steal_pointer (&sentences), FALSE);
}

static EntReturnsTile
make_tile (const EntReturnsFigure *figure,
           const char *name)
{
  return (EntReturnsTile){
    figure, figure->unit == ENT_RETURNS_REFERENCES ? ent_returns_format_number (figure->part, 0) : ent_returns_figure_shorten (figure), name
  };
}

/**
 * ent_returns_year_list_tiles:
 * @self: the figures of a year
 * @tiles: (out caller-allocated): the great figures of the summary
 */
void
ent_returns_year_list_tiles (EntReturnsYear *self,
                             EntReturnsTile tiles[ENT_RETURNS_N_TILES])
{
  const EntReturnsFigure *partnerships = find (self, "overview.partnerships"), *projects = find (self, "overview.projects");
  const EntReturnsFigure *countries = find (self, "overview.countries"), *actual = find (self, "returns.actual");
  const EntReturnsFigure *days = find (self, "involvement.days"), *paid = find (self, "budget.total.paid");

  tiles[0] = make_tile (partnerships, dngettext (GETTEXT_PACKAGE, "partnership under way", "partnerships under way", count_of (partnerships)));
  tiles[1] = make_tile (projects, dngettext (GETTEXT_PACKAGE, "project", "projects", count_of (projects)));
  tiles[2] = make_tile (countries, dngettext (GETTEXT_PACKAGE, "country", "countries", count_of (countries)));
  tiles[3] = make_tile (actual, dngettext (GETTEXT_PACKAGE, "actual return", "actual returns", count_of (actual)));
  tiles[4] = make_tile (days, dngettext (GETTEXT_PACKAGE, "day of work", "days of work", ent_format_count_for_plural (days->value)));
  tiles[5] = make_tile (paid, _ ("paid, all sources"));
}
