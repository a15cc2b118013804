/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The national register of elected officials (Répertoire national des élus), as the ministry of the interior publishes
 * it. Names, functions and dates are taken; birth dates, sex, profession and nationality are not. */
#include "ent-elus-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-fold.h"
#include "ent-import-finder.h"

typedef enum
{
  COLUMN_FAMILY_NAME,
  COLUMN_GIVEN_NAME,
  COLUMN_FUNCTION,
  COLUMN_TERM_START,
  COLUMN_FUNCTION_START,
  COLUMN_COMMUNE,
  COLUMN_COMMUNE_CODE,
  COLUMN_DEPARTEMENT,
  COLUMN_DEPARTEMENT_CODE,
} Column;

static const char *const headers[] = {
  "Nom de l’élu",
  "Prénom de l’élu",
  "Libellé de la fonction",
  "Date de début du mandat",
  "Date de début de la fonction",
  "Libellé de la commune",
  "Code de la commune",
  "Libellé du département",
  "Code du département",
};

/* An import under way. */
typedef struct
{
  EntImportRun *run;       /* (not nullable) (owned) */
  EntImportFinder *finder; /* (not nullable) (owned) */
  EntRecord *own;          /* (nullable) (owned): the only authority whose rows are asked for */
  int columns[G_N_ELEMENTS (headers)]; /* -1 where the file has none */
} Register;

static void
register_clear (Register *self)
{
  g_clear_pointer (&self->finder, ent_import_finder_free);
  g_clear_object (&self->run);
  g_clear_object (&self->own);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Register, register_clear)

static const char *
cell (Register *self,
      Column column)
{
  return self->columns[column] >= 0 ? ent_import_run_get_cell (self->run, self->columns[column]) : "";
}

/* The register shouts: "DE LA TOUR-MAUBOURG" becomes "De La Tour-Maubourg". What is not all in capitals stays. */
static char *
quieten (const char *name)
{
  g_autofree char *upper = g_utf8_strup (name, -1);
  g_autoptr (GString) quiet = g_string_new (NULL);
  gboolean start = TRUE;

  if (!g_str_equal (upper, name))
    return g_strdup (name);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (quiet, start ? c : g_unichar_tolower (c));
      start = !g_unichar_isalpha (c);
    }

  return g_string_free_and_steal (g_steal_pointer (&quiet));
}

/* Spreadsheets take the zeros in front off: 01001 and 01 are a commune and a département of Ain. */
static char *
read_code (Register *self,
           gboolean commune)
{
  const char *code = cell (self, commune ? COLUMN_COMMUNE_CODE : COLUMN_DEPARTEMENT_CODE);
  gsize length = commune ? 5 : 2;

  return strlen (code) == length - 1 && g_ascii_isdigit (*code) ? g_strconcat ("0", code, NULL) : g_strdup (code);
}

/* The register of mayors has no column for what they all are. */
static const char *
get_function (Register *self)
{
  gboolean mayors = self->columns[COLUMN_FUNCTION] < 0 && self->columns[COLUMN_FUNCTION_START] >= 0 && self->columns[COLUMN_COMMUNE] >= 0;

  return mayors ? "Maire" : cell (self, COLUMN_FUNCTION);
}

/* The function as the schema has it: the first word that says so, and councillors otherwise. */
static const char *
read_function (const char *label)
{
  static const struct
  {
    const char *word;
    const char *nick;
  } words[] = {
    { "vice-president", "deputy" }, { "adjoint", "deputy" },           { "president", "chief-executive" },
    { "maire delegue", "deputy" },  { "maire", "chief-executive" },    { "delegue", "delegated-councillor" },
  };
  g_autofree char *folded = ent_fold (label);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i].word) != NULL)
      return words[i].nick;

  return "councillor";
}

static const char *
find (Register *self,
      EntRecord *wanted,
      const char *const *names,
      gboolean directory,
      GError **error)
{
  const EntEntity *entity = ent_record_get_entity (wanted);
  const EntField *fields[4];
  EntImportRule rule = { .entity = entity, .fields = fields, .create = TRUE, .directory = directory };

  for (gsize i = 0; names[i] != NULL; i++)
    fields[rule.n_fields++] = ent_entity_find_field (entity, names[i]);

  return ent_import_finder_find (self->finder, &rule, wanted, error);
}

