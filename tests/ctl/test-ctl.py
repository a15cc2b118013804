#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ententectl as an administrator or a nightly job uses it: what it does, what it prints, how it ends."""

import csv
import datetime
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile

CTL = sys.argv.pop(1)


class Ctl(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.file = os.path.join(self.folder.name, "unit.entente")

    def tearDown(self):
        self.folder.cleanup()

    def run_ctl(self, *arguments, status=0):
        done = subprocess.run([CTL, *arguments], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.stdout}{done.stderr}")
        return done

    def ctl(self, *arguments, status=0):
        return self.run_ctl("-w", self.file, *arguments, status=status)

    def refused(self, *arguments, status=1):
        """One clear line on standard error, nothing on standard output."""
        done = self.ctl(*arguments, status=status)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        return done.stderr

    def init(self):
        self.ctl("init", "--authority", "Mairie de Vienne", "--siren", "213805443")

    def add(self, *assignments):
        return self.ctl("add", *assignments).stdout.strip()

    def test_init(self):
        self.init()
        self.assertIn("Mairie de Vienne", self.ctl("list", "authority").stdout)
        self.refused("init")
        self.ctl("check")

    def test_init_makes_the_same_authority_everywhere(self):
        self.init()
        first = json.loads(self.ctl("list", "authority", "--format", "json").stdout)
        os.remove(self.file)
        self.ctl("init", "--siren", "213 805 443")
        second = json.loads(self.ctl("list", "authority", "--format", "json").stdout)
        self.assertEqual([record["_id"] for record in first], [record["_id"] for record in second])

    def test_init_refuses_a_wrong_number(self):
        self.refused("init", "--authority", "X", "--siren", "123")
        self.assertFalse(os.path.exists(self.file))

    def test_nothing_is_left_beside(self):
        self.init()
        for arguments in (["list", "authority"], ["search", "Vienne"], ["add", "project", "title=X"], ["check"], ["returns", "2026"],
                          ["backup", os.path.join(self.folder.name, "copy")]):
            self.ctl(*arguments)
            beside = [name for name in os.listdir(self.folder.name) if name not in ("unit.entente", "copy")]
            self.assertEqual(beside, [], arguments)

    def test_sample(self):
        self.ctl("init", "--sample")
        self.ctl("check")
        projects = json.loads(self.ctl("list", "project", "--format", "json").stdout)
        self.assertGreaterEqual(len(projects), 10)

    def test_generated_is_the_same_for_the_same_seed(self):
        exports = []
        for name in ("a", "b"):
            self.file = os.path.join(self.folder.name, name)
            self.ctl("generate", "--authorities", "20", "--projects", "30", "--seed", "5")
            exports.append(self.ctl("export", "project", "--format", "json").stdout)
        self.assertEqual(exports[0], exports[1])

    def test_documents(self):
        self.ctl("init", "--sample")
        folder = self.folder.name
        self.ctl("returns", "2025", "-o", os.path.join(folder, "year.xlsx"))
        with zipfile.ZipFile(os.path.join(folder, "year.xlsx")) as workbook:
            self.assertIsNone(workbook.testzip())
        self.ctl("returns", "2025", "--language", "en", "-o", os.path.join(folder, "year.pdf"))
        self.refused("returns", "2025", "--language", "de", "-o", os.path.join(folder, "year.pdf"), status=2)
        aid = os.path.join(folder, "aid.csv")
        self.ctl("export", "apd", "2024", "-o", aid)
        with open(aid, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertTrue(all(row["Year"] == "2024" for row in rows))
        for document in (["budget", "2025"], ["programmes", "2025", "--theme", "water"], ["languages"]):
            path = os.path.join(folder, document[0] + ".csv")
            self.ctl("export", *document, "-o", path)
            self.assertTrue(os.path.getsize(path))
        self.refused("export", "budget", "2025", status=2)
        self.refused("export", "expected", "-o", aid, status=2)

    def test_iati_is_refused_with_reasons(self):
        self.init()
        project = self.add("project", "title=Forages", "circle=atlas")
        path = os.path.join(self.folder.name, "iati.xml")
        done = self.ctl("export", "iati", "-o", path, status=1)
        self.assertIn(f"{project} Forages: ", done.stderr)
        self.assertFalse(os.path.exists(path))

    def test_identity(self):
        self.init()
        self.ctl("identity", "--color", "#7a1fa2")
        self.refused("identity", "--color", "violet")
        self.refused("identity", "--logo", self.file)
        self.refused("identity", status=2)

    def test_one_record(self):
        self.init()
        town = self.add("authority", "name=Goris", "country=Arménie", "population=20 591")
        partnership = self.add("partnership", "title=Vienne – Goris", "partners=Goris", "start=1992")
        shown = json.loads(self.ctl_json("show", partnership))
        self.assertEqual(shown["partners"], [town])
        self.assertEqual(shown["start"], "1992")
        self.ctl("set", town, "name=Goris (Syunik)")
        self.assertIn("Goris (Syunik)", self.ctl("show", partnership).stdout)
        self.ctl("delete", town)
        self.refused("show", town)
        self.ctl("undo")
        self.assertIn("Syunik", self.ctl("show", town).stdout)
        self.ctl("undo")
        self.assertNotIn("Syunik", self.ctl("show", town).stdout)
        self.ctl("redo")
        self.assertIn("Syunik", self.ctl("show", town).stdout)
        history = json.loads(self.ctl_json("history", town))
        self.assertEqual(history[-1]["field"], "")
        self.assertIn("name", [row["field"] for row in history])

    def ctl_json(self, *arguments):
        return self.run_ctl("-w", self.file, "--json", *arguments).stdout

    def test_bad_values_change_nothing(self):
        self.init()
        self.assertIn("country", self.refused("add", "authority", "name=X", "country=Atlantis").lower())
        self.refused("add", "project", "title=")
        self.refused("add", "project", "title=X", "start=2026-02-30")
        self.refused("add", "partnership", "title=X", "start=2026", "end=2025")
        self.refused("add", "partnership", "title=X", "partners=Nowhere")
        self.refused("add", "project", "colour=red")
        self.assertEqual(json.loads(self.ctl("list", "project", "--format", "json").stdout), [])

    def test_wrong_usage(self):
        self.init()
        for arguments in (["frobnicate"], ["anonymise", "person:1"], ["person-data"], ["add", "dragon", "name=X"], ["list"], ["list", "project", "--where", "x"],
                          ["list", "project", "--format", "xml"], ["returns", "soon"], ["remote", "add", "x"], ["undo", "now"], ["delete", "Goris"]):
            self.refused(*arguments, status=2)
        self.run_ctl(status=2)
        self.run_ctl("list", "project", status=2)
        self.run_ctl("--help")
        self.run_ctl("--version")

    def test_lists_and_search(self):
        self.ctl("init", "--sample")
        rows = list(csv.DictReader(io.StringIO(self.ctl("list", "partnership", "--format", "csv", "--where", "status=active").stdout)))
        self.assertTrue(rows)
        self.assertEqual({row["status"] for row in rows}, {"active"})
        self.assertIn("Goris", self.ctl("search", "gor eau").stdout)
        self.assertNotIn("Sevan", self.ctl("search", "GORIS potable").stdout)

    def test_personal_data(self):
        self.init()
        person = self.add("person", "given-name=Maël", "family-name=Quillevéré", "email=mael@example.org")
        role = self.add("role", f"person={person}", "body=Mairie de Vienne", "title=Adjoint")
        data = json.loads(self.run_ctl("-w", self.file, "--json", "person-data", person).stdout)
        self.assertEqual(data["person"]["family-name"], "Quillevéré")
        self.assertEqual([record["_id"] for record in data["records"]], [role])
        self.assertIn("mael@example.org", self.ctl("person-data", person).stdout)
        self.refused("anonymise", person, status=2)
        self.refused("anonymise", "Quillevéré", "--why", "asked", status=2)
        self.ctl("anonymise", person, "--why", "asked")
        self.refused("anonymise", person, "--why", "asked")
        self.assertNotIn("Quillev", self.ctl("person-data", person).stdout + self.ctl("history", person).stdout + self.ctl("show", role).stdout)
        with open(self.file, "rb") as file:
            self.assertNotIn("Quillevéré".encode(), file.read())
        self.ctl("check")

    def test_access_and_processing(self):
        self.ctl("init", "--sample")
        person = json.loads(self.ctl("list", "person", "--format", "json").stdout)[0]["_id"]
        sheet = os.path.join(self.folder.name, "person.pdf")
        data = os.path.join(self.folder.name, "person.json")
        register = os.path.join(self.folder.name, "processing.pdf")
        self.ctl("person-data", person, "-o", sheet)
        self.ctl("person-data", person, "-o", data)
        self.ctl("processing", "-o", register)
        for path in (sheet, register):
            with open(path, "rb") as file:
                self.assertEqual(file.read(5), b"%PDF-")
        with open(data, encoding="utf-8") as file:
            self.assertEqual(json.load(file)["person"]["_id"], person)
        self.refused("processing", status=2)
        self.refused("processing", "-o", os.path.join(self.folder.name, "nowhere", "x.pdf"))

    def test_duplicates_and_merge(self):
        self.init()
        one = self.add("person", "given-name=Zoé", "family-name=Lefèvre", "email=zoe@example.org")
        other = self.add("person", "given-name=Zoe", "family-name=LEFEVRE", "phone=0102030405", "email=z@example.org")
        role = self.add("role", f"person={other}", "body=Mairie de Vienne")
        pairs = json.loads(self.run_ctl("-w", self.file, "--json", "duplicates", "person").stdout)
        self.assertEqual([(pair["kept"], pair["other"]) for pair in pairs], [(one, other)])
        self.refused("duplicates", "project", status=2)
        self.refused("merge", one, "Lefevre", status=2)
        self.refused("merge", one, role)
        self.ctl("merge", one, other, "--take", "email")
        merged = self.ctl("show", one).stdout
        self.assertIn("z@example.org", merged)
        self.assertIn("zoe@example.org", merged)
        self.assertIn("Zoé Lefèvre", self.ctl("show", role).stdout)
        self.refused("show", other)
        self.ctl("undo")
        self.assertIn("LEFEVRE", self.ctl("show", other).stdout)
        self.ctl("check")

    def test_diagnostic(self):
        self.ctl("init", "--sample")
        sheet = os.path.join(self.folder.name, "diagnostic.pdf")
        rows = json.loads(self.run_ctl("-w", self.file, "--json", "diagnostic").stdout)
        armenian = json.loads(self.run_ctl("-w", self.file, "--json", "diagnostic", "--country", "Arménie").stdout)
        schools = json.loads(self.run_ctl("-w", self.file, "--json", "diagnostic", "--kind", "school", "--country", "AM").stdout)
        self.assertGreater(len(rows), len(armenian))
        self.assertGreater(len(armenian), len(schools))
        self.assertEqual([row["name"] for row in schools], ["Lycée horticole du Grésivaudan"])
        self.refused("diagnostic", "--country", "Atlantide")
        self.ctl("diagnostic", "-o", sheet, "--place", "Grenoble")
        with open(sheet, "rb") as file:
            self.assertEqual(file.read(5), b"%PDF-")

    def test_export_and_import_again(self):
        self.ctl("init", "--sample")
        table = os.path.join(self.folder.name, "people.csv")
        before = self.ctl("export", "person", "--format", "json").stdout
        self.ctl("export", "person", "-o", table)
        self.ctl("import", "person", table)
        self.assertEqual(before, self.ctl("export", "person", "--format", "json").stdout)

    def test_import_is_all_or_nothing(self):
        self.init()
        table = os.path.join(self.folder.name, "towns.csv")
        rejects = os.path.join(self.folder.name, "rejects.csv")
        with open(table, "w", encoding="utf-8") as file:
            file.write("name;country\nGoris;Arménie\nNulle part;Atlantide\n")
        self.refused("import", "authority", table)
        self.assertEqual(len(json.loads(self.ctl("list", "authority", "--format", "json").stdout)), 1)
        self.ctl("import", "authority", table, "--dry-run", "--rejects", rejects)
        self.assertEqual(len(json.loads(self.ctl("list", "authority", "--format", "json").stdout)), 1)
        self.ctl("import", "authority", table, "--rejects", rejects)
        self.assertEqual(len(json.loads(self.ctl("list", "authority", "--format", "json").stdout)), 2)
        with open(rejects, encoding="utf-8-sig") as file:
            self.assertIn("Atlantide", file.read())

    def test_returns_table_agrees_with_json(self):
        """Another reader of CSV finds in every line the figure that the JSON has."""
        self.ctl("init", "--sample")
        year = str(datetime.date.today().year)
        paths = [os.path.join(self.folder.name, f"year.{suffix}") for suffix in ("csv", "json")]
        for path in paths:
            self.ctl("returns", year, "-o", path)
        with open(paths[0], newline="", encoding="utf-8-sig") as file:
            lines = {line["Key"]: line for line in csv.DictReader(file)}
        with open(paths[1], encoding="utf-8") as file:
            figures = [figure for table in json.load(file)["tables"] for figure in table["figures"] if figure is not None]

        self.assertGreater(len(figures), 100)
        self.assertEqual(set(lines), {figure["key"] for figure in figures})
        scales = {"share": 100, "proportion": 100, "euro-cents": 0.01}
        for figure in figures:
            line = lines[figure["key"]]
            self.assertEqual(line["Figure"], figure["label"])
            self.assertEqual(line["Definition"], figure["definition"])
            self.assertEqual(int(line["Records"]), len(figure["records"]))
            if figure["value"] is None:
                self.assertEqual(line["Value"], "", figure["key"])
            else:
                self.assertAlmostEqual(float(line["Value"]), figure["value"] * scales.get(figure["unit"], 1), delta=0.00501, msg=figure["key"])

    def test_returns(self):
        self.ctl("init", "--sample")
        year = max(int(row["year"]) for row in json.loads(self.ctl("list", "return", "--format", "json").stdout))
        self.assertTrue(self.ctl("returns", str(year)).stdout)
        for suffix in ("pdf", "csv", "json"):
            path = os.path.join(self.folder.name, "year." + suffix)
            self.ctl("returns", str(year), "-o", path)
            self.assertGreater(os.path.getsize(path), 500)
        self.refused("returns", str(year), "-o", os.path.join(self.folder.name, "none", "year.pdf"))
        self.refused("returns", str(year), "-o", "year.doc", status=2)

    def test_closing(self):
        self.ctl("init", "--sample")
        year = max(int(row["year"]) for row in json.loads(self.ctl("list", "return", "--format", "json").stdout))
        self.refused("returns", str(year), "--reopen")
        self.refused("returns", str(year), "--changes", status=2)
        self.refused("returns", str(year), "--close", "--reopen", status=2)
        self.ctl("returns", str(year), "--close", "--comment", "Tout est dit")
        self.refused("returns", str(year), "--close")
        self.assertIn("Tout est dit", self.ctl("returns", str(year)).stdout)

        closed = self.ctl_json("returns", str(year))
        rows = json.loads(self.ctl("list", "return", "--format", "json").stdout)
        first = next(row["_id"] for row in rows if row["year"] == year and row["stage"] == "actual" and "proposed-by" not in row)
        self.ctl("delete", first)
        self.assertEqual(json.loads(closed)["tables"], json.loads(self.ctl_json("returns", str(year)))["tables"])
        changes = self.ctl("returns", str(year), "--changes").stdout
        self.assertIn("All returns: Actual", changes)
        self.assertIn(first, changes)

        self.ctl("returns", str(year), "--reopen", "--why", "Un oubli")
        self.assertNotIn("Tout est dit", self.ctl("returns", str(year)).stdout)
        self.ctl("check")

    def test_backup(self):
        self.ctl("init", "--sample")
        copy = os.path.join(self.folder.name, "copy.entente")
        self.ctl("backup", copy)
        self.file = copy
        self.ctl("check")
        self.assertIn("Goris", self.ctl("list", "authority").stdout)

    def refused_untouched(self, content):
        with open(self.file, "wb") as file:
            file.write(content)
        for arguments in (["list", "project"], ["add", "project", "title=X"], ["check"]):
            reason = self.refused(*arguments)
            with open(self.file, "rb") as file:
                self.assertEqual(file.read(), content)
        self.assertEqual(os.listdir(self.folder.name), ["unit.entente"])
        return reason

    def test_damaged_files(self):
        self.ctl("init", "--sample")
        with open(self.file, "rb") as file:
            whole = file.read()
        newer = whole[:60] + (99).to_bytes(4, "big") + whole[64:]
        flipped = whole[:4096] + bytes([whole[4096] ^ 0xFF]) + whole[4097:]
        self.assertIn("newer", self.refused_untouched(newer))
        self.assertIn("damaged", self.refused_untouched(whole[: len(whole) // 2]))
        self.assertIn("damaged", self.refused_untouched(flipped))
        self.assertIn("not an Entente workspace", self.refused_untouched(whole[:68] + b"\0\0\0\7" + whole[72:]))

    def test_files_that_are_none(self):
        for content in (b"", b"Nom;Pays\n", b"SQLite format 3\0" + b"\0" * 200):
            self.refused_untouched(content)
        self.file += ".missing"
        self.refused("list", "project")

    def test_remotes(self):
        self.init()
        self.ctl("remote", "add", "Équipe", "http://127.0.0.1:1", "--circle", "team", "--user", "claire")
        self.assertIn("127.0.0.1", self.ctl("remote", "list").stdout)
        self.refused("remote", "add", "Équipe", "http://127.0.0.1:1", "--circle", "team")
        self.refused("remote", "add", "Loin", "http://atlas.example.org", "--circle", "atlas")
        self.refused("sync", "Personne")
        self.refused("remote", "add", "Loin", "https://atlas.example.org", "--circle", "atlas", "--password-file", "/dev/fd/3", status=2)
        self.refused("sync", "--password-file", "/dev/null", status=2)
        self.refused("sync", "Équipe", "--password-file", "/dev/null")
        self.refused("resolve", "project:0190a1b2-0000-7000-8000-000000000009", "title", "mine")
        self.refused("resolve", "project:0190a1b2-0000-7000-8000-000000000009", "title", "yours", status=2)
        self.assertIn("authority", self.ctl("sync", "--preview").stdout)
        self.ctl("remote", "add", "Copié", "http://127.0.0.1:1/couch/departments-213805443/", "--circle", "departments")
        self.assertNotIn("213805443", self.ctl("remote", "list").stdout)
        self.assertIn("127.0.0.1:1/couch", self.ctl("remote", "list").stdout)
        self.ctl("remote", "add", "Hôte", "https://team-200046977.example.org", "--circle", "team")
        self.assertIn("https://team-200046977.example.org", self.ctl("remote", "list").stdout)
        self.ctl("remote", "remove", "Hôte")
        self.ctl("remote", "remove", "Copié")
        self.ctl("remote", "remove", "Équipe")
        self.refused("sync")


if __name__ == "__main__":
    unittest.main(verbosity=2)
