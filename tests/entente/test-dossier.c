/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages read: everything around a record, the overview, officials and departments. No display is needed. */
#include <glib/gstdio.h>

#include "ent-alerts.h"
#include "ent-deadlines.h"
#include "ent-council.h"
#include "ent-department-item.h"
#include "ent-dossier.h"
#include "ent-format.h"
#include "ent-new-record.h"
#include "ent-officials.h"
#include "ent-origin.h"
#include "ent-overview.h"
#include "ent-projection.h"
#include "ent-summary.h"
#include "ent-sync-state.h"
#include "ent-time.h"

#define TODAY "2026-06-15"

typedef struct
{
  char *path;              /* (owned) */
  EntWorkspace *workspace; /* (owned) */
} Desk;

static void
desk_set_up (Desk *desk,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  desk->path = g_build_filename (g_get_user_data_dir (), "dossier.entente", NULL);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_remove (desk->path);
  desk->workspace = ent_workspace_open (desk->path, ENT_WORKSPACE_CREATE, &error);
  g_assert_no_error (error);
}

static void
desk_tear_down (Desk *desk,
                gconstpointer unused)
{
  g_assert_finalize_object (desk->workspace);
  g_assert_cmpint (g_remove (desk->path), ==, 0);
  g_free (desk->path);
}

static void
fill_in (EntRecord *record,
         va_list words)
{
  for (const char *name = va_arg (words, const char *); name != NULL; name = va_arg (words, const char *))
    {
      const EntField *field = ent_entity_find_field (ent_record_get_entity (record), name);
      const char *text = va_arg (words, const char *);
      const char *list[] = { text, NULL };
      g_autoptr (GError) error = NULL;

      if (field->type == ENT_FIELD_REFERENCES)
        ent_record_set_list (record, name, list);
      else if (field->type == ENT_FIELD_REFERENCE)
        ent_record_set_text (record, name, text);
      else
        ent_record_set_parsed (record, name, text, &error);
      g_assert_no_error (error);
    }
}

/* Names of fields and what somebody would write into them, ended by NULL. */
static char *
add (Desk *desk,
     const char *entity,
     ...)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find (entity), NULL);
  g_autoptr (GError) error = NULL;
  va_list words;

  ent_record_set_fallbacks (record);
  va_start (words, entity);
  fill_in (record, words);
  va_end (words);
  ent_workspace_save (desk->workspace, record, &error);
  g_assert_no_error (error);

  return g_strdup (ent_record_get_id (record));
}

static EntDossier *
load (Desk *desk,
      const char *id)
{
  g_autoptr (GError) error = NULL;
  EntDossier *dossier = ent_dossier_load (desk->workspace, id, TODAY, NULL, &error);

  g_assert_no_error (error);
  return dossier;
}

static void
assert_total (EntDossier *dossier,
              const char *entity,
              guint expected)
{
  const EntDossierGroup *group = ent_dossier_find_group (dossier, entity);

  g_assert_cmpuint (group != NULL ? group->total : 0, ==, expected);
}

/* What belongs to a project belongs to its partnership; what belongs to another does not. */
static void
test_depth (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *partnership = add (desk, "partnership", "title", "Évry – Kayes", NULL);
  g_autofree char *other = add (desk, "partnership", "title", "Évry – Troisdorf", NULL);
  g_autofree char *project = add (desk, "project", "title", "Eau", "partnership", partnership, "status", "ongoing", NULL);
  g_autofree char *elsewhere = add (desk, "project", "title", "Sport", "partnership", other, "status", "ongoing", NULL);
  g_autofree char *event = add (desk, "event", "title", "Mission", "subject", project, "start", "2026-07-01", NULL);
  g_autofree char *note = add (desk, "note", "subject", event, "text", "À ne pas oublier", "when", TODAY, NULL);
  g_autofree char *far = add (desk, "note", "subject", elsewhere, "text", "Ailleurs", "when", TODAY, NULL);
  g_autoptr (EntDossier) dossier = load (desk, partnership);

  assert_total (dossier, "project", 1);
  assert_total (dossier, "event", 1);
  assert_total (dossier, "note", 1);
  assert_total (dossier, "agreement", 0);
  g_assert_cmpuint (dossier->alerts->len, ==, 1);
  g_assert_cmpstr (((EntAlert *) dossier->alerts->pdata[0])->id, ==, project);
  g_assert_cmpuint (dossier->deadlines->len, ==, 1);
  g_assert_cmpstr (((EntDeadline *) dossier->deadlines->pdata[0])->id, ==, event);
  g_assert_true (note != NULL && far != NULL);
}

