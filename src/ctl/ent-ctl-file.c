/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace itself: init, generate, check, backup. */
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "ent-ctl.h"
#include "ent-generate.h"
#include "ent-sample.h"
#include "ent-set-up.h"

gboolean
ent_ctl_init (EntCtl *ctl,
              int argc,
              char **argv,
              GError **error)
{
  g_autofree char *authority = NULL;
  g_autofree char *siren = NULL;
  gboolean sample = FALSE;
  const GOptionEntry entries[] = {
    { "authority", 0, 0, G_OPTION_ARG_STRING, &authority, NULL, NULL },
    { "siren", 0, 0, G_OPTION_ARG_STRING, &siren, NULL, NULL },
    { "sample", 0, 0, G_OPTION_ARG_NONE, &sample, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!ent_ctl_parse (&argc, &argv, entries, 0, 0, error))
    return FALSE;
  if (sample && (authority != NULL || siren != NULL))
    return ent_ctl_refuse (error, _ ("The sample has an authority of its own: leave out --authority and --siren."));

  if (sample)
    return ent_sample_create (ctl->path, error);

  return ent_set_up_create (ctl->path, authority, siren, error);
}

gboolean
ent_ctl_generate (EntCtl *ctl,
                  int argc,
                  char **argv,
                  GError **error)
{
  int authorities = 1000, projects = 1000, seed = 1;
  const GOptionEntry entries[] = {
    { "authorities", 0, 0, G_OPTION_ARG_INT, &authorities, NULL, NULL },
    { "projects", 0, 0, G_OPTION_ARG_INT, &projects, NULL, NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!ent_ctl_parse (&argc, &argv, entries, 0, 0, error))
    return FALSE;
  if (authorities < 2 || projects < 0)
    return ent_ctl_refuse (error, _ ("At least two authorities are needed, and the number of projects cannot be negative."));

  return ent_generate_create (ctl->path, authorities, projects, seed, error);
}

/* A dot a second, for somebody who waits; called amid the work, many times a second. */
static int
show_dot (gpointer data)
{
  gint64 *last = data;
  gint64 now = g_get_monotonic_time ();

  if (now - *last < G_USEC_PER_SEC)
    return 0;

  *last = now;
  g_printerr (".");
  return 0;
}

/* A large file takes its time. */
static gboolean
check_visibly (EntCtl *ctl,
               GPtrArray **ret_problems,
               GError **error)
{
  sqlite3 *handle = ent_database_get_handle (ent_workspace_get_database (ctl->workspace));
  gint64 last = g_get_monotonic_time ();
  gint64 start = last;
  gboolean done;

  if (isatty (STDERR_FILENO))
    sqlite3_progress_handler (handle, 100000, show_dot, &last);
  done = ent_workspace_check (ctl->workspace, ret_problems, error);
  sqlite3_progress_handler (handle, 0, NULL, NULL);
  if (last != start)
    g_printerr ("\n");

  return done;
}

gboolean
ent_ctl_check (EntCtl *ctl,
               int argc,
               char **argv,
               GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;

  if (!ent_ctl_parse (&argc, &argv, NULL, 0, 0, error) || !check_visibly (ctl, &problems, error))
    return FALSE;

  for (guint i = 0; i < problems->len; i++)
    g_print ("%s\n", (char *) problems->pdata[i]);
  if (problems->len == 0)
    {
      g_print ("%s\n", _ ("The workspace is sound."));
      return TRUE;
    }

  g_set_error (error, ENT_ERROR, ENT_ERROR_DAMAGED, g_dngettext (GETTEXT_PACKAGE, "%u problem was found.", "%u problems were found.", problems->len), problems->len);
  return FALSE;
}

gboolean
ent_ctl_backup (EntCtl *ctl,
                int argc,
                char **argv,
                GError **error)
{
  return ent_ctl_parse (&argc, &argv, NULL, 1, 1, error) && ent_workspace_backup (ctl->workspace, argv[1], NULL, error);
}
