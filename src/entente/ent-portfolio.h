/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/* A partnership that an elected official carries. */
typedef struct
{
  char *partnership; /* (not nullable) (owned): identifier */
  char *title;       /* (not nullable) (owned) */
  char *since;       /* (nullable) (owned): the day on which it was said */
  gboolean leads;    /* is its lead elected official */
  guint n_others;    /* in office, who carry it too */
} EntPortfolioCarried;

/* A seat in a network, now or before. */
typedef struct
{
  char *role;        /* (not nullable) (owned): identifier */
  char *network;     /* (not nullable) (owned): headline */
  char *title;       /* (nullable) (owned) */
  char *start;       /* (nullable) (owned): a date, perhaps partial */
  char *end;         /* (nullable) (owned) */
  char *mission_letter; /* (nullable) (owned) */
  char *report_due;  /* (nullable) (owned): YYYY-MM-DD */
  gboolean past;
} EntPortfolioSeat;

/**
 * EntPortfolio:
 *
 * What an elected official is in charge of: terms of office, former ones too, partnerships carried and seats in networks.
 */
typedef struct
{
  GPtrArray *terms;   /* (element-type EntOfficial) (owned) */
  GPtrArray *carried; /* (element-type EntPortfolioCarried) (owned) */
  GPtrArray *words;   /* (element-type EntRecord) (owned): political support said, the first word first */
  GPtrArray *seats;   /* (element-type EntPortfolioSeat) (owned): those held now first */
} EntPortfolio;

EntPortfolio *ent_portfolio_load    (EntWorkspace *workspace, const char *person, const char *today, GError **error);
void          ent_portfolio_free    (EntPortfolio *self);
gboolean      ent_portfolio_carries (const EntPortfolio *self, const char *partnership);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntPortfolio, ent_portfolio_free)

G_END_DECLS
