/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-document.h"
#include "ent-atlas-error.h"

#include <string.h>

static char *
compact (const char *text,
         GError    **error)
{
  return ent_atlas_json_compact (text, strlen (text), NULL, error);
}

static void
test_strict (void)
{
  static const char *const good[][2] = {
    { "{}", "{}" },
    { " [ 1 , 2.50 , -0 , 1e3 , 1E-3 ] ", "[1,2.50,-0,1e3,1E-3]" },
    { "{ \"a b\" : [ true , false , null ] }\n", "{\"a b\":[true,false,null]}" },
    { "\"\\u00e9\\ud83d\\ude00 \\\" \\\\ \\/ é\"", "\"\\u00e9\\ud83d\\ude00 \\\" \\\\ \\/ é\"" },
    { "12345678901234567890123", "12345678901234567890123" },
    { "[[],{}]", "[[],{}]" },
  };
  static const char *const bad[] = {
    "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "[1 2]", "01", "1.", ".5", "+1", "-", "1e", "NaN", "Infinity",
    "tru", "nulll", "// c\n1", "/* c */1", "\"", "\"\\x\"", "\"\\u12\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
    "\"\\udc00\"", "\"\t\"", "1 2", "{\"a\"}", "{\"a\":}", "{1:2}", "1e400", "-1e999", "\"\xff\"", "\xef\xbb\xbf{}", "[1",
    "{\"a\":1", "0x10",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = compact (good[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, good[i][1]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = compact (bad[i], &error);

      if (text != NULL)
        g_error ("«%s» was taken for JSON", bad[i]);
      g_assert_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST);
    }
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;

  for (guint i = 0; i < ENT_ATLAS_JSON_MAX_DEPTH; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < ENT_ATLAS_JSON_MAX_DEPTH; i++)
    g_string_append_c (text, ']');
  good = compact (text->str, NULL);
  g_assert_nonnull (good);

  g_string_prepend_c (text, '[');
  g_string_append_c (text, ']');
  bad = compact (text->str, NULL);
  g_assert_null (bad);

  /* Nor does a million of them overflow the stack. */
  g_string_set_size (text, 1000000);
  memset (text->str, '[', text->len);
  g_assert_null (compact (text->str, NULL));
}

static void
test_walk (void)
{
  g_autofree char *text = compact ("{\"a\": [1, \"x,]}\", {\"b\": [2]}], \"c\\\"\": {}, \"d\": 7}", NULL);
  EntAtlasSlice whole = { text, strlen (text) }, name, value, element;
  EntAtlasJsonIter iter, inner;
  gint64 number = 0;

  g_assert_true (ent_atlas_json_iter_object (&iter, &whole));
  g_assert_true (ent_atlas_json_next_member (&iter, &name, &value));
  g_assert_true (ent_atlas_json_equal (&name, "\"a\""));
  g_assert_true (ent_atlas_json_equal (&value, "[1,\"x,]}\",{\"b\":[2]}]"));
  g_assert_true (ent_atlas_json_iter_array (&inner, &value));
  g_assert_true (ent_atlas_json_next_element (&inner, &element));
  g_assert_true (ent_atlas_json_equal (&element, "1"));
  g_assert_true (ent_atlas_json_next_element (&inner, &element));
  g_assert_true (ent_atlas_json_equal (&element, "\"x,]}\""));
  g_assert_true (ent_atlas_json_next_element (&inner, &element));
  g_assert_true (ent_atlas_json_equal (&element, "{\"b\":[2]}"));
  g_assert_false (ent_atlas_json_next_element (&inner, &element));
  g_assert_true (ent_atlas_json_next_member (&iter, &name, &value));
  g_assert_true (ent_atlas_json_equal (&value, "{}"));
  g_assert_false (ent_atlas_json_iter_array (&inner, &value));
  g_assert_true (ent_atlas_json_next_member (&iter, &name, &value));
  g_assert_true (ent_atlas_json_get_integer (&value, &number));
  g_assert_cmpint (number, ==, 7);
  g_assert_false (ent_atlas_json_next_member (&iter, &name, &value));
}

static EntAtlasDocument *
parse (const char *text,
       const char *id,
       GError    **error)
{
  g_autofree char *json = compact (text, NULL);
  EntAtlasSlice slice = { json, strlen (json) };

  return ent_atlas_document_parse (&slice, id, error);
}

static void
test_document (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntAtlasDocument) document = parse (
    "{\"title\": \"\\u00e9t\\u00e9\", \"_id\": \"a\", \"big\": 123456789012345678901234567890, \"x\": 0.10, "
    "\"_deleted\": false, \"_rev\": \"2-0123456789abcdef0123456789abcdef\", \"_conflicts\": [], \"_revisions\": "
    "{\"start\": 2, \"ids\": [\"0123456789abcdef0123456789abcdef\", \"ffffffffffffffffffffffffffffffff\"]}}",
    NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (document->id, ==, "a");
  /* Not a digit is lost, nor an escape changed. */
  g_assert_cmpstr (document->body, ==,
                   "{\"title\":\"\\u00e9t\\u00e9\",\"big\":123456789012345678901234567890,\"x\":0.10}");
  g_assert_cmpuint (document->path->len, ==, 2);
  g_assert_false (document->deleted);
}

static void
test_document_refused (void)
{
  static const char *const bad[] = {
    "[]", "1", "{}", "{\"_id\":1}", "{\"_id\":null}", "{\"_id\":\"a\",\"_rev\":1}", "{\"_id\":\"a\",\"_rev\":\"1-x\"}",
    "{\"_id\":\"a\",\"_id\":\"b\"}", "{\"_id\":\"a\",\"\\u005fid\":\"b\"}", "{\"_id\":\"a\",\"_deleted\":1}",
    "{\"_id\":\"a\",\"_unknown\":1}", "{\"_id\":\"a\",\"_revisions\":{}}",
    "{\"_id\":\"a\",\"_revisions\":{\"start\":1,\"ids\":[]}}",
    "{\"_id\":\"a\",\"_revisions\":{\"start\":1,\"ids\":[\"x\"]}}",
    "{\"_id\":\"a\",\"_revisions\":{\"start\":1.5,\"ids\":[\"0123456789abcdef0123456789abcdef\"]}}",
    "{\"_id\":\"a\",\"_revisions\":{\"start\":1,\"ids\":[\"0123456789abcdef0123456789abcdef\","
    "\"0123456789abcdef0123456789abcdef\"]}}",
    "{\"_id\":\"a\",\"_rev\":\"1-ffffffffffffffffffffffffffffffff\",\"_revisions\":{\"start\":1,\"ids\":"
    "[\"0123456789abcdef0123456789abcdef\"]}}",
    "{\"_id\":\"a\",\"_attachments\":[]}", "{\"_id\":\"a\",\"_attachments\":{\"f\":{}}}",
    "{\"_id\":\"a\",\"_attachments\":{\"\":{\"data\":\"\"}}}", "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"data\":\"%%%\"}}}",
    "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"data\":\"\",\"stub\":true}}}",
    "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"data\":\"\"},\"f\":{\"data\":\"\"}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EntAtlasDocument) document = parse (bad[i], NULL, &error);

      if (document != NULL)
        g_error ("«%s» was taken for a document", bad[i]);
      g_assert_cmpuint (ent_atlas_error_get_status (error), ==, 400);
    }

  {
    g_autoptr (GError) error = NULL;

    g_assert_null (parse ("{\"_id\":\"b\"}", "a", &error));
    g_assert_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST);
  }
}

