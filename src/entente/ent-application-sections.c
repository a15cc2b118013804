/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-application-sections.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-check-row.h"
#include "ent-choices.h"
#include "ent-format.h"
#include "ent-section.h"

static void
add (GtkWidget *section,
     GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), row);
}

/* (nullable): the date that a field holds, in words. */
static char *
display_date (EntRecord *record,
              const char *field)
{
  const char *date = record != NULL ? ent_record_get_text (record, field) : NULL;

  return date != NULL ? ent_format_display_date (date) : NULL;
}

static GtkWidget *
create_submission (EntDossier *dossier,
                   const char *today)
{
  g_autofree char *submitted = display_date (dossier->record, "submitted-on");
  g_autofree char *closes = display_date (dossier->application->call, "closes");
  g_autofree char *reason = NULL;
  gboolean late;

  if (submitted != NULL)
    return ent_check_row_new (_ ("Submission"), submitted, ENT_CHECK_PASSED);
  if (closes == NULL)
    return ent_check_row_new (_ ("Submission"), _ ("Not submitted yet."), ENT_CHECK_UNKNOWN);

  late = strcmp (ent_record_get_text (dossier->application->call, "closes"), today) < 0;
  /* Translators: a date */
  reason = g_strdup_printf (late ? _ ("Not submitted; the call closed on %s.") : _ ("Not submitted yet; the call closes on %s."), closes);
  return ent_check_row_new (_ ("Submission"), reason, late ? ENT_CHECK_FAILED : ENT_CHECK_UNKNOWN);
}

static GtkWidget *
create_opinion (EntDossier *dossier)
{
  EntRecord *opinion = dossier->application->opinion;
  const char *nick = opinion != NULL ? ent_record_get_text (opinion, "opinion") : NULL;
  g_autofree char *date = display_date (opinion, "date");
  g_autofree char *reason = NULL;
  GtkWidget *row;

  if (nick == NULL)
    return ent_check_row_new (_ ("Embassy Opinion"), _ ("The embassy has not given its opinion."), ENT_CHECK_UNKNOWN);

  reason = date != NULL ? g_strdup_printf ("%s · %s", ent_choices_get_label (&ent_choices_opinions, nick), date)
                        : g_strdup (ent_choices_get_label (&ent_choices_opinions, nick));
  row = ent_check_row_new (_ ("Embassy Opinion"), reason, g_str_equal (nick, "favourable") ? ENT_CHECK_PASSED : ENT_CHECK_FAILED);
  ent_check_row_open (row, ent_record_get_id (opinion));
  return row;
}

static GtkWidget *
create_decision (EntDossier *dossier)
{
  const char *nick = ent_record_get_text (dossier->record, "decision");
  gint64 granted = ent_record_get_integer (dossier->record, "granted", -1);
  g_autofree char *amount = granted >= 0 ? ent_format_display_money (granted) : NULL;
  g_autofree char *reason = NULL;

  if (nick == NULL || g_str_equal (nick, "pending"))
    return ent_check_row_new (_ ("Decision"), _ ("Not decided yet."), ENT_CHECK_UNKNOWN);

  reason = amount != NULL ? g_strdup_printf ("%s · %s", ent_choices_get_label (&ent_choices_decisions, nick), amount)
                          : g_strdup (ent_choices_get_label (&ent_choices_decisions, nick));
  return ent_check_row_new (_ ("Decision"), reason, g_str_equal (nick, "granted") ? ENT_CHECK_PASSED : ENT_CHECK_FAILED);
}

static GtkWidget *
create_opinion_step (EntDossier *dossier)
{
  const char *project = ent_record_get_text (dossier->record, "project");

  return ent_next_step_new (_ ("Record the Embassy’s _Opinion…"), "record.new-for", g_variant_new ("(sss)", "opinion", "project", project));
}

/* (nullable): the first that is not there, in the order of the procedure. */
static GtkWidget *
create_next_step (EntDossier *dossier)
{
  const char *id = ent_record_get_id (dossier->record);
  const char *decision = ent_record_get_text (dossier->record, "decision");
  gboolean pending = decision == NULL || g_str_equal (decision, "pending");

  if (pending && ent_record_get_text (dossier->record, "submitted-on") == NULL)
    return ent_next_step_new (_ ("Record the _Submission…"), "record.fill", g_variant_new ("(ss)", id, "submitted-on"));
  if (pending && dossier->application->opinion == NULL && ent_record_get_text (dossier->record, "project") != NULL)
    return create_opinion_step (dossier);
  if (pending)
    return ent_next_step_new (_ ("Record the _Decision…"), "record.fill", g_variant_new ("(ss)", id, "decision"));
  if (g_str_equal (decision, "granted") && ent_record_get_integer (dossier->record, "granted", -1) < 0)
    return ent_next_step_new (_ ("Say How Much Is _Granted…"), "record.fill", g_variant_new ("(ss)", id, "granted"));

  return NULL;
}

