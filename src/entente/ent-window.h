/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-page.h"
#include "ent-store.h"
#include "ent-sync-scheduler.h"

G_BEGIN_DECLS

#define ENT_TYPE_WINDOW (ent_window_get_type ())

/**
 * EntWindow:
 *
 * One workspace, or the choice of one.
 *
 * Actions: `win.go` (s: name of a place), `win.tell` and `win.tell-change` (s: a sentence), `win.import` (s: name of an entity, or empty), `win.search`, `win.log-involvement`, `win.undo`,
 * `win.redo`, `win.find`, `win.add`, `win.edit`, `win.export`, `win.print`, `win.save-pdf`, `win.tell-saved`, `win.open-file` (s: URI), `win.preferences`, `win.shortcuts`, `win.about`; and for any record
 * `record.open`, `record.edit`, `record.delete` (s: identifier), `record.new` (s: name of the entity), `record.new-for`
 * and `record.list` (sss: name of the entity, of one of its references, identifier of what that refers to).
 */
G_DECLARE_FINAL_TYPE (EntWindow, ent_window, ENT, WINDOW, AdwApplicationWindow)

GtkWidget *ent_window_new          (GtkApplication *application);
void       ent_window_open         (EntWindow *self, GFile *file, EntWorkspaceFlags flags);
void       ent_window_set_store    (EntWindow *self, EntStore *store);
EntStore  *ent_window_get_store    (EntWindow *self);
EntSyncScheduler *ent_window_get_scheduler (EntWindow *self);
GFile     *ent_window_get_file     (EntWindow *self);
gboolean   ent_window_is_busy      (EntWindow *self);
void       ent_window_go           (EntWindow *self, const char *place);
void       ent_window_greet (EntWindow *self);
gboolean   ent_window_is_narrow (EntWindow *self);
void       ent_window_open_record  (EntWindow *self, const char *id);
void       ent_window_show_record  (EntWindow *self, const char *id);
EntPage   *ent_window_get_page     (EntWindow *self);
void       ent_window_tell         (EntWindow *self, const char *sentence, gboolean undo);
void       ent_window_import       (EntWindow *self, GFile *file);
void       ent_window_tell_saved   (EntWindow *self, GFile *file);

G_END_DECLS
