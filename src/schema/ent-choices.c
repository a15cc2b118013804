/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-choices.h"

#include "ent-country.h"
#include "ent-fold.h"
#include "ent-french.h"
#include "ent-gettext.h"
#include "ent-locale.h"

#define CHOICES(id, ...)                                                                                               \
  static const EntChoice id##_items[] = { __VA_ARGS__ };                                                               \
  const EntChoices ent_choices_##id = { #id, id##_items, G_N_ELEMENTS (id##_items) }

CHOICES (authority_kinds,
         { "region", N_ ("Region") },
         { "departement", N_ ("Département") },
         { "metropole", N_ ("Metropolis") },
         { "urban-community", N_ ("Urban community") },
         { "agglomeration-community", N_ ("Agglomeration community") },
         { "community-of-communes", N_ ("Community of communes") },
         { "territorial-public-body", N_ ("Territorial public body (EPT)") },
         { "commune", N_ ("Commune") },
         { "special-status", N_ ("Authority with special status") },
         { "syndicate", N_ ("Joint syndicate") },
         { "municipality", N_ ("Municipality (abroad)") },
         { "district", N_ ("District or county (abroad)") },
         { "province", N_ ("Province or region (abroad)") },
         { "federated-state", N_ ("Federated state") },
         { "other", N_ ("Other authority") });

CHOICES (organisation_kinds,
         { "association", N_ ("Association or NGO") },
         { "diaspora-association", N_ ("Diaspora association") },
         { "school", N_ ("School") },
         { "university", N_ ("University") },
         { "hospital", N_ ("Hospital") },
         { "business", N_ ("Business") },
         { "foundation", N_ ("Foundation") },
         { "network", N_ ("Network") },
         { "regional-network", N_ ("Regional multi-actor network") },
         { "embassy-service", N_ ("Embassy service (SCAC)") },
         { "institut-francais", N_ ("Institut français") },
         { "alliance-francaise", N_ ("Alliance française") },
         { "campus-france", N_ ("Campus France") },
         { "afd-agency", N_ ("AFD agency") },
         { "research-institute", N_ ("Research institute") },
         { "volunteering-centre", N_ ("Volunteering centre") },
         { "ministry", N_ ("Ministry") },
         { "funder", N_ ("Funder") },
         { "other", N_ ("Other body") });

CHOICES (role_kinds,
         { "elected", N_ ("Elected official") },
         { "head", N_ ("Head") },
         { "officer", N_ ("Task officer") },
         { "staff", N_ ("Staff member") },
         { "point-person", N_ ("Point person") },
         { "embassy-correspondent", N_ ("Embassy correspondent") },
         { "cocac", N_ ("Cooperation and cultural counsellor") },
         { "contact", N_ ("Contact") });

/* General civil-service code, L411-2: what its servants are recruited for. Their time is valued by it. */
CHOICES (staff_categories,
         { "a", N_ ("Category A") },
         { "b", N_ ("Category B") },
         { "c", N_ ("Category C") },
         { "official", N_ ("Elected official") },
         { "other", N_ ("Other") });

CHOICES (functions,
         { "chief-executive", N_ ("Mayor or president") },
         { "deputy", N_ ("Deputy mayor or vice-president") },
         { "delegated-councillor", N_ ("Councillor with a delegation") },
         { "councillor", N_ ("Councillor") });

CHOICES (support_levels,
         { "carries", N_ ("Carries it") },
         { "supports", N_ ("Supports") },
         { "neutral", N_ ("Neutral") },
         { "reserved", N_ ("Reserved") },
         { "opposed", N_ ("Opposed") });

CHOICES (department_levels,
         { "dgs", N_ ("Director general’s office (DGS)") },
         { "pole", N_ ("Deputy director general or pole (DGA)") },
         { "direction", N_ ("Directorate") },
         { "service", N_ ("Service") },
         { "unit", N_ ("Mission or unit") },
         { "cabinet", N_ ("Cabinet") });

CHOICES (partnership_kinds,
         { "twinning", N_ ("Twinning") },
         { "partnership-agreement", N_ ("Partnership under agreement") },
         { "friendship-agreement", N_ ("Friendship agreement") },
         { "project", N_ ("Single project") },
         { "one-off", N_ ("One-off action") },
         { "network", N_ ("Multilateral network or programme") },
         { "solidarity", N_ ("Solidarity: emergency or one-percent schemes") });

