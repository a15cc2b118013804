/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the campaign of a year has to ask for, project by project, and whom. */
#include "ent-returns-worklist.h"

#include <string.h>

#include "ent-returns-list-private.h"

/* Names beside a project: whom one would turn to first. */
#define MOST_PEOPLE 3

static void
task_free (gpointer data)
{
  EntReturnsTask *self = data;

  g_free (self->record);
  g_free (self->text);
  g_free (self->open);
  g_free (self);
}

static void
todo_free (gpointer data)
{
  EntReturnsTodo *self = data;

  g_free (self->id);
  g_free (self->title);
  g_strfreev (self->people);
  g_free (self->names);
  g_free (self->reminder.on);
  g_ptr_array_unref (self->tasks);
  g_free (self);
}

static void
ask_free (gpointer data)
{
  EntReturnsAsk *self = data;

  g_free (self->person);
  g_free (self->name);
  g_free (self->reminder.on);
  g_ptr_array_unref (self->todos);
  g_free (self);
}

static void
voice_free (gpointer data)
{
  EntReturnsVoice *self = data;

  g_free (self->person);
  g_free (self->name);
  g_free (self->subject);
  g_free (self->title);
  g_free (self->reminder.on);
  g_free (self);
}

static void
proposal_free (gpointer data)
{
  EntReturnsProposal *self = data;

  g_free (self->id);
  g_free (self->text);
  g_free (self->detail);
  g_free (self);
}

/**
 * ent_returns_worklist_free:
 * @self: (nullable) (transfer full): a list
 */
void
ent_returns_worklist_free (EntReturnsWorklist *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->asks);
  g_ptr_array_unref (self->todos);
  g_ptr_array_unref (self->voices);
  g_ptr_array_unref (self->proposals);
  g_free (self);
}

/* What the list is made from. */
typedef struct
{
  EntReturnsWorklist *list;
  EntReturnsContext *context;
  EntReturnsList *returns; /* (owned) */
  GHashTable *by_subject;  /* (owned): EntReturnsSubject → GPtrArray of EntReturnsItem (owned): those of the year */
  GHashTable *unplaced;    /* (owned): identifiers of announcements that do not say where and when */
  GHashTable *people;      /* (owned): EntReturnsSubject → GPtrArray of interned identifiers (owned) */
  GHashTable *heard;       /* (owned): identifiers of who answered */
  GHashTable *seen;        /* (owned): identifiers of officials who took part */
  GHashTable *reminders;   /* (owned): interned identifier → EntReturnsReminder (owned), of which @on is interned */
} Maker;

static char *
get_headline (Maker *self,
              const char *id)
{
  char *headline = ent_workspace_get_headline (self->context->workspace, id);

  return headline != NULL ? headline : g_strdup ("");
}

static void
add_to (GHashTable *lists,
        gpointer key,
        gconstpointer element)
{
  GPtrArray *list = g_hash_table_lookup (lists, key);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (lists, key, list);
    }
  if (!g_ptr_array_find (list, element, NULL))
    g_ptr_array_add (list, (gpointer) element);
}

static void
load_unplaced (EntReturnsContext *context,
               EntStatement *statement,
               gpointer data)
{
  g_hash_table_add (((Maker *) data)->unplaced, (gpointer) ent_returns_context_intern (context, statement, 0));
}

static void
load_person (EntReturnsContext *context,
             EntStatement *statement,
             gpointer data)
{
  Maker *self = data;

  add_to (self->people, ent_returns_context_get_subject (context, ent_statement_get_text (statement, 0)),
          ent_returns_context_intern (context, statement, 1));
}

static void
load_heard (EntReturnsContext *context,
            EntStatement *statement,
            gpointer data)
{
  g_hash_table_add (((Maker *) data)->heard, (gpointer) ent_returns_context_intern (context, statement, 0));
}

static void
load_reminder (EntReturnsContext *context,
               EntStatement *statement,
               gpointer data)
{
  EntReturnsReminder *reminder = g_new (EntReturnsReminder, 1);

  reminder->on = (char *) ent_returns_context_intern (context, statement, 1);
  reminder->is_recent = sqlite3_column_int (statement, 2);
  g_hash_table_insert (((Maker *) data)->reminders, (gpointer) ent_returns_context_intern (context, statement, 0), reminder);
}

