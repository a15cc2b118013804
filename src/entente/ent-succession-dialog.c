/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-succession-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-date-editor.h"
#include "ent-format.h"
#include "ent-reference-editor.h"
#include "ent-succession.h"

/* What is asked: the last day, and of each charge who takes it. The row below an editor says what is wrong with it. */
typedef struct
{
  EntCharge *charge;   /* (nullable): %NULL for the last day */
  GtkWidget *editor;   /* (not nullable) */
  GtkWidget *complaint; /* (not nullable) */
  GtkLabel *message;   /* (not nullable) */
} Slot;

struct _EntSuccessionDialog
{
  AdwDialog parent_instance;

  EntStore *store;        /* (not nullable) (owned) */
  char *person;           /* (not nullable) (owned) */
  EntSuccession *plan;    /* (nullable) (owned): the writing thread's while it is written */
  const EntCharge *fault; /* (nullable): of @plan, why it was refused */
  GArray *slots;          /* (element-type Slot) (owned) */
  GtkWidget *leaves_row;  /* (nullable) */

  GtkWidget *save_button;
  AdwBanner *banner;
  GtkStack *stack;
  AdwStatusPage *problem;
  AdwPreferencesGroup *leaving_group;
  AdwPreferencesGroup *delegations_group;
  AdwPreferencesGroup *partnerships_group;
  AdwPreferencesGroup *seats_group;
  GtkLabel *left_label;
};

G_DEFINE_FINAL_TYPE (EntSuccessionDialog, ent_succession_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  PROP_STORE = 1,
  PROP_PERSON,
} EntSuccessionDialogProperty;

static GParamSpec *props[PROP_PERSON + 1];
static guint saved_signal;

/* No fields of a record, but asked for in the same way. */
static const EntField last_day = { "end", N_ ("Last Day"), ENT_FIELD_DATE, ENT_CIRCLE_TEAM, 0 };
static const EntField successor = { "person", N_ ("Who Takes Over"), ENT_FIELD_REFERENCE, ENT_CIRCLE_TEAM, 0, .targets = "person" };

static void
be_content (Slot *slot)
{
  gtk_widget_set_visible (slot->complaint, FALSE);
  gtk_widget_remove_css_class (slot->editor, "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (slot->editor), GTK_ACCESSIBLE_STATE_INVALID);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (slot->editor), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
}

static void
complain (Slot *slot,
          const char *message)
{
  gtk_label_set_label (slot->message, message);
  gtk_widget_set_visible (slot->complaint, TRUE);
  gtk_widget_add_css_class (slot->editor, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (slot->editor), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (slot->editor), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, slot->message, NULL, -1);
  gtk_widget_grab_focus (slot->editor);
}

static gboolean
read_slot (EntSuccessionDialog *self,
           Slot *slot,
           GError **error)
{
  g_auto (EntValue) value = { 0 };

  if (!ent_field_editor_read (ENT_FIELD_EDITOR (slot->editor), &value, error))
    return FALSE;

  g_set_str (slot->charge != NULL ? &slot->charge->successor : &self->plan->end, value.kind == ENT_VALUE_TEXT ? value.text : NULL);
  return TRUE;
}

static void
show_left (EntSuccessionDialog *self)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->plan->charges->len; i++)
    {
      const EntCharge *charge = self->plan->charges->pdata[i];

      if (ent_charge_is_left (charge))
        g_ptr_array_add (left, *charge->title != '\0' ? charge->title : (gpointer) ent_choices_get_label (&ent_choices_functions, charge->function));
    }
  g_ptr_array_add (left, NULL);
  text = left->len > 1 ? g_strjoinv ("\n", (char **) left->pdata) : g_strdup (_ ("Nothing: all is taken over."));
  gtk_label_set_label (self->left_label, text);
}

static void
edited_cb (EntSuccessionDialog *self,
           GtkWidget *editor)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      Slot *slot = &g_array_index (self->slots, Slot, i);

      if (slot->editor != editor)
        continue;
      be_content (slot);
      read_slot (self, slot, NULL);
    }
  show_left (self);
}

