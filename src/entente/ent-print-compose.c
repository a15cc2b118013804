/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on paper: a list as a table, a record as a sheet. */
#include <glib/gi18n-lib.h>

#include "ent-dossier.h"
#include "ent-format.h"
#include "ent-print.h"
#include "ent-summary.h"

/* As many columns of a list as can be read on a sheet of A4. */
#define N_COLUMNS_MAX 6

/* Nobody reads more on paper; who needs all of a long list exports it. */
#define RECORDS_MAX 2000

/* Of each kind of what belongs to a record, so many are named. */
#define PARTS_MAX 3

static char *
compose_footer (const char *what)
{
  g_autofree char *today = ent_format_today ();
  g_autofree char *shown = ent_format_display_date (today);

  /* Translators: at the foot of a page: what it shows, and the day it was printed */
  return g_strdup_printf (_ ("%s · printed on %s"), what, shown);
}

/* Wide where much is to be read. */
static double
get_share (const EntField *field)
{
  switch (field->type)
    {
    case ENT_FIELD_YEAR:
    case ENT_FIELD_YES_NO:
      return 0.5;
    case ENT_FIELD_INTEGER:
    case ENT_FIELD_MONEY:
    case ENT_FIELD_REAL:
      return 0.8;
    case ENT_FIELD_TEXT:
    case ENT_FIELD_LONG_TEXT:
      return 1.6;
    case ENT_FIELD_DATE:
    case ENT_FIELD_TEXTS:
    case ENT_FIELD_CHOICE:
    case ENT_FIELD_CHOICES:
    case ENT_FIELD_REFERENCE:
    case ENT_FIELD_REFERENCES:
    default:
      return 1.1;
    }
}

static gboolean
is_number (const EntField *field)
{
  return field->type == ENT_FIELD_INTEGER || field->type == ENT_FIELD_MONEY || field->type == ENT_FIELD_REAL || field->type == ENT_FIELD_YEAR;
}

/* As many columns as fit, those on the left first. */
static GPtrArray *
find_fields (const EntEntity *entity,
             const char *const *columns)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; columns[i] != NULL && fields->len < N_COLUMNS_MAX; i++)
    if (ent_entity_find_field (entity, columns[i]) != NULL)
      g_ptr_array_add (fields, (gpointer) ent_entity_find_field (entity, columns[i]));
  if (fields->len == 0)
    g_ptr_array_add (fields, (gpointer) &entity->fields[0]);

  return fields;
}

static void
begin_table (EntSheet *sheet,
             GPtrArray *fields)
{
  const char *labels[N_COLUMNS_MAX + 1] = { NULL };
  double shares[N_COLUMNS_MAX];
  guint numbers = 0;

  for (guint i = 0; i < fields->len; i++)
    {
      labels[i] = ent_field_get_label (fields->pdata[i]);
      shares[i] = get_share (fields->pdata[i]);
      numbers |= is_number (fields->pdata[i]) ? 1u << i : 0;
    }
  ent_sheet_add_table (sheet, labels, shares, numbers);
}

static void
add_record (EntSheet *sheet,
            GPtrArray *fields,
            EntRecord *record)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) cells = NULL;

  for (guint i = 0; i < fields->len; i++)
    g_strv_builder_take (builder, ent_record_display (record, fields->pdata[i]));
  cells = g_strv_builder_end (builder);
  ent_sheet_add_row (sheet, (const char *const *) cells);
}

/**
 * ent_print_compose_list:
 * @workspace: a workspace
 * @query: which records, in which order
 * @columns: (array zero-terminated=1): names of the fields that the list shows; the first of them that fit are printed
 * @cancellable: (nullable): to stop
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable): the list as a table, laid out
 */
