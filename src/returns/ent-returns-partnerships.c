/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The partnerships and projects of the year: how many, why, and what the returns do not cover. */

#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-rationale.h"
#include "ent-returns-context-private.h"

typedef gboolean (*SubjectTest) (const EntReturnsSubject *subject);

/* The identifiers of the subjects of the selection that pass @test. */
static GPtrArray *
list_subjects (EntReturnsContext *context,
               SubjectTest test)
{
  GPtrArray *records = g_ptr_array_new ();
  GHashTableIter iter;
  EntReturnsSubject *subject;

  g_hash_table_iter_init (&iter, context->subjects);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &subject))
    if (ent_returns_context_selects (context, subject) && test (subject))
      g_ptr_array_add (records, (gpointer) subject->id);

  return records;
}

static gboolean
is_partnership (const EntReturnsSubject *subject)
{
  return subject->is_partnership && subject->is_running;
}

static gboolean
is_project (const EntReturnsSubject *subject)
{
  return subject->is_project && subject->is_running;
}

static gboolean
is_aimless_partnership (const EntReturnsSubject *subject)
{
  return is_partnership (subject) && !subject->sought;
}

static gboolean
is_aimless_project (const EntReturnsSubject *subject)
{
  return is_project (subject) && !subject->sought;
}

static gboolean
is_giving (const EntReturnsSubject *subject)
{
  return (subject->is_partnership || subject->is_project) && subject->gave;
}

static gboolean
is_one_way (const EntReturnsSubject *subject)
{
  return is_giving (subject) && !subject->came_back;
}

typedef struct
{
  GHashTable *codes;  /* (owned): interned codes of countries */
  GPtrArray *records; /* (owned): partnerships, perhaps more than once */
} Countries;

static void
load_country (EntReturnsContext *context,
              EntStatement *statement,
              gpointer data)
{
  Countries *self = data;
  EntReturnsSubject *subject = ent_returns_context_get_subject (context, ent_statement_get_text (statement, 0));

  if (!is_partnership (subject) || !ent_returns_context_selects (context, subject))
    return;

  g_hash_table_add (self->codes, (gpointer) ent_returns_context_intern (context, statement, 1));
  g_ptr_array_add (self->records, (gpointer) subject->id);
}

/* Adds the table `overview`. */
gboolean
ent_returns_add_overview (EntReturnsContext *context,
                          GError **error)
{
  EntReturnsBuilder *builder = context->builder;
  g_autoptr (GPtrArray) partnerships = list_subjects (context, is_partnership);
  g_autoptr (GPtrArray) projects = list_subjects (context, is_project);
  g_autoptr (GHashTable) codes = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) of_countries = g_ptr_array_new ();
  Countries countries = { codes, of_countries };

  if (!ent_returns_context_each (context, "SELECT r.id, j.value FROM partnership t CROSS JOIN record r USING (row), json_each (t.countries) j",
                                 load_country, &countries, error))
    return FALSE;

  ent_returns_builder_begin_table (builder, "overview", _ ("International Action in the Year"), NULL);
  ent_returns_builder_add_column (builder, "total", _ ("Total"));
  ent_returns_builder_add_row (builder, "partnerships", _ ("Partnerships"), 0);
  ent_returns_builder_set_definition (builder, _ ("Partnerships that ran in the year by their dates, or by their status where they have none."));
  ent_returns_builder_add_count (builder, "overview.partnerships", partnerships);
  ent_returns_builder_add_row (builder, "projects", _ ("Projects"), 0);
  ent_returns_builder_set_definition (builder, _ ("Projects that ran in the year by their dates, planned ones where the actual are missing, or by their status where they have none."));
  ent_returns_builder_add_count (builder, "overview.projects", projects);
  ent_returns_builder_add_row (builder, "countries", _ ("Countries"), 0);
  ent_returns_builder_set_definition (builder, _ ("Distinct countries of the partnerships that ran in the year."));
  ent_returns_builder_add_number (builder, "overview.countries", ENT_RETURNS_COUNT, g_hash_table_size (codes), of_countries);
  ent_returns_builder_end_table (builder);

  return TRUE;
}

static void
load_pole (EntReturnsContext *context,
           EntStatement *statement,
           gpointer data)
{
  GHashTable *poles = data;
  EntReturnsSubject *subject = ent_returns_context_get_subject (context, ent_statement_get_text (statement, 0));
  const char *pole = ent_returns_context_intern (context, statement, 1);
  GPtrArray *own = g_hash_table_lookup (poles, subject);

  if (own == NULL)
    {
      own = g_ptr_array_new_null_terminated (4, NULL, TRUE);
      g_hash_table_insert (poles, subject, own);
    }
  g_ptr_array_add (own, (gpointer) pole);
}

static void
add_rationale_row (EntReturnsContext *context,
                   const char *row,
                   const char *label,
                   GPtrArray *records)
{
  g_autofree char *key = g_strdup_printf ("rationale.%s", row);

  ent_returns_builder_add_row (context->builder, row, label, 0);
  ent_returns_builder_add_count (context->builder, key, records);
}

