/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is still missing, in the words of a letter to who can fill it in, and a note that it was sent. */
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-returns-worklist.h"

static const char *const gaps[] = {
  [ENT_RETURNS_NO_SOUGHT] = N_ ("No return was sought"),
  [ENT_RETURNS_NO_ACTUAL] = N_ ("Nothing came back yet"),
  [ENT_RETURNS_NO_MEASURE] = N_ ("No measure"),
  [ENT_RETURNS_NO_EVIDENCE] = N_ ("No evidence"),
  [ENT_RETURNS_NO_BASIS] = N_ ("Announced, but neither sought nor obtained"),
  [ENT_RETURNS_NO_PLACE] = N_ ("Announced, but where and when?"),
};

/**
 * ent_returns_gap_get_label:
 * @gap: what is missing
 *
 * Returns: what a person reads, translated
 */
const char *
ent_returns_gap_get_label (EntReturnsGap gap)
{
  g_return_val_if_fail ((guint) gap < ENT_RETURNS_N_GAPS, NULL);

  return _ (gaps[gap]);
}

static void
describe_todo (const EntReturnsTodo *todo,
               GString *text)
{
  g_string_append_printf (text, "%s%s\n", text->len > 0 ? "\n" : "", todo->title);
  for (guint i = 0; i < todo->tasks->len; i++)
    {
      const EntReturnsTask *task = todo->tasks->pdata[i];

      g_string_append (text, "- ");
      if (task->text != NULL)
        /* Translators: what is missing, and the return that lacks it */
        g_string_append_printf (text, _ ("%s: “%s”"), ent_returns_gap_get_label (task->gap), task->text);
      else
        g_string_append (text, ent_returns_gap_get_label (task->gap));
      g_string_append_c (text, '\n');
    }
}

static void
describe_voice (const EntReturnsVoice *voice,
                GString *text)
{
  g_string_append_printf (text, "%s%s\n- %s\n", text->len > 0 ? "\n" : "", voice->title, _ ("What did you take from it, for your term or for the council?"));
}

static GStrv
list_one (const char *id)
{
  return g_strdupv ((char *[]){ (char *) id, NULL });
}

/**
 * ent_returns_worklist_describe:
 * @self: a list
 * @id: the identifier of a project, or of somebody who can fill something in
 * @ret_people: (out) (transfer full): identifiers of who is asked
 *
 * Returns: (transfer full): what is missing there, each project with a line for each thing; empty where nothing is
 */
char *
ent_returns_worklist_describe (const EntReturnsWorklist *self,
                               const char *id,
                               GStrv *ret_people)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) people = list_one (id);

  for (guint i = 0; i < self->todos->len; i++)
    {
      const EntReturnsTodo *todo = self->todos->pdata[i];

      if (!g_str_equal (todo->id, id))
        continue;
      describe_todo (todo, text);
      g_strfreev (people);
      people = g_strdupv (todo->people);
    }
  for (guint i = 0; i < self->asks->len; i++)
    {
      const EntReturnsAsk *ask = self->asks->pdata[i];

      for (guint j = 0; g_str_equal (ask->person, id) && j < ask->todos->len; j++)
        describe_todo (ask->todos->pdata[j], text);
    }
  for (guint i = 0; i < self->voices->len; i++)
    if (g_str_equal (((const EntReturnsVoice *) self->voices->pdata[i])->person, id))
      describe_voice (self->voices->pdata[i], text);

  *ret_people = g_steal_pointer (&people);
  return g_strchomp (g_string_free_and_steal (g_steal_pointer (&text)));
}

/**
 * ent_returns_note_reminder:
 * @workspace: a workspace
 * @year: whose returns are gathered
 * @id: the identifier of a project that lacks something, or of somebody who was asked to fill it in
 * @error: set where it cannot be written; nothing is changed then
 *
 * Notes in the diary that whoever knows of it was reminded today. It can be undone as any change.
 *
 * Returns: whether it is noted
 */
gboolean
ent_returns_note_reminder (EntWorkspace *workspace,
                           int year,
                           const char *id,
                           GError **error)
{
  g_autoptr (EntReturnsWorklist) list = ent_returns_worklist_new (workspace, year, NULL, error);
  g_autoptr (EntRecord) note = ent_record_new (ent_schema_find ("note"), NULL);
  g_autofree char *today = ent_format_today ();
  g_autofree char *own = ent_workspace_get_setting (workspace, "own-person");
  /* Translators: a year */
  g_autofree char *text = g_strdup_printf (_ ("Reminder of the returns of %d"), year);
  g_autofree char *missing = NULL;
  g_auto (GStrv) people = NULL;

  if (list == NULL)
    return FALSE;

  missing = ent_returns_worklist_describe (list, id, &people);
  ent_record_set_text (note, "subject", id);
  ent_record_set_text (note, "when", today);
  ent_record_set_text (note, "who", own != NULL && *own != '\0' ? own : NULL);
  ent_record_set_text (note, "text", text);
  ent_record_set_integer (note, "returns-of", year);
  ent_record_set_list (note, "reminded", (const char *const *) people);

  return ent_workspace_save (workspace, note, error);
}
