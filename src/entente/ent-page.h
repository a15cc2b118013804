/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-print.h"

G_BEGIN_DECLS

#define ENT_TYPE_PAGE (ent_page_get_type ())

/**
 * EntPage:
 *
 * One page of the window. It reads the workspace off the main thread when it is shown first, and again whenever the
 * workspace changed while it can be seen, or since.
 *
 * Properties: store (construct only), loading (boolean, read only).
 */
G_DECLARE_DERIVABLE_TYPE (EntPage, ent_page, ENT, PAGE, AdwNavigationPage)

/**
 * EntPageClass:
 * @refresh: the workspace is different from what is shown: load again
 * @find: (nullable): put the cursor where one searches; returns whether there is such a place
 * @add: (nullable): make a new record of what the page shows
 * @edit: (nullable): edit the record that the page is about, or that is selected
 * @export: (nullable): write what the page lists into a table
 * @print: (nullable): print what the page shows
 * @get_subject: (nullable): the identifier of the record that the page is about
 */
struct _EntPageClass
{
  AdwNavigationPageClass parent_class;

  void     (*refresh) (EntPage *self);
  gboolean (*find)    (EntPage *self);
  gboolean (*add)     (EntPage *self);
  gboolean (*edit)    (EntPage *self);
  gboolean (*export)  (EntPage *self);
  void     (*print)   (EntPage *self, EntPrintTarget target);
  const char *(*get_subject) (EntPage *self);
};

/* Puts on the page what was loaded. @result is the page's to free. */
typedef void (*EntPageShowFunc) (EntPage *self, gpointer result);

EntStore *ent_page_get_store   (EntPage *self);
gboolean  ent_page_get_loading (EntPage *self);
void      ent_page_refresh     (EntPage *self);
gboolean  ent_page_find        (EntPage *self);
gboolean  ent_page_add         (EntPage *self);
gboolean  ent_page_edit        (EntPage *self);
gboolean  ent_page_export      (EntPage *self);
void      ent_page_print       (EntPage *self, EntPrintTarget target);
const char *ent_page_get_subject (EntPage *self);

void ent_page_load (EntPage *self, EntStoreFunc func, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free, EntPageShowFunc show);

G_END_DECLS