/* The later of the last reminder about @id and of what is known already. */
static void
take_reminder (Maker *self,
               const char *id,
               EntReturnsReminder *reminder)
{
  const EntReturnsReminder *found = g_hash_table_lookup (self->reminders, id);

  if (found == NULL || g_strcmp0 (reminder->on, found->on) >= 0)
    return;

  g_set_str (&reminder->on, found->on);
  reminder->is_recent = found->is_recent;
}

/* The first subject that an official took part in is where the answer goes. */
static void
load_voice (EntReturnsContext *context,
            EntStatement *statement,
            gpointer data)
{
  Maker *self = data;
  const char *person = ent_returns_context_intern (context, statement, 0);
  const EntReturnsSubject *subject = ent_returns_context_get_subject (context, ent_statement_get_text (statement, 1));
  EntReturnsVoice *voice;

  if (!g_hash_table_contains (context->officials, person) || (!subject->is_project && !subject->is_partnership)
      || !g_hash_table_add (self->seen, (gpointer) person))
    return;

  self->list->n_officials++;
  if (g_hash_table_contains (self->heard, person))
    return;
  voice = g_new0 (EntReturnsVoice, 1);
  voice->person = g_strdup (person);
  voice->name = get_headline (self, person);
  voice->subject = g_strdup (subject->id);
  voice->title = get_headline (self, subject->id);
  take_reminder (self, person, &voice->reminder);
  g_ptr_array_add (self->list->voices, voice);
}

static void
load_proposal (EntReturnsContext *context,
               EntStatement *statement,
               gpointer data)
{
  Maker *self = data;
  EntReturnsProposal *proposal = g_new0 (EntReturnsProposal, 1);
  g_autofree char *who = get_headline (self, ent_statement_get_text (statement, 2));
  g_autofree char *what = get_headline (self, ent_statement_get_text (statement, 3));

  proposal->id = g_strdup (ent_statement_get_text (statement, 0));
  proposal->text = g_strdup (ent_statement_get_text (statement, 1));
  proposal->detail = g_strjoin ("\u00a0· ", who, what, NULL);
  g_ptr_array_add (self->list->proposals, proposal);
}

static gboolean
load (Maker *self,
      GError **error)
{
  static const struct
  {
    const char *sql;
    EntReturnsRowFunc func;
  } loads[] = {
    { "SELECT r.id FROM \"return\" t CROSS JOIN record r USING (row) WHERE t.year = :year AND t.stage = 'announced'"
      " AND (t.\"announced-in\" IS NULL OR t.\"announced-on\" IS NULL)",
      load_unplaced },
    { "SELECT r.id, coalesce (t.officer, p.officer) FROM project t CROSS JOIN record r USING (row) LEFT JOIN record q ON q.id = t.partnership"
      " LEFT JOIN partnership p ON p.row = q.row WHERE coalesce (t.officer, p.officer) IS NOT NULL"
      " UNION ALL SELECT r.id, t.officer FROM partnership t CROSS JOIN record r USING (row) WHERE t.officer IS NOT NULL",
      load_person },
    { "SELECT subject, person FROM involvement WHERE \"from\" <= :last AND coalesce (\"to\", \"from\") >= :first ORDER BY \"from\", row", load_person },
    { "SELECT DISTINCT \"proposed-by\" FROM \"return\" WHERE year = :year AND \"proposed-by\" IS NOT NULL", load_heard },
    { "SELECT subject, max (\"when\"), max (\"when\") > date ('now', 'localtime', '-7 days') FROM note WHERE \"returns-of\" = :year GROUP BY subject",
      load_reminder },
    { "SELECT j.value, t.subject FROM event t, json_each (t.participants) j WHERE t.subject IS NOT NULL AND t.start <= :last"
      " AND coalesce (t.\"end\", t.start) >= :first UNION ALL SELECT person, subject FROM involvement"
      " WHERE \"from\" <= :last AND coalesce (\"to\", \"from\") >= :first",
      load_voice },
    { "SELECT r.id, t.text, t.\"proposed-by\", t.subject FROM \"return\" t CROSS JOIN record r USING (row) WHERE t.year = :year"
      " AND t.\"proposed-by\" IS NOT NULL AND t.\"confirmed-on\" IS NULL ORDER BY r.id",
      load_proposal },
  };

  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    if (!ent_returns_context_each (self->context, loads[i].sql, loads[i].func, self, error))
      return FALSE;

  return TRUE;
}

