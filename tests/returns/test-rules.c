/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working days, the study's combinations of poles, numbers as they are read, and colours as they are seen. */
#include <math.h>

#include "ent-chart-draw.h"
#include "ent-rationale.h"
#include "ent-returns-figure.h"
#include "ent-workdays.h"

#include "ent-choices.h"

static guint
count_days (int year,
            const char *from,
            const char *to)
{
  EntWorkdays days;
  GDate first, last;

  ent_workdays_init (&days, year);
  g_assert_true (ent_workdays_parse (from, &first));
  g_assert_true (ent_workdays_parse (to, &last));

  return ent_workdays_count (&days, &first, &last);
}

static void
test_workdays (void)
{
  GDate day;

  /* 261 days from Monday to Friday in both; 10 and 9 holidays fall on one. */
  g_assert_cmpuint (count_days (2025, "2025-01-01", "2025-12-31"), ==, 251);
  g_assert_cmpuint (count_days (2026, "2026-01-01", "2026-12-31"), ==, 252);
  /* Easter Monday, Ascension and Whit Monday of a year when Easter comes as late as it can, and as early. */
  g_assert_cmpuint (count_days (2038, "2038-04-26", "2038-04-26"), ==, 0);
  g_assert_cmpuint (count_days (2038, "2038-06-03", "2038-06-03"), ==, 0);
  g_assert_cmpuint (count_days (2038, "2038-06-14", "2038-06-14"), ==, 0);
  g_assert_cmpuint (count_days (2285, "2285-03-23", "2285-03-23"), ==, 0);
  g_assert_cmpuint (count_days (2025, "2025-03-03", "2025-03-09"), ==, 5);
  g_assert_cmpuint (count_days (2025, "2024-11-01", "2025-01-03"), ==, 2);
  g_assert_cmpuint (count_days (2025, "2025-12-29", "2026-05-01"), ==, 3);
  g_assert_cmpuint (count_days (2025, "2025-03-09", "2025-03-03"), ==, 0);
  g_assert_cmpuint (count_days (2025, "2026-01-01", "2026-12-31"), ==, 0);
  g_assert_cmpuint (count_days (2024, "2024-02-29", "2024-12-31"), ==, 252 - 42);

  g_assert_false (ent_workdays_parse (NULL, &day));
  g_assert_false (ent_workdays_parse ("2025-02-29", &day));
  g_assert_false (ent_workdays_parse ("2025-02", &day));
}

static void
test_rationale (void)
{
  gsize n;
  const EntRationale *all = ent_rationales (&n);
  const char *const reversed[] = { "territory", "authority", "all-territories", NULL };
  const char *const both[] = { "partner", "all-territories", NULL };
  guint n_sets = 0;

  g_assert_cmpuint (n, ==, 11);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpint (all[i].letter, ==, 'A' + i);
      g_assert_true (ent_rationale_find (all[i].poles) == &all[i]);
      for (guint j = 0; all[i].poles[j] != NULL; j++)
        g_assert_true (ent_choices_contains (&ent_choices_poles, all[i].poles[j]));
    }
  g_assert_cmpint (ent_rationale_find (reversed)->letter, ==, 'K');
  g_assert_null (ent_rationale_find (both));
  g_assert_null (ent_rationale_find (NULL));

  /* Every set of poles has one letter, but nothing at all and those of both “all” and “partner”. */
  for (guint mask = 0; mask < 16; mask++)
    {
      const char *poles[5] = { NULL };
      guint n_poles = 0;

      for (guint i = 0; i < 4; i++)
        if (mask & (1u << i))
          poles[n_poles++] = ent_choices_poles.items[i].nick;
      n_sets += ent_rationale_find (poles) != NULL;
      g_assert_true ((ent_rationale_find (poles) != NULL) == (mask != 0 && (mask & 12) != 12));
    }
  g_assert_cmpuint (n_sets, ==, 11);
}

