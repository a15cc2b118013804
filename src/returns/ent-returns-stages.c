/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Returns by stage, scope, nature and category, and how far what was sought, announced and obtained agree. */

#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-returns-list-private.h"

typedef gboolean (*Test) (EntReturnsList *self, const EntReturnsItem *item, guint32 categories);

static gboolean
has_any (EntReturnsList *self,
         const EntReturnsItem *item,
         guint32 categories)
{
  return TRUE;
}

static gboolean
has_category (EntReturnsList *self,
              const EntReturnsItem *item,
              guint32 categories)
{
  return (item->categories & categories) != 0;
}

static gboolean
is_unclassified (EntReturnsList *self,
                 const EntReturnsItem *item,
                 guint32 categories)
{
  return (item->categories & self->unclassified) != 0 || (item->categories & self->of_scope[item->scope]) == 0;
}

/* Adds the references, and the respondents, of one stage, one scope and the categories that pass @test. */
static void
add_cell (EntReturnsList *self,
          EntReturnsContext *context,
          EntReturnsStage stage,
          int scope,
          Test test,
          guint32 categories,
          const char *key)
{
  GPtrArray *items = self->of_stage[stage];
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  EntReturnsFigure figure = { .unit = ENT_RETURNS_REFERENCES, .known = TRUE };

  self->n_cells++;
  for (guint i = 0; i < items->len; i++)
    {
      const EntReturnsItem *item = items->pdata[i];

      if ((scope >= 0 && (int) item->scope != scope) || !test (self, item, categories))
        continue;
      g_ptr_array_add (records, (gpointer) item->id);
      figure.whole += item->subject->counted_in != self->n_cells;
      item->subject->counted_in = self->n_cells;
    }

  figure.value = figure.part = records->len;
  ent_returns_builder_add_figure (context->builder, key, &figure, records);
}

/* @path is empty for all, else begins with a dot. */
static void
add_matrix_row (EntReturnsList *self,
                EntReturnsContext *context,
                const char *path,
                const char *label,
                guint level,
                int scope,
                Test test,
                guint32 categories)
{
  ent_returns_builder_add_row (context->builder, *path != '\0' ? path + 1 : "all", label, level);
  for (EntReturnsStage stage = ENT_RETURNS_SOUGHT; stage < ENT_RETURNS_N_STAGES; stage++)
    {
      g_autofree char *key = g_strdup_printf ("returns.%s%s", ent_choices_return_stages.items[stage].nick, path);

      add_cell (self, context, stage, scope, test, categories, key);
    }
}

static void
add_nature (EntReturnsList *self,
            EntReturnsContext *context,
            const char *parent,
            EntReturnsScope scope,
            const EntChoice *nature,
            guint level)
{
  g_autofree char *path = g_strdup_printf ("%s.%s", parent, nature->nick);
  guint32 mask = ent_returns_list_get_mask (nature->nick);

  if (g_str_equal (nature->nick, "unclassified"))
    {
      add_matrix_row (self, context, path, _ (nature->label), level, scope, is_unclassified, mask);
      return;
    }

  add_matrix_row (self, context, path, _ (nature->label), level, scope, has_category, mask);
  for (guint i = 0; i < ent_choices_return_categories.n_items; i++)
    if (mask & (1u << i))
      {
        const EntChoice *category = &ent_choices_return_categories.items[i];
        g_autofree char *category_path = g_strdup_printf ("%s.%s", path, category->nick);

        add_matrix_row (self, context, category_path, _ (category->label), level + 1, scope, has_category, 1u << i);
      }
}

static void
add_scope (EntReturnsList *self,
           EntReturnsContext *context,
           EntReturnsScope scope)
{
  const EntChoice *choice = &ent_choices_return_scopes.items[scope];
  g_autofree char *path = g_strdup_printf (".%s", choice->nick);
  g_autofree char *no_category = g_strdup_printf ("%s.unclassified", path);
  g_autofree char *non_economic = g_strdup_printf ("%s.non-economic", path);
  gboolean in_non_economic = FALSE;

  add_matrix_row (self, context, path, _ (choice->label), 0, scope, has_any, 0);
  for (guint i = 0; i < ent_choices_return_natures.n_items; i++)
    {
      const EntChoice *nature = &ent_choices_return_natures.items[i];
      gboolean is_economic = (ent_returns_list_get_mask (nature->nick) & (self->economic | self->unclassified)) != 0;

      if (!g_str_equal (nature->group, choice->nick))
        continue;
      /* The study sets what is economic against all the rest that was classified. */
      if (scope == ENT_RETURNS_TERRITORY && !is_economic && !in_non_economic)
        {
          in_non_economic = TRUE;
          add_matrix_row (self, context, non_economic, _ ("Non-economic"), 1, scope, has_category,
                          self->of_scope[ENT_RETURNS_TERRITORY] & ~self->economic);
        }
      add_nature (self, context, path, scope, nature, scope == ENT_RETURNS_TERRITORY && !is_economic ? 2 : 1);
    }
  if (scope == ENT_RETURNS_AUTHORITY)
    add_matrix_row (self, context, no_category, _ ("Without a category"), 1, scope, is_unclassified, 0);
}