static void
add_task (Maker *self,
          EntReturnsTodo *todo,
          EntReturnsGap gap,
          const char *record,
          char *open)
{
  EntReturnsTask *task = g_new0 (EntReturnsTask, 1);

  task->gap = gap;
  task->record = g_strdup (record);
  task->text = g_str_equal (record, todo->id) ? NULL : get_headline (self, record);
  task->open = open;
  g_ptr_array_add (todo->tasks, task);
  self->list->n_gaps[gap]++;
}

/* Those sought in the year that nothing answers yet. */
static char *
list_open (GPtrArray *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const EntReturnsItem *item = items->pdata[i];

      if (item->stage == ENT_RETURNS_SOUGHT && (item->links & ENT_RETURNS_FROM_ACTUAL) == 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ";" : "", item->id);
    }

  return g_string_free_and_steal (text);
}

static void
look_at_return (Maker *self,
                EntReturnsTodo *todo,
                const EntReturnsItem *item)
{
  if (item->stage == ENT_RETURNS_ACTUAL && !item->measured)
    add_task (self, todo, ENT_RETURNS_NO_MEASURE, item->id, NULL);
  if (item->stage == ENT_RETURNS_ACTUAL && !item->evidenced)
    add_task (self, todo, ENT_RETURNS_NO_EVIDENCE, item->id, NULL);
  if (item->stage != ENT_RETURNS_ANNOUNCED)
    return;

  if ((item->links & (ENT_RETURNS_TO_SOUGHT | ENT_RETURNS_FROM_ACTUAL)) == 0)
    add_task (self, todo, ENT_RETURNS_NO_BASIS, item->id, g_strdup (item->id));
  if (g_hash_table_contains (self->unplaced, item->id))
    add_task (self, todo, ENT_RETURNS_NO_PLACE, item->id, NULL);
}

static void
add_people (Maker *self,
            EntReturnsTodo *todo,
            const EntReturnsSubject *subject)
{
  GPtrArray *people = g_hash_table_lookup (self->people, subject);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; people != NULL && i < MIN (people->len, MOST_PEOPLE); i++)
    {
      g_strv_builder_add (ids, people->pdata[i]);
      g_strv_builder_take (names, get_headline (self, people->pdata[i]));
    }
  all = g_strv_builder_end (names);
  todo->people = g_strv_builder_end (ids);
  todo->names = g_strjoinv (", ", all);
}

static void
look_at_subject (Maker *self,
                 const EntReturnsSubject *subject)
{
  GPtrArray *items = g_hash_table_lookup (self->by_subject, subject);
  EntReturnsTodo *todo = g_new0 (EntReturnsTodo, 1);
  gboolean obtained = FALSE;

  todo->id = g_strdup (subject->id);
  todo->tasks = g_ptr_array_new_with_free_func (task_free);
  for (guint i = 0; items != NULL && i < items->len; i++)
    obtained |= ((const EntReturnsItem *) items->pdata[i])->stage == ENT_RETURNS_ACTUAL;

  /* A partnership seeks and obtains by its projects. */
  if (subject->is_project && !subject->sought)
    add_task (self, todo, ENT_RETURNS_NO_SOUGHT, subject->id, NULL);
  if (subject->is_project && !obtained)
    add_task (self, todo, ENT_RETURNS_NO_ACTUAL, subject->id, list_open (items));
  for (guint i = 0; items != NULL && i < items->len; i++)
    look_at_return (self, todo, items->pdata[i]);

  if (subject->is_project)
    self->list->n_projects++;
  if (todo->tasks->len == 0)
    {
      self->list->n_complete += subject->is_project ? 1 : 0;
      todo_free (todo);
      return;
    }
  todo->title = get_headline (self, subject->id);
  add_people (self, todo, subject);
  take_reminder (self, todo->id, &todo->reminder);
  if (todo->people[0] != NULL)
    take_reminder (self, todo->people[0], &todo->reminder);
  g_ptr_array_add (self->list->todos, todo);
}

static int
compare_todos (gconstpointer a,
               gconstpointer b)
{
  const EntReturnsTodo *one = *(const EntReturnsTodo *const *) a, *other = *(const EntReturnsTodo *const *) b;
  int order = g_utf8_collate (one->title, other->title);

  return order != 0 ? order : strcmp (one->id, other->id);
}

static int
compare_asks (gconstpointer a,
              gconstpointer b)
{
  const EntReturnsAsk *one = *(const EntReturnsAsk *const *) a, *other = *(const EntReturnsAsk *const *) b;
  int order = one->reminder.is_recent - other->reminder.is_recent;

  if (order == 0)
    order = g_utf8_collate (one->name, other->name);

  return order != 0 ? order : strcmp (one->person, other->person);
}

