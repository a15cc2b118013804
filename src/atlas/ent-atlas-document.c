/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-document.h"

#include "ent-atlas-error.h"

#include <string.h>

/* Members that tell about a stored document; a client that sends them back means nothing by them. */
static const char *const ignored_members[] = {
  "_conflicts", "_deleted_conflicts", "_local_seq", "_revs_info", NULL,
};

/**
 * ent_atlas_attachment_free:
 * @self: (transfer full) (nullable): an attachment
 */
void
ent_atlas_attachment_free (EntAtlasAttachment *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->type);
  g_free (self->digest);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}

/**
 * ent_atlas_attachment_new:
 * @name: its name in the document
 * @type: its media type
 * @data: (nullable): its content; %NULL for a stub
 *
 * Returns: (transfer full): an attachment
 */
EntAtlasAttachment *
ent_atlas_attachment_new (const char *name,
                          const char *type,
                          GBytes     *data)
{
  EntAtlasAttachment *self = g_new0 (EntAtlasAttachment, 1);

  self->name = g_strdup (name);
  self->type = g_strdup (type);
  self->data = data != NULL ? g_bytes_ref (data) : NULL;
  return self;
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 || *text == 0x7f)
      return TRUE;

  return FALSE;
}

/**
 * ent_atlas_attachment_check:
 * @name: the name of an attachment
 * @type: its media type
 *
 * Both are sent in headers later, where a line break would begin another one.
 *
 * Returns: whether an attachment may be called so
 */
gboolean
ent_atlas_attachment_check (const char *name,
                            const char *type)
{
  return name[0] != '\0' && name[0] != '_' && strlen (name) <= ENT_ATLAS_DOCUMENT_MAX_ID && !has_control (name)
         && type[0] != '\0' && strlen (type) <= ENT_ATLAS_DOCUMENT_MAX_ID && !has_control (type);
}

static EntAtlasDocument *
document_new (void)
{
  EntAtlasDocument *self = g_new0 (EntAtlasDocument, 1);

  self->path = g_array_new (FALSE, FALSE, sizeof (EntAtlasRevision));
  self->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_atlas_attachment_free);
  return self;
}

/**
 * ent_atlas_document_free:
 * @self: (transfer full) (nullable): a document
 */
void
ent_atlas_document_free (EntAtlasDocument *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->body);
  g_array_unref (self->path);
  g_ptr_array_unref (self->attachments);
  g_free (self);
}

/**
 * ent_atlas_document_new_tombstone:
 * @id: the document's id
 * @revision: (nullable): the revision to delete
 *
 * Returns: (transfer full): an edit that deletes
 */
EntAtlasDocument *
ent_atlas_document_new_tombstone (const char             *id,
                                  const EntAtlasRevision *revision)
{
  EntAtlasDocument *self = document_new ();

  self->id = g_strdup (id);
  self->body = g_strdup ("{}");
  self->deleted = TRUE;
  if (revision != NULL)
    g_array_append_val (self->path, *revision);
  return self;
}

/**
 * ent_atlas_document_check_id:
 * @id: a document id
 * @error: return location for an error
 *
 * Returns: whether a document may be called @id
 */
gboolean
ent_atlas_document_check_id (const char *id,
                             GError    **error)
{
  gsize length = strlen (id);
  const char *reason = NULL;

  if (length == 0)
    reason = "Document id must not be empty";
  else if (length > ENT_ATLAS_DOCUMENT_MAX_ID)
    reason = "Document id is too long";
  else if (id[0] == '_' && !(g_str_has_prefix (id, "_design/") && id[strlen ("_design/")] != '\0'))
    reason = "Only reserved document ids may start with underscore.";
  else if (has_control (id))
    reason = "Document id has a control character";

  if (reason != NULL)
    g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_INVALID_ID, reason);
  return reason == NULL;
}

static gboolean
read_id (EntAtlasDocument    *self,
         const EntAtlasSlice *value,
         GError             **error)
{
  g_autofree char *id = ent_atlas_json_dup_string (value);

  if (id == NULL)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_INVALID_ID, "Document id must be a string");

  if (self->id != NULL && !g_str_equal (self->id, id))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Document ID must match the one in the address");

  g_set_str (&self->id, id);
  return TRUE;
}

/* `_rev` and `_revisions` may both be there; they must then tell the same. */
static gboolean
read_revision (EntAtlasDocument    *self,
               const EntAtlasSlice *value,
               GError             **error)
{
  g_autofree char *text = ent_atlas_json_dup_string (value);
  EntAtlasRevision revision;

  if (text == NULL || !ent_atlas_revision_parse (text, &revision))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid rev format");

  if (self->path->len == 0)
    g_array_append_val (self->path, revision);
  else if (!ent_atlas_revision_equal (&g_array_index (self->path, EntAtlasRevision, 0), &revision))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "_rev and _revisions differ");

  return TRUE;
}

