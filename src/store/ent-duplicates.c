/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and organisations that were written down twice: found by what they share, for somebody to judge. */
#include "ent-duplicates.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-fold.h"

/* Nobody goes through more at a time; those that are merged make room for the others. */
#define MOST 200

/* Whoever shares a body with more than these is not compared with all of them by eye: two names are more alike by chance. */
#define MOST_TOGETHER 400

/* Names this short are only the same where they are the same. */
#define LEAST_LETTERS 5

/* The setting that keeps which are not the same, after somebody said so: identifiers, two by two. */
#define DISTINCT_SETTING "not-duplicates"

#define PEOPLE_SQL                                                                                                     \
  "SELECT id, headline, lower (email) FROM person JOIN record USING (row) WHERE \"anonymised-on\" IS NULL ORDER BY row"
#define PEOPLE_TOGETHER_SQL                                                                                            \
  "SELECT DISTINCT role.body, role.person, body.headline FROM role LEFT JOIN record AS body ON body.id = role.body ORDER BY role.body"
#define BODIES_SQL "SELECT id, headline, lower (email) FROM organisation JOIN record USING (row) ORDER BY row"
#define BODIES_TOGETHER_SQL                                                                                            \
  "SELECT lower (coalesce (country, '') || ' ' || city) AS place, id, city FROM organisation JOIN record USING (row) "  \
  "WHERE city IS NOT NULL ORDER BY place"

/* One of those that are compared. */
typedef struct
{
  char *id;       /* (not nullable) (owned) */
  char *headline; /* (not nullable) (owned) */
  char *key;      /* (not nullable) (owned): the words of the name, folded and sorted */
} Candidate;

typedef struct
{
  EntDatabase *database;
  GCancellable *cancellable; /* (nullable) */
  GHashTable *candidates;    /* (owned): identifier → Candidate */
  GPtrArray *order;          /* (owned) (element-type Candidate): as they were written; not owned by it */
  GHashTable *emails;        /* (owned): address → Candidate */
  GHashTable *names;         /* (owned): key → Candidate */
  GHashTable *seen;          /* (owned): pairs that are listed, or are not the same */
  GPtrArray *found;          /* (owned) (element-type EntDuplicate) */
} Search;

static void
candidate_free (gpointer data)
{
  Candidate *self = data;

  g_free (self->id);
  g_free (self->headline);
  g_free (self->key);
  g_free (self);
}

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->emails, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_hash_table_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/**
 * ent_duplicate_free:
 * @self: (transfer full): two records
 */
void
ent_duplicate_free (EntDuplicate *self)
{
  g_free (self->one);
  g_free (self->other);
  g_free (self->one_name);
  g_free (self->other_name);
  g_free (self->detail);
  g_free (self);
}

/**
 * ent_duplicate_get_reason:
 * @self: two records
 *
 * Returns: (transfer none): why they may be one, translated
 */
