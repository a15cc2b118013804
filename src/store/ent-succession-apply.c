/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of mandate, written: what ends is dated, what begins is a record of its own, so that nothing past is lost. */
#include "ent-succession.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const EntSuccession *plan;
  EntWorkspace *workspace;
  char *start; /* (not nullable) (owned): the day after the last, YYYY-MM-DD */
} Change;

static char *
get_day_after (const char *day)
{
  g_autofree char *midnight = g_strconcat (day, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) last = g_date_time_new_from_iso8601 (midnight, NULL);
  g_autoptr (GDateTime) first = g_date_time_add_days (last, 1);

  return g_date_time_format (first, "%Y-%m-%d");
}

static char *
find_id (Change *self,
         const char *sql,
         const char *one,
         const char *two,
         GError **error)
{
  EntDatabase *database = ent_workspace_get_database (self->workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, sql, error);
  gboolean found = FALSE;

  if (row == NULL)
    return NULL;

  ent_statement_bind_text (row, 1, one);
  ent_statement_bind_text (row, 2, two);
  ent_statement_bind_text (row, 3, self->start);
  if (!ent_database_step (database, row, &found, error) || !found)
    return NULL;

  return g_strdup (ent_statement_get_text (row, 0));
}

/* Who joins the assembly with the delegation has no role there yet. */
static char *
ensure_role (Change *self,
             const char *person,
             GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *id = find_id (self,
                                 "SELECT id FROM role JOIN record USING (row) WHERE person = ?1 AND body = ?2 AND kind = 'elected' "
                                 "AND (\"end\" IS NULL OR \"end\" || '~' >= ?3) ORDER BY start DESC LIMIT 1",
                                 person, self->plan->body, &failure);
  g_autoptr (EntRecord) former = NULL;
  g_autoptr (EntRecord) role = NULL;

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (id == NULL && (former = ent_workspace_get (self->workspace, self->plan->role, error)) != NULL)
    {
      role = ent_record_new (ent_schema_find ("role"), NULL);
      ent_record_set_text (role, "person", person);
      ent_record_set_text (role, "body", self->plan->body);
      ent_record_set_text (role, "kind", "elected");
      ent_record_set_text (role, "start", self->start);
      ent_record_set_text (role, "circle", ent_record_get_text (former, "circle"));
      if (ent_workspace_save (self->workspace, role, error))
        id = g_strdup (ent_record_get_id (role));
    }

  return g_steal_pointer (&id);
}

static gboolean
end_record (Change *self,
            EntRecord *record,
            GError **error)
{
  ent_record_set_text (record, "end", self->plan->end);
  return ent_workspace_save (self->workspace, record, error);
}

static gboolean
save_successor (Change *self,
                EntRecord *successor,
                const char *const *dropped,
                GError **error)
{
  for (gsize i = 0; dropped[i] != NULL; i++)
    ent_record_set_text (successor, dropped[i], NULL);
  ent_record_set_text (successor, "start", self->start);
  return ent_workspace_save (self->workspace, successor, error);
}

