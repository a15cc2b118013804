/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-options.h"

#include <glib/gi18n-lib.h>

#include "ent-import-columns.h"

struct _EntImportOptions
{
  AdwBin parent_instance;

  EntStore *store;           /* (nullable) (owned): where to, NULL before there is a file */
  EntImportSourceFile *file; /* (nullable) (owned): the table */
  GPtrArray *columns;        /* (nullable) (owned) (element-type AdwComboRow): rows of the group, which owns them */

  AdwActionRow *file_row; /* (not nullable): template children */
  AdwComboRow *kind_row;
  GtkWidget *keep_row;
  GtkWidget *own_row;
  AdwActionRow *mapping_row;
  GtkWidget *mapping_clear_button;
  AdwPreferencesGroup *columns_group;
};

G_DEFINE_FINAL_TYPE (EntImportOptions, ent_import_options, ADW_TYPE_BIN)

/**
 * ent_import_options_get_kind:
 * @self: the options of an import
 * @ret_entity: (out) (nullable) (transfer none): what the rows are, %NULL for the tables of others
 *
 * Returns: which kind of table it is
 */
EntImportKind
ent_import_options_get_kind (EntImportOptions *self,
                             const EntEntity **ret_entity)
{
  guint selected;
  guint n = ent_schema_get_n_entities ();

  g_return_val_if_fail (ENT_IS_IMPORT_OPTIONS (self), ENT_IMPORT_RECORDS);

  /* All entities, then the two tables of others. */
  selected = adw_combo_row_get_selected (self->kind_row);
  *ret_entity = selected < n ? ent_schema_get_entity (selected) : NULL;
  if (selected < n)
    return ENT_IMPORT_RECORDS;

  return selected == n ? ENT_IMPORT_ATLAS : ENT_IMPORT_ELUS;
}

static void
fill_kinds (EntImportOptions *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    gtk_string_list_append (kinds, ent_entity_get_plural (ent_schema_get_entity (i)));
  gtk_string_list_append (kinds, _ ("The Atlas’s Export"));
  gtk_string_list_append (kinds, _ ("The National Register of Elected Officials"));
  adw_combo_row_set_expression (self->kind_row, expression);
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kinds));
}

static void
columns_changed_cb (EntImportOptions *self)
{
  const EntEntity *entity;
  g_auto (GStrv) paths = NULL;
  g_autofree char *hint = NULL;

  if (ent_import_options_get_kind (self, &entity) != ENT_IMPORT_RECORDS || self->columns == NULL)
    return;

  paths = ent_import_columns_get_paths (self->columns, self->file->table, entity);
  hint = ent_import_columns_describe ((const char *const *) paths, entity);
  adw_preferences_group_set_description (self->columns_group, hint);
}

static void
clear_columns (EntImportOptions *self)
{
  for (guint i = 0; self->columns != NULL && i < self->columns->len; i++)
    adw_preferences_group_remove (self->columns_group, self->columns->pdata[i]);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
}

/* A mapping file says all of it; the tables of others have columns of their own. */
static void
show_columns (EntImportOptions *self)
{
  const EntEntity *entity;
  gboolean records = ent_import_options_get_kind (self, &entity) == ENT_IMPORT_RECORDS;
  gboolean mapped = records && self->file->mapping != NULL;

  clear_columns (self);
  gtk_widget_set_visible (GTK_WIDGET (self->columns_group), records && !mapped);
  gtk_widget_set_visible (self->keep_row, records && !mapped);
  gtk_widget_set_visible (GTK_WIDGET (self->mapping_row), records);
  ent_import_show_own (self->own_row, ent_import_options_get_kind (self, &entity) == ENT_IMPORT_ELUS ? ent_store_get_reader (self->store) : NULL);
  gtk_widget_set_visible (self->mapping_clear_button, mapped);
  if (!records || mapped)
    return;

  self->columns = ent_import_columns_add (self->columns_group, self->file->table, entity, G_CALLBACK (columns_changed_cb), self);
  columns_changed_cb (self);
}

static void
kind_changed_cb (EntImportOptions *self)
{
  const EntEntity *entity;

  if (self->file == NULL)
    return;

  ent_import_options_get_kind (self, &entity);
  /* It says what the rows are. */
  if (self->file->mapping != NULL && ent_import_mapping_get_entity (self->file->mapping) != entity)
    {
      g_clear_object (&self->file->mapping);
      adw_action_row_set_subtitle (self->mapping_row, _ ("None"));
    }
  show_columns (self);
}

static guint
choose_kind (EntImportOptions *self,
             const EntEntity *wanted)
{
  const EntEntity *entity;
  EntImportKind kind = ent_import_table_guess (self->file->table, &entity);

  if (self->file->mapping != NULL)
    return ent_schema_get_index (ent_import_mapping_get_entity (self->file->mapping));
  if (kind == ENT_IMPORT_RECORDS)
    return ent_schema_get_index (wanted != NULL ? wanted : entity);

  return ent_schema_get_n_entities () + (kind == ENT_IMPORT_ATLAS ? 0 : 1);
}

