/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places that a workspace is synchronised with. */
#include "ent-remote.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_CHARS 60
#define PUBLISHER_MAX 64

static gboolean
refuse (GError **error,
        const char *message)
{
  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, message);
  return FALSE;
}

/**
 * ent_remote_check_name:
 * @name: what somebody wants to call a remote
 * @error: set to what is wrong with it
 *
 * Returns: whether a remote may be called so
 */
gboolean
ent_remote_check_name (const char *name,
                       GError **error)
{
  gboolean shown = FALSE;

  if (!g_utf8_validate (name, -1, NULL) || g_utf8_strlen (name, -1) > NAME_MAX_CHARS)
    return refuse (error, _ ("Choose a name of at most 60 characters."));

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        return refuse (error, _ ("Choose a name without line breaks."));
      shown |= g_unichar_isgraph (g_utf8_get_char (p));
    }

  return shown || refuse (error, _ ("Give it a name, such as “Team”."));
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
check_parts (GUri *uri,
             GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0' || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")))
    return refuse (error, _ ("Write the server’s address like https://atlas.example.org."));
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, _ ("Leave the account and the password out of the address: there are fields for them."));
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return refuse (error, _ ("Leave out what follows “?” or “#” in the address."));
  if (g_str_equal (scheme, "http") && !is_loopback (host))
    return refuse (error, _ ("Use an address that begins with https: over http, passwords and records could be read on the way."));

  return TRUE;
}

/* Cuts off the name of a unit's database, which somebody copied with the address: it follows from the circle. */
static void
cut_database (char *url)
{
  char *name = strrchr (url, '/');

  /* Not the name of the host, behind “//”. */
  if (name != NULL && name > url && name[-1] != '/'
      && (g_str_has_prefix (name, "/team-") || g_str_has_prefix (name, "/departments-")))
    *name = '\0';
}

/**
 * ent_remote_check_url:
 * @url: the address of a server, as somebody types it
 * @error: set to what is wrong with it
 *
 * Only https goes over a network; http is for a server on the same machine. The name of a unit's database is left out.
 *
 * Returns: (transfer full) (nullable): the address in the form that is kept
 */
char *
ent_remote_check_url (const char *url,
                      GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (url));
  g_autofree char *full = strstr (stripped, "://") != NULL ? g_strdup (stripped) : g_strconcat ("https://", stripped, NULL);
  g_autoptr (GUri) uri = g_uri_parse (full, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  char *canonical;

  if (uri == NULL)
    {
      refuse (error, _ ("Write the server’s address like https://atlas.example.org."));
      return NULL;
    }
  if (!check_parts (uri, error))
    return NULL;

  canonical = g_uri_to_string (uri);
  for (gsize length = strlen (canonical); length > 0 && canonical[length - 1] == '/'; length--)
    canonical[length - 1] = '\0';
  cut_database (canonical);
  return canonical;
}

/* The account as it is kept: none, or one that a header can carry. */
static gboolean
check_user (const char *user,
            char **ret_account,
            GError **error)
{
  g_autofree char *account = user != NULL ? g_strstrip (g_strdup (user)) : NULL;

  if (account != NULL && (strchr (account, ':') != NULL || strpbrk (account, "\r\n") != NULL))
    return refuse (error, _ ("An account name cannot contain a colon or a line break."));

  *ret_account = account != NULL && *account != '\0' ? g_steal_pointer (&account) : NULL;
  return TRUE;
}

/**
 * ent_remote_add:
 * @workspace: a workspace
 * @name: what to call the remote
 * @url: the server's address, without the database
 * @circle: which circle it is
 * @user: (nullable): the account there
 * @error: set to what is wrong
 *
 * Returns: whether the remote is there now
 */
gboolean
ent_remote_add (EntWorkspace *workspace,
                const char *name,
                const char *url,
                EntCircle circle,
                const char *user,
                GError **error)
{
  g_autofree char *canonical = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  g_autofree char *account = NULL;
  g_autoptr (EntRemote) former = NULL;
  EntRemote remote = { .name = stripped, .circle = circle };

  if (!ent_remote_check_name (stripped, error) || (canonical = ent_remote_check_url (url, error)) == NULL
      || !check_user (user, &account, error))
    return FALSE;

  former = ent_sync_state_get_remote (workspace, stripped, NULL);
  if (former != NULL)
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_EXISTS, _ ("There is already a shared space named “%s”. Choose another name."), stripped);
      return FALSE;
    }

  remote.url = canonical;
  remote.user = account;
  return ent_sync_state_save_remote (workspace, &remote, error);
}

