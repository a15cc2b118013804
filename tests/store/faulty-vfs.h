/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layer below SQLite that fails when it is told to, or forgets what was not synced as a machine does whose power
 * goes. It stands between SQLite and the real files of all connections of the process. */
#pragma once

#include <fcntl.h>
#include <glib.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

typedef enum
{
  FAULT_OPEN = 1 << 0,
  FAULT_WRITE = 1 << 1, /* and truncate */
  FAULT_SYNC = 1 << 2,
  FAULT_READ = 1 << 3,
  FAULT_DELETE = 1 << 4,
} FaultPlace;

/* What a file was before a write that is not synced yet. */
typedef struct
{
  char *path; /* (not nullable) (owned) */
  sqlite3_int64 offset;
  GBytes *former; /* (not nullable) (owned): what was there, zeros beyond the end */
} FaultyWrite;

typedef struct
{
  sqlite3_file base;
  char *path;         /* (nullable) (owned): NULL for temporary files */
  sqlite3_file *real; /* what follows in memory */
} FaultyFile;

static struct
{
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  FaultPlace places;
  guint countdown;  /* the fault comes when it reaches 0 */
  gboolean lasting; /* all that follows fails too */
  int result;
  gboolean happened;
  GPtrArray *unsynced; /* (nullable) (element-type FaultyWrite): kept only where the power may go */
} faulty;

static inline void
faulty_write_free (gpointer data)
{
  FaultyWrite *write = data;

  g_free (write->path);
  g_bytes_unref (write->former);
  g_free (write);
}

/* From now on the @n-th access of these kinds fails with @result; with @lasting all after it too. */
static inline void
faulty_arm (FaultPlace places,
            guint n,
            int result,
            gboolean lasting)
{
  faulty.places = places;
  faulty.countdown = n;
  faulty.result = result;
  faulty.lasting = lasting;
  faulty.happened = FALSE;
}

/* Returns whether the fault happened. */
static inline gboolean
faulty_disarm (void)
{
  faulty.places = 0;
  return faulty.happened;
}

static inline int
faulty_judge (FaultPlace place)
{
  if ((faulty.places & place) == 0)
    return SQLITE_OK;
  if (faulty.happened)
    return faulty.lasting ? faulty.result : SQLITE_OK;
  if (--faulty.countdown > 0)
    return SQLITE_OK;

  faulty.happened = TRUE;
  return faulty.result;
}

static inline sqlite3_file *
faulty_real (sqlite3_file *file)
{
  return ((FaultyFile *) file)->real;
}

static int
faulty_close (sqlite3_file *file)
{
  sqlite3_file *real = faulty_real (file);

  g_free (((FaultyFile *) file)->path);
  return real->pMethods != NULL ? real->pMethods->xClose (real) : SQLITE_OK;
}

static int
faulty_read (sqlite3_file *file,
             void *buffer,
             int amount,
             sqlite3_int64 offset)
{
  int result = faulty_judge (FAULT_READ);

  return result != SQLITE_OK ? result : faulty_real (file)->pMethods->xRead (faulty_real (file), buffer, amount, offset);
}

static inline void
faulty_note_write (FaultyFile *file,
                   int amount,
                   sqlite3_int64 offset)
{
  FaultyWrite *write;
  g_autofree char *former = g_malloc0 (amount);

  if (faulty.unsynced == NULL || file->path == NULL)
    return;

  file->real->pMethods->xRead (file->real, former, amount, offset);
  write = g_new0 (FaultyWrite, 1);
  write->path = g_strdup (file->path);
  write->offset = offset;
  write->former = g_bytes_new_take (g_steal_pointer (&former), amount);
  g_ptr_array_add (faulty.unsynced, write);
}

static int
faulty_write (sqlite3_file *file,
              const void *buffer,
              int amount,
              sqlite3_int64 offset)
{
  int result = faulty_judge (FAULT_WRITE);

  if (result != SQLITE_OK)
    return result;

  faulty_note_write ((FaultyFile *) file, amount, offset);
  return faulty_real (file)->pMethods->xWrite (faulty_real (file), buffer, amount, offset);
}

static int
faulty_truncate (sqlite3_file *file,
                 sqlite3_int64 size)
{
  int result = faulty_judge (FAULT_WRITE);

  return result != SQLITE_OK ? result : faulty_real (file)->pMethods->xTruncate (faulty_real (file), size);
}

static int
faulty_sync (sqlite3_file *file,
             int flags)
{
  int result = faulty_judge (FAULT_SYNC);
  FaultyFile *self = (FaultyFile *) file;

  if (result != SQLITE_OK)
    return result;

  for (guint i = faulty.unsynced != NULL ? faulty.unsynced->len : 0; i > 0; i--)
    if (g_strcmp0 (((FaultyWrite *) faulty.unsynced->pdata[i - 1])->path, self->path) == 0)
      g_ptr_array_remove_index (faulty.unsynced, i - 1);
  return faulty_real (file)->pMethods->xSync (faulty_real (file), flags);
}

