/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random workspaces, and every kind of figure reckoned a second time in plain SQL, which shares no line with the first. */
#include <math.h>

#include "ent-choices.h"
#include "fixture.h"

#define YEAR 2025
#define N_WORKSPACES 6

typedef struct
{
  GPtrArray *departments, *people, *authorities, *partnerships, *projects, *events, *returns; /* (owned) */
} Pool;

static gboolean
chance (int percent)
{
  return g_test_rand_int_range (0, 100) < percent;
}

static const char *
pick (GPtrArray *pool)
{
  return pool->len > 0 ? pool->pdata[g_test_rand_int_range (0, pool->len)] : NULL;
}

static const char *
pick_choice (const EntChoices *choices)
{
  return choices->items[g_test_rand_int_range (0, choices->n_items)].nick;
}

/* Texts that live as long as the workspace is filled. */
static GStringChunk *texts;

static const char *
keep (char *text)
{
  const char *kept = g_string_chunk_insert (texts, text);

  g_free (text);
  return kept;
}

static const char *
some_day (int first_year,
          int last_year)
{
  return keep (g_strdup_printf ("%04d-%02d-%02d", g_test_rand_int_range (first_year, last_year + 1),
                                g_test_rand_int_range (1, 13), g_test_rand_int_range (1, 29)));
}

static const char *
some_later_day (const char *day,
                int most)
{
  g_autoptr (GDateTime) from = g_date_time_new_utc (g_ascii_strtoll (day, NULL, 10), g_ascii_strtoll (day + 5, NULL, 10),
                                                    g_ascii_strtoll (day + 8, NULL, 10), 0, 0, 0);
  g_autoptr (GDateTime) to = g_date_time_add_days (from, g_test_rand_int_range (0, most));

  return keep (g_date_time_format (to, "%Y-%m-%d"));
}

static const char *
some_year (int from,
           int to)
{
  return keep (g_strdup_printf ("%d", g_test_rand_int_range (from, to + 1)));
}

static const char *
some_choices (const EntChoices *choices,
              int most)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, most + 1); n > 0; n--)
    g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", pick_choice (choices));

  return list->len > 0 ? keep (g_strdup (list->str)) : NULL;
}

static const char *
some_of (GPtrArray *pool,
         int most)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int n = pool->len > 0 ? g_test_rand_int_range (0, most + 1) : 0; n > 0; n--)
    g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", pick (pool));

  return list->len > 0 ? keep (g_strdup (list->str)) : NULL;
}

static const char *
some_number (int most)
{
  return keep (g_strdup_printf ("%d.%d", g_test_rand_int_range (0, most), g_test_rand_int_range (0, 10)));
}

static const char *const countries[] = { "FR", "SN", "ML", "DE" };
static const char *const short_themes[] = { "water", "culture", "health; education", NULL };
static const char *const languages[] = { "fr", "en", "German", "dioula-x", NULL };

static const char *
some_themes (void)
{
  return short_themes[g_test_rand_int_range (0, G_N_ELEMENTS (short_themes))];
}

static void
fill_people (EntWorkspace *workspace,
             Pool *pool)
{
  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (pool->authorities, add_record (workspace, "authority", "name", keep (g_strdup_printf ("City %u", i)),
                                                    "country", countries[i], NULL));
  for (guint i = 0; i < 7; i++)
    g_ptr_array_add (pool->departments, add_record (workspace, "department", "name", keep (g_strdup_printf ("Department %u", i)),
                                                    "parent", chance (60) ? pick (pool->departments) : NULL, NULL));
  for (guint i = 0; i < 14; i++)
    {
      g_autofree char *person = add_record (workspace, "person", "given-name", "P", "family-name", keep (g_strdup_printf ("N%u", i)), NULL);

      /* Starts differ, so that it is never a matter of order where somebody works. */
      for (int j = g_test_rand_int_range (0, 3) - 1; j >= 0; j--)
        g_free (add_record (workspace, "role", "person", person, "body", pick (pool->departments), "kind", "staff",
                            "start", keep (g_strdup_printf ("%d-%02u", 2022 + 3 * j, 1 + i % 12)),
                            "end", j == 0 && chance (50) ? "2025-03" : NULL, NULL));
      if (chance (35))
        g_free (add_record (workspace, "role", "person", person, "body", pick (pool->authorities), "kind", "elected",
                            "start", chance (70) ? some_year (2019, 2026) : NULL, NULL));
      g_ptr_array_add (pool->people, g_steal_pointer (&person));
    }
}