CHOICES (partnership_statuses,
         { "negotiating", N_ ("In negotiation") },
         { "active", N_ ("Active") },
         { "dormant", N_ ("Dormant") },
         { "suspended", N_ ("Suspended") },
         { "ended", N_ ("Ended") });

/* The four poles of the study's figure 1; the combinations A–K are derived from what is ticked. */
CHOICES (poles,
         { "authority", N_ ("Returns for the authority itself") },
         { "territory", N_ ("Returns for the French territory") },
         { "all-territories", N_ ("Returns for all the partner territories") },
         { "partner", N_ ("Returns mainly for the partner territory") });

CHOICES (agreement_kinds,
         { "charter", N_ ("Charter") },
         { "agreement", N_ ("Agreement") },
         { "framework", N_ ("Framework agreement") },
         { "amendment", N_ ("Amendment") },
         { "letter-of-intent", N_ ("Letter of intent") });

CHOICES (project_statuses,
         { "planned", N_ ("In preparation") },
         { "ongoing", N_ ("Ongoing") },
         { "suspended", N_ ("Suspended") },
         { "completed", N_ ("Completed") },
         { "abandoned", N_ ("Abandoned") });

/* OECD DAC policy markers. */
CHOICES (markers,
         { "0", N_ ("Not targeted") },
         { "1", N_ ("Significant objective") },
         { "2", N_ ("Principal objective") });

CHOICES (funding_sources,
         { "own", N_ ("Own funds") },
         { "ministry", N_ ("Ministry") },
         { "european-union", N_ ("European Union") },
         { "other-public", N_ ("Other public funds") },
         { "private", N_ ("Private funds") },
         { "partner", N_ ("Partner authority") });

CHOICES (funding_forms, { "cash", N_ ("In cash") }, { "in-kind", N_ ("In kind") });

CHOICES (event_kinds,
         { "mission", N_ ("Mission abroad") },
         { "hosting", N_ ("Delegation hosted") },
         { "network-meeting", N_ ("Network meeting") },
         { "steering-committee", N_ ("Steering committee") },
         { "conference", N_ ("Conference") },
         { "awareness", N_ ("Awareness event") });

CHOICES (capacities,
         { "elected", N_ ("Elected official") },
         { "staff", N_ ("Staff member") },
         { "expert", N_ ("Expert") },
         { "partner", N_ ("Partner") },
         { "stakeholder", N_ ("Local stakeholder") });

CHOICES (mobilisation_states,
         { "draft", N_ ("Draft") },
         { "sent", N_ ("Sent") },
         { "accepted", N_ ("Accepted") },
         { "declined", N_ ("Declined") },
         { "done", N_ ("Done") });

CHOICES (obstacles,
         { "time", N_ ("Lack of time") },
         { "staff", N_ ("Staff shortage") },
         { "budget", N_ ("Budget") },
         { "language", N_ ("Language") },
         { "hierarchy", N_ ("Hierarchy") },
         { "asked-late", N_ ("Asked too late") },
         { "perception", N_ ("Perception of international action") },
         { "other", N_ ("Other obstacle") });

CHOICES (involvement_kinds,
         { "expertise", N_ ("Expertise") },
         { "mission", N_ ("Mission") },
         { "hosting", N_ ("Hosting") },
         { "conference", N_ ("Conference") },
         { "exchange", N_ ("Exchange") },
         { "coordination", N_ ("Coordination") },
         { "translation", N_ ("Translation") });

CHOICES (involvement_units, { "hours", N_ ("Hours") }, { "days", N_ ("Days") }, { "percent", N_ ("Percent of the post") });

CHOICES (return_stages,
         { "sought", N_ ("Sought") },
         { "announced", N_ ("Announced") },
         { "actual", N_ ("Actual") });

CHOICES (return_scopes, { "territory", N_ ("For the territory") }, { "authority", N_ ("For the authority") });

/* The group of a category is its nature, the group of a nature is its scope. */
CHOICES (return_categories,
         { "jobs", N_ ("Jobs"), "economic" },
         { "business", N_ ("Business and exports"), "economic" },
         { "attractiveness", N_ ("Attractiveness and investment"), "economic" },
         { "student-mobility", N_ ("Student mobility and training"), "economic" },
         { "ngo-jobs", N_ ("Jobs in NGOs"), "economic" },
         { "cultural-opening", N_ ("Cultural opening and global citizenship"), "socio-cultural" },
         { "living-together", N_ ("Living together"), "socio-cultural" },
         { "diasporas", N_ ("Inclusion of diasporas"), "socio-cultural" },
         { "local-actors", N_ ("Bringing local actors together"), "network" },
         { "local-skills", N_ ("Skills gained by local structures"), "network" },
         { "unclassified", N_ ("Said in general terms only"), "unclassified" },
         { "agents", N_ ("Practices of agents"), "practices" },
         { "departments", N_ ("Practices of departments"), "practices" },
         { "public-policy", N_ ("Practices in public policy"), "practices" },
         { "officials", N_ ("Practices of elected officials"), "practices" },
         { "influence-home", N_ ("Influence at home"), "visibility" },
         { "influence-abroad", N_ ("Influence abroad"), "visibility" },
         { "co-funding", N_ ("Co-funding raised"), "resources" },
         { "other-resources", N_ ("Other new resources"), "resources" });

