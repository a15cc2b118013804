/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-attempts.h"
#include "ent-atlas-error.h"
#include "ent-atlas-rule.h"
#include "ent-atlas-session.h"

static EntAtlasAccount *
account (EntAtlasRole role,
         const char  *publisher)
{
  g_autoptr (GError) error = NULL;
  EntAtlasAccount *self = ent_atlas_account_new ("somebody", role, publisher, &error);

  g_assert_no_error (error);
  return self;
}

#define UNIT ENT_ATLAS_ROLE_UNIT, "200046977"
#define DEPARTMENT ENT_ATLAS_ROLE_DEPARTMENT, "200046977"
#define EMBASSY ENT_ATLAS_ROLE_EMBASSY, "sn"
#define ADMINISTRATOR ENT_ATLAS_ROLE_ADMINISTRATOR, NULL
#define READER ENT_ATLAS_ROLE_READER, NULL

/* A line of the table: role, publisher, database, id, yes or no. */
static void
check_case (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (EntAtlasAccount) who = NULL;
  g_autoptr (GError) error = NULL;
  EntAtlasRole role;
  gboolean may;

  g_assert_cmpuint (g_strv_length (words), ==, 5);
  g_assert_true (ent_atlas_role_parse (words[0], &role));
  who = account (role, g_str_equal (words[1], "-") ? NULL : words[1]);
  may = ent_atlas_rule_check_write (who, words[2], words[3], &error);
  if (may != g_str_equal (words[4], "yes"))
    g_error ("%s", line);
  if (!may)
    g_assert_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_FORBIDDEN);
}

static void
test_write (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "atlas", "rule-cases.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint cases = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && lines[i][0] != '#')
      {
        check_case (lines[i]);
        cases++;
      }
  g_assert_cmpuint (cases, >, 30);
}

static void
test_read (void)
{
  static const struct
  {
    EntAtlasRole role;
    const char *publisher;
    const char *database;
    gboolean may;
  } cases[] = {
    { UNIT, "atlas", TRUE },
    { UNIT, "team-200046977", TRUE },
    { UNIT, "departments-200046977", TRUE },
    { UNIT, "team-213000000", FALSE },
    { UNIT, "departments-213000000", FALSE },
    { UNIT, "other", FALSE },
    { DEPARTMENT, "atlas", TRUE },
    { DEPARTMENT, "team-200046977", FALSE },
    { DEPARTMENT, "departments-200046977", TRUE },
    { DEPARTMENT, "departments-213000000", FALSE },
    { EMBASSY, "atlas", TRUE },
    { EMBASSY, "team-200046977", FALSE },
    { EMBASSY, "departments-200046977", FALSE },
    { READER, "atlas", TRUE },
    { READER, "team-200046977", FALSE },
    { ADMINISTRATOR, "atlas", TRUE },
    { ADMINISTRATOR, "team-200046977", TRUE },
    { ADMINISTRATOR, "other", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EntAtlasAccount) who = account (cases[i].role, cases[i].publisher);
      g_autofree char *security = ent_atlas_rule_dup_security (cases[i].database);
      g_autoptr (GError) error = NULL;

      g_assert_true (ent_atlas_rule_check_security (security, NULL));
      if (ent_atlas_rule_check_member (who, security, &error) != cases[i].may)
        g_error ("case %u: %s, %s", i, ent_atlas_role_to_nick (cases[i].role), cases[i].database);
    }
}

