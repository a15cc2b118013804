/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards and calendars, as other programs write and read them. */
#include <string.h>

#include "../common/workspaces.h"
#include "ent-calendar-export.h"
#include "ent-card.h"
#include "ent-content-line.h"
#include "ent-sample.h"

typedef struct
{
  Folder folder;
  EntWorkspace *workspace; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  folder_set_up (&fixture->folder, NULL);
  fixture->workspace = folder_make_workspace (&fixture->folder, "unit.entente");
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_assert_finalize_object (fixture->workspace);
  folder_tear_down (&fixture->folder, NULL);
}

static EntImportReport *
import (Fixture *fixture,
        const char *content,
        gssize length)
{
  g_autofree char *path = folder_write (&fixture->folder, "book.vcf", content, length);
  g_autoptr (GError) error = NULL;
  EntImportReport *report = ent_card_import (fixture->workspace, path, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static void
refuse (Fixture *fixture,
        const char *content,
        gssize length)
{
  g_autofree char *path = folder_write (&fixture->folder, "book.vcf", content, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (ent_card_import (fixture->workspace, path, NULL, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_cmpuint (count_records (fixture->workspace, "person"), ==, 0);
}

static const char book[] =
  "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Sargsyan;Anahit;;;\r\nFN:Anahit Sargsyan\r\nitem1.EMAIL;TYPE=\"work:main\":anahit@goris.example\r\n"
  "TEL;VALUE=uri;TYPE=cell:tel:+374 10 00 00 01\r\nORG:Mairie de Goris\\; Syunik;Cabinet\r\nTITLE:Cheffe de\r\n  projet\r\nEND:VCARD\r\n"
  "BEGIN:VCARD\nVERSION:3.0\nFN:Jean de la Tour\nEMAIL:not an address\nEND:VCARD\n"
  "BEGIN:VCARD\nVERSION:3.0\nEMAIL:nobody@example.org\nEND:VCARD\n";

static void
test_import (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (EntImportReport) report = import (fixture, book, -1);
  g_autoptr (EntImportReport) again = NULL;
  g_autoptr (GPtrArray) people = list_records (fixture->workspace, "person");
  g_autoptr (GPtrArray) roles = list_records (fixture->workspace, "role");
  g_autoptr (GPtrArray) bodies = list_records (fixture->workspace, "organisation");

  g_assert_cmpuint (report->rows, ==, 3);
  g_assert_cmpuint (report->added, ==, 2);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_cmpuint (report->warnings, ==, 1);
  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpstr (ent_record_get_text (people->pdata[0], "family-name"), ==, "de la Tour");
  g_assert_null (ent_record_get_text (people->pdata[0], "email"));
  g_assert_cmpstr (ent_record_get_text (people->pdata[1], "email"), ==, "anahit@goris.example");
  g_assert_nonnull (ent_record_get_text (people->pdata[1], "mobile"));
  g_assert_cmpuint (bodies->len, ==, 1);
  g_assert_cmpstr (ent_record_get_text (bodies->pdata[0], "name"), ==, "Mairie de Goris; Syunik");
  g_assert_cmpuint (roles->len, ==, 1);
  g_assert_cmpstr (ent_record_get_text (roles->pdata[0], "title"), ==, "Cheffe de projet");

  again = import (fixture, book, -1);
  g_assert_cmpuint (again->added, ==, 0);
  g_assert_cmpuint (again->unchanged, ==, 2);
  g_assert_cmpuint (count_records (fixture->workspace, "person"), ==, 2);
}

/* What somebody wrote in the workspace stays. */
static void
test_fill (Fixture *fixture,
           gconstpointer unused)
{
  static const char more[] = "BEGIN:VCARD\nN:SARGSYAN;Anahit\nEMAIL:other@goris.example\nTEL:+374 10 00 00 02\nEND:VCARD\n";
  g_autoptr (EntImportReport) first = import (fixture, book, -1);
  g_autoptr (EntImportReport) report = import (fixture, more, -1);
  g_autoptr (GPtrArray) people = list_records (fixture->workspace, "person");

  g_assert_cmpuint (report->updated, ==, 1);
  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpstr (ent_record_get_text (people->pdata[1], "email"), ==, "anahit@goris.example");
  g_assert_nonnull (ent_record_get_text (people->pdata[1], "phone"));
}

static void
test_refused (Fixture *fixture,
              gconstpointer unused)
{
  static const char *const others[] = { "", "name;mail\nA;a@example.org\n", "BEGIN:VCARD\nN:X;Y\n", "%PDF-1.4\n", "\xff\xfe\x00\x01" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    refuse (fixture, others[i], -1);
}

static void
test_windows (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (EntImportReport) report = import (fixture, "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Lef\xe8vre;H\xe9l\xe8ne\r\nEND:VCARD\r\n", -1);
  g_autoptr (GPtrArray) people = list_records (fixture->workspace, "person");

  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpstr (ent_record_get_text (people->pdata[0], "given-name"), ==, "Hélène");
}

/* All that is written is read again, by identifier, name and address alike. */
static void
test_round_trip (Fixture *fixture,
                 gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_name (&fixture->folder, "sample.entente");
  g_autoptr (EntWorkspace) sample = NULL;
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("person"));
  g_autoptr (EntImportReport) report = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *cards = NULL;

  ent_sample_create (path, &error);
  g_assert_no_error (error);
  sample = ent_workspace_open (path, 0, &error);
  g_assert_no_error (error);
  cards = ent_card_export (sample, query, NULL, &error);
  g_assert_no_error (error);
  report = import (fixture, cards, -1);

  before = list_records (sample, "person");
  after = list_records (fixture->workspace, "person");
  g_assert_cmpuint (before->len, >, 10);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_cmpuint (report->problems->len, ==, 0);
  for (guint i = 0; i < before->len; i++)
    {
      g_assert_cmpstr (ent_record_get_text (after->pdata[i], "family-name"), ==, ent_record_get_text (before->pdata[i], "family-name"));
      g_assert_cmpstr (ent_record_get_text (after->pdata[i], "email"), ==, ent_record_get_text (before->pdata[i], "email"));
    }
  g_assert_null (strstr (cards, "Notes"));
}

static void
test_calendar (Fixture *fixture,
               gconstpointer unused)
{
  g_autoptr (EntRecord) event = ent_record_new (ent_schema_find ("event"), NULL);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 3, 1, 12, 0, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *person = add_record_of (fixture->workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *uid = NULL;
  g_autofree char *calendar = NULL;

  ent_record_set_text (event, "title", "Accueil de la délégation de Goris; visite du réseau d’eau et des captages, réunion, dîner");
  ent_record_set_text (event, "start", "2026-05-30");
  ent_record_set_text (event, "end", "2026-05-31");
  ent_workspace_save (fixture->workspace, event, &error);
  g_assert_no_error (error);

  g_free (add_record_of (fixture->workspace, "absence", "person", person, "start", "2026-06-01", "end", "2026-06-02", NULL));
  calendar = ent_calendar_export (fixture->workspace, now, NULL, &error);
  g_assert_no_error (error);
  uid = g_strdup_printf ("UID:%s\r\n", ent_record_get_id (event));
  g_assert_true (g_str_has_prefix (calendar, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  g_assert_nonnull (strstr (calendar, uid));
  g_assert_nonnull (strstr (calendar, "DTSTART;VALUE=DATE:20260530\r\nDTEND;VALUE=DATE:20260601\r\n"));
  g_assert_nonnull (strstr (calendar, "DTSTART;VALUE=DATE:20260601\r\nDTEND;VALUE=DATE:20260603\r\nSUMMARY:Away: Awa Diop\r\n"));
  g_assert_nonnull (strstr (calendar, "SUMMARY:Accueil de la délégation de Goris\\; visite"));
  for (const char *line = calendar; *line != '\0'; line = strstr (line, "\r\n") + 2)
    g_assert_cmpuint (strcspn (line, "\r"), <=, 75);
  g_assert_true (g_utf8_validate (calendar, -1, NULL));
}

static void
test_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *escaped = ent_content_escape ("a;b,c\\d\n« é » 中文 😀 and so on, for more than seventy-five bytes in all");
  g_autofree char *back = NULL;

  ent_content_append (text, "NOTE;X=1", escaped);
  lines = ent_content_lines_parse (text->str);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (((EntContentLine *) lines->pdata[0])->parameters, ==, "X=1");
  back = ent_content_unescape (((EntContentLine *) lines->pdata[0])->value);
  g_assert_cmpstr (back, ==, "a;b,c\\d\n« é » 中文 😀 and so on, for more than seventy-five bytes in all");
}

#define CASE(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  CASE ("/address-book/import", test_import);
  CASE ("/address-book/fill", test_fill);
  CASE ("/address-book/refused", test_refused);
  CASE ("/address-book/windows-1252", test_windows);
  CASE ("/address-book/round-trip", test_round_trip);
  CASE ("/calendar/export", test_calendar);
  g_test_add_func ("/content/lines", test_lines);

  return g_test_run ();
}
