/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ENT_LETTER_SUBJECT,
  ENT_LETTER_BODY,
} EntLetterPart;

/* What a template may name between braces. */
typedef struct
{
  const char *name;
  const char *label; /* untranslated */
} EntPlaceholder;

/* The languages in which letters are written. */
#define ENT_LETTER_LANGUAGES ((const char *const[]){ "fr", "en", NULL })

const EntPlaceholder *ent_letter_list_placeholders (guint *ret_n);

gboolean ent_letter_check        (const char *text, GError **error);
char    *ent_letter_fill         (const char *text, GHashTable *values);
char    *ent_letter_get_template (EntWorkspace *workspace, const char *language, EntLetterPart part);
gboolean ent_letter_set_template (EntWorkspace *workspace, const char *language, EntLetterPart part, const char *text, GError **error);

const char *ent_letter_get_original (const char *language, EntLetterPart part);

G_END_DECLS
