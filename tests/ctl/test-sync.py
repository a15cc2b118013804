#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole programs with one another: ententectl on two desks and entente-atlas between them, as people run them. What is published, a clock
that is a day wrong, a disk that is full, a certificate of one's own."""

import contextlib
import datetime
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

CTL, ATLAS, CLOCK = map(os.path.abspath, sys.argv[1:4])
del sys.argv[1:4]
SIREN = "200046977"
PASSWORD = "a long enough password"
DAY = 24 * 60 * 60
PATIENCE = 120
SANITIZED = "LSAN_OPTIONS" in os.environ


def can_mount():
    """Whether whoever tests may have file systems of their own here."""
    return shutil.which("unshare") and subprocess.run(["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0


class Run:
    """How programs are run: with a clock of their own, in a place of their own."""

    def __init__(self, shift=0, inside=()):
        self.inside = list(inside)
        self.environment = {**os.environ, **({"LD_PRELOAD": CLOCK, "SHIFTED_CLOCK": str(shift)} if shift else {})}

    def __call__(self, *command, status=0):
        done = subprocess.run([*self.inside, *command], capture_output=True, text=True, timeout=PATIENCE, env=self.environment)
        if status is not None and done.returncode != status:
            raise AssertionError(f"{command}: {done.returncode}: {done.stdout}{done.stderr}")
        return done


class Server:
    def __init__(self, folder, run=None, options=(), data=None):
        self.data, self.run, self.options, self.listen = data or folder / "atlas", run or Run(), list(options), "127.0.0.1:0"
        self.password = folder / "password"
        self.password.write_text(PASSWORD + "\n")
        self.run(ATLAS, "account", "add", "unit", "--role", "unit", "--publisher", SIREN, "--password-file", self.password, "--data", self.data)
        self.start()

    def start(self):
        self.process = subprocess.Popen([*self.run.inside, ATLAS, "--data", self.data, "--listen", self.listen, "--quiet", *self.options],
                                        stdout=subprocess.PIPE, text=True, env=self.run.environment)
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), line
        self.url = line.split()[-1].rstrip("/")
        self.listen = self.url.split("//")[1]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)
        self.process.stdout.close()

    def check(self):
        self.run(ATLAS, "--check", "--data", self.data)


class Desk:
    def __init__(self, folder, name, server, circles=("team",), run=None):
        self.run, self.file = run or Run(), folder / f"{name}.entente"
        self.run.environment["USER"] = self.run.environment["LOGNAME"] = name
        if not self.file.exists():
            self("init", "--authority", "Grenoble", "--siren", SIREN)
            for circle in circles:
                self("remote", "add", circle, server.url, "--circle", circle, "--user", "unit", "--password-file", server.password)

    def __call__(self, *arguments, status=0):
        return self.run(CTL, "-w", self.file, *arguments, status=status)

    def add(self, **values):
        return self("add", "project", *(f"{name}={value}" for name, value in values.items())).stdout.strip()

    def json(self, *arguments):
        return json.loads(self("--json", *arguments).stdout)

    def show(self, record):
        return self.json("show", record)


