/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded: the program believes that it is as many seconds later as SHIFTED_CLOCK says. Timers are not deceived. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t
shift (void)
{
  const char *text = getenv ("SHIFTED_CLOCK");

  return text != NULL ? strtol (text, NULL, 10) : 0;
}

__attribute__ ((visibility ("default"))) int
clock_gettime (clockid_t clock, struct timespec *ret_time)
{
  int result = syscall (SYS_clock_gettime, clock, ret_time);

  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    ret_time->tv_sec += shift ();
  return result;
}

__attribute__ ((visibility ("default"))) int
gettimeofday (struct timeval *restrict ret_time, void *restrict zone)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  (void) zone;
  *ret_time = (struct timeval){ .tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000 };
  return 0;
}

__attribute__ ((visibility ("default"))) time_t
time (time_t *ret_time)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (ret_time != NULL)
    *ret_time = now.tv_sec;
  return now.tv_sec;
}
