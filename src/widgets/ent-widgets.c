/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all widgets of this floor need before the first of them is made. */
#include "ent-widgets-private.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-widgets-resources.h"

#define SEPARATOR "\u00a0· "

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();

  gtk_css_provider_load_from_resource (provider, ENT_WIDGETS_RESOURCES "style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), "/org/entente/Entente/icons");
}

/*
 * ent_widgets_ensure:
 *
 * Makes templates, style and icons known. Each class of this floor calls it when it is initialised: in a static library
 * nothing else would pull them into the program.
 */
void
ent_widgets_ensure (void)
{
  static gboolean done = FALSE;

  if (done)
    return;

  done = TRUE;
  g_resources_register (ent_widgets_get_resource ());
  load_style ();
}

/*
 * ent_wrap_box_clear:
 * @box: a box, all of whose children go
 */
void
ent_wrap_box_clear (AdwWrapBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    adw_wrap_box_remove (box, child);
}

/* Whether @field is said with another one. */
static gboolean
is_said (const EntField *field)
{
  return field->choices == &ent_choices_involvement_units;
}

/* (nullable): what an amount of time is counted in; both read as one */
static const char *
get_time_unit (EntRecord *record,
               const EntField *field)
{
  const EntField *unit = ent_entity_find_field (ent_record_get_entity (record), "unit");

  return field->type == ENT_FIELD_REAL && unit != NULL && is_said (unit) ? ent_record_get_text (record, unit->name) : NULL;
}

/* A number says nothing without what it counts, nor a second date without what happened that day. */
static char *
display_detail (EntRecord *record,
                const EntField *field,
                gboolean has_date)
{
  const char *unit = get_time_unit (record, field);
  g_autofree char *text = ent_record_display (record, field);
  gboolean is_number = field->type == ENT_FIELD_MONEY || field->type == ENT_FIELD_INTEGER || field->type == ENT_FIELD_REAL;
  gboolean is_second_date = field->type == ENT_FIELD_DATE && has_date;

  if ((!is_number && !is_second_date) || *text == '\0')
    return g_steal_pointer (&text);
  if (unit != NULL)
    return ent_format_display_time (ent_record_get_real (record, field->name, 0), unit);

  /* Translators: the name of a field, then what stands in it */
  return g_strdup_printf (_ ("%s: %s"), ent_field_get_label (field), text);
}

/*
 * ent_record_get_details:
 * @record: a record
 * @n_fields: how many fields at most
 *
 * Returns: (transfer full) (nullable): what tells most about it beside its headline, in one line
 */
char *
ent_record_get_details (EntRecord *record,
                        guint n_fields)
{
  const EntEntity *entity = ent_record_get_entity (record);
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean has_date = FALSE;

  for (guint i = 0; i < entity->n_fields && n_fields > 0; i++)
    {
      const EntField *field = &entity->fields[i];
      g_autofree char *text = NULL;

      if ((field->flags & ENT_FIELD_COLUMN) == 0 || ent_entity_in_headline (entity, field) || is_said (field))
        continue;
      text = display_detail (record, field, has_date);
      if (*text == '\0')
        continue;

      g_string_append_printf (line, "%s%s", line->len == 0 ? "" : SEPARATOR, text);
      has_date = has_date || field->type == ENT_FIELD_DATE;
      n_fields--;
    }

  return line->len > 0 ? g_string_free_and_steal (g_steal_pointer (&line)) : NULL;
}

/*
 * ent_store_get_title:
 * @self: a store
 * @record: a record
 * @id: an identifier that it refers to
 *
 * Returns: (transfer full): the headline of that other record, or words for one that is not here
 */
char *
ent_store_get_title (EntStore *self,
                     EntRecord *record,
                     const char *id)
{
  const char *known = ent_record_get_title_of (record, id);
  EntWorkspace *reader = ent_store_get_reader (self);
  char *headline = known != NULL ? g_strdup (known) : reader != NULL ? ent_workspace_get_headline (reader, id) : NULL;

  return headline != NULL ? headline : g_strdup (_ ("Not received yet"));
}
