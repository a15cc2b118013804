/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record.h"

#include "ent-field-property-private.h"
#include "ent-gettext.h"
#include "ent-record-private.h"

typedef struct
{
  char *id;           /* (not nullable) (owned) */
  char *headline;     /* (nullable) (owned): kept by the store */
  char *extra;        /* (nullable) (owned): JSON object of members that this version does not know */
  GHashTable *titles; /* (nullable) (owned): identifier → headline of what it refers to */
  EntValue *values;   /* (array) (owned): one for each field */
  gboolean partial;   /* the fields that the departments do not see are not here */

  EntRecordReader reader; /* (nullable): who reads all this, which nobody has asked for yet */
  gpointer reader_data;
} EntRecordPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (EntRecord, ent_record, G_TYPE_OBJECT)

typedef enum
{
  PROP_RECORD_ID = 1,
  PROP_HEADLINE,
  PROP_FIRST_FIELD,
} EntRecordProperty;

static GParamSpec *headline_pspec;

static const EntValue unset = { 0 };

static EntRecordPrivate *
get_contents (EntRecord *self)
{
  EntRecordPrivate *priv = ent_record_get_instance_private (self);

  if (G_UNLIKELY (priv->reader != NULL))
    priv->reader (self, priv->reader_data);
  return priv;
}

static EntValue *
value_at (EntRecord *self,
          const EntField *field)
{
  return &get_contents (self)->values[ent_entity_index_of (ent_record_get_entity (self), field)];
}

static const EntField *
field_of_property (EntRecord *self,
                   guint property_id)
{
  return &ent_record_get_entity (self)->fields[property_id - PROP_FIRST_FIELD];
}

static void
ent_record_get_property (GObject *object,
                         guint property_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  EntRecord *self = ENT_RECORD (object);

  if (property_id == PROP_RECORD_ID)
    g_value_set_string (value, ent_record_get_id (self));
  else if (property_id == PROP_HEADLINE)
    g_value_set_string (value, ent_record_get_headline (self));
  else
    {
      const EntField *field = field_of_property (self, property_id);

      ent_field_value_to_property (field, value_at (self, field), value);
    }
}

static void
ent_record_set_property (GObject *object,
                         guint property_id,
                         const GValue *value,
                         GParamSpec *pspec)
{
  EntRecord *self = ENT_RECORD (object);
  EntRecordPrivate *priv = ent_record_get_instance_private (self);

  if (property_id == PROP_RECORD_ID)
    priv->id = g_value_dup_string (value);
  else
    {
      const EntField *field = field_of_property (self, property_id);
      g_auto (EntValue) wanted = { 0 };

      ent_field_value_from_property (field, value, &wanted);
      ent_record_set (self, field, &wanted);
    }
}

static void
ent_record_constructed (GObject *object)
{
  EntRecord *self = ENT_RECORD (object);
  EntRecordPrivate *priv = ent_record_get_instance_private (self);

  G_OBJECT_CLASS (ent_record_parent_class)->constructed (object);

  if (priv->id == NULL)
    priv->id = ent_id_new (ent_record_get_entity (self));
}

static void
ent_record_finalize (GObject *object)
{
  EntRecord *self = ENT_RECORD (object);
  EntRecordPrivate *priv = ent_record_get_instance_private (self);

  for (guint i = 0; i < ent_record_get_entity (self)->n_fields; i++)
    ent_value_clear (&priv->values[i]);
  g_free (priv->values);
  g_clear_pointer (&priv->titles, g_hash_table_unref);
  g_free (priv->extra);
  g_free (priv->headline);
  g_free (priv->id);

  G_OBJECT_CLASS (ent_record_parent_class)->finalize (object);
}

