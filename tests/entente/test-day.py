#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The day of a new officer and of a point person, without a mouse. Arguments: entente, ententectl, the folder of translations."""

import datetime
import json
import os
import shutil
import subprocess
import urllib.parse

from screen import PATIENCE, Screen, _, main, plain

LAST_DAY = datetime.date(2025, 6, 30)
NEXT_DAY = datetime.date(2025, 7, 1)
DEPARTMENT = "Direction de l’eau"
POINT_PERSON = "e.noel+eau@romans.example"
REGISTER = (
    "Code du département;Libellé du département;Code de la commune;Libellé de la commune;Nom de l'élu;Prénom de l'élu;Code sexe;"
    "Date de naissance;Libellé de la catégorie socio-professionnelle;Date de début du mandat;Libellé de la fonction;"
    "Date de début de la fonction;Code nationalité\n"
    "26;Drôme;26281;Romans-sur-Isère;KOVACS-DUPRÉ;Anne-Lise;F;12/05/1970;Cadre;18/05/2020;Maire;25/05/2020;FR\n"
    "26;Drôme;26281;Romans-sur-Isère;D'ARCY;Paul;M;01/01/1960;Retraité;18/05/2020;2ème adjoint au Maire;25/05/2020;FR\n"
    "26;Drôme;26281;Romans-sur-Isère;MARTIN;Zoé;F;01/01/1990;;18/05/2020;;;FR\n"
)


def read(command):
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE).stdout


