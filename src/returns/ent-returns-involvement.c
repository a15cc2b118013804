/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people who gave their time: how many, how long, in which languages, at what cost. */
#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-language.h"
#include "ent-returns-context-private.h"

/* What adds up for everybody, one department, one kind or one language. */
typedef struct
{
  const char *key;
  const char *label;
  GHashTable *people; /* (owned): interned identifiers */
  GPtrArray *records; /* (owned): interned identifiers */
  double days;
  gint64 cents;
} Tally;

typedef struct
{
  Tally *all;              /* (owned) */
  GHashTable *departments; /* (owned): key → Tally (owned) */
  GHashTable *kinds;       /* (owned): key → Tally (owned) */
  GHashTable *languages;   /* (owned): key → Tally (owned) */
  GPtrArray *uncosted;     /* (owned) */
  GPtrArray *unconfirmed;  /* (owned) */
} Involvement;

static Tally *
tally_new (const char *key,
           const char *label)
{
  Tally *self = g_new0 (Tally, 1);

  self->key = key;
  self->label = label;
  self->people = g_hash_table_new (NULL, NULL);
  self->records = g_ptr_array_new ();

  return self;
}

static void
tally_free (gpointer data)
{
  Tally *self = data;

  g_hash_table_unref (self->people);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static void
tally_add (Tally *self,
           const char *id,
           const char *person,
           double days,
           gint64 cents)
{
  g_ptr_array_add (self->records, (gpointer) id);
  g_hash_table_add (self->people, (gpointer) person);
  self->days += days;
  if (__builtin_add_overflow (self->cents, cents, &self->cents))
    self->cents = G_MAXINT64;
}

static Tally *
find_tally (GHashTable *tallies,
            const char *key,
            const char *label)
{
  Tally *tally = g_hash_table_lookup (tallies, key);

  if (tally == NULL)
    {
      tally = tally_new (key, label);
      g_hash_table_insert (tallies, (gpointer) key, tally);
    }

  return tally;
}

static void
add_language (Involvement *self,
              EntReturnsContext *context,
              const char *text,
              const char *id,
              const char *person,
              double days,
              gint64 cents)
{
  const EntLanguage *language = ent_language_find (text);
  const char *key, *label;

  if (language == NULL)
    language = ent_language_parse (text);
  key = language != NULL ? language->code : ent_returns_builder_intern (context->builder, text);
  label = language != NULL ? ent_language_get_name (language) : key;
  tally_add (find_tally (self->languages, key, label), id, person, days, cents);
}

static void
load_involvement (EntReturnsContext *context,
                  EntStatement *statement,
                  gpointer data)
{
  Involvement *self = data;
  const char *id = ent_returns_context_intern (context, statement, 0);
  const char *person = ent_returns_context_intern (context, statement, 1);
  const char *about = ent_statement_get_text (statement, 2);
  const char *from = ent_statement_get_text (statement, 3);
  const char *kind = ent_returns_context_intern (context, statement, 7);
  const char *language = ent_statement_get_text (statement, 8);
  gboolean has_cost = sqlite3_column_type (statement, 9) != SQLITE_NULL;
  EntReturnsSubject *subject = about != NULL ? ent_returns_context_get_subject (context, about) : NULL;
  EntReturnsDepartment *department = ent_returns_context_get_department (context, person, from);
  double days;
  gint64 cents;

  if (person == NULL || subject == NULL || !ent_returns_context_selects_but_department (context, subject))
    return;
  if (ent_returns_context_selects (context, subject))
    g_hash_table_add (context->involved, (gpointer) person);
  if (!ent_returns_context_selects_department (context, department))
    return;

  days = ent_work_time_count (&context->work_time, &context->workdays, sqlite3_column_double (statement, 5),
                              ent_statement_get_text (statement, 6), from, ent_statement_get_text (statement, 4));
  cents = has_cost ? ent_work_time_value (days, sqlite3_column_int64 (statement, 9)) : 0;

  tally_add (self->all, id, person, days, cents);
  tally_add (department != NULL ? find_tally (self->departments, department->id, department->name)
                                : find_tally (self->departments, "none", _ ("No department known")),
             id, person, days, cents);
  tally_add (kind != NULL ? find_tally (self->kinds, kind, ent_choices_get_label (&ent_choices_involvement_kinds, kind))
                          : find_tally (self->kinds, "none", _ ("Not said")),
             id, person, days, cents);
  if (language != NULL)
    add_language (self, context, language, id, person, days, cents);

  if (!has_cost)
    g_ptr_array_add (self->uncosted, (gpointer) id);
  if (sqlite3_column_type (statement, 10) == SQLITE_NULL)
    g_ptr_array_add (self->unconfirmed, (gpointer) id);
  if (department != NULL)
    ent_returns_department_mark (department);
  ent_returns_subject_get_root (subject)->gave |= days > 0;
}

static void
load_participant (EntReturnsContext *context,
                  EntStatement *statement,
                  gpointer data)
{
  EntReturnsSubject *subject = ent_returns_context_get_subject (context, ent_statement_get_text (statement, 0));

  if (ent_returns_context_selects (context, subject))
    g_hash_table_add (context->involved, (gpointer) ent_returns_context_intern (context, statement, 1));
}

static GPtrArray *
list_keys (GHashTable *table)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);

  return keys;
}