static void
ent_record_class_init (EntRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = ent_record_constructed;
  object_class->get_property = ent_record_get_property;
  object_class->set_property = ent_record_set_property;
  object_class->finalize = ent_record_finalize;

  g_object_class_install_property (
    object_class,
    PROP_RECORD_ID,
    g_param_spec_string ("record-id", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  headline_pspec = g_param_spec_string ("headline", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_HEADLINE, headline_pspec);
}

static void
ent_record_init (EntRecord *self)
{
}

static void
entity_class_init (gpointer klass,
                   gpointer class_data)
{
  const EntEntity *entity = class_data;

  ((EntRecordClass *) klass)->entity = entity;

  /* A derived class must override what it installs properties for. */
  G_OBJECT_CLASS (klass)->get_property = ent_record_get_property;
  G_OBJECT_CLASS (klass)->set_property = ent_record_set_property;
  for (guint i = 0; i < entity->n_fields; i++)
    g_object_class_install_property (klass, PROP_FIRST_FIELD + i, ent_field_create_property (&entity->fields[i]));
}

static void
entity_instance_init (GTypeInstance *instance,
                      gpointer klass)
{
  EntRecordPrivate *priv = ent_record_get_instance_private ((EntRecord *) instance);

  priv->values = g_new0 (EntValue, ((EntRecordClass *) klass)->entity->n_fields);
}

GType
ent_record_register_type (const char *name,
                          const EntEntity *entity)
{
  const GTypeInfo info = {
    .class_size = sizeof (EntRecordClass),
    .class_init = entity_class_init,
    .class_data = entity,
    .instance_size = sizeof (EntRecord),
    .instance_init = entity_instance_init,
  };

  return g_type_register_static (ENT_TYPE_RECORD, name, &info, G_TYPE_FLAG_FINAL);
}

/**
 * ent_record_new:
 * @entity: what kind of record
 * @id: (nullable): its identifier, a new one if %NULL
 *
 * Makes a record without any values; see ent_record_set_fallbacks() for those of a new form.
 *
 * Returns: (transfer full): the record
 */
EntRecord *
ent_record_new (const EntEntity *entity,
                const char *id)
{
  g_return_val_if_fail (entity != NULL, NULL);

  return g_object_new (ent_schema_get_type (entity), "record-id", id, NULL);
}

/**
 * ent_record_new_unread:
 * @entity: what kind of record
 * @reader: (scope forever): called once, when something first asks for what the record holds; calls ent_record_fill()
 * @data: for @reader
 *
 * Makes one of many records of which few are ever looked at. Whoever watches it for changes looks at it first.
 *
 * Returns: (transfer full): the record
 */
EntRecord *
ent_record_new_unread (const EntEntity *entity,
                       EntRecordReader reader,
                       gpointer data)
{
  EntRecord *self;
  EntRecordPrivate *priv;

  g_return_val_if_fail (reader != NULL, NULL);

  self = ent_record_new (entity, "");
  priv = ent_record_get_instance_private (self);
  priv->reader = reader;
  priv->reader_data = data;
  return self;
}

/**
 * ent_record_is_unread:
 * @self: a record
 *
 * Returns: whether nothing has asked yet for what it holds
 */
gboolean
ent_record_is_unread (EntRecord *self)
{
  EntRecordPrivate *priv = ent_record_get_instance_private (self);

  g_return_val_if_fail (ENT_IS_RECORD (self), FALSE);

  return priv->reader != NULL;
}

/**
 * ent_record_fill:
 * @self: a record that is unread
 * @source: (nullable): a record of the same entity, which gives away all that it holds; %NULL where there is none any
 *   more, for a record without values
 *
 * Notifies of the headline alone: nobody has seen anything else yet.
 */
void
ent_record_fill (EntRecord *self,
                 EntRecord *source)
{
  EntRecordPrivate *priv = ent_record_get_instance_private (self);
  g_autoptr (EntRecord) empty = source == NULL ? ent_record_new (ent_record_get_entity (self), NULL) : NULL;
  EntRecordPrivate *given = ent_record_get_instance_private (source != NULL ? source : empty);
  EntRecordPrivate contents;

  g_return_if_fail (ent_record_is_unread (self));
  g_return_if_fail (source == NULL || ent_record_get_entity (source) == ent_record_get_entity (self));

  priv->reader = NULL;
  contents = *priv;
  *priv = *given;
  *given = contents;
  g_object_notify_by_pspec (G_OBJECT (self), headline_pspec);
}

/**
 * ent_record_set_fallbacks:
 * @self: a record
 *
 * Gives each field that has nothing the value that the schema proposes for a new record.
 */
void
ent_record_set_fallbacks (EntRecord *self)
{
  const EntEntity *entity;

  g_return_if_fail (ENT_IS_RECORD (self));

  entity = ent_record_get_entity (self);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_auto (EntValue) value = { 0 };

      if (field->fallback != NULL && value_at (self, field)->kind == ENT_VALUE_UNSET
          && ent_field_parse (field, field->fallback, &value, NULL))
        ent_record_set (self, field, &value);
    }
}

/**
 * ent_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): another object for the same record, with the same values
 */
EntRecord *
ent_record_copy (EntRecord *self)
{
  const EntEntity *entity;
  EntRecordPrivate *priv;
  EntRecord *copy;
  EntRecordPrivate *copied;

  g_return_val_if_fail (ENT_IS_RECORD (self), NULL);

  priv = get_contents (self);
  entity = ent_record_get_entity (self);
  copy = ent_record_new (entity, priv->id);
  copied = ent_record_get_instance_private (copy);
  for (guint i = 0; i < entity->n_fields; i++)
    ent_value_copy (&priv->values[i], &copied->values[i]);
  copied->headline = g_strdup (priv->headline);
  copied->extra = g_strdup (priv->extra);
  copied->partial = priv->partial;
  if (priv->titles != NULL)
    copied->titles = g_hash_table_ref (priv->titles);

  return copy;
}

/* Whether the words that show a reference of @self are others than before. */
static gboolean
titles_differ (EntRecord *self,
               EntRecord *other,
               const EntField *field)
{
  const EntValue *value = value_at (self, field);

  if (!ent_field_is_reference (field))
    return FALSE;
  if (value->kind == ENT_VALUE_TEXT)
    return g_strcmp0 (ent_record_get_title_of (self, value->text), ent_record_get_title_of (other, value->text)) != 0;

  for (gsize i = 0; value->kind == ENT_VALUE_LIST && value->list[i] != NULL; i++)
    if (g_strcmp0 (ent_record_get_title_of (self, value->list[i]), ent_record_get_title_of (other, value->list[i])) != 0)
      return TRUE;

  return FALSE;
}

/**
 * ent_record_assign:
 * @self: a record
 * @other: a record of the same entity
 *
 * Gives @self all that @other holds, so that what shows @self follows. Fields whose references are only called
 * differently are notified too.
 */
void
ent_record_assign (EntRecord *self,
                   EntRecord *other)
{
  EntRecordPrivate *priv;
  const EntEntity *entity;

  g_return_if_fail (ENT_IS_RECORD (self));
  g_return_if_fail (ENT_IS_RECORD (other));
  g_return_if_fail (ent_record_get_entity (self) == ent_record_get_entity (other));

  priv = get_contents (other);
  entity = ent_record_get_entity (self);
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < entity->n_fields; i++)
    {
      ent_record_set (self, &entity->fields[i], &priv->values[i]);
      if (titles_differ (self, other, &entity->fields[i]))
        g_object_notify (G_OBJECT (self), entity->fields[i].name);
    }
  ent_record_set_titles (self, priv->titles);
  ent_record_set_extra (self, priv->extra);
  ent_record_set_partial (self, priv->partial);
  ent_record_set_headline (self, priv->headline);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ent_record_get_entity:
 * @self: a record
 *
 * Returns: (transfer none): what kind of record it is
 */
const EntEntity *
ent_record_get_entity (EntRecord *self)
{
  return ENT_RECORD_GET_CLASS (self)->entity;
}

/**
 * ent_record_get_id:
 * @self: a record
 *
 * Returns: its identifier, `type:UUID`
 */
const char *
ent_record_get_id (EntRecord *self)
{
  g_return_val_if_fail (ENT_IS_RECORD (self), NULL);

  return get_contents (self)->id;
}

/**
 * ent_record_get_headline:
 * @self: a record
 *
 * Returns: (nullable): the line that tells it from others, as the store last composed it
 */
const char *
ent_record_get_headline (EntRecord *self)
{
  g_return_val_if_fail (ENT_IS_RECORD (self), NULL);

  return get_contents (self)->headline;
}

/**
 * ent_record_set_headline:
 * @self: a record
 * @headline: (nullable): the line that tells it from others
 */
void
ent_record_set_headline (EntRecord *self,
                         const char *headline)
{
  g_return_if_fail (ENT_IS_RECORD (self));

  if (g_set_str (&get_contents (self)->headline, headline))
    g_object_notify_by_pspec (G_OBJECT (self), headline_pspec);
}

/**
 * ent_record_is_partial:
 * @self: a record
 *
 * Returns: whether it was read without what the departments do not see: who stores it leaves that as it is
 */
gboolean
ent_record_is_partial (EntRecord *self)
{
  g_return_val_if_fail (ENT_IS_RECORD (self), FALSE);

  return get_contents (self)->partial;
}

/**
 * ent_record_set_partial:
 * @self: a record
 * @partial: whether it was read without what the departments do not see
 */
void
ent_record_set_partial (EntRecord *self,
                        gboolean partial)
{
  g_return_if_fail (ENT_IS_RECORD (self));

  get_contents (self)->partial = partial;
}

/**
 * ent_record_get_extra:
 * @self: a record
 *
 * Returns: (nullable): a JSON object of the members that this version does not know
 */
const char *
ent_record_get_extra (EntRecord *self)
{
  g_return_val_if_fail (ENT_IS_RECORD (self), NULL);

  return get_contents (self)->extra;
}

/**
 * ent_record_set_extra:
 * @self: a record
 * @extra: (nullable): a JSON object of the members that this version does not know
 */
void
ent_record_set_extra (EntRecord *self,
                      const char *extra)
{
  g_return_if_fail (ENT_IS_RECORD (self));

  g_set_str (&get_contents (self)->extra, extra);
}

/**
 * ent_record_set_titles:
 * @self: a record
 * @titles: (nullable) (element-type utf8 utf8): headlines by identifier, of all that @self refers to
 *
 * Gives @self the words to show its references with; the table may be shared by many records.
 */
void
ent_record_set_titles (EntRecord *self,
                       GHashTable *titles)
{
  EntRecordPrivate *priv;

  g_return_if_fail (ENT_IS_RECORD (self));

  priv = get_contents (self);
  if (titles != NULL)
    g_hash_table_ref (titles);
  g_clear_pointer (&priv->titles, g_hash_table_unref);
  priv->titles = titles;
}

/**
 * ent_record_get_title_of:
 * @self: a record
 * @id: an identifier that it refers to
 *
 * Returns: (nullable): the headline of that other record, %NULL where it is not known here
 */
const char *
ent_record_get_title_of (EntRecord *self,
                         const char *id)
{
  EntRecordPrivate *priv;

  g_return_val_if_fail (ENT_IS_RECORD (self), NULL);

  priv = get_contents (self);
  return priv->titles != NULL ? g_hash_table_lookup (priv->titles, id) : NULL;
}

/**
 * ent_record_get:
 * @self: a record
 * @field: a field of its entity
 *
 * Returns: (transfer none): what the field holds, perhaps unset, never %NULL
 */
const EntValue *
ent_record_get (EntRecord *self,
                const EntField *field)
{
  g_return_val_if_fail (ENT_IS_RECORD (self), &unset);
  g_return_val_if_fail (field != NULL, &unset);

  return value_at (self, field);
}

/**
 * ent_record_set:
 * @self: a record
 * @field: a field of its entity
 * @value: what it shall hold: unset, or of the kind of @field
 *
 * Does not judge the value; see ent_record_check().
 */
void
ent_record_set (EntRecord *self,
                const EntField *field,
                const EntValue *value)
{
  EntValue *held;

  g_return_if_fail (ENT_IS_RECORD (self));
  g_return_if_fail (field != NULL);
  g_return_if_fail (value->kind == ENT_VALUE_UNSET || value->kind == ent_field_get_kind (field));

  held = value_at (self, field);
  if (!ent_value_equal (held, value))
    {
      ent_value_clear (held);
      ent_value_copy (value, held);
      g_object_notify (G_OBJECT (self), field->name);
    }
}

/**
 * ent_record_give:
 * @self: a record that nobody has seen yet
 * @field: a field of its entity
 * @value: (transfer full): what it shall hold, unset afterwards
 *
 * As ent_record_set(), for what is read by the thousand: nothing is copied and nobody notified.
 */
void
ent_record_give (EntRecord *self,
                 const EntField *field,
                 EntValue *value)
{
  EntValue *held;

  g_return_if_fail (ENT_IS_RECORD (self));
  g_return_if_fail (field != NULL);
  g_return_if_fail (value->kind == ENT_VALUE_UNSET || value->kind == ent_field_get_kind (field));

  held = value_at (self, field);
  ent_value_clear (held);
  *held = *value;
  *value = unset;
}

/**
 * ent_record_display:
 * @self: a record
 * @field: one of its fields
 *
 * Returns: (transfer full): what the field holds, in the user's words: headlines for references, translated
 *   choices, dates and numbers of the locale; empty when unset
 */
char *
ent_record_display (EntRecord *self,
                    const EntField *field)
{
  const EntValue *value = ent_record_get (self, field);
  g_autoptr (GStrvBuilder) words = NULL;
  g_auto (GStrv) titles = NULL;

  if (!ent_field_is_reference (field))
    return ent_field_display (field, value);
  if (value->kind == ENT_VALUE_TEXT)
    {
      const char *title = ent_record_get_title_of (self, value->text);

      return g_strdup (title != NULL ? title : _ ("Not received yet"));
    }

  words = g_strv_builder_new ();
  for (gsize i = 0; value->kind == ENT_VALUE_LIST && value->list[i] != NULL; i++)
    {
      const char *title = ent_record_get_title_of (self, value->list[i]);

      g_strv_builder_add (words, title != NULL ? title : _ ("Not received yet"));
    }

  titles = g_strv_builder_end (words);
  return g_strjoinv (", ", titles);
}
