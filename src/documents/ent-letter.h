/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntLetterKind:
 * @ENT_LETTER_REQUEST: to a department whose expertise is asked for
 * @ENT_LETTER_RETURNS: to whoever can fill in what the returns of a year lack
 */
typedef enum
{
  ENT_LETTER_REQUEST,
  ENT_LETTER_RETURNS,
} EntLetterKind;

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

const EntPlaceholder *ent_letter_list_placeholders (EntLetterKind kind, guint *ret_n);

gboolean ent_letter_check        (EntLetterKind kind, const char *text, GError **error);
char    *ent_letter_fill         (const char *text, GHashTable *values);
char    *ent_letter_get_template (EntWorkspace *workspace, EntLetterKind kind, const char *language, EntLetterPart part);
gboolean ent_letter_set_template (EntWorkspace *workspace, EntLetterKind kind, const char *language, EntLetterPart part, const char *text, GError **error);

const char *ent_letter_get_original (EntLetterKind kind, const char *language, EntLetterPart part);

G_END_DECLS
