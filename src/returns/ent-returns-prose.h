/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-year.h"

G_BEGIN_DECLS

GStrv ent_returns_year_summarise (EntReturnsYear *self);
GStrv ent_returns_year_warn      (EntReturnsYear *self);

G_END_DECLS
