/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record in few words: the state it is in, and the line below its title. */
#include "ent-summary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-format.h"
#include "ent-origin.h"
#include "ent-time.h"

/* What the states of each field of choices are to be taken as; what is not listed is neutral. */
typedef struct
{
  const char *field;
  const char *nick;
  EntTone tone;
} Tone;

static const Tone tones[] = {
  { "status", "negotiating", ENT_TONE_ACCENT },
  { "status", "active", ENT_TONE_SUCCESS },
  { "status", "suspended", ENT_TONE_WARNING },
  { "status", "planned", ENT_TONE_ACCENT },
  { "status", "ongoing", ENT_TONE_SUCCESS },
  { "state", "sent", ENT_TONE_ACCENT },
  { "state", "accepted", ENT_TONE_SUCCESS },
  { "state", "declined", ENT_TONE_WARNING },
  { "decision", "pending", ENT_TONE_ACCENT },
  { "decision", "granted", ENT_TONE_SUCCESS },
  { "decision", "refused", ENT_TONE_ERROR },
  { "opinion", "favourable", ENT_TONE_SUCCESS },
  { "opinion", "reserves", ENT_TONE_WARNING },
  { "opinion", "unfavourable", ENT_TONE_ERROR },
  { "stage", "sought", ENT_TONE_ACCENT },
  { "stage", "actual", ENT_TONE_SUCCESS },
  { "level", "carries", ENT_TONE_SUCCESS },
  { "level", "supports", ENT_TONE_SUCCESS },
  { "level", "reserved", ENT_TONE_WARNING },
  { "level", "opposed", ENT_TONE_ERROR },
};

static const char *const state_fields[] = { "status", "state", "decision", "opinion", "stage" };

/**
 * ent_summary_get_state_field:
 * @entity: a kind of record
 *
 * Returns: (nullable): the field of choices that says what state such a record is in
 */
const EntField *
ent_summary_get_state_field (const EntEntity *entity)
{
  if (g_str_equal (entity->name, "support"))
    return ent_entity_find_field (entity, "level");

  for (gsize i = 0; i < G_N_ELEMENTS (state_fields); i++)
    {
      const EntField *field = ent_entity_find_field (entity, state_fields[i]);

      if (field != NULL && field->type == ENT_FIELD_CHOICE)
        return field;
    }

  return NULL;
}

static EntTone
find_tone (const EntField *field,
           const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    if (g_str_equal (tones[i].field, field->name) && g_str_equal (tones[i].nick, nick))
      return tones[i].tone;

  return ENT_TONE_NEUTRAL;
}

/* An agreement is in force from the day it is filed with the prefecture until it ends. */
static const char *
get_agreement_state (EntRecord *agreement,
                     const char *today,
                     EntTone *ret_tone)
{
  const char *end = ent_record_get_text (agreement, "ends-on");
  const char *filed = ent_record_get_text (agreement, "filed-on");

  if (end != NULL && strcmp (end, today) < 0)
    {
      *ret_tone = ENT_TONE_NEUTRAL;
      return _ ("Ended");
    }
  if (filed != NULL && strcmp (filed, today) <= 0)
    {
      *ret_tone = ENT_TONE_SUCCESS;
      return _ ("In force");
    }
  if (ent_record_get_text (agreement, "signed-on") != NULL)
    {
      *ret_tone = ENT_TONE_WARNING;
      return _ ("Signed, not filed");
    }

  *ret_tone = ENT_TONE_ACCENT;
  return _ ("Being prepared");
}

static const char *
get_milestone_state (EntRecord *milestone,
                     const char *today,
                     EntTone *ret_tone)
{
  const char *due = ent_record_get_text (milestone, "due");

  if (ent_record_get_text (milestone, "done") != NULL)
    {
      *ret_tone = ENT_TONE_SUCCESS;
      return _ ("Done");
    }
  if (due == NULL || strcmp (due, today) >= 0)
    return NULL;

  *ret_tone = ENT_TONE_ERROR;
  return _ ("Late");
}

/* Of roles and terms, what is past stands out: it is kept, never overwritten. A year counts to its end. */
static const char *
get_term_state (EntRecord *term,
                const char *today,
                EntTone *ret_tone)
{
  const char *end = ent_record_get_text (term, "end");

  *ret_tone = ENT_TONE_NEUTRAL;
  return end != NULL && strncmp (end, today, strlen (end)) < 0 ? _ ("Past") : NULL;
}

/**
 * ent_summary_get_state:
 * @record: a record
 * @today: this day, YYYY-MM-DD
 * @ret_tone: (out): how the state is to be taken
 *
 * Returns: (nullable): the state that @record is in, translated; %NULL where its kind has none
 */
