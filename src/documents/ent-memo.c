/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request to a department, or a reminder, says, to whom, and as an e-mail. */
#include "ent-memo.h"

#include <math.h>

#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-issuer.h"
#include "ent-letter.h"
#include "ent-locale.h"

/* To the point people of the department; where it has none, to those who lead it. Whoever was asked in person is written
 * to. Roles that have ended do not count. */
#define RECIPIENTS_SQL                                                                                                 \
  "WITH someone AS (SELECT person, min (CASE kind WHEN 'point-person' THEN 0 ELSE 1 END) AS rank FROM role "           \
  "  WHERE body = ?1 AND kind IN ('point-person', 'head') AND (\"end\" IS NULL OR \"end\" || '~' >= ?2) "              \
  "  GROUP BY person UNION SELECT ?1, 0 WHERE ?1 LIKE 'person:%') "                                                    \
  "SELECT record.headline, person.email FROM someone JOIN record ON record.id = someone.person "                       \
  "JOIN person USING (row) WHERE rank = (SELECT min (rank) FROM someone) ORDER BY record.sort, record.id"

#define TITLE_SQL                                                                                                      \
  "SELECT title FROM role WHERE person = ?1 AND title IS NOT NULL AND (\"end\" IS NULL OR \"end\" || '~' >= ?2) "       \
  "ORDER BY start DESC LIMIT 1"

/**
 * ent_memo_free:
 * @self: (nullable) (transfer full): a memo
 */
void
ent_memo_free (EntMemo *self)
{
  if (self == NULL)
    return;

  g_free (self->authority);
  g_free (self->unit);
  g_free (self->sender);
  g_free (self->sender_title);
  g_free (self->department);
  g_free (self->recipient);
  g_strfreev (self->addresses);
  g_free (self->date);
  g_free (self->subject);
  g_free (self->body);
  g_free (self);
}

static gboolean
find_recipients (EntMemo *self,
                 EntWorkspace *workspace,
                 const char *asked,
                 const char *today,
                 GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, RECIPIENTS_SQL, error);
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean more = TRUE;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, asked);
  ent_statement_bind_text (row, 2, today);
  while (more)
    {
      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        break;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", ent_statement_get_text (row, 0));
      if (ent_statement_get_text (row, 1) != NULL)
        g_strv_builder_add (addresses, ent_statement_get_text (row, 1));
    }
  self->addresses = g_strv_builder_end (addresses);
  self->recipient = names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;

  return TRUE;
}

static gboolean
find_sender (EntMemo *self,
             EntWorkspace *workspace,
             const char *today,
             GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autofree char *id = ent_workspace_get_setting (workspace, "own-person");
  g_autoptr (EntStatement) row = NULL;
  gboolean more;

  self->authority = ent_issuer_get_name (workspace, "own-authority");
  self->unit = ent_issuer_get_name (workspace, "own-department");
  self->sender = ent_issuer_get_name (workspace, "own-person");
  if (id == NULL)
    return TRUE;

  row = ent_database_prepare (database, TITLE_SQL, error);
  if (row == NULL)
    return FALSE;
  ent_statement_bind_text (row, 1, id);
  ent_statement_bind_text (row, 2, today);
  if (!ent_database_step (database, row, &more, error))
    return FALSE;
  if (more)
    self->sender_title = g_strdup (ent_statement_get_text (row, 0));

  return TRUE;
}

static void
put (GHashTable *values,
     const char *name,
     char *value)
{
  if (value != NULL && *value != '\0')
    g_hash_table_insert (values, (gpointer) name, value);
  else
    g_free (value);
}

static char *
display (EntRecord *record,
         const char *name)
{
  const EntField *field = ent_entity_find_field (ent_record_get_entity (record), name);

  return ent_record_get (record, field)->kind != ENT_VALUE_UNSET ? ent_record_display (record, field) : NULL;
}

