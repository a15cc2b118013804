/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of mandate: what there is to hand over, and what speaks against it. */
#include "ent-succession.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-carriers.h"
#include "ent-format.h"

/* One's own authority comes first, then where one was elected last. */
#define ROLE_SQL                                                                                                       \
  "SELECT own.id, role.body, coalesce (body.headline, ''), role.start, who.headline FROM role "                        \
  "JOIN record AS own ON own.row = role.row JOIN record AS who ON who.id = role.person "                               \
  "LEFT JOIN record AS body ON body.id = role.body WHERE role.person = ?1 AND role.kind = 'elected' "                  \
  "AND role.body GLOB 'authority:*' AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= ?2) "                          \
  "ORDER BY role.body IS (SELECT value FROM setting WHERE name = 'own-authority') DESC, role.start DESC LIMIT 1"

#define DELEGATIONS_SQL                                                                                                \
  "SELECT own.id, coalesce (mandate.delegation, ''), mandate.function, mandate.start FROM mandate "                    \
  "JOIN record AS own ON own.row = mandate.row WHERE mandate.role = ?1 "                                               \
  "AND (mandate.\"end\" IS NULL OR mandate.\"end\" || '~' >= ?2) ORDER BY mandate.start, own.id"

#define SEATS_SQL                                                                                                      \
  "SELECT own.id, coalesce (body.headline, ''), NULL, role.start FROM role JOIN record AS own ON own.row = role.row "  \
  "JOIN record AS body ON body.id = role.body JOIN organisation ON organisation.row = body.row "                       \
  "WHERE role.person = ?1 AND " ENT_SEAT_SQL " "                                                                       \
  "AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= ?2) ORDER BY body.headline, own.id"

/* Another one than those that leave, still in office on the day after. */
#define CHIEF_SQL                                                                                                      \
  "SELECT who.headline FROM mandate JOIN record AS r ON r.id = mandate.role JOIN role ON role.row = r.row "            \
  "JOIN record AS who ON who.id = role.person WHERE mandate.function = 'chief-executive' AND role.body = ?1 "          \
  "AND role.person <> ?2 AND (mandate.\"end\" IS NULL OR mandate.\"end\" || '~' > ?3) "                                \
  "AND (role.\"end\" IS NULL OR role.\"end\" || '~' > ?3) LIMIT 1"

static void
charge_free (gpointer data)
{
  EntCharge *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->function);
  g_free (self->start);
  g_free (self->successor);
  g_free (self);
}

/**
 * ent_succession_free:
 * @self: (transfer full): a change of mandate
 */
void
ent_succession_free (EntSuccession *self)
{
  g_free (self->person);
  g_free (self->name);
  g_free (self->role);
  g_free (self->body);
  g_free (self->body_name);
  g_free (self->start);
  g_clear_pointer (&self->charges, g_ptr_array_unref);
  g_free (self->end);
  g_free (self);
}

static EntCharge *
add_charge (EntSuccession *self,
            EntChargeKind kind,
            const char *id,
            const char *title)
{
  EntCharge *charge = g_new0 (EntCharge, 1);

  charge->kind = kind;
  charge->id = g_strdup (id);
  charge->title = g_strdup (title);
  g_ptr_array_add (self->charges, charge);
  return charge;
}

/* @sql gives identifier, title, function and start of what belongs to @owner. */
static gboolean
add_charges (EntSuccession *self,
             EntWorkspace *workspace,
             EntChargeKind kind,
             const char *sql,
             const char *owner,
             const char *today,
             GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, sql, error);
  gboolean more = TRUE;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, owner);
  ent_statement_bind_text (row, 2, today);
  for (;;)
    {
      EntCharge *charge;

      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;

      charge = add_charge (self, kind, ent_statement_get_text (row, 0), ent_statement_get_text (row, 1));
      charge->function = g_strdup (ent_statement_get_text (row, 2));
      charge->start = g_strdup (ent_statement_get_text (row, 3));
    }
}

static gboolean
is_carried_otherwise (GPtrArray *carriers,
                      const EntCarrier *carrier)
{
  for (guint i = 0; i < carriers->len; i++)
    {
      const EntCarrier *other = carriers->pdata[i];

      if (other->in_office && g_str_equal (other->partnership, carrier->partnership) && !g_str_equal (other->person, carrier->person))
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_partnerships (EntSuccession *self,
                  EntWorkspace *workspace,
                  const char *today,
                  GError **error)
{
  g_autoptr (GPtrArray) carriers = ent_carriers_list (workspace, today, error);

  if (carriers == NULL)
    return FALSE;

  for (guint i = 0; i < carriers->len; i++)
    {
      const EntCarrier *carrier = carriers->pdata[i];

      if (g_str_equal (carrier->person, self->person))
        add_charge (self, ENT_CHARGE_PARTNERSHIP, carrier->partnership, carrier->title)->is_shared = is_carried_otherwise (carriers, carrier);
    }

  return TRUE;
}

static gboolean
read_role (EntSuccession *self,
           EntWorkspace *workspace,
           const char *today,
           GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, ROLE_SQL, error);
  gboolean found = FALSE;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, self->person);
  ent_statement_bind_text (row, 2, today);
  if (!ent_database_step (database, row, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_NOT_FOUND, _ ("This person holds no elected office now."));
      return FALSE;
    }

  self->role = g_strdup (ent_statement_get_text (row, 0));
  self->body = g_strdup (ent_statement_get_text (row, 1));
  self->body_name = g_strdup (ent_statement_get_text (row, 2));
  self->start = g_strdup (ent_statement_get_text (row, 3));
  self->name = g_strdup (ent_statement_get_text (row, 4));
  return TRUE;
}

