/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

char *ent_value_words_display (EntWorkspace *workspace, const EntField *field, const char *json);

G_END_DECLS
