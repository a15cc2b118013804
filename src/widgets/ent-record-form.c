/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-form.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ent-form-slot-private.h"
#include "ent-widgets-private.h"

struct _EntRecordForm
{
  GtkWidget parent_instance;

  EntStore *store;     /* (not nullable) (owned) */
  EntRecord *record;   /* (not nullable) (owned) */
  EntRecord *original; /* (not nullable) (owned): as it was when the form was made */
  GtkWidget *page;     /* (not nullable): the child */
  EntFormSlot *slots;         /* (array) (owned): one for each field of the entity, those without an editor empty */
  EntFormSlot *focused;       /* (nullable): what gets the focus as soon as the form is shown */
  guint focus_source;  /* that gives it */
  gboolean valid;
  gboolean modified;
};

G_DEFINE_FINAL_TYPE (EntRecordForm, ent_record_form, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_STORE = 1,
  PROP_RECORD,
  PROP_VALID,
  PROP_MODIFIED,
} EntRecordFormProperty;

static GParamSpec *props[PROP_MODIFIED + 1];

static guint
n_slots (EntRecordForm *self)
{
  return ent_record_get_entity (self->record)->n_fields;
}

static EntFormSlot *
find_slot (EntRecordForm *self,
           const char *name)
{
  const EntEntity *entity = ent_record_get_entity (self->record);
  const EntField *field = ent_entity_find_field (entity, name);
  EntFormSlot *slot = field != NULL ? &self->slots[ent_entity_index_of (entity, field)] : NULL;

  return slot != NULL && slot->editor != NULL ? slot : NULL;
}

static void
set_flag (EntRecordForm *self,
          gboolean *flag,
          gboolean value,
          EntRecordFormProperty property)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
update_flags (EntRecordForm *self)
{
  gboolean valid = TRUE, modified = FALSE;

  for (guint i = 0; i < n_slots (self); i++)
    {
      valid &= self->slots[i].editor == NULL || self->slots[i].valid;
      modified |= self->slots[i].modified;
    }

  set_flag (self, &self->valid, valid, PROP_VALID);
  set_flag (self, &self->modified, modified, PROP_MODIFIED);
}

static void
edited_cb (EntFormSlot *slot)
{
  g_autoptr (GError) error = NULL;

  slot->modified = TRUE;
  ent_form_slot_read (slot, slot->form->original, &error);

  /* Somebody who is still typing is not corrected, but sees at once when all is well again. */
  if (slot->valid)
    ent_form_slot_be_content (slot);
  else if (ent_form_slot_is_complaining (slot))
    ent_form_slot_complain (slot, error->message);
  update_flags (slot->form);
}

static void
add_slot (EntRecordForm *self,
          const EntField *field,
          AdwPreferencesGroup *group)
{
  const EntEntity *entity = ent_record_get_entity (self->record);
  EntFormSlot *slot = &self->slots[ent_entity_index_of (entity, field)];

  slot->form = self;
  ent_form_slot_fill (slot, field, ENT_FIELD_EDITOR (ent_field_editor_new (self->store, entity, field)), group, self->record);
  g_signal_connect_swapped (slot->editor, "edited", G_CALLBACK (edited_cb), slot);
}

/* What never leaves the unit has nothing to say about who sees it, nor has what is written at a point person's desk; what the
 * program sets is not typed, and what one may not see cannot be filled in. */
static gboolean
is_shown (EntRecordForm *self,
          const EntField *field)
{
  EntWorkspace *workspace = ent_store_get_reader (self->store);
  const EntEntity *entity = ent_record_get_entity (self->record);

  if ((field->flags & (ENT_FIELD_MACHINE | ENT_FIELD_DERIVED)) != 0)
    return FALSE;
  if (field->choices == &ent_choices_circles)
    return entity->circle != ENT_CIRCLE_TEAM && !ent_workspace_is_narrow (workspace);

  return ent_workspace_shows_field (workspace, entity, field);
}