static const char *
find_authority (Register *self,
                GError **error)
{
  static const char *const names[] = { "name", "insee", NULL };
  g_autoptr (EntRecord) wanted = ent_record_new (ent_schema_find ("authority"), NULL);
  gboolean commune = *cell (self, COLUMN_COMMUNE) != '\0';
  const char *name = cell (self, commune ? COLUMN_COMMUNE : COLUMN_DEPARTEMENT);
  g_autofree char *departement = g_strconcat ("Département ", name, NULL);
  g_autofree char *code = read_code (self, commune);
  const char *id;

  if (self->own != NULL)
    return ent_record_get_id (self->own);

  ent_record_set_text (wanted, "country", "FR");
  ent_record_set_text (wanted, "kind", commune ? "commune" : "departement");
  if (!ent_record_set_parsed (wanted, "name", commune ? name : departement, error)
      || !ent_record_set_parsed (wanted, "insee", code, error))
    return NULL;

  id = find (self, wanted, names, TRUE, error);
  if (id == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("the row names neither a commune nor a département."));
  return id;
}

static const char *
find_person (Register *self,
             GError **error)
{
  static const char *const names[] = { "family-name", "given-name", NULL };
  g_autoptr (EntRecord) wanted = ent_record_new (ent_schema_find ("person"), NULL);
  g_autofree char *family = quieten (cell (self, COLUMN_FAMILY_NAME));
  g_autofree char *given = quieten (cell (self, COLUMN_GIVEN_NAME));

  if (!ent_record_set_parsed (wanted, "family-name", family, error) || !ent_record_set_parsed (wanted, "given-name", given, error)
      || !ent_record_check (wanted, error))
    return NULL;

  return find (self, wanted, names, FALSE, error);
}

static const char *
find_role (Register *self,
           const char *person,
           const char *authority,
           GError **error)
{
  static const char *const names[] = { "person", "body", "kind", "start", NULL };
  g_autoptr (EntRecord) wanted = ent_record_new (ent_schema_find ("role"), NULL);

  ent_record_set_text (wanted, "person", person);
  ent_record_set_text (wanted, "body", authority);
  ent_record_set_text (wanted, "kind", "elected");
  if (!ent_record_set_parsed (wanted, "title", get_function (self), error)
      || !ent_record_set_parsed (wanted, "start", cell (self, COLUMN_TERM_START), error))
    return NULL;

  return find (self, wanted, names, FALSE, error);
}

static EntRecord *
read_mandate (Register *self,
              const char *role,
              GError **error)
{
  g_autoptr (EntRecord) mandate = ent_record_new (ent_schema_find ("mandate"), NULL);
  const char *start = cell (self, COLUMN_FUNCTION_START);

  ent_record_set_text (mandate, "role", role);
  ent_record_set_text (mandate, "function", read_function (get_function (self)));
  if (!ent_record_set_parsed (mandate, "start", *start != '\0' ? start : cell (self, COLUMN_TERM_START), error)
      || !ent_record_check (mandate, error))
    return NULL;

  return g_steal_pointer (&mandate);
}

static void
note_known (Register *self,
            const char *id)
{
  g_autoptr (EntRecord) known = ent_record_new (ent_schema_find ("mandate"), id);

  ent_import_run_note (self->run, ENT_IMPORT_FOUND, known, NULL);
}

static gboolean
add_mandate (Register *self,
             EntRecord *mandate,
             GError **error)
{
  const EntEntity *entity = ent_record_get_entity (mandate);
  const EntField *fields[] = { ent_entity_find_field (entity, "role"), ent_entity_find_field (entity, "function"),
                               ent_entity_find_field (entity, "start") };
  EntImportRule rule = { .entity = entity, .fields = fields, .n_fields = G_N_ELEMENTS (fields) };
  const char *found = NULL;

  if (!ent_import_finder_peek (self->finder, &rule, mandate, &found, error))
    return FALSE;
  if (found != NULL)
    {
      ent_import_finder_forget (self->finder);
      note_known (self, found);
      return TRUE;
    }
  if (!ent_import_finder_accept (self->finder, mandate, TRUE, error))
    return FALSE;

  ent_import_run_note (self->run, ENT_IMPORT_ADDED, mandate, NULL);
  ent_import_finder_learn (self->finder, mandate);
  return TRUE;
}

