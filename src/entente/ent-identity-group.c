/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-identity-group.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-ask-file.h"
#include "ent-identity.h"
#include "ent-paper-texture.h"

/* Of the picture in its row, at twice its size for sharp screens. */
#define LOGO_WIDTH 96.0
#define LOGO_HEIGHT 64.0

struct _EntIdentityGroup
{
  AdwPreferencesGroup parent_instance;

  EntStore *store;  /* (nullable) (owned) */
  gboolean filling; /* the colour is being shown, not chosen */
  guint n_pending;  /* reads and writes under way */

  AdwActionRow *logo_row;
  GtkPicture *logo_picture;
  GtkWidget *remove_button;
  GtkWidget *choose_button;
  AdwActionRow *color_row;
  GtkWidget *reset_button;
  GtkColorDialogButton *color_button;
};

G_DEFINE_FINAL_TYPE (EntIdentityGroup, ent_identity_group, ADW_TYPE_PREFERENCES_GROUP)

/* What is chosen; %NULL takes away what was. */
typedef struct
{
  gboolean is_logo;
  char *value; /* (nullable) (owned): a path or a colour */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *self = data;

  g_free (self->value);
  g_free (self);
}

/* Said where it was chosen, and heard by who does not see it. */
static void
set_subtitle (AdwActionRow *row,
              const char *text,
              gboolean is_error)
{
  adw_action_row_set_subtitle (row, text);
  if (!is_error)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      return;
    }

  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (row), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_logo (EntIdentityGroup *self,
           cairo_surface_t *logo)
{
  g_autoptr (GdkTexture) texture = NULL;

  if (logo != NULL)
    {
      double width = cairo_image_surface_get_width (logo), height = cairo_image_surface_get_height (logo);

      texture = ent_paper_texture_new (logo, width, height, fmin (1, fmin (LOGO_WIDTH / width, LOGO_HEIGHT / height)));
    }
  gtk_picture_set_paintable (self->logo_picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->logo_picture), logo != NULL);
  gtk_widget_set_visible (self->remove_button, logo != NULL);
  set_subtitle (self->logo_row, logo != NULL ? "" : _ ("None yet: a PNG picture"), FALSE);
}

/* The colour as it is printed: what is too light was darkened. */
static void
show_color (EntIdentityGroup *self,
            guint32 color)
{
  const GdkRGBA rgba = { (color >> 16 & 0xff) / 255.0f, (color >> 8 & 0xff) / 255.0f, (color & 0xff) / 255.0f, 1 };

  self->filling = TRUE;
  gtk_color_dialog_button_set_rgba (self->color_button, &rgba);
  self->filling = FALSE;
  gtk_widget_set_visible (self->reset_button, color != ENT_IDENTITY_BLUE);
  set_subtitle (self->color_row, _ ("A colour too light for white text is darkened"), FALSE);
}

static gpointer
read_identity (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  return ent_identity_load (workspace);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EntIdentityGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntIdentity) identity = ent_store_finish (ENT_STORE (source), result, &error);

  self->n_pending--;
  if (identity == NULL)
    {
      set_subtitle (self->logo_row, error->message, TRUE);
      return;
    }

  show_logo (self, identity->logo);
  show_color (self, identity->color);
}

static void
load (EntIdentityGroup *self)
{
  self->n_pending++;
  ent_store_read_async (self->store, read_identity, NULL, NULL, (GDestroyNotify) ent_identity_free, NULL, loaded_cb, g_object_ref (self));
}

static gpointer
write_choice (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const Choice *choice = data;

  if (choice->is_logo)
    ent_identity_set_logo (workspace, choice->value, error);
  else
    ent_identity_set_color (workspace, choice->value, error);
  return NULL;
}

/* What could not be taken is told in its own row, and changes nothing. */
static void
finish_choice (EntIdentityGroup *self,
               AdwActionRow *row,
               GObject *source,
               GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  self->n_pending--;
  ent_store_finish (ENT_STORE (source), result, &error);
  if (error == NULL)
    load (self);
  else
    set_subtitle (row, error->message, TRUE);
}

static void
logo_written_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (EntIdentityGroup) self = user_data;

  finish_choice (self, self->logo_row, source, result);
}

