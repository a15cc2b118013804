/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that this process has open through SQLite, whatever they are called. To close any descriptor of a file lets go of
 * all locks that the process has on it (POSIX, fcntl), SQLite's with them: another process would take itself for the last to
 * leave, and take the log away from under us. Whoever opens such a file otherwise has to know. */
#include "ent-open-files-private.h"

#include <sys/stat.h>

/* Which file it is, under whatever name. */
typedef struct
{
  dev_t device;
  ino_t number;
} Mark;

static GMutex mutex;
static GPtrArray *marks; /* (element-type Mark) (owned), guarded by the mutex */

static gboolean
is_open (const Mark *mark)
{
  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      const Mark *other = marks->pdata[i];

      if (other->device == mark->device && other->number == mark->number)
        return TRUE;
    }

  return FALSE;
}

/*
 * ent_open_files_add:
 * @path: path of a file that is going to be opened through SQLite
 * @look: (nullable): looks at it before; not called where this process has it open already: then that was done
 * @data: for @look
 * @error: set where @look refuses it
 *
 * May be called from any thread; while one looks, the others wait.
 *
 * Returns: (transfer full) (nullable): for ent_open_files_remove(), once the file is closed; %NULL where it was refused
 */
gpointer
ent_open_files_add (const char *path,
                    EntLookFunc look,
                    gpointer data,
                    GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  struct stat info = { 0 };
  gboolean known = stat (path, &info) == 0;
  Mark mark = { info.st_dev, info.st_ino };

  if (!(known && is_open (&mark)) && look != NULL && !look (path, data, error))
    return NULL;

  if (marks == NULL)
    marks = g_ptr_array_new ();
  g_ptr_array_add (marks, g_memdup2 (&mark, sizeof mark));
  return marks->pdata[marks->len - 1];
}

/*
 * ent_open_files_remove:
 * @mark: (transfer full): what ent_open_files_add() returned
 */
void
ent_open_files_remove (gpointer mark)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  g_ptr_array_remove_fast (marks, mark);
  g_free (mark);
  if (marks->len == 0)
    g_clear_pointer (&marks, g_ptr_array_unref);
}