static void
add_slot (EntSuccessionDialog *self,
          AdwPreferencesGroup *group,
          GtkWidget *editor,
          EntCharge *charge)
{
  GtkWidget *label = gtk_label_new (NULL);
  Slot slot = { charge, editor, adw_preferences_row_new (), GTK_LABEL (label) };

  gtk_label_set_wrap (slot.message, TRUE);
  gtk_label_set_xalign (slot.message, 0);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_add_css_class (label, "ent-hint");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (slot.complaint), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (slot.complaint), FALSE);
  gtk_widget_set_focusable (slot.complaint, FALSE);
  gtk_widget_set_visible (slot.complaint, FALSE);
  adw_preferences_group_add (group, editor);
  adw_preferences_group_add (group, slot.complaint);
  g_array_append_val (self->slots, slot);
  g_signal_connect_object (editor, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
}

static AdwPreferencesGroup *
get_group (EntSuccessionDialog *self,
           EntChargeKind kind)
{
  if (kind == ENT_CHARGE_PARTNERSHIP)
    return self->partnerships_group;

  return kind == ENT_CHARGE_SEAT ? self->seats_group : self->delegations_group;
}

static void
add_charge (EntSuccessionDialog *self,
            EntCharge *charge)
{
  GtkWidget *editor = ent_reference_editor_new (self->store, &successor);
  const char *function = charge->function != NULL ? ent_choices_get_label (&ent_choices_functions, charge->function) : NULL;
  g_autofree char *title = NULL;

  if (function != NULL && *charge->title != '\0')
    title = g_strdup_printf ("%s · %s", function, charge->title);
  else
    title = g_strdup (*charge->title != '\0' ? charge->title : function != NULL ? function : _ ("Elected official"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (editor), title);
  gtk_widget_set_tooltip_text (editor, _ ("Who Takes Over"));
  add_slot (self, get_group (self, charge->kind), editor, charge);
  gtk_widget_set_visible (GTK_WIDGET (get_group (self, charge->kind)), TRUE);
}

static void
leaves_changed_cb (EntSuccessionDialog *self)
{
  self->plan->leaves = adw_switch_row_get_active (ADW_SWITCH_ROW (self->leaves_row));
}

static void
fill (EntSuccessionDialog *self)
{
  g_autofree char *name = g_markup_escape_text (self->plan->name, -1);
  g_autofree char *body = g_markup_escape_text (self->plan->body_name, -1);

  adw_preferences_group_set_title (self->leaving_group, name);
  adw_preferences_group_set_description (self->leaving_group, body);
  add_slot (self, self->leaving_group, ent_date_editor_new (&last_day), NULL);
  self->leaves_row = adw_switch_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->leaves_row), _ ("Leaves the Assembly"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->leaves_row), _ ("If not, choose below who keeps each responsibility."));
  adw_switch_row_set_active (ADW_SWITCH_ROW (self->leaves_row), TRUE);
  g_signal_connect_object (self->leaves_row, "notify::active", G_CALLBACK (leaves_changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->leaving_group, self->leaves_row);

  gtk_widget_set_visible (GTK_WIDGET (self->delegations_group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->partnerships_group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->seats_group), FALSE);
  for (guint i = 0; i < self->plan->charges->len; i++)
    add_charge (self, self->plan->charges->pdata[i]);
  show_left (self);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EntSuccessionDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->plan = ent_store_finish (ENT_STORE (source), result, &error);
  if (self->plan == NULL)
    {
      adw_status_page_set_description (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }

  fill (self);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_widget_grab_focus (g_array_index (self->slots, Slot, 0).editor);
}

static gpointer
load (EntWorkspace *workspace,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *today = ent_format_today ();

  return ent_succession_load (workspace, data, today, error);
}

static void
set_busy (EntSuccessionDialog *self,
          gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !busy);
  gtk_widget_set_sensitive (self->save_button, !busy);
}

