/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-unite-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-duplicates.h"
#include "ent-unite.h"

struct _EntUniteDialog
{
  AdwDialog parent_instance;

  EntStore *store;    /* (not nullable) (owned) */
  char *one;          /* (not nullable) (owned) */
  char *other;        /* (not nullable) (owned) */
  GHashTable *fields; /* (not nullable) (owned): name of a field → the check button of the other’s value */

  GtkWidget *merge_button;
  AdwBanner *failure;
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (EntUniteDialog, ent_unite_dialog, ADW_TYPE_DIALOG)

/* What is done in the writing thread. */
typedef struct
{
  char *kept;  /* (owned) */
  char *other; /* (owned) */
  GStrv taken; /* (nullable) (owned): %NULL to keep in mind that they are two */
} Decision;

static void
decision_free (gpointer data)
{
  Decision *self = data;

  g_free (self->kept);
  g_free (self->other);
  g_strfreev (self->taken);
  g_free (self);
}

static gpointer
decide (EntWorkspace *workspace,
        gpointer data,
        GCancellable *cancellable,
        GError **error)
{
  const Decision *self = data;

  if (self->taken == NULL)
    ent_duplicates_dismiss (workspace, self->kept, self->other, error);
  else
    ent_unite (workspace, self->kept, self->other, (const char *const *) self->taken, error);

  return NULL;
}

static void
decided_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (EntUniteDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  ent_store_finish (ENT_STORE (source), result, &error);
  if (error != NULL)
    {
      adw_banner_set_title (self->failure, error->message);
      adw_banner_set_revealed (self->failure, TRUE);
      gtk_widget_set_sensitive (self->merge_button, TRUE);
      return;
    }

  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
begin (EntUniteDialog *self,
       GStrv taken)
{
  Decision *decision = g_new (Decision, 1);

  adw_banner_set_revealed (self->failure, FALSE);
  gtk_widget_set_sensitive (self->merge_button, FALSE);
  *decision = (Decision){ g_strdup (self->one), g_strdup (self->other), taken };
  ent_store_write_async (self->store, decide, decision, decision_free, NULL, NULL, decided_cb, g_object_ref (self));
}

static void
merge_clicked_cb (EntUniteDialog *self)
{
  g_autoptr (GStrvBuilder) taken = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer name, button;

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &name, &button))
    if (gtk_check_button_get_active (button))
      g_strv_builder_add (taken, name);
  begin (self, g_strv_builder_end (taken));
}

static void
two_activated_cb (EntUniteDialog *self)
{
  begin (self, NULL);
}

static GtkWidget *
add_value (AdwPreferencesGroup *group,
           EntRecord *record,
           const EntField *field,
           GtkWidget *first)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *text = ent_record_display (record, field);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), first != NULL ? GTK_CHECK_BUTTON (first) : NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), first == NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);

  return button;
}

static AdwPreferencesGroup *
add_group (EntUniteDialog *self,
           const EntField *field,
           const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = g_markup_escape_text (ent_field_get_label (field), -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));

  return ADW_PREFERENCES_GROUP (group);
}

static void
add_both (AdwPreferencesGroup *group,
          EntRecord *record,
          const EntField *field)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = ent_record_display (record, field);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_preferences_group_add (group, row);
}

static void
add_field (EntUniteDialog *self,
           EntRecord *one,
           EntRecord *other,
           const EntField *field)
{
  AdwPreferencesGroup *group;
  GtkWidget *first;

  switch (ent_unite_get_choice (one, other, field))
    {
    case ENT_UNITE_CHOOSE:
      group = add_group (self, field, NULL);
      first = add_value (group, one, field, NULL);
      g_hash_table_insert (self->fields, (gpointer) field->name, add_value (group, other, field, first));
      break;
    case ENT_UNITE_BOTH:
      group = add_group (self, field, _ ("Both are kept."));
      add_both (group, one, field);
      add_both (group, other, field);
      break;
    case ENT_UNITE_NOTHING:
    default:
      break;
    }
}

static void
fill (EntUniteDialog *self)
{
  EntWorkspace *workspace = ent_store_get_reader (self->store);
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) one = ent_workspace_get (workspace, self->one, &error);
  g_autoptr (EntRecord) other = one != NULL ? ent_workspace_get (workspace, self->other, &error) : NULL;
  const EntEntity *entity = one != NULL ? ent_record_get_entity (one) : NULL;

  if (other == NULL)
    {
      adw_banner_set_title (self->failure, error->message);
      adw_banner_set_revealed (self->failure, TRUE);
      return;
    }

  for (guint i = 0; i < entity->n_fields; i++)
    add_field (self, one, other, &entity->fields[i]);
  gtk_widget_set_sensitive (self->merge_button, !ent_store_is_read_only (self->store));
}

static void
ent_unite_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_UNITE_DIALOG);

  G_OBJECT_CLASS (ent_unite_dialog_parent_class)->dispose (object);
}

static void
ent_unite_dialog_finalize (GObject *object)
{
  EntUniteDialog *self = ENT_UNITE_DIALOG (object);

  g_clear_object (&self->store);
  g_free (self->one);
  g_free (self->other);
  g_hash_table_unref (self->fields);

  G_OBJECT_CLASS (ent_unite_dialog_parent_class)->finalize (object);
}

static void
ent_unite_dialog_class_init (EntUniteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_unite_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_unite_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-unite-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EntUniteDialog, merge_button);
  gtk_widget_class_bind_template_child (widget_class, EntUniteDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, EntUniteDialog, page);
  gtk_widget_class_bind_template_callback (widget_class, merge_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, two_activated_cb);
}

static void
ent_unite_dialog_init (EntUniteDialog *self)
{
  self->fields = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_unite_dialog_new:
 * @store: a workspace
 * @one: the identifier of the record that is to stay
 * @other: the identifier of the one that is to go
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
ent_unite_dialog_new (EntStore *store,
                      const char *one,
                      const char *other)
{
  EntUniteDialog *self = g_object_new (ENT_TYPE_UNITE_DIALOG, NULL);

  self->store = g_object_ref (store);
  self->one = g_strdup (one);
  self->other = g_strdup (other);
  fill (self);

  return ADW_DIALOG (self);
}
