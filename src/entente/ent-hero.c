/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-hero.h"

#include <glib/gi18n-lib.h>

#include "ent-summary.h"

/* Fields that say at a glance what a record is, where its entity has them. */
static const char *const telling[] = { "kind", "function", "delegation", "level", "countries", "country", "city" };

/* A title of more characters is set smaller: it is read whole, also in a narrow window. */
#define LONG_TITLE 40

static GtkWidget *
create_emblem (EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);
  GtkWidget *emblem;

  if (g_str_equal (entity->name, "person"))
    {
      emblem = adw_avatar_new (56, ent_record_get_headline (record), TRUE);
    }
  else
    {
      emblem = gtk_image_new_from_icon_name (entity->icon);
      gtk_image_set_pixel_size (GTK_IMAGE (emblem), 28);
      gtk_widget_add_css_class (emblem, "ent-emblem");
    }
  gtk_widget_set_valign (emblem, GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (emblem), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);

  return emblem;
}

static GtkWidget *
create_title (EntRecord *record)
{
  g_autofree char *headline = ent_entity_display_headline (ent_record_get_entity (record), ent_record_get_headline (record));
  GtkWidget *title = gtk_label_new (headline);

  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, g_utf8_strlen (headline, -1) > LONG_TITLE ? "title-2" : "title-1");

  return title;
}

static void
add_word (GPtrArray *words,
          char *word)
{
  if (word != NULL && *word != '\0')
    g_ptr_array_add (words, word);
  else
    g_free (word);
}

/* Somebody is known by what they are now. */
static void
add_roles (GPtrArray *words,
           EntDossier *dossier,
           const char *today)
{
  const EntDossierGroup *roles = ent_dossier_find_group (dossier, "role");

  for (guint i = 0; roles != NULL && i < roles->records->len; i++)
    {
      EntTone tone;

      if (ent_summary_get_state (roles->records->pdata[i], today, &tone) == NULL)
        add_word (words, ent_summary_get_title (roles->records->pdata[i], ent_record_get_id (dossier->record)));
    }
}

static GtkWidget *
create_words (EntDossier *dossier,
              const char *today)
{
  EntRecord *record = dossier->record;
  const EntEntity *entity = ent_record_get_entity (record);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (g_str_equal (entity->name, "person"))
    add_roles (words, dossier, today);
  for (gsize i = 0; i < G_N_ELEMENTS (telling); i++)
    {
      const EntField *field = ent_entity_find_field (entity, telling[i]);

      if (field != NULL && !ent_entity_in_headline (entity, field) && field != ent_summary_get_state_field (entity))
        add_word (words, ent_record_display (record, field));
    }
  add_word (words, ent_summary_get_when (record));
  if (words->len == 0)
    return NULL;

  g_ptr_array_add (words, NULL);
  text = g_strjoinv ("\u00a0· ", (char **) words->pdata);
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

/* Who may see the record is never to be looked for. */
static GtkWidget *
create_circle (EntRecord *record)
{
  switch (ent_record_get_circle (record))
    {
    case ENT_CIRCLE_ATLAS:
      return ent_pill_new (_ ("Published in the Atlas"), ENT_TONE_ACCENT);
    case ENT_CIRCLE_DEPARTMENTS:
      return ent_pill_new (_ ("Unit and departments"), ENT_TONE_NEUTRAL);
    case ENT_CIRCLE_TEAM:
    default:
      return ent_pill_new (_ ("Unit only"), ENT_TONE_NEUTRAL);
    }
}

static GtkWidget *
create_pills (EntRecord *record,
              const char *today)
{
  GtkWidget *box = adw_wrap_box_new ();
  EntTone tone;
  const char *state = ent_summary_get_state (record, today, &tone);

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  gtk_widget_set_margin_top (box, 6);
  if (state != NULL)
    adw_wrap_box_append (ADW_WRAP_BOX (box), ent_pill_new (state, tone));
  adw_wrap_box_append (ADW_WRAP_BOX (box), create_circle (record));

  return box;
}

/**
 * ent_hero_fill:
 * @box: an empty horizontal box
 * @dossier: what is known about a record
 * @today: this day, YYYY-MM-DD
 */
void
ent_hero_fill (GtkBox *box,
               EntDossier *dossier,
               const char *today)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *words = create_words (dossier, today);

  gtk_box_append (GTK_BOX (column), create_title (dossier->record));
  if (words != NULL)
    gtk_box_append (GTK_BOX (column), words);
  gtk_box_append (GTK_BOX (column), create_pills (dossier->record, today));
  gtk_widget_set_hexpand (column, TRUE);

  gtk_box_append (box, create_emblem (dossier->record));
  gtk_box_append (box, column);
}
