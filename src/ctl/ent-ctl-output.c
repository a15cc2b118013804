/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed: aligned for people, JSON for machines. */
#include <string.h>

#include "ent-ctl.h"
#include "ent-record-json.h"

/* A column is never wider than this, so that a line fits a terminal. */
#define WIDTH_MAX 48

/**
 * ent_ctl_print_json:
 * @node: JSON
 */
void
ent_ctl_print_json (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, TRUE);

  g_print ("%s\n", text);
}

/**
 * ent_ctl_print_record:
 * @ctl: what the command runs on
 * @record: a record
 *
 * Prints the record's document, or a line for each field that is set.
 */
void
ent_ctl_print_record (EntCtl *ctl,
                      EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);

  if (ctl->json)
    {
      g_autoptr (JsonObject) document = ent_record_to_json (record);
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), document);

      ent_ctl_print_json (node);
      return;
    }

  g_print ("%s\n%s\n", ent_record_get_headline (record), ent_record_get_id (record));
  for (guint i = 0; i < entity->n_fields; i++)
    {
      g_autofree char *text = ent_record_display (record, &entity->fields[i]);

      if (*text != '\0')
        g_print ("  %s: %s\n", ent_field_get_label (&entity->fields[i]), text);
    }
}

static char *
cell_text (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text != NULL ? text : ""), "\n\t", ' ');
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= WIDTH_MAX)
    return g_steal_pointer (&line);

  start = g_utf8_substring (line, 0, WIDTH_MAX - 1);
  return g_strconcat (start, "…", NULL);
}

static void
print_row (const char *const *cells,
           const glong *widths,
           guint n)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = cell_text (cells[i]);

      g_string_append (line, text);
      for (glong j = g_utf8_strlen (text, -1); i + 1 < n && j < widths[i] + 2; j++)
        g_string_append_c (line, ' ');
    }

  g_print ("%s\n", g_strchomp (line->str));
}

static void
print_rows_as_json (const char *const *headings,
                    GPtrArray *rows)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const char *const *cells = rows->pdata[i];
      JsonObject *object = json_object_new ();

      for (guint j = 0; headings[j] != NULL; j++)
        json_object_set_string_member (object, headings[j], cells[j]);
      json_array_add_object_element (array, object);
    }

  node = json_node_init_array (json_node_alloc (), array);
  ent_ctl_print_json (node);
}

/**
 * ent_ctl_print_table:
 * @ctl: what the command runs on
 * @headings: (array zero-terminated=1): the names of the columns
 * @rows: (element-type GStrv): as many cells each as there are columns
 */
void
ent_ctl_print_table (EntCtl *ctl,
                     const char *const *headings,
                     GPtrArray *rows)
{
  guint n = g_strv_length ((char **) headings);
  g_autofree glong *widths = g_new0 (glong, n);

  if (ctl->json)
    {
      print_rows_as_json (headings, rows);
      return;
    }

  for (guint j = 0; j < n; j++)
    {
      widths[j] = g_utf8_strlen (headings[j], -1);
      for (guint i = 0; i < rows->len; i++)
        {
          g_autofree char *text = cell_text (((char **) rows->pdata[i])[j]);

          widths[j] = MAX (widths[j], g_utf8_strlen (text, -1));
        }
    }

  print_row (headings, widths, n);
  for (guint i = 0; i < rows->len; i++)
    print_row (rows->pdata[i], widths, n);
}
