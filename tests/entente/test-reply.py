#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The day of a point person, and of a head of department, without a mouse: a request comes from the unit through a server, is
answered at another desk, time is logged and confirmed there, and the officer sees it. Arguments: entente, ententectl, the folder
of translations, entente-atlas."""

import contextlib
import json
import os
import secrets
import sqlite3
import subprocess
import sys

from screen import ENVIRONMENT, PATIENCE, Atspi, Screen, _, has, main, plain

ATLAS = sys.argv[4]
SIREN = "200046977"
REQUEST = "Diagnostic du réseau"
PROJECT = "Eau potable à Vardenis"
DEPARTMENT = "Direction de l’eau"
NAME = "Karine Blanc"
HEAD = ("Louise", "Martel")
PLUMBER = ("Jean", "Roche")
NOTE = "Ce que le service ne lit pas"


class Reply(Screen):
    def setUp(self):
        super().setUp()
        self.theirs = os.path.join(self.folder.name, "desk", "service.entente")
        os.mkdir(os.path.dirname(self.theirs))
        self.password = os.path.join(self.folder.name, "password")
        with open(self.password, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe() + "\n")
        self.serve()
        for file in (self.file, self.theirs):
            self.ctl("init", "--authority", "Romans-sur-Isère", "--siren", SIREN, file=file)
        self.ask()
        self.share(self.file, "unit")
        self.share(self.theirs, "department")

    def serve(self):
        data = os.path.join(self.folder.name, "server")
        for role in ("unit", "department"):
            subprocess.run([ATLAS, "account", "add", role, "--role", role, "--publisher", SIREN, "--password-file", self.password, "--data", data],
                           check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)
        server = subprocess.Popen([ATLAS, "--data", data, "--listen", "127.0.0.1:0", "--quiet"], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
        self.addCleanup(server.communicate, timeout=PATIENCE)
        self.addCleanup(server.terminate)
        self.address = server.stdout.readline().split()[-1]

    def add(self, type, **fields):
        return self.ctl("add", type, *(f"{name}={value}" for name, value in fields.items())).split()[-1]

    def ask(self):
        """What the unit has, and what it asks for."""
        department = self.add("department", name=DEPARTMENT)
        partnership = self.add("partnership", title="Romans – Vardenis")
        project = self.add("project", title=PROJECT, partnership=partnership)
        self.add("note", subject=project, when="2026-05-04", text=NOTE)
        head, plumber = (self.add("person", **{"given-name": given, "family-name": family, "circle": "departments"})
                         for given, family in (HEAD, PLUMBER))
        for person, kind in ((head, "head"), (plumber, "staff")):
            self.add("role", person=person, body=department, kind=kind, start="2020-01-01", circle="departments")
        self.add("involvement", **{"person": plumber, "subject": project, "from": "2026-05-05", "amount": "1", "unit": "days"})
        self.add("mobilisation", project=project, asked=department, expertise=REQUEST, gain="Un regard neuf", state="sent")

    def share(self, file, account):
        self.ctl("remote", "add", "Services", self.address, "--circle", "departments", "--user", account, "--password-file", self.password, file=file)
        self.ctl("sync", file=file)

    def introduce(self, name, known=False):
        """Who opens a workspace first says who they are, and what they want to see of it."""
        self.expect(_("Who Are You?"))
        self.reach(_("Who You Are"))
        self.keys("Return")
        self.wait(lambda: self.is_focused("entry"), "the line to search in")
        self.write(name)
        self.reach(name if known else _("Create “%s”…") % name)
        self.keys("Return")
        if not known:
            self.press(plain("_Save"))
        self.expect(name, exact=False)
        self.reach(_("Your Department"))
        self.keys("Return")
        self.reach(DEPARTMENT)
        self.keys("Return")
        self.reach(_("My Own Work Only"))
        self.keys("space")
        own = self.expect(_("My Own Work Only"), roles=("radio button",))
        self.wait(lambda: has(own, Atspi.StateType.CHECKED), "the choice of one's own work")
        self.press(plain("_Begin"))
        self.expect_gone(_("Who Are You?"))

    def answer_request(self):
        """The request is there, and is answered there."""
        self.expect(_("Waiting for Your Answer"))
        self.expect(REQUEST)
        self.reach(plain("_Accept"))
        self.keys("Return")
        self.expect_gone(plain("_Accept"))
        self.expect(REQUEST)

    def log_time(self):
        self.keys("ctrl+l")
        self.expect(plain("_Log"))
        self.write("2 h expertise Vardenis")
        self.keys("Return")
        self.expect_gone(plain("_Log"))
        self.expect(PROJECT)

    def count_refused(self):
        """What the server would not have of what was written at the other desk."""
        with contextlib.closing(sqlite3.connect(self.theirs)) as file:
            return file.execute("SELECT count (*) FROM refused").fetchone()[0]

    def see_as_officer(self):
        """The request is answered, and the time is there under the name of who logged it."""
        self.start("--workspace", self.file)
        self.expect(plain("Log Involvement"))
        self.go("Projects")
        self.expect(PROJECT, roles=("table row",))
        self.reach(PROJECT)
        self.keys("Return")
        self.expect(REQUEST)
        self.expect(_("Accepted"), exact=False)
        self.expect(NAME)
        self.reach(_("What Was Logged"))
        self.keys("space")
        self.expect(_("Expertise"), exact=False)

    def open_desk(self):
        self.start()
        self.expect(_("Welcome to Entente"))
        self.keys("ctrl+o")
        self.choose(self.theirs)

    def test_head(self):
        """Who heads a department confirms the time of those who work there, from where they work themselves."""
        self.open_desk()
        self.introduce(" ".join(HEAD), known=True)
        self.expect(_("Time to Confirm"))
        self.reach(plain("Confirm _All Shown"))
        self.keys("Return")
        self.expect_gone(_("Time to Confirm"))
        self.stop()

        for file in (self.theirs, self.file):
            self.ctl("sync", file=file)
        [logged] = json.loads(self.ctl("list", "involvement", "--format", "json"))
        self.assertIn("confirmed-on", logged)
        self.assertNotEqual(logged["confirmed-by"], logged["person"])

    def test_reply(self):
        self.open_desk()
        self.introduce(NAME)
        self.answer_request()
        self.log_time()
        self.expect(_("My Time"))
        for hidden in (NOTE, _("Partnerships"), _("Returns of the Year")):
            self.assertIsNone(self.find(hidden))
        self.stop()

        for file in (self.theirs, self.file):
            self.ctl("sync", file=file)
        self.assertEqual(self.count_refused(), 0)
        [request] = json.loads(self.ctl("list", "mobilisation", "--format", "json"))
        self.assertEqual(request["state"], "accepted")
        [logged] = [entry for entry in json.loads(self.ctl("list", "involvement", "--format", "json")) if "logged-by" in entry]
        self.assertEqual((logged["amount"], logged["unit"], logged["kind"], logged["person"]), (2, "hours", "expertise", logged["logged-by"]))
        self.see_as_officer()


if __name__ == "__main__":
    main()