/**
 * ent_remote_change:
 * @workspace: a workspace
 * @name: of a remote
 * @url: the server's address
 * @user: (nullable): the account there
 * @error: set to what is wrong
 *
 * Another address may be the same database that has moved, or another one: the next round finds out.
 *
 * Returns: whether it is changed
 */
gboolean
ent_remote_change (EntWorkspace *workspace,
                   const char *name,
                   const char *url,
                   const char *user,
                   GError **error)
{
  g_autoptr (EntRemote) remote = ent_sync_state_get_remote (workspace, name, error);
  g_autofree char *canonical = remote != NULL ? ent_remote_check_url (url, error) : NULL;

  if (canonical == NULL)
    return FALSE;

  g_clear_pointer (&remote->user, g_free);
  if (!check_user (user, &remote->user, error))
    return FALSE;

  g_set_str (&remote->url, canonical);
  g_clear_pointer (&remote->status, g_free);
  return ent_sync_state_save_remote (workspace, remote, error);
}

static char *
password_setting (const char *name)
{
  return g_strconcat ("password-file:", name, NULL);
}

/**
 * ent_remote_remove:
 * @workspace: a workspace
 * @name: of a remote
 * @error: set where there is none, or it could not be written
 *
 * Forgets the remote and what was agreed with it. The records stay, here and there.
 *
 * Returns: whether it is forgotten
 */
gboolean
ent_remote_remove (EntWorkspace *workspace,
                   const char *name,
                   GError **error)
{
  g_autoptr (EntRemote) remote = ent_sync_state_get_remote (workspace, name, error);
  g_autofree char *setting = password_setting (name);

  if (remote == NULL || !ent_workspace_begin (workspace, "", NULL, error))
    return FALSE;
  if (ent_sync_state_remove_remote (workspace, name, error) && ent_workspace_set_setting (workspace, setting, NULL, error))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  return FALSE;
}

/**
 * ent_remote_get_publisher:
 * @workspace: a workspace
 *
 * Who the workspace speaks for: what its setting "publisher" says (an embassy's country), else the SIREN of its own
 * authority.
 *
 * Returns: (transfer full) (nullable): what the identifiers of its documents in the Atlas begin with
 */
char *
ent_remote_get_publisher (EntWorkspace *workspace)
{
  g_autofree char *set = ent_workspace_get_setting (workspace, "publisher");
  g_autofree char *authority = ent_workspace_get_setting (workspace, "own-authority");
  g_autoptr (EntRecord) record = NULL;

  if (set != NULL && *set != '\0' && strlen (set) <= PUBLISHER_MAX
      && strspn (set, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (set))
    return g_steal_pointer (&set);

  record = authority != NULL ? ent_workspace_get (workspace, authority, NULL) : NULL;
  return record != NULL && ent_record_get_entity (record) == ent_schema_find ("authority")
           ? g_strdup (ent_record_get_text (record, "siren"))
           : NULL;
}

/**
 * ent_remote_get_database_url:
 * @remote: a remote
 * @publisher: (nullable): see ent_remote_get_publisher()
 * @error: set where the database has no name yet
 *
 * Returns: (transfer full) (nullable): the address of its database
 */
char *
ent_remote_get_database_url (const EntRemote *remote,
                             const char *publisher,
                             GError **error)
{
  g_autofree char *name = NULL;

  if (remote->circle == ENT_CIRCLE_ATLAS)
    return g_strconcat (remote->url, "/atlas", NULL);
  if (publisher == NULL)
    {
      refuse (error, _ ("Fill in the SIREN number of your own authority first: the unit’s databases are named after it."));
      return NULL;
    }

  name = g_strconcat ("/", ent_choices_get_nick (&ent_choices_circles, remote->circle), "-", publisher, NULL);
  return g_str_has_suffix (remote->url, name) ? g_strdup (remote->url) : g_strconcat (remote->url, name, NULL);
}

/**
 * ent_remote_set_password_file:
 * @workspace: a workspace
 * @name: of a remote
 * @path: (nullable): of a file with the password, on a machine where nobody can be asked
 * @error: set where it could not be written
 *
 * Returns: whether the path is kept; the password itself never is
 */
gboolean
ent_remote_set_password_file (EntWorkspace *workspace,
                              const char *name,
                              const char *path,
                              GError **error)
{
  g_autofree char *setting = password_setting (name);
  g_autofree char *absolute = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;

  return ent_workspace_set_setting (workspace, setting, absolute, error);
}

/**
 * ent_remote_get_password_file:
 * @workspace: a workspace
 * @name: of a remote
 *
 * Returns: (transfer full) (nullable): the path of the file with its password
 */
char *
ent_remote_get_password_file (EntWorkspace *workspace,
                              const char *name)
{
  g_autofree char *setting = password_setting (name);

  return ent_workspace_get_setting (workspace, setting);
}
