/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody reads on the way to a partner, or before a delegation comes: who they are, what was done together and
 * with which money, whom one met, who helps there, and what came back. */
#include "ent-briefing.h"

#include "ent-fact-table.h"
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-listing-table.h"
#include "ent-record-json.h"

#define SHARE 2.4

/* In the SQL, :subject is the partnership, :country where it takes place or comes from, :own the workspace's authority
 * and :ids the event alone. */
#define EVENT_ROW "(SELECT row FROM record WHERE id IN (SELECT value FROM json_each (:ids)))"
#define EVENT_DAY "(SELECT start FROM event WHERE row = " EVENT_ROW ")"
#define PARTNERS                                                                                                       \
  "(SELECT target FROM reference WHERE field = 'partners' AND source = (SELECT row FROM record WHERE id = :subject))"
#define SUBJECTS                                                                                                       \
  "(SELECT :subject UNION SELECT p.id FROM project JOIN record AS p USING (row) WHERE project.partnership = :subject)"

/* Somebody's role on the day: the last that began. */
#define ROLE_OF(person)                                                                                                \
  "(SELECT coalesce (nullif (concat_ws (' – ', role.title, body.headline), ''), '') FROM role "                        \
  "LEFT JOIN record AS body ON body.id = role.body WHERE role.person = " person " "                                    \
  "AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= " EVENT_DAY ") ORDER BY role.start DESC LIMIT 1)"

#define IS_OURS(person)                                                                                                \
  "EXISTS (SELECT 1 FROM role WHERE role.person = " person " AND (role.body = :own OR role.body GLOB 'department:*'))"

