/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-json.h"

#include "ent-atlas-error.h"

#include <math.h>
#include <string.h>

/* Documents are stored and sent on as the text they came in, so that no number and no unknown member changes on the
 * way. This file proves that a text is strict JSON, takes the white space out, and finds the members of an object; what
 * has to be understood in full is given to json-glib afterwards. */

/* The longest double written out in full has 309 digits before the point. */
#define MAX_NUMBER 1000

typedef struct
{
  const char *at;
  const char *end;
  char *out; /* (not owned) room for as many bytes as came in */
  const char *problem; /* (nullable) */
} Scanner;

static gboolean scan_value (Scanner *self, guint depth);

static gboolean
fail (Scanner    *self,
      const char *problem)
{
  if (self->problem == NULL)
    self->problem = problem;

  return FALSE;
}

static void
skip_space (Scanner *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

static char
peek (Scanner *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static void
copy (Scanner *self)
{
  *self->out++ = *self->at++;
}

/* The four digits after \u, not yet copied; -1 if they are not there. */
static int
peek_unit (Scanner *self)
{
  int unit = 0;

  if (self->end - self->at < 6 || self->at[0] != '\\' || self->at[1] != 'u')
    return -1;

  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (self->at[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (self->at[i]);
    }

  return unit;
}

static void
copy_unit (Scanner *self)
{
  for (int i = 0; i < 6; i++)
    copy (self);
}

static gboolean
scan_unit (Scanner *self)
{
  int unit = peek_unit (self);

  if (unit < 0)
    return fail (self, "invalid escape in a string");
  if (unit == 0)
    return fail (self, "zero character in a string");
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return fail (self, "lone surrogate in a string");

  copy_unit (self);
  if (unit < 0xd800 || unit > 0xdbff)
    return TRUE;

  unit = peek_unit (self);
  if (unit < 0xdc00 || unit > 0xdfff)
    return fail (self, "lone surrogate in a string");

  copy_unit (self);
  return TRUE;
}

static gboolean
scan_escape (Scanner *self)
{
  char kind = self->end - self->at >= 2 ? self->at[1] : '\0';

  if (kind == 'u')
    return scan_unit (self);
  if (kind == '\0' || strchr ("\"\\/bfnrt", kind) == NULL)
    return fail (self, "invalid escape in a string");

  copy (self);
  copy (self);
  return TRUE;
}

static gboolean
scan_string (Scanner *self)
{
  if (peek (self) != '"')
    return fail (self, "a string was expected");

  copy (self);
  while (self->at < self->end && *self->at != '"')
    {
      if ((guchar) *self->at < 0x20)
        return fail (self, "control character in a string");
      if (*self->at != '\\')
        copy (self);
      else if (!scan_escape (self))
        return FALSE;
    }

  if (self->at == self->end)
    return fail (self, "string without an end");

  copy (self);
  return TRUE;
}

static gboolean
scan_digits (Scanner *self)
{
  if (!g_ascii_isdigit (peek (self)))
    return fail (self, "invalid number");

  while (g_ascii_isdigit (peek (self)))
    copy (self);

  return TRUE;
}

static gboolean
scan_number (Scanner *self)
{
  const char *start = self->at;

  if (peek (self) == '-')
    copy (self);
  if (peek (self) == '0')
    copy (self);
  else if (!scan_digits (self))
    return FALSE;

  if (peek (self) == '.')
    {
      copy (self);
      if (!scan_digits (self))
        return FALSE;
    }

  if (peek (self) == 'e' || peek (self) == 'E')
    {
      copy (self);
      if (peek (self) == '+' || peek (self) == '-')
        copy (self);
      if (!scan_digits (self))
        return FALSE;
    }

  /* What no other server can hold must not get stuck in ours. The text ends with a zero: strtod stops in time. */
  if (self->at - start > MAX_NUMBER)
    return fail (self, "number too long");
  if (isinf (g_ascii_strtod (start, NULL)))
    return fail (self, "number out of range");

  return TRUE;
}

static gboolean
scan_word (Scanner    *self,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return fail (self, "invalid value");

  for (gsize i = 0; i < length; i++)
    copy (self);

  return TRUE;
}

static gboolean
scan_member (Scanner *self,
             guint    depth)
{
  if (!scan_string (self))
    return FALSE;

  skip_space (self);
  if (peek (self) != ':')
    return fail (self, "a colon was expected");

  copy (self);
  return scan_value (self, depth);
}

static gboolean
scan_container (Scanner *self,
                char     close,
                guint    depth)
{
  if (depth == 0)
    return fail (self, "nested too deeply");

  copy (self);
  skip_space (self);
  if (peek (self) != close)
    {
      for (;;)
        {
          skip_space (self);
          if (close == '}' ? !scan_member (self, depth - 1) : !scan_value (self, depth - 1))
            return FALSE;

          skip_space (self);
          if (peek (self) != ',')
            break;
          copy (self);
        }
    }

  if (peek (self) != close)
    return fail (self, "a comma or the end was expected");

  copy (self);
  return TRUE;
}

static gboolean
scan_value (Scanner *self,
            guint    depth)
{
  skip_space (self);

  switch (peek (self))
    {
    case '{':
      return scan_container (self, '}', depth);
    case '[':
      return scan_container (self, ']', depth);
    case '"':
      return scan_string (self);
    case 't':
      return scan_word (self, "true");
    case 'f':
      return scan_word (self, "false");
    case 'n':
      return scan_word (self, "null");
    default:
      return scan_number (self);
    }
}

/**
 * ent_atlas_json_compact:
 * @text: what came from the network, ended by a zero at @length
 * @length: its length in bytes
 * @ret_length: (out) (optional): the length of what is returned
 * @error: return location for an error
 *
 * Proves that @text is JSON as RFC 8259 has it, not nested too deeply, in
 * UTF-8, and without the values that servers read differently: lone
 * surrogates, zero characters and numbers beyond a double.
 *
 * Returns: (transfer full) (nullable): the same without white space
 */
char *
ent_atlas_json_compact (const char *text,
                        gsize       length,
                        gsize      *ret_length,
                        GError    **error)
{
  g_autofree char *out = NULL;
  Scanner self = { .at = text, .end = text + length };

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "invalid UTF-8 JSON");
      return NULL;
    }

  out = self.out = g_malloc (length + 1);
  if (scan_value (&self, ENT_ATLAS_JSON_MAX_DEPTH))
    {
      skip_space (&self);
      if (self.at != self.end)
        fail (&self, "more than one value");
    }

  if (self.problem != NULL)
    {
      g_set_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "invalid UTF-8 JSON: %s", self.problem);
      return NULL;
    }

  *self.out = '\0';
  if (ret_length != NULL)
    *ret_length = (gsize) (self.out - out);
  return g_steal_pointer (&out);
}