static void
fill (EntRecordForm *self)
{
  const EntEntity *entity = ent_record_get_entity (self->record);
  AdwPreferencesGroup *group = NULL;

  self->slots = g_new0 (EntFormSlot, entity->n_fields);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];

      if (!is_shown (self, field))
        continue;
      if (group == NULL || field->section != NULL)
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          if (field->section != NULL)
            adw_preferences_group_set_title (group, g_dgettext (GETTEXT_PACKAGE, field->section));
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), group);
        }
      add_slot (self, field, group);
    }

  update_flags (self);
}

static void
ent_record_form_constructed (GObject *object)
{
  EntRecordForm *self = ENT_RECORD_FORM (object);

  G_OBJECT_CLASS (ent_record_form_parent_class)->constructed (object);

  self->original = ent_record_copy (self->record);
  self->page = adw_preferences_page_new ();
  gtk_widget_add_css_class (self->page, "ent-form");
  fill (self);
  gtk_widget_set_parent (self->page, GTK_WIDGET (self));
}

static gboolean
focus_cb (gpointer data)
{
  EntRecordForm *self = data;
  EntFormSlot *slot = g_steal_pointer (&self->focused);

  self->focus_source = 0;
  if (!gtk_widget_grab_focus (GTK_WIDGET (slot->editor)))
    gtk_widget_child_focus (self->page, GTK_DIR_TAB_FORWARD);

  return G_SOURCE_REMOVE;
}

/* A dialog gives the focus to the first it finds when it is shown: what was asked for comes after that. */
static void
ent_record_form_map (GtkWidget *widget)
{
  EntRecordForm *self = ENT_RECORD_FORM (widget);

  GTK_WIDGET_CLASS (ent_record_form_parent_class)->map (widget);

  if (self->focused != NULL && self->focus_source == 0)
    self->focus_source = g_idle_add (focus_cb, self);
}

static void
ent_record_form_dispose (GObject *object)
{
  EntRecordForm *self = ENT_RECORD_FORM (object);

  g_clear_handle_id (&self->focus_source, g_source_remove);
  for (guint i = 0; self->slots != NULL && i < n_slots (self); i++)
    if (self->slots[i].editor != NULL)
      g_signal_handlers_disconnect_by_data (self->slots[i].editor, &self->slots[i]);
  g_clear_pointer (&self->page, gtk_widget_unparent);
  g_clear_pointer (&self->slots, g_free);

  G_OBJECT_CLASS (ent_record_form_parent_class)->dispose (object);
}

static void
ent_record_form_finalize (GObject *object)
{
  EntRecordForm *self = ENT_RECORD_FORM (object);

  g_clear_object (&self->store);
  g_clear_object (&self->record);
  g_clear_object (&self->original);

  G_OBJECT_CLASS (ent_record_form_parent_class)->finalize (object);
}

