/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-paper.h"

#include <math.h>

#include "ent-gettext.h"
#include "ent-identity.h"
#include "ent-locale.h"

/* Fonts of the desktops that Entente runs on; the last is always there. */
#define FAMILIES "Cantarell, Adwaita Sans, Noto Sans, DejaVu Sans, Sans"

/* In the colour of the document. */
#define ACCENT 0x1000000

/* A page that is used down to here has room for one more chapter, below this space. */
#define MOST_USED 260.0
#define ABOVE_CHAPTER 30.0
#define LINE_SPACING 1.18
#define TEXT_BELOW 6.0
#define SECTION_ABOVE 16.0
#define SECTION_BELOW 2.0
#define WIDTH ENT_PAPER_TEXT_WIDTH

static const struct
{
  double size;
  PangoWeight weight;
  guint32 color;
} faces[] = {
  [ENT_PAPER_TITLE] = { 34, PANGO_WEIGHT_BOLD, 0xffffff },
  [ENT_PAPER_CHAPTER] = { 21, PANGO_WEIGHT_BOLD, ACCENT },
  [ENT_PAPER_FIGURE] = { 23, PANGO_WEIGHT_BOLD, ACCENT },
  [ENT_PAPER_LEAD] = { 13, PANGO_WEIGHT_NORMAL, 0xffffff },
  [ENT_PAPER_SECTION] = { 12.5, PANGO_WEIGHT_BOLD, 0x202024 },
  [ENT_PAPER_BODY] = { 10, PANGO_WEIGHT_NORMAL, 0x202024 },
  [ENT_PAPER_STRONG] = { 10, PANGO_WEIGHT_BOLD, 0x202024 },
  [ENT_PAPER_CELL] = { 9, PANGO_WEIGHT_NORMAL, 0x202024 },
  [ENT_PAPER_STRONG_CELL] = { 9, PANGO_WEIGHT_BOLD, 0x202024 },
  [ENT_PAPER_QUIET_CELL] = { 9, PANGO_WEIGHT_NORMAL, 0x55555d },
  [ENT_PAPER_SMALL] = { 8, PANGO_WEIGHT_NORMAL, 0x55555d },
};

static void
chapter_free (gpointer data)
{
  EntPaperChapter *chapter = data;

  g_free (chapter->title);
  g_free (chapter);
}

static EntPaper *
create_paper (const char *footer,
              int n_pages)
{
  EntPaper *self = g_new0 (EntPaper, 1);
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();

  self->footer = footer;
  self->n_pages = n_pages;
  self->chapters = g_ptr_array_new_with_free_func (chapter_free);
  self->alternatives = g_ptr_array_new_with_free_func (g_free);
  self->boxes = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  self->links = g_ptr_array_new_with_free_func (g_free);
  self->scopes = g_string_new (NULL);
  self->accent = ENT_IDENTITY_BLUE;

  /* A font map of one's own: the shared one is the main thread's. One point of type is one point of paper. */
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (fonts), 72);
  self->context = pango_font_map_create_context (fonts);
  pango_context_set_language (self->context, pango_language_from_string (ent_locale_is_french () ? "fr" : "en"));
  pango_context_set_round_glyph_positions (self->context, FALSE);

  return self;
}

EntPaper *
ent_paper_new (cairo_surface_t *surface,
               const char *footer,
               int n_pages)
{
  EntPaper *self = create_paper (footer, n_pages);

  self->surface = surface;
  self->cr = cairo_create (surface);
  return self;
}

static void
record_page (EntPaper *self)
{
  cairo_surface_t *page = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &(cairo_rectangle_t){ 0, 0, ENT_PAPER_WIDTH, ENT_PAPER_HEIGHT });

  g_ptr_array_add (self->pages, page);
  g_clear_pointer (&self->cr, cairo_destroy);
  self->cr = cairo_create (page);
}

/* Pages that are kept to be drawn later, on paper or on a screen: without tags, and without bookmarks. */
EntPaper *
ent_paper_new_recorded (const char *footer,
                        int n_pages)
{
  EntPaper *self = create_paper (footer, n_pages);

  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  return self;
}

void
ent_paper_free (EntPaper *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_object_unref (self->context);
  g_ptr_array_unref (self->chapters);
  g_ptr_array_unref (self->alternatives);
  g_array_unref (self->boxes);
  g_ptr_array_unref (self->links);
  g_string_free (self->scopes, TRUE);
  g_free (self);
}

