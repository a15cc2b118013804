/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk through the whole table: what any line of it may say, whoever adds one. */
#include "ent-schema.h"

#include <string.h>

#include "ent-format.h"
#include "ent-french.h"

/* Beyond this, integers lose digits in JSON. */
#define SAFE_INTEGER 9007199254740991.0

typedef void (*FieldFunc) (const EntEntity *entity, const EntField *field);

static void
for_each_field (FieldFunc func)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      for (guint j = 0; j < entity->n_fields; j++)
        {
          g_test_message ("%s.%s", entity->name, entity->fields[j].name);
          func (entity, &entity->fields[j]);
        }
    }
}

static void
assert_label (const char *label)
{
  g_assert_nonnull (label);
  g_assert_cmpstr (label, !=, "");
  g_assert_true (g_utf8_validate (label, -1, NULL));
  g_assert_false (g_ascii_isspace (*label));
  g_assert_false (g_ascii_isspace (label[strlen (label) - 1]));
}

static void
assert_matches (const char *text,
                const char *pattern)
{
  if (!g_regex_match_simple (pattern, text, G_REGEX_DOLLAR_ENDONLY, 0))
    g_error ("“%s” is not like %s", text, pattern);
}

static void
test_entities (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (ent_schema_get_n_entities (), >, 20);
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      assert_matches (entity->name, "^[a-z]+(-[a-z]+)*$");
      g_assert_true (g_hash_table_add (names, (gpointer) entity->name));
      assert_label (entity->label);
      assert_label (entity->plural);
      assert_matches (entity->icon, "^[a-z-]+-symbolic$");
      g_assert_cmpint (entity->default_circle, <=, entity->circle);
      g_assert_cmpuint (ent_schema_get_index (entity), ==, i);
      g_assert_true (ent_schema_find (entity->name) == entity);
    }
}

static void
test_find (void)
{
  g_autofree char *id = ent_id_new (ent_schema_find ("project"));

  g_assert_true (ent_schema_find_for_id (id) == ent_schema_find ("project"));
  g_assert_null (ent_schema_find (NULL));
  g_assert_null (ent_schema_find (""));
  g_assert_null (ent_schema_find ("proj"));
  g_assert_null (ent_schema_find ("projects"));
  g_assert_null (ent_schema_find_for_id (NULL));
  g_assert_null (ent_schema_find_for_id ("project"));
  g_assert_null (ent_schema_find_for_id (":project"));
  g_assert_null (ent_entity_find_field (ent_schema_find ("project"), NULL));
  g_assert_null (ent_entity_find_field (ent_schema_find ("project"), "titl"));
}

/* Names that columns, documents and objects have of themselves. */
static gboolean
is_reserved (const char *name)
{
  static const char *const reserved[] = { "row", "rowid", "id", "type", "record-id", "headline", NULL };

  return g_strv_contains (reserved, name);
}

static void
check_name (const EntEntity *entity,
            const EntField *field)
{
  assert_matches (field->name, "^[a-z]+(-[a-z]+)*$");
  g_assert_false (is_reserved (field->name));
  g_assert_true (ent_entity_find_field (entity, field->name) == field);
  g_assert_true (&entity->fields[ent_entity_index_of (entity, field)] == field);
  assert_label (field->label);
  if (field->section != NULL)
    assert_label (field->section);
  if (field->unit != NULL)
    assert_label (field->unit);
}

static void
check_circle (const EntEntity *entity,
              const EntField *field)
{
  g_assert_cmpint (field->circle, >=, ENT_CIRCLE_TEAM);
  g_assert_cmpint (field->circle, <=, entity->circle);
  g_assert_cmpint (g_str_equal (field->name, "circle"), ==, field == &entity->fields[entity->n_fields - 1]);
}

static void
check_type (const EntEntity *entity,
            const EntField *field)
{
  gboolean text = field->type == ENT_FIELD_TEXT || field->type == ENT_FIELD_TEXTS;
  gboolean number = ent_field_get_kind (field) == ENT_VALUE_INTEGER || field->type == ENT_FIELD_REAL;
  gboolean bounded = field->type == ENT_FIELD_INTEGER || field->type == ENT_FIELD_MONEY || field->type == ENT_FIELD_REAL;

  g_assert_cmpint (field->choices != NULL, ==, field->type == ENT_FIELD_CHOICE || field->type == ENT_FIELD_CHOICES);
  g_assert_cmpint (field->targets != NULL, ==, ent_field_is_reference (field));
  if (field->format == ENT_FORMAT_PARTIAL)
    g_assert_cmpint (field->type, ==, ENT_FIELD_DATE);
  else if (field->format != ENT_FORMAT_ANY)
    g_assert_true (text);
  if (field->unit != NULL)
    g_assert_true (number);

  g_assert_cmpint (field->minimum != field->maximum, ==, bounded || (field->type == ENT_FIELD_LONG_TEXT && (field->flags & ENT_FIELD_MACHINE) != 0));
  g_assert_cmpfloat (field->minimum, <=, field->maximum);
  g_assert_cmpfloat (field->minimum, >=, -SAFE_INTEGER);
  g_assert_cmpfloat (field->maximum, <=, SAFE_INTEGER);
}

