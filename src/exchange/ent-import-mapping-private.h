/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-finder.h"
#include "ent-import-mapping.h"

G_BEGIN_DECLS

/* Where a text of the table goes, and how it is read. */
typedef struct
{
  const EntField *field;    /* (nullable): of the entity; NULL stands for the identifier */
  const EntField *subfield; /* (nullable): of what @field refers to */
  char *separators;         /* (not nullable) (owned): between the members of a list */
  GHashTable *values;       /* (nullable) (owned): content of the cell, folded → what it stands for; "*" all others */
  gboolean lenient;         /* what cannot be read is left out; the row stays */
} EntImportTarget;

/* One text for one target. */
typedef struct
{
  GStrv pieces; /* (not nullable) (owned): literal, name of a column, literal, name of a column … */
  EntImportTarget target;
} EntImportSource;

/* How what a field refers to is found. */
typedef struct
{
  const EntField *field; /* (not nullable) */
  GPtrArray *match;      /* (not nullable) (owned) (element-type EntField): the rule's fields */
  EntImportRule rule;
} EntImportReference;

struct _EntImportMapping
{
  GObject parent_instance;

  const EntEntity *entity; /* (not nullable) */
  GPtrArray *sources;      /* (not nullable) (owned) (element-type EntImportSource) */
  GPtrArray *references;   /* (not nullable) (owned) (element-type EntImportReference) */
  GPtrArray *key;          /* (not nullable) (owned) (element-type EntField): empty: all that is imported */
  gboolean by_name;        /* columns go into the fields of their names */
  gboolean keep;           /* records that are there stay as they are */
};

EntImportSource          *ent_import_source_new         (EntImportMapping *self, const char *column, const char *path, GError **error);
void                      ent_import_source_free        (EntImportSource *source);
const EntImportReference *ent_import_mapping_get_reference (EntImportMapping *self, const EntField *field);

gboolean ent_import_mapping_read (EntImportMapping *self, JsonObject *object, GError **error);

G_END_DECLS