static GPtrArray *
copy_records (GPtrArray *records)
{
  return g_ptr_array_copy (records, NULL, NULL);
}

/* The days before all else, then the name, so that the order is the same every time. */
static int
compare_tallies (gconstpointer a,
                 gconstpointer b)
{
  const Tally *one = *(const Tally *const *) a, *other = *(const Tally *const *) b;

  if (one->days != other->days)
    return one->days > other->days ? -1 : 1;

  return g_utf8_collate (one->label, other->label);
}

static void
add_tally_row (EntReturnsContext *context,
               const char *prefix,
               const Tally *tally)
{
  g_autoptr (GPtrArray) people = list_keys (tally->people);
  g_autoptr (GPtrArray) for_days = copy_records (tally->records);
  g_autoptr (GPtrArray) for_cost = copy_records (tally->records);
  g_autofree char *people_key = g_strdup_printf ("%s.%s.people", prefix, tally->key);
  g_autofree char *days_key = g_strdup_printf ("%s.%s.days", prefix, tally->key);
  g_autofree char *cost_key = g_strdup_printf ("%s.%s.cost", prefix, tally->key);

  ent_returns_builder_add_row (context->builder, tally->key, tally->label, 0);
  ent_returns_builder_add_count (context->builder, people_key, people);
  ent_returns_builder_add_number (context->builder, days_key, ENT_RETURNS_DAYS, tally->days, for_days);
  ent_returns_builder_add_number (context->builder, cost_key, ENT_RETURNS_MONEY, tally->cents, for_cost);
}

static void
add_tallies (EntReturnsContext *context,
             GHashTable *tallies,
             const char *table,
             const char *prefix,
             const char *title,
             const char *definition)
{
  g_autoptr (GPtrArray) sorted = g_hash_table_get_values_as_ptr_array (tallies);

  g_ptr_array_sort (sorted, compare_tallies);
  ent_returns_builder_begin_table (context->builder, table, title, NULL);
  ent_returns_builder_add_column (context->builder, "people", _ ("People"));
  ent_returns_builder_add_column (context->builder, "days", _ ("Days"));
  ent_returns_builder_add_column (context->builder, "cost", _ ("Valued Cost"));
  ent_returns_builder_set_definition (context->builder, definition);
  for (guint i = 0; i < sorted->len; i++)
    add_tally_row (context, prefix, g_ptr_array_index (sorted, i));
  ent_returns_builder_end_table (context->builder);
}

static void
add_total_row (EntReturnsContext *context,
               const char *key,
               const char *label,
               EntReturnsUnit unit,
               double value,
               GPtrArray *records,
               const char *definition)
{
  const char *row = key + sizeof "involvement." - 1;

  ent_returns_builder_add_row (context->builder, row, label, 0);
  ent_returns_builder_set_definition (context->builder, definition);
  ent_returns_builder_add_number (context->builder, key, unit, value, records);
}

