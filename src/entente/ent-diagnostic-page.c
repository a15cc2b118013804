/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-diagnostic-page.h"

#include <glib/gi18n-lib.h>

#include "ent-combo-words.h"
#include "ent-diagnostic-sheet.h"
#include "ent-format.h"
#include "ent-section.h"

typedef enum
{
  FILTER_COUNTRY,
  FILTER_KIND,
  FILTER_THEME,
  FILTER_PLACE,
  N_FILTERS,
} Filter;

struct _EntDiagnosticPage
{
  EntPage parent_instance;

  GStrv values[N_FILTERS]; /* (nullable) (owned): what each row offers, after “any” */

  GtkStack *stack;
  AdwComboRow *country_row;
  AdwComboRow *kind_row;
  AdwComboRow *theme_row;
  AdwComboRow *place_row;
  AdwBin *actors_bin;
};

G_DEFINE_FINAL_TYPE (EntDiagnosticPage, ent_diagnostic_page, ENT_TYPE_PAGE)

static AdwComboRow *
get_row (EntDiagnosticPage *self,
         Filter filter)
{
  AdwComboRow *const rows[] = { self->country_row, self->kind_row, self->theme_row, self->place_row };

  return rows[filter];
}

static const char *
get_chosen (EntDiagnosticPage *self,
            Filter filter)
{
  guint selected = adw_combo_row_get_selected (get_row (self, filter));

  if (self->values[filter] == NULL || selected == GTK_INVALID_LIST_POSITION || selected == 0)
    return NULL;

  return self->values[filter][selected - 1];
}

static const char *
get_label (Filter filter,
           const char *value)
{
  switch (filter)
    {
    case FILTER_COUNTRY:
      return ent_choices_get_label (&ent_choices_countries, value);
    case FILTER_KIND:
      return ent_diagnostic_get_kind_label (value);
    case FILTER_THEME:
      return ent_choices_get_label (&ent_choices_themes, value);
    case FILTER_PLACE:
    case N_FILTERS:
    default:
      return value;
    }
}

static EntDiagnosticFilter *
create_filter (EntDiagnosticPage *self)
{
  EntDiagnosticFilter *filter = g_new0 (EntDiagnosticFilter, 1);

  filter->country = g_strdup (get_chosen (self, FILTER_COUNTRY));
  filter->kind = g_strdup (get_chosen (self, FILTER_KIND));
  filter->theme = g_strdup (get_chosen (self, FILTER_THEME));
  filter->place = g_strdup (get_chosen (self, FILTER_PLACE));
  return filter;
}

static void
free_filter (gpointer data)
{
  ent_diagnostic_filter_clear (data);
  g_free (data);
}

static void filter_changed_cb (EntDiagnosticPage *self);

/* What was chosen stays chosen as long as it is offered. */
static void
fill_row (EntDiagnosticPage *self,
          Filter filter,
          const char *const *values)
{
  AdwComboRow *row = get_row (self, filter);
  g_autofree char *chosen = g_strdup (get_chosen (self, filter));
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (labels, _ ("Any"));
  for (guint i = 0; values[i] != NULL; i++)
    {
      gtk_string_list_append (labels, get_label (filter, values[i]));
      if (g_strcmp0 (values[i], chosen) == 0)
        selected = i + 1;
    }

  g_signal_handlers_block_by_func (row, filter_changed_cb, self);
  adw_combo_row_set_model (row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (row, selected);
  g_signal_handlers_unblock_by_func (row, filter_changed_cb, self);
  g_strfreev (self->values[filter]);
  self->values[filter] = g_strdupv ((GStrv) values);
}

static char *
describe (const EntActor *actor)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_add (words, ent_diagnostic_get_kind_label (actor->kind));
  if (actor->place != NULL && g_strcmp0 (actor->place, actor->name) != 0)
    g_strv_builder_add (words, actor->place);
  if (actor->countries[0] != NULL)
    g_strv_builder_take (words, ent_diagnostic_sheet_join ((const char *const *) actor->countries, &ent_choices_countries));
  if (actor->ties != NULL)
    g_strv_builder_add (words, actor->ties);
  g_strv_builder_addv (words, (const char **) actor->subjects);
  all = g_strv_builder_end (words);

  return g_strjoinv (" · ", all);
}

