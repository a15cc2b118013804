/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-officials-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-children.h"
#include "ent-council-sections.h"
#include "ent-fold.h"
#include "ent-format.h"
#include "ent-officials.h"
#include "ent-section.h"
#include "ent-summary.h"
#include "ent-time.h"

struct _EntOfficialsPage
{
  EntPage parent_instance;

  GPtrArray *officials; /* (nullable) (element-type EntOfficial) (owned) */

  GtkSearchEntry *search_entry;
  AdwViewStack *view_stack;
  GtkStack *stack;
  GtkBox *box;
  GtkBox *council_box;
};

/* What the reading thread finds. */
typedef struct
{
  GPtrArray *officials; /* (nullable) (element-type EntOfficial) (owned) */
  EntCouncil *council;  /* (nullable) (owned) */
} Assembly;

G_DEFINE_FINAL_TYPE (EntOfficialsPage, ent_officials_page, ENT_TYPE_PAGE)

static char *
describe (const EntOfficial *official)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *period = ent_summary_get_period (official->start, official->end);

  g_ptr_array_add (words, (gpointer) ent_official_get_charge (official));
  if (official->delegation != NULL)
    g_ptr_array_add (words, official->delegation);
  if (!official->own)
    g_ptr_array_add (words, official->body);
  if (period != NULL)
    g_ptr_array_add (words, period);
  g_ptr_array_add (words, NULL);

  return g_strjoinv ("\u00a0· ", (char **) words->pdata);
}

static GtkWidget *
create_line (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
create_icon_line (const char *icon_name,
                  const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = create_line (text);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);

  return line;
}

static GtkWidget *
create_words (const EntOfficial *official)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *detail = describe (official);
  g_autofree char *themes = ent_official_join_themes (official);
  GtkWidget *name = create_line (official->name);
  GtkWidget *line = create_line (detail);

  gtk_widget_add_css_class (line, "caption");
  gtk_widget_add_css_class (line, "dim-label");
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), line);
  if (*themes != '\0')
    gtk_box_append (GTK_BOX (words), create_icon_line ("user-bookmarks-symbolic", themes));
  if (official->partnerships != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (official->partnerships, "\n", -1);
      g_autofree char *text = g_strjoinv (", ", lines);

      gtk_box_append (GTK_BOX (words), create_icon_line ("emblem-shared-symbolic", text));
    }
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);

  return words;
}

static GtkWidget *
create_row (const EntOfficial *official)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *avatar = adw_avatar_new (40, official->name, TRUE);
  g_autofree char *detail = describe (official);

  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), create_words (official));
  if (official->days > 0)
    {
      g_autofree char *days = ent_time_display_days (official->days);
      GtkWidget *pill = ent_pill_new (days, ENT_TONE_NEUTRAL);

      gtk_widget_set_valign (pill, GTK_ALIGN_START);
      gtk_widget_set_tooltip_text (pill, _ ("Involved this year"));
      gtk_box_append (GTK_BOX (box), pill);
    }
  gtk_widget_add_css_class (box, "ent-official");
  if (official->past)
    gtk_widget_add_css_class (box, "dim-label");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), official->name);
  gtk_accessible_update_state (GTK_ACCESSIBLE (avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, official->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "record.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", official->person);

  return row;
}

static gboolean
matches (const EntOfficial *official,
         const char *words)
{
  g_autofree char *detail = describe (official);
  g_autofree char *themes = ent_official_join_themes (official);
  g_autofree char *all = g_strjoin (" ", official->name, detail, themes, official->partnerships, NULL);
  g_autofree char *folded = ent_fold (all);

  return strstr (folded, words) != NULL;
}

static const char *
get_heading (const EntOfficial *official)
{
  if (official->past)
    return _ ("Formerly");

  return official->own ? _ ("In Office") : _ ("Partners’ Elected Officials");
}