/* Otherwise they stay in the order in which they took part. */
static int
compare_voices (gconstpointer a,
                gconstpointer b)
{
  return (*(const EntReturnsVoice *const *) a)->reminder.is_recent - (*(const EntReturnsVoice *const *) b)->reminder.is_recent;
}

/* Nobody is asked the same thing as somebody else: the first to turn to is. */
static void
collect_asks (Maker *self)
{
  g_autoptr (GHashTable) asks = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->list->todos->len; i++)
    {
      EntReturnsTodo *todo = self->list->todos->pdata[i];
      EntReturnsAsk *ask = todo->people[0] != NULL ? g_hash_table_lookup (asks, todo->people[0]) : NULL;

      if (todo->people[0] == NULL)
        continue;
      if (ask == NULL)
        {
          ask = g_new0 (EntReturnsAsk, 1);
          ask->person = g_strdup (todo->people[0]);
          ask->name = get_headline (self, ask->person);
          ask->todos = g_ptr_array_new ();
          take_reminder (self, ask->person, &ask->reminder);
          g_hash_table_insert (asks, ask->person, ask);
          g_ptr_array_add (self->list->asks, ask);
        }
      g_ptr_array_add (ask->todos, todo);
      ask->n_tasks += todo->tasks->len;
    }
  g_ptr_array_sort (self->list->asks, compare_asks);
}

static gboolean
make (Maker *self,
      GError **error)
{
  GHashTableIter iter;
  EntReturnsSubject *subject;

  if (!ent_returns_context_load (self->context, error))
    return FALSE;
  self->returns = ent_returns_list_new (self->context, error);
  if (self->returns == NULL || !load (self, error))
    return FALSE;

  for (guint i = 0; i < self->returns->counted->len; i++)
    {
      const EntReturnsItem *item = self->returns->counted->pdata[i];

      add_to (self->by_subject, item->subject, item);
    }

  g_hash_table_iter_init (&iter, self->context->subjects);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &subject))
    if ((subject->is_project && subject->is_running) || (subject->is_partnership && g_hash_table_contains (self->by_subject, subject)))
      look_at_subject (self, subject);
  g_ptr_array_sort (self->list->todos, compare_todos);
  collect_asks (self);
  g_ptr_array_sort (self->list->voices, compare_voices);

  return TRUE;
}

static gboolean
make_in (EntReturnsWorklist *list,
         EntReturnsContext *context,
         GError **error)
{
  Maker self = { .list = list, .context = context };
  gboolean made;

  self.by_subject = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self.people = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self.unplaced = g_hash_table_new (g_str_hash, g_str_equal);
  self.heard = g_hash_table_new (g_str_hash, g_str_equal);
  self.seen = g_hash_table_new (g_str_hash, g_str_equal);
  self.reminders = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  made = make (&self, error);
  g_hash_table_unref (self.reminders);
  g_hash_table_unref (self.seen);
  g_hash_table_unref (self.heard);
  g_hash_table_unref (self.unplaced);
  g_hash_table_unref (self.people);
  g_hash_table_unref (self.by_subject);
  ent_returns_list_free (self.returns);

  return made;
}

/**
 * ent_returns_worklist_new:
 * @workspace: a workspace
 * @year: a year, from 1000 to 2999
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Lists what the returns of a year still lack. It takes a moment: not for the main thread of a window.
 *
 * Returns: (transfer full) (nullable): the list
 */
EntReturnsWorklist *
ent_returns_worklist_new (EntWorkspace *workspace,
                          int year,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (EntReturnsWorklist) self = g_new0 (EntReturnsWorklist, 1);
  g_autoptr (EntReturnsBuilder) builder = ent_returns_builder_new ();
  g_autoptr (EntReturnsContext) context = NULL;
  EntDatabase *database;
  gboolean made;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);

  self->todos = g_ptr_array_new_with_free_func (todo_free);
  self->asks = g_ptr_array_new_with_free_func (ask_free);
  self->voices = g_ptr_array_new_with_free_func (voice_free);
  self->proposals = g_ptr_array_new_with_free_func (proposal_free);
  database = ent_workspace_get_database (workspace);
  if (!ent_database_execute (database, "SAVEPOINT worklist", error))
    return NULL;

  context = ent_returns_context_new (workspace, year, NULL, builder, cancellable);
  made = make_in (self, context, error);
  ent_database_execute (database, "RELEASE worklist", NULL);

  return made ? g_steal_pointer (&self) : NULL;
}
