/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as the Atlas exports it; its rows are invented. */
#include "ent-atlas-import.h"
#include "ent-atlas-themes.h"

#include "../common/workspaces.h"

/* Headers as found: capitals, double spaces, a line break, both apostrophes. */
#define HEADERS                                                                                                        \
  "INTITULÉ DU PROJET;Description détaillée ;Collectivité;Partenaire;Pays;Année de  début;Statut;Thématique;"          \
  "\"Coût total\nde l'opération\";Cofinancement du MAEDI;Part financière des collectivités;Total autre financement;Autre\r\n"

#define WELL "Puits à Goris;\"Forage, pompes ;\nréservoirs\";Département de l’Isère;Goris;Arménie;2014;En cours;Eau et assainissement;12000;3000;5000;4000;Agence de l’eau\r\n"

static const char messy[] = HEADERS WELL
  "Archives;;CONSEIL GÉNÉRAL DE L'ISÈRE;GORIS;ARMENIE;2015;Terminé;Culture, patrimoine;1 500,50 €;0;0;0;\r\n"
  "Puits  à Goris;autre texte;Isère;Goris;Arménie;2014;Terminé;Eau et assainissement;99999;0;0;0;\r\n"
  "Sans année;;Lyon;Ouagadougou;Burkina Faso;an 3;En cours;Licornes;beaucoup;;2000;;\r\n"
  ";Sans titre;Lyon;Ouagadougou;Burkina Faso;2012;;;;;;;\r\n"
  "Sans collectivité;;;Ouagadougou;Burkina Faso;2012;;;;;;;\r\n"
  "Pays d'hier;;Lyon;Belgrade;Yougoslavie;1988;Terminé;Éducation, social et recherche;0;0;0;700;\"Rotary, Union européenne\"\r\n"
  "Sans partenaire;;Lyon;;Mali;2010;Terminé;Gouvernance;500;0;0;0;\r\n"
  ";;;;;;;;;;;;\r\n"
  "Sans rien;;Lyon;;;2010;Terminé;;;;;;\r\n"
  "Plusieurs;;Lyon;Réseau du fleuve;Mali, Sénégal;2016-2019;En cours;Droits de l’Homme;100;50;60;0;\r\n";

static EntImportReport *
import (EntWorkspace *workspace,
        const char *path,
        const char *rejects)
{
  const EntImportOptions options = { .rejects = rejects };
  g_autoptr (GError) error = NULL;
  EntImportReport *report = ent_atlas_import (workspace, path, &options, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static EntRecord *
find (EntWorkspace *workspace,
      const char *entity,
      const char *field,
      const char *text)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find (entity));
  g_autoptr (GPtrArray) records = NULL;

  ent_query_add_text (query, field, ENT_FILTER_IS, text);
  records = ent_workspace_list (workspace, query, 0, NULL);
  g_assert_nonnull (records);
  g_assert_cmpuint (records->len, ==, 1);
  return g_object_ref (records->pdata[0]);
}

static gint64
sum_fundings (EntWorkspace *workspace,
              EntRecord *project,
              const char *source,
              guint n_wanted)
{
  g_autoptr (GPtrArray) fundings = list_records (workspace, "funding");
  gint64 sum = 0;
  guint n = 0;

  for (guint i = 0; i < fundings->len; i++)
    {
      const char *of = ent_record_get_text (fundings->pdata[i], "project");

      if (!g_str_equal (of, ent_record_get_id (project)) || g_strcmp0 (ent_record_get_text (fundings->pdata[i], "source"), source) != 0)
        continue;
      sum += ent_record_get_integer (fundings->pdata[i], "planned", 0);
      n++;
    }

  g_assert_cmpuint (n, ==, n_wanted);
  return sum;
}

static void
check_well (EntWorkspace *workspace)
{
  g_autoptr (EntRecord) project = find (workspace, "project", "title", "Puits à Goris");
  g_autoptr (EntRecord) partnership = ent_workspace_get (workspace, ent_record_get_text (project, "partnership"), NULL);
  g_autoptr (EntRecord) lead = ent_workspace_get (workspace, ent_record_get_text (project, "lead"), NULL);
  g_autoptr (EntRecord) partner = ent_workspace_get (workspace, ent_record_get_list (partnership, "partners")[0], NULL);

  g_assert_cmpstr (ent_record_get_text (project, "description"), ==, "Forage, pompes ;\nréservoirs");
  g_assert_cmpstr (ent_record_get_text (project, "start"), ==, "2014");
  g_assert_cmpstr (ent_record_get_text (project, "status"), ==, "ongoing");
  g_assert_cmpstr (ent_record_get_list (project, "themes")[0], ==, "water");
  g_assert_cmpstr (ent_record_get_text (lead, "name"), ==, "Département de l’Isère");
  g_assert_cmpstr (ent_record_get_text (lead, "kind"), ==, "departement");
  g_assert_cmpstr (ent_record_get_text (partnership, "lead"), ==, ent_record_get_id (lead));
  g_assert_cmpstr (ent_record_get_list (partnership, "countries")[0], ==, "AM");
  g_assert_cmpstr (ent_record_get_text (partner, "name"), ==, "Goris");
  g_assert_cmpstr (ent_record_get_text (partner, "country"), ==, "AM");
  g_assert_cmpint (sum_fundings (workspace, project, "ministry", 1), ==, 300000);
  g_assert_cmpint (sum_fundings (workspace, project, "own", 1), ==, 500000);
  g_assert_cmpint (sum_fundings (workspace, project, "other-public", 1), ==, 400000);
  g_assert_cmpint (sum_fundings (workspace, project, NULL, 0), ==, 0);
}

