/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A real server in a process of its own, on a free port of the loopback, with a folder and accounts of its own. The
 * process is this test program again, so that there is nothing to find and the sanitizers see the server, too. */

#include "ent-atlas-accounts.h"
#include "ent-atlas-commands.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#define PASSWORD "correct horse"
#define UNIT "amiens"
#define OTHER "lyon"
#define DEPARTMENT "voirie"
#define EMBASSY "dakar"
#define ADMIN "boss"
#define READER "reader"

typedef struct
{
  char *folder;
  GSubprocess *process;
  SoupSession *session;
  char *uri;
} Server;

typedef struct
{
  SoupMessage *message;
  GBytes *bytes;
  char *body;
  guint status;
} Answer;

static const struct
{
  const char *name;
  EntAtlasRole role;
  const char *publisher;
} server_accounts[] = {
  { UNIT, ENT_ATLAS_ROLE_UNIT, "200046977" },
  { OTHER, ENT_ATLAS_ROLE_UNIT, "213000000" },
  { DEPARTMENT, ENT_ATLAS_ROLE_DEPARTMENT, "200046977" },
  { EMBASSY, ENT_ATLAS_ROLE_EMBASSY, "sn" },
  { ADMIN, ENT_ATLAS_ROLE_ADMINISTRATOR, NULL },
  { READER, ENT_ATLAS_ROLE_READER, NULL },
};

static inline void
answer_free (Answer *answer)
{
  g_clear_object (&answer->message);
  g_clear_pointer (&answer->bytes, g_bytes_unref);
  g_free (answer->body);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* The first line that the server prints says where it listens. */
static inline void
server_read_uri (Server *server)
{
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (line != NULL && g_str_has_prefix (line, "listening on "));
  server->uri = g_strdup (line + strlen ("listening on "));
  server->session = soup_session_new_with_options ("timeout", 30, "proxy-resolver", NULL, NULL);
}

/* Runs the program's own command line, as an administrator would; returns the exit status. */
static inline int
server_command (Server            *server,
                const char *const *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add_many (builder, "/proc/self/exe", "--command", NULL);
  for (; *words != NULL; words++)
    g_strv_builder_add (builder, *words);
  g_strv_builder_add_many (builder, "--data", server->folder, NULL);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv,
                               G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  return g_subprocess_get_exit_status (process);
}

static inline void
server_add_accounts (Server *server)
{
  g_autofree char *file = g_build_filename (server->folder, "password", NULL);

  g_assert_true (g_file_set_contents (file, PASSWORD "\n", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (server_accounts); i++)
    {
      const char *words[] = { "account", "add", server_accounts[i].name, "--role",
                              ent_atlas_role_to_nick (server_accounts[i].role), "--password-file", file, "--publisher",
                              server_accounts[i].publisher, NULL };

      if (server_accounts[i].publisher == NULL)
        words[7] = NULL;
      g_assert_cmpint (server_command (server, words), ==, 0);
    }
}

static inline void
server_start_with (Server     *server,
                   const char *option,
                   const char *second_option)
{
  g_autoptr (GError) error = NULL;

  server->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--command", "--data",
                                      server->folder, "--listen", "127.0.0.1:0", "--quiet", option, second_option, NULL);
  g_assert_no_error (error);
  server_read_uri (server);
}

static inline void
server_start (Server     *server,
              const char *option)
{
  server_start_with (server, option, NULL);
}

static inline void
server_stop (Server *server)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (server->process, SIGTERM);
  g_assert_true (g_subprocess_wait (server->process, NULL, &error));
  g_assert_no_error (error);
  /* Nothing else than an orderly end, which the sanitizers have to agree with. */
  g_assert_true (g_subprocess_get_if_exited (server->process));
  g_assert_cmpint (g_subprocess_get_exit_status (server->process), ==, 0);
  g_clear_object (&server->process);
  g_clear_object (&server->session);
  g_clear_pointer (&server->uri, g_free);
}

static inline void
server_set_up (Server       *server,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  server->folder = g_dir_make_tmp ("entente-atlas-XXXXXX", &error);
  g_assert_no_error (error);
  server_add_accounts (server);
  server_start (server, data);
}

static inline void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static inline void
server_tear_down (Server       *server,
                  gconstpointer data)
{
  server_stop (server);
  remove_folder (server->folder);
  g_free (server->folder);
}