void
ent_paper_begin (EntPaper *self,
                 const char *tag)
{
  if (self->pages == NULL)
    cairo_tag_begin (self->cr, tag, NULL);
}

/* A link to @target, as cairo names it, which leads to @title; ended as CAIRO_TAG_LINK. */
void
ent_paper_begin_link (EntPaper *self,
                      const char *title,
                      const char *target)
{
  g_ptr_array_add (self->links, g_strdup (title));
  if (self->pages == NULL)
    cairo_tag_begin (self->cr, CAIRO_TAG_LINK, target);
}

void
ent_paper_end (EntPaper *self,
               const char *tag)
{
  if (self->pages == NULL)
    cairo_tag_end (self->cr, tag);
}

PangoLayout *
ent_paper_layout (EntPaper *self,
                  EntPaperFace face,
                  const char *text,
                  double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_new ();
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_font_description_set_family (font, FAMILIES);
  pango_font_description_set_weight (font, faces[face].weight);
  pango_font_description_set_absolute_size (font, faces[face].size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  /* Ligatures would be found and copied as single letters; figures of one width stand below each other. Where an address
   * must be parted, a hyphen would be read as one of its signs. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("liga=0, tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_line_spacing (layout, LINE_SPACING);
  pango_layout_set_text (layout, text, -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }

  return layout;
}

double
ent_paper_measure (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

static void
set_color (EntPaper *self,
           guint32 rgb)
{
  cairo_set_source_rgb (self->cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

void
ent_paper_show (EntPaper *self,
                PangoLayout *layout,
                EntPaperFace face,
                double x,
                double y)
{
  set_color (self, faces[face].color == ACCENT ? self->accent : faces[face].color);
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
}

/* What stands on every page is no part of the text. */
static void
draw_footer (EntPaper *self)
{
  g_autofree char *number = self->n_pages > 0 ? g_strdup_printf ("%d / %d", self->page, self->n_pages) : g_strdup_printf ("%d", self->page);
  g_autoptr (PangoLayout) left = ent_paper_layout (self, ENT_PAPER_SMALL, self->footer, WIDTH - 80);
  g_autoptr (PangoLayout) right = ent_paper_layout (self, ENT_PAPER_SMALL, number, 80);
  double y = ENT_PAPER_HEIGHT - ENT_PAPER_BOTTOM + 26;

  pango_layout_set_height (left, -1);
  pango_layout_set_ellipsize (left, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
  ent_paper_begin (self, "Artifact");
  ent_paper_show (self, left, ENT_PAPER_SMALL, ENT_PAPER_MARGIN, y);
  ent_paper_show (self, right, ENT_PAPER_SMALL, ENT_PAPER_WIDTH - ENT_PAPER_MARGIN - 80, y);
  ent_paper_end (self, "Artifact");
}

/* Turns the page. A cover has no foot. */
void
ent_paper_new_page (EntPaper *self)
{
  if (self->page > (self->has_cover ? 1 : 0))
    draw_footer (self);
  if (self->pages != NULL)
    record_page (self);
  else if (self->page > 0)
    cairo_show_page (self->cr);
  self->page++;
  self->y = ENT_PAPER_TOP;
}

/* Draws what is left of the last page; surfaces finish it themselves. */
void
ent_paper_close (EntPaper *self)
{
  draw_footer (self);
}

/* Turns the page unless there is room for @height. */
void
ent_paper_reserve (EntPaper *self,
                   double height)
{
  if (self->y + height > ENT_PAPER_HEIGHT - ENT_PAPER_BOTTOM && self->y > ENT_PAPER_TOP)
    ent_paper_new_page (self);
}

void
ent_paper_skip (EntPaper *self,
                double height)
{
  if (self->y > ENT_PAPER_TOP)
    self->y += height;
}

/* Begins a chapter on a page of its own, with a bookmark and a place that the contents lead to. After a chapter that has little
 * to say it follows on the same page; the first, which sums up, stands alone. */
void
ent_paper_add_chapter (EntPaper *self,
                       const char *title)
{
  EntPaperChapter *chapter = g_new0 (EntPaperChapter, 1);
  g_autoptr (PangoLayout) layout = ent_paper_layout (self, ENT_PAPER_CHAPTER, title, WIDTH);
  g_autofree char *place = g_strdup_printf ("name='chapter%u'", self->chapters->len + 1);
  g_autofree char *link = NULL;

  if (self->chapters->len > 1 && self->y < MOST_USED)
    ent_paper_skip (self, ABOVE_CHAPTER);
  else
    ent_paper_new_page (self);
  chapter->title = g_strdup (title);
  chapter->page = self->page;
  g_ptr_array_add (self->chapters, chapter);
  link = g_strdup_printf ("page=%d pos=[0 %d]", self->page, (int) self->y - 20);
  if (self->surface != NULL)
    self->outline = cairo_pdf_surface_add_outline (self->surface, CAIRO_PDF_OUTLINE_ROOT, title, link, 0);

  ent_paper_begin (self, "H2");
  if (self->surface != NULL)
    cairo_tag_begin (self->cr, CAIRO_TAG_DEST, place);
  ent_paper_show (self, layout, ENT_PAPER_CHAPTER, ENT_PAPER_MARGIN, self->y);
  ent_paper_end (self, CAIRO_TAG_DEST);
  ent_paper_end (self, "H2");
  self->y += ent_paper_measure (layout) + 14;
}

/* A heading within a chapter that has a bookmark below the chapter's. */
void
ent_paper_add_entry (EntPaper *self,
                     const char *title)
{
  g_autofree char *link = NULL;

  ent_paper_reserve (self, ent_paper_measure_section (self, title) + 120);
  link = g_strdup_printf ("page=%d pos=[0 %d]", self->page, (int) MAX (self->y - 8, 0));
  if (self->surface != NULL)
    cairo_pdf_surface_add_outline (self->surface, self->outline, title, link, 0);
  ent_paper_add_section (self, title);
}

/* A figure is told by @alternative, and is found in the frame that is given. */
static void
begin_figure (EntPaper *self,
              const char *alternative,
              double x,
              double y,
              double width,
              double height)
{
  cairo_rectangle_t box = { x, y, width, height };

  g_ptr_array_add (self->alternatives, g_strdup (alternative));
  g_array_append_val (self->boxes, box);
  ent_paper_begin (self, "Figure");
}

/**
 * ent_paper_draw_picture:
 * @self: pages
 * @picture: an image
 * @alternative: what stands for it
 * @x: left
 * @y: top
 * @width: of the room there is
 * @height: of the room there is
 *
 * Draws a picture as great as the room allows, at its upper left.
 */
void
ent_paper_draw_picture (EntPaper *self,
                        cairo_surface_t *picture,
                        const char *alternative,
                        double x,
                        double y,
                        double width,
                        double height)
{
  double scale = MIN (width / cairo_image_surface_get_width (picture), height / cairo_image_surface_get_height (picture));

  begin_figure (self, alternative, x, y, scale * cairo_image_surface_get_width (picture), scale * cairo_image_surface_get_height (picture));
  cairo_save (self->cr);
  cairo_translate (self->cr, x, y);
  cairo_scale (self->cr, scale, scale);
  cairo_set_source_surface (self->cr, picture, 0, 0);
  cairo_paint (self->cr);
  cairo_restore (self->cr);
  ent_paper_end (self, "Figure");
}

void
ent_paper_add_text (EntPaper *self,
                    const char *tag,
                    EntPaperFace face,
                    const char *text)
{
  g_autoptr (PangoLayout) layout = ent_paper_layout (self, face, text, WIDTH);
  double height = ent_paper_measure (layout);

  ent_paper_reserve (self, height);
  ent_paper_begin (self, tag);
  ent_paper_show (self, layout, face, ENT_PAPER_MARGIN, self->y);
  ent_paper_end (self, tag);
  self->y += height + TEXT_BELOW;
}

/* How much room a heading within a chapter takes; none for %NULL. */
double
ent_paper_measure_section (EntPaper *self,
                           const char *text)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (text == NULL)
    return 0;

  layout = ent_paper_layout (self, ENT_PAPER_SECTION, text, WIDTH);
  return SECTION_ABOVE + ent_paper_measure (layout) + TEXT_BELOW + SECTION_BELOW;
}

/* A heading within a chapter, never alone at the foot of a page; nothing for %NULL. */
void
ent_paper_add_section (EntPaper *self,
                       const char *text)
{
  if (text == NULL)
    return;

  ent_paper_reserve (self, ent_paper_measure_section (self, text) + 60);
  ent_paper_skip (self, SECTION_ABOVE);
  ent_paper_add_text (self, "H3", ENT_PAPER_SECTION, text);
  self->y += SECTION_BELOW;
}

/* A list of sentences. */
void
ent_paper_add_list (EntPaper *self,
                    const char *const *items)
{
  g_autoptr (PangoLayout) bullet = ent_paper_layout (self, ENT_PAPER_BODY, "•", 0);

  ent_paper_begin (self, "L");
  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autoptr (PangoLayout) layout = ent_paper_layout (self, ENT_PAPER_BODY, items[i], WIDTH - 14);
      double height = ent_paper_measure (layout);

      ent_paper_reserve (self, height);
      ent_paper_begin (self, "LI");
      ent_paper_begin (self, "Lbl");
      ent_paper_show (self, bullet, ENT_PAPER_BODY, ENT_PAPER_MARGIN, self->y);
      ent_paper_end (self, "Lbl");
      ent_paper_begin (self, "LBody");
      ent_paper_show (self, layout, ENT_PAPER_BODY, ENT_PAPER_MARGIN + 14, self->y);
      ent_paper_end (self, "LBody");
      ent_paper_end (self, "LI");
      self->y += height + 5;
    }
  ent_paper_end (self, "L");
}

static double
draw_tile (EntPaper *self,
           const EntPaperTile *tile,
           double x,
           double width)
{
  g_autoptr (PangoLayout) value = ent_paper_layout (self, ENT_PAPER_FIGURE, tile->value, width);
  g_autoptr (PangoLayout) label = ent_paper_layout (self, ENT_PAPER_SMALL, tile->label, width);
  double height = ent_paper_measure (value);

  ent_paper_begin (self, "P");
  ent_paper_show (self, value, ENT_PAPER_FIGURE, x, self->y + 8);
  ent_paper_show (self, label, ENT_PAPER_SMALL, x, self->y + 8 + height);
  ent_paper_end (self, "P");

  return 8 + height + ent_paper_measure (label);
}

/* Great figures side by side, three to a line. */
void
ent_paper_add_tiles (EntPaper *self,
                     const EntPaperTile *tiles,
                     guint n_tiles)
{
  const guint per_line = 3;
  const double gap = 18, width = (WIDTH - (per_line - 1) * gap) / per_line;

  for (guint i = 0; i < n_tiles; i += per_line)
    {
      double height = 0;

      ent_paper_reserve (self, 70);
      for (guint j = i; j < MIN (i + per_line, n_tiles); j++)
        {
          double x = ENT_PAPER_MARGIN + (j - i) * (width + gap), own;

          ent_paper_begin (self, "Artifact");
          set_color (self, self->accent);
          cairo_rectangle (self->cr, x, self->y, width, 1.5);
          cairo_fill (self->cr);
          ent_paper_end (self, "Artifact");
          own = draw_tile (self, &tiles[j], x, width);
          height = MAX (height, own);
        }
      self->y += height + 14;
    }
}

/**
 * ent_paper_get_figure_context:
 * @self: the pages
 *
 * Returns: (transfer none): the fonts of a figure, for measuring it
 */
PangoContext *
ent_paper_get_figure_context (EntPaper *self)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, FAMILIES);
  pango_font_description_set_absolute_size (font, 9 * PANGO_SCALE);
  pango_context_set_font_description (self->context, font);
  pango_font_description_free (font);

  return self->context;
}

/**
 * ent_paper_add_figure:
 * @self: the pages
 * @title: (nullable): heading, which stays on the page of the figure
 * @alternative: the figure in words
 * @height: how high it is, in points
 * @draw: draws it
 * @data: for @draw
 */
void
ent_paper_add_figure (EntPaper *self,
                      const char *title,
                      const char *alternative,
                      double height,
                      EntPaperDraw draw,
                      gpointer data)
{
  ent_paper_reserve (self, ent_paper_measure_section (self, title) + height);
  ent_paper_add_section (self, title);
  begin_figure (self, alternative, ENT_PAPER_MARGIN, self->y, WIDTH, height);
  cairo_save (self->cr);
  cairo_translate (self->cr, ENT_PAPER_MARGIN, self->y);
  draw (self->cr, ent_paper_get_figure_context (self), WIDTH, data);
  cairo_restore (self->cr);
  ent_paper_end (self, "Figure");
  self->y += height + 16;
}
