/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void ent_pdf_finish (GByteArray *pdf, const char *language, GPtrArray *alternatives, const char *scopes);

G_END_DECLS
