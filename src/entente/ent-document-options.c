/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-document-options.h"

#include <glib/gi18n-lib.h>

#include "ent-choices.h"
#include "ent-combo-words.h"
#include "ent-format.h"
#include "ent-locale.h"
#include "ent-reference-picker.h"
#include "ent-settings.h"

struct _EntDocumentOptions
{
  AdwPreferencesGroup parent_instance;

  EntStore *store;         /* (nullable) (owned) */
  EntReturnsYear *figures; /* (nullable) (owned) */
  gboolean restricted;     /* to one kind */
  gboolean filling;        /* the rows are being set, not changed by the user */
  int year;
  char *subject; /* (nullable) (owned) */

  AdwComboRow *kind_row;
  AdwSpinRow *year_row;
  AdwComboRow *theme_row;
  AdwActionRow *project_row;
  AdwComboRow *form_row;
  AdwComboRow *language_row;
};

G_DEFINE_FINAL_TYPE (EntDocumentOptions, ent_document_options, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

/* In the order of their lists. */
static const char *const languages[] = { "fr", "en" };
static const char *const forms[] = { "xlsx", "csv-french", "csv" };
#define FRENCH_CSV 1u

static void
show_rows (EntDocumentOptions *self)
{
  EntDocumentKind kind = ent_document_options_get_kind (self);

  gtk_widget_set_visible (GTK_WIDGET (self->kind_row), !self->restricted);
  gtk_widget_set_visible (GTK_WIDGET (self->year_row), kind == ENT_DOCUMENT_ODA);
  gtk_widget_set_visible (GTK_WIDGET (self->theme_row), kind == ENT_DOCUMENT_PROGRAMMES);
  gtk_widget_set_visible (GTK_WIDGET (self->project_row), kind == ENT_DOCUMENT_EXPECTED && !self->restricted);
  gtk_widget_set_visible (GTK_WIDGET (self->form_row), ent_document_is_table (kind));
  /* What is published is said in the languages that it was written in. */
  gtk_widget_set_visible (GTK_WIDGET (self->language_row), kind != ENT_DOCUMENT_IATI);
}

static void
option_changed_cb (EntDocumentOptions *self)
{
  if (!self->filling)
    g_signal_emit (self, changed_signal, 0);
}

static void
kind_selected_cb (EntDocumentOptions *self)
{
  show_rows (self);
  option_changed_cb (self);
}

static void
show_subject (EntDocumentOptions *self)
{
  g_autofree char *headline
    = self->subject != NULL ? ent_workspace_get_headline (ent_store_get_reader (self->store), self->subject) : NULL;

  adw_action_row_set_subtitle (self->project_row, headline != NULL ? headline : _ ("Not said"));
}

static void
project_picked_cb (EntDocumentOptions *self,
                   const char *id)
{
  if (!g_set_str (&self->subject, id))
    return;

  show_subject (self);
  option_changed_cb (self);
}

static void
project_activated_cb (EntDocumentOptions *self)
{
  ent_reference_picker_ask (GTK_WIDGET (self), self->store, "project", G_CALLBACK (project_picked_cb));
}

static void
select_nick (AdwComboRow *row,
             const char *const *nicks,
             gsize n_nicks,
             const char *nick)
{
  for (gsize i = 0; i < n_nicks; i++)
    if (g_strcmp0 (nicks[i], nick) == 0)
      adw_combo_row_set_selected (row, (guint) i);
}

/* What was chosen last; at first, what the page shows and the interface speaks. */
static void
recall (EntDocumentOptions *self)
{
  g_autofree char *kind = ent_settings_get_string ("document-kind");
  g_autofree char *language = ent_settings_get_string ("document-language");
  g_autofree char *form = ent_settings_get_string ("document-form");
  g_autofree char *theme = ent_settings_get_string ("document-theme");
  const EntReturnsSelection *selection = self->figures != NULL ? ent_returns_year_get_selection (self->figures) : NULL;
  const char *wanted = selection != NULL && selection->theme != NULL ? selection->theme : theme;

  if (*kind != '\0' && !self->restricted)
    adw_combo_row_set_selected (self->kind_row, (guint) CLAMP (g_ascii_strtoll (kind, NULL, 10), 0, ENT_N_DOCUMENTS - 1));
  select_nick (self->language_row, languages, G_N_ELEMENTS (languages), *language != '\0' ? language : ent_locale_is_french () ? "fr" : "en");
  select_nick (self->form_row, forms, G_N_ELEMENTS (forms), *form != '\0' ? form : forms[0]);
  for (guint i = 0; i < ent_choices_themes.n_items; i++)
    if (g_str_equal (ent_choices_themes.items[i].nick, wanted))
      adw_combo_row_set_selected (self->theme_row, i + 1);
  /* Aid is declared once its year is over. */
  adw_spin_row_set_value (self->year_row, MIN (self->year, ent_format_this_year () - 1));
}

static void
fill (EntDocumentOptions *self,
      EntStore *store)
{
  self->filling = TRUE;
  self->store = g_object_ref (store);
  recall (self);
  show_subject (self);
  show_rows (self);
  self->filling = FALSE;
}

/* The first row that asks for something. */
static gboolean
ent_document_options_grab_focus (GtkWidget *widget)
{
  EntDocumentOptions *self = ENT_DOCUMENT_OPTIONS (widget);
  GtkWidget *rows[] = { GTK_WIDGET (self->kind_row), GTK_WIDGET (self->year_row), GTK_WIDGET (self->form_row), GTK_WIDGET (self->language_row) };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (gtk_widget_get_visible (rows[i]))
      return gtk_widget_grab_focus (rows[i]);

  return FALSE;
}

static void
ent_document_options_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_DOCUMENT_OPTIONS);

  G_OBJECT_CLASS (ent_document_options_parent_class)->dispose (object);
}