class Whole(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def serve(self, *arguments, **options):
        server = Server(self.folder, *arguments, **options)
        self.addCleanup(lambda: server.stop() if server.process.poll() is None else None)
        return server

    def check_all(self, server, *desks):
        server.stop()
        server.check()
        for desk in desks:
            desk("check")

    # What is published.

    def test_publish_what_was_looked_at(self):
        server = self.serve()
        desk = Desk(self.folder, "anne", server, ["team", "atlas"])
        first, second = desk.add(title="Eau", circle="atlas"), desk.add(title="Lait", circle="atlas")

        # Without a preview nothing is published; what the others share is, and all is received.
        self.assertIn("2\u00a0held back", desk("sync").stdout)
        self.assertEqual(len(desk.json("sync", "atlas", "--preview")), 2)

        preview = self.folder / "preview.json"
        preview.write_text(desk("--json", "sync", "--preview").stdout)
        desk("set", second, "title=Fromage")
        third = desk.add(title="Miel", circle="atlas")
        done = desk("sync", "atlas", "--publish", preview, status=1)
        self.assertEqual(done.stdout, "")
        self.assertIn("1\u00a0sent, 2\u00a0held back", done.stderr)
        self.assertEqual({line["id"] for line in desk.json("sync", "atlas", "--preview")}, {second, third})

        preview.write_text(desk("--json", "sync", "atlas", "--preview").stdout)
        self.assertIn("2\u00a0sent", desk("sync", "atlas", "--publish", preview).stdout)
        self.assertEqual(desk.json("sync", "atlas", "--preview"), [])
        self.assertEqual(desk.show(first)["title"], "Eau")
        self.check_all(server, desk)

    def test_publish_refuses_what_is_no_preview(self):
        server = self.serve()
        desk = Desk(self.folder, "anne", server, ["atlas"])
        desk.add(title="Eau", circle="atlas")
        file = self.folder / "none.json"
        for content in ("", "{}", "[1]", '[{"id": "project:1"}]', '[{"remote": "atlas", "id": "x", "fields": "title", "document": "[]"}]', "[" * 5000):
            file.write_text(content)
            self.assertIn("is no preview", desk("sync", "atlas", "--publish", file, status=1).stderr)
        desk("sync", "--publish", file, status=2)
        desk("sync", "atlas", "--publish", self.folder / "missing", status=1)
        # A preview of another place lets nothing go to this one.
        file.write_text(json.dumps([{**line, "remote": "team"} for line in desk.json("sync", "atlas", "--preview")]))
        self.assertIn("held back", desk("sync", "atlas", "--publish", file, status=1).stderr)
        self.assertEqual(len(desk.json("sync", "atlas", "--preview")), 1)

    # Two at once.

    def sync_together(self, *desks):
        running = [subprocess.Popen([CTL, "-w", desk.file, "sync"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                    env=desk.run.environment) for desk in desks]
        for process in running:
            output, _ = process.communicate(timeout=PATIENCE)
            self.assertEqual(process.returncode, 0, output)

    def test_two_push_the_same_record_at_once(self):
        server = self.serve()
        anne, boris = Desk(self.folder, "anne", server), Desk(self.folder, "boris", server)
        record = anne.add(title="Eau", status="planned")
        self.settle(anne, boris)
        for turn in range(6):
            anne("set", record, f"title=Eau {turn}")
            boris("set", record, f"description=Tour {turn}")
            self.sync_together(anne, boris)
            self.settle(anne, boris, anne)
            for desk in (anne, boris):
                self.assertEqual((desk.show(record)["title"], desk.show(record)["description"]), (f"Eau {turn}", f"Tour {turn}"))

        # The same field: who came second has the conflict, and nobody loses a word.
        anne("set", record, "title=Eau de source")
        boris("set", record, "title=Eau de pluie")
        self.sync_together(anne, boris)
        self.settle(anne, boris, anne)
        (conflict,) = anne.json("conflicts") + boris.json("conflicts")
        self.assertEqual({conflict["mine"], conflict["theirs"]}, {'"Eau de source"', '"Eau de pluie"'})
        self.check_all(server, anne, boris)

    # A clock that is a day wrong.

    def day_of(self, desk, record):
        """The day that a desk believes it to be when it edits a record."""
        return datetime.datetime.fromisoformat(desk.json("history", record)[0]["at"]).date()

    def settle(self, *desks):
        """Rounds until nothing moves any more, which is soon; no round may be refused."""
        for _ in range(5):
            if all("everything was up to date" in desk("sync").stdout for desk in desks):
                return
        self.fail("desks answer each other without an end")

    @unittest.skipIf(SANITIZED, "the sanitizers want to be the first library")
    def test_clocks_a_day_wrong(self):
        today = datetime.datetime.now(datetime.timezone.utc).date()
        for server_shift, anne_shift, boris_shift in ((DAY, 0, 0), (-DAY, 0, 0), (0, DAY, -DAY), (0, -DAY, DAY), (DAY, -DAY, 0), (-DAY, DAY, 0)):
            with self.subTest(server=server_shift, anne=anne_shift, boris=boris_shift), contextlib.ExitStack() as stack:
                folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
                server = Server(folder, Run(server_shift))
                stack.callback(server.stop)
                anne, boris = Desk(folder, "anne", server, run=Run(anne_shift)), Desk(folder, "boris", server, run=Run(boris_shift))
                record = anne.add(title="Eau", status="planned")
                self.assertLessEqual(abs((self.day_of(anne, record) - today - datetime.timedelta(seconds=anne_shift)).days), 1)
                if anne_shift:
                    self.assertNotEqual(self.day_of(anne, record), today)
                self.settle(anne, boris)

                # Different fields go together, whatever the clocks say of which came last.
                anne("set", record, "title=Eau potable")
                boris("set", record, "status=ongoing")
                self.settle(anne, boris)
                for desk in (anne, boris):
                    self.assertEqual((desk.show(record)["title"], desk.show(record)["status"]), ("Eau potable", "ongoing"))

                # The same field is a conflict, whoever believes to be later, and is settled once for both.
                anne("set", record, "title=Eau de source")
                boris("set", record, "title=Eau de pluie")
                self.settle(anne, boris, anne)
                disputed = [desk for desk in (anne, boris) if desk.json("conflicts")]
                self.assertEqual(len(disputed), 1)
                (conflict,) = disputed[0].json("conflicts")
                self.assertEqual({conflict["mine"], conflict["theirs"]}, {'"Eau de source"', '"Eau de pluie"'})
                disputed[0]("resolve", record, "title", "mine")
                self.settle(anne, boris, anne)
                self.assertEqual(anne.show(record)["title"], boris.show(record)["title"])
                self.assertEqual(anne.json("conflicts") + boris.json("conflicts"), [])

                # And a deletion is one.
                boris("delete", record)
                self.settle(anne, boris, anne)
                anne("show", record, status=1)
                for desk in (anne, boris):
                    desk("check")

    @unittest.skipIf(SANITIZED, "the sanitizers want to be the first library")
    def test_a_clock_that_is_put_right(self):
        """A server, then a desk, ran a day ahead, and do so no more: what was written then does not win for a day."""
        server = self.serve(Run(DAY))
        anne, boris = Desk(self.folder, "anne", server, run=Run(DAY)), Desk(self.folder, "boris", server)
        record = anne.add(title="Eau")
        self.settle(anne, boris)
        server.stop()
        server.run = Run()
        server.start()
        anne = Desk(self.folder, "anne", server)
        anne("set", record, "title=Eau potable")
        self.settle(anne, boris, anne)
        self.assertEqual(boris.show(record)["title"], "Eau potable")
        boris("set", record, "title=Eau de source")
        self.settle(boris, anne)
        self.assertEqual(anne.show(record)["title"], "Eau de source")
        self.assertEqual(anne.json("conflicts") + boris.json("conflicts"), [])
        self.check_all(server, anne, boris)

    # A disk that is full.

    def small_disk(self, megabytes):
        """A file system of our own, and how to run programs that see it."""
        place = self.folder / "disk"
        place.mkdir()
        holder = subprocess.Popen(["unshare", "-Urm", "sh", "-c", f'mount -t tmpfs -o size={megabytes}m none "$0" && echo ready && exec cat', place],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(holder.stdout.close)
        self.addCleanup(holder.wait, PATIENCE)
        self.addCleanup(holder.stdin.close)
        self.assertEqual(holder.stdout.readline(), "ready\n")
        return place, Run(inside=["nsenter", "-t", str(holder.pid), "-U", "-m", "--preserve-credentials", "--"])

    def fill(self, run, place, room):
        """Leaves so many bytes, or less where there is less."""
        script = 'rm -f "$0"; dd if=/dev/zero of="$0" bs=4096 2>/dev/null; size=$(stat -c %s "$0"); truncate -s $((size > $1 ? size - $1 : 0)) "$0"'
        run("sh", "-c", script, place / "filler", str(room))

    def free(self, run, place):
        run("rm", place / "filler")

    def add_many(self, desk):
        table = self.folder / "many.csv"
        table.write_text("title,description\n" + "".join(f"Eau {i},{'x' * 2000}\n" for i in range(400)))
        desk("import", "project", table)

    @unittest.skipUnless(can_mount(), "nobody may mount here; sync/room limits the files' size instead")
    def test_full_disk_of_a_desk(self):
        server = self.serve()
        anne = Desk(self.folder, "anne", server)
        self.add_many(anne)
        anne("sync")
        place, run = self.small_disk(24)
        boris = Desk(place, "boris", server, run=run)
        n_full = 0
        for room in (0, 64, 256, 512, 1024, 2048):
            self.fill(run, place, room * 1024)
            done = boris("sync", status=None)
            self.assertIn(done.returncode, (0, 1))
            if done.returncode == 1:
                n_full += 1
                self.assertIn("The disk is full", done.stderr)
                self.assertEqual(len(done.stderr.strip().splitlines()), 1)
            self.free(run, place)
            boris("check")
        self.assertGreaterEqual(n_full, 3)
        boris("sync")
        self.assertEqual(len(boris.json("list", "project")), 400)
        self.check_all(server, anne, boris)

    @unittest.skipUnless(can_mount(), "nobody may mount here; sync/room limits the files' size instead")
    def test_full_disk_of_the_server(self):
        place, run = self.small_disk(24)
        server = self.serve(run, data=place / "atlas")
        anne, boris = Desk(self.folder, "anne", server), Desk(self.folder, "boris", server)
        self.add_many(anne)
        n_full = 0
        for room in (0, 64, 256, 512, 1024):
            self.fill(run, place, room * 1024)
            done = anne("sync", status=None)
            self.assertIn(done.returncode, (0, 1))
            if done.returncode == 1:
                n_full += 1
                self.assertIn("has no space left", done.stderr)
                self.assertEqual(len(done.stderr.strip().splitlines()), 1)
            self.free(run, place)
            server.stop()
            server.check()
            server.start()
        self.assertGreaterEqual(n_full, 2)
        anne("sync")
        boris("sync")
        self.assertEqual(len(boris.json("list", "project")), 400)
        self.check_all(server, anne, boris)

    # A certificate of one's own.

    def make_certificate(self, name, address, authority=None):
        key, request, certificate = (self.folder / f"{name}.{kind}" for kind in ("key", "request", "crt"))
        openssl = ["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}", "-keyout", key]
        if authority is None:
            Run()(*openssl, "-x509", "-days", "2", "-out", certificate)
        else:
            (self.folder / "extensions").write_text(f"subjectAltName=IP:{address}\n")
            Run()(*openssl, "-out", request)
            Run()("openssl", "x509", "-req", "-in", request, "-days", "2", "-CA", authority[0], "-CAkey", authority[1], "-CAcreateserial",
                  "-extfile", self.folder / "extensions", "-out", certificate)
        return certificate, key

    @unittest.skipUnless(can_mount() and shutil.which("openssl"), "the machine's list of authorities cannot be another one here")
    def test_certificate_of_ones_own(self):
        authority = self.make_certificate("authority", None)
        right, wrong = self.make_certificate("right", "127.0.0.1", authority), self.make_certificate("wrong", "127.0.0.9", authority)
        server = self.serve(options=["--tls-certificate", right[0], "--tls-key", right[1]])
        self.assertTrue(server.url.startswith("https://"))
        stranger = Desk(self.folder, "stranger", server)
        self.assertIn("certificate", stranger("sync", status=1).stderr)

        script = 'mount --bind "$0" /etc/ssl/certs/ca-certificates.crt && exec "$@"'
        trusting = ["unshare", "-Urm", "sh", "-c", script, authority[0]]
        anne, boris = (Desk(self.folder, name, server, run=Run(inside=trusting)) for name in ("anne", "boris"))
        record = anne.add(title="Eau")
        self.settle(anne, boris)
        self.assertEqual(boris.show(record)["title"], "Eau")

        # The right authority, but somebody else's certificate.
        server.stop()
        server.options = ["--tls-certificate", wrong[0], "--tls-key", wrong[1]]
        server.start()
        anne("set", record, "title=Lait")
        self.assertIn("certificate", anne("sync", status=1).stderr)
        server.stop()
        server.options = ["--tls-certificate", right[0], "--tls-key", right[1]]
        server.start()
        self.settle(anne, boris)
        self.assertEqual(boris.show(record)["title"], "Lait")
        self.check_all(server, anne, boris)


if __name__ == "__main__":
    unittest.main(verbosity=2)