/* At the place where something can be done about it. */
static void
show_refusal (EntSuccessionDialog *self,
              const GError *error)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      Slot *slot = &g_array_index (self->slots, Slot, i);

      if (slot->charge == self->fault && g_error_matches (error, ENT_ERROR, ENT_ERROR_INVALID))
        {
          complain (slot, error->message);
          return;
        }
    }

  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (EntSuccessionDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  ent_store_finish (ENT_STORE (source), result, &error);
  if (error != NULL)
    {
      show_refusal (self, error);
      return;
    }

  g_signal_emit (self, saved_signal, 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

/* In the writing thread; the dialog touches nothing meanwhile. */
static gpointer
apply (EntWorkspace *workspace,
       gpointer data,
       GCancellable *cancellable,
       GError **error)
{
  EntSuccessionDialog *self = data;

  if (ent_succession_check (self->plan, workspace, &self->fault, error))
    ent_succession_apply (self->plan, workspace, error);

  return NULL;
}

static void
save_clicked_cb (EntSuccessionDialog *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
  for (guint i = 0; i < self->slots->len; i++)
    {
      Slot *slot = &g_array_index (self->slots, Slot, i);
      g_autoptr (GError) error = NULL;

      be_content (slot);
      if (!read_slot (self, slot, &error))
        {
          complain (slot, error->message);
          return;
        }
    }

  self->fault = NULL;
  set_busy (self, TRUE);
  ent_store_write_async (self->store, apply, g_object_ref (self), g_object_unref, NULL, NULL, written_cb, g_object_ref (self));
}

static void
ent_succession_dialog_constructed (GObject *object)
{
  EntSuccessionDialog *self = ENT_SUCCESSION_DIALOG (object);

  G_OBJECT_CLASS (ent_succession_dialog_parent_class)->constructed (object);

  ent_store_read_async (self->store, load, g_strdup (self->person), g_free, (GDestroyNotify) ent_succession_free, NULL, loaded_cb,
                        g_object_ref (self));
}

static void
ent_succession_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_SUCCESSION_DIALOG);

  G_OBJECT_CLASS (ent_succession_dialog_parent_class)->dispose (object);
}

static void
ent_succession_dialog_finalize (GObject *object)
{
  EntSuccessionDialog *self = ENT_SUCCESSION_DIALOG (object);

  g_clear_object (&self->store);
  g_free (self->person);
  g_clear_pointer (&self->plan, ent_succession_free);
  g_array_unref (self->slots);

  G_OBJECT_CLASS (ent_succession_dialog_parent_class)->finalize (object);
}

static void
ent_succession_dialog_set_property (GObject *object,
                                    guint prop_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  EntSuccessionDialog *self = ENT_SUCCESSION_DIALOG (object);

  switch ((EntSuccessionDialogProperty) prop_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_PERSON:
      self->person = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_succession_dialog_class_init (EntSuccessionDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = ent_succession_dialog_constructed;
  object_class->dispose = ent_succession_dialog_dispose;
  object_class->finalize = ent_succession_dialog_finalize;
  object_class->set_property = ent_succession_dialog_set_property;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE, flags);
  props[PROP_PERSON] = g_param_spec_string ("person", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  saved_signal = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-succession-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntSuccessionDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, EntSuccessionDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EntSuccessionDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EntSuccessionDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, EntSuccessionDialog, leaving_group);
  gtk_widget_class_bind_template_child (widget_class, EntSuccessionDialog, delegations_group);
  gtk_widget_class_bind_template_child (widget_class, EntSuccessionDialog, partnerships_group);
  gtk_widget_class_bind_template_child (widget_class, EntSuccessionDialog, seats_group);
  gtk_widget_class_bind_template_child (widget_class, EntSuccessionDialog, left_label);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
ent_succession_dialog_init (EntSuccessionDialog *self)
{
  self->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_succession_dialog_new:
 * @store: the workspace
 * @person: the identifier of the elected official who leaves
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_succession_dialog_new (EntStore *store,
                           const char *person)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);
  g_return_val_if_fail (person != NULL, NULL);

  return g_object_new (ENT_TYPE_SUCCESSION_DIALOG, "store", store, "person", person, NULL);
}
