#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The day of a new officer and of a point person, without a mouse. Arguments: entente, ententectl, the folder of translations."""

from screen import Screen, _, main, plain

class Day(Screen):
    def set_up_unit(self):
        """Welcome, and a workspace of one's own authority."""
        self.start()
        self.expect(_("Welcome to Entente"))
        self.reach(plain("_New Workspace"))
        self.keys("Return")
        self.expect(_("Your Authority"))
        self.write("Romans-sur-Is")
        self.reach("Romans-sur-Isère")
        self.keys("Return")
        self.reach(_("Your Name"))
        self.write("Camille Perrin")
        self.press(plain("Cre_ate…"))
        self.save_as(self.file)
        self.expect(_("Who Are You?"))
        self.press(plain("_Later"))
        self.expect_gone(plain("_Later"))
        self.expect(_("Overview"))

    def add(self, title, fields):
        """A new record on the page of that name, by its form."""
        self.go(title)
        self.expect(_(title), roles=("grouping",))
        self.keys("ctrl+n")
        self.expect(plain("_Save"))
        for name, text in fields:
            self.reach(_(name), exact=False)
            self.write(text)
        self.keys("Return")
        self.expect_gone(plain("_Save"))

    def test_day(self):
        self.set_up_unit()
        self.add("Departments", [("Name", "Direction de l’eau")])
        self.add("Partnerships", [("Title", "Romans – Vardenis")])
        self.add("Projects", [("Title", "Eau potable à Vardenis")])

        self.stop()
        for type, title in [("department", "Direction de l’eau"), ("partnership", "Romans – Vardenis"), ("project", "Eau potable à Vardenis")]:
            self.assertIn(title, self.ctl("list", type))


if __name__ == "__main__":
    main()