static void
fill_subjects (EntWorkspace *workspace,
               Pool *pool)
{
  for (guint i = 0; i < 8; i++)
    g_ptr_array_add (pool->partnerships,
                     add_record (workspace, "partnership", "title", keep (g_strdup_printf ("Partnership %u", i)),
                                 "status", pick_choice (&ent_choices_partnership_statuses), "themes", some_themes (),
                                 "kind", chance (50) ? "twinning" : pick_choice (&ent_choices_partnership_kinds),
                                 "official", chance (40) ? pool->people->pdata[0] : NULL,
                                 "countries", chance (50) ? countries[g_test_rand_int_range (1, 4)] : NULL,
                                 "partners", some_of (pool->authorities, 2), "poles", some_choices (&ent_choices_poles, 3),
                                 "start", chance (70) ? some_year (2020, 2026) : NULL,
                                 "end", chance (30) ? "2026-01" : NULL, NULL));
  for (guint i = 0; i < 20; i++)
    g_ptr_array_add (pool->projects,
                     add_record (workspace, "project", "title", keep (g_strdup_printf ("Project %u", i)),
                                 "status", pick_choice (&ent_choices_project_statuses), "themes", some_themes (),
                                 "partnership", chance (75) ? pick (pool->partnerships) : NULL,
                                 "departments", some_of (pool->departments, 2),
                                 "operator", chance (20) ? pick (pool->departments) : NULL,
                                 "planned-start", chance (50) ? some_day (2023, 2024) : NULL,
                                 "start", chance (50) ? some_year (2024, 2026) : NULL,
                                 "planned-end", chance (40) ? "2026-06-30" : NULL, NULL));
  for (guint i = 0; i < 10; i++)
    {
      const char *start = some_day (2024, 2025);

      g_ptr_array_add (pool->events,
                       add_record (workspace, "event", "title", "Event", "kind", pick_choice (&ent_choices_event_kinds),
                                   "start", start, "end", chance (60) ? some_later_day (start, 20) : NULL,
                                   "subject", chance (80) ? pick (chance (70) ? pool->projects : pool->partnerships) : NULL,
                                   "country", chance (50) ? countries[g_test_rand_int_range (0, 4)] : NULL,
                                   "participants", some_of (pool->people, 3), NULL));
    }
}

static void
fill_returns (EntWorkspace *workspace,
              Pool *pool)
{
  for (guint i = 0; i < 120; i++)
    {
      const char *measure = chance (50) ? pick_choice (&ent_choices_return_measures) : NULL;

      g_ptr_array_add (pool->returns,
                       add_record (workspace, "return", "text", "Something came back", "year", chance (70) ? "2025" : some_year (2024, 2026),
                                   "subject", pick (chance (75) ? pool->projects : pool->partnerships),
                                   "stage", pick_choice (&ent_choices_return_stages), "scope", pick_choice (&ent_choices_return_scopes),
                                   "categories", some_choices (&ent_choices_return_categories, 3), "measure", measure,
                                   "value", measure != NULL && chance (60) ? "12" : NULL,
                                   "evidence", chance (50) ? "Minutes" : NULL, "proved-by", chance (20) ? pick (pool->events) : NULL,
                                   "proposed-by", chance (15) ? pick (pool->people) : NULL, "confirmed-on", chance (50) ? "2025-12-01" : NULL,
                                   "answers", chance (60) ? some_of (pool->returns, 2) : NULL, NULL));
    }
}

/* Returns that answer each other in a circle, as two desks may write them. */
static void
close_circles (EntWorkspace *workspace,
               Pool *pool)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EntRecord) record = ent_workspace_get (workspace, pick (pool->returns), &error);

      g_assert_no_error (error);
      ent_record_set_parsed (record, "answers", pick (pool->returns), &error);
      g_assert_no_error (error);
      ent_workspace_save (workspace, record, &error);
      g_assert_no_error (error);
    }
}

static void
fill_work (EntWorkspace *workspace,
           Pool *pool)
{
  for (guint i = 0; i < 50; i++)
    {
      const char *from = some_day (2024, 2026);
      const char *unit = pick_choice (&ent_choices_involvement_units);
      gpointer *subjects[] = { pool->projects->pdata, pool->events->pdata, pool->partnerships->pdata };

      g_free (add_record (workspace, "involvement", "person", pick (pool->people), "subject", subjects[i % 3][g_test_rand_int_range (0, 8)],
                          "from", from, "to", chance (60) ? some_later_day (from, 300) : NULL, "amount", some_number (g_str_equal (unit, "hours") ? 24 : 60),
                          "unit", unit, "kind", pick_choice (&ent_choices_involvement_kinds),
                          "language", languages[g_test_rand_int_range (0, G_N_ELEMENTS (languages))],
                          "daily-cost", chance (60) ? some_number (400) : NULL,
                          "confirmed-on", chance (50) ? "2026-01-10" : NULL, NULL));
    }
  for (guint i = 0; i < 50; i++)
    {
      const char *asked_on = some_day (2024, 2026);

      g_free (add_record (workspace, "mobilisation", "expertise", "Water", "project", pick (pool->projects),
                          "asked", pick (chance (60) ? pool->departments : pool->people),
                          "state", pick_choice (&ent_choices_mobilisation_states), "asked-on", asked_on,
                          "answered-on", chance (60) ? some_later_day (asked_on, 90) : NULL,
                          "obstacles", some_choices (&ent_choices_obstacles, 3), NULL));
    }
}

static void
fill_money (EntWorkspace *workspace,
            Pool *pool)
{
  for (guint i = 0; i < 90; i++)
    g_free (add_record (workspace, "funding", "project", pick (pool->projects), "funder", pick (pool->authorities),
                        "source", chance (80) ? pick_choice (&ent_choices_funding_sources) : NULL,
                        "form", chance (30) ? "in-kind" : "cash", "year", chance (80) ? some_year (2025, 2026) : NULL,
                        "planned", chance (70) ? some_number (90000) : NULL, "committed", chance (60) ? some_number (80000) : NULL,
                        "paid", chance (60) ? some_number (70000) : NULL, "paid-on", chance (50) ? some_day (2024, 2026) : NULL, NULL));
  for (guint i = 0; i < 15; i++)
    g_free (add_record (workspace, "payment", "paid-on", some_day (2024, 2026), "amount", some_number (9000), "country",
                        countries[g_test_rand_int_range (1, 4)], "channel", "12002", "purpose", "14030", "aid-type", "C01",
                        "project", chance (70) ? pick (pool->projects) : NULL, NULL));
}

