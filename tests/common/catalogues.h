/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The translations of this build: they need not be installed to be tested. */
#pragma once

#include <glib.h>
#include <libintl.h>

/* After g_test_init(). The language in use stays what the environment says. */
static inline void
bind_catalogues (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);

  g_assert_nonnull (bindtextdomain (GETTEXT_PACKAGE, path));
}
