/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a remote could be synchronised with, before it is set up: step by step, so that the user hears which one fails.
 * The password goes nowhere before the other side has said that it is such a server. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-sync-driver-private.h"

typedef struct
{
  EntRemote *remote;
  char *password;
  char *publisher; /* (nullable) */
  char *parent;    /* (nullable): the address asked next, where that of the remote may be a database's */
  gboolean closed; /* what answered first lets nobody in without an account, or is a database */
  EntSyncTrialFunc began;
  gpointer user_data;
} Trial;

static void
trial_free (Trial *trial)
{
  ent_remote_free (trial->remote);
  g_free (trial->password);
  g_free (trial->publisher);
  g_free (trial->parent);
  g_free (trial);
}

static void
begin_step (GTask *task,
            EntSyncTrialStep step)
{
  Trial *trial = g_task_get_task_data (task);

  if (trial->began != NULL)
    trial->began (step, trial->user_data);
}

static void
ask (GTask *task,
     const char *url,
     const char *path,
     const char *authorization,
     GAsyncReadyCallback callback)
{
  EntSyncDriver *self = g_task_get_source_object (task);
  const EntSyncRequest request = { .method = SOUP_METHOD_GET, .path = (char *) path };

  ent_sync_http_send_async (self->session, url, authorization, &request, g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
ask_as_account (GTask *task,
                const char *url,
                const char *path,
                GAsyncReadyCallback callback)
{
  Trial *trial = g_task_get_task_data (task);
  g_autofree char *authorization = ent_sync_http_compose_authorization (trial->remote->user, trial->password);

  ask (task, url, path, authorization, callback);
}

static void
fail (GTask *task,
      const char *message)
{
  g_task_return_new_error (task, ENT_ERROR, ENT_ERROR_FAILED, "%s", message);
}

/* Fails with what an answer that has no meaning of its own in a step says. */
static gboolean
fail_with (GTask *task,
           const EntSyncAnswer *answer)
{
  GError *error = NULL;

  ent_sync_answer_judge (answer, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  return error != NULL;
}

static gboolean
is_refused (const EntSyncAnswer *answer)
{
  return answer->status == SOUP_STATUS_UNAUTHORIZED || answer->status == SOUP_STATUS_FORBIDDEN;
}

static void
database_answered_cb (GObject *source,
                      GAsyncResult *result,
                      gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Trial *trial = g_task_get_task_data (task);
  g_autoptr (EntSyncAnswer) answer = ent_sync_http_send_finish (SOUP_SESSION (source), result);
  gboolean atlas = trial->remote->circle == ENT_CIRCLE_ATLAS;
  gboolean missing = answer->status == SOUP_STATUS_NOT_FOUND && ent_sync_answer_get_member (answer, "error") != NULL;

  if (missing && atlas)
    fail (task, _ ("There is no Atlas on this server. Ask whoever runs it, or share with the unit instead."));
  else if (is_refused (answer) && trial->remote->user == NULL)
    fail (task, _ ("The server asks for an account. Fill in the account and its password."));
  else if (is_refused (answer) && atlas)
    fail (task, _ ("The account is right, but may not use the Atlas. Ask whoever runs the server to let it in."));
  else if (is_refused (answer))
    g_task_return_new_error (task, ENT_ERROR, ENT_ERROR_FAILED,
                             _ ("The account is right, but may not use the database of the authority %s. Check the SIREN number of your own authority, or ask whoever runs the server to let the account in."),
                             trial->publisher);
  /* A unit's database may still have to be made: the first round does that, or says who has to. */
  else if (missing || (answer->status == SOUP_STATUS_OK && ent_sync_answer_get_member (answer, "db_name") != NULL))
    g_task_return_boolean (task, TRUE);
  else if (!fail_with (task, answer))
    fail (task, _ ("The server answers, but not as a CouchDB or an Entente Atlas. Is the address right?"));
}

static void
try_database (GTask *task)
{
  Trial *trial = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *url = NULL;

  begin_step (task, ENT_SYNC_TRIAL_DATABASE);
  url = ent_remote_get_database_url (trial->remote, trial->publisher, &error);
  if (url != NULL)
    ask_as_account (task, url, "", database_answered_cb);
  else
    g_task_return_error (task, error);
}

static void
account_answered_cb (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (EntSyncAnswer) answer = ent_sync_http_send_finish (SOUP_SESSION (source), result);

  /* A proxy may let nothing through but databases: they answer for the account as well. */
  if (answer->status == SOUP_STATUS_NOT_FOUND || !fail_with (task, answer))
    try_database (task);
}

static void
try_account (GTask *task)
{
  Trial *trial = g_task_get_task_data (task);

  begin_step (task, ENT_SYNC_TRIAL_ACCOUNT);
  if (trial->remote->user == NULL)
    try_database (task);
  else
    ask_as_account (task, trial->remote->url, "/_session", account_answered_cb);
}

static gboolean
has_member (const EntSyncAnswer *answer,
            const char *name)
{
  return answer->status == SOUP_STATUS_OK && answer->json != NULL && JSON_NODE_HOLDS_OBJECT (answer->json)
         && json_object_has_member (json_node_get_object (answer->json), name);
}

/* CouchDB and those like it greet, and say who made them. */
static gboolean
greets (const EntSyncAnswer *answer)
{
  return !has_member (answer, "db_name") && (has_member (answer, "couchdb") || has_member (answer, "vendor"));
}

/* Whether it is a database, or may be: one says so, or lets nobody in. */
static gboolean
may_be_database (const EntSyncAnswer *answer)
{
  return has_member (answer, "db_name")
         || (ent_sync_answer_get_member (answer, "error") != NULL && (is_refused (answer) || answer->status == SOUP_STATUS_NOT_FOUND));
}

static char *
get_parent (const char *url)
{
  const char *host = strstr (url, "://") + strlen ("://");
  const char *last = strrchr (host, '/');

  return last != NULL ? g_strndup (url, last - url) : NULL;
}

static void
server_answered_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Trial *trial = g_task_get_task_data (task);
  g_autoptr (EntSyncAnswer) answer = ent_sync_http_send_finish (SOUP_SESSION (source), result);
  gboolean first = trial->parent == NULL;

  if (answer->status == 0)
    {
      fail_with (task, answer);
      return;
    }

  if (first)
    begin_step (task, ENT_SYNC_TRIAL_KIND);
  if (first)
    trial->closed = is_refused (answer) || has_member (answer, "db_name");
  if (first && may_be_database (answer) && (trial->parent = get_parent (trial->remote->url)) != NULL)
    {
      ask (task, trial->parent, "/", NULL, server_answered_cb);
      return;
    }

  if (!first && greets (answer))
    g_set_str (&trial->remote->url, trial->parent);
  if (greets (answer) || (trial->closed && ent_sync_answer_get_member (answer, "error") != NULL))
    try_account (task);
  else if (answer->status == SOUP_STATUS_NOT_FOUND || !fail_with (task, answer))
    fail (task, _ ("The server answers, but not as a CouchDB or an Entente Atlas. Is the address right?"));
}

static gpointer
read_publisher (EntWorkspace *workspace,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Trial *trial = data;

  trial->publisher = ent_remote_get_publisher (workspace);
  return trial;
}

static void
publisher_read_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EntSyncDriver *self = g_task_get_source_object (task);
  Trial *trial = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ent_sync_driver_work_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  begin_step (task, ENT_SYNC_TRIAL_SERVER);
  ask (task, trial->remote->url, "/", NULL, server_answered_cb);
}

/**
 * ent_sync_driver_test_async:
 * @self: a driver
 * @remote: a remote that need not be set up yet
 * @password: (nullable): of its account
 * @began: (nullable): called as each step begins, with @user_data; the one before it went well
 * @cancellable: (nullable): to stop it
 * @callback: called when it is known
 * @user_data: for @began and @callback
 *
 * Looks whether the address is one, the server is there, is what it should be, accepts the account, and lets it use the
 * database.
 */
void
ent_sync_driver_test_async (EntSyncDriver *self,
                            const EntRemote *remote,
                            const char *password,
                            EntSyncTrialFunc began,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Trial *trial = g_new0 (Trial, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, ent_sync_driver_test_async);
  trial->remote = ent_remote_copy (remote);
  trial->password = g_strdup (password);
  trial->began = began;
  trial->user_data = user_data;
  g_task_set_task_data (task, trial, (GDestroyNotify) trial_free);
  begin_step (task, ENT_SYNC_TRIAL_ADDRESS);
  g_free (trial->remote->url);
  trial->remote->url = ent_remote_check_url (remote->url, &error);
  if (trial->remote->url == NULL)
    g_task_return_error (task, error);
  else
    ent_sync_driver_work_async (self, read_publisher, trial, publisher_read_cb, task);
}

/**
 * ent_sync_driver_test_finish:
 * @self: a driver
 * @result: of ent_sync_driver_test_async()
 * @ret_url: (out) (optional) (transfer full): the address to set up, where it went well: that of the server, where the
 *   one that was tried was a database's
 * @error: set to what is wrong with the step that began last, in the user's words
 *
 * Returns: whether the remote could be synchronised with
 */
gboolean
ent_sync_driver_test_finish (EntSyncDriver *self,
                             GAsyncResult *result,
                             char **ret_url,
                             GError **error)
{
  Trial *trial = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  if (ret_url != NULL)
    *ret_url = g_strdup (trial->remote->url);
  return TRUE;
}