#define LISTING(variable, heading, sql)                                                                                \
  static const EntListing variable = { .title = heading, .from = sql, .columns = variable##_columns, .n_columns = G_N_ELEMENTS (variable##_columns) }

static const EntListingColumn travellers_columns[] = {
  { "who.headline", N_ ("Name"), ENT_LISTING_TEXT },
  { ROLE_OF ("who.id"), N_ ("As"), ENT_LISTING_LONG_TEXT },
};
LISTING (travellers,
         N_ ("Participants"),
         "FROM reference JOIN record AS who ON who.id = reference.target WHERE reference.source = " EVENT_ROW
         " AND reference.field = 'participants' ORDER BY " IS_OURS ("who.id") " DESC, who.headline");

static const EntListingColumn partners_columns[] = {
  { "own.headline", N_ ("Name"), ENT_LISTING_TEXT },
  { "coalesce (authority.country, organisation.country)", N_ ("Country"), ENT_LISTING_CHOICE, &ent_choices_countries },
  { "coalesce (authority.subdivision, organisation.city)", N_ ("Where"), ENT_LISTING_TEXT },
  { "authority.population", N_ ("Population"), ENT_LISTING_COUNT },
  { "coalesce (authority.web, organisation.web)", N_ ("Website"), ENT_LISTING_TEXT },
};
LISTING (partners,
         N_ ("The Partner"),
         "FROM record AS own LEFT JOIN authority USING (row) LEFT JOIN organisation USING (row) WHERE own.id IN " PARTNERS " ORDER BY own.headline");

static const EntListingColumn hosts_columns[] = {
  { "who.headline", N_ ("Name"), ENT_LISTING_TEXT },
  { "role.title", N_ ("Title"), ENT_LISTING_TEXT },
  { "body.headline", N_ ("Where"), ENT_LISTING_TEXT },
  { "role.start", N_ ("Since"), ENT_LISTING_DATE },
};
LISTING (hosts,
         N_ ("Who Is Who There"),
         "FROM role JOIN record AS who ON who.id = role.person JOIN record AS body ON body.id = role.body WHERE role.body IN " PARTNERS
         " AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= " EVENT_DAY ") ORDER BY body.headline, role.kind IS NOT 'elected', who.headline");

static const EntListingColumn meetings_columns[] = {
  { "event.start", N_ ("Date"), ENT_LISTING_DATE },
  { "event.title", N_ ("What"), ENT_LISTING_TEXT },
  { "event.place", N_ ("Place"), ENT_LISTING_TEXT },
  { "event.report", N_ ("Report"), ENT_LISTING_LONG_TEXT },
};
LISTING (meetings,
         N_ ("Earlier Missions and Visits"),
         "FROM event WHERE event.subject IN " SUBJECTS " AND event.start < " EVENT_DAY " ORDER BY event.start DESC LIMIT 10");

static const EntListingColumn agreements_columns[] = {
  { "agreement.object", N_ ("Object"), ENT_LISTING_LONG_TEXT },
  { "agreement.\"signed-on\"", N_ ("Signed On"), ENT_LISTING_DATE },
  { "agreement.\"filed-on\"", N_ ("In Force Since"), ENT_LISTING_DATE },
  { "agreement.\"ends-on\"", N_ ("Ends On"), ENT_LISTING_DATE },
};
LISTING (agreements, N_ ("Agreements"), "FROM agreement WHERE agreement.partnership = :subject ORDER BY agreement.\"signed-on\" DESC LIMIT 12");

/* Planned where nothing was said of commitments, and so on: what there is of each. */
#define MONEY(field) "(SELECT sum (funding." field ") FROM funding JOIN record AS p ON p.id = funding.project WHERE p.row = project.row)"
static const EntListingColumn projects_columns[] = {
  { "project.title", N_ ("Project"), ENT_LISTING_TEXT },
  { "project.status", N_ ("Status"), ENT_LISTING_CHOICE, &ent_choices_project_statuses },
  { "coalesce (project.start, project.\"planned-start\")", N_ ("Start"), ENT_LISTING_DATE },
  { MONEY ("planned"), N_ ("Amount Planned"), ENT_LISTING_MONEY },
  { MONEY ("committed"), N_ ("Amount Committed"), ENT_LISTING_MONEY },
  { MONEY ("paid"), N_ ("Amount Paid"), ENT_LISTING_MONEY },
};
LISTING (projects,
         N_ ("Projects and Funding"),
         "FROM project WHERE project.partnership = :subject ORDER BY project.status IS NOT 'ongoing', project.start DESC, project.title LIMIT 30");

static const EntListingColumn acquaintances_columns[] = {
  { "who.headline", N_ ("Name"), ENT_LISTING_TEXT },
  { ROLE_OF ("who.id"), N_ ("As"), ENT_LISTING_TEXT },
  { "max (event.start)", N_ ("Last Met On"), ENT_LISTING_DATE },
  { "event.title", N_ ("Where"), ENT_LISTING_TEXT },
};
LISTING (acquaintances,
         N_ ("People Met Before"),
         "FROM event JOIN reference ON reference.source = event.row AND reference.field = 'participants' "
         "JOIN record AS who ON who.id = reference.target WHERE event.subject IN " SUBJECTS " AND event.start < " EVENT_DAY
         " AND NOT " IS_OURS ("who.id") " GROUP BY who.id ORDER BY max (event.start) DESC, who.headline LIMIT 20");

static const EntListingColumn embassy_columns[] = {
  { "service.headline", N_ ("Service"), ENT_LISTING_TEXT },
  { "who.headline", N_ ("Name"), ENT_LISTING_TEXT },
  { "coalesce (role.title, '')", N_ ("Title"), ENT_LISTING_TEXT },
  { "coalesce (person.email, organisation.email)", N_ ("E-mail"), ENT_LISTING_TEXT },
  { "coalesce (person.phone, organisation.phone)", N_ ("Phone"), ENT_LISTING_TEXT },
};
LISTING (embassy,
         N_ ("The Embassy and Its Services"),
         "FROM organisation JOIN record AS service ON service.row = organisation.row "
         "LEFT JOIN role ON role.body = service.id AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= " EVENT_DAY ") "
         "LEFT JOIN record AS who ON who.id = role.person LEFT JOIN person ON person.row = who.row WHERE organisation.country = :country "
         "AND (role.kind IN ('embassy-correspondent', 'cocac') "
         "  OR organisation.kind IN ('embassy-service', 'institut-francais', 'alliance-francaise', 'campus-france', 'afd-agency')) "
         "ORDER BY role.kind IS NOT 'embassy-correspondent', role.kind IS NOT 'cocac', service.headline, who.headline LIMIT 20");

static const EntListingColumn others_columns[] = {
  { "other.headline", N_ ("Authority"), ENT_LISTING_TEXT },
  { "own.headline", N_ ("Partnership"), ENT_LISTING_LONG_TEXT },
  { "partnership.status", N_ ("Status"), ENT_LISTING_CHOICE, &ent_choices_partnership_statuses },
};
LISTING (others,
         N_ ("Who Else Cooperates There"),
         "FROM partnership JOIN record AS own ON own.row = partnership.row JOIN reference ON reference.source = partnership.row "
         "AND reference.field IN ('authorities', 'lead') JOIN record AS other ON other.id = reference.target "
         "WHERE EXISTS (SELECT 1 FROM json_each (partnership.countries) WHERE value = :country) AND other.id IS NOT :own "
         "GROUP BY other.id, own.id ORDER BY other.headline, own.headline LIMIT 30");

static const EntListingColumn returns_columns[] = {
  { "r.year", N_ ("Year"), ENT_LISTING_YEAR },
  { "r.stage", N_ ("Stage"), ENT_LISTING_CHOICE, &ent_choices_return_stages },
  { "r.scope", N_ ("Scope"), ENT_LISTING_CHOICE, &ent_choices_return_scopes },
  { "r.text", N_ ("Return"), ENT_LISTING_LONG_TEXT },
};
LISTING (returns,
         N_ ("Latest Returns"),
         "FROM \"return\" AS r WHERE r.subject IN " SUBJECTS " ORDER BY r.year DESC, r.stage IS NOT 'actual', r.row LIMIT 12");

typedef struct
{
  EntWorkspace *workspace;
  EntRecord *event;
  EntRecord *partnership; /* (nullable) (owned) */
  char *country;          /* (nullable) (owned): its code */
  EntSheet *sheet;        /* (owned) */
} Briefing;

static void
briefing_clear (Briefing *self)
{
  g_clear_object (&self->partnership);
  g_free (self->country);
  g_clear_pointer (&self->sheet, ent_sheet_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Briefing, briefing_clear)

/* A colleague's record may not have come yet: the sheet says what there is. */
static EntRecord *
find_record (EntWorkspace *workspace,
             const char *id)
{
  return id != NULL && ent_workspace_exists (workspace, id) ? ent_workspace_get (workspace, id, NULL) : NULL;
}

static EntRecord *
find_partnership (Briefing *self)
{
  g_autoptr (EntRecord) subject = find_record (self->workspace, ent_record_get_text (self->event, "subject"));

  if (subject != NULL && g_str_equal (ent_record_get_entity (subject)->name, "project"))
    return find_record (self->workspace, ent_record_get_text (subject, "partnership"));

  return g_steal_pointer (&subject);
}

/* A delegation that is received comes from where the partner is. */
static char *
find_country (Briefing *self)
{
  const char *country = ent_record_get_text (self->event, "country");
  const char *const *countries = self->partnership != NULL ? ent_record_get_list (self->partnership, "countries") : NULL;

  if (country != NULL && !g_str_equal (country, "FR"))
    return g_strdup (country);
  for (gsize i = 0; countries != NULL && countries[i] != NULL; i++)
    if (!g_str_equal (countries[i], "FR"))
      return g_strdup (countries[i]);

  return NULL;
}

static void
add_event (Briefing *self)
{
  static const char *const fields[] = { "kind", "place", "country", "subject", "special-mandate", "special-mandate-date", "mission-order" };
  const char *purpose = ent_record_get_text (self->event, "purpose");

  ent_sheet_add_heading (self->sheet, _ ("In Short"));
  ent_fact_table_begin (self->sheet, SHARE);
  ent_fact_table_add_field (self->sheet, self->event, "start");
  ent_fact_table_add_field (self->sheet, self->event, "end");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    ent_fact_table_add_field (self->sheet, self->event, fields[i]);
  if (purpose != NULL)
    ent_sheet_add_text (self->sheet, purpose);
}

static void
add_history (Briefing *self)
{
  static const char *const fields[] = { "title", "kind", "status", "start", "official", "officer", "themes", "poles" };
  const char *objective;

  ent_sheet_add_heading (self->sheet, _ ("The Partnership"));
  if (self->partnership == NULL)
    {
      ent_sheet_add_text (self->sheet, _ ("Nothing is recorded."));
      return;
    }

  ent_fact_table_begin (self->sheet, SHARE);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    ent_fact_table_add_field (self->sheet, self->partnership, fields[i]);
  objective = ent_record_get_text (self->partnership, "objective");
  if (objective != NULL)
    ent_sheet_add_text (self->sheet, objective);
}

static gboolean
add_listings (Briefing *self,
              const EntListing *const *listings,
              GCancellable *cancellable,
              GError **error)
{
  const char *const ids[] = { ent_record_get_id (self->event), NULL };
  g_autofree char *json = ent_json_of_texts (ids);
  g_autofree char *own = ent_workspace_get_setting (self->workspace, "own-authority");
  const EntListingQuery query = {
    .ids = json,
    .country = self->country,
    .own = own,
    .subject = self->partnership != NULL ? ent_record_get_id (self->partnership) : NULL,
  };

  for (gsize i = 0; listings[i] != NULL; i++)
    if (!ent_listing_add_table (listings[i], self->workspace, &query, self->sheet, cancellable, error))
      return FALSE;

  return TRUE;
}

static EntSheet *
begin_sheet (EntRecord *event,
             const char *today)
{
  const char *title = ent_record_get_text (event, "title");
  g_autofree char *drawn_up = ent_format_display_date (today);
  /* Translators: below the title of a document; a date */
  g_autofree char *subtitle = g_strdup_printf (_ ("Briefing sheet, drawn up on %s"), drawn_up);

  return ent_sheet_new (title != NULL ? title : ent_entity_get_label (ent_record_get_entity (event)), subtitle,
                        title != NULL ? title : subtitle);
}

/**
 * ent_briefing_compose:
 * @workspace: a workspace
 * @event: a mission or a visit
 * @today: this day, YYYY-MM-DD
 * @cancellable: (nullable): to give up
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): the briefing sheet, in the language of this thread
 */
EntSheet *
ent_briefing_compose (EntWorkspace *workspace,
                      EntRecord *event,
                      const char *today,
                      GCancellable *cancellable,
                      GError **error)
{
  static const EntListing *const who[] = { &travellers, &partners, &hosts, NULL };
  static const EntListing *const what[] = { &meetings, &agreements, &projects, &acquaintances, &embassy, &others, &returns, NULL };
  g_auto (Briefing) self = { .workspace = workspace, .event = event };

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace) && ENT_IS_RECORD (event), NULL);

  self.partnership = find_partnership (&self);
  self.country = find_country (&self);
  self.sheet = begin_sheet (event, today);
  add_event (&self);
  if (!add_listings (&self, who, cancellable, error))
    return NULL;
  add_history (&self);
  if (!add_listings (&self, what, cancellable, error))
    return NULL;

  return g_steal_pointer (&self.sheet);
}
