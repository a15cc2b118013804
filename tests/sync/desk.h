/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Desks of one unit, each with a workspace of its own, and the server between them. */
#pragma once

#include <gio/gio.h>
#include <signal.h>
#include <sys/resource.h>

#include "../common/workspaces.h"
#include "ent-sync.h"

#define SIREN "200046977"
#define OTHER_SIREN "213801855"
#define PASSWORD "a long enough password"
#define OWN_AUTHORITY "authority:0190a1b2-0000-7000-8000-000000000001"

typedef struct
{
  Folder folder;
  GSubprocess *process; /* (owned) */
  char *url;            /* (owned) */
  EntSecrets *secrets;  /* (owned) */
  gsize room;           /* bytes that a file of the server may have, 0: any number */
} Server;

/* Between fork and exec: writing more than that is an error, and nothing worse. */
static inline void
confine (gpointer room)
{
  struct rlimit limit = { .rlim_cur = *(gsize *) room, .rlim_max = *(gsize *) room };

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
}

static inline char *
server_program (void)
{
  return g_test_build_filename (G_TEST_BUILT, "..", "src", "atlas", "entente-atlas", NULL);
}

static inline void
server_add_account (Server *server,
                    const char *name,
                    const char *role,
                    const char *publisher)
{
  g_autofree char *program = server_program ();
  g_autofree char *data = folder_name (&server->folder, "atlas");
  g_autofree char *password = folder_name (&server->folder, "password");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "account", "add", name, "--role", role,
                      "--publisher", publisher, "--password-file", password, "--data", data, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* On a port that is free; again, where it was before. */
static inline void
server_start (Server *server)
{
  g_autofree char *program = server_program ();
  g_autofree char *data = folder_name (&server->folder, "atlas");
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%s", server->url != NULL ? strrchr (server->url, ':') + 1 : "0");
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (server->room > 0)
    g_subprocess_launcher_set_child_setup (launcher, confine, &server->room, NULL);
  server->process =
    g_subprocess_launcher_spawn (launcher, &error, program, "--data", data, "--listen", g_strdelimit (listen, "/", '\0'), NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening on http://"));
  g_set_str (&server->url, line + strlen ("listening on "));
  g_strchomp (server->url);
}

/* Whether all its databases are whole, as its own command says. It is not running meanwhile. */
static inline void
server_check (Server *server)
{
  g_autofree char *program = server_program ();
  g_autofree char *data = folder_name (&server->folder, "atlas");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "--check", "--data", data, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static inline guint16
server_port (Server *server)
{
  g_autoptr (GUri) uri = g_uri_parse (server->url, G_URI_FLAGS_NONE, NULL);

  return g_uri_get_port (uri);
}

static inline void
server_stop (Server *server)
{
  g_subprocess_send_signal (server->process, SIGTERM);
  g_subprocess_wait (server->process, NULL, NULL);
  g_clear_object (&server->process);
}

static inline void
server_set_up (Server *server,
               gconstpointer unused)
{
  g_autofree char *password = NULL;

  folder_set_up (&server->folder, NULL);
  password = folder_write (&server->folder, "password", PASSWORD "\n", -1);
  server_add_account (server, "unit", "unit", SIREN);
  server_add_account (server, "other", "unit", OTHER_SIREN);
  server_add_account (server, "culture", "department", SIREN);
  server_add_account (server, "dakar", "embassy", "sn");
  server_start (server);
  server->secrets = ent_secrets_new_memory ();
}

static inline void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static inline void
server_tear_down (Server *server,
                  gconstpointer unused)
{
  server_stop (server);
  remove_tree (server->folder.path);
  g_free (server->folder.path);
  g_free (server->url);
  g_object_unref (server->secrets);
}

static inline EntWorkspace *
desk_new (Server *server,
          const char *name,
          const char *siren)
{
  EntWorkspace *desk = folder_make_workspace (&server->folder, name);
  g_autoptr (EntRecord) authority = ent_record_new (ent_schema_find ("authority"), OWN_AUTHORITY);
  g_autoptr (GError) error = NULL;

  ent_workspace_set_user (desk, name);
  ent_record_set_text (authority, "name", "Grenoble");
  ent_record_set_text (authority, "country", "FR");
  ent_record_set_text (authority, "siren", siren);
  ent_workspace_save (desk, authority, &error);
  g_assert_no_error (error);
  ent_workspace_set_setting (desk, "own-authority", OWN_AUTHORITY, &error);
  g_assert_no_error (error);
  return desk;
}

static inline void
desk_add_remote (Server *server,
                 EntWorkspace *desk,
                 const char *name,
                 EntCircle circle,
                 const char *user)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRemote) remote = NULL;

  ent_remote_add (desk, name, server->url, circle, user, &error);
  g_assert_no_error (error);
  remote = ent_sync_state_get_remote (desk, name, &error);
  g_assert_no_error (error);
  ent_secrets_store_async (server->secrets, remote->url, user, PASSWORD, NULL, NULL, NULL);
}

/* As a user does who looks at all that is to leave, and agrees. */
static inline EntSyncSummary
desk_sync (Server *server,
           EntWorkspace *desk,
           const char *remote)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) seen = ent_sync_preview (desk, remote, &error);
  EntSyncSummary summary;

  g_assert_no_error (error);
  ent_sync_run (desk, remote, server->secrets, seen, NULL, &summary, &error);
  g_assert_no_error (error);
  return summary;
}

