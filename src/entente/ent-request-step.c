/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-request-step.h"

#include "ent-mobilisation.h"

typedef struct
{
  EntRecord *request; /* (not nullable) (owned) */
  char *state;        /* (not nullable) (owned) */
  char *date;         /* (not nullable) (owned) */
} Step;

static void
step_free (gpointer data)
{
  Step *self = data;

  g_object_unref (self->request);
  g_free (self->state);
  g_free (self->date);
  g_free (self);
}

static gpointer
save (EntWorkspace *workspace,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  const Step *self = data;

  ent_mobilisation_save_step (workspace, self->request, self->state, self->date, error);
  return NULL;
}

/**
 * ent_request_step_async:
 * @store: a workspace
 * @request: a mobilisation request, as it is before
 * @state: the state to follow
 * @date: when, YYYY-MM-DD
 * @callback: called when it is written or refused, see ent_store_write_finish()
 * @user_data: for @callback
 *
 * Brings a request one step further, without waiting for the disk.
 */
void
ent_request_step_async (EntStore *store,
                        EntRecord *request,
                        const char *state,
                        const char *date,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Step *step = g_new0 (Step, 1);

  step->request = ent_record_copy (request);
  step->state = g_strdup (state);
  step->date = g_strdup (date);
  ent_store_write_async (store, save, step, step_free, NULL, NULL, callback, user_data);
}
