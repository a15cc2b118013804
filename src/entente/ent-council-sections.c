/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-council-sections.h"

#include <glib/gi18n-lib.h>

#include "ent-section.h"

/* The study's warning: a partnership too strongly identified with the chief executive goes when he or she goes. */
static GtkWidget *
create_warnings (const EntCouncil *council)
{
  GtkWidget *section = ent_section_new (_ ("Carried by Nobody, or by One Person Alone"));

  for (guint i = 0; i < council->warnings->len; i++)
    {
      const EntCouncilWarning *warning = council->warnings->pdata[i];
      g_autofree char *detail = NULL;

      if (warning->is_chief)
        /* Translators: a person, who is mayor or president */
        detail = g_strdup_printf (_ ("%s alone: strongly identified with the chief executive"), warning->name);
      else if (warning->name != NULL)
        /* Translators: a person */
        detail = g_strdup_printf (_ ("%s alone"), warning->name);
      ent_section_add_line (ENT_SECTION (section), warning->partnership, warning->title,
                            detail != NULL ? detail : _ ("Nobody in office carries it"),
                            warning->name == NULL ? _ ("Nobody") : warning->is_chief ? _ ("At risk") : NULL,
                            warning->name == NULL ? ENT_TONE_ERROR : ENT_TONE_WARNING);
    }
  if (council->warnings->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("None: no partnership depends on one person alone."));

  return section;
}

static void
take_word (GStrvBuilder *words,
           guint n,
           char *word)
{
  if (n > 0)
    g_strv_builder_take (words, word);
  else
    g_free (word);
}

static char *
describe_member (const EntCouncilMember *member)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  take_word (words, member->n_carried,
             g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u partnership carried", "%u partnerships carried", member->n_carried), member->n_carried));
  take_word (words, member->n_home,
             g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u representation at home", "%u representations at home", member->n_home), member->n_home));
  take_word (words, member->n_abroad,
             g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u mission abroad", "%u missions abroad", member->n_abroad), member->n_abroad));
  take_word (words, member->n_seats,
             g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u lasting seat", "%u lasting seats", member->n_seats), member->n_seats));
  all = g_strv_builder_end (words);

  return g_strjoinv ("\u00a0· ", all);
}

static GtkWidget *
create_members (const EntCouncil *council)
{
  GtkWidget *section = ent_section_new (_ ("Involvement of Each"));

  for (guint i = 0; i < council->members->len; i++)
    {
      const EntCouncilMember *member = council->members->pdata[i];
      g_autofree char *detail = describe_member (member);
      gboolean never = *detail == '\0';

      ent_section_add_line (ENT_SECTION (section), member->person, member->name, detail, never ? _ ("Never involved") : NULL,
                            ENT_TONE_NEUTRAL);
    }
  if (council->members->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("Nobody is in office in your authority."));

  return section;
}

static GtkWidget *
create_themes (const EntCouncil *council)
{
  GtkWidget *section = ent_section_new (_ ("Themes Never Linked to International Action"));

  for (guint i = 0; i < council->themes->len; i++)
    {
      const EntCouncilTheme *theme = council->themes->pdata[i];

      ent_section_add_line (ENT_SECTION (section), NULL, ent_choices_get_label (&ent_choices_themes, theme->theme), theme->names, NULL,
                            ENT_TONE_NEUTRAL);
    }
  if (council->themes->len == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("None: a partnership or a project takes up each theme of the delegations."));

  return section;
}

static GtkWidget *
create_empty_page (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "ent-official-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nobody in Office Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Once the elected officials of your authority have their terms of office, this shows who carries which partnership, what depends on one person alone, and which themes nobody has linked to international action."));
  gtk_widget_set_vexpand (page, TRUE);

  return page;
}

/**
 * ent_council_sections_add:
 * @box: an empty box
 * @council: one's own assembly
 *
 * Adds what there is to see at a glance, the warnings first.
 */
void
ent_council_sections_add (GtkBox *box,
                          const EntCouncil *council)
{
  if (council->members->len == 0 && council->warnings->len == 0)
    {
      gtk_box_append (box, create_empty_page ());
      return;
    }

  gtk_box_append (box, create_warnings (council));
  gtk_box_append (box, create_members (council));
  gtk_box_append (box, create_themes (council));
}
