/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is who: records of one person made one, who on our territory has ties where, and the record of processing. */
#include <glib/gi18n-lib.h>

#include "ent-ctl.h"
#include "ent-diagnostic-sheet.h"
#include "ent-duplicates.h"
#include "ent-format.h"
#include "ent-processing-register.h"
#include "ent-unite.h"

gboolean
ent_ctl_duplicates (EntCtl *ctl,
                    int argc,
                    char **argv,
                    GError **error)
{
  static const char *const headings[] = { "kept", "other", "kept-name", "other-name", "reason", NULL };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) duplicates = NULL;
  const EntEntity *entity;

  if (!ent_ctl_parse (&argc, &argv, NULL, 1, 1, error))
    return FALSE;
  entity = ent_ctl_find_entity (argv[1], error);
  if (entity == NULL)
    return FALSE;
  if (!ent_duplicates_can_have (entity))
    return ent_ctl_refuse (error, "%s", _ ("Duplicates are looked for among “person” or “organisation”."));

  duplicates = ent_duplicates_list (ctl->workspace, entity, NULL, error);
  if (duplicates == NULL)
    return FALSE;
  for (guint i = 0; i < duplicates->len; i++)
    {
      const EntDuplicate *duplicate = duplicates->pdata[i];
      const char *line[] = { duplicate->one, duplicate->other, duplicate->one_name, duplicate->other_name, ent_duplicate_get_reason (duplicate), NULL };

      g_ptr_array_add (cells, g_strdupv ((char **) line));
    }

  ent_ctl_print_table (ctl, headings, cells);
  return TRUE;
}

gboolean
ent_ctl_merge (EntCtl *ctl,
               int argc,
               char **argv,
               GError **error)
{
  g_auto (GStrv) taken = NULL;
  const GOptionEntry entries[] = {
    { "take", 0, 0, G_OPTION_ARG_STRING_ARRAY, &taken, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!ent_ctl_parse (&argc, &argv, entries, 2, 2, error))
    return FALSE;
  /* Who is meant is named exactly: their names are the same. */
  for (int i = 1; i <= 2; i++)
    if (!ent_id_check (argv[i]))
      return ent_ctl_refuse (error, _ ("“%s” is not an identifier. “search” shows them."), argv[i]);

  return ent_unite (ctl->workspace, argv[1], argv[2], (const char *const *) taken, error);
}

static gboolean
write_sheet (EntSheet *composed,
             const char *path,
             GError **error)
{
  g_autoptr (EntSheet) sheet = composed;

  return sheet != NULL && ent_sheet_write_pdf (sheet, path, NULL, error);
}

static gboolean
print_diagnostic (EntCtl *ctl,
                  const EntDiagnosticFilter *filter,
                  GError **error)
{
  static const char *const headings[] = { "id", "name", "kind", "place", "countries", "themes", "ties", NULL };
  g_autoptr (EntDiagnostic) diagnostic = ent_diagnostic_load (ctl->workspace, filter, error);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  if (diagnostic == NULL)
    return FALSE;

  for (guint i = 0; i < diagnostic->actors->len; i++)
    {
      const EntActor *actor = diagnostic->actors->pdata[i];
      g_autofree char *countries = ent_diagnostic_sheet_join ((const char *const *) actor->countries, &ent_choices_countries);
      g_autofree char *themes = ent_diagnostic_sheet_join ((const char *const *) actor->themes, &ent_choices_themes);
      const char *line[] = { actor->id,  actor->name, ent_diagnostic_get_kind_label (actor->kind), actor->place != NULL ? actor->place : "",
                             countries, themes, actor->ties != NULL ? actor->ties : "", NULL };

      g_ptr_array_add (cells, g_strdupv ((char **) line));
    }

  ent_ctl_print_table (ctl, headings, cells);
  return TRUE;
}

/* What somebody wrote, as a form takes it: a nick, or the label in either language. */
static gboolean
read_choice (char **choice,
             const char *name,
             GError **error)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("organisation"), NULL);
  const EntValue *value;

  if (*choice == NULL || g_str_equal (*choice, ENT_DIAGNOSTIC_AUTHORITY))
    return TRUE;
  if (!ent_record_set_parsed (record, name, *choice, error))
    return FALSE;

  value = ent_record_get (record, ent_entity_find_field (ent_record_get_entity (record), name));
  g_set_str (choice, value->kind == ENT_VALUE_LIST ? value->list[0] : value->kind == ENT_VALUE_TEXT ? value->text : NULL);
  return TRUE;
}

gboolean
ent_ctl_diagnostic (EntCtl *ctl,
                    int argc,
                    char **argv,
                    GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *today = ent_format_today ();
  g_auto (EntDiagnosticFilter) filter = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
    { "country", 0, 0, G_OPTION_ARG_STRING, &filter.country, NULL, NULL },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &filter.kind, NULL, NULL },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &filter.theme, NULL, NULL },
    { "place", 0, 0, G_OPTION_ARG_STRING, &filter.place, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!ent_ctl_parse (&argc, &argv, entries, 0, 0, error) || !read_choice (&filter.country, "country", error)
      || !read_choice (&filter.kind, "kind", error) || !read_choice (&filter.theme, "themes", error))
    return FALSE;
  if (path == NULL)
    return print_diagnostic (ctl, &filter, error);

  return write_sheet (ent_diagnostic_sheet_compose (ctl->workspace, &filter, today, error), path, error);
}

gboolean
ent_ctl_processing (EntCtl *ctl,
                    int argc,
                    char **argv,
                    GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *today = ent_format_today ();
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!ent_ctl_parse (&argc, &argv, entries, 0, 0, error))
    return FALSE;
  if (path == NULL)
    return ent_ctl_refuse (error, _ ("Say which file to write “%s” to: -o FILE."), argv[0]);

  return write_sheet (ent_processing_register_compose (ctl->workspace, today, error), path, error);
}
