/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as objects: their properties, what they tell, and the rules of the whole. */
#include "ent-record.h"

#include <math.h>

#include "../common/random-record.h"

typedef void (*EntityFunc) (const EntEntity *entity);

static void
test_entities (gconstpointer func)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      g_test_message ("%s", ent_schema_get_entity (i)->name);
      ((EntityFunc) func) (ent_schema_get_entity (i));
    }
}

static GType
property_type (const EntField *field)
{
  switch (ent_field_get_kind (field))
    {
    case ENT_VALUE_TEXT:
      return G_TYPE_STRING;
    case ENT_VALUE_LIST:
      return G_TYPE_STRV;
    case ENT_VALUE_REAL:
      return G_TYPE_DOUBLE;
    case ENT_VALUE_INTEGER:
      return field->type == ENT_FIELD_YES_NO ? G_TYPE_BOOLEAN : G_TYPE_INT64;
    case ENT_VALUE_UNSET:
    default:
      g_assert_not_reached ();
    }
}

static void
check_properties (const EntEntity *entity)
{
  GType type = ent_schema_get_type (entity);
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  g_autofree char *name = g_strdup_printf ("Ent%c%s", g_ascii_toupper (*entity->name), entity->name + 1);
  g_autofree GParamSpec **specs = NULL;
  guint n;

  g_assert_cmpstr (g_type_name (type), ==, name);
  g_assert_true (g_type_is_a (type, ENT_TYPE_RECORD));
  for (guint i = 0; i < entity->n_fields; i++)
    {
      GParamSpec *spec = g_object_class_find_property (G_OBJECT_CLASS (klass), entity->fields[i].name);

      g_assert_nonnull (spec);
      g_assert_cmpuint (spec->value_type, ==, property_type (&entity->fields[i]));
      g_assert_cmpuint (spec->flags & G_PARAM_READWRITE, ==, G_PARAM_READWRITE);
    }
  specs = g_object_class_list_properties (G_OBJECT_CLASS (klass), &n);
  g_assert_cmpuint (n, ==, entity->n_fields + 2);
}

static void
fill_gvalue (const EntField *field,
             const EntValue *value,
             GValue *gvalue)
{
  g_value_init (gvalue, property_type (field));
  if (value->kind == ENT_VALUE_TEXT)
    g_value_set_string (gvalue, value->text);
  else if (value->kind == ENT_VALUE_LIST)
    g_value_set_boxed (gvalue, value->list);
  else if (value->kind == ENT_VALUE_REAL)
    g_value_set_double (gvalue, value->real);
  else if (field->type == ENT_FIELD_YES_NO)
    g_value_set_boolean (gvalue, value->integer != 0);
  else
    g_value_set_int64 (gvalue, value->integer);
}

static void
count (guint *counter)
{
  ++*counter;
}

static void
check_property (EntRecord *record,
                const EntField *field)
{
  g_autofree char *signal = g_strconcat ("notify::", field->name, NULL);
  g_auto (EntValue) value = { 0 };
  g_auto (GValue) given = G_VALUE_INIT, read = G_VALUE_INIT;
  guint notified = 0;
  gulong handler = g_signal_connect_swapped (record, signal, G_CALLBACK (count), &notified);

  random_value (field, &value);
  fill_gvalue (field, &value, &given);
  for (guint i = 0; i < 2; i++)
    {
      g_object_set_property (G_OBJECT (record), field->name, &given);
      g_assert_cmpuint (notified, ==, 1);
      g_assert_true (ent_value_equal (ent_record_get (record, field), &value));
    }
  g_value_init (&read, property_type (field));
  g_object_get_property (G_OBJECT (record), field->name, &read);
  if (value.kind == ENT_VALUE_LIST)
    g_assert_cmpstrv (g_value_get_boxed (&read), value.list);
  else
    g_assert_cmpint (g_param_values_cmp (g_object_class_find_property (G_OBJECT_GET_CLASS (record), field->name), &given, &read), ==, 0);

  ent_record_set (record, field, &(EntValue){ 0 });
  ent_record_set (record, field, &(EntValue){ 0 });
  g_assert_cmpuint (notified, ==, 2);
  g_signal_handler_disconnect (record, handler);
}

