/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-cell.h"

#include <glib/gi18n-lib.h>

#include "ent-widgets-private.h"

struct _EntRecordCell
{
  GtkWidget parent_instance;

  const EntField *field;  /* (nullable): the headline and details when NULL */
  GtkListItem *item;      /* (not nullable): the item it is the child of */
  EntRecord *record;      /* (nullable) (owned) */
  gulong handler;         /* of changes of @record, 0 until it is shown */
  GtkInscription *text;   /* (not nullable): a child */
  GtkInscription *detail; /* (nullable): a child */
  int n_lines;            /* that headline and details share */
};

G_DEFINE_FINAL_TYPE (EntRecordCell, ent_record_cell, GTK_TYPE_WIDGET)

static char *
headline_of (EntRecord *record)
{
  g_autofree char *headline = ent_entity_display_headline (ent_record_get_entity (record), ent_record_get_headline (record));

  return *headline != '\0' ? g_steal_pointer (&headline) : g_strdup (_ ("Untitled"));
}

static void
show_record (EntRecordCell *self)
{
  g_autofree char *text = self->field != NULL ? ent_record_display (self->record, self->field) : headline_of (self->record);

  gtk_inscription_set_text (self->text, text);
  if (self->detail != NULL)
    {
      g_autofree char *details = ent_record_get_details (self->record, 3);

      gtk_inscription_set_text (self->detail, details);
      gtk_list_item_set_accessible_label (self->item, text);
      gtk_list_item_set_accessible_description (self->item, details != NULL ? details : "");
    }
}

static void
show_nothing (EntRecordCell *self)
{
  gtk_inscription_set_text (self->text, NULL);
  if (self->detail != NULL)
    {
      gtk_inscription_set_text (self->detail, NULL);
      gtk_list_item_set_accessible_label (self->item, "");
      gtk_list_item_set_accessible_description (self->item, "");
    }
}

static void
ensure_shown (EntRecordCell *self)
{
  if (self->record == NULL || self->handler != 0)
    return;

  show_record (self);
  self->handler = g_signal_connect_swapped (self->record, "notify", G_CALLBACK (show_record), self);
}

/* A list gives ten times as many rows a record as are in view, before it knows which: those are given a place. Until
 * then a cell that is in view keeps what it says, as it is most often given the next record at once. */
static void
set_record (EntRecordCell *self,
            EntRecord *record)
{
  g_clear_signal_handler (&self->handler, self->record);
  g_set_object (&self->record, record);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_nothing (self);
  if (record != NULL)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
ent_record_cell_unmap (GtkWidget *widget)
{
  EntRecordCell *self = ENT_RECORD_CELL (widget);

  GTK_WIDGET_CLASS (ent_record_cell_parent_class)->unmap (widget);

  if (self->handler == 0)
    show_nothing (self);
}

/* Of the lines of a list’s row the headline takes all but one where it needs them, and leaves the details the rest. */
static int
count_lines (GtkInscription *line,
             int width)
{
  const char *text = gtk_inscription_get_text (line);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (line), text != NULL ? text : "");

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return pango_layout_get_line_count (layout);
}

static void
place_lines (EntRecordCell *self,
             int width,
             int height)
{
  GtkAllocation place = { 0, 0, width, 0 };
  int text_height, detail_height, n_text, n_detail;

  gtk_widget_measure (GTK_WIDGET (self->text), GTK_ORIENTATION_VERTICAL, -1, NULL, &text_height, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->detail), GTK_ORIENTATION_VERTICAL, -1, NULL, &detail_height, NULL, NULL);
  n_text = MIN (count_lines (self->text, width), self->n_lines - 1);
  n_detail = MIN (count_lines (self->detail, width), self->n_lines - n_text);

  place.height = n_text * text_height;
  place.y = (height - place.height - n_detail * detail_height) / 2;
  gtk_widget_size_allocate (GTK_WIDGET (self->text), &place, -1);
  place.y += place.height;
  place.height = n_detail * detail_height;
  gtk_widget_size_allocate (GTK_WIDGET (self->detail), &place, -1);
}

static void
ent_record_cell_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  EntRecordCell *self = ENT_RECORD_CELL (widget);

  for (GtkWidget *line = gtk_widget_get_first_child (widget); line != NULL; line = gtk_widget_get_next_sibling (line))
    {
      int least, wanted;

      gtk_widget_measure (line, orientation, -1, &least, &wanted, NULL, NULL);
      *minimum = orientation == GTK_ORIENTATION_VERTICAL ? *minimum + least : MAX (*minimum, least);
      *natural = orientation == GTK_ORIENTATION_VERTICAL ? *natural + wanted : MAX (*natural, wanted);
      if (orientation == GTK_ORIENTATION_VERTICAL && self->detail != NULL && line == GTK_WIDGET (self->text))
        {
          *minimum += least * (self->n_lines - 2);
          *natural += wanted * (self->n_lines - 2);
        }
    }
}

