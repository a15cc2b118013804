/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-list-layout.h"

#include "ent-settings.h"

/* Who draws a column wider changes its width at each step: only the last is worth writing. */
#define SAVE_DELAY_MS 400

/* What keeps the layout of one table, and lives as long. */
typedef struct
{
  EntRecordTable *table; /* not owned: it owns this */
  char *list;            /* (not nullable) (owned) */
  guint save_id;         /* source of the write that waits */
} Keeper;

static void
save (Keeper *self)
{
  g_autoptr (GVariant) layout = NULL;

  g_object_get (self->table, "layout", &layout, NULL);
  ent_settings_set_layout (self->list, layout);
}

static gboolean
save_cb (gpointer data)
{
  Keeper *self = data;

  self->save_id = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
layout_changed_cb (Keeper *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

/* The page goes out of sight, perhaps for good. */
static void
unmapped_cb (Keeper *self)
{
  if (self->save_id != 0)
    save (self);
  g_clear_handle_id (&self->save_id, g_source_remove);
}

static void
keeper_free (gpointer data)
{
  Keeper *self = data;

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_free (self->list);
  g_free (self);
}

/**
 * ent_list_layout_keep:
 * @table: a table that was just made
 * @list: the name of the list, under which its layout is kept on this machine
 *
 * Lays @table out as the user left that list, and keeps what changes.
 */
void
ent_list_layout_keep (EntRecordTable *table,
                      const char *list)
{
  Keeper *self = g_new0 (Keeper, 1);
  g_autoptr (GVariant) layout = ent_settings_get_layout (list);

  g_return_if_fail (ENT_IS_RECORD_TABLE (table));

  self->table = table;
  self->list = g_strdup (list);
  if (layout != NULL)
    g_object_set (table, "layout", layout, NULL);
  g_object_set_data_full (G_OBJECT (table), "ent-list-layout", self, keeper_free);
  g_signal_connect_swapped (table, "notify::layout", G_CALLBACK (layout_changed_cb), self);
  g_signal_connect_swapped (table, "unmap", G_CALLBACK (unmapped_cb), self);
}
