/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person may ask: to see what is kept on them, to be forgotten. */
#include <glib/gi18n-lib.h>

#include "ent-ctl.h"
#include "ent-person-sheet.h"
#include "ent-personal.h"
#include "ent-record-json.h"

gboolean
ent_ctl_anonymise (EntCtl *ctl,
                   int argc,
                   char **argv,
                   GError **error)
{
  g_autofree char *why = NULL;
  const GOptionEntry entries[] = {
    { "why", 0, 0, G_OPTION_ARG_STRING, &why, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) mentions = NULL;

  if (!ent_ctl_parse (&argc, &argv, entries, 1, 1, error))
    return FALSE;
  /* It cannot be undone: who is meant is named exactly. */
  if (!ent_id_check (argv[1]))
    return ent_ctl_refuse (error, _ ("“%s” is not an identifier. “search” shows them."), argv[1]);
  if (why == NULL)
    return ent_ctl_refuse (error, _ ("Say why: --why TEXT."));

  mentions = ent_person_anonymise (ctl->workspace, argv[1], why, error);
  if (mentions == NULL)
    return FALSE;

  if (mentions->len > 0)
    g_print ("%s\n", _ ("These texts may still name the person:"));
  for (guint i = 0; i < mentions->len; i++)
    {
      const EntHit *hit = mentions->pdata[i];

      g_print ("  %s  %s\n", hit->id, hit->headline);
    }

  return TRUE;
}

static void
print_documents (EntCtl *ctl,
                 const char *title,
                 JsonArray *documents)
{
  if (json_array_get_length (documents) > 0)
    g_print ("\n%s\n\n", title);
  for (guint i = 0; i < json_array_get_length (documents); i++)
    {
      const char *id = json_object_get_string_member (json_array_get_object_element (documents, i), "_id");
      g_autoptr (EntRecord) record = ent_workspace_get (ctl->workspace, id, NULL);

      if (record != NULL)
        ent_ctl_print_record (ctl, record);
    }
}

static void
print_data (EntCtl *ctl,
            JsonObject *data)
{
  const char *id = json_object_get_string_member (json_object_get_object_member (data, "person"), "_id");
  g_autoptr (EntRecord) person = ent_workspace_get (ctl->workspace, id, NULL);

  if (person != NULL)
    ent_ctl_print_record (ctl, person);
  print_documents (ctl, _ ("Records About This Person"), json_object_get_array_member (data, "records"));
  print_documents (ctl, _ ("Texts That Name This Person"), json_object_get_array_member (data, "mentions"));
  g_print ("\n%s\n", _ ("What was written and when is part of the answer with --json."));
}

gboolean
ent_ctl_person_data (EntCtl *ctl,
                     int argc,
                     char **argv,
                     GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (JsonObject) data = NULL;

  if (!ent_ctl_parse (&argc, &argv, entries, 1, 1, error))
    return FALSE;
  id = ent_ctl_find_id (ctl, argv[1], NULL, error);
  if (id != NULL && path != NULL)
    return ent_person_sheet_write (ctl->workspace, id, path, NULL, error);
  data = id != NULL ? ent_person_collect (ctl->workspace, id, error) : NULL;
  if (data == NULL)
    return FALSE;

  if (ctl->json)
    {
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), data);

      ent_ctl_print_json (node);
    }
  else
    {
      print_data (ctl, data);
    }

  return TRUE;
}