static void
show_file (EntImportOptions *self,
           const EntEntity *wanted)
{
  const EntImportTable *table = self->file->table;
  g_autofree char *name = g_filename_display_basename (table->path);
  g_autofree char *mapping = self->file->mapping_path != NULL ? g_filename_display_basename (self->file->mapping_path) : NULL;
  guint n = g_strv_length (table->headers);
  /* Translators: how many columns a table has, and the name of its encoding, such as UTF-8. */
  g_autofree char *looks = g_strdup_printf (ngettext ("%u column, %s", "%u columns, %s", n), n, table->charset);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), name);
  adw_action_row_set_subtitle (self->file_row, looks);
  adw_action_row_set_subtitle (self->mapping_row, mapping != NULL ? mapping : _ ("None"));
  g_signal_handlers_block_by_func (self->kind_row, kind_changed_cb, self);
  adw_combo_row_set_selected (self->kind_row, choose_kind (self, wanted));
  g_signal_handlers_unblock_by_func (self->kind_row, kind_changed_cb, self);
  show_columns (self);
}

static void
ent_import_options_dispose (GObject *object)
{
  EntImportOptions *self = ENT_IMPORT_OPTIONS (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_IMPORT_OPTIONS);

  G_OBJECT_CLASS (ent_import_options_parent_class)->dispose (object);
}

static void
ent_import_options_finalize (GObject *object)
{
  EntImportOptions *self = ENT_IMPORT_OPTIONS (object);

  g_clear_pointer (&self->file, ent_import_source_file_free);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ent_import_options_parent_class)->finalize (object);
}

static void
ent_import_options_class_init (EntImportOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_import_options_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_import_options_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-import-options.ui");
  gtk_widget_class_bind_template_child (widget_class, EntImportOptions, file_row);
  gtk_widget_class_bind_template_child (widget_class, EntImportOptions, kind_row);
  gtk_widget_class_bind_template_child (widget_class, EntImportOptions, keep_row);
  gtk_widget_class_bind_template_child (widget_class, EntImportOptions, own_row);
  gtk_widget_class_bind_template_child (widget_class, EntImportOptions, mapping_row);
  gtk_widget_class_bind_template_child (widget_class, EntImportOptions, mapping_clear_button);
  gtk_widget_class_bind_template_child (widget_class, EntImportOptions, columns_group);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
}

static void
ent_import_options_init (EntImportOptions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
}

/**
 * ent_import_options_take_file:
 * @self: the options of an import
 * @file: (transfer full): a table that was read
 * @store: where to import it
 * @wanted: (nullable): what its rows probably are
 *
 * Proposes how to import it.
 */
void
ent_import_options_take_file (EntImportOptions *self,
                              EntImportSourceFile *file,
                              EntStore *store,
                              const EntEntity *wanted)
{
  g_return_if_fail (ENT_IS_IMPORT_OPTIONS (self));

  clear_columns (self);
  g_clear_pointer (&self->file, ent_import_source_file_free);
  self->file = file;
  g_set_object (&self->store, store);
  show_file (self, wanted);
}

/**
 * ent_import_options_get_table:
 * @self: the options of an import
 *
 * Returns: (transfer none) (nullable): what is imported, %NULL before there is a file
 */
const EntImportTable *
ent_import_options_get_table (EntImportOptions *self)
{
  g_return_val_if_fail (ENT_IS_IMPORT_OPTIONS (self), NULL);

  return self->file != NULL ? self->file->table : NULL;
}

/**
 * ent_import_options_clear_mapping:
 * @self: the options of an import
 *
 * Leaves the mapping file: the columns are chosen one by one again.
 */
void
ent_import_options_clear_mapping (EntImportOptions *self)
{
  g_return_if_fail (ENT_IS_IMPORT_OPTIONS (self));

  if (self->file == NULL)
    return;

  g_clear_object (&self->file->mapping);
  adw_action_row_set_subtitle (self->mapping_row, _ ("None"));
  show_columns (self);
}

/**
 * ent_import_options_compose_mapping:
 * @self: the options of an import, with a file
 *
 * Returns: (transfer full) (nullable): what goes where; %NULL for the tables of others
 */
EntImportMapping *
ent_import_options_compose_mapping (EntImportOptions *self)
{
  const EntEntity *entity;
  g_auto (GStrv) paths = NULL;

  g_return_val_if_fail (ENT_IS_IMPORT_OPTIONS (self), NULL);

  if (self->file->mapping != NULL)
    return g_object_ref (self->file->mapping);
  if (ent_import_options_get_kind (self, &entity) != ENT_IMPORT_RECORDS)
    return NULL;

  paths = ent_import_columns_get_paths (self->columns, self->file->table, entity);
  return ent_import_mapping_new_for (entity, (const char *const *) self->file->table->headers, (const char *const *) paths,
                                     adw_switch_row_get_active (ADW_SWITCH_ROW (self->keep_row)));
}

/**
 * ent_import_options_is_own_only:
 * @self: the options of an import
 *
 * Returns: whether of the register of elected officials only one's own authority is wanted
 */
gboolean
ent_import_options_is_own_only (EntImportOptions *self)
{
  g_return_val_if_fail (ENT_IS_IMPORT_OPTIONS (self), FALSE);

  return gtk_widget_get_visible (self->own_row) && adw_switch_row_get_active (ADW_SWITCH_ROW (self->own_row));
}
