/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-shortcuts-dialog.h"

#include <glib/gi18n-lib.h>

#include "ent-places.h"

/* What the keys do; a line without keys opens a part. */
typedef struct
{
  const char *title;
  const char *keys; /* (nullable) */
} Line;

static const Line lines[] = {
  { N_ ("Everywhere") },
  { N_ ("Search Everything"), "<Control>k" },
  { N_ ("Log Involvement"), "<Control>l" },
  { N_ ("Fill in the Week’s Sheet"), "<Control><Shift>l" },
  { N_ ("Undo"), "<Control>z" },
  { N_ ("Redo"), "<Control><Shift>z" },
  { N_ ("On a Page") },
  { N_ ("Search in the List"), "<Control>f" },
  { N_ ("New Record"), "<Control>n" },
  { N_ ("Edit"), "<Control>e" },
  { N_ ("Save a Form"), "<Control>s" },
  { N_ ("Print"), "<Control>p" },
  { N_ ("Save as PDF"), "<Control><Shift>p" },
  { N_ ("Open the Briefing or the Agreement’s Sheet"), "<Control><Shift>b" },
  { N_ ("Back"), "<Alt>Left" },
  { N_ ("In the Calendar") },
  { N_ ("Today"), "<Control>t" },
  { N_ ("Previous Month"), "<Control>Page_Up" },
  { N_ ("Next Month"), "<Control>Page_Down" },
  { N_ ("The Window") },
  { N_ ("Open a Workspace"), "<Control>o" },
  { N_ ("Main Menu"), "F10" },
  { N_ ("Preferences"), "<Control>comma" },
  { N_ ("Keyboard Shortcuts"), "<Control>question" },
  { N_ ("Close"), "<Control>w" },
  { N_ ("Quit"), "<Control>q" },
};

static void
add_row (GtkWidget *group,
         const char *title,
         const char *keys)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *spoken = NULL;
  guint key;
  GdkModifierType modifiers;
  GtkWidget *label = gtk_label_new (NULL);

  if (gtk_accelerator_parse (keys, &key, &modifiers))
    spoken = gtk_accelerator_get_label (key, modifiers);
  gtk_label_set_label (GTK_LABEL (label), spoken);
  gtk_widget_add_css_class (label, "ent-keys");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
add_group (GtkWidget *page,
           const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));

  return group;
}

static void
add_places (GtkWidget *page)
{
  GtkWidget *group = add_group (page, _ ("Pages"));

  for (guint i = 0; i < MIN (ent_places_get_n_main (), 10); i++)
    {
      g_autofree char *keys = g_strdup_printf ("<Control>%u", (i + 1) % 10);

      add_row (group, ent_place_get_label (ent_places_get (i)), keys);
    }
}

/**
 * ent_shortcuts_dialog_new:
 *
 * Returns: (transfer floating): the keys and what they do
 */
AdwDialog *
ent_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *title = g_dgettext (GETTEXT_PACKAGE, lines[i].title);

      if (lines[i].keys == NULL)
        group = add_group (page, title);
      else
        add_row (group, title, lines[i].keys);
    }
  add_places (page);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 440);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);

  return dialog;
}
