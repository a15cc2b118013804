/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ENT_SIDE_OURS,
  ENT_SIDE_PARTNERS,
  ENT_SIDE_EMBASSY,
} EntSide;

/* Somebody to write to about a partnership. */
typedef struct
{
  EntSide side;
  EntRecord *person; /* (not nullable) (owned) */
  char *what;        /* (not nullable) (owned): what they are in it, in the user's words */
} EntContact;

void       ent_contact_free   (EntContact *contact);
GPtrArray *ent_contacts_list  (EntWorkspace *workspace, const char *partnership, const char *today, GError **error);

G_END_DECLS
