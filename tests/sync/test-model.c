/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several desks do anything at all, synchronise whenever they like, over a line that is cut at any byte, and settle what is in
 * conflict: in the end they agree, all that was ever typed is still to be found where it was typed, and nobody has seen what
 * was not theirs to see. The seed that g_test prints repeats a run. */
#include "../common/random-record.h"
#include "hasty.h"
#include "proxy.h"
#include "ent-projection.h"
#include "ent-record-json.h"

#define STEPS 150
#define DESKS 3
#define ROUNDS_MAX 12

static const char *const circles[] = { NULL, "team", "departments", "atlas" };
static const char *const remotes[] = { "Team", "Services", "Atlas" };

typedef struct
{
  Server *server;
  Proxy *proxy;
  SoupSession *session;
  EntWorkspace *desks[DESKS]; /* of the unit, which know all three places */
  EntWorkspace *point;        /* of a department */
  EntWorkspace *other;        /* of another unit */
  GPtrArray *typed;           /* (element-type Typed) (owned) */
  guint n_typed;
} World;

/* A text that somebody has typed. */
typedef struct
{
  EntWorkspace *desk;
  char *id;   /* (owned): of the record */
  char *text; /* (owned): there is no other like it */
} Typed;

static void
typed_free (Typed *typed)
{
  g_free (typed->id);
  g_free (typed->text);
  g_free (typed);
}

static void
world_set_up (World *world,
              Server *server)
{
  world->server = server;
  world->proxy = proxy_new (server_port (server));
  world->session = ent_sync_http_new_session ();
  world->typed = g_ptr_array_new_with_free_func ((GDestroyNotify) typed_free);
  for (guint i = 0; i < DESKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("desk%u", i);

      world->desks[i] = desk_new (server, name, SIREN);
      desk_add_remote (server, world->desks[i], "Team", ENT_CIRCLE_TEAM, "unit");
      desk_add_remote (server, world->desks[i], "Services", ENT_CIRCLE_DEPARTMENTS, "unit");
      desk_add_remote (server, world->desks[i], "Atlas", ENT_CIRCLE_ATLAS, "unit");
    }
  world->point = desk_new (server, "point", SIREN);
  desk_add_remote (server, world->point, "Services", ENT_CIRCLE_DEPARTMENTS, "culture");
  world->other = desk_new (server, "other", OTHER_SIREN);
  desk_add_remote (server, world->other, "Atlas", ENT_CIRCLE_ATLAS, "other");
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < DESKS; i++)
    g_object_unref (world->desks[i]);
  g_object_unref (world->point);
  g_object_unref (world->other);
  g_object_unref (world->session);
  proxy_free (world->proxy);
  g_ptr_array_unref (world->typed);
}

/* A round over a line that does not always hold; what it did not come to, the next one does. */
static void
sync_badly (World *world,
            EntWorkspace *desk,
            const char *remote)
{
  EntSyncSummary summary;
  g_autoptr (GError) error = NULL;

  proxy_cut (world->proxy, g_test_rand_bit () ? PROXY_REQUEST : PROXY_ANSWER, g_test_rand_int_range (0, 6000), g_test_rand_int_range (0, 4));
  error = hasty_sync (world->session, world->proxy->url, desk, remote, &summary);
  if (error != NULL)
    g_assert_error (error, ENT_ERROR, ENT_ERROR_BUSY);
}

static void
type_title (World *world,
            EntWorkspace *desk)
{
  g_autoptr (GPtrArray) projects = list_records (desk, "project");
  EntRecord *project = projects->len > 0 ? projects->pdata[g_test_rand_int_range (0, projects->len)] : NULL;
  Typed *typed;

  if (project == NULL)
    return;

  typed = g_new0 (Typed, 1);
  typed->desk = desk;
  typed->id = g_strdup (ent_record_get_id (project));
  typed->text = g_strdup_printf ("Typed %u", world->n_typed++);
  ent_record_set_text (project, "title", typed->text);
  /* What came from elsewhere may want mending first; then it was not typed. */
  if (ent_workspace_save (desk, project, NULL))
    g_ptr_array_add (world->typed, typed);
  else
    typed_free (typed);
}