static void
check_flags (const EntEntity *entity,
             const EntField *field)
{
  /* Full text is made of texts, and an index is of no use to a list. */
  if (field->flags & ENT_FIELD_SEARCHED)
    g_assert_true (ent_field_get_kind (field) == ENT_VALUE_TEXT || ent_field_get_kind (field) == ENT_VALUE_LIST);
  if (field->flags & ENT_FIELD_INDEXED)
    g_assert_cmpint (ent_field_get_kind (field), !=, ENT_VALUE_LIST);
  if (field->flags & ENT_FIELD_PERSONAL)
    g_assert_cmpstr (entity->name, ==, "person");
}

static void
check_targets (const EntEntity *entity,
               const EntField *field)
{
  g_auto (GStrv) targets = g_strsplit (field->targets != NULL ? field->targets : "", " ", -1);

  for (gsize i = 0; targets[i] != NULL; i++)
    {
      const EntEntity *target = ent_schema_find (targets[i]);

      g_assert_nonnull (target);
      g_assert_true (ent_field_accepts (field, target));
      for (gsize j = 0; j < i; j++)
        g_assert_cmpstr (targets[i], !=, targets[j]);
    }
  g_assert_false (ent_field_accepts (field, NULL));
}

static void
check_fallback (const EntEntity *entity,
                const EntField *field)
{
  g_autoptr (GError) error = NULL;
  g_auto (EntValue) value = { 0 };

  if (field->fallback == NULL)
    return;

  g_assert_true (ent_field_parse (field, field->fallback, &value, &error));
  g_assert_no_error (error);
  g_assert_cmpint (value.kind, !=, ENT_VALUE_UNSET);
  g_assert_true (ent_field_check (field, &value, &error));
}

static void
check_choices (const EntEntity *entity,
               const EntField *field)
{
  g_autoptr (GHashTable) nicks = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = field->choices != NULL ? ent_choices_get_n_items (field->choices) : 0;

  if (field->choices != NULL)
    g_assert_cmpuint (n, >, 1);
  for (guint i = 0; i < n; i++)
    {
      const char *nick = ent_choices_get_nick (field->choices, i);

      assert_matches (nick, field->choices->items != NULL ? "^[a-z0-9]+(-[a-z0-9]+)*$" : "^[A-Z]{2}$");
      g_assert_true (g_hash_table_add (nicks, (gpointer) nick));
      g_assert_true (ent_choices_contains (field->choices, nick));
      assert_label (ent_choices_get_label (field->choices, nick));
      g_assert_cmpstr (ent_choices_parse (field->choices, nick), ==, nick);
      g_assert_cmpstr (ent_choices_parse (field->choices, ent_choices_get_label (field->choices, nick)), ==, nick);
    }
}

static void
test_fields (gconstpointer func)
{
  for_each_field ((FieldFunc) func);
}

/* A day that a headline begins with is read in the reader's way; another text stays as it is. */
static void
test_display_headline (void)
{
  const EntEntity *payment = ent_schema_find ("payment");
  const EntEntity *project = ent_schema_find ("project");
  g_autofree char *day = ent_format_display_date ("2026-03-12");
  g_autofree char *expected = g_strconcat (day, " – Goris", NULL);
  g_autofree char *read = ent_entity_display_headline (payment, "2026-03-12 – Goris");
  g_autofree char *odd = ent_entity_display_headline (payment, "someday – Goris");
  g_autofree char *title = ent_entity_display_headline (project, "2026-03-12 – Goris");
  g_autofree char *none = ent_entity_display_headline (payment, NULL);

  g_assert_cmpstr (day, !=, "2026-03-12");
  g_assert_cmpstr (read, ==, expected);
  g_assert_cmpstr (odd, ==, "someday – Goris");
  g_assert_cmpstr (title, ==, "2026-03-12 – Goris");
  g_assert_cmpstr (none, ==, "");
}

static void
check_headline (const EntEntity *entity)
{
  g_auto (GStrv) names = g_strsplit_set (entity->headline, "+,", -1);

  g_assert_cmpuint (g_strv_length (names), >, 0);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      const EntField *field = ent_entity_find_field (entity, names[i]);

      g_assert_nonnull (field);
      g_assert_cmpint (ent_field_get_kind (field), ==, ENT_VALUE_TEXT);
      g_assert_true (ent_entity_in_headline (entity, field));
    }

  /* Something must be there to tell one record from another. */
  g_assert_cmpint (ent_entity_find_field (entity, names[0])->flags & ENT_FIELD_REQUIRED, !=, 0);
}

