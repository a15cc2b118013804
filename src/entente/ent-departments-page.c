/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-departments-page.h"

#include <glib/gi18n-lib.h>

#include "ent-children.h"
#include "ent-department-item.h"
#include "ent-department-sections.h"
#include "ent-format.h"
#include "ent-language-survey.h"
#include "ent-language.h"
#include "ent-summary.h"
#include "ent-time.h"

struct _EntDepartmentsPage
{
  EntPage parent_instance;

  GtkStack *stack;
  GtkListView *list_view;
  GtkBox *to_ask_box;
  AdwViewStack *view_stack;
  AdwComboRow *language_row;
  AdwComboRow *level_row;
  AdwBin *speakers_bin;

  GStrv codes;      /* (nullable) (owned): of the languages in the list, after “any” */
  gboolean filling; /* the list is being filled, not chosen from */
};

/* Which languages are looked for. */
typedef struct
{
  char *language; /* (nullable) (owned): code */
  char *level;    /* (nullable) (owned): the least */
} Filter;

static void
filter_free (gpointer data)
{
  Filter *self = data;

  g_free (self->language);
  g_free (self->level);
  g_free (self);
}

/* What the page shows. */
typedef struct
{
  GListModel *roots;  /* (owned) (element-type EntDepartmentItem) */
  GPtrArray *unasked; /* (owned) (element-type EntMatch) */
  GPtrArray *matches; /* (owned) (element-type EntMatch) */
  GStrv codes;        /* (owned): of the languages that are spoken */
  GPtrArray *speakers; /* (owned) (element-type EntSpeaker) */
} Loaded;

static void
loaded_free (Loaded *self)
{
  g_clear_object (&self->roots);
  g_clear_pointer (&self->unasked, g_ptr_array_unref);
  g_clear_pointer (&self->matches, g_ptr_array_unref);
  g_strfreev (self->codes);
  g_clear_pointer (&self->speakers, g_ptr_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

G_DEFINE_FINAL_TYPE (EntDepartmentsPage, ent_departments_page, ENT_TYPE_PAGE)

/* GtkNoSelection<GtkTreeListRow>
 *   +-- GtkTreeListModel<GtkTreeListRow>       all unfolded
 *         +-- GListStore<EntDepartmentItem>    replaced, never spliced, when the workspace changes
 */

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
    }

  return label;
}

static char *
get_row_id (GtkWidget *expander)
{
  g_autoptr (EntDepartmentItem) item = gtk_tree_expander_get_item (GTK_TREE_EXPANDER (expander));

  return g_strdup (ent_department_item_get_id (item));
}

static GdkContentProvider *
drag_prepared_cb (GtkDragSource *source,
                  double x,
                  double y,
                  GtkWidget *expander)
{
  g_autofree char *id = get_row_id (expander);

  return gdk_content_provider_new_typed (G_TYPE_STRING, id);
}

/* A department that is dropped on another becomes part of it. */
static gboolean
dropped_cb (GtkWidget *expander,
            const GValue *value)
{
  g_autofree char *parent = get_row_id (expander);
  const char *id = g_value_get_string (value);

  return id != NULL && g_str_has_prefix (id, "department:") && !g_str_equal (id, parent)
         && gtk_widget_activate_action (expander, "department.move", "(ss)", id, parent);
}

static void
add_dragging (GtkWidget *expander)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepared_cb), expander);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (dropped_cb), expander);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (target));
}

