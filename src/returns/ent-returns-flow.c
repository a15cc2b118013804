/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from what was sought to what came back, and whether it fits what the partnerships are for. */
#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-rationale.h"
#include "ent-returns-list-private.h"

/* Where a return of the year stands; each stands in one place at most. */
typedef struct
{
  const char *key;
  const char *label;
  const char *definition;
  EntReturnsStage stage;
  EntReturnsLink with;    /* all of these links */
  EntReturnsLink without; /* none of these */
} Station;

static const Station stations[] = {
  { "sought-announced-obtained", N_ ("Sought, announced and obtained"),
    N_ ("Returns sought for the year that were announced, and that an actual return answers."), ENT_RETURNS_SOUGHT,
    ENT_RETURNS_FROM_ACTUAL | ENT_RETURNS_FROM_ANNOUNCED, 0 },
  { "sought-obtained", N_ ("Sought and obtained, never announced"),
    N_ ("Returns sought for the year that an actual return answers, and that nobody announced."), ENT_RETURNS_SOUGHT, ENT_RETURNS_FROM_ACTUAL,
    ENT_RETURNS_FROM_ANNOUNCED },
  { "sought-announced", N_ ("Sought and announced, not observed"),
    N_ ("Returns sought for the year that were announced, and that no actual return answers yet."), ENT_RETURNS_SOUGHT, ENT_RETURNS_FROM_ANNOUNCED,
    ENT_RETURNS_FROM_ACTUAL },
  { "sought-only", N_ ("Sought, not observed"), N_ ("Returns sought for the year that were neither announced nor obtained yet."), ENT_RETURNS_SOUGHT, 0,
    ENT_RETURNS_FROM_ACTUAL | ENT_RETURNS_FROM_ANNOUNCED },
  { "announced-obtained", N_ ("Announced and obtained, never sought"),
    N_ ("Returns announced for the year that an actual return answers, and that nobody sought."), ENT_RETURNS_ANNOUNCED, ENT_RETURNS_FROM_ACTUAL,
    ENT_RETURNS_TO_SOUGHT },
  { "announced-only", N_ ("Announced only"), N_ ("Returns announced for the year that were neither sought nor obtained."), ENT_RETURNS_ANNOUNCED, 0,
    ENT_RETURNS_TO_SOUGHT | ENT_RETURNS_FROM_ACTUAL },
  { "actual-only", N_ ("Obtained only"), N_ ("Actual returns of the year that were neither sought nor announced."), ENT_RETURNS_ACTUAL, 0,
    ENT_RETURNS_TO_SOUGHT | ENT_RETURNS_TO_ANNOUNCED },
};

static void
add_station (EntReturnsList *self,
             EntReturnsContext *context,
             const Station *station,
             int scope)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autofree char *key = scope < 0 ? g_strconcat ("flow.", station->key, NULL)
                                   : g_strdup_printf ("flow.%s.%s", station->key, ent_choices_return_scopes.items[scope].nick);
  GPtrArray *items = self->of_stage[station->stage];

  for (guint i = 0; i < items->len; i++)
    {
      const EntReturnsItem *item = items->pdata[i];

      if ((scope < 0 || (int) item->scope == scope) && (item->links & station->with) == station->with
          && (item->links & station->without) == 0)
        g_ptr_array_add (records, (gpointer) item->id);
    }

  ent_returns_builder_add_count (context->builder, key, records);
}

static void
add_scopes (EntReturnsContext *context)
{
  for (guint i = 0; i < ENT_RETURNS_N_SCOPES; i++)
    ent_returns_builder_add_column (context->builder, ent_choices_return_scopes.items[i].nick, _ (ent_choices_return_scopes.items[i].label));
}

