/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-commands.h"

#include "ent-atlas-check.h"
#include "ent-atlas-limits.h"
#include "ent-atlas-rule.h"
#include "ent-atlas-server.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <malloc.h>

#define DEFAULT_ADDRESS "127.0.0.1:5985"

typedef struct
{
  char *data;
  char *listen;
  char *certificate;
  char *key;
  int session_seconds;
  int request_seconds;
  int connections;
  gboolean behind_proxy;
  gboolean quiet;
  gboolean check;
  gboolean version;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->data);
  g_free (options->listen);
  g_free (options->certificate);
  g_free (options->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options,
               int     *argc,
               char  ***argv,
               GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, N_("Where the server’s data is"), N_("FOLDER") },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options->listen, N_("Where to listen (127.0.0.1:5985 if not given)"),
      N_("ADDRESS:PORT") },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &options->certificate, N_("Certificate, in PEM"), N_("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options->key, N_("Key of the certificate, in PEM"), N_("FILE") },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &options->behind_proxy,
      N_("Trust the proxy in front of the server for clients’ addresses"), NULL },
    { "session-seconds", 0, 0, G_OPTION_ARG_INT, &options->session_seconds,
      N_("How long an idle session lasts (600 if not given)"), N_("SECONDS") },
    { "request-seconds", 0, 0, G_OPTION_ARG_INT, &options->request_seconds,
      N_("How long a request may take to come in (300 if not given)"), N_("SECONDS") },
    { "connections", 0, 0, G_OPTION_ARG_INT, &options->connections,
      N_("How many connections one address may have (64 if not given; any number behind a proxy)"), N_("NUMBER") },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet, N_("Do not log each request"), NULL },
    { "check", 0, 0, G_OPTION_ARG_NONE, &options->check, N_("Check all databases for damage and exit"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_("Print the version and exit"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _("The shared Atlas: keeps the records that Entente synchronises."));
  g_option_context_set_description (context, _("Accounts are managed with “entente-atlas account”, copies made with “entente-atlas "
                                            "backup”: see their --help."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("Unknown command: %s"), (*argv)[1]);
      return FALSE;
    }

  if (options->session_seconds < 0 || options->request_seconds < 0 || options->connections < 0)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("Times and numbers must be at least 1"));
      return FALSE;
    }

  if (options->version || options->data != NULL)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("Say where the data is: --data FOLDER"));
  return FALSE;
}

static gboolean
load_certificate (const Options    *options,
                  GTlsCertificate **ret_certificate,
                  GError          **error)
{
  if ((options->certificate == NULL) != (options->key == NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("A certificate needs its key: give both --tls-certificate and --tls-key"));
      return FALSE;
    }

  if (options->certificate == NULL)
    return TRUE;

  *ret_certificate = g_tls_certificate_new_from_files (options->certificate, options->key, error);
  return *ret_certificate != NULL;
}

static gboolean
ensure_public (EntAtlasStore *store,
               GError       **error)
{
  g_autofree char *security = NULL;

  if (ent_atlas_store_exists (store, ENT_ATLAS_RULE_PUBLIC))
    return TRUE;

  security = ent_atlas_rule_dup_security (ENT_ATLAS_RULE_PUBLIC);
  return ent_atlas_store_create (store, ENT_ATLAS_RULE_PUBLIC, security, error);
}

/* Behind a proxy all connections come from one address, and counting them is the proxy's to do. */
static guint
choose_connections (const Options *options)
{
  if (options->connections > 0)
    return (guint) options->connections;

  return options->behind_proxy ? 0 : ENT_ATLAS_LIMIT_CONNECTIONS;
}