static void
ent_document_options_finalize (GObject *object)
{
  EntDocumentOptions *self = ENT_DOCUMENT_OPTIONS (object);

  g_clear_object (&self->store);
  g_clear_object (&self->figures);
  g_free (self->subject);

  G_OBJECT_CLASS (ent_document_options_parent_class)->finalize (object);
}

static void
ent_document_options_class_init (EntDocumentOptionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_document_options_dispose;
  object_class->finalize = ent_document_options_finalize;
  widget_class->grab_focus = ent_document_options_grab_focus;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-document-options.ui");
  gtk_widget_class_bind_template_child (widget_class, EntDocumentOptions, kind_row);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentOptions, year_row);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentOptions, theme_row);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentOptions, project_row);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentOptions, form_row);
  gtk_widget_class_bind_template_child (widget_class, EntDocumentOptions, language_row);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, option_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, project_activated_cb);
}

static void
ent_document_options_init (EntDocumentOptions *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) themes = gtk_string_list_new (NULL);
  /* Each in its own words. */
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]){ "Français", "English", NULL });

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (EntDocumentKind kind = 0; kind < ENT_N_DOCUMENTS; kind++)
    gtk_string_list_append (kinds, ent_document_get_label (kind));
  gtk_string_list_append (themes, _ ("All themes"));
  for (guint i = 0; i < ent_choices_themes.n_items; i++)
    gtk_string_list_append (themes, ent_choices_get_label (&ent_choices_themes, ent_choices_themes.items[i].nick));
  ent_combo_words_show (self->kind_row, "string");
  ent_combo_words_show (self->theme_row, "string");
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kinds));
  adw_combo_row_set_model (self->theme_row, G_LIST_MODEL (themes));
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  self->filling = FALSE;
}

/**
 * ent_document_options_set_up:
 * @self: options that were not set up yet
 * @store: the workspace
 * @figures: the figures of a year
 *
 * Offers all documents of the year.
 */
void
ent_document_options_set_up (EntDocumentOptions *self,
                             EntStore *store,
                             EntReturnsYear *figures)
{
  g_return_if_fail (ENT_IS_DOCUMENT_OPTIONS (self) && self->store == NULL);

  self->figures = g_object_ref (figures);
  self->year = ent_returns_year_get_year (figures);
  fill (self, store);
}

/**
 * ent_document_options_restrict:
 * @self: options that were not set up yet
 * @store: the workspace
 * @kind: a document that is not drawn from the figures of a year
 * @year: which year
 * @subject: (nullable): the project, of the returns expected
 *
 * Offers one document only.
 */
void
ent_document_options_restrict (EntDocumentOptions *self,
                               EntStore *store,
                               EntDocumentKind kind,
                               int year,
                               const char *subject)
{
  g_return_if_fail (ENT_IS_DOCUMENT_OPTIONS (self) && self->store == NULL);

  self->restricted = TRUE;
  self->year = year;
  self->subject = g_strdup (subject);
  self->filling = TRUE;
  adw_combo_row_set_selected (self->kind_row, kind);
  fill (self, store);
}

/**
 * ent_document_options_let_go:
 * @self: options that nobody uses any more
 *
 * Lets go of the workspace and the figures. GTK 4.18 never lets go of what is closed while it has the focus, and whatever
 * is beside it.
 */
void
ent_document_options_let_go (EntDocumentOptions *self)
{
  g_return_if_fail (ENT_IS_DOCUMENT_OPTIONS (self));

  g_clear_object (&self->store);
  g_clear_object (&self->figures);
}

