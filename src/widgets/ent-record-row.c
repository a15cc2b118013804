/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-row.h"

#include <glib/gi18n-lib.h>

#include "ent-widgets-private.h"

struct _EntRecordRow
{
  AdwActionRow parent_instance;

  char *id; /* (not nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (EntRecordRow, ent_record_row, ADW_TYPE_ACTION_ROW)

static void
ent_record_row_finalize (GObject *object)
{
  g_free (ENT_RECORD_ROW (object)->id);

  G_OBJECT_CLASS (ent_record_row_parent_class)->finalize (object);
}

static void
ent_record_row_class_init (EntRecordRowClass *klass)
{
  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->finalize = ent_record_row_finalize;
}

static void
ent_record_row_init (EntRecordRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 4);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 4);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

/**
 * ent_record_row_new:
 * @id: the identifier of a record
 * @headline: (nullable): its headline
 * @detail: (nullable): a line below
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_record_row_new (const char *id,
                    const char *headline,
                    const char *detail)
{
  EntRecordRow *self = g_object_new (ENT_TYPE_RECORD_ROW, NULL);
  const EntEntity *entity = ent_schema_find_for_id (id);
  g_autofree char *title = entity != NULL ? ent_entity_display_headline (entity, headline) : g_strdup (headline);
  GtkWidget *icon = gtk_image_new_from_icon_name (entity != NULL ? entity->icon : "text-x-generic-symbolic");

  self->id = g_strdup (id);
  gtk_widget_add_css_class (icon, "dimmed");
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title != NULL && *title != '\0' ? title : _ ("Untitled"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), detail != NULL ? detail : "");

  return GTK_WIDGET (self);
}

/**
 * ent_record_row_new_for_hit:
 * @hit: a record that was found
 *
 * Below its headline stands what was found, or by which field it refers, and what kind of record it is.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_record_row_new_for_hit (const EntHit *hit)
{
  const char *kind = ent_entity_get_label (hit->entity);
  const char *more = hit->field != NULL ? ent_field_get_label (hit->field) : hit->detail;
  g_autofree char *detail = g_strjoin (more != NULL ? "\u00a0· " : "", kind, more, NULL);

  return ent_record_row_new (hit->id, hit->headline, detail);
}

/**
 * ent_record_row_get_id:
 * @self: a row
 *
 * Returns: the identifier of its record
 */
const char *
ent_record_row_get_id (EntRecordRow *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_ROW (self), NULL);

  return self->id;
}
