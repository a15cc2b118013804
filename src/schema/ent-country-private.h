/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-country.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *code; /* alpha-2 */
} EntCountryAlias;

/* The other names of iso-codes: official, inverted for sorting, in both languages. */
const EntCountryAlias *ent_country_iso_aliases (gsize *n);

/* Names from outside ISO 3166-1, written by hand. */
const EntCountryAlias *ent_country_usual_aliases (gsize *n);

/* The sovereign state whose name may follow that of @code: FR for RE; %NULL for most. */
const char *ent_country_sovereign (const char *code);

G_END_DECLS
