/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-figure.h"

G_BEGIN_DECLS

gboolean ent_returns_figure_agrees (const EntReturnsFigure *self, const EntReturnsFigure *other);

G_END_DECLS
