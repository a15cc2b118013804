/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-document-view.h"

#include <glib/gi18n-lib.h>

#include "ent-document-table.h"
#include "ent-figure-table.h"
#include "ent-paper-texture.h"
#include "ent-paper.h"

/* Dots of the preview for each point of the paper. */
#define SHARPNESS 2.0

struct _EntDocumentView
{
  AdwBin parent_instance;

  EntDocumentPreview *preview; /* (nullable) (owned) */
  guint page;                  /* of the preview, that is shown */

  GtkStack *stack; /* (not nullable): template children */
  GtkScrolledWindow *page_window;
  GtkPicture *page_picture;
  GtkLabel *page_label;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkTextView *text_view;
  GtkBox *table_box;
  GtkScrolledWindow *listing_window;
  GtkLabel *listing_label;
  AdwStatusPage *failed_page;
};

G_DEFINE_FINAL_TYPE (EntDocumentView, ent_document_view, ADW_TYPE_BIN)

static void
show_page (EntDocumentView *self,
           guint page)
{
  guint n = self->preview->pages->len;
  /* Translators: the number of a page, and how many there are */
  g_autofree char *label = g_strdup_printf (_ ("Page %u of %u"), page + 1, n);
  g_autoptr (GdkTexture) texture = ent_paper_texture_new (self->preview->pages->pdata[page], ENT_PAPER_WIDTH, ENT_PAPER_HEIGHT, SHARPNESS);

  self->page = page;
  gtk_label_set_text (self->page_label, label);
  gtk_picture_set_paintable (self->page_picture, GDK_PAINTABLE (texture));
  gtk_picture_set_alternative_text (self->page_picture, label);
  gtk_widget_set_sensitive (self->previous_button, page > 0);
  gtk_widget_set_sensitive (self->next_button, page + 1 < n);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->page_window), 0);
}

static void
previous_clicked_cb (EntDocumentView *self)
{
  show_page (self, self->page - 1);
}

static void
next_clicked_cb (EntDocumentView *self)
{
  show_page (self, self->page + 1);
}

static void
show_tables (EntDocumentView *self,
             EntReturnsYear *figures)
{
  if (gtk_widget_get_first_child (GTK_WIDGET (self->table_box)) != NULL)
    return;

  for (guint i = 0; i < ent_returns_year_get_n_tables (figures); i++)
    {
      const EntReturnsTable *table = ent_returns_year_get_table (figures, i);
      GtkWidget *heading = gtk_label_new (table->title);

      gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
      gtk_label_set_xalign (GTK_LABEL (heading), 0);
      gtk_widget_add_css_class (heading, "heading");
      gtk_box_append (self->table_box, heading);
      gtk_box_append (self->table_box, ent_figure_table_new (table, FALSE));
    }
}

/* The first rows of a table that is read from the workspace. */
static void
show_listing (EntDocumentView *self,
              const EntDocumentTable *table)
{
  g_autofree char *label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u row", "%u rows", table->n_rows), table->n_rows);
  /* Translators: how many rows of a table are shown, and how many there are */
  g_autofree char *some = g_strdup_printf (_ ("The first %1$u of %2$u rows"), table->rows->len, table->n_rows);

  gtk_label_set_text (self->listing_label, table->rows->len < table->n_rows ? some : label);
  gtk_scrolled_window_set_child (self->listing_window, ent_document_table_view_new (table));
}

/* Returns: the page that shows it */
static const char *
fill (EntDocumentView *self,
      EntReturnsYear *figures)
{
  const EntDocumentPreview *preview = self->preview;

  if (preview->table != NULL && preview->table->n_rows == 0)
    return "nothing";
  if (preview->table != NULL)
    {
      show_listing (self, preview->table);
      return "listing";
    }
  if (ent_document_preview_is_blocked (preview))
    return "blocked";
  if (preview->pages != NULL)
    {
      show_page (self, 0);
      return "pages";
    }
  if (preview->text != NULL)
    {
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), preview->text, -1);
      return "text";
    }

  show_tables (self, figures);
  return "tables";
}

static void
ent_document_view_dispose (GObject *object)
{
  /* The bin would keep what the template lets go. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_DOCUMENT_VIEW);

  G_OBJECT_CLASS (ent_document_view_parent_class)->dispose (object);
}

static void
ent_document_view_finalize (GObject *object)
{
  ent_document_preview_free (ENT_DOCUMENT_VIEW (object)->preview);

  G_OBJECT_CLASS (ent_document_view_parent_class)->finalize (object);
}

static void
ent_document_view_class_init (EntDocumentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_document_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_document_view_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-document-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, stack);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, page_window);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, page_picture);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, page_label);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, previous_button);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, next_button);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, text_view);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, table_box);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, listing_window);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, listing_label);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentView, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

static void
ent_document_view_init (EntDocumentView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_document_view_wait:
 * @self: what shows a document
 *
 * Shows that its preview is being made.
 */
void
ent_document_view_wait (EntDocumentView *self)
{
  g_return_if_fail (ENT_IS_DOCUMENT_VIEW (self));

  gtk_stack_set_visible_child_name (self->stack, "loading");
}

/**
 * ent_document_view_fail:
 * @self: what shows a document
 * @message: why there is no preview
 */
void
ent_document_view_fail (EntDocumentView *self,
                        const char *message)
{
  g_return_if_fail (ENT_IS_DOCUMENT_VIEW (self));

  adw_status_page_set_description (self->failed_page, message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/**
 * ent_document_view_take:
 * @self: what shows a document
 * @preview: (transfer full): what it will be
 * @figures: (nullable): the figures that the tables of a workbook are of
 */
void
ent_document_view_take (EntDocumentView *self,
                        EntDocumentPreview *preview,
                        EntReturnsYear *figures)
{
  g_return_if_fail (ENT_IS_DOCUMENT_VIEW (self));

  ent_document_preview_free (self->preview);
  self->preview = preview;
  gtk_stack_set_visible_child_name (self->stack, fill (self, figures));
}

/**
 * ent_document_view_get_preview:
 * @self: what shows a document
 *
 * Returns: (transfer none) (nullable): what was shown last
 */
const EntDocumentPreview *
ent_document_view_get_preview (EntDocumentView *self)
{
  g_return_val_if_fail (ENT_IS_DOCUMENT_VIEW (self), NULL);

  return self->preview;
}