static void
ent_record_form_get_property (GObject *object,
                              guint property_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  EntRecordForm *self = ENT_RECORD_FORM (object);

  switch ((EntRecordFormProperty) property_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_RECORD:
      g_value_set_object (value, self->record);
      break;
    case PROP_VALID:
      g_value_set_boolean (value, self->valid);
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, self->modified);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_record_form_set_property (GObject *object,
                              guint property_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  EntRecordForm *self = ENT_RECORD_FORM (object);

  switch ((EntRecordFormProperty) property_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_RECORD:
      self->record = g_value_dup_object (value);
      break;
    case PROP_VALID:
    case PROP_MODIFIED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_record_form_class_init (EntRecordFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  ent_widgets_ensure ();

  object_class->constructed = ent_record_form_constructed;
  object_class->dispose = ent_record_form_dispose;
  object_class->finalize = ent_record_form_finalize;
  object_class->get_property = ent_record_form_get_property;
  object_class->set_property = ent_record_form_set_property;
  widget_class->map = ent_record_form_map;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE, given);
  props[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, ENT_TYPE_RECORD, given);
  props[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
}

static void
ent_record_form_init (EntRecordForm *self)
{
}

/**
 * ent_record_form_new:
 * @store: where references are found
 * @record: what is filled in; unchanged until ent_record_form_commit()
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
ent_record_form_new (EntStore *store,
                     EntRecord *record)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);
  g_return_val_if_fail (ENT_IS_RECORD (record), NULL);

  return g_object_new (ENT_TYPE_RECORD_FORM, "store", store, "record", record, NULL);
}

/**
 * ent_record_form_get_record:
 * @self: a form
 *
 * Returns: (transfer none): the record it is about
 */
EntRecord *
ent_record_form_get_record (EntRecordForm *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_FORM (self), NULL);

  return self->record;
}

/**
 * ent_record_form_get_valid:
 * @self: a form
 *
 * Returns: whether each row can stand in its field
 */
gboolean
ent_record_form_get_valid (EntRecordForm *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_FORM (self), FALSE);

  return self->valid;
}

/**
 * ent_record_form_get_modified:
 * @self: a form
 *
 * Returns: whether something differs from the record as it was when the form was made
 */
gboolean
ent_record_form_get_modified (EntRecordForm *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_FORM (self), FALSE);

  return self->modified;
}

/* The first thing that is wrong is what the caller hears of. */
static void
note (EntFormSlot *slot,
      GError *failure,
      EntFormSlot **first,
      GError **error)
{
  ent_form_slot_complain (slot, failure->message);
  if (*first != NULL)
    return;

  *first = slot;
  g_propagate_error (error, g_error_copy (failure));
}

static EntFormSlot *
read_all (EntRecordForm *self,
          EntRecord *probe,
          GError **error)
{
  EntFormSlot *first = NULL;

  for (guint i = 0; i < n_slots (self); i++)
    {
      EntFormSlot *slot = &self->slots[i];
      g_auto (EntValue) value = { 0 };
      g_autoptr (GError) failure = NULL;

      if (slot->editor == NULL)
        continue;
      if (ent_field_editor_read (slot->editor, &value, &failure))
        {
          ent_form_slot_be_content (slot);
          ent_record_set (probe, slot->field, &value);
        }
      else
        note (slot, failure, &first, error);
    }

  return first;
}

static EntFormSlot *
check_periods (EntRecordForm *self,
               EntRecord *probe,
               GError **error)
{
  const EntPeriod *period = ent_record_get_entity (probe)->periods;
  EntFormSlot *first = NULL;

  for (; period != NULL && period->start != NULL; period++)
    {
      EntFormSlot *slot = find_slot (self, period->end);
      g_autoptr (GError) failure = NULL;

      if (slot != NULL && !ent_record_check_period (probe, period, &failure))
        note (slot, failure, &first, error);
    }

  return first;
}

static EntFormSlot *
check_limits (EntRecordForm *self,
              EntRecord *probe,
              GError **error)
{
  const EntLimit *limit = ent_record_get_entity (probe)->limits;
  EntFormSlot *first = NULL;

  for (; limit != NULL && limit->amount != NULL; limit++)
    {
      EntFormSlot *slot = find_slot (self, limit->amount);
      g_autoptr (GError) failure = NULL;

      if (slot != NULL && !ent_record_check_limit (probe, limit, &failure))
        note (slot, failure, &first, error);
    }

  return first;
}

/* What a point person writes is for the unit too: kept from the departments it would be lost to both. */
static void
share (EntRecordForm *self,
       EntRecord *probe)
{
  if (ent_workspace_is_narrow (ent_store_get_reader (self->store)) && ent_record_get_circle (probe) < ENT_CIRCLE_DEPARTMENTS
      && ent_record_get_entity (probe)->circle >= ENT_CIRCLE_DEPARTMENTS)
    ent_record_set_text (probe, "circle", "departments");
}

/**
 * ent_record_form_commit:
 * @self: a form
 * @error: set to the first thing that is wrong
 *
 * Takes what was filled in over into the record. What is wrong is marked, with the reason below the field, and the
 * first such field gets the focus; the record is then unchanged.
 *
 * Returns: whether all is well
 */
