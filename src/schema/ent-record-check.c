/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a record follows the rules of the schema, and how far it may travel. */
#include "ent-record.h"

#include <string.h>

#include "ent-gettext.h"

/**
 * ent_record_check_period:
 * @self: a record
 * @period: two dates of its entity
 * @error: set to what is wrong, in the user's words
 *
 * Returns: whether the first of the two does not come after the second, as far as both are known
 */
gboolean
ent_record_check_period (EntRecord *self,
                         const EntPeriod *period,
                         GError **error)
{
  const char *start = ent_record_get_text (self, period->start);
  const char *end = ent_record_get_text (self, period->end);
  const EntEntity *entity = ent_record_get_entity (self);
  gsize shorter;

  if (start == NULL || end == NULL)
    return TRUE;

  /* Of dates known to the year or month only, what both say is compared. */
  shorter = MIN (strlen (start), strlen (end));
  if (strncmp (start, end, shorter) <= 0)
    return TRUE;

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%s” comes after “%s”: correct one of the two dates."),
               ent_field_get_label (ent_entity_find_field (entity, period->start)),
               ent_field_get_label (ent_entity_find_field (entity, period->end)));
  return FALSE;
}

/* How many days there are from one to the other; 1 where not both are whole days. */
static int
count_days (const char *start,
            const char *end)
{
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) last = NULL;
  g_autofree char *from = start != NULL ? g_strconcat (start, "T00:00:00Z", NULL) : NULL;
  g_autofree char *to = end != NULL ? g_strconcat (end, "T00:00:00Z", NULL) : NULL;

  if (from == NULL || to == NULL)
    return 1;

  first = g_date_time_new_from_iso8601 (from, NULL);
  last = g_date_time_new_from_iso8601 (to, NULL);
  if (first == NULL || last == NULL)
    return 1;

  return MAX (1, (int) (g_date_time_difference (last, first) / G_TIME_SPAN_DAY) + 1);
}

/**
 * ent_record_check_limit:
 * @self: a record
 * @limit: what one of its numbers may be at most
 * @error: set to what is wrong, in the user's words
 *
 * Returns: whether the number is not too great, as far as the record says what it counts
 */
gboolean
ent_record_check_limit (EntRecord *self,
                        const EntLimit *limit,
                        GError **error)
{
  double most = limit->most;

  if (g_strcmp0 (ent_record_get_text (self, limit->unit), limit->nick) != 0)
    return TRUE;
  if (limit->start != NULL)
    most *= count_days (ent_record_get_text (self, limit->start), ent_record_get_text (self, limit->end));
  if (ent_record_get_real (self, limit->amount, 0) <= most)
    return TRUE;

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ (limit->complaint));
  return FALSE;
}

/**
 * ent_record_check:
 * @self: a record
 * @error: set to what is wrong, in the user's words
 *
 * Whether each field, and the record as a whole, follows the rules of the schema.
 *
 * Returns: whether all is well
 */
gboolean
ent_record_check (EntRecord *self,
                  GError **error)
{
  const EntEntity *entity;

  g_return_val_if_fail (ENT_IS_RECORD (self), FALSE);

  entity = ent_record_get_entity (self);
  for (guint i = 0; i < entity->n_fields; i++)
    if (!ent_field_check (&entity->fields[i], ent_record_get (self, &entity->fields[i]), error))
      return FALSE;

  for (const EntPeriod *period = entity->periods; period != NULL && period->start != NULL; period++)
    if (!ent_record_check_period (self, period, error))
      return FALSE;

  for (const EntLimit *limit = entity->limits; limit != NULL && limit->amount != NULL; limit++)
    if (!ent_record_check_limit (self, limit, error))
      return FALSE;

  return TRUE;
}

/**
 * ent_entity_decide_circle:
 * @entity: what kind of record
 * @said: (nullable): what the user said of it
 *
 * Returns: how far such a record may travel: what the user said, at most what the entity allows
 */
EntCircle
ent_entity_decide_circle (const EntEntity *entity,
                          const char *said)
{
  EntCircle circle = entity->default_circle;

  if (g_strcmp0 (said, "atlas") == 0)
    circle = ENT_CIRCLE_ATLAS;
  else if (g_strcmp0 (said, "departments") == 0)
    circle = ENT_CIRCLE_DEPARTMENTS;
  else if (g_strcmp0 (said, "team") == 0)
    circle = ENT_CIRCLE_TEAM;

  return MIN (circle, entity->circle);
}

/**
 * ent_record_get_circle:
 * @self: a record
 *
 * Returns: how far the record may travel
 */
EntCircle
ent_record_get_circle (EntRecord *self)
{
  return ent_entity_decide_circle (ent_record_get_entity (self), ent_record_get_text (self, "circle"));
}
