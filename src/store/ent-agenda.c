/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-agenda.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "ent-deadlines.h"
#include "ent-format.h"

static void
item_free (gpointer data)
{
  EntAgendaItem *self = data;

  g_free (self->start);
  g_free (self->end);
  g_free (self->id);
  g_free (self->title);
  g_free (self->subject);
  g_free (self->place);
  g_free (self->people);
  g_free (self);
}

/* Nothing here lasts more than a year: so the index on the first day finds what began before ?1 and still goes on. */
#define DAYS(table)                                                                                                    \
  table ".start BETWEEN date (?1, '-1 year') AND ?2 AND max (" table ".start, coalesce (" table ".\"end\", " table ".start)) >= ?1"

#define EVENTS_SQL                                                                                                     \
  "SELECT one.start, coalesce (one.\"end\", one.start), own.id, own.headline, about.headline, one.kind, one.place, "   \
  "(SELECT group_concat (who.headline, ', ' ORDER BY who.sort) FROM reference JOIN record AS who ON who.id = reference.target " \
  "  WHERE reference.source = one.row AND reference.field = 'participants') "                                          \
  "FROM event AS one JOIN record AS own USING (row) LEFT JOIN record AS about ON about.id = one.subject "              \
  "WHERE " DAYS ("one") " AND (?3 IS NULL OR EXISTS (SELECT 1 FROM reference WHERE source = one.row "                  \
  "  AND field = 'participants' AND target = ?3))"

#define ABSENCES_SQL                                                                                                   \
  "SELECT one.start, coalesce (one.\"end\", one.start), own.id, own.headline, deputy.headline, NULL, NULL, NULL "      \
  "FROM absence AS one JOIN record AS own USING (row) LEFT JOIN record AS deputy ON deputy.id = one.deputy "           \
  "WHERE " DAYS ("one") " AND (?3 IS NULL OR one.person = ?3 OR one.deputy = ?3)"

static EntAgendaItem *
read_row (EntStatement *row,
          EntAgendaKind kind)
{
  EntAgendaItem *item = g_new0 (EntAgendaItem, 1);

  item->kind = kind;
  item->start = g_strdup (ent_statement_get_text (row, 0));
  item->end = g_strdup (ent_statement_get_text (row, 1));
  item->id = g_strdup (ent_statement_get_text (row, 2));
  item->title = g_strdup (ent_statement_get_text (row, 3));
  item->subject = g_strdup (ent_statement_get_text (row, 4));
  item->sort = g_intern_string (ent_statement_get_text (row, 5));
  item->place = g_strdup (ent_statement_get_text (row, 6));
  item->people = g_strdup (ent_statement_get_text (row, 7));

  return item;
}

static gboolean
add_rows (GPtrArray *items,
          EntWorkspace *workspace,
          EntAgendaKind kind,
          const char *const days[3],
          GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, kind == ENT_AGENDA_EVENT ? EVENTS_SQL : ABSENCES_SQL, error);
  gboolean more = TRUE;

  if (row == NULL)
    return FALSE;

  for (int i = 0; i < 3; i++)
    ent_statement_bind_text (row, i + 1, days[i]);
  while (more)
    {
      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (more)
        g_ptr_array_add (items, read_row (row, kind));
    }

  return TRUE;
}

static gboolean
add_deadlines (GPtrArray *items,
               EntWorkspace *workspace,
               const char *const days[3],
               GError **error)
{
  g_autoptr (GPtrArray) deadlines = ent_deadlines_list_between (workspace, days[0], days[1], days[2], error);

  for (guint i = 0; deadlines != NULL && i < deadlines->len; i++)
    {
      EntDeadline *deadline = deadlines->pdata[i];
      EntAgendaItem *item = g_new0 (EntAgendaItem, 1);

      item->kind = ENT_AGENDA_DEADLINE;
      item->start = g_strdup (deadline->date);
      item->end = g_steal_pointer (&deadline->date);
      item->id = g_steal_pointer (&deadline->id);
      item->field = deadline->field;
      item->title = g_steal_pointer (&deadline->headline);
      item->subject = g_steal_pointer (&deadline->subject);
      item->done = deadline->done;
      g_ptr_array_add (items, item);
    }

  return deadlines != NULL;
}

/* From 15 April to 31 May the payments of the year before are declared, those who paid nothing declare that. */
static void
add_oda_windows (GPtrArray *items,
                 const char *from,
                 const char *to)
{
  const int last = strtol (to, NULL, 10);

  for (int year = strtol (from, NULL, 10); year <= last; year++)
    {
      g_autofree char *start = g_strdup_printf ("%04d-04-15", year);
      g_autofree char *end = g_strdup_printf ("%04d-05-31", year);
      EntAgendaItem *item;

      if (strcmp (start, to) > 0 || strcmp (end, from) < 0)
        continue;
      item = g_new0 (EntAgendaItem, 1);
      item->kind = ENT_AGENDA_DEADLINE;
      item->start = g_steal_pointer (&start);
      item->end = g_steal_pointer (&end);
      /* Translators: a year */
      item->title = g_strdup_printf (_ ("Declaration of the ODA of %d"), year - 1);
      g_ptr_array_add (items, item);
    }
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const EntAgendaItem *one = *(const EntAgendaItem *const *) a;
  const EntAgendaItem *two = *(const EntAgendaItem *const *) b;
  int order = strcmp (one->start, two->start);

  if (order == 0)
    order = (int) one->kind - (int) two->kind;

  return order != 0 ? order : g_utf8_collate (one->title, two->title);
}

/**
 * ent_agenda_list:
 * @workspace: a workspace
 * @from: the first day, YYYY-MM-DD
 * @to: the last day, YYYY-MM-DD
 * @person: (nullable): whose calendar it is: what this person takes part in, has to do or is away for; all when %NULL
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (element-type EntAgendaItem) (nullable): missions, visits, deadlines and absences that touch
 *   these days, by their first day
 */
GPtrArray *
ent_agenda_list (EntWorkspace *workspace,
                 const char *from,
                 const char *to,
                 const char *person,
                 GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  const char *const days[] = { from, to, person };

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (ent_format_check_date (from, FALSE) == NULL && ent_format_check_date (to, FALSE) == NULL, NULL);

  if (!add_rows (items, workspace, ENT_AGENDA_EVENT, days, error) || !add_rows (items, workspace, ENT_AGENDA_ABSENCE, days, error)
      || !add_deadlines (items, workspace, days, error))
    return NULL;

  add_oda_windows (items, from, to);
  g_ptr_array_sort (items, compare_items);
  return g_steal_pointer (&items);
}
