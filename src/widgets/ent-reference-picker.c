/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-reference-picker.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-directory.h"
#include "ent-record-dialog.h"
#include "ent-record-row.h"
#include "ent-reference-search-private.h"
#include "ent-widgets-private.h"

struct _EntReferencePicker
{
  AdwDialog parent_instance;

  EntStore *store;            /* (not nullable) (owned) */
  char *targets;              /* (not nullable) (owned) */
  gboolean many;
  GHashTable *selected;       /* (element-type utf8) (owned): identifiers */
  GCancellable *cancellable;  /* (nullable) (owned): of the search under way */
  gboolean wants_first;       /* Enter was pressed before the search had ended */

  GtkEditable *search;        /* (not nullable): template children */
  GtkStack *stack;
  GtkListBox *hits;
  GtkWidget *directory_group;
  GtkListBox *directory;
  GtkListBox *creations;
  AdwStatusPage *failure;
};

G_DEFINE_FINAL_TYPE (EntReferencePicker, ent_reference_picker, ADW_TYPE_DIALOG)

typedef enum
{
  PROP_STORE = 1,
  PROP_TARGETS,
  PROP_MANY,
} EntReferencePickerProperty;

static GParamSpec *props[PROP_MANY + 1];
static guint picked_signal, dropped_signal;

static void
pick (EntReferencePicker *self,
      const char *id,
      const char *headline)
{
  g_hash_table_add (self->selected, g_strdup (id));
  g_signal_emit (self, picked_signal, 0, id, headline);
  if (!self->many)
    adw_dialog_close (ADW_DIALOG (self));
}

static void
mark (GtkWidget *row,
      gboolean selected)
{
  GtkWidget *check = g_object_get_data (G_OBJECT (row), "check");

  gtk_widget_set_opacity (check, selected);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

/* Here and below: who picks one thing closes the dialog, which is then gone. */
static void
hit_activated_cb (EntReferencePicker *picker,
                  EntRecordRow *row)
{
  g_autoptr (EntReferencePicker) self = g_object_ref (picker);
  const char *id = ent_record_row_get_id (row);

  if (self->many && g_hash_table_remove (self->selected, id))
    g_signal_emit (self, dropped_signal, 0, id);
  else
    pick (self, id, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  if (self->many)
    mark (GTK_WIDGET (row), g_hash_table_contains (self->selected, id));
}

/* Only now that it is stored may it be referred to. */
static void
made_cb (EntReferencePicker *picker,
         EntRecord *record)
{
  g_autoptr (EntReferencePicker) self = g_object_ref (picker);
  EntWorkspace *reader = ent_store_get_reader (self->store);
  g_autofree char *headline = reader != NULL ? ent_workspace_get_headline (reader, ent_record_get_id (record)) : NULL;

  pick (self, ent_record_get_id (record), headline != NULL ? headline : "");
  if (self->many)
    gtk_editable_set_text (self->search, "");
}

static void
entry_saved_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EntReferencePicker *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (ent_store_write_finish (ENT_STORE (source), result, &error))
    made_cb (self, g_task_get_task_data (task));
  else
    {
      adw_status_page_set_description (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
}

static EntRecord *
record_of_entry (const EntDirectoryEntry *entry)
{
  const EntEntity *entity = ent_schema_find ("authority");
  g_autofree char *id = entry->siren != NULL ? ent_id_new_for (entity, entry->siren) : NULL;
  EntRecord *record = ent_record_new (entity, id);

  ent_record_set_fallbacks (record);
  ent_record_set_text (record, "name", entry->name);
  ent_record_set_text (record, "kind", entry->kind);
  ent_record_set_text (record, "country", "FR");
  ent_record_set_text (record, "subdivision", entry->departement);
  ent_record_set_text (record, "siren", entry->siren);
  ent_record_set_text (record, "insee", entry->insee);
  ent_record_set_integer (record, "population", entry->population);
  if (!isnan (entry->latitude))
    {
      ent_record_set_real (record, "latitude", entry->latitude);
      ent_record_set_real (record, "longitude", entry->longitude);
    }

  return record;
}

static void
directory_activated_cb (EntReferencePicker *self,
                        GtkListBoxRow *row)
{
  EntRecord *record = record_of_entry (g_object_get_data (G_OBJECT (row), "entry"));
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_source_tag (task, directory_activated_cb);
  g_task_set_task_data (task, record, g_object_unref);
  gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
  ent_store_save_async (self->store, record, entry_saved_cb, task);
}

/* What was typed becomes the name: of people the first word is the first name. */
static void
prefill (EntRecord *record,
         const char *words)
{
  const EntEntity *entity = ent_record_get_entity (record);
  g_auto (GStrv) names = g_strsplit_set (entity->headline, "+,", -1);
  g_auto (GStrv) parts = g_strsplit (words, " ", 2);

  if (g_str_equal (entity->name, "person"))
    {
      ent_record_set_text (record, parts[1] != NULL ? "given-name" : "family-name", parts[0]);
      if (parts[1] != NULL)
        ent_record_set_text (record, "family-name", parts[1]);
      return;
    }

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const EntField *field = ent_entity_find_field (entity, names[i]);

      if (field->type != ENT_FIELD_TEXT && field->type != ENT_FIELD_LONG_TEXT)
        continue;
      ent_record_set_text (record, field->name, words);
      return;
    }
}

static char *
get_words (EntReferencePicker *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->search)));
}