static void
ent_record_cell_size_allocate (GtkWidget *widget,
                               int width,
                               int height,
                               int baseline)
{
  EntRecordCell *self = ENT_RECORD_CELL (widget);

  ensure_shown (self);
  if (self->detail != NULL)
    place_lines (self, width, height);
  else
    gtk_widget_size_allocate (GTK_WIDGET (self->text), &(GtkAllocation){ 0, 0, width, height }, -1);
}

/* Only what does not fit is worth saying twice. */
static gboolean
ent_record_cell_query_tooltip (GtkWidget *widget,
                               int x,
                               int y,
                               gboolean keyboard_tooltip,
                               GtkTooltip *tooltip)
{
  EntRecordCell *self = ENT_RECORD_CELL (widget);
  const char *text = gtk_inscription_get_text (self->text);
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (text == NULL || *text == '\0')
    return FALSE;

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->text), text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_tooltip_set_text (tooltip, text);
  return width > gtk_widget_get_width (GTK_WIDGET (self->text));
}

static GtkInscription *
add_line (EntRecordCell *self)
{
  GtkWidget *line = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (line), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (line), 1);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (line), 12);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  return GTK_INSCRIPTION (line);
}

static gboolean
is_number (const EntField *field)
{
  return field->type == ENT_FIELD_MONEY || field->type == ENT_FIELD_INTEGER || field->type == ENT_FIELD_REAL;
}

/* A headline may be made of those of other records, which are made of others again. */
static guint
count_parts (const EntEntity *entity)
{
  g_auto (GStrv) names = g_strsplit (entity->headline, ",", -1);
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const EntField *field = ent_entity_find_field (entity, names[i]);
      const EntEntity *target = field != NULL && field->targets != NULL ? ent_schema_find (field->targets) : NULL;

      n += target != NULL ? count_parts (target) : 1;
    }

  return n;
}

static GtkWidget *
create_row (const EntEntity *entity,
            GtkListItem *item)
{
  EntRecordCell *self = g_object_new (ENT_TYPE_RECORD_CELL, NULL);

  self->item = item;
  self->n_lines = count_parts (entity) > 2 ? 4 : 3;
  self->detail = add_line (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self), "two-lines");

  return GTK_WIDGET (self);
}

static GtkWidget *
create_cell (const EntField *field,
             GtkListItem *item)
{
  EntRecordCell *self = g_object_new (ENT_TYPE_RECORD_CELL, NULL);

  self->field = field;
  self->item = item;
  if (is_number (field))
    gtk_inscription_set_xalign (self->text, 1);
  if (is_number (field) || field->type == ENT_FIELD_DATE || field->type == ENT_FIELD_YEAR)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");

  return GTK_WIDGET (self);
}

static void
ent_record_cell_dispose (GObject *object)
{
  EntRecordCell *self = ENT_RECORD_CELL (object);

  g_clear_signal_handler (&self->handler, self->record);
  g_clear_object (&self->record);
  g_clear_pointer ((GtkWidget **) &self->text, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->detail, gtk_widget_unparent);

  G_OBJECT_CLASS (ent_record_cell_parent_class)->dispose (object);
}

static void
ent_record_cell_class_init (EntRecordCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->dispose = ent_record_cell_dispose;
  widget_class->query_tooltip = ent_record_cell_query_tooltip;
  widget_class->unmap = ent_record_cell_unmap;
  widget_class->measure = ent_record_cell_measure;
  widget_class->size_allocate = ent_record_cell_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "entcell");
}

static void
ent_record_cell_init (EntRecordCell *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  self->text = add_line (self);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem *item,
              gpointer entity)
{
  gtk_list_item_set_child (item, create_row (entity, item));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *item,
          gpointer field)
{
  gtk_list_item_set_child (item, create_cell (field, item));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *item)
{
  set_record (ENT_RECORD_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem *item)
{
  set_record (ENT_RECORD_CELL (gtk_list_item_get_child (item)), NULL);
}

static GtkListItemFactory *
create_factory (GCallback setup,
                gconstpointer data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", setup, (gpointer) data);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  return factory;
}

/*
 * ent_record_cell_factory_new:
 * @field: a field
 *
 * Returns: (transfer full): what makes cells for a column
 */
GtkListItemFactory *
ent_record_cell_factory_new (const EntField *field)
{
  return create_factory (G_CALLBACK (setup_cb), field);
}

/*
 * ent_record_cell_factory_new_for_rows:
 * @entity: what is listed
 *
 * Returns: (transfer full): what makes the rows of a list: the headline, and details below it
 */
GtkListItemFactory *
ent_record_cell_factory_new_for_rows (const EntEntity *entity)
{
  return create_factory (G_CALLBACK (setup_row_cb), entity);
}

/*
 * ent_record_cell_get_position:
 * @self: a cell
 *
 * Returns: the position of its row in the list
 */
guint
ent_record_cell_get_position (EntRecordCell *self)
{
  return gtk_list_item_get_position (self->item);
}
