/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-introduce-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-reference-picker.h"
#include "ent-self.h"

struct _EntIntroduceDialog
{
  AdwDialog parent_instance;

  EntStore *store;  /* (not nullable) (owned) */
  char *person;     /* (nullable) (owned): identifier */
  char *department; /* (nullable) (owned): identifier */

  GtkWidget *save_button;
  AdwBanner *banner;
  AdwActionRow *person_row;
  AdwActionRow *department_row;
  GtkCheckButton *own_button;
  AdwSwitchRow *head_row;
};

G_DEFINE_FINAL_TYPE (EntIntroduceDialog, ent_introduce_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  PROP_STORE = 1,
} EntIntroduceDialogProperty;

static GParamSpec *props[PROP_STORE + 1];
static guint introduced_signal;

typedef struct
{
  char *person;     /* (owned) */
  char *department; /* (owned) */
  const char *post; /* (not owned) (static) */
} Introduction;

static void
introduction_free (gpointer data)
{
  Introduction *introduction = data;

  g_free (introduction->person);
  g_free (introduction->department);
  g_free (introduction);
}

static void
complain (EntIntroduceDialog *self,
          const char *message)
{
  adw_banner_set_title (self->banner, message);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static gpointer
introduce (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Introduction *introduction = data;
  g_autofree char *today = ent_format_today ();

  return GINT_TO_POINTER (ent_self_introduce (workspace, introduction->person, introduction->department, introduction->post, today, error));
}

static void
introduced_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (EntIntroduceDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->save_button, TRUE);
  ent_store_finish (ENT_STORE (source), result, &error);
  if (error != NULL)
    {
      complain (self, error->message);
      return;
    }

  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, introduced_signal, 0);
}

static void
save_clicked_cb (EntIntroduceDialog *self)
{
  Introduction *introduction;

  if (self->person == NULL || self->department == NULL)
    {
      complain (self, self->person == NULL ? _ ("Choose who you are first.") : _ ("Choose your department first."));
      gtk_widget_grab_focus (GTK_WIDGET (self->person == NULL ? self->person_row : self->department_row));
      return;
    }

  gtk_widget_set_sensitive (self->save_button, FALSE);
  introduction = g_new0 (Introduction, 1);
  introduction->person = g_strdup (self->person);
  introduction->department = g_strdup (self->department);
  introduction->post = !gtk_check_button_get_active (self->own_button) ? "officer"
                       : adw_switch_row_get_active (self->head_row)   ? "head"
                                                                      : "point-person";
  ent_store_write_async (self->store, introduce, introduction, introduction_free, NULL, NULL, introduced_cb, g_object_ref (self));
}

/* Whoever is known to head it need not say so again. */
static void
show_post (EntIntroduceDialog *self)
{
  g_autofree char *today = ent_format_today ();

  if (self->person != NULL && self->department != NULL)
    adw_switch_row_set_active (self->head_row, ent_self_is_head (ent_store_get_reader (self->store), self->person, self->department, today));
}

static void
person_picked_cb (EntIntroduceDialog *self,
                  const char *id,
                  const char *headline)
{
  g_set_str (&self->person, id);
  show_post (self);
  adw_action_row_set_subtitle (self->person_row, headline);
  adw_banner_set_revealed (self->banner, FALSE);
}

static void
department_picked_cb (EntIntroduceDialog *self,
                      const char *id,
                      const char *headline)
{
  g_set_str (&self->department, id);
  show_post (self);
  adw_action_row_set_subtitle (self->department_row, headline);
  adw_banner_set_revealed (self->banner, FALSE);
}

static void
person_activated_cb (EntIntroduceDialog *self)
{
  ent_reference_picker_ask (GTK_WIDGET (self), self->store, "person", G_CALLBACK (person_picked_cb));
}

