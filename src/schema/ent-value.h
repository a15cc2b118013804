/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Integers and reals are plain properties too: these stand there for "nothing given". */
#define ENT_INTEGER_UNSET G_MININT64

typedef enum
{
  ENT_VALUE_UNSET,
  ENT_VALUE_TEXT,
  ENT_VALUE_LIST,
  ENT_VALUE_INTEGER,
  ENT_VALUE_REAL,
} EntValueKind;

/**
 * EntValue:
 *
 * What one field of one record holds. Lists are sets: sorted, without doubles, never empty.
 * Texts are never empty: nothing is %ENT_VALUE_UNSET. A zeroed value is unset.
 */
typedef struct
{
  EntValueKind kind;
  union
  {
    char *text;     /* (owned) */
    GStrv list;     /* (owned) */
    gint64 integer; /* also yes/no (0, 1) and money (cents) */
    double real;
  };
} EntValue;

void     ent_value_clear       (EntValue *value);
void     ent_value_copy        (const EntValue *value, EntValue *ret_copy);
gboolean ent_value_equal       (const EntValue *a, const EntValue *b);
void     ent_value_set_text    (EntValue *value, const char *text);
void     ent_value_set_list    (EntValue *value, const char *const *list);
void     ent_value_set_integer (EntValue *value, gint64 integer);
void     ent_value_set_real    (EntValue *value, double real);
gboolean ent_value_has         (const EntValue *value, const char *member);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EntValue, ent_value_clear)

G_END_DECLS
