/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-sheet.h"

#include "ent-agreement-sheet.h"
#include "ent-briefing.h"
#include "ent-gettext.h"
#include "ent-locale.h"

typedef EntSheet *(*ComposeFunc) (EntWorkspace *workspace, EntRecord *record, const char *today, GCancellable *cancellable, GError **error);

typedef struct
{
  const char *entity;
  const char *name; /* untranslated */
  ComposeFunc compose;
} Kind;

static const Kind kinds[] = {
  { "event", N_ ("Briefing Sheet"), ent_briefing_compose },
  { "agreement", N_ ("Sheet of the Agreement"), ent_agreement_sheet_compose },
};

static const Kind *
find_kind (const EntEntity *entity)
{
  for (gsize i = 0; entity != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].entity, entity->name))
      return &kinds[i];

  return NULL;
}

/**
 * ent_record_sheet_exists:
 * @entity: (nullable): an entity
 *
 * Returns: whether a document is drawn up about its records
 */
gboolean
ent_record_sheet_exists (const EntEntity *entity)
{
  return find_kind (entity) != NULL;
}

/**
 * ent_record_sheet_get_name:
 * @entity: an entity that has one
 *
 * Returns: (transfer none): what the document is called, translated
 */
const char *
ent_record_sheet_get_name (const EntEntity *entity)
{
  const Kind *kind = find_kind (entity);

  g_return_val_if_fail (kind != NULL, NULL);

  return _ (kind->name);
}

/**
 * ent_record_sheet_compose:
 * @workspace: a workspace
 * @id: the identifier of a mission, a visit or an agreement
 * @today: this day, YYYY-MM-DD
 * @cancellable: (nullable): to give up
 * @error: set where there is no such record, or the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): the document about it, in the language of this thread
 */
EntSheet *
ent_record_sheet_compose (EntWorkspace *workspace,
                          const char *id,
                          const char *today,
                          GCancellable *cancellable,
                          GError **error)
{
  const Kind *kind = find_kind (ent_schema_find_for_id (id));
  g_autoptr (EntRecord) record = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace) && kind != NULL, NULL);

  record = ent_workspace_get (workspace, id, error);
  return record != NULL ? kind->compose (workspace, record, today, cancellable, error) : NULL;
}

/**
 * ent_record_sheet_write:
 * @workspace: a workspace
 * @id: the identifier of a mission, a visit or an agreement
 * @language: (nullable): `fr` or `en`; %NULL for that of the interface
 * @today: this day, YYYY-MM-DD
 * @path: where to write; what is there is replaced
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was at @path is then untouched
 *
 * Writes the document as a tagged PDF. Not for the main thread of a window.
 *
 * Returns: whether the file was written
 */
gboolean
ent_record_sheet_write (EntWorkspace *workspace,
                        const char *id,
                        const char *language,
                        const char *today,
                        const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  const char *before = ent_locale_get_language ();
  g_autoptr (EntSheet) sheet = NULL;
  gboolean written = FALSE;

  if (language != NULL)
    ent_locale_set_language (language);
  sheet = ent_record_sheet_compose (workspace, id, today, cancellable, error);
  if (sheet != NULL)
    written = ent_sheet_write_pdf (sheet, path, cancellable, error);
  ent_locale_set_language (before);

  return written;
}
