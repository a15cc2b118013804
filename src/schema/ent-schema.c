/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-schema.h"

#include <string.h>

#include "ent-entities-private.h"
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-record-private.h"

static const EntEntity *const *
all_entities (guint *ret_n)
{
  static const EntEntity *const entities[] = {
    &ent_entity_partnership,  &ent_entity_agreement,    &ent_entity_project,      &ent_entity_funding,
    &ent_entity_milestone,    &ent_entity_event,        &ent_entity_mobilisation, &ent_entity_involvement,
    &ent_entity_return,       &ent_entity_campaign,     &ent_entity_call,         &ent_entity_application,
    &ent_entity_opinion,      &ent_entity_evaluation,   &ent_entity_payment,      &ent_entity_authority,
    &ent_entity_organisation, &ent_entity_person,       &ent_entity_role,         &ent_entity_mandate,
    &ent_entity_support,      &ent_entity_absence,      &ent_entity_department,   &ent_entity_document,
    &ent_entity_note,
  };

  *ret_n = G_N_ELEMENTS (entities);
  return entities;
}

/**
 * ent_schema_get_n_entities:
 *
 * Returns: how many entities there are
 */
guint
ent_schema_get_n_entities (void)
{
  guint n;

  all_entities (&n);
  return n;
}

/**
 * ent_schema_get_entity:
 * @position: less than ent_schema_get_n_entities()
 *
 * Returns: (transfer none): the entity at that place
 */
const EntEntity *
ent_schema_get_entity (guint position)
{
  guint n;
  const EntEntity *const *entities = all_entities (&n);

  g_return_val_if_fail (position < n, NULL);

  return entities[position];
}

/**
 * ent_schema_get_index:
 * @entity: an entity
 *
 * Returns: its place in the schema, for tables kept beside it
 */
guint
ent_schema_get_index (const EntEntity *entity)
{
  guint n;
  const EntEntity *const *entities = all_entities (&n);

  for (guint i = 0; i < n; i++)
    if (entities[i] == entity)
      return i;

  g_return_val_if_reached (0);
}

static const EntEntity *
find_with_length (const char *name,
                  gsize length)
{
  guint n;
  const EntEntity *const *entities = all_entities (&n);

  for (guint i = 0; i < n; i++)
    if (strlen (entities[i]->name) == length && memcmp (entities[i]->name, name, length) == 0)
      return entities[i];

  return NULL;
}

/**
 * ent_schema_find:
 * @name: (nullable): the English name of an entity
 *
 * Returns: (transfer none) (nullable): the entity of that name
 */
const EntEntity *
ent_schema_find (const char *name)
{
  return name != NULL ? find_with_length (name, strlen (name)) : NULL;
}

/**
 * ent_schema_find_for_id:
 * @id: (nullable): an identifier, `type:UUID`
 *
 * Returns: (transfer none) (nullable): the entity that records with that identifier belong to
 */
const EntEntity *
ent_schema_find_for_id (const char *id)
{
  const char *colon = id != NULL ? strchr (id, ':') : NULL;

  return colon != NULL ? find_with_length (id, colon - id) : NULL;
}

static char *
type_name (const EntEntity *entity)
{
  char *name = g_strdup_printf ("Ent%s", entity->name);

  name[3] = g_ascii_toupper (name[3]);
  return name;
}

static gpointer
register_types (gpointer unused)
{
  guint n;
  const EntEntity *const *entities = all_entities (&n);
  GType *types = g_new0 (GType, n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = type_name (entities[i]);

      types[i] = ent_record_register_type (name, entities[i]);
    }

  return types;
}

/**
 * ent_schema_get_type:
 * @entity: an entity
 *
 * The types are called after their entities, `EntProject` for `project`, and have one property for each field.
 *
 * Returns: the type of its records, derived from #EntRecord
 */
GType
ent_schema_get_type (const EntEntity *entity)
{
  static GOnce once = G_ONCE_INIT;
  const GType *types = g_once (&once, register_types, NULL);

  return types[ent_schema_get_index (entity)];
}

/**
 * ent_entity_find_field:
 * @entity: an entity
 * @name: (nullable): the name of a field
 *
 * Returns: (transfer none) (nullable): the field of that name
 */
const EntField *
ent_entity_find_field (const EntEntity *entity,
                       const char *name)
{
  for (guint i = 0; name != NULL && i < entity->n_fields; i++)
    if (*entity->fields[i].name == *name && g_str_equal (entity->fields[i].name, name))
      return &entity->fields[i];

  return NULL;
}

/**
 * ent_entity_index_of:
 * @entity: an entity
 * @field: one of its fields
 *
 * Returns: the place of @field in @entity
 */
guint
ent_entity_index_of (const EntEntity *entity,
                     const EntField *field)
{
  g_return_val_if_fail (field >= entity->fields && field < entity->fields + entity->n_fields, 0);

  return field - entity->fields;
}

/**
 * ent_entity_get_label:
 * @entity: an entity
 *
 * Returns: its translated name
 */
const char *
ent_entity_get_label (const EntEntity *entity)
{
  return ent_gettext (entity->label);
}

/**
 * ent_entity_get_plural:
 * @entity: an entity
 *
 * Returns: its translated name for many
 */
const char *
ent_entity_get_plural (const EntEntity *entity)
{
  return ent_gettext (entity->plural);
}

/**
 * ent_entity_in_headline:
 * @entity: an entity
 * @field: one of its fields
 *
 * Returns: whether the headline of a record shows @field
 */
gboolean
ent_entity_in_headline (const EntEntity *entity,
                        const EntField *field)
{
  gsize length = strlen (field->name);
  gsize n;

  for (const char *name = entity->headline; *name != '\0'; name += n + (name[n] != '\0'))
    {
      n = strcspn (name, "+,");
      if (n == length && memcmp (name, field->name, n) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * ent_entity_display_headline:
 * @entity: an entity
 * @headline: (nullable): the headline of a record of it, as the store keeps it: the same in every language
 *
 * Returns: (transfer full): the headline to read: where it begins with a day, that day in the locale's form; empty for none
 */
char *
ent_entity_display_headline (const EntEntity *entity,
                             const char *headline)
{
  gsize length = strcspn (entity->headline, "+,");
  g_autofree char *name = g_strndup (entity->headline, length);
  g_autofree char *date = NULL;
  g_autofree char *day = NULL;

  if (headline == NULL || ent_entity_find_field (entity, name)->type != ENT_FIELD_DATE)
    return g_strdup (headline != NULL ? headline : "");

  date = g_strndup (headline, strcspn (headline, " "));
  if (ent_format_check_date (date, TRUE) != NULL)
    return g_strdup (headline);

  day = ent_format_display_date (date);
  return g_strconcat (day, headline + strlen (date), NULL);
}

/**
 * ent_entity_get_field_circle:
 * @entity: an entity
 * @field: one of its fields
 *
 * Returns: how far the field may travel: never further than its record
 */
EntCircle
ent_entity_get_field_circle (const EntEntity *entity,
                             const EntField *field)
{
  g_return_val_if_fail (entity != NULL && field != NULL, ENT_CIRCLE_TEAM);

  return MIN (field->circle, entity->circle);
}
