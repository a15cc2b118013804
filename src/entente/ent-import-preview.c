/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-preview.h"

#include <glib/gi18n-lib.h>

#include "ent-import-item.h"

struct _EntImportPreview
{
  AdwBin parent_instance;

  GtkLabel *summary_label;
  GtkLabel *rejected_label;
  GtkDropDown *show_drop_down;
  GtkListView *list_view;
  GtkLabel *rest_label;
};

G_DEFINE_FINAL_TYPE (EntImportPreview, ent_import_preview, ADW_TYPE_BIN)

static gboolean
filter_kind (gpointer item,
             gpointer data)
{
  guint selected = gtk_drop_down_get_selected (data);
  GListModel *kinds = gtk_drop_down_get_model (data);
  g_autoptr (GtkStringObject) shown = selected != GTK_INVALID_LIST_POSITION ? g_list_model_get_item (kinds, selected) : NULL;
  int kind = shown != NULL ? GPOINTER_TO_INT (g_object_get_data (G_OBJECT (shown), "kind")) : 0;

  return kind == 0 || (int) ent_import_item_get_kind (item) == kind - 1;
}

static void
shown_kind_changed_cb (EntImportPreview *self)
{
  GtkNoSelection *selection = GTK_NO_SELECTION (gtk_list_view_get_model (self->list_view));

  if (selection != NULL)
    gtk_filter_changed (gtk_filter_list_model_get_filter (GTK_FILTER_LIST_MODEL (gtk_no_selection_get_model (selection))),
                        GTK_FILTER_CHANGE_DIFFERENT);
}

static void
fill_shown_kinds (EntImportPreview *self,
                  const EntImportReport *report)
{
  g_autoptr (GListStore) items = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  guint total = report->rows + report->warnings;

  for (int kind = 0; kind <= ENT_IMPORT_ITEM_N_KINDS; kind++)
    {
      guint n = kind > 0 ? ent_import_item_count (report, kind - 1) : total;
      /* Translators: what becomes of rows, and of how many of them */
      g_autofree char *text = g_strdup_printf (_ ("%s (%'u)"), kind > 0 ? ent_import_item_get_label (kind - 1) : _ ("All"), n);
      g_autoptr (GtkStringObject) item = gtk_string_object_new (text);

      g_object_set_data (G_OBJECT (item), "kind", GINT_TO_POINTER (kind));
      if (kind == 0 || n > 0)
        g_list_store_append (items, item);
    }
  gtk_drop_down_set_model (self->show_drop_down, G_LIST_MODEL (items));
}

static void
ent_import_preview_dispose (GObject *object)
{
  EntImportPreview *self = ENT_IMPORT_PREVIEW (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_IMPORT_PREVIEW);

  G_OBJECT_CLASS (ent_import_preview_parent_class)->dispose (object);
}

static void
ent_import_preview_class_init (EntImportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_import_preview_dispose;

  g_type_ensure (ENT_TYPE_IMPORT_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-import-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, EntImportPreview, summary_label);
  gtk_widget_class_bind_template_child (widget_class, EntImportPreview, rejected_label);
  gtk_widget_class_bind_template_child (widget_class, EntImportPreview, show_drop_down);
  gtk_widget_class_bind_template_child (widget_class, EntImportPreview, list_view);
  gtk_widget_class_bind_template_child (widget_class, EntImportPreview, rest_label);
  gtk_widget_class_bind_template_callback (widget_class, shown_kind_changed_cb);
}

static void
ent_import_preview_init (EntImportPreview *self)
{
  g_autoptr (GtkExpression) label = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_expression (self->show_drop_down, label);
}

/**
 * ent_import_preview_set_report:
 * @self: a preview
 * @report: what an import would do
 */
void
ent_import_preview_set_report (EntImportPreview *self,
                               const EntImportReport *report)
{
  g_autofree char *summary = ent_import_report_describe (report);
  g_autofree char *rejected =
    g_strdup_printf (ngettext ("%'u row would be left out. You can save it as a file afterwards, correct it and import it again.",
                               "%'u rows would be left out. You can save them as a file afterwards, correct them and import them again.", report->rejected),
                     report->rejected);
  GtkCustomFilter *filter = gtk_custom_filter_new (filter_kind, self->show_drop_down, NULL);
  g_autoptr (GtkSelectionModel) selection = NULL;

  fill_shown_kinds (self, report);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (gtk_filter_list_model_new (ent_import_items_new (report), GTK_FILTER (filter)))));
  gtk_list_view_set_model (self->list_view, selection);
  gtk_label_set_label (self->summary_label, summary);
  gtk_label_set_label (self->rejected_label, rejected);
  gtk_widget_set_visible (GTK_WIDGET (self->rejected_label), report->rejected > 0);
  gtk_label_set_label (self->rest_label, _ ("Only the first rows are listed; all are counted."));
  gtk_widget_set_visible (GTK_WIDGET (self->rest_label),
                          report->outcomes->len + report->problems->len < report->rows + report->warnings);
}
