/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-chips-editor.h"

#include "ent-chip.h"
#include "ent-widgets-private.h"

typedef struct
{
  const EntField *field; /* (not nullable) once set up */
  GPtrArray *members;    /* (element-type utf8) (owned), ended by NULL; in the order of the chips */
  GtkBox *header;        /* (not nullable): template children */
  AdwWrapBox *chips;
  GtkWidget *adder;      /* (nullable): a child of the header */
} EntChipsEditorPrivate;

static void ent_chips_editor_field_editor_init (EntFieldEditorInterface *iface);

G_DEFINE_TYPE_WITH_CODE (EntChipsEditor, ent_chips_editor, ADW_TYPE_PREFERENCES_ROW,
                         G_ADD_PRIVATE (EntChipsEditor)
                         G_IMPLEMENT_INTERFACE (ENT_TYPE_FIELD_EDITOR, ent_chips_editor_field_editor_init))

#define PRIVATE(self) ((EntChipsEditorPrivate *) ent_chips_editor_get_instance_private (self))

static char *
ent_chips_editor_real_name (EntChipsEditor *self,
                            const char *member)
{
  const char *const list[] = { member, NULL };
  g_auto (EntValue) value = { 0 };

  ent_value_set_list (&value, list);
  return ent_field_display (PRIVATE (self)->field, &value);
}

static void
removed_cb (EntChip *chip,
            EntChipsEditor *self)
{
  g_autofree char *member = g_strdup (g_object_get_data (G_OBJECT (chip), "member"));

  /* The chip had the focus, which must not get lost with it. */
  if (PRIVATE (self)->adder != NULL)
    gtk_widget_grab_focus (PRIVATE (self)->adder);
  ent_chips_editor_remove (self, member);
}

static void
insert (EntChipsEditor *self,
        const char *member)
{
  EntChipsEditorPrivate *priv = PRIVATE (self);
  g_autofree char *name = ENT_CHIPS_EDITOR_GET_CLASS (self)->name (self, member);
  GtkWidget *chip = ent_chip_new (name);

  g_object_set_data_full (G_OBJECT (chip), "member", g_strdup (member), g_free);
  g_signal_connect (chip, "removed", G_CALLBACK (removed_cb), self);
  adw_wrap_box_append (priv->chips, chip);
  gtk_widget_set_visible (GTK_WIDGET (priv->chips), TRUE);
  g_ptr_array_add (priv->members, g_strdup (member));
}

static void
clear (EntChipsEditor *self)
{
  EntChipsEditorPrivate *priv = PRIVATE (self);

  ent_wrap_box_clear (priv->chips);
  gtk_widget_set_visible (GTK_WIDGET (priv->chips), FALSE);
  g_ptr_array_set_size (priv->members, 0);
}

static void
ent_chips_editor_show (EntFieldEditor *editor,
                       EntRecord *record)
{
  EntChipsEditor *self = ENT_CHIPS_EDITOR (editor);
  const char *const *list = ent_record_get_list (record, PRIVATE (self)->field->name);

  if (ENT_CHIPS_EDITOR_GET_CLASS (self)->learn != NULL)
    ENT_CHIPS_EDITOR_GET_CLASS (self)->learn (self, record);
  clear (self);
  for (gsize i = 0; list != NULL && list[i] != NULL; i++)
    insert (self, list[i]);
  ent_field_editor_edited (editor);
}

static gboolean
collect (EntChipsEditor *self,
         EntValue *ret_value,
         GError **error)
{
  EntChipsEditorPrivate *priv = PRIVATE (self);
  EntChipsEditorClass *klass = ENT_CHIPS_EDITOR_GET_CLASS (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_auto (EntValue) typed = { 0 };

  if (klass->typed != NULL && !ent_field_parse (priv->field, klass->typed (self), &typed, error))
    return FALSE;

  g_strv_builder_addv (builder, (const char **) ent_chips_editor_get_members (self));
  if (typed.kind == ENT_VALUE_LIST)
    g_strv_builder_addv (builder, (const char **) typed.list);
  all = g_strv_builder_end (builder);
  ent_value_set_list (ret_value, (const char *const *) all);
  return ent_field_check (priv->field, ret_value, error);
}

static gboolean
ent_chips_editor_read (EntFieldEditor *editor,
                       EntValue *ret_value,
                       GError **error)
{
  if (collect (ENT_CHIPS_EDITOR (editor), ret_value, error))
    return TRUE;

  ent_value_clear (ret_value);
  return FALSE;
}

static void
ent_chips_editor_field_editor_init (EntFieldEditorInterface *iface)
{
  iface->show = ent_chips_editor_show;
  iface->read = ent_chips_editor_read;
}

static gboolean
ent_chips_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PRIVATE (ENT_CHIPS_EDITOR (widget))->adder);
}

