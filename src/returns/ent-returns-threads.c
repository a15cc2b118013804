/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The common thread: on which themes and territories the projects of the year hold together, and where they stand side by
 * side without knowing of each other. */
#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-returns-context-private.h"

typedef struct
{
  GHashTable *places;      /* (owned): interned nick of a theme or a country → GPtrArray of EntReturnsSubject (owned) */
  GHashTable *departments; /* (not owned): EntReturnsSubject → GPtrArray of interned identifiers */
} Threads;

static void
add_to (GHashTable *lists,
        gconstpointer key,
        gpointer element)
{
  GPtrArray *list = g_hash_table_lookup (lists, key);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (lists, (gpointer) key, list);
    }
  /* Rows come project by project. */
  if (list->len == 0 || list->pdata[list->len - 1] != element)
    g_ptr_array_add (list, element);
}

/* A department that operates a project may also be concerned by it. */
static void
load_department (EntReturnsContext *context,
                 EntStatement *statement,
                 gpointer data)
{
  EntReturnsSubject *subject = ent_returns_context_get_subject (context, ent_statement_get_text (statement, 0));
  gpointer id = (gpointer) ent_returns_context_intern (context, statement, 1);
  GPtrArray *own = g_hash_table_lookup (data, subject);

  if (own == NULL || !g_ptr_array_find (own, id, NULL))
    add_to (data, subject, id);
}

static void
load_place (EntReturnsContext *context,
            EntStatement *statement,
            gpointer data)
{
  Threads *self = data;
  EntReturnsSubject *subject = ent_returns_context_get_subject (context, ent_statement_get_text (statement, 0));

  if (subject->is_running && ent_returns_context_selects (context, subject))
    add_to (self->places, ent_returns_context_intern (context, statement, 1), subject);
}

static void
count_one (GHashTable *counts,
           gconstpointer key)
{
  g_hash_table_insert (counts, (gpointer) key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
}

static gboolean
is_shared (GHashTable *counts,
           gconstpointer key)
{
  return key != NULL && GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) > 1;
}

/* Those that share their partnership, or a department, with another of the same place. */
static GHashTable *
find_linked (const Threads *self,
             GPtrArray *subjects)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTable *linked = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < subjects->len; i++)
    {
      const EntReturnsSubject *subject = subjects->pdata[i];
      GPtrArray *own = g_hash_table_lookup (self->departments, subject);

      if (subject->partnership != NULL)
        count_one (counts, subject->partnership);
      for (guint j = 0; own != NULL && j < own->len; j++)
        count_one (counts, own->pdata[j]);
    }
  for (guint i = 0; i < subjects->len; i++)
    {
      const EntReturnsSubject *subject = subjects->pdata[i];
      GPtrArray *own = g_hash_table_lookup (self->departments, subject);
      gboolean shared = is_shared (counts, subject->partnership);

      for (guint j = 0; own != NULL && j < own->len && !shared; j++)
        shared = is_shared (counts, own->pdata[j]);
      if (shared)
        g_hash_table_add (linked, (gpointer) subject);
    }

  return linked;
}

/* The identifiers of those that are in @linked, or that are not. */
static GPtrArray *
list_ids (GPtrArray *subjects,
          GHashTable *linked,
          gboolean in)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < subjects->len; i++)
    if (g_hash_table_contains (linked, subjects->pdata[i]) == in)
      g_ptr_array_add (ids, (gpointer) ((const EntReturnsSubject *) subjects->pdata[i])->id);

  return ids;
}

static void
add_figure (EntReturnsContext *context,
            const char *path,
            const char *column,
            GPtrArray *ids)
{
  g_autofree char *key = g_strdup_printf ("threads.%s.%s", path, column);

  ent_returns_builder_add_count (context->builder, key, ids);
}

static void
add_row (const Threads *self,
         EntReturnsContext *context,
         const char *kind,
         const char *nick,
         const char *label)
{
  GPtrArray *subjects = g_hash_table_lookup (self->places, nick);
  g_autofree char *path = g_strdup_printf ("%s.%s", kind, nick);
  g_autoptr (GHashTable) linked = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) together = NULL;
  g_autoptr (GPtrArray) apart = NULL;

  if (subjects == NULL)
    return;

  linked = find_linked (self, subjects);
  together = list_ids (subjects, linked, TRUE);
  apart = list_ids (subjects, linked, FALSE);
  g_ptr_array_extend (all, together, NULL, NULL);
  g_ptr_array_extend (all, apart, NULL, NULL);
  /* Alone, one stands beside nobody. */
  if (subjects->len == 1)
    g_ptr_array_set_size (apart, 0);
  ent_returns_builder_add_row (context->builder, path, label, 0);
  add_figure (context, path, "projects", all);
  add_figure (context, path, "linked", together);
  add_figure (context, path, "apart", apart);
}

static gboolean
load_places (EntReturnsContext *context,
             Threads *self,
             const char *sql,
             GError **error)
{
  g_hash_table_remove_all (self->places);
  return ent_returns_context_each (context, sql, load_place, self, error);
}

#define OF_PARTNERSHIP " FROM project t CROSS JOIN record r USING (row) LEFT JOIN record q ON q.id = t.partnership LEFT JOIN partnership p ON p.row = q.row"

static gboolean
add_rows (Threads *self,
          EntReturnsContext *context,
          GError **error)
{
  if (!load_places (context, self, "SELECT r.id, j.value" OF_PARTNERSHIP ", json_each (coalesce (t.themes, p.themes)) j", error))
    return FALSE;
  for (guint i = 0; i < ent_choices_themes.n_items; i++)
    add_row (self, context, "theme", ent_returns_builder_intern (context->builder, ent_choices_themes.items[i].nick), _ (ent_choices_themes.items[i].label));

  if (!load_places (context, self, "SELECT r.id, j.value" OF_PARTNERSHIP ", json_each (p.countries) j", error))
    return FALSE;
  for (guint i = 0; i < ent_choices_get_n_items (&ent_choices_countries); i++)
    {
      const char *code = ent_choices_get_nick (&ent_choices_countries, i);

      add_row (self, context, "country", ent_returns_builder_intern (context->builder, code), ent_choices_get_label (&ent_choices_countries, code));
    }

  return TRUE;
}

/* Adds the table `threads`. */
gboolean
ent_returns_add_threads (EntReturnsContext *context,
                         GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) departments = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  Threads self = { places, departments };

  if (!ent_returns_context_each (context,
                                 "SELECT r.id, j.value FROM project t CROSS JOIN record r USING (row), json_each (t.departments) j"
                                 " UNION ALL SELECT r.id, t.operator FROM project t CROSS JOIN record r USING (row) WHERE t.operator LIKE 'department:%'",
                                 load_department, departments, error))
    return FALSE;

  ent_returns_builder_begin_table (context->builder, "threads", _ ("The Common Thread"),
                                   _ ("Where several projects share a theme or a territory: those that hold together by a partnership or a department, and those that stand side by side."));
  ent_returns_builder_add_column (context->builder, "projects", _ ("Projects"));
  ent_returns_builder_add_column (context->builder, "linked", _ ("Hold Together"));
  ent_returns_builder_add_column (context->builder, "apart", _ ("Side by Side"));
  ent_returns_builder_set_definition (context->builder,
                                      _ ("Projects of the year on the theme or with the country. They hold together where they share their partnership, or a department concerned or operating, with another one of the row; else they stand side by side."));
  if (!add_rows (&self, context, error))
    return FALSE;
  ent_returns_builder_end_table (context->builder);

  return TRUE;
}