static void
department_activated_cb (EntIntroduceDialog *self)
{
  ent_reference_picker_ask (GTK_WIDGET (self), self->store, "department", G_CALLBACK (department_picked_cb));
}

/* What was said before is proposed again. */
static void
propose (EntIntroduceDialog *self,
         const char *setting,
         void (*choose) (EntIntroduceDialog *self, const char *id))
{
  g_autofree char *id = ent_workspace_get_setting (ent_store_get_reader (self->store), setting);

  if (id != NULL)
    choose (self, id);
}

static void
ent_introduce_dialog_constructed (GObject *object)
{
  EntIntroduceDialog *self = ENT_INTRODUCE_DIALOG (object);

  G_OBJECT_CLASS (ent_introduce_dialog_parent_class)->constructed (object);

  propose (self, ENT_SETTING_PERSON, ent_introduce_dialog_set_person);
  propose (self, ENT_SETTING_DEPARTMENT, ent_introduce_dialog_set_department);
  gtk_check_button_set_active (self->own_button, ent_workspace_is_narrow (ent_store_get_reader (self->store)));
}

static void
ent_introduce_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_INTRODUCE_DIALOG);

  G_OBJECT_CLASS (ent_introduce_dialog_parent_class)->dispose (object);
}

static void
ent_introduce_dialog_finalize (GObject *object)
{
  EntIntroduceDialog *self = ENT_INTRODUCE_DIALOG (object);

  g_clear_object (&self->store);
  g_free (self->person);
  g_free (self->department);

  G_OBJECT_CLASS (ent_introduce_dialog_parent_class)->finalize (object);
}

static void
ent_introduce_dialog_set_property (GObject *object,
                                   guint prop_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  switch ((EntIntroduceDialogProperty) prop_id)
    {
    case PROP_STORE:
      ENT_INTRODUCE_DIALOG (object)->store = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_introduce_dialog_class_init (EntIntroduceDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ent_introduce_dialog_constructed;
  object_class->dispose = ent_introduce_dialog_dispose;
  object_class->finalize = ent_introduce_dialog_finalize;
  object_class->set_property = ent_introduce_dialog_set_property;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE,
                                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  introduced_signal = g_signal_new ("introduced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-introduce-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntIntroduceDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, EntIntroduceDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EntIntroduceDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, EntIntroduceDialog, department_row);
  gtk_widget_class_bind_template_child (widget_class, EntIntroduceDialog, own_button);
  gtk_widget_class_bind_template_child (widget_class, EntIntroduceDialog, head_row);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, department_activated_cb);
}

static void
ent_introduce_dialog_init (EntIntroduceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_introduce_dialog_new:
 * @store: the workspace
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_introduce_dialog_new (EntStore *store)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);

  return g_object_new (ENT_TYPE_INTRODUCE_DIALOG, "store", store, NULL);
}

static void
choose (EntIntroduceDialog *self,
        const char *id,
        void (*picked) (EntIntroduceDialog *self, const char *id, const char *headline))
{
  g_autofree char *headline = ent_workspace_get_headline (ent_store_get_reader (self->store), id);

  if (headline != NULL)
    picked (self, id, headline);
}

/**
 * ent_introduce_dialog_set_person:
 * @self: the dialog
 * @id: the identifier of a person, as if they had been picked; nothing happens where there is none
 */
void
ent_introduce_dialog_set_person (EntIntroduceDialog *self,
                                 const char *id)
{
  g_return_if_fail (ENT_IS_INTRODUCE_DIALOG (self));

  choose (self, id, person_picked_cb);
}

/**
 * ent_introduce_dialog_set_department:
 * @self: the dialog
 * @id: the identifier of a department, as if it had been picked; nothing happens where there is none
 */
void
ent_introduce_dialog_set_department (EntIntroduceDialog *self,
                                     const char *id)
{
  g_return_if_fail (ENT_IS_INTRODUCE_DIALOG (self));

  choose (self, id, department_picked_cb);
}
