/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-portfolio-sections.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-format.h"
#include "ent-officials.h"
#include "ent-section.h"
#include "ent-summary.h"

static void
add_word (GPtrArray *words,
          const char *word)
{
  if (word != NULL && *word != '\0')
    g_ptr_array_add (words, (gpointer) word);
}

static char *
join (GPtrArray *words,
      const char *separator)
{
  g_ptr_array_add (words, NULL);
  return g_strjoinv (separator, (char **) words->pdata);
}

static char *
describe_term (const EntOfficial *term)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *period = ent_summary_get_period (term->start, term->end);
  g_autofree char *themes = ent_official_join_themes (term);
  g_autofree char *first = NULL;

  if (term->delegation != NULL)
    add_word (words, ent_official_get_charge (term));
  add_word (words, term->body);
  add_word (words, period);
  add_word (words, term->order);
  first = join (words, "\u00a0· ");

  return *themes != '\0' ? g_strconcat (first, "\n", themes, NULL) : g_steal_pointer (&first);
}

static GtkWidget *
create_terms (const EntPortfolio *portfolio,
              const char *person)
{
  GtkWidget *section = ent_section_new (ent_entity_get_plural (ent_schema_find ("mandate")));
  gboolean in_office = FALSE;

  for (guint i = 0; i < portfolio->terms->len; i++)
    {
      const EntOfficial *term = portfolio->terms->pdata[i];
      g_autofree char *detail = describe_term (term);
      const char *title = term->delegation != NULL ? term->delegation : ent_official_get_charge (term);
      GtkWidget *row = ent_section_add_line (ENT_SECTION (section), term->term, title, detail, term->past ? _ ("Over") : NULL, ENT_TONE_NEUTRAL);

      if (term->past)
        gtk_widget_add_css_class (row, "ent-past");
      in_office = in_office || !term->past;
    }
  if (in_office)
    {
      GtkWidget *change = adw_button_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (change), _ ("Change of Mandate…"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (change), "record.hand-over");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (change), "s", person);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), change);
    }

  return section;
}

/* What hangs on one person alone goes with that person. */
static GtkWidget *
create_carried (const EntPortfolio *portfolio)
{
  GtkWidget *section = ent_section_new (_ ("Partnerships Carried"));

  for (guint i = 0; i < portfolio->carried->len; i++)
    {
      const EntPortfolioCarried *carried = portfolio->carried->pdata[i];
      g_autoptr (GPtrArray) words = g_ptr_array_new ();
      g_autofree char *date = carried->since != NULL ? ent_format_display_date (carried->since) : NULL;
      /* Translators: a date: on that day it was said that the official carries the partnership */
      g_autofree char *since = date != NULL ? g_strdup_printf (_ ("carries it, said on %s"), date) : NULL;
      g_autofree char *detail = NULL;

      add_word (words, carried->leads ? _ ("Lead Elected Official") : NULL);
      add_word (words, since);
      detail = join (words, "\u00a0· ");
      ent_section_add_line (ENT_SECTION (section), carried->partnership, carried->title, detail,
                            carried->n_others == 0 ? _ ("Alone") : NULL, ENT_TONE_WARNING);
    }
  if (portfolio->carried->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("None. Record who carries a partnership as political support."));

  return section;
}

static char *
describe_word (EntRecord *support)
{
  const char *level = ent_record_get_text (support, "level");
  const char *date = ent_record_get_text (support, "date");
  g_autofree char *shown = date != NULL ? ent_format_display_date (date) : NULL;
  const char *label = level != NULL ? ent_choices_get_label (&ent_choices_support_levels, level) : _ ("Not said");

  return shown != NULL ? g_strdup_printf ("%s (%s)", label, shown) : g_strdup (label);
}

/* All that was said on one partnership, the first word first. */
static char *
describe_words (GPtrArray *supports,
                const char *partnership)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < supports->len; i++)
    if (g_strcmp0 (ent_record_get_text (supports->pdata[i], "partnership"), partnership) == 0)
      g_ptr_array_add (words, describe_word (supports->pdata[i]));

  return join (words, " → ");
}