static void
pool_init (Pool *pool)
{
  GPtrArray **all[] = { &pool->departments, &pool->people, &pool->authorities, &pool->partnerships,
                        &pool->projects, &pool->events, &pool->returns };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    *all[i] = g_ptr_array_new_with_free_func (g_free);
}

static void
pool_clear (Pool *pool)
{
  GPtrArray **all[] = { &pool->departments, &pool->people, &pool->authorities, &pool->partnerships,
                        &pool->projects, &pool->events, &pool->returns };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_clear_pointer (all[i], g_ptr_array_unref);
}

static void
fill (EntWorkspace *workspace,
      Pool *pool)
{
  g_autoptr (GError) error = NULL;

  ent_workspace_begin (workspace, "A random workspace", NULL, &error);
  g_assert_no_error (error);
  fill_people (workspace, pool);
  fill_subjects (workspace, pool);
  fill_returns (workspace, pool);
  close_circles (workspace, pool);
  fill_work (workspace, pool);
  fill_money (workspace, pool);
  ent_workspace_set_setting (workspace, "own-authority", pool->authorities->pdata[0], &error);
  ent_workspace_set_setting (workspace, "own-department", pool->departments->pdata[0], &error);
  ent_workspace_set_setting (workspace, "hours-per-day", "7.8", &error);
  ent_workspace_commit (workspace, &error);
  g_assert_no_error (error);
}

/* The second reckoning. */

#define DEPARTMENT_OF(person, day)                                                                                     \
  "(SELECT body FROM (SELECT o.body AS body, coalesce (o.start, '') AS since,"                                         \
  "  (o.start IS NULL OR o.start <= substr (" day ", 1, length (o.start)))"                                            \
  "  AND (o.\"end\" IS NULL OR o.\"end\" >= substr (" day ", 1, length (o.\"end\"))) AS then_there"                   \
  "  FROM role o WHERE o.person = " person " AND o.body LIKE 'department:%') ORDER BY then_there DESC, since DESC LIMIT 1)"

#define HAS(list, value) "EXISTS (SELECT 1 FROM json_each (" list ") e WHERE e.value = " value ")"

#define RUNS(t, from, to, over, to_come)                                                                               \
  "(" t ".status IS NOT 'abandoned' AND coalesce (substr (" from ", 1, 4) <= '2025', 1) AND coalesce (substr (" to ", 1, 4) >= '2025', 1)" \
  " AND NOT (" from " IS NULL AND " t ".status IS '" to_come "')"                                                      \
  " AND NOT (" to " IS NULL AND " t ".status IS '" over "' AND substr (" from ", 1, 4) IS NOT '2025'))"

/* What is not a proposal that nobody confirmed. */
#define STANDS(t) "(" t ".\"proposed-by\" IS NULL OR " t ".\"confirmed-on\" IS NOT NULL)"

