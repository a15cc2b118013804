/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-date-editor.h"

#include "ent-locale.h"
#include "ent-widgets-private.h"

struct _EntDateEditor
{
  AdwEntryRow parent_instance;

  const EntField *field; /* (not nullable) */
  GtkPopover *popover;   /* (not nullable): a template child, as the calendar */
  GtkCalendar *calendar;
  gboolean following;    /* the calendar is brought to what is typed */
};

static void ent_date_editor_field_editor_init (EntFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EntDateEditor, ent_date_editor, ADW_TYPE_ENTRY_ROW,
                               G_IMPLEMENT_INTERFACE (ENT_TYPE_FIELD_EDITOR, ent_date_editor_field_editor_init))

/* What is stored as 2026-12-31 is typed as 31/12/2026 in France; elsewhere nothing else is free of doubt. */
static char *
format_date (const char *stored)
{
  g_auto (GStrv) parts = g_strsplit (stored, "-", 3);

  if (!ent_locale_is_french () || g_strv_length (parts) < 2)
    return g_strdup (stored);
  if (parts[2] == NULL)
    return g_strdup_printf ("%s/%s", parts[1], parts[0]);

  return g_strdup_printf ("%s/%s/%s", parts[2], parts[1], parts[0]);
}

static void
show_date (EntDateEditor *self,
           const char *stored)
{
  g_autofree char *text = stored != NULL ? format_date (stored) : g_strdup ("");

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self))))
    gtk_editable_set_text (GTK_EDITABLE (self), text);
}

static void
ent_date_editor_show (EntFieldEditor *editor,
                      EntRecord *record)
{
  EntDateEditor *self = ENT_DATE_EDITOR (editor);

  show_date (self, ent_record_get_text (record, self->field->name));
}

static gboolean
ent_date_editor_read (EntFieldEditor *editor,
                      EntValue *ret_value,
                      GError **error)
{
  EntDateEditor *self = ENT_DATE_EDITOR (editor);

  return ent_field_parse (self->field, gtk_editable_get_text (GTK_EDITABLE (self)), ret_value, error)
         && ent_field_check (self->field, ret_value, error);
}

static void
ent_date_editor_field_editor_init (EntFieldEditorInterface *iface)
{
  iface->show = ent_date_editor_show;
  iface->read = ent_date_editor_read;
}

static void
text_changed_cb (EntDateEditor *self)
{
  ent_field_editor_edited (ENT_FIELD_EDITOR (self));
}

/* What was typed in another form is shown as it was understood. */
static void
left_cb (EntDateEditor *self)
{
  g_auto (EntValue) value = { 0 };

  if (ent_field_editor_read (ENT_FIELD_EDITOR (self), &value, NULL) && value.kind == ENT_VALUE_TEXT)
    show_date (self, value.text);
}

static void
calendar_shown_cb (EntDateEditor *self)
{
  g_auto (EntValue) value = { 0 };
  g_autoptr (GDateTime) day = NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return;

  if (ent_field_editor_read (ENT_FIELD_EDITOR (self), &value, NULL) && value.kind == ENT_VALUE_TEXT)
    {
      g_auto (GStrv) parts = g_strsplit (value.text, "-", 3);
      guint n = g_strv_length (parts);

      day = g_date_time_new_local (strtol (parts[0], NULL, 10), n > 1 ? strtol (parts[1], NULL, 10) : 1,
                                   n > 2 ? strtol (parts[2], NULL, 10) : 1, 0, 0, 0);
    }
  if (day == NULL)
    day = g_date_time_new_now_local ();

  self->following = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->following = FALSE;
}

static void
take_day (EntDateEditor *self,
          GDateTime *day)
{
  g_autofree char *stored = g_date_time_format (day, "%Y-%m-%d");

  show_date (self, stored);
}

static void
day_selected_cb (EntDateEditor *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);

  if (!self->following)
    take_day (self, day);
}

static void
today_cb (EntDateEditor *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  take_day (self, now);
  gtk_popover_popdown (self->popover);
}

static void
clear_cb (EntDateEditor *self)
{
  show_date (self, NULL);
  gtk_popover_popdown (self->popover);
}

static void
ent_date_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_DATE_EDITOR);

  G_OBJECT_CLASS (ent_date_editor_parent_class)->dispose (object);
}

static void
ent_date_editor_class_init (EntDateEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->dispose = ent_date_editor_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, ENT_WIDGETS_RESOURCES "ent-date-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, EntDateEditor, popover);
  gtk_widget_class_bind_template_child (widget_class, EntDateEditor, calendar);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
ent_date_editor_init (EntDateEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/*
 * ent_date_editor_new:
 * @field: a field of dates
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_date_editor_new (const EntField *field)
{
  g_autofree char *title = ent_field_get_form_title (field);
  EntDateEditor *self = g_object_new (ENT_TYPE_DATE_EDITOR, "title", title, NULL);

  self->field = field;
  return GTK_WIDGET (self);
}
