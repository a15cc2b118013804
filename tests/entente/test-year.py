#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The year of the sample unit is opened, filled, closed and handed over as somebody does who uses no mouse, and as a screen
reader tells it: in French where the translation is installed. Arguments: entente, ententectl, the folder of translations."""

import datetime
import os
import subprocess

from screen import CTL, ENVIRONMENT, PATIENCE, Screen, _, main, plain, walk


class Year(Screen):
    def setUp(self):
        super().setUp()
        subprocess.run([CTL, "-w", self.file, "init", "--sample"], check=True, env=ENVIRONMENT, timeout=PATIENCE)
        self.start("--workspace", self.file)

    def menu(self, steps):
        """Opens the menu of the year, and takes the entry that many steps down."""
        self.expect(plain("Campaign and Closing"))
        for node in walk(self.root):
            if node.get_name() == plain("Campaign and Closing") and node.get_action_iface() is not None and node.get_action_iface().get_n_actions() > 0:
                node.get_action_iface().do_action(0)
                break
        self.wait(lambda: self.is_focused("menu item"), "the menu")
        self.keys(*["Down"] * steps, "Return")

    def open_document(self, kind):
        """The dialog of documents, and in it the kind that stands so far down the list."""
        self.press(plain("Save Document"))
        self.reach(_("Kind of Document"), exact=False)
        self.keys("space")
        self.wait(lambda: self.is_focused("list item"), "the kinds of documents")
        self.keys("Home", *["Down"] * kind, "Return")

    def hand_over(self, kind, name, shown, begins):
        path = os.path.join(self.folder.name, name)
        self.open_document(kind)
        self.expect(shown, exact=False)
        self.press(plain("_Save…"))
        self.save_as(path)
        self.wait(lambda: os.path.getsize(path) > 500, name)
        with open(path, "rb") as file:
            self.assertEqual(file.read(len(begins)), begins)
        self.expect_gone(plain("_Save…"))

    def describe_projects(self):
        """What may not be published yet leads to its record, where it is settled."""
        problem = _("The project has no description.")
        for _step in range(2):
            self.open_document(5)
            self.expect(_("Not Ready Yet"))
            self.reach(_("%u thing to check")[-8:], exact=False)
            self.keys("space")
            self.expect(problem)
            self.reach(problem)
            self.keys("Return")
            self.expect_gone(plain("_Save…"))
            self.expect(_("Project"))
            self.keys("ctrl+e")
            self.reach(_("Description"), exact=False)
            self.write("Ce que le projet fait, et pour qui.")
            self.press(plain("_Save"))
            self.expect_gone(plain("_Save"))
            self.go("Returns of the Year")
            self.expect(plain("Save Document"))

    def test_year(self):
        year = datetime.date.today().year
        self.expect(plain("Log Involvement"))
        self.go("Returns of the Year")
        self.expect(plain("Save Document"))

        # Opened: the unit's own act, once.
        self.menu(0)
        self.press(plain("_Open It"))
        self.expect(plain("Answers Wanted By"), exact=False)

        # Filled: what was proposed is confirmed, and counts.
        confirm = _("Confirm: %s") % ""
        self.press(confirm, exact=False)
        self.expect_gone(confirm, exact=False)

        # Closed, with a word on it.
        self.keys("Escape")
        self.expect(plain("Save Document"))
        self.menu(1)
        self.expect(_("Close the Returns of %d") % year, exact=False)
        self.press(plain("Close the _Year"))
        self.expect(_("Nothing has changed since."), exact=False)

        # Handed over: looked at first, then saved.
        self.hand_over(0, "rapport.pdf", (_("Page %u of %u") % (1, 0))[:7], b"%PDF-")
        self.hand_over(1, "classeur.xlsx", _("Returns Sought, Announced and Actual"), b"PK")
        self.hand_over(2, "chiffres.csv", _("Beginning of the file"), b"\xef\xbb\xbf")
        self.hand_over(4, "chiffres.json", _("Beginning of the file"), b"{")
        self.describe_projects()
        self.hand_over(5, "projets.xml", _("Beginning of the file"), b"<?xml")
        self.hand_over(6, "aide.xlsx", _("Beginning of the table"), b"PK")

        # All of it is in the file that the unit keeps.
        self.stop()
        self.ctl("returns", str(year), "--changes")
        listed = self.ctl("list", "campaign", "--format", "json")
        self.assertIn(f'"year":{year}', listed)
        self.assertIn("closed-on", listed)
        self.assertIn("confirmed-on", self.ctl("list", "return", "--format", "json"))


if __name__ == "__main__":
    main()
