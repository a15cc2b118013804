/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-item.h"

#include <glib/gi18n-lib.h>

struct _EntImportItem
{
  GObject parent_instance;

  EntImportItemKind kind;
  char *title;  /* (not nullable) (owned) */
  char *detail; /* (not nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (EntImportItem, ent_import_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_TITLE = 1,
  PROP_DETAIL,
  PROP_ICON_NAME,
} EntImportItemProperty;

static GParamSpec *props[PROP_ICON_NAME + 1];

static const struct
{
  const char *label; /* of all such rows */
  const char *icon;
  const char *what;  /* (nullable): of one, where nothing more exact is known */
} kinds[] = {
  [ENT_IMPORT_ITEM_ADDED] = { N_ ("New"), "list-add-symbolic", N_ ("new record") },
  [ENT_IMPORT_ITEM_CHANGED] = { N_ ("Updated"), "document-edit-symbolic", N_ ("changed") },
  [ENT_IMPORT_ITEM_FOUND] = { N_ ("Already there"), "object-select-symbolic", N_ ("nothing new") },
  [ENT_IMPORT_ITEM_REJECTED] = { N_ ("Rejected"), "dialog-warning-symbolic" },
  [ENT_IMPORT_ITEM_REMARK] = { N_ ("Remarks"), "dialog-information-symbolic" },
};

static void
ent_import_item_finalize (GObject *object)
{
  EntImportItem *self = ENT_IMPORT_ITEM (object);

  g_free (self->title);
  g_free (self->detail);

  G_OBJECT_CLASS (ent_import_item_parent_class)->finalize (object);
}

static void
ent_import_item_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  EntImportItem *self = ENT_IMPORT_ITEM (object);

  switch ((EntImportItemProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, kinds[self->kind].icon);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_import_item_class_init (EntImportItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ent_import_item_finalize;
  object_class->get_property = ent_import_item_get_property;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
ent_import_item_init (EntImportItem *self)
{
}

static EntImportItem *
create_item (EntImportItemKind kind,
             guint line,
             const char *title,
             const char *what)
{
  EntImportItem *self = g_object_new (ENT_TYPE_IMPORT_ITEM, NULL);
  /* Translators: where a row is in a file */
  g_autofree char *place = g_strdup_printf (_ ("Line %u"), line);

  self->kind = kind;
  self->title = g_strdup (*title != '\0' ? title : place);
  /* Translators: the place of a row in a file, then what becomes of the row. */
  self->detail = *title != '\0' ? g_strdup_printf (_ ("%s: %s"), place, what) : g_strdup (what);

  return self;
}

static EntImportItem *
create_item_for_row (const EntImportRow *row)
{
  EntImportItemKind kind = ENT_IMPORT_ITEM_ADDED;

  if (row->outcome == ENT_IMPORT_CHANGED)
    kind = ENT_IMPORT_ITEM_CHANGED;
  else if (row->outcome == ENT_IMPORT_FOUND)
    kind = ENT_IMPORT_ITEM_FOUND;

  return create_item (kind, row->line, row->title,
                      row->detail != NULL && *row->detail != '\0' ? row->detail : g_dgettext (GETTEXT_PACKAGE, kinds[kind].what));
}

static EntImportItem *
create_item_for_problem (const EntImportProblem *problem)
{
  return create_item (problem->rejected ? ENT_IMPORT_ITEM_REJECTED : ENT_IMPORT_ITEM_REMARK, problem->line, "", problem->message);
}

/**
 * ent_import_items_new:
 * @report: what an import did, or would do
 *
 * Returns: (transfer full): its lines, in the order of the file; what is wrong with a row after the row
 */
GListModel *
ent_import_items_new (const EntImportReport *report)
{
  GListStore *items = g_list_store_new (ENT_TYPE_IMPORT_ITEM);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  guint i = 0, j = 0;

  while (i < report->outcomes->len || j < report->problems->len)
    {
      const EntImportRow *row = i < report->outcomes->len ? report->outcomes->pdata[i] : NULL;
      const EntImportProblem *problem = j < report->problems->len ? report->problems->pdata[j] : NULL;

      if (problem == NULL || (row != NULL && row->line <= problem->line))
        {
          g_ptr_array_add (all, create_item_for_row (row));
          i++;
        }
      else
        {
          g_ptr_array_add (all, create_item_for_problem (problem));
          j++;
        }
    }
  g_list_store_splice (items, 0, 0, all->pdata, all->len);

  return G_LIST_MODEL (items);
}

/**
 * ent_import_item_get_kind:
 * @self: a line
 *
 * Returns: what becomes of its row
 */
EntImportItemKind
ent_import_item_get_kind (EntImportItem *self)
{
  g_return_val_if_fail (ENT_IS_IMPORT_ITEM (self), ENT_IMPORT_ITEM_REMARK);

  return self->kind;
}

/**
 * ent_import_item_count:
 * @report: a report
 * @kind: what becomes of rows
 *
 * Returns: of how many
 */
guint
ent_import_item_count (const EntImportReport *report,
                       EntImportItemKind kind)
{
  const guint counts[] = { report->added, report->updated, report->unchanged, report->rejected, report->warnings };

  g_return_val_if_fail (kind < ENT_IMPORT_ITEM_N_KINDS, 0);

  return counts[kind];
}

/**
 * ent_import_item_get_label:
 * @kind: what becomes of rows
 *
 * Returns: what a person reads, translated
 */
const char *
ent_import_item_get_label (EntImportItemKind kind)
{
  g_return_val_if_fail (kind < ENT_IMPORT_ITEM_N_KINDS, "");

  return g_dgettext (GETTEXT_PACKAGE, kinds[kind].label);
}
