/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever the schema says to a person, it says in French too. */
#include <locale.h>

#include "ent-fold.h"
#include "ent-french.h"
#include "ent-schema.h"

#include "../common/catalogues.h"

static void
assert_french (const char *english)
{
  const char *french = ent_french_find (english);

  if (french == NULL)
    g_error ("“%s” has no French in po/fr.po", english);
  g_assert_cmpstr (french, !=, "");
  g_assert_true (g_utf8_validate (french, -1, NULL));
  g_assert_false (g_str_has_prefix (french, " ") || g_str_has_suffix (french, " "));
}

/* Signs such as “€” and “%” are the same in every language. */
static gboolean
has_letter (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static void
check_field (const EntField *field)
{
  guint n = field->choices != NULL && field->choices->items != NULL ? field->choices->n_items : 0;

  assert_french (field->label);
  if (field->section != NULL)
    assert_french (field->section);
  if (field->unit != NULL && has_letter (field->unit))
    assert_french (field->unit);
  for (guint i = 0; i < n; i++)
    assert_french (field->choices->items[i].label);
}

static void
test_schema (void)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      g_test_message ("%s", entity->name);
      assert_french (entity->label);
      assert_french (entity->plural);
      for (guint j = 0; j < entity->n_fields; j++)
        check_field (&entity->fields[j]);
    }
}

/* Whether the heading of a column could mean either of two fields: both languages are read at any time. */
static void
assert_distinct (const EntField *a,
                 const EntField *b)
{
  const char *names[] = { a->name, a->label, ent_french_find (a->label) };
  const char *others[] = { b->name, b->label, ent_french_find (b->label) };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (others); j++)
      {
        g_autofree char *name = ent_fold (names[i]);
        g_autofree char *other = ent_fold (others[j]);

        if (g_str_equal (name, other))
          g_error ("“%s” may mean “%s” or “%s”", names[i], a->name, b->name);
      }
}

static void
test_labels_differ (void)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      g_test_message ("%s", entity->name);
      for (guint j = 0; j < entity->n_fields; j++)
        for (guint k = 0; k < j; k++)
          assert_distinct (&entity->fields[j], &entity->fields[k]);
    }
}

static void
test_find (void)
{
  g_assert_cmpstr (ent_french_find ("Authority"), ==, "Collectivité");
  g_assert_null (ent_french_find ("authority"));
  g_assert_null (ent_french_find ("Authorit"));
  g_assert_null (ent_french_find ("zzz"));
  g_assert_null (ent_french_find ("\001"));
}

/* Labels of choices are read in both languages, whichever is in use. */
static void
test_choices (void)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      for (guint j = 0; j < entity->n_fields; j++)
        {
          const EntChoices *choices = entity->fields[j].choices;

          for (guint k = 0; choices != NULL && choices->items != NULL && k < choices->n_items; k++)
            {
              const EntChoice *item = &choices->items[k];

              g_assert_cmpstr (ent_choices_parse (choices, item->label), ==, item->nick);
              g_assert_cmpstr (ent_choices_parse (choices, ent_french_find (item->label)), ==, item->nick);
            }
        }
    }
}

int
main (int argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bind_catalogues ();

  g_test_add_func ("/translation/schema", test_schema);
  g_test_add_func ("/translation/labels-differ", test_labels_differ);
  g_test_add_func ("/translation/find", test_find);
  g_test_add_func ("/translation/choices", test_choices);

  return g_test_run ();
}
