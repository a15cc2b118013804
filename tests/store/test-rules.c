/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is between several records: refused from whoever writes here, kept and shown where it comes from elsewhere. */
#include <string.h>

#include "../common/workspaces.h"
#include "ent-alerts.h"
#include "ent-departments.h"

typedef struct
{
  Folder folder;
  EntWorkspace *workspace;
  char *town;  /* (owned) */
  char *anne;  /* (owned): role */
  char *boris; /* (owned): role */
} Town;

static char *
add_elected (Town *town,
             const char *given,
             const char *body)
{
  g_autofree char *person = add_record_of (town->workspace, "person", "given-name", given, "family-name", "Martin", NULL);

  return add_record_of (town->workspace, "role", "person", person, "body", body, "kind", "elected", NULL);
}

static void
town_set_up (Town *town,
             gconstpointer unused)
{
  folder_set_up (&town->folder, NULL);
  town->workspace = folder_make_workspace (&town->folder, "town.entente");
  town->town = add_record_of (town->workspace, "authority", "name", "Vienne", NULL);
  town->anne = add_elected (town, "Anne", town->town);
  town->boris = add_elected (town, "Boris", town->town);
}

static void
town_tear_down (Town *town,
                gconstpointer unused)
{
  g_assert_finalize_object (town->workspace);
  g_free (town->town);
  g_free (town->anne);
  g_free (town->boris);
  folder_tear_down (&town->folder, NULL);
}

static EntRecord *
new_term (const char *role,
          const char *start,
          const char *end)
{
  EntRecord *term = ent_record_new (ent_schema_find ("mandate"), NULL);

  ent_record_set_text (term, "role", role);
  ent_record_set_text (term, "function", "chief-executive");
  ent_record_set_text (term, "start", start);
  ent_record_set_text (term, "end", end);
  return term;
}

static gboolean
is_refused (Town *town,
            EntRecord *record,
            const char *word)
{
  g_autoptr (GError) error = NULL;
  gint64 before = ent_workspace_get_last_change (town->workspace);

  if (ent_workspace_save (town->workspace, record, &error))
    return FALSE;

  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_cmpint (ent_workspace_get_last_change (town->workspace), ==, before);
  return TRUE;
}

static gboolean
is_warned (Town *town,
           EntAlertKind kind,
           const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) alerts = ent_alerts_list (town->workspace, "2026-06-15", NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < alerts->len; i++)
    if (((EntAlert *) alerts->pdata[i])->kind == kind && g_strcmp0 (((EntAlert *) alerts->pdata[i])->id, id) == 0)
      return TRUE;

  return FALSE;
}

/* One mayor from May 2020, until said otherwise. */
static void
test_periods (Town *town,
              gconstpointer unused)
{
  static const struct
  {
    const char *start;
    const char *end;
    const char *other_start;
    const char *other_end;
    gboolean refused;
  } cases[] = {
    { "2020-05-25", NULL, "2026-03-22", NULL, TRUE },
    { "2020-05-25", "2026-03-22", "2026-03-22", NULL, FALSE },
    { "2020-05-25", "2026-03-23", "2026-03-22", NULL, TRUE },
    { "2020-05-25", NULL, "2014-04-01", "2020-05-25", FALSE },
    { "2020-05-25", NULL, "2014-04-01", "2020-05-26", TRUE },
    /* What both dates say is compared: 2020 may be its first half and its second. */
    { "2014", "2020", "2020-05-25", NULL, FALSE },
    { "2014", "2021", "2020-05-25", NULL, TRUE },
    { "2014-04", "2020-05", "2020", NULL, FALSE },
    /* Nothing is known of one: they are both in office today, but not for certain in the past. */
    { NULL, NULL, NULL, NULL, TRUE },
    { NULL, NULL, "2014", "2020", FALSE },
    { NULL, NULL, "2020", NULL, TRUE },
    { NULL, "2020", "2020", NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EntRecord) one = new_term (town->anne, cases[i].start, cases[i].end);
      g_autoptr (EntRecord) two = new_term (town->boris, cases[i].other_start, cases[i].other_end);
      g_autofree char *undone = NULL;

      g_assert_true (ent_workspace_save (town->workspace, one, NULL));
      g_assert_cmpint (is_refused (town, two, "Anne Martin"), ==, cases[i].refused);
      /* Shown for what it is where it comes from elsewhere. */
      receive_record (town->workspace, two);
      g_assert_cmpint (is_warned (town, ENT_ALERT_TWO_CHIEFS, ent_record_get_id (one))
                         || is_warned (town, ENT_ALERT_TWO_CHIEFS, ent_record_get_id (two)),
                       ==, cases[i].refused);
      g_assert_true (ent_workspace_delete (town->workspace, ent_record_get_id (one), NULL));
      g_assert_true (ent_workspace_delete (town->workspace, ent_record_get_id (two), NULL));
    }
}