static gboolean
history_has (EntWorkspace *desk,
             const char *id,
             const char *text)
{
  g_autoptr (GPtrArray) rows = ent_workspace_history (desk, id, G_MAXUINT, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const EntHistoryRow *row = rows->pdata[i];

      if ((row->before != NULL && strstr (row->before, text) != NULL) || (row->after != NULL && strstr (row->after, text) != NULL))
        return TRUE;
    }

  return FALSE;
}

/* Overwritten, deleted, refused: whoever has typed something finds it again. */
static void
check_typed (World *world)
{
  for (guint i = 0; i < world->typed->len; i++)
    {
      const Typed *typed = world->typed->pdata[i];

      g_assert_true (history_has (typed->desk, typed->id, typed->text));
    }
}

static GPtrArray *
list_projects (EntWorkspace *desk)
{
  return list_records (desk, "project");
}

static void
save_loosely (EntWorkspace *desk,
              EntRecord *record)
{
  g_autoptr (GError) error = NULL;

  /* What came from elsewhere may want mending first; a person would be told. */
  if (!ent_workspace_save (desk, record, &error))
    g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
}

static void
edit_something (EntWorkspace *desk,
                const char *name)
{
  g_autoptr (GPtrArray) projects = list_records (desk, name);
  EntRecord *project;
  const EntEntity *entity = ent_schema_find (name);

  if (projects->len == 0)
    return;

  project = projects->pdata[g_test_rand_int_range (0, projects->len)];
  for (gint left = g_test_rand_int_range (1, 4); left > 0; left--)
    {
      const EntField *field = &entity->fields[g_test_rand_int_range (0, entity->n_fields - 1)];
      g_auto (EntValue) value = { 0 };

      if ((field->flags & ENT_FIELD_REQUIRED) || g_test_rand_int_range (0, 5) > 0)
        random_value (field, &value);
      ent_record_set (project, field, &value);
    }
  mend_periods (project);
  save_loosely (desk, project);
}

static void
change_circle (EntWorkspace *desk)
{
  g_autoptr (GPtrArray) projects = list_projects (desk);

  if (projects->len > 0)
    {
      EntRecord *project = projects->pdata[g_test_rand_int_range (0, projects->len)];

      ent_record_set_text (project, "circle", circles[g_test_rand_int_range (0, G_N_ELEMENTS (circles))]);
      save_loosely (desk, project);
    }
}

static void
delete_something (EntWorkspace *desk)
{
  g_autoptr (GPtrArray) projects = list_projects (desk);

  if (projects->len > 2)
    desk_delete (desk, ent_record_get_id (projects->pdata[g_test_rand_int_range (0, projects->len)]));
}

static void
add_something (EntWorkspace *desk)
{
  g_autoptr (EntRecord) project = random_record (ent_schema_find ("project"));

  ent_record_set_text (project, "circle", circles[g_test_rand_int_range (0, G_N_ELEMENTS (circles))]);
  desk_save (desk, project);
}

static void
log_involvement (EntWorkspace *point)
{
  g_autoptr (EntRecord) involvement = random_record (ent_schema_find ("involvement"));

  ent_record_set_text (involvement, "circle", NULL);
  desk_save (point, involvement);
}

static guint
settle_all (EntWorkspace *desk,
            int side)
{
  g_autoptr (GPtrArray) conflicts = ent_sync_issues_list_conflicts (desk, NULL, NULL, NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const EntConflict *conflict = conflicts->pdata[i];
      g_autoptr (GError) error = NULL;

      ent_sync_resolve (desk, conflict->remote, conflict->id, conflict->field, side >= 0 ? side : g_test_rand_int_range (0, 3), &error);
      /* Settling the deletion of a record may have taken its other conflicts along; and what is required cannot be left out. */
      if (error != NULL && error->code != ENT_ERROR_INVALID)
        g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
    }

  return conflicts->len;
}

static void
do_anything (World *world)
{
  EntWorkspace *desk = world->desks[g_test_rand_int_range (0, DESKS)];

  switch (g_test_rand_int_range (0, 18))
    {
    case 0:
      add_something (desk);
      break;
    case 1:
    case 2:
    case 3:
      edit_something (desk, g_test_rand_int_range (0, 4) > 0 ? "project" : "involvement");
      break;
    case 4:
      change_circle (desk);
      break;
    case 5:
      delete_something (desk);
      break;
    case 6:
      log_involvement (world->point);
      break;
    case 7:
      settle_all (desk, -1);
      break;
    case 8:
      sync_badly (world, world->point, "Services");
      sync_badly (world, world->other, "Atlas");
      break;
    case 9:
      edit_something (world->point, "involvement");
      sync_badly (world, world->point, "Services");
      break;
    case 10:
      settle_all (world->point, -1);
      break;
    case 11:
    case 12:
      type_title (world, desk);
      break;
    default:
      sync_badly (world, desk, remotes[g_test_rand_int_range (0, G_N_ELEMENTS (remotes))]);
    }
}

