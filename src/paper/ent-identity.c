/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-identity.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "ent-error.h"
#include "ent-gettext.h"

#define LOGO "identity-logo"
#define COLOR "identity-color"

/* A logo on paper needs no more; a small file can claim to be a picture that fills the memory. */
#define MOST_BYTES (1024 * 1024)
#define MOST_PIXELS 4096

/* What PNG files begin with: their signature, then the size of the picture in its first part. */
#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"
#define PNG_HEADER 24

typedef struct
{
  const guint8 *data;
  gsize length;
  gsize position;
} Reader;

static cairo_status_t
read_bytes (void *closure,
            unsigned char *data,
            unsigned int length)
{
  Reader *self = closure;

  if (length > self->length - self->position)
    return CAIRO_STATUS_READ_ERROR;

  memcpy (data, self->data + self->position, length);
  self->position += length;
  return CAIRO_STATUS_SUCCESS;
}

static guint32
read_size (const guint8 *data)
{
  return (guint32) data[0] << 24 | data[1] << 16 | data[2] << 8 | data[3];
}

/* Returns: (transfer full) (nullable): the picture */
static cairo_surface_t *
read_logo (const guint8 *data,
           gsize length)
{
  Reader reader = { data, length };
  cairo_surface_t *surface;

  if (length < PNG_HEADER || length > MOST_BYTES || memcmp (data, PNG_SIGNATURE, strlen (PNG_SIGNATURE)) != 0
      || read_size (data + 16) > MOST_PIXELS || read_size (data + 20) > MOST_PIXELS)
    return NULL;

  surface = cairo_image_surface_create_from_png_stream (read_bytes, &reader);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS && cairo_image_surface_get_width (surface) > 0)
    return surface;

  cairo_surface_destroy (surface);
  return NULL;
}

static double
get_luminance (guint32 color)
{
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double luminance = 0;

  for (guint i = 0; i < 3; i++)
    {
      double part = (color >> (16 - 8 * i) & 0xff) / 255.0;

      luminance += weights[i] * (part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
    }

  return luminance;
}

/* Darker by and by, until white text on it has a contrast of 4.5 to 1 (WCAG 2.1, 1.4.3). */
static guint32
darken (guint32 color)
{
  while (1.05 / (get_luminance (color) + 0.05) < 4.5)
    color = (color >> 16 & 0xff) * 15 / 16 << 16 | (color >> 8 & 0xff) * 15 / 16 << 8 | (color & 0xff) * 15 / 16;

  return color;
}

static gboolean
parse_color (const char *text,
             guint32 *ret_color)
{
  const char *digits = text[0] == '#' ? text + 1 : text;

  if (strlen (digits) != 6 || strspn (digits, "0123456789abcdefABCDEF") != 6)
    return FALSE;

  *ret_color = (guint32) g_ascii_strtoull (digits, NULL, 16);
  return TRUE;
}

/**
 * ent_identity_load:
 * @workspace: a workspace
 *
 * Reads how the documents of a workspace look. What is not set, or was damaged, is as if it had never been chosen.
 *
 * Returns: (transfer full): the identity
 */
EntIdentity *
ent_identity_load (EntWorkspace *workspace)
{
  EntIdentity *self = g_new0 (EntIdentity, 1);
  g_autofree char *logo = ent_workspace_get_setting (workspace, LOGO);
  g_autofree char *color = ent_workspace_get_setting (workspace, COLOR);

  if (color == NULL || !parse_color (color, &self->color))
    self->color = ENT_IDENTITY_BLUE;
  self->color = darken (self->color);
  if (logo != NULL)
    {
      gsize length;
      g_autofree guint8 *data = g_base64_decode (logo, &length);

      self->logo = read_logo (data, length);
    }

  return self;
}

/**
 * ent_identity_free:
 * @self: (nullable) (transfer full): an identity
 */
void
ent_identity_free (EntIdentity *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->logo, cairo_surface_destroy);
  g_free (self);
}

/**
 * ent_identity_set_logo:
 * @workspace: a workspace
 * @path: (nullable): a PNG picture, which is copied into the workspace; %NULL for none
 * @error: set to what is wrong with it, in the user's words; the former logo then stays
 *
 * Returns: whether the logo was taken
 */
gboolean
ent_identity_set_logo (EntWorkspace *workspace,
                       const char *path,
                       GError **error)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree guint8 *data = NULL;
  g_autofree char *text = NULL;
  cairo_surface_t *logo;
  gsize length = 0;

  if (path == NULL)
    return ent_workspace_set_setting (workspace, LOGO, NULL, error);

  stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return FALSE;

  /* No more than may be, whatever the file is. */
  data = g_malloc (MOST_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, MOST_BYTES + 1, &length, NULL, error))
    return FALSE;
  logo = read_logo (data, length);
  if (logo == NULL)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID,
                           _ ("The logo must be a PNG picture of at most 1 MB and 4096 pixels on each side."));
      return FALSE;
    }

  cairo_surface_destroy (logo);
  text = g_base64_encode (data, length);
  return ent_workspace_set_setting (workspace, LOGO, text, error);
}

/**
 * ent_identity_set_color:
 * @workspace: a workspace
 * @color: (nullable): `#RRGGBB`; %NULL for that of Entente
 * @error: set where it is no colour
 *
 * Returns: whether the colour was taken
 */
gboolean
ent_identity_set_color (EntWorkspace *workspace,
                        const char *color,
                        GError **error)
{
  guint32 unused;

  if (color == NULL || parse_color (color, &unused))
    return ent_workspace_set_setting (workspace, COLOR, color, error);

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%s” is not a colour: write it like #123C73."), color);
  return FALSE;
}
