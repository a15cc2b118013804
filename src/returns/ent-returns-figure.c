/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-figure.h"

#include <math.h>
#include <string.h>

#include "ent-gettext.h"
#include "ent-locale.h"
#include "ent-returns-figure-private.h"

#define NARROW_NO_BREAK_SPACE "\u202f"
#define NO_BREAK_SPACE "\u00a0"
#define MINUS "\u2212"
#define NOTHING "\u2013"

/**
 * ent_returns_format_number:
 * @number: a number
 * @decimals: how many decimals to show; none where all of them are 0
 *
 * The marks follow the language and not LC_NUMERIC, so that a report reads the same wherever it is written.
 *
 * Returns: (transfer full): the number as a person reads it
 */
char *
ent_returns_format_number (double number,
                           guint decimals)
{
  gboolean french = ent_locale_is_french ();
  const char *group = french ? NARROW_NO_BREAK_SPACE : ",";
  g_autofree char *pattern = g_strdup_printf ("%%.%uf", MIN (decimals, 9u));
  char plain[G_ASCII_DTOSTR_BUF_SIZE + 320];
  g_autoptr (GString) text = g_string_new (NULL);
  gsize integral;

  g_ascii_formatd (plain, sizeof plain, pattern, fabs (number));
  integral = strcspn (plain, ".");
  if (strspn (plain + integral, ".0") == strlen (plain + integral))
    plain[integral] = '\0';

  if (number < 0 && strspn (plain, "0.") < strlen (plain))
    g_string_append (text, MINUS);
  for (gsize i = 0; i < integral; i++)
    {
      if (i > 0 && (integral - i) % 3 == 0)
        g_string_append (text, group);
      g_string_append_c (text, plain[i]);
    }
  if (plain[integral] == '.')
    {
      g_string_append_c (text, french ? ',' : '.');
      g_string_append (text, plain + integral + 1);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
format_money (double cents,
              gboolean with_cents)
{
  g_autofree char *number = ent_returns_format_number (cents / 100, with_cents ? 2 : 0);

  return ent_locale_is_french () ? g_strconcat (number, NO_BREAK_SPACE "€", NULL) : g_strconcat ("€", number, NULL);
}

static char *
format_share (double share)
{
  double percent = share * 100;
  /* “0 %” for one in a thousand would hide it. */
  guint decimals = percent > 0 && percent < 1 ? 1 : 0;
  g_autofree char *number = ent_returns_format_number (percent, decimals);

  return ent_locale_is_french () ? g_strconcat (number, NO_BREAK_SPACE "%", NULL) : g_strconcat (number, "%", NULL);
}

static char *
format_references (const EntReturnsFigure *self)
{
  g_autofree char *subjects = ent_returns_format_number (self->whole, 0);
  g_autofree char *returns = ent_returns_format_number (self->part, 0);

  if (self->part == 0)
    return g_steal_pointer (&returns);

  return g_strconcat (subjects, NO_BREAK_SPACE "/" NO_BREAK_SPACE, returns, NULL);
}

/**
 * ent_returns_figure_shorten:
 * @self: a figure
 *
 * Returns: (transfer full): the figure as it stands in the cell of a table: without a unit that the headings say, and a
 *   share without what it is a share of
 */
char *
ent_returns_figure_shorten (const EntReturnsFigure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!self->known)
    return g_strdup (NOTHING);

  switch (self->unit)
    {
    case ENT_RETURNS_REFERENCES:
      return format_references (self);
    case ENT_RETURNS_SHARE:
    case ENT_RETURNS_PROPORTION:
      return format_share (self->value);
    case ENT_RETURNS_DAYS:
      return ent_returns_format_number (self->value, fabs (self->value) < 100 ? 1 : 0);
    case ENT_RETURNS_MONEY:
      return format_money (self->value, FALSE);
    case ENT_RETURNS_RATIO:
      return format_money (self->value * 100, TRUE);
    case ENT_RETURNS_COUNT:
    default:
      return ent_returns_format_number (self->value, 0);
    }
}

static char *
spell_references (const EntReturnsFigure *self)
{
  g_autofree char *n_returns = ent_returns_format_number (self->part, 0);
  g_autofree char *n_subjects = ent_returns_format_number (self->whole, 0);
  g_autofree char *returns = g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%s return", "%s returns", self->part), n_returns);
  g_autofree char *subjects = g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%s project", "%s projects", self->whole), n_subjects);

  /* Translators: “41 returns”, and “22 projects” that they belong to. */
  return g_strdup_printf (_ ("%s of %s"), returns, subjects);
}

/**
 * ent_returns_figure_display:
 * @self: a figure
 *
 * Returns: (transfer full): the figure as it is read on its own, with its unit, and a share with what it is a share of
 */
char *
ent_returns_figure_display (const EntReturnsFigure *self)
{
  g_autofree char *brief = ent_returns_figure_shorten (self);

  if (!self->known)
    return g_steal_pointer (&brief);

  if (self->unit == ENT_RETURNS_SHARE)
    {
      g_autofree char *part = ent_returns_format_number (self->part, 0);
      g_autofree char *whole = ent_returns_format_number (self->whole, 0);

      /* Translators: how many of how many, and the percentage: “6 of 41 (15%)”. */
      return g_strdup_printf (_ ("%s of %s (%s)"), part, whole, brief);
    }
  if (self->unit == ENT_RETURNS_REFERENCES && self->part > 0)
    return spell_references (self);
  if (self->unit == ENT_RETURNS_DAYS)
    {
      /* One and a half is plural in English and singular in French, just as 0 is. */
      gulong n = self->value == 1 ? 1 : (self->value < 2 ? 0 : 2);

      return g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%s day", "%s days", n), brief);
    }

  return g_steal_pointer (&brief);
}

/* Whether both say the same from the same records. */
gboolean
ent_returns_figure_agrees (const EntReturnsFigure *self,
                           const EntReturnsFigure *other)
{
  gboolean agree = self->known == other->known && self->value == other->value && self->part == other->part && self->whole == other->whole
                   && self->n_records == other->n_records;

  for (guint i = 0; agree && i < self->n_records; i++)
    agree = g_str_equal (self->records[i], other->records[i]);

  return agree;
}

/**
 * ent_returns_unit_get_nick:
 * @unit: a unit
 *
 * Returns: its stable English name, for files
 */
const char *
ent_returns_unit_get_nick (EntReturnsUnit unit)
{
  static const char *const nicks[] = { "count", "references", "share", "proportion", "days", "euro-cents", "ratio" };

  g_return_val_if_fail ((guint) unit < G_N_ELEMENTS (nicks), NULL);

  return nicks[unit];
}

/**
 * ent_returns_unit_get_label:
 * @unit: a unit
 *
 * Returns: what a person reads, translated
 */
const char *
ent_returns_unit_get_label (EntReturnsUnit unit)
{
  static const char *const labels[] = {
    N_ ("number"), N_ ("returns"), N_ ("%"), N_ ("%"), N_ ("days"), N_ ("€"), N_ ("€ of others for €1 of own funds"),
  };

  g_return_val_if_fail ((guint) unit < G_N_ELEMENTS (labels), NULL);

  return _ (labels[unit]);
}