static void
add_matrix (EntReturnsList *self,
            EntReturnsContext *context)
{
  ent_returns_builder_begin_table (context->builder, "returns", _ ("Returns Sought, Announced and Actual"),
                                   _ ("Distinct projects and partnerships / returns. A return may have several categories, so the parts need not add up to the whole."));
  ent_returns_builder_set_definition (context->builder,
                                      _ ("How many distinct projects and partnerships recorded returns of this kind for the year, and how many returns these are; the “respondents” and “references” of M. Gely’s study (2016), figures 2 to 6."));
  for (guint i = 0; i < ENT_RETURNS_N_STAGES; i++)
    ent_returns_builder_add_column (context->builder, ent_choices_return_stages.items[i].nick,
                                    _ (ent_choices_return_stages.items[i].label));

  add_matrix_row (self, context, "", _ ("All returns"), 0, -1, has_any, 0);
  add_scope (self, context, ENT_RETURNS_TERRITORY);
  add_scope (self, context, ENT_RETURNS_AUTHORITY);
  ent_returns_builder_end_table (context->builder);
}

/* How the stages agree. */

static gboolean
was_sought (EntReturnsList *self,
            const EntReturnsItem *item)
{
  return (item->links & ENT_RETURNS_TO_SOUGHT) != 0;
}

static gboolean
was_not_sought (EntReturnsList *self,
                const EntReturnsItem *item)
{
  return (item->links & ENT_RETURNS_TO_SOUGHT) == 0;
}

static gboolean
was_obtained (EntReturnsList *self,
              const EntReturnsItem *item)
{
  return (item->links & ENT_RETURNS_FROM_ACTUAL) != 0;
}

static gboolean
was_not_announced (EntReturnsList *self,
                   const EntReturnsItem *item)
{
  return (item->links & ENT_RETURNS_TO_ANNOUNCED) == 0;
}

static gboolean
is_baseless (EntReturnsList *self,
             const EntReturnsItem *item)
{
  return (item->links & (ENT_RETURNS_TO_SOUGHT | ENT_RETURNS_FROM_ACTUAL)) == 0;
}

static gboolean
is_shifted (EntReturnsList *self,
            const EntReturnsItem *item)
{
  return (item->categories & self->economic) == 0 && (item->categories & self->socio_cultural) != 0;
}

static gboolean
is_vague (EntReturnsList *self,
          const EntReturnsItem *item)
{
  return !item->measured || !item->evidenced;
}

static gboolean
is_unmeasured (EntReturnsList *self,
               const EntReturnsItem *item)
{
  return !item->measured;
}

typedef struct
{
  const char *key;
  const char *label;
  const char *definition;
  guint stages;         /* a bit for each stage that the whole is of */
  EntReturnsLink links; /* that each return of the whole has; perhaps none */
  gboolean (*test) (EntReturnsList *self, const EntReturnsItem *item);
} Gap;

#define ACTUAL (1 << ENT_RETURNS_ACTUAL)
#define SOUGHT (1 << ENT_RETURNS_SOUGHT)
#define ANNOUNCED (1 << ENT_RETURNS_ANNOUNCED)

static const Gap gaps[] = {
  { "coincidence", N_ ("Coincidence"),
    N_ ("Actual returns of the year that answer a sought one, directly or through what was announced, over all actual ones. In M. Gely’s study (2016) 6 of the 41 actual returns for the territory did."),
    ACTUAL, 0, was_sought },
  { "fulfilment", N_ ("Fulfilment"), N_ ("Returns sought for the year that an actual return, of any year, answers, over all that were sought."), SOUGHT, 0, was_obtained },
  { "unexpected", N_ ("Unexpected"), N_ ("Actual returns of the year that answer no sought one, over all actual ones."), ACTUAL, 0, was_not_sought },
  { "unannounced", N_ ("Unannounced success"),
    N_ ("Actual returns of the year that were never announced, neither themselves nor what they answer, over all actual ones."), ACTUAL, 0, was_not_announced },
  { "baseless", N_ ("Announced without basis"), N_ ("Returns announced for the year that were neither sought nor obtained, over all that were announced."), ANNOUNCED, 0, is_baseless },
  { "nature-shift", N_ ("Shift of nature"),
    N_ ("Actual returns of the year that answer an economic one sought but are themselves socio-cultural and not economic, over all that answer an economic one. In M. Gely’s study (2016, figure 3) 13 of 22 returns sought were economic, but only 4 of 41 actual ones."),
    ACTUAL, ENT_RETURNS_TO_ECONOMIC, is_shifted },
  { "vague", N_ ("Vague"), N_ ("Actual returns of the year without a measure or without evidence, over all actual ones."), ACTUAL, 0, is_vague },
  { "vague-goals", N_ ("Vague aims"), N_ ("Returns sought or announced for the year without a measure, over all sought or announced."), SOUGHT | ANNOUNCED, 0, is_unmeasured },
};