static void
assert_contact (EntDossier *dossier,
                guint position,
                EntSide side,
                const char *person,
                const char *what)
{
  const EntContact *contact = dossier->contacts->pdata[position];

  g_assert_cmpint (contact->side, ==, side);
  g_assert_cmpstr (ent_record_get_id (contact->person), ==, person);
  g_assert_cmpstr (contact->what, ==, what);
}

/* Whom to write to: those named, the point people of the departments concerned, and who works at a partner now. */
static void
test_contacts (Desk *desk,
               gconstpointer unused)
{
  g_autofree char *partner = add (desk, "authority", "name", "Kayes", "country", "ML", NULL);
  g_autofree char *water = add (desk, "department", "name", "Eau", NULL);
  g_autofree char *roads = add (desk, "department", "name", "Voirie", NULL);
  g_autofree char *official = add (desk, "person", "given-name", "Zoé", "family-name", "Petit", NULL);
  g_autofree char *point = add (desk, "person", "given-name", "Luc", "family-name", "Roy", NULL);
  g_autofree char *mayor = add (desk, "person", "given-name", "Awa", "family-name", "Sy", NULL);
  g_autofree char *partnership = add (desk, "partnership", "title", "Évry – Kayes", "official", official, "partners", partner, NULL);
  g_autofree char *project = add (desk, "project", "title", "Puits", "partnership", partnership, "departments", water, NULL);
  g_autofree char *as_point = add (desk, "role", "person", point, "body", water, "kind", "point-person", NULL);
  g_autofree char *elsewhere = add (desk, "role", "person", mayor, "body", roads, "kind", "point-person", NULL);
  g_autofree char *as_mayor = add (desk, "role", "person", mayor, "body", partner, "title", "Maire", "end", "2026", NULL);
  g_autofree char *former = add (desk, "role", "person", point, "body", partner, "title", "Maire", "end", "2025", NULL);
  g_autoptr (EntDossier) dossier = load (desk, partnership);
  g_autoptr (EntDossier) other = load (desk, project);

  g_assert_cmpuint (dossier->contacts->len, ==, 3);
  assert_contact (dossier, 0, ENT_SIDE_OURS, official, "Lead Elected Official");
  assert_contact (dossier, 1, ENT_SIDE_OURS, point, "Eau");
  assert_contact (dossier, 2, ENT_SIDE_PARTNERS, mayor, "Maire – Kayes");
  g_assert_cmpuint (other->contacts->len, ==, 0);
}

/* A record that somebody else publishes in the Atlas, as it comes from there. */
static void
receive (Desk *desk,
         const char *publisher,
         const char *json)
{
  g_autoptr (JsonObject) document = ent_projection_parse (json);
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (document, ENT_PROJECTION_PUBLISHER, publisher);
  ent_workspace_begin (desk->workspace, "", "Atlas", NULL);
  ent_sync_state_receive (desk->workspace, document, NULL, &error);
  g_assert_no_error (error);
  ent_workspace_commit (desk->workspace, NULL);
}

/* The directory of the Atlas says whom to write to at the embassies of a partnership's countries; its opinions stand on
 * the project, with whose they are. */