static void
assert_number (double number,
               guint decimals,
               const char *expected)
{
  g_autofree char *text = ent_returns_format_number (number, decimals);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_shown (EntReturnsFigure figure,
              const char *brief,
              const char *full)
{
  g_autofree char *shortened = ent_returns_figure_shorten (&figure);
  g_autofree char *displayed = ent_returns_figure_display (&figure);

  g_assert_cmpstr (shortened, ==, brief);
  g_assert_cmpstr (displayed, ==, full);
}

static void
test_numbers (void)
{
  assert_number (0, 0, "0");
  assert_number (999, 0, "999");
  assert_number (1234567.891, 2, "1,234,567.89");
  assert_number (12.50, 2, "12.50");
  assert_number (100, 2, "100");
  assert_number (-1234, 0, "−1,234");
  assert_number (-0.2, 0, "0");

  assert_shown ((EntReturnsFigure){ .unit = ENT_RETURNS_SHARE, .known = TRUE, .value = 6 / 41.0, .part = 6, .whole = 41 }, "15%", "6 of 41 (15%)");
  assert_shown ((EntReturnsFigure){ .unit = ENT_RETURNS_SHARE, .known = FALSE }, "–", "–");
  assert_shown ((EntReturnsFigure){ .unit = ENT_RETURNS_PROPORTION, .known = TRUE, .value = 0.004 }, "0.4%", "0.4%");
  assert_shown ((EntReturnsFigure){ .unit = ENT_RETURNS_REFERENCES, .known = TRUE, .value = 41, .part = 41, .whole = 22 }, "22\u00a0/\u00a041", "41 returns of 22 projects");
  assert_shown ((EntReturnsFigure){ .unit = ENT_RETURNS_DAYS, .known = TRUE, .value = 1 }, "1", "1 day");
  assert_shown ((EntReturnsFigure){ .unit = ENT_RETURNS_DAYS, .known = TRUE, .value = 1.55 }, "1.6", "1.6 days");
  assert_shown ((EntReturnsFigure){ .unit = ENT_RETURNS_MONEY, .known = TRUE, .value = 123456789 }, "€1,234,568", "€1,234,568");
  assert_shown ((EntReturnsFigure){ .unit = ENT_RETURNS_RATIO, .known = TRUE, .value = 1.404 }, "€1.40", "€1.40");
}

/* WCAG 2.2: relative luminance. */
static double
get_luminance (EntChartColor color)
{
  double parts[] = { color.red, color.green, color.blue };

  for (guint i = 0; i < 3; i++)
    parts[i] = parts[i] <= 0.04045 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4);

  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
}

static double
get_contrast (EntChartColor a,
              EntChartColor b)
{
  double one = get_luminance (a), other = get_luminance (b);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

static void
test_colours (void)
{
  const EntChartColor backgrounds[] = { { 1, 1, 1, 1 }, { 0x22 / 255.0, 0x22 / 255.0, 0x26 / 255.0, 1 } };

  for (guint i = 0; i < 4; i++)
    {
      const EntChartColor background = backgrounds[i & 1];
      EntChartStyle style;

      ent_chart_style_init (&style, i & 1, i & 2);
      g_assert_cmpfloat (get_contrast (style.text, background), >=, 7);
      g_assert_cmpfloat (get_contrast (style.faint, background), >=, 4.5);
      g_assert_cmpfloat (get_contrast (style.focus, background), >=, 3);
      for (guint j = 0; j < ENT_CHART_MAX_SERIES; j++)
        g_assert_cmpfloat (get_contrast (style.series[j], background), >=, i & 2 ? 4 : 3);
      /* Told apart in grey. */
      for (guint j = 1; j < ENT_CHART_MAX_SERIES; j++)
        g_assert_cmpfloat (get_contrast (style.series[j], style.series[j - 1]), >=, 1.35);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/returns/workdays", test_workdays);
  g_test_add_func ("/returns/rationale", test_rationale);
  g_test_add_func ("/returns/numbers", test_numbers);
  g_test_add_func ("/returns/colours", test_colours);

  return g_test_run ();
}