/* From here on, texts have been through the scanner: they are well formed. */

static const char *
end_of_string (const char *at)
{
  for (at++; *at != '"'; at++)
    if (*at == '\\')
      at++;

  return at + 1;
}

static const char *
end_of_value (const char *at,
              const char *end)
{
  guint depth = 0;

  for (; at < end; at++)
    {
      if (*at == '"')
        at = end_of_string (at) - 1;
      else if (*at == '{' || *at == '[')
        depth++;
      else if (depth > 0 && (*at == '}' || *at == ']'))
        depth--;
      else if (depth == 0 && (*at == ',' || *at == '}' || *at == ']'))
        break;
    }

  return at;
}

static gboolean
iter_init (EntAtlasJsonIter    *iter,
           const EntAtlasSlice *slice,
           char                 open)
{
  if (slice->length < 2 || slice->text[0] != open)
    return FALSE;

  iter->at = slice->text + 1;
  iter->end = slice->text + slice->length - 1;
  return TRUE;
}

/**
 * ent_atlas_json_iter_object:
 * @iter: (out): an iterator
 * @object: a value
 *
 * Returns: whether @object is an object
 */
gboolean
ent_atlas_json_iter_object (EntAtlasJsonIter    *iter,
                            const EntAtlasSlice *object)
{
  return iter_init (iter, object, '{');
}

/**
 * ent_atlas_json_iter_array:
 * @iter: (out): an iterator
 * @array: a value
 *
 * Returns: whether @array is an array
 */
gboolean
ent_atlas_json_iter_array (EntAtlasJsonIter    *iter,
                           const EntAtlasSlice *array)
{
  return iter_init (iter, array, '[');
}

/**
 * ent_atlas_json_next_element:
 * @iter: an iterator over an array
 * @ret_value: (out): the next element
 *
 * Returns: whether there was one
 */