static inline SoupMessage *
new_message (Server     *server,
             const char *user,
             const char *method,
             const char *path)
{
  g_autofree char *uri = g_strconcat (server->uri, path, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (user != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%s:%s", user, PASSWORD);
      g_autofree char *base64 = g_base64_encode ((const guchar *) text, strlen (text));
      g_autofree char *value = g_strconcat ("Basic ", base64, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
    }
  return message;
}

static inline Answer *
send_message (Server      *server,
              SoupMessage *message)
{
  g_autoptr (GError) error = NULL;
  Answer *answer = g_new0 (Answer, 1);

  answer->message = g_object_ref (message);
  answer->bytes = soup_session_send_and_read (server->session, message, NULL, &error);
  g_assert_no_error (error);
  answer->body = g_strndup (g_bytes_get_data (answer->bytes, NULL), g_bytes_get_size (answer->bytes));
  answer->status = soup_message_get_status (message);
  return answer;
}

static inline Answer *
call_with_type (Server     *server,
                const char *user,
                const char *method,
                const char *path,
                const char *type,
                const char *body)
{
  g_autoptr (SoupMessage) message = new_message (server, user, method, path);

  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, type, bytes);
    }
  return send_message (server, message);
}

static inline Answer *
call (Server     *server,
      const char *user,
      const char *method,
      const char *path,
      const char *body)
{
  return call_with_type (server, user, method, path, "application/json", body);
}

static inline const char *
get_header (const Answer *answer,
            const char   *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (answer->message), name);
}

/* What a JSON path finds in an answer, as compact JSON. */
static inline char *
find_json (const Answer *answer,
           const char   *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (answer->body, &error);
  g_autoptr (JsonNode) found = NULL;

  g_assert_no_error (error);
  found = json_path_query (path, root, &error);
  g_assert_no_error (error);
  return json_to_string (found, FALSE);
}

#define assert_status(answer, expected)                                                                               \
  G_STMT_START                                                                                                        \
  {                                                                                                                   \
    if ((answer)->status != (expected))                                                                               \
      g_error ("line %d: %u instead of %u: %s", __LINE__, (answer)->status, (guint) (expected), (answer)->body);       \
  }                                                                                                                   \
  G_STMT_END

#define assert_json(answer, path, expected)                                                                           \
  G_STMT_START                                                                                                        \
  {                                                                                                                   \
    g_autofree char *found_json = find_json ((answer), (path));                                                       \
    g_assert_cmpstr (found_json, ==, (expected));                                                                     \
  }                                                                                                                   \
  G_STMT_END

/* Asks for something of which only the status and the error's name matter. */
#define assert_refused(server, user, method, path, body, expected, name)                                              \
  G_STMT_START                                                                                                        \
  {                                                                                                                   \
    g_autoptr (Answer) refusal = call ((server), (user), (method), (path), (body));                                   \
    assert_status (refusal, (expected));                                                                              \
    assert_json (refusal, "$.error", "[\"" name "\"]");                                                               \
  }                                                                                                                   \
  G_STMT_END

static inline char *
put (Server     *server,
     const char *user,
     const char *path,
     const char *body)
{
  g_autoptr (Answer) answer = call (server, user, "PUT", path, body);
  g_autofree char *revision = NULL;

  assert_status (answer, 201);
  revision = find_json (answer, "$.rev");
  return g_strndup (revision + 2, strlen (revision) - 4);
}

static inline int
server_test_run (int    argc,
                 char **argv)
{
  return argc > 1 && g_str_equal (argv[1], "--command") ? ent_atlas_commands_run (argc - 1, argv + 1) : -1;
}

#define SERVER_TEST_MAIN(add_tests)                                                                                   \
  int main (int argc, char **argv)                                                                                    \
  {                                                                                                                   \
    int status = server_test_run (argc, argv);                                                                        \
    if (status >= 0)                                                                                                  \
      return status;                                                                                                  \
    g_test_init (&argc, &argv, NULL);                                                                                 \
    add_tests ();                                                                                                     \
    return g_test_run ();                                                                                             \
  }

#define add_server_test(path, function) \
  g_test_add (path, Server, NULL, server_set_up, function, server_tear_down)
