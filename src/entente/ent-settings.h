/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENT_APP_ID "org.entente.Entente"
#define ENT_RESOURCE_BASE "/org/entente/Entente/"

/* What this user chose on this machine, in whichever workspace. Main thread only. */
GSettings *ent_settings_get_default (void);

char    *ent_settings_get_user_name (void);
void     ent_settings_set_user_name (const char *name);
char    *ent_settings_get_string    (const char *key);
void     ent_settings_set_string    (const char *key, const char *value);
int      ent_settings_get_integer   (const char *key, int fallback);
void     ent_settings_set_integer   (const char *key, int value);
GStrv    ent_settings_get_strings   (const char *key);
void     ent_settings_set_strings   (const char *key, const char *const *values);
gboolean ent_settings_get_boolean   (const char *key, gboolean fallback);
void     ent_settings_set_boolean   (const char *key, gboolean value);
void     ent_settings_set_window    (int width, int height, gboolean maximized);

GVariant *ent_settings_get_layout (const char *list);
void      ent_settings_set_layout (const char *list, GVariant *layout);

GStrv ent_settings_get_recent    (void);
void  ent_settings_add_recent    (const char *uri);
void  ent_settings_remove_recent (const char *uri);

G_END_DECLS
