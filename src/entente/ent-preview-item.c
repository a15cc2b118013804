/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-preview-item.h"

#include <glib/gi18n-lib.h>

#include "ent-record-json.h"
#include "ent-value-words.h"

struct _EntPreviewItem
{
  GObject parent_instance;

  GPtrArray *items;        /* (not nullable) (owned) (element-type EntSyncItem): those of the preview */
  const EntSyncItem *item; /* (not nullable): of @items */
  GHashTable *unseen;      /* (nullable) (owned): names of the fields that the user has not seen; NULL: nothing was shown before */
  gboolean is_new;         /* the user has not seen all of it */
  EntWorkspace *workspace; /* (not nullable) (owned): to find the names of records in */
};

G_DEFINE_FINAL_TYPE (EntPreviewItem, ent_preview_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_TITLE = 1,
  PROP_SUMMARY,
  PROP_DETAIL,
  PROP_NEW,
} EntPreviewItemProperty;

static GParamSpec *props[PROP_NEW + 1];

static const char *
describe_why (EntSyncLeaving why)
{
  switch (why)
    {
    case ENT_SYNC_NEW:
      return _ ("New there");
    case ENT_SYNC_CHANGED:
      return _ ("Changed");
    case ENT_SYNC_DELETED:
      return _ ("Deleted there too");
    case ENT_SYNC_WITHDRAWN:
    default:
      return _ ("Withdrawn: deleted there, kept here");
    }
}

static char *
get_summary (EntPreviewItem *self)
{
  const EntEntity *entity = ent_schema_find_for_id (self->item->id);

  /* Translators: the kind of a record, then what will happen to it */
  return g_strdup_printf (_ ("%1$s · %2$s"), entity != NULL ? ent_entity_get_label (entity) : _ ("Of a newer version"),
                          describe_why (self->item->why));
}

static void
append_member (EntPreviewItem *self,
               GString *text,
               const char *name)
{
  const EntEntity *entity = ent_schema_find_for_id (self->item->id);
  const EntField *field = entity != NULL ? ent_entity_find_field (entity, name) : NULL;
  JsonNode *node = json_object_get_member (self->item->document, name);
  g_autofree char *json = node != NULL ? ent_json_to_text (node) : NULL;
  g_autofree char *words = field != NULL ? ent_value_words_display (self->workspace, field, json) : g_strdup (json);

  gboolean marked = self->unseen != NULL && g_hash_table_contains (self->unseen, name);

  /* Translators: name of a field, its value */
  g_string_append_printf (text, marked ? _ ("%1$s (new): %2$s") : _ ("%1$s: %2$s"), field != NULL ? ent_field_get_label (field) : name, words != NULL ? words : _ ("Nothing"));
}

/* Each value that is new there, on a line of its own. */
static char *
get_detail (EntPreviewItem *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->item->why == ENT_SYNC_DELETED || self->item->why == ENT_SYNC_WITHDRAWN)
    return g_strdup ("");

  for (gsize i = 0; self->item->fields[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      append_member (self, text, self->item->fields[i]);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
ent_preview_item_get_property (GObject *object,
                               guint property_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  EntPreviewItem *self = ENT_PREVIEW_ITEM (object);

  switch ((EntPreviewItemProperty) property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, *self->item->headline != '\0' ? self->item->headline : self->item->id);
      break;
    case PROP_SUMMARY:
      g_value_take_string (value, get_summary (self));
      break;
    case PROP_DETAIL:
      g_value_take_string (value, get_detail (self));
      break;
    case PROP_NEW:
      g_value_set_boolean (value, self->is_new);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_preview_item_finalize (GObject *object)
{
  EntPreviewItem *self = ENT_PREVIEW_ITEM (object);

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->unseen, g_hash_table_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (ent_preview_item_parent_class)->finalize (object);
}

static void
ent_preview_item_class_init (EntPreviewItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ent_preview_item_finalize;
  object_class->get_property = ent_preview_item_get_property;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  props[PROP_NEW] = g_param_spec_boolean ("new", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
ent_preview_item_init (EntPreviewItem *self)
{
}

/**
 * ent_preview_item_new:
 * @items: (element-type EntSyncItem): a preview, which stays as it is
 * @position: of one of its items
 * @workspace: to find the names of records in, when it is shown
 *
 * Returns: (transfer full): the same for a list
 */
EntPreviewItem *
ent_preview_item_new (GPtrArray *items,
                      guint position,
                      EntWorkspace *workspace)
{
  EntPreviewItem *self = g_object_new (ENT_TYPE_PREVIEW_ITEM, NULL);

  self->items = g_ptr_array_ref (items);
  self->item = items->pdata[position];
  self->workspace = g_object_ref (workspace);
  return self;
}

/**
 * ent_preview_item_set_seen:
 * @self: an item that is not shown yet
 * @seen: (nullable): what an earlier preview showed of the record, %NULL where it was not in it
 *
 * Marks what is new since then.
 */
void
ent_preview_item_set_seen (EntPreviewItem *self,
                           const EntSyncItem *seen)
{
  g_return_if_fail (ENT_IS_PREVIEW_ITEM (self));

  self->is_new = seen == NULL || !ent_sync_item_covers (seen, self->item->document, (const char *const *) self->item->fields);
  self->unseen = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; seen != NULL && self->item->fields[i] != NULL; i++)
    if (!ent_sync_item_covers_field (seen, self->item->document, self->item->fields[i]))
      g_hash_table_add (self->unseen, self->item->fields[i]);
}

/**
 * ent_preview_item_is_new:
 * @self: an item
 *
 * Returns: whether an earlier preview did not show all of it
 */
gboolean
ent_preview_item_is_new (EntPreviewItem *self)
{
  g_return_val_if_fail (ENT_IS_PREVIEW_ITEM (self), FALSE);

  return self->is_new;
}
