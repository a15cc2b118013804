/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntMemo:
 *
 * What leaves the unit, on paper or by e-mail: a request to a department, or a reminder of what the returns of a year lack. All texts are in its language.
 */
typedef struct
{
  const char *language; /* (not nullable): `fr` or `en` */
  char *authority;      /* (nullable) (owned) */
  char *unit;           /* (nullable) (owned) */
  char *sender;         /* (nullable) (owned) */
  char *sender_title;   /* (nullable) (owned) */
  char *department;     /* (not nullable) (owned): or the people that are asked; perhaps empty */
  char *recipient;      /* (nullable) (owned): names of the people that it is sent to */
  GStrv addresses;      /* (not nullable) (owned): of theirs, perhaps none */
  char *date;           /* (not nullable) (owned): in words */
  char *subject;        /* (not nullable) (owned) */
  char *body;           /* (not nullable) (owned) */
} EntMemo;

/**
 * EntMemoReminder:
 * @people: (not nullable) (array zero-terminated=1): identifiers of who is asked, perhaps none
 * @year: whose returns are gathered
 * @missing: (not nullable): what is missing, a line each, in the language of the memo
 * @due: (nullable): by when answers are wanted, YYYY-MM-DD
 */
typedef struct
{
  const char *const *people;
  int year;
  const char *missing;
  const char *due;
} EntMemoReminder;

EntMemo *ent_memo_remind    (EntWorkspace *workspace, const EntMemoReminder *reminder, const char *language, const char *today, GError **error);
EntMemo *ent_memo_compose   (EntWorkspace *workspace, const char *request, const char *language, const char *today, GError **error);
void     ent_memo_free      (EntMemo *self);
char    *ent_memo_get_uri   (const EntMemo *self);
gboolean ent_memo_write_pdf (const EntMemo *self, EntWorkspace *workspace, const char *path, GDateTime *now, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntMemo, ent_memo_free)

G_END_DECLS
