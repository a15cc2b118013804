/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of processing (GDPR, article 30), as far as the workspace itself knows it: what its schema keeps on people,
 * where its remotes send it, and how long. */
#include "ent-processing-register.h"

#include "ent-fact-table.h"
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-retention.h"
#include "ent-sync-state.h"

#define SHARE 2.6

static void
add_controller (EntSheet *sheet,
                EntWorkspace *workspace)
{
  static const char *const names[] = { "name", "siren", "address", "email", "phone" };
  g_autofree char *id = ent_workspace_get_setting (workspace, "own-authority");
  g_autoptr (EntRecord) own = id != NULL ? ent_workspace_get (workspace, id, NULL) : NULL;
  g_autofree char *unit = ent_workspace_get_setting (workspace, "own-department");
  g_autofree char *unit_name = unit != NULL ? ent_workspace_get_headline (workspace, unit) : NULL;

  ent_sheet_add_heading (sheet, _ ("Controller"));
  if (own == NULL)
    {
      ent_sheet_add_text (sheet, _ ("The workspace does not say whose it is: choose your own authority in the preferences."));
      return;
    }

  ent_fact_table_begin (sheet, SHARE);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    ent_fact_table_add_field (sheet, own, names[i]);
  ent_fact_table_add (sheet, _ ("Unit in Charge"), unit_name);
}

/* What a form asks about people, up to a circle. */
static char *
list_fields (EntCircle circle)
{
  const EntEntity *entity = ent_schema_find ("person");
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & ENT_FIELD_PERSONAL) != 0 && entity->fields[i].circle >= circle)
      g_strv_builder_add (labels, ent_field_get_label (&entity->fields[i]));
  all = g_strv_builder_end (labels);

  return g_strjoinv (", ", all);
}

static void
add_processing (EntSheet *sheet,
                const char *title,
                const char *purpose,
                const char *categories,
                gint64 n,
                const char *data)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, n);

  ent_sheet_add_heading (sheet, title);
  ent_fact_table_begin (sheet, SHARE);
  ent_fact_table_add (sheet, _ ("Purpose"), purpose);
  ent_fact_table_add (sheet, _ ("Legal Basis"), _ ("A task in the public interest (GDPR, article 6, 1 e), unless a person’s own record says another."));
  ent_fact_table_add (sheet, _ ("Categories of Data Subjects"), categories);
  ent_fact_table_add (sheet, _ ("Number of People"), number);
  ent_fact_table_add (sheet, _ ("Categories of Data"), data);
}

static void
add_processings (EntSheet *sheet,
                 const EntRetentionCounts *counts)
{
  g_autofree char *fields = list_fields (ENT_CIRCLE_TEAM);

  add_processing (sheet, _ ("Contacts of the Cooperation"), _ ("Follow partnerships, projects, missions and visits; write to those who take part in them."),
                  _ ("People in partner authorities, organisations, ministries and embassies, and in the authority itself."), counts->n_people, fields);
  add_processing (sheet, _ ("Elected Officials’ Portfolios"), _ ("Know who carries what, prepare missions, keep deliberations and special mandates with them."),
                  _ ("Elected officials of the authority and of its partners."), counts->n_elected,
                  _ ("Name, function, delegation, dates of the terms of office, partnerships carried, missions, support shown. No political affiliation, date of birth, sex or profession."));
  add_processing (sheet, _ ("Mobilised Staff"), _ ("Ask departments for expertise, value the time that was spent, find who speaks which language."),
                  _ ("Staff of the authority’s departments."), counts->n_staff,
                  _ ("Name, department, work done and its length, daily rate by category, languages and skills that they gave themselves."));
}

static void
add_recipients (EntSheet *sheet,
                GPtrArray *remotes)
{
  static const double widths[] = { 1, 1, 1.6, 2.4 };
  const char *labels[] = { _ ("Recipients"), _ ("Circle"), _ ("Address"), _ ("Personal Data"), NULL };

  ent_sheet_add_heading (sheet, _ ("Recipients"));
  ent_sheet_add_text (sheet, _ ("The workspace is a file on the unit’s own machines. It is sent nowhere but to the servers below, over an encrypted connection, each of which only gets what its circle may see; to the Atlas, moreover, only what somebody marked as published."));
  if (remotes->len == 0)
    {
      ent_sheet_add_text (sheet, _ ("No server is set up: nothing leaves the machine."));
      return;
    }

  ent_sheet_add_table (sheet, labels, widths, 0);
  for (guint i = 0; i < remotes->len; i++)
    {
      const EntRemote *remote = remotes->pdata[i];
      g_autofree char *fields = list_fields (remote->circle);
      const char *circle = ent_choices_get_label (&ent_choices_circles, ent_choices_get_nick (&ent_choices_circles, remote->circle));

      ent_sheet_add_row (sheet, (const char *const[]){ remote->name, circle, remote->url, fields, NULL });
    }
}

static void
add_retention (EntSheet *sheet,
               const EntRetentionCounts *counts)
{
  g_autofree char *dated = g_strdup_printf ("%" G_GINT64_FORMAT, counts->n_dated);
  g_autofree char *over = g_strdup_printf ("%" G_GINT64_FORMAT, counts->n_over);
  g_autofree char *forgotten = g_strdup_printf ("%" G_GINT64_FORMAT, counts->n_anonymised);

  ent_sheet_add_heading (sheet, _ ("Retention and Rights"));
  ent_sheet_add_text (sheet, _ ("Each person’s record says until when it is kept. Those whose date has passed, and those who no longer hold any role, are listed for review: they are kept longer for a reason, or anonymised. Anonymising removes the name and everything personal from the records, their history and what was sent; days worked and returns obtained still count. Anyone who asks is given all that is kept about them, in readable form and as JSON."));
  ent_fact_table_begin (sheet, SHARE);
  ent_fact_table_add (sheet, _ ("With a Retention Date"), dated);
  ent_fact_table_add (sheet, _ ("Retention Date Passed"), over);
  ent_fact_table_add (sheet, _ ("People Anonymised"), forgotten);
}

/**
 * ent_processing_register_compose:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable): the record of processing, laid out, in the language of this thread
 */
EntSheet *
ent_processing_register_compose (EntWorkspace *workspace,
                                 const char *today,
                                 GError **error)
{
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (workspace, error);
  g_autofree char *date = ent_format_display_date (today);
  g_autofree char *subtitle = NULL;
  EntRetentionCounts counts;
  EntSheet *sheet;

  if (remotes == NULL || !ent_retention_count (workspace, today, &counts, error))
    return NULL;

  /* Translators: a date */
  subtitle = g_strdup_printf (_ ("International relations, drawn up on %s"), date);
  sheet = ent_sheet_new (_ ("Record of Processing Activities"), subtitle, _ ("Record of Processing Activities"));
  add_controller (sheet, workspace);
  add_processings (sheet, &counts);
  add_recipients (sheet, remotes);
  add_retention (sheet, &counts);
  ent_sheet_lay_out (sheet);

  return sheet;
}
