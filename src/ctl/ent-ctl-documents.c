/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents that are handed over, and how they look. */
#include <glib/gi18n-lib.h>

#include "ent-ctl.h"
#include "ent-document.h"
#include "ent-identity.h"
#include "ent-locale.h"

/* “none” takes away what was set. */
static const char *
get_value (const char *argument)
{
  return g_str_equal (argument, "none") ? NULL : argument;
}

gboolean
ent_ctl_identity (EntCtl *ctl,
                  int argc,
                  char **argv,
                  GError **error)
{
  g_autofree char *logo = NULL;
  g_autofree char *color = NULL;
  const GOptionEntry entries[] = {
    { "logo", 0, 0, G_OPTION_ARG_FILENAME, &logo, NULL, NULL },
    { "color", 0, 0, G_OPTION_ARG_STRING, &color, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!ent_ctl_parse (&argc, &argv, entries, 0, 0, error))
    return FALSE;
  if (logo == NULL && color == NULL)
    return ent_ctl_refuse (error, "%s", _ ("Say what to set: --logo FILE.png or --color #RRGGBB."));

  return (logo == NULL || ent_identity_set_logo (ctl->workspace, get_value (logo), error))
         && (color == NULL || ent_identity_set_color (ctl->workspace, get_value (color), error));
}

typedef struct
{
  const char *name;
  EntDocumentKind kind;
  gboolean with_year;
  gboolean with_project;
} Export;

static const Export exports[] = {
  { "iati", ENT_DOCUMENT_IATI, FALSE, FALSE },
  { "apd", ENT_DOCUMENT_ODA, TRUE, FALSE },
  { "programmes", ENT_DOCUMENT_PROGRAMMES, TRUE, FALSE },
  { "budget", ENT_DOCUMENT_BUDGET, TRUE, FALSE },
  { "languages", ENT_DOCUMENT_LANGUAGES, FALSE, FALSE },
  { "expected", ENT_DOCUMENT_EXPECTED, FALSE, TRUE },
};

static const Export *
find_export (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    if (g_str_equal (exports[i].name, name))
      return &exports[i];

  return NULL;
}

/*
 * ent_ctl_is_document:
 * @name: what is to be exported
 *
 * Returns: whether it is a document and not a type of records
 */
gboolean
ent_ctl_is_document (const char *name)
{
  return find_export (name) != NULL;
}

/* What blocks, and what is to be looked at, each on a line of its own. */
static gboolean
print_problems (EntCtl *ctl,
                const EntDocumentRequest *request,
                GError **error)
{
  g_autoptr (GPtrArray) problems = ent_document_check (ctl->workspace, request, NULL, error);

  if (problems == NULL)
    return FALSE;

  for (guint i = 0; i < problems->len; i++)
    {
      const EntDocumentProblem *problem = problems->pdata[i];

      g_printerr ("%s%s%s%s%s\n", problem->id != NULL ? problem->id : "", problem->id != NULL ? " " : "",
                  problem->headline != NULL ? problem->headline : "", problem->headline != NULL ? ": " : "", problem->message);
    }

  return TRUE;
}

/*
 * ent_ctl_export_document:
 * @ctl: what the command runs on
 * @argc: how many arguments
 * @argv: the document, the year or the project where it asks for one, and options
 * @error: set to what went wrong
 *
 * Returns: whether the document was written
 */
gboolean
ent_ctl_export_document (EntCtl *ctl,
                         int argc,
                         char **argv,
                         GError **error)
{
  const Export *export = find_export (argv[1]);
  EntReturnsSelection selection = { 0 };
  EntDocumentRequest request = { .kind = export->kind, .selection = &selection };
  g_autofree char *path = NULL;
  g_autofree char *theme = NULL;
  g_autofree char *country = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &theme, NULL, NULL },
    { "country", 0, 0, G_OPTION_ARG_STRING, &country, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  int n_arguments = export->with_year || export->with_project ? 2 : 1;
  guint64 year = 0;

  if (!ent_ctl_parse (&argc, &argv, entries, n_arguments, n_arguments, error))
    return FALSE;
  if (path == NULL)
    return ent_ctl_refuse (error, _ ("Say which file to write “%s” to: -o FILE."), argv[1]);
  if (export->with_year && !g_ascii_string_to_unsigned (argv[2], 10, 1900, 2999, &year, NULL))
    return ent_ctl_refuse (error, _ ("“%s” is not a year."), argv[2]);

  selection.theme = theme;
  selection.country = country;
  request.year = (int) year;
  request.form = ent_locale_is_french () ? ENT_CSV_FRENCH : ENT_CSV_INTERNATIONAL;
  request.subject = export->with_project ? argv[2] : NULL;
  return print_problems (ctl, &request, error) && ent_document_write (ctl->workspace, &request, path, NULL, NULL, NULL, error);
}
