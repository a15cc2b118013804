/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many records: list, search. */
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "ent-ctl.h"
#include "ent-record-export.h"

#define SEARCH_HITS 50

static gboolean
add_condition (EntCtl *ctl,
               EntQuery *query,
               const char *condition,
               GError **error)
{
  g_auto (GStrv) parts = g_strsplit (condition, "=", 2);
  const EntField *field = parts[0] != NULL ? ent_entity_find_field (ent_query_get_entity (query), parts[0]) : NULL;
  g_autofree char *id = NULL;
  g_auto (EntValue) value = { 0 };

  if (field == NULL || parts[1] == NULL)
    return ent_ctl_refuse (error, _ ("“%s” is not FIELD=VALUE."), condition);
  if (ent_field_is_reference (field) && *parts[1] != '\0')
    {
      id = ent_ctl_find_id (ctl, parts[1], field, error);
      if (id == NULL)
        return FALSE;
    }
  if (!ent_field_parse (field, id != NULL ? id : parts[1], &value, error))
    return FALSE;

  ent_query_add_filter (query, field, value.kind == ENT_VALUE_UNSET ? ENT_FILTER_UNSET : ENT_FILTER_IS, &value);
  return TRUE;
}

static gboolean
print_list (EntCtl *ctl,
            EntQuery *query,
            GError **error)
{
  const EntEntity *entity = ent_query_get_entity (query);
  g_autoptr (GPtrArray) records = ent_workspace_list (ctl->workspace, query, 0, error);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GStrvBuilder) headings = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (records == NULL)
    return FALSE;

  g_strv_builder_add (headings, "id");
  for (guint j = 0; j < entity->n_fields; j++)
    if (entity->fields[j].flags & ENT_FIELD_COLUMN)
      g_strv_builder_add (headings, entity->fields[j].name);
  names = g_strv_builder_end (headings);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GStrvBuilder) line = g_strv_builder_new ();

      g_strv_builder_add (line, ent_record_get_id (records->pdata[i]));
      for (guint j = 1; names[j] != NULL; j++)
        g_strv_builder_take (line, ent_record_display (records->pdata[i], ent_entity_find_field (entity, names[j])));
      g_ptr_array_add (cells, g_strv_builder_end (line));
    }

  ent_ctl_print_table (ctl, (const char *const *) names, cells);
  return TRUE;
}

gboolean
ent_ctl_list (EntCtl *ctl,
              int argc,
              char **argv,
              GError **error)
{
  g_auto (GStrv) conditions = NULL;
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "where", 0, 0, G_OPTION_ARG_STRING_ARRAY, &conditions, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  const EntEntity *entity;
  g_autoptr (EntQuery) query = NULL;
  g_autoptr (GOutputStream) out = NULL;
  EntExportOptions options = { 0 };

  if (!ent_ctl_parse (&argc, &argv, entries, 1, 1, error))
    return FALSE;
  entity = ent_ctl_find_entity (argv[1], error);
  if (entity == NULL)
    return FALSE;

  query = ent_query_new (entity);
  for (gsize i = 0; conditions != NULL && conditions[i] != NULL; i++)
    if (!add_condition (ctl, query, conditions[i], error))
      return FALSE;

  if (format == NULL || g_str_equal (format, "table"))
    return print_list (ctl, query, error);
  if (!g_str_equal (format, "csv") && !g_str_equal (format, "json"))
    return ent_ctl_refuse (error, _ ("The format is table, csv or json, not “%s”."), format);

  options.format = g_str_equal (format, "csv") ? ENT_EXPORT_CSV : ENT_EXPORT_JSON;
  out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  return ent_record_export (ctl->workspace, query, &options, out, NULL, error);
}

gboolean
ent_ctl_search (EntCtl *ctl,
                int argc,
                char **argv,
                GError **error)
{
  static const char *const headings[] = { "id", "type", "headline", NULL };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *words = NULL;

  if (!ent_ctl_parse (&argc, &argv, NULL, 1, -1, error))
    return FALSE;

  words = g_strjoinv (" ", argv + 1);
  hits = ent_workspace_search (ctl->workspace, words, NULL, SEARCH_HITS, error);
  if (hits == NULL)
    return FALSE;

  for (guint i = 0; i < hits->len; i++)
    {
      const EntHit *hit = hits->pdata[i];
      const char *line[] = { hit->id, ent_entity_get_label (hit->entity), hit->headline, NULL };

      g_ptr_array_add (cells, g_strdupv ((char **) line));
    }

  ent_ctl_print_table (ctl, headings, cells);
  return TRUE;
}