const char *
ent_duplicate_get_reason (const EntDuplicate *self)
{
  static const char *const reasons[] = {
    [ENT_DUPLICATE_EMAIL] = N_ ("Same e-mail address"),
    [ENT_DUPLICATE_NAME] = N_ ("Same name"),
    [ENT_DUPLICATE_NEAR] = N_ ("Nearly the same name"),
  };

  return g_dgettext (GETTEXT_PACKAGE, reasons[self->reason]);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* “MARTIN Anne-Lise” and “Anne Lise Martin” are one. */
static char *
make_key (const char *name)
{
  g_autofree char *folded = ent_fold (name);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_auto (GStrv) words = NULL;

  for (char *p = folded; *p != '\0'; p++)
    if (g_ascii_ispunct (*p))
      *p = ' ';
  words = g_strsplit (folded, " ", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (sorted, words[i]);
  g_ptr_array_sort (sorted, compare_words);
  g_ptr_array_add (sorted, NULL);

  return g_strjoinv (" ", (char **) sorted->pdata);
}

static char *
make_pair (const char *one,
           const char *other)
{
  gboolean ordered = strcmp (one, other) < 0;

  return g_strconcat (ordered ? one : other, " ", ordered ? other : one, NULL);
}

static void
add_pair (Search *self,
          const Candidate *one,
          const Candidate *other,
          EntDuplicateReason reason,
          const char *detail)
{
  EntDuplicate *duplicate;

  if (self->found->len >= MOST || !g_hash_table_add (self->seen, make_pair (one->id, other->id)))
    return;

  duplicate = g_new0 (EntDuplicate, 1);
  duplicate->one = g_strdup (one->id);
  duplicate->other = g_strdup (other->id);
  duplicate->one_name = g_strdup (one->headline);
  duplicate->other_name = g_strdup (other->headline);
  duplicate->detail = g_strdup (detail);
  duplicate->reason = reason;
  g_ptr_array_add (self->found, duplicate);
}

/* Each is compared with the first that has the same: three that are one are two pairs. */
static void
compare_by (Search *self,
            GHashTable *table,
            const char *key,
            Candidate *candidate,
            EntDuplicateReason reason,
            const char *detail)
{
  Candidate *first;

  if (key == NULL || *key == '\0')
    return;

  first = g_hash_table_lookup (table, key);
  if (first == NULL)
    g_hash_table_insert (table, g_strdup (key), candidate);
  else
    add_pair (self, first, candidate, reason, detail);
}

static gboolean
next (Search *self,
      EntStatement *row,
      gboolean *ret_more,
      GError **error)
{
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error) && ent_database_step (self->database, row, ret_more, error);
}

static gboolean
load (Search *self,
      const char *sql,
      GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (self->database, sql, error);
  gboolean more = row != NULL;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      Candidate *candidate;

      if (!next (self, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;

      candidate = g_new0 (Candidate, 1);
      candidate->id = g_strdup (ent_statement_get_text (row, 0));
      candidate->headline = g_strdup (ent_statement_get_text (row, 1));
      candidate->key = make_key (candidate->headline);
      g_hash_table_insert (self->candidates, candidate->id, candidate);
      g_ptr_array_add (self->order, candidate);
      compare_by (self, self->emails, ent_statement_get_text (row, 2), candidate, ENT_DUPLICATE_EMAIL, ent_statement_get_text (row, 2));
    }
}

/* Letters to add, take away or change, up to @most; more is @most + 1. */
static guint
count_edits (const char *one,
             const char *other,
             guint most)
{
  gsize n = strlen (one), m = strlen (other);
  g_autofree guint *row = g_new (guint, m + 1);

  if ((n > m ? n - m : m - n) > most)
    return most + 1;

  for (gsize j = 0; j <= m; j++)
    row[j] = j;
  for (gsize i = 1; i <= n; i++)
    {
      guint corner = row[0], least = row[0] = i;

      for (gsize j = 1; j <= m; j++)
        {
          guint above = row[j];

          row[j] = MIN (MIN (row[j] + 1, row[j - 1] + 1), corner + (one[i - 1] != other[j - 1]));
          corner = above;
          least = MIN (least, row[j]);
        }
      if (least > most)
        return most + 1;
    }

  return row[m];
}

/* One slip in a short name, two in a long one. */
static gboolean
is_near (const Candidate *one,
         const Candidate *other)
{
  gsize shorter = MIN (strlen (one->key), strlen (other->key));
  guint most = shorter < 2 * LEAST_LETTERS ? 1 : 2;

  return shorter >= LEAST_LETTERS && count_edits (one->key, other->key, most) <= most;
}

static void
compare_together (Search *self,
                  GPtrArray *group,
                  const char *where)
{
  if (group->len <= MOST_TOGETHER)
    for (guint i = 0; i < group->len; i++)
      for (guint j = i + 1; j < group->len; j++)
        if (is_near (group->pdata[i], group->pdata[j]))
          add_pair (self, group->pdata[i], group->pdata[j], ENT_DUPLICATE_NEAR, where);

  g_ptr_array_set_size (group, 0);
}

/* Rows: what is shared, who shares it, and what it is called; those who share the same follow one another. */
static gboolean
compare_groups (Search *self,
                const char *sql,
                GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (self->database, sql, error);
  g_autoptr (GPtrArray) group = g_ptr_array_new ();
  g_autofree char *shared = NULL;
  g_autofree char *where = NULL;
  gboolean more = row != NULL;

  if (row == NULL)
    return FALSE;

  while (more)
    {
      Candidate *candidate;

      if (!next (self, row, &more, error))
        return FALSE;
      if (!more || g_strcmp0 (shared, ent_statement_get_text (row, 0)) != 0)
        compare_together (self, group, where);
      if (!more)
        break;

      g_set_str (&shared, ent_statement_get_text (row, 0));
      g_set_str (&where, ent_statement_get_text (row, 2));
      candidate = g_hash_table_lookup (self->candidates, ent_statement_get_text (row, 1));
      if (candidate != NULL)
        g_ptr_array_add (group, candidate);
    }

  return TRUE;
}

static GStrv
read_distinct (EntWorkspace *workspace)
{
  g_autofree char *text = ent_workspace_get_setting (workspace, DISTINCT_SETTING);

  return g_strsplit (text != NULL ? text : "", "\n", -1);
}

static void
search_init (Search *self,
             EntWorkspace *workspace,
             GCancellable *cancellable)
{
  g_auto (GStrv) distinct = read_distinct (workspace);

  self->database = ent_workspace_get_database (workspace);
  self->cancellable = cancellable;
  self->candidates = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, candidate_free);
  self->order = g_ptr_array_new ();
  self->emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_duplicate_free);
  for (gsize i = 0; distinct[i] != NULL; i++)
    g_hash_table_add (self->seen, g_strdup (distinct[i]));
}

