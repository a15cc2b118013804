#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks on a real server over the loopback. Nothing is written, read or leaked that must not be, and others are still served.
Those on documents also on a server that others wrote, with data/atlas/validate.js for its rule: pouchdb-server, where there is one."""

import base64
import contextlib
import gzip
import http.client
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import zlib

ATLAS, TREE = sys.argv[1], pathlib.Path(sys.argv[2])
del sys.argv[1:3]
PEERS = pathlib.Path(os.environ.get("ENTENTE_PEERS", "/nonexistent"))
PASSWORD = "correct horse"
SECRET = "nobody else may know"
OURS, THEIRS = "200046977", "213000000"
# name, role, publisher
ACCOUNTS = [("amiens", "unit", OURS), ("lyon", "unit", THEIRS), ("voirie", "department", OURS), ("dakar", "embassy", "sn"),
            ("reader", "reader", None), ("boss", "administrator", None)]
ATTACKERS = ["lyon", "voirie", "dakar", "reader", None]
VICTIM, DELETED, FREE = f"{OURS}:project:1", f"{OURS}:project:2", f"{OURS}:project:3"
HIGH = "9-" + "f" * 32
# Where the attacker is; the others are at 127.0.0.1.
ELSEWHERE = "127.0.0.2"
# Of requests that come with a made-up sequence.
FLOOD = 1_000_000 if "ENTENTE_THOROUGH" in os.environ else 4000
PATIENCE = 60
# Megabytes that an attack may leave in the server; the sanitizers keep what is freed.
SPARE = 600 if "LSAN_OPTIONS" in os.environ else 48


class Answer:
    def __init__(self, status, headers, content):
        self.status, self.headers, self.content = status, headers, content

    def json(self):
        return json.loads(self.content)


def authorize(user, password=PASSWORD):
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()} if user else {}


class Server:
    """What both servers have in common: a process, an address, and requests to it."""

    def call(self, user, method, path, body=None, headers=None, source=None, connection=None):
        headers = {**authorize(user), **(headers or {})}
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        link = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=(source, 0) if source else None)
        link.request(method, path, body, headers)
        answer = link.getresponse()
        answer = Answer(answer.status, answer.headers, answer.read())
        if connection is None:
            link.close()
        return answer

    def must(self, user, method, path, body=None, headers=None):
        answer = self.call(user, method, path, body, headers)
        if answer.status not in (200, 201, 202):
            raise AssertionError(f"{user} {method} {path}: {answer.status} {answer.content[:300]}")
        return answer

    def connect(self, source=ELSEWHERE):
        link = socket.create_connection(("127.0.0.1", self.port), PATIENCE, (source, 0))
        return link

    def say(self, text, source=ELSEWHERE):
        """Sends bytes as they are and hears all that comes until the connection ends."""
        with self.connect(source) as link:
            with contextlib.suppress(OSError):
                link.sendall(text)
                link.shutdown(socket.SHUT_WR)
            return hear(link)

    def plant(self):
        """What is there to be attacked; returns the revision of the victim."""
        revision = self.must("amiens", "PUT", f"/atlas/{VICTIM}", {
            "title": "ours", "_attachments": {"a.txt": {"content_type": "text/plain", "data": base64.b64encode(b"ours").decode()}}}).json()["rev"]
        gone = self.must("amiens", "PUT", f"/atlas/{DELETED}", {"title": "gone"}).json()["rev"]
        self.gone = self.must("amiens", "DELETE", f"/atlas/{DELETED}?rev={gone}").json()["rev"]
        return revision

    def look(self):
        """All documents of the Atlas, as whoever runs the server sees them."""
        changes = self.must(self.ADMIN, "GET", "/atlas/_changes?style=all_docs&include_docs=true&attachments=true&conflicts=true").json()
        return {row["id"]: (sorted(leaf["rev"] for leaf in row["changes"]), row.get("doc")) for row in changes["results"]}


def hear(link):
    heard = b""
    with contextlib.suppress(OSError):
        while part := link.recv(65536):
            heard += part
    return heard


class Atlas(Server):
    ADMIN = "boss"

    def __init__(self, *options):
        self.folder = tempfile.TemporaryDirectory()
        password = pathlib.Path(self.folder.name, "password")
        password.write_text(PASSWORD + "\n")
        self.data = os.path.join(self.folder.name, "data")
        for name, role, publisher in ACCOUNTS:
            subprocess.run([ATLAS, "account", "add", name, "--role", role, *(["--publisher", publisher] if publisher else []),
                            "--password-file", password, "--data", self.data], check=True, stdout=subprocess.DEVNULL)
        self.log = pathlib.Path(self.folder.name, "log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([ATLAS, "--data", self.data, "--listen", "127.0.0.1:0", *options], stdout=subprocess.PIPE, stderr=log,
                                            text=True)
        self.port = urllib.parse.urlsplit(self.process.stdout.readline().split()[-1]).port

    def get_memory(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise AssertionError("the server is gone")

    def close(self):
        """Whatever was done to it, it ends in order, and its files are sound."""
        self.process.terminate()
        status = self.process.wait(PATIENCE)
        self.process.stdout.close()
        log = self.log.read_text(errors="replace")
        checked = subprocess.run([ATLAS, "--check", "--data", self.data], stdout=subprocess.DEVNULL).returncode
        self.folder.cleanup()
        return status, checked, log


class PouchServer(Server):
    """pouchdb-server, with the rule that is shipped for CouchDB, and users with the roles that the manual gives them."""
    ADMIN = "root"

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        config = pathlib.Path(self.folder.name, "config.json")
        config.write_text(json.dumps({"admins": {self.ADMIN: PASSWORD}}))
        self.process = subprocess.Popen(["node", PEERS / "node_modules/pouchdb-server/bin/pouchdb-server", "--dir", self.folder.name, "--config", config,
                                         "--host", "127.0.0.1", "--port", str(self.port)], cwd=self.folder.name, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        limit = time.monotonic() + PATIENCE
        while not self.answers():
            if time.monotonic() > limit:
                raise AssertionError("pouchdb-server does not answer")
            time.sleep(0.05)
        self.must(self.ADMIN, "PUT", "/atlas")
        for name, role, publisher in ACCOUNTS:
            self.must(self.ADMIN, "PUT", f"/_users/org.couchdb.user:{name}",
                      {"name": name, "password": PASSWORD, "type": "user", "roles": [role] + ([f"{role}:{publisher}"] if publisher else [])})
        self.must(self.ADMIN, "PUT", "/atlas/_design/entente",
                  {"language": "javascript", "validate_doc_update": (TREE / "data/atlas/validate.js").read_text()})

    def answers(self):
        try:
            return self.call(None, "GET", "/").status == 200
        except OSError:
            return False

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.folder.cleanup()


def attack_documents(revision, gone):
    """Every way to write a document, at another's: method, path, body, further headers."""
    suffix = revision.split("-")[1]
    text = {"Content-Type": "text/plain"}
    grown = {"_id": VICTIM, "_rev": "2-" + "f" * 32, "_revisions": {"start": 2, "ids": ["f" * 32, suffix]}, "title": "theirs"}
    parts = (b'--x\r\nContent-Type: application/json\r\n\r\n{"_rev":"' + revision.encode() + b'","_attachments":{"b":{"follows":true,"length":1,'
             b'"content_type":"text/plain"}}}\r\n--x\r\nContent-Disposition: attachment; filename="b"\r\n\r\nb\r\n--x--')
    yield "PUT", VICTIM, {"title": "theirs"}
    yield "PUT", VICTIM, {"_rev": revision, "title": "theirs"}
    yield "PUT", f"{VICTIM}?rev={revision}", {"title": "theirs"}
    yield "PUT", VICTIM, {"title": "theirs"}, {"If-Match": f'"{revision}"'}
    yield "PUT", FREE, {"title": "theirs"}
    yield "PUT", DELETED, {"title": "theirs"}
    yield "PUT", DELETED, {"_rev": gone, "title": "theirs"}
    yield "PUT", f"{VICTIM}?new_edits=false", {"_rev": HIGH, "title": "theirs"}
    yield "PUT", f"{VICTIM}?new_edits=false", grown
    yield "PUT", VICTIM, {"_rev": revision, "_deleted": True}
    yield "PUT", f"{VICTIM}?new_edits=false", {"_rev": HIGH, "_deleted": True}
    yield "DELETE", f"{VICTIM}?rev={revision}", None
    yield "DELETE", VICTIM, None, {"If-Match": revision}
    yield "PUT", f"{VICTIM}/b.txt?rev={revision}", "theirs", text
    yield "PUT", f"{VICTIM}/a.txt?rev={revision}", "theirs", text
    yield "PUT", f"{FREE}/b.txt", "theirs", text
    yield "DELETE", f"{VICTIM}/a.txt?rev={revision}", None
    yield "PUT", VICTIM, {"_rev": revision, "_attachments": {"b": {"data": "YQ=="}}}
    yield "PUT", f"{VICTIM}", parts, {"Content-Type": 'multipart/related; boundary="x"'}
    yield "COPY", VICTIM, None, {"Destination": FREE}
    yield "COPY", f"{THEIRS}:project:1", None, {"Destination": f"{VICTIM}?rev={revision}"}
    yield "PUT", VICTIM.replace(":", "%3A"), {"_rev": revision}
    yield "POST", "", {"_id": VICTIM, "_rev": revision}
    yield "POST", "", {"_id": FREE}
    for new_edits in (True, False):
        for document in ({"_id": VICTIM, "_rev": revision, "title": "theirs"}, {"_id": VICTIM, "_rev": HIGH, "title": "theirs"}, grown,
                         {"_id": VICTIM, "_rev": revision, "_deleted": True}, {"_id": VICTIM, "_rev": HIGH, "_deleted": True},
                         {"_id": DELETED, "_rev": "3-" + "e" * 32, "title": "theirs"},
                         {"_id": VICTIM, "_rev": HIGH, "_attachments": {"b": {"content_type": "text/plain", "data": "YQ=="}}}):
            yield "POST", "_bulk_docs", {"new_edits": new_edits, "docs": [document]}


