/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-rationale.h"

#include "ent-gettext.h"

#define AUTHORITY "authority"
#define TERRITORY "territory"
#define ALL "all-territories"
#define PARTNER "partner"

/* Figure 1 of M. Gely's study of 2016 draws the four poles as overlapping shapes with a letter in each field. Its
 * captions say which poles a field lies in: “political” or representation is the authority's own pole, “economic” the
 * French territory's, “mutually beneficial” and “between local governments” that of all the territories,
 * “development cooperation” the partner's. Read so, the letters are exactly the eleven sets that can be made without
 * ticking both “for all” and “mainly for the partner”, which exclude each other. D is what these leave: a political
 * objective “but with impacts also anticipated in France”, as in any cooperation for all the territories. */
static const EntRationale rationales[] = {
  { 'A', N_ ("Development cooperation with a “political” objective, including economic actions"), { AUTHORITY, TERRITORY, PARTNER } },
  { 'B', N_ ("International partnerships between local governments"), { ALL } },
  { 'C', N_ ("Development cooperation"), { PARTNER } },
  { 'D', N_ ("Cooperation with a “political” objective but with impacts also anticipated in France"), { AUTHORITY, ALL } },
  { 'E', N_ ("Development cooperation including economic actions"), { TERRITORY, PARTNER } },
  { 'F', N_ ("Mutually beneficial cooperation including economic actions"), { TERRITORY, ALL } },
  { 'G', N_ ("“Paradiplomatic” or sub-state diplomatic actions"), { AUTHORITY } },
  { 'H', N_ ("Economically focused objectives"), { TERRITORY } },
  { 'I', N_ ("“Political” representation at the international level with economic returns anticipated"), { AUTHORITY, TERRITORY } },
  { 'J', N_ ("Development cooperation with a “political” objective professed (support for a population, advocacy for a cause)"), { AUTHORITY, PARTNER } },
  { 'K', N_ ("Mutually beneficial cooperation with a “political” objective, including economic actions"), { AUTHORITY, TERRITORY, ALL } },
};

/**
 * ent_rationales:
 * @ret_n: (out) (optional): how many there are
 *
 * Returns: (array length=ret_n) (transfer none): the combinations that the study names, by their letter
 */
const EntRationale *
ent_rationales (gsize *ret_n)
{
  if (ret_n != NULL)
    *ret_n = G_N_ELEMENTS (rationales);

  return rationales;
}

/**
 * ent_rationale_find:
 * @poles: (nullable) (array zero-terminated=1): nicks of poles, in any order
 *
 * Returns: (nullable): the combination of exactly these poles; %NULL for none at all, and for the four that have both
 *   “all territories” and “mainly the partner”, which the study does not name
 */
const EntRationale *
ent_rationale_find (const char *const *poles)
{
  guint n = poles != NULL ? g_strv_length ((GStrv) poles) : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rationales) && n > 0; i++)
    {
      gboolean same = g_strv_length ((GStrv) rationales[i].poles) == n;

      for (guint j = 0; same && j < n; j++)
        same = g_strv_contains (rationales[i].poles, poles[j]);
      if (same)
        return &rationales[i];
    }

  return NULL;
}

/**
 * ent_rationale_get_label:
 * @self: a combination
 *
 * Returns: the study's caption, translated
 */
const char *
ent_rationale_get_label (const EntRationale *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return ent_gettext (self->label);
}
