/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntAlertKind:
 * @ENT_ALERT_NOT_FILED: an agreement is signed but not filed with the prefecture, hence not in force
 * @ENT_ALERT_NO_MANDATE: an elected official's mission abroad has no special mandate voted before the departure
 * @ENT_ALERT_NO_ORDER: one's own staff's mission abroad has no mission order
 * @ENT_ALERT_ENDING: an agreement ends within six months
 * @ENT_ALERT_FRENCH_SHARE: the French share of a co-funded project is too small
 * @ENT_ALERT_STAFF_TIME: valued staff time is too great a part of the French share of a co-funded project
 * @ENT_ALERT_ODA_WINDOW: last year's ODA payments are to be declared now
 * @ENT_ALERT_TWO_CHIEFS: two people are mayor or president of the same authority at once: colleagues wrote it apart
 * @ENT_ALERT_CIRCLE: a department is part of itself, through others: colleagues moved them apart
 * @ENT_ALERT_NO_SOUGHT_RETURN: nobody said what a project shall bring back
 *
 * The rules worth a warning.
 */
typedef enum
{
  ENT_ALERT_NOT_FILED,
  ENT_ALERT_NO_MANDATE,
  ENT_ALERT_NO_ORDER,
  ENT_ALERT_ENDING,
  ENT_ALERT_FRENCH_SHARE,
  ENT_ALERT_STAFF_TIME,
  ENT_ALERT_ODA_WINDOW,
  ENT_ALERT_TWO_CHIEFS,
  ENT_ALERT_CIRCLE,
  ENT_ALERT_NO_SOUGHT_RETURN,
} EntAlertKind;

/* The worst last, so that they compare. */
typedef enum
{
  ENT_ALERT_NOTICE,
  ENT_ALERT_WARNING,
  ENT_ALERT_URGENT,
} EntAlertSeverity;

typedef struct
{
  EntAlertKind kind;
  EntAlertSeverity severity;
  char *message;  /* (not nullable) (owned): a sentence, translated */
  char *id;       /* (nullable) (owned): the record to open, NULL when it is about the workspace */
  char *headline; /* (nullable) (owned): of that record */
  char *subject;  /* (nullable) (owned): the partnership or project that the record is part of */
} EntAlert;

void ent_alert_free (EntAlert *alert);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAlert, ent_alert_free)

GPtrArray *ent_alerts_list (EntWorkspace *workspace, const char *today, const char *const *about, GError **error);

G_END_DECLS
