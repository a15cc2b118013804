/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Missions, visits, deadlines and absences for any calendar program: iCalendar (RFC 5545). */
#include "ent-calendar-export.h"

#include <glib/gi18n-lib.h>

#include "ent-agenda.h"
#include "ent-content-line.h"
#include "ent-deadlines.h"
#include "ent-format.h"

#define MONTHS_AHEAD 24
#define MONTHS_BACK 12

/* Days as calendars have them: the end is the first day after. */
static void
append_day (GString *text,
            const char *name,
            const char *date,
            int days_later)
{
  g_autofree char *stamp = g_strconcat (date, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (stamp, NULL);
  g_autoptr (GDateTime) day = time != NULL ? g_date_time_add_days (time, days_later) : NULL;
  g_autofree char *value = day != NULL ? g_date_time_format (day, "%Y%m%d") : NULL;

  if (value != NULL)
    ent_content_append (text, name, value);
}

/* Whole days: nobody notes the hour at which a delegation arrives. */
static void
begin_entry (GString *text,
             const char *uid,
             const char *stamp,
             const char *start,
             const char *end,
             const char *title)
{
  ent_content_append (text, "BEGIN", "VEVENT");
  ent_content_append_text (text, "UID", uid);
  ent_content_append (text, "DTSTAMP", stamp);
  append_day (text, "DTSTART;VALUE=DATE", start, 0);
  append_day (text, "DTEND;VALUE=DATE", end != NULL ? end : start, 1);
  ent_content_append_text (text, "SUMMARY", title);
}

static void
add_event (GString *text,
           EntRecord *event,
           const char *stamp)
{
  const EntEntity *entity = ent_record_get_entity (event);
  const char *subject = ent_record_get_text (event, "subject");
  g_autofree char *kind = ent_record_display (event, ent_entity_find_field (entity, "kind"));
  g_autofree char *country = ent_record_display (event, ent_entity_find_field (entity, "country"));
  const char *place = ent_record_get_text (event, "place");
  g_autofree char *where = place != NULL && *country != '\0' ? g_strdup_printf ("%s, %s", place, country) : g_strdup (place != NULL ? place : country);

  begin_entry (text, ent_record_get_id (event), stamp, ent_record_get_text (event, "start"), ent_record_get_text (event, "end"),
               ent_record_get_text (event, "title"));
  ent_content_append_text (text, "LOCATION", where);
  ent_content_append_text (text, "CATEGORIES", kind);
  ent_content_append_text (text, "DESCRIPTION", subject != NULL ? ent_record_get_title_of (event, subject) : NULL);
  ent_content_append (text, "TRANSP", "OPAQUE");
  ent_content_append (text, "END", "VEVENT");
}

static gboolean
add_events (EntWorkspace *workspace,
            GString *text,
            GDateTime *now,
            const char *stamp,
            GError **error)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("event"));
  g_autoptr (GDateTime) first = g_date_time_add_months (now, -MONTHS_BACK);
  g_autofree char *from = g_date_time_format (first, "%F");
  g_autoptr (GPtrArray) events = NULL;

  ent_query_add_text (query, "start", ENT_FILTER_FROM, from);
  events = ent_workspace_list (workspace, query, 0, error);
  if (events == NULL)
    return FALSE;

  for (guint i = 0; i < events->len; i++)
    add_event (text, events->pdata[i], stamp);
  return TRUE;
}

static void
add_deadline (GString *text,
              const EntDeadline *deadline,
              const char *stamp)
{
  g_autofree char *uid = g_strdup_printf ("%s.%s", deadline->id, deadline->field->name);
  g_autofree char *title = g_strdup_printf ("%s: %s", ent_field_get_label (deadline->field), deadline->headline);

  begin_entry (text, uid, stamp, deadline->date, NULL, title);
  ent_content_append_text (text, "DESCRIPTION", deadline->subject);
  ent_content_append (text, "TRANSP", "TRANSPARENT");
  ent_content_append (text, "END", "VEVENT");
}

static gboolean
add_deadlines (EntWorkspace *workspace,
               GString *text,
               GDateTime *now,
               const char *stamp,
               GError **error)
{
  g_autofree char *today = g_date_time_format (now, "%F");
  g_autoptr (GPtrArray) deadlines = ent_deadlines_list (workspace, today, MONTHS_AHEAD, G_MAXINT, NULL, error);

  if (deadlines == NULL)
    return FALSE;

  /* Missions and visits are there already, with both their days. */
  for (guint i = 0; i < deadlines->len; i++)
    if (!g_str_has_prefix (((EntDeadline *) deadlines->pdata[i])->id, "event:"))
      add_deadline (text, deadlines->pdata[i], stamp);
  return TRUE;
}

static void
add_absence (GString *text,
             const EntAgendaItem *absence,
             const char *stamp)
{
  /* Translators: who is away; the name of a person */
  g_autofree char *title = g_strdup_printf (_ ("Away: %s"), absence->title);

  begin_entry (text, absence->id, stamp, absence->start, absence->end, title);
  ent_content_append (text, "TRANSP", "TRANSPARENT");
  ent_content_append (text, "END", "VEVENT");
}

static gboolean
add_absences (EntWorkspace *workspace,
              GString *text,
              GDateTime *now,
              const char *stamp,
              GError **error)
{
  g_autoptr (GDateTime) first = g_date_time_add_months (now, -MONTHS_BACK);
  g_autoptr (GDateTime) last = g_date_time_add_months (now, MONTHS_AHEAD);
  g_autofree char *from = g_date_time_format (first, "%F");
  g_autofree char *to = g_date_time_format (last, "%F");
  g_autoptr (GPtrArray) items = ent_agenda_list (workspace, from, to, NULL, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (((EntAgendaItem *) items->pdata[i])->kind == ENT_AGENDA_ABSENCE)
      add_absence (text, items->pdata[i], stamp);
  return items != NULL;
}

/**
 * ent_calendar_export:
 * @workspace: a workspace
 * @now: the moment from which it looks a year back and two ahead
 * @cancellable: (nullable): to stop
 * @error: set where it could not be read
 *
 * Returns: (transfer full) (nullable): a calendar of missions, visits, deadlines and absences in whole days. An entry keeps its
 *   UID, so that a calendar program updates what it took before
 */
char *
ent_calendar_export (EntWorkspace *workspace,
                     GDateTime *now,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GDateTime) utc = NULL;
  g_autofree char *stamp = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (now != NULL, NULL);

  utc = g_date_time_to_utc (now);
  stamp = g_date_time_format (utc, "%Y%m%dT%H%M%SZ");
  ent_content_append (text, "BEGIN", "VCALENDAR");
  ent_content_append (text, "VERSION", "2.0");
  ent_content_append (text, "PRODID", "-//Entente//Entente//EN");
  if (!add_events (workspace, text, now, stamp, error) || !add_deadlines (workspace, text, now, stamp, error)
      || !add_absences (workspace, text, now, stamp, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  ent_content_append (text, "END", "VCALENDAR");
  return g_string_free_and_steal (g_steal_pointer (&text));
}