static inline EntRecord *
desk_get (EntWorkspace *desk,
          const char *id)
{
  g_autoptr (GError) error = NULL;
  EntRecord *record = ent_workspace_get (desk, id, &error);

  g_assert_no_error (error);
  return record;
}

static inline void
desk_save (EntWorkspace *desk,
           EntRecord *record)
{
  g_autoptr (GError) error = NULL;

  ent_workspace_save (desk, record, &error);
  g_assert_no_error (error);
}

static inline void
desk_set (EntWorkspace *desk,
          const char *id,
          const char *field,
          const char *text)
{
  g_autoptr (EntRecord) record = desk_get (desk, id);
  g_autoptr (GError) error = NULL;

  ent_record_set_parsed (record, field, text, &error);
  g_assert_no_error (error);
  desk_save (desk, record);
}

static inline void
assert_text (EntWorkspace *desk,
             const char *id,
             const char *field,
             const char *text)
{
  g_autoptr (EntRecord) record = desk_get (desk, id);
  const EntField *known = ent_entity_find_field (ent_record_get_entity (record), field);
  g_autofree char *held = ent_field_format (known, ent_record_get (record, known));

  g_assert_cmpstr (held, ==, text != NULL ? text : "");
}

static inline void
desk_delete (EntWorkspace *desk,
             const char *id)
{
  g_autoptr (GError) error = NULL;

  ent_workspace_delete (desk, id, &error);
  g_assert_no_error (error);
}

/* A project with a title and a circle. */
static inline char *
desk_add_project (EntWorkspace *desk,
                  const char *title,
                  const char *circle)
{
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);

  ent_record_set_text (project, "title", title);
  ent_record_set_text (project, "circle", circle);
  desk_save (desk, project);
  return g_strdup (ent_record_get_id (project));
}

/* As the user asks for who knows that whatever the server refused it for is over. */
static inline void
send_refused_again (EntWorkspace *desk)
{
  g_autoptr (GPtrArray) refused = ent_sync_issues_list_refused (desk, NULL, NULL);

  for (guint i = 0; i < refused->len; i++)
    {
      const EntRefusal *refusal = refused->pdata[i];

      g_assert_true (g_utf8_validate (refusal->reason, -1, NULL));
      g_assert_true (ent_sync_issues_send_again (desk, refusal->remote, refusal->id, NULL));
    }
}