static gboolean
read_ancestors (GArray              *path,
                gint64               start,
                const EntAtlasSlice *ids)
{
  EntAtlasJsonIter iter;
  EntAtlasSlice value;

  if (!ent_atlas_json_iter_array (&iter, ids))
    return FALSE;

  while (ent_atlas_json_next_element (&iter, &value))
    {
      g_autofree char *text = ent_atlas_json_dup_string (&value);
      EntAtlasRevision revision = { .generation = (guint32) start-- };

      if (text == NULL || start < 0 || !ent_atlas_revision_parse_suffix (text, &revision))
        return FALSE;
      if (path->len < ENT_ATLAS_DOCUMENT_MAX_PATH)
        g_array_append_val (path, revision);
    }

  return path->len > 0;
}

static gboolean
read_revisions (EntAtlasDocument    *self,
                const EntAtlasSlice *value,
                GError             **error)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (EntAtlasRevision));
  EntAtlasSlice name, member, ids = { "", 0 };
  EntAtlasJsonIter iter;
  gint64 start = 0;

  if (!ent_atlas_json_iter_object (&iter, value))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "_revisions must be an object");

  while (ent_atlas_json_next_member (&iter, &name, &member))
    {
      if (ent_atlas_json_equal (&name, "\"ids\""))
        ids = member;
      else if (ent_atlas_json_equal (&name, "\"start\"") && !ent_atlas_json_get_integer (&member, &start))
        return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "_revisions.start isn't an integer.");
    }

  if (start < 1 || start > ENT_ATLAS_REVISION_MAX_GENERATION || !read_ancestors (path, start, &ids))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid _revisions");

  if (self->path->len > 0
      && !ent_atlas_revision_equal (&g_array_index (self->path, EntAtlasRevision, 0),
                                    &g_array_index (path, EntAtlasRevision, 0)))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "_rev and _revisions differ");

  g_array_unref (self->path);
  self->path = g_steal_pointer (&path);
  return TRUE;
}

static gboolean
read_deleted (EntAtlasDocument    *self,
              const EntAtlasSlice *value,
              GError             **error)
{
  self->deleted = ent_atlas_json_equal (value, "true");
  if (!self->deleted && !ent_atlas_json_equal (value, "false"))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "_deleted must be true or false");

  return TRUE;
}

static gboolean
read_content (EntAtlasAttachment  *self,
              const EntAtlasSlice *value)
{
  g_autofree char *text = ent_atlas_json_dup_string (value);
  gsize length;
  guchar *data;

  if (text == NULL)
    return FALSE;

  /* g_base64_decode() passes over what it does not know: the alphabet is checked here. */
  if (strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n") != strlen (text))
    return FALSE;

  data = g_base64_decode (text, &length);
  self->data = g_bytes_new_take (data, length);
  return TRUE;
}

static gboolean
read_attachment_member (EntAtlasAttachment  *self,
                        const EntAtlasSlice *name,
                        const EntAtlasSlice *value,
                        gboolean            *is_stub)
{
  gint64 number;

  if (ent_atlas_json_equal (name, "\"content_type\""))
    {
      g_free (self->type);
      return (self->type = ent_atlas_json_dup_string (value)) != NULL;
    }
  if (ent_atlas_json_equal (name, "\"data\""))
    return self->data == NULL && read_content (self, value);
  if (ent_atlas_json_equal (name, "\"digest\""))
    {
      g_free (self->digest);
      return (self->digest = ent_atlas_json_dup_string (value)) != NULL;
    }
  if (ent_atlas_json_equal (name, "\"revpos\""))
    {
      if (!ent_atlas_json_get_integer (value, &number) || number < 0 || number > ENT_ATLAS_REVISION_MAX_GENERATION)
        return FALSE;
      self->position = (guint32) number;
    }
  else if (ent_atlas_json_equal (name, "\"stub\""))
    *is_stub = ent_atlas_json_equal (value, "true");
  else if (ent_atlas_json_equal (name, "\"follows\""))
    self->follows = ent_atlas_json_equal (value, "true");
  else if (ent_atlas_json_equal (name, "\"encoding\""))
    self->packed = ent_atlas_json_equal (value, "\"gzip\"");

  return TRUE;
}

static EntAtlasAttachment *
read_attachment (const EntAtlasSlice *name,
                 const EntAtlasSlice *value)
{
  g_autoptr (EntAtlasAttachment) self = g_new0 (EntAtlasAttachment, 1);
  EntAtlasSlice member_name, member;
  EntAtlasJsonIter iter;
  gboolean is_stub = FALSE;

  self->name = ent_atlas_json_dup_string (name);
  if (self->name == NULL || !ent_atlas_json_iter_object (&iter, value))
    return NULL;

  while (ent_atlas_json_next_member (&iter, &member_name, &member))
    if (!read_attachment_member (self, &member_name, &member, &is_stub))
      return NULL;

  /* Exactly one way to know the content. */
  if ((self->data != NULL) + is_stub + self->follows != 1)
    return NULL;

  if (self->type == NULL)
    self->type = g_strdup ("application/octet-stream");
  return ent_atlas_attachment_check (self->name, self->type) ? g_steal_pointer (&self) : NULL;
}

static gboolean
has_name (gconstpointer attachment,
          gconstpointer name)
{
  return g_str_equal (((const EntAtlasAttachment *) attachment)->name, name);
}

static gboolean
read_attachments (EntAtlasDocument    *self,
                  const EntAtlasSlice *value,
                  GError             **error)
{
  EntAtlasJsonIter iter;
  EntAtlasSlice name, member;

  if (!ent_atlas_json_iter_object (&iter, value))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "_attachments must be an object");

  while (ent_atlas_json_next_member (&iter, &name, &member))
    {
      EntAtlasAttachment *attachment = read_attachment (&name, &member);

      if (attachment == NULL || self->attachments->len == ENT_ATLAS_DOCUMENT_MAX_ATTACHMENTS
          || g_ptr_array_find_with_equal_func (self->attachments, attachment->name, has_name, NULL))
        {
          ent_atlas_attachment_free (attachment);
          return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid attachment");
        }
      g_ptr_array_add (self->attachments, attachment);
    }

  return TRUE;
}

