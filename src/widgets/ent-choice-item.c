/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-choice-item.h"

#include <string.h>

#include "ent-fold.h"

struct _EntChoiceItem
{
  GObject parent_instance;

  char *nick;   /* (nullable) (owned) */
  char *label;  /* (not nullable) (owned) */
  char *folded; /* (not nullable) (owned): the label without accents and capitals */
};

G_DEFINE_FINAL_TYPE (EntChoiceItem, ent_choice_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_NICK = 1,
  PROP_LABEL,
  PROP_KEY,
} EntChoiceItemProperty;

static GParamSpec *props[PROP_KEY + 1];

static void
ent_choice_item_get_property (GObject *object,
                              guint property_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  EntChoiceItem *self = ENT_CHOICE_ITEM (object);

  switch ((EntChoiceItemProperty) property_id)
    {
    case PROP_NICK:
      g_value_set_string (value, self->nick);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_KEY:
      g_value_take_string (value, g_strconcat (self->label, " ", self->folded, NULL));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_choice_item_finalize (GObject *object)
{
  EntChoiceItem *self = ENT_CHOICE_ITEM (object);

  g_free (self->nick);
  g_free (self->label);
  g_free (self->folded);

  G_OBJECT_CLASS (ent_choice_item_parent_class)->finalize (object);
}

static void
ent_choice_item_class_init (EntChoiceItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ent_choice_item_finalize;
  object_class->get_property = ent_choice_item_get_property;

  props[PROP_NICK] = g_param_spec_string ("nick", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
ent_choice_item_init (EntChoiceItem *self)
{
}

/**
 * ent_choice_item_new:
 * @nick: (nullable): what is stored
 * @label: what a person reads, translated
 *
 * Returns: (transfer full): the item
 */
EntChoiceItem *
ent_choice_item_new (const char *nick,
                     const char *label)
{
  EntChoiceItem *self = g_object_new (ENT_TYPE_CHOICE_ITEM, NULL);

  self->nick = g_strdup (nick);
  self->label = g_strdup (label);
  self->folded = ent_fold (label);

  return self;
}

/**
 * ent_choice_item_get_nick:
 * @self: an item
 *
 * Returns: (nullable): what is stored
 */
const char *
ent_choice_item_get_nick (EntChoiceItem *self)
{
  g_return_val_if_fail (ENT_IS_CHOICE_ITEM (self), NULL);

  return self->nick;
}

/**
 * ent_choice_item_get_label:
 * @self: an item
 *
 * Returns: what a person reads
 */
const char *
ent_choice_item_get_label (EntChoiceItem *self)
{
  g_return_val_if_fail (ENT_IS_CHOICE_ITEM (self), NULL);

  return self->label;
}

/**
 * ent_choice_item_matches:
 * @self: an item
 * @folded: what somebody types, see ent_fold()
 *
 * Returns: whether it is part of the label, whatever the accents
 */
gboolean
ent_choice_item_matches (EntChoiceItem *self,
                         const char *folded)
{
  g_return_val_if_fail (ENT_IS_CHOICE_ITEM (self), FALSE);

  return strstr (self->folded, folded) != NULL;
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer unused)
{
  return strcmp (((const EntChoiceItem *) a)->folded, ((const EntChoiceItem *) b)->folded);
}

/**
 * ent_choice_items_sort:
 * @items: (element-type EntChoiceItem): items
 *
 * Sorts them by their labels, whatever the accents.
 */
void
ent_choice_items_sort (GListStore *items)
{
  g_list_store_sort (items, compare_items, NULL);
}

/**
 * ent_choice_items_new:
 * @choices: a closed list
 *
 * Returns: (transfer full) (element-type EntChoiceItem): its values in their order; countries by their name
 */
GListStore *
ent_choice_items_new (const EntChoices *choices)
{
  GListStore *items = g_list_store_new (ENT_TYPE_CHOICE_ITEM);

  for (guint i = 0; i < ent_choices_get_n_items (choices); i++)
    {
      const char *nick = ent_choices_get_nick (choices, i);
      g_autoptr (EntChoiceItem) item = ent_choice_item_new (nick, ent_choices_get_label (choices, nick));

      g_list_store_append (items, item);
    }
  if (choices->items == NULL)
    ent_choice_items_sort (items);

  return items;
}

/**
 * ent_choice_items_find:
 * @items: (element-type EntChoiceItem): items
 * @nick: (nullable): what is stored
 *
 * Returns: the position of the item of that nick, %G_MAXUINT where there is none
 */
guint
ent_choice_items_find (GListModel *items,
                       const char *nick)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (EntChoiceItem) item = g_list_model_get_item (items, i);

      if (g_strcmp0 (item->nick, nick) == 0)
        return i;
    }

  return G_MAXUINT;
}
