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

    def test_year(self):
        year = datetime.date.today().year
        self.expect(plain("Log Involvement"))
        self.go("Returns of the Year")
        self.expect(plain("Save Document"))

        # Opened: the unit's own act, once.
        self.menu(0)
        self.press(plain("_Open It"))
        self.expect(plain("Answers wanted by"), exact=False)

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
        self.press(plain("Save Document"))
        self.expect((_("Page %u of %u") % (1, 0))[:7], exact=False)
        self.press(plain("_Save…"))
        path = os.path.join(self.folder.name, "rapport.pdf")
        self.save_as(path)
        self.wait(lambda: os.path.getsize(path) > 10000, "the report")
        with open(path, "rb") as file:
            self.assertEqual(file.read(5), b"%PDF-")

        # All of it is in the file that the unit keeps.
        self.stop()
        self.ctl("returns", str(year), "--changes")
        listed = self.ctl("list", "campaign", "--format", "json")
        self.assertIn(f'"year":{year}', listed)
        self.assertIn("closed-on", listed)
        self.assertIn("confirmed-on", self.ctl("list", "return", "--format", "json"))


if __name__ == "__main__":
    main()