CHOICES (return_natures,
         { "economic", N_ ("Economic"), "territory" },
         { "socio-cultural", N_ ("Socio-cultural"), "territory" },
         { "network", N_ ("Network"), "territory" },
         { "unclassified", N_ ("Unclassified"), "territory" },
         { "practices", N_ ("Evolving practices"), "authority" },
         { "visibility", N_ ("Influence and visibility"), "authority" },
         { "resources", N_ ("New resources"), "authority" });

CHOICES (return_measures,
         { "number", N_ ("Number") },
         { "amount", N_ ("Amount") },
         { "percentage", N_ ("Percentage") },
         { "qualitative", N_ ("Qualitative") });

CHOICES (opinions,
         { "favourable", N_ ("Favourable") },
         { "reserves", N_ ("Favourable with reservations") },
         { "unfavourable", N_ ("Unfavourable") });

CHOICES (decisions,
         { "pending", N_ ("Pending") },
         { "granted", N_ ("Granted") },
         { "refused", N_ ("Refused") },
         { "withdrawn", N_ ("Withdrawn") });

CHOICES (themes,
         { "governance", N_ ("Governance"), NULL, "15112 15185/16" },
         { "water", N_ ("Water and sanitation"), NULL, "14030/6" },
         { "waste", N_ ("Waste"), NULL, "14050/11 12" },
         { "agriculture", N_ ("Agriculture and food"), NULL, "31120 43071/2" },
         { "rural", N_ ("Rural development"), NULL, "43042/2 15" },
         { "urban", N_ ("Urban development and mobility"), NULL, "43032 21012/11" },
         { "energy", N_ ("Energy"), NULL, "23110 23210/7" },
         { "environment", N_ ("Environment and climate"), NULL, "41010 41030/13 15" },
         { "health", N_ ("Health"), NULL, "12110 12220/3" },
         { "social", N_ ("Social action"), NULL, "16010/1 10" },
         { "emergency", N_ ("Emergency and reconstruction"), NULL, "72010 73010/11" },
         { "awareness", N_ ("Awareness and global citizenship"), NULL, "99820/4" },
         { "economy", N_ ("Economy and employment"), NULL, "25010 32130 16020/8" },
         { "tourism", N_ ("Sustainable tourism"), NULL, "33210/8" },
         { "culture", N_ ("Culture and heritage"), NULL, "16066/11" },
         { "education", N_ ("Education"), NULL, "11110 11220 11320/4" },
         { "vocational-training", N_ ("Vocational training"), NULL, "11330/4 8" },
         { "higher-education", N_ ("Higher education and research"), NULL, "11420 43082/4 9" },
         { "youth", N_ ("Youth and sport"), NULL, "16061 15150/3 4" },
         { "equality", N_ ("Gender equality"), NULL, "15170/5" },
         { "human-rights", N_ ("Human rights"), NULL, "15160/16" },
         { "digital", N_ ("Digital"), NULL, "22040/9" },
         { "migration", N_ ("Migration and diasporas"), NULL, "15190 93010/10" },
         { "multi-sector", N_ ("Multi-sector"), NULL, "43010/17" });

CHOICES (sdgs,
         { "1", N_ ("1. No poverty") },
         { "2", N_ ("2. Zero hunger") },
         { "3", N_ ("3. Good health and well-being") },
         { "4", N_ ("4. Quality education") },
         { "5", N_ ("5. Gender equality") },
         { "6", N_ ("6. Clean water and sanitation") },
         { "7", N_ ("7. Affordable and clean energy") },
         { "8", N_ ("8. Decent work and economic growth") },
         { "9", N_ ("9. Industry, innovation and infrastructure") },
         { "10", N_ ("10. Reduced inequalities") },
         { "11", N_ ("11. Sustainable cities and communities") },
         { "12", N_ ("12. Responsible consumption and production") },
         { "13", N_ ("13. Climate action") },
         { "14", N_ ("14. Life below water") },
         { "15", N_ ("15. Life on land") },
         { "16", N_ ("16. Peace, justice and strong institutions") },
         { "17", N_ ("17. Partnerships for the goals") });

