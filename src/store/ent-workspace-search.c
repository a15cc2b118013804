/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full text, and "used by". */
#include <string.h>

#include "ent-fold.h"
#include "ent-workspace-private.h"

/* Of more hits than this the rank says little, and takes long to reckon, as all takes long that looks at each. */
#define MAX_RANKED 3000

/* SQL: those that were not found by their whole title before. */
#define OTHERS "AND r.sort <> ?3 "

/* Who types more has pasted a text: its first words tell enough. */
#define MAX_WORDS 32

void
ent_hit_free (EntHit *hit)
{
  g_free (hit->id);
  g_free (hit->headline);
  g_free (hit->detail);
  g_free (hit);
}

char *
ent_workspace_compose_match (const char *words)
{
  g_autofree char *folded = words != NULL ? ent_fold (words) : g_strdup ("");
  g_autoptr (GString) match = g_string_new (NULL);
  gboolean inside = FALSE;
  guint n_words = 0;

  for (const char *p = folded; *p != '\0' && (inside || n_words < MAX_WORDS); p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) && !inside && ++n_words)
        g_string_append (match, match->len > 0 ? " \"" : "\"");
      else if (!g_unichar_isalnum (c) && inside)
        g_string_append (match, "\"*");
      inside = g_unichar_isalnum (c);
      if (inside)
        g_string_append_unichar (match, c);
    }
  if (inside)
    g_string_append (match, "\"*");

  return match->len > 0 ? g_string_free_and_steal (g_steal_pointer (&match)) : NULL;
}

void
ent_matches_clear (EntMatches *matches)
{
  g_clear_pointer (&matches->bits, g_byte_array_unref);
}

gboolean
ent_matches_has (const EntMatches *matches,
                 gint64 row)
{
  return row >= 0 && (guint64) row / 8 < matches->bits->len && (matches->bits->data[row / 8] & (1 << row % 8)) != 0;
}

static void
add_match (EntMatches *matches,
           gint64 row)
{
  guint length = matches->bits->len;
  guint needed = row / 8 + 1;

  if (needed > length)
    {
      g_byte_array_set_size (matches->bits, MAX (needed, length * 2));
      memset (matches->bits->data + length, 0, matches->bits->len - length);
    }
  matches->bits->data[row / 8] |= 1 << row % 8;
  matches->n_rows++;
}

/* All rows that full text finds; one bit for each there is. */
gboolean
ent_workspace_match_rows (EntWorkspace *self,
                          const char *match,
                          EntMatches *ret_matches,
                          GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT s.rowid FROM search s WHERE search MATCH ?1%s", ent_narrowing_get_search_condition (self));
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, sql, error);
  gboolean more;

  if (statement == NULL)
    return FALSE;

  ret_matches->bits = g_byte_array_new ();
  ent_statement_bind_text (statement, 1, match);
  for (;;)
    {
      if (!ent_database_step (self->database, statement, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      /* More rows than memory could hold bits for is a damaged file. */
      if (sqlite3_column_int64 (statement, 0) < 0 || sqlite3_column_int64 (statement, 0) > G_MAXINT32)
        continue;
      add_match (ret_matches, sqlite3_column_int64 (statement, 0));
    }
}

static void
append_hit (GPtrArray *hits,
            EntStatement *statement)
{
  const char *id = ent_statement_get_text (statement, 0);
  const char *headline = ent_statement_get_text (statement, 1);
  const EntEntity *entity = ent_schema_find_for_id (id);
  EntHit *hit;

  if (entity == NULL)
    return;

  hit = g_new0 (EntHit, 1);
  hit->id = g_strdup (id);
  hit->entity = entity;
  hit->headline = headline != NULL ? g_utf8_make_valid (headline, -1) : g_strdup ("");
  hit->field = ent_entity_find_field (entity, ent_statement_get_text (statement, 2));
  g_ptr_array_add (hits, hit);
}

static gboolean
read_hits (EntWorkspace *self,
           EntStatement *statement,
           GPtrArray *hits,
           GError **error)
{
  gboolean row;

  for (;;)
    {
      if (!ent_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      append_hit (hits, statement);
    }
}

/* Runs @sql for the words ?1, if any, ?2 hits at most, and the title ?3. */
static gboolean
append_selected (EntWorkspace *self,
                 GPtrArray *hits,
                 const char *sql,
                 const char *match,
                 const char *title,
                 guint limit,
                 GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, match);
  sqlite3_bind_int64 (statement, 2, limit);
  ent_statement_bind_text (statement, 3, title);
  return read_hits (self, statement, hits, error);
}

static gboolean
append_matches (EntWorkspace *self,
                GPtrArray *hits,
                const char *match,
                const EntEntity *entity,
                const char *rest,
                const char *title,
                guint limit,
                GError **error)
{
  g_autofree char *only = entity != NULL ? g_strdup_printf ("AND EXISTS (SELECT 1 FROM \"%s\" t WHERE t.row = s.rowid)", entity->name) : NULL;
  g_autofree char *sql =
    g_strdup_printf ("SELECT r.id, r.headline, NULL FROM search s JOIN record r ON r.row = s.rowid WHERE search MATCH ?1%s %s %s LIMIT ?2",
                     ent_narrowing_get_search_condition (self), only != NULL ? only : "", rest);

  return append_selected (self, hits, sql, match, title, limit, error);
}

/* SQL: the rows whose headline is a title ?3 of which there is an index. */
static char *
compose_titled (const EntEntity *only)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      const EntField *field = ent_entity_find_field (entity, entity->headline);

      if ((only == NULL || entity == only) && field != NULL && ent_field_has_folded_column (field))
        g_string_append_printf (sql, "%sSELECT row FROM \"%s\" WHERE \"%s~\" = ?3", sql->len > 0 ? " UNION ALL " : "",
                                entity->name, field->name);
    }

  return g_string_free_and_steal (g_steal_pointer (&sql));
}