/* The groups follow one another as the list is ordered. */
static void
fill (EntOfficialsPage *self)
{
  g_autofree char *words = ent_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  const char *heading = NULL;
  GtkWidget *section = NULL;

  ent_children_remove (GTK_WIDGET (self->box));
  for (guint i = 0; self->officials != NULL && i < self->officials->len; i++)
    {
      const EntOfficial *official = self->officials->pdata[i];

      if (*words != '\0' && !matches (official, words))
        continue;
      if (section == NULL || g_strcmp0 (heading, get_heading (official)) != 0)
        {
          heading = get_heading (official);
          section = ent_section_new (heading);
          gtk_box_append (self->box, section);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), create_row (official));
    }

  if (section != NULL)
    gtk_stack_set_visible_child_name (self->stack, "officials");
  else
    gtk_stack_set_visible_child_name (self->stack, *words != '\0' ? "nothing" : "empty");
}

static void
search_changed_cb (EntOfficialsPage *self)
{
  if (self->officials != NULL)
    fill (self);
}

static void
assembly_free (gpointer data)
{
  Assembly *self = data;

  g_clear_pointer (&self->officials, g_ptr_array_unref);
  g_clear_pointer (&self->council, ent_council_free);
  g_free (self);
}

static void
show_assembly (EntPage *page,
               gpointer result)
{
  EntOfficialsPage *self = ENT_OFFICIALS_PAGE (page);
  Assembly *assembly = result;

  g_clear_pointer (&self->officials, g_ptr_array_unref);
  self->officials = g_steal_pointer (&assembly->officials);
  fill (self);
  ent_children_remove (GTK_WIDGET (self->council_box));
  ent_council_sections_add (self->council_box, assembly->council);
  assembly_free (assembly);
}

static gpointer
load_assembly (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *today = ent_format_today ();
  Assembly *assembly = g_new0 (Assembly, 1);

  assembly->officials = ent_officials_list (workspace, today, error);
  assembly->council = assembly->officials != NULL ? ent_council_load (workspace, today, error) : NULL;
  if (assembly->council == NULL)
    g_clear_pointer (&assembly, assembly_free);

  return assembly;
}

static void
ent_officials_page_refresh (EntPage *page)
{
  ent_page_load (page, load_assembly, NULL, NULL, assembly_free, show_assembly);
}

static void
show_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  adw_view_stack_set_visible_child_name (ENT_OFFICIALS_PAGE (widget)->view_stack, g_variant_get_string (parameter, NULL));
}

static gboolean
ent_officials_page_find (EntPage *page)
{
  EntOfficialsPage *self = ENT_OFFICIALS_PAGE (page);

  adw_view_stack_set_visible_child_name (self->view_stack, "people");
  return gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
ent_officials_page_add (EntPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "record.new", "s", "mandate");
}

static void
ent_officials_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_OFFICIALS_PAGE);

  G_OBJECT_CLASS (ent_officials_page_parent_class)->dispose (object);
}

static void
ent_officials_page_finalize (GObject *object)
{
  g_clear_pointer (&ENT_OFFICIALS_PAGE (object)->officials, g_ptr_array_unref);

  G_OBJECT_CLASS (ent_officials_page_parent_class)->finalize (object);
}

static void
ent_officials_page_class_init (EntOfficialsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  object_class->dispose = ent_officials_page_dispose;
  object_class->finalize = ent_officials_page_finalize;
  page_class->refresh = ent_officials_page_refresh;
  page_class->find = ent_officials_page_find;
  page_class->add = ent_officials_page_add;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-officials-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntOfficialsPage, search_entry);
  gtk_widget_class_install_action (widget_class, "page.show", "s", show_action);
  gtk_widget_class_bind_template_child (widget_class, EntOfficialsPage, view_stack);
  gtk_widget_class_bind_template_child (widget_class, EntOfficialsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntOfficialsPage, box);
  gtk_widget_class_bind_template_child (widget_class, EntOfficialsPage, council_box);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
ent_officials_page_init (EntOfficialsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
