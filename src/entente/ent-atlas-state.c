/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-state.h"

#include <glib/gi18n-lib.h>

#include "ent-merge.h"
#include "ent-projection.h"
#include "ent-record-json.h"
#include "ent-sync-refusal.h"
#include "ent-time.h"
#include "ent-value-words.h"

static void
place_free (EntAtlasPlace *place)
{
  ent_remote_free (place->remote);
  g_free (place);
}

static void
conflict_free (EntAtlasConflict *conflict)
{
  g_free (conflict->remote);
  g_free (conflict->id);
  g_free (conflict->field);
  g_free (conflict->headline);
  g_free (conflict->label);
  g_free (conflict->mine);
  g_free (conflict->theirs);
  g_free (conflict->base);
  g_free (conflict->author);
  g_free (conflict);
}

static void
trouble_free (EntAtlasTrouble *trouble)
{
  g_free (trouble->remote);
  g_free (trouble->id);
  g_free (trouble->headline);
  g_free (trouble->reason);
  g_free (trouble->advice);
  g_free (trouble);
}

/**
 * ent_atlas_state_free:
 * @state: (nullable) (transfer full): a state
 */
void
ent_atlas_state_free (EntAtlasState *state)
{
  if (state == NULL)
    return;

  g_ptr_array_unref (state->places);
  g_ptr_array_unref (state->conflicts);
  g_ptr_array_unref (state->refused);
  g_ptr_array_unref (state->quarantined);
  g_clear_pointer (&state->activities, g_ptr_array_unref);
  g_free (state);
}

static gboolean
load_places (EntAtlasState *state,
             EntWorkspace *workspace,
             gboolean count,
             GError **error)
{
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (workspace, error);

  if (remotes == NULL)
    return FALSE;

  for (guint i = 0; i < remotes->len; i++)
    {
      EntAtlasPlace *place = g_new0 (EntAtlasPlace, 1);
      g_autoptr (GPtrArray) items = NULL;

      place->remote = ent_remote_copy (remotes->pdata[i]);
      g_ptr_array_add (state->places, place);
      if (!count)
        continue;
      items = ent_sync_preview (workspace, place->remote->name, error);
      if (items == NULL)
        return FALSE;
      place->n_waiting = items->len;
      place->counted = TRUE;
    }

  return TRUE;
}

static char *
get_headline (EntWorkspace *workspace,
              const char *id)
{
  const EntEntity *entity = ent_schema_find_for_id (id);
  g_autofree char *headline = ent_workspace_get_headline (workspace, id);

  if (headline != NULL && *headline != '\0')
    return g_steal_pointer (&headline);

  return g_strdup (entity != NULL ? ent_entity_get_label (entity) : id);
}

/* What is here no longer is called as it was. */
static char *
get_former_headline (EntWorkspace *workspace,
                     const EntConflict *conflict)
{
  const EntEntity *entity = ent_schema_find_for_id (conflict->id);
  g_autoptr (JsonObject) document = ent_projection_parse (conflict->theirs != NULL ? conflict->theirs : conflict->base);
  g_auto (GStrv) names = entity != NULL ? g_strsplit_set (entity->headline, "+,", 2) : NULL;
  const EntField *field = names != NULL ? ent_entity_find_field (entity, names[0]) : NULL;
  g_autoptr (JsonNode) value = document != NULL && field != NULL ? json_object_dup_member (document, field->name) : NULL;
  g_autofree char *json = value != NULL ? ent_json_to_text (value) : NULL;
  char *words = field != NULL ? ent_value_words_display (workspace, field, json) : NULL;

  return words != NULL ? words : get_headline (workspace, conflict->id);
}

static char *
get_label (const char *id,
           const char *name)
{
  const EntEntity *entity = ent_schema_find_for_id (id);
  const EntField *field = entity != NULL ? ent_entity_find_field (entity, name) : NULL;

  return g_strdup (field != NULL ? ent_field_get_label (field) : name);
}

