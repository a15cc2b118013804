/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int ent_atlas_command_serve (int argc, char **argv);

int ent_atlas_command_account (int argc, char **argv);

G_END_DECLS
