/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-handlers.h"

#include "ent-atlas-error.h"
#include "ent-atlas-listing.h"

#include <string.h>

static gboolean
take_keys (EntAtlasListing     *listing,
           const EntAtlasSlice *value,
           GError             **error)
{
  EntAtlasJsonIter iter;
  EntAtlasSlice element;

  if (!ent_atlas_json_iter_array (&iter, value))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "`keys` parameter must be an array.");

  g_clear_pointer (&listing->keys, g_ptr_array_unref);
  listing->keys = g_ptr_array_new_with_free_func (g_free);
  while (ent_atlas_json_next_element (&iter, &element))
    {
      char *key = ent_atlas_json_dup_string (&element);

      if (key == NULL)
        return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "A key must be a string");
      g_ptr_array_add (listing->keys, key);
    }

  return TRUE;
}

/* A bound is a string; null and {}, which come before and after all strings, are no bound. */
static gboolean
take_bound (char               **bound,
            const EntAtlasSlice *value,
            GError             **error)
{
  g_clear_pointer (bound, g_free);
  if (ent_atlas_json_equal (value, "null") || ent_atlas_json_equal (value, "{}"))
    return TRUE;

  *bound = ent_atlas_json_dup_string (value);
  return *bound != NULL || ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "A key must be a string");
}

static gboolean
take_argument (EntAtlasListing     *listing,
               const char          *name,
               const EntAtlasSlice *value,
               GError             **error)
{
  if (g_str_equal (name, "keys"))
    return take_keys (listing, value, error);
  if (g_str_equal (name, "startkey") || g_str_equal (name, "start_key"))
    return take_bound (&listing->first, value, error);
  if (g_str_equal (name, "endkey") || g_str_equal (name, "end_key"))
    return take_bound (&listing->last, value, error);
  if (g_str_equal (name, "key"))
    return take_bound (&listing->first, value, error) && take_bound (&listing->last, value, error);

  return TRUE;
}

static gboolean
read_address (EntAtlasRequest *request,
              EntAtlasListing *listing,
              GError         **error)
{
  static const char *const names[] = { "startkey", "start_key", "endkey", "end_key", "key", "keys" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = ent_atlas_request_get_parameter (request, names[i]);
      g_autofree char *json = NULL;
      EntAtlasSlice slice;

      if (text == NULL)
        continue;

      json = ent_atlas_json_compact (text, strlen (text), &slice.length, error);
      slice.text = json;
      if (json == NULL || !take_argument (listing, names[i], &slice, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_body (EntAtlasRequest *request,
           EntAtlasListing *listing,
           GError         **error)
{
  EntAtlasSlice json, name, value;
  EntAtlasJsonIter iter;

  if (!ent_atlas_request_has_body (request))
    return TRUE;
  if (!ent_atlas_request_read_object (request, &json, error))
    return FALSE;

  ent_atlas_json_iter_object (&iter, &json);
  while (ent_atlas_json_next_member (&iter, &name, &value))
    {
      g_autofree char *text = ent_atlas_json_dup_string (&name);

      if (text != NULL && !take_argument (listing, text, &value, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
continue_listing (EntAtlasRequest  *request,
                  EntAtlasDatabase *database,
                  GError          **error)
{
  EntAtlasListing *listing = request->state;
  gboolean done = FALSE;

  if (!ent_atlas_listing_next_page (listing, database, request->reply.body, &done, error))
    return FALSE;

  request->reply.next = done ? NULL : continue_listing;
  if (done)
    g_string_append (request->reply.body, "\n]}\n");
  return TRUE;
}

gboolean
ent_atlas_handle_all_docs (EntAtlasRequest  *request,
                           EntAtlasDatabase *database,
                           GError          **error)
{
  EntAtlasListing *listing = g_new0 (EntAtlasListing, 1);
  EntAtlasDatabaseInfo info;

  ent_atlas_request_set_state (request, listing, (GDestroyNotify) ent_atlas_listing_free);
  listing->limit = -1;
  listing->backwards = ent_atlas_request_get_flag (request, "descending");
  listing->include_docs = ent_atlas_request_get_flag (request, "include_docs");
  listing->flags = ent_atlas_request_get_render_flags (request);
  if (!ent_atlas_request_get_integer (request, "limit", &listing->limit, error)
      || !ent_atlas_request_get_integer (request, "skip", &listing->skip, error)
      || !read_address (request, listing, error) || !read_body (request, listing, error)
      || !ent_atlas_database_get_info (database, &info, error))
    return FALSE;

  listing->without_last = listing->last != NULL
                          && g_strcmp0 (ent_atlas_request_get_parameter (request, "inclusive_end"), "false") == 0;
  g_string_append_printf (request->reply.body, "{\"total_rows\":%" G_GINT64_FORMAT ",\"offset\":null,\"rows\":[\n",
                          info.alive);
  return continue_listing (request, database, error);
}
