/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

#define ENT_TYPE_RECORD (ent_record_get_type ())

/**
 * EntRecord:
 *
 * One record of one entity, in memory. Its type is derived from the schema and has a property for each field.
 * A record belongs to one thread at a time; it knows nothing of where it is kept.
 */
G_DECLARE_DERIVABLE_TYPE (EntRecord, ent_record, ENT, RECORD, GObject)

struct _EntRecordClass
{
  GObjectClass parent_class;

  const EntEntity *entity; /* (not nullable), but in the base class */
};

/* Reads what a record holds, and fills it. */
typedef void (*EntRecordReader) (EntRecord *self, gpointer data);

EntRecord *ent_record_new  (const EntEntity *entity, const char *id);
EntRecord *ent_record_new_unread (const EntEntity *entity, EntRecordReader reader, gpointer data);
gboolean   ent_record_is_unread  (EntRecord *self);
void       ent_record_fill       (EntRecord *self, EntRecord *source);
EntRecord *ent_record_copy (EntRecord *self);
void       ent_record_assign (EntRecord *self, EntRecord *other);
void       ent_record_set_fallbacks (EntRecord *self);

const EntEntity *ent_record_get_entity   (EntRecord *self);
const char      *ent_record_get_id       (EntRecord *self);
const char      *ent_record_get_headline (EntRecord *self);
void             ent_record_set_headline (EntRecord *self, const char *headline);
const char      *ent_record_get_extra    (EntRecord *self);
void             ent_record_set_extra    (EntRecord *self, const char *extra);
gboolean         ent_record_is_partial   (EntRecord *self);
void             ent_record_set_partial  (EntRecord *self, gboolean partial);
void             ent_record_set_titles   (EntRecord *self, GHashTable *titles);
const char      *ent_record_get_title_of (EntRecord *self, const char *id);

const EntValue *ent_record_get (EntRecord *self, const EntField *field);
void            ent_record_set (EntRecord *self, const EntField *field, const EntValue *value);
void            ent_record_give (EntRecord *self, const EntField *field, EntValue *value);

const char        *ent_record_get_text    (EntRecord *self, const char *name);
const char *const *ent_record_get_list    (EntRecord *self, const char *name);
gint64             ent_record_get_integer (EntRecord *self, const char *name, gint64 fallback);
double             ent_record_get_real    (EntRecord *self, const char *name, double fallback);
void               ent_record_set_text    (EntRecord *self, const char *name, const char *text);
void               ent_record_set_list    (EntRecord *self, const char *name, const char *const *list);
void               ent_record_set_integer (EntRecord *self, const char *name, gint64 integer);
void               ent_record_set_real    (EntRecord *self, const char *name, double real);

gboolean  ent_record_set_parsed (EntRecord *self, const char *name, const char *text, GError **error);
char     *ent_record_display    (EntRecord *self, const EntField *field);
gboolean  ent_record_check      (EntRecord *self, GError **error);
gboolean  ent_record_check_limit  (EntRecord *self, const EntLimit *limit, GError **error);
gboolean  ent_record_check_period (EntRecord *self, const EntPeriod *period, GError **error);
EntCircle ent_record_get_circle (EntRecord *self);
EntCircle ent_entity_decide_circle (const EntEntity *entity, const char *said);

G_END_DECLS