CHOICES (circles,
         { "team", N_ ("The unit only") },
         { "departments", N_ ("The unit and the departments") },
         { "atlas", N_ ("Everyone: published in the Atlas") });

const EntChoices ent_choices_countries = { "countries", NULL, 0 };

static const EntChoice *
find_item (const EntChoices *choices,
           const char *nick)
{
  for (guint i = 0; i < choices->n_items; i++)
    if (g_str_equal (choices->items[i].nick, nick))
      return &choices->items[i];

  return NULL;
}

/**
 * ent_choices_get_n_items:
 * @choices: a list of choices
 *
 * Returns: how many values the list has
 */
guint
ent_choices_get_n_items (const EntChoices *choices)
{
  gsize n = choices->n_items;

  if (choices->items == NULL)
    ent_countries (&n);

  return n;
}

/**
 * ent_choices_get_nick:
 * @choices: a list of choices
 * @position: less than ent_choices_get_n_items()
 *
 * Returns: the stored name of the value at @position
 */
const char *
ent_choices_get_nick (const EntChoices *choices,
                      guint position)
{
  gsize n;

  g_return_val_if_fail (position < ent_choices_get_n_items (choices), NULL);

  return choices->items != NULL ? choices->items[position].nick : ent_countries (&n)[position].code;
}

/**
 * ent_choices_contains:
 * @choices: a list of choices
 * @nick: (nullable): a stored name
 *
 * Returns: whether @nick is one of the list
 */
gboolean
ent_choices_contains (const EntChoices *choices,
                      const char *nick)
{
  const EntCountry *country;

  if (nick == NULL)
    return FALSE;
  if (choices->items != NULL)
    return find_item (choices, nick) != NULL;

  country = ent_country_find (nick);
  return country != NULL && g_str_equal (country->code, nick);
}

/**
 * ent_choices_get_label:
 * @choices: a list of choices
 * @nick: a stored name
 *
 * Returns: the translated name, or @nick itself where the list does not know it
 */
const char *
ent_choices_get_label (const EntChoices *choices,
                       const char *nick)
{
  g_return_val_if_fail (nick != NULL, NULL);

  if (choices->items != NULL)
    {
      const EntChoice *item = find_item (choices, nick);

      return item != NULL ? ent_gettext (item->label) : nick;
    }
  else
    {
      const EntCountry *country = ent_country_find (nick);

      return country != NULL ? ent_country_get_name (country) : nick;
    }
}

/**
 * ent_choices_get_group:
 * @choices: a list of choices
 * @nick: a stored name
 *
 * Returns: (nullable): the family that @nick belongs to
 */
const char *
ent_choices_get_group (const EntChoices *choices,
                       const char *nick)
{
  const EntChoice *item = nick != NULL && choices->items != NULL ? find_item (choices, nick) : NULL;

  return item != NULL ? item->group : NULL;
}

/* Each label is folded once a language: where French is in use, or nothing is translated, two are one. */
static gboolean
is_labelled (const EntChoice *item,
             const char *folded)
{
  const char *used = ent_gettext (item->label);
  const char *labels[] = { item->label, used != item->label ? used : NULL, ent_locale_is_french () ? NULL : ent_french_find (item->label) };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *label = labels[i] != NULL ? ent_fold (labels[i]) : NULL;

      if (g_strcmp0 (label, folded) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * ent_choices_parse:
 * @choices: a list of choices
 * @text: what somebody wrote: the stored name, or the label in English, in French or in the language in use
 *
 * Returns: (nullable): the stored name that @text means, whatever its case and accents
 */
const char *
ent_choices_parse (const EntChoices *choices,
                   const char *text)
{
  g_autofree char *folded = NULL;

  if (choices->items == NULL)
    {
      const EntCountry *country = ent_country_parse (text);

      return country != NULL ? country->code : NULL;
    }
  if (ent_choices_contains (choices, text))
    return find_item (choices, text)->nick;

  folded = ent_fold (text);
  for (guint i = 0; i < choices->n_items; i++)
    {
      const EntChoice *item = &choices->items[i];

      if (g_str_equal (folded, item->nick) || is_labelled (item, folded))
        return item->nick;
    }

  return NULL;
}
