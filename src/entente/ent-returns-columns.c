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

/* What is noted of a measure, in a few words. */
static char *
describe_measure (EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);
  g_autofree char *value = ent_record_display (record, ent_entity_find_field (entity, "value"));
  const char *unit = ent_record_get_text (record, "unit");
  const char *measure = ent_record_get_text (record, "measure");

  if (*value == '\0')
    return NULL;
  if (unit == NULL && g_strcmp0 (measure, "percentage") == 0)
    unit = "%";
  if (unit == NULL && g_strcmp0 (measure, "amount") == 0)
    unit = "€";

  return unit != NULL ? g_strdup_printf ("%s\u00a0%s", value, unit) : g_steal_pointer (&value);
}

static char *
describe (EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);
  static const char *const names[] = { "year", "categories", "announced-in", "announced-on" };
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *measure = describe_measure (record);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *word = ent_record_display (record, ent_entity_find_field (entity, names[i]));

      if (*word != '\0')
        g_ptr_array_add (words, word);
      else
        g_free (word);
    }
  if (measure != NULL)
    g_ptr_array_add (words, g_steal_pointer (&measure));
  g_ptr_array_add (words, NULL);

  return g_strjoinv ("\u00a0· ", (char **) words->pdata);
}

static gboolean
is_proposal (EntRecord *record)
{
  return ent_record_get_text (record, "proposed-by") != NULL && ent_record_get_text (record, "confirmed-on") == NULL;
}

/* An announcement without where and when cannot be found again. */
static gboolean
is_unplaced (EntRecord *record)
{
  return ent_record_get_text (record, "announced-in") == NULL || ent_record_get_text (record, "announced-on") == NULL;
}

/* Whether what came was sought. */
static const char *
describe_origin (EntReturnMatch match,
                 EntTone *ret_tone)
{
  *ret_tone = match & ENT_RETURN_WAS_SOUGHT ? ENT_TONE_SUCCESS : ENT_TONE_NEUTRAL;
  if (match & ENT_RETURN_WAS_SOUGHT)
    return _ ("Was sought");

  return match & ENT_RETURN_WAS_ANNOUNCED ? _ ("Was announced") : C_ ("one return", "Unexpected");
}

/* Whether what was sought came, and what came was sought, is what the page is looked at for. */
static const char *
describe_match (EntDossier *dossier,
                EntRecord *record,
                EntTone *ret_tone)
{
  const char *stage = ent_record_get_text (record, "stage");
  EntReturnMatch match = ent_dossier_get_match (dossier, record);

  *ret_tone = ENT_TONE_WARNING;
  if (is_proposal (record))
    return _ ("To be confirmed");
  if (g_strcmp0 (stage, "actual") == 0)
    return describe_origin (match, ret_tone);
  if (g_strcmp0 (stage, "announced") == 0 && !(match & ENT_RETURN_WAS_OBTAINED))
    return is_unplaced (record) ? _ ("Where and when?") : NULL;
  if (!(match & ENT_RETURN_WAS_OBTAINED))
    return _ ("Not observed yet");

  *ret_tone = ENT_TONE_SUCCESS;
  return _ ("Came true");
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
create_card (EntDossier *dossier,
             EntRecord *record)
{
  GtkWidget *card = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *detail = describe (record);
  EntTone tone;
  const char *match = describe_match (dossier, record, &tone);

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

/* A new return of @stage, for @record (nullable) that it answers. */
static GtkWidget *
create_button (EntDossier *dossier,
               const char *stage,
               EntRecord *record,
               const char *icon,
               const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  const char *const *categories = record != NULL ? ent_record_get_list (record, "categories") : NULL;
  g_autofree char *list = categories != NULL ? g_strjoinv (";", (char **) categories) : NULL;
  const char *subject = record != NULL ? ent_record_get_text (record, "subject") : ent_record_get_id (dossier->record);
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "subject", subject);
  g_variant_builder_add (&values, "{ss}", "stage", stage);
  if (record != NULL)
    {
      g_variant_builder_add (&values, "{ss}", "answers", ent_record_get_id (record));
      g_variant_builder_add (&values, "{ss}", "scope", ent_record_get_text (record, "scope"));
    }
  if (list != NULL)
    g_variant_builder_add (&values, "{ss}", "categories", list);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "record.new-with");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sa{ss})", "return", &values);

  return button;
}

/* Beside what was hoped for or promised, and did not come yet: how to note that it did. */
static GtkWidget *
create_entry (EntDossier *dossier,
              EntRecord *record)
{
  GtkWidget *card = create_card (dossier, record);
  GtkWidget *box, *button;
  g_autofree char *tooltip = NULL;

  if (g_strcmp0 (ent_record_get_text (record, "stage"), "actual") == 0 || is_proposal (record)
      || ent_dossier_get_match (dossier, record) & ENT_RETURN_WAS_OBTAINED || ent_record_get_text (record, "scope") == NULL)
    return card;

  /* Translators: the words of a return that was sought or announced */
  tooltip = g_strdup_printf (_ ("Note What Came Back: %s"), ent_record_get_text (record, "text"));
  button = create_button (dossier, "actual", record, "object-select-symbolic", tooltip);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), card);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

/* What a column holds, how many, and one more. */
static GtkWidget *
create_heading (EntDossier *dossier,
                const char *stage,
                const char *label,
                guint n)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* Translators: a stage of returns, and how many there are */
  g_autofree char *heading = n > 0 ? g_strdup_printf (_ ("%1$s (%2$u)"), label, n) : g_strdup (label);
  g_autofree char *tooltip = g_strdup_printf (_ ("Add: %s"), label);
  GtkWidget *name = create_label (heading, "caption-heading", 1);

  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), create_button (dossier, stage, NULL, "list-add-symbolic", tooltip));

  return box;
}

static GtkWidget *
create_column (EntDossier *dossier,
               const Stage *stage)
{
  const EntDossierGroup *returns = ent_dossier_find_group (dossier, "return");
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const char *label = ent_choices_get_label (&ent_choices_return_stages, stage->stage);
  guint n = 0;

  for (guint i = 0; returns != NULL && i < returns->records->len; i++)
    if (g_strcmp0 (ent_record_get_text (returns->records->pdata[i], "stage"), stage->stage) == 0)
      {
        gtk_box_append (GTK_BOX (column), create_entry (dossier, returns->records->pdata[i]));
        n++;
      }
  if (n == 0)
    {
      GtkWidget *hint = create_label (g_dgettext (GETTEXT_PACKAGE, stage->hint), "dim-label", 3);

      gtk_widget_add_css_class (hint, "ent-empty");
      gtk_box_append (GTK_BOX (column), hint);
    }
  /* Of the first of many, how many there are is not known here. */
  if (returns != NULL && returns->total > returns->records->len)
    n = 0;
  gtk_box_prepend (GTK_BOX (column), create_heading (dossier, stage->stage, label, n));

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
  const EntDossierGroup *returns = ent_dossier_find_group (dossier, entity->name);
  GtkWidget *section = ent_section_new (ent_entity_get_plural (entity));
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  ent_section_set_add (ENT_SECTION (section), entity, ent_dossier_get_link (entity, ent_record_get_entity (dossier->record)),
                       ent_record_get_id (dossier->record));
  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  gtk_widget_add_css_class (columns, "ent-columns");
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    gtk_box_append (GTK_BOX (columns), create_column (dossier, &stages[i]));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), columns);
  if (returns != NULL)
    ent_section_add_rest (ENT_SECTION (section), returns, ent_record_get_id (dossier->record));

  return section;
}