static void
check_odd_ones (EntWorkspace *workspace)
{
  g_autoptr (EntRecord) archives = find (workspace, "project", "title", "Archives");
  g_autoptr (EntRecord) well = find (workspace, "project", "title", "Puits à Goris");
  g_autoptr (EntRecord) undated = find (workspace, "project", "title", "Sans année");
  g_autoptr (EntRecord) former = find (workspace, "project", "title", "Pays d'hier");
  g_autoptr (EntRecord) lonely = find (workspace, "project", "title", "Sans rien");
  g_autoptr (EntRecord) several = find (workspace, "project", "title", "Plusieurs");
  g_autoptr (EntRecord) region = find (workspace, "partnership", "countries", "SN");

  /* Written in two ways, it is one authority, one partner and one partnership. */
  g_assert_cmpstr (ent_record_get_text (archives, "partnership"), ==, ent_record_get_text (well, "partnership"));
  g_assert_cmpint (sum_fundings (workspace, archives, NULL, 1), ==, 150050);
  g_assert_null (ent_record_get_text (undated, "start"));
  g_assert_null (ent_record_get_list (undated, "themes"));
  g_assert_cmpint (sum_fundings (workspace, undated, "own", 1), ==, 200000);
  g_assert_cmpuint (g_strv_length ((GStrv) ent_record_get_list (former, "themes")), ==, 3);
  /* One sum for two: it is under neither name. */
  g_assert_cmpint (sum_fundings (workspace, former, "private", 1), ==, 0);
  g_assert_cmpint (sum_fundings (workspace, former, "european-union", 1), ==, 0);
  g_assert_cmpint (sum_fundings (workspace, former, "other-public", 1), ==, 70000);
  g_assert_null (ent_record_get_text (lonely, "partnership"));
  g_assert_cmpstr (ent_record_get_text (several, "start"), ==, "2016");
  g_assert_cmpstr (ent_record_get_text (several, "partnership"), ==, ent_record_get_id (region));
}

static void
test_messy (Folder *folder,
            gconstpointer charset)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *bytes = g_convert (messy, -1, charset, "UTF-8", NULL, &length, &error);
  g_autofree char *path = folder_write (folder, "atlas.csv", bytes, length);
  g_autofree char *rejects = folder_name (folder, "rejects.csv");
  g_autoptr (EntImportReport) report = import (workspace, path, rejects);
  g_autoptr (EntImportReport) again = NULL;
  gint64 last = ent_workspace_get_last_change (workspace);

  g_assert_no_error (error);
  g_assert_cmpuint (report->rows, ==, 10);
  g_assert_cmpuint (report->added, ==, 7);
  g_assert_cmpuint (report->rejected, ==, 2);
  /* The third row says again what the first did, with another sum: that of a funder who was not there yet. */
  g_assert_cmpuint (report->updated + report->unchanged, ==, 1);
  /* Year, theme, amount, country, and parts that are more than the whole. */
  g_assert_cmpuint (report->warnings, ==, 5);
  g_assert_cmpuint (count_records (workspace, "project"), ==, 7);
  g_assert_cmpuint (count_records (workspace, "partnership"), ==, 5);
  /* Isère, Goris, Lyon, Ouagadougou. */
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 4);
  check_odd_ones (workspace);

  again = import (workspace, path, rejects);
  g_assert_cmpuint (again->added + again->updated + again->created, ==, 0);
  g_assert_cmpuint (again->unchanged, ==, 8);
  g_assert_cmpint (ent_workspace_get_last_change (workspace), ==, last);
  g_free (ent_workspace_undo (workspace, NULL));
  g_assert_cmpuint (count_records (workspace, "organisation") + count_records (workspace, "funding"), ==, 0);
}

static void
test_clean (Folder *folder,
            gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autofree char *path = folder_write (folder, "atlas.csv", HEADERS WELL, -1);
  g_autoptr (EntImportReport) report = import (workspace, path, NULL);

  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->warnings, ==, 0);
  check_well (workspace);
}