static void
check_read_back (const EntEntity *entity)
{
  EntRecord *record = ent_record_new (entity, NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    check_property (record, &entity->fields[i]);

  g_assert_true (ent_schema_find_for_id (ent_record_get_id (record)) == entity);
  g_assert_finalize_object (record);
}

/* What a property says of a field that has nothing. */
static void
check_unset (const EntEntity *entity)
{
  g_autoptr (EntRecord) record = ent_record_new (entity, NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_auto (GValue) read = G_VALUE_INIT;

      g_value_init (&read, property_type (field));
      g_object_get_property (G_OBJECT (record), field->name, &read);
      if (ent_field_get_kind (field) == ENT_VALUE_REAL)
        g_assert_true (isnan (g_value_get_double (&read)));
      else
        g_assert_true (g_param_value_defaults (g_object_class_find_property (G_OBJECT_GET_CLASS (record), field->name), &read));

      g_object_set_property (G_OBJECT (record), field->name, &read);
      /* Yes and no have no third answer as a property. */
      if (field->type != ENT_FIELD_YES_NO)
        g_assert_cmpint (ent_record_get (record, field)->kind, ==, ENT_VALUE_UNSET);
    }
}

static void
assert_same (EntRecord *a,
             EntRecord *b)
{
  const EntEntity *entity = ent_record_get_entity (a);

  g_assert_true (ent_record_get_entity (b) == entity);
  g_assert_cmpstr (ent_record_get_id (a), ==, ent_record_get_id (b));
  g_assert_cmpstr (ent_record_get_headline (a), ==, ent_record_get_headline (b));
  g_assert_cmpstr (ent_record_get_extra (a), ==, ent_record_get_extra (b));
  for (guint i = 0; i < entity->n_fields; i++)
    g_assert_true (ent_value_equal (ent_record_get (a, &entity->fields[i]), ent_record_get (b, &entity->fields[i])));
}

static void
check_copy (const EntEntity *entity)
{
  g_autoptr (EntRecord) record = random_record (entity);
  g_autoptr (EntRecord) copy = NULL;
  g_autoptr (EntRecord) other = ent_record_new (entity, ent_record_get_id (record));
  guint notified = 0;

  ent_record_set_headline (record, "A headline");
  ent_record_set_extra (record, "{\"a\":1}");
  copy = ent_record_copy (record);
  assert_same (record, copy);

  ent_record_assign (other, record);
  assert_same (record, other);
  g_signal_connect_swapped (other, "notify", G_CALLBACK (count), &notified);
  ent_record_assign (other, record);
  g_assert_cmpuint (notified, ==, 0);
}

static void
check_required (const EntEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_autoptr (EntRecord) record = random_record (entity);
      g_autoptr (GError) error = NULL;
      gboolean required = (field->flags & ENT_FIELD_REQUIRED) != 0;

      ent_record_set (record, field, &(EntValue){ 0 });
      g_assert_cmpint (ent_record_check (record, &error), ==, !required);
      if (required)
        {
          g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, ent_field_get_label (field)));
        }
    }
}

static void
check_fallbacks (const EntEntity *entity)
{
  g_autoptr (EntRecord) record = ent_record_new (entity, NULL);

  ent_record_set_fallbacks (record);
  for (guint i = 0; i < entity->n_fields; i++)
    g_assert_cmpint (ent_record_get (record, &entity->fields[i])->kind != ENT_VALUE_UNSET, ==, entity->fields[i].fallback != NULL);

  /* What is there stays. */
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_auto (EntValue) value = { 0 };

      if (field->fallback == NULL)
        continue;
      random_value (field, &value);
      ent_record_set (record, field, &value);
      ent_record_set_fallbacks (record);
      g_assert_true (ent_value_equal (ent_record_get (record, field), &value));
    }
}

static void
check_period (const EntEntity *entity,
              const EntPeriod *period)
{
  static const struct
  {
    const char *start;
    const char *end;
    gboolean good;
  } examples[] = {
    { "2026-05-02", "2026-05-02", TRUE },
    { "2026-05-02", "2026-05-01", FALSE },
    { "2026-05-02", NULL, TRUE },
    { NULL, "2026-05-01", TRUE },
    { "2026-05-02", "2026", TRUE },
    { "2026", "2026-01-01", TRUE },
    { "2026", "2025-12-31", FALSE },
    { "2026-05", "2026-04-30", FALSE },
  };
  const EntField *start = ent_entity_find_field (entity, period->start), *end = ent_entity_find_field (entity, period->end);

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (EntRecord) record = random_record (entity);
      g_autoptr (GError) error = NULL;

      for (const EntPeriod *any = entity->periods; any->start != NULL; any++)
        {
          ent_record_set_text (record, any->start, NULL);
          ent_record_set_text (record, any->end, NULL);
        }
      ent_record_set_text (record, period->start, examples[i].start);
      ent_record_set_text (record, period->end, examples[i].end);
      /* Each by itself must be one that the field takes. */
      if (!ent_field_check (start, ent_record_get (record, start), NULL) || !ent_field_check (end, ent_record_get (record, end), NULL))
        continue;

      ent_record_check (record, &error);
      if (examples[i].good)
        g_assert_no_error (error);
      else
        g_assert_nonnull (strstr (error->message, "comes after"));
    }
}

static void
check_periods (const EntEntity *entity)
{
  for (const EntPeriod *period = entity->periods; period != NULL && period->start != NULL; period++)
    check_period (entity, period);
}

