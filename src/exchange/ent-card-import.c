/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People from an address book: vCard 2.1, 3.0 and 4.0, as far as names, addresses, bodies and titles go. */
#include "ent-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-content-line.h"
#include "ent-fold.h"
#include "ent-import-report-private.h"

/* An address book, not a film. */
#define FILE_MAX (32 * 1024 * 1024)

/* One card, as far as it is understood. */
typedef struct
{
  guint number;    /* from 1 */
  char *uid;       /* (nullable) (owned) */
  char *given;     /* (nullable) (owned) */
  char *family;    /* (nullable) (owned) */
  char *full;      /* (nullable) (owned) */
  char *email;     /* (nullable) (owned) */
  char *phone;     /* (nullable) (owned) */
  char *mobile;    /* (nullable) (owned) */
  char *body;      /* (nullable) (owned) */
  char *title;     /* (nullable) (owned) */
} Card;

typedef struct
{
  EntWorkspace *workspace; /* not owned */
  EntImportReport *report; /* not owned */
  GHashTable *by_email;    /* (owned): folded → id; "" where several have it */
  GHashTable *by_name;     /* (owned) */
  GHashTable *bodies;      /* (owned) */
} Import;

static void
card_free (Card *card)
{
  g_free (card->uid);
  g_free (card->given);
  g_free (card->family);
  g_free (card->full);
  g_free (card->email);
  g_free (card->phone);
  g_free (card->mobile);
  g_free (card->body);
  g_free (card->title);
  g_free (card);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Card, card_free)

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->by_email, g_hash_table_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->bodies, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* The first that a card has counts. */
static void
take (char **member,
      char *value)
{
  g_strstrip (value);
  if (*member == NULL && *value != '\0')
    *member = value;
  else
    g_free (value);
}

static void
read_line (Card *card,
           const EntContentLine *line)
{
  if (g_str_equal (line->name, "N"))
    {
      g_auto (GStrv) parts = ent_content_split (line->value, ';');

      take (&card->family, g_strdup (parts[0]));
      take (&card->given, g_strdup (parts[0] != NULL && parts[1] != NULL ? parts[1] : ""));
    }
  else if (g_str_equal (line->name, "ORG"))
    {
      g_auto (GStrv) parts = ent_content_split (line->value, ';');

      take (&card->body, g_strdup (parts[0] != NULL ? parts[0] : ""));
    }
  else if (g_str_equal (line->name, "TEL"))
    {
      /* In 4.0 it may be an address of its own kind, tel:. */
      const char *number = g_str_has_prefix (line->value, "tel:") ? line->value + strlen ("tel:") : line->value;

      take (strstr (line->parameters, "CELL") != NULL ? &card->mobile : &card->phone, ent_content_unescape (number));
    }
  else if (g_str_equal (line->name, "FN"))
    take (&card->full, ent_content_unescape (line->value));
  else if (g_str_equal (line->name, "EMAIL"))
    take (&card->email, ent_content_unescape (line->value));
  else if (g_str_equal (line->name, "TITLE"))
    take (&card->title, ent_content_unescape (line->value));
  else if (g_str_equal (line->name, "UID"))
    take (&card->uid, ent_content_unescape (line->value));
}

/* "Anne de la Tour" without N: the first word is the given name. */
static void
complete_name (Card *card)
{
  const char *space = card->full != NULL ? strchr (card->full, ' ') : NULL;

  if (card->family != NULL || card->full == NULL)
    return;

  card->family = g_strdup (space != NULL ? space + 1 : card->full);
  if (card->given == NULL && space != NULL)
    card->given = g_strndup (card->full, space - card->full);
}

static GPtrArray *
read_cards (const char *text)
{
  g_autoptr (GPtrArray) lines = ent_content_lines_parse (text);
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify) card_free);
  g_autoptr (Card) card = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      const EntContentLine *line = lines->pdata[i];

      if (g_str_equal (line->name, "BEGIN") && g_ascii_strcasecmp (line->value, "VCARD") == 0)
        {
          g_clear_pointer (&card, card_free);
          card = g_new0 (Card, 1);
          card->number = cards->len + 1;
        }
      else if (card != NULL && g_str_equal (line->name, "END"))
        {
          complete_name (card);
          g_ptr_array_add (cards, g_steal_pointer (&card));
        }
      else if (card != NULL)
        {
          read_line (card, line);
        }
    }

  return cards;
}