/* The partnerships of the year, one list for each of the study's letters, one for what has no letter, one for nothing. */
static GPtrArray *
sort_by_rationale (EntReturnsContext *context,
                   GHashTable *poles,
                   gsize n_letters)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) partnerships = list_subjects (context, is_partnership);

  for (gsize i = 0; i < n_letters + 2; i++)
    g_ptr_array_add (lists, g_ptr_array_new ());

  for (guint i = 0; i < partnerships->len; i++)
    {
      EntReturnsSubject *subject = ent_returns_context_get_subject (context, partnerships->pdata[i]);
      GPtrArray *own = g_hash_table_lookup (poles, subject);
      const EntRationale *rationale = own != NULL ? ent_rationale_find ((const char *const *) own->pdata) : NULL;
      gsize place = rationale != NULL ? (gsize) (rationale - ent_rationales (NULL)) : n_letters + (own == NULL ? 1 : 0);

      g_ptr_array_add (lists->pdata[place], (gpointer) subject->id);
    }

  return lists;
}

/* Adds the table `rationale`. */
gboolean
ent_returns_add_rationale (EntReturnsContext *context,
                           GError **error)
{
  EntReturnsBuilder *builder = context->builder;
  g_autoptr (GHashTable) poles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) lists = NULL;
  gsize n_letters;
  const EntRationale *letters = ent_rationales (&n_letters);

  if (!ent_returns_context_each (context, "SELECT r.id, j.value FROM partnership t CROSS JOIN record r USING (row), json_each (t.poles) j",
                                 load_pole, poles, error))
    return FALSE;

  lists = sort_by_rationale (context, poles, n_letters);
  ent_returns_builder_begin_table (builder, "rationale", _ ("Why We Cooperate"),
                                   _ ("The combinations of the four poles that M. Gely’s study (2016, figure 1) names A to K."));
  ent_returns_builder_add_column (builder, "partnerships", _ ("Partnerships"));
  ent_returns_builder_set_definition (builder, _ ("Partnerships of the year by the poles ticked: returns for the authority, for the French territory, for all partner territories, or mainly for the partner’s."));
  for (gsize i = 0; i < n_letters; i++)
    {
      const char letter[] = { letters[i].letter, '\0' };
      g_autofree char *label = g_strdup_printf ("%s. %s", letter, ent_rationale_get_label (&letters[i]));

      add_rationale_row (context, letter, label, lists->pdata[i]);
    }
  add_rationale_row (context, "other", _ ("Another combination, which the study does not name"), lists->pdata[n_letters]);
  add_rationale_row (context, "none", _ ("Rationale not said"), lists->pdata[n_letters + 1]);
  ent_returns_builder_end_table (builder);

  return TRUE;
}

static void
add_share_row (EntReturnsContext *context,
               const char *key,
               const char *label,
               const char *definition,
               gint64 whole,
               GPtrArray *records)
{
  g_autofree char *full = g_strdup_printf ("coverage.%s", key);

  ent_returns_builder_add_row (context->builder, key, label, 0);
  ent_returns_builder_set_definition (context->builder, definition);
  ent_returns_builder_add_share (context->builder, full, whole, records);
}

static void
add_subjects_row (EntReturnsContext *context,
                  const char *key,
                  const char *label,
                  const char *definition,
                  SubjectTest among,
                  SubjectTest test)
{
  g_autoptr (GPtrArray) all = list_subjects (context, among);
  g_autoptr (GPtrArray) records = list_subjects (context, test);

  add_share_row (context, key, label, definition, all->len, records);
}

static void
add_departments_row (EntReturnsContext *context)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  GHashTableIter iter;
  EntReturnsDepartment *department;
  gint64 whole = 0;

  g_hash_table_iter_init (&iter, context->departments);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &department))
    {
      if (!ent_returns_context_selects_department (context, department) || g_strcmp0 (department->id, context->own_department) == 0)
        continue;
      whole++;
      if (!department->mobilised)
        g_ptr_array_add (records, (gpointer) department->id);
    }

  add_share_row (context, "departments", _ ("Departments never mobilised"),
                 _ ("Departments that were asked for nothing in the year and of which nobody, at any level below, was involved; the international unit itself left out."),
                 whole, records);
}

static void
add_officials_row (EntReturnsContext *context)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer person;

  g_hash_table_iter_init (&iter, context->officials);
  while (g_hash_table_iter_next (&iter, &person, NULL))
    if (!g_hash_table_contains (context->involved, person))
      g_ptr_array_add (records, person);

  add_share_row (context, "officials", _ ("Elected officials never involved"),
                 _ ("People with an elected role of the authority in the year who took part in no event and have no involvement logged."),
                 g_hash_table_size (context->officials), records);
}

/* Adds the table `coverage`, from what the other parts marked. */
gboolean
ent_returns_add_coverage (EntReturnsContext *context,
                          GError **error)
{
  ent_returns_builder_begin_table (context->builder, "coverage", _ ("Points to Watch"), NULL);
  ent_returns_builder_add_column (context->builder, "share", _ ("How Many of All"));
  add_subjects_row (context, "partnerships", _ ("Partnerships without a return sought"),
                    _ ("Partnerships of the year for which no return was ever sought, neither for themselves nor for one of their projects."),
                    is_partnership, is_aimless_partnership);
  add_subjects_row (context, "projects", _ ("Projects without a return sought"),
                    _ ("Projects of the year for which no return was ever sought."), is_project, is_aimless_project);
  add_subjects_row (context, "one-way", _ ("Partnerships that only gave"),
                    _ ("Partnerships, and projects outside of any, into which own funds, aid or working time went in the year and from which no actual return was recorded, over all into which any went."),
                    is_giving, is_one_way);
  add_departments_row (context);
  add_officials_row (context);
  ent_returns_builder_end_table (context->builder);

  return TRUE;
}