#define COMMON                                                                                                         \
  "WITH RECURSIVE inside (id) AS (SELECT :department UNION SELECT r.id FROM inside i JOIN department d ON d.parent = i.id JOIN record r USING (row)),"                                  \
  " within (id) AS (SELECT r.id FROM department JOIN record r USING (row) WHERE :department IS NULL OR r.id IN inside),"  \
  " concerned (id) AS (SELECT r.id FROM project p JOIN record r USING (row) WHERE :department IS NULL OR p.operator IN inside"        \
  "  OR EXISTS (SELECT 1 FROM json_each (p.departments) e WHERE e.value IN inside)"                                    \
  "  OR EXISTS (SELECT 1 FROM mobilisation m WHERE m.project = r.id AND (m.asked IN inside OR " DEPARTMENT_OF ("m.asked", "m.\"asked-on\"") " IN inside)))," \
  " pacts (id, theme, country, runs, led) AS (SELECT r.id, :theme IS NULL OR " HAS ("p.themes", ":theme") ","               \
  "  :country IS NULL OR " HAS ("p.countries", ":country") " OR EXISTS (SELECT 1 FROM json_each (p.partners) e JOIN record x ON x.id = e.value JOIN authority a ON a.row = x.row WHERE a.country = :country)," \
  "  " RUNS ("p", "p.start", "p.\"end\"", "ended", "negotiating") ","                                                   \
  "  (:official IS NULL OR p.official IS :official) AND (:kind IS NULL OR p.kind IS :kind) FROM partnership p JOIN record r USING (row)),"    \
  " works (id, pact, theme, country, runs) AS (SELECT r.id, p.partnership,"                                            \
  "  CASE WHEN p.themes IS NOT NULL THEN :theme IS NULL OR " HAS ("p.themes", ":theme")                                \
  "  ELSE coalesce ((SELECT theme FROM pacts WHERE pacts.id = p.partnership), :theme IS NULL) END,"                    \
  "  coalesce ((SELECT country FROM pacts WHERE pacts.id = p.partnership), :country IS NULL),"                         \
  "  " RUNS ("p", "coalesce (p.start, p.\"planned-start\")", "coalesce (p.\"end\", p.\"planned-end\")", "completed", "planned") \
  "  FROM project p JOIN record r USING (row)),"                                                                       \
  " broad (id) AS (SELECT id FROM pacts WHERE led AND theme AND country AND (:partnership IS NULL OR id = :partnership)"       \
  "  UNION ALL SELECT id FROM works WHERE theme AND country AND (:partnership IS NULL OR pact = :partnership)"                   \
  "   AND coalesce ((SELECT led FROM pacts WHERE pacts.id = pact), :official IS NULL AND :kind IS NULL)),"       \
  " chosen (id) AS (SELECT b.id FROM broad b WHERE :department IS NULL OR b.id IN concerned"                           \
  "  OR EXISTS (SELECT 1 FROM works w WHERE w.pact = b.id AND w.id IN concerned)),"                                    \
  " home (event, id, ok, free) AS (SELECT r.id, t.subject, 0, 0 FROM event t JOIN record r USING (row) WHERE t.subject IS NOT NULL"  \
  "  UNION ALL SELECT r.id, r.id, :theme IS NULL AND :partnership IS NULL AND :official IS NULL AND :kind IS NULL AND (:country IS NULL OR t.country IS :country),"          \
  "  :department IS NULL FROM event t JOIN record r USING (row) WHERE t.subject IS NULL),"                             \
  " lead (src, dst) AS (SELECT r.id, e.value FROM \"return\" t JOIN record r USING (row), json_each (t.answers) e"    \
  "  WHERE " STANDS ("t") " AND e.value IN (SELECT x.id FROM \"return\" u JOIN record x USING (row) WHERE " STANDS ("u") ")),"                        \
  " goes (src, dst) AS (SELECT src, dst FROM lead UNION SELECT g.src, l.dst FROM goes g JOIN lead l ON l.src = g.dst),"                      \
  " ret AS (SELECT r.id AS id, t.*, t.year = 2025 AND t.subject IN chosen AS counts FROM \"return\" t JOIN record r USING (row) WHERE " STANDS ("t") "),"           \
  " met AS (SELECT g.src, d.* FROM goes g JOIN ret d ON d.id = g.dst WHERE g.src <> g.dst),"                           \
  " days (day) AS (SELECT '2025-01-01' UNION ALL SELECT date (day, '+1 day') FROM days WHERE day < '2025-12-31'),"     \
  " work_days (day) AS (SELECT day FROM days WHERE strftime ('%w', day) NOT IN ('0', '6') AND day NOT IN ('2025-01-01',"             \
  "  '2025-04-21', '2025-05-01', '2025-05-08', '2025-05-29', '2025-06-09', '2025-07-14', '2025-08-15', '2025-11-11', '2025-12-25')),"  \
  " inv AS (SELECT r.id AS id, t.*, coalesce (t.\"to\", CASE t.unit WHEN 'percent' THEN '2025-12-31' ELSE t.\"from\" END) AS until,"         \
  "  " DEPARTMENT_OF ("t.person", "t.\"from\"") " AS dept,"                                                            \
  "  coalesce ((SELECT id FROM home WHERE event = t.subject), t.subject) AS about"                                     \
  "  FROM involvement t JOIN record r USING (row)),"                                                                   \
  " spent AS (SELECT *, CASE unit WHEN 'percent' THEN amount / 100 * (SELECT count(*) FROM work_days WHERE day BETWEEN inv.\"from\" AND inv.until)" \
  "  ELSE amount / CASE unit WHEN 'hours' THEN 7.8 ELSE 1 END * (julianday (min (until, '2025-12-31')) - julianday (max (\"from\", '2025-01-01')) + 1)" \
  "   / (julianday (until) - julianday (\"from\") + 1) END AS n FROM inv WHERE \"from\" <= '2025-12-31' AND until >= '2025-01-01'"         \
  "  AND (about IN broad OR EXISTS (SELECT 1 FROM home h WHERE h.event = about AND h.id = about AND ok)) AND (:department IS NULL OR dept IN inside)),"  \
  " asked AS (SELECT r.id AS id, t.*, coalesce ((SELECT x.id FROM record x WHERE x.id = t.asked AND x.type = 'department')," \
  "  " DEPARTMENT_OF ("t.asked", "t.\"asked-on\"") ") AS dept FROM mobilisation t JOIN record r USING (row)"           \
  "  WHERE substr (\"asked-on\", 1, 4) = '2025' AND state <> 'draft' AND project IN broad),"                          \
  " req AS (SELECT * FROM asked WHERE :department IS NULL OR dept IN inside),"                                         \
  " fund AS (SELECT r.id AS id, t.*, coalesce (t.source, CASE WHEN t.funder = :own THEN 'own' ELSE 'unknown' END) AS origin"                 \
  "  FROM funding t JOIN record r USING (row) WHERE t.project IN chosen AND (t.year = 2025 OR (t.year IS NULL AND t.\"paid-on\" LIKE '2025%'))),"    \
  " root (id, top) AS (SELECT id, id FROM pacts UNION ALL SELECT id, coalesce (pact, id) FROM works),"                 \
  " gave (id) AS (SELECT top FROM fund f JOIN root ON root.id = f.project WHERE origin = 'own' AND paid > 0"           \
  "  UNION SELECT top FROM spent s JOIN root ON root.id = s.about WHERE n > 0"                                        \
  "  UNION SELECT top FROM payment p JOIN root ON root.id = p.project WHERE p.\"paid-on\" LIKE '2025%' AND p.amount > 0 AND p.project IN chosen)," \
  " tp (id, pact, place) AS (SELECT w.id, w.pact, e.value FROM works w JOIN record r ON r.id = w.id JOIN project p ON p.row = r.row"     \
  "  LEFT JOIN record q ON q.id = w.pact LEFT JOIN partnership k ON k.row = q.row, json_each (coalesce (p.themes, k.themes)) e WHERE runs AND w.id IN chosen)," \
  " cp (id, pact, place) AS (SELECT w.id, w.pact, e.value FROM works w JOIN record q ON q.id = w.pact JOIN partnership k ON k.row = q.row,"   \
  "  json_each (k.countries) e WHERE w.runs AND w.id IN chosen),"                                                       \
  " pd (id, dept) AS (SELECT r.id, e.value FROM project p JOIN record r USING (row), json_each (p.departments) e"       \
  "  UNION SELECT r.id, p.operator FROM project p JOIN record r USING (row) WHERE p.operator LIKE 'department:%'),"     \
  " elected (id) AS (SELECT DISTINCT person FROM role WHERE kind = 'elected' AND body = :own AND coalesce (start, '1') <= '2025-12-31'),"    \
  " part (id) AS (SELECT person FROM inv WHERE \"from\" <= '2025-12-31' AND until >= '2025-01-01' AND (about IN chosen OR EXISTS (SELECT 1 FROM home h WHERE h.event = about AND h.id = about AND ok AND free))" \
  "  UNION SELECT e.value FROM event t JOIN record r USING (row) JOIN home h ON h.event = r.id, json_each (t.participants) e"                \
  "  WHERE t.start <= '2025-12-31' AND coalesce (t.\"end\", t.start) >= '2025-01-01' AND (h.id IN chosen OR (ok AND free))),"                \
  " busy (id) AS (SELECT dept FROM spent WHERE dept IS NOT NULL UNION SELECT dept FROM req WHERE dept IS NOT NULL"     \
  "  UNION SELECT d.parent FROM busy b JOIN record r ON r.id = b.id JOIN department d USING (row) WHERE d.parent IS NOT NULL) "

