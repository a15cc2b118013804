/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published projects as an activity file of the International Aid Transparency Initiative, version 2.03. */
#include "ent-iati.h"

#include <libxml/xmlwriter.h>
#include <string.h>

#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-iati-activity-private.h"
#include "ent-output-file.h"

/* What a file is written with; the first error stays. */
typedef struct
{
  xmlTextWriter *xml;     /* (owned) */
  GOutputStream *stream;  /* (owned) */
  GCancellable *cancellable;
  GError *error;          /* (nullable) (owned) */
  const EntIatiPublisher *publisher;
  const char *today;
  char *stamp;            /* (owned) */
} Writer;

static int
write_cb (void *context,
          const char *data,
          int length)
{
  Writer *self = context;

  if (self->error != NULL || !g_output_stream_write_all (self->stream, data, length, NULL, self->cancellable, &self->error))
    return -1;

  return length;
}

static void
writer_clear (Writer *self)
{
  g_clear_pointer (&self->xml, xmlFreeTextWriter);
  g_clear_object (&self->stream);
  g_clear_error (&self->error);
  g_free (self->stamp);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

static void
begin (Writer *self,
       const char *name)
{
  xmlTextWriterStartElement (self->xml, BAD_CAST name);
}

static void
end (Writer *self)
{
  xmlTextWriterEndElement (self->xml);
}

static void
add_attribute (Writer *self,
               const char *name,
               const char *value)
{
  xmlTextWriterWriteAttribute (self->xml, BAD_CAST name, BAD_CAST value);
}

/* An element of attributes: pairs of name and value, then %NULL. */
static void G_GNUC_NULL_TERMINATED
add_element (Writer *self,
             const char *name,
             ...)
{
  const char *attribute;
  va_list arguments;

  begin (self, name);
  va_start (arguments, name);
  while ((attribute = va_arg (arguments, const char *)) != NULL)
    add_attribute (self, attribute, va_arg (arguments, const char *));
  va_end (arguments);
  end (self);
}

/* Text without the characters that XML 1.0 has no place for. */
static void
add_text (Writer *self,
          const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean allowed = c >= 0x20 ? c != 0xfffe && c != 0xffff : c == '\t' || c == '\n' || c == '\r';

      g_string_append_unichar (clean, allowed ? c : 0xfffd);
    }
  xmlTextWriterWriteString (self->xml, BAD_CAST clean->str);
}

static void
add_narrative (Writer *self,
               const char *text)
{
  begin (self, "narrative");
  add_text (self, text);
  end (self);
}

static void
add_told (Writer *self,
          const char *name,
          const char *text)
{
  begin (self, name);
  add_narrative (self, text);
  end (self);
}

/* Hundredths that come to 100 in all. */
static char *
format_share (guint position,
              guint n)
{
  guint share = 10000 / n;
  guint own = position + 1 < n ? share : 10000 - share * (n - 1);

  return g_strdup_printf ("%u.%02u", own / 100, own % 100);
}

/* The parts of an activity, in the order of the schema. */

static void
add_bodies (Writer *self,
            const EntIatiActivity *activity)
{
  for (guint i = 0; i < activity->bodies->len; i++)
    {
      const EntIatiBody *body = activity->bodies->pdata[i];
      g_autofree char *role = g_strdup_printf ("%d", body->role);
      g_autofree char *type = g_strdup_printf ("%d", body->type);

      begin (self, "participating-org");
      add_attribute (self, "role", role);
      add_attribute (self, "type", type);
      if (body->reference != NULL)
        add_attribute (self, "ref", body->reference);
      add_narrative (self, body->name);
      end (self);
    }
}

static void
add_status (Writer *self,
            const EntIatiActivity *activity)
{
  static const struct
  {
    const char *status;
    const char *code;
  } codes[] = { { "planned", "1" }, { "ongoing", "2" }, { "completed", "4" }, { "abandoned", "5" }, { "suspended", "6" } };
  static const char *const types[] = { "1", "2", "3", "4" };
  const char *status = ent_record_get_text (activity->project, "status");
  const char *code = "1";

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (status, codes[i].status) == 0)
      code = codes[i].code;
  add_element (self, "activity-status", "code", code, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const char *date = activity->dates[i];

      /* An end that is still to come is a planned one. */
      if (*date == '\0' || (i == 3 && strcmp (date, self->today) > 0))
        continue;
      add_element (self, "activity-date", "iso-date", date, "type", types[i], NULL);
    }
  if (*activity->dates[2] == '\0' && strcmp (activity->dates[3], self->today) > 0)
    add_element (self, "activity-date", "iso-date", activity->dates[3], "type", "3", NULL);
}

