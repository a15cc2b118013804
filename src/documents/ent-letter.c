/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates of letters: texts that the user writes, with the names of what is filled in between braces. */
#include "ent-letter.h"

#include <string.h>

#include "ent-error.h"
#include "ent-gettext.h"

/* Nobody writes more to a head of department. */
#define MOST_CHARACTERS 20000

static const EntPlaceholder request_placeholders[] = {
  { "project", N_ ("title of the project") },
  { "partnership", N_ ("title of the partnership") },
  { "expertise", N_ ("expertise needed") },
  { "department", N_ ("the department that is asked") },
  { "recipient", N_ ("the people that it is sent to") },
  { "gain", N_ ("what the department gains") },
  { "days", N_ ("days estimated") },
  { "languages", N_ ("languages needed") },
  { "from", N_ ("first day wanted") },
  { "to", N_ ("last day wanted") },
  { "date", N_ ("day of the letter") },
  { "authority", N_ ("own authority") },
  { "unit", N_ ("own department") },
  { "sender", N_ ("who writes") },
};

static const EntPlaceholder returns_placeholders[] = {
  { "year", N_ ("the year") },
  { "missing", N_ ("what is missing, project by project") },
  { "due", N_ ("by when answers are wanted") },
  { "recipient", N_ ("the people that it is sent to") },
  { "date", N_ ("day of the letter") },
  { "authority", N_ ("own authority") },
  { "unit", N_ ("own department") },
  { "sender", N_ ("who writes") },
};

/* In both languages whatever the interface speaks: a letter is written in that of its reader. */
typedef struct
{
  const char *language;
  const char *subject;
  const char *body;
} Original;

static const Original request_originals[] = {
  { "fr", "Sollicitation de votre service : {expertise}",
    "Dans le cadre du projet « {project} », nous sollicitons l’appui de votre service pour l’expertise suivante : {expertise}.\n"
    "\n"
    "- Partenariat : {partnership}\n"
    "- Période souhaitée : du {from} au {to}\n"
    "- Durée estimée : {days}\n"
    "- Langues utiles : {languages}\n"
    "- Ce que votre service peut en retirer : {gain}\n"
    "\n"
    "Nous vous serions reconnaissants de nous dire si vous pouvez y répondre favorablement ou, dans le cas contraire, ce qui y "
    "fait obstacle, afin que nous puissions adapter notre demande.\n"
    "\n"
    "Nous restons à votre disposition pour en parler de vive voix.\n" },
  { "en", "Request to your department: {expertise}",
    "For the project “{project}” we ask your department for the following expertise: {expertise}.\n"
    "\n"
    "- Partnership: {partnership}\n"
    "- Wanted from {from} to {to}\n"
    "- Time estimated: {days}\n"
    "- Languages that help: {languages}\n"
    "- What your department can gain: {gain}\n"
    "\n"
    "Please tell us whether you can accept or, if you cannot, what stands in the way, so that we can adapt the request.\n"
    "\n"
    "We are glad to talk it over with you.\n" },
};

static const Original returns_originals[] = {
  { "fr", "Retombées de l’action internationale en {year} : ce que vous pouvez compléter",
    "Nous réunissons les retombées de notre action internationale en {year}. Voici ce qui manque encore, et que vous êtes sans doute "
    "la personne la mieux placée pour compléter :\n"
    "\n"
    "{missing}\n"
    "\n"
    "Une phrase suffit. Rien n’oblige à donner un nombre : une mesure peut être qualitative, et un commentaire peut dire pourquoi il "
    "n’y en a pas. Une preuve est un document, un lien, ou le compte rendu d’une mission.\n"
    "\n"
    "Merci de nous répondre d’ici au {due}.\n"
    "\n"
    "Nous restons à votre disposition pour en parler de vive voix.\n" },
  { "en", "Returns of our international action in {year}: what you can fill in",
    "We are gathering the returns of our international action in {year}. This is still missing, and you are probably the one who knows:\n"
    "\n"
    "{missing}\n"
    "\n"
    "A sentence is enough. Nothing has to be a number: a measure may be qualitative, and a comment can say why there is none. Evidence "
    "is a document, a link, or the report of a mission.\n"
    "\n"
    "Please answer by {due}.\n"
    "\n"
    "We are glad to talk it over with you.\n" },
};

typedef struct
{
  const char *name; /* in the names of settings */
  const EntPlaceholder *placeholders;
  guint n_placeholders;
  const Original *originals; /* one a language */
} Kind;

static const Kind kinds[] = {
  [ENT_LETTER_REQUEST] = { "request", request_placeholders, G_N_ELEMENTS (request_placeholders), request_originals },
  [ENT_LETTER_RETURNS] = { "returns", returns_placeholders, G_N_ELEMENTS (returns_placeholders), returns_originals },
};

/**
 * ent_letter_list_placeholders:
 * @kind: a kind of letter
 * @ret_n: (out): how many there are
 *
 * Returns: (transfer none) (array length=ret_n): what a template may name
 */
const EntPlaceholder *
ent_letter_list_placeholders (EntLetterKind kind,
                              guint *ret_n)
{
  *ret_n = kinds[kind].n_placeholders;
  return kinds[kind].placeholders;
}

static gboolean
is_known (const Kind *kind,
          const char *name,
          gsize length)
{
  for (guint i = 0; i < kind->n_placeholders; i++)
    if (strlen (kind->placeholders[i].name) == length && strncmp (kind->placeholders[i].name, name, length) == 0)
      return TRUE;

  return FALSE;
}