static void
learn (GHashTable *table,
       const char *key,
       const char *id)
{
  g_autofree char *folded = key != NULL ? ent_fold (key) : NULL;

  if (folded == NULL || *folded == '\0')
    return;
  if (g_hash_table_contains (table, folded))
    id = "";
  g_hash_table_insert (table, g_steal_pointer (&folded), g_strdup (id));
}

static const char *
find (GHashTable *table,
      const char *key)
{
  g_autofree char *folded = key != NULL ? ent_fold (key) : NULL;
  const char *id = folded != NULL ? g_hash_table_lookup (table, folded) : NULL;

  return id != NULL && *id != '\0' ? id : NULL;
}

static void
learn_person (Import *self,
              EntRecord *person)
{
  g_autofree char *name = g_strdup_printf ("%s %s", ent_record_get_text (person, "given-name"), ent_record_get_text (person, "family-name"));

  learn (self->by_email, ent_record_get_text (person, "email"), ent_record_get_id (person));
  learn (self->by_name, name, ent_record_get_id (person));
}

static gboolean
learn_all (Import *self,
           const char *entity,
           GError **error)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find (entity));
  g_autoptr (GPtrArray) records = ent_workspace_list (self->workspace, query, 0, error);

  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    if (g_str_equal (entity, "person"))
      learn_person (self, records->pdata[i]);
    else
      learn (self->bodies, ent_record_get_text (records->pdata[i], "name"), ent_record_get_id (records->pdata[i]));
  return TRUE;
}

/* By the identifier of an earlier export, the address, or the name where that is nobody else's. */
static EntRecord *
find_person (Import *self,
             const Card *card)
{
  g_autofree char *name = g_strdup_printf ("%s %s", card->given != NULL ? card->given : "", card->family);
  const char *id = NULL;

  if (card->uid != NULL && g_str_has_prefix (card->uid, "person:") && ent_workspace_exists (self->workspace, card->uid))
    id = card->uid;
  if (id == NULL)
    id = find (self->by_email, card->email);
  if (id == NULL)
    id = find (self->by_name, name);

  return id != NULL ? ent_workspace_get (self->workspace, id, NULL) : NULL;
}

/* Fills what is empty; what somebody wrote stays. An address that is none is left out. */
static gboolean
fill (Import *self,
      EntRecord *person,
      const Card *card)
{
  const char *const values[][2] = { { "given-name", card->given }, { "family-name", card->family }, { "email", card->email },
                                    { "phone", card->phone }, { "mobile", card->mobile } };
  gboolean changed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GError) problem = NULL;

      if (values[i][1] == NULL || ent_record_get_text (person, values[i][0]) != NULL)
        continue;
      if (ent_record_set_parsed (person, values[i][0], values[i][1], &problem))
        changed = TRUE;
      else
        ent_import_report_add_problem (self->report, card->number, FALSE, problem->message);
    }

  return changed;
}

static gboolean
save (Import *self,
      EntRecord *record,
      gboolean is_new,
      GError **error)
{
  if (is_new)
    self->report->made[ent_schema_get_index (ent_record_get_entity (record))]++;
  return ent_workspace_save (self->workspace, record, error);
}

static const char *
find_body (Import *self,
           const char *name,
           GError **error)
{
  g_autoptr (EntRecord) body = NULL;

  if (find (self->bodies, name) != NULL)
    return find (self->bodies, name);

  body = ent_record_new (ent_schema_find ("organisation"), NULL);
  ent_record_set_fallbacks (body);
  if (!ent_record_set_parsed (body, "name", name, error) || !save (self, body, TRUE, error))
    return NULL;

  self->report->created++;
  learn (self->bodies, name, ent_record_get_id (body));
  return find (self->bodies, name);
}

/* Only whoever is new gets a role: of the others the unit knows better. */
static gboolean
add_role (Import *self,
          EntRecord *person,
          const Card *card,
          GError **error)
{
  g_autoptr (EntRecord) role = NULL;
  const char *body;

  if (card->body == NULL)
    return TRUE;
  body = find_body (self, card->body, error);
  if (body == NULL)
    return FALSE;

  role = ent_record_new (ent_schema_find ("role"), NULL);
  ent_record_set_fallbacks (role);
  ent_record_set_text (role, "person", ent_record_get_id (person));
  ent_record_set_text (role, "body", body);
  ent_record_set_text (role, "kind", "contact");
  if (card->title != NULL && !ent_record_set_parsed (role, "title", card->title, error))
    return FALSE;

  self->report->created++;
  return save (self, role, TRUE, error);
}