static void
add_places (Writer *self,
            const EntIatiActivity *activity)
{
  const char *const *places = ent_record_get_list (activity->project, "places");

  for (guint i = 0; i < activity->countries->len; i++)
    {
      g_autofree char *share = format_share (i, activity->countries->len);

      add_element (self, "recipient-country", "code", activity->countries->pdata[i], "percentage", share, NULL);
    }
  for (guint i = 0; places != NULL && places[i] != NULL; i++)
    {
      begin (self, "location");
      add_told (self, "name", places[i]);
      end (self);
    }
}

static void
add_subjects (Writer *self,
              const EntIatiActivity *activity)
{
  const char *const *themes = ent_record_get_list (activity->project, "themes");
  const char *const *goals = ent_record_get_list (activity->project, "sdgs");
  guint n_themes = themes != NULL ? g_strv_length ((GStrv) themes) : 0;

  for (guint i = 0; i < activity->purposes->len; i++)
    {
      g_autofree char *share = format_share (i, activity->purposes->len);

      add_element (self, "sector", "vocabulary", "1", "code", activity->purposes->pdata[i], "percentage", share, NULL);
    }
  for (guint i = 0; i < n_themes; i++)
    {
      g_autofree char *share = format_share (i, n_themes);

      begin (self, "sector");
      add_attribute (self, "vocabulary", "99");
      add_attribute (self, "code", themes[i]);
      add_attribute (self, "percentage", share);
      add_narrative (self, ent_choices_get_label (&ent_choices_themes, themes[i]));
      end (self);
    }
  for (guint i = 0; goals != NULL && goals[i] != NULL; i++)
    add_element (self, "tag", "vocabulary", "2", "code", goals[i], NULL);
}

static void
add_markers (Writer *self,
             const EntIatiActivity *activity)
{
  static const struct
  {
    const char *field;
    const char *code;
  } markers[] = { { "gender", "1" },     { "environment", "2" }, { "biodiversity", "5" }, { "mitigation", "6" },
                  { "adaptation", "7" }, { "disability", "11" }, { "nutrition", "12" } };

  for (guint i = 0; i < G_N_ELEMENTS (markers); i++)
    {
      const char *significance = ent_record_get_text (activity->project, markers[i].field);

      if (significance != NULL)
        add_element (self, "policy-marker", "vocabulary", "1", "code", markers[i].code, "significance", significance, NULL);
    }
  add_element (self, "collaboration-type", "code", "1", NULL);
  add_element (self, "default-finance-type", "code", "110", NULL);
  add_element (self, "default-aid-type", "code", "C01", NULL);
  add_element (self, "default-tied-status", "code", "5", NULL);
}

static void
add_value (Writer *self,
           gint64 cents,
           const char *date)
{
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", cents / 100, (int) (cents % 100));

  begin (self, "value");
  add_attribute (self, "currency", "EUR");
  add_attribute (self, "value-date", date);
  add_text (self, amount);
  end (self);
}

static void
add_transaction (Writer *self,
                 const EntIatiYear *year,
                 const char *type,
                 gint64 cents)
{
  g_autofree char *last = g_strdup_printf ("%04d-12-31", year->year);
  /* What was done by now: the standard knows no transaction of a day to come. */
  const char *date = strcmp (last, self->today) > 0 ? self->today : last;

  if (cents <= 0 || year->year > g_ascii_strtoll (self->today, NULL, 10))
    return;

  begin (self, "transaction");
  add_element (self, "transaction-type", "code", type, NULL);
  add_element (self, "transaction-date", "iso-date", date, NULL);
  add_value (self, cents, date);
  end (self);
}

static void
add_money (Writer *self,
           const EntIatiActivity *activity)
{
  for (guint i = 0; i < activity->years->len; i++)
    {
      const EntIatiYear *year = &g_array_index (activity->years, EntIatiYear, i);
      g_autofree char *first = g_strdup_printf ("%04d-01-01", year->year);
      g_autofree char *last = g_strdup_printf ("%04d-12-31", year->year);

      if (year->planned <= 0)
        continue;
      begin (self, "budget");
      add_attribute (self, "type", "1");
      add_attribute (self, "status", year->committed >= year->planned ? "2" : "1");
      add_element (self, "period-start", "iso-date", first, NULL);
      add_element (self, "period-end", "iso-date", last, NULL);
      add_value (self, year->planned, first);
      end (self);
    }
  for (guint i = 0; i < activity->years->len; i++)
    {
      const EntIatiYear *year = &g_array_index (activity->years, EntIatiYear, i);

      add_transaction (self, year, "2", year->committed);
      add_transaction (self, year, "3", year->paid);
    }
}

