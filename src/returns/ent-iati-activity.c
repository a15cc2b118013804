/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an IATI activity is made of, and the rules of the standard that its schema cannot say. */
#include "ent-iati-activity-private.h"

#include <string.h>

#include "ent-choices.h"
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-returns-records-private.h"

enum
{
  FUNDING = 1,
  ACCOUNTABLE = 2,
  IMPLEMENTING = 4,
};

enum
{
  GOVERNMENT = 10,
  LOCAL_GOVERNMENT = 11,
  OTHER_PUBLIC = 15,
  NATIONAL_NGO = 22,
  FOUNDATION = 60,
  PRIVATE = 70,
  ACADEMIC = 80,
  OTHER = 90,
};

static void
body_free (gpointer data)
{
  EntIatiBody *self = data;

  g_free (self->reference);
  g_free (self->name);
  g_free (self);
}

static void
result_free (gpointer data)
{
  EntIatiResult *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->measure);
  g_free (self->unit);
  g_free (self);
}

/* The publisher. */

/**
 * ent_iati_publisher_load:
 * @workspace: a workspace
 * @problems: (element-type EntDocumentProblem): where what is missing is added to
 *
 * Returns: (transfer full) (nullable): who publishes the workspace's projects: its own authority, by its SIREN
 */
EntIatiPublisher *
ent_iati_publisher_load (EntWorkspace *workspace,
                         GPtrArray *problems)
{
  g_autofree char *id = ent_workspace_get_setting (workspace, "own-authority");
  g_autoptr (EntRecord) own = id != NULL ? ent_workspace_get (workspace, id, NULL) : NULL;
  const char *siren = own != NULL ? ent_record_get_text (own, "siren") : NULL;
  EntIatiPublisher *self;

  if (own == NULL)
    {
      ent_document_problems_add (problems, NULL, NULL, _ ("Say in the preferences which authority is yours."), TRUE);
      return NULL;
    }
  if (siren == NULL || !ent_format_is_siren (siren))
    {
      ent_document_problems_add (problems, id, ent_record_get_headline (own), _ ("The authority has no SIREN number, which its identifier is made of."), TRUE);
      return NULL;
    }

  self = g_new0 (EntIatiPublisher, 1);
  self->reference = g_strconcat ("FR-RCS-", siren, NULL);
  self->name = g_strdup (ent_record_get_headline (own));
  self->id = g_steal_pointer (&id);
  return self;
}

void
ent_iati_publisher_free (EntIatiPublisher *self)
{
  if (self == NULL)
    return;

  g_free (self->reference);
  g_free (self->name);
  g_free (self->id);
  g_free (self);
}

/* The activity. */

/* A record that is public, or %NULL: what travels less far is not said. */
static EntRecord *
get_public (EntWorkspace *workspace,
            const char *id)
{
  g_autoptr (EntRecord) record = id != NULL ? ent_workspace_get (workspace, id, NULL) : NULL;

  return record != NULL && ent_record_get_circle (record) == ENT_CIRCLE_ATLAS ? g_steal_pointer (&record) : NULL;
}

void
ent_iati_activity_free (EntIatiActivity *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->project);
  g_clear_object (&self->partnership);
  g_free (self->identifier);
  g_ptr_array_unref (self->countries);
  g_ptr_array_unref (self->purposes);
  g_ptr_array_unref (self->bodies);
  g_array_unref (self->years);
  g_ptr_array_unref (self->results);
  g_free (self);
}