static void
creation_activated_cb (EntReferencePicker *self,
                       GtkListBoxRow *row)
{
  const EntEntity *entity = g_object_get_data (G_OBJECT (row), "entity");
  g_autoptr (EntRecord) record = ent_record_new (entity, NULL);
  g_autofree char *words = get_words (self);
  AdwDialog *dialog;

  ent_record_set_fallbacks (record);
  prefill (record, words);
  dialog = ent_record_dialog_new (self->store, record);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (made_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
add_hit (EntReferencePicker *self,
         const EntHit *hit)
{
  gboolean several = strchr (self->targets, ' ') != NULL;
  g_autofree char *detail = several ? g_strjoin (hit->detail != NULL ? "\u00a0· " : "", ent_entity_get_label (hit->entity), hit->detail, NULL)
                                    : g_strdup (hit->detail);
  GtkWidget *row = ent_record_row_new (hit->id, hit->headline, detail);

  if (self->many)
    {
      GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_widget_add_css_class (check, "accent");
      gtk_accessible_update_state (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
      g_object_set_data (G_OBJECT (row), "check", check);
    }

  gtk_list_box_append (self->hits, row);
  /* Only now: the list has a say in what is selected when it takes a row. */
  if (self->many)
    mark (row, g_hash_table_contains (self->selected, hit->id));
}

static GtkWidget *
create_row (const char *icon,
            const char *title,
            const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle, "activatable", TRUE, NULL);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_add_css_class (image, "dimmed");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  return row;
}

static void
add_entry (EntReferencePicker *self,
           EntDirectoryEntry *entry)
{
  const char *kind = ent_choices_get_label (&ent_choices_authority_kinds, entry->kind);
  g_autofree char *detail = g_strjoin ("\u00a0· ", kind, entry->departement, NULL);
  GtkWidget *row = create_row ("building-symbolic", entry->name, detail);

  g_object_set_data_full (G_OBJECT (row), "entry", ent_directory_entry_ref (entry), (GDestroyNotify) ent_directory_entry_unref);
  gtk_list_box_append (self->directory, row);
}

static void
add_creations (EntReferencePicker *self,
               const char *words)
{
  g_auto (GStrv) targets = g_strsplit (self->targets, " ", -1);
  /* Translators: offers to make a record of that name. */
  g_autofree char *title = g_strdup_printf (_ ("Create “%s”…"), words);

  gtk_list_box_remove_all (self->creations);
  for (gsize i = 0; *words != '\0' && !ent_store_is_read_only (self->store) && targets[i] != NULL; i++)
    {
      const EntEntity *entity = ent_schema_find (targets[i]);
      GtkWidget *row = create_row ("list-add-symbolic", title, ent_entity_get_label (entity));

      g_object_set_data (G_OBJECT (row), "entity", (gpointer) entity);
      gtk_list_box_append (self->creations, row);
    }
}

static gboolean
show_if_any (GtkListBox *list,
             GtkWidget *widget)
{
  gboolean any = gtk_list_box_get_row_at_index (list, 0) != NULL;

  gtk_widget_set_visible (widget, any);
  return any;
}

static void
activate_first (EntReferencePicker *self)
{
  GtkListBox *const lists[] = { self->hits, self->directory, self->creations };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (lists[i], 0);

      if (row != NULL)
        {
          g_signal_emit_by_name (lists[i], "row-activated", row);
          return;
        }
    }
}

static void
show_finds (EntReferencePicker *self,
            EntReferenceFinds *finds)
{
  g_autofree char *words = get_words (self);
  gboolean any;

  gtk_list_box_remove_all (self->hits);
  gtk_list_box_remove_all (self->directory);
  for (guint i = 0; i < finds->hits->len; i++)
    add_hit (self, finds->hits->pdata[i]);
  for (guint i = 0; i < finds->entries->len; i++)
    add_entry (self, finds->entries->pdata[i]);
  add_creations (self, words);

  any = show_if_any (self->hits, GTK_WIDGET (self->hits));
  any |= show_if_any (self->directory, self->directory_group);
  any |= show_if_any (self->creations, GTK_WIDGET (self->creations));
  gtk_stack_set_visible_child_name (self->stack, any ? "results" : "nothing");

  if (!self->wants_first)
    return;

  self->wants_first = FALSE;
  activate_first (self);
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntReferenceFinds) finds = ent_reference_search_finish (ENT_STORE (source), result, &error);
  g_autoptr (EntReferencePicker) self = NULL;

  /* A newer search is under way, or the picker is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = g_object_ref (ENT_REFERENCE_PICKER (user_data));
  g_clear_object (&self->cancellable);
  if (finds != NULL)
    {
      show_finds (self, finds);
      return;
    }

  adw_status_page_set_description (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
start_search (EntReferencePicker *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ent_reference_search_async (self->store, self->targets, gtk_editable_get_text (self->search), self->cancellable, found_cb, self);
}

static void
search_changed_cb (EntReferencePicker *self)
{
  start_search (self);
}

static void
search_activated_cb (EntReferencePicker *self)
{
  self->wants_first = TRUE;
  start_search (self);
}

static void
stop_search_cb (EntReferencePicker *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static gboolean
search_key_cb (EntReferencePicker *self,
               guint keyval,
               guint keycode,
               GdkModifierType state)
{
  return keyval == GDK_KEY_Down && gtk_widget_child_focus (gtk_widget_get_ancestor (GTK_WIDGET (self->hits), GTK_TYPE_SCROLLED_WINDOW), GTK_DIR_TAB_FORWARD);
}

static void
ent_reference_picker_constructed (GObject *object)
{
  EntReferencePicker *self = ENT_REFERENCE_PICKER (object);

  G_OBJECT_CLASS (ent_reference_picker_parent_class)->constructed (object);

  start_search (self);
}

static void
ent_reference_picker_dispose (GObject *object)
{
  EntReferencePicker *self = ENT_REFERENCE_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_REFERENCE_PICKER);

  G_OBJECT_CLASS (ent_reference_picker_parent_class)->dispose (object);
}

static void
ent_reference_picker_finalize (GObject *object)
{
  EntReferencePicker *self = ENT_REFERENCE_PICKER (object);

  g_clear_object (&self->store);
  g_free (self->targets);
  g_hash_table_unref (self->selected);

  G_OBJECT_CLASS (ent_reference_picker_parent_class)->finalize (object);
}

static void
ent_reference_picker_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  EntReferencePicker *self = ENT_REFERENCE_PICKER (object);

  switch ((EntReferencePickerProperty) property_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_TARGETS:
      g_value_set_string (value, self->targets);
      break;
    case PROP_MANY:
      g_value_set_boolean (value, self->many);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_reference_picker_set_property (GObject *object,
                                   guint property_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  EntReferencePicker *self = ENT_REFERENCE_PICKER (object);

  switch ((EntReferencePickerProperty) property_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_TARGETS:
      self->targets = g_value_dup_string (value);
      break;
    case PROP_MANY:
      self->many = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, ENT_WIDGETS_RESOURCES "ent-reference-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, EntReferencePicker, search);
  gtk_widget_class_bind_template_child (widget_class, EntReferencePicker, stack);
  gtk_widget_class_bind_template_child (widget_class, EntReferencePicker, hits);
  gtk_widget_class_bind_template_child (widget_class, EntReferencePicker, directory_group);
  gtk_widget_class_bind_template_child (widget_class, EntReferencePicker, directory);
  gtk_widget_class_bind_template_child (widget_class, EntReferencePicker, creations);
  gtk_widget_class_bind_template_child (widget_class, EntReferencePicker, failure);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, hit_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, directory_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, creation_activated_cb);
}

static void
ent_reference_picker_class_init (EntReferencePickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  ent_widgets_ensure ();

  object_class->constructed = ent_reference_picker_constructed;
  object_class->dispose = ent_reference_picker_dispose;
  object_class->finalize = ent_reference_picker_finalize;
  object_class->get_property = ent_reference_picker_get_property;
  object_class->set_property = ent_reference_picker_set_property;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE, given);
  props[PROP_TARGETS] = g_param_spec_string ("targets", NULL, NULL, NULL, given);
  props[PROP_MANY] = g_param_spec_boolean ("many", NULL, NULL, FALSE, given);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /**
   * EntReferencePicker::picked:
   * @id: the identifier of a record
   * @headline: its headline
   */
  picked_signal = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * EntReferencePicker::dropped:
   * @id: the identifier of a record that is no longer referred to
   */
  dropped_signal = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);

  bind_template (widget_class);
}

