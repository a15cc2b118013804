/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in and out: import, export. */
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "ent-atlas-import.h"
#include "ent-calendar-export.h"
#include "ent-card.h"
#include "ent-csv-import.h"
#include "ent-ctl.h"
#include "ent-elus-import.h"
#include "ent-output-file.h"
#include "ent-record-export.h"

/* Enough to see what is wrong with a file; the rejects file has them all. */
#define PROBLEMS_SHOWN 20

static void
print_report (const EntImportReport *report)
{
  g_autofree char *description = ent_import_report_describe (report);

  g_print ("%s\n", description);
  for (guint i = 0; i < MIN (report->problems->len, PROBLEMS_SHOWN); i++)
    {
      const EntImportProblem *problem = report->problems->pdata[i];

      g_printerr (_ ("line %u: %s\n"), problem->line, problem->message);
    }
}

static EntImportReport *
import_entity (EntCtl *ctl,
               const char *type,
               const char *path,
               const char *mapping_path,
               const EntImportOptions *options,
               GError **error)
{
  const EntEntity *entity = ent_ctl_find_entity (type, error);
  g_autoptr (EntImportMapping) mapping = NULL;

  if (entity == NULL)
    return NULL;

  mapping = mapping_path != NULL ? ent_import_mapping_open (mapping_path, error) : ent_import_mapping_new (entity);
  if (mapping == NULL)
    return NULL;
  if (ent_import_mapping_get_entity (mapping) != entity)
    {
      ent_ctl_refuse (error, _ ("The mapping is for another kind of record than “%s”."), type);
      return NULL;
    }

  return ent_csv_import (ctl->workspace, mapping, path, options, NULL, error);
}

gboolean
ent_ctl_import (EntCtl *ctl,
                int argc,
                char **argv,
                GError **error)
{
  g_autofree char *mapping = NULL;
  g_autofree char *rejects = NULL;
  EntImportOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "mapping", 0, 0, G_OPTION_ARG_FILENAME, &mapping, NULL, NULL },
    { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &rejects, NULL, NULL },
    { "own-only", 0, 0, G_OPTION_ARG_NONE, &options.own_only, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (EntImportReport) report = NULL;

  if (!ent_ctl_parse (&argc, &argv, entries, 2, 2, error))
    return FALSE;

  options.rejects = rejects;
  if (g_str_equal (argv[1], "atlas"))
    report = ent_atlas_import (ctl->workspace, argv[2], &options, NULL, error);
  else if (g_str_equal (argv[1], "vcard"))
    report = ent_card_import (ctl->workspace, argv[2], &options, NULL, error);
  else if (g_str_equal (argv[1], "elus"))
    report = ent_elus_import (ctl->workspace, argv[2], &options, NULL, error);
  else
    report = import_entity (ctl, argv[1], argv[2], mapping, &options, error);
  if (report == NULL)
    return FALSE;

  print_report (report);
  return TRUE;
}

/* Address books and calendars have one format each. */
static gboolean
export_text (char *text,
             const char *path,
             GError **error)
{
  g_autofree char *taken = text;

  if (taken == NULL)
    return FALSE;
  if (path != NULL)
    return ent_output_file_write (path, taken, strlen (taken), NULL, error);

  g_print ("%s", taken);
  return TRUE;
}

static gboolean
export_cards (EntCtl *ctl,
              const char *path,
              GError **error)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("person"));

  return export_text (ent_card_export (ctl->workspace, query, NULL, error), path, error);
}

static gboolean
export_calendar (EntCtl *ctl,
                 const char *path,
                 GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return export_text (ent_calendar_export (ctl->workspace, now, NULL, error), path, error);
}

gboolean
ent_ctl_export (EntCtl *ctl,
                int argc,
                char **argv,
                GError **error)
{
  g_autofree char *format = NULL;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  const EntEntity *entity;
  g_autoptr (EntQuery) query = NULL;
  g_autoptr (GOutputStream) out = NULL;
  EntExportOptions options = { 0 };

  if (argc > 1 && ent_ctl_is_document (argv[1]))
    return ent_ctl_export_document (ctl, argc, argv, error);
  if (!ent_ctl_parse (&argc, &argv, entries, 1, 1, error))
    return FALSE;
  if (g_str_equal (argv[1], "vcard"))
    return export_cards (ctl, path, error);
  if (g_str_equal (argv[1], "ical"))
    return export_calendar (ctl, path, error);
  entity = ent_ctl_find_entity (argv[1], error);
  if (entity == NULL)
    return FALSE;
  if (format != NULL && !g_str_equal (format, "csv") && !g_str_equal (format, "json"))
    return ent_ctl_refuse (error, _ ("The format is csv or json, not “%s”."), format);

  query = ent_query_new (entity);
  options.format = g_strcmp0 (format, "json") == 0 ? ENT_EXPORT_JSON : ENT_EXPORT_CSV;
  if (path != NULL)
    return ent_record_export_file (ctl->workspace, query, &options, path, NULL, error);

  out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  return ent_record_export (ctl->workspace, query, &options, out, NULL, error);
}