gboolean
ent_atlas_json_next_element (EntAtlasJsonIter *iter,
                             EntAtlasSlice    *ret_value)
{
  const char *stop;

  if (iter->at >= iter->end)
    return FALSE;

  stop = end_of_value (iter->at, iter->end);
  *ret_value = (EntAtlasSlice) { iter->at, (gsize) (stop - iter->at) };
  iter->at = stop + 1;
  return TRUE;
}

/**
 * ent_atlas_json_next_member:
 * @iter: an iterator over an object
 * @ret_name: (out): the next member's name, a string value
 * @ret_value: (out): its value
 *
 * Returns: whether there was one
 */
gboolean
ent_atlas_json_next_member (EntAtlasJsonIter *iter,
                            EntAtlasSlice    *ret_name,
                            EntAtlasSlice    *ret_value)
{
  const char *stop;

  if (iter->at >= iter->end)
    return FALSE;

  stop = end_of_string (iter->at);
  *ret_name = (EntAtlasSlice) { iter->at, (gsize) (stop - iter->at) };
  iter->at = stop + 1;
  return ent_atlas_json_next_element (iter, ret_value);
}

/**
 * ent_atlas_json_equal:
 * @slice: a value
 * @text: a text in compact form
 *
 * Returns: whether @slice is written as @text
 */
gboolean
ent_atlas_json_equal (const EntAtlasSlice *slice,
                      const char          *text)
{
  return strlen (text) == slice->length && memcmp (slice->text, text, slice->length) == 0;
}

/**
 * ent_atlas_json_dup_string:
 * @slice: a value
 *
 * Returns: (transfer full) (nullable): its text, or %NULL if it is no string
 */
char *
ent_atlas_json_dup_string (const EntAtlasSlice *slice)
{
  g_autoptr (JsonNode) node = NULL;

  if (slice->length < 2 || slice->text[0] != '"')
    return NULL;

  if (memchr (slice->text, '\\', slice->length) == NULL)
    return g_strndup (slice->text + 1, slice->length - 2);

  node = ent_atlas_json_parse (slice, NULL);
  return node != NULL ? json_node_dup_string (node) : NULL;
}

/**
 * ent_atlas_json_get_integer:
 * @slice: a value
 * @ret_value: (out): its value
 *
 * Returns: whether it is a whole number that a 64-bit integer holds
 */
gboolean
ent_atlas_json_get_integer (const EntAtlasSlice *slice,
                            gint64              *ret_value)
{
  char text[24];

  if (slice->length >= sizeof text)
    return FALSE;

  memcpy (text, slice->text, slice->length);
  text[slice->length] = '\0';
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, ret_value, NULL);
}

/**
 * ent_atlas_json_parse:
 * @slice: a value
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the value as json-glib has it
 */
JsonNode *
ent_atlas_json_parse (const EntAtlasSlice *slice,
                      GError             **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;

  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, slice->text, (gssize) slice->length, &local_error)
      || (root = json_parser_steal_root (parser)) == NULL)
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "invalid UTF-8 JSON");
      return NULL;
    }

  return root;
}

/**
 * ent_atlas_json_append_string:
 * @out: where to write
 * @text: a text in UTF-8
 *
 * Appends @text as a JSON string, quotes included.
 */
void
ent_atlas_json_append_string (GString    *out,
                              const char *text)
{
  const char *run = text;

  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if ((guchar) *text >= 0x20 && *text != '"' && *text != '\\' && *text != 0x7f)
        continue;

      g_string_append_len (out, run, text - run);
      if (*text == '"' || *text == '\\')
        g_string_append_printf (out, "\\%c", *text);
      else
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *text);
      run = text + 1;
    }
  g_string_append_len (out, run, text - run);
  g_string_append_c (out, '"');
}

/**
 * ent_atlas_json_append_member:
 * @out: where to write, inside an object
 * @name: the member's name, which needs no escape
 * @text: the text of its value
 *
 * Appends `"name":"text"`, after a comma unless it is the first one.
 */
void
ent_atlas_json_append_member (GString    *out,
                              const char *name,
                              const char *text)
{
  if (out->len > 0 && out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');

  g_string_append_printf (out, "\"%s\":", name);
  ent_atlas_json_append_string (out, text);
}
