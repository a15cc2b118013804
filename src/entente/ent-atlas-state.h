/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-activity.h"
#include "ent-sync.h"

G_BEGIN_DECLS

/* Of each kind of trouble the page shows so many at once; the rest comes up as these are settled. */
#define ENT_ATLAS_STATE_MAX 50
/* What came and went lately; the history of each record has all. */
#define ENT_ATLAS_STATE_ACTIVITIES 8

/* A place that the workspace is synchronised with. */
typedef struct
{
  EntRemote *remote; /* (not nullable) (owned) */
  guint n_waiting;   /* records that would be sent */
  gboolean counted;  /* whether @n_waiting is known */
} EntAtlasPlace;

/* A conflict, in the user's words. */
typedef struct
{
  char *remote;      /* (not nullable) (owned): the name of the place */
  char *id;          /* (not nullable) (owned) */
  char *field;       /* (not nullable) (owned): name, empty where one side deleted the record */
  char *headline;    /* (not nullable) (owned): of the record */
  char *label;       /* (not nullable) (owned): what it is about */
  char *mine;        /* (not nullable) (owned) */
  char *theirs;      /* (not nullable) (owned) */
  char *base;        /* (nullable) (owned): NULL where nothing was there before */
  gboolean here;     /* whether there is a record to open */
  char *author;      /* (not nullable) (owned): whose theirs is, and since when */
  gboolean both;     /* whether both can stand one after the other */
} EntAtlasConflict;

/* A record that a server refused, or a document that could not be taken in. */
typedef struct
{
  char *remote;   /* (not nullable) (owned) */
  char *id;       /* (not nullable) (owned) */
  char *headline; /* (not nullable) (owned) */
  char *reason;   /* (not nullable) (owned) */
  char *advice;   /* (nullable) (owned): what to do about it */
  gboolean here;  /* whether there is a record to open */
} EntAtlasTrouble;

/**
 * EntAtlasState:
 *
 * What the page of the Atlas shows, read off the main thread.
 */
typedef struct
{
  GPtrArray *places;      /* (element-type EntAtlasPlace) */
  GPtrArray *conflicts;   /* (element-type EntAtlasConflict): the first of them */
  GPtrArray *refused;     /* (element-type EntAtlasTrouble): the first of them */
  GPtrArray *quarantined; /* (element-type EntAtlasTrouble): the first of them */
  GPtrArray *activities;  /* (element-type EntSyncActivity): the latest first */
  guint n_conflicts;
  guint n_refused;
  guint n_quarantined;
} EntAtlasState;

void ent_atlas_state_free (EntAtlasState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasState, ent_atlas_state_free)

gpointer ent_atlas_state_load (EntWorkspace *workspace, gpointer count, GCancellable *cancellable, GError **error);

G_END_DECLS
