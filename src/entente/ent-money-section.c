/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-money-section.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-section.h"
#include "ent-summary.h"

static GtkWidget *
create_figure (const char *caption,
               gint64 cents)
{
  g_autofree char *amount = ent_format_display_money (cents);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *value = gtk_label_new (amount);
  GtkWidget *label = gtk_label_new (caption);

  gtk_widget_add_css_class (value, "title-3");
  gtk_widget_add_css_class (value, "numeric");
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), value);
  gtk_widget_set_hexpand (box, TRUE);

  return box;
}

static double
get_part (gint64 part,
          gint64 whole)
{
  return whole > 0 ? CLAMP ((double) part / (double) whole, 0, 1) : 0;
}

/* Three figures, and how far the paying has come. */
static GtkWidget *
create_figures_row (gint64 planned,
                    gint64 committed,
                    gint64 paid)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *figures = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *bar = gtk_progress_bar_new ();

  gtk_widget_add_css_class (figures, "ent-columns");
  gtk_box_append (GTK_BOX (figures), create_figure (_ ("Planned"), planned));
  gtk_box_append (GTK_BOX (figures), create_figure (_ ("Committed"), committed));
  gtk_box_append (GTK_BOX (figures), create_figure (_ ("Paid"), paid));
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), get_part (paid, planned));
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Paid, of what is planned"), -1);
  gtk_widget_add_css_class (box, "ent-hint");
  gtk_box_append (GTK_BOX (box), figures);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);

  return row;
}

static const char *
get_source_label (const EntShare *share)
{
  return *share->id != '\0' ? ent_choices_get_label (&ent_choices_funding_sources, share->id) : _ ("Source not said");
}

/* One source: its funding lines unfold below it. */
static GtkWidget *
create_source_row (EntDossier *dossier,
                   const EntShare *share,
                   const char *today)
{
  const EntDossierGroup *fundings = ent_dossier_find_group (dossier, "funding");
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *planned = ent_format_display_money (share->planned);
  g_autofree char *paid = ent_format_display_money (share->paid);
  /* Translators: an amount of money */
  g_autofree char *subtitle = g_strdup_printf (_ ("paid: %s"), paid);
  GtkWidget *amount = gtk_label_new (planned);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_source_label (share));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_widget_add_css_class (amount, "numeric");
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), amount);
  for (guint i = 0; i < fundings->records->len; i++)
    {
      EntRecord *funding = fundings->records->pdata[i];
      const char *source = ent_record_get_text (funding, "source");

      if (g_str_equal (source != NULL ? source : "", share->id))
        adw_expander_row_add_row (ADW_EXPANDER_ROW (row), ent_section_create_row (funding, ent_record_get_id (dossier->record), today));
    }

  return row;
}

/**
 * ent_money_section_new:
 * @dossier: what is known about a partnership or project
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer floating): its money
 */
GtkWidget *
ent_money_section_new (EntDossier *dossier,
                       const char *today)
{
  const EntEntity *funding = ent_schema_find ("funding");
  const EntField *link = ent_dossier_get_link (funding, ent_record_get_entity (dossier->record));
  GtkWidget *section = ent_section_new (ent_entity_get_plural (funding));
  gint64 planned = 0;
  gint64 committed = 0;
  gint64 paid = 0;

  if (link != NULL)
    ent_section_set_add (ENT_SECTION (section), funding, link, ent_record_get_id (dossier->record));
  if (dossier->sources->len == 0)
    {
      ent_section_set_hint (ENT_SECTION (section),
                            link != NULL ? _ ("No money yet: who gives what, planned, committed and paid.")
                                         : _ ("No money yet. It is written down with each project."));
      return section;
    }

  for (guint i = 0; i < dossier->sources->len; i++)
    {
      const EntShare *share = dossier->sources->pdata[i];

      planned += share->planned;
      committed += share->committed;
      paid += share->paid;
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_figures_row (planned, committed, paid));
  for (guint i = 0; i < dossier->sources->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_source_row (dossier, dossier->sources->pdata[i], today));

  return section;
}