static void
test_embassy (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *partnership = add (desk, "partnership", "title", "Évry – Kayes", "countries", "ML", NULL);
  g_autofree char *elsewhere = add (desk, "partnership", "title", "Évry – Troisdorf", "countries", "DE", NULL);
  g_autofree char *project = add (desk, "project", "title", "Puits", "partnership", partnership, NULL);
  g_autofree char *opinion = g_strdup_printf ("{\"_id\":\"opinion:1\",\"type\":\"opinion\",\"project\":\"%s\",\"correspondent\":\"person:1\","
                                              "\"date\":\"2026-05-04\",\"opinion\":\"favourable\"}", project);
  g_autoptr (EntDossier) dossier = NULL;
  g_autoptr (EntDossier) other = NULL;
  g_autoptr (EntDossier) sheet = NULL;
  g_autoptr (EntRecord) former = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *authority = NULL;
  g_autofree char *named = NULL;

  receive (desk, "ml", "{\"_id\":\"organisation:1\",\"type\":\"organisation\",\"name\":\"SCAC de Bamako\",\"kind\":\"embassy-service\",\"country\":\"ML\"}");
  receive (desk, "ml", "{\"_id\":\"person:1\",\"type\":\"person\",\"given-name\":\"Inès\",\"family-name\":\"Morel\"}");
  receive (desk, "ml", "{\"_id\":\"person:2\",\"type\":\"person\",\"given-name\":\"Aude\",\"family-name\":\"Bloch\"}");
  receive (desk, "ml", "{\"_id\":\"role:1\",\"type\":\"role\",\"person\":\"person:1\",\"body\":\"organisation:1\",\"kind\":\"embassy-correspondent\",\"title\":\"Correspondante\"}");
  receive (desk, "ml", "{\"_id\":\"role:2\",\"type\":\"role\",\"person\":\"person:2\",\"body\":\"organisation:1\",\"kind\":\"cocac\",\"title\":\"COCAC\",\"end\":\"2025\"}");
  receive (desk, "ml", opinion);

  dossier = load (desk, partnership);
  other = load (desk, elsewhere);
  g_assert_cmpuint (dossier->contacts->len, ==, 1);
  assert_contact (dossier, 0, ENT_SIDE_EMBASSY, "person:1", "Correspondante – SCAC de Bamako");
  g_assert_cmpuint (other->contacts->len, ==, 0);

  sheet = load (desk, project);
  assert_total (sheet, "opinion", 1);
  detail = ent_summary_get_detail (ent_dossier_find_group (sheet, "opinion")->records->pdata[0], project);
  g_assert_true (g_str_has_suffix (detail, "\u00a0· Embassy: Mali"));
  origin = ent_origin_describe (sheet->record, desk->workspace);
  g_assert_null (origin);

  /* Another authority is named as we know it. */
  receive (desk, "213801855", "{\"_id\":\"project:9\",\"type\":\"project\",\"title\":\"École\"}");
  former = ent_workspace_get (desk->workspace, "project:9", NULL);
  authority = ent_origin_describe (former, desk->workspace);
  g_assert_cmpstr (authority, ==, "SIREN 213801855");
  g_free (add (desk, "authority", "name", "Grenoble", "country", "FR", "siren", "213801855", NULL));
  named = ent_origin_describe (former, desk->workspace);
  g_assert_cmpstr (named, ==, "Grenoble");
}

