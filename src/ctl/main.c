/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "ent-ctl.h"

static const EntCtlCommand commands[] = {
  { "init", "[--authority NAME --siren SIREN] [--sample]", N_ ("make a workspace"), ENT_CTL_MAKES, ent_ctl_init },
  { "generate", "[--authorities N] [--projects M] [--seed S]", N_ ("make a synthetic workspace"), ENT_CTL_MAKES, ent_ctl_generate },
  { "add", "TYPE FIELD=VALUE…", N_ ("add a record"), ENT_CTL_WRITES, ent_ctl_add },
  { "set", "ID FIELD=VALUE…", N_ ("change a record"), ENT_CTL_WRITES, ent_ctl_set },
  { "show", "ID", N_ ("show a record"), ENT_CTL_READS, ent_ctl_show },
  { "delete", "ID", N_ ("delete a record"), ENT_CTL_WRITES, ent_ctl_delete },
  { "undo", "", N_ ("undo the last change"), ENT_CTL_WRITES, ent_ctl_undo },
  { "redo", "", N_ ("redo what was undone"), ENT_CTL_WRITES, ent_ctl_redo },
  { "history", "ID", N_ ("show what happened to a record"), ENT_CTL_READS, ent_ctl_history },
  { "list", "TYPE [--where FIELD=VALUE]… [--format table|csv|json]", N_ ("list records"), ENT_CTL_READS, ent_ctl_list },
  { "search", "WORDS", N_ ("find records by words"), ENT_CTL_READS, ent_ctl_search },
  { "import", "TYPE|atlas|elus|vcard FILE [--mapping FILE] [--dry-run] [--rejects FILE] [--own-only]", N_ ("import a CSV file or an address book"), ENT_CTL_WRITES, ent_ctl_import },
  { "export", "TYPE|vcard|ical [--format csv|json] [-o FILE] | iati -o FILE.xml | apd|budget YEAR -o FILE.xlsx|.csv"
    " | programmes YEAR [--theme T] [--country C] -o FILE | languages -o FILE | expected PROJECT -o FILE", N_ ("write records to a file"), ENT_CTL_READS, ent_ctl_export },
  { "returns", "YEAR [-o FILE.pdf|.xlsx|.csv|.json] [--language fr|en] [--close [--comment TEXT] | --reopen [--why TEXT] | --changes]", N_ ("the year’s returns"), ENT_CTL_READS, ent_ctl_returns },
  { "identity", "[--logo FILE.png|none] [--color #RRGGBB|none]", N_ ("how documents look: the authority’s logo and colour"), ENT_CTL_WRITES, ent_ctl_identity },
  { "remote", "add NAME URL --circle team|departments|atlas [--user U --password-file F] | list | remove NAME", N_ ("servers to synchronise with"), ENT_CTL_WRITES, ent_ctl_remote },
  { "sync", "[NAME] [--preview | --publish PREVIEW] [--password-file F]", N_ ("synchronise"), ENT_CTL_WRITES, ent_ctl_sync },
  { "conflicts", "", N_ ("list what was changed on both sides"), ENT_CTL_READS, ent_ctl_conflicts },
  { "resolve", "ID [FIELD] mine|theirs|base|both", N_ ("choose between what was changed on both sides"), ENT_CTL_WRITES, ent_ctl_resolve },
  { "anonymise", "ID --why TEXT", N_ ("forget a person, for ever"), ENT_CTL_WRITES, ent_ctl_anonymise },
  { "person-data", "ID [-o FILE.pdf|.json]", N_ ("show all that is kept on a person"), ENT_CTL_READS, ent_ctl_person_data },
  { "processing", "-o FILE.pdf", N_ ("write the record of processing activities (personal data)"), ENT_CTL_READS, ent_ctl_processing },
  { "duplicates", "person|organisation", N_ ("list records that may be duplicates"), ENT_CTL_READS, ent_ctl_duplicates },
  { "merge", "KEPT OTHER [--take FIELD]…", N_ ("merge two records into one, without loss"), ENT_CTL_WRITES, ent_ctl_merge },
  { "diagnostic", "[--country C] [--kind K] [--theme T] [--place P] [-o FILE.pdf]", N_ ("who on our territory has ties where"), ENT_CTL_READS, ent_ctl_diagnostic },
  { "check", "", N_ ("check the whole file"), ENT_CTL_WRITES, ent_ctl_check },
  { "backup", "FILE", N_ ("copy the workspace while it is in use"), ENT_CTL_READS, ent_ctl_backup },
};

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("Usage: ententectl -w FILE [--json] COMMAND …"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %s %s\n      %s\n", commands[i].name, commands[i].arguments, _ (commands[i].summary));

  g_print ("\n%s\n ", _ ("Types of records:"));
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    g_print (" %s", ent_schema_get_entity (i)->name);
  g_print ("\n");
}

static const EntCtlCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];

  return NULL;
}

/* Options before the command belong to the program, those after it to the command. */
static gboolean
parse_own_options (EntCtl *ctl,
                   int *argc,
                   char ***argv,
                   gboolean *ret_help,
                   gboolean *ret_version,
                   GError **error)
{
  const GOptionEntry entries[] = {
    { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &ctl->path, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &ctl->json, NULL, NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, ret_help, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, ret_version, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) reason = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, TRUE);

  return g_option_context_parse (context, argc, argv, &reason) || ent_ctl_refuse (error, "%s", reason->message);
}

gboolean
ent_ctl_open (EntCtl *ctl,
              EntCtlAccess access,
              GError **error)
{
  if (access == ENT_CTL_MAKES)
    return TRUE;

  g_clear_object (&ctl->workspace);
  ctl->workspace = ent_workspace_open (ctl->path, access == ENT_CTL_READS ? ENT_WORKSPACE_READ_ONLY : 0, error);
  if (ctl->workspace == NULL)
    return FALSE;

  ent_workspace_set_user (ctl->workspace, ent_workspace_get_session_user ());
  return TRUE;
}

static gboolean
run (EntCtl *ctl,
     int argc,
     char **argv,
     GError **error)
{
  gboolean help = FALSE, version = FALSE;
  const EntCtlCommand *command;

  if (!parse_own_options (ctl, &argc, &argv, &help, &version, error))
    return FALSE;
  if (help || version)
    {
      if (help)
        print_help ();
      else
        g_print ("ententectl %s\n", ENT_VERSION);
      return TRUE;
    }
  if (argc < 2)
    return ent_ctl_refuse (error, "%s", _ ("Say what to do. “ententectl --help” lists the commands."));

  command = find_command (argv[1]);
  if (command == NULL)
    return ent_ctl_refuse (error, _ ("There is no command “%s”. “ententectl --help” lists them."), argv[1]);
  if (ctl->path == NULL)
    return ent_ctl_refuse (error, "%s", _ ("Say which workspace: -w FILE."));
  if (!ent_ctl_open (ctl, command->access, error))
    return FALSE;

  return command->func (ctl, argc - 1, argv + 1, error);
}

int
main (int argc,
      char *argv[])
{
  EntCtl ctl = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  done = run (&ctl, argc, argv, &error);
  g_clear_object (&ctl.workspace);
  g_free (ctl.path);
  if (done)
    return 0;

  g_printerr ("ententectl: %s\n", error->message);
  return g_error_matches (error, ENT_CTL_ERROR, ENT_CTL_ERROR_USAGE) ? 2 : 1;
}
