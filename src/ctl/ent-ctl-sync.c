/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers: remote, sync, conflicts, resolve. */
#include <glib/gi18n-lib.h>

#include "ent-ctl.h"
#include "ent-sync.h"
#include "ent-terminal.h"

static const char *const circle_nicks[] = { "team", "departments", "atlas" };

static gboolean
parse_circle (const char *nick,
              EntCircle *ret_circle,
              GError **error)
{
  for (guint i = 0; nick != NULL && i < G_N_ELEMENTS (circle_nicks); i++)
    if (g_str_equal (circle_nicks[i], nick))
      {
        *ret_circle = i;
        return TRUE;
      }

  return ent_ctl_refuse (error, "%s", _ ("Say who reads there: --circle team, departments or atlas."));
}

/* A descriptor is open for this one run; what is kept with the remote must be there at the next. */
static gboolean
check_lasting (const char *path,
               GError **error)
{
  return path == NULL || !g_str_has_prefix (path, "/dev/")
         || ent_ctl_refuse (error, _ ("“%s” is gone after this run. Name a file, or give the password at each run: sync NAME --password-file."), path);
}

static gboolean
add_remote (EntCtl *ctl,
            int argc,
            char **argv,
            GError **error)
{
  g_autofree char *nick = NULL;
  g_autofree char *user = NULL;
  g_autofree char *password_file = NULL;
  const GOptionEntry entries[] = {
    { "circle", 0, 0, G_OPTION_ARG_STRING, &nick, NULL, NULL },
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, NULL, NULL },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *absolute = NULL;
  EntCircle circle = ENT_CIRCLE_TEAM;

  if (!ent_ctl_parse (&argc, &argv, entries, 2, 2, error) || !parse_circle (nick, &circle, error))
    return FALSE;

  absolute = password_file != NULL ? g_canonicalize_filename (password_file, NULL) : NULL;
  return check_lasting (absolute, error)
         && ent_remote_add (ctl->workspace, argv[1], argv[2], circle, user, error)
         && (absolute == NULL || ent_remote_set_password_file (ctl->workspace, argv[1], absolute, error));
}

static gboolean
list_remotes (EntCtl *ctl,
              int argc,
              char **argv,
              GError **error)
{
  static const char *const headings[] = { "name", "url", "circle", "user", "synced", "status", NULL };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) remotes = NULL;

  if (!ent_ctl_parse (&argc, &argv, NULL, 0, 0, error))
    return FALSE;
  remotes = ent_sync_state_list_remotes (ctl->workspace, error);
  if (remotes == NULL)
    return FALSE;

  for (guint i = 0; i < remotes->len; i++)
    {
      const EntRemote *remote = remotes->pdata[i];
      const char *line[] = { remote->name, remote->url, circle_nicks[remote->circle], remote->user != NULL ? remote->user : "",
                             remote->synced_at != NULL ? remote->synced_at : "", remote->status != NULL ? remote->status : "", NULL };

      g_ptr_array_add (cells, g_strdupv ((char **) line));
    }

  ent_ctl_print_table (ctl, headings, cells);
  return TRUE;
}

gboolean
ent_ctl_remote (EntCtl *ctl,
                int argc,
                char **argv,
                GError **error)
{
  if (argc > 1 && g_str_equal (argv[1], "add"))
    return add_remote (ctl, argc - 1, argv + 1, error);
  if (argc > 1 && g_str_equal (argv[1], "list"))
    return list_remotes (ctl, argc - 1, argv + 1, error);
  if (argc == 3 && g_str_equal (argv[1], "remove"))
    return ent_remote_remove (ctl->workspace, argv[2], error);

  return ent_ctl_refuse (error, "%s", _ ("Say remote add, remote list or remote remove NAME."));
}

static char *
read_password (const EntRemote *remote,
               const char *file,
               GError **error)
{
  g_autofree char *prompt = g_strdup_printf (_ ("Password of %s: "), remote->user != NULL ? remote->user : remote->name);

  return ent_terminal_is_terminal (file) ? ent_terminal_ask_password (file, prompt, NULL, error) : ent_secrets_read_file (file, error);
}

/* A password for this run alone; else it comes from the file that was named with the remote, or from the keyring. */
static EntSecrets *
secrets_for (EntCtl *ctl,
             const EntRemote *remote,
             const char *password_file,
             GError **error)
{
  g_autoptr (EntSecrets) secrets = NULL;
  g_autofree char *kept = ent_remote_get_password_file (ctl->workspace, remote->name);
  g_autofree char *password = NULL;

  if (password_file == NULL)
    return ent_secrets_new_keyring ();
  if (kept != NULL)
    {
      ent_ctl_refuse (error, _ ("The password for “%s” is read from %s. Change it there."), remote->name, kept);
      return NULL;
    }

  password = read_password (remote, password_file, error);
  if (password == NULL)
    return NULL;

  secrets = ent_secrets_new_memory ();
  ent_secrets_store_async (secrets, remote->url, remote->user, password, NULL, NULL, NULL);
  return g_steal_pointer (&secrets);
}