static void
ent_chips_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_CHIPS_EDITOR);

  G_OBJECT_CLASS (ent_chips_editor_parent_class)->dispose (object);
}

static void
ent_chips_editor_finalize (GObject *object)
{
  g_ptr_array_unref (PRIVATE (ENT_CHIPS_EDITOR (object))->members);

  G_OBJECT_CLASS (ent_chips_editor_parent_class)->finalize (object);
}

static void
ent_chips_editor_class_init (EntChipsEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->dispose = ent_chips_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_chips_editor_finalize;
  widget_class->grab_focus = ent_chips_editor_grab_focus;
  klass->name = ent_chips_editor_real_name;

  gtk_widget_class_set_template_from_resource (widget_class, ENT_WIDGETS_RESOURCES "ent-chips-editor.ui");
  gtk_widget_class_bind_template_child_private (widget_class, EntChipsEditor, header);
  gtk_widget_class_bind_template_child_private (widget_class, EntChipsEditor, chips);
}

static void
ent_chips_editor_init (EntChipsEditor *self)
{
  EntChipsEditorPrivate *priv = PRIVATE (self);

  priv->members = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_chips_editor_set_up:
 * @self: an editor that was just made
 * @field: its field
 * @adder: (transfer floating): what adds a value
 */
void
ent_chips_editor_set_up (EntChipsEditor *self,
                         const EntField *field,
                         GtkWidget *adder)
{
  EntChipsEditorPrivate *priv = PRIVATE (self);
  g_autofree char *title = ent_field_get_form_title (field);

  priv->field = field;
  priv->adder = adder;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_box_append (priv->header, adder);
}

/**
 * ent_chips_editor_get_field:
 * @self: an editor
 *
 * Returns: its field
 */
const EntField *
ent_chips_editor_get_field (EntChipsEditor *self)
{
  return PRIVATE (self)->field;
}

/**
 * ent_chips_editor_get_members:
 * @self: an editor
 *
 * Returns: (transfer none) (array zero-terminated=1): its values as they are stored
 */
const char *const *
ent_chips_editor_get_members (EntChipsEditor *self)
{
  static const char *const none[] = { NULL };
  GPtrArray *members = PRIVATE (self)->members;

  return members->len > 0 ? (const char *const *) members->pdata : none;
}

/**
 * ent_chips_editor_has:
 * @self: an editor
 * @member: a value
 *
 * Returns: whether it is among them
 */
gboolean
ent_chips_editor_has (EntChipsEditor *self,
                      const char *member)
{
  return g_strv_contains (ent_chips_editor_get_members (self), member);
}

/**
 * ent_chips_editor_add:
 * @self: an editor
 * @member: a value; nothing happens where it is there already
 */
void
ent_chips_editor_add (EntChipsEditor *self,
                      const char *member)
{
  if (ent_chips_editor_has (self, member))
    return;

  insert (self, member);
  ent_field_editor_edited (ENT_FIELD_EDITOR (self));
}

/**
 * ent_chips_editor_remove:
 * @self: an editor
 * @member: one of its values
 */
void
ent_chips_editor_remove (EntChipsEditor *self,
                         const char *member)
{
  EntChipsEditorPrivate *priv = PRIVATE (self);
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (priv->chips));
  guint position;

  if (!g_ptr_array_find_with_equal_func (priv->members, member, g_str_equal, &position))
    return;

  for (guint i = 0; i < position; i++)
    chip = gtk_widget_get_next_sibling (chip);
  adw_wrap_box_remove (priv->chips, chip);
  g_ptr_array_remove_index (priv->members, position);
  gtk_widget_set_visible (GTK_WIDGET (priv->chips), priv->members->len > 0);
  ent_field_editor_edited (ENT_FIELD_EDITOR (self));
}