const char *
ent_summary_get_state (EntRecord *record,
                       const char *today,
                       EntTone *ret_tone)
{
  const EntEntity *entity = ent_record_get_entity (record);
  const EntField *field = ent_summary_get_state_field (entity);
  const char *nick;

  *ret_tone = ENT_TONE_NEUTRAL;
  if (g_str_equal (entity->name, "agreement"))
    return get_agreement_state (record, today, ret_tone);
  if (g_str_equal (entity->name, "milestone"))
    return get_milestone_state (record, today, ret_tone);
  if (g_str_equal (entity->name, "role") || g_str_equal (entity->name, "mandate"))
    return get_term_state (record, today, ret_tone);

  nick = field != NULL ? ent_record_get_text (record, field->name) : NULL;
  if (nick == NULL)
    return NULL;

  *ret_tone = find_tone (field, nick);
  return ent_choices_get_label (field->choices, nick);
}

/* Some languages say “since” otherwise of a day than of a year. */
static gboolean
is_day (const char *date)
{
  return strlen (date) == strlen ("YYYY-MM-DD");
}

/* “3 May 2026” before “5 May 2026” is “3”: the words that both end with are said once. */
static char *
leave_out_shared_end (const char *from,
                      const char *until)
{
  const char *end = from + strlen (from);
  const char *other = until + strlen (until);

  while (end > from && other > until && end[-1] == other[-1])
    {
      end--;
      other--;
    }
  /* Some languages bind the day to its month by a no-break space. */
  while (*end != '\0' && *end != ' ' && !g_str_has_prefix (end, "\u00a0"))
    end++;

  return g_strndup (from, end - from);
}

/**
 * ent_summary_get_period:
 * @start: (nullable): a date, perhaps partial
 * @end: (nullable): another
 *
 * Returns: (transfer full) (nullable): from when to when, in the user's words
 */
char *
ent_summary_get_period (const char *start,
                        const char *end)
{
  g_autofree char *from = start != NULL ? ent_format_display_date (start) : NULL;
  g_autofree char *until = end != NULL ? ent_format_display_date (end) : NULL;
  g_autofree char *first = NULL;

  if (from == NULL && until == NULL)
    return NULL;
  if (until == NULL)
    /* Translators: a month or year; with the context “day”, a whole date */
    return g_strdup_printf (is_day (start) ? C_ ("day", "since %s") : _ ("since %s"), from);
  if (from == NULL)
    /* Translators: a month or year; with the context “day”, a whole date */
    return g_strdup_printf (is_day (end) ? C_ ("day", "until %s") : _ ("until %s"), until);
  if (g_str_equal (start, end))
    return g_steal_pointer (&from);

  first = leave_out_shared_end (from, until);
  /* Translators: from when to when, such as “3 – 5 May 2026”: months or years; with the context “day”, whole dates */
  return g_strdup_printf (is_day (start) && is_day (end) ? C_ ("day", "%1$s – %2$s") : _ ("%1$s – %2$s"), first, until);
}

/* What the line may say of a record: what stands in its lists, but its title, its state, its dates and what it is shown
 * under. */
static gboolean
is_worth_a_word (EntRecord *record,
                 const EntField *field,
                 const char *parent)
{
  const EntEntity *entity = ent_record_get_entity (record);
  const EntValue *value = ent_record_get (record, field);

  if (!(field->flags & ENT_FIELD_COLUMN) || value->kind == ENT_VALUE_UNSET || field->type == ENT_FIELD_LONG_TEXT)
    return FALSE;
  /* A number says nothing without what it counts. */
  if ((field->type == ENT_FIELD_REAL || field->type == ENT_FIELD_INTEGER) && field->unit == NULL)
    return FALSE;
  if (field->choices == &ent_choices_involvement_units)
    return FALSE;
  if (ent_entity_in_headline (entity, field) || field == ent_summary_get_state_field (entity) || field->type == ENT_FIELD_DATE)
    return FALSE;

  return !(value->kind == ENT_VALUE_TEXT && parent != NULL && g_str_equal (value->text, parent));
}

/* Of two amounts one has to be told which is which. */
static char *
compose_word (EntRecord *record,
              const EntField *field)
{
  g_autofree char *text = ent_record_display (record, field);

  /* Translators: the name of a field, then what stands in it */
  return field->type == ENT_FIELD_MONEY ? g_strdup_printf (_ ("%s: %s"), ent_field_get_label (field), text) : g_steal_pointer (&text);
}

/* The dates that tell when a record is about, the best first. A day without an end is that day alone. */
typedef struct
{
  const char *entity;
  const char *start;
  const char *end;
  gboolean days;
} Span;