static char *
get_words (EntWorkspace *workspace,
           const EntConflict *conflict,
           const char *json)
{
  const EntEntity *entity = ent_schema_find_for_id (conflict->id);
  const EntField *field = entity != NULL ? ent_entity_find_field (entity, conflict->field) : NULL;
  g_autofree char *words = NULL;

  if (json == NULL)
    return g_strdup (_ ("Nothing"));
  if (field == NULL)
    return g_strdup (json);

  words = ent_value_words_display (workspace, field, json);
  return words != NULL ? g_steal_pointer (&words) : g_strdup (_ ("Nothing"));
}

/* What the record itself says now, whatever it said when the conflict was found. */
static char *
get_present_value (EntWorkspace *workspace,
                   const EntConflict *conflict)
{
  g_autoptr (JsonObject) document = ent_workspace_exists (workspace, conflict->id) ? ent_workspace_get_document (workspace, conflict->id, NULL) : NULL;
  JsonNode *value = document != NULL ? json_object_get_member (document, conflict->field) : NULL;

  return value != NULL ? ent_json_to_text (value) : NULL;
}

/* Which fields one side changed, where the other deleted the whole record. */
static char *
describe_changes (const EntConflict *conflict,
                  const char *side)
{
  const EntEntity *entity = ent_schema_find_for_id (conflict->id);
  g_autoptr (JsonObject) before = ent_projection_parse (conflict->base);
  g_autoptr (JsonObject) after = ent_projection_parse (side);
  g_auto (GStrv) names = after != NULL ? ent_merge_list_differences (entity, before, after) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  g_autofree char *joined = NULL;

  if (names == NULL || before == NULL)
    return g_strdup (_ ("Still there"));

  for (gsize i = 0; names[i] != NULL; i++)
    g_strv_builder_take (builder, get_label (conflict->id, names[i]));
  labels = g_strv_builder_end (builder);
  joined = g_strjoinv (", ", labels);
  /* Translators: the names of fields */
  return g_strdup_printf (_ ("Changed: %s"), joined);
}

static void
describe_deletion (EntAtlasConflict *words,
                   EntWorkspace *workspace,
                   const EntConflict *conflict)
{
  gboolean here = ent_workspace_exists (workspace, conflict->id);

  words->label = g_strdup (here ? _ ("Deleted there, changed here") : _ ("Deleted here, changed there"));
  words->mine = here ? describe_changes (conflict, conflict->mine) : g_strdup (_ ("Deleted here"));
  words->theirs = conflict->theirs != NULL ? describe_changes (conflict, conflict->theirs) : g_strdup (_ ("Deleted there"));
  words->base = conflict->base != NULL ? g_strdup (_ ("As it was before both")) : NULL;
}

static void
describe_clash (EntAtlasConflict *words,
                EntWorkspace *workspace,
                const EntConflict *conflict)
{
  g_autofree char *mine = get_present_value (workspace, conflict);

  words->label = get_label (conflict->id, conflict->field);
  words->mine = get_words (workspace, conflict, mine);
  words->theirs = get_words (workspace, conflict, conflict->theirs);
  words->base = conflict->base != NULL ? get_words (workspace, conflict, conflict->base) : NULL;
}

static char *
describe_author (const EntConflict *conflict)
{
  g_autofree char *when = conflict->at != NULL ? ent_time_display_since (conflict->at) : NULL;
  const char *who = *conflict->who != '\0' ? conflict->who : conflict->remote;

  /* Translators: a person, when */
  return when != NULL ? g_strdup_printf (_ ("%1$s, %2$s"), who, when) : g_strdup (who);
}

static EntAtlasConflict *
describe_conflict (EntWorkspace *workspace,
                   const EntConflict *conflict)
{
  EntAtlasConflict *words = g_new0 (EntAtlasConflict, 1);

  words->remote = g_strdup (conflict->remote);
  words->id = g_strdup (conflict->id);
  words->field = g_strdup (conflict->field);
  words->headline = ent_workspace_exists (workspace, conflict->id) ? get_headline (workspace, conflict->id)
                                                                   : get_former_headline (workspace, conflict);
  words->here = ent_workspace_exists (workspace, conflict->id) && ent_schema_find_for_id (conflict->id) != NULL;
  words->author = describe_author (conflict);
  words->both = ent_sync_can_keep_both (conflict);
  if (*conflict->field == '\0')
    describe_deletion (words, workspace, conflict);
  else
    describe_clash (words, workspace, conflict);
  return words;
}

