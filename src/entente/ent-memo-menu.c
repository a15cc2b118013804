/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-memo-menu.h"

#include <glib/gi18n-lib.h>

/**
 * ent_memo_menu_append:
 * @section: a part of a menu
 * @label: what to do, with a mnemonic
 * @action: the action that does it; it takes an identifier and a language
 * @id: what the memo is about
 * @language: `fr` or `en`
 *
 * Offers one more way to send a memo.
 */
void
ent_memo_menu_append (GMenu *section,
                      const char *label,
                      const char *action,
                      const char *id,
                      const char *language)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(ss)", id, language);
  g_menu_append_item (section, item);
}

/**
 * ent_memo_menu_new:
 * @mail: the action that writes an e-mail; it takes an identifier and a language
 * @paper: the action that writes a PDF; the same
 * @id: what the memo is about
 *
 * Returns: (transfer full): a menu of both, to which there may be more
 */
GMenu *
ent_memo_menu_new (const char *mail,
                   const char *paper,
                   const char *id)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) mails = g_menu_new ();
  g_autoptr (GMenu) papers = g_menu_new ();

  ent_memo_menu_append (mails, _ ("_E-mail in French"), mail, id, "fr");
  ent_memo_menu_append (mails, _ ("E-mail in E_nglish"), mail, id, "en");
  ent_memo_menu_append (papers, _ ("_PDF in French…"), paper, id, "fr");
  ent_memo_menu_append (papers, _ ("PDF in En_glish…"), paper, id, "en");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (mails));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (papers));

  return menu;
}
