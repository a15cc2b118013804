/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-attempts.h"

#define FIRST_DELAY (10 * G_TIME_SPAN_SECOND)
#define LONGEST_DELAY (15 * G_TIME_SPAN_MINUTE)
/* After this long without a failure all is forgotten. */
#define MEMORY (30 * G_TIME_SPAN_MINUTE)
/* Addresses are cheap to come by; what is kept of them is bounded. */
#define MAX_ENTRIES 10000

typedef struct
{
  guint failures;
  gint64 last; /* monotonic time */
  gint64 until; /* monotonic time */
} Entry;

struct _EntAtlasAttempts
{
  GHashTable *entries; /* (owned) (element-type utf8 Entry) */
};

/**
 * ent_atlas_attempts_new:
 *
 * Returns: (transfer full): a count of nothing
 */
EntAtlasAttempts *
ent_atlas_attempts_new (void)
{
  EntAtlasAttempts *self = g_new0 (EntAtlasAttempts, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * ent_atlas_attempts_free:
 * @self: (transfer full) (nullable): a count
 */
void
ent_atlas_attempts_free (EntAtlasAttempts *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_free (self);
}

static char *
pair_key (const char *address,
          const char *account)
{
  return g_strconcat (address, "\n", account, NULL);
}

static gint64
get_wait (EntAtlasAttempts *self,
          const char       *key,
          gint64            now)
{
  const Entry *entry = g_hash_table_lookup (self->entries, key);

  return entry != NULL && entry->until > now ? entry->until - now : 0;
}

/**
 * ent_atlas_attempts_get_delay:
 * @self: a count
 * @address: where an attempt comes from
 * @account: the name it is for
 * @now: the monotonic time
 *
 * Returns: the seconds to wait before it is looked at, 0 for none
 */
guint
ent_atlas_attempts_get_delay (EntAtlasAttempts *self,
                              const char       *address,
                              const char       *account,
                              gint64            now)
{
  g_autofree char *key = pair_key (address, account);
  gint64 wait = MAX (get_wait (self, address, now), get_wait (self, key, now));

  return (guint) ((wait + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND);
}

/**
 * ent_atlas_attempts_is_barred:
 * @self: a count
 * @address: where an attempt comes from
 * @account: the name it is for
 * @now: the monotonic time
 *
 * Returns: whether it has to wait for failures of this very account there, and not only for others at its address
 */
gboolean
ent_atlas_attempts_is_barred (EntAtlasAttempts *self,
                              const char       *address,
                              const char       *account,
                              gint64            now)
{
  g_autofree char *key = pair_key (address, account);

  return get_wait (self, key, now) > 0;
}

static gboolean
is_forgotten (gpointer key,
              gpointer value,
              gpointer user_data)
{
  const gint64 *now = user_data;

  return *now - ((const Entry *) value)->last > MEMORY;
}

static void
add (EntAtlasAttempts *self,
     const char       *key,
     guint             allowed,
     gint64            now)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry != NULL && is_forgotten (NULL, entry, &now))
    *entry = (Entry) { 0 };

  if (entry == NULL)
    {
      if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
        g_hash_table_foreach_remove (self->entries, is_forgotten, &now);
      if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
        g_hash_table_remove_all (self->entries);

      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_strdup (key), entry);
    }

  entry->failures++;
  entry->last = now;
  if (entry->failures >= allowed)
    entry->until = now + MIN (FIRST_DELAY << MIN (entry->failures - allowed, 10), LONGEST_DELAY);
}

/**
 * ent_atlas_attempts_add_failure:
 * @self: a count
 * @address: where a wrong password came from
 * @account: the name it was for
 * @now: the monotonic time
 */
void
ent_atlas_attempts_add_failure (EntAtlasAttempts *self,
                                const char       *address,
                                const char       *account,
                                gint64            now)
{
  g_autofree char *key = pair_key (address, account);

  add (self, key, ENT_ATLAS_ATTEMPTS_PER_ACCOUNT, now);
  add (self, address, ENT_ATLAS_ATTEMPTS_PER_ADDRESS, now);
}

/**
 * ent_atlas_attempts_add_unseen:
 * @self: a count
 * @address: where a password came from that was not looked at
 * @account: the name it was for
 * @now: the monotonic time
 *
 * Counts it against this account at this address, and not once more against
 * the address, which waits already.
 */
void
ent_atlas_attempts_add_unseen (EntAtlasAttempts *self,
                               const char       *address,
                               const char       *account,
                               gint64            now)
{
  g_autofree char *key = pair_key (address, account);

  add (self, key, ENT_ATLAS_ATTEMPTS_PER_ACCOUNT, now);
}

/**
 * ent_atlas_attempts_add_success:
 * @self: a count
 * @address: where a right password came from
 * @account: the name it was for
 *
 * Forgets the failures of this account at this address; not those of the
 * address, which may belong to others.
 */
void
ent_atlas_attempts_add_success (EntAtlasAttempts *self,
                                const char       *address,
                                const char       *account)
{
  g_autofree char *key = pair_key (address, account);

  g_hash_table_remove (self->entries, key);
}
