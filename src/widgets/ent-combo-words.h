/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void ent_combo_words_show (AdwComboRow *row, const char *property);

G_END_DECLS