static char *
list_names (const Kind *kind)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < kind->n_placeholders; i++)
    g_string_append_printf (names, "%s{%s}", i > 0 ? ", " : "", kind->placeholders[i].name);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * ent_letter_check:
 * @kind: a kind of letter
 * @text: a template
 * @error: set to what is wrong with it, in the user's words
 *
 * Returns: whether all that stands between braces is known
 */
gboolean
ent_letter_check (EntLetterKind kind,
                  const char *text,
                  GError **error)
{
  g_autofree char *names = list_names (&kinds[kind]);

  if (g_utf8_strlen (text, -1) > MOST_CHARACTERS)
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The template is too long: at most %d characters."), MOST_CHARACTERS);
      return FALSE;
    }
  for (const char *open = strchr (text, '{'); open != NULL; open = strchr (open + 1, '{'))
    {
      gsize length = strcspn (open + 1, "{}\n");
      g_autofree char *name = g_strndup (open + 1, length);

      if (open[length + 1] != '}')
        {
          /* Translators: the first words after an opening brace */
          g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The brace before “%s” is never closed."), name);
          return FALSE;
        }
      if (!is_known (&kinds[kind], open + 1, length))
        {
          /* Translators: a word between braces, then all those that there are */
          g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“{%1$s}” stands for nothing. There are: %2$s."), name, names);
          return FALSE;
        }
    }

  return TRUE;
}

/* Returns: (nullable) (transfer full): the line filled in, %NULL where something that it names is not known */
static char *
fill_line (const char *line,
           GHashTable *values)
{
  g_autoptr (GString) filled = g_string_new (NULL);

  while (*line != '\0')
    {
      gsize plain = strcspn (line, "{");
      gsize length = line[plain] == '{' ? strcspn (line + plain + 1, "}") : 0;
      g_autofree char *name = line[plain] == '{' ? g_strndup (line + plain + 1, length) : NULL;
      const char *value = name != NULL ? g_hash_table_lookup (values, name) : NULL;

      g_string_append_len (filled, line, plain);
      if (name == NULL)
        break;
      if (value == NULL)
        return NULL;

      g_string_append (filled, value);
      line += plain + length + (line[plain + length + 1] == '}' ? 2 : 1);
    }

  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/**
 * ent_letter_fill:
 * @text: a template that ent_letter_check() accepts
 * @values: (element-type utf8 utf8): what is known, by the name of the placeholder
 *
 * Fills a template in. A line that names what is not known is left out: nobody reads “Languages: ”.
 *
 * Returns: (transfer full): the letter
 */
char *
ent_letter_fill (const char *text,
                 GHashTable *values)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) filled = g_strv_builder_new ();
  g_auto (GStrv) kept = NULL;
  char *letter;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = fill_line (lines[i], values);

      if (line != NULL)
        g_strv_builder_take (filled, line);
    }
  kept = g_strv_builder_end (filled);
  letter = g_strjoinv ("\n", kept);

  return g_strchomp (letter);
}

/**
 * ent_letter_get_original:
 * @kind: a kind of letter
 * @language: `fr` or `en`
 * @part: which part
 *
 * Returns: (transfer none): the template as it comes with the program
 */
const char *
ent_letter_get_original (EntLetterKind kind,
                         const char *language,
                         EntLetterPart part)
{
  for (gsize i = 0; ENT_LETTER_LANGUAGES[i] != NULL; i++)
    {
      const Original *original = &kinds[kind].originals[i];

      if (g_str_equal (original->language, language))
        return part == ENT_LETTER_SUBJECT ? original->subject : original->body;
    }

  g_return_val_if_reached ("");
}

static char *
name_setting (EntLetterKind kind,
              const char *language,
              EntLetterPart part)
{
  return g_strdup_printf ("letter-%s-%s-%s", kinds[kind].name, part == ENT_LETTER_SUBJECT ? "subject" : "body", language);
}

/**
 * ent_letter_get_template:
 * @workspace: a workspace
 * @kind: a kind of letter
 * @language: `fr` or `en`
 * @part: which part
 *
 * Returns: (transfer full): the unit's own template, or that of the program as long as there is none, or where it was
 *   damaged
 */
char *
ent_letter_get_template (EntWorkspace *workspace,
                         EntLetterKind kind,
                         const char *language,
                         EntLetterPart part)
{
  g_autofree char *setting = name_setting (kind, language, part);
  g_autofree char *text = ent_workspace_get_setting (workspace, setting);

  return g_strdup (text != NULL && ent_letter_check (kind, text, NULL) ? text : ent_letter_get_original (kind, language, part));
}

/**
 * ent_letter_set_template:
 * @workspace: a workspace
 * @kind: a kind of letter
 * @language: `fr` or `en`
 * @part: which part
 * @text: (nullable): the template; %NULL for that of the program
 * @error: set to what is wrong with it; the former one then stays
 *
 * Returns: whether it is kept
 */
gboolean
ent_letter_set_template (EntWorkspace *workspace,
                         EntLetterKind kind,
                         const char *language,
                         EntLetterPart part,
                         const char *text,
                         GError **error)
{
  g_autofree char *setting = name_setting (kind, language, part);

  if (text != NULL && !ent_letter_check (kind, text, error))
    return FALSE;
  if (text != NULL && g_str_equal (text, ent_letter_get_original (kind, language, part)))
    text = NULL;

  return ent_workspace_set_setting (workspace, setting, text, error);
}