/**
 * ent_document_options_get_kind:
 * @self: options
 *
 * Returns: the kind of document that is chosen
 */
EntDocumentKind
ent_document_options_get_kind (EntDocumentOptions *self)
{
  g_return_val_if_fail (ENT_IS_DOCUMENT_OPTIONS (self), 0);

  return MIN (adw_combo_row_get_selected (self->kind_row), ENT_N_DOCUMENTS - 1);
}

/**
 * ent_document_options_set_kind:
 * @self: options
 * @kind: the kind of document to choose
 */
void
ent_document_options_set_kind (EntDocumentOptions *self,
                               EntDocumentKind kind)
{
  g_return_if_fail (ENT_IS_DOCUMENT_OPTIONS (self));

  adw_combo_row_set_selected (self->kind_row, kind);
}

static const char *
get_theme (EntDocumentOptions *self)
{
  guint selected = adw_combo_row_get_selected (self->theme_row);

  return selected > 0 && selected <= ent_choices_themes.n_items ? ent_choices_themes.items[selected - 1].nick : NULL;
}

/**
 * ent_document_options_make_request:
 * @self: options
 *
 * Returns: (transfer full): what is asked for
 */
EntDocumentRequest *
ent_document_options_make_request (EntDocumentOptions *self)
{
  EntDocumentKind kind;
  EntReturnsSelection selection = { 0 };
  EntDocumentRequest request = { 0 };

  g_return_val_if_fail (ENT_IS_DOCUMENT_OPTIONS (self), NULL);

  kind = ent_document_options_get_kind (self);
  if (self->figures != NULL)
    selection = *ent_returns_year_get_selection (self->figures);
  if (kind == ENT_DOCUMENT_PROGRAMMES)
    selection.theme = (char *) get_theme (self);
  request.kind = kind;
  request.figures = self->figures;
  request.year = kind == ENT_DOCUMENT_ODA ? (int) adw_spin_row_get_value (self->year_row) : self->year;
  request.selection = &selection;
  request.subject = kind == ENT_DOCUMENT_EXPECTED ? self->subject : NULL;
  request.language = kind == ENT_DOCUMENT_IATI ? NULL : languages[MIN (adw_combo_row_get_selected (self->language_row), 1)];
  request.form = adw_combo_row_get_selected (self->form_row) == FRENCH_CSV ? ENT_CSV_FRENCH : ENT_CSV_INTERNATIONAL;

  return ent_document_request_copy (&request);
}

/**
 * ent_document_options_get_suffix:
 * @self: options
 *
 * Returns: (not nullable): the ending of the file, without the dot
 */
const char *
ent_document_options_get_suffix (EntDocumentOptions *self)
{
  g_return_val_if_fail (ENT_IS_DOCUMENT_OPTIONS (self), NULL);

  return ent_document_is_table (ent_document_options_get_kind (self)) && adw_combo_row_get_selected (self->form_row) >= FRENCH_CSV
           ? "csv"
           : ent_document_get_suffix (ent_document_options_get_kind (self));
}

/**
 * ent_document_options_get_name:
 * @self: options
 *
 * Returns: (transfer full): a name for the file, with the ending
 */
char *
ent_document_options_get_name (EntDocumentOptions *self)
{
  g_autoptr (EntDocumentRequest) request = ent_document_options_make_request (self);
  g_autofree char *name = ent_document_get_name (request->kind, request->year);

  *strrchr (name, '.') = '\0';
  return g_strconcat (name, ".", ent_document_options_get_suffix (self), NULL);
}

/**
 * ent_document_options_remember:
 * @self: options
 *
 * Proposes what is chosen again the next time.
 */
void
ent_document_options_remember (EntDocumentOptions *self)
{
  EntDocumentKind kind;
  g_autofree char *digits = NULL;

  g_return_if_fail (ENT_IS_DOCUMENT_OPTIONS (self));

  kind = ent_document_options_get_kind (self);
  digits = g_strdup_printf ("%d", kind);
  if (!self->restricted)
    ent_settings_set_string ("document-kind", digits);
  if (kind != ENT_DOCUMENT_IATI)
    ent_settings_set_string ("document-language", languages[MIN (adw_combo_row_get_selected (self->language_row), 1)]);
  if (ent_document_is_table (kind))
    ent_settings_set_string ("document-form", forms[MIN (adw_combo_row_get_selected (self->form_row), G_N_ELEMENTS (forms) - 1)]);
  if (kind == ENT_DOCUMENT_PROGRAMMES)
    ent_settings_set_string ("document-theme", get_theme (self) != NULL ? get_theme (self) : "");
}
