/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents that are handed over, and how they look. */
#include <glib/gi18n-lib.h>

#include "ent-ctl.h"
#include "ent-identity.h"

/* “none” takes away what was set. */
static const char *
get_value (const char *argument)
{
  return g_str_equal (argument, "none") ? NULL : argument;
}

gboolean
ent_ctl_identity (EntCtl *ctl,
                  int argc,
                  char **argv,
                  GError **error)
{
  g_autofree char *logo = NULL;
  g_autofree char *color = NULL;
  const GOptionEntry entries[] = {
    { "logo", 0, 0, G_OPTION_ARG_FILENAME, &logo, NULL, NULL },
    { "color", 0, 0, G_OPTION_ARG_STRING, &color, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!ent_ctl_parse (&argc, &argv, entries, 0, 0, error))
    return FALSE;
  if (logo == NULL && color == NULL)
    return ent_ctl_refuse (error, "%s", _ ("Say what to set: --logo FILE.png or --color #RRGGBB."));

  return (logo == NULL || ent_identity_set_logo (ctl->workspace, get_value (logo), error))
         && (color == NULL || ent_identity_set_color (ctl->workspace, get_value (color), error));
}