static GtkWidget *
create_actors (const EntDiagnostic *diagnostic)
{
  guint n = diagnostic->actors->len;
  g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u Body on Our Territory", "%u Bodies on Our Territory", n), n);
  GtkWidget *section = ent_section_new (title);

  for (guint i = 0; i < n; i++)
    {
      const EntActor *actor = diagnostic->actors->pdata[i];
      g_autofree char *detail = describe (actor);

      ent_section_add_line (ENT_SECTION (section), actor->id, actor->name, detail, NULL, ENT_TONE_NEUTRAL);
    }
  if (n == 0)
    ent_section_set_hint (ENT_SECTION (section), _ ("As far as we know, nobody on our territory has such ties. Choose fewer criteria, or add them."));

  return section;
}

static void
free_diagnostic (gpointer data)
{
  ent_diagnostic_free (data);
}

static void
show_diagnostic (EntPage *page,
                 gpointer result)
{
  EntDiagnosticPage *self = ENT_DIAGNOSTIC_PAGE (page);
  g_autoptr (EntDiagnostic) diagnostic = result;

  fill_row (self, FILTER_COUNTRY, (const char *const *) diagnostic->countries);
  fill_row (self, FILTER_KIND, (const char *const *) diagnostic->kinds);
  fill_row (self, FILTER_THEME, (const char *const *) diagnostic->themes);
  fill_row (self, FILTER_PLACE, (const char *const *) diagnostic->places);
  adw_bin_set_child (self->actors_bin, create_actors (diagnostic));
  gtk_stack_set_visible_child_name (self->stack, diagnostic->n_all > 0 ? "actors" : "empty");
}

static gpointer
load_diagnostic (EntWorkspace *workspace,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  return ent_diagnostic_load (workspace, data, error);
}

static void
ent_diagnostic_page_refresh (EntPage *page)
{
  ent_page_load (page, load_diagnostic, create_filter (ENT_DIAGNOSTIC_PAGE (page)), free_filter, free_diagnostic, show_diagnostic);
}

static void
filter_changed_cb (EntDiagnosticPage *self)
{
  if (self->values[FILTER_COUNTRY] != NULL)
    ent_page_refresh (ENT_PAGE (self));
}

static gpointer
compose (EntWorkspace *workspace,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *today = ent_format_today ();

  return ent_diagnostic_sheet_compose (workspace, data, today, error);
}

static void
ent_diagnostic_page_print (EntPage *page,
                           EntPrintTarget target)
{
  ent_print_composed (GTK_WIDGET (page), ent_page_get_store (page), compose, create_filter (ENT_DIAGNOSTIC_PAGE (page)), free_filter, target);
}

/* What is added here is on the territory, or it would not be shown here. */
static gboolean
ent_diagnostic_page_add (EntPage *page)
{
  g_autoptr (GVariant) target = g_variant_ref_sink (g_variant_new_parsed ("('organisation', {'local': 'true', 'country': 'FR'})"));

  return gtk_widget_activate_action_variant (GTK_WIDGET (page), "record.new-with", target);
}

static void
ent_diagnostic_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_DIAGNOSTIC_PAGE);

  G_OBJECT_CLASS (ent_diagnostic_page_parent_class)->dispose (object);
}

static void
ent_diagnostic_page_finalize (GObject *object)
{
  for (guint i = 0; i < N_FILTERS; i++)
    g_strfreev (ENT_DIAGNOSTIC_PAGE (object)->values[i]);

  G_OBJECT_CLASS (ent_diagnostic_page_parent_class)->finalize (object);
}

static void
ent_diagnostic_page_class_init (EntDiagnosticPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_diagnostic_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_diagnostic_page_finalize;
  page_class->refresh = ent_diagnostic_page_refresh;
  page_class->print = ent_diagnostic_page_print;
  page_class->add = ent_diagnostic_page_add;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-diagnostic-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntDiagnosticPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntDiagnosticPage, country_row);
  gtk_widget_class_bind_template_child (widget_class, EntDiagnosticPage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, EntDiagnosticPage, theme_row);
  gtk_widget_class_bind_template_child (widget_class, EntDiagnosticPage, place_row);
  gtk_widget_class_bind_template_child (widget_class, EntDiagnosticPage, actors_bin);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
}

static void
ent_diagnostic_page_init (EntDiagnosticPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ent_combo_words_show (self->kind_row, "string");
  ent_combo_words_show (self->theme_row, "string");
  ent_combo_words_show (self->place_row, "string");
}
