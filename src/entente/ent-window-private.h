/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sidebar.h"
#include "ent-sync-button.h"
#include "ent-window.h"

G_BEGIN_DECLS

struct _EntWindow
{
  AdwApplicationWindow parent_instance;

  GFile *file;               /* (nullable) (owned): of the workspace, or of the one being opened */
  EntStore *store;           /* (nullable) (owned) */
  EntSyncScheduler *scheduler; /* (nullable) (owned): keeps @store synchronised */
  gboolean greets;           /* asks who works here, once a workspace is open */
  char *awaited;             /* (nullable) (owned): the record to show once the workspace is open */
  GCancellable *opening;     /* (nullable) (owned): while a workspace is being opened */
  GHashTable *pages;         /* (element-type utf8 EntPage) (owned): by the name of their place */
  char *place;               /* (nullable) (owned): where one is */
  AdwToast *toast;           /* (nullable): the one that offers to undo the last change */

  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  AdwNavigationSplitView *split_view;
  AdwNavigationView *navigation_view;
  EntSidebar *sidebar;
  EntSyncButton *alarm_button;
  AdwStatusPage *opening_page;
};

void ent_window_go_nth (EntWindow *self, guint position);

/* ent-window-records.c */
void ent_window_install_record_actions (GtkWidgetClass *widget_class);
void ent_window_update_record_actions  (EntWindow *self);

/* Shows the dialog of a new record, and then its page. */
void ent_window_present_new            (EntWindow *self, EntRecord *record);

/* ent-window-departments.c */
void ent_window_install_department_actions (GtkWidgetClass *widget_class);
void ent_window_update_department_actions  (EntWindow *self);

/* ent-window-requests.c */
void ent_window_install_request_actions (GtkWidgetClass *widget_class);
void ent_window_update_request_actions  (EntWindow *self);

/* ent-window-documents.c */
void ent_window_install_document_actions (GtkWidgetClass *widget_class);

/* ent-window-actions.c */
void ent_window_install_shortcuts (GtkWidgetClass *widget_class);
void ent_window_add_actions       (EntWindow *self);
void ent_window_update_actions    (EntWindow *self);

G_END_DECLS
