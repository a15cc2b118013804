/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All returns of the workspace, and which of them lead to which. */
#include "ent-returns-list-private.h"

#include "ent-choices.h"

static void
item_free (gpointer data)
{
  EntReturnsItem *self = data;

  g_clear_pointer (&self->answers, g_ptr_array_unref);
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
  g_hash_table_insert (self->by_id, (gpointer) item->id, item);
  if (item->counts)
    g_ptr_array_add (self->counted, item);
}

static void
load_category (EntReturnsContext *context,
               EntStatement *statement,
               gpointer data)
{
  EntReturnsList *self = data;
  EntReturnsItem *item = g_hash_table_lookup (self->by_id, ent_statement_get_text (statement, 0));
  int position = find_position (&ent_choices_return_categories, ent_statement_get_text (statement, 1));

  if (item != NULL && position >= 0)
    item->categories |= 1u << position;
}

static void
load_answer (EntReturnsContext *context,
             EntStatement *statement,
             gpointer data)
{
  EntReturnsList *self = data;
  EntReturnsItem *item = g_hash_table_lookup (self->by_id, ent_statement_get_text (statement, 0));
  EntReturnsItem *answered = g_hash_table_lookup (self->by_id, ent_statement_get_text (statement, 1));

  if (item == NULL || answered == NULL || item == answered)
    return;
  if (item->answers == NULL)
    item->answers = g_ptr_array_new ();
  g_ptr_array_add (item->answers, answered);
}

/* Says of @item what @answered, which it leads to, makes of it, and the reverse. */
static void
link_returns (EntReturnsList *self,
              EntReturnsItem *item,
              EntReturnsItem *answered)
{
  if (answered->stage == ENT_RETURNS_SOUGHT)
    {
      item->was_sought = TRUE;
      item->sought_economic |= (answered->categories & self->economic) != 0;
      answered->was_obtained |= item->stage == ENT_RETURNS_ACTUAL;
      answered->was_announced |= item->stage == ENT_RETURNS_ANNOUNCED;
    }
  if (answered->stage == ENT_RETURNS_ANNOUNCED)
    {
      item->was_announced = TRUE;
      answered->was_obtained |= item->stage == ENT_RETURNS_ACTUAL;
    }
}

/* Follows the answers, and the answers of these: who obtains what was announced because it was sought obtains what was
 * sought. The visits keep a circle from going round for ever. */
static void
follow (EntReturnsList *self,
        EntReturnsItem *item,
        gboolean only_announcements)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  item->visit = ++self->walk;
  g_ptr_array_add (open, item);
  while (open->len > 0)
    {
      EntReturnsItem *current = g_ptr_array_steal_index_fast (open, open->len - 1);

      for (guint i = 0; current->answers != NULL && i < current->answers->len; i++)
        {
          EntReturnsItem *answered = g_ptr_array_index (current->answers, i);

          if (answered->visit == self->walk)
            continue;
          answered->visit = self->walk;
          g_ptr_array_add (open, answered);

          if (!only_announcements)
            link_returns (self, item, answered);
          else if (answered->stage == ENT_RETURNS_SOUGHT)
            item->was_announced |= answered->was_announced;
        }
    }
}

static void
follow_all (EntReturnsList *self)
{
  GHashTableIter iter;
  EntReturnsItem *item;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
    if (item->stage != ENT_RETURNS_SOUGHT)
      follow (self, item, FALSE);

  /* What answers a sought return that was announced elsewhere was announced. */
  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
    if (item->stage == ENT_RETURNS_ACTUAL && !item->was_announced)
      follow (self, item, TRUE);
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

EntReturnsList *
ent_returns_list_new (EntReturnsContext *context,
                      GError **error)
{
  g_autoptr (EntReturnsList) self = g_new0 (EntReturnsList, 1);

  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, item_free);
  self->counted = g_ptr_array_new ();
  init_masks (self);

  if (!ent_returns_context_each (context,
                                 "SELECT r.id, t.subject, t.year, t.stage, t.scope,"
                                 " t.measure IS NOT NULL AND (t.measure = 'qualitative' OR t.value IS NOT NULL), t.evidence IS NOT NULL"
                                 " FROM \"return\" t JOIN record r USING (row)",
                                 load_return, self, error)
      || !ent_returns_context_each (context,
                                    "SELECT r.id, j.value FROM \"return\" t JOIN record r USING (row), json_each (t.categories) j",
                                    load_category, self, error)
      || !ent_returns_context_each (context,
                                    "SELECT r.id, j.value FROM \"return\" t JOIN record r USING (row), json_each (t.answers) j",
                                    load_answer, self, error))
    return NULL;

  follow_all (self);
  mark_subjects (self);

  return g_steal_pointer (&self);
}

void
ent_returns_list_free (EntReturnsList *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->counted);
  g_hash_table_unref (self->by_id);
  g_free (self);
}