static void
test_ids (void)
{
  static const char *const good[] = { "a", "200046977:project:1", "é", "_design/x", "a/b" };
  static const char *const bad[] = { "", "_a", "_local/x", "_design/", "a\nb", "\x7f" };
  g_autofree char *longest = g_strnfill (ENT_ATLAS_DOCUMENT_MAX_ID, 'a');
  g_autofree char *longer = g_strnfill (ENT_ATLAS_DOCUMENT_MAX_ID + 1, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ent_atlas_document_check_id (good[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ent_atlas_document_check_id (bad[i], NULL));
  g_assert_true (ent_atlas_document_check_id (longest, NULL));
  g_assert_false (ent_atlas_document_check_id (longer, NULL));
}

static void
test_writing (void)
{
  g_autoptr (GString) out = g_string_new ("{");
  g_autofree char *again = NULL;
  g_autofree char *value = NULL;
  EntAtlasSlice slice, name, member;
  EntAtlasJsonIter iter;

  ent_atlas_json_append_member (out, "a", "\"\\\n\x01é\x7f");
  ent_atlas_json_append_member (out, "b", "");
  g_string_append_c (out, '}');
  again = compact (out->str, NULL);
  g_assert_cmpstr (again, ==, out->str);

  slice = (EntAtlasSlice) { again, strlen (again) };
  ent_atlas_json_iter_object (&iter, &slice);
  ent_atlas_json_next_member (&iter, &name, &member);
  value = ent_atlas_json_dup_string (&member);
  g_assert_cmpstr (value, ==, "\"\\\n\x01é\x7f");
}

/* Whatever is damaged in a text: what is still taken, json-glib can read as well, and taking it again changes nothing. */
static void
test_damaged (void)
{
  const char *seed = "{\"_id\":\"a\",\"t\":[1,-2.5e3,true,false,null,\"\\u00e9\\ud83d\\ude00\\n\",{\"x\":{}}],\"é\":\"ü\"}";
  gsize length = strlen (seed);
  guint taken = 0;

  for (guint round = 0; round < 50000; round++)
    {
      g_autofree char *text = g_strdup (seed);
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      g_autoptr (JsonNode) node = NULL;
      EntAtlasSlice slice;

      for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
        text[g_test_rand_int_range (0, (int) length)] = g_test_rand_bit () ? (char) g_test_rand_int_range (1, 256)
                                                                           : "{}[]\",:\\0e-"[g_test_rand_int_range (0, 11)];

      first = ent_atlas_json_compact (text, length, &slice.length, NULL);
      if (first == NULL)
        continue;

      taken++;
      slice.text = first;
      node = ent_atlas_json_parse (&slice, NULL);
      if (node == NULL)
        g_error ("json-glib does not read %s", first);
      second = compact (first, NULL);
      g_assert_cmpstr (first, ==, second);
    }
  g_assert_cmpuint (taken, >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/strict", test_strict);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/walk", test_walk);
  g_test_add_func ("/json/writing", test_writing);
  g_test_add_func ("/json/damaged", test_damaged);
  g_test_add_func ("/document/good", test_document);
  g_test_add_func ("/document/refused", test_document_refused);
  g_test_add_func ("/document/ids", test_ids);
  return g_test_run ();
}
