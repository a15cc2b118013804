/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-settings.h"

#include "ent-workspace.h"

#define MAX_RECENT 8
#define LAYOUTS "list-layouts"

/**
 * ent_settings_get_default:
 *
 * A program that runs from its build folder may find no schema; it then works with the defaults and keeps nothing.
 *
 * Returns: (nullable) (transfer none): the settings of the application, %NULL where their schema is not installed
 */
GSettings *
ent_settings_get_default (void)
{
  static GSettings *settings;
  static gsize looked;

  if (g_once_init_enter (&looked))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema = NULL;

      if (source != NULL)
        schema = g_settings_schema_source_lookup (source, ENT_APP_ID, TRUE);
      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
      g_once_init_leave (&looked, 1);
    }

  return settings;
}

/* An older or newer schema may lack a key, and asking for it would end the program. */
static GSettings *
settings_with (const char *key)
{
  GSettings *settings = ent_settings_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings == NULL)
    return NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key (schema, key) ? settings : NULL;
}

/**
 * ent_settings_get_string:
 * @key: the name of a setting that is a string
 *
 * Returns: (transfer full): its value, empty where there is none
 */
char *
ent_settings_get_string (const char *key)
{
  GSettings *settings = settings_with (key);

  return settings != NULL ? g_settings_get_string (settings, key) : g_strdup ("");
}

/**
 * ent_settings_set_string:
 * @key: the name of a setting that is a string
 * @value: its new value
 */
void
ent_settings_set_string (const char *key,
                         const char *value)
{
  GSettings *settings = settings_with (key);

  if (settings != NULL)
    g_settings_set_string (settings, key, value);
}

/**
 * ent_settings_get_integer:
 * @key: the name of a setting that is an integer
 * @fallback: what to return where there is no such setting
 *
 * Returns: its value
 */
int
ent_settings_get_integer (const char *key,
                          int fallback)
{
  GSettings *settings = settings_with (key);

  return settings != NULL ? g_settings_get_int (settings, key) : fallback;
}

/**
 * ent_settings_set_integer:
 * @key: the name of a setting that is an integer
 * @value: its new value
 */
void
ent_settings_set_integer (const char *key,
                          int value)
{
  GSettings *settings = settings_with (key);

  if (settings != NULL)
    g_settings_set_int (settings, key, value);
}

/**
 * ent_settings_get_strings:
 * @key: the name of a setting that is a list of strings
 *
 * Returns: (transfer full) (array zero-terminated=1): its values, none where there is no such setting
 */
GStrv
ent_settings_get_strings (const char *key)
{
  GSettings *settings = settings_with (key);

  return settings != NULL ? g_settings_get_strv (settings, key) : g_new0 (char *, 1);
}

/**
 * ent_settings_set_strings:
 * @key: the name of a setting that is a list of strings
 * @values: (array zero-terminated=1): its new values
 */
void
ent_settings_set_strings (const char *key,
                          const char *const *values)
{
  GSettings *settings = settings_with (key);

  if (settings != NULL)
    g_settings_set_strv (settings, key, values);
}

/**
 * ent_settings_get_boolean:
 * @key: the name of a setting that is a boolean
 * @fallback: what to return where there is no such setting
 *
 * Returns: its value
 */
gboolean
ent_settings_get_boolean (const char *key,
                          gboolean fallback)
{
  GSettings *settings = settings_with (key);

  return settings != NULL ? g_settings_get_boolean (settings, key) : fallback;
}

/**
 * ent_settings_set_boolean:
 * @key: the name of a setting that is a boolean
 * @value: its new value
 */
void
ent_settings_set_boolean (const char *key,
                          gboolean value)
{
  GSettings *settings = settings_with (key);

  if (settings != NULL)
    g_settings_set_boolean (settings, key, value);
}

/**
 * ent_settings_get_user_name:
 *
 * Returns: (transfer full): the name under which this user's changes are written into history
 */
