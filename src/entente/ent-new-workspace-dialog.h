/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ENT_TYPE_NEW_WORKSPACE_DIALOG (ent_new_workspace_dialog_get_type ())

/**
 * EntNewWorkspaceDialog:
 *
 * Asks for one's own authority, and where to keep the workspace; then makes it and opens it.
 */
G_DECLARE_FINAL_TYPE (EntNewWorkspaceDialog, ent_new_workspace_dialog, ENT, NEW_WORKSPACE_DIALOG, AdwDialog)

AdwDialog *ent_new_workspace_dialog_new (void);

G_END_DECLS