static void
test_security (void)
{
  static const char *const bad[] = {
    "[]", "1", "{\"members\":[]}", "{\"members\":{\"names\":{}}}", "{\"admins\":{\"roles\":[1]}}",
    "{\"members\":{\"names\":[null]}}",
  };
  g_autoptr (EntAtlasAccount) reader = account (READER);

  g_assert_true (ent_atlas_rule_check_security ("{}", NULL));
  g_assert_true (ent_atlas_rule_check_security ("{\"members\":{\"names\":[\"somebody\"]},\"other\":1}", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ent_atlas_rule_check_security (bad[i], NULL));

  g_assert_true (ent_atlas_rule_check_member (reader, "{\"members\":{\"names\":[\"somebody\"]}}", NULL));
  g_assert_true (ent_atlas_rule_check_member (reader, "{\"admins\":{\"roles\":[\"reader\"]}}", NULL));
  /* What says nothing lets nobody in, unlike in the first versions of CouchDB. */
  g_assert_false (ent_atlas_rule_check_member (reader, "{}", NULL));
  g_assert_false (ent_atlas_rule_check_member (reader, NULL, NULL));
  g_assert_false (ent_atlas_rule_check_administrator (reader, NULL));
}

static void
test_accounts (void)
{
  static const struct
  {
    const char *name;
    EntAtlasRole role;
    const char *publisher;
  } bad[] = {
    { "", ENT_ATLAS_ROLE_READER, NULL },
    { "a:b", ENT_ATLAS_ROLE_READER, NULL },
    { "a\nb", ENT_ATLAS_ROLE_READER, NULL },
    { "\xff", ENT_ATLAS_ROLE_READER, NULL },
    { "a", ENT_ATLAS_ROLE_READER, "sn" },
    { "a", ENT_ATLAS_ROLE_UNIT, NULL },
    { "a", ENT_ATLAS_ROLE_UNIT, "20004697" },
    { "a", ENT_ATLAS_ROLE_UNIT, "20004697a" },
    { "a", ENT_ATLAS_ROLE_UNIT, "sn" },
    { "a", ENT_ATLAS_ROLE_EMBASSY, "SN" },
    { "a", ENT_ATLAS_ROLE_EMBASSY, "200046977" },
    { "a", ENT_ATLAS_ROLE_ADMINISTRATOR, "sn" },
    { "a", ENT_ATLAS_ROLE_ADMINISTRATOR, "200046977" },
    { "a", ENT_ATLAS_ROLE_ADMINISTRATOR, "a:b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (ent_atlas_account_new (bad[i].name, bad[i].role, bad[i].publisher, NULL) != NULL)
      g_error ("case %u", i);
}

static void
test_attempts (void)
{
  g_autoptr (EntAtlasAttempts) attempts = ent_atlas_attempts_new ();
  gint64 now = 1000000;

  for (guint i = 1; i < ENT_ATLAS_ATTEMPTS_PER_ACCOUNT; i++)
    ent_atlas_attempts_add_failure (attempts, "1.2.3.4", "unit", now);
  g_assert_cmpuint (ent_atlas_attempts_get_delay (attempts, "1.2.3.4", "unit", now), ==, 0);

  ent_atlas_attempts_add_failure (attempts, "1.2.3.4", "unit", now);
  g_assert_cmpuint (ent_atlas_attempts_get_delay (attempts, "1.2.3.4", "unit", now), ==, 10);
  ent_atlas_attempts_add_failure (attempts, "1.2.3.4", "unit", now);
  g_assert_cmpuint (ent_atlas_attempts_get_delay (attempts, "1.2.3.4", "unit", now), ==, 20);

  /* Neither another account nor another address is punished for it. */
  g_assert_cmpuint (ent_atlas_attempts_get_delay (attempts, "1.2.3.4", "other", now), ==, 0);
  g_assert_cmpuint (ent_atlas_attempts_get_delay (attempts, "4.3.2.1", "unit", now), ==, 0);

  g_assert_cmpuint (ent_atlas_attempts_get_delay (attempts, "1.2.3.4", "unit", now + 20 * G_TIME_SPAN_SECOND), ==, 0);
  ent_atlas_attempts_add_success (attempts, "1.2.3.4", "unit");
  g_assert_cmpuint (ent_atlas_attempts_get_delay (attempts, "1.2.3.4", "unit", now), ==, 0);

  for (guint i = 0; i < ENT_ATLAS_ATTEMPTS_PER_ADDRESS; i++)
    {
      g_autofree char *name = g_strdup_printf ("account %u", i);

      ent_atlas_attempts_add_failure (attempts, "1.2.3.4", name, now);
    }
  g_assert_cmpuint (ent_atlas_attempts_get_delay (attempts, "1.2.3.4", "anybody", now), >, 0);

  /* Who waits only for what others did there may still prove to be right, a few times. */
  g_assert_false (ent_atlas_attempts_is_barred (attempts, "1.2.3.4", "anybody", now));
  for (guint i = 0; i < ENT_ATLAS_ATTEMPTS_PER_ACCOUNT; i++)
    ent_atlas_attempts_add_unseen (attempts, "1.2.3.4", "anybody", now);
  g_assert_true (ent_atlas_attempts_is_barred (attempts, "1.2.3.4", "anybody", now));
  g_assert_false (ent_atlas_attempts_is_barred (attempts, "4.3.2.1", "anybody", now));
}

static void
test_sessions (void)
{
  g_autoptr (GBytes) secret = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (GBytes) other = g_bytes_new_static ("fedcba9876543210fedcba9876543210", 32);
  g_autofree char *token = ent_atlas_session_issue (secret, "été", "hash", 1000);
  g_autofree char *name = NULL;
  gint64 expires = 0;

  name = ent_atlas_session_dup_name (token, &expires);
  g_assert_cmpstr (name, ==, "été");
  g_assert_cmpint (expires, ==, 1000);
  g_assert_true (ent_atlas_session_verify (secret, token, "hash", 999));
  g_assert_false (ent_atlas_session_verify (secret, token, "hash", 1000));
  g_assert_false (ent_atlas_session_verify (secret, token, "another hash", 999));
  g_assert_false (ent_atlas_session_verify (other, token, "hash", 999));
  g_assert_false (ent_atlas_session_verify (secret, "", "hash", 999));
  g_assert_false (ent_atlas_session_verify (secret, "!!", "hash", 999));

  for (guint i = 0; token[i] != '\0'; i++)
    {
      char was = token[i];

      token[i] = was == 'A' ? 'B' : 'A';
      g_assert_false (ent_atlas_session_verify (secret, token, "hash", 999));
      token[i] = was;
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/write", test_write);
  g_test_add_func ("/rule/read", test_read);
  g_test_add_func ("/rule/security", test_security);
  g_test_add_func ("/rule/accounts", test_accounts);
  g_test_add_func ("/rule/attempts", test_attempts);
  g_test_add_func ("/rule/sessions", test_sessions);
  return g_test_run ();
}