static gboolean
synchronise (EntCtl *ctl,
             const EntRemote *remote,
             const char *password_file,
             GPtrArray *seen,
             GError **error)
{
  g_autoptr (EntSecrets) secrets = secrets_for (ctl, remote, password_file, error);
  EntSyncSummary summary = { 0 };
  g_autofree char *description = NULL;

  if (secrets == NULL || !ent_sync_run (ctl->workspace, remote->name, secrets, seen, NULL, &summary, error))
    {
      g_prefix_error (error, "%s: ", remote->name);
      return FALSE;
    }

  description = ent_sync_summary_describe (&summary);
  /* What was agreed to has left; that there is more is not what whoever agreed expects. */
  if (seen != NULL && summary.unseen > 0)
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_FAILED, "%s: %s", remote->name, description);
      return FALSE;
    }
  g_print ("%s: %s\n", remote->name, description);
  return TRUE;
}

gboolean
ent_ctl_sync (EntCtl *ctl,
              int argc,
              char **argv,
              GError **error)
{
  gboolean only_preview = FALSE, found = FALSE;
  g_autofree char *password_file = NULL;
  g_autofree char *seen_file = NULL;
  const GOptionEntry entries[] = {
    { "preview", 0, 0, G_OPTION_ARG_NONE, &only_preview, NULL, NULL },
    { "publish", 0, 0, G_OPTION_ARG_FILENAME, &seen_file, NULL, NULL },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) remotes = NULL;
  g_autoptr (GPtrArray) seen = NULL;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  if (!ent_ctl_parse (&argc, &argv, entries, 0, 1, error))
    return FALSE;
  if (seen_file != NULL && argc < 2)
    return ent_ctl_refuse (error, "%s", _ ("Say where to publish: sync NAME --publish FILE."));
  if (seen_file != NULL && (seen = ent_ctl_preview_read (seen_file, argv[1], error)) == NULL)
    return FALSE;
  if (password_file != NULL && argc < 2)
    return ent_ctl_refuse (error, "%s", _ ("Say which server the password is for: sync NAME --password-file."));
  remotes = ent_sync_state_list_remotes (ctl->workspace, error);
  if (remotes == NULL)
    return FALSE;

  for (guint i = 0; i < remotes->len; i++)
    {
      const EntRemote *remote = remotes->pdata[i];

      if (argc > 1 && !g_str_equal (remote->name, argv[1]))
        continue;
      found = TRUE;
      if (only_preview ? !ent_ctl_preview_add (ctl, remote->name, cells, error) : !synchronise (ctl, remote, password_file, seen, error))
        return FALSE;
    }
  if (found && only_preview)
    ent_ctl_preview_print (ctl, cells);
  if (found)
    return TRUE;

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_NOT_FOUND,
                       argc > 1 ? _ ("There is no server of that name. “remote list” shows them.") : _ ("There is no server yet. “remote add” adds one."));
  return FALSE;
}

gboolean
ent_ctl_conflicts (EntCtl *ctl,
                   int argc,
                   char **argv,
                   GError **error)
{
  static const char *const headings[] = { "remote", "id", "field", "base", "mine", "theirs", "who", "at", NULL };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) conflicts = NULL;

  if (!ent_ctl_parse (&argc, &argv, NULL, 0, 0, error))
    return FALSE;
  conflicts = ent_sync_list_conflicts (ctl->workspace, NULL, NULL, error);
  if (conflicts == NULL)
    return FALSE;

  for (guint i = 0; i < conflicts->len; i++)
    {
      const EntConflict *conflict = conflicts->pdata[i];
      const char *line[] = { conflict->remote, conflict->id, conflict->field, conflict->base != NULL ? conflict->base : "",
                             conflict->mine != NULL ? conflict->mine : "", conflict->theirs != NULL ? conflict->theirs : "",
                             conflict->who, conflict->at != NULL ? conflict->at : "", NULL };

      g_ptr_array_add (cells, g_strdupv ((char **) line));
    }

  ent_ctl_print_table (ctl, headings, cells);
  return TRUE;
}

static gboolean
parse_side (const char *nick,
            EntSyncSide *ret_side,
            GError **error)
{
  static const char *const nicks[] = { "mine", "theirs", "base", "both" };

  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_str_equal (nicks[i], nick))
      {
        *ret_side = i;
        return TRUE;
      }

  return ent_ctl_refuse (error, _ ("“%s” is no side: say mine, theirs, base or both."), nick);
}

/* A field, or the whole record where one side deleted it. */
gboolean
ent_ctl_resolve (EntCtl *ctl,
                 int argc,
                 char **argv,
                 GError **error)
{
  EntSyncSide side = ENT_SYNC_MINE;

  if (!ent_ctl_parse (&argc, &argv, NULL, 2, 3, error) || !parse_side (argv[argc - 1], &side, error))
    return FALSE;

  return ent_sync_resolve (ctl->workspace, NULL, argv[1], argc > 3 ? argv[2] : "", side, error);
}
