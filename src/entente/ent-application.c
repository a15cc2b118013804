/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-application.h"

#include <string.h>

#include "ent-fold.h"

static void
required_free (gpointer data)
{
  EntRequiredDocument *self = data;

  g_free (self->name);
  g_free (self->document);
  g_free (self->title);
  g_free (self);
}

static void
instalment_free (gpointer data)
{
  EntInstalment *self = data;

  g_clear_object (&self->funding);
  g_clear_object (&self->report);
  g_free (self);
}

/**
 * ent_application_free:
 * @self: (transfer full): a co-funding file
 */
void
ent_application_free (EntApplication *self)
{
  g_clear_object (&self->call);
  g_clear_object (&self->opinion);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_pointer (&self->instalments, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
list (EntWorkspace *workspace,
      const char *entity,
      const char *field,
      const char *id,
      GError **error)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find (entity));

  ent_query_add_text (query, field, ENT_FILTER_IS, id);
  return ent_workspace_list (workspace, query, 0, error);
}

/* « Délibération du 21 mars » is the « délibération » that the call asks for. */
static void
find_document (EntRequiredDocument *required,
               GPtrArray *attached)
{
  g_autofree char *name = ent_fold (required->name);

  for (guint i = 0; i < attached->len && required->document == NULL; i++)
    {
      const char *title = ent_record_get_text (attached->pdata[i], "title");
      g_autofree char *folded = ent_fold (title != NULL ? title : "");

      if (strstr (folded, name) == NULL)
        continue;
      required->document = g_strdup (ent_record_get_id (attached->pdata[i]));
      required->title = g_strdup (title);
    }
}

static gboolean
add_documents (EntApplication *self,
               EntWorkspace *workspace,
               EntRecord *application,
               GError **error)
{
  const char *const *names = self->call != NULL ? ent_record_get_list (self->call, "documents") : NULL;
  g_autoptr (GPtrArray) attached = list (workspace, "document", "subject", ent_record_get_id (application), error);

  self->documents = g_ptr_array_new_with_free_func (required_free);
  for (gsize i = 0; attached != NULL && names != NULL && names[i] != NULL; i++)
    {
      EntRequiredDocument *required = g_new0 (EntRequiredDocument, 1);

      required->name = g_strdup (names[i]);
      find_document (required, attached);
      g_ptr_array_add (self->documents, required);
    }

  return attached != NULL;
}

static int
compare_instalments (gconstpointer a,
                     gconstpointer b)
{
  EntRecord *one = (*(const EntInstalment *const *) a)->funding;
  EntRecord *two = (*(const EntInstalment *const *) b)->funding;
  gint64 difference = ent_record_get_integer (one, "instalment", 99) - ent_record_get_integer (two, "instalment", 99);

  if (difference == 0)
    difference = ent_record_get_integer (one, "year", 0) - ent_record_get_integer (two, "year", 0);

  return (difference > 0) - (difference < 0);
}

static gboolean
add_instalment (EntApplication *self,
                EntWorkspace *workspace,
                EntRecord *funding,
                GError **error)
{
  g_autoptr (GPtrArray) reports = list (workspace, "milestone", "funding", ent_record_get_id (funding), error);
  EntInstalment *instalment;

  if (reports == NULL)
    return FALSE;

  instalment = g_new0 (EntInstalment, 1);
  instalment->funding = g_object_ref (funding);
  if (reports->len > 0)
    instalment->report = g_object_ref (reports->pdata[0]);
  g_ptr_array_add (self->instalments, instalment);
  return TRUE;
}

static gboolean
add_instalments (EntApplication *self,
                 EntWorkspace *workspace,
                 EntRecord *application,
                 GError **error)
{
  const char *funder = self->call != NULL ? ent_record_get_text (self->call, "funder") : NULL;
  const char *project = ent_record_get_text (application, "project");
  g_autoptr (GPtrArray) fundings = NULL;

  self->instalments = g_ptr_array_new_with_free_func (instalment_free);
  if (funder == NULL || project == NULL)
    return TRUE;

  fundings = list (workspace, "funding", "project", project, error);
  if (fundings == NULL)
    return FALSE;

  for (guint i = 0; i < fundings->len; i++)
    if (g_strcmp0 (ent_record_get_text (fundings->pdata[i], "funder"), funder) == 0
        && !add_instalment (self, workspace, fundings->pdata[i], error))
      return FALSE;
  g_ptr_array_sort (self->instalments, compare_instalments);

  return TRUE;
}

static gboolean
add_opinion (EntApplication *self,
             EntWorkspace *workspace,
             EntRecord *application,
             GError **error)
{
  const char *own = ent_record_get_text (application, "opinion");
  const char *project = ent_record_get_text (application, "project");
  g_autoptr (GPtrArray) opinions = NULL;

  if (own != NULL)
    self->opinion = ent_workspace_get (workspace, own, NULL);
  if (self->opinion != NULL || project == NULL)
    return TRUE;

  opinions = list (workspace, "opinion", "project", project, error);
  for (guint i = 0; opinions != NULL && i < opinions->len; i++)
    if (self->opinion == NULL || g_strcmp0 (ent_record_get_text (opinions->pdata[i], "date"), ent_record_get_text (self->opinion, "date")) > 0)
      g_set_object (&self->opinion, opinions->pdata[i]);

  return opinions != NULL;
}

/**
 * ent_application_load:
 * @workspace: a workspace
 * @application: a co-funding file
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): its call, the embassy's opinion, the rules, the documents and the instalments
 */
EntApplication *
ent_application_load (EntWorkspace *workspace,
                      EntRecord *application,
                      const char *today,
                      GError **error)
{
  g_autoptr (EntApplication) self = g_new0 (EntApplication, 1);
  const char *call = ent_record_get_text (application, "call");

  if (call != NULL)
    self->call = ent_workspace_get (workspace, call, NULL);
  self->rules = ent_eligibility_load (workspace, application, today, error);
  if (self->rules == NULL || !add_documents (self, workspace, application, error) || !add_instalments (self, workspace, application, error)
      || !add_opinion (self, workspace, application, error))
    return NULL;

  return g_steal_pointer (&self);
}
