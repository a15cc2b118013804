/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-workspace.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "ent-open-files-private.h"
#include "ent-workspace-private.h"

/* Up to this size a file is checked whole when it is opened; a larger one when the user asks for it. */
#define QUICK_CHECK_BYTES (32 * 1024 * 1024)

/* Of an SQLite database. */
#define HEADER_BYTES 100

G_DEFINE_FINAL_TYPE (EntWorkspace, ent_workspace, G_TYPE_OBJECT)

static void
ent_workspace_finalize (GObject *object)
{
  EntWorkspace *self = ENT_WORKSPACE (object);

  if (self->in_change)
    ent_workspace_rollback (self);
  for (guint i = 0; self->sql != NULL && i < ent_schema_get_n_entities (); i++)
    {
      g_free (self->sql[i].select);
      g_free (self->sql[i].write);
      g_free (self->sql[i].remove);
    }
  g_free (self->sql);
  g_clear_pointer (&self->order_rows, g_array_unref);
  g_free (self->order_key);
  g_clear_object (&self->database);
  g_clear_pointer (&self->mark, ent_open_files_remove);
  g_free (self->label);
  g_free (self->origin);
  g_free (self->user);
  g_free (self->path);

  G_OBJECT_CLASS (ent_workspace_parent_class)->finalize (object);
}

static void
ent_workspace_class_init (EntWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_workspace_finalize;
}

static void
ent_workspace_init (EntWorkspace *self)
{
  self->sql = g_new0 (EntEntitySql, ent_schema_get_n_entities ());
}

static gboolean
refuse_file (GError **error,
             EntError code,
             const char *message)
{
  g_set_error_literal (error, ENT_ERROR, code, message);
  return FALSE;
}

static guint32
get_number (const guint8 *bytes,
            guint n_bytes)
{
  guint32 number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | bytes[i];

  return number;
}

/* While a log lies beside it, the latest may be there: a file that nobody has closed yet may even be empty. */
static gboolean
judge_header (const guint8 *header,
              gssize length,
              goffset size,
              gboolean has_log,
              GError **error)
{
  guint32 page_size, application;

  if (has_log && length == 0)
    return TRUE;
  if (length < HEADER_BYTES || memcmp (header, "SQLite format 3", 16) != 0)
    return refuse_file (error, ENT_ERROR_NOT_WORKSPACE, _ ("This file is not an Entente workspace."));

  application = get_number (header + 68, 4);
  if (application != ENT_WORKSPACE_APPLICATION_ID && !(has_log && application == 0))
    return refuse_file (error, ENT_ERROR_NOT_WORKSPACE, _ ("This file is not an Entente workspace."));

  page_size = get_number (header + 16, 2) == 1 ? 65536 : get_number (header + 16, 2);
  if (!has_log && (page_size < 512 || (goffset) page_size * get_number (header + 28, 4) > size))
    return refuse_file (error, ENT_ERROR_DAMAGED, _ ("The workspace is damaged: the end of the file is missing. Open its latest backup."));

  return TRUE;
}