static void
add_gap_cell (EntReturnsList *self,
              EntReturnsContext *context,
              const Gap *gap,
              int scope)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autofree char *key = scope < 0 ? g_strdup (gap->key) : g_strdup_printf ("%s.%s", gap->key, ent_choices_return_scopes.items[scope].nick);
  gint64 whole = 0;

  for (guint stage = 0; stage < ENT_RETURNS_N_STAGES; stage++)
    for (guint i = 0; (gap->stages & (1u << stage)) != 0 && i < self->of_stage[stage]->len; i++)
      {
        const EntReturnsItem *item = self->of_stage[stage]->pdata[i];

        if ((item->links & gap->links) != gap->links || (scope >= 0 && (int) item->scope != scope))
          continue;
        whole++;
        if (gap->test (self, item))
          g_ptr_array_add (records, (gpointer) item->id);
      }

  ent_returns_builder_add_share (context->builder, key, whole, records);
}

/* Whoever does not say which return answers which shows the shift all the same: by what a project sought at any time and
 * what it obtained in the year. */
static void
add_shifted_subjects (EntReturnsList *self,
                      EntReturnsContext *context)
{
  GPtrArray *items = self->of_stage[ENT_RETURNS_ACTUAL];
  g_autoptr (GHashTable) obtained = g_hash_table_new (NULL, NULL); /* subject → categories of its actual returns */
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  EntReturnsSubject *subject;
  GHashTableIter iter;
  gpointer categories;
  gint64 whole = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const EntReturnsItem *item = items->pdata[i];
      guint before;

      if (!item->subject->sought_economic)
        continue;
      before = GPOINTER_TO_UINT (g_hash_table_lookup (obtained, item->subject));
      g_hash_table_insert (obtained, item->subject, GUINT_TO_POINTER (before | item->categories));
    }

  g_hash_table_iter_init (&iter, obtained);
  while (g_hash_table_iter_next (&iter, (gpointer *) &subject, &categories))
    {
      guint mask = GPOINTER_TO_UINT (categories);

      whole++;
      if ((mask & self->economic) == 0 && (mask & self->socio_cultural) != 0)
        g_ptr_array_add (records, (gpointer) subject->id);
    }

  ent_returns_builder_add_row (context->builder, "nature-shift-projects", _ ("Shift of nature, by project"), 0);
  ent_returns_builder_set_definition (context->builder,
                                      _ ("Projects and partnerships that sought economic returns at any time and obtained in the year socio-cultural but no economic ones, over those that sought economic returns and obtained any."));
  ent_returns_builder_add_share (context->builder, "nature-shift-projects", whole, records);
  for (guint i = 0; i < ENT_RETURNS_N_SCOPES; i++)
    ent_returns_builder_skip (context->builder);
}

static void
add_gaps (EntReturnsList *self,
          EntReturnsContext *context)
{
  ent_returns_builder_begin_table (context->builder, "gaps", _ ("From What Was Sought to What Came Back"), NULL);
  ent_returns_builder_add_column (context->builder, "all", _ ("All Returns"));
  for (guint i = 0; i < ENT_RETURNS_N_SCOPES; i++)
    ent_returns_builder_add_column (context->builder, ent_choices_return_scopes.items[i].nick,
                                    _ (ent_choices_return_scopes.items[i].label));

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      ent_returns_builder_add_row (context->builder, gaps[i].key, _ (gaps[i].label), 0);
      ent_returns_builder_set_definition (context->builder, _ (gaps[i].definition));
      for (int scope = -1; scope < ENT_RETURNS_N_SCOPES; scope++)
        add_gap_cell (self, context, &gaps[i], scope);
      if (g_str_equal (gaps[i].key, "nature-shift"))
        add_shifted_subjects (self, context);
    }
  ent_returns_builder_end_table (context->builder);
}

/* Adds the tables `returns`, `gaps`, `flow`, `fit` and `obtained`, and marks the subjects that returns were sought for and came back to. */
gboolean
ent_returns_add_stages (EntReturnsContext *context,
                        GError **error)
{
  g_autoptr (EntReturnsList) self = ent_returns_list_new (context, error);

  if (self == NULL)
    return FALSE;

  add_matrix (self, context);
  add_gaps (self, context);
  ent_returns_add_flow (self, context);

  return ent_returns_add_fit (self, context, error);
}
