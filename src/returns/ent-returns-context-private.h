/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-builder-private.h"
#include "ent-returns-selection.h"
#include "ent-work-time.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

/* A project or partnership, to which returns, money and time belong. */
typedef struct _EntReturnsSubject EntReturnsSubject;
struct _EntReturnsSubject
{
  const char *id;                 /* (not nullable): interned */
  EntReturnsSubject *partnership; /* (nullable): of a project */
  gboolean is_project;
  gboolean is_partnership;
  gboolean is_running; /* in the year */

  /* Which parts of the selection it meets; all of an empty selection. */
  gboolean has_themes, meets_theme, meets_country, meets_partnership, meets_department, meets_official, meets_kind;

  /* What was found for it. */
  gboolean sought;          /* a return was sought, for it or for one of its projects */
  gboolean sought_economic; /* one of them was economic */
  gboolean gave;            /* money or time went out in the year */
  gboolean came_back;       /* an actual return was recorded in the year */
  guint counted_in;         /* the last figure that it was counted in, where each counts once */
};

typedef struct _EntReturnsDepartment EntReturnsDepartment;
struct _EntReturnsDepartment
{
  const char *id;               /* (not nullable): interned */
  const char *name;             /* (not nullable): interned */
  EntReturnsDepartment *parent; /* (nullable) */
  gboolean selected;
  gboolean mobilised; /* it, or one below it, in the year */
};

/* Where a person works, from when to when. */
typedef struct
{
  EntReturnsDepartment *department; /* (not nullable) */
  char *start;                      /* (nullable) (owned): a partial date */
  char *end;                        /* (nullable) (owned): a partial date */
} EntReturnsPost;

/* What all tables of a year are reckoned from. */
typedef struct
{
  EntWorkspace *workspace;
  EntDatabase *database;
  int year;
  char first[11]; /* 1 January */
  char last[11];  /* 31 December */
  EntReturnsSelection *selection; /* (owned) */
  GCancellable *cancellable;      /* (nullable) */
  EntReturnsBuilder *builder;

  char *own_authority;  /* (nullable) (owned) */
  char *own_department; /* (nullable) (owned) */
  EntWorkTime work_time;
  EntWorkdays workdays;

  GHashTable *subjects;    /* (owned): identifier → EntReturnsSubject (owned) */
  GHashTable *departments; /* (owned): identifier → EntReturnsDepartment (owned) */
  GHashTable *events;      /* (owned): identifier of an event → the subject it belongs to, of @subjects */
  GHashTable *posts;       /* (owned): identifier of a person → GArray of EntReturnsPost (owned) */
  GHashTable *officials;   /* (owned): elected officials of the year, interned identifiers */
  GHashTable *involved;    /* (owned): persons who took part, interned identifiers */
} EntReturnsContext;

typedef void (*EntReturnsRowFunc) (EntReturnsContext *self, EntStatement *statement, gpointer data);

EntReturnsContext *ent_returns_context_new  (EntWorkspace *workspace, int year, const EntReturnsSelection *selection, EntReturnsBuilder *builder, GCancellable *cancellable);
void               ent_returns_context_free (EntReturnsContext *self);
gboolean           ent_returns_context_load (EntReturnsContext *self, GError **error);

gboolean    ent_returns_context_each   (EntReturnsContext *self, const char *sql, EntReturnsRowFunc func, gpointer data, GError **error);
const char *ent_returns_context_intern (EntReturnsContext *self, EntStatement *statement, int column);

EntReturnsSubject    *ent_returns_context_get_subject    (EntReturnsContext *self, const char *id);
EntReturnsDepartment *ent_returns_context_get_department (EntReturnsContext *self, const char *person, const char *date);
gboolean              ent_returns_context_selects        (EntReturnsContext *self, const EntReturnsSubject *subject);
gboolean              ent_returns_context_selects_but_department (EntReturnsContext *self, const EntReturnsSubject *subject);
gboolean              ent_returns_context_selects_department (EntReturnsContext *self, const EntReturnsDepartment *department);
EntReturnsSubject    *ent_returns_subject_get_root       (EntReturnsSubject *self);
void                  ent_returns_department_mark        (EntReturnsDepartment *self);

/* The parts of a year, in the order in which they are reckoned. */
gboolean ent_returns_add_overview     (EntReturnsContext *self, GError **error);
gboolean ent_returns_add_stages       (EntReturnsContext *self, GError **error);
gboolean ent_returns_add_involvement  (EntReturnsContext *self, GError **error);
gboolean ent_returns_add_mobilisation (EntReturnsContext *self, GError **error);
gboolean ent_returns_add_budget       (EntReturnsContext *self, GError **error);
gboolean ent_returns_add_reciprocity  (EntReturnsContext *self, GError **error);
gboolean ent_returns_add_rationale    (EntReturnsContext *self, GError **error);
gboolean ent_returns_add_coverage     (EntReturnsContext *self, GError **error);
gboolean ent_returns_add_threads      (EntReturnsContext *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntReturnsContext, ent_returns_context_free)

G_END_DECLS
