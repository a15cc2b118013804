/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#define LINE_LONGEST 4096

/* What would leave the terminal silent behind it. */
static const int signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP };

static int signal_pipe[2] = { -1, -1 };

/* A terminal that is being asked. */
typedef struct
{
  int fd;
  struct termios settings; /* as they were */
  struct sigaction actions[G_N_ELEMENTS (signals)]; /* as they were */
} Terminal;

/* Only what is a device is opened to see what it is: a pipe would be read by nobody afterwards. */
static int
open_terminal (const char *file)
{
  GStatBuf info;
  int fd;

  if (g_str_equal (file, "-"))
    return isatty (STDIN_FILENO) ? fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : -1;
  if (g_stat (file, &info) != 0 || !S_ISCHR (info.st_mode))
    return -1;

  fd = open (file, O_RDONLY | O_NOCTTY | O_CLOEXEC);
  if (fd >= 0 && !isatty (fd))
    {
      close (fd);
      return -1;
    }

  return fd;
}

/* Which signal it was is told to whoever waits, in whatever thread it came. */
static void
tell_signal (int number)
{
  int before = errno;
  guchar byte = (guchar) number;

  while (write (signal_pipe[1], &byte, 1) < 0 && errno == EINTR)
    ;
  errno = before;
}

static void
hear_signals (Terminal *terminal)
{
  struct sigaction action = { .sa_handler = tell_signal };

  sigemptyset (&action.sa_mask);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &action, &terminal->actions[i]);
}

static gboolean
silence (Terminal *terminal)
{
  struct termios settings = terminal->settings;

  /* That the line ended is seen. */
  settings.c_lflag = (settings.c_lflag & ~(tcflag_t) ECHO) | ECHONL;
  hear_signals (terminal);
  return tcsetattr (terminal->fd, TCSAFLUSH, &settings) == 0;
}

static void
restore (Terminal *terminal)
{
  tcsetattr (terminal->fd, TCSADRAIN, &terminal->settings);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &terminal->actions[i], NULL);
}

/* Nothing of it was in the way of the signal. Who comes back from a stop finds the terminal silent again. */
static void
pass_signal (Terminal *terminal,
             int number)
{
  restore (terminal);
  raise (number);
  silence (terminal);
}

/* Waits for a line or a signal: the terminal gives a whole line at once. */
static gboolean
wait_for_line (Terminal *terminal,
               int *ret_signal)
{
  GPollFD waited[] = { { signal_pipe[0], G_IO_IN, 0 }, { terminal->fd, G_IO_IN, 0 } };
  guchar number;

  while (g_poll (waited, G_N_ELEMENTS (waited), -1) < 0)
    if (errno != EINTR)
      return FALSE;

  *ret_signal = waited[0].revents != 0 && read (signal_pipe[0], &number, 1) == 1 ? number : 0;
  return TRUE;
}

static char *
ask (Terminal *terminal,
     const char *prompt)
{
  char line[LINE_LONGEST + 1];
  gssize length = -1;
  int number = 0;

  do
    {
      if (number != 0)
        pass_signal (terminal, number);
      g_printerr ("%s", prompt);
    }
  while (wait_for_line (terminal, &number) && number != 0);

  if (number == 0)
    length = read (terminal->fd, line, LINE_LONGEST);
  if (length <= 0)
    return g_strdup ("");

  line[length] = '\0';
  line[strcspn (line, "\r\n")] = '\0';
  return g_strdup (line);
}

static char *
refuse (GError **error,
        const char *text)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, text);
  return NULL;
}

static char *
ask_twice (Terminal *terminal,
           const char *prompt,
           const char *again,
           GError **error)
{
  g_autofree char *password = ask (terminal, prompt);
  g_autofree char *repeated = NULL;

  if (*password == '\0')
    return refuse (error, _ ("No password was typed."));
  if (!g_utf8_validate (password, -1, NULL))
    return refuse (error, _ ("The password is not in UTF-8."));
  if (again == NULL)
    return g_steal_pointer (&password);

  repeated = ask (terminal, again);
  return g_str_equal (password, repeated) ? g_steal_pointer (&password) : refuse (error, _ ("The two passwords are not the same."));
}

/**
 * ent_terminal_is_terminal:
 * @file: a path, or - for the standard input
 *
 * Returns: whether somebody types there
 */
gboolean
ent_terminal_is_terminal (const char *file)
{
  int fd = open_terminal (file);

  if (fd >= 0)
    close (fd);
  return fd >= 0;
}

/**
 * ent_terminal_ask_password:
 * @file: a terminal: a path, or - for the standard input
 * @prompt: what is asked
 * @again: (nullable): what is asked then, of a new password
 * @error: set where none was typed, or not the same twice
 *
 * Asks for a password that is not seen while it is typed. Whoever stops or ends the program meanwhile finds the terminal as it
 * was. To be called by one thread at a time.
 *
 * Returns: (transfer full) (nullable): the password
 */
char *
ent_terminal_ask_password (const char *file,
                           const char *prompt,
                           const char *again,
                           GError **error)
{
  Terminal terminal = { .fd = open_terminal (file) };
  char *password = NULL;

  if (terminal.fd < 0 || tcgetattr (terminal.fd, &terminal.settings) != 0)
    refuse (error, _ ("No password was typed."));
  else if (g_unix_open_pipe (signal_pipe, O_CLOEXEC, error))
    {
      if (silence (&terminal))
        password = ask_twice (&terminal, prompt, again, error);
      else
        refuse (error, _ ("The terminal cannot hide what is typed."));
      restore (&terminal);
      close (signal_pipe[0]);
      close (signal_pipe[1]);
    }

  if (terminal.fd >= 0)
    close (terminal.fd);
  return password;
}
