/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-log-entry.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-log-offers.h"

/* More would be a list to read. */
#define MAX_OFFERS 4

struct _EntLogEntry
{
  AdwBin parent_instance;

  EntStore *store;           /* (not nullable) (owned) */
  GCancellable *cancellable; /* (nullable) (owned): while offers are looked for */
  gboolean entered;          /* Enter was pressed meanwhile */
  GPtrArray *offers;         /* (nullable) (owned) (element-type EntLogOffer): for what the line says now */

  AdwEntryRow *row;
  AdwWrapBox *offers_box;
};

G_DEFINE_FINAL_TYPE (EntLogEntry, ent_log_entry, ADW_TYPE_BIN)

typedef enum
{
  PROP_STORE = 1,
} EntLogEntryProperty;

static GParamSpec *props[PROP_STORE + 1];
static guint understood_signal, activated_signal;

static EntLogLine *
parse (EntLogEntry *self)
{
  g_autofree char *today = ent_format_today ();

  return ent_log_line_parse (gtk_editable_get_text (GTK_EDITABLE (self->row)), today);
}

static void
emit_understood (EntLogEntry *self,
                 const EntLogOffer *offer)
{
  g_autoptr (EntLogLine) line = parse (self);
  g_autoptr (EntRecord) said = ent_record_new (ent_schema_find ("involvement"), NULL);
  g_autofree char *rest = g_strjoinv (" ", line->words);

  if (line->unit != NULL)
    ent_record_set_real (said, "amount", line->amount);
  ent_record_set_text (said, "unit", line->unit);
  ent_record_set_text (said, "kind", line->kind);
  ent_record_set_text (said, "from", line->from);
  ent_record_set_text (said, "to", line->to);
  ent_record_set_text (said, "what", offer != NULL ? offer->what : rest);
  if (offer != NULL)
    {
      ent_record_set_text (said, "person", offer->person);
      ent_record_set_text (said, "subject", offer->subject);
    }
  g_signal_emit (self, understood_signal, 0, said);
}

static void
offer_clicked_cb (EntLogEntry *self,
                  GtkToggleButton *button)
{
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position"));

  if (gtk_toggle_button_get_active (button) && self->offers != NULL && position < self->offers->len)
    emit_understood (self, self->offers->pdata[position]);
}

static char *
describe (const EntLogOffer *offer)
{
  if (offer->person == NULL || offer->subject == NULL)
    return g_strdup (offer->person != NULL ? offer->person_headline : offer->subject_headline);

  return g_strdup_printf ("%s · %s", offer->subject_headline, offer->person_headline);
}

static GtkWidget *
create_button (EntLogEntry *self,
               guint position)
{
  g_autofree char *text = describe (self->offers->pdata[position]);
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "ent-recent");
  gtk_widget_set_tooltip_text (button, text);
  g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (position));

  return button;
}

static void
show_offers (EntLogEntry *self)
{
  GtkToggleButton *first = NULL;
  GtkWidget *former;

  while ((former = gtk_widget_get_first_child (GTK_WIDGET (self->offers_box))) != NULL)
    adw_wrap_box_remove (self->offers_box, former);
  for (guint i = 0; self->offers != NULL && i < self->offers->len; i++)
    {
      GtkWidget *button = create_button (self, i);

      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == 0);
      g_signal_connect_object (button, "toggled", G_CALLBACK (offer_clicked_cb), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->offers_box, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->offers_box), self->offers != NULL && self->offers->len > 1);
}

static gpointer
list_offers (EntWorkspace *workspace,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return ent_log_offers_list (workspace, data, MAX_OFFERS, error);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EntLogEntry) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = ent_store_finish (ENT_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  self->offers = g_steal_pointer (&offers);
  show_offers (self);
  /* What cannot be looked for can still be filled in below. */
  emit_understood (self, self->offers != NULL && self->offers->len > 0 ? self->offers->pdata[0] : NULL);
  if (self->entered)
    g_signal_emit (self, activated_signal, 0);
  self->entered = FALSE;
}

static void
cancel (EntLogEntry *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->entered = FALSE;
}

static void
changed_cb (EntLogEntry *self)
{
  cancel (self);
  self->cancellable = g_cancellable_new ();
  ent_store_read_async (self->store, list_offers, parse (self), (GDestroyNotify) ent_log_line_free, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, listed_cb, g_object_ref (self));
}

static void
activated_cb (EntLogEntry *self)
{
  if (self->cancellable != NULL)
    self->entered = TRUE;
  else
    g_signal_emit (self, activated_signal, 0);
}

static gboolean
ent_log_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ENT_LOG_ENTRY (widget)->row));
}

static void
ent_log_entry_dispose (GObject *object)
{
  EntLogEntry *self = ENT_LOG_ENTRY (object);

  cancel (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_LOG_ENTRY);

  G_OBJECT_CLASS (ent_log_entry_parent_class)->dispose (object);
}

static void
ent_log_entry_finalize (GObject *object)
{
  EntLogEntry *self = ENT_LOG_ENTRY (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->offers, g_ptr_array_unref);

  G_OBJECT_CLASS (ent_log_entry_parent_class)->finalize (object);
}

static void
ent_log_entry_set_property (GObject *object,
                            guint prop_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  switch ((EntLogEntryProperty) prop_id)
    {
    case PROP_STORE:
      ENT_LOG_ENTRY (object)->store = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_log_entry_class_init (EntLogEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_log_entry_dispose;
  object_class->finalize = ent_log_entry_finalize;
  object_class->set_property = ent_log_entry_set_property;
  widget_class->grab_focus = ent_log_entry_grab_focus;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE,
                                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  understood_signal = g_signal_new ("understood", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    ENT_TYPE_RECORD);
  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-log-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, EntLogEntry, row);
  gtk_widget_class_bind_template_child (widget_class, EntLogEntry, offers_box);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
ent_log_entry_init (EntLogEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_log_entry_new:
 * @store: the workspace in which people and projects are looked for
 *
 * Returns: (transfer floating): an empty line
 */
GtkWidget *
ent_log_entry_new (EntStore *store)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);

  return g_object_new (ENT_TYPE_LOG_ENTRY, "store", store, NULL);
}

/**
 * ent_log_entry_set_text:
 * @self: a line
 * @text: what it shall say, as if somebody had typed it
 */
void
ent_log_entry_set_text (EntLogEntry *self,
                        const char *text)
{
  g_return_if_fail (ENT_IS_LOG_ENTRY (self));

  gtk_editable_set_text (GTK_EDITABLE (self->row), text);
}