/* Looks at the first bytes before SQLite does: what is no workspace must stay untouched. */
static gboolean
check_header (const char *path,
              gpointer has_log,
              GError **error)
{
  guint8 header[HEADER_BYTES];
  struct stat info;
  /* A pipe under that name must not keep us waiting. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gssize length = fd >= 0 ? read (fd, header, sizeof header) : -1;
  gboolean known = fd >= 0 && fstat (fd, &info) == 0;
  int reason = errno;

  if (fd >= 0)
    close (fd);
  if (length < 0 || !known)
    {
      g_set_error (error, ENT_ERROR, reason == ENOENT ? ENT_ERROR_NOT_FOUND : ENT_ERROR_FAILED,
                   _ ("“%s” cannot be opened: %s."), path, g_strerror (reason));
      return FALSE;
    }
  if (!S_ISREG (info.st_mode))
    return refuse_file (error, ENT_ERROR_NOT_WORKSPACE, _ ("This file is not an Entente workspace."));

  return judge_header (header, length, info.st_size, GPOINTER_TO_INT (has_log), error);
}

/* Write-ahead logging needs memory shared between processes, which network file systems do not give. */
static gboolean
is_on_network (const char *path)
{
  struct statfs info;

  if (statfs (path, &info) != 0)
    return FALSE;

  switch ((guint32) info.f_type)
    {
    case 0x6969:     /* NFS */
    case 0x517b:     /* SMB */
    case 0xff534d42: /* CIFS */
    case 0xfe534d42: /* SMB 2 */
    case 0x01021997: /* 9P */
    case 0x65735546: /* FUSE */
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
can_write (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return access (path, W_OK) == 0 && access (folder, W_OK) == 0;
}

static gboolean
has_content (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 && info.st_size > 0;
}

static EntDatabase *
open_read_only (const char *path,
                const char *log,
                GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (EntDatabase) database = ent_database_open (path, SQLITE_OPEN_READONLY, &reason);
  g_autofree char *escaped = NULL;
  g_autofree char *uri = NULL;

  if (database != NULL && ent_database_execute (database, "SELECT count (*) FROM sqlite_schema", &reason))
    return g_steal_pointer (&database);
  if (reason->code != ENT_ERROR_FAILED && reason->code != ENT_ERROR_READ_ONLY)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  if (has_content (log))
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_READ_ONLY,
                   _ ("The workspace was not closed properly and can only be read here. Copy it to a folder of your own, together with “%s”, and open it there."),
                   log);
      return NULL;
    }

  /* A write-ahead log cannot be followed where nothing can be written beside it: nobody else writes there either. */
  escaped = g_uri_escape_string (path, "/", FALSE);
  uri = g_strdup_printf ("file:%s?immutable=1", escaped);
  return ent_database_open (uri, SQLITE_OPEN_READONLY, error);
}

/* SQLite puts it beside the file itself, whatever name leads there. */
static char *
get_log_path (const char *path)
{
  char *real = realpath (path, NULL);
  char *log = g_strconcat (real != NULL ? real : path, "-wal", NULL);

  free (real);
  return log;
}

static gboolean
check_content (EntWorkspace *self,
               GError **error)
{
  g_autoptr (EntStatement) statement = NULL;
  struct stat info;
  gboolean row = FALSE;

  if (stat (self->path, &info) == 0 && info.st_size > QUICK_CHECK_BYTES)
    return TRUE;

  statement = ent_database_prepare (self->database, "PRAGMA quick_check (1)", error);
  if (statement == NULL || !ent_database_step (self->database, statement, &row, error))
    return FALSE;

  return (row && g_strcmp0 (ent_statement_get_text (statement, 0), "ok") == 0)
         || refuse_file (error, ENT_ERROR_DAMAGED, _ ("The workspace is damaged. Open its latest backup."));
}

static gboolean
check_application (EntWorkspace *self,
                   GError **error)
{
  gint64 application;

  if (!ent_database_query_integer (self->database, "PRAGMA application_id", &application, error))
    return FALSE;

  return application == ENT_WORKSPACE_APPLICATION_ID
         || refuse_file (error, ENT_ERROR_NOT_WORKSPACE, _ ("This file is not an Entente workspace."));
}

static gboolean
open_existing (EntWorkspace *self,
               gboolean checked,
               GError **error)
{
  g_autofree char *log = get_log_path (self->path);
  gboolean writable = can_write (self->path);

  self->mark = ent_open_files_add (self->path, checked ? NULL : check_header, GINT_TO_POINTER (has_content (log)), error);
  if (self->mark == NULL)
    return FALSE;

  /* Who only wants to read opens it like a writer all the same: the last to close takes the log away. */
  self->database = writable ? ent_database_open (self->path, SQLITE_OPEN_READWRITE, error)
                            : open_read_only (self->path, log, error);
  if (self->database != NULL && self->read_only && !ent_database_execute (self->database, "PRAGMA query_only = ON", error))
    return FALSE;

  self->read_only |= !writable;
  return self->database != NULL && check_application (self, error) && (checked || check_content (self, error))
         && ent_migrations_check_known (self->database, self->read_only, error);
}

static gboolean
create_file (EntWorkspace *self,
             GError **error)
{
  int fd = open (self->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error, ENT_ERROR, errno == EEXIST ? ENT_ERROR_EXISTS : ENT_ERROR_FAILED,
                   errno == EEXIST ? _ ("“%s” is already there. Choose another name: nothing is overwritten.")
                                   : _ ("“%s” cannot be made in this folder."),
                   self->path);
      return FALSE;
    }

  close (fd);
  self->mark = ent_open_files_add (self->path, NULL, NULL, NULL);
  self->database = ent_database_open (self->path, SQLITE_OPEN_READWRITE, error);
  if (self->database == NULL)
    unlink (self->path);
  return self->database != NULL;
}

static gboolean
prepare_for_writing (EntWorkspace *self,
                     GError **error)
{
  const char *journal = is_on_network (self->path) ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL";

  self->has_wal = !is_on_network (self->path);
  return ent_database_execute (self->database, journal, error)
         && ent_database_execute (self->database, "PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;", error)
         && ent_migrations_apply (self, error);
}

/**
 * ent_workspace_open:
 * @path: a path
 * @flags: whether to make the file, or only to read it
 * @error: set, with a sentence for the user, where the file is missing, no workspace, damaged, newer, in the way …
 *
 * Opens a workspace and brings an older one up to date, with a backup beside it. What cannot be written is opened for
 * reading; see ent_workspace_is_read_only(). A file that is refused is left untouched.
 *
 * Returns: (transfer full) (nullable): the workspace
 */