static void
ent_reference_picker_init (EntReferencePicker *self)
{
  self->selected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_reference_picker_new:
 * @store: where records are found, and made
 * @targets: the names of the entities to choose from, separated by spaces
 * @many: whether several can be picked
 *
 * Returns: (transfer floating): the dialog, not yet shown
 */
AdwDialog *
ent_reference_picker_new (EntStore *store,
                          const char *targets,
                          gboolean many)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);
  g_return_val_if_fail (targets != NULL, NULL);

  return g_object_new (ENT_TYPE_REFERENCE_PICKER, "store", store, "targets", targets, "many", many, NULL);
}

/**
 * ent_reference_picker_ask:
 * @asker: a widget within a window
 * @store: where the record is found, or made
 * @targets: the names of the entities to choose from, separated by spaces
 * @picked: called with @asker, the identifier and the headline of the record, unless the question is dismissed
 *
 * Asks for one record.
 */
void
ent_reference_picker_ask (GtkWidget *asker,
                          EntStore *store,
                          const char *targets,
                          GCallback picked)
{
  AdwDialog *picker = ent_reference_picker_new (store, targets, FALSE);

  g_signal_connect_object (picker, "picked", picked, asker, G_CONNECT_SWAPPED);
  adw_dialog_present (picker, asker);
}

/**
 * ent_reference_picker_set_selected:
 * @self: a picker of several
 * @ids: (array zero-terminated=1): the records that have a check mark
 */
void
ent_reference_picker_set_selected (EntReferencePicker *self,
                                   const char *const *ids)
{
  g_return_if_fail (ENT_IS_REFERENCE_PICKER (self));

  g_hash_table_remove_all (self->selected);
  for (gsize i = 0; ids[i] != NULL; i++)
    g_hash_table_add (self->selected, g_strdup (ids[i]));
}
