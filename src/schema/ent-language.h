/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EntLanguage:
 * @code: ISO 639-1 code, or @code3 where the language has no two-letter one
 * @code3: ISO 639-3 code (639-2 for collective languages), lower case
 * @english: name in English
 * @french: name in French
 *
 * A language: all that have a two-letter code, the languages of France, and
 * those of the countries its authorities work with most. Static, like
 * #EntCountry.
 */
typedef struct
{
  const char *code;
  const char *code3;
  const char *english;
  const char *french;
} EntLanguage;

const EntLanguage *ent_languages (gsize *n);
const EntLanguage *ent_language_find (const char *code);
const EntLanguage *ent_language_parse (const char *text);
const char *ent_language_get_name (const EntLanguage *language);

G_END_DECLS
