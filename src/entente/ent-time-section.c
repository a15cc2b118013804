/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-time-section.h"

#include <glib/gi18n-lib.h>

#include "ent-section.h"
#include "ent-time.h"

/* People by name; of the others the list has the rest. */
#define MAX_PEOPLE 5

/**
 * ent_time_row_new:
 * @share: the days of somebody or something
 * @most: the days of whoever has most
 *
 * Returns: (transfer floating): a row with a bar, that opens the record
 */
GtkWidget *
ent_time_row_new (const EntShare *share,
                  double most)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *days = ent_time_display_days (share->days);
  GtkWidget *label = gtk_label_new (days);
  GtkWidget *bar = gtk_progress_bar_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), share->headline);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), most > 0 ? CLAMP (share->days / most, 0, 1) : 0);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (bar, "ent-bar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, share->headline,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, days, -1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  if (ent_schema_find_for_id (share->id) != NULL)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", share->id);
    }

  return row;
}

static GtkWidget *
create_log_row (EntDossier *dossier,
                const EntDossierGroup *group,
                const char *today)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *subtitle = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry", "%u entries", group->total), group->total);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("What Was Logged"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  for (guint i = 0; i < group->records->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              ent_section_create_row (group->records->pdata[i], ent_record_get_id (dossier->record), today));

  return row;
}

/* The days one person gave need no bar to compare them with. */
static void
add_people (GtkWidget *section,
            EntDossier *dossier)
{
  double most = dossier->people->len > 0 ? ((EntShare *) dossier->people->pdata[0])->days : 0;

  if (g_str_equal (ent_record_get_entity (dossier->record)->name, "person"))
    return;

  for (guint i = 0; i < dossier->people->len && i < MAX_PEOPLE; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), ent_time_row_new (dossier->people->pdata[i], most));
}

/**
 * ent_time_section_new:
 * @dossier: what is known about a record
 * @hint: (nullable): what to say while nothing was logged; without it there is then no section
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer floating) (nullable): the time that people put in
 */
GtkWidget *
ent_time_section_new (EntDossier *dossier,
                      const char *hint,
                      const char *today)
{
  const EntEntity *involvement = ent_schema_find ("involvement");
  const EntDossierGroup *group = ent_dossier_find_group (dossier, involvement->name);
  const EntField *link = ent_dossier_get_link (involvement, ent_record_get_entity (dossier->record));
  GtkWidget *section;

  if (group == NULL && hint == NULL)
    return NULL;

  section = ent_section_new (ent_entity_get_plural (involvement));
  if (link != NULL)
    ent_section_set_add (ENT_SECTION (section), involvement, link, ent_record_get_id (dossier->record));
  if (group == NULL)
    {
      ent_section_set_hint (ENT_SECTION (section), hint);
      return section;
    }
  else
    {
      g_autofree char *days = ent_time_display_days (ent_shares_sum_days (dossier->people));
      /* Translators: a number of days, such as “12.5 days” */
      g_autofree char *description = g_strdup_printf (_ ("%s in all"), days);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (section), description);
    }
  add_people (section, dossier);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_log_row (dossier, group, today));

  return section;
}
