/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-request.h"

#include "ent-atlas-error.h"

#define JSON_TYPE "application/json"

/**
 * ent_atlas_request_set_header:
 * @self: a request
 * @name: (not owned): a header's name, a literal
 * @value: its value
 */
void
ent_atlas_request_set_header (EntAtlasRequest *self,
                              const char      *name,
                              const char      *value)
{
  g_hash_table_replace (self->reply.headers, (gpointer) name, g_strdup (value));
}

/**
 * ent_atlas_request_set_type:
 * @self: a request
 * @type: the media type of the answer's body
 */
void
ent_atlas_request_set_type (EntAtlasRequest *self,
                            const char      *type)
{
  g_set_str (&self->reply.type, type);
}

/**
 * ent_atlas_request_set_error:
 * @self: a request
 * @error: what went wrong
 *
 * Makes the answer the error, as CouchDB tells it.
 */
void
ent_atlas_request_set_error (EntAtlasRequest *self,
                             const GError    *error)
{
  gboolean is_ours = ent_atlas_error_get_status (error) < 500;

  self->reply.status = ent_atlas_error_get_status (error);
  ent_atlas_request_set_type (self, JSON_TYPE);
  self->reply.next = NULL;
  self->reply.wait = FALSE;
  g_string_assign (self->reply.body, "{");
  ent_atlas_json_append_member (self->reply.body, "error", ent_atlas_error_get_name (error));
  /* What goes wrong inside is for the log. */
  ent_atlas_json_append_member (self->reply.body, "reason", is_ours ? error->message : "The server could not do this.");
  g_string_append (self->reply.body, "}\n");
}

/**
 * ent_atlas_request_set_cookie:
 * @self: a request
 * @token: a session's token, empty to end the session
 * @seconds: how long it lasts
 */
void
ent_atlas_request_set_cookie (EntAtlasRequest *self,
                              const char      *token,
                              guint            seconds)
{
  /* Strict: a page of another site cannot make a browser use it. */
  g_autofree char *cookie = g_strdup_printf ("AuthSession=%s; Version=1; Max-Age=%u; Path=/; HttpOnly; SameSite=Strict%s",
                                             token, seconds, self->is_secure ? "; Secure" : "");

  ent_atlas_request_set_header (self, "Set-Cookie", cookie);
}

/**
 * ent_atlas_request_start_session:
 * @self: a request of an account
 * @error: return location for an error
 *
 * Returns: whether the answer gives the account a new session
 */
gboolean
ent_atlas_request_start_session (EntAtlasRequest *self,
                                 GError         **error)
{
  g_autofree char *token = ent_atlas_gate_open_session (self->gate, self->account, error);

  if (token == NULL)
    return FALSE;

  ent_atlas_request_set_cookie (self, token, ent_atlas_gate_get_session_time (self->gate));
  return TRUE;
}

/**
 * ent_atlas_request_set_tag:
 * @self: a request
 * @revision: the revision that the answer shows, or made
 */
void
ent_atlas_request_set_tag (EntAtlasRequest        *self,
                           const EntAtlasRevision *revision)
{
  char text[ENT_ATLAS_REVISION_SIZE];
  g_autofree char *tag = g_strdup_printf ("\"%s\"", ent_atlas_revision_format (revision, text));

  ent_atlas_request_set_header (self, "ETag", tag);
}

/**
 * ent_atlas_request_set_written:
 * @self: a request about one document
 * @status: a status of success
 * @revision: the revision that was made
 */
void
ent_atlas_request_set_written (EntAtlasRequest        *self,
                               guint                   status,
                               const EntAtlasRevision *revision)
{
  char text[ENT_ATLAS_REVISION_SIZE];

  self->reply.status = status;
  g_string_assign (self->reply.body, "{\"ok\":true");
  ent_atlas_json_append_member (self->reply.body, "id", self->segments[1]);
  ent_atlas_json_append_member (self->reply.body, "rev", ent_atlas_revision_format (revision, text));
  g_string_append (self->reply.body, "}\n");
  ent_atlas_request_set_tag (self, revision);
}

/**
 * ent_atlas_request_set_ok:
 * @self: a request
 * @status: a status of success
 */
void
ent_atlas_request_set_ok (EntAtlasRequest *self,
                          guint            status)
{
  self->reply.status = status;
  g_string_assign (self->reply.body, "{\"ok\":true}\n");
}
