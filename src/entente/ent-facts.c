/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-facts.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
create_property_row (const char *title,
                     const char *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  gtk_widget_add_css_class (row, "property");

  return row;
}

/* Of several, only the first repeats what they are. */
static GtkWidget *
create_reference_row (const EntField *field,
                      const char *value,
                      gboolean first)
{
  GtkWidget *row;

  if (first)
    return create_property_row (ent_field_get_label (field), value);

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, ent_field_get_label (field), -1);
  return row;
}

static void
add_reference_row (AdwPreferencesGroup *group,
                   EntRecord *record,
                   const EntField *field,
                   const char *id,
                   gboolean first)
{
  const char *title = ent_record_get_title_of (record, id);
  GtkWidget *row = create_reference_row (field, title != NULL ? title : _ ("Not received yet"), first);

  if (title != NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_set_name (row, id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
    }
  adw_preferences_group_add (group, row);
}

/**
 * ent_facts_get_uri:
 * @field: a field
 * @text: what it holds
 *
 * Returns: (transfer full) (nullable): what to open in order to write, call or visit; %NULL where @field is no address
 */
char *
ent_facts_get_uri (const EntField *field,
                   const char *text)
{
  if (field->format == ENT_FORMAT_EMAIL)
    return g_strconcat ("mailto:", text, NULL);
  if (field->format == ENT_FORMAT_WEB)
    return g_strdup (text);
  if (field->format == ENT_FORMAT_PHONE)
    {
      g_autofree char *number = g_strdup (text);

      g_strcanon (number, "+0123456789", '-');
      return g_strconcat ("tel:", number, NULL);
    }

  return NULL;
}

static void
add_value_row (AdwPreferencesGroup *group,
               EntRecord *record,
               const EntField *field)
{
  g_autofree char *text = ent_record_display (record, field);
  GtkWidget *row = create_property_row (ent_field_get_label (field), text);
  g_autofree char *uri = ent_facts_get_uri (field, text);

  if (uri != NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("ent-external-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-uri");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uri);
    }
  else if (field == ent_entity_find_field (ent_schema_find ("document"), "file"))
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("ent-external-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "page.open-file");
    }
  else
    adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  adw_preferences_group_add (group, row);
}

static void
add_field (AdwPreferencesGroup *group,
           EntRecord *record,
           const EntField *field)
{
  const EntValue *value = ent_record_get (record, field);

  if (!ent_field_is_reference (field))
    add_value_row (group, record, field);
  else if (value->kind == ENT_VALUE_TEXT)
    add_reference_row (group, record, field, value->text, TRUE);
  else
    for (gsize i = 0; value->list[i] != NULL; i++)
      add_reference_row (group, record, field, value->list[i], i == 0);
}

static gboolean
is_shown (EntRecord *record,
          const EntField *field,
          const char *const *except)
{
  const EntEntity *entity = ent_record_get_entity (record);

  if (ent_record_get (record, field)->kind == ENT_VALUE_UNSET || field->type == ENT_FIELD_LONG_TEXT)
    return FALSE;
  if (ent_entity_in_headline (entity, field) && !ent_field_is_reference (field))
    return FALSE;

  return except == NULL || !g_strv_contains (except, field->name);
}

/**
 * ent_facts_append:
 * @box: where to put them
 * @record: a record
 * @except: (nullable) (array zero-terminated=1): names of fields that are shown elsewhere
 *
 * Adds what @record holds: long texts, and what its headline says, are not repeated.
 */
void
ent_facts_append (GtkBox *box,
                  EntRecord *record,
                  const char *const *except)
{
  const EntEntity *entity = ent_record_get_entity (record);
  const char *section = NULL;
  GtkWidget *group = NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];

      if (field->section != NULL)
        {
          section = field->section;
          group = NULL;
        }
      if (!is_shown (record, field, except))
        continue;
      if (group == NULL)
        {
          group = adw_preferences_group_new ();
          if (section != NULL)
            adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), g_dgettext (GETTEXT_PACKAGE, section));
          gtk_box_append (box, group);
        }
      add_field (ADW_PREFERENCES_GROUP (group), record, field);
    }
}

/**
 * ent_facts_create_text:
 * @record: a record
 * @field: one of its long texts
 *
 * Returns: (transfer floating) (nullable): the text under its label, %NULL where there is none
 */
GtkWidget *
ent_facts_create_text (EntRecord *record,
                       const EntField *field)
{
  const char *text = ent_record_get_text (record, field->name);
  GtkWidget *group;
  GtkWidget *row;
  GtkWidget *label;

  if (text == NULL)
    return NULL;

  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "ent-hint");
  row = adw_preferences_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), ent_field_get_label (field));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return group;
}