class Documents:
    """Attacks on documents, to be run on each server."""

    def setUp(self):
        self.revision = self.server.plant()
        self.before = self.server.look()

    def tearDown(self):
        for id in (VICTIM, DELETED):
            for leaf in self.server.look()[id][0]:
                self.server.call("amiens", "DELETE", f"/atlas/{id}?rev={leaf}")

    def test_writing_what_is_anothers(self):
        for attacker in ATTACKERS:
            for method, path, body, *headers in attack_documents(self.revision, self.server.gone):
                answer = self.server.call(attacker, method, f"/atlas/{path}", body, *headers)
                what = f"{attacker} {method} {path} {body}: {answer.status} {answer.content[:200]}"
                if path == "_bulk_docs" and answer.status == 201:
                    self.assertTrue(all(row.get("error") for row in answer.json()), what)
                else:
                    self.assertGreaterEqual(answer.status, 400, what)
                    self.assertLess(answer.status, 500, what)
            self.assertEqual(self.server.look(), self.before, attacker)

    def test_mixed_with_what_is_ones_own(self):
        for number, new_edits in enumerate((True, False)):
            own = {"_id": f"{THEIRS}:project:mixed-{number}", "title": "own"} | ({} if new_edits else {"_rev": "1-" + "a" * 32})
            answer = self.server.must("lyon", "POST", "/atlas/_bulk_docs", {"new_edits": new_edits, "docs": [
                {"_id": VICTIM, "_rev": self.revision, "title": "theirs"}, own, {"_id": FREE, "_rev": HIGH}, {"_id": VICTIM, "_rev": HIGH, "_deleted": True}]})
            self.assertEqual({row["id"] for row in answer.json() if "error" in row}, {VICTIM, FREE})
            after = self.server.look()
            self.assertEqual(after.pop(own["_id"])[1]["title"], "own")
            self.assertEqual(after, self.before)
            self.before[own["_id"]] = self.server.look()[own["_id"]]

    def test_two_names_in_one_document(self):
        own = f"{THEIRS}:project:two"
        for body in ('{"_id":"%s","_id":"%s"}', '{"_id":"%s","\\u005fid":"%s"}'):
            for order in ((own, VICTIM), (VICTIM, own)):
                self.server.call("lyon", "PUT", f"/atlas/{own}", body % order)
                self.server.call("lyon", "POST", "/atlas/_bulk_docs", '{"docs":[%s]}' % (body % order))
                self.server.call("lyon", "POST", "/atlas/_bulk_docs", '{"new_edits":false,"docs":[%s]}' % (body % order).replace("}", f',"_rev":"{HIGH}"}}'))
        after = self.server.look()
        after.pop(own, None)
        self.assertEqual(after, self.before)