char *
ent_settings_get_user_name (void)
{
  g_autofree char *name = ent_settings_get_string ("user-name");

  if (*name != '\0')
    return g_steal_pointer (&name);

  return g_strdup (ent_workspace_get_session_user ());
}

/**
 * ent_settings_set_user_name:
 * @name: the name under which this user's changes are written into history; empty for the one of the session
 */
void
ent_settings_set_user_name (const char *name)
{
  ent_settings_set_string ("user-name", name);
}

/**
 * ent_settings_set_window:
 * @width: in application pixels
 * @height: in application pixels
 * @maximized: whether the window fills the screen
 *
 * Keeps how a window was left, for the next one.
 */
void
ent_settings_set_window (int width,
                         int height,
                         gboolean maximized)
{
  GSettings *settings = settings_with ("window-maximized");

  if (settings == NULL)
    return;

  g_settings_set_int (settings, "window-width", CLAMP (width, 360, 16384));
  g_settings_set_int (settings, "window-height", CLAMP (height, 294, 16384));
  g_settings_set_boolean (settings, "window-maximized", maximized);
}

/**
 * ent_settings_get_layout:
 * @list: the name of a list
 *
 * Returns: (transfer full) (nullable): how it was left, see the property layout of #EntRecordTable
 */
GVariant *
ent_settings_get_layout (const char *list)
{
  GSettings *settings = settings_with (LAYOUTS);
  g_autoptr (GVariant) layouts = settings != NULL ? g_settings_get_value (settings, LAYOUTS) : NULL;

  return layouts != NULL ? g_variant_lookup_value (layouts, list, NULL) : NULL;
}

/**
 * ent_settings_set_layout:
 * @list: the name of a list
 * @layout: how it is left
 */
void
ent_settings_set_layout (const char *list,
                         GVariant *layout)
{
  GSettings *settings = settings_with (LAYOUTS);
  g_autoptr (GVariant) former = settings != NULL ? g_settings_get_value (settings, LAYOUTS) : NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (settings == NULL)
    return;

  g_variant_builder_init (&builder, g_variant_get_type (former));
  g_variant_iter_init (&iter, former);
  while (g_variant_iter_loop (&iter, "{&s@*}", &name, &value))
    if (!g_str_equal (name, list))
      g_variant_builder_add (&builder, "{s@*}", name, value);
  g_variant_builder_add (&builder, "{s@*}", list, layout);
  g_settings_set_value (settings, LAYOUTS, g_variant_builder_end (&builder));
}

/**
 * ent_settings_get_recent:
 *
 * Returns: (transfer full) (array zero-terminated=1): addresses (URI) of workspaces, the one opened last first
 */
GStrv
ent_settings_get_recent (void)
{
  return ent_settings_get_strings ("recent-workspaces");
}

static void
set_recent (const char *first,
            const char *without)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) old = ent_settings_get_recent ();
  g_auto (GStrv) uris = NULL;
  guint n = 0;

  if (first != NULL)
    {
      g_strv_builder_add (builder, first);
      n++;
    }
  for (gsize i = 0; old[i] != NULL && n < MAX_RECENT; i++)
    if (!g_str_equal (old[i], without))
      {
        g_strv_builder_add (builder, old[i]);
        n++;
      }

  uris = g_strv_builder_end (builder);
  ent_settings_set_strings ("recent-workspaces", (const char *const *) uris);
}

/**
 * ent_settings_add_recent:
 * @uri: the address of a workspace that was opened
 */
void
ent_settings_add_recent (const char *uri)
{
  g_return_if_fail (uri != NULL);

  set_recent (uri, uri);
}

/**
 * ent_settings_remove_recent:
 * @uri: the address of a workspace that is not to be offered any more
 */
void
ent_settings_remove_recent (const char *uri)
{
  g_return_if_fail (uri != NULL);

  set_recent (NULL, uri);
}