static EntAtlasServer *
make_server (const Options *options,
             GError       **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (EntAtlasStore) store = NULL;
  g_autoptr (EntAtlasAccounts) accounts = NULL;
  g_autoptr (EntAtlasGate) gate = NULL;
  g_autoptr (EntAtlasServer) server = NULL;

  if (!load_certificate (options, &certificate, error) || (store = ent_atlas_store_new (options->data, error)) == NULL
      || !ensure_public (store, error) || (accounts = ent_atlas_accounts_open (options->data, error)) == NULL
      || (gate = ent_atlas_gate_new (accounts, error)) == NULL)
    return NULL;

  if (options->session_seconds > 0)
    ent_atlas_gate_set_session_time (gate, (guint) options->session_seconds);
  server = ent_atlas_server_new (store, gate, certificate);
  ent_atlas_server_set_quiet (server, options->quiet);
  ent_atlas_server_set_behind_proxy (server, options->behind_proxy);
  ent_atlas_server_set_limits (server, choose_connections (options),
                               options->request_seconds > 0 ? (guint) options->request_seconds
                                                            : ENT_ATLAS_LIMIT_REQUEST_TIME);
  if (!ent_atlas_server_listen (server, options->listen != NULL ? options->listen : DEFAULT_ADDRESS, error))
    return NULL;

  return g_steal_pointer (&server);
}

static gboolean
check_one (EntAtlasStore *store,
           const char    *name,
           guint         *problems_found,
           GError       **error)
{
  g_autofree char *path = ent_atlas_store_dup_path (store, name);
  g_autoptr (EntAtlasDatabase) database = ent_atlas_database_open (path, ENT_ATLAS_DATABASE_READ, error);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  gboolean done;

  if (database == NULL || !ent_atlas_database_begin_read (database, error))
    return FALSE;

  done = ent_atlas_check_database (database, problems, error);
  ent_atlas_database_rollback (database);
  for (guint i = 0; i < problems->len; i++)
    g_print ("%s: %s\n", name, (const char *) g_ptr_array_index (problems, i));
  if (done && problems->len == 0)
    g_print (_("%s: in order\n"), name);

  *problems_found += problems->len;
  return done;
}

/* One that cannot be opened must not keep the others from being looked at. */
static int
check (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntAtlasStore) store = ent_atlas_store_new (options->data, &error);
  g_auto (GStrv) names = store != NULL ? ent_atlas_store_list (store, &error) : NULL;
  guint problems = 0;

  if (names == NULL)
    return ent_atlas_commands_fail (error);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (!check_one (store, names[i], &problems, &local_error))
        {
          g_print ("%s: %s\n", names[i], local_error->message);
          problems++;
        }
    }

  return problems > 0 ? 1 : 0;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* A large body or a password's proof is rare, and goes back to the system at once: by itself the allocator keeps what it
 * has had to give once, for each thread. */
#define LARGE (256 * 1024)

static void
run (EntAtlasServer *server)
{
  static const int signals[] = { SIGTERM, SIGINT };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *uri = ent_atlas_server_dup_uri (server);

  /* For good: told again while it stops, the process goes on stopping in order. */
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_unix_signal_add_full (G_PRIORITY_DEFAULT, signals[i], quit_cb, g_main_loop_ref (loop),
                            (GDestroyNotify) g_main_loop_unref);

  mallopt (M_MMAP_THRESHOLD, LARGE);
  /* Programs that start the server wait for this line. */
  g_print ("listening on %s\n", uri);
  g_main_loop_run (loop);
  ent_atlas_server_stop (server);
}

/**
 * ent_atlas_command_serve:
 * @argc: how many words the command line has
 * @argv: the words
 *
 * Serves until the process is told to stop.
 *
 * Returns: the exit status: 0 stopped in order, 1 cannot serve, 2 wrong usage
 */
int
ent_atlas_command_serve (int    argc,
                         char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (EntAtlasServer) server = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse_options (&options, &argc, &argv, &error))
    return ent_atlas_commands_fail (error);

  if (options.version)
    {
      g_print ("entente-atlas %s\n", ENT_ATLAS_VERSION);
      return 0;
    }

  if (options.check)
    return check (&options);

  server = make_server (&options, &error);
  if (server == NULL)
    return ent_atlas_commands_fail (error);

  run (server);
  return 0;
}
