/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People for any address book: vCard 3.0 (RFC 2426), the one that they all read. */
#include "ent-card.h"

#include "ent-content-line.h"
#include "ent-format.h"

/* The role that they have now, or that has no end: the latest that began. */
static EntRecord *
find_role (EntWorkspace *workspace,
           const char *person,
           const char *today,
           GError **error)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("role"));
  g_autoptr (GPtrArray) roles = NULL;

  ent_query_add_text (query, "person", ENT_FILTER_IS, person);
  ent_query_set_order (query, ent_entity_find_field (ent_schema_find ("role"), "start"), TRUE);
  roles = ent_workspace_list (workspace, query, 0, error);
  for (guint i = 0; roles != NULL && i < roles->len; i++)
    {
      const char *end = ent_record_get_text (roles->pdata[i], "end");

      if (end == NULL || g_strcmp0 (end, today) >= 0)
        return g_object_ref (roles->pdata[i]);
    }

  return NULL;
}

static void
add_name (GString *text,
          EntRecord *person)
{
  g_autofree char *family = ent_content_escape (ent_record_get_text (person, "family-name"));
  g_autofree char *given = ent_content_escape (ent_record_get_text (person, "given-name"));
  g_autofree char *name = g_strdup_printf ("%s;%s;;;", family, given);
  g_autofree char *full = g_strdup_printf ("%s %s", given, family);

  ent_content_append (text, "N", name);
  ent_content_append (text, "FN", full);
}

static gboolean
add_card (EntWorkspace *workspace,
          GString *text,
          EntRecord *person,
          const char *today,
          GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (EntRecord) role = find_role (workspace, ent_record_get_id (person), today, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  ent_content_append (text, "BEGIN", "VCARD");
  ent_content_append (text, "VERSION", "3.0");
  ent_content_append_text (text, "UID", ent_record_get_id (person));
  add_name (text, person);
  ent_content_append_text (text, "EMAIL;TYPE=INTERNET,WORK", ent_record_get_text (person, "email"));
  ent_content_append_text (text, "TEL;TYPE=WORK,VOICE", ent_record_get_text (person, "phone"));
  ent_content_append_text (text, "TEL;TYPE=CELL", ent_record_get_text (person, "mobile"));
  if (role != NULL)
    {
      ent_content_append_text (text, "ORG", ent_record_get_title_of (role, ent_record_get_text (role, "body")));
      ent_content_append_text (text, "TITLE", ent_record_get_text (role, "title"));
    }
  ent_content_append (text, "END", "VCARD");
  return TRUE;
}

/**
 * ent_card_export:
 * @workspace: a workspace
 * @query: which people
 * @cancellable: (nullable): to stop
 * @error: set where they could not be read
 *
 * Notes, skills and languages stay: they are the unit's, not an address book's. Who was anonymised has no card.
 *
 * Returns: (transfer full) (nullable): their cards
 */
char *
ent_card_export (EntWorkspace *workspace,
                 EntQuery *query,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *today = ent_format_today ();
  g_autoptr (GPtrArray) people = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (query != NULL && ent_query_get_entity (query) == ent_schema_find ("person"), NULL);

  people = ent_workspace_list (workspace, query, 0, error);
  if (people == NULL)
    return NULL;

  for (guint i = 0; i < people->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (ent_record_get_text (people->pdata[i], "anonymised-on") == NULL && !add_card (workspace, text, people->pdata[i], today, error))
        return NULL;
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}