/* Adds the table `flow`. */
void
ent_returns_add_flow (EntReturnsList *self,
                      EntReturnsContext *context)
{
  ent_returns_builder_begin_table (context->builder, "flow", _ ("The Way From Sought to Obtained"),
                                   _ ("Each return of the year stands in one row at most. An actual return that was sought is counted with what it answers."));
  ent_returns_builder_add_column (context->builder, "all", _ ("All Returns"));
  add_scopes (context);
  for (guint i = 0; i < G_N_ELEMENTS (stations); i++)
    {
      ent_returns_builder_add_row (context->builder, stations[i].key, _ (stations[i].label), 0);
      ent_returns_builder_set_definition (context->builder, _ (stations[i].definition));
      for (int scope = -1; scope < ENT_RETURNS_N_SCOPES; scope++)
        add_station (self, context, &stations[i], scope);
    }
  ent_returns_builder_end_table (context->builder);
}

/* The poles of each partnership. */
typedef struct
{
  GHashTable *poles; /* (owned): EntReturnsSubject → GPtrArray of interned nicks (owned), ends with a NULL */
} Aims;

static void
load_pole (EntReturnsContext *context,
           EntStatement *statement,
           gpointer data)
{
  Aims *self = data;
  EntReturnsSubject *subject = ent_returns_context_get_subject (context, ent_statement_get_text (statement, 0));
  GPtrArray *own = g_hash_table_lookup (self->poles, subject);

  if (own == NULL)
    {
      own = g_ptr_array_new_null_terminated (4, NULL, TRUE);
      g_hash_table_insert (self->poles, subject, own);
    }
  g_ptr_array_add (own, (gpointer) ent_returns_context_intern (context, statement, 1));
}

/* The place of a rationale: a letter, then another combination, then nothing said, then no partnership. */
static gsize
find_place (const Aims *self,
            EntReturnsSubject *subject,
            gsize n_letters)
{
  EntReturnsSubject *root = ent_returns_subject_get_root (subject);
  GPtrArray *own = g_hash_table_lookup (self->poles, root);
  const EntRationale *rationale = own != NULL ? ent_rationale_find ((const char *const *) own->pdata) : NULL;

  if (!root->is_partnership)
    return n_letters + 2;
  if (rationale != NULL)
    return rationale - ent_rationales (NULL);

  return n_letters + (own == NULL ? 1 : 0);
}

/* Economic for the territory, other for the territory, for the authority. */
enum
{
  ECONOMIC,
  OTHER,
  INTERNAL,
  N_RESULTS
};

static guint
get_result (EntReturnsList *self,
            const EntReturnsItem *item)
{
  if (item->scope == ENT_RETURNS_AUTHORITY)
    return INTERNAL;

  return (item->categories & self->economic) != 0 ? ECONOMIC : OTHER;
}

static void
add_obtained_row (EntReturnsContext *context,
                  const char *key,
                  const char *label,
                  GPtrArray *const *lists)
{
  static const char *const names[] = { "economic", "other", "authority" };

  ent_returns_builder_add_row (context->builder, key, label, 0);
  for (guint i = 0; i < N_RESULTS; i++)
    {
      g_autofree char *full = g_strdup_printf ("obtained.%s.%s", key, names[i]);

      ent_returns_builder_add_count (context->builder, full, lists[i]);
    }
}

static void
add_obtained (EntReturnsList *self,
              EntReturnsContext *context,
              const Aims *aims)
{
  gsize n_letters;
  const EntRationale *letters = ent_rationales (&n_letters);
  GPtrArray *obtained = self->of_stage[ENT_RETURNS_ACTUAL];
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (gsize i = 0; i < (n_letters + 3) * N_RESULTS; i++)
    g_ptr_array_add (lists, g_ptr_array_new ());
  for (guint i = 0; i < obtained->len; i++)
    {
      const EntReturnsItem *item = obtained->pdata[i];

      g_ptr_array_add (lists->pdata[find_place (aims, item->subject, n_letters) * N_RESULTS + get_result (self, item)], (gpointer) item->id);
    }

  ent_returns_builder_begin_table (context->builder, "obtained", _ ("What Came Back, by Rationale"),
                                   _ ("A rationale that aims at returns for the authority or the territory should show them here."));
  ent_returns_builder_add_column (context->builder, "economic", _ ("Economic"));
  ent_returns_builder_add_column (context->builder, "other", _ ("Other, for the Territory"));
  ent_returns_builder_add_column (context->builder, "authority", _ ("For the authority"));
  ent_returns_builder_set_definition (context->builder,
                                      _ ("Actual returns of the year of the partnerships with this rationale (M. Gely’s study, 2016, figure 1), of themselves and of their projects."));
  for (gsize i = 0; i < n_letters; i++)
    {
      const char letter[] = { letters[i].letter, '\0' };
      g_autofree char *label = g_strdup_printf ("%s. %s", letter, ent_rationale_get_label (&letters[i]));

      add_obtained_row (context, letter, label, (GPtrArray *const *) &lists->pdata[i * N_RESULTS]);
    }
  add_obtained_row (context, "combination", _ ("Another combination, which the study does not name"), (GPtrArray *const *) &lists->pdata[n_letters * N_RESULTS]);
  add_obtained_row (context, "none", _ ("Rationale not said"), (GPtrArray *const *) &lists->pdata[(n_letters + 1) * N_RESULTS]);
  add_obtained_row (context, "outside", _ ("Outside of any partnership"), (GPtrArray *const *) &lists->pdata[(n_letters + 2) * N_RESULTS]);
  ent_returns_builder_end_table (context->builder);
}