static gboolean
import_new (Import *self,
            const Card *card,
            GError **error)
{
  g_autoptr (EntRecord) person = ent_record_new (ent_schema_find ("person"), NULL);
  g_autoptr (GError) problem = NULL;

  ent_record_set_fallbacks (person);
  fill (self, person, card);
  if (!ent_record_check (person, &problem))
    {
      ent_import_report_add_problem (self->report, card->number, TRUE, problem->message);
      return TRUE;
    }
  if (!save (self, person, TRUE, error) || !add_role (self, person, card, error))
    return FALSE;

  self->report->added++;
  learn_person (self, person);
  return TRUE;
}

static gboolean
import_card (Import *self,
             const Card *card,
             GError **error)
{
  g_autoptr (EntRecord) person = NULL;

  self->report->rows++;
  if (card->family == NULL)
    {
      ent_import_report_add_problem (self->report, card->number, TRUE, _ ("the card has no name."));
      return TRUE;
    }
  person = find_person (self, card);
  if (person == NULL)
    return import_new (self, card, error);
  if (!fill (self, person, card))
    {
      self->report->unchanged++;
      return TRUE;
    }

  self->report->updated++;
  return save (self, person, FALSE, error);
}

static gboolean
import_all (Import *self,
            GPtrArray *cards,
            const EntImportOptions *options,
            GCancellable *cancellable,
            GError **error)
{
  if (!learn_all (self, "person", error) || !learn_all (self, "authority", error) || !learn_all (self, "organisation", error)
      || !learn_all (self, "department", error))
    return FALSE;

  for (guint i = 0; i < cards->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !import_card (self, cards->pdata[i], error))
        return FALSE;
      if (options != NULL && options->progress != NULL && i % 100 == 0)
        options->progress ((double) i / cards->len, options->progress_data);
    }

  return TRUE;
}

static GPtrArray *
read_file (const char *path,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, cancellable, error);
  g_autoptr (GPtrArray) cards = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > FILE_MAX)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("This file is too large for an address book."));
      return NULL;
    }
  if (!g_file_load_contents (file, cancellable, &text, &length, NULL, error))
    return NULL;

  /* Older address books write Windows-1252. */
  if (!g_utf8_validate_len (text, length, NULL))
    {
      char *converted = g_convert (text, length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);

      g_free (text);
      text = converted;
    }
  cards = text != NULL ? read_cards (text) : NULL;
  if (cards != NULL && cards->len > 0)
    return g_steal_pointer (&cards);

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("There are no contacts in this file: it is not in the vCard format."));
  return NULL;
}

/**
 * ent_card_import:
 * @workspace: a workspace that can be written, with no change open
 * @path: path of a file of cards
 * @options: (nullable): how; rejects are not written, but told in the report
 * @cancellable: (nullable): to stop
 * @error: set where it is another file, or could not be written; nothing is then changed
 *
 * Imports people as one change. Who is there already is found by the identifier of an earlier export, the e-mail
 * address or the name; only what was empty is filled. Whoever is new gets a role at the body that the card names.
 *
 * Returns: (transfer full) (nullable): what was done; its rows are cards, its lines their numbers
 */
EntImportReport *
ent_card_import (EntWorkspace *workspace,
                 const char *path,
                 const EntImportOptions *options,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (EntImportReport) report = ent_import_report_new ();
  g_autoptr (GPtrArray) cards = NULL;
  g_auto (Import) self = { workspace, report, NULL, NULL, NULL };

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self.by_email = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  report->dry_run = options != NULL && options->dry_run;
  cards = read_file (path, cancellable, error);
  if (cards == NULL || !ent_workspace_begin (workspace, _ ("Import contacts"), NULL, error))
    return NULL;

  if (!import_all (&self, cards, options, cancellable, error))
    {
      ent_workspace_rollback (workspace);
      return NULL;
    }
  if (report->dry_run)
    ent_workspace_rollback (workspace);
  else if (!ent_workspace_commit (workspace, error))
    return NULL;

  return g_steal_pointer (&report);
}
