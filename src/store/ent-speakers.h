/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* Somebody of one's own who speaks another language. */
typedef struct
{
  char *id;        /* (not nullable) (owned): of the person */
  char *name;      /* (not nullable) (owned) */
  char *place;     /* (not nullable) (owned): names of where they work or are elected, perhaps empty */
  char *languages; /* (not nullable) (owned): with their levels, in words */
  char *skills;    /* (not nullable) (owned): in words, perhaps empty */
} EntSpeaker;

void       ent_speaker_free           (EntSpeaker *speaker);
GPtrArray *ent_speakers_list          (EntWorkspace *workspace, const char *language, const char *level, const char *today, GError **error);
GStrv      ent_speakers_list_languages (EntWorkspace *workspace, const char *today, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntSpeaker, ent_speaker_free)

G_END_DECLS
