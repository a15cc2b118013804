/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-list-switch.h"

struct _EntListSwitch
{
  GObject parent_instance;

  GType item_type;
  GListModel *list;   /* (nullable) (owned) */
  GListModel *former; /* (nullable) (owned): whose items still follow, while the two are exchanged */
};

static void ent_list_switch_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EntListSwitch, ent_list_switch, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ent_list_switch_list_model_init))

static guint
count (GListModel *list)
{
  return list != NULL ? g_list_model_get_n_items (list) : 0;
}

static GType
ent_list_switch_get_item_type (GListModel *model)
{
  return ENT_LIST_SWITCH (model)->item_type;
}

static guint
ent_list_switch_get_n_items (GListModel *model)
{
  EntListSwitch *self = ENT_LIST_SWITCH (model);

  return count (self->list) + count (self->former);
}

static gpointer
ent_list_switch_get_item (GListModel *model,
                          guint position)
{
  EntListSwitch *self = ENT_LIST_SWITCH (model);
  guint n = count (self->list);

  if (position < n)
    return g_list_model_get_item (self->list, position);

  return self->former != NULL ? g_list_model_get_item (self->former, position - n) : NULL;
}

static void
ent_list_switch_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ent_list_switch_get_item_type;
  iface->get_n_items = ent_list_switch_get_n_items;
  iface->get_item = ent_list_switch_get_item;
}

static void
changed_cb (EntListSwitch *self,
            guint position,
            guint removed,
            guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
ent_list_switch_dispose (GObject *object)
{
  EntListSwitch *self = ENT_LIST_SWITCH (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, changed_cb, self);
  g_clear_object (&self->list);
  g_clear_object (&self->former);

  G_OBJECT_CLASS (ent_list_switch_parent_class)->dispose (object);
}

static void
ent_list_switch_class_init (EntListSwitchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ent_list_switch_dispose;
}

static void
ent_list_switch_init (EntListSwitch *self)
{
}

/*
 * ent_list_switch_new:
 * @item_type: of the items of all lists it will have
 *
 * Returns: (transfer full): an empty list
 */
EntListSwitch *
ent_list_switch_new (GType item_type)
{
  EntListSwitch *self = g_object_new (ENT_TYPE_LIST_SWITCH, NULL);

  self->item_type = item_type;
  return self;
}

/*
 * ent_list_switch_begin:
 * @self: a list
 * @list: (nullable): whose items it has from now on
 *
 * Begins an exchange, which ent_list_switch_end() ends at once; between the two a view scrolls to what it shall show.
 */
void
ent_list_switch_begin (EntListSwitch *self,
                       GListModel *list)
{
  g_return_if_fail (self->former == NULL);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, changed_cb, self);
  self->former = g_steal_pointer (&self->list);
  if (list != NULL)
    {
      self->list = g_object_ref (list);
      g_signal_connect_swapped (list, "items-changed", G_CALLBACK (changed_cb), self);
    }

  if (count (list) > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, count (list));
}

/*
 * ent_list_switch_end:
 * @self: a list that is being exchanged
 */
void
ent_list_switch_end (EntListSwitch *self)
{
  g_autoptr (GListModel) former = g_steal_pointer (&self->former);

  if (count (former) > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), count (self->list), count (former), 0);
}
