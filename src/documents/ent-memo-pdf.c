/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request to a department on paper: the authority's sign, from whom to whom, what about, and the text. */
#include "ent-gettext.h"
#include "ent-identity.h"
#include "ent-locale.h"
#include "ent-memo.h"
#include "ent-pdf.h"

#define LOGO_HEIGHT 42.0
#define LOGO_WIDTH 160.0

typedef struct
{
  const EntMemo *memo;
  const EntIdentity *identity;
} Drawing;

static void
draw_line (EntPaper *paper,
           const char *format,
           const char *text)
{
  g_autoptr (GString) line = g_string_new (format);

  if (text == NULL || *text == '\0')
    return;

  g_string_replace (line, "%s", text, 1);
  ent_paper_add_text (paper, "P", ENT_PAPER_BODY, line->str);
}

static void
draw_head (EntPaper *paper,
           const Drawing *self)
{
  const EntMemo *memo = self->memo;
  g_autofree char *to = memo->recipient != NULL && !g_str_equal (memo->recipient, memo->department)
                          ? g_strdup_printf ("%s – %s", memo->department, memo->recipient)
                          : g_strdup (memo->department);
  g_autofree char *from = memo->sender != NULL && memo->unit != NULL ? g_strdup_printf ("%s – %s", memo->unit, memo->sender)
                                                                     : g_strdup (memo->unit != NULL ? memo->unit : memo->sender);
  g_autofree char *subject = NULL;

  if (self->identity->logo != NULL)
    {
      ent_paper_draw_picture (paper, self->identity->logo, memo->authority != NULL ? memo->authority : _ ("Logo"), ENT_PAPER_MARGIN, paper->y,
                              LOGO_WIDTH, LOGO_HEIGHT);
      ent_paper_skip (paper, LOGO_HEIGHT + 8);
    }
  if (memo->authority != NULL)
    ent_paper_add_text (paper, "P", ENT_PAPER_STRONG, memo->authority);
  ent_paper_skip (paper, 12);
  ent_paper_add_text (paper, "H1", ENT_PAPER_CHAPTER, _ ("Memorandum"));
  /* Translators: at the head of a memo: a department, perhaps its people */
  draw_line (paper, _ ("To: %s"), to);
  /* Translators: at the head of a memo: who sends it */
  draw_line (paper, _ ("From: %s"), from);
  /* Translators: at the head of a memo: a day */
  draw_line (paper, _ ("Date: %s"), memo->date);
  ent_paper_skip (paper, 6);
  /* Translators: at the head of a memo: what it is about */
  subject = g_strdup_printf (_ ("Subject: %s"), memo->subject);
  ent_paper_add_text (paper, "H2", ENT_PAPER_SECTION, subject);
  ent_paper_skip (paper, 6);
}

static void
draw_list (EntPaper *paper,
           GPtrArray *items)
{
  if (items->len == 0)
    return;

  g_ptr_array_add (items, NULL);
  ent_paper_add_list (paper, (const char *const *) items->pdata);
  g_ptr_array_set_size (items, 0);
}

/* A line is a paragraph; those that begin with a dash are a list. */
static void
draw_body (EntPaper *paper,
           const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "- "))
        {
          g_ptr_array_add (items, lines[i] + 2);
          continue;
        }
      draw_list (paper, items);
      if (*lines[i] != '\0')
        ent_paper_add_text (paper, "P", ENT_PAPER_BODY, lines[i]);
    }
  draw_list (paper, items);
}

static gboolean
draw (EntPaper *paper,
      const EntPaper *counted,
      gpointer data,
      GError **error)
{
  const Drawing *self = data;

  ent_paper_begin (paper, "Document");
  ent_paper_new_page (paper);
  draw_head (paper, self);
  draw_body (paper, self->memo->body);
  ent_paper_skip (paper, 18);
  if (self->memo->sender != NULL)
    ent_paper_add_text (paper, "P", ENT_PAPER_STRONG, self->memo->sender);
  if (self->memo->sender_title != NULL)
    ent_paper_add_text (paper, "P", ENT_PAPER_BODY, self->memo->sender_title);
  ent_paper_end (paper, "Document");

  return TRUE;
}

/**
 * ent_memo_write_pdf:
 * @self: a memo
 * @workspace: where the authority's logo and colour are
 * @path: where to write; what is there is replaced
 * @now: when
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was at @path is then untouched
 *
 * Writes the memo as a tagged PDF, in its language. Not for the main thread of a window.
 *
 * Returns: whether the file was written
 */
gboolean
ent_memo_write_pdf (const EntMemo *self,
                    EntWorkspace *workspace,
                    const char *path,
                    GDateTime *now,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (EntIdentity) identity = ent_identity_load (workspace);
  Drawing drawing = { self, identity };
  EntPdfInfo info = {
    .title = self->subject,
    .author = self->authority,
    .subject = self->department,
    .written_at = now,
    .footer = self->unit != NULL ? self->unit : self->subject,
    .accent = identity->color,
  };
  const char *spoken = ent_locale_get_language ();
  gboolean written;

  ent_locale_set_language (self->language);
  written = ent_pdf_write (&info, path, draw, &drawing, cancellable, error);
  ent_locale_set_language (spoken);

  return written;
}
