/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-account.h"

#include "ent-atlas-error.h"

#include <string.h>

#define MAX_NAME 128
#define SIREN_LENGTH 9
#define COUNTRY_LENGTH 2
#define DEFAULT_DIRECTORY "directory"

static const char *const nicks[] = {
  [ENT_ATLAS_ROLE_UNIT] = "unit",
  [ENT_ATLAS_ROLE_DEPARTMENT] = "department",
  [ENT_ATLAS_ROLE_EMBASSY] = "embassy",
  [ENT_ATLAS_ROLE_ADMINISTRATOR] = "administrator",
  [ENT_ATLAS_ROLE_READER] = "reader",
};

/**
 * ent_atlas_role_to_nick:
 * @role: a role
 *
 * Returns: its name on the command line and in CouchDB
 */
const char *
ent_atlas_role_to_nick (EntAtlasRole role)
{
  return nicks[role];
}

/**
 * ent_atlas_role_parse:
 * @nick: a role's name
 * @ret_role: (out): the role
 *
 * Returns: whether there is such a role
 */
gboolean
ent_atlas_role_parse (const char   *nick,
                      EntAtlasRole *ret_role)
{
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_str_equal (nicks[i], nick))
      {
        *ret_role = (EntAtlasRole) i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
name_is_valid (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > MAX_NAME || !g_utf8_validate (name, -1, NULL))
    return FALSE;

  /* HTTP's Basic scheme ends a name at the first colon; a cookie does as well. */
  for (const char *at = name; *at != '\0'; at++)
    if ((guchar) *at < 0x20 || *at == 0x7f || *at == ':')
      return FALSE;

  return TRUE;
}

static gboolean
publisher_is_valid (EntAtlasRole role,
                    const char  *publisher)
{
  switch (role)
    {
    case ENT_ATLAS_ROLE_UNIT:
    case ENT_ATLAS_ROLE_DEPARTMENT:
      return publisher != NULL && strlen (publisher) == SIREN_LENGTH
             && strspn (publisher, "0123456789") == SIREN_LENGTH;
    case ENT_ATLAS_ROLE_EMBASSY:
      return publisher != NULL && strlen (publisher) == COUNTRY_LENGTH && g_ascii_islower (publisher[0])
             && g_ascii_islower (publisher[1]);
    case ENT_ATLAS_ROLE_ADMINISTRATOR:
      /* Letters only and not two: never a unit's number nor a country. */
      return strlen (publisher) > COUNTRY_LENGTH && strlen (publisher) <= MAX_NAME
             && strspn (publisher, "abcdefghijklmnopqrstuvwxyz-") == strlen (publisher);
    case ENT_ATLAS_ROLE_READER:
      return publisher == NULL;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * ent_atlas_account_new:
 * @name: the name to sign in with
 * @role: what it may do
 * @publisher: (nullable): a unit's and a department's SIREN, an embassy's country in lower case; an administrator's
 *   is "directory" unless given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): an account
 */
EntAtlasAccount *
ent_atlas_account_new (const char  *name,
                       EntAtlasRole role,
                       const char  *publisher,
                       GError     **error)
{
  EntAtlasAccount *self;

  if (role == ENT_ATLAS_ROLE_ADMINISTRATOR && publisher == NULL)
    publisher = DEFAULT_DIRECTORY;

  if (!name_is_valid (name))
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST,
                           "An account's name has 1 to 128 bytes, no colon and no control character");
      return NULL;
    }

  if (!publisher_is_valid (role, publisher))
    {
      g_set_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "Not a publisher for the role %s: %s",
                   nicks[role], publisher != NULL ? publisher : "none");
      return NULL;
    }

  self = g_atomic_rc_box_new0 (EntAtlasAccount);
  self->name = g_strdup (name);
  self->role = role;
  self->publisher = g_strdup (publisher);
  return self;
}

/**
 * ent_atlas_account_ref:
 * @self: an account
 *
 * Returns: (transfer full): @self
 */
EntAtlasAccount *
ent_atlas_account_ref (EntAtlasAccount *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
account_clear (gpointer data)
{
  EntAtlasAccount *self = data;

  g_free (self->name);
  g_free (self->publisher);
}

/**
 * ent_atlas_account_unref:
 * @self: (transfer full) (nullable): an account
 */
void
ent_atlas_account_unref (EntAtlasAccount *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, account_clear);
}

/**
 * ent_atlas_account_list_roles:
 * @self: an account
 *
 * The roles that CouchDB's security objects and validation functions know it
 * by: its role, and its role for its publisher.
 *
 * Returns: (transfer full): the roles
 */
GStrv
ent_atlas_account_list_roles (const EntAtlasAccount *self)
{
  g_autoptr (GStrvBuilder) roles = g_strv_builder_new ();

  if (self->role == ENT_ATLAS_ROLE_ADMINISTRATOR)
    g_strv_builder_add (roles, "_admin");

  g_strv_builder_add (roles, nicks[self->role]);
  if (self->publisher != NULL)
    g_strv_builder_take (roles, g_strdup_printf ("%s:%s", nicks[self->role], self->publisher));
  return g_strv_builder_end (roles);
}

/**
 * ent_atlas_account_list_databases:
 * @self: an account
 *
 * Returns: (transfer full): the databases that it needs beside the Atlas
 */
GStrv
ent_atlas_account_list_databases (const EntAtlasAccount *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (self->role == ENT_ATLAS_ROLE_UNIT)
    g_strv_builder_take (names, g_strdup_printf ("team-%s", self->publisher));
  if (self->role == ENT_ATLAS_ROLE_UNIT || self->role == ENT_ATLAS_ROLE_DEPARTMENT)
    g_strv_builder_take (names, g_strdup_printf ("departments-%s", self->publisher));
  return g_strv_builder_end (names);
}
