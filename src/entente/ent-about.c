/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-about.h"

#include <glib/gi18n-lib.h>

#include "ent-settings.h"

/**
 * ent_about_new:
 *
 * Returns: (transfer floating): what the program is, and whose data come with it
 */
AdwDialog *
ent_about_new (void)
{
  AdwAboutDialog *about = ADW_ABOUT_DIALOG (adw_about_dialog_new ());

  adw_about_dialog_set_application_name (about, _ ("Entente"));
  adw_about_dialog_set_application_icon (about, ENT_APP_ID);
  adw_about_dialog_set_developer_name (about, _ ("The Entente contributors"));
  adw_about_dialog_set_version (about, ENT_VERSION);
  adw_about_dialog_set_license_type (about, GTK_LICENSE_GPL_3_0);
  adw_about_dialog_set_comments (about,
                                 _ ("Partnerships, elected officials, contacts, mobilised staff and returns of a local authority’s external action."));
  /* Translators: your name, one a line */
  adw_about_dialog_set_translator_credits (about, _ ("translator-credits"));
  adw_about_dialog_add_legal_section (about, _ ("Directory of French Authorities"),
                                      "© Etalab, INSEE, DGCL. @etalab/decoupage-administratif", GTK_LICENSE_CUSTOM,
                                      "<a href=\"https://www.etalab.gouv.fr/licence-ouverte-open-licence/\">Licence Ouverte 2.0</a>");
  adw_about_dialog_add_legal_section (about, _ ("Names of Countries and Languages"), "© Debian iso-codes", GTK_LICENSE_LGPL_2_1, NULL);
  adw_about_dialog_add_legal_section (about, _ ("Positions of Authorities"), "© GeoNames", GTK_LICENSE_CUSTOM,
                                      "<a href=\"https://creativecommons.org/licenses/by/4.0/\">CC BY 4.0</a>");

  return ADW_DIALOG (about);
}
