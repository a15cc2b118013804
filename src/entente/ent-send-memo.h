/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-store.h"

G_BEGIN_DECLS

/**
 * EntMemoWish:
 * @store: (not nullable): a workspace
 * @id: (not nullable): a mobilisation request; for a reminder, a project that lacks something, or who can fill it in
 * @year: for a reminder, whose returns are gathered
 * @language: (not nullable): `fr` or `en`
 *
 * What leaves the unit.
 */
typedef struct
{
  EntStore *store;
  const char *id;
  int year;
  const char *language;
} EntMemoWish;

void ent_send_memo_by_mail      (GtkWidget *widget, const EntMemoWish *wish);
void ent_send_memo_as_pdf       (GtkWidget *widget, const EntMemoWish *wish);
void ent_send_memo_to_clipboard (GtkWidget *widget, const EntMemoWish *wish);

G_END_DECLS