static void
add_totals (Involvement *self,
            EntReturnsContext *context)
{
  g_autoptr (GPtrArray) people = list_keys (self->all->people);
  g_autoptr (GPtrArray) officials = g_ptr_array_new ();
  g_autoptr (GPtrArray) for_days = copy_records (self->all->records);
  g_autoptr (GPtrArray) for_cost = copy_records (self->all->records);
  g_autofree char *hours = ent_returns_format_number (context->work_time.hours_per_day, 2);
  /* Translators: the number of hours of a working day. */
  g_autofree char *days_definition = g_strdup_printf (
    _ ("Days of the year spent on projects, partnerships and events: hours at %s a day (a full-time post of 1,607 hours a year, décret no. 2000-815, is 7), a share of a post as that share of its working days, public holidays left out."),
    hours);

  for (guint i = 0; i < people->len; i++)
    if (g_hash_table_contains (context->officials, people->pdata[i]))
      g_ptr_array_add (officials, people->pdata[i]);

  ent_returns_builder_begin_table (context->builder, "involvement", _ ("People Mobilised"), NULL);
  ent_returns_builder_add_column (context->builder, "total", _ ("Total"));
  add_total_row (context, "involvement.people", _ ("People"), ENT_RETURNS_COUNT, people->len, people,
                 _ ("Distinct people with an involvement logged in the year."));
  add_total_row (context, "involvement.officials", _ ("… of which elected officials"), ENT_RETURNS_COUNT, officials->len, officials,
                 _ ("Those of them who held an elected role of the authority in the year."));
  add_total_row (context, "involvement.days", _ ("Days"), ENT_RETURNS_DAYS, self->all->days, for_days, days_definition);
  add_total_row (context, "involvement.cost", _ ("Valued cost"), ENT_RETURNS_MONEY, self->all->cents, for_cost,
                 _ ("Days multiplied by the daily cost of each involvement, or by the rate of the person’s category; those without either add nothing."));
  add_total_row (context, "involvement.uncosted", _ ("Without a daily cost"), ENT_RETURNS_COUNT, self->uncosted->len, self->uncosted,
                 _ ("Involvements of the year without a daily cost or a rate, which the valued cost leaves out."));
  add_total_row (context, "involvement.unconfirmed", _ ("Not yet confirmed"), ENT_RETURNS_COUNT, self->unconfirmed->len,
                 self->unconfirmed, _ ("Involvements of the year that nobody has confirmed."));
  ent_returns_builder_end_table (context->builder);
}

static void
involvement_clear (Involvement *self)
{
  tally_free (self->all);
  g_hash_table_unref (self->departments);
  g_hash_table_unref (self->kinds);
  g_hash_table_unref (self->languages);
  g_ptr_array_unref (self->uncosted);
  g_ptr_array_unref (self->unconfirmed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Involvement, involvement_clear)

static GHashTable *
tallies_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, tally_free);
}

/* Adds the tables `involvement` and those by department, kind and language; marks who took part, the departments that
 * were mobilised and the partnerships that time went into. */
gboolean
ent_returns_add_involvement (EntReturnsContext *context,
                             GError **error)
{
  g_auto (Involvement) self = {
    .all = tally_new ("all", ""),
    .departments = tallies_new (),
    .kinds = tallies_new (),
    .languages = tallies_new (),
    .uncosted = g_ptr_array_new (),
    .unconfirmed = g_ptr_array_new (),
  };

  if (!ent_returns_context_each (context,
                                 "SELECT r.id, t.person, t.subject, t.\"from\", t.\"to\", t.amount, t.unit, t.kind, t.language,"
                                 " " ENT_DAILY_COST_SQL ", t.\"confirmed-on\" FROM involvement t CROSS JOIN record r USING (row)"
                                 " WHERE t.\"from\" <= :last AND :first <= CASE WHEN t.\"to\" IS NOT NULL THEN t.\"to\""
                                 " WHEN t.unit = 'percent' THEN :last ELSE t.\"from\" END",
                                 load_involvement, &self, error)
      || !ent_returns_context_each (context,
                                    "SELECT r.id, j.value FROM event t CROSS JOIN record r USING (row), json_each (t.participants) j"
                                    " WHERE t.start <= :last AND coalesce (t.\"end\", t.start) >= :first",
                                    load_participant, NULL, error))
    return FALSE;

  add_totals (&self, context);
  add_tallies (context, self.departments, "involvement.departments", "involvement.department", _ ("Involvement by Department"),
               _ ("Involvements of the year by the department where the person worked at the time."));
  add_tallies (context, self.kinds, "involvement.kinds", "involvement.kind", _ ("Involvement by Kind"),
               _ ("Involvements of the year by what kind of involvement they were."));
  add_tallies (context, self.languages, "involvement.languages", "involvement.language", _ ("Languages Used"),
               _ ("Involvements of the year by the language that was used."));

  return TRUE;
}
