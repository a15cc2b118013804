/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody is given who asks what is kept on them (GDPR, article 15): for eyes, and for machines. */
#include "ent-person-sheet.h"

#include <string.h>

#include "ent-fact-table.h"
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-output-file.h"
#include "ent-personal.h"

#define SHARE 2.6

static void
add_record (EntSheet *sheet,
            EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);
  const char *label = ent_entity_get_label (entity);
  const char *headline = ent_record_get_headline (record);
  g_autofree char *title = headline != NULL && *headline != '\0' ? g_strdup_printf ("%s – %s", label, headline) : g_strdup (label);

  ent_sheet_add_heading (sheet, title);
  ent_fact_table_begin (sheet, SHARE);
  for (guint i = 0; i < entity->n_fields; i++)
    ent_fact_table_add_field (sheet, record, entity->fields[i].name);
}

static void
add_documents (EntSheet *sheet,
               EntWorkspace *workspace,
               const char *introduction,
               JsonArray *documents)
{
  if (json_array_get_length (documents) > 0)
    ent_sheet_add_text (sheet, introduction);
  for (guint i = 0; i < json_array_get_length (documents); i++)
    {
      const char *id = json_object_get_string_member (json_array_get_object_element (documents, i), "_id");
      g_autoptr (EntRecord) record = ent_workspace_get (workspace, id, NULL);

      if (record != NULL)
        add_record (sheet, record);
    }
}

static void
add_history (EntSheet *sheet,
             EntWorkspace *workspace,
             JsonArray *history,
             const EntEntity *entity)
{
  static const double widths[] = { 1.2, 1.2, 2.6 };

  ent_sheet_add_heading (sheet, _ ("What Was Written, and When"));
  ent_sheet_add_table (sheet, (const char *const[]){ _ ("When"), _ ("Who"), _ ("What"), NULL }, widths, 0);
  for (guint i = 0; i < json_array_get_length (history); i++)
    {
      JsonObject *row = json_array_get_object_element (history, i);
      g_autofree char *day = g_strndup (json_object_get_string_member (row, "at"), strlen ("YYYY-MM-DD"));
      g_autofree char *date = ent_format_display_date (day);
      const char *name = json_object_get_string_member_with_default (row, "field", NULL);
      const EntField *field = name != NULL ? ent_entity_find_field (entity, name) : NULL;

      ent_sheet_add_row (sheet, (const char *const[]){ date, json_object_get_string_member (row, "who"),
                                                       field != NULL ? ent_field_get_label (field) : _ ("The Whole Record"), NULL });
    }
}

/**
 * ent_person_sheet_compose:
 * @workspace: a workspace
 * @id: the identifier of a person
 * @today: this day, YYYY-MM-DD
 * @error: set where it is none, or cannot be read
 *
 * Returns: (transfer full) (nullable): all that is kept on them, laid out, in the language of this thread
 */
EntSheet *
ent_person_sheet_compose (EntWorkspace *workspace,
                          const char *id,
                          const char *today,
                          GError **error)
{
  g_autoptr (JsonObject) data = ent_person_collect (workspace, id, error);
  g_autoptr (EntRecord) person = data != NULL ? ent_workspace_get (workspace, id, error) : NULL;
  g_autofree char *date = ent_format_display_date (today);
  g_autofree char *subtitle = NULL;
  EntSheet *sheet;

  if (person == NULL)
    return NULL;

  /* Translators: a date */
  subtitle = g_strdup_printf (_ ("All that the international relations unit keeps on this person, on %s"), date);
  sheet = ent_sheet_new (ent_record_get_headline (person), subtitle, _ ("Access to Personal Data"));
  add_record (sheet, person);
  add_documents (sheet, workspace, _ ("Records About This Person"), json_object_get_array_member (data, "records"));
  add_documents (sheet, workspace, _ ("Texts That Name This Person"), json_object_get_array_member (data, "mentions"));
  add_history (sheet, workspace, json_object_get_array_member (data, "history"), ent_record_get_entity (person));
  ent_sheet_lay_out (sheet);

  return sheet;
}

static gboolean
write_json (EntWorkspace *workspace,
            const char *id,
            const char *path,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (JsonObject) data = ent_person_collect (workspace, id, error);
  g_autoptr (JsonNode) node = data != NULL ? json_node_init_object (json_node_alloc (), data) : NULL;
  g_autofree char *text = node != NULL ? json_to_string (node, TRUE) : NULL;

  return text != NULL && ent_output_file_write (path, text, strlen (text), cancellable, error);
}

/**
 * ent_person_sheet_write:
 * @workspace: a workspace
 * @id: the identifier of a person
 * @path: where to write; what is there is replaced; `.json` is for machines, all else a PDF for eyes
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was at @path is then untouched
 *
 * Writes all that is kept on somebody. Not for the main thread of a window.
 *
 * Returns: whether the file was written
 */
gboolean
ent_person_sheet_write (EntWorkspace *workspace,
                        const char *id,
                        const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *today = ent_format_today ();
  g_autoptr (EntSheet) sheet = NULL;

  if (g_str_has_suffix (path, ".json"))
    return write_json (workspace, id, path, cancellable, error);

  sheet = ent_person_sheet_compose (workspace, id, today, error);
  return sheet != NULL && ent_sheet_write_pdf (sheet, path, cancellable, error);
}
