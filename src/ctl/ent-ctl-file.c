/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace itself: init, generate, check, backup. */
#include <glib/gi18n-lib.h>

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
    return ent_ctl_refuse (error, _ ("Two authorities are the least, and projects cannot be fewer than none."));

  return ent_generate_create (ctl->path, authorities, projects, seed, error);
}

gboolean
ent_ctl_check (EntCtl *ctl,
               int argc,
               char **argv,
               GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;

  if (!ent_ctl_parse (&argc, &argv, NULL, 0, 0, error) || !ent_workspace_check (ctl->workspace, &problems, error))
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
