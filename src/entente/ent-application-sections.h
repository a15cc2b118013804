/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-dossier.h"

G_BEGIN_DECLS

/* A co-funding file on its page. */
GtkWidget *ent_application_steps_new       (EntDossier *dossier, const char *today);
GtkWidget *ent_application_rules_new       (EntDossier *dossier);
GtkWidget *ent_application_documents_new   (EntDossier *dossier);
GtkWidget *ent_application_instalments_new (EntDossier *dossier, const char *today);

G_END_DECLS