/* Where thousands of titles begin so, to look at each would take longer than all else. Headlines that are made of several
 * fields are not found so; that thousands of titles begin as all of one does not happen. */
static gboolean
append_titled (EntWorkspace *self,
               GPtrArray *hits,
               const EntEntity *entity,
               const char *title,
               guint limit,
               GError **error)
{
  g_autofree char *titled = compose_titled (entity);
  g_autofree char *sql =
    g_strdup_printf ("SELECT s.id, s.headline, NULL FROM record s WHERE s.row IN (%s) AND s.sort = ?3%s ORDER BY s.row LIMIT ?2",
                     titled, ent_narrowing_get_search_condition (self));

  return append_selected (self, hits, sql, NULL, title, limit, error);
}

static gboolean
are_many (EntWorkspace *self,
          const char *match,
          gboolean *ret_many,
          GError **error)
{
  g_autoptr (EntStatement) statement =
    ent_database_prepare (self->database, "SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1 OFFSET ?2", error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, match);
  sqlite3_bind_int64 (statement, 2, MAX_RANKED);
  return ent_database_step (self->database, statement, ret_many, error);
}

/* Whoever types all of a title means what is called so. */
static gboolean
append_exact (EntWorkspace *self,
              GPtrArray *hits,
              const EntEntity *entity,
              const char *title,
              guint limit,
              GError **error)
{
  g_autoptr (GString) match = g_string_new (title);
  gboolean many;

  /* Those that begin so: few, most often, even where nearly everything has the words. */
  g_string_replace (match, "\"", " ", 0);
  g_string_prepend (match, "title : ^\"");
  g_string_append_c (match, '"');
  if (!are_many (self, match->str, &many, error))
    return FALSE;

  return many ? append_titled (self, hits, entity, title, limit, error)
              : append_matches (self, hits, match->str, entity, "AND r.sort = ?3 ORDER BY r.row", title, limit, error);
}

/* Where nearly everything has the words: those that have them in their headline, then others. */
static gboolean
append_unranked (EntWorkspace *self,
                 GPtrArray *hits,
                 const char *match,
                 const EntEntity *entity,
                 const char *title,
                 guint limit,
                 GError **error)
{
  g_autofree char *titled = g_strdup_printf ("title : (%s)", match);
  g_autofree char *other = g_strdup_printf ("(%s) NOT title : (%s)", match, match);

  return append_matches (self, hits, titled, entity, OTHERS, title, limit - hits->len, error)
         && (hits->len >= limit || append_matches (self, hits, other, entity, OTHERS, title, limit - hits->len, error));
}

/**
 * ent_workspace_search:
 * @self: a workspace
 * @words: what somebody types: each word, or its beginning, must be there, whatever the accents
 * @entity: (nullable): of which kind; all when %NULL
 * @limit: how many at most
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntHit): the records found, the most telling first: before all others
 *   those that are called just so
 */
GPtrArray *
ent_workspace_search (EntWorkspace *self,
                      const char *words,
                      const EntEntity *entity,
                      guint limit,
                      GError **error)
{
  g_autofree char *match = ent_workspace_compose_match (words);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_hit_free);
  g_autofree char *title = words != NULL ? ent_fold (words) : NULL;
  g_auto (EntMatches) matches = { 0 };
  gboolean done;

  if (match == NULL)
    return g_steal_pointer (&hits);
  if (!ent_workspace_match_rows (self, match, &matches, error))
    return NULL;

  done = append_exact (self, hits, entity, title, limit, error);
  if (done && hits->len < limit)
    done = matches.n_rows <= MAX_RANKED
             ? append_matches (self, hits, match, entity, OTHERS "ORDER BY bm25 (search, 10.0, 1.0), r.row", title, limit - hits->len, error)
             : append_unranked (self, hits, match, entity, title, limit, error);
  return done ? g_steal_pointer (&hits) : NULL;
}

/**
 * ent_workspace_used_by:
 * @self: a workspace
 * @id: an identifier, there or not
 * @limit: how many at most
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntHit): the records that refer to it, and by which field
 */
GPtrArray *
ent_workspace_used_by (EntWorkspace *self,
                       const char *id,
                       guint limit,
                       GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_hit_free);
  g_autoptr (EntStatement) statement = ent_database_prepare (
    self->database,
    "SELECT r.id, r.headline, f.field FROM reference f JOIN record r ON r.row = f.source WHERE f.target = ?1 "
    "ORDER BY r.type, f.field, r.sort LIMIT ?2",
    error);

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, limit);
  return read_hits (self, statement, hits, error) ? g_steal_pointer (&hits) : NULL;
}
