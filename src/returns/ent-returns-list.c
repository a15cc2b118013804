/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All returns of the workspace, and which of them lead to which. */
#include "ent-returns-list-private.h"

#include <string.h>

#include "ent-choices.h"

static void
item_free (gpointer data)
{
  EntReturnsItem *self = data;

  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->answered_by, g_ptr_array_unref);
  g_free (self);
}

static int
find_position (const EntChoices *choices,
               const char *nick)
{
  for (guint i = 0; nick != NULL && i < choices->n_items; i++)
    if (g_str_equal (choices->items[i].nick, nick))
      return i;

  return -1;
}

/* The categories of a nature. */
guint32
ent_returns_list_get_mask (const char *nature)
{
  guint32 mask = 0;

  for (guint i = 0; i < ent_choices_return_categories.n_items; i++)
    if (g_strcmp0 (ent_choices_return_categories.items[i].group, nature) == 0)
      mask |= 1u << i;

  return mask;
}

static void
init_masks (EntReturnsList *self)
{
  self->economic = ent_returns_list_get_mask ("economic");
  self->socio_cultural = ent_returns_list_get_mask ("socio-cultural");
  self->unclassified = ent_returns_list_get_mask ("unclassified");

  for (guint i = 0; i < ent_choices_return_natures.n_items; i++)
    {
      const EntChoice *nature = &ent_choices_return_natures.items[i];
      int scope = find_position (&ent_choices_return_scopes, nature->group);

      if (scope >= 0 && !g_str_equal (nature->nick, "unclassified"))
        self->of_scope[scope] |= ent_returns_list_get_mask (nature->nick);
    }
}

/* The nicks of a JSON list, which have no sign that JSON would escape. */
static guint32
read_categories (const char *json)
{
  guint32 categories = 0;

  for (const char *start = json != NULL ? strchr (json, '"') : NULL; start != NULL;)
    {
      const char *end = strchr (start + 1, '"');
      char nick[64];
      int position;

      if (end == NULL)
        break;
      g_strlcpy (nick, start + 1, MIN (sizeof nick, (gsize) (end - start)));
      position = find_position (&ent_choices_return_categories, nick);
      if (position >= 0)
        categories |= 1u << position;
      start = strchr (end + 1, '"');
    }

  return categories;
}

static void
load_return (EntReturnsContext *context,
             EntStatement *statement,
             gpointer data)
{
  EntReturnsList *self = data;
  int stage = find_position (&ent_choices_return_stages, ent_statement_get_text (statement, 3));
  int scope = find_position (&ent_choices_return_scopes, ent_statement_get_text (statement, 4));
  const char *subject = ent_statement_get_text (statement, 1);
  int year = sqlite3_column_int (statement, 2);
  EntReturnsItem *item;

  if (stage < 0 || scope < 0 || subject == NULL)
    return;

  item = g_new0 (EntReturnsItem, 1);
  item->id = ent_returns_context_intern (context, statement, 0);
  item->subject = ent_returns_context_get_subject (context, subject);
  item->stage = stage;
  item->scope = scope;
  item->counts = year == context->year && ent_returns_context_selects (context, item->subject);
  item->measured = sqlite3_column_int (statement, 5);
  item->evidenced = sqlite3_column_int (statement, 6);
  item->categories = read_categories (ent_statement_get_text (statement, 7));
  g_hash_table_insert (self->by_id, (gpointer) item->id, item);
  if (item->counts)
    g_ptr_array_add (self->counted, item);
}

static void
add_link (EntReturnsList *self,
          EntReturnsItem *from,
          GPtrArray **items,
          EntReturnsItem *item)
{
  if (*items == NULL)
    {
      *items = g_ptr_array_new ();
      g_ptr_array_add (self->linked, from);
    }
  g_ptr_array_add (*items, item);
}

static void
load_answer (EntReturnsContext *context,
             EntStatement *statement,
             gpointer data)
{
  EntReturnsList *self = data;
  EntReturnsItem *item = g_hash_table_lookup (self->by_id, ent_returns_context_intern (context, statement, 0));
  EntReturnsItem *answered = g_hash_table_lookup (self->by_id, ent_returns_context_intern (context, statement, 1));

  if (item == NULL || answered == NULL || item == answered)
    return;
  add_link (self, item, &item->answers, answered);
  add_link (self, answered, &answered->answered_by, item);
}

typedef gboolean (*ItemTest) (const EntReturnsList *self, const EntReturnsItem *item);

/* Sets @link on all that is reached from what passes @test, in one step or more: by what it answers, or by what answers
 * it. Each return is visited once, so that neither a circle nor a chain of thousands takes long. */
