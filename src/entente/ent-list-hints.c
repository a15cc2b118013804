/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list says while there is nothing in it: what belongs there, and what that is good for. */
#include "ent-list-hints.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *entity;
  const char *title;
  const char *description;
} Hint;

static const Hint hints[] = {
  { "partnership", N_ ("No Partnership Yet"),
    N_ ("Twinnings, agreements, networks: with whom your authority works, why, and who carries it. Projects and agreements then hang on it.") },
  { "project", N_ ("No Project Yet"),
    N_ ("What you do together, with its dates, its money, the departments concerned, and what you want back from it.") },
  { "person", N_ ("No Person Yet"),
    N_ ("Colleagues, elected officials, contacts at your partners’: what they speak and can do, and through their roles, what they are.") },
  { "authority", N_ ("No Authority Yet"), N_ ("French authorities with whom you work together, and your partners abroad.") },
  { "organisation", N_ ("No Bodies Yet"),
    N_ ("Associations, schools, businesses, funders and networks with which your projects have to do, here and abroad.") },
  { "role", N_ ("No Role Yet"), N_ ("Who is what where, and since when: past roles are kept, so that it stays known who was in charge.") },
  { "mandate", N_ ("No Term of Office Yet"),
    N_ ("What each elected official is delegated to do, as it is worded, with its order and its dates.") },
  { "support", N_ ("No Political Support Noted Yet"),
    N_ ("Who carries, supports or opposes which partnership, and when that was said: so you see it coming when it hangs on one person.") },
  { "agreement", N_ ("No Agreement Yet"),
    N_ ("Charters, agreements and amendments with their deliberations: you are told what is not filed with the prefecture, and what ends soon.") },
  { "funding", N_ ("No Funding Yet"),
    N_ ("Who pays what for which project, planned, committed and paid: the international budget of the year adds it up.") },
  { "milestone", N_ ("No Deadline Yet"), N_ ("What is due when, and who sees to it: the overview shows what comes next and what is late.") },
  { "event", N_ ("No Mission or Visit Yet"),
    N_ ("Missions, delegations hosted, meetings: who takes part, and whether mission orders and special mandates are there in time.") },
  { "mobilisation", N_ ("No Request Yet"),
    N_ ("What you ask of other departments, what they gain from it and what they answer: whoever is asked early says yes more often.") },
  { "involvement", N_ ("No Involvement Yet"), N_ ("The time that people spend on projects and visits. Press Ctrl+L anywhere: it takes ten seconds.") },
  { "return", N_ ("No Return Yet"),
    N_ ("What is sought from a project, what is announced, and what really came back, for the territory and for your authority.") },
  { "campaign", N_ ("No Campaign Yet"), N_ ("Each year’s gathering of what came back: it is opened on the page of the year.") },
  { "call", N_ ("No Call for Projects Yet"), N_ ("Who funds what until when, and on which conditions: applications are checked against them.") },
  { "application", N_ ("No Application Yet"), N_ ("What you asked for in which call, what was granted, and the reports that are due.") },
  { "opinion", N_ ("No Opinion Yet"), N_ ("What embassies think of your projects: co-funding hangs on it.") },
  { "evaluation", N_ ("No Evaluation Yet"), N_ ("What somebody from outside found, in the partner’s territory and in yours, and what is recommended.") },
  { "payment", N_ ("No Payment Yet"),
    N_ ("What counts as official development assistance: the return is due from 15 April to 31 May, also when there was none.") },
  { "absence", N_ ("No Absence Yet"), N_ ("Who is away when, and who stands in: the calendar shows it to those who plan a mission or a visit.") },
  { "document", N_ ("No Document Yet"), N_ ("Files that belong to a record. Drop them on its page, or add them there from its menu.") },
  { "note", N_ ("No Note Yet"), N_ ("What was said and done, on which day: the diary of a partnership or a project.") },
};

/**
 * ent_list_hints_get:
 * @entity: a kind of record
 * @ret_title: (out) (transfer none): that there is none, translated; left alone where nothing is known about @entity
 * @ret_description: (out) (transfer none): what belongs there, translated; the same
 */
void
ent_list_hints_get (const EntEntity *entity,
                    const char **ret_title,
                    const char **ret_description)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    if (g_str_equal (hints[i].entity, entity->name))
      {
        *ret_title = _ (hints[i].title);
        *ret_description = _ (hints[i].description);
      }
}
