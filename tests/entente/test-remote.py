#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shared space set up without a mouse, over TLS with a certificate of one's own authority: all that can be wrong is told at its step,
then it works, and two desks that wrote the same thing settle it. Arguments: entente, ententectl, the folder of translations,
entente-atlas, the tree."""

import http.server
import json
import os
import re
import secrets
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import unittest

from screen import ENVIRONMENT, PATIENCE, Screen, _, main, plain

ATLAS, TREE = sys.argv[4:6]
SIREN, OTHER_SIREN = "200046977", "213000000"
TITLE, MINE, THEIRS = "Eau potable", "Eau de source", "Eau de pluie"
# Their own authority is the only one that the programs trust.
TRUSTING = 'mount --bind "$0" /etc/ssl/certs/ca-certificates.crt && exec "$@"'
ENTRIES = ("Address", "Account", "Password")


def can_mount():
    return shutil.which("unshare") and subprocess.run(["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0


class Portal(http.server.BaseHTTPRequestHandler):
    """Something else that has a certificate."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html>Welcome</html>")

    def log_message(self, *unused):
        pass


@unittest.skipUnless(can_mount() and shutil.which("openssl"), "the machine's list of authorities cannot be another one here")
class Remote(Screen):
    def setUp(self):
        super().setUp()
        self.password = secrets.token_hex()
        self.password_file = self.write_file("password", self.password + "\n")
        self.certify()
        self.inside = ["unshare", "-Urm", "sh", "-c", TRUSTING, self.path("authority.crt")]
        self.listen = "127.0.0.1:0"
        self.data = self.path("server")
        for name, siren in (("unit", SIREN), ("other", OTHER_SIREN)):
            subprocess.run([ATLAS, "account", "add", name, "--role", "unit", "--publisher", siren, "--password-file", self.password_file, "--data", self.data],
                           check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)
        self.serve()
        self.keep_passwords()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write_file(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=PATIENCE)

    def certify(self):
        """An authority, and what it says of the server here."""
        new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout")
        self.openssl(*new, self.path("authority.key"), "-subj", "/CN=authority", "-x509", "-days", "2", "-out", self.path("authority.crt"))
        self.openssl(*new, self.path("server.key"), "-subj", "/CN=server", "-out", self.path("server.csr"))
        self.openssl("x509", "-req", "-in", self.path("server.csr"), "-days", "2", "-CA", self.path("authority.crt"), "-CAkey", self.path("authority.key"),
                     "-CAcreateserial", "-extfile", self.write_file("extensions", "subjectAltName=IP:127.0.0.1\n"), "-out", self.path("server.crt"))

    def start_atlas(self, data, certificate, key, listen="127.0.0.1:0"):
        server = subprocess.Popen([ATLAS, "--data", data, "--listen", listen, "--quiet", "--tls-certificate", certificate, "--tls-key", key],
                                  stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
        self.addCleanup(server.communicate, timeout=PATIENCE)
        self.addCleanup(server.terminate)
        return server, server.stdout.readline().split()[-1].rstrip("/")

    def serve(self):
        self.server, self.url = self.start_atlas(self.data, self.path("server.crt"), self.path("server.key"), self.listen)
        self.listen = self.url.removeprefix("https://")

    def end_server(self):
        self.server.terminate()
        self.server.wait(PATIENCE)

    def keep_passwords(self):
        keyring = subprocess.Popen([sys.executable, os.path.join(os.path.dirname(__file__), "keyring.py")], stdout=subprocess.PIPE, text=True)
        self.addCleanup(keyring.communicate, timeout=PATIENCE)
        self.addCleanup(keyring.terminate)
        self.assertEqual(keyring.stdout.readline(), "ready\n")

    def start_portal(self):
        portal = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.path("server.crt"), self.path("server.key"))
        portal.socket = context.wrap_socket(portal.socket, server_side=True)
        threading.Thread(target=portal.serve_forever, daemon=True).start()
        self.addCleanup(portal.server_close)
        self.addCleanup(portal.shutdown)
        return f"https://127.0.0.1:{portal.server_port}"

    # At the window.

    def fill(self, name, text):
        """Writes it in place of what is there; what is hidden cannot be read back."""
        self.reach(_(name), exact=False)
        self.keys("ctrl+a", "BackSpace")
        if name != "Password":
            self.write(text)
        elif text:
            subprocess.run(["xdotool", "type", "--delay", "20", text], check=True, timeout=PATIENCE)

    def try_connection(self, words, *texts):
        for name, text in zip(ENTRIES, texts):
            self.fill(name, text)
        self.reach(plain("_Try the Connection"))
        self.keys("Return")
        self.expect(words, exact=False)

    def set_up(self):
        """Each thing that can be wrong, then none."""
        self.press(plain("_Set Up a Shared Space…"))
        self.expect(plain("_Try the Connection"))
        self.try_connection(_("The server was not found. Are you connected to the network, and is the address right?"),
                            "https://atlas.invalid", "unit", self.password)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.try_connection(_("Nothing answers at the server’s address. Is the server running, and is the address right?"),
                                f"https://127.0.0.1:{probe.getsockname()[1]}")
        unknown = self.start_atlas(self.path("unknown"), os.path.join(TREE, "tests/atlas/tls-certificate.pem"), os.path.join(TREE, "tests/atlas/tls-key.pem"))[1]
        self.try_connection(_("The server cannot prove who it is: its certificate is not valid. Nothing was sent. Check the address, or ask whoever runs the server."),
                            unknown)
        self.try_connection(_("The address answers with a web page, not with a database. Are you behind a network’s sign-in page, and is the address right?"),
                            self.start_portal())
        self.try_connection(_("The server does not accept the account or its password. Check both."), self.url, "unit", "wrong")
        self.try_connection(_("The account is right, but may not use the database of the authority %s. Check the SIREN number of your own authority, or ask whoever runs the server to let the account in.") % SIREN,
                            self.url, "other", self.password)
        self.try_connection(_("The server is there and accepts the account."), self.url, "unit", self.password)
        self.press(plain("_Save"))
        self.expect_gone(plain("_Try the Connection"))

    def open_spaces(self):
        """By the list of pages, where the keyboard goes row by row."""
        self.go("Overview")
        self.reach(_("Atlas"))
        self.keys("Return")
        self.expect(_("Shared Spaces"))

    def synchronise(self):
        self.press(_("Synchronise with “%s”") % _("Team"))

    def synchronise_first(self):
        """What will leave is looked at before it does."""
        self.synchronise()
        self.expect("Romans-sur-Isère", exact=False)
        self.press(plain("_Synchronise"))
        self.expect(_("Up to date"), exact=False)

    def edit_title(self, old, new):
        self.go("Projects")
        self.expect(old, roles=("table row",))
        self.reach(old)
        self.keys("Return")
        self.expect(_("Project"))
        self.keys("ctrl+e")
        self.expect(plain("_Save"))
        self.fill("Title", new)
        self.press(plain("_Save"))
        self.expect_gone(plain("_Save"))
        self.expect(new, exact=False)

    def settle(self):
        """The conflict is told on whatever page one is, and is settled where that leads."""
        self.go("Projects")
        self.press("1 confli", exact=False)
        self.expect(THEIRS)
        self.expect(MINE)
        self.expect(TITLE)
        words = {"%1$s": _("Keep This"), "%2$s": _("Title"), "%3$s": MINE}
        choice = re.sub("%.[$]s", lambda mark: words[mark.group()], _("%1$s: %2$s, %3$s"))
        self.reach(choice)
        self.keys("Return")
        self.expect_gone(THEIRS)

    def desk(self, *arguments):
        return self.ctl(*arguments, file=self.theirs)

    def test_remote(self):
        self.theirs = self.path("theirs.entente")
        for file in (self.file, self.theirs):
            self.ctl("init", "--authority", "Romans-sur-Isère", "--siren", SIREN, file=file)
        self.desk("remote", "add", "Team", self.url, "--circle", "team", "--user", "unit", "--password-file", self.password_file)
        project = self.desk("add", "project", f"title={TITLE}").strip()
        self.desk("sync")

        self.start("--workspace", self.file)
        self.expect(plain("Log Involvement"))
        self.press(_("On this computer only"))
        self.set_up()
        self.synchronise_first()
        self.assertNotIn(self.password, self.ctl("--json", "remote", "list"))

        # Both write the same field while no server is there.
        self.end_server()
        self.edit_title(TITLE, MINE)
        self.desk("set", project, f"title={THEIRS}")
        self.serve()
        self.desk("sync")
        self.open_spaces()
        self.synchronise()
        self.settle()
        self.go("Projects")
        self.expect(MINE, roles=("table row",))
        self.expect(_("Up to date"), exact=False)

        # What was kept is at the other desk, and nothing is left to settle.
        self.wait(lambda: self.desk("sync") and json.loads(self.desk("--json", "show", project))["title"] == MINE, "what was kept, at the other desk")
        for file in (self.file, self.theirs):
            self.assertEqual(json.loads(self.ctl("--json", "conflicts", file=file)), [])


if __name__ == "__main__":
    main()