static void
add_measured (Writer *self,
              const char *name,
              gboolean has_value,
              double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE + 320];

  if (has_value)
    add_element (self, name, "value", g_ascii_formatd (text, sizeof text, value == (gint64) value ? "%.0f" : "%.6g", value), NULL);
}

static void
add_indicator (Writer *self,
               const EntIatiResult *result)
{
  gboolean is_numeric = result->has_value && result->measure != NULL && !g_str_equal (result->measure, "qualitative");
  g_autofree char *first = g_strdup_printf ("%04d-01-01", result->year);
  g_autofree char *last = g_strdup_printf ("%04d-12-31", result->year);

  begin (self, "indicator");
  add_attribute (self, "measure", !is_numeric ? "5" : (g_str_equal (result->measure, "percentage") ? "2" : "1"));
  add_told (self, "title", result->unit != NULL ? result->unit : result->title);
  begin (self, "period");
  add_element (self, "period-start", "iso-date", first, NULL);
  add_element (self, "period-end", "iso-date", last, NULL);
  if (is_numeric && result->is_actual)
    add_measured (self, "target", result->has_target, result->target);
  if (is_numeric)
    add_measured (self, result->is_actual ? "actual" : "target", TRUE, result->value);
  else if (result->is_actual)
    {
      begin (self, "actual");
      add_told (self, "comment", result->title);
      end (self);
    }
  end (self);
  end (self);
}

static void
add_results (Writer *self,
             const EntIatiActivity *activity)
{
  for (guint i = 0; i < activity->results->len; i++)
    {
      const EntIatiResult *result = activity->results->pdata[i];

      begin (self, "result");
      add_attribute (self, "type", "2");
      add_attribute (self, "aggregation-status", "false");
      add_told (self, "title", result->title);
      add_indicator (self, result);
      end (self);
    }
}

static void
add_activity (Writer *self,
              const EntIatiActivity *activity)
{
  begin (self, "iati-activity");
  add_attribute (self, "xml:lang", "fr");
  add_attribute (self, "default-currency", "EUR");
  add_attribute (self, "last-updated-datetime", self->stamp);
  begin (self, "iati-identifier");
  add_text (self, activity->identifier);
  end (self);
  begin (self, "reporting-org");
  add_attribute (self, "ref", self->publisher->reference);
  add_attribute (self, "type", "11");
  add_narrative (self, self->publisher->name);
  end (self);
  add_told (self, "title", ent_record_get_headline (activity->project));
  begin (self, "description");
  add_attribute (self, "type", "1");
  add_narrative (self, ent_record_get_text (activity->project, "description"));
  end (self);
  add_bodies (self, activity);
  add_status (self, activity);
  add_places (self, activity);
  add_subjects (self, activity);
  add_markers (self, activity);
  add_money (self, activity);
  add_results (self, activity);
  end (self);
}

/* Each published project. */

typedef gboolean (*ActivityFunc) (const EntIatiActivity *activity, gpointer data, GError **error);

/* Those of others in the Atlas are theirs to publish. */
static gboolean
is_own (EntRecord *project)
{
  const char *extra = ent_record_get_extra (project);

  return extra == NULL || strstr (extra, "\"publisher\"") == NULL;
}

typedef struct
{
  EntReturnsProgress func; /* (nullable) */
  gpointer data;
  double from, to;
} Progress;

static gboolean
each_activity (EntWorkspace *workspace,
               const EntIatiPublisher *publisher,
               ActivityFunc func,
               gpointer data,
               const Progress *progress,
               GCancellable *cancellable,
               GError **error)
{
  const EntEntity *entity = ent_schema_find ("project");
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autoptr (GArray) rows = NULL;

  ent_query_add_text (query, "circle", ENT_FILTER_IS, "atlas");
  rows = ent_workspace_find (workspace, query, error);
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (GPtrArray) projects = ent_workspace_load (workspace, entity, &g_array_index (rows, gint64, i), 1, error);
      g_autoptr (EntIatiActivity) activity = NULL;

      if (projects == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (projects->len == 0 || projects->pdata[0] == NULL || !is_own (projects->pdata[0]))
        continue;
      activity = ent_iati_activity_load (workspace, projects->pdata[0], publisher, error);
      if (activity == NULL || !func (activity, data, error))
        return FALSE;
      if (progress != NULL && progress->func != NULL)
        progress->func (progress->from + (progress->to - progress->from) * (i + 1) / rows->len, progress->data);
    }

  return TRUE;
}