#define IN_CLASS(list) "EXISTS (SELECT 1 FROM json_each (ret.categories) e WHERE e.value IN (" list "))"
#define ECONOMIC "'jobs', 'business', 'attractiveness', 'student-mobility', 'ngo-jobs'"
#define SOCIAL "'cultural-opening', 'living-together', 'diasporas'"
#define NETWORK "'local-actors', 'local-skills'"
#define PRACTICES "'agents', 'departments', 'public-policy', 'officials'"
#define OF(where) "SELECT ret.id FROM ret WHERE counts AND " where
#define SOUGHT_BY "EXISTS (SELECT 1 FROM met WHERE met.src = ret.id AND met.stage = 'sought')"
#define OBTAINED_BY "EXISTS (SELECT 1 FROM goes g JOIN ret a ON a.id = g.src WHERE g.dst = ret.id AND a.stage = 'actual')"
#define ANNOUNCED_BY                                                                                                   \
  "(EXISTS (SELECT 1 FROM met WHERE met.src = ret.id AND met.stage = 'announced')"                                     \
  " OR EXISTS (SELECT 1 FROM met JOIN goes g ON g.dst = met.id JOIN ret a ON a.id = g.src WHERE met.src = ret.id AND met.stage = 'sought' AND a.stage = 'announced'))"
#define ECONOMIC_AIM                                                                                                   \
  "EXISTS (SELECT 1 FROM met WHERE met.src = ret.id AND met.stage = 'sought' AND EXISTS (SELECT 1 FROM json_each (met.categories) e WHERE e.value IN (" ECONOMIC ")))"
#define TOGETHER(list, place)                                                                                          \
  "SELECT a.id FROM " list " a WHERE a.place = '" place "' AND EXISTS (SELECT 1 FROM " list " b WHERE b.place = '" place "' AND b.id <> a.id" \
  " AND (b.pact = a.pact OR EXISTS (SELECT 1 FROM pd x JOIN pd y ON x.dept = y.dept WHERE x.id = a.id AND y.id = b.id)))"
#define HEARD_OF "EXISTS (SELECT 1 FROM goes g JOIN ret a ON a.id = g.src WHERE g.dst = ret.id AND a.stage = 'announced')"
#define MET_ANNOUNCED "EXISTS (SELECT 1 FROM met WHERE met.src = ret.id AND met.stage = 'announced')"
#define ROOT_POLES "(SELECT group_concat (e.value, ' ' ORDER BY e.value) FROM root JOIN record x ON x.id = root.top JOIN partnership p ON p.row = x.row, json_each (p.poles) e WHERE root.id = ret.subject)"
#define AIMING(pole) "SELECT r.id FROM partnership p JOIN record r USING (row) JOIN pacts ON pacts.id = r.id WHERE runs AND r.id IN chosen AND " HAS ("poles", "'" pole "'")
#define MEASURED "(measure IS 'qualitative' OR (measure IS NOT NULL AND value IS NOT NULL))"