static guint
count (EntSyncSummary summary)
{
  return summary.received + summary.sent + summary.conflicts + summary.refused + summary.quarantined;
}

/* The first desk has the last word; then all synchronise until nothing moves any more. */
static void
come_to_rest (World *world)
{
  guint moved = 1;

  for (guint round = 0; moved > 0; round++)
    {
      g_assert_cmpuint (round, <, ROUNDS_MAX);
      moved = 0;
      for (guint i = 0; i < DESKS; i++)
        {
          for (guint j = 0; j < G_N_ELEMENTS (remotes); j++)
            moved += count (desk_sync (world->server, world->desks[i], remotes[j]));
          moved += settle_all (world->desks[i], i == 0 ? ENT_SYNC_MINE : ENT_SYNC_THEIRS);
        }
      moved += count (desk_sync (world->server, world->point, "Services"));
      moved += settle_all (world->point, ENT_SYNC_THEIRS);
      moved += count (desk_sync (world->server, world->other, "Atlas"));
    }
}

static char *
text_of (JsonObject *document)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), document);

  return ent_json_to_text (node);
}

static JsonObject *
get_document (EntWorkspace *desk,
              const char *id)
{
  return ent_workspace_exists (desk, id) ? ent_workspace_get_document (desk, id, NULL) : NULL;
}

/* What @desk has of @id is what @circle sees of @document, and nothing else; nothing where it must not see it. */
static void
check_seen (EntWorkspace *desk,
            const char *id,
            JsonObject *document,
            EntCircle circle)
{
  gboolean visible = document != NULL && ent_projection_get_circle (document) >= circle;
  g_autoptr (JsonObject) held = get_document (desk, id);
  g_autoptr (JsonObject) wanted = NULL;
  g_autoptr (JsonObject) part = NULL;
  g_autofree char *wanted_text = NULL;
  g_autofree char *text = NULL;

  g_assert_true ((held != NULL) == visible);
  if (!visible)
    return;

  wanted = ent_projection_make (document, circle, NULL);
  part = ent_projection_make (held, circle, NULL);
  wanted_text = text_of (wanted);
  text = text_of (part);
  g_assert_cmpstr (text, ==, wanted_text);
  if (circle > ENT_CIRCLE_TEAM)
    g_assert_false (ent_projection_holds_more (held, circle));
}

static void
check_entity (World *world,
              const char *entity)
{
  g_autoptr (GPtrArray) records = list_records (world->desks[0], entity);

  for (guint i = 0; i < records->len; i++)
    {
      const char *id = ent_record_get_id (records->pdata[i]);
      g_autoptr (JsonObject) document = get_document (world->desks[0], id);

      for (guint j = 1; j < DESKS; j++)
        check_seen (world->desks[j], id, document, ENT_CIRCLE_TEAM);
      check_seen (world->point, id, document, ENT_CIRCLE_DEPARTMENTS);
      check_seen (world->other, id, document, ENT_CIRCLE_ATLAS);
    }
  for (guint j = 1; j < DESKS; j++)
    g_assert_cmpuint (count_records (world->desks[j], entity), ==, records->len);
}

static void
check_sound (EntWorkspace *desk)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  ent_workspace_check (desk, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_model (Server *server,
            gconstpointer unused)
{
  World world = { 0 };

  world_set_up (&world, server);
  for (guint step = 0; step < STEPS; step++)
    do_anything (&world);
  come_to_rest (&world);

  check_entity (&world, "project");
  check_entity (&world, "involvement");
  check_typed (&world);
  for (guint i = 0; i < DESKS; i++)
    check_sound (world.desks[i]);
  check_sound (world.point);
  world_clear (&world);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/model/%u", i);

      g_test_add (path, Server, NULL, server_set_up, test_model, server_tear_down);
    }

  return g_test_run ();
}
