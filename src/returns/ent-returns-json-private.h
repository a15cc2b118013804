/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void ent_returns_json_add_text (JsonBuilder *builder, const char *name, const char *text);

G_END_DECLS
