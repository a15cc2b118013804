/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

/* The document drawn up about the record of a page, where there is one. Actions: page.open-sheet and page.save-sheet, with its
 * language; empty for that of the window, which only the first takes. */
void     ent_record_sheets_install (GtkWidgetClass *page_class);
void     ent_record_sheets_set_up  (EntPage *page, GtkWidget *button);
gboolean ent_record_sheets_exist   (EntPage *page);
void     ent_record_sheets_save    (EntPage *page, const char *language, GFile *file);

G_END_DECLS