gboolean
ent_record_form_commit (EntRecordForm *self,
                        GError **error)
{
  g_autoptr (EntRecord) probe = NULL;
  EntFormSlot *wrong;

  g_return_val_if_fail (ENT_IS_RECORD_FORM (self), FALSE);

  probe = ent_record_copy (self->record);
  wrong = read_all (self, probe, error);
  if (wrong == NULL)
    wrong = check_periods (self, probe, error);
  if (wrong == NULL)
    wrong = check_limits (self, probe, error);
  if (wrong == NULL)
    {
      share (self, probe);
      ent_record_assign (self->record, probe);
      return TRUE;
    }

  gtk_widget_grab_focus (GTK_WIDGET (wrong->editor));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (wrong->message), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return FALSE;
}

/**
 * ent_record_form_focus_field:
 * @self: a form
 * @field: the name of a field; nothing happens where the form has none of it
 *
 * Gives the focus to its row, at once or when the form is shown.
 */
void
ent_record_form_focus_field (EntRecordForm *self,
                             const char *field)
{
  EntFormSlot *slot;

  g_return_if_fail (ENT_IS_RECORD_FORM (self));

  slot = find_slot (self, field);
  if (slot == NULL)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->focus_source == 0)
    gtk_widget_grab_focus (GTK_WIDGET (slot->editor));
  else
    self->focused = slot;
}

/**
 * ent_record_form_append:
 * @self: a form
 * @group: (transfer floating): an #AdwPreferencesGroup of one's own
 *
 * Adds what is asked for beside the record, below its fields.
 */
void
ent_record_form_append (EntRecordForm *self,
                        GtkWidget *group)
{
  g_return_if_fail (ENT_IS_RECORD_FORM (self));
  g_return_if_fail (ADW_IS_PREFERENCES_GROUP (group));

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

/**
 * ent_record_form_hide_field:
 * @self: a form
 * @field: the name of a field that goes without saying, such as the project that a funding is added to
 */
void
ent_record_form_hide_field (EntRecordForm *self,
                            const char *field)
{
  EntFormSlot *slot;
  gboolean any = FALSE;

  g_return_if_fail (ENT_IS_RECORD_FORM (self));

  slot = find_slot (self, field);
  if (slot == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (slot->editor), FALSE);
  for (guint i = 0; i < n_slots (self); i++)
    any |= self->slots[i].group == slot->group && gtk_widget_get_visible (GTK_WIDGET (self->slots[i].editor));
  gtk_widget_set_visible (GTK_WIDGET (slot->group), any);
}

/**
 * ent_record_form_set_text:
 * @self: a form
 * @field: the name of a field that holds a text: also a date, a choice or a reference
 * @text: (nullable): what to fill in, as if somebody had
 */
void
ent_record_form_set_text (EntRecordForm *self,
                          const char *field,
                          const char *text)
{
  g_autoptr (EntRecord) filled = NULL;

  g_return_if_fail (ENT_IS_RECORD_FORM (self));

  filled = ent_record_copy (self->record);
  if (find_slot (self, field) != NULL)
    ent_record_set_text (filled, field, text);
  ent_record_form_fill (self, field, filled);
}

/**
 * ent_record_form_fill:
 * @self: a form
 * @field: the name of a field; nothing happens where the form has none of it
 * @source: a record of the same entity
 *
 * Fills in what @source holds there, as if somebody had.
 */
void
ent_record_form_fill (EntRecordForm *self,
                      const char *field,
                      EntRecord *source)
{
  EntFormSlot *slot;

  g_return_if_fail (ENT_IS_RECORD_FORM (self));
  g_return_if_fail (ent_record_get_entity (source) == ent_record_get_entity (self->record));

  slot = find_slot (self, field);
  if (slot == NULL)
    return;

  ent_field_editor_show (slot->editor, source);
  edited_cb (slot);
}
