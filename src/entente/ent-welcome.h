/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ENT_TYPE_WELCOME (ent_welcome_get_type ())

/**
 * EntWelcome:
 *
 * Where one chooses a workspace: a new one, one that is there, the sample, or one opened lately.
 */
G_DECLARE_FINAL_TYPE (EntWelcome, ent_welcome, ENT, WELCOME, AdwBin)

G_END_DECLS