/* In the language of the letter, not of the interface. */
static char *
display_date (const char *text)
{
  g_autofree char *stamp = g_strconcat (text != NULL ? text : "", "T00:00:00Z", NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (stamp, NULL);
  gboolean is_first = date != NULL && ent_locale_is_french () && g_date_time_get_day_of_month (date) == 1;

  return date != NULL ? ent_locale_format_date (date, is_first ? "1er %B %Y" : "%-d %B %Y") : NULL;
}

static char *
display_days (EntRecord *request)
{
  double days = ent_record_get_real (request, "days", 0);
  g_autofree char *number = ent_format_display_real (days);

  if (days <= 0)
    return NULL;

  return g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%s day", "%s days", days == 1 ? 1 : MAX (2, (gulong) ceil (days))), number);
}

static char *
find_partnership (EntWorkspace *workspace,
                  EntRecord *request)
{
  const char *id = ent_record_get_text (request, "project");
  g_autoptr (EntRecord) project = id != NULL ? ent_workspace_get (workspace, id, NULL) : NULL;
  const char *partnership = project != NULL ? ent_record_get_text (project, "partnership") : NULL;

  return partnership != NULL ? ent_workspace_get_headline (workspace, partnership) : NULL;
}

/* What all letters say. */
static void
put_sender (const EntMemo *self,
            GHashTable *values)
{
  put (values, "recipient", g_strdup (self->recipient));
  put (values, "date", g_strdup (self->date));
  put (values, "authority", g_strdup (self->authority));
  put (values, "unit", g_strdup (self->unit));
  put (values, "sender", g_strdup (self->sender));
}

static GHashTable *
collect_values (const EntMemo *self,
                EntWorkspace *workspace,
                EntRecord *request)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  put (values, "project", display (request, "project"));
  put (values, "partnership", find_partnership (workspace, request));
  put (values, "expertise", display (request, "expertise"));
  put (values, "gain", display (request, "gain"));
  put (values, "days", display_days (request));
  put (values, "languages", display (request, "languages"));
  put (values, "from", display_date (ent_record_get_text (request, "from")));
  put (values, "to", display_date (ent_record_get_text (request, "to")));
  put (values, "department", g_strdup (self->department));
  put_sender (self, values);

  return values;
}

static gboolean
fill_in (EntMemo *self,
         EntWorkspace *workspace,
         EntRecord *request,
         const char *today,
         GError **error)
{
  const char *asked = ent_record_get_text (request, "asked");
  g_autofree char *subject = ent_letter_get_template (workspace, ENT_LETTER_REQUEST, self->language, ENT_LETTER_SUBJECT);
  g_autofree char *body = ent_letter_get_template (workspace, ENT_LETTER_REQUEST, self->language, ENT_LETTER_BODY);
  g_autoptr (GHashTable) values = NULL;

  if (!find_recipients (self, workspace, asked != NULL ? asked : "", today, error) || !find_sender (self, workspace, today, error))
    return FALSE;

  self->department = display (request, "asked");
  if (self->department == NULL)
    self->department = g_strdup (self->recipient != NULL ? self->recipient : "");
  self->date = display_date (today);
  values = collect_values (self, workspace, request);
  self->subject = ent_letter_fill (subject, values);
  self->body = ent_letter_fill (body, values);

  return TRUE;
}

/**
 * ent_memo_compose:
 * @workspace: a workspace
 * @request: the identifier of a mobilisation request
 * @language: `fr` or `en`
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be read
 *
 * Fills in the unit's template.
 *
 * Returns: (transfer full) (nullable): the memo
 */
EntMemo *
ent_memo_compose (EntWorkspace *workspace,
                  const char *request,
                  const char *language,
                  const char *today,
                  GError **error)
{
  g_autoptr (EntMemo) self = g_new0 (EntMemo, 1);
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, request, error);
  const char *spoken = ent_locale_get_language ();
  gboolean filled;

  g_return_val_if_fail (g_strv_contains (ENT_LETTER_LANGUAGES, language), NULL);

  if (record == NULL)
    return NULL;

  self->language = g_intern_string (language);
  ent_locale_set_language (language);
  filled = fill_in (self, workspace, record, today, error);
  ent_locale_set_language (spoken);

  return filled ? g_steal_pointer (&self) : NULL;
}

