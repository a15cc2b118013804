/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-filter.h"

#include <glib/gi18n-lib.h>

#include "ent-choices.h"
#include "ent-combo-words.h"

/* The parts of a selection, in the order of the rows. */
typedef enum
{
  THEME,
  COUNTRY,
  PARTNERSHIP,
  DEPARTMENT,
  OFFICIAL,
  KIND,
  N_PARTS,
} Part;

struct _EntReturnsOptions
{
  GPtrArray *ids[N_PARTS];    /* (owned) (element-type utf8) */
  GPtrArray *labels[N_PARTS]; /* (owned) (element-type utf8) */
};

struct _EntReturnsFilter
{
  GtkPopover parent_instance;

  EntReturnsSelection *selection; /* (not nullable) (owned) */
  GPtrArray *ids[N_PARTS];        /* (owned) (element-type utf8): of the rows' items, after “All” */
  gboolean updating;              /* the rows follow, and are not followed */

  AdwComboRow *theme_row;
  AdwComboRow *country_row;
  AdwComboRow *partnership_row;
  AdwComboRow *department_row;
  AdwComboRow *official_row;
  AdwComboRow *kind_row;
};

G_DEFINE_FINAL_TYPE (EntReturnsFilter, ent_returns_filter, GTK_TYPE_POPOVER)

typedef enum
{
  PROP_SELECTION = 1,
} EntReturnsFilterProperty;

static GParamSpec *props[PROP_SELECTION + 1];

/* The options. */

static void
add_option (EntReturnsOptions *options,
            Part part,
            const char *id,
            const char *label)
{
  g_ptr_array_add (options->ids[part], g_strdup (id));
  g_ptr_array_add (options->labels[part], g_strdup (label));
}

static gboolean
load_part (EntReturnsOptions *options,
           EntDatabase *database,
           Part part,
           const char *sql,
           GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (database, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      const char *id;

      if (!ent_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      id = ent_statement_get_text (statement, 0);
      if (part == COUNTRY)
        add_option (options, part, id, ent_choices_get_label (&ent_choices_countries, id));
      else
        add_option (options, part, id, ent_statement_get_text (statement, 1));
    }
}

/**
 * ent_returns_options_load:
 * @workspace: a workspace
 * @error: set to what went wrong
 *
 * Returns: (transfer full) (nullable): what the figures of its years can be restricted to
 */
EntReturnsOptions *
ent_returns_options_load (EntWorkspace *workspace,
                          GError **error)
{
  g_autoptr (EntReturnsOptions) options = g_new0 (EntReturnsOptions, 1);
  EntDatabase *database = ent_workspace_get_database (workspace);

  for (Part part = 0; part < N_PARTS; part++)
    {
      options->ids[part] = g_ptr_array_new_with_free_func (g_free);
      options->labels[part] = g_ptr_array_new_with_free_func (g_free);
    }

  for (guint i = 0; i < ent_choices_themes.n_items; i++)
    add_option (options, THEME, ent_choices_themes.items[i].nick, _ (ent_choices_themes.items[i].label));
  for (guint i = 0; i < ent_choices_partnership_kinds.n_items; i++)
    add_option (options, KIND, ent_choices_partnership_kinds.items[i].nick, _ (ent_choices_partnership_kinds.items[i].label));
  if (!load_part (options, database, COUNTRY,
                  "SELECT DISTINCT j.value FROM partnership t, json_each (t.countries) j ORDER BY 1", error)
      || !load_part (options, database, PARTNERSHIP,
                     "SELECT r.id, r.headline FROM partnership t JOIN record r USING (row) ORDER BY t.\"title~\", r.id", error)
      || !load_part (options, database, DEPARTMENT,
                     "SELECT r.id, r.headline FROM department t JOIN record r USING (row) ORDER BY t.\"name~\", r.id", error)
      || !load_part (options, database, OFFICIAL,
                     "SELECT DISTINCT r.id, r.headline FROM partnership t JOIN record r ON r.id = t.official ORDER BY r.headline, r.id", error))
    return NULL;

  return g_steal_pointer (&options);
}

/**
 * ent_returns_options_free:
 * @options: (nullable) (transfer full): options
 */
void
ent_returns_options_free (EntReturnsOptions *options)
{
  if (options == NULL)
    return;

  for (Part part = 0; part < N_PARTS; part++)
    {
      g_clear_pointer (&options->ids[part], g_ptr_array_unref);
      g_clear_pointer (&options->labels[part], g_ptr_array_unref);
    }
  g_free (options);
}

/* The popover. */

static AdwComboRow *
get_row (EntReturnsFilter *self,
         Part part)
{
  AdwComboRow *const rows[] = { self->theme_row, self->country_row, self->partnership_row, self->department_row,
                                self->official_row, self->kind_row };

  return rows[part];
}

static char **
get_member (EntReturnsSelection *selection,
            Part part)
{
  char **const members[] = { &selection->theme, &selection->country, &selection->partnership, &selection->department,
                            &selection->official, &selection->kind };

  return members[part];
}

static void
row_selected_cb (EntReturnsFilter *self)
{
  gboolean changed = FALSE;

  if (self->updating)
    return;

  for (Part part = 0; part < N_PARTS; part++)
    {
      guint selected = adw_combo_row_get_selected (get_row (self, part));
      const char *id = selected > 0 && selected <= self->ids[part]->len ? self->ids[part]->pdata[selected - 1] : NULL;

      changed |= g_set_str (get_member (self->selection, part), id);
    }

  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTION]);
}