static void
append_action (GMenu *menu,
               const char *label,
               const char *action,
               GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

/* What dragging does, by the keyboard too. */
static GMenuModel *
create_menu (const char *id)
{
  GMenu *menu = g_menu_new ();

  append_action (menu, _ ("_Move To…"), "department.move-to", g_variant_new_string (id));
  append_action (menu, _ ("Move to the _Top"), "department.move", g_variant_new ("(ss)", id, ""));
  append_action (menu, _ ("_Add a Department Below…"), "record.new-for", g_variant_new ("(sss)", "department", "parent", id));
  append_action (menu, _ ("New _Request…"), "department.ask", g_variant_new ("(ss)", id, ""));
  append_action (menu, _ ("This Is _Our Unit"), "department.own", g_variant_new_string (id));

  return G_MENU_MODEL (menu);
}

static void
row_set_up_cb (EntDepartmentsPage *self,
               GtkListItem *list_item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *pills = adw_wrap_box_new ();
  GtkWidget *more = gtk_menu_button_new ();

  gtk_box_append (GTK_BOX (words), create_label (NULL));
  gtk_box_append (GTK_BOX (words), create_label ("caption"));
  gtk_widget_set_hexpand (words, TRUE);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (pills), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (pills), 3);
  adw_wrap_box_append (ADW_WRAP_BOX (pills), ent_pill_new (NULL, ENT_TONE_ACCENT));
  adw_wrap_box_append (ADW_WRAP_BOX (pills), ent_pill_new (NULL, ENT_TONE_WARNING));
  adw_wrap_box_append (ADW_WRAP_BOX (pills), ent_pill_new (NULL, ENT_TONE_NEUTRAL));
  gtk_box_append (GTK_BOX (words), pills);
  gtk_box_append (GTK_BOX (box), words);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_valign (more, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (more, _ ("More"));
  gtk_box_append (GTK_BOX (box), more);
  add_dragging (expander);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (list_item, expander);
}

static void
show_in (GtkWidget *label,
         const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

/* Where the unit sits, and how far that is from where the authority is led. */
static char *
describe_own (EntDepartmentItem *item)
{
  guint levels = ent_department_item_get_levels (item);

  if (!ent_department_item_is_own (item))
    return NULL;
  if (levels == 0)
    return g_strdup (_ ("Our unit"));

  /* Translators: DGS is the director general of services */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Our unit, %u level below the DGS", "Our unit, %u levels below the DGS", levels), levels);
}

static void
row_bound_cb (EntDepartmentsPage *self,
              GtkListItem *list_item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  g_autoptr (EntDepartmentItem) item = gtk_tree_list_row_get_item (row);
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkWidget *words = gtk_widget_get_first_child (gtk_tree_expander_get_child (expander));
  GtkWidget *name = gtk_widget_get_first_child (words);
  GtkWidget *pills = gtk_widget_get_last_child (words);
  guint n_waiting = ent_department_item_get_waiting (item);
  g_autofree char *days = ent_department_item_get_days (item) > 0 ? ent_time_display_days (ent_department_item_get_days (item)) : NULL;
  g_autofree char *own = describe_own (item);
  g_autofree char *answers = NULL;
  g_autoptr (GMenuModel) menu = create_menu (ent_department_item_get_id (item));

  if (n_waiting > 0)
    answers = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u unanswered", "%u unanswered", n_waiting), n_waiting);
  gtk_tree_expander_set_list_row (expander, row);
  show_in (name, ent_department_item_get_name (item));
  show_in (gtk_widget_get_next_sibling (name), ent_department_item_get_detail (item));
  show_in (gtk_widget_get_first_child (pills), own);
  show_in (gtk_widget_get_next_sibling (gtk_widget_get_first_child (pills)), answers);
  show_in (gtk_widget_get_last_child (pills), days);
  gtk_widget_set_visible (pills, own != NULL || answers != NULL || days != NULL);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (gtk_widget_get_next_sibling (words)), menu);
  gtk_list_item_set_accessible_label (list_item, ent_department_item_get_name (item));
  gtk_list_item_set_accessible_description (list_item, ent_department_item_get_detail (item));
}

static void
activated_cb (EntDepartmentsPage *self,
              guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list_view)), position);
  g_autoptr (EntDepartmentItem) item = gtk_tree_list_row_get_item (row);

  gtk_widget_activate_action (GTK_WIDGET (self), "record.open", "s", ent_department_item_get_id (item));
}

static GListModel *
get_children (gpointer item,
              gpointer user_data)
{
  GListModel *children = ent_department_item_get_children (item);

  return g_list_model_get_n_items (children) > 0 ? g_object_ref (children) : NULL;
}

static Filter *
get_filter (EntDepartmentsPage *self)
{
  Filter *filter = g_new0 (Filter, 1);
  guint language = adw_combo_row_get_selected (self->language_row);
  guint level = adw_combo_row_get_selected (self->level_row);
  GListModel *levels = adw_combo_row_get_model (self->level_row);

  if (self->codes != NULL && language > 0 && language <= g_strv_length (self->codes))
    filter->language = g_strdup (self->codes[language - 1]);
  if (level > 0 && level != GTK_INVALID_LIST_POSITION)
    filter->level = g_strdup (gtk_string_list_get_string (GTK_STRING_LIST (levels), level));

  return filter;
}

/* The language that was chosen stays so, wherever it now stands. */
static void
fill_languages (EntDepartmentsPage *self,
                GStrv codes)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  Filter *filter = get_filter (self);
  guint selected = 0;

  gtk_string_list_append (names, _ ("Any language"));
  for (guint i = 0; codes[i] != NULL; i++)
    {
      const EntLanguage *language = ent_language_find (codes[i]);

      gtk_string_list_append (names, language != NULL ? ent_language_get_name (language) : codes[i]);
      if (g_strcmp0 (filter->language, codes[i]) == 0)
        selected = i + 1;
    }
  filter_free (filter);
  self->filling = TRUE;
  g_strfreev (self->codes);
  self->codes = codes;
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language_row, selected);
  self->filling = FALSE;
}