/* The partnerships that obtained an actual return for @scope in the year, by themselves or by their projects. */
static GHashTable *
collect_obtaining (EntReturnsList *self,
                   EntReturnsScope scope)
{
  GHashTable *roots = g_hash_table_new (NULL, NULL);
  GPtrArray *obtained = self->of_stage[ENT_RETURNS_ACTUAL];

  for (guint i = 0; i < obtained->len; i++)
    {
      const EntReturnsItem *item = obtained->pdata[i];

      if (item->scope == scope)
        g_hash_table_add (roots, ent_returns_subject_get_root (item->subject));
    }

  return roots;
}

static void
add_fit_row (EntReturnsList *self,
             EntReturnsContext *context,
             const Aims *aims,
             const char *pole,
             EntReturnsScope scope,
             const char *label)
{
  g_autoptr (GHashTable) obtaining = collect_obtaining (self, scope);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autofree char *key = g_strconcat ("fit.", pole, NULL);
  EntReturnsSubject *subject;
  GHashTableIter iter;
  GPtrArray *own;
  gint64 whole = 0;

  g_hash_table_iter_init (&iter, aims->poles);
  while (g_hash_table_iter_next (&iter, (gpointer *) &subject, (gpointer *) &own))
    {
      if (!subject->is_partnership || !subject->is_running || !ent_returns_context_selects (context, subject)
          || !g_strv_contains ((const char *const *) own->pdata, pole))
        continue;
      whole++;
      if (g_hash_table_contains (obtaining, subject))
        g_ptr_array_add (records, (gpointer) subject->id);
    }

  ent_returns_builder_add_row (context->builder, pole, label, 0);
  ent_returns_builder_set_definition (context->builder,
                                      _ ("Partnerships of the year that tick this pole and obtained an actual return of that scope in the year, by themselves or by a project, over all that tick it."));
  ent_returns_builder_add_share (context->builder, key, whole, records);
}

/* Adds the tables `fit` and `obtained`. */
gboolean
ent_returns_add_fit (EntReturnsList *self,
                     EntReturnsContext *context,
                     GError **error)
{
  g_autoptr (GHashTable) poles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  Aims aims = { poles };

  if (!ent_returns_context_each (context, "SELECT r.id, j.value FROM partnership t CROSS JOIN record r USING (row), json_each (t.poles) j", load_pole, &aims,
                                 error))
    return FALSE;

  ent_returns_builder_begin_table (context->builder, "fit", _ ("Do the Returns Fit the Rationale?"), NULL);
  ent_returns_builder_add_column (context->builder, "share", _ ("How Many of All"));
  add_fit_row (self, context, &aims, "authority", ENT_RETURNS_AUTHORITY, _ ("Aim at the authority, and obtained for it"));
  add_fit_row (self, context, &aims, "territory", ENT_RETURNS_TERRITORY, _ ("Aim at the French territory, and obtained for it"));
  ent_returns_builder_end_table (context->builder);
  add_obtained (self, context, &aims);

  return TRUE;
}