/* A newer export changes what the Atlas knows better, and nothing that the unit knows better. */
static void
test_newer (Folder *folder,
            gconstpointer unused)
{
  static const char newer[] = HEADERS "Puits à Goris;Forage;Isère;Goris;Arménie;2014;En cours;Santé;12000;3500;5000;4000;Agence de l’eau\r\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autofree char *first = folder_write (folder, "first.csv", HEADERS WELL, -1);
  g_autofree char *second = folder_write (folder, "second.csv", newer, -1);
  g_autoptr (EntImportReport) added = import (workspace, first, NULL);
  g_autoptr (EntRecord) project = find (workspace, "project", "title", "Puits à Goris");
  g_autoptr (EntImportReport) updated = NULL;
  g_autoptr (EntRecord) changed = NULL;

  ent_record_set_text (project, "status", "suspended");
  ent_record_set_text (project, "start", "2014-05-12");
  g_assert_true (ent_workspace_save (workspace, project, NULL));

  updated = import (workspace, second, NULL);
  g_assert_cmpuint (updated->updated, ==, 1);
  g_assert_cmpuint (updated->created, ==, 0);
  changed = find (workspace, "project", "title", "Puits à Goris");
  g_assert_cmpstr (ent_record_get_text (changed, "status"), ==, "suspended");
  g_assert_cmpstr (ent_record_get_text (changed, "start"), ==, "2014-05-12");
  g_assert_cmpstr (ent_record_get_text (changed, "description"), ==, "Forage");
  g_assert_cmpuint (g_strv_length ((GStrv) ent_record_get_list (changed, "themes")), ==, 2);
  g_assert_cmpint (sum_fundings (workspace, changed, "ministry", 1), ==, 350000);
}

static void
add_authority (EntWorkspace *workspace,
               const char *name,
               const char *insee)
{
  g_autoptr (EntRecord) authority = ent_record_new (ent_schema_find ("authority"), NULL);

  ent_record_set_text (authority, "name", name);
  ent_record_set_text (authority, "country", "FR");
  ent_record_set_text (authority, "insee", insee);
  g_assert_true (ent_workspace_save (workspace, authority, NULL));
}

/* The Atlas does not say which of two towns it means: that is no reason to lose the project. */
static void
test_homonyms (Folder *folder,
               gconstpointer unused)
{
  static const char table[] = HEADERS "Jumeler;;Vernouillet;Felsberg;Allemagne;2001;En cours;;;;;;\r\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autofree char *path = folder_write (folder, "atlas.csv", table, -1);
  g_autoptr (EntImportReport) report = NULL;
  g_autoptr (EntImportReport) again = NULL;

  add_authority (workspace, "Vernouillet", "28404");
  add_authority (workspace, "Vernouillet", "78643");
  report = import (workspace, path, NULL);
  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->warnings, ==, 2);
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 3);
  again = import (workspace, path, NULL);
  g_assert_cmpuint (again->unchanged, ==, 1);
}

static void
test_refused (Folder *folder,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autofree char *other = folder_write (folder, "other.csv", "name;country\nLyon;FR\n", -1);
  g_autofree char *path = folder_write (folder, "atlas.csv", messy, -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (ent_atlas_import (workspace, other, NULL, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Intitulé du projet"));
  g_clear_error (&error);

  g_assert_null (ent_atlas_import (workspace, path, NULL, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "2 rows of 10"));
  g_assert_cmpuint (count_records (workspace, "authority") + count_records (workspace, "project"), ==, 0);
}

static void
test_themes (void)
{
  static const struct
  {
    const char *label;
    const char *nicks;
  } labels[] = {
    { "", "" },
    { "Licornes", "" },
    { "water", "water" },
    { "Water and sanitation", "water" },
    { "EAU ET  ASSAINISSEMENT", "water" },
    { "Bureau", "" },
    { "Droits de l’Homme", "human-rights" },
    { "Agriculture et alimentation", "agriculture" },
    { "Culture et patrimoine", "culture" },
    { "Éducation, social et recherche", "education higher-education social" },
    { "Environnement, climat, énergie", "energy environment" },
    { "Économie, industrie, emploi", "economy" },
    { "Enseignement supérieur", "higher-education" },
    { "Formation professionnelle", "vocational-training" },
    { "Développement rural", "rural" },
    { "Multi-sectoriel", "multi-sector" },
    { "Aide humanitaire", "emergency" },
    { "Tourisme durable", "tourism" },
    { "Jeunesse/sport", "youth" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_auto (GStrv) themes = ent_atlas_parse_themes (labels[i].label);
      g_auto (EntValue) value = { 0 };
      g_autofree char *nicks = NULL;

      ent_value_set_list (&value, (const char *const *) themes);
      nicks = value.kind == ENT_VALUE_LIST ? g_strjoinv (" ", value.list) : g_strdup ("");
      g_assert_cmpstr (nicks, ==, labels[i].nicks);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/atlas-import/utf-8", Folder, "UTF-8", folder_set_up, test_messy, folder_tear_down);
  g_test_add ("/atlas-import/windows-1252", Folder, "WINDOWS-1252", folder_set_up, test_messy, folder_tear_down);
  g_test_add ("/atlas-import/clean", Folder, NULL, folder_set_up, test_clean, folder_tear_down);
  g_test_add ("/atlas-import/newer", Folder, NULL, folder_set_up, test_newer, folder_tear_down);
  g_test_add ("/atlas-import/homonyms", Folder, NULL, folder_set_up, test_homonyms, folder_tear_down);
  g_test_add ("/atlas-import/refused", Folder, NULL, folder_set_up, test_refused, folder_tear_down);
  g_test_add_func ("/atlas-import/themes", test_themes);

  return g_test_run ();
}
