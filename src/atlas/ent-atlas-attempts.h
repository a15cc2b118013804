/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* wrong passwords for one account from one address, before it has to wait */
#define ENT_ATLAS_ATTEMPTS_PER_ACCOUNT 5
/* wrong passwords from one address, whatever the account */
#define ENT_ATLAS_ATTEMPTS_PER_ADDRESS 30

/**
 * EntAtlasAttempts:
 *
 * Counts wrong passwords, so that guessing is slow. Whoever fails too often
 * waits, each time twice as long. An account is never locked for everybody: that
 * would let anyone lock it. Main thread only.
 */
typedef struct _EntAtlasAttempts EntAtlasAttempts;

EntAtlasAttempts *ent_atlas_attempts_new (void);

void ent_atlas_attempts_free (EntAtlasAttempts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasAttempts, ent_atlas_attempts_free)

guint ent_atlas_attempts_get_delay (EntAtlasAttempts *self,
                                    const char       *address,
                                    const char       *account,
                                    gint64            now);

gboolean ent_atlas_attempts_is_barred (EntAtlasAttempts *self,
                                       const char       *address,
                                       const char       *account,
                                       gint64            now);

void ent_atlas_attempts_add_failure (EntAtlasAttempts *self,
                                     const char       *address,
                                     const char       *account,
                                     gint64            now);

void ent_atlas_attempts_add_unseen (EntAtlasAttempts *self,
                                    const char       *address,
                                    const char       *account,
                                    gint64            now);

void ent_atlas_attempts_add_success (EntAtlasAttempts *self,
                                     const char       *address,
                                     const char       *account);

G_END_DECLS
