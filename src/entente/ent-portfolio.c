/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-portfolio.h"

#include "ent-carriers.h"
#include "ent-officials.h"

#define SEATS_SQL                                                                                                      \
  "SELECT own.id, body.headline, role.title, role.start, role.\"end\", role.\"mission-letter\", role.\"report-due\", " \
  "coalesce (role.\"end\" || '~' < ?2, FALSE) AS past FROM role JOIN record AS own ON own.row = role.row "             \
  "JOIN record AS body ON body.id = role.body JOIN organisation ON organisation.row = body.row "                       \
  "WHERE role.person = ?1 AND " ENT_SEAT_SQL " ORDER BY past, role.start DESC, body.headline"

/* In terms of office that are over, too. */
#define WORDS_SQL                                                                                                      \
  "SELECT support.row FROM support JOIN record AS m ON m.id = support.mandate JOIN mandate ON mandate.row = m.row "    \
  "JOIN record AS r ON r.id = mandate.role JOIN role ON role.row = r.row WHERE role.person = ?1 "                      \
  "ORDER BY support.date, support.row LIMIT 200"

static void
carried_free (gpointer data)
{
  EntPortfolioCarried *self = data;

  g_free (self->partnership);
  g_free (self->title);
  g_free (self->since);
  g_free (self);
}

static void
seat_free (gpointer data)
{
  EntPortfolioSeat *self = data;

  g_free (self->role);
  g_free (self->network);
  g_free (self->title);
  g_free (self->start);
  g_free (self->end);
  g_free (self->mission_letter);
  g_free (self->report_due);
  g_free (self);
}

/**
 * ent_portfolio_free:
 * @self: (transfer full): a portfolio
 */
void
ent_portfolio_free (EntPortfolio *self)
{
  g_clear_pointer (&self->terms, g_ptr_array_unref);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->seats, g_ptr_array_unref);
  g_free (self);
}

static guint
count_others (GPtrArray *carriers,
              const EntCarrier *carrier)
{
  guint n = 0;

  for (guint i = 0; i < carriers->len; i++)
    {
      const EntCarrier *other = carriers->pdata[i];

      n += other != carrier && other->in_office && g_str_equal (other->partnership, carrier->partnership);
    }

  return n;
}

static gboolean
add_carried (EntPortfolio *self,
             EntWorkspace *workspace,
             const char *person,
             const char *today,
             GError **error)
{
  g_autoptr (GPtrArray) carriers = ent_carriers_list (workspace, today, error);

  if (carriers == NULL)
    return FALSE;

  for (guint i = 0; i < carriers->len; i++)
    {
      const EntCarrier *carrier = carriers->pdata[i];
      EntPortfolioCarried *carried;

      if (!g_str_equal (carrier->person, person))
        continue;
      carried = g_new0 (EntPortfolioCarried, 1);
      carried->partnership = g_strdup (carrier->partnership);
      carried->title = g_strdup (carrier->title);
      carried->since = g_strdup (carrier->since);
      carried->leads = carrier->leads;
      carried->n_others = count_others (carriers, carrier);
      g_ptr_array_add (self->carried, carried);
    }

  return TRUE;
}

static gboolean
add_words (EntPortfolio *self,
           EntWorkspace *workspace,
           const char *person,
           GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, WORDS_SQL, error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean more = TRUE;

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, person);
  for (;;)
    {
      gint64 row;

      if (!ent_database_step (database, statement, &more, error))
        return FALSE;
      if (!more)
        break;
      row = sqlite3_column_int64 (statement, 0);
      g_array_append_val (rows, row);
    }
  g_clear_pointer (&self->words, g_ptr_array_unref);
  self->words = ent_workspace_load (workspace, ent_schema_find ("support"), (const gint64 *) rows->data, rows->len, error);

  return self->words != NULL;
}

static EntPortfolioSeat *
read_seat (EntStatement *row)
{
  EntPortfolioSeat *seat = g_new0 (EntPortfolioSeat, 1);

  seat->role = g_strdup (ent_statement_get_text (row, 0));
  seat->network = g_strdup (ent_statement_get_text (row, 1));
  seat->title = g_strdup (ent_statement_get_text (row, 2));
  seat->start = g_strdup (ent_statement_get_text (row, 3));
  seat->end = g_strdup (ent_statement_get_text (row, 4));
  seat->mission_letter = g_strdup (ent_statement_get_text (row, 5));
  seat->report_due = g_strdup (ent_statement_get_text (row, 6));
  seat->past = sqlite3_column_int (row, 7) != 0;

  return seat;
}

static gboolean
add_seats (EntPortfolio *self,
           EntWorkspace *workspace,
           const char *person,
           const char *today,
           GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, SEATS_SQL, error);
  gboolean more = TRUE;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, person);
  ent_statement_bind_text (row, 2, today);
  for (;;)
    {
      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      g_ptr_array_add (self->seats, read_seat (row));
    }
}

/**
 * ent_portfolio_load:
 * @workspace: a workspace
 * @person: the identifier of a person
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): what @person is in charge of; without terms where he or she was never elected
 */
EntPortfolio *
ent_portfolio_load (EntWorkspace *workspace,
                    const char *person,
                    const char *today,
                    GError **error)
{
  g_autoptr (EntPortfolio) self = g_new0 (EntPortfolio, 1);

  self->terms = ent_officials_list_of (workspace, person, today, error);
  self->carried = g_ptr_array_new_with_free_func (carried_free);
  self->words = g_ptr_array_new_with_free_func (g_object_unref);
  self->seats = g_ptr_array_new_with_free_func (seat_free);
  if (self->terms == NULL)
    return NULL;
  if (self->terms->len > 0
      && (!add_carried (self, workspace, person, today, error) || !add_words (self, workspace, person, error)
          || !add_seats (self, workspace, person, today, error)))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * ent_portfolio_carries:
 * @self: a portfolio
 * @partnership: the identifier of a partnership
 *
 * Returns: whether it is among those carried
 */
gboolean
ent_portfolio_carries (const EntPortfolio *self,
                       const char *partnership)
{
  for (guint i = 0; i < self->carried->len; i++)
    if (g_str_equal (((EntPortfolioCarried *) self->carried->pdata[i])->partnership, partnership))
      return TRUE;

  return FALSE;
}