/**
 * ent_application_steps_new:
 * @dossier: what is known about a co-funding file
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer floating): the submission, the embassy's opinion and the decision, and what is to be done next
 */
GtkWidget *
ent_application_steps_new (EntDossier *dossier,
                           const char *today)
{
  GtkWidget *section = ent_section_new (_ ("Where the File Stands"));
  GtkWidget *next = create_next_step (dossier);

  add (section, create_submission (dossier, today));
  add (section, create_opinion (dossier));
  add (section, create_decision (dossier));
  if (next != NULL)
    add (section, next);

  return section;
}

static EntCheck
get_check (EntVerdict verdict)
{
  switch (verdict)
    {
    case ENT_VERDICT_PASSED:
      return ENT_CHECK_PASSED;
    case ENT_VERDICT_FAILED:
      return ENT_CHECK_FAILED;
    case ENT_VERDICT_UNKNOWN:
    default:
      return ENT_CHECK_UNKNOWN;
    }
}

/**
 * ent_application_rules_new:
 * @dossier: what is known about a co-funding file
 *
 * Returns: (transfer floating) (nullable): each rule of the call, and whether the project meets it; %NULL where the call is
 *   not here
 */
GtkWidget *
ent_application_rules_new (EntDossier *dossier)
{
  GPtrArray *rules = dossier->application->rules;
  GtkWidget *section;

  if (rules->len == 0)
    return NULL;

  section = ent_section_new (_ ("Eligibility"));
  for (guint i = 0; i < rules->len; i++)
    {
      const EntEligibilityRule *rule = rules->pdata[i];

      add (section, ent_check_row_new (rule->name, rule->reason, get_check (rule->verdict)));
    }

  return section;
}

static GtkWidget *
create_document_row (const EntRequiredDocument *required)
{
  GtkWidget *row;
  GtkWidget *button;
  g_autofree char *tooltip = NULL;

  if (required->document != NULL)
    {
      row = ent_check_row_new (required->name, required->title, ENT_CHECK_PASSED);
      ent_check_row_open (row, required->document);
      return row;
    }

  row = ent_check_row_new (required->name, _ ("Not attached yet."), ENT_CHECK_FAILED);
  /* Translators: the name of a document */
  tooltip = g_strdup_printf (_ ("Attach “%s”…"), required->name);
  button = gtk_button_new_from_icon_name ("mail-attachment-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_name (button, required->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.attach-as");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", required->name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);

  return row;
}

/**
 * ent_application_documents_new:
 * @dossier: what is known about a co-funding file
 *
 * Returns: (transfer floating) (nullable): the documents that the call asks for, and those that are missing
 */
GtkWidget *
ent_application_documents_new (EntDossier *dossier)
{
  GPtrArray *documents = dossier->application->documents;
  GtkWidget *section;
  g_autofree char *description = NULL;
  guint n = 0;

  if (documents->len == 0)
    return NULL;

  section = ent_section_new (_ ("Documents Required"));
  for (guint i = 0; i < documents->len; i++)
    {
      const EntRequiredDocument *required = documents->pdata[i];

      n += required->document != NULL;
      add (section, create_document_row (required));
    }
  /* Translators: two numbers of documents */
  description = g_strdup_printf (_ ("%1$u of %2$u attached"), n, documents->len);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (section), description);

  return section;
}

static char *
describe_instalment (EntRecord *funding)
{
  gint64 paid = ent_record_get_integer (funding, "paid", -1);
  gint64 planned = ent_record_get_integer (funding, "planned", -1);
  g_autofree char *amount = paid >= 0 || planned >= 0 ? ent_format_display_money (paid >= 0 ? paid : planned) : NULL;
  g_autofree char *date = display_date (funding, "paid-on");

  if (amount == NULL)
    return NULL;
  if (paid >= 0 && date != NULL)
    /* Translators: an amount of money and a date */
    return g_strdup_printf (_ ("paid on %2$s: %1$s"), amount, date);
  if (paid >= 0)
    return g_strdup_printf (_ ("paid: %s"), amount);

  /* Translators: an amount of money */
  return g_strdup_printf (_ ("planned: %s"), amount);
}

static char *
name_instalment (EntRecord *funding)
{
  gint64 number = ent_record_get_integer (funding, "instalment", 0);
  gint64 year = ent_record_get_integer (funding, "year", 0);

  if (number > 0 && year > 0)
    /* Translators: the number of an instalment, and a year */
    return g_strdup_printf (_ ("Instalment %1$d · %2$d"), (int) number, (int) year);
  if (number > 0)
    return g_strdup_printf (_ ("Instalment %d"), (int) number);

  /* Translators: an instalment whose number is not known, and its year */
  return year > 0 ? g_strdup_printf (_ ("Instalment · %d"), (int) year) : g_strdup (_ ("Instalment"));
}