static void
check_periods (const EntEntity *entity)
{
  for (const EntPeriod *period = entity->periods; period != NULL && period->start != NULL; period++)
    {
      const EntField *start = ent_entity_find_field (entity, period->start);
      const EntField *end = ent_entity_find_field (entity, period->end);

      g_assert_nonnull (start);
      g_assert_nonnull (end);
      g_assert_true (start != end);
      g_assert_cmpint (start->type, ==, ENT_FIELD_DATE);
      g_assert_cmpint (end->type, ==, ENT_FIELD_DATE);
    }
}

static void
test_whole_records (void)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      const char *order = entity->order + (*entity->order == '-');

      g_test_message ("%s", entity->name);
      g_assert_nonnull (ent_entity_find_field (entity, order));
      check_headline (entity);
      check_periods (entity);
    }
}

/* Categories of returns lead to natures, natures to scopes, themes to purposes and goals. */
static void
test_families (void)
{
  static const struct
  {
    const EntChoices *choices;
    const EntChoices *families;
  } steps[] = {
    { &ent_choices_return_categories, &ent_choices_return_natures },
    { &ent_choices_return_natures, &ent_choices_return_scopes },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    for (guint j = 0; j < steps[i].choices->n_items; j++)
      g_assert_true (ent_choices_contains (steps[i].families, steps[i].choices->items[j].group));

  for (guint i = 0; i < ent_choices_themes.n_items; i++)
    {
      g_auto (GStrv) codes = g_strsplit (ent_choices_themes.items[i].codes, "/", -1);
      g_auto (GStrv) sdgs = g_strsplit (codes[1], " ", -1);

      g_assert_cmpuint (g_strv_length (codes), ==, 2);
      assert_matches (codes[0], "^[0-9]{5}( [0-9]{5})*$");
      for (gsize j = 0; sdgs[j] != NULL; j++)
        g_assert_true (ent_choices_contains (&ent_choices_sdgs, sdgs[j]));
    }
}

static void
test_ids (void)
{
  static const char *const good[] = { "project:1", "project:0199-AZ", "satellite:x", "moon-base:1" };
  static const char *const bad[] = { "", ":", "project", "project:", ":1", "Project:1", "project:a b", "project:é", "project:../x", "project:1\n", "pro ject:1", "project:1:2" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *long_id = g_strconcat ("project:", "0123456789012345678901234567890123456789012345678901234567890123", NULL);
  g_autofree char *too_long = g_strconcat (long_id, "4", NULL);
  g_autofree char *previous = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ent_id_check (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ent_id_check (bad[i]));
  g_assert_true (ent_id_check (long_id));
  g_assert_false (ent_id_check (too_long));

  for (guint i = 0; i < 1000; i++)
    {
      char *id = ent_id_new (ent_schema_find ("note"));

      g_assert_true (ent_id_check (id));
      assert_matches (id, "^note:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
      /* The first 48 bits are the time. */
      if (previous != NULL)
        g_assert_cmpint (strncmp (previous, id, strlen ("note:01234567-0123")), <=, 0);
      g_set_str (&previous, id);
      g_assert_true (g_hash_table_add (seen, id));
    }
}

/* In English and in French, whatever stands before and after. */
static void
assert_no_affiliation (const char *text)
{
  static const char words[] = "\\b(political|politique|party|parties|parti|partis|affiliation|nuances?|étiquettes?|opinions? polit\\w+|membership|adhérent\\w*)\\b";

  if (text != NULL && g_regex_match_simple (words, text, G_REGEX_CASELESS, 0))
    g_error ("“%s” would say what somebody’s politics are", text);
}

/* Of nobody it is kept which party they are of: there is no field for it, nor a value of one. */
static void
check_affiliation (const EntEntity *entity,
                   const EntField *field)
{
  guint n = field->choices != NULL && field->choices->items != NULL ? field->choices->n_items : 0;

  assert_no_affiliation (field->name);
  assert_no_affiliation (field->label);
  assert_no_affiliation (ent_french_find (field->label));
  for (guint i = 0; i < n; i++)
    assert_no_affiliation (field->choices->items[i].label);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schema/entities", test_entities);
  g_test_add_func ("/schema/find", test_find);
  g_test_add_func ("/schema/display-headline", test_display_headline);
  g_test_add_data_func ("/schema/fields/name", check_name, test_fields);
  g_test_add_data_func ("/schema/fields/circle", check_circle, test_fields);
  g_test_add_data_func ("/schema/fields/type", check_type, test_fields);
  g_test_add_data_func ("/schema/fields/flags", check_flags, test_fields);
  g_test_add_data_func ("/schema/fields/targets", check_targets, test_fields);
  g_test_add_data_func ("/schema/fields/fallback", check_fallback, test_fields);
  g_test_add_data_func ("/schema/fields/choices", check_choices, test_fields);
  g_test_add_data_func ("/schema/fields/affiliation", check_affiliation, test_fields);
  g_test_add_func ("/schema/whole-records", test_whole_records);
  g_test_add_func ("/schema/families", test_families);
  g_test_add_func ("/schema/ids", test_ids);

  return g_test_run ();
}