/* A record like @former, with what everybody who holds it has in common. */
static EntRecord *
copy_fields (EntRecord *former)
{
  const EntEntity *entity = ent_record_get_entity (former);
  EntRecord *copy = ent_record_new (entity, NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    ent_record_set (copy, &entity->fields[i], ent_record_get (former, &entity->fields[i]));

  return copy;
}

static gboolean
hand_over_delegation (Change *self,
                      const EntCharge *charge,
                      GError **error)
{
  static const char *const dropped[] = { "order", "end", NULL };
  g_autoptr (EntRecord) mandate = ent_workspace_get (self->workspace, charge->id, error);
  g_autoptr (EntRecord) next = NULL;
  g_autofree char *role = NULL;

  if (mandate == NULL || !end_record (self, mandate, error))
    return FALSE;
  if (charge->successor == NULL)
    return TRUE;

  role = ensure_role (self, charge->successor, error);
  if (role == NULL)
    return FALSE;
  next = copy_fields (mandate);
  ent_record_set_text (next, "role", role);
  return save_successor (self, next, dropped, error);
}

static gboolean
hand_over_seat (Change *self,
                const EntCharge *charge,
                GError **error)
{
  static const char *const dropped[] = { "mission-letter", "share", "end", NULL };
  g_autoptr (EntRecord) seat = ent_workspace_get (self->workspace, charge->id, error);
  g_autoptr (EntRecord) next = NULL;

  if (seat == NULL || !end_record (self, seat, error))
    return FALSE;
  if (charge->successor == NULL)
    return TRUE;

  next = copy_fields (seat);
  ent_record_set_text (next, "person", charge->successor);
  return save_successor (self, next, dropped, error);
}

/* That somebody carries a partnership is said in a term of office: of the last that began. */
static gboolean
record_support (Change *self,
                const EntCharge *charge,
                GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *mandate = find_id (self,
                                      "SELECT own.id FROM mandate JOIN record AS own ON own.row = mandate.row "
                                      "JOIN record AS r ON r.id = mandate.role JOIN role ON role.row = r.row "
                                      "WHERE role.person = ?1 AND role.body = ?2 AND (mandate.\"end\" IS NULL OR mandate.\"end\" || '~' >= ?3) "
                                      "ORDER BY mandate.start DESC, own.id DESC LIMIT 1",
                                      charge->successor, self->plan->body, &failure);
  g_autoptr (EntRecord) support = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (mandate == NULL)
    return TRUE;

  support = ent_record_new (ent_schema_find ("support"), NULL);
  ent_record_set_fallbacks (support);
  ent_record_set_text (support, "mandate", mandate);
  ent_record_set_text (support, "partnership", charge->id);
  ent_record_set_text (support, "level", "carries");
  ent_record_set_text (support, "date", self->start);
  return ent_workspace_save (self->workspace, support, error);
}

static gboolean
hand_over_partnership (Change *self,
                       const EntCharge *charge,
                       GError **error)
{
  g_autoptr (EntRecord) partnership = ent_workspace_get (self->workspace, charge->id, error);

  if (partnership == NULL)
    return FALSE;

  if (g_strcmp0 (ent_record_get_text (partnership, "official"), self->plan->person) == 0)
    {
      ent_record_set_text (partnership, "official", charge->successor);
      if (!ent_workspace_save (self->workspace, partnership, error))
        return FALSE;
    }

  return charge->successor == NULL || record_support (self, charge, error);
}

static gboolean
hand_over (Change *self,
           EntChargeKind kind,
           GError **error)
{
  for (guint i = 0; i < self->plan->charges->len; i++)
    {
      const EntCharge *charge = self->plan->charges->pdata[i];
      gboolean done = TRUE;

      if (charge->kind != kind || g_strcmp0 (charge->successor, self->plan->person) == 0)
        continue;
      if (kind == ENT_CHARGE_DELEGATION)
        done = hand_over_delegation (self, charge, error);
      else if (kind == ENT_CHARGE_SEAT)
        done = hand_over_seat (self, charge, error);
      else
        done = hand_over_partnership (self, charge, error);
      if (!done)
        return FALSE;
    }

  return TRUE;
}

static gboolean
end_role (Change *self,
          GError **error)
{
  g_autoptr (EntRecord) role = NULL;

  if (!self->plan->leaves)
    return TRUE;

  role = ent_workspace_get (self->workspace, self->plan->role, error);
  return role != NULL && end_record (self, role, error);
}

/* Delegations come before partnerships, which are carried in them. */
static gboolean
write_all (Change *self,
           GError **error)
{
  return hand_over (self, ENT_CHARGE_DELEGATION, error) && hand_over (self, ENT_CHARGE_PARTNERSHIP, error)
         && hand_over (self, ENT_CHARGE_SEAT, error) && end_role (self, error);
}

/**
 * ent_succession_apply:
 * @self: a change of mandate
 * @workspace: the workspace it was read from
 * @error: set where it is refused, or could not be written; nothing is changed then
 *
 * Ends the terms, begins those of the successors on the day after, and hands partnerships and seats over: one change,
 * undone in one go.
 *
 * Returns: whether it was written
 */
gboolean
ent_succession_apply (const EntSuccession *self,
                      EntWorkspace *workspace,
                      GError **error)
{
  g_autofree char *start = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL && ENT_IS_WORKSPACE (workspace), FALSE);

  if (!ent_succession_check (self, workspace, NULL, error))
    return FALSE;

  start = get_day_after (self->end);
  if (!ent_workspace_begin (workspace, _ ("Change of mandate"), NULL, error))
    return FALSE;
  if (write_all (&(Change){ self, workspace, start }, &failure))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
