/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-store.h"

G_BEGIN_DECLS

/* Finish with ent_store_write_finish(). */
void ent_request_step_async (EntStore *store, EntRecord *request, const char *state, const char *date, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
