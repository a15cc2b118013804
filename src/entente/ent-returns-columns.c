/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-columns.h"

#include <glib/gi18n-lib.h>

#include "ent-section.h"
#include "ent-summary.h"

/* What belongs into a column that is empty. */
typedef struct
{
  const char *stage;
  const char *hint;
} Stage;

static const Stage stages[] = {
  { "sought", N_ ("What is hoped for, before the start") },
  { "announced", N_ ("What was promised in public") },
  { "actual", N_ ("What really came back") },
};

static gboolean
is_answered (const EntDossierGroup *returns,
             const char *id)
{
  for (guint i = 0; i < returns->records->len; i++)
    {
      const char *const *answers = ent_record_get_list (returns->records->pdata[i], "answers");

      if (answers != NULL && g_strv_contains (answers, id))
        return TRUE;
    }

  return FALSE;
}

static char *
describe (EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);
  static const char *const names[] = { "year", "categories" };
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *word = ent_record_display (record, ent_entity_find_field (entity, names[i]));

      if (*word != '\0')
        g_ptr_array_add (words, word);
      else
        g_free (word);
    }
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" · ", (char **) words->pdata);
}

/* Whether what was sought came, and what came was sought, is what the page is looked at for. */
static const char *
get_match (const EntDossierGroup *returns,
           EntRecord *record,
           EntTone *ret_tone)
{
  const char *stage = ent_record_get_text (record, "stage");
  const char *const *answers = ent_record_get_list (record, "answers");
  gboolean actual = g_strcmp0 (stage, "actual") == 0;

  *ret_tone = actual && answers == NULL ? ENT_TONE_NEUTRAL : ENT_TONE_SUCCESS;
  if (actual)
    return answers != NULL ? _ ("Was sought") : C_ ("one return", "Unexpected");

  return is_answered (returns, ent_record_get_id (record)) ? _ ("Came true") : NULL;
}

static GtkWidget *
create_label (const char *text,
              const char *css_class,
              int lines)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  /* The width is the column's, not that of a whole sentence. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
create_card (const EntDossierGroup *returns,
             EntRecord *record)
{
  GtkWidget *card = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *detail = describe (record);
  EntTone tone;
  const char *match = get_match (returns, record, &tone);

  gtk_box_append (GTK_BOX (box), create_label (ent_record_get_text (record, "text"), NULL, 4));
  if (*detail != '\0')
    {
      GtkWidget *label = create_label (detail, "caption", 2);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  if (match != NULL)
    {
      GtkWidget *pill = ent_pill_new (match, tone);

      gtk_widget_set_halign (pill, GTK_ALIGN_START);
      gtk_widget_set_margin_top (pill, 3);
      gtk_box_append (GTK_BOX (box), pill);
    }
  gtk_button_set_child (GTK_BUTTON (card), box);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "ent-card");
  gtk_widget_set_name (card, ent_record_get_id (record));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (card), "record.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (card), "s", ent_record_get_id (record));

  return card;
}

static GtkWidget *
create_column (EntDossier *dossier,
               const Stage *stage)
{
  const EntDossierGroup *returns = ent_dossier_find_group (dossier, "return");
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const char *label = ent_choices_get_label (&ent_choices_return_stages, stage->stage);
  g_autofree char *heading = NULL;
  guint n = 0;

  for (guint i = 0; returns != NULL && i < returns->records->len; i++)
    if (g_strcmp0 (ent_record_get_text (returns->records->pdata[i], "stage"), stage->stage) == 0)
      {
        gtk_box_append (GTK_BOX (column), create_card (returns, returns->records->pdata[i]));
        n++;
      }
  if (n == 0)
    {
      GtkWidget *hint = create_label (g_dgettext (GETTEXT_PACKAGE, stage->hint), "dim-label", 3);

      gtk_widget_add_css_class (hint, "ent-empty");
      gtk_box_append (GTK_BOX (column), hint);
    }
  /* Translators: a stage of returns, and how many there are */
  heading = n > 0 ? g_strdup_printf (_ ("%1$s (%2$u)"), label, n) : g_strdup (label);
  gtk_box_prepend (GTK_BOX (column), create_label (heading, "caption-heading", 1));

  return column;
}

/**
 * ent_returns_columns_new:
 * @dossier: what is known about a partnership or project
 *
 * Returns: (transfer floating): its returns
 */
GtkWidget *
ent_returns_columns_new (EntDossier *dossier)
{
  const EntEntity *entity = ent_schema_find ("return");
  GtkWidget *section = ent_section_new (ent_entity_get_plural (entity));
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  ent_section_set_add (ENT_SECTION (section), entity, ent_dossier_get_link (entity, ent_record_get_entity (dossier->record)),
                       ent_record_get_id (dossier->record));
  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  gtk_widget_add_css_class (columns, "ent-columns");
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    gtk_box_append (GTK_BOX (columns), create_column (dossier, &stages[i]));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), columns);

  return section;
}
