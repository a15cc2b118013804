/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-people-section.h"

#include <glib/gi18n-lib.h>

#include "ent-facts.h"
#include "ent-section.h"

static void
add_reach (AdwActionRow *row,
           EntRecord *person,
           const char *name,
           const char *icon)
{
  const EntField *field = ent_entity_find_field (ent_record_get_entity (person), name);
  const char *address = ent_record_get_text (person, name);
  g_autofree char *uri = address != NULL ? ent_facts_get_uri (field, address) : NULL;
  g_autofree char *tooltip = NULL;
  GtkWidget *button;

  if (uri == NULL)
    return;

  button = gtk_button_new_from_icon_name (icon);
  /* Translators: “E-mail” or “Phone”, then the address or number */
  tooltip = g_strdup_printf (_ ("%1$s: %2$s"), ent_field_get_label (field), address);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-uri");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uri);
  adw_action_row_add_suffix (row, button);
}

static GtkWidget *
create_row (const EntContact *contact)
{
  const char *name = ent_record_get_headline (contact->person);
  const char *id = ent_record_get_id (contact->person);
  gboolean phone = ent_record_get_text (contact->person, "phone") != NULL;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = adw_avatar_new (32, name, TRUE);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name != NULL ? name : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), contact->what);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_accessible_update_state (GTK_ACCESSIBLE (avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  add_reach (ADW_ACTION_ROW (row), contact->person, phone ? "phone" : "mobile", "call-start-symbolic");
  add_reach (ADW_ACTION_ROW (row), contact->person, "email", "mail-unread-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (row, id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);

  return row;
}

/* Without a hint, a side where nobody is is not shown. */
static GtkWidget *
create_side (EntDossier *dossier,
             EntSide side,
             const char *title,
             const char *hint)
{
  GtkWidget *section = ent_section_new (title);
  gboolean empty = TRUE;

  for (guint i = 0; i < dossier->contacts->len; i++)
    {
      const EntContact *contact = dossier->contacts->pdata[i];

      if (contact->side != side)
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_row (contact));
      empty = FALSE;
    }
  if (empty && hint != NULL)
    ent_section_set_hint (ENT_SECTION (section), hint);
  gtk_widget_set_visible (section, !empty || hint != NULL);

  return section;
}

/**
 * ent_people_section_new:
 * @dossier: what is known about a partnership
 *
 * Returns: (transfer floating): whom to write to or call, at the partners, at the embassy and here
 */
GtkWidget *
ent_people_section_new (EntDossier *dossier)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_box_append (GTK_BOX (box), create_side (dossier, ENT_SIDE_PARTNERS, _ ("Contacts at the Partners"),
                                              _ ("Nobody yet. On the page of a partner, add who works there and how to reach them.")));
  gtk_box_append (GTK_BOX (box), create_side (dossier, ENT_SIDE_EMBASSY, _ ("The Embassy and Its Services"), NULL));
  gtk_box_append (GTK_BOX (box), create_side (dossier, ENT_SIDE_OURS, _ ("Who Follows It Here"),
                                              _ ("Nobody yet. Say which elected official carries it, and who follows it.")));
  return box;
}