static gboolean
load_conflicts (EntAtlasState *state,
                EntWorkspace *workspace,
                GError **error)
{
  g_autoptr (GPtrArray) conflicts = ent_sync_list_conflicts (workspace, NULL, NULL, error);

  if (conflicts == NULL)
    return FALSE;

  state->n_conflicts = conflicts->len;
  for (guint i = 0; i < MIN (conflicts->len, ENT_ATLAS_STATE_MAX); i++)
    g_ptr_array_add (state->conflicts, describe_conflict (workspace, conflicts->pdata[i]));
  return TRUE;
}

static EntAtlasTrouble *
new_trouble (EntWorkspace *workspace,
             const char *remote,
             const char *id)
{
  EntAtlasTrouble *trouble = g_new0 (EntAtlasTrouble, 1);

  trouble->remote = g_strdup (remote);
  trouble->id = g_strdup (id);
  trouble->headline = get_headline (workspace, id);
  trouble->here = ent_workspace_exists (workspace, id);
  return trouble;
}

static gboolean
load_refused (EntAtlasState *state,
              EntWorkspace *workspace,
              GError **error)
{
  g_autoptr (GPtrArray) refused = ent_sync_issues_list_refused (workspace, NULL, error);

  if (refused == NULL)
    return FALSE;

  state->n_refused = refused->len;
  for (guint i = 0; i < MIN (refused->len, ENT_ATLAS_STATE_MAX); i++)
    {
      const EntRefusal *refusal = refused->pdata[i];
      EntAtlasTrouble *trouble = new_trouble (workspace, refusal->remote, refusal->id);

      trouble->reason = ent_sync_refusal_describe (refusal, &trouble->advice);
      g_ptr_array_add (state->refused, trouble);
    }
  return TRUE;
}

static gboolean
load_quarantined (EntAtlasState *state,
                  EntWorkspace *workspace,
                  GError **error)
{
  g_autoptr (GPtrArray) quarantined = ent_sync_issues_list_quarantined (workspace, NULL, error);

  if (quarantined == NULL)
    return FALSE;

  state->n_quarantined = quarantined->len;
  for (guint i = 0; i < MIN (quarantined->len, ENT_ATLAS_STATE_MAX); i++)
    {
      const EntQuarantined *document = quarantined->pdata[i];
      EntAtlasTrouble *trouble = new_trouble (workspace, document->remote, document->id);

      trouble->reason = g_strdup (document->reason);
      g_ptr_array_add (state->quarantined, trouble);
    }
  return TRUE;
}

/**
 * ent_atlas_state_load:
 * @workspace: a workspace
 * @count: whether to count what would be sent, as a pointer
 * @cancellable: (nullable): to stop it
 * @error: set where it could not be read
 *
 * An #EntStoreFunc.
 *
 * Returns: (transfer full) (nullable): an #EntAtlasState
 */
gpointer
ent_atlas_state_load (EntWorkspace *workspace,
                      gpointer count,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (EntAtlasState) state = g_new0 (EntAtlasState, 1);

  state->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  state->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) conflict_free);
  state->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) trouble_free);
  state->quarantined = g_ptr_array_new_with_free_func ((GDestroyNotify) trouble_free);

  return load_places (state, workspace, GPOINTER_TO_INT (count), error) && load_conflicts (state, workspace, error)
             && load_refused (state, workspace, error) && load_quarantined (state, workspace, error)
             && (state->activities = ent_sync_activity_list (workspace, ENT_ATLAS_STATE_ACTIVITIES, error)) != NULL
           ? g_steal_pointer (&state)
           : NULL;
}
