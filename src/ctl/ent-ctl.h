/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

#define ENT_CTL_ERROR (ent_ctl_error_quark ())

/**
 * EntCtlError:
 * @ENT_CTL_ERROR_USAGE: the command line is wrong; the program ends with status 2
 *
 * Any other error ends the program with status 1.
 */
typedef enum
{
  ENT_CTL_ERROR_USAGE,
} EntCtlError;

GQuark ent_ctl_error_quark (void);

/* What a command runs on. */
typedef struct
{
  char *path;              /* (nullable) (owned): the workspace’s, as given */
  EntWorkspace *workspace; /* (nullable): open where the command asks for it */
  gboolean json;           /* print for machines */
} EntCtl;

typedef gboolean (*EntCtlFunc) (EntCtl *ctl, int argc, char **argv, GError **error);

/* How a command takes the workspace. */
typedef enum
{
  ENT_CTL_MAKES,
  ENT_CTL_READS,
  ENT_CTL_WRITES,
} EntCtlAccess;

typedef struct
{
  const char *name;
  const char *arguments; /* as the usage shows them */
  const char *summary;   /* untranslated */
  EntCtlAccess access;
  EntCtlFunc func;
} EntCtlCommand;

gboolean ent_ctl_init     (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_generate (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_check    (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_backup   (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_add      (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_set      (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_show     (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_delete   (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_undo     (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_redo     (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_history  (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_list     (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_search   (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_import   (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_export   (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_export_document (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_is_document (const char *name);
gboolean ent_ctl_identity (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_returns  (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_remote   (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_sync     (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_anonymise (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_person_data (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_duplicates (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_merge    (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_diagnostic (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_processing (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_conflicts (EntCtl *ctl, int argc, char **argv, GError **error);
gboolean ent_ctl_resolve  (EntCtl *ctl, int argc, char **argv, GError **error);

/* What would be sent; see ent-ctl-preview.c. */
gboolean   ent_ctl_preview_add   (EntCtl *ctl, const char *remote, GPtrArray *cells, GError **error);
void       ent_ctl_preview_print (EntCtl *ctl, GPtrArray *cells);
GPtrArray *ent_ctl_preview_read  (const char *path, const char *remote, GError **error);

gboolean ent_ctl_open (EntCtl *ctl, EntCtlAccess access, GError **error);

/* Options and what is left of the arguments; see ent-ctl-arguments.c. */
gboolean ent_ctl_parse      (int *argc, char ***argv, const GOptionEntry *entries, int least, int most, GError **error);
gboolean ent_ctl_refuse     (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
const EntEntity *ent_ctl_find_entity (const char *name, GError **error);
gboolean ent_ctl_assign     (EntCtl *ctl, EntRecord *record, const char *assignment, GError **error);
char    *ent_ctl_find_id    (EntCtl *ctl, const char *text, const EntField *field, GError **error);

/* What is printed; see ent-ctl-output.c. */
void ent_ctl_print_json    (JsonNode *node);
void ent_ctl_print_record  (EntCtl *ctl, EntRecord *record);
void ent_ctl_print_table   (EntCtl *ctl, const char *const *headings, GPtrArray *rows);

G_END_DECLS
