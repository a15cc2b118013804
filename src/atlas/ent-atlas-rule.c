/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-rule.h"

#include "ent-atlas-error.h"
#include "ent-atlas-json.h"

#include <string.h>

/* Who may read is a property of the whole database, as in CouchDB: nobody can be allowed half of it. Who may write what
 * hangs on the document's id and on nothing in the document: a field can be set by an unrelated branch that wins, an id
 * cannot. */

#define TEAM_PREFIX "team-"
#define DEPARTMENTS_PREFIX "departments-"

static const char *const embassy_types[] = { "opinion:", "organisation:", "person:", "role:", NULL };
static const char *const department_types[] = { "involvement:", "mobilisation:", "return:", "person:", "role:", NULL };

static char *
format_security (const char *members)
{
  return g_strdup_printf ("{\"admins\":{\"names\":[],\"roles\":[\"_admin\"]},"
                          "\"members\":{\"names\":[],\"roles\":[%s]}}", members);
}

/**
 * ent_atlas_rule_dup_security:
 * @database: a database's name
 *
 * Returns: (transfer full): the security object that a database of that name begins with
 */
char *
ent_atlas_rule_dup_security (const char *database)
{
  g_autofree char *members = NULL;

  if (g_str_equal (database, ENT_ATLAS_RULE_PUBLIC))
    return format_security ("\"unit\",\"department\",\"embassy\",\"reader\"");

  if (g_str_has_prefix (database, TEAM_PREFIX))
    members = g_strdup_printf ("\"unit:%s\"", database + strlen (TEAM_PREFIX));
  else if (g_str_has_prefix (database, DEPARTMENTS_PREFIX))
    members = g_strdup_printf ("\"unit:%1$s\",\"department:%1$s\"", database + strlen (DEPARTMENTS_PREFIX));

  return format_security (members != NULL ? members : "\"_admin\"");
}

static JsonArray *
get_list (JsonObject *security,
          const char *group,
          const char *member)
{
  JsonNode *node = json_object_get_member (security, group);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  node = json_object_get_member (json_node_get_object (node), member);
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonNode *
parse_security (const char *security,
                GError    **error)
{
  EntAtlasSlice slice = { security, strlen (security) };
  g_autoptr (JsonNode) node = ent_atlas_json_parse (&slice, error);

  if (node == NULL || JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);

  g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "Security object must be a JSON object");
  return NULL;
}

static gboolean
list_is_valid (JsonNode *group,
               const char *member)
{
  JsonNode *node;
  JsonArray *list;

  if (group == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (group))
    return FALSE;

  node = json_object_get_member (json_node_get_object (group), member);
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (json_node_get_value_type (json_array_get_element (list, i)) != G_TYPE_STRING)
      return FALSE;

  return TRUE;
}

/**
 * ent_atlas_rule_check_security:
 * @security: a checked JSON text
 * @error: return location for an error
 *
 * Returns: whether it is a security object: lists of names and roles of admins and members
 */
gboolean
ent_atlas_rule_check_security (const char *security,
                               GError    **error)
{
  static const char *const groups[] = { "admins", "members" };
  g_autoptr (JsonNode) node = parse_security (security, error);

  if (node == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      JsonNode *group = json_object_get_member (json_node_get_object (node), groups[i]);

      if (!list_is_valid (group, "names") || !list_is_valid (group, "roles"))
        {
          g_set_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "%s must be lists of names and roles",
                       groups[i]);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
list_has (JsonArray         *list,
          const char *const *names)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (g_strv_contains (names, json_array_get_string_element (list, i)))
      return TRUE;

  return FALSE;
}

static gboolean
group_has (JsonObject            *security,
           const char            *group,
           const EntAtlasAccount *account)
{
  const char *const names[] = { account->name, NULL };
  g_auto (GStrv) roles = ent_atlas_account_list_roles (account);

  return list_has (get_list (security, group, "names"), names)
         || list_has (get_list (security, group, "roles"), (const char *const *) roles);
}

/**
 * ent_atlas_rule_check_member:
 * @account: an account
 * @security: (nullable): the database's security object
 * @error: return location for an error
 *
 * Returns: whether @account may read the database
 */
gboolean
ent_atlas_rule_check_member (const EntAtlasAccount *account,
                             const char            *security,
                             GError               **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (account->role == ENT_ATLAS_ROLE_ADMINISTRATOR)
    return TRUE;

  node = security != NULL ? parse_security (security, NULL) : NULL;
  if (node != NULL
      && (group_has (json_node_get_object (node), "members", account)
          || group_has (json_node_get_object (node), "admins", account)))
    return TRUE;

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_FORBIDDEN, "You are not allowed to access this db.");
}

/**
 * ent_atlas_rule_check_administrator:
 * @account: an account
 * @error: return location for an error
 *
 * Returns: whether @account administers the server
 */
gboolean
ent_atlas_rule_check_administrator (const EntAtlasAccount *account,
                                    GError               **error)
{
  if (account->role == ENT_ATLAS_ROLE_ADMINISTRATOR)
    return TRUE;

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_FORBIDDEN, "You are not a server admin.");
}

static gboolean
forbid (GError    **error,
        const char *reason)
{
  g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_FORBIDDEN, reason);
  return FALSE;
}

/* A type with nothing after it is no document of that type. */
static gboolean
has_type (const char        *id,
          const char *const *types)
{
  for (; *types != NULL; types++)
    if (g_str_has_prefix (id, *types) && id[strlen (*types)] != '\0')
      return TRUE;

  return FALSE;
}

/* What follows `publisher:` in an id of the Atlas, or %NULL if it is another's. */
static const char *
skip_publisher (const char *id,
                const char *publisher)
{
  gsize length = publisher != NULL ? strlen (publisher) : 0;

  if (length == 0 || strncmp (id, publisher, length) != 0 || id[length] != ':' || id[length + 1] == '\0')
    return NULL;

  return id + length + 1;
}

static gboolean
check_public (const EntAtlasAccount *account,
              const char            *id,
              GError               **error)
{
  const char *rest = skip_publisher (id, account->publisher);

  if (account->role == ENT_ATLAS_ROLE_DEPARTMENT)
    return forbid (error, "A department does not publish in the Atlas");
  if (rest == NULL)
    return forbid (error, "In the Atlas an account writes only documents whose _id begins with its own publisher");
  if (account->role == ENT_ATLAS_ROLE_EMBASSY && !has_type (rest, embassy_types))
    return forbid (error, "An embassy writes opinions and its own posts only");

  return TRUE;
}

/**
 * ent_atlas_rule_check_write:
 * @account: a member of the database
 * @database: the database's name
 * @id: the id of a document, not a `_local` one
 * @error: return location for an error
 *
 * The one rule of who writes what. The validation function for CouchDB in
 * `data/atlas` says the same.
 *
 * Returns: whether @account may write, or delete, the document
 */
gboolean
ent_atlas_rule_check_write (const EntAtlasAccount *account,
                            const char            *database,
                            const char            *id,
                            GError               **error)
{
  if (account->role == ENT_ATLAS_ROLE_READER)
    return forbid (error, "A reader writes nothing");
  if (id[0] == '_')
    return account->role == ENT_ATLAS_ROLE_ADMINISTRATOR || forbid (error,
                                                                    "Only an administrator writes design documents");
  if (g_str_equal (database, ENT_ATLAS_RULE_PUBLIC))
    return check_public (account, id, error);
  if (account->role == ENT_ATLAS_ROLE_DEPARTMENT && !has_type (id, department_types))
    return forbid (error, "A department writes involvements, answers, proposed returns and its own people only");

  return TRUE;
}
