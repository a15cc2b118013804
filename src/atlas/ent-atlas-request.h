/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-gate.h"
#include "ent-atlas-render.h"
#include "ent-atlas-store.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _EntAtlasRequest EntAtlasRequest;

/**
 * EntAtlasHandler:
 * @request: what was asked
 * @database: (nullable): the database it is about, in a transaction
 * @error: return location for an error
 *
 * Works out an answer. Runs in the main thread if it is about no database,
 * else in a thread of the store, where nothing but the request may be touched.
 *
 * Returns: whether there is an answer; otherwise @error is the answer
 */
typedef gboolean (*EntAtlasHandler) (EntAtlasRequest  *request,
                                     EntAtlasDatabase *database,
                                     GError          **error);

/**
 * EntAtlasReply:
 * @status: the HTTP status
 * @type: (owned): the media type of the body
 * @headers: (owned) (element-type utf8 utf8): further headers
 * @body: (owned): the body, or its next part
 * @next: (nullable): what makes the next part; %NULL if there is none
 * @wait: whether to call @next only after the database has changed, or time is up
 * @heartbeat: milliseconds of silence after which to send an empty line, 0 for never
 * @timeout: milliseconds of silence after which to give up waiting, 0 for never
 */
typedef struct
{
  guint           status;
  char           *type;
  GHashTable     *headers;
  GString        *body;
  EntAtlasHandler next;
  gboolean        wait;
  guint           heartbeat;
  guint           timeout;
} EntAtlasReply;

/**
 * EntAtlasRequest:
 * @method: (not owned): the HTTP method, HEAD told as GET
 * @segments: (owned): the segments of the path, decoded; `_design` and `_local` are one with what follows
 * @parameters: (owned) (element-type utf8 utf8): the parameters of the address
 * @headers: (owned): the headers
 * @body: (nullable) (owned): the body as it came
 * @account: (nullable) (owned): who asks
 * @store: (not owned): the databases; main thread only
 * @gate: (not owned): the accounts; main thread only
 * @from_session: whether it is known by its session, and not by a password
 * @is_secure: whether the connection cannot be listened to
 * @is_head: whether the answer's body is not wanted
 * @timed_out: whether the wait of the reply is over because time was up
 * @reply: the answer
 * @state: (nullable) (owned): what the handlers of one answer share
 *
 * What was asked and what will be answered. One thread at a time uses it.
 */
struct _EntAtlasRequest
{
  const char         *method;
  GStrv               segments;
  GHashTable         *parameters;
  SoupMessageHeaders *headers;
  GBytes             *body;
  EntAtlasAccount    *account;
  EntAtlasStore      *store;
  EntAtlasGate       *gate;
  gboolean            from_session;
  gboolean            is_secure;
  gboolean            is_head;
  gboolean            timed_out;
  EntAtlasReply       reply;
  gpointer            state;

  /*< private >*/
  GDestroyNotify state_free;
  char          *json; /* (nullable) (owned): the body, checked */
  gsize          json_length;
};

EntAtlasRequest *ent_atlas_request_new (const char         *method,
                                        const char         *path,
                                        const char         *query,
                                        SoupMessageHeaders *headers,
                                        GError            **error);

void ent_atlas_request_free (EntAtlasRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasRequest, ent_atlas_request_free)

const char *ent_atlas_request_get_parameter (EntAtlasRequest *self,
                                             const char      *name);

gboolean ent_atlas_request_get_flag (EntAtlasRequest *self,
                                     const char      *name);

EntAtlasRenderFlags ent_atlas_request_get_render_flags (EntAtlasRequest *self);

gboolean ent_atlas_request_get_revision (EntAtlasRequest  *self,
                                         EntAtlasRevision *ret_revision,
                                         gboolean         *ret_found,
                                         GError          **error);

gboolean ent_atlas_request_get_integer (EntAtlasRequest *self,
                                        const char      *name,
                                        gint64          *value,
                                        GError         **error);

gboolean ent_atlas_request_check_write (EntAtlasRequest *self,
                                        GError         **error);

gboolean ent_atlas_request_has_body (EntAtlasRequest *self);

gboolean ent_atlas_request_check_json_type (EntAtlasRequest *self,
                                            GError         **error);

GBytes *ent_atlas_request_read_body (EntAtlasRequest *self,
                                     GError         **error);

gboolean ent_atlas_request_read_json (EntAtlasRequest *self,
                                      EntAtlasSlice   *ret_json,
                                      GError         **error);

gboolean ent_atlas_request_read_object (EntAtlasRequest *self,
                                        EntAtlasSlice   *ret_json,
                                        GError         **error);

gboolean ent_atlas_request_accepts (EntAtlasRequest *self,
                                    const char      *type);

void ent_atlas_request_set_state (EntAtlasRequest *self,
                                  gpointer         state,
                                  GDestroyNotify   state_free);

void ent_atlas_request_set_header (EntAtlasRequest *self,
                                   const char      *name,
                                   const char      *value);

void ent_atlas_request_set_type (EntAtlasRequest *self,
                                 const char      *type);

void ent_atlas_request_set_error (EntAtlasRequest *self,
                                  const GError    *error);

void ent_atlas_request_set_cookie (EntAtlasRequest *self,
                                   const char      *token,
                                   guint            seconds);

gboolean ent_atlas_request_start_session (EntAtlasRequest *self,
                                          GError         **error);

void ent_atlas_request_set_tag (EntAtlasRequest        *self,
                                const EntAtlasRevision *revision);

void ent_atlas_request_set_written (EntAtlasRequest        *self,
                                    guint                   status,
                                    const EntAtlasRevision *revision);

void ent_atlas_request_set_ok (EntAtlasRequest *self,
                               guint            status);

G_END_DECLS