/* Puts the rows at what is selected; what is not there any more is “All”. */
static void
update_rows (EntReturnsFilter *self)
{
  self->updating = TRUE;
  for (Part part = 0; part < N_PARTS; part++)
    {
      const char *id = *get_member (self->selection, part);
      guint position = 0;

      if (id == NULL || !g_ptr_array_find_with_equal_func (self->ids[part], id, g_str_equal, &position))
        adw_combo_row_set_selected (get_row (self, part), 0);
      else
        adw_combo_row_set_selected (get_row (self, part), position + 1);
    }
  self->updating = FALSE;
}

static void
ent_returns_filter_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_RETURNS_FILTER);

  G_OBJECT_CLASS (ent_returns_filter_parent_class)->dispose (object);
}

static void
ent_returns_filter_finalize (GObject *object)
{
  EntReturnsFilter *self = ENT_RETURNS_FILTER (object);

  ent_returns_selection_free (self->selection);
  for (Part part = 0; part < N_PARTS; part++)
    g_ptr_array_unref (self->ids[part]);

  G_OBJECT_CLASS (ent_returns_filter_parent_class)->finalize (object);
}

static void
ent_returns_filter_get_property (GObject *object,
                                 guint prop_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  switch ((EntReturnsFilterProperty) prop_id)
    {
    case PROP_SELECTION:
      g_value_set_pointer (value, ENT_RETURNS_FILTER (object)->selection);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_returns_filter_class_init (EntReturnsFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_returns_filter_dispose;
  object_class->finalize = ent_returns_filter_finalize;
  object_class->get_property = ent_returns_filter_get_property;

  props[PROP_SELECTION] = g_param_spec_pointer ("selection", NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-returns-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, EntReturnsFilter, theme_row);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsFilter, country_row);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsFilter, partnership_row);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsFilter, department_row);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsFilter, official_row);
  gtk_widget_class_bind_template_child (widget_class, EntReturnsFilter, kind_row);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
ent_returns_filter_init (EntReturnsFilter *self)
{
  self->selection = ent_returns_selection_copy (NULL);
  for (Part part = 0; part < N_PARTS; part++)
    self->ids[part] = g_ptr_array_new_with_free_func (g_free);

  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (Part part = 0; part < N_PARTS; part++)
    {
      g_autoptr (GtkExpression) text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

      /* What the search of the list looks at. */
      adw_combo_row_set_expression (get_row (self, part), text);
      ent_combo_words_show (get_row (self, part), "string");
    }
  self->updating = FALSE;
}

static gboolean
same_ids (GPtrArray *a,
          GPtrArray *b)
{
  gboolean same = a->len == b->len;

  for (guint i = 0; same && i < a->len; i++)
    same = g_str_equal (a->pdata[i], b->pdata[i]);

  return same;
}

/**
 * ent_returns_filter_set_options:
 * @self: a filter
 * @options: what there is to choose from
 */
void
ent_returns_filter_set_options (EntReturnsFilter *self,
                                const EntReturnsOptions *options)
{
  g_return_if_fail (ENT_IS_RETURNS_FILTER (self));
  g_return_if_fail (options != NULL);

  for (Part part = 0; part < N_PARTS; part++)
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

      /* Somebody may be choosing just now. */
      if (self->ids[part]->len > 0 && same_ids (self->ids[part], options->ids[part]))
        continue;

      gtk_string_list_append (list, _ ("All"));
      for (guint i = 0; i < options->labels[part]->len; i++)
        gtk_string_list_append (list, options->labels[part]->pdata[i]);
      g_ptr_array_unref (self->ids[part]);
      self->ids[part] = g_ptr_array_ref (options->ids[part]);
      self->updating = TRUE;
      adw_combo_row_set_model (get_row (self, part), G_LIST_MODEL (list));
      self->updating = FALSE;
      gtk_widget_set_visible (GTK_WIDGET (get_row (self, part)), options->ids[part]->len > 0);
    }

  update_rows (self);
}

/**
 * ent_returns_filter_get_selection:
 * @self: a filter
 *
 * Returns: (transfer none): what is chosen
 */
const EntReturnsSelection *
ent_returns_filter_get_selection (EntReturnsFilter *self)
{
  g_return_val_if_fail (ENT_IS_RETURNS_FILTER (self), NULL);

  return self->selection;
}

/**
 * ent_returns_filter_set_selection:
 * @self: a filter
 * @selection: (nullable): what to choose; %NULL for everything
 */
void
ent_returns_filter_set_selection (EntReturnsFilter *self,
                                  const EntReturnsSelection *selection)
{
  g_return_if_fail (ENT_IS_RETURNS_FILTER (self));

  ent_returns_selection_free (self->selection);
  self->selection = ent_returns_selection_copy (selection);
  update_rows (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTION]);
}
