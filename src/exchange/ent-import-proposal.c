/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which field a column of a table goes into, from its name alone. */
#include "ent-import-proposal.h"

#include <string.h>

#include "ent-french.h"
#include "ent-import-run.h"

#define TITLE ".title"

/* What units call their columns, in French and in English whatever the interface speaks, beside the names and labels of
 * the schema; as ent_import_fold_header() has it, then the fields it may mean, the likeliest first. */
static const struct
{
  const char *header;
  const char *fields;
} aliases[] = {
  { "intitule", "title name object" },
  { "intitule du projet", "title" },
  { "titre", "title name object" },
  { "title", "title name" },
  { "libelle", "title name object" },
  { "denomination", "name title" },
  { "raison sociale", "name" },
  { "nom", "family-name name title" },
  { "nom de famille", "family-name" },
  { "name", "name title family-name" },
  { "surname", "family-name" },
  { "prenom", "given-name" },
  { "prenoms", "given-name" },
  { "given name", "given-name" },
  { "objet", "object title purpose" },
  { "description detaillee", "description" },
  { "objectif", "objective" },
  { "objectifs", "objective" },
  { "pays", "country countries" },
  { "country", "country countries" },
  { "countries", "countries country" },
  { "ville", "city place name" },
  { "town", "city place name" },
  { "commune", "name city" },
  { "collectivite", "lead authority body name" },
  { "collectivite francaise", "lead authority body name" },
  { "collectivite chef de file", "lead authority" },
  { "chef de file", "lead authority" },
  { "authority", "lead authority body name" },
  { "lead", "lead authority" },
  { "partenaire", "partners partner" },
  { "partenaires", "partners partner" },
  { "partenaire etranger", "partners partner" },
  { "collectivite partenaire", "partners partner" },
  { "partner", "partners partner" },
  { "partners", "partners partner" },
  { "partenariat", "partnership" },
  { "projet", "project subject" },
  { "debut", "start from opens" },
  { "date de debut", "start from opens" },
  { "annee de debut", "start" },
  { "depuis", "start" },
  { "since", "start" },
  { "start date", "start from" },
  { "fin", "end to ends-on closes" },
  { "date de fin", "end to ends-on closes" },
  { "annee de fin", "end" },
  { "end date", "end to ends-on" },
  { "echeance", "due ends-on" },
  { "deadline", "due closes ends-on" },
  { "statut", "status state" },
  { "etat", "state status" },
  { "type", "kind" },
  { "nature", "kind" },
  { "theme", "themes" },
  { "thematique", "themes" },
  { "thematiques", "themes" },
  { "odd", "sdgs" },
  { "sdg", "sdgs" },
  { "courriel", "email" },
  { "mail", "email" },
  { "adresse mail", "email" },
  { "adresse electronique", "email" },
  { "telephone", "phone" },
  { "tel", "phone" },
  { "tel.", "phone" },
  { "telephone fixe", "phone" },
  { "portable", "mobile" },
  { "tel. portable", "mobile" },
  { "telephone portable", "mobile" },
  { "site web", "web" },
  { "site internet", "web" },
  { "site", "web" },
  { "url", "web" },
  { "website", "web" },
  { "adresse", "address" },
  { "adresse postale", "address" },
  { "habitants", "population" },
  { "numero siren", "siren" },
  { "siren", "siren" },
  { "code insee", "insee" },
  { "langues", "languages" },
  { "competences", "skills" },
  { "fonction", "function title" },
  { "direction", "department name" },
  { "service", "department name" },
  { "personne", "person" },
  { "agent", "person" },
  { "elu", "person official" },
  { "chargee de mission", "officer" },
  { "charge de mission", "officer" },
  { "annee", "year" },
  { "montant", "planned amount paid" },
  { "montant prevu", "planned" },
  { "montant verse", "paid" },
  { "amount", "planned amount paid" },
  { "remarques", "notes" },
  { "observations", "notes" },
  { "commentaire", "notes" },
  { "commentaires", "notes" },
  { "comments", "notes" },
  { "remarks", "notes" },
};

static gboolean
is_called (const char *name,
           const char *folded)
{
  g_autofree char *other = name != NULL ? ent_import_fold_header (name) : NULL;

  return g_strcmp0 (other, folded) == 0;
}

/* French whatever the interface speaks: the tables of the house are. */
static gboolean
is_labelled (const EntField *field,
             const char *folded)
{
  return is_called (field->label, folded) || is_called (ent_field_get_label (field), folded) || is_called (ent_french_find (field->label), folded);
}

/* Names first: the label of one field may be the name of another. */
static const EntField *
find_by_name (const EntEntity *entity,
              const char *folded)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (is_called (entity->fields[i].name, folded))
      return &entity->fields[i];
  for (guint i = 0; i < entity->n_fields; i++)
    if (is_labelled (&entity->fields[i], folded))
      return &entity->fields[i];

  return NULL;
}

static const EntField *
find_by_alias (const EntEntity *entity,
               const char *folded)
{
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      g_auto (GStrv) names = NULL;

      if (!g_str_equal (aliases[i].header, folded))
        continue;
      names = g_strsplit (aliases[i].fields, " ", -1);
      for (gsize j = 0; names[j] != NULL; j++)
        if (ent_entity_find_field (entity, names[j]) != NULL)
          return ent_entity_find_field (entity, names[j]);
    }

  return NULL;
}

static gboolean
has_header (const char *const *headers,
            const char *folded)
{
  for (gsize i = 0; headers[i] != NULL; i++)
    if (is_called (headers[i], folded))
      return TRUE;

  return FALSE;
}

/* The titles beside the identifiers of an export are for the eye; without the identifiers they have to do. */
static const EntField *
find_by_title (const EntEntity *entity,
               const char *const *headers,
               const char *header)
{
  g_autofree char *base = g_str_has_suffix (header, TITLE) ? g_strndup (header, strlen (header) - strlen (TITLE)) : NULL;
  g_autofree char *folded = base != NULL ? ent_import_fold_header (base) : NULL;
  const EntField *field = folded != NULL ? find_by_name (entity, folded) : NULL;

  return field != NULL && ent_field_is_reference (field) && !has_header (headers, folded) ? field : NULL;
}

static const char *
propose (const EntEntity *entity,
         const char *const *headers,
         const char *header)
{
  g_autofree char *folded = ent_import_fold_header (header);
  const EntField *field = find_by_name (entity, folded);

  if (field == NULL && (g_str_equal (folded, "id") || g_str_equal (header, "_id")))
    return "id";
  if (field == NULL)
    field = find_by_alias (entity, folded);
  if (field == NULL)
    field = find_by_title (entity, headers, header);

  return field != NULL ? field->name : "";
}

/**
 * ent_import_propose:
 * @entity: what the rows are
 * @headers: (array zero-terminated=1): the names of the columns
 *
 * Finds the field of each column by the name of the column: a field’s own name or label, in English or in the language in
 * use, or another usual name for it, in French or English. Where two columns have the same name, the first has it.
 *
 * Returns: (transfer full) (array zero-terminated=1): for each column the name of a field, `id`, or an empty text
 */
GStrv
ent_import_propose (const EntEntity *entity,
                    const char *const *headers)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (entity != NULL && headers != NULL, NULL);

  for (gsize i = 0; headers[i] != NULL; i++)
    g_strv_builder_add (paths, g_hash_table_add (seen, ent_import_fold_header (headers[i])) ? propose (entity, headers, headers[i]) : "");

  return g_strv_builder_end (paths);
}
