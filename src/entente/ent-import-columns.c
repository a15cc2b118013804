/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for each column of a table, in which one chooses the field it goes into. */
#include "ent-import-columns.h"

#include <glib/gi18n-lib.h>

#include "ent-combo-words.h"
#include "ent-import-proposal.h"

/* What can be chosen before the fields. */
enum
{
  NOTHING,
  IDENTIFIER,
  FIRST_FIELD,
};

/* Nobody chooses among more; what comes after is not imported. */
#define MAX_ROWS 200

static GListModel *
create_model (const EntEntity *entity)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  gtk_string_list_append (model, _ ("Not imported"));
  gtk_string_list_append (model, _ ("Identifier"));
  for (guint i = 0; i < entity->n_fields; i++)
    gtk_string_list_append (model, ent_field_get_label (&entity->fields[i]));

  return G_LIST_MODEL (model);
}

static guint
position_of (const EntEntity *entity,
             const char *path)
{
  const EntField *field = ent_entity_find_field (entity, path);

  if (field != NULL)
    return FIRST_FIELD + ent_entity_index_of (entity, field);

  return g_str_equal (path, "id") ? IDENTIFIER : NOTHING;
}

static const char *
path_at (const EntEntity *entity,
         guint position)
{
  if (position >= FIRST_FIELD && position - FIRST_FIELD < entity->n_fields)
    return entity->fields[position - FIRST_FIELD].name;

  return position == IDENTIFIER ? "id" : "";
}

static GtkWidget *
create_row (const EntImportTable *table,
            guint column,
            GListModel *model,
            guint position)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *number = g_strdup_printf (_ ("Column %u"), column + 1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *table->headers[column] != '\0' ? table->headers[column] : number);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), table->samples[column]);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  ent_combo_words_show (ADW_COMBO_ROW (row), "string");
  adw_combo_row_set_model (ADW_COMBO_ROW (row), model);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), position);

  return row;
}

/**
 * ent_import_columns_add:
 * @group: where to put the rows
 * @table: a table
 * @entity: what its rows are
 * @changed: called, with @data first, when another field is chosen
 * @data: for @changed
 *
 * Proposes a field for each column.
 *
 * Returns: (transfer container) (element-type AdwComboRow): the rows
 */
GPtrArray *
ent_import_columns_add (AdwPreferencesGroup *group,
                        const EntImportTable *table,
                        const EntEntity *entity,
                        GCallback changed,
                        gpointer data)
{
  g_auto (GStrv) paths = ent_import_propose (entity, (const char *const *) table->headers);
  g_autoptr (GListModel) model = create_model (entity);
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; table->headers[i] != NULL && i < MAX_ROWS; i++)
    {
      GtkWidget *row = create_row (table, i, model, position_of (entity, paths[i]));

      g_signal_connect_swapped (row, "notify::selected", changed, data);
      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
    }

  return rows;
}

/**
 * ent_import_columns_get_paths:
 * @rows: (element-type AdwComboRow): what ent_import_columns_add() returned
 * @table: the table
 * @entity: what its rows are
 *
 * Returns: (transfer full) (array zero-terminated=1): for each column the field that is chosen, see ent_import_propose()
 */
GStrv
ent_import_columns_get_paths (GPtrArray *rows,
                              const EntImportTable *table,
                              const EntEntity *entity)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; table->headers[i] != NULL; i++)
    g_strv_builder_add (paths, i < rows->len ? path_at (entity, adw_combo_row_get_selected (rows->pdata[i])) : "");

  return g_strv_builder_end (paths);
}

/**
 * ent_import_columns_describe:
 * @paths: (array zero-terminated=1): where the columns go
 * @entity: what the rows are
 *
 * Returns: (transfer full): a hint for who chooses: which fields every record needs, and no column has
 */
char *
ent_import_columns_describe (const char *const *paths,
                             const EntEntity *entity)
{
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];

      if ((field->flags & ENT_FIELD_REQUIRED) != 0 && !g_strv_contains (paths, field->name) && !g_strv_contains (paths, "id"))
        g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", ent_field_get_label (field));
    }

  if (missing->len == 0)
    return g_strdup (_ ("Each column goes into the field chosen here."));

  /* Translators: names of fields */
  return g_strdup_printf (_ ("Still missing, and needed by every new record: %s."), missing->str);
}

/**
 * ent_import_show_own:
 * @row: a switch
 * @workspace: (nullable): a workspace that is to take in the register of elected officials; %NULL for any other table
 *
 * Offers to leave out other authorities: the whole register names half a million people, and nobody keeps them by mistake.
 */
void
ent_import_show_own (GtkWidget *row,
                     EntWorkspace *workspace)
{
  g_autofree char *id = workspace != NULL ? ent_workspace_get_setting (workspace, "own-authority") : NULL;
  g_autoptr (EntRecord) own = id != NULL ? ent_workspace_get (workspace, id, NULL) : NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (row, own != NULL && ent_record_get_text (own, "insee") != NULL);
  if (own == NULL)
    return;

  /* Translators: the name of an authority */
  title = g_strdup_printf (_ ("Only “%s”"), ent_record_get_headline (own));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
}
