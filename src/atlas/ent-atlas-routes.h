/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-request.h"

G_BEGIN_DECLS

typedef enum
{
  ENT_ATLAS_ACCESS_ANYONE,
  ENT_ATLAS_ACCESS_MEMBER,
  ENT_ATLAS_ACCESS_ADMINISTRATOR,
} EntAtlasAccess;

/* Where the work of a route is done. */
typedef enum
{
  ENT_ATLAS_PLACE_SERVER,
  ENT_ATLAS_PLACE_READER,
  ENT_ATLAS_PLACE_WRITER,
} EntAtlasPlace;

/**
 * EntAtlasRoute:
 * @method: the HTTP method
 * @pattern: the path: names, `{db}` and `{doc}` for any that is not reserved, `*` for all the rest
 * @access: who may
 * @place: where it is done
 * @handler: what does it
 *
 * One thing that the server can be asked for.
 */
typedef struct
{
  const char     *method;
  const char     *pattern;
  EntAtlasAccess  access;
  EntAtlasPlace   place;
  EntAtlasHandler handler;
} EntAtlasRoute;

const EntAtlasRoute *ent_atlas_routes_find (EntAtlasRequest *request,
                                            GError         **error);

G_END_DECLS