class DocumentsOfAtlas(Documents, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Atlas()

    @classmethod
    def tearDownClass(cls):
        assert cls.server.close()[:2] == (0, 0)

    def test_what_is_the_administrators(self):
        for attacker in ATTACKERS:
            for method, path, body in (
                    ("PUT", "/atlas/_design/x", {"validate_doc_update": "function () {}"}), ("PUT", "/atlas/_security", {}), ("PUT", "/lyon", None),
                    ("DELETE", "/atlas", None), ("POST", "/atlas/_purge", {VICTIM: [self.revision]}), ("PUT", "/atlas/_revs_limit", "1"),
                    ("POST", "/atlas/_compact", {}), ("POST", "/_replicate", {"source": "atlas", "target": "x"}), ("GET", "/_all_dbs", None),
                    ("GET", "/_users/_all_docs", None), ("GET", "/_config", None), ("GET", "/_node/_local/_config", None), ("GET", "/_active_tasks", None)):
                answer = self.server.call(attacker, method, path, body)
                self.assertIn(answer.status, (401, 403, 404, 405), f"{attacker} {method} {path}")
            self.assertEqual(self.server.look(), self.before, attacker)

    def test_reading_what_is_anothers(self):
        self.server.must("amiens", "PUT", "/team-200046977/project:1", {"title": SECRET})
        for attacker in ATTACKERS:
            for method, path, body in (
                    ("GET", "", None), ("GET", "/project:1", None), ("GET", "/project:1?open_revs=all", None), ("GET", "/_all_docs?include_docs=true", None),
                    ("GET", "/_changes?include_docs=true", None), ("GET", "/_changes?feed=longpoll&since=0", None),
                    ("GET", "/_changes?feed=continuous&timeout=1", None), ("POST", "/_bulk_get", {"docs": [{"id": "project:1"}]}),
                    ("POST", "/_revs_diff", {"project:1": [HIGH]}), ("POST", "/_all_docs?include_docs=true", {"keys": ["project:1"]}),
                    ("GET", "/_security", None), ("GET", "/_local/x", None), ("HEAD", "/project:1", None), ("PUT", "/_local/x", {}), ("PUT", "/project:2", {})):
                answer = self.server.call(attacker, method, f"/team-200046977{path}", body)
                self.assertIn(answer.status, (401, 403), f"{attacker} {method} {path}")
                self.assertNotIn(SECRET.encode(), answer.content)
                self.assertIsNone(answer.headers.get("ETag"))

    def test_no_name_tells_whether_it_is_there(self):
        answers = [self.server.call(None, "POST", "/_session", {"name": name, "password": "wrong"}) for name in ("dakar", "nobody at all")]
        self.assertEqual(*[(answer.status, answer.content) for answer in answers])
        answers = [self.server.call(None, "GET", path) for path in ("/atlas", "/none")]
        self.assertEqual(*[(answer.status, answer.content) for answer in answers])


@unittest.skipUnless((PEERS / "node_modules").exists(), "there is no pouchdb-server")
class DocumentsOfPouch(Documents, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = PouchServer()

    @classmethod
    def tearDownClass(cls):
        cls.server.close()


class Network(unittest.TestCase):
    """Attacks on the server itself. Whoever else comes is served meanwhile."""

    OPTIONS = ("--request-seconds", "2", "--session-seconds", "2")

    def setUp(self):
        self.server = Atlas(*self.OPTIONS)
        self.server.must("amiens", "PUT", "/team-200046977/project:1", {"title": SECRET})
        self.server.must("amiens", "PUT", f"/atlas/{VICTIM}", {"title": "ours"})
        self.memory = self.server.get_memory()

    def tearDown(self):
        self.assert_served()
        # A password that is being proven right now takes more for a while.
        limit = time.monotonic() + PATIENCE
        while self.server.get_memory() > self.memory + SPARE:
            self.assertLess(time.monotonic(), limit, f"{self.server.get_memory()} MB, and {self.memory} before")
            time.sleep(0.05)
        status, checked, log = self.server.close()
        self.assertEqual((status, checked), (0, 0))
        for word in (PASSWORD, base64.b64encode(f"amiens:{PASSWORD}".encode()).decode(), SECRET, "AuthSession"):
            self.assertNotIn(word, log)

    def assert_served(self):
        before = time.monotonic()
        self.assertEqual(self.server.must("amiens", "GET", f"/atlas/{VICTIM}").json()["title"], "ours")
        self.assertEqual(self.server.must("amiens", "GET", "/atlas").json()["doc_count"], 1)
        self.assertLess(time.monotonic() - before, PATIENCE / 2)

    def get(self, target, user="lyon"):
        headers = "".join(f"{name}: {value}\r\n" for name, value in authorize(user).items())
        return self.server.say(f"GET {target} HTTP/1.1\r\nHost: x\r\n{headers}Connection: close\r\n\r\n".encode())

    def assert_refused(self, heard, *statuses):
        self.assertRegex(heard[:20], rb"^HTTP/1\.[01] (%s) " % "|".join(map(str, statuses)).encode())
        self.assertNotIn(SECRET.encode(), heard)

    def test_paths(self):
        for target in ("/atlas/../team-200046977/project:1", "/atlas/..%2fteam-200046977/project:1", "/atlas%2f..%2fteam-200046977/project:1",
                       "/%2e%2e/%2e%2e/etc/passwd", "/../../../../etc/passwd", "/..%5c..%5cetc%5cpasswd", "/team-200046977%00/project:1",
                       "/atlas%00/../team-200046977/project:1", "/atlas/%00", "/atlas/%ff%fe", "/atlas/%", "/atlas/%zz", "/atlas/%c0%ae%c0%ae/x",
                       "/./team-200046977/project:1", "//team-200046977/project:1", "/TEAM-200046977/project:1", "/team-200046977%20/project:1",
                       "/accounts.sqlite", "/db/team-200046977.sqlite", "/atlas/_local/../../team-200046977/project:1", "/atlas/_design%2f..%2fproject:1",
                       "/_session/../team-200046977/project:1", "/atlas;/team-200046977", "http://127.0.0.1/team-200046977/project:1",
                       "/" + "x" * 8000, "/atlas/" + "%2f" * 4000, "/atlas/" + "a/" * 3000, "/atlas/x?" + "a=b&" * 3000, "/atlas/x?rev=" + "9" * 9000):
            self.assert_refused(self.get(target), 400, 401, 403, 404, 405, 414, 431)

    def test_long_addresses(self):
        for target in ("/" + "x" * 1_000_000, "/atlas?" + "x" * 1_000_000):
            heard = self.get(target)
            self.assertTrue(heard == b"" or heard.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4")), heard[:50])

    def test_line_breaks_stay_out_of_the_log(self):
        lines = len(self.server.log.read_text().splitlines())
        self.get("/atlas/a%0d%0aforged%20line", user="lyon\r\nforged line")
        self.get("/atlas/a%0aforged", user=None)
        self.assert_served()
        added = self.server.log.read_text().splitlines()[lines:]
        self.assertFalse([line for line in added if line.startswith("forged")], added)

    def test_floods_of_headers(self):
        self.assert_refused(self.server.say(b"GET /atlas HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(3000)) + b"\r\n"), 431, 400)
        with self.server.connect() as link:
            sent = 0
            with contextlib.suppress(OSError):
                link.sendall(b"GET /atlas HTTP/1.1\r\n")
                while sent < 50_000_000:
                    sent += link.send(b"X-Flood: " + b"y" * 8000 + b"\r\n")
            self.assertLess(sent, 50_000_000, "it takes any number of headers")

    def test_slow_requests(self):
        starts = (b"G", b"GET /atlas HTTP/1.1\r\nHost: x\r\n", b"POST /atlas/_bulk_docs HTTP/1.1\r\nHost: x\r\n" + authorize_line("lyon") +
                  b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{", b"POST /atlas/_bulk_docs HTTP/1.1\r\nHost: x\r\n" + authorize_line("lyon") +
                  b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")
        links = [self.server.connect() for _ in range(40)]
        for number, link in enumerate(links):
            link.sendall(starts[number % len(starts)])
        open_links, limit = set(links), time.monotonic() + PATIENCE
        while open_links:
            self.assertLess(time.monotonic(), limit, f"{len(open_links)} of {len(links)} slow requests are still waited for")
            for link in list(open_links):
                link.settimeout(0.01)
                try:
                    link.sendall(b"x")
                    if link.recv(1000) == b"":
                        open_links.discard(link)
                except TimeoutError:
                    pass
                except OSError:
                    open_links.discard(link)
            self.assert_served()
        for link in links:
            link.close()

    def test_connections_that_say_nothing(self):
        before = time.monotonic()
        links = [self.server.connect() for _ in range(300)]
        self.assertLess(time.monotonic() - before, PATIENCE / 4, "connections are let in one by one")
        self.assert_served()
        for link in links:
            link.close()

    def test_bodies_without_an_end(self):
        head = b"POST /atlas/_bulk_docs HTTP/1.1\r\nHost: x\r\n" + authorize_line("lyon") + b"Content-Type: application/json\r\n"
        self.assert_refused(self.server.say(head + b"Content-Length: 10000000000\r\n\r\n{"), 413)
        self.assertRegex(self.server.say(head + b"Content-Length: -1\r\n\r\n{"), rb"^$|^HTTP/1.1 4")
        with self.server.connect() as link:
            sent = 0
            with contextlib.suppress(OSError):
                link.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n")
                while sent < 500_000_000:
                    link.sendall(b"100000\r\n" + b" " * 0x100000 + b"\r\n")
                    sent += 0x100000
            self.assertLess(sent, 500_000_000, "it takes any number of bytes")

    def test_bombs(self):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(512)) + packer.flush()
        for path in ("/atlas/_bulk_docs", "/atlas/_revs_diff", "/atlas/_all_docs"):
            answer = self.server.call("lyon", "POST", path, bomb, {"Content-Encoding": "gzip"}, source=ELSEWHERE)
            self.assertEqual(answer.status, 413, path)
        answer = self.server.call(None, "POST", "/_session", bomb, {"Content-Encoding": "gzip"}, source=ELSEWHERE)
        self.assertEqual(answer.status, 413)
        twice = gzip.compress(gzip.compress(b"{}"))
        self.assertEqual(self.server.call("lyon", "POST", "/atlas/_bulk_docs", twice, {"Content-Encoding": "gzip, gzip"}).status, 415)

    def test_odd_json(self):
        own = f"/atlas/{THEIRS}:project:1"
        for body in ("[" * 10_000 + "]" * 10_000, '{"a":' * 10_000 + "1" + "}" * 10_000, "[" * 1_000_000, '{"a":' * 1_000_000, '"' + "\\" * 1_000_001,
                     "9" * 1_000_000, '{"a":1e999999}', '{"a":"\\ud800"}', '{"a":"\\u0000"}', '{"a":NaN}', "\ufeff{}", "[]", '"x"', "1"):
            for method, path in (("PUT", own), ("POST", "/atlas/_bulk_docs"), ("POST", "/atlas/_revs_diff"), ("POST", "/_session")):
                answer = self.server.call("lyon", method, path, body.encode(), source=ELSEWHERE)
                self.assertIn(answer.status, (400, 413), f"{method} {path} {body[:30]}")
        for body in ('{"_rev":{}}', '{"_attachments":[]}', '{"_deleted":"yes"}', '{"_id":1}', '{"_other":1}'):
            self.assertEqual(self.server.call("lyon", "PUT", own, body).status, 400, body)
        # Large, and nothing wrong with it.
        many = json.dumps({f"m{i}": i for i in range(200_000)})
        revision = self.server.must("lyon", "PUT", own, many).json()["rev"]
        self.server.must("lyon", "DELETE", f"{own}?rev={revision}")

    def test_sessions(self):
        answer = self.server.must(None, "POST", "/_session", {"name": "lyon", "password": PASSWORD})
        token = answer.headers["Set-Cookie"].split(";")[0].removeprefix("AuthSession=")
        name, expires, proof = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().split(":")
        self.assertEqual(self.get_with(token), 200)
        for forged in (("amiens", expires, proof), (name, str(int(expires) + 1000), proof), (name, expires, "0" * len(proof)), (name, expires, proof[:-2]),
                       (name, expires, ""), ("", expires, proof), (name, "-1", proof), (name, expires, proof.upper()), (name, expires, proof, "x")):
            cookie = base64.urlsafe_b64encode(":".join(forged).encode()).decode().rstrip("=")
            self.assertEqual(self.get_with(cookie), 401, forged)
        for cookie in ("", "x", "=" * 100, token[:-1], token + "A", token + "AA", "A" * 12_000, "%00", '"' + token + '"'):
            self.assertEqual(self.get_with(cookie), 401, cookie[:50])
        # Another server's, with the same accounts.
        other = Atlas(*self.OPTIONS)
        self.assertEqual(other.call(None, "GET", "/atlas", headers={"Cookie": f"AuthSession={token}"}).status, 401)
        other.close()
        limit = time.monotonic() + PATIENCE
        while self.get_with(token) == 200:
            self.assertLess(time.monotonic(), limit, "the session does not end")
            time.sleep(0.05)

    def get_with(self, cookie):
        return self.server.call(None, "GET", "/atlas", headers={"Cookie": f"AuthSession={cookie}"}, source=ELSEWHERE).status

    def guess(self, name, source, number=0):
        return self.server.call(name, "GET", "/atlas", headers={**authorize(name, f"wrong {number}"), "X-Forwarded-For": f"10.0.0.{number}"}, source=source)

    def test_guessing_passwords(self):
        statuses = [self.guess("amiens", ELSEWHERE, number).status for number in range(8)]
        self.assertEqual(statuses, [401] * 5 + [429] * 3)
        self.assertGreater(int(self.guess("amiens", ELSEWHERE).headers["Retry-After"]), 0)
        self.assertEqual(self.server.call("amiens", "GET", "/atlas", source=ELSEWHERE).status, 429)
        # One who guesses many accounts is kept out of all, and nobody else is.
        for number in range(40):
            status = self.guess(f"account {number}", ELSEWHERE).status
        self.assertEqual(status, 429)
        self.assertEqual(self.server.call("lyon", "GET", "/atlas", source=ELSEWHERE).status, 429)
        self.assertEqual(self.server.call("lyon", "GET", "/atlas").status, 200)

    def test_floods_of_sequences(self):
        """Of databases that are not there, too: nothing may be kept of either."""
        link = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE, source_address=(ELSEWHERE, 0))
        for number in range(FLOOD):
            database, since = ("atlas", f"{number}-{number:032x}") if number % 2 == 0 else (f"none{number}", "now")
            answer = self.server.call("lyon", "GET", f"/{database}/_changes?limit=1&since={since}", connection=link)
            self.assertIn(answer.status, (200, 404))
            if number % 1000 == 0:
                self.assert_served()
        link.close()


class Connections(unittest.TestCase):
    def test_too_many_from_one_address(self):
        server = Atlas("--connections", "8")
        links = [server.connect() for _ in range(12)]
        heard = []
        for link in links:
            link.sendall(b"GET /_up HTTP/1.1\r\nHost: x\r\n\r\n")
            heard.append(link.recv(12))
        self.assertIn(b"HTTP/1.1 429", heard)
        self.assertEqual(server.call(None, "GET", "/_up").status, 200)
        for link in links:
            link.close()
        self.assertEqual(server.close()[:2], (0, 0))


def authorize_line(user):
    return b"".join(f"{name}: {value}\r\n".encode() for name, value in authorize(user).items())


if __name__ == "__main__":
    unittest.main()
