#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The returns of a project and of its partnership by stage, as a screen reader tells them: what was sought and is not observed
yet, and how an actual return answers it. Arguments: entente, ententectl, the folder of translations."""

import json

from screen import Screen, _, main, plain, said, walk

PARTNERSHIP = "Tambacounda"
PROJECT = "Forages"
JOBS = "Des emplois dans les bureaux d’étude"
SCHOOLS = "Des échanges entre classes"
PROMISE = "Une place au salon"
SURPRISE = "Une méthode nouvelle"
RESULT = "Deux embauches"


class Stages(Screen):
    def setUp(self):
        super().setUp()
        self.ctl("init")
        self.partnership = self.add("partnership", title=PARTNERSHIP, status="active")
        self.project = self.add("project", title=PROJECT, partnership=self.partnership, status="ongoing")
        self.jobs = self.add_return(self.project, JOBS, stage="sought", scope="territory", categories="jobs")
        self.add_return(self.partnership, SCHOOLS, stage="sought", scope="territory", categories="cultural-opening")
        self.add_return(self.project, PROMISE, stage="announced", scope="territory")
        self.add_return(self.project, SURPRISE, stage="actual", scope="authority", categories="agents")
        self.start("--workspace", self.file)

    def add(self, type, **fields):
        return self.ctl("add", type, *(f"{name}={value}" for name, value in fields.items())).split()[-1]

    def add_return(self, subject, text, **fields):
        return self.add("return", subject=subject, text=text, year="2026", **fields)

    def open(self, place, title):
        self.go(place)
        self.reach(title, exact=False)
        self.keys("Return")
        self.expect(_("Sought"), exact=False)

    def card(self, text):
        """All that is said of a return in its column."""
        def find():
            for node in walk(self.root):
                if node.get_role_name() in ("button", "push button") and any(said(part) == text for part in walk(node)):
                    return [said(part) for part in walk(node)]
            return None

        return self.wait(find, text)

    def expect_match(self, text, match):
        self.wait(lambda: match in self.card(text), f"{match}, beside {text}")

    def columns(self):
        """The headings of the three stages, from left to right."""
        names = [_("Sought"), _("Announced"), _("Actual")]
        return [said(node) for node in walk(self.root) if node.get_role_name() == "label" and said(node).split(" (")[0] in names]

    def test_stages(self):
        self.open("Projects", PROJECT)
        self.expect(JOBS)
        self.assertEqual(self.columns(), [_("%1$s (%2$u)").replace("%1$s", name).replace("%2$u", "1") for name in (_("Sought"), _("Announced"), _("Actual"))])
        self.expect_match(JOBS, _("Not observed yet"))
        self.expect_match(PROMISE, _("Where and when?"))
        self.expect_match(SURPRISE, _("one return\x04Unexpected").split("\x04")[-1])

        # What came back answers what was sought: the form knows that already.
        self.press(_("Note What Came Back: %s") % JOBS)
        self.expect(JOBS, exact=False)
        self.reach(_("What Came Back"), exact=False)
        self.write(RESULT)
        self.press(plain("_Save"))
        self.expect_gone(plain("_Save"))
        self.expect_match(JOBS, _("Came true"))
        self.expect_match(RESULT, _("Was sought"))
        self.expect_gone(_("Note What Came Back: %s") % JOBS)
        self.expect_gone(_("Not observed yet"))

        # The partnership has its own beside those of its projects.
        self.open("Partnerships", PARTNERSHIP)
        self.expect_match(SCHOOLS, _("Not observed yet"))
        self.expect_match(JOBS, _("Came true"))
        self.expect_match(RESULT, _("Was sought"))

        self.stop()
        returns = {record["text"]: record for record in json.loads(self.ctl("list", "return", "--format", "json"))}
        self.assertEqual((returns[RESULT]["stage"], returns[RESULT]["answers"]), ("actual", [self.jobs]))
        self.assertEqual((returns[RESULT]["subject"], returns[RESULT]["categories"]), (self.project, ["jobs"]))


if __name__ == "__main__":
    main()
