/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EntCountry:
 * @code: ISO 3166-1 alpha-2 code, upper case
 * @code3: ISO 3166-1 alpha-3 code, upper case
 * @english: usual short name in English
 * @french: usual short name in French
 *
 * A country or territory of ISO 3166-1, or Kosovo, for which ISO has no code:
 * it stands under XK and XKX, from the ranges that ISO leaves to users. All
 * countries are static: compare them by pointer, never free them.
 */
typedef struct
{
  const char *code;
  const char *code3;
  const char *english;
  const char *french;
} EntCountry;

const EntCountry *ent_countries (gsize *n);
const EntCountry *ent_country_find (const char *code);
const EntCountry *ent_country_parse (const char *text);
const char *ent_country_get_name (const EntCountry *country);

G_END_DECLS