/**
 * ent_duplicates_can_have:
 * @entity: (nullable): an entity
 *
 * Returns: whether its records can be written down twice by mistake, and be told apart
 */
gboolean
ent_duplicates_can_have (const EntEntity *entity)
{
  return entity != NULL && (g_str_equal (entity->name, "person") || g_str_equal (entity->name, "organisation"));
}

/**
 * ent_duplicates_list:
 * @workspace: a workspace
 * @entity: people or organisations
 * @cancellable: (nullable): to stop
 * @error: set where it cannot be read
 *
 * Reads all of them once, in memory: hundreds of thousands take seconds. Not for the main thread of a window.
 *
 * Returns: (transfer full) (nullable) (element-type EntDuplicate): pairs that may be one, the surest first, at most 200
 */
GPtrArray *
ent_duplicates_list (EntWorkspace *workspace,
                     const EntEntity *entity,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Search) self = { 0 };
  gboolean people;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (ent_duplicates_can_have (entity), NULL);

  people = g_str_equal (entity->name, "person");
  search_init (&self, workspace, cancellable);
  if (!load (&self, people ? PEOPLE_SQL : BODIES_SQL, error))
    return NULL;
  for (guint i = 0; i < self.order->len; i++)
    compare_by (&self, self.names, ((Candidate *) self.order->pdata[i])->key, self.order->pdata[i], ENT_DUPLICATE_NAME, NULL);
  if (!compare_groups (&self, people ? PEOPLE_TOGETHER_SQL : BODIES_TOGETHER_SQL, error))
    return NULL;

  return g_steal_pointer (&self.found);
}

/**
 * ent_duplicates_dismiss:
 * @workspace: a workspace
 * @one: identifier of a record
 * @other: identifier of another
 * @error: set where it could not be written
 *
 * Keeps in mind that they are two: they are not proposed again in this workspace.
 *
 * Returns: whether it is written
 */
gboolean
ent_duplicates_dismiss (EntWorkspace *workspace,
                        const char *one,
                        const char *other,
                        GError **error)
{
  g_autofree char *text = ent_workspace_get_setting (workspace, DISTINCT_SETTING);
  g_autofree char *pair = make_pair (one, other);
  g_autofree char *all = text != NULL ? g_strjoin ("\n", text, pair, NULL) : g_strdup (pair);

  return ent_workspace_set_setting (workspace, DISTINCT_SETTING, all, error);
}
