/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table looks like, what it seems to be, where its columns go, and what an import tells row by row. */
#include <unistd.h>

#include "ent-csv-import.h"
#include "ent-import-proposal.h"
#include "ent-import-table.h"

#include "../common/workspaces.h"

static EntImportTable *
read_table (Folder *folder,
            const char *content,
            gssize length)
{
  g_autofree char *path = folder_write (folder, "table.csv", content, length);
  g_autoptr (GError) error = NULL;
  EntImportTable *table = ent_import_table_read (path, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static void
assert_refused (Folder *folder,
                const char *content,
                gssize length,
                const char *words)
{
  g_autofree char *path = folder_write (folder, "bad.csv", content, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (ent_import_table_read (path, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_looks (Folder *folder,
            gconstpointer unused)
{
  static const char *const headers[] = { "Intitul\303\251", "Pays", "", NULL };
  g_autoptr (EntImportTable) table = read_table (folder, "Intitul\351;Pays;\r\nEau;Arm\351nie;\r\nEau;S\351n\351gal;x\r\n", -1);

  g_assert_cmpstrv (table->headers, headers);
  g_assert_cmpstr (table->charset, ==, "WINDOWS-1252");
  g_assert_cmpint (table->delimiter, ==, ';');
  g_assert_cmpstr (table->samples[0], ==, "Eau");
  g_assert_cmpstr (table->samples[1], ==, "Arménie · Sénégal");
  g_assert_cmpstr (table->samples[2], ==, "x");
}

static void
test_refuses (Folder *folder,
              gconstpointer unused)
{
  g_autofree char *missing = folder_name (folder, "missing.csv");
  g_autofree char *large = folder_write (folder, "large.csv", "a;b\n", -1);
  g_autoptr (GError) error = NULL;

  assert_refused (folder, "", 0, "empty");
  assert_refused (folder, "PK\003\004\024\0\006\0xl/workbook.xml", 22, "not a text file");
  assert_refused (folder, "\"Name;Country\nGoris", -1, "quotation mark");
  g_assert_null (ent_import_table_read (missing, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ent_import_table_read (folder->path, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);

  /* Without its bytes: a file with a hole. */
  g_assert_cmpint (truncate (large, 2000LL * 1000 * 1000), ==, 0);
  g_assert_null (ent_import_table_read (large, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "1000 MB"));
}

static void
assert_guess (Folder *folder,
              const char *headers,
              EntImportKind kind,
              const char *entity)
{
  g_autoptr (EntImportTable) table = read_table (folder, headers, -1);
  const EntEntity *guessed;

  g_assert_cmpint (ent_import_table_guess (table, &guessed), ==, kind);
  g_assert_cmpstr (guessed != NULL ? guessed->name : NULL, ==, entity);
}

static void
test_guesses (Folder *folder,
              gconstpointer unused)
{
  assert_guess (folder, "Nom de l'élu;Prénom de l'élu;Date de naissance;Libellé de la commune\n", ENT_IMPORT_ELUS, NULL);
  assert_guess (folder, "INTITULE DU PROJET;Description;Collectivité;Partenaire;Pays;Année de début;Statut;Thématique\n", ENT_IMPORT_ATLAS, NULL);
  assert_guess (folder, "Intitulé;Collectivité;Pays\n", ENT_IMPORT_RECORDS, "partnership");
  assert_guess (folder, "Nom;Prénom;Courriel;Portable\n", ENT_IMPORT_RECORDS, "person");
  assert_guess (folder, "First name,Last name,E-mail\n", ENT_IMPORT_RECORDS, "person");
  assert_guess (folder, "Nom;Pays;Habitants;SIREN\n", ENT_IMPORT_RECORDS, "authority");
}

static void
assert_proposal (const char *entity,
                 const char *headers,
                 const char *expected)
{
  g_auto (GStrv) names = g_strsplit (headers, ";", -1);
  g_auto (GStrv) wanted = g_strsplit (expected, ";", -1);
  g_auto (GStrv) paths = ent_import_propose (ent_schema_find (entity), (const char *const *) names);

  g_assert_cmpstrv (paths, wanted);
}

static void
test_proposes (Folder *folder,
               gconstpointer unused)
{
  assert_proposal ("partnership", "Title;kind;Chef de file;PARTENAIRES;Début;fin;Thématiques;Rien", "title;kind;lead;partners;start;end;themes;");
  assert_proposal ("person", "id;NOM;Prénoms;Courriel;tél.;Nom", "id;family-name;given-name;email;phone;");
  /* An export: the titles beside the identifiers only count without them. */
  assert_proposal ("project", "id;title;partnership;partnership.title", "id;title;partnership;");
  assert_proposal ("project", "title;partnership.title", "title;partnership");
}

/* Every other name leads somewhere: each field by its own name and its label. */
static void
test_every_field (Folder *folder,
                  gconstpointer unused)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      for (guint j = 0; j < entity->n_fields; j++)
        {
          const char *name[] = { entity->fields[j].name, NULL };
          const char *label[] = { entity->fields[j].label, NULL };
          g_auto (GStrv) by_name = ent_import_propose (entity, name);
          g_auto (GStrv) by_label = ent_import_propose (entity, label);

          g_assert_cmpstr (by_name[0], ==, entity->fields[j].name);
          g_assert_cmpstr (by_label[0], !=, "");
        }
    }
}

static const EntImportRow *
get_row (EntImportReport *report,
         guint position)
{
  g_assert_cmpuint (position, <, report->outcomes->len);
  return report->outcomes->pdata[position];
}

/* Told row by row, before anything is written; then written as one step, which undo takes back. */
static void
test_outcomes (Folder *folder,
               gconstpointer unused)
{
  static const char *const headers[] = { "Nom", "Pays", "Code", "Habitants", NULL };
  static const char *const paths[] = { "name", "country", "", "population", NULL };
  const EntEntity *entity = ent_schema_find ("authority");
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new_for (entity, headers, paths, FALSE);
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autofree char *first = folder_write (folder, "first.csv", "Nom;Pays;Code;Habitants\nGoris;Arménie;1;\nSevan;Arménie;2;17000\n", -1);
  g_autofree char *second = NULL;
  g_autofree char *label = NULL;
  g_autofree char *content = NULL;
  g_autofree char *rejects = folder_name (folder, "rejects.csv");
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (EntImportReport) made = NULL;
  g_autoptr (EntImportReport) preview = NULL;
  g_autoptr (EntImportReport) done = NULL;
  g_autoptr (GError) error = NULL;

  made = ent_csv_import (workspace, mapping, first, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (made->added, ==, 2);

  stored = ent_workspace_list (workspace, query, 0, NULL);
  content = g_strdup_printf ("id;Nom;Pays;Habitants\n%s;Goris;AM;20600\n%s;Sevan;AM;17000\n;Vardenis;AM;12000\n;Gavar;AM;many\n",
                             ent_record_get_id (stored->pdata[0]), ent_record_get_id (stored->pdata[1]));
  second = folder_write (folder, "second.csv", content, -1);
  g_clear_object (&mapping);
  mapping = ent_import_mapping_new (entity);
  preview = ent_csv_import (workspace, mapping, second, &(EntImportOptions){ .dry_run = TRUE, .rejects = rejects }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->outcomes->len, ==, 3);
  g_assert_cmpint (get_row (preview, 0)->outcome, ==, ENT_IMPORT_CHANGED);
  g_assert_cmpstr (get_row (preview, 0)->title, ==, "Goris");
  g_assert_cmpstr (get_row (preview, 0)->detail, ==, "Population: 20600");
  g_assert_cmpuint (get_row (preview, 0)->line, ==, 2);
  g_assert_cmpint (get_row (preview, 1)->outcome, ==, ENT_IMPORT_FOUND);
  g_assert_cmpint (get_row (preview, 2)->outcome, ==, ENT_IMPORT_ADDED);
  g_assert_cmpstr (get_row (preview, 2)->title, ==, "Vardenis");
  g_assert_cmpuint (preview->rejected, ==, 1);
  g_assert_false (g_file_test (rejects, G_FILE_TEST_EXISTS));
  g_assert_cmpint (ent_workspace_count (workspace, query, NULL), ==, 2);

  done = ent_csv_import (workspace, mapping, second, &(EntImportOptions){ .rejects = rejects }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done->outcomes->len, ==, preview->outcomes->len);
  g_assert_true (g_file_test (rejects, G_FILE_TEST_EXISTS));
  g_assert_cmpint (ent_workspace_count (workspace, query, NULL), ==, 3);
  label = ent_workspace_undo (workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ent_workspace_count (workspace, query, NULL), ==, 2);
}

#define ADD(path, func) g_test_add ("/import-table/" path, Folder, NULL, folder_set_up, func, folder_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("looks", test_looks);
  ADD ("refuses", test_refuses);
  ADD ("guesses", test_guesses);
  ADD ("proposes", test_proposes);
  ADD ("every-field", test_every_field);
  ADD ("outcomes", test_outcomes);

  return g_test_run ();
}