static void
test_periods (void)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("partnership"), NULL);
  g_autoptr (GError) error = NULL;

  ent_record_set_text (record, "title", "Isère – Syunik");
  ent_record_set_text (record, "start", "2020-06");
  ent_record_set_text (record, "end", "2020");
  g_assert_true (ent_record_check (record, &error));
  g_assert_no_error (error);
  ent_record_set_text (record, "end", "2020-05-31");
  g_assert_false (ent_record_check (record, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Since"));
  g_assert_nonnull (strstr (error->message, "Until"));
}

static void
check_circle (const EntEntity *entity)
{
  static const char *const nicks[] = { "team", "departments", "atlas" };
  g_autoptr (EntRecord) record = ent_record_new (entity, NULL);

  g_assert_cmpint (ent_record_get_circle (record), ==, entity->default_circle);
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    {
      ent_record_set_text (record, "circle", nicks[i]);
      g_assert_cmpint (ent_record_get_circle (record), ==, MIN (i, entity->circle));
    }
  /* From a newer version: then as little as where nothing was said. */
  ent_record_set_text (record, "circle", "galaxy");
  g_assert_cmpint (ent_record_get_circle (record), ==, entity->default_circle);
}

static void
test_titles (void)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("partnership"), NULL);
  g_autoptr (EntRecord) renamed = NULL;
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) others = g_hash_table_new (g_str_hash, g_str_equal);
  const EntField *partners = ent_entity_find_field (ent_record_get_entity (record), "partners");
  g_autofree char *before = NULL, *after = NULL;
  guint notified = 0;

  ent_record_set_list (record, "partners", (const char *[]){ "authority:b", "authority:a", NULL });
  g_hash_table_insert (titles, (gpointer) "authority:a", (gpointer) "Goris");
  ent_record_set_titles (record, titles);
  before = ent_record_display (record, partners);
  g_assert_cmpstr (before, ==, "Goris, Not received yet");

  renamed = ent_record_copy (record);
  g_hash_table_insert (others, (gpointer) "authority:a", (gpointer) "Kapan");
  ent_record_set_titles (renamed, others);
  g_signal_connect_swapped (record, "notify::partners", G_CALLBACK (count), &notified);
  ent_record_assign (record, renamed);
  g_assert_cmpuint (notified, ==, 1);
  after = ent_record_display (record, partners);
  g_assert_cmpstr (after, ==, "Kapan, Not received yet");
}

static void
test_lists_are_sets (void)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("project"), NULL);

  ent_record_set_list (record, "places", (const char *[]){ "b", "a", "", "b", NULL });
  g_assert_cmpstrv (ent_record_get_list (record, "places"), ((const char *[]){ "a", "b", NULL }));
  ent_record_set_list (record, "places", (const char *[]){ "", NULL });
  g_assert_null (ent_record_get_list (record, "places"));
}

static void
test_set_parsed (void)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("authority"), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_record_set_parsed (record, "population", "1 000", &error));
  g_assert_cmpint (ent_record_get_integer (record, "population", 0), ==, 1000);
  g_assert_false (ent_record_set_parsed (record, "population", "many", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (ent_record_get_integer (record, "population", 0), ==, 1000);
  g_assert_false (ent_record_set_parsed (record, "moons", "1", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_true (ent_record_set_parsed (record, "population", "", NULL));
  g_assert_cmpint (ent_record_get_integer (record, "population", -1), ==, -1);
}

#define WALK(name) g_test_add_data_func ("/record/" #name, check_##name, test_entities)

static void
test_limits (void)
{
  static const struct
  {
    double amount;
    const char *unit;
    const char *to;
    gboolean good;
  } examples[] = {
    { 24, "hours", NULL, TRUE },           { 24.5, "hours", NULL, FALSE },         { 30, "hours", "2026-05-12", FALSE },
    { 48, "hours", "2026-05-13", TRUE },   { 48.5, "hours", "2026-05-13", FALSE }, { 30, "days", NULL, TRUE },
    { 100, "percent", NULL, TRUE },        { 101, "percent", "2026-12-31", FALSE }, { 30, NULL, NULL, TRUE },
  };
  const EntEntity *entity = ent_schema_find ("involvement");

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (EntRecord) record = ent_record_new (entity, NULL);
      g_autoptr (GError) error = NULL;
      gboolean good = TRUE;

      ent_record_set_text (record, "from", "2026-05-12");
      ent_record_set_text (record, "to", examples[i].to);
      ent_record_set_text (record, "unit", examples[i].unit);
      ent_record_set_real (record, "amount", examples[i].amount);
      for (const EntLimit *limit = entity->limits; limit->amount != NULL && good; limit++)
        good = ent_record_check_limit (record, limit, &error);
      g_assert_cmpint (good, ==, examples[i].good);
      g_assert_cmpint (error == NULL, ==, good);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  WALK (properties);
  WALK (read_back);
  WALK (unset);
  WALK (copy);
  WALK (required);
  WALK (fallbacks);
  WALK (periods);
  WALK (circle);
  g_test_add_func ("/record/two-dates", test_periods);
  g_test_add_func ("/record/titles", test_titles);
  g_test_add_func ("/record/lists-are-sets", test_lists_are_sets);
  g_test_add_func ("/record/set-parsed", test_set_parsed);
  g_test_add_func ("/record/limits", test_limits);

  return g_test_run ();
}
