/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * EntContentLine:
 *
 * One line of a card or a calendar (RFC 6350 and RFC 5545, §3.1, share them): `group.NAME;PARAMETER=value:value`.
 */
typedef struct
{
  char *name;       /* (not nullable) (owned): in capitals, without its group */
  char *parameters; /* (not nullable) (owned): in capitals, as they stand between the first `;` and the `:` */
  char *value;      /* (not nullable) (owned): unfolded, not yet unescaped */
} EntContentLine;

void       ent_content_line_free   (EntContentLine *self);
GPtrArray *ent_content_lines_parse (const char *text);
char     **ent_content_split       (const char *value, char separator);
char      *ent_content_unescape    (const char *value);

char *ent_content_escape      (const char *text);
void  ent_content_append      (GString *text, const char *name, const char *value);
void  ent_content_append_text (GString *text, const char *name, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntContentLine, ent_content_line_free)

G_END_DECLS