typedef struct
{
  GPtrArray *problems;
  const char *today;
  guint n_activities;
} Check;

static gboolean
check_activity (const EntIatiActivity *activity,
                gpointer data,
                GError **error)
{
  Check *check = data;

  ent_iati_activity_check (activity, check->today, check->problems);
  check->n_activities++;
  return TRUE;
}

static GPtrArray *
check_all (EntWorkspace *workspace,
           const char *today,
           const Progress *progress,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_document_problem_free);
  g_autoptr (EntIatiPublisher) publisher = ent_iati_publisher_load (workspace, problems);
  Check check = { problems, today };

  if (publisher != NULL && !each_activity (workspace, publisher, check_activity, &check, progress, cancellable, error))
    return NULL;
  if (publisher != NULL && check.n_activities == 0)
    ent_document_problems_add (problems, NULL, NULL, _ ("No project is published: make those that may be seen by all visible to the Atlas."), TRUE);

  return g_steal_pointer (&problems);
}

/**
 * ent_iati_check:
 * @workspace: a workspace
 * @today: the day, YYYY-MM-DD
 * @cancellable: (nullable): to give up
 * @error: set where the workspace cannot be read
 *
 * Looks for what the standard does not allow, before anything is written: IATI 2.03, its rules on dates, percentages,
 * budgets, identifiers and indicators.
 *
 * Returns: (transfer full) (element-type EntDocumentProblem) (nullable): what is to be settled; empty where nothing is
 */
GPtrArray *
ent_iati_check (EntWorkspace *workspace,
                const char *today,
                GCancellable *cancellable,
                GError **error)
{
  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (today != NULL, NULL);

  return check_all (workspace, today, NULL, cancellable, error);
}

static gboolean
write_activity (const EntIatiActivity *activity,
                gpointer data,
                GError **error)
{
  Writer *writer = data;

  add_activity (writer, activity);
  if (writer->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&writer->error));
  return FALSE;
}

static gboolean
write_all (Writer *self,
           EntWorkspace *workspace,
           const Progress *progress,
           GError **error)
{
  xmlTextWriterSetIndent (self->xml, 1);
  xmlTextWriterStartDocument (self->xml, "1.0", "UTF-8", NULL);
  begin (self, "iati-activities");
  add_attribute (self, "version", "2.03");
  add_attribute (self, "generated-datetime", self->stamp);
  if (!each_activity (workspace, self->publisher, write_activity, self, progress, self->cancellable, error))
    return FALSE;

  end (self);
  xmlTextWriterEndDocument (self->xml);
  xmlTextWriterFlush (self->xml);
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/**
 * ent_iati_write:
 * @workspace: a workspace
 * @today: the day, YYYY-MM-DD
 * @path: where to write; what is there is replaced
 * @progress: (nullable): told how far it is, in this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong, or the first thing that ent_iati_check() finds; what was at @path is then untouched
 *
 * Writes what is public of the published projects. Not for the main thread of a window.
 *
 * Returns: whether the file was written
 */
gboolean
ent_iati_write (EntWorkspace *workspace,
                const char *today,
                const char *path,
                EntReturnsProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  const Progress checking = { progress, progress_data, 0, 0.5 }, writing = { progress, progress_data, 0.5, 1 };
  g_autoptr (GPtrArray) problems = check_all (workspace, today, &checking, cancellable, error);
  g_autoptr (EntIatiPublisher) publisher = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GError) failure = NULL;
  g_auto (Writer) writer = { .cancellable = cancellable, .today = today };

  if (problems == NULL || ent_document_problems_refuse (problems, error))
    return FALSE;

  publisher = ent_iati_publisher_load (workspace, problems);
  writer.publisher = publisher;
  writer.stamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  writer.stream = ent_output_file_open (path, &failure);
  if (writer.stream == NULL)
    {
      ent_output_file_set_error (error, path, g_steal_pointer (&failure));
      return FALSE;
    }

  writer.xml = xmlNewTextWriter (xmlOutputBufferCreateIO (write_cb, NULL, &writer, NULL));
  if (write_all (&writer, workspace, &writing, &failure) && ent_output_file_keep (writer.stream, cancellable, &failure))
    return TRUE;

  if (!g_output_stream_is_closed (writer.stream))
    ent_output_file_discard (writer.stream);
  ent_output_file_set_error (error, path, g_steal_pointer (&failure));
  return FALSE;
}