static GtkWidget *
create_money_row (const EntInstalment *instalment)
{
  g_autofree char *title = name_instalment (instalment->funding);
  g_autofree char *subtitle = describe_instalment (instalment->funding);
  gboolean paid = ent_record_get_integer (instalment->funding, "paid", 0) > 0;
  GtkWidget *row = ent_check_row_new (title, subtitle, paid ? ENT_CHECK_PASSED : ENT_CHECK_UNKNOWN);

  ent_check_row_open (row, ent_record_get_id (instalment->funding));
  return row;
}

static GtkWidget *
create_report_row (EntRecord *report,
                   const char *today)
{
  const char *due = ent_record_get_text (report, "due");
  g_autofree char *done = display_date (report, "done");
  g_autofree char *date = display_date (report, "due");
  gboolean late = done == NULL && due != NULL && strcmp (due, today) < 0;
  /* Translators: a date */
  g_autofree char *subtitle = done != NULL ? g_strdup_printf (_ ("Done on %s"), done) : g_strdup_printf (late ? _ ("Late since %s") : _ ("Due on %s"), date);
  const char *title = ent_record_get_headline (report);
  GtkWidget *row = ent_check_row_new (title != NULL ? title : "", subtitle, done != NULL ? ENT_CHECK_PASSED : late ? ENT_CHECK_FAILED : ENT_CHECK_UNKNOWN);

  ent_check_row_open (row, ent_record_get_id (report));
  return row;
}

static GtkWidget *
create_report_step (EntDossier *dossier,
                    const EntInstalment *instalment)
{
  g_autofree char *name = name_instalment (instalment->funding);
  /* Translators: an instalment, such as “Instalment 2 · 2026” */
  g_autofree char *title = g_strdup_printf (_ ("Report: %s"), name);
  /* Translators: an instalment, such as “Instalment 2 · 2026” */
  g_autofree char *label = g_strdup_printf (_ ("Plan the Report: %s…"), name);
  GVariantBuilder values;
  GtkWidget *row;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "title", title);
  g_variant_builder_add (&values, "{ss}", "subject", ent_record_get_id (dossier->record));
  g_variant_builder_add (&values, "{ss}", "funding", ent_record_get_id (instalment->funding));
  row = ent_next_step_new (label, "record.new-with", g_variant_new ("(sa{ss})", "milestone", &values));
  gtk_widget_remove_css_class (row, "suggested-action");

  return row;
}

/* (nullable): what the call keeps back until the last report, of what was granted. */
static char *
describe_last (EntDossier *dossier)
{
  gint64 granted = ent_record_get_integer (dossier->record, "granted", 0);
  double percent = dossier->application->call != NULL ? ent_record_get_real (dossier->application->call, "last-instalment", 0) : 0;
  g_autofree char *share = NULL;
  g_autofree char *amount = NULL;

  if (granted <= 0 || percent <= 0)
    return NULL;

  share = ent_format_display_real (percent);
  amount = ent_format_display_money ((gint64) (granted * percent / 100));
  /* Translators: a percentage, then an amount of money */
  return g_strdup_printf (_ ("The last %1$s %%, %2$s, follows the last report."), share, amount);
}

static void
set_add (GtkWidget *section,
         EntDossier *dossier)
{
  const char *project = ent_record_get_text (dossier->record, "project");
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  if (project != NULL)
    g_variant_builder_add (&values, "{ss}", "project", project);
  if (dossier->application->call != NULL)
    g_variant_builder_add (&values, "{ss}", "funder", ent_record_get_text (dossier->application->call, "funder"));
  ent_section_set_add_with (ENT_SECTION (section), _ ("Add an Instalment"), "funding", &values);
}

/**
 * ent_application_instalments_new:
 * @dossier: what is known about a co-funding file
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer floating): what the funder pays, and the report that each instalment is due for
 */
GtkWidget *
ent_application_instalments_new (EntDossier *dossier,
                                 const char *today)
{
  GPtrArray *instalments = dossier->application->instalments;
  GtkWidget *section = ent_section_new (_ ("Instalments and Reports"));
  g_autofree char *last = describe_last (dossier);

  set_add (section, dossier);
  if (last != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (section), last);
  for (guint i = 0; i < instalments->len; i++)
    {
      const EntInstalment *instalment = instalments->pdata[i];

      add (section, create_money_row (instalment));
      add (section, instalment->report != NULL ? create_report_row (instalment->report, today) : create_report_step (dossier, instalment));
    }
  if (instalments->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("No instalment yet: what the funder pays, when, and the report it is due for."));

  return section;
}
