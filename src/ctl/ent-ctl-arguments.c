/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the command line. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-ctl.h"
#include "ent-fold.h"
#include "ent-french.h"

G_DEFINE_QUARK (ent-ctl-error-quark, ent_ctl_error)

/* At most so many records are named where a word means several. */
#define CANDIDATES 5

/**
 * ent_ctl_refuse:
 * @error: set to a mistake in the command line
 * @format: what is wrong, as for printf()
 *
 * Returns: %FALSE
 */
gboolean
ent_ctl_refuse (GError **error,
                const char *format,
                ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (ENT_CTL_ERROR, ENT_CTL_ERROR_USAGE, format, args));
  va_end (args);

  return FALSE;
}

/**
 * ent_ctl_parse:
 * @argc: (inout): how many arguments there are, the command's name first
 * @argv: (inout): the arguments, from which options are taken out
 * @entries: (nullable) (array zero-terminated=1): the options
 * @least: how many arguments there must be beside the command's name
 * @most: how many there may be, -1 for any number
 * @error: set where the command line is wrong
 *
 * Returns: whether it is right
 */
gboolean
ent_ctl_parse (int *argc,
               char ***argv,
               const GOptionEntry *entries,
               int least,
               int most,
               GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) reason = NULL;

  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse (context, argc, argv, &reason))
    return ent_ctl_refuse (error, "%s", reason->message);

  /* What begins with a hyphen after "--" is an argument like others. */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      memmove (*argv + 1, *argv + 2, (*argc - 1) * sizeof (char *));
      *argc -= 1;
    }
  if (*argc - 1 < least)
    return ent_ctl_refuse (error, _ ("“%s” needs more arguments."), (*argv)[0]);
  if (most >= 0 && *argc - 1 > most)
    return ent_ctl_refuse (error, _ ("“%s” does not take “%s”."), (*argv)[0], (*argv)[most + 1]);

  return TRUE;
}

static gboolean
is_called (const EntEntity *entity,
           const char *folded)
{
  const char *names[] = { entity->label, entity->plural, ent_entity_get_label (entity), ent_entity_get_plural (entity),
                          ent_french_find (entity->label), ent_french_find (entity->plural) };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = names[i] != NULL ? ent_fold (names[i]) : NULL;

      if (g_strcmp0 (name, folded) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * ent_ctl_find_entity:
 * @name: the name of an entity, or its label in English, in French or in the language in use
 * @error: set where there is none
 *
 * Returns: (nullable): the entity
 */
const EntEntity *
ent_ctl_find_entity (const char *name,
                     GError **error)
{
  g_autofree char *folded = NULL;

  if (ent_schema_find (name) != NULL)
    return ent_schema_find (name);

  folded = ent_fold (name);
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    if (is_called (ent_schema_get_entity (i), folded))
      return ent_schema_get_entity (i);

  ent_ctl_refuse (error, _ ("There is no kind of record called “%s”. “ententectl --help” lists them."), name);
  return NULL;
}

static char *
name_candidates (GPtrArray *hits)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < MIN (hits->len, CANDIDATES); i++)
    {
      const EntHit *hit = hits->pdata[i];

      g_strv_builder_take (names, g_strdup_printf ("%s (%s)", hit->headline, hit->id));
    }

  lines = g_strv_builder_end (names);
  return g_strjoinv (", ", lines);
}

static gboolean
is_wanted (const EntHit *hit,
           const EntField *field)
{
  return field == NULL || ent_field_accepts (field, hit->entity);
}

/**
 * ent_ctl_find_id:
 * @ctl: what the command runs on
 * @text: an identifier, or words that find one record
 * @field: (nullable): the reference that the record must fit
 * @error: set where there is none, or several
 *
 * Returns: (transfer full) (nullable): the identifier
 */
char *
ent_ctl_find_id (EntCtl *ctl,
                 const char *text,
                 const EntField *field,
                 GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *folded = ent_fold (text);
  g_autofree char *names = NULL;

  if (ent_id_check (text))
    return g_strdup (text);

  hits = ent_workspace_search (ctl->workspace, text, NULL, 200, error);
  if (hits == NULL)
    return NULL;
  for (guint i = hits->len; i-- > 0;)
    if (!is_wanted (hits->pdata[i], field))
      g_ptr_array_remove_index (hits, i);

  for (guint i = 0; i < hits->len && hits->len > 1; i++)
    {
      const EntHit *hit = hits->pdata[i];
      g_autofree char *headline = ent_fold (hit->headline);

      if (g_str_equal (folded, headline))
        return g_strdup (hit->id);
    }
  if (hits->len == 1)
    return g_strdup (((EntHit *) hits->pdata[0])->id);

  names = name_candidates (hits);
  if (hits->len == 0)
    g_set_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND, _ ("Nothing is called “%s”."), text);
  else
    g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%s” may mean several records: %s."), text, names);
  return NULL;
}

static char *
find_ids (EntCtl *ctl,
          const char *text,
          const EntField *field,
          GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ";", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      char *id = *g_strstrip (words[i]) != '\0' ? ent_ctl_find_id (ctl, words[i], field, error) : g_strdup ("");

      if (id == NULL)
        return NULL;
      g_free (words[i]);
      words[i] = id;
    }

  return g_strjoinv (";", words);
}

/**
 * ent_ctl_assign:
 * @ctl: what the command runs on
 * @record: a record
 * @assignment: `FIELD=VALUE`; for references an identifier or words that find one record
 * @error: set to what is wrong
 *
 * Returns: whether @record now has that value
 */
gboolean
ent_ctl_assign (EntCtl *ctl,
                EntRecord *record,
                const char *assignment,
                GError **error)
{
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);
  const EntField *field;
  g_autofree char *ids = NULL;

  if (parts[0] == NULL || parts[1] == NULL)
    return ent_ctl_refuse (error, _ ("“%s” is not FIELD=VALUE."), assignment);

  field = ent_entity_find_field (ent_record_get_entity (record), parts[0]);
  if (field != NULL && ent_field_is_reference (field))
    {
      ids = find_ids (ctl, parts[1], field, error);
      if (ids == NULL)
        return FALSE;
    }

  return ent_record_set_parsed (record, parts[0], ids != NULL ? ids : parts[1], error);
}
