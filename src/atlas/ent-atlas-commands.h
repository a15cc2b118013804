/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each command takes its own words, its name first, and returns the exit status: 0 done, 1 refused, 2 wrong usage. */

int ent_atlas_command_serve (int argc, char **argv);

int ent_atlas_command_account (int argc, char **argv);

int ent_atlas_command_backup (int argc, char **argv);

int ent_atlas_commands_run (int argc, char **argv);

int ent_atlas_commands_fail (const GError *error);

G_END_DECLS
