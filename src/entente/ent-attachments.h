/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

/* Files that the record of a page carries. Actions: page.attach, page.attach-as, page.open-file, page.save-file. */
void ent_attachments_install (GtkWidgetClass *page_class);
void ent_attachments_set_up  (EntPage *page, GMenu *menu);
void ent_attachments_add     (EntPage *page, GFile *file, const char *title);

G_END_DECLS