static void
show_departments (EntPage *page,
                  gpointer result)
{
  EntDepartmentsPage *self = ENT_DEPARTMENTS_PAGE (page);
  g_autoptr (Loaded) loaded = result;
  gboolean any = g_list_model_get_n_items (loaded->roots) > 0;
  GtkTreeListModel *tree = gtk_tree_list_model_new (g_steal_pointer (&loaded->roots), FALSE, TRUE, get_children, NULL, NULL);
  g_autoptr (GtkSelectionModel) selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (tree)));

  gtk_list_view_set_model (self->list_view, selection);
  ent_children_remove (GTK_WIDGET (self->to_ask_box));
  gtk_box_append (self->to_ask_box, ent_department_matches_section_new (loaded->matches, FALSE));
  gtk_box_append (self->to_ask_box, ent_department_unasked_section_new (loaded->unasked));
  fill_languages (self, g_steal_pointer (&loaded->codes));
  adw_bin_set_child (self->speakers_bin, ent_speakers_section_new (loaded->speakers));
  gtk_stack_set_visible_child_name (self->stack, any ? "departments" : "empty");
}

static gpointer
load_departments (EntWorkspace *workspace,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *today = ent_format_today ();
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);
  const Filter *filter = data;

  loaded->roots = ent_departments_load (workspace, today, error);
  loaded->unasked = loaded->roots != NULL ? ent_departments_list_unasked (workspace, error) : NULL;
  loaded->matches = loaded->unasked != NULL ? ent_departments_list_matches (workspace, NULL, error) : NULL;

  loaded->codes = loaded->matches != NULL ? ent_speakers_list_languages (workspace, today, error) : NULL;
  loaded->speakers = loaded->codes != NULL ? ent_speakers_list (workspace, filter->language, filter->level, today, error) : NULL;

  return loaded->speakers != NULL ? g_steal_pointer (&loaded) : NULL;
}

static void
ent_departments_page_refresh (EntPage *page)
{
  ent_page_load (page, load_departments, get_filter (ENT_DEPARTMENTS_PAGE (page)), filter_free, (GDestroyNotify) loaded_free, show_departments);
}

static void
filter_changed_cb (EntDepartmentsPage *self)
{
  if (!self->filling && self->codes != NULL)
    ent_page_refresh (ENT_PAGE (self));
}

static gpointer
compose_survey (EntWorkspace *workspace,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  const Filter *filter = data;
  g_autofree char *today = ent_format_today ();

  return ent_language_survey_compose (workspace, filter->language, filter->level, today, error);
}

/* What one looks at: the survey of languages, or the departments. */
static void
ent_departments_page_print (EntPage *page,
                            EntPrintTarget target)
{
  static const char *const columns[] = { "name", "level", "parent", "themes", NULL };
  EntDepartmentsPage *self = ENT_DEPARTMENTS_PAGE (page);
  g_autoptr (EntQuery) query = NULL;

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->view_stack), "languages") != 0)
    {
      query = ent_query_new (ent_schema_find ("department"));
      ent_print_list (GTK_WIDGET (page), ent_page_get_store (page), query, columns, target);
      return;
    }

  ent_print_composed (GTK_WIDGET (page), ent_page_get_store (page), compose_survey, get_filter (self), filter_free, target);
}

static gboolean
ent_departments_page_add (EntPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "record.new", "s", "department");
}

static void
ent_departments_page_dispose (GObject *object)
{
  EntDepartmentsPage *self = ENT_DEPARTMENTS_PAGE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENT_TYPE_DEPARTMENTS_PAGE);

  G_OBJECT_CLASS (ent_departments_page_parent_class)->dispose (object);
}

static void
view_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  adw_view_stack_set_visible_child_name (ENT_DEPARTMENTS_PAGE (widget)->view_stack, g_variant_get_string (parameter, NULL));
}

static void
ent_departments_page_finalize (GObject *object)
{
  g_strfreev (ENT_DEPARTMENTS_PAGE (object)->codes);

  G_OBJECT_CLASS (ent_departments_page_parent_class)->finalize (object);
}

static void
ent_departments_page_class_init (EntDepartmentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EntPageClass *page_class = ENT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ent_departments_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_departments_page_finalize;
  page_class->refresh = ent_departments_page_refresh;
  page_class->add = ent_departments_page_add;
  page_class->print = ent_departments_page_print;

  gtk_widget_class_install_action (widget_class, "page.view", "s", view_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/entente/Entente/ent-departments-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EntDepartmentsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EntDepartmentsPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, EntDepartmentsPage, to_ask_box);
  gtk_widget_class_bind_template_child (widget_class, EntDepartmentsPage, view_stack);
  gtk_widget_class_bind_template_child (widget_class, EntDepartmentsPage, language_row);
  gtk_widget_class_bind_template_child (widget_class, EntDepartmentsPage, level_row);
  gtk_widget_class_bind_template_child (widget_class, EntDepartmentsPage, speakers_bin);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
ent_departments_page_init (EntDepartmentsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
