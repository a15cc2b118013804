/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-store.h"

G_BEGIN_DECLS

/* What may be referred to, found for some words. */
typedef struct
{
  GPtrArray *hits;    /* (element-type EntHit) (owned): with what tells most about each as their detail */
  GPtrArray *entries; /* (element-type EntDirectoryEntry) (owned): French authorities that the workspace does not have */
} EntReferenceFinds;

void ent_reference_finds_free (EntReferenceFinds *finds);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntReferenceFinds, ent_reference_finds_free)

void               ent_reference_search_async  (EntStore *store, const char *targets, const char *words, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
EntReferenceFinds *ent_reference_search_finish (EntStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