/* Others may be in office there, and the same person twice: two terms that follow each other were written carelessly. */
static void
test_others (Town *town,
             gconstpointer unused)
{
  g_autofree char *village = add_record_of (town->workspace, "authority", "name", "Chasse", NULL);
  g_autofree char *chloe = add_elected (town, "Chloé", village);
  g_autoptr (EntRecord) mayor = new_term (town->anne, "2020", NULL);
  g_autoptr (EntRecord) again = new_term (town->anne, "2026", NULL);
  g_autoptr (EntRecord) deputy = new_term (town->boris, "2020", NULL);
  g_autoptr (EntRecord) neighbour = new_term (chloe, "2020", NULL);
  g_autoptr (EntRecord) nowhere = new_term ("role:gone", "2020", NULL);

  ent_record_set_text (deputy, "function", "deputy");
  g_assert_false (is_refused (town, mayor, ""));
  g_assert_false (is_refused (town, again, ""));
  g_assert_false (is_refused (town, deputy, ""));
  g_assert_false (is_refused (town, neighbour, ""));
  g_assert_false (is_refused (town, nowhere, ""));

  /* By whichever field one gets there. */
  ent_record_set_text (deputy, "function", "chief-executive");
  g_assert_true (is_refused (town, deputy, "Vienne"));
}

/* A role that moves takes its term of office with it, and gives it its dates. */
static void
test_roles (Town *town,
            gconstpointer unused)
{
  g_autofree char *village = add_record_of (town->workspace, "authority", "name", "Chasse", NULL);
  g_autofree char *chloe = add_elected (town, "Chloé", village);
  g_autoptr (EntRecord) mayor = new_term (town->anne, NULL, NULL);
  g_autoptr (EntRecord) neighbour = new_term (chloe, "2020", NULL);
  g_autoptr (EntRecord) role = ent_workspace_get (town->workspace, chloe, NULL);
  g_autoptr (EntRecord) annes = ent_workspace_get (town->workspace, town->anne, NULL);

  g_assert_true (ent_workspace_save (town->workspace, mayor, NULL));
  g_assert_true (ent_workspace_save (town->workspace, neighbour, NULL));
  ent_record_set_text (role, "body", town->town);
  g_assert_true (is_refused (town, role, "Anne Martin"));

  ent_record_set_text (annes, "end", "2020");
  g_assert_false (is_refused (town, annes, ""));
  g_assert_false (is_refused (town, role, ""));
  ent_record_set_text (annes, "end", NULL);
  g_assert_true (is_refused (town, annes, "Chloé Martin"));
}

/* What came broken from elsewhere can still be worked on, and be mended. */
static void
test_received (Town *town,
               gconstpointer unused)
{
  g_autoptr (EntRecord) mayor = new_term (town->anne, "2020", NULL);
  g_autoptr (EntRecord) other = new_term (town->boris, "2022", NULL);

  g_assert_true (ent_workspace_save (town->workspace, mayor, NULL));
  receive_record (town->workspace, other);
  g_assert_true (is_warned (town, ENT_ALERT_TWO_CHIEFS, ent_record_get_id (other)));
  g_assert_false (is_warned (town, ENT_ALERT_TWO_CHIEFS, ent_record_get_id (mayor)));

  ent_record_set_text (other, "delegation", "Mairie");
  g_assert_false (is_refused (town, other, ""));
  ent_record_set_text (other, "start", "2021");
  g_assert_true (is_refused (town, other, "Anne Martin"));
  ent_record_set_text (other, "start", "2022");
  ent_record_set_text (mayor, "end", "2022");
  g_assert_false (is_refused (town, mayor, ""));
  g_assert_false (is_warned (town, ENT_ALERT_TWO_CHIEFS, ent_record_get_id (other)));
}

/* However long the way round is. */
static void
test_circle (Town *town,
             gconstpointer unused)
{
  g_autofree char *first = add_record_of (town->workspace, "department", "name", "Étage 0", NULL);
  g_autofree char *last = g_strdup (first);
  g_autoptr (EntRecord) top = ent_workspace_get (town->workspace, first, NULL);
  g_autoptr (EntRecord) itself = ent_record_new (ent_schema_find ("department"), NULL);
  g_autoptr (GError) error = NULL;

  ent_record_set_text (itself, "name", "Soi");
  ent_record_set_text (itself, "parent", ent_record_get_id (itself));
  g_assert_true (is_refused (town, itself, "Soi"));
  for (int i = 1; i <= 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("Étage %d", i);
      char *below = add_record_of (town->workspace, "department", "name", name, "parent", last, NULL);

      g_free (last);
      last = below;
    }
  ent_record_set_text (top, "parent", last);
  g_assert_true (is_refused (town, top, "Étage 50"));
  g_assert_false (ent_department_move (town->workspace, first, last, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);

  g_assert_false (is_warned (town, ENT_ALERT_CIRCLE, first));
  receive_record (town->workspace, top);
  g_assert_true (is_warned (town, ENT_ALERT_CIRCLE, first));
  g_assert_true (is_warned (town, ENT_ALERT_CIRCLE, last));
  ent_record_set_text (top, "level", "dgs");
  g_assert_false (is_refused (town, top, ""));
  ent_record_set_text (top, "parent", NULL);
  g_assert_false (is_refused (town, top, ""));
  g_assert_false (is_warned (town, ENT_ALERT_CIRCLE, last));
}

#define CASE(path, func) g_test_add ("/rules/" path, Town, NULL, town_set_up, func, town_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  CASE ("periods", test_periods);
  CASE ("others", test_others);
  CASE ("roles", test_roles);
  CASE ("received", test_received);
  CASE ("circle", test_circle);

  return g_test_run ();
}
