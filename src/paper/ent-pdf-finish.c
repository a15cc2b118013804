/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader needs and cairo 1.18 has no words for: the language of the document, the texts that stand for
 * figures and their frames, what links lead to, whether a heading is that of a row or of a column, and what the document says
 * of itself in XMP. They are added as PDF means changes to be: by an update at the end of the file (ISO 32000-1, 7.5.6), to
 * the objects that cairo wrote in PDF 1.4, where none is packed into a stream. */
#include "ent-pdf-finish-private.h"

#include <string.h>

typedef struct
{
  guint number;
  gsize offset; /* in the finished file */
} Change;

typedef struct
{
  GByteArray *pdf;
  GArray *changes;     /* (owned) (element-type Change) */
  guint n_objects;     /* that cairo wrote; the next one is the metadata */
  const char *language;
} Update;

#define METADATA                                                                                                       \
  "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"                                               \
  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"       \
  "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n" \
  "<dc:format>application/pdf</dc:format><xmp:CreatorTool>Entente</xmp:CreatorTool>\n"                                \
  "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"                              \
  "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n"                                                  \
  "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"                                                \
  "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"

/* Not g_strrstr_len(): there may be zeros before it. */
static const char *
find_last (const GByteArray *pdf,
           const char *word)
{
  gsize length = strlen (word);

  for (gsize i = pdf->len; i >= length; i--)
    if (memcmp (pdf->data + i - length, word, length) == 0)
      return (const char *) pdf->data + i - length;

  return NULL;
}

/* Where the objects are, by their number; 0 for those that are not in use. The table has lines of 20 bytes. */
static GArray *
read_offsets (const GByteArray *pdf)
{
  g_autoptr (GArray) offsets = g_array_new (FALSE, TRUE, sizeof (gsize));
  const char *end = (const char *) pdf->data + pdf->len;
  const char *start = find_last (pdf, "startxref\n");
  gsize table = start != NULL ? g_ascii_strtoull (start + sizeof "startxref\n" - 1, NULL, 10) : 0;
  const char *line, *after;
  guint64 n;

  if (table == 0 || table + 16 > pdf->len || !g_str_has_prefix ((const char *) pdf->data + table, "xref\n0 "))
    return NULL;

  n = g_ascii_strtoull ((const char *) pdf->data + table + sizeof "xref\n0 " - 1, (char **) &after, 10);
  line = after + 1;
  for (guint64 i = 0; i < n && line + 20 <= end; i++, line += 20)
    {
      gsize offset = line[17] == 'n' ? g_ascii_strtoull (line, NULL, 10) : 0;

      if (offset >= pdf->len)
        return NULL;
      g_array_append_val (offsets, offset);
    }

  return g_steal_pointer (&offsets);
}

/* What is between the brackets of a dictionary that is an object; %NULL for anything else. */
static char *
read_dictionary (const GByteArray *pdf,
                 gsize offset)
{
  const char *object = (const char *) pdf->data + offset;
  gsize left = pdf->len - offset;
  const char *start = g_strstr_len (object, MIN (left, 40), " obj\n<<");
  const char *end = start != NULL ? g_strstr_len (start, left - (start - object), "\nendobj") : NULL;

  if (start == NULL || end == NULL || end - start > 64 * 1024 || g_strstr_len (start, end - start, "stream") != NULL
      || end[-1] != '>' || end[-2] != '>')
    return NULL;

  start += sizeof " obj\n<<" - 1;
  return g_strndup (start, end - 2 - start);
}

static void
append (Update *self,
        const char *text)
{
  g_byte_array_append (self->pdf, (const guint8 *) text, strlen (text));
}

/* Writes object @number anew, with @more in its dictionary. */
static void
change_object (Update *self,
               guint number,
               const char *dictionary,
               const char *more)
{
  g_autofree char *object = g_strdup_printf ("%u 0 obj\n<<%s%s>>\nendobj\n", number, dictionary, more);
  Change change = { number, self->pdf->len };

  append (self, object);
  g_array_append_val (self->changes, change);
}

/* UTF-16 in hexadecimal, as any text may be written. */
static char *
encode_text (const char *text)
{
  g_autoptr (GString) code = g_string_new ("<FEFF");
  glong n = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &n, NULL);

  for (glong i = 0; i < n; i++)
    g_string_append_printf (code, "%04X", units[i]);
  g_string_append_c (code, '>');

  return g_string_free_and_steal (g_steal_pointer (&code));
}

static char *
describe_figure (const EntPaper *paper,
                 guint i)
{
  g_autofree char *text = encode_text (paper->alternatives->pdata[i]);
  const cairo_rectangle_t *box = &g_array_index (paper->boxes, cairo_rectangle_t, i);
  const double sides[] = { box->x, ENT_PAPER_HEIGHT - box->y - box->height, box->x + box->width, ENT_PAPER_HEIGHT - box->y };
  char numbers[4][G_ASCII_DTOSTR_BUF_SIZE];

  for (guint j = 0; j < G_N_ELEMENTS (sides); j++)
    g_ascii_formatd (numbers[j], sizeof numbers[j], "%.2f", sides[j]);

  return g_strdup_printf ("   /Alt %s\n   /A << /O /Layout /Placement /Block /BBox [ %s %s %s %s ] >>\n", text, numbers[0], numbers[1], numbers[2], numbers[3]);
}

