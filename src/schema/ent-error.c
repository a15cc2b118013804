/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-error.h"

G_DEFINE_QUARK (ent-error-quark, ent_error)
