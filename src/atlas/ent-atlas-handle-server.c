/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-handlers.h"

#include "ent-atlas-error.h"
#include "ent-atlas-rule.h"

gboolean
ent_atlas_handle_welcome (EntAtlasRequest  *request,
                          EntAtlasDatabase *database,
                          GError          **error)
{
  GString *body = request->reply.body;

  /* CouchDB's greeting: clients and replicators look for it, and know the server by its uuid. */
  g_string_append (body, "{\"couchdb\":\"Welcome\"");
  ent_atlas_json_append_member (body, "version", ENT_ATLAS_VERSION);
  ent_atlas_json_append_member (body, "uuid",
                                ent_atlas_accounts_get_server_id (ent_atlas_gate_get_accounts (request->gate)));
  g_string_append (body, ",\"features\":[],\"vendor\":{\"name\":\"Entente Atlas\"}}\n");
  return TRUE;
}

gboolean
ent_atlas_handle_up (EntAtlasRequest  *request,
                     EntAtlasDatabase *database,
                     GError          **error)
{
  g_string_append (request->reply.body, "{\"status\":\"ok\"}\n");
  return TRUE;
}

static void
append_roles (GString         *body,
              EntAtlasAccount *account)
{
  g_auto (GStrv) roles = account != NULL ? ent_atlas_account_list_roles (account) : NULL;

  g_string_append (body, "\"roles\":[");
  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (body, ',');
      ent_atlas_json_append_string (body, roles[i]);
    }
  g_string_append_c (body, ']');
}

gboolean
ent_atlas_handle_session_get (EntAtlasRequest  *request,
                              EntAtlasDatabase *database,
                              GError          **error)
{
  GString *body = request->reply.body;

  g_string_append (body, "{\"ok\":true,\"userCtx\":{\"name\":");
  if (request->account != NULL)
    ent_atlas_json_append_string (body, request->account->name);
  else
    g_string_append (body, "null");
  g_string_append_c (body, ',');
  append_roles (body, request->account);
  g_string_append (body, "},\"info\":{\"authentication_handlers\":[\"cookie\",\"default\"]");
  if (request->account != NULL)
    ent_atlas_json_append_member (body, "authenticated", request->from_session ? "cookie" : "default");
  g_string_append (body, "}}\n");
  return TRUE;
}

static gboolean
read_json_credentials (EntAtlasRequest *request,
                       char           **name,
                       char           **password,
                       GError         **error)
{
  EntAtlasSlice json, member, value;
  EntAtlasJsonIter iter;

  if (!ent_atlas_request_read_object (request, &json, error))
    return FALSE;

  ent_atlas_json_iter_object (&iter, &json);
  while (ent_atlas_json_next_member (&iter, &member, &value))
    {
      char **target = NULL;

      if (ent_atlas_json_equal (&member, "\"name\"") || ent_atlas_json_equal (&member, "\"username\""))
        target = name;
      else if (ent_atlas_json_equal (&member, "\"password\""))
        target = password;
      if (target == NULL)
        continue;

      g_free (*target);
      *target = ent_atlas_json_dup_string (&value);
    }

  return TRUE;
}

static void
read_form_credentials (EntAtlasRequest *request,
                       char           **name,
                       char           **password)
{
  g_autofree char *text = NULL;
  g_autoptr (GHashTable) form = NULL;

  if (!ent_atlas_request_has_body (request))
    return;

  text = g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
  form = g_uri_parse_params (text, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (form != NULL)
    {
      *name = g_strdup (g_hash_table_lookup (form, "name"));
      *password = g_strdup (g_hash_table_lookup (form, "password"));
    }
}

/**
 * ent_atlas_handle_read_credentials:
 * @request: a request to sign in
 * @ret_name: (out): the name in its body
 * @ret_password: (out): the password in its body
 * @error: return location for an error
 *
 * Returns: whether both are there
 */
gboolean
ent_atlas_handle_read_credentials (EntAtlasRequest *request,
                                   char           **ret_name,
                                   char           **ret_password,
                                   GError         **error)
{
  const char *type = soup_message_headers_get_content_type (request->headers, NULL);
  g_autofree char *name = NULL;
  g_autofree char *password = NULL;

  if (g_strcmp0 (type, SOUP_FORM_MIME_TYPE_URLENCODED) == 0)
    read_form_credentials (request, &name, &password);
  else if (!read_json_credentials (request, &name, &password, error))
    return FALSE;

  if (name == NULL || password == NULL)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST,
                                   "request body must contain a name and a password");

  *ret_name = g_steal_pointer (&name);
  *ret_password = g_steal_pointer (&password);
  return TRUE;
}

/* The name and the password have been looked at on the way in: what is left is to say so and to give the session. */
gboolean
ent_atlas_handle_session_post (EntAtlasRequest  *request,
                               EntAtlasDatabase *database,
                               GError          **error)
{
  GString *body = request->reply.body;

  if (!ent_atlas_request_start_session (request, error))
    return FALSE;

  g_string_append (body, "{\"ok\":true");
  ent_atlas_json_append_member (body, "name", request->account->name);
  g_string_append_c (body, ',');
  append_roles (body, request->account);
  g_string_append (body, "}\n");
  return TRUE;
}

gboolean
ent_atlas_handle_session_delete (EntAtlasRequest  *request,
                                 EntAtlasDatabase *database,
                                 GError          **error)
{
  ent_atlas_request_set_cookie (request, "", 0);
  ent_atlas_request_set_ok (request, SOUP_STATUS_OK);
  return TRUE;
}

gboolean
ent_atlas_handle_create (EntAtlasRequest  *request,
                         EntAtlasDatabase *database,
                         GError          **error)
{
  g_autofree char *security = ent_atlas_rule_dup_security (request->segments[0]);

  if (!ent_atlas_store_create (request->store, request->segments[0], security, error))
    return FALSE;

  ent_atlas_request_set_ok (request, SOUP_STATUS_CREATED);
  return TRUE;
}
