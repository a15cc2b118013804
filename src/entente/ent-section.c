/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-section.h"

#include <glib/gi18n-lib.h>

#include "ent-request-section.h"
#include "ent-summary.h"

/* What a page shows of one kind before one asks for more. */
#define FEW 5

struct _EntSection
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *add_button; /* (nullable) */
  GtkWidget *more_row;   /* (nullable): shows the rest */
  GPtrArray *rest;       /* (element-type GtkWidget): rows that wait */
};

G_DEFINE_FINAL_TYPE (EntSection, ent_section, ADW_TYPE_PREFERENCES_GROUP)

static void
ent_section_finalize (GObject *object)
{
  g_ptr_array_unref (ENT_SECTION (object)->rest);

  G_OBJECT_CLASS (ent_section_parent_class)->finalize (object);
}

static void
ent_section_class_init (EntSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_section_finalize;
}

static void
ent_section_init (EntSection *self)
{
  self->rest = g_ptr_array_new ();
}

/**
 * ent_section_new:
 * @title: what the part is about
 *
 * Returns: (transfer floating): an empty section
 */
GtkWidget *
ent_section_new (const char *title)
{
  EntSection *self = g_object_new (ENT_TYPE_SECTION, NULL);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), escaped);
  return GTK_WIDGET (self);
}

/* @target is consumed where it is floating. */
static void
set_add_button (EntSection *self,
                const char *tooltip,
                const char *name,
                const char *action,
                GVariant *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_name (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

/**
 * ent_section_set_add:
 * @self: a section
 * @entity: what its button adds
 * @field: the reference by which a new one belongs here
 * @target: the identifier of the record that it belongs to
 */
void
ent_section_set_add (EntSection *self,
                     const EntEntity *entity,
                     const EntField *field,
                     const char *target)
{
  g_autofree char *tooltip = NULL;

  g_return_if_fail (ENT_IS_SECTION (self));

  /* Translators: the name of a kind of record, such as “Agreement” */
  tooltip = g_strdup_printf (_ ("Add: %s"), ent_entity_get_label (entity));
  set_add_button (self, tooltip, entity->name, "record.new-for", g_variant_new ("(sss)", entity->name, field->name, target));
}

/**
 * ent_section_set_add_with:
 * @self: a section
 * @tooltip: what its button does
 * @entity: the name of what it adds
 * @values: (transfer full): a dictionary of fields and what they begin with, as ent_field_parse() reads it
 */
void
ent_section_set_add_with (EntSection *self,
                          const char *tooltip,
                          const char *entity,
                          GVariantBuilder *values)
{
  g_return_if_fail (ENT_IS_SECTION (self));

  set_add_button (self, tooltip, entity, "record.new-with", g_variant_new ("(sa{ss})", entity, values));
}

/**
 * ent_section_set_hint:
 * @self: an empty section
 * @hint: what belongs here
 */
void
ent_section_set_hint (EntSection *self,
                      const char *hint)
{
  GtkWidget *row;
  GtkWidget *label;

  g_return_if_fail (ENT_IS_SECTION (self));

  row = adw_preferences_row_new ();
  label = gtk_label_new (hint);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "ent-hint");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/**
 * ent_section_add_line:
 * @self: a section
 * @id: (nullable): the record that the line opens
 * @title: what it says first
 * @subtitle: what it says below
 * @pill: (nullable): what stands out
 * @tone: how @pill is to be taken
 *
 * Returns: (transfer none): the row that was added
 */
GtkWidget *
ent_section_add_line (EntSection *self,
                      const char *id,
                      const char *title,
                      const char *subtitle,
                      const char *pill,
                      EntTone tone)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (pill != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), ent_pill_new (pill, tone));
  if (id != NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_set_name (row, id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return row;
}

static void
more_activated_cb (EntSection *self)
{
  for (guint i = 0; i < self->rest->len; i++)
    gtk_widget_set_visible (self->rest->pdata[i], TRUE);
  gtk_widget_set_visible (self->more_row, FALSE);
  if (self->rest->len > 0)
    gtk_widget_grab_focus (self->rest->pdata[0]);
}

static void
add_more_row (EntSection *self)
{
  g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Show %u More", "Show %u More", self->rest->len), self->rest->len);

  self->more_row = adw_button_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more_row), title);
  adw_button_row_set_end_icon_name (ADW_BUTTON_ROW (self->more_row), "pan-down-symbolic");
  g_signal_connect_swapped (self->more_row, "activated", G_CALLBACK (more_activated_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->more_row);
}

/**
 * ent_section_add_rest:
 * @self: a section
 * @group: records of one kind
 * @parent: the identifier of the record whose page it is
 *
 * Where there are more than were loaded, the list of the kind shows them all.
 */
void
ent_section_add_rest (EntSection *self,
                      const EntDossierGroup *group,
                      const char *parent)
{
  GtkWidget *row;

  g_return_if_fail (ENT_IS_SECTION (self));

  if (group->total <= group->records->len || group->field == NULL)
    return;

  row = adw_button_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Show All"));
  adw_button_row_set_end_icon_name (ADW_BUTTON_ROW (row), "go-next-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.list");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(sss)", group->entity->name, group->field->name, parent);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/**
 * ent_section_add_group:
 * @self: a section
 * @group: records of one kind
 * @parent: the identifier of the record whose page it is
 * @today: this day, YYYY-MM-DD
 *
 * Adds a row for each record; what are many at first shows the first of them.
 */
void
ent_section_add_group (EntSection *self,
                       const EntDossierGroup *group,
                       const char *parent,
                       const char *today)
{
  g_return_if_fail (ENT_IS_SECTION (self));

  for (guint i = 0; i < group->records->len; i++)
    {
      GtkWidget *row = ent_section_create_row (group->records->pdata[i], parent, today);

      /* One more row takes no more room than the offer to show it. */
      if (i >= FEW && group->records->len > FEW + 1)
        {
          gtk_widget_set_visible (row, FALSE);
          g_ptr_array_add (self->rest, row);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }
  if (self->rest->len > 0)
    add_more_row (self);
  ent_section_add_rest (self, group, parent);
}

/**
 * ent_section_create_row:
 * @record: a record
 * @parent: (nullable): the identifier of what it is shown under
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer floating): a row that opens @record
 */
GtkWidget *
ent_section_create_row (EntRecord *record,
                        const char *parent,
                        const char *today)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *detail = ent_summary_get_detail (record, parent);
  g_autofree char *title = ent_summary_get_title (record, parent);
  EntTone tone;
  const char *state = ent_summary_get_state (record, today, &tone);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  if (state != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), ent_pill_new (state, tone));
  ent_request_row_add_steps (row, record);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (row, ent_record_get_id (record));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", ent_record_get_id (record));

  return row;
}
