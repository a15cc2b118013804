/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What g_application_open() is told with a workspace that was just made: its window asks who works there. */
#define ENT_APP_HINT_NEW "new"

#define ENT_TYPE_APP (ent_app_get_type ())

/**
 * EntApp:
 *
 * The program: one process, one window for each workspace. (`EntApplication` is a record: an application for co-funding.)
 *
 * Actions: `app.new-workspace`, `app.open-workspace`, `app.open-sample`, `app.quit`.
 */
G_DECLARE_FINAL_TYPE (EntApp, ent_app, ENT, APP, AdwApplication)

GApplication *ent_app_new (void);
void          ent_app_open_file (EntApp *self, GFile *file);
void          ent_app_remind    (EntApp *self);
char         *ent_app_get_sample_path (void);

G_END_DECLS
