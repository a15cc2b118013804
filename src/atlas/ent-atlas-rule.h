/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-account.h"

G_BEGIN_DECLS

#define ENT_ATLAS_RULE_PUBLIC "atlas"

char *ent_atlas_rule_dup_security (const char *database);

gboolean ent_atlas_rule_check_security (const char *security,
                                        GError    **error);

gboolean ent_atlas_rule_check_member (const EntAtlasAccount *account,
                                      const char            *security,
                                      GError               **error);

gboolean ent_atlas_rule_check_administrator (const EntAtlasAccount *account,
                                             GError               **error);

gboolean ent_atlas_rule_check_write (const EntAtlasAccount *account,
                                     const char            *database,
                                     const char            *id,
                                     GError               **error);

G_END_DECLS