static void
add_once (GPtrArray *texts,
          const char *text)
{
  if (text != NULL && !g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_ptr_array_add (texts, g_strdup (text));
}

/* A whole day of a partial date: the first of a start, the last of an end. */
static void
complete_date (const char *date,
               gboolean is_end,
               char *ret_day)
{
  int year, month;

  ret_day[0] = '\0';
  if (date == NULL || ent_format_check_date (date, TRUE) != NULL)
    return;
  if (strlen (date) == 10)
    {
      g_strlcpy (ret_day, date, 11);
      return;
    }

  year = (int) g_ascii_strtoll (date, NULL, 10);
  month = strlen (date) == 7 ? (int) g_ascii_strtoll (date + 5, NULL, 10) : (is_end ? 12 : 1);
  g_snprintf (ret_day, 11, "%04d-%02d-%02d", year, month, is_end ? g_date_get_days_in_month (month, year) : 1);
}

static void
load_dates (EntIatiActivity *self)
{
  static const char *const fields[] = { "planned-start", "start", "planned-end", "end" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    complete_date (ent_record_get_text (self->project, fields[i]), i >= 2, self->dates[i]);
}

static int
find_body_type (EntRecord *body)
{
  static const struct
  {
    const char *kind;
    int type;
  } types[] = {
    { "association", NATIONAL_NGO }, { "diaspora-association", NATIONAL_NGO }, { "school", ACADEMIC },     { "university", ACADEMIC },
    { "research-institute", ACADEMIC }, { "hospital", OTHER_PUBLIC }, { "business", PRIVATE }, { "foundation", FOUNDATION },
    { "afd-agency", OTHER_PUBLIC },  { "ministry", GOVERNMENT },   { "embassy-service", GOVERNMENT },
  };
  const char *kind = ent_record_get_text (body, "kind");

  if (g_str_equal (ent_record_get_entity (body)->name, "authority"))
    return LOCAL_GOVERNMENT;
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (kind, types[i].kind))
      return types[i].type;

  return OTHER;
}

static void
add_body (EntIatiActivity *self,
          EntWorkspace *workspace,
          int role,
          const char *id)
{
  g_autoptr (EntRecord) body = get_public (workspace, id);
  const char *siren;
  EntIatiBody *added;

  if (body == NULL)
    return;

  added = g_new0 (EntIatiBody, 1);
  added->role = role;
  added->type = find_body_type (body);
  added->name = g_strdup (ent_record_get_headline (body));
  siren = added->type == LOCAL_GOVERNMENT ? ent_record_get_text (body, "siren") : NULL;
  added->reference = siren != NULL ? g_strconcat ("FR-RCS-", siren, NULL) : NULL;
  g_ptr_array_add (self->bodies, added);
}

static void
load_bodies (EntIatiActivity *self,
             EntWorkspace *workspace,
             const EntIatiPublisher *publisher)
{
  const char *const *partners = self->partnership != NULL ? ent_record_get_list (self->partnership, "partners") : NULL;
  const char *lead = ent_record_get_text (self->project, "lead");

  /* Who paid how much is not public; who answers for it, is. */
  if (lead == NULL || g_str_equal (lead, publisher->id))
    {
      EntIatiBody *own = g_new0 (EntIatiBody, 1);

      *own = (EntIatiBody){ ACCOUNTABLE, LOCAL_GOVERNMENT, g_strdup (publisher->reference), g_strdup (publisher->name) };
      g_ptr_array_add (self->bodies, own);
    }
  else
    add_body (self, workspace, ACCOUNTABLE, lead);
  add_body (self, workspace, IMPLEMENTING, ent_record_get_text (self->project, "operator"));
  for (guint i = 0; partners != NULL && partners[i] != NULL; i++)
    add_body (self, workspace, IMPLEMENTING, partners[i]);
}

static void
load_countries (EntIatiActivity *self,
                EntWorkspace *workspace)
{
  const char *const *countries = self->partnership != NULL ? ent_record_get_list (self->partnership, "countries") : NULL;
  const char *const *partners = self->partnership != NULL ? ent_record_get_list (self->partnership, "partners") : NULL;

  for (guint i = 0; countries != NULL && countries[i] != NULL; i++)
    add_once (self->countries, countries[i]);
  for (guint i = 0; self->countries->len == 0 && partners != NULL && partners[i] != NULL; i++)
    {
      g_autoptr (EntRecord) partner = get_public (workspace, partners[i]);

      if (partner != NULL && ent_entity_find_field (ent_record_get_entity (partner), "country") != NULL)
        add_once (self->countries, ent_record_get_text (partner, "country"));
    }
}

/* The first purpose of each theme; its own purpose, where the project has one, says it better. */
static void
load_purposes (EntIatiActivity *self)
{
  const char *purpose = ent_record_get_text (self->project, "purpose");
  const char *const *themes = ent_record_get_list (self->project, "themes");

  add_once (self->purposes, purpose);
  if (purpose != NULL)
    return;
  if (themes == NULL && self->partnership != NULL)
    themes = ent_record_get_list (self->partnership, "themes");

  for (guint i = 0; themes != NULL && themes[i] != NULL; i++)
    for (guint j = 0; j < ent_choices_themes.n_items; j++)
      if (g_str_equal (ent_choices_themes.items[j].nick, themes[i]))
        {
          g_autofree char *code = g_strndup (ent_choices_themes.items[j].codes, strcspn (ent_choices_themes.items[j].codes, " /"));

          add_once (self->purposes, code);
        }
}

static gboolean
load_years (EntIatiActivity *self,
            EntDatabase *database,
            GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    database,
    "SELECT coalesce (year, CAST (substr (\"paid-on\", 1, 4) AS INTEGER)), sum (planned), sum (committed), sum (paid) FROM funding"
    " WHERE project = ? GROUP BY 1 ORDER BY 1",
    error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, ent_record_get_id (self->project));
  for (;;)
    {
      EntIatiYear year;

      if (!ent_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      year = (EntIatiYear){ sqlite3_column_int (statement, 0), sqlite3_column_int64 (statement, 1), sqlite3_column_int64 (statement, 2),
                            sqlite3_column_int64 (statement, 3) };
      g_array_append_val (self->years, year);
    }
}

static gboolean
load_results (EntIatiActivity *self,
              EntDatabase *database,
              GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    database,
    "SELECT r.id, t.text, t.measure, t.unit, t.year, t.stage = 'actual', t.value,"
    " (SELECT min (s.value) FROM json_each (t.answers) AS j JOIN record AS p ON p.id = j.value JOIN \"return\" AS s ON s.row = p.row"
    "  WHERE s.measure IS t.measure AND s.unit IS t.unit AND s.circle = 'atlas')"
    " FROM \"return\" AS t JOIN record AS r USING (row) WHERE t.subject = ?1 AND t.circle = 'atlas' AND (t.stage = 'actual'"
    " OR NOT EXISTS (SELECT 1 FROM \"return\" AS a, json_each (a.answers) AS j WHERE j.value = r.id AND a.subject = ?1 AND a.stage = 'actual'"
    "  AND a.circle = 'atlas')) AND " ENT_RETURN_STANDS_SQL ("t") " ORDER BY t.year, r.id",
    error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, ent_record_get_id (self->project));
  for (;;)
    {
      EntIatiResult *result;

      if (!ent_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      result = g_new0 (EntIatiResult, 1);
      result->id = g_strdup (ent_statement_get_text (statement, 0));
      result->title = g_strdup (ent_statement_get_text (statement, 1));
      result->measure = g_strdup (ent_statement_get_text (statement, 2));
      result->unit = g_strdup (ent_statement_get_text (statement, 3));
      result->year = sqlite3_column_int (statement, 4);
      result->is_actual = sqlite3_column_int (statement, 5) != 0;
      result->has_value = sqlite3_column_type (statement, 6) != SQLITE_NULL;
      result->value = sqlite3_column_double (statement, 6);
      result->has_target = sqlite3_column_type (statement, 7) != SQLITE_NULL;
      result->target = sqlite3_column_double (statement, 7);
      g_ptr_array_add (self->results, result);
    }
}

/**
 * ent_iati_activity_load:
 * @workspace: a workspace
 * @project: a project
 * @publisher: who publishes it
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): what is said of the project
 */
EntIatiActivity *
ent_iati_activity_load (EntWorkspace *workspace,
                        EntRecord *project,
                        const EntIatiPublisher *publisher,
                        GError **error)
{
  g_autoptr (EntIatiActivity) self = g_new0 (EntIatiActivity, 1);
  EntDatabase *database = ent_workspace_get_database (workspace);
  const char *partnership = ent_record_get_text (project, "partnership");
  const char *uuid = strchr (ent_record_get_id (project), ':');

  self->project = g_object_ref (project);
  self->partnership = get_public (workspace, partnership);
  self->identifier = g_strdup_printf ("%s-%s", publisher->reference, uuid != NULL ? uuid + 1 : ent_record_get_id (project));
  self->countries = g_ptr_array_new_with_free_func (g_free);
  self->purposes = g_ptr_array_new_with_free_func (g_free);
  self->bodies = g_ptr_array_new_with_free_func (body_free);
  self->years = g_array_new (FALSE, FALSE, sizeof (EntIatiYear));
  self->results = g_ptr_array_new_with_free_func (result_free);

  load_dates (self);
  load_bodies (self, workspace, publisher);
  load_countries (self, workspace);
  load_purposes (self);
  if (!load_years (self, database, error) || !load_results (self, database, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* The rules. */

static gboolean
is_reversed (const char *start,
             const char *end)
{
  return *start != '\0' && *end != '\0' && strcmp (end, start) < 0;
}

static const char *
check_dates (const EntIatiActivity *self,
             const char *today)
{
  const char *status = ent_record_get_text (self->project, "status");

  if (*self->dates[0] == '\0' && *self->dates[1] == '\0')
    return _ ("The project has no start, planned or actual.");
  if (is_reversed (self->dates[0], self->dates[2]) || is_reversed (self->dates[1], self->dates[3]))
    return _ ("The project ends before it starts.");
  if (strcmp (self->dates[1], today) > 0)
    return _ ("The actual start is still to come: enter it as the planned start.");
  if (strcmp (self->dates[3], today) > 0 && g_strcmp0 (status, "completed") == 0)
    return _ ("The project is completed, but its end is still to come.");

  return NULL;
}

static void
check_results (const EntIatiActivity *self,
               GPtrArray *problems)
{
  for (guint i = 0; i < self->results->len; i++)
    {
      const EntIatiResult *result = self->results->pdata[i];

      if (result->measure != NULL && !g_str_equal (result->measure, "qualitative") && !result->has_value)
        ent_document_problems_add (problems, result->id, result->title,
                                   _ ("The return is measured by a number, but the number is missing. Enter it, or measure by quality."), TRUE);
    }
}

static void
check_years (const EntIatiActivity *self,
             GPtrArray *problems)
{
  for (guint i = 0; i < self->years->len; i++)
    {
      const EntIatiYear *year = &g_array_index (self->years, EntIatiYear, i);

      if (year->year == 0 && (year->planned > 0 || year->committed > 0 || year->paid > 0))
        ent_document_problems_add (problems, ent_record_get_id (self->project), ent_record_get_headline (self->project),
                                   _ ("A funding line has amounts but no year: a budget covers one year at most."), TRUE);
    }
}

/**
 * ent_iati_activity_check:
 * @self: an activity
 * @today: the day, YYYY-MM-DD
 * @problems: (element-type EntDocumentProblem): where what the standard does not allow is added to
 */
void
ent_iati_activity_check (const EntIatiActivity *self,
                         const char *today,
                         GPtrArray *problems)
{
  const char *const texts[] = {
    ent_record_get_text (self->project, "description") == NULL ? _ ("The project has no description.") : NULL,
    check_dates (self, today),
    self->countries->len == 0 ? _ ("No country is known: publish the partnership too, with its countries.") : NULL,
    self->purposes->len == 0 ? _ ("The project has no theme and no DAC purpose code.") : NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL)
      ent_document_problems_add (problems, ent_record_get_id (self->project), ent_record_get_headline (self->project), texts[i], TRUE);
  check_years (self, problems);
  check_results (self, problems);
}
