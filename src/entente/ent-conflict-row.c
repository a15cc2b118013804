/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-conflict-row.h"

#include <glib/gi18n-lib.h>

struct _EntConflictRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *headline_label;
  GtkLabel *field_label;
  GtkButton *open_button;
  GtkLabel *mine_label;
  GtkButton *mine_button;
  GtkLabel *author_label;
  GtkLabel *theirs_label;
  GtkButton *theirs_button;
  GtkWidget *base_box;
  GtkLabel *base_label;
  GtkButton *base_button;
  GtkButton *both_button;
};

G_DEFINE_FINAL_TYPE (EntConflictRow, ent_conflict_row, ADW_TYPE_PREFERENCES_ROW)

static void
ent_conflict_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_CONFLICT_ROW);

  G_OBJECT_CLASS (ent_conflict_row_parent_class)->dispose (object);
}

static void
ent_conflict_row_class_init (EntConflictRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_conflict_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-conflict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, headline_label);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, field_label);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, open_button);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, mine_label);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, mine_button);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, author_label);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, theirs_label);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, theirs_button);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, base_box);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, base_label);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, base_button);
  gtk_widget_class_bind_template_child (widget_class, EntConflictRow, both_button);
}

static void
ent_conflict_row_init (EntConflictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The buttons look alike on every row: a screen reader hears which value, and of what. */
static void
set_choice (GtkButton *button,
            const EntAtlasConflict *conflict,
            EntSyncSide side,
            const char *value)
{
  /* Translators: what a button does, then the name of a field, then its value */
  g_autofree char *name = g_strdup_printf (_ ("%1$s: %2$s, %3$s"), gtk_button_get_label (button), conflict->label, value);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sssu)", conflict->remote, conflict->id, conflict->field, (guint) side);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.resolve");
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * ent_conflict_row_new:
 * @conflict: a conflict
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
ent_conflict_row_new (const EntAtlasConflict *conflict)
{
  EntConflictRow *self = g_object_new (ENT_TYPE_CONFLICT_ROW, "use-markup", FALSE, "title", conflict->headline, NULL);

  gtk_label_set_label (self->headline_label, conflict->headline);
  gtk_label_set_label (self->field_label, conflict->label);
  gtk_label_set_label (self->mine_label, conflict->mine);
  gtk_label_set_label (self->author_label, conflict->author);
  gtk_label_set_label (self->theirs_label, conflict->theirs);
  set_choice (self->mine_button, conflict, ENT_SYNC_MINE, conflict->mine);
  set_choice (self->theirs_button, conflict, ENT_SYNC_THEIRS, conflict->theirs);
  gtk_widget_set_visible (GTK_WIDGET (self->both_button), conflict->both);
  if (conflict->both)
    {
      /* Translators: a value, and another one after it */
      g_autofree char *both = g_strdup_printf (_ ("%1$s and %2$s"), conflict->mine, conflict->theirs);

      set_choice (self->both_button, conflict, ENT_SYNC_BOTH, both);
    }
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "s", conflict->id);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), conflict->here);

  gtk_widget_set_visible (self->base_box, conflict->base != NULL);
  if (conflict->base != NULL)
    {
      gtk_label_set_label (self->base_label, conflict->base);
      set_choice (self->base_button, conflict, ENT_SYNC_BASE, conflict->base);
    }

  return GTK_WIDGET (self);
}
