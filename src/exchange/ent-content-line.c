/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-content-line.h"

#include <string.h>

/* Bytes of a line, without its end (RFC 5545, §3.1). */
#define LINE_MAX_BYTES 75

void
ent_content_line_free (EntContentLine *self)
{
  g_free (self->name);
  g_free (self->parameters);
  g_free (self->value);
  g_free (self);
}

/* Where the name and its parameters end: a colon in quotation marks is part of a parameter. */
static const char *
find_colon (const char *line)
{
  gboolean quoted = FALSE;

  for (const char *p = line; *p != '\0'; p++)
    if (*p == '"')
      quoted = !quoted;
    else if (*p == ':' && !quoted)
      return p;

  return NULL;
}

static EntContentLine *
parse_line (const char *line)
{
  const char *colon = find_colon (line);
  g_autofree char *head = colon != NULL ? g_strndup (line, colon - line) : NULL;
  EntContentLine *self;
  char *name, *parameters;

  if (head == NULL)
    return NULL;

  parameters = strchr (head, ';');
  if (parameters != NULL)
    *parameters++ = '\0';
  name = strrchr (head, '.');
  self = g_new0 (EntContentLine, 1);
  self->name = g_ascii_strup (name != NULL ? name + 1 : head, -1);
  self->parameters = g_ascii_strup (parameters != NULL ? parameters : "", -1);
  self->value = g_strdup (colon + 1);
  return self;
}

/*
 * ent_content_lines_parse:
 * @text: valid UTF-8
 *
 * Puts folded lines together again. What is no line of this kind is passed over.
 *
 * Returns: (transfer full) (element-type EntContentLine): the lines
 */
GPtrArray *
ent_content_lines_parse (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_content_line_free);
  g_autoptr (GString) line = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");
      EntContentLine *parsed;

      g_string_append_len (line, text, length);
      text += length;
      text += *text == '\r';
      text += *text == '\n';
      if (*text == ' ' || *text == '\t')
        {
          text++;
          continue;
        }
      parsed = parse_line (line->str);
      if (parsed != NULL)
        g_ptr_array_add (lines, parsed);
      g_string_truncate (line, 0);
    }

  return lines;
}

/*
 * ent_content_split:
 * @value: the value of a line
 * @separator: `;` or `,`
 *
 * Returns: (transfer full) (array zero-terminated=1): its parts, unescaped
 */
char **
ent_content_split (const char *value,
                   char separator)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_autoptr (GString) part = g_string_new (NULL);

  for (const char *p = value;; p++)
    if (*p == separator || *p == '\0')
      {
        g_strv_builder_take (parts, ent_content_unescape (part->str));
        g_string_truncate (part, 0);
        if (*p == '\0')
          return g_strv_builder_end (parts);
      }
    else
      {
        g_string_append_c (part, *p);
        if (*p == '\\' && p[1] != '\0')
          g_string_append_c (part, *++p);
      }
}

/*
 * ent_content_unescape:
 * @value: a text with `\n`, `\,`, `\;` and `\\`
 *
 * Returns: (transfer full): the text
 */
char *
ent_content_unescape (const char *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *p = value; *p != '\0'; p++)
    if (*p != '\\' || p[1] == '\0')
      g_string_append_c (text, *p);
    else if (*++p == 'n' || *p == 'N')
      g_string_append_c (text, '\n');
    else
      g_string_append_c (text, *p);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/*
 * ent_content_escape:
 * @text: any text
 *
 * Returns: (transfer full): the text as a value, or a part of one
 */
char *
ent_content_escape (const char *text)
{
  g_autoptr (GString) value = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '\n')
      g_string_append (value, "\\n");
    else if (strchr ("\\,;", *p) != NULL)
      g_string_append_printf (value, "\\%c", *p);
    else if (*p != '\r')
      g_string_append_c (value, *p);

  return g_string_free_and_steal (g_steal_pointer (&value));
}

/*
 * ent_content_append:
 * @text: what to add to
 * @name: name of the line, with its parameters
 * @value: the value, escaped
 *
 * Adds a line, folded between characters.
 */
void
ent_content_append (GString *text,
                    const char *name,
                    const char *value)
{
  g_autofree char *line = g_strconcat (name, ":", value, NULL);
  gsize room = LINE_MAX_BYTES;

  for (const char *p = line; *p != '\0';)
    {
      gsize length = g_utf8_next_char (p) - p;

      if (length > room)
        {
          g_string_append (text, "\r\n ");
          room = LINE_MAX_BYTES - 1;
        }
      g_string_append_len (text, p, length);
      room -= length;
      p += length;
    }

  g_string_append (text, "\r\n");
}

/*
 * ent_content_append_text:
 * @text: what to add to
 * @name: name of the line, with its parameters
 * @value: (nullable): any text
 *
 * Adds a line for a text, none where it is empty.
 */
void
ent_content_append_text (GString *text,
                         const char *name,
                         const char *value)
{
  g_autofree char *escaped = value != NULL && *value != '\0' ? ent_content_escape (value) : NULL;

  if (escaped != NULL)
    ent_content_append (text, name, escaped);
}