static void
spread (EntReturnsList *self,
        ItemTest test,
        gboolean to_answers,
        EntReturnsLink link)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; i < self->linked->len; i++)
    if (test (self, self->linked->pdata[i]))
      g_ptr_array_add (open, self->linked->pdata[i]);

  while (open->len > 0)
    {
      const EntReturnsItem *current = g_ptr_array_steal_index_fast (open, open->len - 1);
      GPtrArray *next = to_answers ? current->answers : current->answered_by;

      for (guint i = 0; next != NULL && i < next->len; i++)
        {
          EntReturnsItem *item = next->pdata[i];

          if (item->links & link)
            continue;
          item->links |= link;
          g_ptr_array_add (open, item);
        }
    }
}

static gboolean
is_sought (const EntReturnsList *self,
           const EntReturnsItem *item)
{
  return item->stage == ENT_RETURNS_SOUGHT;
}

static gboolean
is_announced (const EntReturnsList *self,
              const EntReturnsItem *item)
{
  return item->stage == ENT_RETURNS_ANNOUNCED;
}

static gboolean
is_actual (const EntReturnsList *self,
           const EntReturnsItem *item)
{
  return item->stage == ENT_RETURNS_ACTUAL;
}

static gboolean
is_economic_aim (const EntReturnsList *self,
                 const EntReturnsItem *item)
{
  return item->stage == ENT_RETURNS_SOUGHT && (item->categories & self->economic) != 0;
}

/* What answers a sought return that was announced elsewhere was announced. */
static gboolean
is_announced_aim (const EntReturnsList *self,
                  const EntReturnsItem *item)
{
  return item->stage == ENT_RETURNS_SOUGHT && (item->links & ENT_RETURNS_FROM_ANNOUNCED) != 0;
}

/* Who obtains what was announced because it was sought obtains what was sought. */
static void
link_returns (EntReturnsList *self)
{
  spread (self, is_sought, FALSE, ENT_RETURNS_TO_SOUGHT);
  spread (self, is_announced, FALSE, ENT_RETURNS_TO_ANNOUNCED);
  spread (self, is_economic_aim, FALSE, ENT_RETURNS_TO_ECONOMIC);
  spread (self, is_actual, TRUE, ENT_RETURNS_FROM_ACTUAL);
  spread (self, is_announced, TRUE, ENT_RETURNS_FROM_ANNOUNCED);
  spread (self, is_announced_aim, FALSE, ENT_RETURNS_TO_ANNOUNCED);
}

static void
mark_subjects (EntReturnsList *self)
{
  GHashTableIter iter;
  EntReturnsItem *item;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
    {
      if (item->stage == ENT_RETURNS_SOUGHT)
        {
          item->subject->sought = ent_returns_subject_get_root (item->subject)->sought = TRUE;
          item->subject->sought_economic |= (item->categories & self->economic) != 0;
        }
      if (item->stage == ENT_RETURNS_ACTUAL && item->counts)
        ent_returns_subject_get_root (item->subject)->came_back = TRUE;
    }
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(EntReturnsItem *const *) a)->id, (*(EntReturnsItem *const *) b)->id);
}

EntReturnsList *
ent_returns_list_new (EntReturnsContext *context,
                      GError **error)
{
  g_autoptr (EntReturnsList) self = g_new0 (EntReturnsList, 1);

  self->by_id = g_hash_table_new_full (NULL, NULL, NULL, item_free);
  self->counted = g_ptr_array_new ();
  self->linked = g_ptr_array_new ();
  for (guint i = 0; i < ENT_RETURNS_N_STAGES; i++)
    self->of_stage[i] = g_ptr_array_new ();
  init_masks (self);

  if (!ent_returns_context_each (context,
                                 "SELECT r.id, t.subject, t.year, t.stage, t.scope,"
                                 " t.measure IS NOT NULL AND (t.measure = 'qualitative' OR t.value IS NOT NULL),"
                                 " t.evidence IS NOT NULL OR t.\"proved-by\" IS NOT NULL, t.categories"
                                 /* What somebody proposed counts once the unit has confirmed it. */
                                 " FROM \"return\" t CROSS JOIN record r USING (row) WHERE t.\"proposed-by\" IS NULL OR t.\"confirmed-on\" IS NOT NULL",
                                 load_return, self, error)
      || !ent_returns_context_each (context,
                                    "SELECT r.id, j.value FROM \"return\" t CROSS JOIN record r USING (row), json_each (t.answers) j"
                                    " WHERE t.answers IS NOT NULL",
                                    load_answer, self, error))
    return NULL;

  /* Once for all figures, which take their records from here in this order. */
  g_ptr_array_sort (self->counted, compare_items);
  for (guint i = 0; i < self->counted->len; i++)
    g_ptr_array_add (self->of_stage[((const EntReturnsItem *) self->counted->pdata[i])->stage], self->counted->pdata[i]);
  link_returns (self);
  mark_subjects (self);

  return g_steal_pointer (&self);
}

void
ent_returns_list_free (EntReturnsList *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < ENT_RETURNS_N_STAGES; i++)
    g_ptr_array_unref (self->of_stage[i]);
  g_ptr_array_unref (self->counted);
  g_ptr_array_unref (self->linked);
  g_hash_table_unref (self->by_id);
  g_free (self);
}
