/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-involvement-log.h"

#include <glib/gi18n-lib.h>

/* The categories of returns that whoever logs may propose one in. */
static const char *const categories[ENT_INVOLVEMENT_LOG_N_PROPOSALS] = { "agents", "departments" };

/**
 * ent_involvement_log_free:
 * @data: (transfer full): an #EntInvolvementLog
 */
void
ent_involvement_log_free (gpointer data)
{
  EntInvolvementLog *self = data;

  g_object_unref (self->record);
  for (guint i = 0; i < ENT_INVOLVEMENT_LOG_N_PROPOSALS; i++)
    g_free (self->proposals[i]);
  g_free (self);
}

/**
 * ent_involvement_log_get_category:
 * @position: of a proposal
 *
 * Returns: the category of returns that it falls into
 */
const char *
ent_involvement_log_get_category (guint position)
{
  g_return_val_if_fail (position < ENT_INVOLVEMENT_LOG_N_PROPOSALS, NULL);

  return categories[position];
}

/* Returns belong to a project or a partnership; those of an event to what the event is about. */
static char *
find_return_subject (EntWorkspace *workspace,
                     EntRecord *involvement,
                     GError **error)
{
  const char *id = ent_record_get_text (involvement, "subject");
  g_autoptr (EntRecord) event = NULL;

  if (id == NULL || !g_str_has_prefix (id, "event:"))
    return g_strdup (id);

  event = ent_workspace_get (workspace, id, error);
  if (event == NULL)
    return NULL;
  if (ent_record_get_text (event, "subject") == NULL)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID,
                           _ ("This event belongs to no project, so nothing can come back for it. Choose the project, or leave what came back empty."));
      return NULL;
    }

  return g_strdup (ent_record_get_text (event, "subject"));
}

static gboolean
propose (EntWorkspace *workspace,
         EntRecord *involvement,
         const char *category,
         const char *words,
         GError **error)
{
  g_autofree char *subject = find_return_subject (workspace, involvement, error);
  const char *const list[] = { category, NULL };
  const char *const proof[] = { ent_record_get_id (involvement), NULL };
  g_autoptr (EntRecord) record = NULL;

  if (subject == NULL)
    return FALSE;

  record = ent_record_new (ent_schema_find ("return"), NULL);
  ent_record_set_text (record, "text", words);
  ent_record_set_text (record, "subject", subject);
  ent_record_set_integer (record, "year", g_ascii_strtoll (ent_record_get_text (involvement, "from"), NULL, 10));
  ent_record_set_text (record, "stage", "actual");
  ent_record_set_text (record, "scope", "authority");
  ent_record_set_list (record, "categories", list);
  ent_record_set_text (record, "measure", "qualitative");
  ent_record_set_list (record, "proved-by", proof);
  ent_record_set_text (record, "proposed-by", ent_record_get_text (involvement, "person"));

  return ent_workspace_save (workspace, record, error);
}

static gboolean
write_log (EntWorkspace *workspace,
           const EntInvolvementLog *self,
           GError **error)
{
  if (!ent_workspace_save (workspace, self->record, error))
    return FALSE;
  for (guint i = 0; i < ENT_INVOLVEMENT_LOG_N_PROPOSALS; i++)
    if (*self->proposals[i] != '\0' && !propose (workspace, self->record, categories[i], self->proposals[i], error))
      return FALSE;

  return TRUE;
}

/**
 * ent_involvement_log_write:
 * @workspace: a workspace in which no change is open
 * @data: an #EntInvolvementLog
 * @cancellable: (nullable): not looked at: it is short
 * @error: set where something of it is refused
 *
 * An #EntStoreFunc. All of it is written or nothing, and it is one step to undo.
 *
 * Returns: (nullable): something where all is written
 */
gpointer
ent_involvement_log_write (EntWorkspace *workspace,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error)
{
  if (!ent_workspace_begin (workspace, _ ("Log Involvement"), NULL, error))
    return NULL;
  if (!write_log (workspace, data, error) || !ent_workspace_commit (workspace, error))
    {
      ent_workspace_rollback (workspace);
      return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}
