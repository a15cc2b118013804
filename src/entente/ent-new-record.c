/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-new-record.h"

#include "ent-format.h"

/* What a new record of @entity refers to from the start, by the name of a setting of the workspace, or "today". */
typedef struct
{
  const char *entity;
  const char *field;
  const char *setting;
} Preset;

static const Preset presets[] = {
  { "partnership", "lead", "own-authority" },
  { "partnership", "officer", "own-person" },
  { "project", "lead", "own-authority" },
  { "project", "officer", "own-person" },
  { "involvement", "person", "own-person" },
  { "involvement", "logged-by", "own-person" },
  { "involvement", "from", "today" },
  { "milestone", "who", "own-person" },
  { "mobilisation", "asked-on", "today" },
  { "note", "who", "own-person" },
  { "note", "when", "today" },
  { "payment", "paid-on", "today" },
  { "support", "date", "today" },
  { "opinion", "date", "today" },
};

/* Fields that the child takes over from what it is made for, where both have them and the child has none. */
static const char *const inherited[] = { "themes", "countries", "lead", "officer", "sdgs" };

static char *
get_preset (EntWorkspace *workspace,
            const char *setting)
{
  return g_str_equal (setting, "today") ? ent_format_today () : ent_workspace_get_setting (workspace, setting);
}

static void
set_this_year (EntRecord *record)
{
  if (ent_entity_find_field (ent_record_get_entity (record), "year") != NULL)
    ent_record_set_integer (record, "year", ent_format_this_year ());
}

/**
 * ent_new_record:
 * @workspace: where it will be kept
 * @entity: what it is
 *
 * Returns: (transfer full): a new record, not saved, with what is usual already filled in
 */
EntRecord *
ent_new_record (EntWorkspace *workspace,
                const EntEntity *entity)
{
  EntRecord *record = ent_record_new (entity, NULL);

  ent_record_set_fallbacks (record);
  set_this_year (record);
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      g_autofree char *value = NULL;

      if (!g_str_equal (presets[i].entity, entity->name))
        continue;
      value = get_preset (workspace, presets[i].setting);
      if (value != NULL && *value != '\0')
        ent_record_set_text (record, presets[i].field, value);
    }

  return record;
}

static void
inherit (EntRecord *record,
         EntRecord *parent)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inherited); i++)
    {
      const EntField *own = ent_entity_find_field (ent_record_get_entity (record), inherited[i]);
      const EntField *from = ent_entity_find_field (ent_record_get_entity (parent), inherited[i]);

      if (own != NULL && from != NULL && own->type == from->type && ent_record_get (parent, from)->kind != ENT_VALUE_UNSET)
        ent_record_set (record, own, ent_record_get (parent, from));
    }
}

/**
 * ent_new_record_for:
 * @workspace: where it will be kept
 * @entity: what it is
 * @field: one of its references
 * @target: the identifier of the record that @field shall refer to
 *
 * Returns: (transfer full): a new record, not saved, that refers to @target and takes over what both have
 */
EntRecord *
ent_new_record_for (EntWorkspace *workspace,
                    const EntEntity *entity,
                    const EntField *field,
                    const char *target)
{
  EntRecord *record = ent_new_record (workspace, entity);
  g_autoptr (EntRecord) parent = ent_workspace_get (workspace, target, NULL);
  const char *const list[] = { target, NULL };

  if (field->type == ENT_FIELD_REFERENCES)
    ent_record_set_list (record, field->name, list);
  else
    ent_record_set_text (record, field->name, target);
  if (parent != NULL && g_str_equal (entity->name, "project"))
    inherit (record, parent);

  return record;
}