/* The records of a figure, and what it is a share of. */
static const struct
{
  const char *key;
  const char *records;
  const char *whole;
} lists[] = {
  { "returns.sought", OF ("stage = 'sought'"), NULL },
  { "returns.announced.territory", OF ("stage = 'announced' AND scope = 'territory'"), NULL },
  { "returns.actual.authority", OF ("stage = 'actual' AND scope = 'authority'"), NULL },
  { "returns.actual.territory.economic", OF ("stage = 'actual' AND scope = 'territory' AND " IN_CLASS (ECONOMIC)), NULL },
  { "returns.actual.territory.non-economic", OF ("stage = 'actual' AND scope = 'territory' AND " IN_CLASS (SOCIAL ", " NETWORK)), NULL },
  { "returns.sought.territory.network.local-actors", OF ("stage = 'sought' AND scope = 'territory' AND " IN_CLASS ("'local-actors'")), NULL },
  { "returns.actual.territory.unclassified",
    OF ("stage = 'actual' AND scope = 'territory' AND (" IN_CLASS ("'unclassified'") " OR NOT " IN_CLASS (ECONOMIC ", " SOCIAL ", " NETWORK) ")"), NULL },
  { "returns.actual.authority.practices", OF ("stage = 'actual' AND scope = 'authority' AND " IN_CLASS (PRACTICES)), NULL },
  { "returns.announced.authority.resources.co-funding", OF ("stage = 'announced' AND scope = 'authority' AND " IN_CLASS ("'co-funding'")), NULL },
  { "coincidence", OF ("stage = 'actual' AND " SOUGHT_BY), OF ("stage = 'actual'") },
  { "coincidence.territory", OF ("stage = 'actual' AND scope = 'territory' AND " SOUGHT_BY), OF ("stage = 'actual' AND scope = 'territory'") },
  { "unexpected", OF ("stage = 'actual' AND NOT " SOUGHT_BY), OF ("stage = 'actual'") },
  { "fulfilment", OF ("stage = 'sought' AND " OBTAINED_BY), OF ("stage = 'sought'") },
  { "unannounced", OF ("stage = 'actual' AND NOT " ANNOUNCED_BY), OF ("stage = 'actual'") },
  { "baseless", OF ("stage = 'announced' AND NOT " SOUGHT_BY " AND NOT " OBTAINED_BY), OF ("stage = 'announced'") },
  { "nature-shift", OF ("stage = 'actual' AND " ECONOMIC_AIM " AND NOT " IN_CLASS (ECONOMIC) " AND " IN_CLASS (SOCIAL)), OF ("stage = 'actual' AND " ECONOMIC_AIM) },
  { "vague", OF ("stage = 'actual' AND NOT (" MEASURED " AND (evidence IS NOT NULL OR \"proved-by\" IS NOT NULL))"), OF ("stage = 'actual'") },
  { "vague-goals", OF ("stage <> 'actual' AND NOT " MEASURED), OF ("stage <> 'actual'") },
  { "flow.sought-announced-obtained", OF ("stage = 'sought' AND " OBTAINED_BY " AND " HEARD_OF), NULL },
  { "flow.sought-obtained.territory", OF ("stage = 'sought' AND scope = 'territory' AND " OBTAINED_BY " AND NOT " HEARD_OF), NULL },
  { "flow.sought-announced.authority", OF ("stage = 'sought' AND scope = 'authority' AND NOT " OBTAINED_BY " AND " HEARD_OF), NULL },
  { "flow.sought-only", OF ("stage = 'sought' AND NOT " OBTAINED_BY " AND NOT " HEARD_OF), NULL },
  { "flow.announced-obtained", OF ("stage = 'announced' AND NOT " SOUGHT_BY " AND " OBTAINED_BY), NULL },
  { "flow.announced-only", OF ("stage = 'announced' AND NOT " SOUGHT_BY " AND NOT " OBTAINED_BY), NULL },
  { "flow.actual-only", OF ("stage = 'actual' AND NOT " SOUGHT_BY " AND NOT " MET_ANNOUNCED), NULL },
  { "obtained.C.authority", OF ("stage = 'actual' AND scope = 'authority' AND " ROOT_POLES " = 'partner'"), NULL },
  { "obtained.K.economic", OF ("stage = 'actual' AND scope = 'territory' AND " IN_CLASS (ECONOMIC) " AND " ROOT_POLES " = 'all-territories authority territory'"), NULL },
  { "obtained.none.other", OF ("stage = 'actual' AND scope = 'territory' AND NOT " IN_CLASS (ECONOMIC) " AND " ROOT_POLES " IS NULL"
    " AND EXISTS (SELECT 1 FROM root WHERE root.id = ret.subject AND top LIKE 'partnership:%')"), NULL },
  { "obtained.outside.authority", OF ("stage = 'actual' AND scope = 'authority' AND EXISTS (SELECT 1 FROM root WHERE root.id = ret.subject AND top LIKE 'project:%')"), NULL },
  { "fit.authority", AIMING ("authority") " AND r.id IN (SELECT top FROM ret JOIN root ON root.id = ret.subject WHERE counts AND stage = 'actual' AND scope = 'authority')",
    AIMING ("authority") },
  { "fit.territory", AIMING ("territory") " AND r.id IN (SELECT top FROM ret JOIN root ON root.id = ret.subject WHERE counts AND stage = 'actual' AND scope = 'territory')",
    AIMING ("territory") },
  { "threads.theme.water.projects", "SELECT DISTINCT id FROM tp WHERE place = 'water'", NULL },
  { "threads.theme.water.linked", TOGETHER ("tp", "water"), NULL },
  { "threads.theme.culture.apart", "SELECT id FROM tp WHERE place = 'culture' AND (SELECT count (*) FROM tp WHERE place = 'culture') > 1 AND id NOT IN (" TOGETHER ("tp", "culture") ")", NULL },
  { "threads.country.SN.linked", TOGETHER ("cp", "SN"), NULL },
  { "threads.country.SN.apart", "SELECT id FROM cp WHERE place = 'SN' AND (SELECT count (*) FROM cp WHERE place = 'SN') > 1 AND id NOT IN (" TOGETHER ("cp", "SN") ")", NULL },
  { "overview.partnerships", "SELECT id FROM pacts WHERE runs AND id IN chosen", NULL },
  { "overview.projects", "SELECT id FROM works WHERE runs AND id IN chosen", NULL },
  { "coverage.partnerships", "SELECT id FROM pacts WHERE runs AND id IN chosen AND NOT EXISTS (SELECT 1 FROM ret JOIN root ON root.id = ret.subject WHERE stage = 'sought' AND top = pacts.id)",
    "SELECT id FROM pacts WHERE runs AND id IN chosen" },
  { "coverage.projects", "SELECT id FROM works WHERE runs AND id IN chosen AND NOT EXISTS (SELECT 1 FROM ret WHERE stage = 'sought' AND subject = works.id)",
    "SELECT id FROM works WHERE runs AND id IN chosen" },
  { "coverage.one-way", "SELECT id FROM gave WHERE id IN chosen AND id NOT IN (SELECT top FROM ret JOIN root ON root.id = ret.subject WHERE stage = 'actual' AND counts)",
    "SELECT id FROM gave WHERE id IN chosen" },
  { "coverage.departments", "SELECT id FROM within WHERE id <> :unit AND id NOT IN busy", "SELECT id FROM within WHERE id <> :unit" },
  { "coverage.officials", "SELECT id FROM elected WHERE id NOT IN part", "SELECT id FROM elected" },
  { "involvement.people", "SELECT DISTINCT person FROM spent", NULL },
  { "involvement.officials", "SELECT DISTINCT person FROM spent WHERE person IN elected", NULL },
  { "involvement.uncosted", "SELECT id FROM spent WHERE \"daily-cost\" IS NULL", NULL },
  { "involvement.unconfirmed", "SELECT id FROM spent WHERE \"confirmed-on\" IS NULL", NULL },
  { "mobilisation.asked", "SELECT id FROM req", NULL },
  { "mobilisation.accepted", "SELECT id FROM req WHERE state IN ('accepted', 'done')", "SELECT id FROM req" },
  { "mobilisation.declined", "SELECT id FROM req WHERE state = 'declined'", "SELECT id FROM req" },
  { "mobilisation.waiting", "SELECT id FROM req WHERE state = 'sent'", "SELECT id FROM req" },
  { "obstacles.time", "SELECT id FROM req WHERE " HAS ("obstacles", "'time'"), NULL },
  { "obstacles.asked-late", "SELECT id FROM req WHERE " HAS ("obstacles", "'asked-late'"), NULL },
  { "rationale.none", "SELECT r.id FROM partnership p JOIN record r USING (row) JOIN pacts ON pacts.id = r.id WHERE runs AND r.id IN chosen AND poles IS NULL", NULL },
  { "rationale.K", "SELECT r.id FROM partnership p JOIN record r USING (row) JOIN pacts ON pacts.id = r.id WHERE runs AND r.id IN chosen"
    " AND (SELECT group_concat (e.value, ' ' ORDER BY e.value) FROM json_each (poles) e) = 'all-territories authority territory'", NULL },
  { "rationale.C", "SELECT r.id FROM partnership p JOIN record r USING (row) JOIN pacts ON pacts.id = r.id WHERE runs AND r.id IN chosen AND poles = '[\"partner\"]'", NULL },
  { "rationale.other", "SELECT r.id FROM partnership p JOIN record r USING (row) JOIN pacts ON pacts.id = r.id WHERE runs AND r.id IN chosen AND "
    HAS ("poles", "'partner'") " AND " HAS ("poles", "'all-territories'"), NULL },
};