static gboolean
read_special (EntAtlasDocument    *self,
              const char          *name,
              const EntAtlasSlice *value,
              GError             **error)
{
  if (g_str_equal (name, "_id"))
    return read_id (self, value, error);
  if (g_str_equal (name, "_rev"))
    return read_revision (self, value, error);
  if (g_str_equal (name, "_revisions"))
    return read_revisions (self, value, error);
  if (g_str_equal (name, "_deleted"))
    return read_deleted (self, value, error);
  if (g_str_equal (name, "_attachments"))
    return read_attachments (self, value, error);
  if (g_strv_contains (ignored_members, name))
    return TRUE;

  g_set_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_UNKNOWN_MEMBER, "Bad special document member: %s", name);
  return FALSE;
}

/* A name can be written with escapes, so "\u005fid" has to be undone before it is looked at. */
static char *
dup_special_name (const EntAtlasSlice *name)
{
  char *text;

  if (name->length < 3 || (name->text[1] != '_' && name->text[1] != '\\'))
    return NULL;

  text = ent_atlas_json_dup_string (name);
  if (text != NULL && text[0] != '_')
    g_clear_pointer (&text, g_free);
  return text;
}

static gboolean
read_members (EntAtlasDocument *self,
              EntAtlasJsonIter *iter,
              GString          *body,
              GError          **error)
{
  EntAtlasSlice name, value;

  while (ent_atlas_json_next_member (iter, &name, &value))
    {
      g_autofree char *special = dup_special_name (&name);

      if (special != NULL)
        {
          if (!read_special (self, special, &value, error))
            return FALSE;
          continue;
        }

      if (body->len > 1)
        g_string_append_c (body, ',');
      g_string_append_len (body, name.text, (gssize) name.length);
      g_string_append_c (body, ':');
      g_string_append_len (body, value.text, (gssize) value.length);
    }

  return TRUE;
}

/**
 * ent_atlas_document_parse:
 * @slice: a value of a checked JSON text
 * @id: (nullable): the id that the address gives
 * @error: return location for an error
 *
 * Reads a document as a client wrote it. A document of a wrong form is an
 * error, never put right: other servers would put it right otherwise.
 * Whether the id may be used is the caller's to check.
 *
 * Returns: (transfer full) (nullable): the document
 */
EntAtlasDocument *
ent_atlas_document_parse (const EntAtlasSlice *slice,
                          const char          *id,
                          GError             **error)
{
  g_autoptr (EntAtlasDocument) self = document_new ();
  g_autoptr (GString) body = g_string_sized_new (slice->length + 1);
  EntAtlasJsonIter iter;

  if (!ent_atlas_json_iter_object (&iter, slice))
    {
      ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Document must be a JSON object");
      return NULL;
    }

  self->id = g_strdup (id);
  g_string_append_c (body, '{');
  if (!read_members (self, &iter, body, error))
    return NULL;
  g_string_append_c (body, '}');

  if (self->id == NULL)
    {
      ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Document must have an _id");
      return NULL;
    }

  if (body->len > ENT_ATLAS_DOCUMENT_MAX_SIZE)
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_DOCUMENT_TOO_LARGE, self->id);
      return NULL;
    }

  self->body = g_string_free_and_steal (g_steal_pointer (&body));
  return g_steal_pointer (&self);
}