/* Each is written to by name, and by e-mail where there is an address. */
static gboolean
find_people (EntMemo *self,
             EntWorkspace *workspace,
             const char *const *people,
             GError **error)
{
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; people[i] != NULL; i++)
    {
      g_autoptr (EntRecord) person = ent_workspace_get (workspace, people[i], error);
      const char *address = person != NULL ? ent_record_get_text (person, "email") : NULL;

      if (person == NULL)
        return FALSE;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", ent_record_get_headline (person));
      if (address != NULL)
        g_strv_builder_add (addresses, address);
    }
  self->addresses = g_strv_builder_end (addresses);
  self->recipient = names->len > 0 ? g_strdup (names->str) : NULL;
  self->department = g_strdup (names->str);

  return TRUE;
}

static gboolean
fill_in_reminder (EntMemo *self,
                  EntWorkspace *workspace,
                  const EntMemoReminder *reminder,
                  const char *today,
                  GError **error)
{
  g_autofree char *subject = ent_letter_get_template (workspace, ENT_LETTER_RETURNS, self->language, ENT_LETTER_SUBJECT);
  g_autofree char *body = ent_letter_get_template (workspace, ENT_LETTER_RETURNS, self->language, ENT_LETTER_BODY);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  if (!find_people (self, workspace, reminder->people, error) || !find_sender (self, workspace, today, error))
    return FALSE;

  self->date = display_date (today);
  put (values, "year", g_strdup_printf ("%d", reminder->year));
  put (values, "missing", g_strdup (reminder->missing));
  put (values, "due", display_date (reminder->due));
  put_sender (self, values);
  self->subject = ent_letter_fill (subject, values);
  self->body = ent_letter_fill (body, values);

  return TRUE;
}

/**
 * ent_memo_remind:
 * @workspace: a workspace
 * @reminder: what is asked for, and of whom
 * @language: `fr` or `en`
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be read
 *
 * Fills in the unit's template of reminders.
 *
 * Returns: (transfer full) (nullable): the memo
 */
EntMemo *
ent_memo_remind (EntWorkspace *workspace,
                 const EntMemoReminder *reminder,
                 const char *language,
                 const char *today,
                 GError **error)
{
  g_autoptr (EntMemo) self = g_new0 (EntMemo, 1);
  const char *spoken = ent_locale_get_language ();
  gboolean filled;

  g_return_val_if_fail (g_strv_contains (ENT_LETTER_LANGUAGES, language), NULL);

  self->language = g_intern_string (language);
  ent_locale_set_language (language);
  filled = fill_in_reminder (self, workspace, reminder, today, error);
  ent_locale_set_language (spoken);

  return filled ? g_steal_pointer (&self) : NULL;
}

/* RFC 6068: lines of a body end with CR LF, and all but the unreserved is percent-encoded. */
static char *
escape (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\r\n", lines);

  return g_uri_escape_string (joined, NULL, FALSE);
}

/**
 * ent_memo_get_uri:
 * @self: a memo
 *
 * Returns: (transfer full): a `mailto:` that opens the memo in the user's mail program
 */
char *
ent_memo_get_uri (const EntMemo *self)
{
  g_autoptr (GString) uri = g_string_new ("mailto:");
  g_autofree char *subject = escape (self->subject);
  g_autofree char *body = escape (self->body);

  for (guint i = 0; self->addresses[i] != NULL; i++)
    {
      g_autofree char *address = g_uri_escape_string (self->addresses[i], "@", FALSE);

      g_string_append_printf (uri, "%s%s", i > 0 ? "," : "", address);
    }
  g_string_append_printf (uri, "?subject=%s&body=%s", subject, body);

  return g_string_free (g_steal_pointer (&uri), FALSE);
}