/* Somebody's page shows the partnerships they lead, and not all that belongs to those. */
static void
test_reference_is_not_ownership (Desk *desk,
                                 gconstpointer unused)
{
  g_autofree char *person = add (desk, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *partnership = add (desk, "partnership", "title", "Évry – Kayes", "official", person, NULL);
  g_autofree char *project = add (desk, "project", "title", "Eau", "partnership", partnership, NULL);
  g_autoptr (EntDossier) dossier = load (desk, person);

  assert_total (dossier, "partnership", 1);
  assert_total (dossier, "project", 0);
  g_assert_nonnull (project);
}

static void
test_sums (Desk *desk,
           gconstpointer unused)
{
  g_autofree char *person = add (desk, "person", "given-name", "Luc", "family-name", "Petit", NULL);
  g_autofree char *colleague = add (desk, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *ministry = add (desk, "organisation", "name", "Ministère", NULL);
  g_autofree char *project = add (desk, "project", "title", "Eau", NULL);
  g_autofree char *event = add (desk, "event", "title", "Mission", "subject", project, "start", "2026-03-02", NULL);
  g_autofree char *hours = add (desk, "involvement", "person", person, "subject", project, "from", "2026-03-02", "amount", "14", "unit", "hours", NULL);
  g_autofree char *days = add (desk, "involvement", "person", person, "subject", event, "from", "2025-12-31", "to", "2026-01-01", "amount", "1", "unit", "days", NULL);
  g_autofree char *share = add (desk, "involvement", "person", colleague, "subject", project, "from", "2026-06-08", "to", "2026-06-12", "amount", "20", "unit", "percent", NULL);
  g_autofree char *one = add (desk, "funding", "project", project, "funder", ministry, "source", "ministry", "planned", "1000", "paid", "250.50", NULL);
  g_autofree char *two = add (desk, "funding", "project", project, "funder", ministry, "source", "ministry", "planned", "500", NULL);
  g_autoptr (EntDossier) dossier = load (desk, project);
  g_autoptr (GPtrArray) people = ent_time_list_people (desk->workspace, 2026, NULL);
  const EntShare *money;

  /* Seven hours are a day; five working days at a fifth are one. */
  g_assert_cmpuint (dossier->people->len, ==, 2);
  g_assert_cmpstr (((EntShare *) dossier->people->pdata[0])->id, ==, person);
  g_assert_cmpfloat_with_epsilon (((EntShare *) dossier->people->pdata[0])->days, 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (((EntShare *) dossier->people->pdata[1])->days, 1, 1e-9);

  /* Of the day over the new year, half is this year's. */
  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (ent_shares_sum_days (people), 2.5 + 1, 1e-9);

  g_assert_cmpuint (dossier->sources->len, ==, 1);
  money = dossier->sources->pdata[0];
  g_assert_cmpstr (money->id, ==, "ministry");
  g_assert_cmpint (money->planned, ==, 150000);
  g_assert_cmpint (money->paid, ==, 25050);
  g_assert_true (hours != NULL && days != NULL && share != NULL && one != NULL && two != NULL);
}

static void
test_not_found (Desk *desk,
                gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ent_dossier_load (desk->workspace, "project:00000000-0000-7000-8000-000000000000", TODAY, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
}

static void
test_overview (Desk *desk,
               gconstpointer unused)
{
  g_autofree char *partnership = NULL;
  g_autofree char *sleeping = NULL;
  g_autoptr (EntOverview) before = ent_overview_load (desk->workspace, TODAY, NULL);
  g_autoptr (EntOverview) after = NULL;

  g_assert_cmpuint (before->n_partnerships, ==, 0);
  g_assert_cmpuint (before->changed->len, ==, 0);

  partnership = add (desk, "partnership", "title", "Évry – Kayes", "countries", "ML", NULL);
  sleeping = add (desk, "partnership", "title", "Évry – Troisdorf", "countries", "DE", "status", "dormant", NULL);
  ent_workspace_delete (desk->workspace, sleeping, NULL);
  after = ent_overview_load (desk->workspace, TODAY, NULL);
  g_assert_cmpuint (after->n_partnerships, ==, 1);
  g_assert_cmpuint (after->n_active, ==, 1);
  g_assert_cmpuint (after->n_countries, ==, 1);

  /* What is gone cannot be opened, and is not offered. */
  g_assert_cmpuint (after->changed->len, ==, 1);
  g_assert_cmpstr (((EntHistoryRow *) after->changed->pdata[0])->id, ==, partnership);
  g_assert_cmpuint (after->received->len, ==, 0);
}

static void
test_officials (Desk *desk,
                gconstpointer unused)
{
  g_autofree char *own = add (desk, "authority", "name", "Évry", NULL);
  g_autofree char *partner = add (desk, "authority", "name", "Kayes", "country", "ML", NULL);
  g_autofree char *mayor = add (desk, "person", "given-name", "Zoé", "family-name", "Zola", NULL);
  g_autofree char *deputy = add (desk, "person", "given-name", "Anne", "family-name", "Adam", NULL);
  g_autofree char *former = add (desk, "person", "given-name", "Bob", "family-name", "Bel", NULL);
  g_autofree char *abroad = add (desk, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *role = add (desk, "role", "person", mayor, "body", own, "kind", "elected", "start", "2020", NULL);
  g_autofree char *deputy_role = add (desk, "role", "person", deputy, "body", own, "kind", "elected", "start", "2020", NULL);
  g_autofree char *former_role = add (desk, "role", "person", former, "body", own, "kind", "elected", "start", "2014", "end", "2025", NULL);
  g_autofree char *abroad_role = add (desk, "role", "person", abroad, "body", partner, "kind", "elected", NULL);
  g_autofree char *mandate = add (desk, "mandate", "role", role, "function", "chief-executive", NULL);
  g_autofree char *deputy_mandate = add (desk, "mandate", "role", deputy_role, "function", "deputy", "themes", "culture", NULL);
  const char *const expected[] = { mayor, deputy, abroad, former };
  g_autoptr (GPtrArray) officials = NULL;

  g_assert_true (ent_workspace_set_setting (desk->workspace, "own-authority", own, NULL));
  officials = ent_officials_list (desk->workspace, TODAY, NULL);
  g_assert_cmpuint (officials->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < officials->len; i++)
    {
      const EntOfficial *official = officials->pdata[i];

      g_assert_cmpstr (official->person, ==, expected[i]);
      g_assert_true (official->own == (i != 2));
      g_assert_true (official->past == (i == 3));
    }
  g_assert_cmpstr (((EntOfficial *) officials->pdata[1])->themes[0], ==, "culture");
  g_assert_true (former_role != NULL && abroad_role != NULL && mandate != NULL && deputy_mandate != NULL);
}

static void
test_departments (Desk *desk,
                  gconstpointer unused)
{
  g_autofree char *top = add (desk, "department", "name", "DGS", "level", "dgs", NULL);
  g_autofree char *pole = add (desk, "department", "name", "Pôle", "level", "pole", "parent", top, NULL);
  g_autofree char *alone = add (desk, "department", "name", "Seul", "level", "service", NULL);
  g_autoptr (EntRecord) circle = ent_workspace_get (desk->workspace, alone, NULL);
  g_autoptr (GListModel) roots = NULL;
  g_autoptr (EntDepartmentItem) first = NULL;

  /* Nobody can be part of oneself, but a file may say so: it is still shown. */
  ent_record_set_text (circle, "parent", alone);
  ent_workspace_save (desk->workspace, circle, NULL);
  roots = ent_departments_load (desk->workspace, TODAY, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (roots), ==, 2);
  first = g_list_model_get_item (roots, 0);
  g_assert_cmpstr (ent_department_item_get_id (first), ==, top);
  g_assert_cmpuint (g_list_model_get_n_items (ent_department_item_get_children (first)), ==, 1);
  g_assert_nonnull (pole);
}

static void
assert_state (Desk *desk,
              const char *id,
              const char *expected)
{
  g_autoptr (EntRecord) record = ent_workspace_get (desk->workspace, id, NULL);
  EntTone tone;

  g_assert_cmpstr (ent_summary_get_state (record, TODAY, &tone), ==, expected);
}

static void
test_states (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *partnership = add (desk, "partnership", "title", "Évry – Kayes", NULL);
  g_autofree char *draft = add (desk, "agreement", "partnership", partnership, "object", "a", "amount", "0", NULL);
  g_autofree char *not_filed = add (desk, "agreement", "partnership", partnership, "object", "b", "amount", "0", "signed-on", "2026-01-01", NULL);
  g_autofree char *in_force =
    add (desk, "agreement", "partnership", partnership, "object", "c", "amount", "0", "signed-on", "2026-01-01", "filed-on", TODAY, NULL);
  g_autofree char *ended = add (desk, "agreement", "partnership", partnership, "object", "d", "amount", "0", "signed-on", "2020-01-01",
                                "filed-on", "2020-01-02", "ends-on", "2026-06-14", NULL);

  assert_state (desk, partnership, "Active");
  assert_state (desk, draft, "Being prepared");
  assert_state (desk, not_filed, "Signed, not filed");
  assert_state (desk, in_force, "In force");
  assert_state (desk, ended, "Ended");
}

static void
test_title_under_parent (Desk *desk,
                         gconstpointer unused)
{
  g_autofree char *project = add (desk, "project", "title", "Eau", NULL);
  g_autofree char *ministry = add (desk, "organisation", "name", "Ministère", NULL);
  g_autofree char *funding = add (desk, "funding", "project", project, "funder", ministry, NULL);
  g_autoptr (EntRecord) record = ent_workspace_get (desk->workspace, funding, NULL);
  g_autofree char *under_project = ent_summary_get_title (record, project);
  g_autofree char *alone = ent_summary_get_title (record, NULL);

  g_assert_cmpstr (under_project, ==, "Ministère");
  g_assert_cmpstr (alone, ==, "Ministère – Eau");
}

static void
test_new_records (Desk *desk,
                  gconstpointer unused)
{
  g_autofree char *own = add (desk, "authority", "name", "Évry", NULL);
  g_autofree char *me = add (desk, "person", "given-name", "Luc", "family-name", "Petit", NULL);
  g_autofree char *partnership = add (desk, "partnership", "title", "Évry – Kayes", "themes", "water", NULL);
  const EntEntity *entity = ent_schema_find ("project");
  g_autofree char *today = ent_format_today ();
  g_autoptr (EntRecord) project = NULL;
  g_autoptr (EntRecord) involvement = NULL;

  ent_workspace_set_setting (desk->workspace, "own-authority", own, NULL);
  ent_workspace_set_setting (desk->workspace, "own-person", me, NULL);
  project = ent_new_record_for (desk->workspace, entity, ent_entity_find_field (entity, "partnership"), partnership);
  g_assert_cmpstr (ent_record_get_text (project, "partnership"), ==, partnership);
  g_assert_cmpstr (ent_record_get_text (project, "officer"), ==, me);
  g_assert_cmpstr (ent_record_get_list (project, "themes")[0], ==, "water");

  involvement = ent_new_record (desk->workspace, ent_schema_find ("involvement"));
  g_assert_cmpstr (ent_record_get_text (involvement, "person"), ==, me);
  g_assert_cmpstr (ent_record_get_text (involvement, "from"), ==, today);
}

static void
test_period (void)
{
  static const struct
  {
    const char *start;
    const char *end;
    const char *words;
  } periods[] = {
    { "2026-05-03", "2026-05-05", "3 – 5 May 2026" },
    { "2026-05-05", "2026-05-15", "5 – 15 May 2026" },
    { "2026-04-28", "2026-05-04", "28 April – 4 May 2026" },
    { "2025-12-30", "2026-01-02", "30 December 2025 – 2 January 2026" },
    { "2026-05", "2026-06", "May – June 2026" },
    { "2024", "2026", "2024 – 2026" },
    { "2026-05-03", "2026-05-03", "3 May 2026" },
    { "2026-05-03", NULL, "since 3 May 2026" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autofree char *words = ent_summary_get_period (periods[i].start, periods[i].end);

      g_assert_cmpstr (words, ==, periods[i].words);
    }
}

#define ADD(path, function) g_test_add (path, Desk, NULL, desk_set_up, function, desk_tear_down)

/* What an elected official carries, and what hangs on one person or on nobody. */
static void
test_council (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *own = add (desk, "authority", "name", "Évry", NULL);
  g_autofree char *network = add (desk, "organisation", "name", "Cités unies", "kind", "network", NULL);
  g_autofree char *mayor = add (desk, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *deputy = add (desk, "person", "given-name", "Luc", "family-name", "Petit", NULL);
  g_autofree char *role = add (desk, "role", "person", mayor, "body", own, "kind", "elected", "start", "2020", NULL);
  g_autofree char *other = add (desk, "role", "person", deputy, "body", own, "kind", "elected", "start", "2020", NULL);
  g_autofree char *seat = add (desk, "role", "person", mayor, "body", network, "kind", "contact", "mission-letter", "LM 3", "report-due", "2026-06-14", NULL);
  g_autofree char *former = add (desk, "role", "person", mayor, "body", network, "kind", "contact", "end", "2019", NULL);
  g_autofree char *chief = add (desk, "mandate", "role", role, "function", "chief-executive", "order", "A 12", "themes", "water;digital", NULL);
  g_autofree char *past = add (desk, "mandate", "role", role, "function", "deputy", "delegation", "Sport", "end", "2021", "themes", "youth", NULL);
  g_autofree char *duty = add (desk, "mandate", "role", other, "function", "deputy", NULL);
  g_autofree char *shared = add (desk, "partnership", "title", "Partagé", "official", mayor, "themes", "water", NULL);
  g_autofree char *alone = add (desk, "partnership", "title", "Seul", "official", mayor, NULL);
  g_autofree char *orphan = add (desk, "partnership", "title", "Orphelin", NULL);
  g_autofree char *ended = add (desk, "partnership", "title", "Fini", "status", "ended", "official", mayor, NULL);
  g_autofree char *word = add (desk, "support", "mandate", duty, "partnership", shared, "level", "carries", "date", "2025-01-01", NULL);
  g_autofree char *doubt = add (desk, "support", "mandate", past, "partnership", shared, "level", "reserved", "date", "2019-01-01", NULL);
  g_autofree char *mission = add (desk, "event", "title", "a", "kind", "mission", "country", "ML", "start", "2025-01-01", "participants", mayor, NULL);
  g_autofree char *visit = add (desk, "event", "title", "b", "kind", "hosting", "start", "2025-02-01", "participants", mayor, NULL);
  g_autoptr (EntCouncil) council = NULL;
  g_autoptr (EntDossier) dossier = NULL;
  g_autoptr (GError) error = NULL;
  const EntCouncilMember *member;
  const EntPortfolio *portfolio;

  ent_workspace_set_setting (desk->workspace, "own-authority", own, &error);
  council = ent_council_load (desk->workspace, TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (council->members->len, ==, 2);
  member = council->members->pdata[0];
  g_assert_cmpstr (member->person, ==, mayor);
  g_assert_cmpuint (member->n_carried, ==, 2);
  g_assert_cmpuint (member->n_home, ==, 1);
  g_assert_cmpuint (member->n_abroad, ==, 1);
  g_assert_cmpuint (member->n_seats, ==, 1);
  g_assert_cmpuint (council->warnings->len, ==, 2);
  g_assert_cmpstr (((EntCouncilWarning *) council->warnings->pdata[0])->partnership, ==, orphan);
  g_assert_null (((EntCouncilWarning *) council->warnings->pdata[0])->name);
  g_assert_cmpstr (((EntCouncilWarning *) council->warnings->pdata[1])->partnership, ==, alone);
  g_assert_true (((EntCouncilWarning *) council->warnings->pdata[1])->is_chief);
  g_assert_cmpuint (council->themes->len, ==, 1);
  g_assert_cmpstr (((EntCouncilTheme *) council->themes->pdata[0])->theme, ==, "digital");

  dossier = load (desk, mayor);
  portfolio = dossier->portfolio;
  g_assert_cmpuint (portfolio->terms->len, ==, 2);
  g_assert_cmpstr (((EntOfficial *) portfolio->terms->pdata[0])->order, ==, "A 12");
  g_assert_cmpstr (((EntOfficial *) portfolio->terms->pdata[1])->term, ==, past);
  g_assert_true (((EntOfficial *) portfolio->terms->pdata[1])->past);
  g_assert_cmpuint (portfolio->carried->len, ==, 2);
  g_assert_cmpuint (((EntPortfolioCarried *) portfolio->carried->pdata[0])->n_others, ==, 1);
  g_assert_cmpuint (((EntPortfolioCarried *) portfolio->carried->pdata[1])->n_others, ==, 0);
  g_assert_false (ent_portfolio_carries (portfolio, ended));
  g_assert_cmpuint (portfolio->words->len, ==, 1);
  g_assert_cmpstr (ent_record_get_id (portfolio->words->pdata[0]), ==, doubt);
  g_assert_cmpuint (portfolio->seats->len, ==, 2);
  g_assert_cmpstr (((EntPortfolioSeat *) portfolio->seats->pdata[0])->role, ==, seat);
  g_assert_true (((EntPortfolioSeat *) portfolio->seats->pdata[1])->past);
  g_assert_true (chief != NULL && word != NULL && mission != NULL && visit != NULL && former != NULL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/dossier/contacts", test_contacts);
  ADD ("/dossier/embassy", test_embassy);
  ADD ("/dossier/depth", test_depth);
  ADD ("/dossier/council", test_council);
  ADD ("/dossier/reference-is-not-ownership", test_reference_is_not_ownership);
  ADD ("/dossier/sums", test_sums);
  ADD ("/dossier/not-found", test_not_found);
  ADD ("/overview/counts", test_overview);
  ADD ("/officials/order", test_officials);
  ADD ("/departments/tree", test_departments);
  ADD ("/summary/states", test_states);
  g_test_add_func ("/summary/period", test_period);
  ADD ("/summary/title-under-parent", test_title_under_parent);
  ADD ("/new-record/presets", test_new_records);

  return g_test_run ();
}