static void
change_objects (Update *self,
                const GArray *offsets,
                const EntPaper *paper)
{
  guint n_figures = 0, n_headings = 0, n_links = 0;

  for (guint i = 0; i < offsets->len; i++)
    {
      gsize offset = g_array_index (offsets, gsize, i);
      g_autofree char *dictionary = offset > 0 ? read_dictionary (self->pdf, offset) : NULL;

      if (dictionary == NULL)
        continue;
      if (strstr (dictionary, "/Type /Catalog") != NULL)
        {
          g_autofree char *more = g_strdup_printf ("   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true >>\n   /Metadata %u 0 R\n",
                                                   self->language, self->n_objects);

          change_object (self, i, dictionary, more);
        }
      /* cairo notes the number of each page in a comment. Links are stepped through in the order of the text. */
      else if (strstr (dictionary, "/Type /Page %") != NULL)
        change_object (self, i, dictionary, "   /Tabs /S\n");
      else if (strstr (dictionary, "/S /Figure\n") != NULL && n_figures < paper->alternatives->len)
        {
          g_autofree char *more = describe_figure (paper, n_figures++);

          change_object (self, i, dictionary, more);
        }
      else if (strstr (dictionary, "/Subtype /Link\n") != NULL && n_links < paper->links->len)
        {
          g_autofree char *text = encode_text (paper->links->pdata[n_links++]);
          g_autofree char *more = g_strdup_printf ("   /Contents %s\n", text);

          change_object (self, i, dictionary, more);
        }
      else if (strstr (dictionary, "/S /TH\n") != NULL && n_headings < paper->scopes->len)
        {
          g_autofree char *more = g_strdup_printf ("   /A << /O /Table /Scope /%s >>\n", paper->scopes->str[n_headings++] == 'C' ? "Column" : "Row");

          change_object (self, i, dictionary, more);
        }
    }
}

/* XML has no words for control characters. */
static char *
escape (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (plain, g_unichar_iscntrl (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p));

  return g_markup_escape_text (plain->str, plain->len);
}

/* What the document says of itself, as programs that do not know PDF read it too (ISO 16684-1). It names no standard that
 * nobody has verified it against. */
static void
add_metadata (Update *self,
              const EntPdfInfo *info)
{
  g_autofree char *title = escape (info->title);
  g_autofree char *author = escape (info->author != NULL ? info->author : "Entente");
  g_autofree char *packet = g_strdup_printf (METADATA, title, author, self->language);
  g_autofree char *object = g_strdup_printf ("%u 0 obj\n<< /Type /Metadata\n   /Subtype /XML\n   /Length %" G_GSIZE_FORMAT "\n>>\nstream\n%s\nendstream\nendobj\n",
                                             self->n_objects, strlen (packet), packet);
  Change change = { self->n_objects, self->pdf->len };

  append (self, object);
  g_array_append_val (self->changes, change);
}

/* There is one object more. */
static char *
enlarge (const char *trailer,
         guint n_objects)
{
  g_autofree char *size = g_strdup_printf ("/Size %u\n", n_objects);
  g_autofree char *larger = g_strdup_printf ("/Size %u\n", n_objects + 1);
  g_autoptr (GString) text = g_string_new (trailer);

  g_string_replace (text, size, larger, 1);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
append_cross_references (Update *self,
                         const char *trailer,
                         gsize previous)
{
  gsize table = self->pdf->len;
  g_autofree char *end = g_strdup_printf ("trailer\n<<%s   /Prev %" G_GSIZE_FORMAT "\n>>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                                          trailer, previous, table);

  append (self, "xref\n");
  for (guint i = 0; i < self->changes->len; i++)
    {
      const Change *change = &g_array_index (self->changes, Change, i);
      g_autofree char *entry = g_strdup_printf ("%u 1\n%010" G_GSIZE_FORMAT " 00000 n \n", change->number, change->offset);

      append (self, entry);
    }
  append (self, end);
}

/**
 * ent_pdf_finish:
 * @pdf: a document that cairo wrote, restricted to PDF 1.4; the update is appended
 * @info: what the document says of itself
 * @language: the language of its texts, as in RFC 5646
 * @paper: what it was drawn on, with what its figures, links and headings of tables mean, in their order
 *
 * A document of another form than cairo's is left as it is: it can be read all the same.
 */
void
ent_pdf_finish (GByteArray *pdf,
                const EntPdfInfo *info,
                const char *language,
                const EntPaper *paper)
{
  g_autoptr (GArray) offsets = read_offsets (pdf);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  const char *trailer = find_last (pdf, "trailer\n<<");
  const char *start = find_last (pdf, "startxref\n");
  const char *trailer_end
    = trailer != NULL ? g_strstr_len (trailer, pdf->len - (trailer - (const char *) pdf->data), ">>\nstartxref") : NULL;
  g_autofree char *dictionary = NULL;
  g_autofree char *larger = NULL;
  Update self = { pdf, changes, offsets != NULL ? offsets->len : 0, language };
  gsize previous;

  if (offsets == NULL || trailer_end == NULL || start == NULL)
    return;

  previous = g_ascii_strtoull (start + sizeof "startxref\n" - 1, NULL, 10);
  trailer += sizeof "trailer\n<<" - 1;
  dictionary = g_strndup (trailer, trailer_end - trailer);
  larger = enlarge (dictionary, offsets->len);
  change_objects (&self, offsets, paper);
  add_metadata (&self, info);
  append_cross_references (&self, larger, previous);
}