/* One line for each partnership, that of the last word first. */
static GtkWidget *
create_support (const EntPortfolio *portfolio)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *section;

  if (portfolio->words->len == 0)
    return NULL;

  section = ent_section_new (_ ("Support Over Time"));
  for (guint i = portfolio->words->len; i > 0; i--)
    {
      EntRecord *support = portfolio->words->pdata[i - 1];
      const char *partnership = ent_record_get_text (support, "partnership");
      const char *title = partnership != NULL ? ent_record_get_title_of (support, partnership) : _ ("External Action as a Whole");
      g_autofree char *words = describe_words (portfolio->words, partnership);
      EntTone tone;
      const char *state = ent_summary_get_state (support, "", &tone);

      if (g_hash_table_add (seen, (gpointer) (partnership != NULL ? partnership : "")))
        ent_section_add_line (ENT_SECTION (section), ent_record_get_id (support), title != NULL ? title : "", words, state, tone);
    }

  return section;
}

static char *
describe_seat (const EntPortfolioSeat *seat)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *period = ent_summary_get_period (seat->start, seat->end);
  g_autofree char *date = seat->report_due != NULL ? ent_format_display_date (seat->report_due) : NULL;
  /* Translators: the reference of a mission letter */
  g_autofree char *letter = seat->mission_letter != NULL ? g_strdup_printf (_ ("mission letter %s"), seat->mission_letter) : NULL;
  /* Translators: a date */
  g_autofree char *report = date != NULL && !seat->past ? g_strdup_printf (_ ("reports by %s"), date) : NULL;

  add_word (words, seat->title);
  add_word (words, period);
  add_word (words, letter);
  add_word (words, report);
  return join (words, "\u00a0· ");
}

static GtkWidget *
create_seats (const EntPortfolio *portfolio,
              const char *today)
{
  GtkWidget *section;

  if (portfolio->seats->len == 0)
    return NULL;

  section = ent_section_new (_ ("Seats in Networks"));
  for (guint i = 0; i < portfolio->seats->len; i++)
    {
      const EntPortfolioSeat *seat = portfolio->seats->pdata[i];
      gboolean late = !seat->past && seat->report_due != NULL && strcmp (seat->report_due, today) < 0;
      gboolean bare = !seat->past && seat->mission_letter == NULL;
      g_autofree char *detail = describe_seat (seat);
      const char *pill = late ? _ ("Report late") : bare ? _ ("No mission letter") : seat->past ? _ ("Over") : NULL;
      GtkWidget *row = ent_section_add_line (ENT_SECTION (section), seat->role, seat->network, detail, pill,
                                             seat->past ? ENT_TONE_NEUTRAL : ENT_TONE_WARNING);

      if (seat->past)
        gtk_widget_add_css_class (row, "ent-past");
    }

  return section;
}

static void
append (GtkBox *box,
        GtkWidget *widget)
{
  if (widget != NULL)
    gtk_box_append (box, widget);
}

/**
 * ent_portfolio_sections_add:
 * @box: a box
 * @dossier: what is known about a record
 * @today: this day, YYYY-MM-DD
 *
 * Adds the portfolio of a person who is, or was, an elected official.
 */
void
ent_portfolio_sections_add (GtkBox *box,
                            EntDossier *dossier,
                            const char *today)
{
  const EntPortfolio *portfolio = dossier->portfolio;

  if (portfolio == NULL || portfolio->terms->len == 0)
    return;

  append (box, create_terms (portfolio, ent_record_get_id (dossier->record)));
  append (box, create_carried (portfolio));
  append (box, create_support (portfolio));
  append (box, create_seats (portfolio, today));
}

/**
 * ent_portfolio_sections_cover:
 * @dossier: what is known about a record
 * @entity: the name of an entity
 *
 * Returns: whether the portfolio already shows all that the dossier has of @entity
 */
gboolean
ent_portfolio_sections_cover (EntDossier *dossier,
                              const char *entity)
{
  const EntPortfolio *portfolio = dossier->portfolio;
  const EntDossierGroup *group = ent_dossier_find_group (dossier, entity);

  if (portfolio == NULL || portfolio->terms->len == 0 || group == NULL)
    return FALSE;
  if (g_str_equal (entity, "mandate") || g_str_equal (entity, "support"))
    return TRUE;
  if (!g_str_equal (entity, "partnership"))
    return FALSE;

  for (guint i = 0; i < group->records->len; i++)
    if (!ent_portfolio_carries (portfolio, ent_record_get_id (group->records->pdata[i])))
      return FALSE;

  return TRUE;
}