static const Span spans[] = {
  { "partnership", "start", "end", FALSE },
  { "agreement", "signed-on", "ends-on", FALSE },
  { "project", "start", "end", FALSE },
  { "project", "planned-start", "planned-end", FALSE },
  { "milestone", "due", NULL, TRUE },
  { "event", "start", "end", TRUE },
  { "role", "start", "end", FALSE },
  { "mandate", "start", "end", FALSE },
  { "support", "date", NULL, TRUE },
  { "mobilisation", "asked-on", NULL, TRUE },
  { "involvement", "from", "to", TRUE },
  { "application", "submitted-on", NULL, TRUE },
  { "opinion", "date", NULL, TRUE },
  { "evaluation", "date", NULL, TRUE },
  { "payment", "paid-on", NULL, TRUE },
  { "note", "when", NULL, TRUE },
};

/**
 * ent_summary_get_when:
 * @record: a record
 *
 * Returns: (transfer full) (nullable): the day, or the time, that it is about, in the user's words
 */
char *
ent_summary_get_when (EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);

  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      const char *start;
      const char *end;

      if (!g_str_equal (spans[i].entity, entity->name))
        continue;
      start = ent_record_get_text (record, spans[i].start);
      end = spans[i].end != NULL ? ent_record_get_text (record, spans[i].end) : NULL;
      if (start != NULL && end == NULL && spans[i].days)
        return ent_format_display_date (start);
      if (start != NULL || end != NULL)
        return ent_summary_get_period (start, end);
    }

  return NULL;
}

static char *
compose_title_part (EntRecord *record,
                    const char *names,
                    const char *parent)
{
  g_auto (GStrv) fields = g_strsplit (names, "+", -1);
  g_autoptr (GString) part = g_string_new (NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const EntField *field = ent_entity_find_field (ent_record_get_entity (record), fields[i]);
      const EntValue *value = ent_record_get (record, field);
      g_autofree char *text = NULL;

      if (value->kind == ENT_VALUE_UNSET || (value->kind == ENT_VALUE_TEXT && g_strcmp0 (value->text, parent) == 0))
        continue;
      text = ent_record_display (record, field);
      if (part->len > 0)
        g_string_append_c (part, ' ');
      g_string_append (part, text);
    }

  return g_string_free (g_steal_pointer (&part), FALSE);
}

/**
 * ent_summary_get_title:
 * @record: a record
 * @parent: (nullable): the identifier of what it is shown under, which goes without saying
 *
 * Returns: (transfer full): its headline, without what refers to @parent
 */
char *
ent_summary_get_title (EntRecord *record,
                       const char *parent)
{
  g_auto (GStrv) parts = g_strsplit (ent_record_get_entity (record)->headline, ",", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const char *headline = ent_record_get_headline (record);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *word = compose_title_part (record, parts[i], parent);

      if (*word != '\0')
        g_ptr_array_add (words, word);
      else
        g_free (word);
    }
  if (words->len == 0)
    return g_strdup (headline != NULL ? headline : "");

  g_ptr_array_add (words, NULL);
  return g_strjoinv (" – ", (char **) words->pdata);
}

/* (nullable): the time of an involvement, in the unit in which it was counted */
static char *
get_amount (EntRecord *record)
{
  const char *unit = g_str_equal (ent_record_get_entity (record)->name, "involvement") ? ent_record_get_text (record, "unit") : NULL;

  return unit != NULL ? ent_format_display_time (ent_record_get_real (record, "amount", 0), unit) : NULL;
}

#define MAX_WORDS 4

/**
 * ent_summary_get_detail:
 * @record: a record
 * @parent: (nullable): the identifier of what it is shown under, which goes without saying
 *
 * Returns: (transfer full): the line to show below its headline, perhaps empty
 */
char *
ent_summary_get_detail (EntRecord *record,
                        const char *parent)
{
  const EntEntity *entity = ent_record_get_entity (record);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  char *when = ent_summary_get_when (record);
  char *amount = get_amount (record);
  g_autofree char *origin = ent_origin_describe (record, NULL);

  if (when != NULL)
    g_ptr_array_add (words, when);
  if (amount != NULL)
    g_ptr_array_add (words, amount);
  for (guint i = 0; i < entity->n_fields && words->len < MAX_WORDS; i++)
    if (is_worth_a_word (record, &entity->fields[i], parent))
      g_ptr_array_add (words, compose_word (record, &entity->fields[i]));
  if (origin != NULL)
    g_ptr_array_add (words, g_steal_pointer (&origin));

  g_ptr_array_add (words, NULL);
  return g_strjoinv ("\u00a0· ", (char **) words->pdata);
}

/**
 * ent_pill_new:
 * @label: a state, in one or two words
 * @tone: how it is to be taken
 *
 * Returns: (transfer floating): the state as a small coloured label
 */
GtkWidget *
ent_pill_new (const char *label,
              EntTone tone)
{
  static const char *const classes[] = { "neutral", "accent", "success", "warning", "error" };
  GtkWidget *pill = gtk_label_new (label);

  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (pill, "ent-pill");
  gtk_widget_add_css_class (pill, classes[tone]);

  return pill;
}