class Day(Screen):
    def set_up_unit(self):
        """Welcome, and a workspace of one's own authority."""
        self.stand_in("application/pdf", "x-scheme-handler/mailto")
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
        self.press(plain("_Later"))
        self.expect_gone(_("Who Are You?"))

    def pick(self, field, name):
        """Fills in another record, by its name."""
        self.reach(field)
        self.keys("Return")
        self.reach(name)
        self.keys("Return")

    def add(self, title, fields, *picks):
        """A new record on the page of that name, by its form."""
        self.go(title)
        self.expect(_(title), roles=("grouping",))
        self.keys("ctrl+n")
        self.expect(plain("_Save"))
        for name, text in fields:
            self.reach(_(name), exact=False)
            self.write(text)
        for field, name in picks:
            self.pick(_(field), name)
        self.press(plain("_Save"))
        self.expect_gone(plain("_Save"))

    def import_register(self):
        """The council comes from the national register, looked at before it is written."""
        register = os.path.join(self.folder.name, "register", "elus.csv")
        os.mkdir(os.path.dirname(register))
        with open(register, "w", encoding="utf-8") as file:
            file.write(REGISTER)
        self.go("Elected Officials")
        self.press(plain("_Import the Register…"))
        self.press(plain("_Choose a File…"))
        self.choose(register)
        self.press(plain("_Preview"))
        self.expect("Anne-Lise Kovacs-Dupré", exact=False)
        self.press(plain("_Import"))
        self.expect(_("In Office"), exact=False)

    def hand_over(self):
        """A deputy mayor leaves, and somebody takes the delegation over."""
        for name in ["Paul D'Arcy", plain("Change of Mandate…")]:
            self.reach(name)
            self.keys("Return")
        self.expect(plain("_Hand Over"))
        self.write(LAST_DAY.strftime("%d/%m/%Y"))
        self.reach(_("Deputy mayor or vice-president"))
        self.keys("Return")
        self.reach("Zoé Martin")
        self.keys("Return")
        self.expect(_("Nothing: all is taken over."))
        self.press(plain("_Hand Over"))
        self.expect_gone(plain("_Hand Over"))

    def name_point_person(self):
        """Somebody of the department whom one writes to."""
        department = json.loads(self.ctl("list", "department", "--where", f"name={DEPARTMENT}", "--format", "json"))[0]["_id"]
        person = self.ctl("add", "person", "given-name=Élise", "family-name=Noël", f"email={POINT_PERSON}", "languages=en:C1").split()[-1]
        self.ctl("add", "role", f"person={person}", f"body={department}", "kind=point-person", "start=2020-01-01")

    def ask(self):
        """The department is asked, and told what it gains."""
        self.reach(_("Add: %s") % _("Mobilisation Request"))
        self.keys("Return")
        self.expect(plain("_Save"))
        self.write("Diagnostic du réseau")
        self.pick(_("Department or Person") + " *", DEPARTMENT)
        self.reach(_("What the Department Gains"), exact=False)
        self.write("Un regard neuf sur ses propres fuites")
        self.press(plain("_Save"))
        self.expect_gone(plain("_Save"))
        self.reach("Diagnostic du réseau")
        self.keys("Return")
        self.press(plain("Mark as _Sent"))
        self.press(plain("_Accepted"))
        self.expect(plain("Work _Done"))

    def check_pdf(self, path, *texts):
        """The document is there, tagged, and says this in the order in which it is read."""
        self.wait(lambda: "Tagged:yes" in read(["pdfinfo", path]).replace(" ", ""), f"{path}, tagged")
        text = " ".join(read(["pdftotext", path, "-"]).split())
        places = [text.find(part) for part in texts]
        self.assertNotIn(-1, places, text)
        self.assertEqual(places, sorted(places), text)

    def print_memo(self):
        self.memo = os.path.join(self.folder.name, "note.pdf")
        self.choose_from_menu(plain("_Write to Them"), plain("_PDF in French…"))
        self.save_as(self.memo)
        self.check_pdf(self.memo, "Romans-sur-Isère", DEPARTMENT, "Diagnostic du réseau", "Un regard neuf sur ses propres fuites")

    def mail_memo(self):
        """The same in the mail program: to whom, what about, and every line of it."""
        self.choose_from_menu(plain("_Write to Them"), plain("_E-mail in French"))
        message = self.given()
        self.assertEqual((message.scheme, urllib.parse.unquote(message.path, errors="strict")), ("mailto", POINT_PERSON))
        said = dict(part.split("=", 1) for part in message.query.split("&"))
        self.assertEqual(set(said), {"subject", "body"})
        subject, body = (urllib.parse.unquote(said[name], errors="strict") for name in ("subject", "body"))
        self.assertEqual(subject, "Sollicitation de votre service\N{NO-BREAK SPACE}: Diagnostic du réseau")
        lines = body.split("\r\n")
        self.assertNotIn("\n", "".join(lines))
        for line in ("Eau potable à Vardenis", "Diagnostic du réseau", "Un regard neuf sur ses propres fuites"):
            self.assertTrue(any(line in part for part in lines), body)
        # No line of the memo on paper is missing in the message.
        paper = " ".join(read(["pdftotext", "-raw", self.memo, "-"]).split())
        for line in lines:
            self.assertIn(" ".join(line.strip("-•– ").split()), paper)

    def print_briefing(self):
        """A mission of the project, and what whoever leaves on it has to know."""
        self.keys("alt+Left")
        self.reach(_("Add: %s") % _("Mission or Visit"))
        self.keys("Return")
        self.expect(plain("_Save"))
        self.reach(_("Title"), exact=False)
        self.write("Forages et fuites")
        self.reach(_("From") + " *")
        self.write("12/10/2026")
        self.press(plain("_Save"))
        self.expect_gone(plain("_Save"))
        self.reach("Forages et fuites")
        self.keys("Return")
        self.expect(_("Mission or Visit"))
        self.reach(_("Briefing Sheet"))
        self.keys("Return")
        self.check_briefing("Forages et fuites", _("In Short"), "12 octobre 2026", "Eau potable à Vardenis", "Romans – Vardenis")
        self.choose_from_menu(_("Other Language, or Save"), plain("Open in _English"))
        self.check_briefing("Forages et fuites", "In Short", "12 October 2026", "Eau potable à Vardenis", "Romans – Vardenis")
        self.keys("ctrl+shift+b")
        self.check_briefing(_("In Short"))

    def check_briefing(self, *texts):
        """It is opened as soon as it is asked for, and nobody else can read it."""
        path = urllib.parse.unquote(self.given().path)
        folder = os.path.dirname(path)
        self.addCleanup(shutil.rmtree, folder)
        self.assertEqual(os.stat(folder).st_mode & 0o077, 0)
        self.assertEqual(os.path.basename(path), "Fiche de préparation – Forages et fuites.pdf")
        self.check_pdf(path, *texts)

    def print_diagnostic(self):
        """Who on the territory has ties where."""
        diagnostic = os.path.join(self.folder.name, "territoire.pdf")
        self.reach(_("Territory"))
        self.keys("Return")
        self.press(plain("_Add a Body"))
        self.expect(plain("_Save"))
        self.write("Lycée du Dauphiné")
        self.reach(_("International Ties"), exact=False)
        self.write("Échanges de classes avec Vardenis")
        self.press(plain("_Save"))
        self.expect_gone(plain("_Save"))
        self.expect("Lycée du Dauphiné", roles=("list item",))
        self.keys("ctrl+shift+p")
        self.save_as(diagnostic)
        self.check_pdf(diagnostic, _("Territorial Diagnostic"), _("In Short"), _("Who Has Ties Where"), "Lycée du Dauphiné")

    def print_languages(self):
        """Who speaks what, from the page of the departments."""
        languages = os.path.join(self.folder.name, "langues.pdf")
        self.go("Departments")
        self.expect(_("Languages"), roles=("page tab",))
        self.reach(_("Chart"))
        self.keys("Right", "Right", "space")
        self.expect("Élise Noël")
        self.reach(plain("Save as _PDF…"))
        self.keys("Return")
        self.save_as(languages)
        self.check_pdf(languages, _("Languages and Skills"), "Romans-sur-Isère", "Élise Noël", DEPARTMENT, "Anglais C1")

    def test_day(self):
        self.set_up_unit()
        self.import_register()
        self.hand_over()
        self.add("Departments", [("Name", DEPARTMENT)])
        self.add("Partnerships", [("Title", "Romans – Vardenis")])
        self.add("Projects", [("Title", "Eau potable à Vardenis")], ("Partnership", "Romans – Vardenis"))
        self.name_point_person()
        self.ask()
        self.print_memo()
        self.mail_memo()
        self.print_briefing()
        self.print_diagnostic()
        self.print_languages()

        self.stop()
        for type, title in [("department", DEPARTMENT), ("partnership", "Romans – Vardenis"), ("project", "Eau potable à Vardenis")]:
            self.assertIn(title, self.ctl("list", type))
        ended, begun = (self.ctl("list", "mandate", "--where", field, "--format", "csv") for field in (f"end={LAST_DAY}", f"start={NEXT_DAY}"))
        self.assertIn("D'Arcy", ended)
        self.assertIn("Martin", begun)
        self.assertIn("accepted", self.ctl("list", "mobilisation", "--format", "json"))


if __name__ == "__main__":
    main()