/* A figure as one number. */
static const struct
{
  const char *key;
  const char *value;
} numbers[] = {
  { "involvement.days", "SELECT sum (n) FROM spent" },
  { "involvement.cost", "SELECT sum (round (n * \"daily-cost\")) FROM spent" },
  { "involvement.kind.mission.days", "SELECT sum (n) FROM spent WHERE kind = 'mission'" },
  { "involvement.language.de.days", "SELECT sum (n) FROM spent WHERE language = 'German' OR language = 'de'" },
  { "involvement.department.none.people", "SELECT count (DISTINCT person) FROM spent WHERE dept IS NULL" },
  { "mobilisation.longest-wait", "SELECT max (julianday (\"answered-on\") - julianday (\"asked-on\")) FROM req" },
  { "mobilisation.median-wait",
    "SELECT avg (w) FROM (SELECT julianday (\"answered-on\") - julianday (\"asked-on\") AS w, row_number () OVER (ORDER BY julianday (\"answered-on\") - julianday (\"asked-on\")) AS i,"
    " count (*) OVER () AS n FROM req WHERE \"answered-on\" IS NOT NULL) WHERE i IN ((n + 1) / 2, (n + 2) / 2)" },
  { "budget.total.planned", "SELECT sum (planned) FROM fund" },
  { "budget.own.paid", "SELECT sum (paid) FROM fund WHERE origin = 'own'" },
  { "budget.european-union.committed", "SELECT sum (committed) FROM fund WHERE origin = 'european-union'" },
  { "budget.unknown.paid", "SELECT sum (paid) FROM fund WHERE origin = 'unknown'" },
  { "budget.leverage.paid", "SELECT CAST (sum (paid) FILTER (WHERE origin NOT IN ('own', 'unknown')) AS REAL) / sum (paid) FILTER (WHERE origin = 'own') FROM fund" },
  { "budget.in-kind.planned", "SELECT coalesce (CAST (sum (planned) FILTER (WHERE form = 'in-kind') AS REAL), 0) / sum (planned) FROM fund" },
  { "reciprocity.aid.out", "SELECT sum (amount) FROM payment WHERE \"paid-on\" LIKE '2025%' AND (project IN chosen"
    " OR (project IS NULL AND :theme IS NULL AND :partnership IS NULL AND :department IS NULL AND :official IS NULL AND :kind IS NULL AND (:country IS NULL OR country = :country)))" },
  { "reciprocity.visits.out", "SELECT count (*) FROM event t JOIN record r USING (row) JOIN home h ON h.event = r.id WHERE kind = 'mission'"
    " AND start <= '2025-12-31' AND coalesce (\"end\", start) >= '2025-01-01' AND (h.id IN chosen OR (ok AND free))" },
  { "returns.actual.territory", "SELECT count (*) FROM ret WHERE counts AND stage = 'actual' AND scope = 'territory'" },
  { "overview.countries", "SELECT count (DISTINCT e.value) FROM partnership p JOIN record r USING (row) JOIN pacts ON pacts.id = r.id, json_each (p.countries) e WHERE runs AND r.id IN chosen" },
};

