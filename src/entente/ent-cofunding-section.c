/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-cofunding-section.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-format.h"
#include "ent-section.h"
#include "ent-time.h"

static char *
display_percent (double percent)
{
  return ent_format_display_percent (round (percent * 10) / 10);
}

static void
add_share (GtkWidget *section,
           const char *title,
           const char *subtitle,
           double share,
           gboolean met)
{
  g_autofree char *percent = display_percent (share);

  /* The colour says no more than the words. */
  ent_section_add_line (ENT_SECTION (section), NULL, title, subtitle, percent, met ? ENT_TONE_SUCCESS : ENT_TONE_WARNING);
}

static void
add_french (GtkWidget *section,
            const EntCofunding *shares)
{
  g_autofree char *part = ent_format_display_money (shares->french);
  g_autofree char *whole = ent_format_display_money (shares->total);
  g_autofree char *limit = display_percent (shares->french_min);
  gboolean met = !ent_cofunding_is_short (shares);
  /* Translators: two amounts of money, then a percentage */
  g_autofree char *subtitle = g_strdup_printf (met ? _ ("%1$s of %2$s: the %3$s asked for are there") : _ ("%1$s of %2$s: less than the %3$s asked for"),
                                               part, whole, limit);

  add_share (section, _ ("French Share"), subtitle, shares->french_share, met);
}

static void
add_staff (GtkWidget *section,
           const EntCofunding *shares)
{
  g_autofree char *part = ent_format_display_money (shares->staff);
  g_autofree char *whole = ent_format_display_money (shares->french);
  g_autofree char *limit = display_percent (shares->staff_max);
  gboolean met = !ent_cofunding_is_staff_heavy (shares);
  /* Translators: two amounts of money, then a percentage */
  g_autofree char *subtitle = g_strdup_printf (met ? _ ("%1$s of the French share of %2$s: within the %3$s that count") : _ ("%1$s of the French share of %2$s: more than the %3$s that count"),
                                               part, whole, limit);

  add_share (section, _ ("Valued Time in the French Share"), subtitle, shares->staff_share, met);
}

/* The time that was spent, beside what the budget says it is to be worth. */
static void
add_logged (GtkWidget *section,
            const EntCofunding *shares)
{
  g_autofree char *days = ent_time_display_days (shares->logged_days);
  g_autofree char *value = ent_format_display_money (shares->logged);
  /* Translators: a number of days, then an amount of money */
  g_autofree char *both = g_strdup_printf (_ ("%1$s, %2$s"), days, value);
  const char *subtitle = shares->from_log    ? _ ("The budget has nothing in kind: what was logged counts above")
                         : shares->logged == 0 ? _ ("No daily cost is known: see the rates in the preferences")
                                               : _ ("What the budget has in kind counts above");
  GtkWidget *row;

  if (shares->logged_days <= 0)
    return;

  row = ent_section_add_line (ENT_SECTION (section), NULL, _ ("Time Logged"), subtitle, NULL, ENT_TONE_NEUTRAL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (shares->logged > 0 ? both : days));
}

/**
 * ent_cofunding_section_new:
 * @shares: (nullable): how the money of a project is shared
 * @title: of the section
 *
 * Returns: (transfer floating) (nullable): the French share and that of valued time against what calls take; %NULL where
 *   there is no money yet
 */
GtkWidget *
ent_cofunding_section_new (const EntCofunding *shares,
                           const char *title)
{
  GtkWidget *section;

  if (shares == NULL || shares->total <= 0)
    return NULL;

  section = ent_section_new (title);
  add_french (section, shares);
  if (shares->french > 0)
    add_staff (section, shares);
  add_logged (section, shares);

  return section;
}