static int
faulty_file_size (sqlite3_file *file,
                  sqlite3_int64 *size)
{
  return faulty_real (file)->pMethods->xFileSize (faulty_real (file), size);
}

static int
faulty_lock (sqlite3_file *file,
             int level)
{
  return faulty_real (file)->pMethods->xLock (faulty_real (file), level);
}

static int
faulty_unlock (sqlite3_file *file,
               int level)
{
  return faulty_real (file)->pMethods->xUnlock (faulty_real (file), level);
}

static int
faulty_check_lock (sqlite3_file *file,
                   int *reserved)
{
  return faulty_real (file)->pMethods->xCheckReservedLock (faulty_real (file), reserved);
}

static int
faulty_control (sqlite3_file *file,
                int operation,
                void *argument)
{
  return faulty_real (file)->pMethods->xFileControl (faulty_real (file), operation, argument);
}

static int
faulty_sector_size (sqlite3_file *file)
{
  return faulty_real (file)->pMethods->xSectorSize (faulty_real (file));
}

static int
faulty_characteristics (sqlite3_file *file)
{
  return faulty_real (file)->pMethods->xDeviceCharacteristics (faulty_real (file));
}

static int
faulty_shm_map (sqlite3_file *file,
                int page,
                int page_size,
                int extend,
                void volatile **memory)
{
  return faulty_real (file)->pMethods->xShmMap (faulty_real (file), page, page_size, extend, memory);
}

static int
faulty_shm_lock (sqlite3_file *file,
                 int offset,
                 int n,
                 int flags)
{
  return faulty_real (file)->pMethods->xShmLock (faulty_real (file), offset, n, flags);
}

static void
faulty_shm_barrier (sqlite3_file *file)
{
  faulty_real (file)->pMethods->xShmBarrier (faulty_real (file));
}

static int
faulty_shm_unmap (sqlite3_file *file,
                  int remove)
{
  return faulty_real (file)->pMethods->xShmUnmap (faulty_real (file), remove);
}

/* Without memory mapping: every access must come through here. */
static const sqlite3_io_methods faulty_methods = {
  .iVersion = 2,
  .xClose = faulty_close,
  .xRead = faulty_read,
  .xWrite = faulty_write,
  .xTruncate = faulty_truncate,
  .xSync = faulty_sync,
  .xFileSize = faulty_file_size,
  .xLock = faulty_lock,
  .xUnlock = faulty_unlock,
  .xCheckReservedLock = faulty_check_lock,
  .xFileControl = faulty_control,
  .xSectorSize = faulty_sector_size,
  .xDeviceCharacteristics = faulty_characteristics,
  .xShmMap = faulty_shm_map,
  .xShmLock = faulty_shm_lock,
  .xShmBarrier = faulty_shm_barrier,
  .xShmUnmap = faulty_shm_unmap,
};

static int
faulty_open (sqlite3_vfs *vfs,
             const char *path,
             sqlite3_file *file,
             int flags,
             int *out_flags)
{
  FaultyFile *self = (FaultyFile *) file;
  int result = faulty_judge (FAULT_OPEN);

  memset (self, 0, sizeof *self);
  if (result != SQLITE_OK)
    return result == SQLITE_IOERR ? SQLITE_CANTOPEN : result;

  self->real = (sqlite3_file *) &self[1];
  result = faulty.real->xOpen (faulty.real, path, self->real, flags, out_flags);
  if (self->real->pMethods == NULL)
    return result;

  self->base.pMethods = &faulty_methods;
  self->path = g_strdup (path);
  return result;
}

static int
faulty_delete (sqlite3_vfs *vfs,
               const char *path,
               int sync_folder)
{
  int result = faulty_judge (FAULT_DELETE);

  return result != SQLITE_OK ? result : faulty.real->xDelete (faulty.real, path, sync_folder);
}

static inline void
faulty_install (void)
{
  faulty.real = sqlite3_vfs_find (NULL);
  faulty.vfs = *faulty.real;
  faulty.vfs.zName = "faulty";
  faulty.vfs.szOsFile = sizeof (FaultyFile) + faulty.real->szOsFile;
  faulty.vfs.xOpen = faulty_open;
  faulty.vfs.xDelete = faulty_delete;
  g_assert_cmpint (sqlite3_vfs_register (&faulty.vfs, TRUE), ==, SQLITE_OK);
}

static inline void
faulty_watch_power (void)
{
  faulty.unsynced = g_ptr_array_new_with_free_func (faulty_write_free);
}

/* After all connections are closed: of what was not synced, some is on the disk and some is not. */
static inline void
faulty_cut_power (void)
{
  g_autoptr (GPtrArray) writes = g_steal_pointer (&faulty.unsynced);

  for (guint i = writes->len; i > 0; i--)
    {
      const FaultyWrite *write = writes->pdata[i - 1];
      int file = g_test_rand_int_range (0, 3) > 0 ? open (write->path, O_WRONLY | O_CLOEXEC) : -1;
      gsize size;
      const void *former = g_bytes_get_data (write->former, &size);

      if (file < 0)
        continue;
      g_assert_cmpint (pwrite (file, former, size, write->offset), ==, size);
      close (file);
    }
}