EntWorkspace *
ent_workspace_open (const char *path,
                    EntWorkspaceFlags flags,
                    GError **error)
{
  g_autoptr (EntWorkspace) self = g_object_new (ENT_TYPE_WORKSPACE, NULL);
  gboolean create = (flags & ENT_WORKSPACE_CREATE) != 0;

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_canonicalize_filename (path, NULL);
  self->read_only = (flags & (ENT_WORKSPACE_READ_ONLY | ENT_WORKSPACE_SHOWN)) != 0;
  if (create ? !create_file (self, error) : !open_existing (self, (flags & ENT_WORKSPACE_CHECKED) != 0, error))
    return NULL;
  if (!self->read_only && !prepare_for_writing (self, error))
    {
      if (create)
        unlink (self->path);
      return NULL;
    }
  if ((flags & ENT_WORKSPACE_SHOWN) != 0 && !ent_narrowing_apply (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * ent_workspace_get_path:
 * @self: a workspace
 *
 * Returns: its absolute path
 */
const char *
ent_workspace_get_path (EntWorkspace *self)
{
  return self->path;
}

/**
 * ent_workspace_is_read_only:
 * @self: a workspace
 *
 * Returns: whether it can only be read
 */
gboolean
ent_workspace_is_read_only (EntWorkspace *self)
{
  return self->read_only;
}

/**
 * ent_workspace_get_database:
 * @self: a workspace
 *
 * For figures that SQL computes best. Writes go through the functions of this class, so that history has them.
 *
 * Returns: (transfer none): its database
 */
EntDatabase *
ent_workspace_get_database (EntWorkspace *self)
{
  return self->database;
}

/**
 * ent_workspace_get_setting:
 * @self: a workspace
 * @name: of a setting
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
ent_workspace_get_setting (EntWorkspace *self,
                           const char *name)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, "SELECT value FROM setting WHERE name = ?", NULL);

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, name);
  return sqlite3_step (statement) == SQLITE_ROW ? g_strdup (ent_statement_get_text (statement, 0)) : NULL;
}

/**
 * ent_workspace_set_setting:
 * @self: a workspace
 * @name: of a setting
 * @value: (nullable): its new value, none when %NULL
 * @error: set where it could not be written
 *
 * Returns: whether it was written
 */
gboolean
ent_workspace_set_setting (EntWorkspace *self,
                           const char *name,
                           const char *value,
                           GError **error)
{
  g_autoptr (EntStatement) statement =
    ent_database_prepare (self->database,
                          value != NULL ? "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
                                        : "DELETE FROM setting WHERE name = ?",
                          error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, name);
  if (value != NULL)
    ent_statement_bind_text (statement, 2, value);
  return ent_database_run (self->database, statement, error);
}

/**
 * ent_workspace_get_session_user:
 *
 * Returns: (transfer none): what whoever is logged in is called: the account's name where nobody noted the person's
 */
const char *
ent_workspace_get_session_user (void)
{
  const char *real = g_get_real_name ();

  return g_str_equal (real, "Unknown") ? g_get_user_name () : real;
}

/**
 * ent_workspace_set_user:
 * @self: a workspace
 * @user: (nullable): the name that history gives for what is changed from now on
 */
void
ent_workspace_set_user (EntWorkspace *self,
                        const char *user)
{
  g_set_str (&self->user, user);
}

/**
 * ent_workspace_begin:
 * @self: a workspace in which no change is open
 * @label: what the user does, for undo and history, in their words
 * @origin: (nullable): the remote that it comes from
 * @error: set where the workspace is read-only or stays locked
 *
 * Returns: whether the change is open; it then ends by ent_workspace_commit() or ent_workspace_rollback()
 */
gboolean
ent_workspace_begin (EntWorkspace *self,
                     const char *label,
                     const char *origin,
                     GError **error)
{
  g_return_val_if_fail (!self->in_change, FALSE);

  if (self->read_only)
    return refuse_file (error, ENT_ERROR_READ_ONLY, _ ("The workspace can only be read here. Copy it to a folder of your own to change it."));
  if (!ent_database_begin (self->database, error))
    return FALSE;

  self->in_change = TRUE;
  self->change = 0;
  self->kind = "do";
  self->target = 0;
  g_set_str (&self->label, label);
  g_set_str (&self->origin, origin);
  return TRUE;
}

/**
 * ent_workspace_commit:
 * @self: a workspace with an open change
 * @error: set where it could not be written, all of it
 *
 * Returns: whether all of the change is on the disk; otherwise nothing of it is
 */
gboolean
ent_workspace_commit (EntWorkspace *self,
                      GError **error)
{
  g_return_val_if_fail (self->in_change, FALSE);

  self->in_change = FALSE;
  return ent_database_commit (self->database, error);
}

/**
 * ent_workspace_rollback:
 * @self: a workspace with an open change
 *
 * Leaves the workspace as it was before the change.
 */
void
ent_workspace_rollback (EntWorkspace *self)
{
  g_return_if_fail (self->in_change);

  ent_database_rollback (self->database);
  self->in_change = FALSE;
}