EntSheet *
ent_print_compose_list (EntWorkspace *workspace,
                        EntQuery *query,
                        const char *const *columns,
                        GCancellable *cancellable,
                        GError **error)
{
  const EntEntity *entity = ent_query_get_entity (query);
  gint64 total = ent_workspace_count (workspace, query, error);
  g_autoptr (GPtrArray) records = total >= 0 ? ent_workspace_list (workspace, query, RECORDS_MAX, error) : NULL;
  g_autoptr (GPtrArray) fields = find_fields (entity, columns);
  g_autofree char *footer = compose_footer (ent_entity_get_plural (entity));
  g_autofree char *counted = NULL;
  g_autoptr (EntSheet) sheet = NULL;

  if (records == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (total > records->len)
    /* Translators: how many records are printed, of how many */
    counted = g_strdup_printf (_ ("The first %'u of %'u records"), records->len, (guint) total);
  else
    counted = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u record", "%'u records", records->len), records->len);
  sheet = ent_sheet_new (ent_entity_get_plural (entity), counted, footer);
  begin_table (sheet, fields);
  for (guint i = 0; i < records->len; i++)
    add_record (sheet, fields, records->pdata[i]);
  ent_sheet_lay_out (sheet);

  return g_steal_pointer (&sheet);
}

/* One table for all, so that most records fit on a page; the title says the headline. */
static void
add_facts (EntSheet *sheet,
           EntRecord *record)
{
  static const double shares[] = { 1, 2.2 };
  const char *labels[] = { _ ("Field"), _ ("Value"), NULL };
  const EntEntity *entity = ent_record_get_entity (record);

  ent_sheet_add_table (sheet, labels, shares, 0);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_autofree char *text = NULL;

      if (field->type == ENT_FIELD_LONG_TEXT || ent_record_get (record, field)->kind == ENT_VALUE_UNSET)
        continue;
      if (ent_entity_in_headline (entity, field) && !ent_field_is_reference (field))
        continue;
      text = ent_record_display (record, field);
      ent_sheet_add_row (sheet, (const char *const[]){ ent_field_get_label (field), text, NULL });
    }
}

static void
add_texts (EntSheet *sheet,
           EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const char *text = entity->fields[i].type == ENT_FIELD_LONG_TEXT ? ent_record_get_text (record, entity->fields[i].name) : NULL;

      if (text == NULL)
        continue;
      ent_sheet_add_heading (sheet, ent_field_get_label (&entity->fields[i]));
      ent_sheet_add_text (sheet, text);
    }
}

static void
add_part (EntSheet *sheet,
          const EntDossierGroup *group,
          EntRecord *record,
          const char *id)
{
  g_autofree char *title = ent_summary_get_title (record, id);
  g_autofree char *detail = ent_summary_get_detail (record, id);
  gboolean both = title != NULL && *title != '\0' && detail != NULL && *detail != '\0';
  g_autofree char *what = both ? g_strdup_printf ("%s · %s", title, detail) : g_strdup (title != NULL && *title != '\0' ? title : detail);

  ent_sheet_add_row (sheet, (const char *const[]){ ent_entity_get_label (group->entity), what != NULL ? what : "", NULL });
}

static void
add_parts (EntSheet *sheet,
           GPtrArray *groups,
           const char *id)
{
  static const double shares[] = { 1, 3.6 };
  const char *labels[] = { _ ("Kind"), _ ("What"), NULL };

  if (groups->len == 0)
    return;

  /* Translators: on a printed record: the records that refer to it */
  ent_sheet_add_heading (sheet, _ ("What Belongs to It"));
  ent_sheet_add_table (sheet, labels, shares, 0);
  for (guint i = 0; i < groups->len; i++)
    {
      const EntDossierGroup *group = groups->pdata[i];
      guint n = MIN (group->records->len, PARTS_MAX);
      g_autofree char *rest = g_strdup_printf (ngettext ("and %u more", "and %u more", group->total - n), group->total - n);

      for (guint j = 0; j < n; j++)
        add_part (sheet, group, group->records->pdata[j], id);
      if (group->total > n)
        ent_sheet_add_row (sheet, (const char *const[]){ ent_entity_get_plural (group->entity), rest, NULL });
    }
}

/**
 * ent_print_compose_record:
 * @workspace: a workspace
 * @id: the identifier of a record
 * @cancellable: (nullable): to stop
 * @error: set where it could not be read
 *
 * Returns: (transfer full) (nullable): the record as a sheet, laid out: what it holds, its texts, and what belongs to it
 */
EntSheet *
ent_print_compose_record (EntWorkspace *workspace,
                          const char *id,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *today = ent_format_today ();
  g_autoptr (EntDossier) dossier = ent_dossier_load (workspace, id, today, cancellable, error);
  g_autofree char *headline = dossier != NULL ? ent_workspace_get_headline (workspace, id) : NULL;
  g_autofree char *footer = NULL;
  g_autoptr (EntSheet) sheet = NULL;
  const char *label;

  if (dossier == NULL)
    return NULL;

  label = ent_entity_get_label (ent_record_get_entity (dossier->record));
  footer = compose_footer (headline != NULL && *headline != '\0' ? headline : label);
  sheet = ent_sheet_new (headline != NULL && *headline != '\0' ? headline : label, label, footer);
  add_facts (sheet, dossier->record);
  add_texts (sheet, dossier->record);
  add_parts (sheet, dossier->groups, id);
  ent_sheet_lay_out (sheet);

  return g_steal_pointer (&sheet);
}