static void
color_written_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (EntIdentityGroup) self = user_data;

  finish_choice (self, self->color_row, source, result);
}

static void
choose (EntIdentityGroup *self,
        gboolean is_logo,
        char *value)
{
  GAsyncReadyCallback callback = is_logo ? logo_written_cb : color_written_cb;
  Choice *choice = g_new0 (Choice, 1);

  choice->is_logo = is_logo;
  choice->value = value;
  self->n_pending++;
  ent_store_write_async (self->store, write_choice, choice, choice_free, NULL, NULL, callback, g_object_ref (self));
}

static void
logo_chosen_cb (GtkWidget *widget,
                GFile *file)
{
  ent_identity_group_take_logo (ENT_IDENTITY_GROUP (widget), file);
}

static void
choose_clicked_cb (EntIdentityGroup *self)
{
  ent_ask_for_file (GTK_WIDGET (self), _ ("Choose a Logo"), _ ("PNG pictures"), "png", NULL, logo_chosen_cb);
}

static void
remove_clicked_cb (EntIdentityGroup *self)
{
  choose (self, TRUE, NULL);
}

static void
color_chosen_cb (EntIdentityGroup *self)
{
  const GdkRGBA *rgba = gtk_color_dialog_button_get_rgba (self->color_button);

  if (!self->filling && self->store != NULL)
    choose (self, FALSE, g_strdup_printf ("#%02x%02x%02x", (guint) lround (rgba->red * 255), (guint) lround (rgba->green * 255),
                                          (guint) lround (rgba->blue * 255)));
}

static void
reset_clicked_cb (EntIdentityGroup *self)
{
  choose (self, FALSE, NULL);
}

static void
ent_identity_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_IDENTITY_GROUP);

  G_OBJECT_CLASS (ent_identity_group_parent_class)->dispose (object);
}

static void
ent_identity_group_finalize (GObject *object)
{
  g_clear_object (&ENT_IDENTITY_GROUP (object)->store);

  G_OBJECT_CLASS (ent_identity_group_parent_class)->finalize (object);
}

static void
ent_identity_group_class_init (EntIdentityGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ent_identity_group_dispose;
  object_class->finalize = ent_identity_group_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-identity-group.ui");
  gtk_widget_class_bind_template_child (widget_class, EntIdentityGroup, logo_row);
  gtk_widget_class_bind_template_child (widget_class, EntIdentityGroup, logo_picture);
  gtk_widget_class_bind_template_child (widget_class, EntIdentityGroup, remove_button);
  gtk_widget_class_bind_template_child (widget_class, EntIdentityGroup, choose_button);
  gtk_widget_class_bind_template_child (widget_class, EntIdentityGroup, color_row);
  gtk_widget_class_bind_template_child (widget_class, EntIdentityGroup, reset_button);
  gtk_widget_class_bind_template_child (widget_class, EntIdentityGroup, color_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, color_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked_cb);
}

static void
ent_identity_group_init (EntIdentityGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ent_identity_group_set_store:
 * @self: a group that has none yet
 * @store: the workspace whose documents it is about
 */
void
ent_identity_group_set_store (EntIdentityGroup *self,
                              EntStore *store)
{
  g_return_if_fail (ENT_IS_IDENTITY_GROUP (self));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !ent_store_is_read_only (store));
  load (self);
}

/**
 * ent_identity_group_take_logo:
 * @self: a group with a store
 * @file: a picture, which is copied into the workspace; where it is none, the row says so and the former one stays
 */
void
ent_identity_group_take_logo (EntIdentityGroup *self,
                              GFile *file)
{
  g_autofree char *path = NULL;

  g_return_if_fail (ENT_IS_IDENTITY_GROUP (self));

  path = g_file_get_path (file);
  if (path != NULL)
    choose (self, TRUE, g_steal_pointer (&path));
  else
    set_subtitle (self->logo_row, _ ("Choose a file on this computer."), TRUE);
}

/**
 * ent_identity_group_is_busy:
 * @self: a group
 *
 * Returns: whether something is being read or written
 */
gboolean
ent_identity_group_is_busy (EntIdentityGroup *self)
{
  g_return_val_if_fail (ENT_IS_IDENTITY_GROUP (self), FALSE);

  return self->n_pending > 0;
}