/**
 * ent_succession_load:
 * @workspace: a workspace
 * @person: the identifier of an elected official
 * @today: this day, YYYY-MM-DD
 * @error: set where @person is in no elected office, or the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): all that @person has to hand over, to nobody yet
 */
EntSuccession *
ent_succession_load (EntWorkspace *workspace,
                     const char *person,
                     const char *today,
                     GError **error)
{
  g_autoptr (EntSuccession) self = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (person != NULL && ent_format_check_date (today, FALSE) == NULL, NULL);

  self = g_new0 (EntSuccession, 1);
  self->person = g_strdup (person);
  self->charges = g_ptr_array_new_with_free_func (charge_free);
  self->leaves = TRUE;
  if (!read_role (self, workspace, today, error)
      || !add_charges (self, workspace, ENT_CHARGE_DELEGATION, DELEGATIONS_SQL, self->role, today, error)
      || !add_partnerships (self, workspace, today, error)
      || !add_charges (self, workspace, ENT_CHARGE_SEAT, SEATS_SQL, person, today, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * ent_charge_is_left:
 * @charge: something to hand over
 *
 * Returns: whether nobody has it after the change
 */
gboolean
ent_charge_is_left (const EntCharge *charge)
{
  return charge->successor == NULL && !charge->is_shared;
}

/* A start of which only the year is known says nothing against a day in it. */
static gboolean
check_order (const char *start,
             const char *end,
             GError **error)
{
  g_autofree char *shown = NULL;

  if (start == NULL || strncmp (end, start, strlen (start)) >= 0)
    return TRUE;

  shown = ent_format_display_date (start);
  /* Translators: a date; said of a term of office */
  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("It began on %s: it cannot end before."), shown);
  return FALSE;
}

static gboolean
check_end (const EntSuccession *self,
           GError **error)
{
  const char *reason = self->end != NULL ? ent_format_check_date (self->end, FALSE) : _ ("Say which day is the last.");

  if (reason != NULL)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, reason);
      return FALSE;
    }
  if (self->leaves && !check_order (self->start, self->end, error))
    return FALSE;

  for (guint i = 0; i < self->charges->len; i++)
    {
      const EntCharge *charge = self->charges->pdata[i];

      if (g_strcmp0 (charge->successor, self->person) != 0 && !check_order (charge->start, self->end, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
refuse_second_chief (const EntSuccession *self,
                     const char *name,
                     GError **error)
{
  /* Translators: a person, then an authority */
  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("%1$s is already mayor or president of %2$s: there cannot be two at once."), name,
               self->body_name);
  return FALSE;
}

/* Neither somebody who stays in office, nor two of those who take over. */
static gboolean
check_chief (const EntSuccession *self,
             EntWorkspace *workspace,
             const EntCharge *charge,
             GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = NULL;
  gboolean found = FALSE;

  for (guint i = 0; self->charges->pdata[i] != charge; i++)
    {
      const EntCharge *other = self->charges->pdata[i];
      g_autofree char *name = NULL;

      if (g_strcmp0 (other->function, "chief-executive") != 0 || other->successor == NULL || g_str_equal (other->successor, charge->successor))
        continue;
      name = ent_workspace_get_headline (workspace, other->successor);
      return refuse_second_chief (self, name != NULL ? name : "", error);
    }

  row = ent_database_prepare (database, CHIEF_SQL, error);
  if (row == NULL)
    return FALSE;
  ent_statement_bind_text (row, 1, self->body);
  ent_statement_bind_text (row, 2, self->person);
  ent_statement_bind_text (row, 3, self->end);
  if (!ent_database_step (database, row, &found, error))
    return FALSE;

  return !found || refuse_second_chief (self, ent_statement_get_text (row, 0), error);
}

static gboolean
check_charge (const EntSuccession *self,
              EntWorkspace *workspace,
              const EntCharge *charge,
              GError **error)
{
  if (charge->successor == NULL)
    return TRUE;

  if (self->leaves && g_str_equal (charge->successor, self->person))
    {
      /* Translators: a person */
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("%s leaves: choose somebody else, or nobody."), self->name);
      return FALSE;
    }
  if (g_strcmp0 (charge->function, "chief-executive") == 0)
    return check_chief (self, workspace, charge, error);

  return TRUE;
}

/**
 * ent_succession_check:
 * @self: a change of mandate
 * @workspace: the workspace it was read from
 * @ret_charge: (out) (optional) (nullable): where it is refused, which charge is at fault, %NULL for the last day
 * @error: set to the reason, in the user's words
 *
 * Returns: whether ent_succession_apply() would take it
 */
gboolean
ent_succession_check (const EntSuccession *self,
                      EntWorkspace *workspace,
                      const EntCharge **ret_charge,
                      GError **error)
{
  const EntCharge *fault = NULL;
  gboolean fine = check_end (self, error);

  for (guint i = 0; fine && i < self->charges->len; i++)
    {
      fault = self->charges->pdata[i];
      fine = check_charge (self, workspace, fault, error);
    }
  if (!fine && ret_charge != NULL)
    *ret_charge = fault;

  return fine;
}
