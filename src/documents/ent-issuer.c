/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-issuer.h"

#include "ent-format.h"

/**
 * ent_issuer_get_name:
 * @workspace: a workspace
 * @setting: the name of a setting that is a record, such as `own-authority`
 *
 * Returns: (transfer full) (nullable): what that record is called
 */
char *
ent_issuer_get_name (EntWorkspace *workspace,
                     const char *setting)
{
  g_autofree char *id = NULL;
  g_autofree char *headline = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace) && setting != NULL, NULL);

  id = ent_workspace_get_setting (workspace, setting);
  headline = id != NULL ? ent_workspace_get_headline (workspace, id) : NULL;

  return headline != NULL && *headline != '\0' ? g_steal_pointer (&headline) : NULL;
}

/**
 * ent_issuer_describe:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer full): whose document it is, as far as that is known, and the day on which it was drawn up
 */
char *
ent_issuer_describe (EntWorkspace *workspace,
                     const char *today)
{
  g_autofree char *authority = ent_issuer_get_name (workspace, "own-authority");
  g_autofree char *unit = ent_issuer_get_name (workspace, "own-department");
  g_autofree char *day = ent_format_display_date (today);
  const char *parts[4] = { NULL };
  guint n = 0;

  if (authority != NULL)
    parts[n++] = authority;
  if (unit != NULL)
    parts[n++] = unit;
  parts[n++] = day;

  return g_strjoinv (" · ", (char **) parts);
}