static gboolean
import_official (Register *self,
                 GError **error)
{
  const char *person = find_person (self, error);
  const char *authority = person != NULL ? find_authority (self, error) : NULL;
  const char *role = authority != NULL ? find_role (self, person, authority, error) : NULL;
  g_autoptr (EntRecord) mandate = role != NULL ? read_mandate (self, role, error) : NULL;

  return mandate != NULL && add_mandate (self, mandate, error);
}

static gboolean
is_asked_for (Register *self)
{
  gboolean commune = *cell (self, COLUMN_COMMUNE) != '\0';
  g_autofree char *code = read_code (self, commune);

  return self->own == NULL || g_strcmp0 (ent_record_get_text (self->own, "insee"), code) == 0;
}

static gboolean
import_row (gpointer data,
            GError **error)
{
  Register *self = data;

  if (is_asked_for (self))
    return import_official (self, error);

  ent_import_run_get_report (self->run)->skipped++;
  return TRUE;
}

static gboolean
find_own (Register *self,
          EntWorkspace *workspace,
          GError **error)
{
  g_autofree char *id = ent_workspace_get_setting (workspace, "own-authority");

  self->own = id != NULL ? ent_workspace_get (workspace, id, NULL) : NULL;
  if (self->own != NULL && ent_record_get_text (self->own, "insee") != NULL)
    return TRUE;

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID,
                       _ ("The register tells authorities apart by their INSEE code: enter that of your own authority, or import the whole file."));
  return FALSE;
}

static gboolean
find_columns (Register *self,
              GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    self->columns[i] = ent_import_run_find_header (self->run, headers[i]);
  if (self->columns[COLUMN_FAMILY_NAME] >= 0 && self->columns[COLUMN_GIVEN_NAME] >= 0
      && (self->columns[COLUMN_COMMUNE] >= 0 || self->columns[COLUMN_DEPARTEMENT] >= 0))
    return TRUE;

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
               _ ("This is not a file of the register of elected officials: it has no column “%s”, “%s” or “%s”."),
               headers[COLUMN_FAMILY_NAME], headers[COLUMN_GIVEN_NAME], headers[COLUMN_COMMUNE]);
  return FALSE;
}

/**
 * ent_elus_recognises:
 * @names: (array zero-terminated=1): the names of the columns of a table
 *
 * Returns: whether it is a file of the register
 */
gboolean
ent_elus_recognises (const char *const *names)
{
  gboolean has[G_N_ELEMENTS (headers)];

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    has[i] = ent_import_find_name (names, headers[i]) >= 0;

  return has[COLUMN_FAMILY_NAME] && has[COLUMN_GIVEN_NAME] && (has[COLUMN_COMMUNE] || has[COLUMN_DEPARTEMENT]);
}

/**
 * ent_elus_import:
 * @workspace: a workspace that can be written, with no change open
 * @path: path of a file of the register, with the headers as published
 * @options: (nullable): how
 * @cancellable: (nullable): to stop
 * @error: set where the file is broken or another one, has a row that cannot be imported while nobody takes the rejects,
 *   or could not be written; nothing is then changed
 *
 * Imports elected officials as one change: persons, matched by their names to those already there, their roles in the
 * authority, and their terms of office. The whole register names half a million: a unit that only wants its own asks so.
 *
 * Returns: (transfer full) (nullable): what was done; its rows are terms of office
 */
EntImportReport *
ent_elus_import (EntWorkspace *workspace,
                 const char *path,
                 const EntImportOptions *options,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (Register) self = { 0 };

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self.run = ent_import_run_new (workspace, path, options, cancellable, error);
  if (self.run == NULL || !find_columns (&self, error) || (options != NULL && options->own_only && !find_own (&self, workspace, error)))
    return NULL;

  self.finder = ent_import_finder_new (self.run);
  return ent_import_finder_run (self.finder, import_row, &self, error);
}