static void
bind (sqlite3_stmt *statement,
      const char *name,
      const char *text)
{
  int position = sqlite3_bind_parameter_index (statement, name);

  if (position > 0 && text != NULL)
    sqlite3_bind_text (statement, position, text, -1, SQLITE_STATIC);
}

static sqlite3_stmt *
prepare (EntWorkspace *workspace,
         const char *query,
         const EntReturnsSelection *selection,
         const Pool *pool)
{
  sqlite3 *handle = ent_database_get_handle (ent_workspace_get_database (workspace));
  g_autofree char *sql = g_strconcat (COMMON, query, NULL);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s in %s", sqlite3_errmsg (handle), query);
  bind (statement, ":theme", selection->theme);
  bind (statement, ":country", selection->country);
  bind (statement, ":partnership", selection->partnership);
  bind (statement, ":department", selection->department);
  bind (statement, ":official", selection->official);
  bind (statement, ":kind", selection->kind);
  bind (statement, ":own", pool->authorities->pdata[0]);
  bind (statement, ":unit", pool->departments->pdata[0]);

  return statement;
}

static GPtrArray *
list_ids (EntWorkspace *workspace,
          const char *query,
          const EntReturnsSelection *selection,
          const Pool *pool)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sorted = g_strconcat ("SELECT * FROM (", query, ") ORDER BY 1", NULL);
  sqlite3_stmt *statement = prepare (workspace, sorted, selection, pool);
  int result;

  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  g_assert_cmpint (result, ==, SQLITE_DONE);
  sqlite3_finalize (statement);

  return ids;
}

static void
recount_lists (EntWorkspace *workspace,
               EntReturnsYear *figures,
               const EntReturnsSelection *selection,
               const Pool *pool)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const EntReturnsFigure *figure = ent_returns_year_find (figures, lists[i].key);
      g_autoptr (GPtrArray) ids = list_ids (workspace, lists[i].records, selection, pool);

      /* Themes and countries without a project have no row. */
      if (figure == NULL && g_str_has_prefix (lists[i].key, "threads."))
        {
          g_assert_cmpuint (ids->len, ==, 0);
          continue;
        }
      g_assert_nonnull (figure);

      if (figure->n_records != ids->len)
        g_error ("%s: %u records instead of %u", figure->key, figure->n_records, ids->len);
      for (guint j = 0; j < ids->len; j++)
        g_assert_cmpstr (figure->records[j], ==, ids->pdata[j]);
      if (lists[i].whole != NULL)
        {
          g_autoptr (GPtrArray) whole = list_ids (workspace, lists[i].whole, selection, pool);

          g_assert_cmpint (figure->part, ==, ids->len);
          g_assert_cmpint (figure->whole, ==, whole->len);
          g_assert_cmpint (figure->known, ==, whole->len > 0);
        }
    }
}

static void
recount_numbers (EntWorkspace *workspace,
                 EntReturnsYear *figures,
                 const EntReturnsSelection *selection,
                 const Pool *pool)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const EntReturnsFigure *figure = ent_returns_year_find (figures, numbers[i].key);
      sqlite3_stmt *statement = prepare (workspace, numbers[i].value, selection, pool);
      double value, found = figure != NULL && figure->known ? figure->value : 0;

      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      value = sqlite3_column_double (statement, 0);
      if (fabs (found - value) > 1e-6 * MAX (1, fabs (value)))
        g_error ("%s: %.9g instead of %.9g", numbers[i].key, found, value);
      sqlite3_finalize (statement);
    }
}

static void
recount (EntWorkspace *workspace,
         const EntReturnsSelection *selection,
         const Pool *pool)
{
  g_autoptr (EntReturnsYear) figures = compute (workspace, YEAR, selection);

  recount_lists (workspace, figures, selection, pool);
  recount_numbers (workspace, figures, selection, pool);
}

static void
test_recount (Fixture *fixture,
              gconstpointer unused)
{
  Pool pool;
  EntReturnsSelection everything = { NULL };

  texts = g_string_chunk_new (4096);
  pool_init (&pool);
  fill (fixture->workspace, &pool);

  recount (fixture->workspace, &everything, &pool);
  for (guint i = 0; i < 8; i++)
    {
      EntReturnsSelection selection = {
        .theme = i == 0 || i == 5 ? (char *) "water" : NULL,
        .country = i == 1 || i == 5 ? (char *) "SN" : NULL,
        .partnership = i == 2 ? pool.partnerships->pdata[0] : NULL,
        .department = i == 3 || i == 4 ? pool.departments->pdata[i - 3] : NULL,
        .official = i == 6 ? pool.people->pdata[0] : NULL,
        .kind = i == 7 ? (char *) "twinning" : NULL,
      };

      recount (fixture->workspace, &selection, &pool);
    }

  pool_clear (&pool);
  g_string_chunk_free (texts);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < N_WORKSPACES; i++)
    {
      g_autofree char *path = g_strdup_printf ("/returns/recount/%u", i + 1);

      g_test_add (path, Fixture, NULL, fixture_set_up, test_recount, fixture_tear_down);
    }

  return g_test_run ();
}
